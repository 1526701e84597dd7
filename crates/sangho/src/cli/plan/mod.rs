//! `sangho plan`: problems in JSON, planned, checked, bounded, explained. One file per verb.
//!
//! Each verb makes an [`Answer`] from what it was given and prints nothing; printing is here.

mod bound;
mod check;
mod compare;
mod effort;
mod explain;
mod hold;
mod import;
mod input;
mod overbook;
mod replan;
mod shuttles;
mod solve;
#[cfg(test)]
mod tests;
mod words;

use std::io::Write as _;

use clap::Subcommand;
use serde::Serialize;

use super::{Exit, Failure};

/// What `plan` takes: a verb, or a problem alone, which is solved.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(arg_required_else_help = true, after_help = HELP)]
pub(super) struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
    #[command(flatten)]
    short: solve::Args,
}

const HELP: &str = "`sangho plan FILE` is short for `sangho plan solve FILE`. With a verb, \
    `--json` stands\nbefore `plan` or after the verb.\n\
    Forms of all files: crates/seat-planner/README.md and docs/json.md.\n\n\
    Example, from an instance to what may go wrong with its plan:\n  \
    sangho plan import synthetic S.txt > problem.json\n  \
    sangho plan solve problem.json --seconds 10 --json > plan.json\n  \
    sangho plan check problem.json plan.json\n  \
    sangho plan explain problem.json plan.json";

#[derive(Debug, Subcommand)]
enum Verb {
    /// Plan a problem, and prove how far the plan is from the best possible.
    Solve(solve::Args),
    /// Check a plan against its problem, with nothing shared with the planner; name every fault.
    Check(check::Args),
    /// Prove what no plan of a problem can do better than.
    Bound(bound::Args),
    /// Plan each nation alone, then both together, and say what each gains.
    Compare(compare::Args),
    /// Plan anew after something has happened, and list everybody affected, with the reason.
    Replan(replan::Args),
    /// Say why the plan is as it is: of a party, of a lift, or every deadline.
    Explain(explain::Args),
    /// Run a plan many times with delays drawn from ranges, and say whether it holds.
    Hold(hold::Args),
    /// Say how many to confirm beyond the seats, and how many to have on stand-by.
    Overbook(overbook::Args),
    /// Read a public instance, and print it as a problem that `plan solve` takes.
    #[command(subcommand)]
    Import(import::Format),
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

impl Args {
    /// Quiet: no progress bar.
    fn answer(&self, quiet: bool) -> Result<Answer, Failure> {
        match &self.verb {
            Some(verb) => answer(verb, quiet),
            None => solve::answer(&self.short, quiet),
        }
    }
}

pub(super) fn run(args: &Args, json: bool) -> Result<(), Failure> {
    let answer = args.answer(json)?;
    answer.print(json)
}

fn answer(verb: &Verb, quiet: bool) -> Result<Answer, Failure> {
    match verb {
        Verb::Solve(args) => solve::answer(args, quiet),
        Verb::Check(args) => check::answer(args),
        Verb::Bound(args) => bound::answer(args, quiet),
        Verb::Compare(args) => compare::answer(args, quiet),
        Verb::Replan(args) => replan::answer(args, quiet),
        Verb::Explain(args) => explain::answer(args),
        Verb::Hold(args) => hold::answer(args, quiet),
        Verb::Overbook(args) => overbook::answer(args),
        Verb::Import(format) => import::answer(format),
    }
}
