//! Checks that the facts of a scenario fit together.
//!
//! Names are looked up among all rows of the file, also those with a mistake of their own, so that
//! one mistake is told once. Sums over several rows are checked only when every row could be read.

mod groups;
mod lifts;

use std::collections::BTreeSet;

use jiff::ToSpan;

use super::errors::shown;
use super::facts::{Closure, OfferFact, Place, Scenario, Where};
use super::rows::Sheet;

/// Most people of a scenario. More is a typing mistake, and inventing them would take memory.
const MOST_PEOPLE: u64 = 100_000;

/// Longest time that is planned for, in hours.
const MOST_HOURS: i64 = 24 * 400;

/// Notes every contradiction of the facts.
pub(super) fn verify(facts: &Scenario, sheet: &mut Sheet<'_>) {
    let complete = sheet.is_clean();
    let places: BTreeSet<&str> = sheet.ids("place").into_iter().collect();
    for list in ["place", "lift", "offer", "group"] {
        twice(list, sheet);
    }
    span(facts, sheet);
    for (n, closure) in facts.closures.iter().enumerate() {
        self::closure(n, closure, &places, sheet);
    }
    for lift in &facts.lifts {
        lifts::lift(facts, lift, &places, sheet);
    }
    for group in &facts.groups {
        groups::group(facts, group, &places, sheet);
    }
    if complete {
        lifts::sums(facts, sheet);
        for offer in &facts.offers {
            self::offer(facts, offer, sheet);
        }
    }
}

fn twice(list: &str, sheet: &mut Sheet<'_>) {
    let mut seen = BTreeSet::new();
    for id in sheet.ids(list) {
        if !seen.insert(id) {
            let what = format!("Two rows of {list} are named {}.", shown(id));
            sheet.fault("duplicate-id", format!("{list}.{id}"), what, "Rename one of them.");
        }
    }
}

fn span(facts: &Scenario, sheet: &mut Sheet<'_>) {
    let latest = facts.declared.checked_add(MOST_HOURS.hours());
    if facts.horizon <= facts.declared || latest.is_ok_and(|latest| facts.horizon > latest) {
        let what = "The horizon is not within 400 days after the declaration.";
        sheet.fault("bad-horizon", "horizon", what, "Correct declared or horizon.");
    }
    let people: u64 = facts.groups.iter().map(|group| u64::from(group.people)).sum();
    if people > MOST_PEOPLE {
        let what = format!("There are {people} people, more than {MOST_PEOPLE}.");
        sheet.fault("too-many-people", "group", what, "Make the groups smaller.");
    }
    if facts.sources.is_empty() {
        let what = "No source is named.";
        sheet.fault("no-source", "sources", what, "Name where the facts were printed.");
    }
}

/// Notes a place that is not in the file.
fn known(places: &BTreeSet<&str>, place: &str, key: String, sheet: &mut Sheet<'_>) {
    if !places.contains(place) {
        let what = format!("There is no place {}.", shown(place));
        let remedy = "Write the id of a [[place]] of this file, or add the place.";
        sheet.fault("unknown-place", key, what, remedy);
    }
}

fn closure(n: usize, closure: &Closure, places: &BTreeSet<&str>, sheet: &mut Sheet<'_>) {
    match &closure.what {
        Where::Place(place) => known(places, place, format!("closure.{n}.place"), sheet),
        Where::Road(from, to) => {
            known(places, from, format!("closure.{n}.road.0"), sheet);
            known(places, to, format!("closure.{n}.road.1"), sheet);
        }
    }
    if closure.until.as_ref().is_some_and(|until| *until <= closure.from) {
        let key = format!("closure.{n}.until");
        let what = "The closure ends before it begins.";
        sheet.fault("ends-before-start", key, what, "Correct from or until.");
    }
}

fn offer(facts: &Scenario, offer: &OfferFact, sheet: &mut Sheet<'_>) {
    let path = format!("offer.{}", offer.id);
    let Some(lift) = facts.lifts.iter().find(|lift| lift.id == offer.lift) else {
        let what = format!("There is no lift {}.", shown(&offer.lift));
        let remedy = "Write the id of a [[lift]] of this file.";
        sheet.fault("unknown-lift", format!("{path}.lift"), what, remedy);
        return;
    };
    let departs = lift.legs.first().map(|leg| &leg.departs);
    if offer.reply_by <= offer.made || departs.is_some_and(|departs| offer.reply_by > *departs) {
        let what = "The reply is due before the offer is made, or after the lift has left.";
        let remedy = "Correct made or reply_by.";
        sheet.fault("bad-deadline", format!("{path}.reply_by"), what, remedy);
    }
    if offer.by != lift.operator {
        let what = format!("{} offers seats on a lift of {}.", offer.by, lift.operator);
        let remedy = "Only the operator of a lift can offer its seats.";
        sheet.fault("not-the-operator", format!("{path}.by"), what, remedy);
    }
    let on_list = facts.groups.iter().filter(|group| {
        group.rode()
            && group.rides.iter().any(|ride| ride.lift == offer.lift)
            && group.registers.iter().any(|register| register.with == offer.to)
    });
    let rode = on_list.fold(0u32, |sum, group| sum.saturating_add(group.people));
    if offer.taken != rode || offer.taken > offer.seats {
        let what = format!(
            "{} of {} seats are said to be taken; {rode} people on the lists of {} rode.",
            offer.taken, offer.seats, offer.to,
        );
        let remedy = "Correct taken, seats, or the groups.";
        sheet.fault("wrong-sum", format!("{path}.taken"), what, remedy);
    }
}

/// A place, if it could be read.
fn place<'f>(facts: &'f Scenario, id: &str) -> Option<&'f Place> {
    facts.places.iter().find(|place| place.id == id)
}
