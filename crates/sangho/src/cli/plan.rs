//! `sangho plan`: a problem in JSON, a plan with its proof.

use std::path::PathBuf;

use seat_planner::{Effort, Problem, check, solve, summary};

use super::{Exit, Failure};

/// The largest problem read, in bytes.
const LARGEST: u64 = 256 << 20;

/// What `plan` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The problem (its form is in crates/seat-planner/README.md); `-` reads standard input.
    file: PathBuf,
    /// Seed of the search; the same seed and effort give the same plan.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Rounds of the search: more takes longer and finds better plans.
    #[arg(long, default_value_t = 1000)]
    effort: u32,
}

pub(super) fn run(args: &Args, json: bool) -> Result<(), Failure> {
    let text = super::read(&args.file, LARGEST)?;
    let problem: Problem = serde_json::from_slice(&text).map_err(|error| {
        let what =
            format!("{}: {error}; crates/seat-planner/README.md has the form", args.file.display());
        Failure::new(Exit::BadInput, "problem-form", what)
    })?;
    problem.check_itself().map_err(|errors| {
        let details = errors.iter().map(ToString::to_string).collect();
        let what = "the problem contradicts itself; mend what is listed";
        Failure::new(Exit::BadInput, "problem-contradicts", what).with(details)
    })?;
    let effort = Effort { seed: args.seed, rounds: args.effort };
    let solution = solve(&problem, &effort, None)
        .map_err(|error| Failure::new(Exit::BadInput, "problem", error.to_string()))?;
    // The checker shares nothing with the search: what it refuses is a fault of ours.
    check(&problem, &solution.plan).map_err(|faults| {
        let details = faults.iter().map(ToString::to_string).collect();
        Failure::new(Exit::Failed, "plan-faults", "the checker refuses the plan").with(details)
    })?;
    let summary = summary(&problem, &solution.plan);
    let none_out = summary.out == 0 && summary.not_out > 0;
    if json {
        let text = serde_json::json!({ "summary": summary, "score": solution.score,
            "bound": solution.bound, "gap": solution.gap, "plan": solution.plan });
        println!("{text:#}");
    } else {
        let all = summary.out.saturating_add(summary.not_out);
        println!("out          {} of {all}, {} home", summary.out, summary.people_home);
        println!("lifts        {} used, {} seats empty", summary.lifts_used, summary.empty_seats);
        println!("households   {} split", summary.split_households);
        println!("gap to bound {:.2} %", solution.gap * 100.0);
        for load in &summary.loads {
            println!("  {:<24} {:>4} of {:>4}", load.lift.to_string(), load.peak, load.seats);
        }
        for left in &solution.plan.left {
            println!("  left: {} ({})", left.party, left.reason.code());
        }
    }
    if none_out {
        let what = "no plan brings anybody out; see the reason of each party";
        return Err(Failure::new(Exit::Infeasible, "plan-nobody-out", what));
    }
    Ok(())
}
