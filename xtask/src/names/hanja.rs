//! Hanja by their Korean readings, weighed by words and by names.

use std::collections::{BTreeMap, BTreeSet};

use super::folds::Folds;
use super::groups::Group;
use super::script::{is_han, is_hangul};
use super::unihan::Unihan;

/// Taught in school, used for names (list of Unihan), of the first two standards, registered by a
/// court.
pub(crate) const TAUGHT: u8 = 1;
pub(crate) const NAMES: u8 = 2;
pub(crate) const STANDARD: u8 = 4;
pub(crate) const COURT: u8 = 8;

/// A reading as it is counted.
#[derive(Clone, Copy, Default)]
pub(crate) struct Reading {
    pub(crate) mass: f64,
    pub(crate) flags: u8,
}

/// Character to syllable to reading.
pub(crate) type Table = BTreeMap<char, BTreeMap<char, Reading>>;

/// The readings of all three sources. The form that stands for a class has the readings of all.
pub(crate) fn table(unihan: &Unihan, libhangul: &str, groups: &[Group], folds: &Folds) -> Table {
    let mut table = Table::new();
    for (&c, readings) in &unihan.hangul {
        for (at, (syllable, flags)) in readings.iter().enumerate() {
            let mut reading = Reading { mass: if at == 0 { 2.0 } else { 1.0 }, flags: 0 };
            let marks = [('E', TAUGHT, 4.0), ('N', NAMES, 2.0), ('0', STANDARD, 2.0)];
            for (mark, flag, more) in marks {
                if flags.contains(mark) {
                    reading.flags |= flag;
                    reading.mass += more;
                }
            }
            add(&mut table, c, *syllable, reading);
        }
    }
    let weak = Reading { mass: 0.5, flags: 0 };
    for (&c, readings) in &unihan.korean {
        readings.iter().for_each(|&syllable| add(&mut table, c, syllable, weak));
    }
    let words: Vec<(&str, &str)> = libhangul.lines().filter_map(word).collect();
    for (hangul, hanja) in &words {
        if let (Some(syllable), Some(c)) = (only(hangul), only(hanja)) {
            add(&mut table, c, syllable, Reading { mass: 1.0, flags: 0 });
        }
    }
    for (hangul, hanja) in words {
        count(&mut table, hangul, hanja, 0.1, folds);
    }
    for group in groups {
        for hangul in &group.hangul {
            group.han.iter().for_each(|han| count(&mut table, hangul, han, 1.0, folds));
        }
    }
    let court: BTreeSet<char> = unihan.korean_name.iter().copied().collect();
    spread(&mut table, folds);
    for (c, readings) in &mut table {
        if court.contains(c) {
            readings.values_mut().for_each(|reading| reading.flags |= COURT);
        }
    }
    table
}

/// The form that stands for a class takes the readings of its variants, which weigh less there.
fn spread(table: &mut Table, folds: &Folds) {
    for (&variant, &common) in folds.map() {
        for (syllable, reading) in table.get(&variant).cloned().unwrap_or_default() {
            let mass = reading.mass * 0.5;
            add(table, common, syllable, Reading { mass, ..reading });
        }
    }
}

fn add(table: &mut Table, c: char, syllable: char, reading: Reading) {
    if is_han(c) && is_hangul(syllable) {
        let known = table.entry(c).or_default().entry(syllable).or_default();
        known.mass += reading.mass;
        known.flags |= reading.flags;
    }
}

/// Counts each character of a word under its syllable, where it is known to be read so.
fn count(table: &mut Table, hangul: &str, hanja: &str, mass: f64, folds: &Folds) {
    if hangul.chars().count() != hanja.chars().count() || only(hangul).is_some() {
        return;
    }
    for (syllable, c) in hangul.chars().zip(hanja.chars()) {
        for c in [Some(c), Some(folds.fold(c)).filter(|&common| common != c)].into_iter().flatten()
        {
            let known = table.get_mut(&c).and_then(|readings| readings.get_mut(&syllable));
            known.into_iter().for_each(|reading| reading.mass += mass);
        }
    }
}

fn only(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// `hangul:hanja:meaning`.
fn word(line: &str) -> Option<(&str, &str)> {
    let mut fields = line.split(':');
    let (hangul, hanja) = (fields.next()?, fields.next()?);
    (hangul.chars().all(is_hangul) && hanja.chars().all(is_han)).then_some((hangul, hanja))
}
