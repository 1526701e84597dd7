//! What a plan comes to, in the numbers that a desk shows, and what changed between two.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::plan::{Journey, Plan, Ride};
use crate::problem::{Lift, LiftId, Minute, Needs, Party, PartyId, PlaceId, PlaceKind, Problem};
use crate::search::Solution;

/// What a plan comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// People who end outside danger.
    pub out: u64,
    /// People who stay in danger.
    pub not_out: u64,
    /// People who end at their home.
    pub people_home: u64,
    /// When the last traveller arrives at a safe place.
    pub last_arrival: Option<Minute>,
    /// Seats empty on every leg, over the lifts that carry anybody.
    pub empty_seats: u64,
    /// Lifts that carry anybody.
    pub lifts_used: u64,
    /// Parties in more than one entry of the plan.
    pub split_households: u64,
    /// Each lift of the problem, in its order.
    pub loads: Vec<LiftLoad>,
}

/// How full a lift is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiftLoad {
    /// Which lift.
    pub lift: LiftId,
    /// Seats taken on its fullest leg, by infants beyond its lap places too.
    pub peak: u64,
    /// Its seats.
    pub seats: u64,
    /// Seats taken on each leg, in order, by infants beyond its lap places too.
    pub legs: Vec<u64>,
    /// Pieces of baggage, where the lift states how many it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baggage: Option<Carried>,
    /// Pets, where the lift states how many it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pets: Option<Carried>,
}

/// How much of what is limited a lift carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    /// On the leg with the most.
    pub peak: u64,
    /// What it takes at most.
    pub most: u64,
}

/// What changed from one solution to another.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// More protected people out (less than 0: fewer).
    pub protected_out: i64,
    /// More people out.
    pub out: i64,
    /// More burden, in tenths of a weighted person-minute.
    pub burden: i64,
    /// Minutes that the last arrival is later, if both have one.
    pub last_arrival: Option<Minute>,
    /// More empty seats.
    pub empty_seats: i64,
    /// More lifts used.
    pub lifts_used: i64,
    /// Parties that travel in the second and not in the first, in order of id.
    pub gained: Vec<PartyId>,
    /// Parties that travel in the first and not in the second.
    pub lost: Vec<PartyId>,
    /// Parties that travel in both, on other rides or divided in another way.
    pub moved: Vec<PartyId>,
}

/// What changed from `before` to `after`.
#[must_use]
pub fn compare(before: &Solution, after: &Solution) -> Difference {
    let (was, is) = (journeys(&before.plan), journeys(&after.plan));
    let only = |these: &BTreeMap<PartyId, _>, those: &BTreeMap<PartyId, _>| {
        these.keys().filter(|party| !those.contains_key(*party)).cloned().collect()
    };
    let differs = |(party, now): (&PartyId, _)| {
        was.get(party).is_some_and(|then| then != now).then(|| party.clone())
    };
    Difference {
        protected_out: after.score.total.protected_out - before.score.total.protected_out,
        out: after.score.total.people_out - before.score.total.people_out,
        burden: after.score.total.burden - before.score.total.burden,
        last_arrival: (after.score.last_arrival.zip(before.score.last_arrival))
            .map(|(after, before)| after - before),
        empty_seats: after.score.empty_seats - before.score.empty_seats,
        lifts_used: after.score.lifts_used - before.score.lifts_used,
        gained: only(&is, &was),
        lost: only(&was, &is),
        moved: is.iter().filter_map(differs).collect(),
    }
}

fn journeys(plan: &Plan) -> BTreeMap<PartyId, BTreeSet<(Needs, &[Ride])>> {
    let mut journeys: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for journey in &plan.journeys {
        let entry = (journey.share, journey.rides.as_slice());
        journeys.entry(journey.party.clone()).or_default().insert(entry);
    }
    journeys
}

/// What a plan comes to. It takes any plan; entries that refer to nothing are passed over, so
/// [`check`](fn@crate::check) it first.
#[must_use]
pub fn summary(problem: &Problem, plan: &Plan) -> Summary {
    let flown = problem.flown(&plan.itineraries);
    let problem: &Problem = &flown;
    let mut summary = Summary { loads: loads(problem, plan), ..Summary::default() };
    for load in summary.loads.iter().filter(|load| load.peak > 0) {
        summary.lifts_used += 1;
        summary.empty_seats += load.seats.saturating_sub(load.peak);
    }
    let mut entries: BTreeMap<&PartyId, u64> = BTreeMap::new();
    for left in &plan.left {
        *entries.entry(&left.party).or_default() += 1;
    }
    let mut travels: BTreeMap<&PartyId, Vec<(&Journey, &PlaceId, Minute)>> = BTreeMap::new();
    for journey in &plan.journeys {
        *entries.entry(&journey.party).or_default() += 1;
        let last = journey.rides.last().and_then(|ride| {
            let lift = problem.lifts.iter().find(|lift| lift.id == ride.lift)?;
            lift.legs.get(ride.alight)
        });
        if let Some(leg) = last {
            let end = (journey, &leg.to, leg.arrives);
            travels.entry(&journey.party).or_default().push(end);
        }
    }
    summary.split_households = entries.values().map(|count| u64::from(*count > 1)).sum();
    for party in &problem.parties {
        let mut stay = u64::from(party.people);
        for (journey, place, minute) in travels.get(&party.id).into_iter().flatten() {
            let people = u64::from(journey.share.people()).min(stay);
            stay -= people;
            if count(&mut summary, kind(problem, place, party), people) {
                summary.last_arrival = summary.last_arrival.max(Some(*minute));
            }
        }
        count(&mut summary, kind(problem, &party.place, party), stay);
    }
    summary
}

/// Counts people who end at such a place; says whether that is outside danger.
fn count(summary: &mut Summary, kind: Option<PlaceKind>, people: u64) -> bool {
    let safe = matches!(kind, Some(PlaceKind::Haven | PlaceKind::Home));
    if safe {
        summary.out += people;
    } else {
        summary.not_out += people;
    }
    if kind == Some(PlaceKind::Home) {
        summary.people_home += people;
    }
    safe
}

fn kind(problem: &Problem, place: &PlaceId, party: &Party) -> Option<PlaceKind> {
    let place = problem.places.iter().find(|candidate| candidate.id == *place)?;
    match (&place.home_of, place.kind) {
        (Some(nation), PlaceKind::Home) if *nation != party.nation => Some(PlaceKind::Haven),
        (_, kind) => Some(kind),
    }
}

fn loads(problem: &Problem, plan: &Plan) -> Vec<LiftLoad> {
    let mut aboard: BTreeMap<&LiftId, Vec<(&Ride, &Needs)>> = BTreeMap::new();
    for journey in &plan.journeys {
        for ride in &journey.rides {
            let entry = (ride, &journey.share);
            aboard.entry(&ride.lift).or_default().push(entry);
        }
    }
    let load = |lift: &Lift| {
        let rides = aboard.get(&lift.id);
        let sum = |leg: usize, of: fn(&Needs) -> u32| -> u64 {
            let on = |(ride, _): &&(&Ride, &Needs)| (ride.board..=ride.alight).contains(&leg);
            let aboard = rides.into_iter().flatten().filter(on);
            aboard.map(|(_, share)| u64::from(of(share))).sum()
        };
        let taken = |leg: usize| {
            let infants = sum(leg, |share| share.lap_infants);
            let on_seats = infants.saturating_sub(lift.seats.lap_infants.into());
            sum(leg, |share| share.seats) + on_seats
        };
        let carried = |most: Option<u32>, of: fn(&Needs) -> u32| {
            let peak = || (0..lift.legs.len()).map(|leg| sum(leg, of)).max().unwrap_or(0);
            most.map(|most| Carried { peak: peak(), most: most.into() })
        };
        let legs: Vec<u64> = (0..lift.legs.len()).map(taken).collect();
        LiftLoad {
            lift: lift.id.clone(),
            peak: legs.iter().copied().max().unwrap_or(0),
            seats: lift.seats.seats.into(),
            legs,
            baggage: carried(lift.seats.baggage, |share| share.baggage),
            pets: carried(lift.seats.pets, |share| share.pets),
        }
    };
    problem.lifts.iter().map(load).collect()
}
