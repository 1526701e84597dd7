//! Which entries a traveller may be: by keys so cheap that a million travellers take seconds.
//!
//! | key | meets |
//! |---|---|
//! | two words' skeletons | names in any order, with hyphens and spaces dropped, words missing |
//! | a word's skeleton and a year of birth | names with one word misspelled |
//! | a word's skeleton with a slip and a year | the same, where but the year is listed |
//! | a full date of birth, day and month exchanged too | names misspelled throughout |
//! | a year of birth | travellers of whose birth no more than year and month is known |
//! | a rare word's skeleton | entries without a date of birth |
//! | the consonants of the whole name, in eight classes | names in other scripts |
//! | the letters as they are | scripts that aren't read |
//! | a document's number | whatever the name |

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::rarity::Rarity;
use super::words::{Skeleton, Words, classes, skeleton};
use crate::keys::{Key, keys};
use crate::name::Name;
use crate::person::{Birth, Document};

/// A word of at most so many listed persons brings them together alone.
const RARE: u32 = 40;
/// A sound of more listed persons tells too little to bring them together with a year of birth:
/// then the letters must be the same, and these rarer than that.
const USUAL: u32 = 60;
/// A rare word has at least so many classes of consonants.
const RARE_CLASSES: u32 = 3;
/// Two words of fewer classes together are too common; the whole name still leads to the entry.
const PAIR_CLASSES: u32 = 4;
/// Skeletons of fewer classes are not looked up with a slip.
const NEAR_CLASSES: u32 = 3;
/// Dates of birth that span more years aren't looked up by year.
const SPAN: u16 = 12;
/// The most words in a row that may be one word on the other side.
const JOINS: usize = 3;

/// What a key is of.
#[derive(Clone, Copy)]
#[repr(u64)]
enum Of {
    Pair = 1,
    Whole,
    Word,
    WordAndYear,
    NearWordAndYear,
    Date,
    Year,
    Rare,
    Sounds,
    ForeignSounds,
    Letters,
    Number,
}

/// Keys are mixed well already.
#[derive(Clone, Copy, Default)]
pub(super) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

fn key(of: Of, one: u64, other: u64) -> u64 {
    let mut x = one.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ other.wrapping_add(of as u64) << 1;
    x = (x ^ (x >> 32) ^ ((of as u64) << 56)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 32)
}

fn bytes(of: Of, text: impl IntoIterator<Item = u8>) -> u64 {
    let hash = text.into_iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    key(of, hash, 0)
}

/// Entries by key.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    places: HashMap<u64, (u32, u32), BuildHasherDefault<AsIs>>,
    entries: Vec<u32>,
    /// Whether any listed name is in another script than Latin.
    foreign: bool,
}

/// Keys on their way into an index.
#[derive(Default)]
pub(super) struct Builder {
    all: Vec<(u64, u32)>,
    foreign: bool,
}

impl Builder {
    /// A Latin name of an entry, and its dates of birth.
    pub(super) fn latin(&mut self, entry: u32, words: &Words, births: &[Birth], rarity: &Rarity) {
        let all = &mut self.all;
        // A date of birth leads to what such pairs would.
        let least = if births.is_empty() { 0 } else { PAIR_CLASSES };
        pairs(words, least, |key| all.push((key, entry)));
        wholes(words, |key| all.push((key, entry)));
        for (at, word) in words.skeletons().enumerate() {
            let letters = words.letters_of(at).unwrap_or_default();
            let persons = rarity.persons_with(word);
            if classes(word) >= RARE_CLASSES && persons <= RARE {
                all.push((key(Of::Rare, word, 0), entry));
            }
            for birth in births.iter().filter(|birth| !birth.is_full()) {
                near(word, |near| {
                    years(*birth, |year| all.push((key(Of::NearWordAndYear, near, year), entry)));
                });
            }
            let word = match (persons <= USUAL, rarity.persons_with_letters(letters) <= USUAL) {
                (true, _) => key(Of::Word, word, 0),
                (false, true) => bytes(Of::Word, letters.iter().copied()),
                (false, false) => continue,
            };
            for birth in births {
                years(*birth, |year| all.push((key(Of::WordAndYear, word, year), entry)));
            }
        }
        sounds_of(words, |sounds| all.push((bytes(Of::Sounds, sounds.iter().copied()), entry)));
    }

    /// A name in another script. `alone`: the entry has no Latin name.
    pub(super) fn other(&mut self, entry: u32, name: &Name, alone: bool) {
        for found in keys(name) {
            match found.as_str().strip_prefix('=') {
                Some(_) => {}
                None => {
                    let sounds = sounds(&found);
                    self.all.push((bytes(Of::Sounds, sounds.iter().copied()), entry));
                    if alone {
                        self.foreign = true;
                        self.all.push((bytes(Of::ForeignSounds, sounds), entry));
                    }
                }
            }
        }
        self.all.push((letters(name.as_str()), entry));
    }

    /// The dates of birth and documents of an entry.
    pub(super) fn facts(&mut self, entry: u32, births: &[Birth], documents: &[Document]) {
        for date in births.iter().filter_map(|birth| birth.ymd()) {
            self.all.push((day(date), entry));
        }
        for birth in births {
            years(*birth, |year| self.all.push((key(Of::Year, year, 0), entry)));
        }
        for document in documents {
            self.all.push((bytes(Of::Number, document.number().bytes()), entry));
        }
    }

    pub(super) fn build(mut self) -> Index {
        self.all.sort_unstable();
        self.all.dedup();
        let mut index = Index { foreign: self.foreign, ..Index::default() };
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        for block in self.all.chunk_by(|one, other| one.0 == other.0) {
            let Some(&(key, _)) = block.first() else { continue };
            index.places.insert(key, (short(index.entries.len()), short(block.len())));
            index.entries.extend(block.iter().map(|(_, entry)| entry));
        }
        index
    }
}

impl Index {
    fn get(&self, key: u64) -> &[u32] {
        let Some(&(at, count)) = self.places.get(&key) else { return &[] };
        let (at, count) = (super::long(at), super::long(count));
        self.entries.get(at..at + count).unwrap_or_default()
    }

    /// Entries that a Latin name and a date of birth lead to; some more than once.
    pub(super) fn latin(&self, words: &Words, births: &[Birth], mut add: impl FnMut(u32)) {
        let mut all = |key| self.get(key).iter().for_each(|entry| add(*entry));
        pairs(words, 0, &mut all);
        wholes(words, &mut all);
        for (at, word) in words.skeletons().enumerate() {
            if classes(word) >= RARE_CLASSES {
                all(key(Of::Rare, word, 0));
            }
            for birth in births {
                near(word, |near| {
                    years(*birth, |year| all(key(Of::NearWordAndYear, near, year)));
                });
            }
            let letters = words.letters_of(at).unwrap_or_default().iter().copied();
            for word in [key(Of::Word, word, 0), bytes(Of::Word, letters)] {
                for birth in births {
                    years(*birth, |year| all(key(Of::WordAndYear, word, year)));
                }
            }
        }
        if self.foreign {
            sounds_of(words, |sounds| all(bytes(Of::ForeignSounds, sounds.iter().copied())));
        }
    }

    /// Entries that a name in another script leads to by its sounds.
    pub(super) fn sounds(&self, name: &Name, mut add: impl FnMut(u32)) {
        for found in keys(name).iter().filter(|key| !key.as_str().starts_with('=')) {
            self.get(bytes(Of::Sounds, sounds(found))).iter().for_each(|entry| add(*entry));
        }
    }

    /// Entries with a name of the same letters, in a script that isn't Latin.
    pub(super) fn letters(&self, text: &str, mut add: impl FnMut(u32)) {
        self.get(letters(text)).iter().for_each(|entry| add(*entry));
    }

    /// Entries that a date of birth or a document alone lead to.
    pub(super) fn facts(&self, births: &[Birth], documents: &[Document], mut add: impl FnMut(u32)) {
        let mut all = |key| self.get(key).iter().for_each(|entry| add(*entry));
        for (year, month, date) in births.iter().filter_map(|birth| birth.ymd()) {
            all(day((year, month, date)));
            if month != date && date <= 12 {
                all(day((year, date, month)));
            }
        }
        for birth in births.iter().filter(|birth| !birth.is_full()) {
            years(*birth, |year| all(key(Of::Year, year, 0)));
        }
        for document in documents {
            all(bytes(Of::Number, document.number().bytes()));
        }
    }
}

fn day((year, month, day): (u16, u8, u8)) -> u64 {
    key(Of::Date, u64::from(year), u64::from(month) << 8 | u64::from(day))
}

fn years(birth: Birth, mut add: impl FnMut(u64)) {
    let (from, to) = birth.span();
    if to - from <= SPAN {
        (from..=to).for_each(|year| add(u64::from(year)));
    }
}

/// A skeleton, and with any one class left out, so that one slip makes no difference; of those that
/// have enough classes to tell much.
fn near(word: Skeleton, mut add: impl FnMut(Skeleton)) {
    let count = classes(word);
    if count >= NEAR_CLASSES {
        add(word);
    }
    for at in (0..count).filter(|_| count > NEAR_CLASSES) {
        let below = (1 << (4 * at)) - 1;
        add(word & below | word >> 4 & !below);
    }
}

/// The letters of a name without what stands between them.
fn letters(text: &str) -> u64 {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    let mut buffer = [0; 4];
    let hash = letters.fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
        c.encode_utf8(&mut buffer)
            .bytes()
            .fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    });
    key(Of::Letters, hash, 0)
}

/// Keys of two words each, where neighbours may be one word; each pair in one order. `least`: of so
/// many classes together.
fn pairs(words: &Words, least: u32, mut add: impl FnMut(u64)) {
    let count = words.len();
    for at in 0..count {
        for end in at + 1..=(at + JOINS).min(count) {
            let one = joined(words, at, end);
            for next in end..count {
                for last in next + 1..=(next + JOINS).min(count) {
                    // Two joins at once are rare; one of them may be.
                    if end - at > 1 && last - next > 1 {
                        break;
                    }
                    let other = joined(words, next, last);
                    if classes(one) + classes(other) < least {
                        continue;
                    }
                    add(key(Of::Pair, one.min(other), one.max(other)));
                }
            }
        }
    }
}

/// The whole name as one word, in its order and with the first or the last word moved to the other
/// end.
fn wholes(words: &Words, mut add: impl FnMut(u64)) {
    let count = words.len();
    add(key(Of::Whole, joined(words, 0, count), 0));
    if count > 1 {
        let mut turned = |at: usize| {
            let parts = [words.stretch(at, count), words.stretch(0, at)];
            let letters: Vec<u8> = parts.into_iter().flatten().flatten().copied().collect();
            add(key(Of::Whole, skeleton(&letters), 0));
        };
        turned(1);
        if count > 2 {
            turned(count - 1);
        }
    }
}

fn joined(words: &Words, at: usize, end: usize) -> Skeleton {
    if end == at + 1 {
        return words.skeleton(at);
    }
    words.stretch(at, end).map_or(0, skeleton)
}

/// The eight classes of [`Key`] without H, which comes and goes.
fn sounds(key: &Key) -> Vec<u8> {
    let mut found = Vec::with_capacity(12);
    for class in key.as_str().bytes().filter(|class| *class != b'H') {
        push(&mut found, class);
    }
    found
}

/// The same of a Latin name: family name first, then last.
fn sounds_of(words: &Words, mut add: impl FnMut(&[u8])) {
    let count = words.len();
    let mut found = Vec::with_capacity(24);
    for family in [0, count.saturating_sub(1)] {
        found.clear();
        // The initial-sound law: Lee and Yi, Roh and Noh.
        let first = words.skeleton(family);
        for (at, class) in coarse(first).enumerate() {
            if at > 0 || !matches!(class, b'L' | b'N') {
                push(&mut found, class);
            }
        }
        for at in (0..count).filter(|at| *at != family) {
            coarse(words.skeleton(at)).for_each(|class| push(&mut found, class));
        }
        add(&found);
        if count < 2 {
            break;
        }
    }
}

/// A class after others: none is doubled, K after N is dropped.
fn push(found: &mut Vec<u8>, class: u8) {
    let last = found.last().copied();
    if last != Some(class) && !(class == b'K' && last == Some(b'N')) {
        found.push(class);
    }
}

/// The classes of a skeleton as [`Key`] writes them.
fn coarse(mut skeleton: Skeleton) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        while skeleton != 0 {
            let class = skeleton & 15;
            skeleton >>= 4;
            let class = match class {
                2 => b'P',
                4 => b'K',
                5 | 10 => b'S',
                6 => b'T',
                7 => b'M',
                8 => b'N',
                9 => b'L',
                _ => continue,
            };
            return Some(class);
        }
        None
    })
}
