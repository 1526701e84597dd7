//! Korean, Japanese and English say the same: the same files, keys and headings.

use std::collections::BTreeMap;

use super::Finding;
use super::house::{House, Source};

const LANGUAGES: [&str; 3] = ["en", "ja", "ko"];

/// A file in one language has its two sisters, with the same keys (TOML) or headings (Markdown).
pub(crate) fn languages_say_the_same(house: &House) -> Vec<Finding> {
    let mut families: BTreeMap<String, BTreeMap<&str, &Source>> = BTreeMap::new();
    for file in &house.files {
        if let Some((family, language)) = family(&file.path) {
            families.entry(family).or_default().insert(language, file);
        }
    }
    families.values().flat_map(compare).collect()
}

/// The path with its language taken out, and the language: `words/ko.toml`, `articles.ko.md`.
fn family(path: &str) -> Option<(String, &'static str)> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if !(name.ends_with(".toml") || name.ends_with(".md")) {
        return None;
    }
    let language = LANGUAGES.into_iter().find(|l| name.split('.').rev().nth(1) == Some(l))?;
    let start = name.len().checked_sub(name.split('.').next_back()?.len())?;
    let stem = name.get(..start)?.strip_suffix(&format!("{language}."))?;
    Some((format!("{folder}/{stem}*{}", name.get(start..)?), language))
}

fn compare(sisters: &BTreeMap<&str, &Source>) -> Vec<Finding> {
    let Some(first) = sisters.values().next() else {
        return Vec::new();
    };
    let mut found: Vec<Finding> = LANGUAGES
        .into_iter()
        .filter(|language| !sisters.contains_key(language))
        .map(|language| {
            let advice = format!("write the same in `{language}`");
            Finding::new(&first.path, 1, "language", advice)
        })
        .collect();
    let all: Vec<(&Source, BTreeMap<String, usize>)> =
        sisters.values().map(|file| (*file, phrases(file))).collect();
    for (file, own) in &all {
        for (other, phrase) in all.iter().flat_map(|(f, keys)| keys.keys().map(move |k| (f, k))) {
            if !own.contains_key(phrase) {
                let advice = format!("`{phrase}` of {} is missing here", other.path);
                found.push(Finding::new(&file.path, 1, "language", advice));
            }
        }
        for (phrase, line) in own.iter().filter(|(phrase, _)| phrase.ends_with(EMPTY)) {
            let advice = format!("say something for `{}`", phrase.trim_end_matches(EMPTY));
            found.push(Finding::new(&file.path, *line, "language", advice));
        }
    }
    found.sort();
    found.dedup();
    found
}

const EMPTY: &str = " = \"\"";

/// What a file must share with its sisters: keys with their tables, or headings by number.
fn phrases(file: &Source) -> BTreeMap<String, usize> {
    if file.path.ends_with(".toml") { keys(file) } else { headings(file) }
}

fn keys(file: &Source) -> BTreeMap<String, usize> {
    let mut keys = BTreeMap::new();
    let (mut table, mut in_text) = (String::new(), false);
    for (number, line) in file.lines() {
        let was_in_text = in_text;
        in_text ^= line.matches("\"\"\"").count() % 2 == 1;
        let line = line.trim();
        if was_in_text || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').filter(|_| line.ends_with(']')) {
            table = format!("{}.", name.trim_matches(['[', ']']));
        } else if let Some((key, value)) = line.split_once('=') {
            let empty = if value.trim() == "\"\"" { EMPTY } else { "" };
            keys.insert(format!("{table}{}{empty}", key.trim()), number);
        }
    }
    keys
}

fn headings(file: &Source) -> BTreeMap<String, usize> {
    let heads = file.lines().filter(|(_, line)| line.starts_with('#'));
    (1..).zip(heads).map(|(n, (line, _))| (format!("heading {n}"), line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_sister_is_named_once() {
        let found = languages_say_the_same(&House::of(&[
            ("words/ko.toml", "a = \"가\"\n"),
            ("words/ja.toml", "a = \"あ\"\n"),
            ("token.toml", "a = 1\n"),
        ]));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].advice.contains("`en`"));
    }

    #[test]
    fn a_missing_and_an_empty_phrase_are_named() {
        let found = languages_say_the_same(&House::of(&[
            ("w/en.toml", "[t]\nsend = \"Send\"\nlong = \"\"\"\nx = y\n\"\"\"\n"),
            ("w/ja.toml", "[t]\nsend = \"送信\"\nlong = \"x\"\n"),
            ("w/ko.toml", "[t]\nlong = \"\"\n"),
        ]));
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|s| s.contains("w/ko.toml:1") && s.contains("t.send")), "{said:?}");
        assert!(said.iter().any(|s| s.contains("w/ko.toml:2") && s.contains("t.long")), "{said:?}");
        assert!(!said.iter().any(|s| s.contains("t.x")), "{said:?}");
    }

    #[test]
    fn articles_have_as_many_headings_in_each_language() {
        let found = languages_say_the_same(&House::of(&[
            ("a/articles.en.md", "# A\n## B\n"),
            ("a/articles.ja.md", "# あ\n"),
            ("a/articles.ko.md", "# 가\n## 나\n"),
        ]));
        assert!(found.iter().all(|f| f.path == "a/articles.ja.md"), "{found:?}");
        assert!(!found.is_empty());
    }
}
