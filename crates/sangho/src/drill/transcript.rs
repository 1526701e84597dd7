//! A drill's report in words: what a newcomer reads first.

use std::fmt::Write as _;

use corridor::headcount::State;
use corridor::plan::Gain;
use jiff::{Timestamp, tz::TimeZone};

use super::report::{LiftReport, OfferReport, PlanReport, Report};

/// The report as lines of text, deterministic for a scenario and a seed.
#[must_use]
pub fn transcript(report: &Report) -> String {
    let mut lines = title(report);
    lines.extend(registered(report));
    lines.extend(report.offers.iter().map(|one| offer(one, &report.lifts)));
    lines.extend(plan(report));
    let mut lifts: Vec<_> = report.lifts.iter().filter(|lift| lift.boarded > 0).collect();
    lifts.sort_by_key(|lift| lift.departs.parse::<Timestamp>().ok());
    lines.extend(lifts.into_iter().flat_map(boarded));
    lines.extend(border(report));
    lines.extend(headcount(report));
    lines.extend(log(report));
    lines.iter().fold(String::new(), |mut text, line| {
        // Writing to a string can't fail.
        let _ = writeln!(text, "{line}");
        text
    })
}

fn labelled(label: &str, text: &str) -> String {
    format!("{label:<12} {text}")
}

fn title(report: &Report) -> Vec<String> {
    let lifts = report.lifts.iter().filter(|lift| lift.boarded > 0).count();
    let people = count(report.people);
    let people = format!("{people}, invented, at the real counts · 2 nations · {lifts} lifts");
    vec![
        report.title.clone(),
        labelled("memorandum", &report.memorandum),
        labelled("people", &people),
    ]
}

fn registered(report: &Report) -> Vec<String> {
    let all = &report.registered;
    let of = |nation: &String| {
        let persons = all.persons.get(nation).copied().unwrap_or_default();
        let forms = all.forms.get(nation).copied().unwrap_or_default();
        format!("{nation} {persons} people from {forms} forms")
    };
    let nations: Vec<String> = all.persons.keys().map(of).collect();
    let merged = format!(
        "{} found twice on one nation's lists: merged ({} by an officer)",
        all.merged, all.by_officer
    );
    let dual = match all.dual_nationals {
        0 => String::new(),
        1 => " · 1 dual national".to_owned(),
        n => format!(" · {n} dual nationals"),
    };
    let once = if all.on_both_lists > 0 { ": each counted once" } else { "" };
    let both = format!("{} on both nations' lists{once}{dual}", all.on_both_lists);
    vec![labelled("registered", &nations.join(" · ")), labelled("", &merged), labelled("", &both)]
}

fn offer(offer: &OfferReport, lifts: &[LiftReport]) -> String {
    let fell_back = offer.seats.saturating_sub(offer.taken);
    let lift = lifts.iter().find(|lift| lift.id == offer.lift);
    let way =
        lift.map_or_else(String::new, |lift| format!(" {}, {}", lift.route, minute(&lift.departs)));
    labelled(
        "offer",
        &format!(
            "{}->{} {} seats on {}{way}: {} accepted, {fell_back} fell back",
            offer.by, offer.to, offer.seats, offer.lift, offer.taken,
        ),
    )
}

/// The three plans as a table, then what pooling gives to each nation.
fn plan(report: &Report) -> Vec<String> {
    let named = [("history", "history"), ("plan alone", "alone"), ("plan pooled", "pooled")];
    let rows: Vec<(&str, &PlanReport)> = named
        .into_iter()
        .filter_map(|(label, name)| Some((label, report.plans.get(name)?)))
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = [
        "out of danger",
        "home",
        "last arrival",
        "seats empty",
        "households split",
        "gap to bound",
    ];
    let mut lines = vec![row("", &head.map(str::to_owned))];
    lines.extend(rows.iter().map(|(label, plan)| row(label, &figures(plan))));
    let gains = report.pooling.iter().map(|(nation, gain)| gains(nation, gain));
    let labels = std::iter::once("pooling").chain(std::iter::repeat(""));
    lines.extend(labels.zip(gains).map(|(label, gain)| labelled(label, &gain)));
    lines
}

fn row(label: &str, cells: &[String; 6]) -> String {
    let [out, home, last, empty, split, gap] = cells;
    labelled(label, &format!("{out:>14} {home:>7} {last:>18} {empty:>12} {split:>17} {gap:>13}"))
}

fn figures(plan: &PlanReport) -> [String; 6] {
    [
        format!("{} of {}", thousands(plan.out), thousands(plan.people)),
        thousands(plan.home),
        plan.last_arrival.as_deref().map_or_else(|| "-".to_owned(), minute),
        format!("{} ({:.0} %)", thousands(plan.empty_seats), plan.empty_share * 100.0),
        thousands(plan.split_households),
        gap(plan.gap),
    ]
}

/// Nought is said only of a plan that is proven best.
fn gap(gap: f64) -> String {
    match gap * 100.0 {
        none if none <= 0.0 => "0 %".to_owned(),
        small if small < 0.1 => "< 0.1 %".to_owned(),
        percent => format!("{percent:.1} %"),
    }
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

fn boarded(lift: &LiftReport) -> Vec<String> {
    let LiftReport { id, operator, route, departs, boarded, room, .. } = lift;
    let departs = minute(departs);
    let story = format!("{boarded} of {room} places on {id}, {operator}, {route}, {departs}");
    let mut lines = vec![labelled("boarded", &story)];
    if lift.cancelled + lift.no_show + lift.walk_in > 0 {
        let why = format!(
            "{} applied, {} cancelled, {} no-show, {} walk-in",
            lift.applied, lift.cancelled, lift.no_show, lift.walk_in
        );
        lines.push(labelled("", &why));
    }
    lines
}

fn border(report: &Report) -> Vec<String> {
    let border = &report.border;
    let share = match border.passengers {
        0 => 100.0,
        all => f64::from(border.before_landing) / f64::from(all) * 100.0,
    };
    let lists = format!(
        "{} PAXLST, {} people · border answered {share:.0} % before landing",
        border.lists,
        count(border.passengers),
    );
    let answers = format!(
        "{} clear, {} refer: an officer looks at their papers, nobody is held back",
        count(border.clear),
        count(border.refer)
    );
    vec![labelled("manifests", &lists), labelled("", &answers)]
}

/// The states in the order of the closing sum. That somebody is home, and that nobody is missing,
/// is said in any case.
fn headcount(report: &Report) -> Vec<String> {
    let said = |state: State| {
        let people = report.states.get(state.as_str()).copied().unwrap_or_default();
        let always = matches!(state, State::Home | State::Missing);
        let name = state.as_str().replace('-', " ");
        (always || people > 0).then(|| format!("{name} {}", count(people)))
    };
    let states: Vec<String> = State::ALL.into_iter().filter_map(said).collect();
    let agree = if report.sums_agree { "sums agree in both nodes" } else { "SUMS DIFFER" };
    let all = if report.people == report.accounted { "every person" } else { "NOT every person" };
    let sum = format!("{all} in one state: {}", states.join(" · "));
    vec![labelled("headcount", &sum), labelled("", agree)]
}

fn log(report: &Report) -> Vec<String> {
    let log = &report.log;
    let proof = if log.witnessed {
        "heads signed by one nation, cosigned by the other, verified"
    } else {
        "HEADS DIFFER"
    };
    let (entries, crossed) = (thousands(log.entries), thousands(log.crossed));
    let crossed = format!("{entries} entries, {crossed} of them crossed, each under a clause");
    vec![labelled("log", &crossed), labelled("", proof)]
}

fn count(number: impl Into<u64>) -> String {
    thousands(number.into())
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
