//! The files that git knows, read once.

use std::collections::BTreeSet;
use std::fs;

use crate::shell;

/// A text file of the repository.
pub(crate) struct Source {
    /// Its path from the root, with `/`.
    pub(crate) path: String,
    /// What it says.
    pub(crate) text: String,
}

/// All that the rules look at.
pub(crate) struct House {
    /// The text files.
    pub(crate) files: Vec<Source>,
    /// Every path, binary files too.
    pub(crate) paths: BTreeSet<String>,
}

impl House {
    /// Reads what `git ls-files` lists; a file that is deleted or not text is no `Source`.
    pub(crate) fn read() -> Result<Self, String> {
        let list = shell::capture(&mut shell::program("git", &["ls-files", "-z"]))?;
        let mut house = Self { files: Vec::new(), paths: BTreeSet::new() };
        for path in list.split('\0').filter(|path| !path.is_empty()) {
            house.paths.insert(path.to_owned());
            if let Ok(text) = fs::read_to_string(path) {
                house.files.push(Source { path: path.to_owned(), text });
            }
        }
        Ok(house)
    }

    /// The file at `path`.
    pub(crate) fn get(&self, path: &str) -> Option<&Source> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The files whose name ends so.
    pub(crate) fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = &'a Source> {
        self.files.iter().filter(move |file| file.path.ends_with(end))
    }

    /// A house of these files, for tests.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let files: Vec<Source> = files
            .iter()
            .map(|(path, text)| Source { path: (*path).to_owned(), text: (*text).to_owned() })
            .collect();
        let paths = files.iter().map(|file| file.path.clone()).collect();
        Self { files, paths }
    }
}

impl Source {
    /// The lines with their numbers, counted from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }
}
