//! The plan's references looked up in the problem: what each journey is, as a list of legs.

use std::collections::BTreeMap;

use super::{Fault, Rule};
use crate::plan::{Journey, Plan};
use crate::problem::{Leg, Lift, LiftId, Party, PartyId, PlaceId, PlaceKind, Problem};

/// One ride: its lift and the legs ridden.
pub(super) struct Stage<'a> {
    pub(super) lift: &'a Lift,
    pub(super) first: usize,
    pub(super) legs: &'a [Leg],
}

/// One journey of which everything referred to exists.
pub(super) struct Trail<'a> {
    pub(super) party: &'a Party,
    pub(super) journey: &'a Journey,
    pub(super) stages: Vec<Stage<'a>>,
}

/// The whole plan, looked up.
pub(super) struct Replay<'a> {
    pub(super) problem: &'a Problem,
    pub(super) plan: &'a Plan,
    pub(super) parties: BTreeMap<&'a PartyId, &'a Party>,
    pub(super) trails: Vec<Trail<'a>>,
}

impl<'a> Replay<'a> {
    /// Looks everything up; what does not exist is a fault, and its journey is not replayed.
    pub(super) fn new(problem: &'a Problem, plan: &'a Plan, faults: &mut Vec<Fault>) -> Self {
        let parties: BTreeMap<&PartyId, &Party> =
            problem.parties.iter().map(|party| (&party.id, party)).collect();
        let lifts: BTreeMap<&LiftId, &Lift> =
            problem.lifts.iter().map(|lift| (&lift.id, lift)).collect();
        let mut trails = Vec::new();
        for journey in &plan.journeys {
            let stages: Option<Vec<_>> =
                journey.rides.iter().map(|ride| stage(&lifts, journey, ride, faults)).collect();
            let party = parties.get(&journey.party).copied();
            if let (Some(party), Some(stages)) = (party, stages) {
                trails.push(Trail { party, journey, stages });
            }
        }
        Self { problem, plan, parties, trails }
    }

    /// Whether a place is safe, for the people of this party.
    pub(super) fn kind(&self, place: &PlaceId, party: &Party) -> Option<PlaceKind> {
        let place = self.problem.places.iter().find(|candidate| candidate.id == *place)?;
        let foreign = place.home_of.as_ref().is_some_and(|nation| *nation != party.nation);
        Some(if foreign && place.kind == PlaceKind::Home { PlaceKind::Haven } else { place.kind })
    }
}

fn stage<'a>(
    lifts: &BTreeMap<&'a LiftId, &'a Lift>,
    journey: &Journey,
    ride: &crate::plan::Ride,
    faults: &mut Vec<Fault>,
) -> Option<Stage<'a>> {
    let Some(lift) = lifts.get(&ride.lift).copied() else {
        let text = "There is no such lift. Plan again with the lifts that there are.";
        faults.push(Fault::new(Rule::UnknownLift, text).of(&journey.party).on(&ride.lift));
        return None;
    };
    let legs = ride.alight.checked_add(1).and_then(|end| lift.legs.get(ride.board..end));
    if legs.is_none_or(<[Leg]>::is_empty) {
        let text = "The lift has no such legs. Plan again with the legs that it has.";
        faults.push(Fault::new(Rule::UnknownLeg, text).of(&journey.party).on(&ride.lift));
        return None;
    }
    Some(Stage { lift, first: ride.board, legs: legs? })
}
