//! What one plan gives over another, household by household and for each nation.

use std::collections::BTreeMap;

use jiff::Timestamp;
use seat_planner::{Plan, Problem};
use serde::{Deserialize, Serialize};

use super::instant;
use crate::agreement::Nation;
use crate::record::HouseholdId;

/// How a household's journey ends: the last arrival of its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Journey {
    /// People.
    pub people: u64,
    /// The nation that answers for them; none where the problem names none.
    pub nation: Option<Nation>,
    /// When they are where they go.
    pub arrives: Timestamp,
    /// Whether that is home, or a place of safety on the way there.
    pub home: bool,
}

/// What one plan gives over another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gain {
    /// People who come home instead of to a place of safety only.
    pub home_instead: u64,
    /// Of the others, people who arrive sooner.
    pub sooner: u64,
    /// Person-hours by which they do, in sum.
    pub hours_sooner: i64,
    /// People who arrive later.
    pub later: u64,
    /// Person-hours by which they do, in sum.
    pub hours_later: i64,
    /// People who travel only by this plan.
    pub gained: u64,
    /// People who travel only by the other.
    pub lost: u64,
}

/// The journeys of a plan by household.
pub(super) fn journeys(
    problem: &Problem,
    plan: &Plan,
    epoch: Timestamp,
) -> BTreeMap<HouseholdId, Journey> {
    let last_leg = |ride: &seat_planner::Ride| {
        let lift = problem.lifts.iter().find(|lift| lift.id == ride.lift)?;
        lift.legs.get(ride.alight)
    };
    let is_home = |id: &seat_planner::PlaceId| {
        let place = problem.places.iter().find(|place| place.id == *id);
        place.is_some_and(|place| place.kind == seat_planner::PlaceKind::Home)
    };
    let nations: BTreeMap<_, _> =
        problem.parties.iter().map(|party| (&party.id, party.nation.as_str())).collect();
    let mut journeys: BTreeMap<HouseholdId, Journey> = BTreeMap::new();
    for journey in &plan.journeys {
        let Some(leg) = journey.rides.last().and_then(last_leg) else { continue };
        let Some(arrives) = instant(epoch, leg.arrives) else { continue };
        let home = is_home(&leg.to);
        let nation = nations.get(&journey.party).and_then(|code| code.parse().ok());
        let people = u64::from(journey.share.people());
        journeys
            .entry(HouseholdId::new(journey.party.as_str()))
            .and_modify(|known| {
                known.people = known.people.saturating_add(people);
                known.arrives = known.arrives.max(arrives);
                known.home &= home;
            })
            .or_insert(Journey { people, nation, arrives, home });
    }
    journeys
}

/// What `now` gives over `before`, by nation.
pub(super) fn gains(
    before: &BTreeMap<HouseholdId, Journey>,
    now: &BTreeMap<HouseholdId, Journey>,
) -> BTreeMap<Nation, Gain> {
    let mut gains: BTreeMap<Nation, Gain> = BTreeMap::new();
    for (household, journey) in now {
        let Some(nation) = journey.nation else { continue };
        let gain = gains.entry(nation).or_default();
        match before.get(household) {
            Some(other) => gain.compare(other, journey),
            None => gain.gained = gain.gained.saturating_add(journey.people),
        }
    }
    for (_, journey) in before.iter().filter(|(id, _)| !now.contains_key(*id)) {
        let Some(nation) = journey.nation else { continue };
        let gain = gains.entry(nation).or_default();
        gain.lost = gain.lost.saturating_add(journey.people);
    }
    gains
}

impl Gain {
    fn compare(&mut self, before: &Journey, now: &Journey) {
        if now.home && !before.home {
            self.home_instead = self.home_instead.saturating_add(now.people);
            return;
        }
        let people = i64::try_from(now.people).unwrap_or(i64::MAX);
        let hours = before.arrives.duration_since(now.arrives).as_hours();
        let sum = hours.saturating_abs().saturating_mul(people);
        if now.arrives < before.arrives {
            self.sooner = self.sooner.saturating_add(now.people);
            self.hours_sooner = self.hours_sooner.saturating_add(sum);
        } else if now.arrives > before.arrives {
            self.later = self.later.saturating_add(now.people);
            self.hours_later = self.hours_later.saturating_add(sum);
        }
    }

    /// Both nations' gains as one.
    #[must_use]
    pub fn sum<'a>(gains: impl IntoIterator<Item = &'a Self>) -> Self {
        gains.into_iter().fold(Self::default(), |sum, one| Self {
            home_instead: sum.home_instead.saturating_add(one.home_instead),
            sooner: sum.sooner.saturating_add(one.sooner),
            hours_sooner: sum.hours_sooner.saturating_add(one.hours_sooner),
            later: sum.later.saturating_add(one.later),
            hours_later: sum.hours_later.saturating_add(one.hours_later),
            gained: sum.gained.saturating_add(one.gained),
            lost: sum.lost.saturating_add(one.lost),
        })
    }
}
