//! Who is confirmed for a lift, and who stands by for it, in order.

use serde::{Deserialize, Serialize};

use crate::plan::Plan;
use crate::problem::{LiftId, PartyId, Problem};

/// A party, or a part of one, that waits for a seat of a lift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Queued {
    /// Which.
    pub party: PartyId,
    /// The seats that it takes; its infants ride on laps.
    pub seats: u32,
    /// Whether the plan has it on the lift; the others are left and could stand by.
    pub planned: bool,
}

/// Who is planned to board a lift on one of its legs, in order of class, then who is left and could
/// board it there: by owner, place and time, the most urgent class first, in the order of the plan
/// within each. Nobody where there is no such lift or leg.
///
/// Their seats, in this order, are the households of a [`Booking`](super::Booking).
#[must_use]
pub fn queue(problem: &Problem, plan: &Plan, lift: &LiftId, leg: usize) -> Vec<Queued> {
    let flown = problem.flown(&plan.itineraries);
    let lift = flown.lifts.iter().find(|known| known.id == *lift);
    let Some((lift, of)) = lift.and_then(|lift| Some((lift, lift.legs.get(leg)?))) else {
        return Vec::new();
    };
    let parties: std::collections::BTreeMap<_, _> =
        flown.parties.iter().map(|party| (&party.id, party)).collect();
    let boards = plan.journeys.iter().filter(|journey| {
        journey.rides.iter().any(|ride| ride.lift == lift.id && ride.board == leg)
    });
    let planned = boards.map(|journey| (&journey.party, journey.share, true));
    let closes = of.departs.saturating_sub(lift.closes_before);
    let could = |id: &PartyId| {
        parties.get(id).is_some_and(|party| {
            party.place == of.from
                && party.ready <= closes
                && party.latest.is_none_or(|latest| of.departs <= latest)
                && party.lifts_of.contains(&lift.owner)
        })
    };
    let left = plan.left.iter().filter(|left| could(&left.party));
    let left = left.map(|left| (&left.party, left.share, false));
    let mut queue: Vec<_> = planned.chain(left).collect();
    queue.sort_by_key(|(id, _, planned)| (!planned, parties.get(id).map(|party| party.class)));
    queue
        .into_iter()
        .map(|(id, share, planned)| Queued { party: id.clone(), seats: share.seats, planned })
        .collect()
}
