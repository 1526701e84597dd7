//! A TOML document as rows with a path and a line, so that every mistake in it can be named and
//! placed.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::errors::ScenarioError;

/// Nobody reads more mistakes than this at once.
const MOST_ERRORS: usize = 200;

/// One table of the document.
#[derive(Clone)]
pub(super) struct Row<'t> {
    /// Dotted path; empty for the document.
    pub(super) path: String,
    pub(super) table: &'t DeTable<'t>,
    pub(super) at: usize,
}

impl<'t> Row<'t> {
    /// Path of a key of this table.
    pub(super) fn key(&self, key: &str) -> String {
        join(&self.path, key)
    }

    pub(super) fn get(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table.get(key)
    }
}

/// The document and the mistakes found in it so far.
pub(super) struct Sheet<'t> {
    file: String,
    line_starts: Vec<usize>,
    root: &'t Spanned<DeTable<'t>>,
    errors: Vec<ScenarioError>,
}

impl<'t> Sheet<'t> {
    pub(super) fn new(file: &str, text: &str, root: &'t Spanned<DeTable<'t>>) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        let line_starts = newlines.map(|(at, _)| at.saturating_add(1)).collect();
        Self { file: file.to_owned(), line_starts, root, errors: Vec::new() }
    }

    pub(super) fn root(&self) -> Row<'t> {
        Row { path: String::new(), table: self.root.get_ref(), at: 0 }
    }

    pub(super) fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    /// The mistakes, in the order of the file.
    pub(super) fn into_errors(mut self) -> Vec<ScenarioError> {
        self.errors.sort_by_key(|e| e.line.unwrap_or(0));
        self.errors.truncate(MOST_ERRORS);
        self.errors
    }

    /// Notes a mistake at a byte of the file.
    pub(super) fn fault_at(
        &mut self,
        code: &'static str,
        key: String,
        at: Option<usize>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let line = at.map(|at| self.line_starts.partition_point(|start| *start <= at) + 1);
        let (what, remedy) = (what.into(), remedy.into());
        self.errors.push(ScenarioError { code, file: self.file.clone(), key, line, what, remedy });
    }

    /// Notes a mistake at a path; the line is that of the path, or of the nearest row around it.
    pub(super) fn fault(
        &mut self,
        code: &'static str,
        key: impl Into<String>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let key = key.into();
        let mut around = key.as_str();
        let at = loop {
            if let Some(at) = self.resolve(around) {
                break Some(at);
            }
            match around.rsplit_once('.') {
                Some((outer, _)) => around = outer,
                None => break None,
            }
        };
        self.fault_at(code, key, at, what, remedy);
    }

    /// Where in the file a dotted path is: rows of a list by their `id` or their number from 0.
    pub(super) fn resolve(&self, path: &str) -> Option<usize> {
        let (first, rest) = match path.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (path, None),
        };
        let (key, mut here) = self.root.get_ref().get_key_value(first)?;
        let mut at = key.span().start;
        for part in rest.into_iter().flat_map(|rest| rest.split('.')) {
            here = match here.get_ref() {
                DeValue::Table(table) => {
                    let (key, value) = table.get_key_value(part)?;
                    at = key.span().start;
                    value
                }
                DeValue::Array(list) => {
                    let named = list.iter().find(|row| id_of(row) == Some(part));
                    let row = named.or_else(|| list.get(part.parse::<usize>().ok()?))?;
                    at = row.span().start;
                    row
                }
                _ => return None,
            };
        }
        Some(at)
    }

    /// The `id`s of the rows of a list of the document, good or bad, so that one bad row causes one
    /// mistake only.
    pub(super) fn ids(&self, list: &str) -> Vec<&'t str> {
        let rows = self.root.get_ref().get(list).and_then(|v| v.get_ref().as_array());
        rows.into_iter().flat_map(|rows| rows.iter()).filter_map(id_of).collect()
    }
}

/// The `id` of a row of a list.
pub(super) fn id_of<'t>(row: &'t Spanned<DeValue<'t>>) -> Option<&'t str> {
    row.get_ref().as_table()?.get("id")?.get_ref().as_str()
}

/// Joins a path and a key.
pub(super) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
