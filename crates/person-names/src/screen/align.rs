//! A traveller's words laid against those of a listed name: which agree, by which rule, and what
//! that tells. Any order: lists, tickets and machine readable zones don't agree on it.

use super::rarity::{Rarity, korean_families};
use super::words::{MOST, Skeleton, Words, classes, slips};
use crate::pack::Pack;
use crate::person::NameKind;

/// The rules, as stable words.
#[cfg(test)]
pub(crate) const RULES: [&str; 9] = [
    "word-same",
    "word-sound",
    "word-slip",
    "word-variant",
    "word-family",
    "word-initial",
    "words-joined",
    "word-missing",
    "word-different",
];

/// What the rules cost, in bits.
const SOUND: f64 = 1.0;
const SLIP: f64 = 2.0;
const VARIANT: f64 = 2.0;
const FAMILY: f64 = 0.5;
/// What a slip costs more in a word of so few letters.
const SHORT: usize = 4;
const SHORT_SLIP: f64 = 1.5;
const JOINED: f64 = 1.0;
const MISSING: f64 = 1.0;
const DIFFERENT: f64 = 6.0;
/// What an initial tells.
const INITIAL: f64 = 2.0;
/// The most words that were one word on the other side.
const JOINS: usize = 3;

/// A listed name, prepared.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) words: Words,
    /// Which of the entry's names it is.
    pub(super) place: usize,
    pub(super) kind: NameKind,
    /// Of each word: what the same letters tell, what the same sound tells.
    bits: Vec<(f64, f64)>,
    /// Of each word: the Korean family names that it may be, as bits of a mask.
    families: Vec<u128>,
    /// What all its words tell.
    pub(super) most: f64,
}

/// Words that agree, or don't: of the traveller from the first to before the second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Match {
    pub(super) rule: &'static str,
    pub(super) bits: f64,
    pub(super) left: (usize, usize),
    /// The words of the list as bits of a mask: they need not be neighbours.
    pub(super) right: u16,
}

/// What was found; reusable.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) matches: Vec<Match>,
    all: Vec<Match>,
}

impl Found {
    /// The sum of the matches in their order.
    pub(super) fn bits(&self) -> f64 {
        self.matches.iter().map(|found| found.bits).sum()
    }
}

impl Listed {
    pub(super) fn new(words: Words, place: usize, kind: NameKind, rarity: &Rarity) -> Self {
        let letters = (0..words.len()).map(|at| words.letters_of(at).unwrap_or_default());
        let bits: Vec<_> = letters
            .zip(words.skeletons())
            .map(|(letters, skeleton)| rarity.of(letters, skeleton))
            .collect();
        let most = bits.iter().map(|bits| bits.0).sum();
        let letters = (0..words.len()).map(|at| words.letters_of(at).unwrap_or_default());
        let families = letters.map(korean_families).collect();
        Self { words, place, kind, bits, families, most }
    }

    fn bits(&self, at: usize) -> (f64, f64) {
        self.bits.get(at).copied().unwrap_or_default()
    }

    /// Lays a traveller's words against this name. `false`: it can't tell as much as `least`.
    pub(super) fn align(&self, traveller: &Words, least: f64, found: &mut Found) -> bool {
        found.matches.clear();
        if self.most < least || self.bound(traveller) < least {
            return false;
        }
        found.all.clear();
        for at in 0..self.words.len() {
            for other in 0..traveller.len() {
                found.all.extend(self.one(traveller, other, at));
            }
        }
        let known: f64 = found.all.iter().map(|found| found.bits).sum();
        // Joins matter where words are left over.
        if found.all.len() < self.words.len().max(traveller.len()) {
            self.joins(traveller, &mut found.all);
        }
        if known <= 0.0 && found.all.is_empty() {
            return false;
        }
        self.choose(traveller, found);
        found.bits() >= least
    }

    /// No alignment tells more: at the cost of a glance at each pair of words.
    #[inline(never)]
    fn bound(&self, traveller: &Words) -> f64 {
        let mut sum = 0.0;
        for right in 0..self.words.len() {
            let other = self.words.letters_of(right).unwrap_or_default();
            let (same, _) = self.bits(right);
            let mut best = 0.0_f64;
            for left in 0..traveller.len() {
                let one = traveller.letters_of(left).unwrap_or_default();
                let (short, long) =
                    if one.len() < other.len() { (one, other) } else { (other, one) };
                let near = long.len() - short.len() <= 3;
                let ends = short.first() == long.first() || short.last() == long.last();
                if traveller.skeleton(left) == self.words.skeleton(right)
                    || may_be_joined(short, long)
                    || self.families.get(right).is_some_and(|known| *known != 0)
                {
                    best = same;
                    break;
                }
                if near && ends {
                    best = best.max(same - SLIP);
                } else if short.len() == 1 && short.first() == long.first() {
                    best = best.max(INITIAL);
                }
            }
            // Forms of one name need have no letter in common; there is at most one such pair.
            sum += best;
        }
        sum
    }

    /// The best first; each word once.
    #[inline(never)]
    fn choose(&self, traveller: &Words, found: &mut Found) {
        found.all.sort_by(|one, other| other.bits.total_cmp(&one.bits));
        let (mut left, mut right) = (0_u16, 0_u16);
        for one in &found.all {
            if one.bits > 0.0 && left & mask(one.left) == 0 && right & one.right == 0 {
                left |= mask(one.left);
                right |= one.right;
                found.matches.push(*one);
            }
        }
        let free =
            |mask: u16, count: usize| (0..count.min(MOST)).filter(move |at| mask >> at & 1 == 0);
        let mut lefts = free(left, traveller.len());
        let mut rights = free(right, self.words.len());
        loop {
            let pair = (lefts.next(), rights.next());
            let (rule, bits) = match pair {
                (None, None) => break,
                (Some(left), Some(right)) => self.unlike(traveller, left, right),
                _ => ("word-missing", -MISSING),
            };
            let left = pair.0.map_or((0, 0), |at| (at, at + 1));
            let right = pair.1.map_or(0, |at| mask((at, at + 1)));
            found.matches.push(Match { rule, bits, left, right });
        }
    }

    /// Two words left over: one name in two tongues or shapes, or different.
    fn unlike(&self, traveller: &Words, left: usize, right: usize) -> (&'static str, f64) {
        let text = |letters: Option<&'_ [u8]>| {
            std::str::from_utf8(letters.unwrap_or_default()).unwrap_or_default().to_owned()
        };
        let (one, other) = (text(traveller.letters_of(left)), text(self.words.letters_of(right)));
        let worth = self.bits(right).1 - VARIANT;
        let families = self.families.get(right).copied().unwrap_or_default();
        if families & korean_families(one.as_bytes()) != 0 {
            return ("word-family", self.bits(right).0 - FAMILY);
        }
        if worth > 0.0 && one.len() > 1 && Pack::get().equal_names(&one, &other) {
            return ("word-variant", worth);
        }
        ("word-different", -DIFFERENT)
    }

    /// One word of each.
    fn one(&self, traveller: &Words, left: usize, right: usize) -> Option<Match> {
        let (one, other) = (traveller.letters_of(left)?, self.words.letters_of(right)?);
        let (same, sound) = self.bits(right);
        let skeletons = (traveller.skeleton(left), self.words.skeleton(right));
        let (rule, bits) = agreement(one, other, skeletons, same, sound)?;
        Some(Match { rule, bits, left: (left, left + 1), right: 1 << right })
    }

    /// Neighbours on one side that are one word on the other.
    #[inline(never)]
    fn joins(&self, traveller: &Words, all: &mut Vec<Match>) {
        for left in 0..traveller.len() {
            let word = traveller.letters_of(left).unwrap_or_default();
            let Some(mask) =
                Some(word).filter(|word| word.len() > 5).and_then(|word| self.cut(word, 0))
            else {
                continue;
            };
            let bits = (0..self.words.len()).filter(|at| mask >> at & 1 == 1);
            let bits = bits.map(|at| self.bits(at).0).sum::<f64>() - JOINED;
            all.push(Match { rule: "words-joined", bits, left: (left, left + 1), right: mask });
        }
        for count in 2..=JOINS {
            for at in 0..(self.words.len() + 1).saturating_sub(count) {
                let Some(joined) = self.words.stretch(at, at + count) else { continue };
                let bits: f64 = (at..at + count).map(|at| self.bits(at).0).sum();
                for left in 0..traveller.len() {
                    let Some(one) = traveller.letters_of(left) else { continue };
                    if let Some(bits) = joined_bits(one, joined, bits) {
                        let (left, right) = ((left, left + 1), mask((at, at + count)));
                        all.push(Match { rule: "words-joined", bits, left, right });
                    }
                }
            }
            for left in 0..(traveller.len() + 1).saturating_sub(count) {
                let Some(joined) = traveller.stretch(left, left + count) else { continue };
                for at in 0..self.words.len() {
                    let Some(other) = self.words.letters_of(at) else { continue };
                    if let Some(bits) = joined_bits(joined, other, self.bits(at).0) {
                        let (left, right) = ((left, left + count), mask((at, at + 1)));
                        all.push(Match { rule: "words-joined", bits, left, right });
                    }
                }
            }
        }
    }
}

/// The most words that one long word is cut into.
const CUTS: u32 = 5;

impl Listed {
    /// A long word of the traveller as several of this name's in any order, each letter for letter:
    /// which of them, as bits of a mask.
    fn cut(&self, word: &[u8], used: u16) -> Option<u16> {
        if word.is_empty() {
            return (used.count_ones() >= 2).then_some(used);
        }
        if used.count_ones() >= CUTS {
            return None;
        }
        (0..self.words.len()).filter(|at| used >> at & 1 == 0).find_map(|at| {
            let rest = word.strip_prefix(self.words.letters_of(at)?)?;
            self.cut(rest, used | 1 << at)
        })
    }
}

fn joined_bits(one: &[u8], other: &[u8], bits: f64) -> Option<f64> {
    if one.len() < 4 || one.len().abs_diff(other.len()) > 1 {
        return None;
    }
    let apart = slips(one, other, 1)?;
    Some(bits - JOINED - if apart == 0 { 0.0 } else { SLIP })
}

/// Whether one word may begin or end another that was joined, by three letters.
fn may_be_joined(short: &[u8], long: &[u8]) -> bool {
    let few = short.len().min(3);
    let (head, tail) = (short.get(..few), short.get(short.len() - few..));
    few > 1
        && long.len() > short.len() + 1
        && (head.is_some_and(|head| long.starts_with(head))
            || tail.is_some_and(|tail| long.ends_with(tail)))
}

fn mask((at, end): (usize, usize)) -> u16 {
    (at..end.min(16)).fold(0, |mask, at| mask | 1 << at)
}

/// By which rule two words agree, and what that tells.
fn agreement(
    one: &[u8],
    other: &[u8],
    skeletons: (Skeleton, Skeleton),
    same: f64,
    sound: f64,
) -> Option<(&'static str, f64)> {
    if one == other {
        return Some(("word-same", same));
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if let [initial] = short {
        return (long.first() == Some(initial)).then_some(("word-initial", INITIAL.min(same)));
    }
    let alike = skeletons.0 == skeletons.1;
    if alike && classes(skeletons.0) >= 2 {
        // Vowels that are quite different are another name more often.
        let cost = match slips(one, other, 3) {
            Some(1) if short.len() > SHORT => SOUND,
            Some(1 | 2) => SOUND * 1.5,
            _ => SOUND * 3.0,
        };
        return Some(("word-sound", sound - cost)).filter(|found| found.1 > 0.0);
    }
    let most = match short.len() {
        0..=2 => return None,
        3..=5 => 1,
        6..=8 => 2,
        _ => 3,
    };
    // A slip leaves the beginning or the end as it was.
    if short.first() != long.first() && short.last() != long.last() {
        return None;
    }
    let apart = f64::from(u32::try_from(slips(one, other, most)?).unwrap_or(u32::MAX));
    let cost = SLIP * apart + if short.len() <= SHORT { SHORT_SLIP } else { 0.0 };
    Some(("word-slip", same - cost)).filter(|found| found.1 > 0.0)
}
