//! The published plan, part by part: what of each journey is a fact, and where the part is then.
//!
//! A ride is a fact once it has begun, or once its check-in has closed, for those who were assigned
//! to it: as far as its lift flies. Of a lift that is lost before it departs nothing is a fact.

use std::collections::BTreeMap;

use super::error::ReplanError;
use super::traffic::Traffic;
use crate::plan::{Plan, Ride};
use crate::problem::{Minute, Needs, PartyId, PlaceId, Seats};

/// A party, or with its consent a part of one, as it was published.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Its party's number in the problem.
    pub(super) party: usize,
    pub(super) share: Needs,
    /// The journey that was published; nothing if it was left.
    pub(super) before: Vec<Ride>,
    /// The rides, of the published, that are facts; the last may end sooner than published.
    pub(super) fact: Vec<Ride>,
    /// The rides after the facts, as published.
    pub(super) onward: Vec<Ride>,
    /// Whether it has to be planned anew, whatever the timetable says.
    pub(super) broken: bool,
    /// The event that is about this party.
    pub(super) event: Option<usize>,
    /// Not in the published plan.
    pub(super) is_new: bool,
    pub(super) spot: Spot,
}

/// Where a part will be once its facts are over.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) place: PlaceId,
    /// From when it can board there, or, if it came by a ride, when it arrives.
    pub(super) ready: Minute,
    /// Came by the last fact ride, so that the time to change counts.
    pub(super) came: bool,
}

/// The parts of a published plan; parties in no entry are whole, and where they were.
pub(super) fn parts(traffic: &Traffic, plan: &Plan) -> Result<Vec<Part>, ReplanError> {
    let problem = &traffic.problem;
    let numbers: BTreeMap<&PartyId, usize> =
        problem.parties.iter().enumerate().map(|(n, party)| (&party.id, n)).collect();
    let mut parts = Vec::new();
    let mut sums = vec![[0_u64; 6]; problem.parties.len()];
    let journeys = plan.journeys.iter().enumerate().map(|(n, journey)| {
        (format!("journeys[{n}].party"), &journey.party, journey.share, journey.rides.clone())
    });
    let left = plan.left.iter().enumerate();
    let left =
        left.map(|(n, left)| (format!("left[{n}].party"), &left.party, left.share, Vec::new()));
    for (at, id, share, rides) in journeys.chain(left) {
        let Some(party) = numbers.get(id).copied() else {
            let what = "The published plan has a party that the problem does not have.";
            let remedy = "Give the problem that the plan was made for.";
            return Err(ReplanError::new("unknown-party", at, what, remedy));
        };
        if let Some(sum) = sums.get_mut(party) {
            for (sum, count) in sum.iter_mut().zip(counts(share)) {
                *sum += count;
            }
        }
        parts.push(Part::new(traffic, (party, share), rides));
    }
    for (number, (party, sum)) in problem.parties.iter().zip(&sums).enumerate() {
        if *sum == [0; 6] {
            parts.push(Part::new(traffic, (number, party.needs), Vec::new()));
        } else if *sum != counts(party.needs) {
            let what = "The published plan has more or fewer people of a party than it has.";
            let remedy = "Give the problem that the plan was made for.";
            let at = format!("parties[{number}].needs");
            return Err(ReplanError::new("plan-disagrees", at, what, remedy));
        }
    }
    Ok(parts)
}

/// Seats, lap infants, wheelchairs, stretchers, baggage, pets.
pub(super) fn counts(needs: Needs) -> [u64; 6] {
    let Needs { seats, lap_infants, wheelchairs, stretchers, baggage, pets } = needs;
    [seats, lap_infants, wheelchairs, stretchers, baggage, pets].map(u64::from)
}

impl Part {
    pub(super) fn new(
        traffic: &Traffic,
        (party, share): (usize, Needs),
        before: Vec<Ride>,
    ) -> Self {
        let spot = Spot { place: PlaceId::default(), ready: 0, came: false };
        let (fact, onward) = (Vec::new(), before.clone());
        let event = None;
        let is_new = false;
        let broken = false;
        let mut part = Self { party, share, before, fact, onward, broken, event, is_new, spot };
        part.settle(traffic);
        part
    }

    /// Finds the facts among the published rides, and where they end.
    pub(super) fn settle(&mut self, traffic: &Traffic) {
        self.fact.clear();
        self.broken = false;
        let mut onward = self.before.iter();
        for ride in onward.by_ref() {
            let Some((alight, whole)) = fact(traffic, ride) else {
                self.onward = std::iter::once(ride).chain(onward).cloned().collect();
                self.stand(traffic);
                return;
            };
            self.fact.push(Ride { alight, ..ride.clone() });
            if !whole {
                self.broken = true;
                break;
            }
        }
        // What would follow a ride that ends too soon can't be taken.
        self.onward.clear();
        self.stand(traffic);
    }

    /// The last of its facts is one no longer.
    pub(super) fn give_up_last(&mut self, traffic: &Traffic) {
        let kept = self.fact.len().saturating_sub(1);
        self.fact.truncate(kept);
        self.onward = self.before.iter().skip(kept).cloned().collect();
        self.broken = true;
        self.stand(traffic);
    }

    fn stand(&mut self, traffic: &Traffic) {
        let next = traffic.now.saturating_add(1);
        let last = self.fact.last().and_then(|ride| {
            let (_, lift, status) = traffic.get(&ride.lift)?;
            let astray = !status.lands && ride.alight.saturating_add(1) == status.departed;
            Some((lift.legs.get(ride.alight)?, astray))
        });
        self.spot = match (last, traffic.problem.parties.get(self.party)) {
            (Some((leg, false)), _) => {
                Spot { place: leg.to.clone(), ready: leg.arrives, came: true }
            }
            (Some((leg, true)), _) => {
                let ready = leg.arrives.saturating_add(traffic.problem.min_change).max(next);
                Spot { place: leg.to.clone(), ready, came: false }
            }
            (None, Some(party)) => {
                let ready = party.ready.max(next);
                Spot { place: party.place.clone(), ready, came: false }
            }
            (None, None) => return,
        };
    }

    /// Whether it is aboard now: its last fact has departed and has not arrived.
    pub(super) fn aboard(&self, traffic: &Traffic) -> bool {
        self.fact.last().is_some_and(|ride| {
            let legs = traffic.get(&ride.lift).map(|(_, lift, _)| &lift.legs);
            let departs = legs.and_then(|legs| legs.get(ride.board)).map(|leg| leg.departs);
            let arrives = legs.and_then(|legs| legs.get(ride.alight)).map(|leg| leg.arrives);
            departs.is_some_and(|departs| departs <= traffic.now)
                && arrives.is_some_and(|arrives| arrives > traffic.now)
        })
    }

    /// Whether its last fact is only that check-in has closed.
    pub(super) fn only_checked_in(&self, traffic: &Traffic) -> bool {
        self.fact.last().is_some_and(|ride| {
            let lift = traffic.get(&ride.lift).map(|(_, lift, _)| lift);
            lift.and_then(|lift| lift.legs.get(ride.board))
                .is_some_and(|leg| leg.departs > traffic.now)
        })
    }
}

/// Where a ride that is a fact ends, and whether that is where it was to end.
fn fact(traffic: &Traffic, ride: &Ride) -> Option<(usize, bool)> {
    let (_, lift, status) = traffic.get(&ride.lift)?;
    let leg = lift.legs.get(ride.board).filter(|_| ride.board < status.flying)?;
    if leg.departs.saturating_sub(lift.closes_before) > traffic.now {
        return None;
    }
    let whole = ride.alight < status.flying;
    // Whoever has not departed can still stay away from a lift that goes less far.
    (whole || leg.departs <= traffic.now)
        .then(|| (ride.alight.min(status.flying.saturating_sub(1)), whole))
}

/// Of lifts that have fewer seats now, those who have checked in keep theirs in order of class;
/// whoever finds no room has to be planned anew.
pub(super) fn fit_in(traffic: &Traffic, parts: &mut [Part]) {
    for number in &traffic.reseated {
        let Some(lift) = traffic.lifts.get(*number) else { continue };
        let rides = |part: &Part| part.fact.last().is_some_and(|ride| ride.lift == lift.id);
        let mut there: Vec<usize> =
            (0..parts.len()).filter(|n| parts.get(*n).is_some_and(rides)).collect();
        there.sort_by_key(|n| {
            let party = parts.get(*n).and_then(|part| traffic.problem.parties.get(part.party));
            party.map(|party| party.class)
        });
        let mut taken = vec![[0_u64; 6]; lift.legs.len()];
        let seats = lift.seats;
        for n in there {
            let Some(part) = parts.get_mut(n) else { continue };
            let Some(ride) = part.fact.last() else { continue };
            let legs = ride.board..=ride.alight;
            let with: Vec<[u64; 6]> = (legs.clone().filter_map(|leg| taken.get(leg)))
                .map(|sum| {
                    let mut sum = *sum;
                    sum.iter_mut().zip(counts(part.share)).for_each(|(sum, more)| *sum += more);
                    sum
                })
                .collect();
            if with.iter().all(|sum| within(*sum, seats)) {
                legs.zip(with).for_each(|(leg, sum)| {
                    if let Some(slot) = taken.get_mut(leg) {
                        *slot = sum;
                    }
                });
            } else {
                part.give_up_last(traffic);
            }
        }
    }
}

/// Infants beyond the lap places take seats.
fn within(sum: [u64; 6], has: Seats) -> bool {
    let [seated, infants, chairs, stretchers, baggage, pets] = sum;
    let limit = |most: Option<u32>| most.map_or(u64::MAX, u64::from);
    seated + infants.saturating_sub(has.lap_infants.into()) <= has.seats.into()
        && chairs <= has.wheelchairs.into()
        && stretchers <= has.stretchers.into()
        && baggage <= limit(has.baggage)
        && pets <= limit(has.pets)
}
