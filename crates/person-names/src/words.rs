//! Names in Latin letters word by word, for those that are not a family name and a given name:
//! several given names, names of father and grandfather, particles, initials, words that one source
//! joins and another leaves out.

use crate::latin;
use crate::name::{Script, Segment, Span, Word};
use crate::pack::Pack;

/// More words are left out.
const MOST: usize = 12;
/// What a word tells at most, and for each of its letters.
const DEAREST: f64 = 12.0;
const LETTER: f64 = 1.9;
/// What it costs that a word has another spelling; that it is a pet form; that words are joined.
const SPELLING: f64 = 1.5;
const PET: f64 = 4.0;
const JOINED: f64 = 0.5;
/// What an initial tells.
const INITIAL: f64 = 2.0;
/// A word for which the other name has another, and one for which it has none.
const CONFLICT: f64 = -7.0;
const MISSING: f64 = -1.5;
/// A slip may cost so much for each letter of the shorter word.
const SLIP: f64 = 1.0;
/// Words that say little.
const PARTICLES: [&str; 34] = [
    "al", "el", "ul", "bin", "ben", "ibn", "bint", "abu", "abd", "ad", "an", "as", "ash", "at",
    "az", "de", "del", "della", "da", "dos", "di", "do", "du", "la", "le", "les", "van", "von",
    "der", "den", "y", "e", "haji", "jr",
];

/// One word.
#[derive(Clone, Debug)]
struct One {
    letters: Box<str>,
    span: Span,
    worth: f64,
    groups: Vec<u32>,
}

/// The words of one way to write a name.
#[derive(Clone, Debug)]
pub(crate) struct Words(Vec<One>);

/// What two words, or a word and none, tell.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    pub(crate) rule: &'static str,
    pub(crate) bits: f64,
    pub(crate) left: Span,
    pub(crate) right: Span,
}

impl Words {
    /// None where the words are not in Latin letters, or there is only one.
    pub(crate) fn of(segment: &Segment) -> Option<Self> {
        let words = &segment.words;
        let latin = words.iter().all(|word| word.script == Script::Latin);
        (latin && words.len() > 1).then(|| Self(words.iter().take(MOST).map(One::of).collect()))
    }

    /// Whether there are as many words as a family name and a given name have.
    fn plain(&self) -> bool {
        self.0.len() == 2
    }
}

impl One {
    fn of(word: &Word) -> Self {
        let pack = Pack::get();
        let groups: Vec<u32> = pack.groups(&word.text).collect();
        let common = groups.iter().map(|group| pack.breadth(*group)).max().unwrap_or(0);
        let count = f64::from(u32::try_from(word.text.len()).unwrap_or(u32::MAX));
        // What has many spellings is borne by many.
        let worth = (LETTER * count).min(DEAREST) - f64::from(common).max(1.0).log2() / 2.0;
        let particle = PARTICLES.contains(&word.text.as_str());
        let worth = if particle { 0.5 } else { worth.max(1.0) };
        Self { letters: word.text.as_str().into(), span: word.span, worth, groups }
    }

    fn initial(&self) -> bool {
        self.letters.len() == 1
    }

    fn particle(&self) -> bool {
        self.worth <= 0.5
    }
}

/// The best way to pair the words of two names, unless both are a family name and a given name.
pub(crate) fn weigh(left: &Words, right: &Words) -> Option<Vec<Told>> {
    if left.plain() && right.plain() {
        return None;
    }
    let (left, right) = (&left.0, &right.0);
    let mut free = (vec![true; left.len()], vec![true; right.len()]);
    let mut told = joined(left, right, &mut free, false);
    told.extend(joined(right, left, &mut (free.1.clone(), free.0.clone()), true));
    for one in &told {
        let inside =
            |span: Span, word: &One| span.start <= word.span.start && word.span.end <= span.end;
        free.0.iter_mut().zip(left).for_each(|(free, word)| *free &= !inside(one.left, word));
        free.1.iter_mut().zip(right).for_each(|(free, word)| *free &= !inside(one.right, word));
    }
    let mut pairs: Vec<(f64, usize, usize, &'static str)> = Vec::new();
    for (at, one) in left.iter().enumerate().filter(|(at, _)| free.0.get(*at) == Some(&true)) {
        let others = right.iter().enumerate().filter(|(to, _)| free.1.get(*to) == Some(&true));
        for (to, other) in others {
            pairs.extend(alike(one, other).map(|(rule, bits)| (bits, at, to, rule)));
        }
    }
    // Of equals, those in the same place.
    pairs.sort_by(|a, b| {
        let apart = |pair: &(f64, usize, usize, &str)| pair.1.abs_diff(pair.2);
        b.0.total_cmp(&a.0).then_with(|| apart(a).cmp(&apart(b))).then_with(|| a.1.cmp(&b.1))
    });
    for (bits, at, to, rule) in pairs {
        if free.0.get(at) == Some(&true) && free.1.get(to) == Some(&true) {
            free.0.get_mut(at).into_iter().for_each(|free| *free = false);
            free.1.get_mut(to).into_iter().for_each(|free| *free = false);
            if let (Some(one), Some(other)) = (left.get(at), right.get(to)) {
                told.push(Told { rule, bits, left: one.span, right: other.span });
            }
        }
    }
    told.extend(alone(left, right, &free));
    Some(told)
}

/// What two words tell, if they may be one.
fn alike(one: &One, other: &One) -> Option<(&'static str, f64)> {
    let worth = one.worth.max(other.worth);
    if one.letters == other.letters {
        return Some(if one.initial() { ("same-initial", INITIAL) } else { ("same-word", worth) });
    }
    if one.initial() || other.initial() {
        let same = one.letters.chars().next() == other.letters.chars().next();
        return same.then_some(("initial", INITIAL));
    }
    if one.particle() || other.particle() {
        return None;
    }
    let pack = Pack::get();
    let shared = one.groups.iter().find(|group| other.groups.contains(group));
    let by_group = shared.map(|group| match pack.is_nickname(*group) {
        true => ("pet-name", worth - PET),
        false => ("equal-names", worth - SPELLING),
    });
    let length = one.letters.len().min(other.letters.len());
    let limit = SLIP * f64::from(u32::try_from(length).unwrap_or(u32::MAX));
    let slip = latin::distance(&one.letters, &other.letters, limit.max(1.5));
    let by_slip = slip.map(|apart| ("slip-in-latin", worth - apart - 0.5));
    let best = by_group.into_iter().chain(by_slip).max_by(|a, b| a.1.total_cmp(&b.1));
    best.filter(|(_, bits)| *bits > 0.0)
}

/// Words of the one name that the other writes as one.
fn joined(
    left: &[One],
    right: &[One],
    free: &mut (Vec<bool>, Vec<bool>),
    swapped: bool,
) -> Vec<Told> {
    let mut told = Vec::new();
    for (to, whole) in right.iter().enumerate() {
        for (at, pair) in left.windows(2).enumerate() {
            let [first, second] = pair else { continue };
            let open = free.0.get(at) == Some(&true)
                && free.0.get(at + 1) == Some(&true)
                && free.1.get(to) == Some(&true);
            let long = whole.letters.len() == first.letters.len() + second.letters.len();
            let same =
                long && whole.letters.strip_prefix(&*first.letters) == Some(&*second.letters);
            if open && same {
                for slot in [at, at + 1] {
                    free.0.get_mut(slot).into_iter().for_each(|free| *free = false);
                }
                free.1.get_mut(to).into_iter().for_each(|free| *free = false);
                let (mut one, mut other) = (first.span.to(second.span), whole.span);
                if swapped {
                    (one, other) = (other, one);
                }
                let bits = whole.worth.max(first.worth + second.worth).min(DEAREST) - JOINED;
                told.push(Told { rule: "words-joined", bits, left: one, right: other });
            }
        }
    }
    told
}

/// What the words tell for which no other was found.
fn alone(left: &[One], right: &[One], free: &(Vec<bool>, Vec<bool>)) -> Vec<Told> {
    let rest = |words: &[One], free: &[bool]| -> Vec<Span> {
        let open = words.iter().zip(free).filter(|(word, free)| **free && !word.particle());
        open.map(|(word, _)| word.span).collect()
    };
    let (mine, theirs) = (rest(left, &free.0), rest(right, &free.1));
    let mut told = Vec::new();
    for at in 0..mine.len().max(theirs.len()) {
        let (one, other) = (mine.get(at), theirs.get(at));
        let both = one.is_some() && other.is_some();
        told.push(Told {
            rule: if both { "different" } else { "missing" },
            bits: if both { CONFLICT } else { MISSING },
            left: one.copied().unwrap_or_default(),
            right: other.copied().unwrap_or_default(),
        });
    }
    told
}
