//! What is wrong with events or with a published plan: each mistake with a code, the path to it in
//! the JSON, and what to do. Identifiers are never quoted, only where they stand.

use crate::problem::ProblemError;

/// One mistake in what a re-plan was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {at}: {what} {remedy}")]
pub struct ReplanError {
    code: &'static str,
    at: String,
    what: &'static str,
    remedy: &'static str,
}

impl ReplanError {
    pub(super) fn new(
        code: &'static str,
        at: impl Into<String>,
        what: &'static str,
        remedy: &'static str,
    ) -> Self {
        Self { code, at: at.into(), what, remedy }
    }

    /// The mistake of a problem; what stands at `parties[n]` with n from `known` on came from
    /// events, whose numbers are given.
    pub(super) fn of_problem(error: &ProblemError, known: usize, added: &[usize]) -> Self {
        let path = error.at();
        let from_event = path.strip_prefix("parties[").and_then(|rest| {
            let (number, rest) = rest.split_once(']')?;
            let number = number.parse::<usize>().ok()?.checked_sub(known)?;
            Some(format!("events[{}].new-party{rest}", added.get(number)?))
        });
        let at = from_event.unwrap_or_else(|| path.to_owned());
        Self { code: error.code(), at, what: error.what(), remedy: error.remedy() }
    }

    /// A stable name for this kind of mistake, such as `unknown-lift`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Where it is: a path into the JSON, such as `events[2].lift-lost.lift`.
    #[must_use]
    pub fn at(&self) -> &str {
        &self.at
    }

    /// What is wrong, as a sentence.
    #[must_use]
    pub fn what(&self) -> &'static str {
        self.what
    }

    /// What to do about it, as a sentence.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        self.remedy
    }
}

impl From<ProblemError> for ReplanError {
    fn from(error: ProblemError) -> Self {
        Self::of_problem(&error, usize::MAX, &[])
    }
}
