//! The command line: one file per verb, one meaning per exit code.

mod drill;
mod exit;

use clap::{Parser, Subcommand};

pub use exit::{Exit, Failure};

/// Two nations bring each other's citizens home.
#[derive(Debug, Parser)]
#[command(name = "sangho", version, max_term_width = 100, after_help = exit::HELP)]
pub struct Cli {
    /// Print one JSON object instead of words.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Play a scenario through both nations' rooms, in memory: as it happened, and as planned
    /// alone and pooled.
    Drill(drill::Args),
}

impl Cli {
    /// Carries out what was asked for. The result goes to standard output, progress and errors to
    /// standard error.
    #[must_use]
    pub fn run(self) -> Exit {
        let json = self.json;
        let done = match self.verb {
            Verb::Drill(args) => drill::run(&args, json),
        };
        match done {
            Ok(()) => Exit::Done,
            Err(failure) => failure.print(json),
        }
    }
}
