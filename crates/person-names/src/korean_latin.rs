//! Korean given names in Latin letters, read back into Hangul: every way to cut the letters into
//! syllables, and what each syllable costs.
//!
//! With P(h) the share of a syllable among given names and P(b | h) the share of a spelling, the
//! letters b are as rare as Z = sum of P(h) P(b | h) over all that they may be. So that Hangul h and
//! letters b are one name tells log2 P(b | h) - log2 Z; that two spellings a and b are one name tells
//! the log2 of the sum of P(h) P(a | h) P(b | h), less log2 Z of both.

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

/// The syllables that some letters may be, by character, with the price of the spelling in bits.
type Piece = Vec<(char, f64)>;

/// All readings of some letters as a Korean given name.
#[derive(Clone, Debug)]
pub(crate) struct Spelling {
    /// By way to cut: its pieces.
    ways: Vec<Vec<Piece>>,
    /// How rare the letters are among Korean given names, in bits.
    pub(crate) rarity: f64,
}

impl Spelling {
    /// Plain letters read; `None` if no Korean given name is spelled so.
    pub(crate) fn read(letters: &str) -> Option<Self> {
        if letters.len() > LONGEST || !letters.is_ascii() {
            return None;
        }
        let mut pieces: Vec<Vec<(usize, Piece)>> = vec![Vec::new(); letters.len()];
        let mut ways = Vec::new();
        let mut path = Vec::new();
        cut(letters, 0, &mut pieces, &mut path, &mut ways);
        let share = |way: &Vec<Piece>| -> f64 {
            let piece = |(at, piece): (usize, &Piece)| -> f64 {
                piece.iter().map(|(c, price)| (-bits(*c, at) - price).exp2()).sum()
            };
            way.iter().enumerate().map(piece).product()
        };
        let all: f64 = ways.iter().map(share).sum();
        (all > 0.0).then(|| Self { ways, rarity: -all.log2() })
    }

    /// What it tells, in bits, that these letters and Hangul are one given name.
    pub(crate) fn of_hangul(&self, hangul: &str) -> Option<f64> {
        let count = hangul.chars().count();
        let price = |way: &Vec<Piece>| {
            let mut sum = 0.0;
            for (piece, c) in way.iter().zip(hangul.chars()) {
                sum += piece.iter().find(|(one, _)| *one == c)?.1;
            }
            Some(sum)
        };
        let prices = self.ways.iter().filter(|way| way.len() == count).filter_map(price);
        prices.min_by(f64::total_cmp).map(|price| self.rarity - price)
    }

    /// What it tells, in bits, that two spellings are one given name.
    pub(crate) fn of_spelling(&self, other: &Self) -> Option<f64> {
        let mut best: Option<f64> = None;
        for way in &self.ways {
            for their in other.ways.iter().filter(|their| their.len() == way.len()) {
                let pieces = way.iter().zip(their).enumerate();
                let shares = pieces.map(|(at, (one, two))| common(one, two, at));
                let share: f64 = shares.sum();
                if share.is_finite() && best.is_none_or(|best| share < best) {
                    best = Some(share);
                }
            }
        }
        best.map(|share| self.rarity + other.rarity - share)
    }
}

fn bits(syllable: char, at: usize) -> f64 {
    f64::from(Pack::get().korean_syllable(syllable, at > 0)) / 16.0
}

/// The rarity of what two pieces have in common, in bits; infinite for nothing.
fn common(one: &Piece, other: &Piece, at: usize) -> f64 {
    let mut sum = 0.0;
    let mut theirs = other.iter().peekable();
    for (c, price) in one {
        while theirs.next_if(|(their, _)| their < c).is_some() {}
        if let Some((_, more)) = theirs.peek().filter(|(their, _)| their == c) {
            sum += (-bits(*c, at) - price - more).exp2();
        }
    }
    -f64::log2(sum)
}

/// All ways to cut the letters from `at` on.
fn cut(
    letters: &str,
    at: usize,
    pieces: &mut [Vec<(usize, Piece)>],
    path: &mut Vec<Piece>,
    ways: &mut Vec<Vec<Piece>>,
) {
    if at == letters.len() {
        if !path.is_empty() {
            ways.push(path.clone());
        }
        return;
    }
    if path.len() == MOST {
        return;
    }
    let Some(known) = pieces.get_mut(at) else { return };
    if known.is_empty() {
        *known = pieces_from(letters, at);
    }
    for (end, piece) in known.clone() {
        path.push(piece);
        cut(letters, end, pieces, path, ways);
        path.pop();
    }
}

/// The syllables that may begin at a place, by where they end.
fn pieces_from(letters: &str, at: usize) -> Vec<(usize, Piece)> {
    let mut found: Vec<(usize, Piece)> = Vec::new();
    let rest = letters.get(at..).unwrap_or_default();
    let fits = |rest: &str, habit: &str| rest.starts_with(habit);
    for (onset, one, price) in hangul::onsets().filter(|(_, one, _)| fits(rest, one)) {
        let after = rest.get(one.len()..).unwrap_or_default();
        for (vowel, two, more) in hangul::vowels().filter(|(_, two, _)| fits(after, two)) {
            let last = after.get(two.len()..).unwrap_or_default();
            for (coda, three, most) in hangul::codas().filter(|(_, three, _)| fits(last, three)) {
                let price = price + more + most;
                let Some(block) = Syllable { onset, vowel, coda }.block() else { continue };
                let seen = Pack::get().korean_syllable(block, at > 0) < UNSEEN;
                if price <= DEAREST && seen {
                    add(&mut found, at + one.len() + two.len() + three.len(), (block, price));
                }
            }
        }
    }
    for (_, piece) in &mut found {
        piece.sort_unstable_by_key(|(c, _)| *c);
    }
    found
}

fn add(found: &mut Vec<(usize, Piece)>, end: usize, (block, price): (char, f64)) {
    let place = found.iter().position(|(known, _)| *known == end);
    let place = place.unwrap_or_else(|| {
        found.push((end, Vec::new()));
        found.len() - 1
    });
    let Some((_, piece)) = found.get_mut(place) else { return };
    match piece.iter_mut().find(|(known, _)| *known == block) {
        Some((_, known)) => *known = known.min(price),
        None => piece.push((block, price)),
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
        assert!(Spelling::read("fumio").is_none());
    }

    #[test]
    fn a_common_name_tells_less_than_a_rare_one() {
        let of = |letters: &str, hangul: &str| {
            Spelling::read(letters).unwrap().of_hangul(hangul).unwrap()
        };
        assert!(of("minjun", "민준") < of("seokyeol", "석열"));
    }
}
