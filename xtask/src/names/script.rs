//! Spellings: kana, romanised readings, Latin letters, Hangul by its parts.

use unicode_normalization::UnicodeNormalization;

const FIRSTS: [&str; 19] = [
    "K", "KK", "N", "T", "TT", "L", "M", "P", "PP", "S", "SS", "", "C", "CC", "CH", "KH", "TH",
    "PH", "H",
];
const MIDDLES: [&str; 21] = [
    "A", "AY", "YA", "YAY", "E", "EY", "YE", "YEY", "O", "WA", "WAY", "OY", "YO", "WU", "WE",
    "WEY", "WI", "YU", "U", "UY", "I",
];
const LASTS: [&str; 28] = [
    "", "K", "KK", "KS", "N", "NC", "NH", "T", "L", "LK", "LM", "LP", "LS", "LTH", "LPH", "LH",
    "M", "P", "PS", "S", "SS", "NG", "C", "CH", "KH", "TH", "PH", "H",
];
const RR_FIRSTS: [&str; 19] = [
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p",
    "h",
];
const RR_MIDDLES: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we",
    "wi", "yu", "eu", "ui", "i",
];
const RR_LASTS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p",
    "t", "t", "ng", "t", "t", "k", "t", "p", "t",
];

/// Kana as hiragana, the small ka and ke made large; other characters stay.
pub(crate) fn hiragana(c: char) -> char {
    match c {
        'ヵ' | 'ゕ' => 'か',
        'ヶ' | 'ゖ' => 'け',
        'ァ'..='ヴ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// Whether all is hiragana or the long mark.
pub(crate) fn is_hiragana(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| ('ぁ'..='ゔ').contains(&c) || c == 'ー')
}

/// Whether the character is Kanji or Hanja.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether the character is a syllable of Hangul.
pub(crate) fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// A reading in capital Hepburn, as Unihan has it, in hiragana.
pub(crate) fn kana_of_romaji(romaji: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = romaji;
    while let Some(first) = rest.chars().next() {
        let found = (1..=3).rev().find_map(|n| Some((n, mora(rest.get(..n)?)?)));
        if let Some((n, kana)) = found {
            out.push_str(kana);
            rest = rest.get(n..)?;
        } else if first == 'N' {
            out.push('ん');
            rest = rest.get(1..)?;
        } else {
            // A doubled consonant.
            let mut two = rest.chars().skip(1);
            let second = two.next()?;
            if second != first && !(first == 'T' && second == 'C') {
                return None;
            }
            out.push('っ');
            rest = rest.get(1..)?;
        }
    }
    Some(out)
}

const ROMAJI: &str = "A I U E O KA KI KU KE KO SA SHI SU SE SO TA CHI TSU TE TO NA NI NU NE NO \
     HA HI FU HE HO MA MI MU ME MO YA YU YO RA RI RU RE RO WA WO GA GI GU GE GO ZA JI ZU ZE ZO DA \
     DE DO BA BI BU BE BO PA PI PU PE PO KYA KYU KYO SHA SHU SHO CHA CHU CHO NYA NYU NYO HYA HYU \
     HYO MYA MYU MYO RYA RYU RYO GYA GYU GYO JA JU JO BYA BYU BYO PYA PYU PYO";
const KANA: &str = "あ い う え お か き く け こ さ し す せ そ た ち つ て と な に ぬ ね の \
     は ひ ふ へ ほ ま み む め も や ゆ よ ら り る れ ろ わ を が ぎ ぐ げ ご ざ じ ず ぜ ぞ だ \
     で ど ば び ぶ べ ぼ ぱ ぴ ぷ ぺ ぽ きゃ きゅ きょ しゃ しゅ しょ ちゃ ちゅ ちょ にゃ にゅ にょ ひゃ ひゅ \
     ひょ みゃ みゅ みょ りゃ りゅ りょ ぎゃ ぎゅ ぎょ じゃ じゅ じょ びゃ びゅ びょ ぴゃ ぴゅ ぴょ";

fn mora(romaji: &str) -> Option<&'static str> {
    ROMAJI.split_whitespace().zip(KANA.split_whitespace()).find(|(r, _)| *r == romaji).map(|p| p.1)
}

/// A syllable in Yale's spelling, as Unihan has it, in Hangul.
pub(crate) fn hangul_of_yale(yale: &str) -> Option<char> {
    for (first, head) in FIRSTS.iter().enumerate().rev() {
        let Some(rest) = yale.strip_prefix(head) else { continue };
        for (middle, vowel) in MIDDLES.iter().enumerate() {
            let Some(tail) = rest.strip_prefix(vowel) else { continue };
            let last = LASTS.iter().position(|known| *known == tail);
            // After a labial, u is written wu.
            if let Some(last) = last {
                let code = 0xac00 + (first * 21 + middle) * 28 + last;
                return u32::try_from(code).ok().and_then(char::from_u32);
            }
        }
    }
    None
}

/// Hangul in the Revised Romanisation, syllable by syllable.
pub(crate) fn revised(hangul: &str) -> String {
    let mut out = String::new();
    for c in hangul.chars().filter(|&c| is_hangul(c)) {
        let code = c as usize - 0xac00;
        let parts =
            [RR_FIRSTS.get(code / 588), RR_MIDDLES.get(code % 588 / 28), RR_LASTS.get(code % 28)];
        parts.into_iter().flatten().for_each(|part| out.push_str(part));
    }
    out
}

/// The consonants of a Latin spelling of Korean, those alike made one.
pub(crate) fn skeleton(latin: &str) -> String {
    let mut out = String::new();
    let letters = latin.replace("ch", "j").replace("sh", "s").replace("ng", "n");
    for c in letters.chars() {
        let class = match c {
            'g' | 'k' | 'q' => 'k',
            'd' | 't' => 't',
            'b' | 'p' | 'v' => 'p',
            'j' | 'z' => 'j',
            'l' | 'r' => 'l',
            's' | 'm' | 'n' => c,
            _ => continue,
        };
        if !out.ends_with(class) {
            out.push(class);
        }
    }
    out
}

/// Lower-case letters without marks; the like of `plain` in `person-names`, without the letters
/// that only modify others.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.nfkd().flat_map(char::to_lowercase) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            '\u{2b0}'..='\u{2ff}' => {}
            c if c.is_alphabetic() => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readings_of_unihan_are_read() {
        assert_eq!(kana_of_romaji("SUMOMO").as_deref(), Some("すもも"));
        assert_eq!(kana_of_romaji("SHAKU").as_deref(), Some("しゃく"));
        assert_eq!(kana_of_romaji("JUN").as_deref(), Some("じゅん"));
        assert_eq!(kana_of_romaji("KANNUKI").as_deref(), Some("かんぬき"));
        assert_eq!(kana_of_romaji("NOTTORU").as_deref(), Some("のっとる"));
        assert_eq!(kana_of_romaji("X"), None);
        for (yale, hangul) in [("YUN", '윤'), ("SEK", '석'), ("MWUN", '문'), ("LI", '리')] {
            assert_eq!(hangul_of_yale(yale), Some(hangul));
        }
        assert_eq!(hangul_of_yale("CHAY"), Some('채'));
    }

    #[test]
    fn korean_spellings_meet_in_their_consonants() {
        assert_eq!(revised("근혜"), "geunhye");
        assert_eq!(skeleton(&revised("석열")), skeleton("sokjol").replace('j', ""));
        assert_eq!(skeleton("keunhye"), skeleton(&revised("근혜")));
    }
}
