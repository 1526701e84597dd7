//! Parts of Japanese names: what ENAMDICT and ipadic say of a surface and its readings.

use std::collections::{BTreeMap, BTreeSet};

use super::folds::Folds;
use super::script;

/// A family name, a given name of any sex, of a man, of a woman, a name of unknown kind.
pub(crate) const FAMILY: u8 = 1;
pub(crate) const GIVEN: u8 = 2;
pub(crate) const MALE: u8 = 4;
pub(crate) const FEMALE: u8 = 8;
pub(crate) const UNKNOWN: u8 = 16;
/// The longest reading, in kana.
pub(crate) const LONGEST: usize = 31;
/// The longest surface that is taken, in characters.
const LONGEST_SURFACE: usize = 8;
/// What mecab's costs rise by when a word is half as likely: 700 for a factor of e.
const HALF: f64 = 485.0;
/// What an entry of ipadic weighs against one of ENAMDICT: it lists the names in use.
const IN_USE: f64 = 8.0;

/// How much speaks for a reading as a family and as a given name.
#[derive(Clone, Copy, Default)]
pub(crate) struct Mass {
    pub(crate) family: f64,
    pub(crate) given: f64,
    pub(crate) kinds: u8,
}

/// All parts of names.
#[derive(Default)]
pub(crate) struct Names {
    /// Folded surface to reading to mass.
    pub(crate) parts: BTreeMap<String, BTreeMap<String, Mass>>,
    /// Family names of the table by hand, by their rank from 1.
    pub(crate) ranks: BTreeMap<String, u32>,
}

impl Names {
    /// Takes the name parts of ENAMDICT; entries of full persons are left where they are.
    pub(crate) fn take_enamdict(&mut self, text: &str, folds: &Folds) {
        let persons: BTreeSet<&str> = text
            .lines()
            .filter_map(Line::parse)
            .filter(Line::is_person)
            .map(|l| l.surface)
            .collect();
        for line in text.lines().filter_map(Line::parse).filter(|line| !line.is_person()) {
            let mut mass = line.mass();
            let length = line.surface.chars().count();
            // Among the long names of unknown kind some are full persons.
            let person = persons.contains(line.surface);
            if person && length > 3 {
                continue;
            }
            if person || length > 3 {
                mass = without_unknown(mass);
            }
            if line.surface.chars().any(script::is_han) || line.reads_as_written() {
                self.add(line.surface, line.reading, mass, folds);
            }
        }
    }

    /// Takes the names of ipadic with their costs.
    pub(crate) fn take_ipadic(&mut self, text: &str, folds: &Folds) {
        for line in text.lines() {
            let fields: Vec<&str> = line.split(',').collect();
            let [surface, _, _, cost, _, _, _, kind, _, _, _, reading, ..] = fields.as_slice()
            else {
                continue;
            };
            let Ok(cost) = cost.parse::<f64>() else { continue };
            let mass = |usual: f64| IN_USE * ((usual - cost) / HALF).clamp(-2.0, 6.5).exp2();
            let mass = match *kind {
                "姓" => Mass { family: mass(7620.0), given: 0.0, kinds: FAMILY },
                "名" => Mass { family: 0.0, given: mass(8462.0), kinds: GIVEN },
                _ => continue,
            };
            self.add(surface, reading, mass, folds);
        }
    }

    /// Takes the table by hand: family names, the most frequent first, and their readings.
    pub(crate) fn take_ranked(&mut self, text: &str, folds: &Folds) {
        let mut rank = 0;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            let Some(surface) = words.next() else { continue };
            rank += 1;
            self.ranks.entry(folds.folded(surface)).or_insert(rank);
            for (at, reading) in words.enumerate() {
                let family = if at == 0 { 60.0 } else { 10.0 };
                self.add(surface, reading, Mass { family, given: 0.0, kinds: FAMILY }, folds);
            }
        }
    }

    /// Leaves out what looks like a full person whom ENAMDICT files as a part: a long surface and
    /// reading that are a family name and a given name one after the other. Gives their number.
    pub(crate) fn drop_persons(&mut self) -> usize {
        let mut found = Vec::new();
        for (surface, readings) in &self.parts {
            let length = surface.chars().count();
            // Names like 三郎左衛門 and 順三郎 are built like a person's, but given to one.
            let given = match surface.chars().last() {
                Some('門' | '衛') => true,
                _ if !surface.chars().all(script::is_han) => true,
                Some('郎' | '朗' | '助' | '介') => length == 3,
                _ => false,
            };
            for (kana, mass) in readings.iter().filter(|_| length >= 3 && !given) {
                let family = mass.family >= 0.5;
                let least = if family { 7 } else { 6 };
                let long = kana.chars().count() >= least && (length >= 4 || !family);
                if long && self.splits(surface, kana) {
                    found.push((surface.clone(), kana.clone()));
                }
            }
        }
        for (surface, kana) in &found {
            if let Some(readings) = self.parts.get_mut(surface) {
                readings.remove(kana);
            }
        }
        self.parts.retain(|_, readings| !readings.is_empty());
        found.len()
    }

    fn splits(&self, surface: &str, kana: &str) -> bool {
        surface.char_indices().skip(1).any(|(at, _)| {
            let (family, given) = surface.split_at(at);
            let (Some(families), Some(givens)) = (self.parts.get(family), self.parts.get(given))
            else {
                return false;
            };
            let families = families.iter().filter(|(_, mass)| mass.kinds & FAMILY != 0);
            let mut rests = families.filter_map(|(head, _)| kana.strip_prefix(head.as_str()));
            rests.any(|rest| {
                let given = givens.get(rest).or_else(|| givens.get(rest.strip_prefix('の')?));
                given.is_some_and(|mass| mass.kinds & (GIVEN | MALE | FEMALE) != 0)
            })
        })
    }

    fn add(&mut self, surface: &str, reading: &str, mass: Mass, folds: &Folds) {
        if mass.kinds == 0 || surface.chars().count() > LONGEST_SURFACE {
            return;
        }
        let surface = folds.folded(surface);
        let reading: String = reading.chars().map(script::hiragana).collect();
        let written = |c: char| script::is_han(c) || matches!(c, 'ぁ'..='ゔ' | 'ー' | '〆');
        if !surface.chars().all(written)
            || !script::is_hiragana(&reading)
            || reading.chars().count() > LONGEST
        {
            return;
        }
        let known = self.parts.entry(surface).or_default().entry(reading).or_default();
        known.family += mass.family;
        known.given += mass.given;
        known.kinds |= mass.kinds;
    }
}

/// Nothing, if nobody knows what kind of name it is.
fn without_unknown(mass: Mass) -> Mass {
    if mass.kinds & !UNKNOWN == 0 { Mass::default() } else { mass }
}

/// A line of ENAMDICT: `surface [reading] /(classes) Latin/.../`.
struct Line<'a> {
    surface: &'a str,
    reading: &'a str,
    glosses: &'a str,
}

impl<'a> Line<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let (head, glosses) = line.split_once(" /")?;
        let (surface, reading) = match head.split_once(" [") {
            Some((surface, reading)) => (surface, reading.strip_suffix(']')?),
            None => (head, head),
        };
        Some(Self { surface, reading, glosses })
    }

    /// The classes in every pair of brackets.
    fn classes(&self) -> impl Iterator<Item = &'a str> {
        let brackets = self.glosses.split('(').skip(1).filter_map(|rest| rest.split(')').next());
        brackets.flat_map(|classes| classes.split(','))
    }

    fn is_person(&self) -> bool {
        self.classes().any(|class| class == "h")
    }

    fn mass(&self) -> Mass {
        let mut mass = Mass::default();
        let place = self.classes().any(|class| class == "p");
        for class in self.classes() {
            let (family, given, kind) = match class {
                "s" => (if place { 1.3 } else { 1.0 }, 0.0, FAMILY),
                "g" => (0.0, 1.0, GIVEN),
                "m" => (0.0, 1.0, MALE),
                "f" => (0.0, 1.0, FEMALE),
                "u" => (0.15, 0.4, UNKNOWN),
                _ => continue,
            };
            mass.family += family;
            mass.given += given;
            mass.kinds |= kind;
        }
        mass
    }

    /// Whether the Latin form is a romanisation of the kana: not so for `Smith`.
    fn reads_as_written(&self) -> bool {
        let latin = self.glosses.rsplit(')').next().and_then(|rest| rest.split('/').next());
        let latin = latin.unwrap_or_default().trim().replace('\'', "").to_ascii_uppercase();
        let kana: String = self.reading.chars().map(script::hiragana).collect();
        script::kana_of_romaji(&latin).is_some_and(|read| read == kana)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::unihan::Unihan;

    fn names(enamdict: &str) -> Names {
        let folds = Folds::build("沢澤", &Unihan::default());
        let mut names = Names::default();
        names.take_enamdict(enamdict, &folds);
        names
    }

    #[test]
    fn parts_are_taken_and_full_persons_are_not() {
        let names = names(
            "澤田 [さわだ] /(s) Sawada/\n花子 [はなこ] /(f) Hanako/\n\
             沢田花子 [さわだはなこ] /(h) Sawada Hanako/\n沢田花子 [さわだはなこ] /(u) x/\n\
             沢駅 [さわえき] /(st) Sawa Station/\nスミス /(s) Smith/\nサワ /(s) Sawa/\n",
        );
        let surfaces: Vec<&str> = names.parts.keys().map(String::as_str).collect();
        assert_eq!(surfaces, ["さわ", "沢田", "花子"]);
        let kinds = names.parts["花子"]["はなこ"].kinds;
        assert_eq!(kinds, FEMALE);
    }

    #[test]
    fn a_person_filed_as_a_part_is_left_out() {
        let mut names = names(
            "沢田 [さわだ] /(s) Sawada/\n太郎 [たろう] /(m) Tarou/\n花子 [はなこ] /(f) Hanako/\n\
             沢田花子 [さわだはなこ] /(f) Sawada Hanako/\n\
             次郎左衛門 [じろうざえもん] /(m) Jirouzaemon/\n",
        );
        assert_eq!(names.drop_persons(), 1);
        assert!(!names.parts.contains_key("沢田花子"));
        assert!(names.parts.contains_key("次郎左衛門"));
    }
}
