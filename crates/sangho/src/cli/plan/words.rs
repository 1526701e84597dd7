//! Plans in words, the same for every verb.

use std::fmt::Write as _;

use seat_planner::{Carried, LiftLoad, Plan, Problem, Reason, Ride, Solution, Summary, summary};

/// The most lines of one list; `--json` has all of them.
pub(super) const MOST: usize = 40;

/// A list cut at [`MOST`] lines, and how many there are more.
pub(super) fn list<T>(text: &mut String, items: &[T], line: impl Fn(&T) -> String) {
    for item in items.iter().take(MOST) {
        let _ = writeln!(text, "  {}", line(item));
    }
    if let Some(more) = items.len().checked_sub(MOST).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more; --json has all");
    }
}

/// A gap as per cent.
pub(super) fn gap(gap: f64) -> String {
    format!("{:.2} %", gap * 100.0)
}

/// Tenths of a weighted minute as weighted hours.
pub(super) fn hours(tenths: i64) -> String {
    format!("{:.1} h", float(tenths) / 600.0)
}

#[expect(clippy::cast_precision_loss, reason = "figures to read")]
pub(super) fn float(number: i64) -> f64 {
    number as f64
}

/// A minute, or none.
pub(super) fn minute(minute: Option<i64>) -> String {
    minute.map_or_else(|| "none".to_owned(), |minute| format!("minute {minute}"))
}

/// Lifts in the order they are ridden.
pub(super) fn rides(rides: &[Ride]) -> String {
    let ids: Vec<&str> = rides.iter().map(|ride| ride.lift.as_str()).collect();
    if ids.is_empty() { "nothing".to_owned() } else { ids.join(", ") }
}

pub(super) fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NoLift => "no lift leads from there to safety",
        Reason::NotEligible => "the lifts that go are not for its nation",
        Reason::TooLate => "the lifts that go depart too early or arrive too late for it",
        Reason::NoSeat => "others have the seats, or a position is lacking",
        Reason::Closed => "a closure is in the way",
        Reason::TooMuchBaggage => "the lifts that go take less baggage than it has",
        Reason::NoPets => "the lifts that go take no pets, or fewer than it has",
    }
}

/// The whole of a solution.
pub(super) fn solution(problem: &Problem, solution: &Solution) -> String {
    let mut text = String::new();
    let summary = summary(problem, &solution.plan);
    head(&mut text, &summary);
    let total = &solution.score.total;
    let _ = writeln!(
        text,
        "protected    {} out, of at most {}",
        total.protected_out, solution.bound.protected_out
    );
    let _ = writeln!(text, "burden       {} weighted", hours(total.burden));
    let _ = writeln!(text, "gap to bound {}", gap(solution.gap));
    plan(&mut text, problem, &solution.plan, &summary);
    text
}

pub(super) fn head(text: &mut String, summary: &Summary) {
    let all = summary.out.saturating_add(summary.not_out);
    let _ = writeln!(text, "out          {} of {all}, {} home", summary.out, summary.people_home);
    let _ = writeln!(text, "last arrival {}", minute(summary.last_arrival));
    let _ = writeln!(
        text,
        "lifts        {} used, {} seats empty",
        summary.lifts_used, summary.empty_seats
    );
    let _ = writeln!(text, "households   {} split", summary.split_households);
}

fn plan(text: &mut String, problem: &Problem, plan: &Plan, summary: &Summary) {
    let sent = |load: &&LiftLoad| !plan.itineraries.iter().any(|sent| sent.vehicle == load.lift);
    let fixed: Vec<&LiftLoad> = summary.loads.iter().filter(sent).collect();
    list(text, &fixed, |load| {
        let mut line = format!("{:<24} {:>4} of {:>4}", load.lift.as_str(), load.peak, load.seats);
        carried(&mut line, load);
        line
    });
    if !problem.vehicles.is_empty() {
        vehicles(text, problem, plan, summary);
    }
    list(text, &plan.left, |left| {
        let (code, people) = (left.reason.code(), left.share.people());
        format!("left: {}, {people} people ({code}): {}", left.party, reason(left.reason))
    });
}

/// Baggage and pets, where they are limited.
fn carried(line: &mut String, load: &LiftLoad) {
    for (what, carried) in [("baggage", load.baggage), ("pets", load.pets)] {
        if let Some(Carried { peak, most }) = carried {
            let _ = write!(line, ", {what} {peak} of {most}");
        }
    }
}

/// Where each vehicle goes, with the seats taken on each leg.
fn vehicles(text: &mut String, problem: &Problem, plan: &Plan, summary: &Summary) {
    let (sent, all) = (plan.itineraries.len(), problem.vehicles.len());
    let _ = writeln!(text, "vehicles     {sent} of {all} sent (seats taken on each leg)");
    list(text, &plan.itineraries, |itinerary| {
        let load = summary.loads.iter().find(|load| load.lift == itinerary.vehicle);
        let taken = load.map(|load| load.legs.as_slice()).unwrap_or_default();
        let mut line = format!("{}:", itinerary.vehicle);
        for (number, leg) in itinerary.legs.iter().enumerate() {
            let seats = taken.get(number).copied().unwrap_or_default();
            let (from, to) = (&leg.from, &leg.to);
            let _ = write!(line, " {from} {} > {to} {} ({seats})", leg.departs, leg.arrives);
        }
        load.into_iter().for_each(|load| carried(&mut line, load));
        line
    });
}
