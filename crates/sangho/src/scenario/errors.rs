//! What is wrong with a scenario, where, and what to do about it.

use thiserror::Error;

/// One mistake in a scenario, in words for whoever wrote the file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", self.sentence())]
pub struct ScenarioError {
    /// Stable name of the kind of mistake, in kebab-case, e.g. `unknown-place`.
    pub code: &'static str,
    /// The file as it was named by the caller, or `NAME/scenario.toml` for a built-in one.
    pub file: String,
    /// Dotted path of the key, rows named by their `id`: `lift.gulf-t1.legs.0.departs`. Empty: the
    /// whole file.
    pub key: String,
    /// Line in the file, counted from 1, where one is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl ScenarioError {
    fn sentence(&self) -> String {
        let line = self.line.map(|n| format!(":{n}")).unwrap_or_default();
        let key = if self.key.is_empty() { String::new() } else { format!(" {}:", self.key) };
        format!("{}{line}:{key} {} {} [{}]", self.file, self.what, self.remedy, self.code)
    }
}

/// Text from a file, made safe and short enough to be shown in an error.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut safe: String = text.chars().take(MOST).flat_map(char::escape_debug).collect();
    if text.chars().nth(MOST).is_some() {
        safe.push('…');
    }
    format!("\"{safe}\"")
}
