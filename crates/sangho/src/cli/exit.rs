//! Exit codes and failures, the same for every verb (docs/errors.md).

use std::process::{ExitCode, Termination};

use serde::Serialize;

/// The part of `--help` on exit codes.
pub(super) const HELP: &str = "Exit codes: 0 done · 1 failed · 2 wrong usage · 3 bad input · \
     4 not found · 5 conflict · 6 not allowed by the agreement · 7 verification failed · \
     8 no plan possible · 75 try again later. \
     docs/errors.md says more; docs/json.md explains what --json prints.";

/// How a verb ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Failed for a reason that the words say.
    Failed = 1,
    /// Input that can't be understood; every mistake was named.
    BadInput = 3,
    /// What was asked for does not exist.
    NotFound = 4,
    /// Somebody else has it, or it was done differently before.
    Conflict = 5,
    /// The agreement does not allow it.
    NotAllowed = 6,
    /// What is stored is not what was written.
    Unverified = 7,
    /// No plan is possible.
    Infeasible = 8,
    /// Try again later.
    TryLater = 75,
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(self as u8)
    }
}

/// Why a verb did not do what was asked.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    #[serde(skip)]
    exit: Exit,
    /// Stable code.
    code: String,
    /// What happened and what to do.
    what: String,
    /// Each mistake, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    details: Vec<String>,
}

impl Failure {
    /// A failure in words.
    pub fn new(exit: Exit, code: impl Into<String>, what: impl Into<String>) -> Self {
        Self { exit, code: code.into(), what: what.into(), details: Vec::new() }
    }

    /// The same failure with each mistake.
    #[must_use]
    pub fn with(mut self, details: Vec<String>) -> Self {
        self.details = details;
        self
    }

    /// Tells the user, and says how the program ends.
    #[must_use]
    pub fn print(&self, json: bool) -> Exit {
        if json {
            let error = serde_json::json!({ "error": self });
            eprintln!("{error}");
        } else {
            eprintln!("sangho: {}: {}", self.code, self.what);
            self.details.iter().for_each(|detail| eprintln!("  {detail}"));
        }
        self.exit
    }
}

impl From<crate::operation::Refused> for Failure {
    fn from(refused: crate::operation::Refused) -> Self {
        let allowed = !refused.code.starts_with("agreement-");
        let exit = if allowed { Exit::Failed } else { Exit::NotAllowed };
        Self::new(exit, refused.code, refused.what)
    }
}

impl From<crate::node::Trouble> for Failure {
    fn from(trouble: crate::node::Trouble) -> Self {
        let exit = match trouble.code.as_str() {
            "store-in-use" | "store-other-identity" | "address-in-use" => Exit::Conflict,
            "store-damaged" | "agreement-signature" => Exit::Unverified,
            "config-not-found" => Exit::NotFound,
            code if code.starts_with("config-") => Exit::BadInput,
            _ => Exit::Failed,
        };
        Self::new(exit, trouble.code, trouble.what)
    }
}

impl From<crate::store::StoreError> for Failure {
    fn from(error: crate::store::StoreError) -> Self {
        crate::node::trouble(error).into()
    }
}
