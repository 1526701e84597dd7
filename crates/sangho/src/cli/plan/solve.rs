//! `sangho plan solve`: a problem in JSON, a plan with its proof.

use std::path::PathBuf;

use seat_planner::{Plan, Problem, Solution, check, summary};

use super::effort::Budget;
use super::input::{self, Given};
use super::{Answer, Exit, Failure, compare, shuttles, words};

/// What `plan solve` takes.
#[derive(Debug, clap::Args)]
#[group(id = "solve")]
#[command(after_help = "Examples:\n  sangho plan solve problem.json\n  \
    sangho plan solve problem.json --seconds 30 --json > plan.json\n  \
    sangho plan import bep BEP-5-52-12-10.txt | sangho plan solve - --effort thorough")]
pub(super) struct Args {
    /// The problem in JSON, of seats or of shuttles; `-` reads standard input.
    // Not there only where `plan` has a verb in its place.
    #[arg(required = true)]
    pub(super) file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) budget: Budget,
    /// A plan to begin with: what comes out is never worse than it, for no nation.
    #[arg(long, value_name = "PLAN")]
    pub(super) start: Option<PathBuf>,
}

pub(super) fn answer(args: &Args, quiet: bool) -> Result<Answer, Failure> {
    let Some(file) = &args.file else {
        let what = "plan has no file; name a problem, or read `sangho plan --help`";
        return Err(Failure::new(Exit::BadInput, "file", what));
    };
    match input::given(file, &input::read(file)?)? {
        Given::Shuttles(_) if args.start.is_some() => {
            let what = "shuttles are planned without --start; leave it out";
            Err(Failure::new(Exit::BadInput, "shuttle-start", what))
        }
        Given::Shuttles(file) => shuttles::solve(&file, args.budget, quiet),
        Given::Seats(problem) => {
            let start = args.start.as_ref().map(|path| input::plan(path)).transpose()?;
            let solution = args.budget.plan(&problem, start.as_ref(), quiet)?;
            solved(&problem, &solution, start.as_ref())
        }
    }
}

fn solved(problem: &Problem, solution: &Solution, start: Option<&Plan>) -> Result<Answer, Failure> {
    let summary = summary(problem, &solution.plan);
    let none_out = summary.out == 0 && summary.not_out > 0;
    let (mut words, mut json) = (words::solution(problem, solution), json(problem, solution));
    // What each nation gains over a start that can be carried out.
    if let Some(begun) = start.and_then(|start| check(problem, start).ok()) {
        let (before, after) = (begun.score(), &solution.score);
        let never_worse = after.never_worse_than(before);
        words += &compare::worse_for_none("than at the start", never_worse);
        if let Some(json) = json.as_object_mut() {
            json.insert("nations".to_owned(), serde_json::json!(compare::gains(before, after)));
            json.insert("never_worse".to_owned(), never_worse.into());
        }
    }
    let answer = Answer::new(words, &json)?;
    Ok(answer.but(none_out.then(|| {
        let what = "no plan brings anybody out; see the reason of each party";
        Failure::new(Exit::Infeasible, "plan-nobody-out", what)
    })))
}

/// A solution as every verb prints it.
pub(super) fn json(problem: &Problem, solution: &Solution) -> serde_json::Value {
    let summary = summary(problem, &solution.plan);
    serde_json::json!({ "summary": summary, "score": solution.score, "bound": solution.bound,
        "gap": solution.gap, "plan": solution.plan })
}
