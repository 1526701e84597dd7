//! `sangho plan hold`: whether a plan holds when things are late.

use std::fmt::Write as _;
use std::path::PathBuf;

use seat_planner::robust::{LiftChance, Robust, Spread, robust};

use super::effort::waiting;
use super::{Answer, Exit, Failure, input, words};

/// What `plan hold` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example, every leg up to an hour late, most often ten minutes:\n  \
    echo '{\"version\": 1, \"travel\": {\"min\": 0, \"mode\": 10, \"max\": 60}}' > spread.json\n  \
    sangho plan hold problem.json plan.json --spread spread.json")]
pub(super) struct Args {
    /// The problem in JSON.
    pub(super) problem: PathBuf,
    /// Its plan in JSON.
    pub(super) plan: PathBuf,
    /// How late things can be, in JSON.
    #[arg(long, value_name = "FILE")]
    pub(super) spread: PathBuf,
    /// How many runs: 1 to 1,000,000.
    #[arg(long, default_value_t = 1_000)]
    pub(super) runs: u32,
    /// Seed of what is drawn; the same seed gives the same answer on every machine.
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
}

pub(super) fn answer(args: &Args, quiet: bool) -> Result<Answer, Failure> {
    let (problem, checked) = input::checked(&args.problem, &args.plan)?;
    let spread: Spread = input::SPREAD.read(&args.spread)?;
    let run = || robust(&problem, &checked, &spread, args.seed, args.runs);
    let fared = waiting(quiet, run).map_err(|error| {
        let what = format!("{}: {} {}", error.at(), error.what(), error.remedy());
        Failure::new(Exit::BadInput, error.code(), what)
    })?;
    Answer::new(said(&fared), &fared)
}

fn said(fared: &Robust) -> String {
    let mut text = format!("holds whole  {} of {} runs\n", words::gap(fared.whole), fared.runs);
    let _ = writeln!(text, "out          {:.1} of {} planned", fared.out, fared.planned_out);
    let mut lifts: Vec<&LiftChance> = fared.lifts.iter().collect();
    lifts.sort_by(|a, b| a.with_everybody.total_cmp(&b.with_everybody));
    let _ = writeln!(text, "lifts, the weakest first: with everybody, at all, minutes late");
    words::list(&mut text, &lifts, |lift| {
        let (whole, flies) = (words::gap(lift.with_everybody), words::gap(lift.flies));
        format!("{:<24} {whole:>9} {flies:>9} {:>7.1}", lift.lift.as_str(), lift.late)
    });
    if !fared.breaks.is_empty() {
        let _ = writeln!(text, "boardings that fail, those that cost the most people first");
    }
    words::list(&mut text, &fared.breaks, |one| {
        let from = one.from.as_ref().map_or("their start", |lift| lift.as_str());
        let (chance, people) = (words::gap(one.chance), one.people);
        let (to, leg, slack) = (&one.to, one.leg, one.slack);
        format!("{from} > {to} leg {leg}: {chance}, {people:.1} people, {slack} minutes planned")
    });
    text
}
