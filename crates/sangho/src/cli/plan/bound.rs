//! `sangho plan bound`: what no plan can do better than.

use std::path::PathBuf;

use seat_planner::{Bound, Problem, bound};

use super::effort::{Budget, Rounds, waiting};
use super::input::{self, Given};
use super::{Answer, Failure, shuttles, words};

/// What `plan bound` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  sangho plan bound problem.json --effort thorough")]
pub(super) struct Args {
    /// The problem in JSON, of seats or of shuttles; `-` reads standard input.
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) rounds: Rounds,
}

pub(super) fn answer(args: &Args, quiet: bool) -> Result<Answer, Failure> {
    let budget = Budget { rounds: args.rounds, seconds: None };
    match input::given(&args.file, &input::read(&args.file)?)? {
        Given::Shuttles(file) => shuttles::bound(&file, budget, quiet),
        Given::Seats(problem) => said(sharpest(&problem, budget, quiet)?),
    }
}

/// The bound of the problem itself. Where vehicles are sent, the search proves one too, the better
/// the longer it searches; what either proves is proven.
fn sharpest(problem: &Problem, budget: Budget, quiet: bool) -> Result<Bound, Failure> {
    let plain = waiting(quiet, || bound(problem)).map_err(|error| input::unsound(&error))?;
    if problem.vehicles.is_empty() {
        return Ok(plain);
    }
    let found = budget.plan(problem, None, quiet)?.bound;
    Ok(Bound {
        protected_out: plain.protected_out.min(found.protected_out),
        weighted_out: plain.weighted_out.min(found.weighted_out),
        burden: plain.burden.max(found.burden),
    })
}

fn said(bound: Bound) -> Result<Answer, Failure> {
    let text = format!(
        "protected out at most {}\nweighted out  at most {}\nburden        at least {} weighted\n",
        bound.protected_out,
        bound.weighted_out,
        words::hours(bound.burden)
    );
    Answer::new(text, &bound)
}
