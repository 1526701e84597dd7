//! Readings of Kanji and Hanja: the Japanese ones by parts, the Korean ones by syllables, the
//! likeliest first.

use crate::data::data;
use crate::hangul;
use crate::kana;
use crate::part::Form;

/// Readings kept per part of a name.
const MOST: usize = 24;
/// Readings kept of a Korean part.
const MOST_KOREAN: usize = 6;
/// What a whole-word reading from the table of family names costs, per place in its row.
const NEXT_READING: f64 = 1.5;
/// What it costs to build a family name's reading from its characters.
const BUILT: f64 = 2.0;

/// What it costs to read a family name in Korean that no table has.
const UNKNOWN_KOREAN: f64 = 4.0;

/// Japanese readings of a family name, as keys.
pub(crate) fn japanese_family(text: &str) -> Vec<Form> {
    let mut found: Vec<(String, f64)> = Vec::new();
    if let Some(readings) = data().japanese_families.get(text) {
        let mut price = 0.1;
        for reading in readings {
            found.push(((*reading).to_owned(), price));
            price += NEXT_READING;
        }
        found.extend(built(text).into_iter().map(|(kana, price)| (kana, price + 2.0 * BUILT)));
    } else {
        found.extend(built(text).into_iter().map(|(kana, price)| (kana, price + BUILT)));
    }
    keyed(found)
}

/// Japanese readings of a given name, as keys.
pub(crate) fn japanese_given(text: &str) -> Vec<Form> {
    let mut found = built(text);
    if let Some(readings) = data().kanji.get(text) {
        let mut price = 0.5;
        for whole in &readings.whole {
            found.push(((*whole).to_owned(), price));
            price += 1.0;
        }
    }
    keyed(found)
}

/// Korean readings as Hangul under the initial-sound law.
pub(crate) fn korean(text: &str, family: bool) -> Vec<Form> {
    let mut found = Vec::new();
    if family && let Some(readings) = data().hanja_families.get(text) {
        let mut price = 0.1;
        for reading in readings {
            found.push(((*reading).to_owned(), price));
            price += 1.0;
        }
    } else {
        found.push((String::new(), if family { UNKNOWN_KOREAN } else { 0.0 }));
        for c in text.chars() {
            let Some(readings) = data().hanja.get(&c) else {
                return Vec::new();
            };
            let places = (0_u8..).map(|place| 0.2 + 1.2 * f64::from(place));
            let priced = readings.iter().map(char::to_string).zip(places);
            found = longer(&found, priced, MOST_KOREAN);
        }
    }
    let mut forms: Vec<Form> = Vec::new();
    for (text, price) in found {
        let key = hangul::lawful(&text);
        if !forms.iter().any(|form| *form.key == *key) {
            forms.push(Form { key: key.into_boxed_str(), price });
        }
    }
    forms
}

/// Readings in hiragana built from the parts of the text, with their prices; kana reads itself.
fn built(text: &str) -> Vec<(String, f64)> {
    let all: Vec<char> = text.chars().collect();
    let mut reached: Vec<Vec<(String, f64)>> = vec![Vec::new(); all.len() + 1];
    if let Some(start) = reached.first_mut() {
        start.push((String::new(), 0.0));
    }
    for at in 0..all.len() {
        let Some(so_far) = reached.get(at).filter(|so_far| !so_far.is_empty()).cloned() else {
            continue;
        };
        for length in 1..=3 {
            let Some(chars) = all.get(at..at + length) else {
                break;
            };
            let more = readings(chars, at > 0);
            if more.is_empty() {
                continue;
            }
            let longer = longer(&so_far, more.into_iter(), MOST);
            if let Some(end) = reached.get_mut(at + length) {
                end.extend(longer);
                best(end, MOST);
            }
        }
    }
    reached.pop().unwrap_or_default()
}

/// Readings of one part, voiced too where something stands before it.
fn readings(chars: &[char], later: bool) -> Vec<(String, f64)> {
    if let [kana] = chars
        && kana::is_kana(*kana)
    {
        return vec![(kana.to_string(), 0.0)];
    }
    let word: String = chars.iter().collect();
    let Some(readings) = data().kanji.get(&word) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut price = 0.7;
    for reading in &readings.inside {
        found.push(((*reading).to_owned(), price));
        if later && let Some(voiced) = voiced(reading) {
            found.push((voiced, price + 1.5));
        }
        price += 0.8;
    }
    found
}

/// The reading with its first kana voiced (rendaku).
fn voiced(reading: &str) -> Option<String> {
    const PLAIN: &str = "かきくけこさしすせそたちつてとはひふへほ";
    const VOICED: &str = "がぎぐげござじずぜぞだぢづでどばびぶべぼ";
    let mut rest = reading.chars();
    let first = rest.next()?;
    let at = PLAIN.chars().position(|plain| plain == first)?;
    let voiced = VOICED.chars().nth(at)?;
    Some([voiced].into_iter().chain(rest).collect())
}

/// Every reading so far with every next one; the best are kept.
fn longer(
    so_far: &[(String, f64)],
    more: impl Iterator<Item = (String, f64)>,
    most: usize,
) -> Vec<(String, f64)> {
    let mut out = Vec::new();
    for (end, price) in more {
        for (start, cost) in so_far {
            out.push((format!("{start}{end}"), cost + price));
        }
    }
    best(&mut out, most);
    out
}

fn best(readings: &mut Vec<(String, f64)>, most: usize) {
    readings.sort_by(|left, right| left.1.total_cmp(&right.1));
    readings.truncate(most);
}

/// Keys of the readings, each once, the cheapest first.
fn keyed(mut found: Vec<(String, f64)>) -> Vec<Form> {
    best(&mut found, MOST);
    let mut forms: Vec<Form> = Vec::new();
    for (kana, price) in found {
        let key = kana::key(&kana);
        if !key.is_empty() && !forms.iter().any(|form| *form.key == *key) {
            forms.push(Form { key: key.into_boxed_str(), price });
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(forms: &[Form], key: &str) -> bool {
        forms.iter().any(|form| &*form.key == key)
    }

    #[test]
    fn names_are_read_by_their_parts() {
        assert!(has(&japanese_family("岸田"), "kisida"));
        assert!(has(&japanese_family("山河"), "yamagawa"));
        assert!(has(&japanese_given("文雄"), "humio"));
        assert!(has(&japanese_given("隆"), "takasi"));
        assert!(has(&japanese_given("一平"), "ippei"));
        assert!(has(&japanese_given("さくら子"), "sakurako"));
        assert!(japanese_given("㐂").is_empty());
    }

    #[test]
    fn hanja_are_read_in_korean() {
        assert!(has(&korean("尹", true), "윤"));
        assert!(has(&korean("錫悦", false), "석열"));
        assert!(has(&korean("李", true), "이"));
    }
}
