//! `sangho plan replan`: a published plan, what has happened since, and a plan for the rest.

use std::fmt::Write as _;
use std::path::PathBuf;

use seat_planner::replan::{
    Affected, Because, Change, Events, Replan, ReplanOptions, Travel, check_replan, replan,
};

use super::effort::{Rounds, waiting};
use super::{Answer, Exit, Failure, input, words};

/// What `plan replan` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "PROBLEM and PLAN may both be what an earlier `plan replan --json` \
    printed: then it is\nre-planned again.\n\n\
    Example:\n  echo '{\"version\": 1, \"now\": 100, \"events\": [{\"lift-lost\": {\"lift\": \
    \"kr-1\"}}]}' > events.json\n  \
    sangho plan replan problem.json plan.json --events events.json")]
pub(super) struct Args {
    /// The problem in JSON that the plan was made for.
    pub(super) problem: PathBuf,
    /// The published plan in JSON.
    pub(super) plan: PathBuf,
    /// What has happened, and the present minute, in JSON.
    #[arg(long, value_name = "FILE")]
    pub(super) events: PathBuf,
    /// What it costs to change one person's journey that is still possible, in tenths of a
    /// weighted minute.
    #[arg(long, value_name = "TENTHS", default_value_t = 600)]
    pub(super) change_price: i64,
    /// Of all parties, at most so many in a hundred are moved beside those who must.
    #[arg(long, value_name = "PERCENT", default_value_t = 5)]
    pub(super) others: u32,
    #[command(flatten)]
    pub(super) rounds: Rounds,
}

pub(super) fn answer(args: &Args, quiet: bool) -> Result<Answer, Failure> {
    let problem = input::problem(&args.problem)?;
    let published = input::plan(&args.plan)?;
    let events: Events = input::EVENTS.read(&args.events)?;
    let options = ReplanOptions {
        seed: args.rounds.seed,
        rounds: args.rounds.effort,
        change_price: args.change_price,
        others_percent: args.others,
    };
    let after = waiting(quiet, || replan(&problem, &published, &events, &options));
    let after = after.map_err(|error| {
        let what = format!("{}: {} {}", error.at(), error.what(), error.remedy());
        Failure::new(Exit::BadInput, error.code(), what)
    })?;
    check_replan(&problem, &published, &events, &after).map_err(|breaches| {
        let details = breaches.iter().map(ToString::to_string).collect();
        let what = "the checker refuses the re-plan; report it with problem, plan and events";
        Failure::new(Exit::Failed, "replan-faults", what).with(details)
    })?;
    Answer::new(said(&after, &events), &after)
}

fn said(after: &Replan, events: &Events) -> String {
    let counts = &after.counts;
    let mut text = String::new();
    for change in
        [Change::Moved, Change::Lost, Change::Gained, Change::Waiting, Change::Gone, Change::Kept]
    {
        let number = after.affected.iter().filter(|one| one.change == change).count();
        let _ = write!(text, "{number} {}, ", name(change));
    }
    let _ = writeln!(text, "of {} parties", counts.parties);
    let _ = writeln!(
        text,
        "{} could not keep their journey, {} others moved, {} as published",
        counts.must, counts.others, counts.kept
    );
    words::list(&mut text, &after.affected, |one| line(one, events));
    text
}

fn name(change: Change) -> &'static str {
    match change {
        Change::Kept => "kept",
        Change::Moved => "moved",
        Change::Lost => "lost",
        Change::Gained => "gained",
        Change::Waiting => "waiting",
        Change::Gone => "gone",
    }
}

fn line(one: &Affected, events: &Events) -> String {
    let (before, after) = (travels(&one.before), travels(&one.after));
    let mut line = format!("{:<8}{}: {before} -> {after}; ", name(one.change), one.party);
    line.push_str(&because(one.because, events));
    if let Some(reason) = one.left {
        let _ = write!(line, "; left ({}): {}", reason.code(), words::reason(reason));
    }
    line
}

fn travels(travels: &[Travel]) -> String {
    let each: Vec<String> = travels.iter().map(|travel| words::rides(&travel.rides)).collect();
    if each.is_empty() { "nothing".to_owned() } else { each.join(" / ") }
}

fn because(because: Because, events: &Events) -> String {
    match because {
        Because::Event(number) => {
            let event = events.events.get(number).map_or("unknown", |event| event.name());
            format!("event {number}, {event}")
        }
        Because::Better(tenths) => format!("its own journey is {} better", words::hours(tenths)),
        Because::MakesRoom => "it makes room for who would not get out otherwise".to_owned(),
        Because::RoomAtLast => "there is room, or a way, where there was none".to_owned(),
    }
}
