//! Public and reference instance formats, read as problems.

mod synthetic;

pub use synthetic::synthetic;

/// What is wrong with an instance file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: line {line}: {what}")]
pub struct ImportError {
    code: &'static str,
    line: usize,
    what: &'static str,
}

impl ImportError {
    /// A stable name for this kind of mistake.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// What is wrong and what to do, as sentences.
    #[must_use]
    pub fn what(&self) -> &'static str {
        self.what
    }
}
