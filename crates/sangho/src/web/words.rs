//! The words of the pages in Korean, Japanese and English: one file a language, the same keys in
//! each.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A language of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lang {
    /// Korean.
    Ko,
    /// Japanese.
    Ja,
    /// English, where nothing else is asked for.
    #[default]
    En,
}

impl Lang {
    /// The languages in the order in which pages offer them.
    pub const ALL: [Self; 3] = [Self::Ko, Self::Ja, Self::En];

    /// Its tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ko => "ko",
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// Its own name for itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ko => "한국어",
            Self::Ja => "日本語",
            Self::En => "English",
        }
    }

    /// Reads a tag such as `ko` or `ja-JP`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.tag()))
    }

    /// The best language for an `Accept-Language` header (RFC 9110, section 12.5.4).
    #[must_use]
    pub fn negotiate(header: &str) -> Self {
        let mut best = (0.0, Self::En);
        for range in header.split(',') {
            let mut parts = range.split(';');
            let Some(lang) = parts.next().and_then(Self::of_tag) else {
                continue;
            };
            let weight = parts.find_map(|p| p.trim().strip_prefix("q="));
            // A weight that cannot be read counts nothing.
            let weight = weight.map_or(1.0, |w| w.trim().parse::<f32>().unwrap_or(0.0));
            if weight > best.0 {
                best = (weight, lang);
            }
        }
        best.1
    }
}

/// The same thing said in the three languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// In Korean.
    pub ko: String,
    /// In Japanese.
    pub ja: String,
    /// In English.
    pub en: String,
}

impl Said {
    /// From the three texts.
    #[must_use]
    pub fn new(ko: &str, ja: &str, en: &str) -> Self {
        Self { ko: ko.to_owned(), ja: ja.to_owned(), en: en.to_owned() }
    }

    /// In one language.
    #[must_use]
    pub fn to(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ko => &self.ko,
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// Which language.
    pub lang: Lang,
    of: BTreeMap<String, String>,
}

impl Words {
    /// The words of a language.
    #[must_use]
    pub fn of(lang: Lang) -> &'static Self {
        static KO: LazyLock<Words> =
            LazyLock::new(|| Words::read(Lang::Ko, include_str!("words/ko.toml")));
        static JA: LazyLock<Words> =
            LazyLock::new(|| Words::read(Lang::Ja, include_str!("words/ja.toml")));
        static EN: LazyLock<Words> =
            LazyLock::new(|| Words::read(Lang::En, include_str!("words/en.toml")));
        match lang {
            Lang::Ko => &KO,
            Lang::Ja => &JA,
            Lang::En => &EN,
        }
    }

    fn read(lang: Lang, text: &str) -> Self {
        let tables: BTreeMap<String, BTreeMap<String, String>> =
            toml::from_str(text).expect("the words are part of the program and a test reads them");
        let of = tables.into_iter().flat_map(|(table, words)| {
            words.into_iter().map(move |(key, word)| (format!("{table}.{key}"), word))
        });
        Self { lang, of: of.collect() }
    }

    /// The word for a key; a test keeps every key in every language.
    #[must_use]
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.of.get(key).map_or(key, String::as_str)
    }

    /// The word for a key with `{n}` filled in.
    #[must_use]
    pub fn n(&self, key: &str, n: impl std::fmt::Display) -> String {
        self.t(key).replace("{n}", &n.to_string())
    }

    /// What is said in three languages, in this one.
    #[must_use]
    pub fn said<'a>(&self, said: &'a Said) -> &'a str {
        said.to(self.lang)
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.of.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{Lang, Words};

    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|e| e == "html" || e == "rs") {
                found.push(path);
            }
        }
    }

    /// Every text in quotes that looks like `table.key` for a table that the words have.
    fn used(tables: &BTreeSet<&str>) -> BTreeSet<String> {
        let mut found = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web"), &mut found);
        let texts = found.iter().map(|path| fs::read_to_string(path).unwrap());
        let mut keys = BTreeSet::new();
        for text in texts {
            for quoted in text.split('"') {
                let looks = quoted.split_once('.').is_some_and(|(table, key)| {
                    tables.contains(table)
                        && !key.is_empty()
                        && key
                            .chars()
                            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
                });
                if looks && !quoted.ends_with(".js") && !quoted.ends_with(".css") {
                    keys.insert(quoted.to_owned());
                }
            }
        }
        keys
    }

    #[test]
    fn every_word_is_there_in_every_language_with_the_same_blanks() {
        let english = Words::of(Lang::En);
        let blanks = |text: &str| text.matches('{').count();
        for lang in Lang::ALL {
            let words = Words::of(lang);
            let keys: Vec<_> = words.keys().collect();
            assert_eq!(keys, english.keys().collect::<Vec<_>>(), "{}", lang.tag());
            for key in keys {
                assert!(!words.t(key).trim().is_empty(), "{}: {key} is empty", lang.tag());
                if !key.starts_with("time.") {
                    assert_eq!(
                        blanks(words.t(key)),
                        blanks(english.t(key)),
                        "{}: {key}",
                        lang.tag()
                    );
                }
            }
        }
    }

    #[test]
    fn the_pages_use_the_words_that_there_are_and_all_of_them() {
        let words = Words::of(Lang::En);
        let known: BTreeSet<String> = words.keys().map(str::to_owned).collect();
        let tables = words.keys().filter_map(|key| key.split_once('.')).map(|(table, _)| table);
        let used = used(&tables.collect());
        assert_eq!(
            used.difference(&known).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "no such word"
        );
        assert_eq!(
            known.difference(&used).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "never said"
        );
    }
}
