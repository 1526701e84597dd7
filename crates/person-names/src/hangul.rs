//! Hangul: its letters, its Latin spellings with their prices, and the two loanword rules that
//! join it with kana (Japanese names in Hangul, Korean names in katakana).
//!
//! Prices are in bits: minus log2 of how often the habit is met among people whose letter it is,
//! estimated by hand from passport practice, Revised Romanization (2000) and McCune-Reischauer.

use crate::data::data;
use crate::kana;
use crate::latin;

/// Habits of spelling one letter: Latin letters and their price.
type Habits = &'static [(&'static str, f64)];

/// One syllable as indices of its letters in Unicode order (Unicode, 3.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Syllable {
    pub(crate) onset: u32,
    pub(crate) vowel: u32,
    pub(crate) coda: u32,
}

const G: u32 = 0;
const N: u32 = 2;
const R: u32 = 5;
const S: u32 = 9;
const SS: u32 = 10;
/// The silent onset.
const SILENT: u32 = 11;
const EU: u32 = 18;
const I: u32 = 20;

/// Whether the character is a syllable block.
pub(crate) fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

impl Syllable {
    /// The letters of a syllable block.
    pub(crate) fn of(c: char) -> Option<Self> {
        let index = u32::from(c).checked_sub(u32::from('가')).filter(|_| is_hangul(c))?;
        Some(Self { onset: index / 588, vowel: index % 588 / 28, coda: index % 28 })
    }

    /// The syllable block of its letters.
    pub(crate) fn block(self) -> Option<char> {
        char::from_u32(u32::from('가') + self.onset * 588 + self.vowel * 28 + self.coda)
    }

    /// ya, yae, yeo, ye, yo, yu, i: before these a first ㄹ or ㄴ falls silent.
    fn has_y_or_i(self) -> bool {
        matches!(self.vowel, 2 | 3 | 6 | 7 | 12 | 17 | I)
    }
}

/// The syllables of a text; other characters are left out.
pub(crate) fn syllables(text: &str) -> impl Iterator<Item = Syllable> + '_ {
    text.chars().filter_map(Syllable::of)
}

/// The spelling that the initial-sound law (두음법칙, Hangul orthography 10-12) leaves: 리 is 이,
/// 류 is 유, 로 is 노 at the start; 렬 and 률 are 열 and 율 anywhere, since both are met.
pub(crate) fn lawful(text: &str) -> String {
    let changed = |(at, c): (usize, char)| {
        let Some(mut syllable) = Syllable::of(c) else {
            return c;
        };
        let first = at == 0 && matches!(syllable.onset, N | R);
        if matches!(c, '렬' | '률') || (first && syllable.has_y_or_i()) {
            syllable.onset = SILENT;
        } else if first {
            syllable.onset = N;
        }
        syllable.block().unwrap_or(c)
    };
    text.chars().enumerate().map(changed).collect()
}

fn onset_habits(onset: u32) -> Habits {
    match onset {
        0 => &[("g", 0.9), ("k", 1.1), ("c", 7.0)],
        1 => &[("kk", 1.0), ("k", 2.0), ("gg", 2.5), ("g", 2.5)],
        2 => &[("n", 0.0), ("r", 6.0), ("l", 6.0)],
        3 => &[("d", 0.6), ("t", 1.6)],
        4 => &[("tt", 1.0), ("dd", 2.0), ("d", 2.0), ("t", 2.5)],
        5 => &[("r", 0.9), ("l", 1.2), ("rh", 5.0), ("n", 4.0), ("", 5.0)],
        6 => &[("m", 0.0)],
        7 => &[("b", 0.5), ("p", 1.8), ("v", 6.0)],
        8 => &[("pp", 1.0), ("bb", 2.0), ("b", 2.5), ("p", 2.5)],
        9 => &[("s", 0.2), ("sh", 2.5)],
        10 => &[("ss", 1.0), ("s", 1.0)],
        11 => &[("", 0.0), ("r", 4.0), ("l", 4.0), ("n", 6.0)],
        12 => &[("j", 0.3), ("ch", 2.5), ("c", 6.0), ("z", 6.0)],
        13 => &[("jj", 1.0), ("j", 1.5), ("ch", 3.0)],
        14 => &[("ch", 0.1), ("c", 5.0), ("tch", 6.0), ("j", 6.0)],
        15 => &[("k", 0.2), ("c", 4.0), ("g", 6.0), ("kh", 5.0)],
        16 => &[("t", 0.1), ("th", 5.0), ("d", 6.0)],
        17 => &[("p", 0.2), ("ph", 4.0), ("f", 4.0), ("b", 6.0)],
        _ => &[("h", 0.1), ("", 6.0)],
    }
}

fn vowel_habits(vowel: u32) -> Habits {
    match vowel {
        0 => &[("a", 0.1), ("ah", 3.0), ("ar", 6.0)],
        1 => &[
            ("ae", 0.3),
            ("ai", 3.5),
            ("e", 3.0),
            ("a", 3.5),
            ("ay", 5.0),
            ("aeh", 6.0),
            ("ea", 6.0),
        ],
        2 => &[("ya", 0.1), ("yah", 5.0), ("ia", 6.0)],
        3 => &[("yae", 0.5), ("yai", 4.0), ("ye", 3.0)],
        4 => &[
            ("eo", 0.8),
            ("u", 1.6),
            ("o", 3.5),
            ("uh", 5.0),
            ("eoh", 5.0),
            ("ur", 6.0),
            ("ou", 6.0),
            ("eu", 6.0),
            ("au", 6.0),
        ],
        5 => &[("e", 0.2), ("ae", 4.0), ("eh", 5.0), ("ei", 6.0), ("ey", 6.0), ("ye", 6.0)],
        6 => &[
            ("yeo", 1.0),
            ("yu", 2.2),
            ("you", 1.7),
            ("yo", 3.5),
            ("yuh", 6.0),
            ("u", 5.5),
            ("ye", 6.0),
            ("yeu", 6.0),
        ],
        7 => &[
            ("ye", 0.2),
            ("e", 3.5),
            ("yae", 5.0),
            ("yeh", 5.0),
            ("ae", 5.0),
            ("ai", 5.5),
            ("yei", 5.5),
            ("ei", 6.0),
            ("ay", 6.0),
        ],
        8 => &[("o", 0.1), ("oh", 3.5), ("oo", 5.5), ("or", 6.0)],
        9 => &[("wa", 0.1), ("oa", 5.0), ("wha", 5.0)],
        10 => &[("wae", 0.5), ("wai", 3.0), ("oae", 4.0)],
        11 => &[("oe", 1.5), ("oi", 1.0), ("we", 3.0), ("oy", 4.0), ("wae", 4.5), ("wei", 5.0)],
        12 => &[("yo", 0.1), ("yoh", 5.0), ("yeo", 6.0)],
        13 => &[("u", 1.0), ("oo", 1.2), ("woo", 2.0), ("wu", 4.0), ("ou", 4.5), ("o", 6.0)],
        14 => &[("wo", 0.6), ("weo", 3.0), ("won", 9.0), ("wu", 5.0), ("o", 6.0)],
        15 => &[("we", 0.3), ("wei", 3.0), ("wae", 4.0)],
        16 => &[("wi", 0.5), ("wee", 2.5), ("ui", 4.0), ("wie", 5.0), ("we", 5.0)],
        17 => &[("yu", 0.9), ("yoo", 1.5), ("you", 3.0), ("yuu", 6.0), ("u", 4.5), ("oo", 6.0)],
        18 => &[
            ("eu", 0.5),
            ("u", 2.2),
            ("oo", 4.0),
            ("e", 5.0),
            ("eo", 5.5),
            ("i", 6.0),
            ("uh", 6.0),
        ],
        19 => &[("ui", 1.2), ("ee", 1.2), ("i", 2.0), ("eui", 2.8), ("uee", 5.0), ("ie", 5.0)],
        _ => &[("i", 0.2), ("ee", 2.8), ("ie", 5.0), ("yi", 5.0), ("y", 5.0), ("e", 6.0)],
    }
}

fn coda_habits(coda: u32) -> Habits {
    match coda {
        0 => &[("", 0.0)],
        1 | 2 | 3 | 9 | 24 => &[("k", 0.4), ("g", 2.3), ("c", 5.0), ("ck", 5.0), ("q", 7.0)],
        4..=6 => &[("n", 0.0), ("nn", 6.0)],
        8 | 11..=13 | 15 => &[("l", 0.1), ("r", 5.0), ("ll", 5.0), ("el", 6.0)],
        10 | 16 => &[("m", 0.0), ("mm", 6.0)],
        14 | 17 | 18 | 26 => &[("p", 0.5), ("b", 2.0)],
        21 => &[("ng", 0.0), ("n", 6.0), ("g", 7.0)],
        _ => &[("t", 0.8), ("d", 3.0), ("s", 3.0), ("ch", 5.0), ("j", 5.0)],
    }
}

/// All habits of first letters: the letter, Latin letters, the price.
pub(crate) fn onsets() -> impl Iterator<Item = (u32, &'static str, f64)> {
    (0..19).flat_map(|one| onset_habits(one).iter().map(move |(latin, p)| (one, *latin, *p)))
}

/// All habits of vowels.
pub(crate) fn vowels() -> impl Iterator<Item = (u32, &'static str, f64)> {
    (0..21).flat_map(|one| vowel_habits(one).iter().map(move |(latin, p)| (one, *latin, *p)))
}

/// All habits of last letters that given names have.
pub(crate) fn codas() -> impl Iterator<Item = (u32, &'static str, f64)> {
    let codas = [0, 1, 4, 7, 8, 16, 17, 19, 21];
    codas.into_iter().flat_map(|one| coda_habits(one).iter().map(move |(l, p)| (one, *l, *p)))
}

/// The price of writing the Hangul as these Latin letters, in bits; `None` above `limit`.
/// A stray letter is let in for 6 bits.
pub(crate) fn spelled(hangul: &str, latin: &str, limit: f64) -> Option<f64> {
    const STRAY: f64 = 6.0;
    let mut reached = vec![f64::INFINITY; latin.len() + 1];
    if let Some(start) = reached.first_mut() {
        *start = 0.0;
    }
    let mut next = reached.clone();
    for syllable in syllables(hangul) {
        let units = [
            onset_habits(syllable.onset),
            vowel_habits(syllable.vowel),
            coda_habits(syllable.coda),
        ];
        for unit in units {
            next.fill(f64::INFINITY);
            for (at, &price) in reached.iter().enumerate().filter(|(_, price)| **price <= limit) {
                let Some(rest) = latin.get(at..) else {
                    continue;
                };
                for (letters, more) in unit.iter().filter(|habit| rest.starts_with(habit.0)) {
                    if let Some(best) = next.get_mut(at + letters.len()) {
                        *best = best.min(price + more);
                    }
                }
            }
            std::mem::swap(&mut reached, &mut next);
        }
        let mut before = f64::INFINITY;
        for price in &mut reached {
            *price = price.min(before + STRAY);
            before = *price;
        }
    }
    reached.last().copied().filter(|price| *price <= limit)
}

/// A Korean name in Latin as in passports: the family name in its most frequent spelling, then
/// the given name joined, by Revised Romanization without assimilation; capitals.
///
/// Where the text has no space the family name is its first syllable, or two if they make a
/// family name of two. Characters other than Hangul and spaces are left out.
///
/// ```
/// assert_eq!(person_names::latin_of_hangul("홍길동"), "HONG GILDONG");
/// assert_eq!(person_names::latin_of_hangul("남궁 한별"), "NAMGUNG HANBYEOL");
/// ```
#[must_use]
pub fn latin_of_hangul(hangul: &str) -> String {
    let words: Vec<String> = hangul
        .split_whitespace()
        .map(|word| word.chars().filter(|c| is_hangul(*c)).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let (family, given) = match words.as_slice() {
        [] => return String::new(),
        [one] => {
            let (family, given) = family_and_given(one);
            (family.to_owned(), given.to_owned())
        }
        [family, given @ ..] => (family.clone(), given.concat()),
    };
    let known = data().korean.get(family.as_str()).map(|known| known.passport.to_owned());
    let family = known.unwrap_or_else(|| revised(&family));
    format!("{family} {}", revised(&given)).trim_end().to_ascii_uppercase()
}

/// Splits an unspaced Korean name; a name of one syllable is a family name.
fn family_and_given(name: &str) -> (&str, &str) {
    let mut at = name.char_indices().skip(1).map(|(at, _)| at).chain([name.len()]);
    let (one, two) = (at.next().unwrap_or(name.len()), at.next());
    let double = two.filter(|two| {
        *two < name.len() && data().korean.contains_key(name.get(..*two).unwrap_or_default())
    });
    name.split_at_checked(double.unwrap_or(one)).unwrap_or((name, ""))
}

/// Revised Romanization of Korean, syllable by syllable.
fn revised(hangul: &str) -> String {
    const ONSETS: [&str; 19] = [
        "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t",
        "p", "h",
    ];
    const VOWELS: [&str; 21] = [
        "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
        "we", "wi", "yu", "eu", "ui", "i",
    ];
    let pick = |table: &[&'static str], at: u32| {
        usize::try_from(at).ok().and_then(|at| table.get(at).copied()).unwrap_or_default()
    };
    let mut out = String::new();
    for syllable in syllables(hangul) {
        out.push_str(pick(&ONSETS, syllable.onset));
        out.push_str(pick(&VOWELS, syllable.vowel));
        out.push_str(coda_habits(syllable.coda).first().map_or("", |habit| habit.0));
    }
    out
}

/// The coarse key of a Japanese name from its key: voicing is dropped, since the loanword
/// notation (외래어 표기법, table 4) drops it at the start, and ち, つ, ざ-row fall together.
pub(crate) fn coarse_of_japanese(key: &str) -> String {
    let letters = key
        .replace("tu", "cu")
        .replace("ti", "ci")
        .replace("ty", "c")
        .replace("zy", "c")
        .replace('z', "c")
        .replace('g', "k")
        .replace('d', "t")
        .replace('b', "p");
    // A doubled consonant before ch is written t.
    latin::single_letters(&letters).replace("tc", "c")
}

/// The coarse key of the Japanese name that this Hangul may stand for.
pub(crate) fn coarse_of_hangul(hangul: &str) -> String {
    let mut out = String::new();
    for syllable in syllables(hangul) {
        let onset = match syllable.onset {
            0 | 1 | 15 => "k",
            2 => "n",
            3 | 4 | 16 => "t",
            5 => "r",
            6 => "m",
            7 | 8 | 17 => "p",
            SS if syllable.vowel == EU => "c",
            S | SS => "s",
            SILENT => "",
            12..=14 => "c",
            _ => "h",
        };
        let vowel = match syllable.vowel {
            0 => "a",
            1 | 5 | 7 | 11 | 15 => "e",
            2 if onset == "c" => "a",
            2 => "ya",
            4 | 8 => "o",
            6 | 12 if onset == "c" => "o",
            6 | 12 => "yo",
            9 => "wa",
            17 if onset == "c" => "u",
            17 => "yu",
            13 | EU => "u",
            14 => "o",
            _ => "i",
        };
        out.push_str(onset);
        out.push_str(vowel);
        if matches!(syllable.coda, 4 | 16 | 21) {
            out.push('n');
        }
    }
    latin::single_letters(&kana::shorten(&out))
}

/// Keys of the katakana in which Japanese media write a Korean name: syllable by syllable, and
/// with a final consonant carried over to a silent onset.
pub(crate) fn katakana_keys(hangul: &str) -> Vec<String> {
    let all: Vec<Syllable> = syllables(hangul).collect();
    let plain = katakana_key(&all);
    let mut linked = all.clone();
    for at in 1..linked.len() {
        let carried = linked.get(at - 1).map_or(0, |before| before.coda);
        let onset = match carried {
            1 => G,
            4 => N,
            8 => R,
            16 => 6,
            17 => 7,
            19 => S,
            _ => continue,
        };
        if linked.get(at).is_some_and(|next| next.onset == SILENT) {
            if let Some(before) = linked.get_mut(at - 1) {
                before.coda = 0;
            }
            if let Some(next) = linked.get_mut(at) {
                next.onset = onset;
            }
        }
    }
    let mut keys = vec![plain];
    for other in [katakana_key(&linked), katakana_key(&inserted(&all))] {
        if !keys.contains(&other) {
            keys.push(other);
        }
    }
    keys
}

/// As it is said where a ㄴ is put in before y or i after a last letter, which then sounds through
/// the nose (standard pronunciation, 18 and 29): 석열 is said 성녈.
fn inserted(all: &[Syllable]) -> Vec<Syllable> {
    let mut said = all.to_vec();
    for at in 1..said.len() {
        let coda = said.get(at - 1).map_or(0, |before| before.coda);
        let Some(next) = said.get_mut(at) else { continue };
        if coda == 0 || next.onset != SILENT || !next.has_y_or_i() {
            continue;
        }
        next.onset = if coda == 8 { R } else { N };
        let nasal = match coda {
            1 | 2 | 24 => 21,
            7 | 19 | 20 | 22 | 23 => 4,
            17 | 26 => 16,
            coda => coda,
        };
        said.get_mut(at - 1).into_iter().for_each(|before| before.coda = nasal);
    }
    said
}

fn katakana_key(all: &[Syllable]) -> String {
    let mut out = String::new();
    let mut voiced = false;
    for syllable in all {
        let onset = match syllable.onset {
            0 if voiced => "g",
            0 | 1 | 15 => "k",
            2 => "n",
            3 if voiced => "d",
            3 | 4 | 16 => "t",
            5 => "r",
            6 => "m",
            7 if voiced => "b",
            7 | 8 | 17 => "p",
            S | SS => "s",
            SILENT => "",
            12 if voiced => "zy",
            12..=14 => "ty",
            _ => "h",
        };
        let vowel = match syllable.vowel {
            0 => "a",
            1 | 5 | 7 | 10 | 11 | 15 => "e",
            2 => "ya",
            4 | 8 => "o",
            6 | 12 => "yo",
            9 => "wa",
            14 => "wo",
            17 => "yu",
            13 | EU => "u",
            16 => "wi",
            _ => "i",
        };
        out.push_str(onset);
        out.push_str(vowel);
        out.push_str(match syllable.coda {
            1 | 2 | 24 => "ku",
            4 | 21 => "n",
            8 => "ru",
            16 => "mu",
            17 | 26 => "pu",
            0 => "",
            _ => "tto",
        });
        voiced = matches!(syllable.coda, 0 | 4 | 8 | 16 | 21);
    }
    let joined = out.replace("yy", "y").replace("tyi", "ti").replace("zyi", "zi");
    kana::shorten(&joined.replace("wo", "o"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passport_habits_are_spellings_of_the_same_letters() {
        for (hangul, latin) in [
            ("석열", "sukyeol"),
            ("석열", "seokyeol"),
            ("영희", "younghee"),
            ("현우", "hyunwoo"),
            ("현우", "hyeonu"),
            ("준", "joon"),
            ("은경", "eunkyung"),
        ] {
            assert!(spelled(hangul, latin, 9.0).is_some(), "{hangul} {latin}");
        }
        assert!(spelled("민준", "minji", 9.0).is_none());
        assert!(spelled("석열", "sukja", 9.0).is_none());
    }

    #[test]
    fn passports_have_the_family_name_first() {
        assert_eq!(latin_of_hangul("김한솔"), "KIM HANSOL");
        assert_eq!(latin_of_hangul("선우영"), "SUNWOO YEONG");
        assert_eq!(latin_of_hangul("이 슬 비"), "LEE SEULBI");
        assert_eq!(latin_of_hangul("Kim"), "");
        assert_eq!(latin_of_hangul("박"), "PARK");
    }

    #[test]
    fn the_initial_sound_law_joins_both_spellings() {
        assert_eq!(lawful("리"), "이");
        assert_eq!(lawful("류"), lawful("유"));
        assert_eq!(lawful("로"), "노");
        assert_eq!(lawful("동렬"), "동열");
        assert_eq!(lawful("한나"), "한나");
    }

    #[test]
    fn japanese_names_in_hangul_meet_their_kana() {
        for (kana, hangul) in [
            ("きしだ", "기시다"),
            ("ふみお", "후미오"),
            ("まつもと", "마쓰모토"),
            ("まつもと", "마츠모토"),
            ("しょうた", "쇼타"),
            ("はっとり", "핫토리"),
            ("けんじ", "겐지"),
            ("ちづる", "지즈루"),
        ] {
            let left = coarse_of_japanese(&kana::key(kana));
            assert_eq!(left, coarse_of_hangul(hangul), "{kana} {hangul}");
        }
    }

    #[test]
    fn korean_names_in_katakana_meet_their_hangul() {
        assert!(katakana_keys("김").contains(&kana::key("キム")));
        assert!(katakana_keys("민준").contains(&kana::key("ミンジュン")));
        assert!(katakana_keys("석열").contains(&kana::key("ソギョル")));
    }
}
