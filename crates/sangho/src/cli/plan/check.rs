//! `sangho plan check`: the independent checker on a plan of anybody's.

use std::path::PathBuf;

use seat_planner::{Fault, Plan, Problem, check, summary};

use super::input::{self, Given};
use super::{Answer, Exit, Failure, shuttles, words};

/// What `plan check` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit code 7 if the plan breaks a rule.\n\n\
    Example:\n  sangho plan check problem.json plan.json")]
pub(super) struct Args {
    /// The problem in JSON, of seats or of shuttles.
    pub(super) problem: PathBuf,
    /// The plan in JSON, alone or as `plan solve --json` printed it.
    pub(super) plan: PathBuf,
}

pub(super) fn answer(args: &Args) -> Result<Answer, Failure> {
    let given = input::given(&args.problem, &input::read(&args.problem)?)?;
    let text = input::read(&args.plan)?;
    match given {
        Given::Seats(problem) => seats(&problem, &input::parse_plan(&args.plan, &text)?),
        Given::Shuttles(file) => {
            shuttles::check(&file, &shuttles::parse_routes(&args.plan, &text)?)
        }
    }
}

/// A plan that breaks rules, each named.
pub(super) fn refused(details: Vec<String>) -> Failure {
    let what = "the plan breaks the rules listed; mend it there, or plan anew";
    Failure::new(Exit::Unverified, "plan-refused", what).with(details)
}

pub(super) fn seats(problem: &Problem, plan: &Plan) -> Result<Answer, Failure> {
    let faults = match check(problem, plan) {
        Ok(checked) => {
            let summary = summary(problem, plan);
            let mut text = "the plan keeps every rule\n".to_owned();
            words::head(&mut text, &summary);
            let json = serde_json::json!({ "sound": true, "faults": [],
                "score": checked.score(), "summary": summary });
            return Answer::new(text, &json);
        }
        Err(faults) => faults,
    };
    let json = serde_json::json!({ "sound": false, "faults": faults, "score": null,
        "summary": null });
    let text = format!("rules broken: {}, in {} places\n", rules(&faults), faults.len());
    let details = faults.iter().map(detail).collect();
    Ok(Answer::new(text, &json)?.but(Some(refused(details))))
}

/// How many different rules are broken.
fn rules(faults: &[Fault]) -> usize {
    faults.iter().map(|fault| fault.rule).collect::<std::collections::BTreeSet<_>>().len()
}

/// A fault with all that it is about.
fn detail(fault: &Fault) -> String {
    let mut text = fault.to_string();
    if let Some(party) = &fault.party {
        text.push_str(&format!(" [party {party}]"));
    }
    if let Some(lift) = &fault.lift {
        text.push_str(&format!(" [lift {lift}]"));
    }
    if let Some(minute) = fault.minute {
        text.push_str(&format!(" [minute {minute}]"));
    }
    text
}
