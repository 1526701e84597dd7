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

use clap::Subcommand;

use super::answer::Answer;
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
