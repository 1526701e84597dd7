//! `sangho plan compare`: each nation alone, both together, and what each gains.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use seat_planner::{Components, Owner, Problem, Score, Solution, compare};

use super::effort::Budget;
use super::{Answer, Exit, Failure, input, solve, words};

/// What `plan compare` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Pooled begins with the plan of alone, so it is worse for no nation.\n\n\
    Example:\n  sangho plan compare problem.json --effort quick")]
pub(super) struct Args {
    /// The problem in JSON, as pooled: each party with all owners whose lifts it may board.
    pub(super) problem: PathBuf,
    /// The problem of each nation alone; without it, the same with each party on the lifts of its
    /// own nation only.
    #[arg(long, value_name = "PROBLEM")]
    pub(super) alone: Option<PathBuf>,
    #[command(flatten)]
    pub(super) budget: Budget,
}

pub(super) fn answer(args: &Args, quiet: bool) -> Result<Answer, Failure> {
    let pooled = input::problem(&args.problem)?;
    let given = args.alone.as_ref().map(|path| input::problem(path)).transpose()?;
    let derived = given.is_none();
    let alone = given.unwrap_or_else(|| alone(&pooled));
    let budget = args.budget.part(0.5);
    let before = budget.plan(&alone, None, quiet)?;
    let after = budget.plan(&pooled, Some(&before.plan), quiet)?;
    let never_worse = after.score.never_worse_than(&before.score);
    let nations = gains(&before.score, &after.score);
    let mut text = table(&before, &after);
    text += &worse_for_none("than alone", never_worse);
    if !never_worse {
        let _ = writeln!(text, "the problem of alone allows what pooled does not");
    }
    let json = serde_json::json!({
        "alone": solve::json(&alone, &before), "pooled": solve::json(&pooled, &after),
        "nations": nations, "difference": compare(&before, &after), "never_worse": never_worse,
    });
    Ok(Answer::new(text, &json)?.but((derived && !never_worse).then(|| {
        let what = "the pooled plan is worse for a nation than its own; report it with the problem";
        Failure::new(Exit::Failed, "plan-pooled-worse", what)
    })))
}

/// The same problem, with each party on the lifts of its own nation only.
pub(super) fn alone(pooled: &Problem) -> Problem {
    let mut alone = pooled.clone();
    for party in &mut alone.parties {
        party.lifts_of.retain(|owner| *owner == party.nation);
    }
    alone
}

/// Whether fairness between nations is kept, in one line.
pub(super) fn worse_for_none(than: &str, never_worse: bool) -> String {
    let word = if never_worse { "yes" } else { "no" };
    format!("neither nation is worse {than}: {word}\n")
}

/// By nation: what pooled has more than alone; of the burden, less than 0 is better.
pub(super) fn gains(before: &Score, after: &Score) -> BTreeMap<Owner, Components> {
    let none = Components::default();
    let gain = |(nation, now): (&Owner, &Components)| {
        let then = before.by_nation.get(nation).unwrap_or(&none);
        (nation.clone(), more(then, now))
    };
    after.by_nation.iter().map(gain).collect()
}

fn more(then: &Components, now: &Components) -> Components {
    Components {
        protected_out: now.protected_out.saturating_sub(then.protected_out),
        weighted_out: now.weighted_out.saturating_sub(then.weighted_out),
        people_out: now.people_out.saturating_sub(then.people_out),
        burden: now.burden.saturating_sub(then.burden),
    }
}

fn table(before: &Solution, after: &Solution) -> String {
    let mut text = format!("{:<8}{:<34}pooled\n", "", "alone");
    let mut row = |name: &str, then: &Components, now: &Components| {
        let _ = writeln!(text, "{name:<8}{:<34}{}", figures(then), figures(now));
    };
    row("all", &before.score.total, &after.score.total);
    let none = Components::default();
    for (nation, now) in &after.score.by_nation {
        row(nation.as_str(), before.score.by_nation.get(nation).unwrap_or(&none), now);
    }
    let difference = compare(before, after);
    let (gained, lost) = (difference.gained.len(), difference.lost.len());
    let moved = difference.moved.len();
    let gaps = (words::gap(before.gap), words::gap(after.gap));
    let _ = writeln!(text, "{:<8}{:<34}{}", "gap", gaps.0, gaps.1);
    let _ = writeln!(text, "parties that travel only pooled {gained}, only alone {lost}");
    let _ = writeln!(text, "parties that ride something else {moved}");
    text
}

fn figures(of: &Components) -> String {
    format!("{} out, burden {}", of.people_out, words::hours(of.burden))
}
