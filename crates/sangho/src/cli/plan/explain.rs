//! `sangho plan explain`: why the plan is as it is, and how many minutes are left where.

use std::fmt::Write as _;
use std::path::PathBuf;

use seat_planner::explain::{
    Alternative, CheckIn, Deadline, DeadlineKind, ExplainError, LiftWhy, Obstacle, PartyWhy,
    Remedy, RideWhy, SeatWorth, Short, Why, check_ins, deadlines, seat_worth,
};
use serde_json::Value;

use super::{Answer, Exit, Failure, input, words};

/// What `plan explain` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Without --party, --lift or --seats: every deadline, the tightest first, \
    and how fast\ncheck-in has to go.\n\nExamples:\n  \
    sangho plan explain problem.json plan.json\n  \
    sangho plan explain problem.json plan.json --party p3 --lift kr-1")]
pub(super) struct Args {
    /// The problem in JSON.
    pub(super) problem: PathBuf,
    /// Its plan in JSON.
    pub(super) plan: PathBuf,
    /// Why this party rides what it rides, what else there is, what would let it out.
    #[arg(long, value_name = "ID")]
    pub(super) party: Option<String>,
    /// Why this lift flies with empty seats.
    #[arg(long, value_name = "ID")]
    pub(super) lift: Option<String>,
    /// What one more seat would be worth on each leg.
    #[arg(long)]
    pub(super) seats: bool,
}

pub(super) fn answer(args: &Args) -> Result<Answer, Failure> {
    let (problem, checked) = input::checked(&args.problem, &args.plan)?;
    let mut text = String::new();
    let mut json = serde_json::Map::new();
    if args.party.is_some() || args.lift.is_some() {
        let why = Why::new(&problem, &checked).map_err(|error| input::unsound(&error))?;
        if let Some(id) = &args.party {
            let answer = why.party(&id.as_str().into()).map_err(nothing)?;
            party(&mut text, &answer);
            json.insert("party".to_owned(), value(&answer)?);
        }
        if let Some(id) = &args.lift {
            let answer = why.lift_filled(&id.as_str().into()).map_err(nothing)?;
            lift(&mut text, &answer);
            json.insert("lift".to_owned(), value(&answer)?);
        }
    }
    if args.seats {
        let flown = problem.flown(&checked.plan().itineraries);
        let worth = seat_worth(&flown).map_err(|error| input::unsound(&error))?;
        seats(&mut text, &worth);
        json.insert("seats".to_owned(), value(&worth)?);
    }
    if json.is_empty() {
        let (times, rates) =
            (deadlines(&problem, checked.plan()), check_ins(&problem, checked.plan()));
        all(&mut text, &times, &rates);
        json.insert("deadlines".to_owned(), value(&times)?);
        json.insert("check_ins".to_owned(), value(&rates)?);
    }
    Answer::new(text, &Value::Object(json))
}

fn value(of: &impl serde::Serialize) -> Result<Value, Failure> {
    serde_json::to_value(of).map_err(|error| Failure::new(Exit::Failed, "json", error.to_string()))
}

fn nothing(error: ExplainError) -> Failure {
    let what = match error {
        ExplainError::UnknownParty => "the problem has no such party; name one of its own",
        ExplainError::UnknownLift => "the plan has no such lift; name one that it has",
    };
    Failure::new(Exit::NotFound, error.code(), what)
}

fn party(text: &mut String, why: &PartyWhy) {
    for journey in &why.journeys {
        let people = journey.share.people();
        let _ = writeln!(text, "{}: {people} people travel", why.party);
        words::list(text, &journey.rides, ride);
        others(text, &journey.alternatives);
    }
    for left in &why.left {
        let (people, code) = (left.share.people(), left.reason.code());
        let reason = words::reason(left.reason);
        let _ = writeln!(text, "{}: {people} people are left ({code}): {reason}", why.party);
        if left.remedies.is_empty() {
            let _ = writeln!(text, "  no single change would let them out");
        }
        words::list(text, &left.remedies, |one| format!("would do: {}", remedy(one)));
        others(text, &left.alternatives);
    }
    if why.journeys.is_empty() && why.left.is_empty() {
        let _ = writeln!(text, "{}: already home", why.party);
    }
}

fn ride(ride: &RideWhy) -> String {
    format!(
        "{}: there {}, closes {} ({} minutes left), {} {} > {} {}",
        ride.ride.lift,
        ride.there,
        ride.closes,
        ride.slack,
        ride.from,
        ride.departs,
        ride.to,
        ride.arrives
    )
}

fn others(text: &mut String, alternatives: &[Alternative]) {
    words::list(text, alternatives, |other| {
        let mut line = format!("instead: {}", words::rides(&other.rides));
        if other.rides.is_empty() {
            line = format!("instead: {}", other.lift);
        }
        if let Some(later) = other.later {
            let _ = write!(line, ", {later} minutes later");
        }
        let obstacles: Vec<String> = other.obstacles.iter().map(obstacle).collect();
        let why = if obstacles.is_empty() { "no better".to_owned() } else { obstacles.join("; ") };
        let _ = write!(line, ": {why}");
        line
    });
}

fn obstacle(obstacle: &Obstacle) -> String {
    match obstacle {
        Obstacle::NoSeat { short, displaces } => {
            let ids: Vec<&str> = displaces.iter().map(seat_planner::PartyId::as_str).collect();
            let what = no_room(short);
            if ids.is_empty() { what } else { format!("{what}, unless without {}", ids.join(", ")) }
        }
        Obstacle::NotEligible(owner) => format!("lifts of {owner} are not for it"),
        Obstacle::TooLate(Some(minutes)) => format!("too late by {minutes} minutes"),
        Obstacle::TooLate(None) => "too late".to_owned(),
        Obstacle::Closed => "closed".to_owned(),
        Obstacle::LeadsNowhere => "leads nowhere safe".to_owned(),
    }
}

fn remedy(remedy: &Remedy) -> String {
    match remedy {
        Remedy::MoreSeats(short) => {
            let each = short.iter().map(|short| {
                format!("{} on {} leg {}", lacking(short).join(" and "), short.lift, short.leg)
            });
            format!("more room: {}", each.collect::<Vec<_>>().join(", "))
        }
        Remedy::Consent(owner) => format!("consent of {owner} to carry them"),
        Remedy::LaterCheckIn { lift, minutes } => {
            format!("check-in of {lift} open {minutes} minutes longer")
        }
        Remedy::LaterDeadline { minutes } => format!("their deadline {minutes} minutes later"),
        Remedy::LaterHorizon { minutes } => format!("planning {minutes} minutes further"),
        Remedy::Reopened(closure) => format!("closure {closure} lifted"),
        Remedy::TravelApart => "their consent to travel apart".to_owned(),
        Remedy::LeaveBehind { baggage, pets } => {
            let counts = [(*baggage, "piece of baggage"), (*pets, "pet")];
            format!("to leave {} behind", counted(&counts).join(" and "))
        }
    }
}

/// What there is no room for.
fn no_room(short: &[Short]) -> String {
    let any = |of: fn(&Short) -> u32| short.iter().any(|short| of(short) > 0);
    let kinds: [(&str, bool); 5] = [
        ("seat", any(|short| short.seats.saturating_add(short.infants))),
        ("wheelchair position", any(|short| short.wheelchairs)),
        ("stretcher position", any(|short| short.stretchers)),
        ("room for baggage", any(|short| short.baggage)),
        ("room for pets", any(|short| short.pets)),
    ];
    let lacking: Vec<&str> = kinds.iter().filter(|(_, is)| *is).map(|(what, _)| *what).collect();
    format!("no {}", if lacking.is_empty() { "seat".to_owned() } else { lacking.join(", no ") })
}

/// How much more room it takes on one leg.
fn lacking(short: &Short) -> Vec<String> {
    counted(&[
        (short.seats.saturating_add(short.infants), "seat"),
        (short.wheelchairs, "wheelchair position"),
        (short.stretchers, "stretcher position"),
        (short.baggage, "piece of baggage"),
        (short.pets, "pet"),
    ])
}

/// Those of the counts that are not 0, in words.
fn counted(counts: &[(u32, &str)]) -> Vec<String> {
    let plural = |count: u32, what: &str| match (count, what.strip_prefix("piece")) {
        (1, _) => format!("1 {what}"),
        (_, Some(rest)) => format!("{count} pieces{rest}"),
        _ => format!("{count} {what}s"),
    };
    let some = counts.iter().filter(|(count, _)| *count > 0);
    some.map(|(count, what)| plural(*count, what)).collect()
}

fn lift(text: &mut String, why: &LiftWhy) {
    let _ = writeln!(text, "{}:", why.lift);
    words::list(text, &why.legs, |leg| {
        let (from, to, departs) = (&leg.from, &leg.to, leg.departs);
        format!("{from} {departs} > {to}: {} seats taken, {} free", leg.taken, leg.free)
    });
    words::list(text, &why.empty, |empty| {
        format!("{} people are not aboard: {}", empty.people, empty.because.name())
    });
}

fn seats(text: &mut String, worth: &[SeatWorth]) {
    let _ = writeln!(text, "one more seat is worth, weighted:");
    words::list(text, worth, |one| {
        format!("{} leg {}: {}", one.lift, one.leg, words::hours(one.tenths))
    });
}

fn all(text: &mut String, times: &[Deadline], rates: &[CheckIn]) {
    let _ = writeln!(text, "deadlines, the tightest first: minutes left");
    words::list(text, times, |one| {
        let party = one.party.as_ref().map(|id| format!(", first {id}")).unwrap_or_default();
        let (slack, minute, kind) = (one.slack, one.minute, kind(one.kind));
        let (lift, leg, people) = (&one.lift, one.leg, one.people);
        format!("{slack:>6}  {kind} by {minute}, {lift} leg {leg}: {people} people{party}")
    });
    let _ = writeln!(text, "check-in");
    words::list(text, rates, |one| {
        let (lift, leg, rate) = (&one.lift, one.leg, one.per_hour);
        let (opens, closes, people) = (one.opens, one.closes, one.people);
        format!("{lift} leg {leg}: {people} people from {opens} to {closes}, {rate} an hour")
    });
}

fn kind(kind: DeadlineKind) -> &'static str {
    match kind {
        DeadlineKind::CheckIn => "check-in",
        DeadlineKind::Change => "change",
        DeadlineKind::Latest => "out of danger",
        DeadlineKind::Closure => "closure",
        DeadlineKind::Duty => "end of duty",
        DeadlineKind::Horizon => "end of the planned time",
    }
}
