//! `sangho names`: persons and their names, compared and resolved. One file per verb.
//!
//! Each verb makes an [`Answer`] from what it was given and prints nothing; printing is here.

mod analyse;
mod compare;
mod language;
mod lists;
mod resolve;
mod screen;
mod screened;
#[cfg(test)]
mod tests;

use std::io::Write as _;

use clap::Subcommand;
use serde::Serialize;

use super::{Exit, Failure};

/// What `names` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Weigh whether two names are one person's, and say why, term by term.
    Compare(compare::Args),
    /// Show how a name is taken apart, and the keys that its spellings share.
    Analyse(analyse::Args),
    /// Screen people against lists of sanctioned or wanted persons and lost documents.
    ///
    /// Clears or refers, never refuses: each hit is a question to an officer, with the reasons.
    Screen(screen::Args),
    /// Find which rows of lists are one person, and which pairs an officer has to decide.
    Resolve(resolve::Args),
}

/// What a verb answers: in words, in JSON, and what failed all the same.
struct Answer {
    words: String,
    json: String,
    failure: Option<Failure>,
}

impl Answer {
    fn new(words: String, json: &impl Serialize) -> Result<Self, Failure> {
        let json = serde_json::to_string_pretty(json)
            .map_err(|error| Failure::new(Exit::Failed, "json", error.to_string()))?;
        Ok(Self { words, json, failure: None })
    }

    /// The same, but the verb ends with a failure after it is printed.
    fn but(mut self, failure: Option<Failure>) -> Self {
        self.failure = failure;
        self
    }

    fn print(self, json: bool) -> Result<(), Failure> {
        let mut text = if json { self.json } else { self.words };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        // A reader that has had enough, such as `head`, is no failure.
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
        self.failure.map_or(Ok(()), Err)
    }
}

/// The name that a text is; `which` says where it stands on the command line.
fn name(text: &str, which: &str) -> Result<person_names::Name, Failure> {
    person_names::Name::parse(text).map_err(|error| {
        let words = error.to_string();
        let words = words.split_once(": ").map_or(words.as_str(), |(_, words)| words);
        Failure::new(Exit::BadInput, error.code(), format!("{which}: {words}"))
    })
}

pub(super) fn run(args: &Args, json: bool) -> Result<(), Failure> {
    args.answer()?.print(json)
}

impl Args {
    fn answer(&self) -> Result<Answer, Failure> {
        match &self.verb {
            Verb::Compare(args) => compare::answer(args),
            Verb::Analyse(args) => analyse::answer(args),
            Verb::Screen(args) => screen::answer(args),
            Verb::Resolve(args) => resolve::answer(args),
        }
    }
}
