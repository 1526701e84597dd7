//! Latin names as words for screening: letters folded, and the classes of their consonants, which
//! most spellings of a name share. Cheap enough for every traveller.

use unicode_normalization::UnicodeNormalization;

use crate::name::Span;

/// Words taken of a name.
pub(super) const MOST: usize = 8;
/// Letters taken of a name.
const LETTERS: usize = 120;
/// Words that say nothing of who somebody is; dropped while two others remain.
const PARTICLES: [&[u8]; 33] = [
    b"al", b"el", b"ul", b"ad", b"ar", b"as", b"at", b"az", b"bin", b"ibn", b"ben", b"bint", b"de",
    b"da", b"do", b"dos", b"das", b"del", b"la", b"las", b"los", b"van", b"von", b"der", b"den",
    b"di", b"du", b"le", b"y", b"mr", b"mrs", b"ms", b"dr",
];

/// A word of so many letters is more than one, or tells enough alone.
const LONG: u8 = 8;

/// The classes of a word's consonants, four bits each, at most sixteen: 0 is nothing.
pub(super) type Skeleton = u64;

/// A word: where its letters stand, and its skeleton.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    from: u8,
    to: u8,
    /// Characters of the name as it is written, from `first` to before `end`.
    first: u8,
    end: u8,
    pub(super) skeleton: Skeleton,
}

/// A Latin name in words. Reusable, so that a million names need no million buffers.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    letters: Vec<u8>,
    words: Vec<Word>,
}

/// What a name is written in, as far as words go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// Latin letters alone.
    Latin,
    /// Other letters, or some of both.
    Other,
}

impl Words {
    /// Reads a name.
    pub(super) fn read(&mut self, text: &str) -> Writing {
        self.letters.clear();
        self.words.clear();
        let mut writing = Writing::Latin;
        let mut start = (0, 0);
        for (at, c) in text.chars().enumerate() {
            if self.letters.len() >= LETTERS {
                break;
            }
            match c {
                'a'..='z' => self.letters.push(byte(c)),
                'A'..='Z' => self.letters.push(byte(c.to_ascii_lowercase())),
                '\'' | '’' | 'ʼ' | '`' | '‘' | '\u{300}'..='\u{36f}' => {}
                c if c.is_ascii() => self.end(&mut start, at),
                c if is_latin(c) => self.folded(c),
                c if c.is_alphabetic() => writing = Writing::Other,
                _ => self.end(&mut start, at),
            }
        }
        self.end(&mut start, text.chars().count());
        self.drop_particles();
        for at in 0..self.words.len() {
            let skeleton = self.letters_of(at).map_or(0, skeleton);
            if let Some(word) = self.words.get_mut(at) {
                word.skeleton = skeleton;
            }
        }
        writing
    }

    fn folded(&mut self, c: char) {
        let other: &[u8] = match c {
            'ß' => b"ss",
            'ø' | 'Ø' => b"o",
            'æ' | 'Æ' => b"ae",
            'œ' | 'Œ' => b"oe",
            'þ' | 'Þ' => b"th",
            'ð' | 'Ð' | 'đ' | 'Đ' => b"d",
            'ł' | 'Ł' => b"l",
            'ı' => b"i",
            _ => b"",
        };
        self.letters.extend_from_slice(other);
        if other.is_empty() {
            let plain = std::iter::once(c).nfd().filter(char::is_ascii_alphabetic);
            self.letters.extend(plain.map(|c| byte(c.to_ascii_lowercase())));
        }
    }

    /// Ends a word, before a character of the text.
    fn end(&mut self, start: &mut (usize, usize), at: usize) {
        let to = self.letters.len();
        if to > start.0 && self.words.len() < MOST {
            let short = |at: usize| u8::try_from(at).unwrap_or(u8::MAX);
            let (from, first) = (short(start.0), short(start.1));
            self.words.push(Word { from, to: short(to), first, end: short(at), skeleton: 0 });
        }
        *start = (to, at + 1);
    }

    /// The characters of words from `at` to before `end`, in the name as it is written.
    pub(super) fn span(&self, at: usize, end: usize) -> Span {
        let start = self.words.get(at).map_or(0, |word| usize::from(word.first));
        let last = end.checked_sub(1).and_then(|at| self.words.get(at));
        Span { start, end: last.map_or(start, |word| usize::from(word.end)) }
    }

    fn drop_particles(&mut self) {
        let letters = &self.letters;
        let is_particle = |word: &Word| {
            let word = letters.get(usize::from(word.from)..usize::from(word.to));
            word.is_some_and(|word| PARTICLES.contains(&word))
        };
        let others = self.words.iter().filter(|word| !is_particle(word));
        let (count, long) =
            others.fold((0, 0), |(count, long), word| (count + 1, long + word.to - word.from));
        // La Mi and Do Van have no other words.
        if count >= 2 || (count == 1 && long >= LONG) {
            self.words.retain(|word| !is_particle(word));
        }
        // The article of Arabic that stands before a name, in one word with it.
        for word in &mut self.words {
            let known = letters.get(usize::from(word.from)..usize::from(word.to));
            if let Some([b'a' | b'e' | b'u', b'l', next, ..]) = known
                && word.to - word.from >= 6
                && !is_vowel(*next)
            {
                word.from += 2;
            }
        }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words' skeletons in order.
    pub(super) fn skeletons(&self) -> impl Iterator<Item = Skeleton> {
        self.words.iter().map(|word| word.skeleton)
    }

    /// The skeleton of a word; 0 if there is none.
    pub(super) fn skeleton(&self, at: usize) -> Skeleton {
        self.words.get(at).map_or(0, |word| word.skeleton)
    }

    /// The letters of a word.
    pub(super) fn letters_of(&self, at: usize) -> Option<&[u8]> {
        self.stretch(at, at + 1)
    }

    /// The letters of neighbouring words as one: from `at` to before `end`.
    pub(super) fn stretch(&self, at: usize, end: usize) -> Option<&[u8]> {
        let (first, last) = (self.words.get(at)?, self.words.get(end.checked_sub(1)?)?);
        self.letters.get(usize::from(first.from)..usize::from(last.to))
    }
}

fn byte(c: char) -> u8 {
    u8::try_from(c).unwrap_or_default()
}

fn is_latin(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic()
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Classes, from 1: so that 0 is the end.
const VOWEL: u64 = 1;
const P: u64 = 2;
const F: u64 = 3;
const K: u64 = 4;
const S: u64 = 5;
const T: u64 = 6;
const M: u64 = 7;
const N: u64 = 8;
const R: u64 = 9;
const J: u64 = 10;

/// The classes of the consonants of a word: b p; v f ph; g k q c; s z x ch; d t; m; n; l r; j.
/// Vowels, h, w and y count at the beginning only, as one. A class isn't doubled.
pub(super) fn skeleton(letters: &[u8]) -> Skeleton {
    let mut found: u64 = 0;
    let mut last: u64 = 0;
    let mut count = 0;
    for (at, &letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied().unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let class = match letter {
            b'b' => P,
            b'p' if next == b'h' => F,
            b'p' => P,
            b'f' | b'v' => F,
            b'c' if matches!(next, b'e' | b'i' | b'y' | b'h') => S,
            b'g' if before == Some(b'n') => continue,
            b'c' | b'k' | b'q' | b'g' => K,
            b't' | b'd' if matches!(next, b's' | b'z' | b'c' | b'j') => continue,
            b't' | b'd' => T,
            b's' | b'z' | b'x' => S,
            b'm' if matches!(next, b'b' | b'p') => N,
            b'm' => M,
            b'n' => N,
            // The initial-sound law of Korean: Ryong, Yong.
            b'l' | b'r' if at == 0 && next == b'y' => VOWEL,
            b'l' | b'r' => R,
            b'j' => J,
            _ if at == 0 => VOWEL,
            _ => continue,
        };
        if class != last && count < 16 {
            found |= class << (4 * count);
            count += 1;
        }
        last = class;
    }
    found
}

/// How many classes a skeleton has.
pub(super) fn classes(skeleton: Skeleton) -> u32 {
    (67 - skeleton.leading_zeros()) / 4
}

/// Slips of a finger between two words: letters dropped, added, changed, or exchanged with their
/// neighbour (optimal string alignment); `None` above `most`, which is at most 3.
pub(super) fn slips(one: &[u8], other: &[u8], most: usize) -> Option<usize> {
    const LONGEST: usize = 32;
    if one.len().abs_diff(other.len()) > most || one.len().max(other.len()) >= LONGEST {
        return None;
    }
    let head = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(head..)?, other.get(head..)?);
    let tail = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(..one.len() - tail)?, other.get(..other.len() - tail)?);
    if one.is_empty() || other.is_empty() {
        let left = one.len().max(other.len());
        return (left <= most).then_some(left);
    }
    let mut earlier = [usize::MAX / 2; LONGEST + 1];
    let mut last: [usize; LONGEST + 1] = std::array::from_fn(|at| at);
    for (row, a) in one.iter().enumerate() {
        let mut now = [usize::MAX / 2; LONGEST + 1];
        let mut least = row + 1;
        if let Some(first) = now.first_mut() {
            *first = row + 1;
        }
        for (column, b) in other.iter().enumerate() {
            let at = |line: &[usize; LONGEST + 1], place: usize| line.get(place).copied();
            let mut best = at(&last, column)? + usize::from(a != b);
            best = best.min(at(&last, column + 1)? + 1).min(at(&now, column)? + 1);
            let crossed = row > 0
                && column > 0
                && one.get(row - 1) == Some(b)
                && other.get(column - 1) == Some(a);
            if crossed {
                best = best.min(at(&earlier, column - 1)? + 1);
            }
            if let Some(cell) = now.get_mut(column + 1) {
                *cell = best;
            }
            least = least.min(best);
        }
        if least > most {
            return None;
        }
        (earlier, last) = (last, now);
    }
    last.get(other.len()).copied().filter(|found| *found <= most)
}

#[cfg(test)]
mod tests {
    use super::{Words, Writing, classes, skeleton, slips};

    fn words(text: &str) -> Vec<String> {
        let mut words = Words::default();
        assert_eq!(words.read(text), Writing::Latin);
        let letters = (0..words.len()).filter_map(|at| words.letters_of(at));
        letters.map(|word| String::from_utf8(word.to_vec()).unwrap()).collect()
    }

    #[test]
    fn names_of_a_machine_readable_zone_and_of_a_list_have_the_same_words() {
        assert_eq!(words("AL-ZAWAHIRI, Aiman Muhammad"), ["zawahiri", "aiman", "muhammad"]);
        assert_eq!(words("ALZAWAHIRI<<AIMAN<MUHAMMAD<<<<"), ["zawahiri", "aiman", "muhammad"]);
        assert_eq!(words("Łukasz Müller-Größe"), ["lukasz", "muller", "grosse"]);
        assert_eq!(words("LA<<MI"), ["la", "mi"]);
    }

    #[test]
    fn spellings_of_one_name_share_a_skeleton() {
        for (one, other) in [
            ("mohammed", "muhamad"),
            ("gaddafi", "qadhafi"),
            ("abdulrahman", "abdurrahman"),
            ("yoon", "yun"),
            ("choi", "choe"),
            ("seokyeol", "sukyeol"),
            ("hussein", "husayn"),
            ("ryong", "yong"),
        ] {
            let (one, other) = (skeleton(one.as_bytes()), skeleton(other.as_bytes()));
            assert_eq!(one, other);
        }
        assert_ne!(skeleton(b"kim"), skeleton(b"kang"));
        assert_eq!(classes(skeleton(b"kim")), 2);
        assert_eq!(classes(0), 0);
    }

    #[test]
    fn slips_are_counted_up_to_a_limit() {
        for (one, other, found) in [
            ("muhammad", "muhammad", Some(0)),
            ("muhammad", "muhamad", Some(1)),
            ("muhammad", "mhuammad", Some(1)),
            ("mohammed", "muhammad", Some(2)),
            ("mohammed", "ibrahim", None),
            ("", "ab", Some(2)),
        ] {
            assert_eq!(slips(one.as_bytes(), other.as_bytes(), 2), found, "{one} {other}");
        }
    }
}
