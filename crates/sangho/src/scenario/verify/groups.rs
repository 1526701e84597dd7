//! Groups: numbers that add up, rides that connect, an end that follows from the rides.

use std::collections::BTreeSet;

use super::super::errors::shown;
use super::super::facts::{
    Boarding, Citizens, Ends, Group, LiftFact, RideFact, Scenario, Source, Standing,
};
use super::super::rows::Sheet;
use super::{known, place};

/// Checks one group.
pub(super) fn group(
    facts: &Scenario,
    group: &Group,
    places: &BTreeSet<&str>,
    sheet: &mut Sheet<'_>,
) {
    let path = format!("group.{}", group.id);
    known(places, &group.place, format!("{path}.place"), sheet);
    numbers(group, &path, sheet);
    lists(group, &path, sheet);
    boarding(group, &path, sheet);
    let mut at = Some(group.place.as_str());
    let mut from = &group.ready;
    for (n, ride) in group.rides.iter().enumerate() {
        let key = format!("{path}.rides.{n}");
        if at.is_some_and(|at| at != ride.from) {
            let what = "The ride does not begin where the people are.";
            let remedy = "Correct the place of the group, or the order of the rides.";
            sheet.fault("rides-do-not-connect", key.clone(), what, remedy);
        }
        at = Some(ride.to.as_str());
        let Some(lift) = facts.lifts.iter().find(|lift| lift.id == ride.lift) else {
            if !sheet.ids("lift").contains(&ride.lift.as_str()) {
                let what = format!("There is no lift {}.", shown(&ride.lift));
                sheet.fault("unknown-lift", key, what, "Write the id of a [[lift]].");
            }
            continue;
        };
        allowed(facts, group, lift, &key, sheet);
        if n == 0 {
            in_time(group, lift, &path, sheet);
        }
        let Some((departs, arrives)) = part(lift, ride) else {
            let what = "The lift does not go from there to there.";
            sheet.fault("not-on-the-way", key, what, "Correct from or to.");
            continue;
        };
        if group.rode() && departs < from {
            let what = "The lift departs before the people can be there.";
            let remedy = "Correct ready, the order of the rides, or the times of the lifts.";
            sheet.fault("ready-too-late", key, what, remedy);
        }
        from = arrives;
    }
    end(facts, group, &path, sheet);
}

/// Departure and arrival of the part of a lift's way that a ride covers.
fn part<'f>(
    lift: &'f LiftFact,
    ride: &RideFact,
) -> Option<(&'f jiff::ZonedDateTime, &'f jiff::ZonedDateTime)> {
    let on = lift.legs.iter().position(|leg| leg.from == ride.from)?;
    let mut rest = lift.legs.iter().skip(on);
    let departs = &lift.legs.get(on)?.departs;
    rest.find(|leg| leg.to == ride.to).map(|leg| (departs, &leg.arrives))
}

fn numbers(group: &Group, path: &str, sheet: &mut Sheet<'_>) {
    let people = u64::from(group.people);
    let of = |key: &str| format!("{path}.{key}");
    let housed: u64 =
        group.households.iter().map(|h| u64::from(h.size).saturating_mul(h.count.into())).sum();
    let homes: u64 = group.households.iter().map(|h| u64::from(h.count)).sum();
    if people == 0 || housed != people {
        let what = format!("The households hold {housed} people, the group {people}.");
        let remedy = "Correct people or households; nobody is no group.";
        sheet.fault("wrong-sum", of("households"), what, remedy);
    }
    let citizens: u64 = group.citizens.iter().map(|c: &Citizens| u64::from(c.people)).sum();
    if citizens != people {
        let what = format!("The citizens add up to {citizens}, the group to {people}.");
        sheet.fault("wrong-sum", of("citizens"), what, "Correct citizens or people.");
    }
    let (ages, needs) = (group.ages, group.needs);
    let minors = [ages.under_2, ages.under_10, ages.under_18].map(u64::from).iter().sum::<u64>();
    if minors > housed.saturating_sub(homes) {
        let what = "There are more children than households with an adult can hold.";
        sheet.fault("wrong-sum", of("ages"), what, "Lower the ages, or make households larger.");
    }
    let pregnant = u64::from(needs.pregnant);
    let old = u64::from(ages.over_64);
    if pregnant > homes || old.saturating_add(pregnant).saturating_add(minors) > people {
        let what = "There are too few adults under 65 for the pregnant, or too few adults.";
        sheet.fault("wrong-sum", of("needs"), what, "Lower pregnant or over_64.");
    }
    let helped = [needs.wheelchair, needs.stretcher, needs.pregnant, needs.ill];
    let helped: u64 = helped.map(u64::from).iter().sum();
    if helped > people.saturating_sub(u64::from(ages.under_2)) {
        let what = "More people need help than there are.";
        sheet.fault("wrong-sum", of("needs"), what, "Lower the needs.");
    }
}

fn lists(group: &Group, path: &str, sheet: &mut Sheet<'_>) {
    if group.registers.is_empty() {
        let what = "The people are on nobody's list.";
        let remedy = "Add registers: everybody reaches the system by some list.";
        sheet.fault("on-no-list", format!("{path}.registers"), what, remedy);
    }
    let order = "Correct from or until.";
    for (n, register) in group.registers.iter().enumerate() {
        if register.until < register.from {
            let key = format!("{path}.registers.{n}.until");
            sheet.fault("ends-before-start", key, "The last form precedes the first.", order);
        }
    }
    for (n, change) in group.changes.iter().enumerate() {
        if change.until < change.from {
            let key = format!("{path}.changes.{n}.until");
            sheet.fault("ends-before-start", key, "The latest precedes the earliest.", order);
        }
    }
}

/// A name that comes after the lift has left cannot have been on it.
fn in_time(group: &Group, lift: &LiftFact, path: &str, sheet: &mut Sheet<'_>) {
    let Some(leg) = lift.legs.first() else { return };
    for (n, register) in group.registers.iter().enumerate() {
        if register.until > leg.departs {
            let key = format!("{path}.registers.{n}.until");
            let what = "The last form comes after the lift has left.";
            sheet.fault("form-too-late", key, what, "Correct until, or the time of the lift.");
        }
    }
}

fn boarding(group: &Group, path: &str, sheet: &mut Sheet<'_>) {
    let key = format!("{path}.boarding");
    if (group.boarding == Boarding::None) != group.rides.is_empty() {
        let what = "Rides and boarding contradict each other.";
        let remedy = "Without rides write boarding = \"none\"; with rides another word.";
        sheet.fault("bad-boarding", key.clone(), what, remedy);
    }
    let stands = group.registers.iter().any(|register| register.source == Source::WalkIn);
    if group.boarding == Boarding::WalkIn && !stands {
        let what = "Walk-ins are on no list of walk-ins.";
        let remedy = "Add a register with source = \"walk-in\".";
        sheet.fault("bad-boarding", key, what, remedy);
    }
}

/// Nobody rides on another nation's lift without an offer to theirs or an invitation.
fn allowed(facts: &Scenario, group: &Group, lift: &LiftFact, key: &str, sheet: &mut Sheet<'_>) {
    let invited = group.nation == lift.operator || lift.invited.contains(&group.nation);
    let offered =
        facts.offers.iter().any(|offer| offer.lift == lift.id && offer.to == group.nation);
    if !invited && !offered && facts.offers.len() == sheet.ids("offer").len() {
        let what = format!("People of {} ride a lift of {}.", group.nation, lift.operator);
        let remedy = "Add an [[offer]], or name the nation in invited of the lift.";
        sheet.fault("not-invited", key.to_owned(), what, remedy);
    }
}

/// Where people end follows from where their last ride took them.
fn end(facts: &Scenario, group: &Group, path: &str, sheet: &mut Sheet<'_>) {
    let key = format!("{path}.ends");
    let arrived = matches!(group.ends, Ends::Home | Ends::Haven | Ends::Transferred);
    if !group.rode() {
        if matches!(group.ends, Ends::Home | Ends::Haven) {
            let what = "People who rode nothing are said to have arrived.";
            sheet.fault("bad-end", key, what, "Correct ends, or add rides.");
        }
        return;
    }
    let Some(last) = group.rides.last().and_then(|ride| place(facts, &ride.to)) else {
        return;
    };
    let home = last.standing == Standing::Home && last.country == group.nation;
    let fits = match group.ends {
        Ends::Home => home,
        Ends::Haven => !home && last.standing != Standing::Danger,
        _ => true,
    };
    if !fits || (!arrived && last.standing != Standing::Danger && group.ends != Ends::Deceased) {
        let what = format!("The last ride ends in {}, which contradicts the end.", last.id);
        let remedy = "home: in their own nation; haven: in another safe place.";
        sheet.fault("bad-end", key, what, remedy);
    }
}
