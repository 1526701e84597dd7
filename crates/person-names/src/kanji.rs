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
    keyed(found)
}

/// Japanese readings of a part built from its characters, as keys: for names that the name data
/// doesn't have, or has with other readings.
pub(crate) fn composed(text: &str, role: Role) -> Vec<Form> {
    let price = if role == Role::Family { BUILT_FAMILY } else { BUILT_GIVEN };
    keyed(built(text, role).into_iter().map(|(kana, more)| (kana, price + more)).collect())
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
    let count = text.chars().count();
    if count > LONGEST_BUILT {
        return Vec::new();
    }
    let mut sounds: Vec<Vec<(Sound<'_>, f64)>> = Vec::with_capacity(count);
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let last = after == text.len() && at > 0;
        let own = text.get(at..after).unwrap_or_default();
        let sound = readings((c, own), (at > 0, last), role);
        if sound.is_empty() {
            return Vec::new();
        }
        sounds.push(sound);
    }
    let mut chains = vec![(0.0, [0_u8; LONGEST_BUILT])];
    for (place, sound) in sounds.iter().enumerate() {
        let mut longer = Vec::with_capacity(chains.len() * sound.len());
        for (price, chain) in &chains {
            for (number, (_, more)) in (0_u8..).zip(sound) {
                let mut chain = *chain;
                chain.get_mut(place).into_iter().for_each(|slot| *slot = number);
                longer.push((price + more, chain));
            }
        }
        longer.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        longer.truncate(MOST);
        chains = longer;
    }
    let spell = |chain: &[u8; LONGEST_BUILT]| {
        let mut kana = String::with_capacity(24);
        for (sound, number) in sounds.iter().zip(chain) {
            if let Some((sound, _)) = sound.get(usize::from(*number)) {
                sound.push_to(&mut kana);
            }
        }
        kana
    };
    chains.iter().map(|(price, chain)| (spell(chain), *price)).collect()
}

/// The reading of one character.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Sound<'s> {
    kana: &'s str,
    /// Its first kana instead of the one it has (rendaku).
    voiced: Option<char>,
}

impl Sound<'_> {
    fn push_to(self, out: &mut String) {
        let mut rest = self.kana.chars();
        if let Some(voiced) = self.voiced {
            rest.next();
            out.push(voiced);
        }
        out.push_str(rest.as_str());
    }
}

/// Longer parts are no names that could be built from single characters.
const LONGEST_BUILT: usize = 6;

/// Readings of one character, voiced too where something stands before it; the likeliest first.
fn readings<'s>(
    (c, own): (char, &'s str),
    (later, last): (bool, bool),
    role: Role,
) -> Vec<(Sound<'s>, f64)> {
    if kana::is_kana(c) {
        return vec![(Sound { kana: own, voiced: None }, 0.0)];
    }
    let mut found: Vec<(Sound<'s>, f64)> = Vec::new();
    for reading in Pack::get().kanji(c) {
        let cost = match role {
            Role::Family => reading.family,
            Role::Given if last => reading.end,
            Role::Given => reading.head,
        };
        found.push((Sound { kana: reading.kana, voiced: None }, bits(cost)));
    }
    found.sort_by(|left, right| left.1.total_cmp(&right.1));
    found.truncate(MOST_OF_ONE);
    if later {
        for at in 0..found.len().min(VOICED_OF_ONE) {
            let Some((sound, cost)) = found.get(at).copied() else { break };
            let voiced = sound.kana.chars().next().and_then(voiced);
            if voiced.is_some() {
                found.push((Sound { voiced, ..sound }, cost + VOICED));
            }
        }
    }
    found
}

/// Readings kept of one character, and how many of them are tried voiced.
const MOST_OF_ONE: usize = 12;
const VOICED_OF_ONE: usize = 4;

/// The voiced kana of a plain one (rendaku).
fn voiced(first: char) -> Option<char> {
    const PLAIN: &str = "かきくけこさしすせそたちつてとはひふへほ";
    const VOICED: &str = "がぎぐげござじずぜぞだぢづでどばびぶべぼ";
    let at = PLAIN.chars().position(|plain| plain == first)?;
    VOICED.chars().nth(at)
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
        assert!(has(&composed("山河", Role::Family), "yamagawa"));
        assert!(has(&japanese("文雄", Role::Given), "humio"));
        assert!(has(&japanese("隆", Role::Given), "takasi"));
        assert!(has(&japanese("一平", Role::Given), "ippei"));
        assert!(has(&composed("さくら子", Role::Given), "sakurako"));
        assert!(japanese("㐂", Role::Given).is_empty());
    }

    #[test]
    fn hanja_are_read_in_korean() {
        assert!(has(&korean("尹", true), "윤"));
        assert!(has(&korean("錫悦", false), "석열"));
        assert!(has(&korean("李", true), "이"));
    }
}
