//! Latin spellings: plain letters, the Japanese key, the coarse Korean key, and how far two
//! spellings are apart.

use unicode_normalization::UnicodeNormalization;

use crate::kana;

/// Lower-case letters without marks; what is no letter is left out.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
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
            c if c.is_alphabetic() => out.push(c),
            _ => {}
        }
    }
    out
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The Japanese key of a Latin spelling, whatever the system (see [`kana::key`]); `None` if it
/// can't be Japanese.
pub(crate) fn japanese_key(letters: &str) -> Option<String> {
    const CHANGES: [(&str, &str); 19] = [
        ("tchi", "tti"),
        ("tch", "tty"),
        ("shi", "si"),
        ("sh", "sy"),
        ("chi", "ti"),
        ("ch", "ty"),
        ("tsu", "tu"),
        ("ts", "t"),
        ("dzu", "zu"),
        ("du", "zu"),
        ("di", "zi"),
        ("jy", "zy"),
        ("ji", "zi"),
        ("j", "zy"),
        ("f", "h"),
        ("l", "r"),
        ("v", "b"),
        ("wo", "o"),
        ("ye", "e"),
    ];
    let mut out = String::with_capacity(letters.len());
    let mut rest = letters;
    while let Some(c) = rest.chars().next() {
        let change = CHANGES.iter().find(|(from, _)| rest.starts_with(from));
        let (from, to) = change.map_or((c.len_utf8(), None), |(from, to)| (from.len(), Some(*to)));
        let after = rest.get(from..).unwrap_or_default();
        let next = after.chars().next();
        // Ohno, Satoh: the h only makes the vowel long; so it does in Ohyama.
        let long = c == 'h'
            && out.ends_with('o')
            && next.is_none_or(|next| !is_vowel(next) && (next != 'y' || out == "o"));
        match to {
            _ if long => {}
            Some(to) => out.push_str(to),
            None if c == 'm' && matches!(next, Some('b' | 'm' | 'p')) => out.push('n'),
            None => out.push(c),
        }
        rest = after;
    }
    let key = kana::shorten(&out);
    is_japanese(&key).then_some(key)
}

/// Whether the letters are (consonant) vowel syllables, n and doubled consonants only.
fn is_japanese(key: &str) -> bool {
    let mut letters = key.chars().peekable();
    while let Some(c) = letters.next() {
        let next = letters.peek().copied();
        let good = match c {
            _ if is_vowel(c) => true,
            'n' => true,
            'k' | 'g' | 's' | 'z' | 't' | 'd' | 'h' | 'b' | 'p' | 'm' | 'r' => {
                next.is_some_and(|next| is_vowel(next) || next == 'y' || next == c)
            }
            'y' | 'w' => next.is_some_and(is_vowel),
            _ => false,
        };
        if !good {
            return false;
        }
    }
    !key.is_empty()
}

/// Doubled letters made single.
pub(crate) fn single_letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// How far two spellings are apart, in bits; `None` above `limit`. Slips of the ear and of the
/// keyboard are cheaper than others.
pub(crate) fn distance(left: &str, right: &str, limit: f64) -> Option<f64> {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    // Two slips at both ends of one word are no slip.
    if left.first() != right.first() && left.last() != right.last() {
        return None;
    }
    // No change costs less than this.
    let least = f64::from(u32::try_from(left.len().abs_diff(right.len())).unwrap_or(u32::MAX));
    if least * 1.5 > limit {
        return None;
    }
    let mut above: Vec<f64> = Vec::with_capacity(right.len() + 1);
    above.push(0.0);
    let mut sum = 0.0;
    for (at, &c) in right.iter().enumerate() {
        sum += single(c, at.checked_sub(1).and_then(|at| right.get(at)).copied());
        above.push(sum);
    }
    let mut row = Vec::with_capacity(above.len());
    let mut over: Vec<f64> = Vec::new();
    let mut before = None;
    for &c in &left {
        row.clear();
        let drop = single(c, before);
        row.push(above.first().copied().unwrap_or(0.0) + drop);
        let mut last = None;
        let cells = right.iter().zip(&above).zip(above.iter().skip(1));
        for (at, ((&d, &diagonal), &up)) in cells.enumerate() {
            let side = row.last().copied().unwrap_or(f64::INFINITY);
            let mut best = (diagonal + change(c, d)).min(up + drop).min(side + single(d, last));
            // Two letters exchanged.
            if before == Some(d) && last == Some(c) && c != d {
                let two = at.checked_sub(1).and_then(|at| over.get(at)).copied();
                best = best.min(two.unwrap_or(f64::INFINITY) + EXCHANGED);
            }
            row.push(best);
            last = Some(d);
        }
        if row.iter().copied().fold(f64::INFINITY, f64::min) > limit {
            return None;
        }
        std::mem::swap(&mut over, &mut above);
        std::mem::swap(&mut above, &mut row);
        before = Some(c);
    }
    above.last().copied().filter(|total| *total <= limit)
}

/// The price of two letters exchanged, in bits.
const EXCHANGED: f64 = 4.0;

/// The price of a letter too many, in bits.
fn single(c: char, before: Option<char>) -> f64 {
    match c {
        _ if before == Some(c) => 1.5,
        'h' => 2.5,
        _ if is_vowel(c) => 3.5,
        _ => 6.0,
    }
}

/// The price of one letter for another, in bits.
fn change(c: char, d: char) -> f64 {
    const NEAR: [&str; 7] = ["kgcq", "td", "pbfv", "jcz", "rl", "szc", "iyj"];
    match (c, d) {
        _ if c == d => 0.0,
        _ if is_vowel(c) && is_vowel(d) => 3.5,
        _ if NEAR.iter().any(|near| near.contains(c) && near.contains(d)) => 3.0,
        _ => 6.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_of_romanisation_meet_in_one_key() {
        for (spelling, key) in [
            ("ohno", "ono"),
            ("oono", "ono"),
            ("kishida", "kisida"),
            ("junichi", "zyuniti"),
            ("zyunichi", "zyuniti"),
            ("homma", "honma"),
            ("hatchi", "hatti"),
            ("tetsuo", "tetuo"),
            ("satoh", "sato"),
            ("ohyama", "oyama"),
        ] {
            assert_eq!(japanese_key(spelling).as_deref(), Some(key), "{spelling}");
        }
        assert_eq!(japanese_key("smith"), None);
        assert_eq!(japanese_key("min-jung"), None);
    }

    #[test]
    fn small_slips_are_cheap() {
        assert_eq!(distance("anna", "anna", 9.0), Some(0.0));
        assert_eq!(distance("ana", "anna", 9.0), Some(1.5));
        assert_eq!(distance("kim", "gim", 9.0), Some(3.0));
        assert_eq!(distance("kishida", "tanaka", 9.0), None);
        assert_eq!(distance("", "a", 9.0), None);
    }
}
