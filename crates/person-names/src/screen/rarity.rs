//! How much it tells that a traveller bears a word of a listed name, in bits: by how often the
//! lists have it, by its length, and by how common it is among Koreans and Japanese.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::words::{Skeleton, Words, classes};
use crate::pack::Pack;
use crate::{latin_of_hangul, latin_of_kana};

/// No word tells more.
const MOST: f64 = 12.0;
/// What a letter tells at most: there are about as many names of a length.
const LETTER: f64 = 2.2;
/// What a class of consonants tells at most.
const CLASS: f64 = 2.4;
/// Syllables of which fewer travellers have one in their name are as rare as any word.
const SELDOM: f64 = 0.000_5;
/// The share of Koreans, and of Japanese, among the travellers of these two nations' borders.
const SHARE: f64 = 0.45;

/// Family names of Korea and Japan by Latin spelling, with their share among all travellers.
static FAMILIES: LazyLock<HashMap<String, f64>> = LazyLock::new(|| {
    let mut found: HashMap<String, f64> = HashMap::new();
    let rows = |file: &'static str| file.lines().filter(|line| !line.starts_with('#'));
    for row in rows(include_str!("../data/korean_surnames.tsv")) {
        let mut cells = row.split('\t').skip(1);
        let holders = cells.next().and_then(|cell| cell.parse::<f64>().ok()).unwrap_or_default();
        for spelling in cells.next().unwrap_or_default().split(' ') {
            *found.entry(spelling.to_owned()).or_default() += SHARE * holders / 100_000.0;
        }
    }
    // The most frequent is borne by 1.5 %, the thousandth by about 0.015 %.
    let japanese = rows(include_str!("../../data/japanese_surnames.tsv"));
    for (row, rank) in japanese.zip(1_u32..) {
        let kana = row.split(' ').nth(1).unwrap_or_default();
        let latin = latin_of_kana(kana).to_lowercase();
        let share = SHARE * 0.015 * f64::from(rank).powf(-0.67);
        *found.entry(latin).or_default() += share;
    }
    found
});

/// The Korean family names that a word may be the spelling of, as bits of a mask.
pub(super) fn korean_families(letters: &[u8]) -> u128 {
    static KNOWN: LazyLock<HashMap<&'static [u8], u128>> = LazyLock::new(|| {
        let mut found: HashMap<&'static [u8], u128> = HashMap::new();
        let file = include_str!("../data/korean_surnames.tsv");
        for (at, row) in file.lines().filter(|line| !line.starts_with('#')).enumerate() {
            for spelling in row.split('\t').nth(2).unwrap_or_default().split(' ') {
                *found.entry(spelling.as_bytes()).or_default() |= 1 << (at % 128);
            }
        }
        found
    });
    KNOWN.get(letters).copied().unwrap_or_default()
}

/// Shares of family names and of Korean syllables among all travellers, by Latin spelling.
static COMMON: LazyLock<HashMap<String, f64>> = LazyLock::new(|| {
    let mut found = FAMILIES.clone();
    for syllable in '가'..='힣' {
        let rarity = |second| f64::from(Pack::get().korean_syllable(syllable, second)) / 16.0;
        let share = SHARE * ((-rarity(false)).exp2() + (-rarity(true)).exp2());
        if share < SELDOM {
            continue;
        }
        for latin in syllables(&latin_of_hangul(&syllable.to_string()).to_lowercase()) {
            *found.entry(latin).or_default() += share;
        }
    }
    found
});

/// Usual spellings of a Korean syllable, from the official one.
fn syllables(official: &str) -> HashSet<String> {
    const ONSETS: [(&str, &str); 5] = [("g", "k"), ("d", "t"), ("b", "p"), ("j", "ch"), ("r", "l")];
    const VOWELS: [(&str, &str); 7] = [
        ("yeo", "you"),
        ("yeo", "yu"),
        ("yeo", "yo"),
        ("eo", "u"),
        ("eo", "o"),
        ("u", "oo"),
        ("eu", "u"),
    ];
    let mut found = HashSet::from([official.to_owned()]);
    for (from, to) in ONSETS {
        let changed = official.strip_prefix(from).map(|rest| format!("{to}{rest}"));
        found.extend(changed);
    }
    let before: Vec<String> = found.iter().cloned().collect();
    for one in before {
        let fits = VOWELS.iter().filter(|(from, _)| one.contains(from));
        found.extend(fits.map(|(from, to)| one.replacen(from, to, 1)));
    }
    found
}

/// Counts of words over the persons of lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Rarity {
    letters: HashMap<Box<[u8]>, u32>,
    skeletons: HashMap<Skeleton, u32>,
    persons: u32,
}

impl Rarity {
    /// Counts the words of one person, each once.
    pub(super) fn count<'w>(&mut self, names: impl Iterator<Item = &'w Words>) {
        let (mut letters, mut skeletons) = (HashSet::new(), HashSet::new());
        for name in names {
            letters.extend((0..name.len()).filter_map(|at| name.letters_of(at)));
            skeletons.extend(name.skeletons());
        }
        for word in letters {
            *self.letters.entry(word.into()).or_default() += 1;
        }
        for skeleton in skeletons {
            *self.skeletons.entry(skeleton).or_default() += 1;
        }
        self.persons += 1;
    }

    /// What the same letters tell, and what only the same skeleton tells, in bits.
    pub(super) fn of(&self, letters: &[u8], skeleton: Skeleton) -> (f64, f64) {
        let persons = f64::from(self.persons.max(1_000));
        let bits = |count: Option<&u32>| {
            (persons / (f64::from(count.copied().unwrap_or_default()) + 0.5)).log2()
        };
        let length = f64::from(u32::try_from(letters.len()).unwrap_or(u32::MAX));
        let known = std::str::from_utf8(letters).ok().and_then(|text| COMMON.get(text));
        let same = bits(self.letters.get(letters)).min(LETTER * length).min(MOST);
        let same = known.map_or(same, |share| same.min(-share.log2()));
        let sound = bits(self.skeletons.get(&skeleton)).min(CLASS * f64::from(classes(skeleton)));
        (sixteenths(same), sixteenths(sound.min(same)))
    }

    /// Persons with this very word.
    pub(super) fn persons_with_letters(&self, letters: &[u8]) -> u32 {
        self.letters.get(letters).copied().unwrap_or_default()
    }

    /// Persons with a word of this skeleton.
    pub(super) fn persons_with(&self, skeleton: Skeleton) -> u32 {
        self.skeletons.get(&skeleton).copied().unwrap_or_default()
    }
}

/// Rounded to a sixteenth of a bit, so that sums are exact.
fn sixteenths(bits: f64) -> f64 {
    (bits.max(0.0) * 16.0).round() / 16.0
}
