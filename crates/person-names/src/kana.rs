//! Kana: the key under which all spellings of one reading meet, and Hepburn as in passports.
//!
//! The key is close to Kunrei (ISO 3602): si, ti, tu, hu, zi, with long vowels made short and m
//! before b, m, p written n, so that Hepburn, Kunrei, wapuro and passport spellings fall together.

/// The kana as hiragana; other characters stay.
pub(crate) fn hiragana(c: char) -> char {
    match c {
        'ヵ' | 'ヶ' => 'が',
        'ァ'..='ヴ' => u32::from(c).checked_sub(0x60).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    }
}

/// Whether the character is kana, with the long mark and the repeat marks.
pub(crate) fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ')
}

/// The Kunrei-like syllable of one kana; small vowels and marks are dealt with by the caller.
fn syllable(c: char) -> Option<&'static str> {
    first_half(c).or_else(|| second_half(c))
}

/// The rows a, ka, sa and ta with their voiced sounds.
fn first_half(c: char) -> Option<&'static str> {
    Some(match c {
        'あ' | 'ぁ' => "a",
        'い' | 'ぃ' | 'ゐ' => "i",
        'う' | 'ぅ' => "u",
        'え' | 'ぇ' | 'ゑ' => "e",
        'お' | 'ぉ' | 'を' => "o",
        'か' | 'ゕ' => "ka",
        'き' => "ki",
        'く' => "ku",
        'け' | 'ゖ' => "ke",
        'こ' => "ko",
        'が' => "ga",
        'ぎ' => "gi",
        'ぐ' => "gu",
        'げ' => "ge",
        'ご' => "go",
        'さ' => "sa",
        'し' => "si",
        'す' => "su",
        'せ' => "se",
        'そ' => "so",
        'ざ' => "za",
        'じ' | 'ぢ' => "zi",
        'ず' | 'づ' => "zu",
        'ぜ' => "ze",
        'ぞ' => "zo",
        'た' => "ta",
        'ち' => "ti",
        'つ' => "tu",
        'て' => "te",
        'と' => "to",
        'だ' => "da",
        'で' => "de",
        'ど' => "do",
        _ => return None,
    })
}

/// The rows na, ha, ma, ya, ra and wa.
fn second_half(c: char) -> Option<&'static str> {
    Some(match c {
        'な' => "na",
        'に' => "ni",
        'ぬ' => "nu",
        'ね' => "ne",
        'の' => "no",
        'は' => "ha",
        'ひ' => "hi",
        'ふ' => "hu",
        'へ' => "he",
        'ほ' => "ho",
        'ば' => "ba",
        'び' => "bi",
        'ぶ' | 'ゔ' => "bu",
        'べ' => "be",
        'ぼ' => "bo",
        'ぱ' => "pa",
        'ぴ' => "pi",
        'ぷ' => "pu",
        'ぺ' => "pe",
        'ぽ' => "po",
        'ま' => "ma",
        'み' => "mi",
        'む' => "mu",
        'め' => "me",
        'も' => "mo",
        'や' => "ya",
        'ゆ' => "yu",
        'よ' => "yo",
        'ら' => "ra",
        'り' => "ri",
        'る' => "ru",
        'れ' => "re",
        'ろ' => "ro",
        'わ' | 'ゎ' => "wa",
        'ん' => "n",
        _ => return None,
    })
}

/// Kunrei-like letters of kana, nothing shortened.
fn kunrei(kana: &str) -> String {
    let mut out = String::with_capacity(kana.len());
    let mut doubled = false;
    let mut last = None;
    for c in kana.chars().map(hiragana) {
        let glide = match c {
            'ゃ' => Some("a"),
            'ゅ' => Some("u"),
            'ょ' => Some("o"),
            _ => None,
        };
        if let Some(vowel) = glide {
            if out.ends_with('i') {
                out.pop();
            }
            out.push('y');
            out.push_str(vowel);
        } else if c == 'っ' {
            doubled = true;
            continue;
        } else if c == 'ー' {
            let long = out.chars().last().filter(|last| "aiueo".contains(*last));
            out.extend(long);
        } else if matches!(c, 'ゝ' | 'ゞ') {
            out.push_str(last.unwrap_or_default());
        } else if let Some(letters) = syllable(c) {
            // ファ, ティ and the like: the small vowel replaces the one before it.
            if matches!(c, 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ') && out.ends_with(['u', 'e', 'i'])
            {
                out.pop();
            }
            let first = letters.chars().next().filter(|first| !"aiueon".contains(*first));
            if doubled {
                out.extend(first);
            }
            out.push_str(letters);
            last = Some(letters);
        }
        doubled = false;
    }
    out
}

/// The key of a reading in kana.
pub(crate) fn key(kana: &str) -> String {
    shorten(&kunrei(kana))
}

/// Long vowels short: `ou` and `oo` are `o`, other doubled vowels single.
pub(crate) fn shorten(letters: &str) -> String {
    let mut out = String::with_capacity(letters.len());
    for c in letters.chars() {
        let long = match out.chars().last() {
            Some('o') => matches!(c, 'o' | 'u'),
            Some(last) => c == last && "aiue".contains(c),
            None => false,
        };
        if !long {
            out.push(c);
        }
    }
    out
}

/// Kana in Hepburn as in Japanese passports: capitals, long o and u short, no macrons, m before
/// b, m and p, `TCH` for っち; words stay apart, the name is not split for the caller.
///
/// Characters other than kana are left out. Where `うえ` follows o, as in いのうえ, the u is kept.
///
/// ```
/// assert_eq!(person_names::latin_of_kana("たむら ゆうこ"), "TAMURA YUKO");
/// assert_eq!(person_names::latin_of_kana("ホンマ シンペイ"), "HOMMA SHIMPEI");
/// ```
#[must_use]
pub fn latin_of_kana(kana: &str) -> String {
    let words = kana.split(|c: char| c.is_whitespace() || c == '・').map(hepburn);
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn hepburn(word: &str) -> String {
    // Each pair is unambiguous in Kunrei letters; longer ones come first.
    const CHANGES: [(&str, &str); 13] = [
        ("ttya", "tcha"),
        ("ttyu", "tchu"),
        ("ttyo", "tcho"),
        ("tti", "tchi"),
        ("ttu", "ttsu"),
        ("sy", "sh"),
        ("si", "shi"),
        ("ty", "ch"),
        ("ti", "chi"),
        ("zy", "j"),
        ("zi", "ji"),
        ("hu", "fu"),
        ("tu", "tsu"),
    ];
    let letters = short_as_in_passports(&kunrei(word));
    let mut out = String::with_capacity(letters.len() + 4);
    let mut rest = letters.as_str();
    while let Some(c) = rest.chars().next() {
        let change = CHANGES.iter().find(|(from, _)| rest.starts_with(from));
        let (from, to) = change.map_or((c.len_utf8(), None), |(from, to)| (from.len(), Some(*to)));
        let after = rest.get(from..).unwrap_or_default();
        match to {
            Some(to) => out.push_str(to),
            None if c == 'n' && after.starts_with(['b', 'm', 'p']) => out.push('m'),
            None => out.push(c),
        }
        rest = after;
    }
    out.to_ascii_uppercase()
}

/// Only o and u are shortened; a long o at the end written おお stays, and so does the u of `oue`.
fn short_as_in_passports(letters: &str) -> String {
    let all: Vec<char> = letters.chars().collect();
    let mut out = String::with_capacity(letters.len());
    for (at, &c) in all.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| all.get(at)).copied();
        let after = all.get(at + 1).copied();
        let long = match (before, c) {
            (Some('o'), 'u') => after != Some('e'),
            (Some('o'), 'o') => after.is_some(),
            (Some('u'), 'u') => true,
            _ => false,
        };
        if !long {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_for_all_lengths() {
        assert_eq!(key("きしだ"), "kisida");
        assert_eq!(key("おおの"), key("おの"));
        assert_eq!(key("ゆうじろう"), "yuziro");
        assert_eq!(key("ジュンイチ"), "zyuniti");
        assert_eq!(key("はっとり"), "hattori");
        assert_eq!(key("しゃちょー"), "syatyo");
    }

    #[test]
    fn passports_spell_as_the_ministry_says() {
        for (kana, latin) in [
            ("きしだ ふみお", "KISHIDA FUMIO"),
            ("おおの じゅんいち", "ONO JUNICHI"),
            ("いのうえ", "INOUE"),
            ("はっちょう", "HATCHO"),
            ("にいがた", "NIIGATA"),
            ("ちづる", "CHIZURU"),
            ("せのお", "SENOO"),
            ("なんば", "NAMBA"),
            ("ほっかいどう", "HOKKAIDO"),
        ] {
            assert_eq!(latin_of_kana(kana), latin);
        }
    }
}
