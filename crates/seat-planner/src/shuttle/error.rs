//! What can be wrong with a shuttle problem or with a file of one.

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShuttleError {
    /// The problem contradicts itself.
    #[error("shuttle-contradicts: {at}: {what} Correct it there.")]
    Contradicts {
        /// Where: a path such as `vehicles[2].seats`.
        at: String,
        /// What is wrong.
        what: &'static str,
    },
    /// The search found no plan; there may be none.
    #[error("shuttle-no-plan: nobody knows whether all can be brought out. {remedy}")]
    NoPlan {
        /// What to do.
        remedy: &'static str,
    },
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {file}, line {line}: {what} {remedy}")]
pub struct ReadError {
    pub(super) code: &'static str,
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) what: String,
    pub(super) remedy: &'static str,
}

impl ReadError {
    /// A stable name for this kind of mistake: `shuttle-form` (not as the form says) or
    /// `shuttle-unknown` (a name that no other file knows).
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The file, by the name that the caller gave it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1; 0 is the file as a whole.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// What is wrong, as a sentence.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }

    /// What to do about it, as a sentence.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        self.remedy
    }
}
