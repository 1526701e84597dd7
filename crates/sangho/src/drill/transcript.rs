//! A drill's report in words: what a newcomer reads first.

use std::fmt::Write as _;

use corridor::plan::Gain;
use jiff::{Timestamp, tz::TimeZone};

use super::report::{LiftReport, PlanReport, Report};

/// The report as lines of text, deterministic for a scenario and a seed.
#[must_use]
pub fn transcript(report: &Report) -> String {
    let mut lines = vec![title(report), registered(report)];
    lines.extend(report.offers.iter().map(offer));
    lines.extend(plan(report));
    lines.extend(report.lifts.iter().filter(|lift| lift.boarded > 0).map(boarded));
    lines.extend([border(report), headcount(report), log(report)]);
    lines.iter().fold(String::new(), |mut text, line| {
        // Writing to a string can't fail.
        let _ = writeln!(text, "{line}");
        text
    })
}

fn labelled(label: &str, text: &str) -> String {
    format!("{label:<12} {text}")
}

fn title(report: &Report) -> String {
    let lifts = report.lifts.iter().filter(|lift| lift.boarded > 0).count();
    format!(
        "{} · Memorandum: {} · 2 nations · {lifts} lifts · {} people (invented), real counts",
        report.title,
        report.memorandum,
        thousands(u64::from(report.people)),
    )
}

fn registered(report: &Report) -> String {
    let all = &report.registered;
    let of = |nation: &String| {
        let persons = all.persons.get(nation).copied().unwrap_or_default();
        let forms = all.forms.get(nation).copied().unwrap_or_default();
        format!("{nation} {persons} people from {forms} forms")
    };
    let nations: Vec<String> = all.persons.keys().map(of).collect();
    let dual = match all.dual_nationals {
        0 => String::new(),
        1 => ", 1 dual national counted once".to_owned(),
        n => format!(", {n} dual nationals counted once"),
    };
    let merged = format!("{} twice on one nation's lists -> merged", all.merged);
    let officer = format!("({} by an officer)", all.by_officer);
    let both = format!("{} on both nations' lists{dual}", all.on_both_lists);
    labelled("registered", &format!("{} · {merged} {officer} · {both}", nations.join(" · ")))
}

fn offer(offer: &super::report::OfferReport) -> String {
    let fell_back = offer.seats.saturating_sub(offer.taken);
    labelled(
        "offer",
        &format!(
            "{}->{} {} seats on {}: {} accepted, {fell_back} fell back",
            offer.by, offer.to, offer.seats, offer.lift, offer.taken,
        ),
    )
}

fn plan(report: &Report) -> Vec<String> {
    let figure = |label: &str, name: &str| {
        report.plans.get(name).map(|plan| labelled(label, &figures(plan)))
    };
    let mut lines: Vec<String> = Vec::new();
    lines.extend(figure("history", "history"));
    lines.extend(figure("plan alone", "alone"));
    lines.extend(figure("plan pooled", "pooled"));
    if let (Some(alone), Some(pooled)) = (report.plans.get("alone"), report.plans.get("pooled")) {
        lines.push(labelled("pooling", &difference(alone, pooled)));
        lines
            .extend(report.pooling.iter().map(|(nation, gain)| labelled("", &gains(nation, gain))));
    }
    lines
}

fn figures(plan: &PlanReport) -> String {
    format!(
        "{} of {} out, {} home, last by {} · {} seats empty ({:.0} %) · {} households split · \
         gap to bound {:.1} %",
        plan.out,
        plan.people,
        plan.home,
        plan.last_arrival.as_deref().map_or_else(|| "-".to_owned(), minute),
        plan.empty_seats,
        plan.empty_share * 100.0,
        plan.split_households,
        plan.gap * 100.0,
    )
}

fn difference(alone: &PlanReport, pooled: &PlanReport) -> String {
    let people = i128::from(pooled.out) - i128::from(alone.out);
    let home = i128::from(pooled.home) - i128::from(alone.home);
    let seats = i128::from(pooled.empty_seats) - i128::from(alone.empty_seats);
    format!("{people:+} people out, {home:+} home, {seats:+} empty seats")
}

/// What changes for one nation's people; what does not change is not said.
fn gains(nation: &str, gain: &Gain) -> String {
    let mean = |hours: i64, people: u64| {
        hours.checked_div(i64::try_from(people).unwrap_or(i64::MAX)).unwrap_or_default()
    };
    let (sooner, later) =
        (mean(gain.hours_sooner, gain.sooner), mean(gain.hours_later, gain.later));
    let parts = [
        (gain.home_instead, "home instead of a haven".to_owned()),
        (gain.sooner, format!("sooner, by {sooner} h on average")),
        (gain.later, format!("later, by {later} h on average")),
        (gain.gained, "gain a seat".to_owned()),
        (gain.lost, "lose one".to_owned()),
    ];
    let said = parts.iter().filter(|(people, _)| *people > 0);
    let said: Vec<String> = said.map(|(people, what)| format!("{people} {what}")).collect();
    if said.is_empty() {
        return format!("{nation}: nobody is better or worse off");
    }
    format!("{nation}: {}", said.join(" · "))
}

/// The day and minute of an RFC 3339 instant, in UTC.
fn minute(text: &str) -> String {
    let at = text.parse::<Timestamp>().map(|at| at.to_zoned_datetime(TimeZone::UTC));
    at.map_or_else(|_| text.to_owned(), |at| at.strftime("%-d %b %H:%M UTC").to_string())
}

fn boarded(lift: &LiftReport) -> String {
    let mut story = format!("{} {} {}", lift.id, lift.operator, lift.route);
    if lift.cancelled + lift.no_show + lift.walk_in > 0 {
        story = format!(
            "{story}: {} applied, {} cancelled, {} no-show, {} walk-in",
            lift.applied, lift.cancelled, lift.no_show, lift.walk_in
        );
    }
    labelled("boarded", &format!("{story} -> {} of {}", lift.boarded, lift.room))
}

fn border(report: &Report) -> String {
    let border = &report.border;
    let share = match border.passengers {
        0 => 100.0,
        all => f64::from(border.before_landing) / f64::from(all) * 100.0,
    };
    labelled(
        "manifests",
        &format!(
            "{} PAXLST · {} passengers · border answered {share:.0} % before landing \
             ({} clear, {} refer)",
            border.lists, border.passengers, border.clear, border.refer,
        ),
    )
}

fn headcount(report: &Report) -> String {
    let states: Vec<String> =
        report.states.iter().map(|(state, n)| format!("{} {n}", state.replace('-', " "))).collect();
    let agree = if report.sums_agree { "sums agree in both nodes" } else { "SUMS DIFFER" };
    let all = if report.people == report.accounted { "every person" } else { "NOT every person" };
    labelled("headcount", &format!("{all} in one state: {}   {agree}", states.join(" · ")))
}

fn log(report: &Report) -> String {
    let log = &report.log;
    let proof = if log.witnessed {
        "checkpoints signed by one, cosigned by the other, verified"
    } else {
        "CHECKPOINTS DIFFER"
    };
    let (entries, crossed) = (thousands(log.entries), thousands(log.crossed));
    labelled("log", &format!("{entries} entries, {crossed} crossed under a clause, {proof}"))
}

/// A number with a comma between thousands.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
