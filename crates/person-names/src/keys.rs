//! Keys that spellings of one person share whatever their script, so that two registries can meet
//! without showing names.

use crate::hangul;
use crate::name::{Name, Script};
use crate::part::{Part, Role};
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
/// with high recall; other people may share it too, so a shared key is a reason to
/// [`crate::compare`], not an answer.
#[must_use]
pub fn keys(name: &Name) -> Vec<Key> {
    let mut found: Vec<(f64, Key)> = Vec::new();
    for split in &name.splits {
        candidates(split, &mut found);
    }
    found.sort_by(|left, right| left.0.total_cmp(&right.0).then_with(|| left.1.cmp(&right.1)));
    let mut kept: Vec<Key> = Vec::with_capacity(MOST);
    for (_, key) in found {
        if kept.len() < MOST && !kept.contains(&key) {
            kept.push(key);
        }
    }
    kept.sort();
    kept
}

/// The tongue in which a skeleton was read; the two parts of one name are read in one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tongue {
    Japanese,
    Korean,
    Any,
}

/// Classes of consonants of a part as read in a tongue, and the price of the reading.
type Skeleton = (Tongue, String, f64);

fn candidates(split: &Split, found: &mut Vec<(f64, Key)>) {
    let families = split.family.as_ref().map_or_else(nothing, skeletons);
    let givens = split.given.as_ref().map_or_else(nothing, skeletons);
    for (tongue, family, price) in &families {
        let fits = |other: Tongue| *tongue == other || [*tongue, other].contains(&Tongue::Any);
        for (_, given, more) in givens.iter().filter(|given| fits(given.0)) {
            found.push((split.price + price + more, Key(joined(family, given))));
        }
    }
    // Characters that no table reads still meet themselves.
    let parts: Vec<&Part> = [&split.family, &split.given].into_iter().flatten().collect();
    let as_is = |part: &&Part| matches!(part.script, Script::Han | Script::Other);
    if families.is_empty() || givens.is_empty() || parts.iter().all(as_is) {
        let whole: String = parts.iter().map(|part| &*part.letters).collect();
        found.push((-1.0, Key(format!("={whole}"))));
    }
}

fn nothing() -> Vec<Skeleton> {
    vec![(Tongue::Any, String::new(), 0.0)]
}

/// Skeletons of the readings of a part, the cheapest first.
fn skeletons(part: &Part) -> Vec<Skeleton> {
    let mut all: Vec<Skeleton> = Vec::new();
    let mut add = |tongue: Tongue, letters: &str, price: f64| {
        let skeleton = of_letters(letters, part.role);
        match all.iter_mut().find(|known| known.0 == tongue && known.1 == skeleton) {
            Some(known) => known.2 = known.2.min(price),
            None => all.push((tongue, skeleton, price)),
        }
    };
    match part.script {
        Script::Latin => add(Tongue::Any, &part.letters, 0.0),
        Script::Hangul => add(Tongue::Any, &spelled(&part.letters), 0.0),
        Script::Han | Script::Kana => {
            for form in &part.japanese {
                add(Tongue::Japanese, &hepburn(&form.key), form.price);
            }
            for form in part.hangul.iter().take(2) {
                add(Tongue::Korean, &spelled(&form.key), form.price);
            }
        }
        Script::Other => {}
    }
    all.sort_by(|left, right| left.2.total_cmp(&right.2));
    all
}

/// The letters of a Japanese key with ti, tu and ty as Hepburn and Hangul hear them.
fn hepburn(key: &str) -> String {
    key.replace("ti", "si").replace("tu", "su").replace("ty", "sy")
}

/// Hangul in letters for [`of_letters`].
fn spelled(text: &str) -> String {
    const ONSETS: [&str; 19] = [
        "k", "k", "n", "t", "t", "r", "m", "p", "p", "s", "s", "", "s", "s", "s", "k", "t", "p",
        "h",
    ];
    let mut out = String::new();
    for syllable in hangul::syllables(text) {
        let onset = usize::try_from(syllable.onset).ok().and_then(|at| ONSETS.get(at));
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
        let class = if class == 'M' && matches!(next, Some('P' | 'M')) { 'N' } else { class };
        let dropped = class == 'K' && out.ends_with('N');
        if !dropped && !out.ends_with(class) {
            out.push(class);
        }
    }
    out
}
