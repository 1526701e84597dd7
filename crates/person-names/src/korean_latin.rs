//! Korean given names in Latin letters, read back into Hangul: every way to cut the letters into
//! syllables, and what each syllable costs.
//!
//! With P(h) the share of a syllable among given names and P(b | h) the share of a spelling, the
//! letters b are as rare as Z = sum of P(h) P(b | h) over all that they may be. So that Hangul h
//! and letters b are one name tells log2 P(b | h) - log2 Z; that two spellings a and b are one name
//! tells the log2 of the sum of P(h) P(a | h) P(b | h), less log2 Z of both.

use std::sync::LazyLock;

use crate::hangul::{self, Syllable};
use crate::pack::Pack;

/// Names of more syllables are not read.
const MOST: usize = 3;
/// A spelling that costs more is none.
const DEAREST: f64 = 7.5;
/// Syllables that no given name of the name data has.
const UNSEEN: u16 = 13 * 16;
/// Longer texts are no given names of so few syllables.
const LONGEST: usize = 18;

/// A syllable that some letters may be: P(letters | syllable), P(syllable) in its place.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    syllable: char,
    likely: f64,
    share: f64,
}

/// What the letters from one place to another may be, by syllable.
#[derive(Clone, Debug)]
struct Piece {
    end: usize,
    candidates: Vec<Candidate>,
    /// How often any of them is spelled so.
    sum: f64,
}

/// A way to cut: numbers of pieces.
type Way = ([u16; MOST], usize);

/// All readings of some letters as a Korean given name.
#[derive(Clone, Debug)]
pub(crate) struct Spelling {
    pieces: Vec<Piece>,
    ways: Vec<Way>,
    /// How rare the letters are among Korean given names, in bits.
    pub(crate) rarity: f64,
}

impl Spelling {
    /// Plain letters read; `None` if no Korean given name is spelled so.
    pub(crate) fn read(letters: &str) -> Option<Self> {
        if letters.len() > LONGEST || !letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let mut spelling = Self { pieces: Vec::new(), ways: Vec::new(), rarity: 0.0 };
        let mut from: Vec<Option<(usize, usize)>> = vec![None; letters.len()];
        spelling.cut(letters, 0, &mut from, ([0; MOST], 0));
        let share = |way: &Way| spelling.of_way(way).map(|piece| piece.sum).product::<f64>();
        let all: f64 = spelling.ways.iter().map(share).sum();
        spelling.rarity = -all.log2();
        (all > 0.0).then_some(spelling)
    }

    fn of_way(&self, (numbers, count): &Way) -> impl Iterator<Item = &Piece> {
        let numbers = numbers.iter().take(*count);
        numbers.filter_map(|number| self.pieces.get(usize::from(*number)))
    }

    /// What it tells, in bits, that these letters and Hangul are one given name.
    pub(crate) fn of_hangul(&self, hangul: &str) -> Option<f64> {
        let count = hangul.chars().count();
        let likely = |way: &Way| -> f64 {
            let each = self.of_way(way).zip(hangul.chars()).map(|(piece, c)| {
                let same = piece.candidates.iter().find(|one| one.syllable == c);
                same.map_or(0.0, |one| one.likely)
            });
            each.product()
        };
        let ways = self.ways.iter().filter(|(_, length)| *length == count);
        let best = ways.map(likely).fold(0.0, f64::max);
        (best > 0.0).then(|| self.rarity + best.log2())
    }

    /// What it tells, in bits, that two spellings are one given name.
    pub(crate) fn of_spelling(&self, other: &Self) -> Option<f64> {
        let mut best = 0.0_f64;
        for way in &self.ways {
            for their in other.ways.iter().filter(|their| their.1 == way.1) {
                let pieces = self.of_way(way).zip(other.of_way(their));
                best = best.max(pieces.map(|(one, two)| common(one, two)).product());
            }
        }
        (best > 0.0).then(|| self.rarity + other.rarity + best.log2())
    }

    /// All ways to cut the letters from `at` on; `from` knows the pieces that begin at a place.
    fn cut(
        &mut self,
        letters: &str,
        at: usize,
        from: &mut [Option<(usize, usize)>],
        (numbers, count): Way,
    ) {
        if at == letters.len() {
            self.ways.push((numbers, count));
            return;
        }
        if count == MOST {
            return;
        }
        let Some(known) = from.get_mut(at) else { return };
        let (first, last) = *known.get_or_insert_with(|| {
            let first = self.pieces.len();
            self.pieces.extend(pieces_from(letters, at));
            (first, self.pieces.len())
        });
        for number in first..last {
            let Some(end) = self.pieces.get(number).map(|piece| piece.end) else { continue };
            let mut numbers = numbers;
            if let (Some(slot), Ok(number)) = (numbers.get_mut(count), u16::try_from(number)) {
                *slot = number;
            }
            self.cut(letters, end, from, (numbers, count + 1));
        }
    }
}

/// How often one syllable is spelled in both ways.
fn common(one: &Piece, other: &Piece) -> f64 {
    let mut sum = 0.0;
    let mut theirs = other.candidates.iter().peekable();
    for mine in &one.candidates {
        while theirs.next_if(|their| their.syllable < mine.syllable).is_some() {}
        if let Some(their) = theirs.peek().filter(|their| their.syllable == mine.syllable) {
            sum += mine.share * mine.likely * their.likely;
        }
    }
    sum
}

/// One habit of spelling: the letter of Hangul, Latin letters, the price.
type Habit = (u32, &'static str, f64);

/// Habits by their first Latin letter; those that write nothing apart.
struct Habits {
    by_letter: Vec<Vec<Habit>>,
    silent: Vec<Habit>,
}

impl Habits {
    fn new(all: impl Iterator<Item = Habit>) -> Self {
        let mut habits = Self { by_letter: vec![Vec::new(); 26], silent: Vec::new() };
        for habit in all {
            match habit.1.bytes().next() {
                Some(first) => {
                    let at = usize::from(first.wrapping_sub(b'a'));
                    habits.by_letter.get_mut(at).into_iter().for_each(|list| list.push(habit));
                }
                None => habits.silent.push(habit),
            }
        }
        habits
    }

    /// Those that the letters begin with.
    fn of<'t>(&'t self, rest: &'t str) -> impl Iterator<Item = &'t Habit> {
        let first = rest.bytes().next().map(|first| usize::from(first.wrapping_sub(b'a')));
        let list = first.and_then(|first| self.by_letter.get(first)).map_or(&[][..], Vec::as_slice);
        list.iter().filter(move |(_, latin, _)| rest.starts_with(latin)).chain(&self.silent)
    }
}

static ONSETS: LazyLock<Habits> = LazyLock::new(|| Habits::new(hangul::onsets()));
static VOWELS: LazyLock<Habits> = LazyLock::new(|| Habits::new(hangul::vowels()));
static CODAS: LazyLock<Habits> = LazyLock::new(|| Habits::new(hangul::codas()));

/// The pieces that may begin at a place.
fn pieces_from(letters: &str, at: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let rest = letters.get(at..).unwrap_or_default();
    for (onset, one, price) in ONSETS.of(rest) {
        let after = rest.get(one.len()..).unwrap_or_default();
        for (vowel, two, more) in VOWELS.of(after) {
            let last = after.get(two.len()..).unwrap_or_default();
            for (coda, three, most) in CODAS.of(last) {
                let price = price + more + most;
                if price > DEAREST {
                    continue;
                }
                let (onset, vowel, coda) = (*onset, *vowel, *coda);
                let Some(block) = Syllable { onset, vowel, coda }.block() else { continue };
                let end = at + one.len() + two.len() + three.len();
                add(&mut pieces, end, (block, price, at > 0));
            }
        }
    }
    for piece in &mut pieces {
        piece.candidates.sort_unstable_by_key(|one| one.syllable);
        piece.sum = piece.candidates.iter().map(|one| one.share * one.likely).sum();
    }
    pieces
}

fn add(pieces: &mut Vec<Piece>, end: usize, (syllable, price, later): (char, f64, bool)) {
    let place = pieces.iter().position(|piece| piece.end == end).unwrap_or_else(|| {
        pieces.push(Piece { end, candidates: Vec::new(), sum: 0.0 });
        pieces.len() - 1
    });
    let Some(piece) = pieces.get_mut(place) else { return };
    let likely = (-price).exp2();
    match piece.candidates.iter_mut().find(|one| one.syllable == syllable) {
        Some(known) => known.likely = known.likely.max(likely),
        None => {
            let bits = Pack::get().korean_syllable(syllable, later);
            if bits < UNSEEN {
                let share = (-f64::from(bits) / 16.0).exp2();
                piece.candidates.push(Candidate { syllable, likely, share });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_as_the_syllables_they_may_be() {
        let seok = Spelling::read("seokyeol").unwrap();
        let suk = Spelling::read("sukyeol").unwrap();
        assert!(seok.of_hangul("석열").unwrap() > 8.0);
        assert!(seok.of_hangul("석영").is_none_or(|bits| bits < 3.0));
        assert!(seok.of_spelling(&suk).unwrap() > 8.0);
        assert!(Spelling::read("fumio").is_none_or(|read| read.rarity > 20.0));
    }

    #[test]
    fn a_common_name_tells_less_than_a_rare_one() {
        let of = |letters: &str, hangul: &str| {
            Spelling::read(letters).unwrap().of_hangul(hangul).unwrap()
        };
        assert!(of("minjun", "민준") < of("seokyeol", "석열"));
    }
}
