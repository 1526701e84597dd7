//! What the verbs of a command answer; they print nothing themselves.

use std::io::Write as _;

use serde::Serialize;

use super::{Exit, Failure};

/// What a verb answers: in words, in JSON, and what failed all the same.
pub(super) struct Answer {
    pub(super) words: String,
    pub(super) json: String,
    pub(super) failure: Option<Failure>,
}

impl Answer {
    pub(super) fn new(words: String, json: &impl Serialize) -> Result<Self, Failure> {
        let json = serde_json::to_string_pretty(json)
            .map_err(|error| Failure::new(Exit::Failed, "json", error.to_string()))?;
        Ok(Self { words, json, failure: None })
    }

    /// The same, but the verb ends with a failure after it is printed.
    pub(super) fn but(mut self, failure: Option<Failure>) -> Self {
        self.failure = failure;
        self
    }

    pub(super) fn print(self, json: bool) -> Result<(), Failure> {
        let mut text = if json { self.json } else { self.words };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        // A reader that has had enough, such as `head`, is no failure.
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
        self.failure.map_or(Ok(()), Err)
    }
}
