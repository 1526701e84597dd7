//! Keys that spellings of one person share whatever their script, so that two registries can meet
//! without showing names.

use crate::hangul;
use crate::name::{Name, Script};
use crate::part::{Form, Part, Role};
use crate::split::Split;

/// The most keys a name has.
const MOST: usize = 12;

/// A key of a name: the classes of its consonants in the order family name, given name; or, after
/// `=`, its characters. ASCII letters in the first case. Not secret: hash it with a shared key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

impl Key {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The keys of a name, at most 12, sorted, each once. Spellings of one person share at least one
/// with high recall; other people may share it too, so a shared key is a reason to [`crate::compare`],
/// not an answer.
#[must_use]
pub fn keys(name: &Name) -> Vec<Key> {
    let mut found: Vec<(f64, Key)> = Vec::new();
    for split in &name.splits {
        candidates(split, &mut found);
    }
    found.sort_by(|left, right| {
        left.0
            .total_cmp(&right.0)
            .then_with(|| left.1.cmp(&right.1))
    });
    let mut kept: Vec<Key> = Vec::with_capacity(MOST);
    for (_, key) in found {
        if kept.len() < MOST && !kept.contains(&key) {
            kept.push(key);
        }
    }
    kept.sort();
    kept
}

fn candidates(split: &Split, found: &mut Vec<(f64, Key)>) {
    let families = split.family.as_ref().map_or_else(nothing, skeletons);
    let givens = split.given.as_ref().map_or_else(nothing, skeletons);
    for (family, price) in &families {
        for (given, more) in &givens {
            let key = joined(family, given);
            found.push((split.price + price + more, Key(key)));
        }
    }
    let letters = |part: &Option<Part>| {
        part.as_ref()
            .filter(|part| part.script != Script::Latin)
            .map(|part| part.letters.clone())
    };
    // Characters that no table reads still meet themselves.
    let (family, given) = (letters(&split.family), letters(&split.given));
    let unread = families.is_empty() || givens.is_empty();
    let han = [&split.family, &split.given]
        .into_iter()
        .flatten()
        .all(|part| matches!(part.script, Script::Han | Script::Other));
    if unread || han {
        let whole = [family, given].into_iter().flatten().collect::<String>();
        found.push((-1.0, Key(format!("={whole}"))));
    }
}

fn nothing() -> Vec<(String, f64)> {
    vec![(String::new(), 0.0)]
}

/// Skeletons of the readings of a part, the cheapest first.
fn skeletons(part: &Part) -> Vec<(String, f64)> {
    let mut all: Vec<(String, f64)> = Vec::new();
    let mut add = |letters: String, price: f64| {
        let known = all.iter_mut().find(|known| known.0 == letters);
        match known {
            Some(known) => known.1 = known.1.min(price),
            None => all.push((letters, price)),
        }
    };
    match part.script {
        Script::Latin => add(of_letters(&part.letters, part.role), 0.0),
        Script::Hangul => add(of_letters(&spelled(&part.letters), part.role), 0.0),
        Script::Han | Script::Kana => {
            let each = |forms: &[Form], add: &mut dyn FnMut(String, f64)| {
                for form in forms {
                    add(of_letters(&hepburn(&form.key), part.role), form.price);
                }
            };
            each(&part.japanese, &mut add);
            for form in &part.hangul {
                add(of_letters(&spelled(&form.key), part.role), form.price);
            }
        }
        Script::Other => {}
    }
    all.sort_by(|left, right| left.1.total_cmp(&right.1));
    all.truncate(if part.role == Role::Family { 3 } else { 8 });
    all
}

/// The letters of a Japanese key with ti, tu and ty as Hepburn and Hangul hear them.
fn hepburn(key: &str) -> String {
    key.replace("ti", "si")
        .replace("tu", "su")
        .replace("ty", "sy")
}

/// Hangul in letters for [`of_letters`].
fn spelled(text: &str) -> String {
    const ONSETS: [&str; 19] = [
        "k", "k", "n", "t", "t", "r", "m", "p", "p", "s", "s", "", "s", "s", "s", "k", "t", "p",
        "h",
    ];
    let mut out = String::new();
    for syllable in hangul::syllables(text) {
        let onset = usize::try_from(syllable.onset)
            .ok()
            .and_then(|at| ONSETS.get(at));
        out.push_str(onset.copied().unwrap_or_default());
        // Which vowel makes no difference to the classes.
        out.push('a');
        out.push_str(match syllable.coda {
            1 | 2 | 3 | 9 | 24 => "k",
            4..=6 | 21 => "n",
            7 | 25 => "t",
            8 | 11..=13 | 15 => "l",
            10 | 16 => "m",
            14 | 17 | 18 | 26 => "p",
            _ => "",
        });
    }
    out
}

/// Classes of consonants of Latin letters in any system: K, T, P, S, H, M, N, L.
fn of_letters(letters: &str, role: Role) -> String {
    let letters = letters.replace("oo", "u");
    let mut all: Vec<char> = letters.chars().collect();
    // The initial-sound law: Lee, Yi; Ryu, Yu; Roh, Noh.
    if role == Role::Family && matches!(all.first(), Some('l' | 'r' | 'n')) && all.len() > 1 {
        all.remove(0);
        if all.first() == Some(&'h') {
            all.remove(0);
        }
    }
    let mut out = String::with_capacity(all.len());
    for (at, &c) in all.iter().enumerate() {
        let next = all.get(at + 1).copied();
        let vowel_next = matches!(next, Some('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w'));
        let before = at.checked_sub(1).and_then(|at| all.get(at)).copied();
        let class = match c {
            'c' if next == Some('h') => 'S',
            'k' | 'g' | 'q' | 'c' => 'K',
            't' if matches!(next, Some('s' | 'c')) => continue,
            't' | 'd' => 'T',
            'p' | 'b' | 'v' => 'P',
            's' | 'z' | 'j' | 'x' => 'S',
            'f' => 'H',
            'h' if matches!(before, Some('s' | 'c' | 'p' | 't' | 'k' | 'r')) => continue,
            'h' if vowel_next => 'H',
            'm' => 'M',
            'n' => 'N',
            'l' => 'L',
            'r' if vowel_next || next == Some('h') => 'L',
            _ => continue,
        };
        out.push(class);
    }
    out
}

/// Family and given skeleton in one, with what differs between systems at the seams taken out: m
/// before p and m is n, k after n is dropped, doubled classes are one.
fn joined(family: &str, given: &str) -> String {
    let all: Vec<char> = family.chars().chain(given.chars()).collect();
    let mut out = String::with_capacity(all.len());
    for (at, &class) in all.iter().enumerate() {
        let next = all.get(at + 1);
        let class = if class == 'M' && matches!(next, Some('P' | 'M')) {
            'N'
        } else {
            class
        };
        let dropped = class == 'K' && out.ends_with('N');
        if !dropped && !out.ends_with(class) {
            out.push(class);
        }
    }
    out
}
