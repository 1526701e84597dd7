//! Lifts: legs that connect, times in order, nothing through a closed place, people that add up.

use std::collections::BTreeSet;

use jiff::ZonedDateTime;

use super::super::errors::shown;
use super::super::facts::{Group, Leg, LiftFact, Scenario, Where};
use super::super::nations;
use super::super::rows::Sheet;
use super::{known, place};

/// Organisations that run lifts without being a nation.
const ORGANISATIONS: [&str; 4] = ["UN", "ICRC", "IOM", "EU"];

/// Checks one lift by itself.
pub(super) fn lift(
    facts: &Scenario,
    lift: &LiftFact,
    places: &BTreeSet<&str>,
    sheet: &mut Sheet<'_>,
) {
    let path = format!("lift.{}", lift.id);
    let operator = lift.operator.as_str();
    if nations::alpha3(operator).is_none() && !ORGANISATIONS.contains(&operator) {
        let what = format!("{} is neither a nation nor an organisation.", shown(operator));
        let remedy = format!("Use a country code, or one of: {}.", ORGANISATIONS.join(", "));
        sheet.fault("unknown-nation", format!("{path}.operator"), what, remedy);
    }
    let mut before: Option<&Leg> = None;
    for (n, leg) in lift.legs.iter().enumerate() {
        let path = format!("{path}.legs.{n}");
        known(places, &leg.from, format!("{path}.from"), sheet);
        known(places, &leg.to, format!("{path}.to"), sheet);
        local(facts, &leg.from, &leg.departs, format!("{path}.departs"), sheet);
        local(facts, &leg.to, &leg.arrives, format!("{path}.arrives"), sheet);
        if leg.arrives <= leg.departs {
            let what = "It arrives before it departs.";
            let remedy = "Correct one of the times; mind the zones.";
            sheet.fault("arrives-before-departure", format!("{path}.arrives"), what, remedy);
        }
        if before.is_some_and(|last| last.to != leg.from) || leg.from == leg.to {
            let what = "The leg does not begin where the one before ended, or goes nowhere.";
            let remedy = "Correct from or to, or make two lifts of it.";
            sheet.fault("legs-do-not-connect", format!("{path}.from"), what, remedy);
        }
        if before.is_some_and(|last| leg.departs < last.arrives) {
            let what = "The leg departs before the one before has arrived.";
            let remedy = "Correct one of the times.";
            sheet.fault("departs-before-arrival", format!("{path}.departs"), what, remedy);
        }
        through(facts, leg, &path, sheet);
        before = Some(leg);
    }
    if lift.spare && lift.flown > 0 {
        let what = "A spare lift carried nobody.";
        let remedy = "Set flown = 0, or drop spare.";
        sheet.fault("spare-but-flown", format!("{path}.spare"), what, remedy);
    }
}

/// Times are written in the zone of the place where they are read off the clock.
fn local(facts: &Scenario, id: &str, time: &ZonedDateTime, key: String, sheet: &mut Sheet<'_>) {
    let Some(place) = place(facts, id) else {
        return;
    };
    if time.time_zone().iana_name() != Some(&place.zone) {
        let what = format!("The time is not in the zone of {id}.");
        let remedy = format!("Write it in {}.", place.zone);
        sheet.fault("other-zone", key, what, remedy);
    }
}

fn through(facts: &Scenario, leg: &Leg, path: &str, sheet: &mut Sheet<'_>) {
    for closure in &facts.closures {
        let shut = |at: &ZonedDateTime| {
            *at >= closure.from && closure.until.as_ref().is_none_or(|until| at < until)
        };
        let blocked = match &closure.what {
            Where::Place(place) => {
                (*place == leg.from && shut(&leg.departs))
                    || (*place == leg.to && shut(&leg.arrives))
            }
            Where::Road(from, to) => {
                let over = closure.until.as_ref().is_none_or(|until| leg.departs < *until);
                *from == leg.from && *to == leg.to && over && leg.arrives >= closure.from
            }
        };
        if blocked {
            let what = "The lift passes a place or road while it is closed.";
            let remedy = "Correct the times of the lift or of the closure.";
            sheet.fault("through-closure", path.to_owned(), what, remedy);
        }
    }
}

/// Checks the people on every lift against what it carried and what it can take.
pub(super) fn sums(facts: &Scenario, sheet: &mut Sheet<'_>) {
    for lift in &facts.lifts {
        let aboard: Vec<&Group> = facts.groups.iter().filter(|group| rides(group, lift)).collect();
        let sum = |of: fn(&Group) -> u32| aboard.iter().map(|g| u64::from(of(g))).sum::<u64>();
        let people = sum(|g| g.people);
        let path = format!("lift.{}", lift.id);
        if people != u64::from(lift.flown) {
            let what = format!("It carried {}, but the groups add up to {people}.", lift.flown);
            let remedy = "Correct flown, or the rides and boarding of the groups.";
            sheet.fault("wrong-sum", format!("{path}.flown"), what, remedy);
        }
        let laps = sum(|g| g.ages.under_2).min(u64::from(lift.seats.lap_infants));
        let need = people.saturating_sub(laps);
        if need > u64::from(lift.seats.seats) {
            let what = format!("{need} people need seats, but there are {}.", lift.seats.seats);
            let remedy = "Correct seats, lap_infants, or the groups.";
            sheet.fault("too-few-seats", format!("{path}.seats"), what, remedy);
        }
        let (chairs, lying) = (sum(|g| g.needs.wheelchair), sum(|g| g.needs.stretcher));
        if chairs > u64::from(lift.seats.wheelchairs) || lying > u64::from(lift.seats.stretchers) {
            let what = format!("{chairs} wheelchairs and {lying} stretchers have too few places.");
            let remedy = "Correct wheelchairs or stretchers of the lift, or the groups.";
            sheet.fault("too-few-places", path, what, remedy);
        }
    }
}

fn rides(group: &Group, lift: &LiftFact) -> bool {
    group.rode() && group.rides.iter().any(|ride| ride.lift == lift.id)
}
