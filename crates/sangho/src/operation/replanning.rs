//! The published seats planned again after something happened, and what changed as a fact.

use std::collections::{BTreeMap, BTreeSet};

use corridor::agreement::{Consent, DataClass};
use corridor::plan::{Changes, Facts, Kind, Renewed, Since, Ways};
use corridor::record::{HouseholdId, LiftId};
use corridor::transport::Lift;
use jiff::Timestamp;
use seat_planner::Effort;

use super::fact::{Fact, Replanned};
use super::planning::by_lift;
use super::state::State;
use super::{Node, Refused, refused};

/// Households in one entry, so that none outgrows what a log can hold.
const LISTED: usize = 200;

impl Node {
    /// Whether seats were published and people are still on the way.
    pub(super) fn is_under_way(&self) -> bool {
        self.state.published.is_some() && !self.state.closings.contains_key(&self.state.me)
    }

    /// Plans the published seats again: nobody aboard is moved, and what is still possible is kept.
    /// Records and shares what changed; nothing where nothing did, or before the first plan.
    ///
    /// # Errors
    /// When the facts contradict each other, or the checker refuses the plan.
    pub fn replan(
        &mut self,
        (epoch, horizon): (Timestamp, Timestamp),
        effort: &Effort,
        at: Timestamp,
    ) -> Result<(), Refused> {
        let Some(last) = self.state.published.filter(|_| self.is_under_way()) else {
            return Ok(());
        };
        let parties = self.parties();
        let known: BTreeSet<&HouseholdId> = parties.iter().map(|party| &party.id).collect();
        let mut published = self.ways(Kind::Pooled, &known);
        let mut aboard = self.ways(Kind::History, &known);
        let state = &self.state;
        for ways in [&mut published, &mut aboard] {
            ways.values_mut().for_each(|lifts| in_order(state, lifts));
        }
        let first_heard = |id: &HouseholdId| state.party_since.get(id).copied();
        let new = known.iter().filter(|id| first_heard(id).is_none_or(|since| since > last));
        let new = new.map(|id| (*id).clone()).collect();
        let (places, lifts, closures) = (&state.places, &state.lifts, &state.closures);
        let since = Since {
            facts: Facts { places, lifts, closures, epoch, horizon },
            parties: &parties,
            published: &published,
            lifts_then: &lifts_then(state, last),
            aboard: &aboard,
            new: &new,
            now: at,
        };
        let renewed = Renewed::make(&since, effort).map_err(refused)?;
        let closures = state.closed_at.iter().filter(|at| **at > last).count();
        let closures = u32::try_from(closures).unwrap_or(u32::MAX);
        let mut seats = by_lift(renewed.seats().iter().cloned());
        // A lift that nobody is planned on any more is told too.
        let used = self.state.seats.keys().filter(|(kind, _)| *kind == Kind::Pooled);
        for (_, lift) in used {
            seats.entry(lift.clone()).or_default();
        }
        self.seat(Kind::Pooled, seats, at)?;
        let changes = renewed.changes();
        if changes.households.is_empty() && closures == 0 {
            return Ok(());
        }
        self.tell_changes(changes.clone(), closures, at)
    }

    fn tell_changes(
        &mut self,
        mut changes: Changes,
        mut closures: u32,
        at: Timestamp,
    ) -> Result<(), Refused> {
        let households = std::mem::take(&mut changes.households);
        let mut lists = households.chunks(LISTED);
        let mut part = 0_u32;
        let mut list = lists.next().unwrap_or_default();
        loop {
            let told = Changes { households: list.to_vec(), ..std::mem::take(&mut changes) };
            let fact = Fact::Replanned(Replanned { at, part, closures, changes: told });
            self.share((DataClass::Assets, Consent::None), at, &fact, None)?;
            let Some(next) = lists.next() else { return Ok(()) };
            (list, closures, part) = (next, 0, part.saturating_add(1));
        }
    }

    /// The lifts of each household, by the plan of `kind` or by what the doors told, under the id
    /// that it is planned for by.
    fn ways(&mut self, kind: Kind, known: &BTreeSet<&HouseholdId>) -> Ways {
        let across = self.across();
        let state = &self.state;
        let mut ways = Ways::new();
        let mut ride = |household: &HouseholdId, lift: &LiftId| {
            let now = state.now_in(household);
            let other = || across.other_households(now).find(|other| known.contains(other));
            let id = if known.contains(now) { now } else { other().unwrap_or(now) };
            let lifts: &mut Vec<LiftId> = ways.entry(id.clone()).or_default();
            if !lifts.contains(lift) {
                lifts.push(lift.clone());
            }
        };
        for ((_, lift), households) in state.seats.iter().filter(|((one, _), _)| *one == kind) {
            households.iter().for_each(|household| ride(household, lift));
        }
        if kind == Kind::History {
            for (lift, boarded) in &state.boarded {
                boarded.iter().for_each(|one| ride(&one.household, lift));
            }
        }
        ways
    }
}

impl Replanned {
    /// One more part of the same list.
    pub(super) fn join(&mut self, more: Self) {
        self.closures = self.closures.saturating_add(more.closures);
        self.part = self.part.max(more.part);
        // The counts stand in one part only.
        if self.changes.counts.is_empty() {
            self.changes.counts = more.changes.counts;
        }
        self.changes.households.extend(more.changes.households);
        self.changes.households.sort_by(|a, b| a.household.cmp(&b.household));
        self.changes.households.dedup();
    }
}

/// Lifts in the order of their departure.
fn in_order(state: &State, lifts: &mut [LiftId]) {
    lifts.sort_by_key(|id| {
        let lift = state.lifts.get(id);
        lift.and_then(|lift| lift.plan().legs.first()).map(|leg| leg.departs)
    });
}

/// The lifts that changed after `last`, as they were then.
fn lifts_then(state: &State, last: Timestamp) -> BTreeMap<LiftId, Lift> {
    let then = |(id, were): (&LiftId, &Vec<(Timestamp, Lift)>)| {
        let after = were.iter().filter(|(at, _)| *at > last);
        after.min_by_key(|(at, _)| *at).map(|(_, lift)| (id.clone(), lift.clone()))
    };
    state.lifts_were.iter().filter_map(then).collect()
}
