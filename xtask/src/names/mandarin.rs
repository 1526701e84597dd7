//! Chinese names in Hangul: by the Korean readings of their characters (劉 is 류 and Liu), and by the
//! rules for loanwords (외래어 표기법, table 5: 류 is also what Liu sounds like).

use std::collections::BTreeMap;

use super::hanja::{COURT, NAMES, TAUGHT, Table};
use super::unihan::Unihan;

/// Spellings that cost more bits are left out.
const DEAREST: f64 = 7.0;

/// Lines of Hangul, pinyin and price in eighths of a bit.
pub(crate) fn table(unihan: &Unihan, hanja: &Table) -> String {
    let mut read: BTreeMap<String, BTreeMap<&str, f64>> = BTreeMap::new();
    for (c, readings) in hanja {
        let Some(pinyin) = unihan.mandarin.get(c).filter(|pinyin| !pinyin.is_empty()) else {
            continue;
        };
        let all: f64 = readings.values().map(|reading| reading.mass).sum();
        for (syllable, reading) in readings {
            if reading.flags & (NAMES | COURT | TAUGHT) != 0 && all > 0.0 {
                let known = read.entry(syllable.to_string()).or_default();
                *known.entry(pinyin.as_str()).or_default() += reading.mass;
            }
        }
    }
    let mut prices: BTreeMap<(String, String), f64> = BTreeMap::new();
    for (hangul, spelt) in &read {
        let all: f64 = spelt.values().sum();
        for (pinyin, mass) in spelt {
            let price = (all / mass).log2();
            if price <= DEAREST {
                prices.insert((hangul.clone(), (*pinyin).to_owned()), price);
            }
        }
    }
    // By sound: one way to write each.
    let sounds: std::collections::BTreeSet<&String> = unihan.mandarin.values().collect();
    for pinyin in sounds {
        if let Some(hangul) = by_sound(pinyin) {
            let price = prices.entry((hangul, pinyin.clone())).or_insert(1.0);
            *price = price.min(1.0);
        }
    }
    let line = |((hangul, pinyin), price): (&(String, String), &f64)| {
        format!("{hangul}\t{pinyin}\t{}\n", (price * 8.0).round())
    };
    prices.iter().map(line).collect()
}

const INITIALS: [(&str, u32); 21] = [
    ("zh", 12),
    ("ch", 14),
    ("sh", 9),
    ("b", 7),
    ("p", 17),
    ("m", 6),
    ("f", 17),
    ("d", 3),
    ("t", 16),
    ("n", 2),
    ("l", 5),
    ("g", 0),
    ("k", 15),
    ("h", 18),
    ("j", 12),
    ("q", 14),
    ("x", 9),
    ("r", 5),
    ("z", 13),
    ("c", 14),
    ("s", 10),
];

/// Finals as the vowels and last letters of one syllable or more, in order of Unicode.
const FINALS: [(&str, &[(u32, u32)]); 34] = [
    ("a", &[(0, 0)]),
    ("o", &[(8, 0)]),
    ("e", &[(4, 0)]),
    ("ai", &[(0, 0), (20, 0)]),
    ("ei", &[(5, 0), (20, 0)]),
    ("ao", &[(0, 0), (8, 0)]),
    ("ou", &[(4, 0), (13, 0)]),
    ("an", &[(0, 4)]),
    ("en", &[(4, 4)]),
    ("ang", &[(0, 21)]),
    ("eng", &[(4, 21)]),
    ("i", &[(20, 0)]),
    ("ia", &[(2, 0)]),
    ("ie", &[(7, 0)]),
    ("iao", &[(2, 0), (8, 0)]),
    ("iu", &[(17, 0)]),
    ("ian", &[(7, 4)]),
    ("in", &[(20, 4)]),
    ("iang", &[(2, 21)]),
    ("ing", &[(20, 21)]),
    ("iong", &[(17, 21)]),
    ("u", &[(13, 0)]),
    ("ua", &[(9, 0)]),
    ("uo", &[(14, 0)]),
    ("uai", &[(9, 0), (20, 0)]),
    ("ui", &[(13, 0), (20, 0)]),
    ("uan", &[(9, 4)]),
    ("un", &[(13, 4)]),
    ("uang", &[(9, 21)]),
    ("ong", &[(13, 21)]),
    ("ue", &[(16, 0), (5, 0)]),
    ("yuan", &[(16, 0), (0, 4)]),
    ("yun", &[(16, 4)]),
    ("er", &[(4, 8)]),
];

/// The Hangul of a syllable by its sound.
fn by_sound(pinyin: &str) -> Option<String> {
    const SILENT: u32 = 11;
    let plain = match pinyin {
        "yi" | "ya" | "ye" | "yao" | "you" | "yan" | "yin" | "yang" | "ying" | "yong" => {
            let rest = pinyin.strip_prefix('y')?;
            match rest {
                "i" | "in" | "ing" => rest.to_owned(),
                "ou" => "iu".to_owned(),
                _ => format!("i{rest}"),
            }
        }
        "yu" => return Some("위".to_owned()),
        "yuan" | "yun" | "yue" => pinyin.replace("yue", "ue"),
        "wu" => "u".to_owned(),
        "wei" => return Some("웨이".to_owned()),
        "wen" => return Some("원".to_owned()),
        "weng" => return Some("웡".to_owned()),
        _ if pinyin.starts_with('w') => format!("u{}", pinyin.strip_prefix('w')?),
        _ => pinyin.to_owned(),
    };
    let initial = INITIALS.iter().find(|(latin, _)| plain.starts_with(latin));
    let rest = initial.map_or(plain.as_str(), |(latin, _)| plain.get(latin.len()..).unwrap_or(""));
    let onset = initial.map_or(SILENT, |(_, onset)| *onset);
    let sharp = matches!(initial, Some(("zh" | "ch" | "sh" | "r" | "z" | "c" | "s", _)));
    if sharp && rest == "i" {
        return Some(block(onset, 18, 0)?.to_string());
    }
    let (_, syllables) = FINALS.iter().find(|(latin, _)| *latin == rest)?;
    // After ㅈ, ㅉ and ㅊ no y is written.
    let hard = matches!(onset, 12..=14);
    let mut out = String::new();
    for (at, (vowel, coda)) in syllables.iter().enumerate() {
        let vowel = match vowel {
            2 if hard && at == 0 => 0,
            7 if hard && at == 0 => 5,
            17 if hard && at == 0 => 13,
            vowel => *vowel,
        };
        out.push(block(if at == 0 { onset } else { SILENT }, vowel, *coda)?);
    }
    Some(out)
}

fn block(onset: u32, vowel: u32, coda: u32) -> Option<char> {
    char::from_u32(0xac00 + onset * 588 + vowel * 28 + coda)
}

#[cfg(test)]
mod tests {
    use super::by_sound;

    #[test]
    fn syllables_are_written_as_the_rules_for_loanwords_say() {
        for (pinyin, hangul) in [
            ("liu", "류"),
            ("yan", "옌"),
            ("dong", "둥"),
            ("xi", "시"),
            ("jin", "진"),
            ("ping", "핑"),
            ("zhang", "장"),
            ("xiao", "샤오"),
            ("qian", "첸"),
            ("yuan", "위안"),
            ("wang", "왕"),
            ("zhi", "즈"),
        ] {
            assert_eq!(by_sound(pinyin).as_deref(), Some(hangul), "{pinyin}");
        }
    }
}
