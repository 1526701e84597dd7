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
mod table;
#[cfg(test)]
mod tests;

use clap::Subcommand;

use super::answer::Answer;
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

/// Whole minutes since 1970 in UTC.
fn minute(at: jiff::Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}
