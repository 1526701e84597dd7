//! Readings of Kanji and Hanja: the Japanese ones as the name data has them, or built from single
//! characters; the Korean ones by syllables; the likeliest first.

use crate::data::data;
use crate::hangul;
use crate::kana;
use crate::pack::Pack;
use crate::part::{Form, Role};

/// Readings kept per part of a name.
const MOST: usize = 16;
/// Readings kept of a Korean part.
const MOST_KOREAN: usize = 6;
/// What it costs to build a reading of a family name from its characters.
const BUILT_FAMILY: f64 = 4.0;
/// The same of a given name.
const BUILT_GIVEN: f64 = 2.0;
/// What it costs to read a part as the tables read it in the other role.
const OTHER_ROLE: f64 = 3.0;
/// What it costs to read a family name in Korean that no table has.
const UNKNOWN_KOREAN: f64 = 4.0;
/// What it costs that a reading begins voiced (rendaku) which the tables have plain.
const VOICED: f64 = 3.0;

/// Japanese readings of a part, as keys.
pub(crate) fn japanese(text: &str, role: Role) -> Vec<Form> {
    let family = role == Role::Family;
    let mut found: Vec<(String, f64)> = Vec::new();
    let mut other: Vec<(String, f64)> = Vec::new();
    for reading in Pack::get().japanese(text) {
        let (own, not) =
            if family { (reading.family, reading.given) } else { (reading.given, reading.family) };
        match (own, not) {
            (Some(cost), _) => found.push((reading.kana.to_owned(), bits(cost))),
            (None, Some(cost)) => other.push((reading.kana.to_owned(), bits(cost) + OTHER_ROLE)),
            (None, None) => {}
        }
    }
    found.append(&mut other);
    if found.len() < MOST {
        let price = if family { BUILT_FAMILY } else { BUILT_GIVEN };
        found.extend(built(text, role).into_iter().map(|(kana, more)| (kana, price + more)));
    }
    keyed(found)
}

/// Sixteenths of a bit in bits.
fn bits(cost: u16) -> f64 {
    f64::from(cost) / 16.0
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
            let readings = Pack::get().hanja(c).map(|one| (one.syllable, bits(one.cost)));
            let readings: Vec<(String, f64)> =
                readings.take(MOST_KOREAN).map(|(one, cost)| (one.to_string(), cost)).collect();
            if readings.is_empty() {
                return Vec::new();
            }
            found = longer(&found, readings.into_iter(), MOST_KOREAN);
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

/// Readings in hiragana built character by character, with their prices; kana reads itself.
fn built(text: &str, role: Role) -> Vec<(String, f64)> {
    let all: Vec<char> = text.chars().collect();
    if all.len() > LONGEST_BUILT {
        return Vec::new();
    }
    let mut so_far = vec![(String::new(), 0.0)];
    for (at, c) in all.iter().enumerate() {
        let place = (at, at + 1 == all.len() && at > 0);
        let more = readings(*c, place, role);
        if more.is_empty() {
            return Vec::new();
        }
        so_far = longer(&so_far, more.into_iter(), MOST);
    }
    so_far
}

/// Longer parts are no names that could be built from single characters.
const LONGEST_BUILT: usize = 6;

/// Readings of one character, voiced too where something stands before it.
fn readings(c: char, (at, last): (usize, bool), role: Role) -> Vec<(String, f64)> {
    if kana::is_kana(c) {
        return vec![(c.to_string(), 0.0)];
    }
    let mut found: Vec<(String, f64)> = Vec::new();
    for reading in Pack::get().kanji(c) {
        let cost = match role {
            Role::Family => reading.family,
            Role::Given if last => reading.end,
            Role::Given => reading.head,
        };
        found.push((reading.kana.to_owned(), bits(cost)));
    }
    best(&mut found, MOST);
    if at > 0 {
        let plain = found.len().min(4);
        for at in 0..plain {
            let Some((kana, cost)) = found.get(at) else { break };
            if let Some(voiced) = voiced(kana)
                && !found.iter().any(|(known, _)| *known == voiced)
            {
                found.push((voiced, cost + VOICED));
            }
        }
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
    best(&mut found, 2 * MOST);
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
        assert!(has(&japanese("岸田", Role::Family), "kisida"));
        assert!(has(&japanese("山河", Role::Family), "yamagawa"));
        assert!(has(&japanese("文雄", Role::Given), "humio"));
        assert!(has(&japanese("隆", Role::Given), "takasi"));
        assert!(has(&japanese("一平", Role::Given), "ippei"));
        assert!(has(&japanese("さくら子", Role::Given), "sakurako"));
        assert!(japanese("㐂", Role::Given).is_empty());
    }

    #[test]
    fn hanja_are_read_in_korean() {
        assert!(has(&korean("尹", true), "윤"));
        assert!(has(&korean("錫悦", false), "석열"));
        assert!(has(&korean("李", true), "이"));
    }
}
