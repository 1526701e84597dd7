//! Forms of one name part in many scripts, and the syllables of Korean given names among them.

use std::collections::{BTreeMap, BTreeSet};

use super::folds::Folds;
use super::script;

/// Han forms longer than this are transcriptions of foreign names.
const LONGEST_HAN: usize = 2;

/// One name part.
#[derive(Default)]
pub(crate) struct Group {
    pub(crate) latin: BTreeSet<String>,
    pub(crate) kana: BTreeSet<String>,
    pub(crate) hangul: BTreeSet<String>,
    pub(crate) han: BTreeSet<String>,
    /// Latin forms as they are written, for what a hyphen tells.
    written: Vec<String>,
    /// Number of forms in all scripts; none for pet forms, which are weaker than spellings.
    pub(crate) breadth: usize,
}

impl Group {
    /// All forms under which the group is found.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = &String> {
        self.latin.iter().chain(&self.kana).chain(&self.hangul).chain(&self.han)
    }
}

/// The groups that join two forms at least.
pub(crate) fn read(text: &str, folds: &Folds) -> Vec<Group> {
    let lines = text.lines().filter_map(|line| line.split_once(" => "));
    let groups = lines.map(|(forms, _)| group(forms, folds));
    groups.filter(|group| group.tokens().nth(1).is_some()).collect()
}

/// The pet forms of the table by hand.
pub(crate) fn nicknames(text: &str) -> impl Iterator<Item = Group> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let latin = line.split_whitespace().map(script::plain).collect();
        Group { latin, ..Group::default() }
    })
}

fn group(forms: &str, folds: &Folds) -> Group {
    let mut group = Group::default();
    for form in forms.split(',').map(str::trim).filter(|form| !form.is_empty()) {
        group.breadth += 1;
        let dense: String = form.chars().filter(|c| !matches!(c, ' ' | '・' | '=')).collect();
        let all = |test: &dyn Fn(char) -> bool| !dense.is_empty() && dense.chars().all(test);
        if all(&script::is_hangul) {
            group.hangul.insert(dense);
        } else if all(&script::is_han) {
            if dense.chars().count() <= LONGEST_HAN {
                group.han.insert(folds.folded(&dense));
            }
        } else if script::is_hiragana(&folds.folded(&dense)) {
            group.kana.insert(folds.folded(&dense));
        } else {
            let plain = script::plain(form);
            if plain.chars().any(|c| c.is_ascii_lowercase()) && plain.chars().all(is_latin) {
                group.latin.insert(plain);
                group.written.push(form.to_owned());
            }
        }
    }
    // Han beside Latin alone is Chinese.
    if group.hangul.is_empty() && group.kana.is_empty() {
        group.han.clear();
    }
    group
}

fn is_latin(c: char) -> bool {
    c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c)
}

/// How often a syllable stands first and second in a Korean given name of two.
pub(crate) fn syllables(
    groups: &[Group],
    korean: &BTreeSet<char>,
) -> (BTreeMap<char, [f64; 2]>, usize) {
    let mut counts: BTreeMap<char, [f64; 2]> = BTreeMap::new();
    let mut names = 0;
    for group in groups {
        for name in &group.hangul {
            let mut chars = name.chars();
            let (Some(first), Some(second), None) = (chars.next(), chars.next(), chars.next())
            else {
                continue;
            };
            if korean.contains(&first) && korean.contains(&second) && is_korean(group, name) {
                names += 1;
                counts.entry(first).or_default()[0] += 1.0;
                counts.entry(second).or_default()[1] += 1.0;
            }
        }
    }
    (counts, names)
}

/// Whether a Latin form is this Hangul romanised: exactly, or in two parts and by its consonants.
fn is_korean(group: &Group, hangul: &str) -> bool {
    let revised = script::revised(hangul);
    let skeleton = script::skeleton(&revised);
    group.written.iter().any(|form| {
        let plain = script::plain(form);
        plain == revised || (form.contains('-') && script::skeleton(&plain) == skeleton)
    })
}
