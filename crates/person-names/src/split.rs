//! Ways to split a name into family and given name, each with its price in bits.

use crate::data::data;
use crate::hangul;
use crate::kana;
use crate::name::{Script, Segment, Span, Word};
use crate::pack::Pack;
use crate::part::{Part, Role};

/// Splits kept per way to write the name.
const MOST: usize = 12;
/// Either order is as likely.
const EITHER: f64 = 1.0;
/// The given name first, where custom has the family name first.
const AGAINST_CUSTOM: f64 = 5.0;
/// A given name of which a word is left out.
const WORD_LEFT_OUT: f64 = 4.0;
/// A family name that no table knows, cut off where no space is.
const UNKNOWN_FAMILY: f64 = 2.5;
/// Longer names in Kanji, kana or Hangul that can be cut are not taken for one name alone.
const ONE_NAME: usize = 3;
/// A way to split that is so much rarer than another is left out.
const SELDOM: f64 = 14.0;

/// One way to split.
#[derive(Clone, Debug)]
pub(crate) struct Split {
    pub(crate) family: Option<Part>,
    pub(crate) given: Option<Part>,
    pub(crate) price: f64,
    pub(crate) rule: &'static str,
}

/// All ways to split, the cheapest first.
pub(crate) fn splits(segment: &Segment) -> Vec<Split> {
    let words = segment.words.as_slice();
    let mut found = match (words, segment.family) {
        ([], _) => Vec::new(),
        (_, Some(family)) => match words.split_at_checked(family) {
            Some((family, given)) => vec![split(family, given, 0.0, "family-name-marked")],
            None => Vec::new(),
        },
        ([one], None) => unspaced(one),
        _ => spaced(words),
    };
    found.sort_by(|left, right| left.price.total_cmp(&right.price));
    found.truncate(MOST);
    found
}

fn split(family: &[Word], given: &[Word], price: f64, rule: &'static str) -> Split {
    let (family, given) = (Part::of(family, Role::Family), Part::of(given, Role::Given));
    Split { family, given, price, rule }
}

fn spaced(words: &[Word]) -> Vec<Split> {
    let latin = words.iter().all(|word| word.script >= Script::Latin);
    let (first, last) = if latin { (EITHER, EITHER) } else { (0.0, AGAINST_CUSTOM) };
    let mut found = Vec::new();
    if let [family, given @ ..] = words {
        found.push(split(std::slice::from_ref(family), given, first, "family-name-first"));
        if let [one, _, ..] = given {
            let (one, price) = (std::slice::from_ref(one), first + WORD_LEFT_OUT);
            found.push(split(std::slice::from_ref(family), one, price, "middle-name-left-out"));
        }
    }
    if let [given @ .., family] = words {
        found.push(split(std::slice::from_ref(family), given, last, "family-name-last"));
        if let [one, _, ..] = given {
            let (one, price) = (std::slice::from_ref(one), last + WORD_LEFT_OUT);
            found.push(split(std::slice::from_ref(family), one, price, "middle-name-left-out"));
        }
    }
    found
}

fn unspaced(word: &Word) -> Vec<Split> {
    let count = word.text.chars().count();
    let whole = std::slice::from_ref(word);
    let mut found = Vec::new();
    let longest = match word.script {
        Script::Han | Script::Hangul | Script::Kana => count.saturating_sub(1).min(8),
        Script::Latin => count.saturating_sub(2).min(14),
        Script::Other => 0,
    };
    let mut cuts: Vec<(f64, Word, Word)> = (1..=longest)
        .filter_map(|at| {
            let (family, given) = cut(word, at)?;
            Some((price(word.script, &family.text, &given.text)?, family, given))
        })
        .collect();
    // What counts is how much likelier one is than another.
    let least = cuts.iter().map(|cut| cut.0).fold(f64::MAX, f64::min);
    cuts.retain(|cut| cut.0 - least < SELDOM);
    for (price, family, given) in &cuts {
        let (family, given) = (std::slice::from_ref(family), std::slice::from_ref(given));
        found.push(split(family, given, price - least, "unspaced"));
    }
    let short = count <= ONE_NAME || word.script >= Script::Latin;
    if found.is_empty() || short {
        let price = if found.is_empty() { 0.0 } else { AGAINST_CUSTOM };
        found.push(split(&[], whole, price, "one-name"));
    }
    found
}

/// The word in two at a character.
fn cut(word: &Word, at: usize) -> Option<(Word, Word)> {
    let byte = word.text.char_indices().nth(at).map(|(byte, _)| byte)?;
    let (left, right) = word.text.split_at_checked(byte)?;
    // Letters are one to one with characters of the name but for accents in Latin: near enough.
    let middle = word.span.start.saturating_add(at).min(word.span.end);
    let (start, end) = (word.span.start, word.span.end);
    let part = |text: &str, span| Word { text: text.to_owned(), script: word.script, span };
    Some((
        rescripted(part(left, Span { start, end: middle })),
        rescripted(part(right, Span { start: middle, end })),
    ))
}

/// A word cut from Kanji and kana may be of Kanji alone.
fn rescripted(mut word: Word) -> Word {
    if word.script == Script::Kana && !word.text.chars().any(kana::is_kana) {
        word.script = Script::Han;
    }
    word
}

/// What a cut costs; `None` where nobody would cut.
fn price(script: Script, family: &str, given: &str) -> Option<f64> {
    let tables = data();
    let (family_length, given_length) = (family.chars().count(), given.chars().count());
    match script {
        Script::Han | Script::Kana => Some(japanese(family, given)),
        Script::Hangul => {
            let korean = tables.korean.contains_key(family);
            let usual = (1..=2).contains(&given_length) && family_length <= 2;
            let japanese = hangul::coarse_of_hangul(family);
            Some(match (korean, usual) {
                (true, true) => 0.0,
                (true, false) => UNKNOWN_FAMILY,
                _ if japanese.len() < 2 => return None,
                _ => UNKNOWN_FAMILY,
            })
        }
        Script::Latin => {
            let known = tables.korean_latin.contains_key(family)
                || crate::latin::japanese_key(family)
                    .is_some_and(|key| Pack::get().reading(&key, true).is_some());
            (family_length > 1).then_some(if known { 1.0 } else { UNKNOWN_FAMILY })
        }
        Script::Other => None,
    }
}

/// How much likelier a family name of two characters is than its letters say.
const COMPOUND: f64 = 12.0;
/// How rare a Korean given name is; how rare it is that one is written in kana.
const KOREAN_GIVEN: f64 = 18.0;
const IN_KANA: f64 = 3.0;
/// What a family name costs that the name data doesn't know, and a given name.
const UNKNOWN: f64 = 22.0;

/// How rare the two parts are as Japanese or Korean names, in bits.
fn japanese(family: &str, given: &str) -> f64 {
    let pack = Pack::get();
    let bits = |cost: u16| f64::from(cost) / 16.0;
    let surface = |text: &str| pack.surface(text);
    let count = |text: &str| f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
    let unknown = |text: &str| match text.chars().all(kana::is_kana) {
        true => UNKNOWN + (count(text) - 3.5).abs(),
        false => UNKNOWN + 4.0 * (count(text) - 2.0).abs(),
    };
    // What is written in kana is as rare as its reading.
    let read = |text: &str, family: bool| {
        let kana = text.chars().all(kana::is_kana);
        kana.then(|| pack.reading(&kana::key(text), family)).flatten().map(|cost| bits(cost) + 1.0)
    };
    let written = |cost: Option<u16>| cost.map(bits);
    let rarer = |one: Option<f64>, other: Option<f64>| match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let of_family = rarer(written(surface(family).and_then(|one| one.family)), read(family, true));
    let of_given = rarer(written(surface(given).and_then(|one| one.given)), read(given, false));
    let of_family = of_family.unwrap_or_else(|| unknown(family));
    let of_given = of_given.unwrap_or_else(|| unknown(given));
    let japanese = of_family + of_given;
    let Some(readings) = data().hanja_families.get(family) else {
        let kana = family.chars().chain(given.chars()).all(kana::is_kana);
        let korean = kana.then(|| data().korean_kana.get(&kana::key(family))).flatten();
        // Japanese given names in kana are in the name data, or nearly so.
        return korean.map_or(japanese, |bits| japanese.min(bits + KOREAN_GIVEN + IN_KANA));
    };
    let korean = readings.iter().map(|one| data().korean_bits(one)).fold(f64::MAX, f64::min);
    // Two syllables are the rule for a Korean given name; a family name of two characters is hardly
    // ever one of one and the first half of a given name.
    let korean_given = match (count(family) > 1.0, count(given)) {
        (true, given) => KOREAN_GIVEN + 4.0 * (given - 1.5).abs() - COMPOUND,
        (false, given) => KOREAN_GIVEN + 6.0 * (given - 2.0).abs(),
    };
    japanese.min(korean + korean_given)
}
