//! The new plan: the whole of it, facts included, and what remains of problem and plan from now on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::parts::{Part, Spot};
use super::traffic::Traffic;
use super::work::{Was, Work};
use crate::itinerary::Stretch;
use crate::plan::{Journey, Left, Plan, Reason, Ride};
use crate::problem::{Minute, Needs, Party, PartyId, PlaceId, PlaceKind, Problem};
use crate::search::why;

/// What is left to do, as a problem of its own that the checker takes.
///
/// All lifts have fixed times. Whoever has begun a journey stands where the last ride began or
/// ended; their first ride is then the one that they are on. A party whose parts are at different
/// places is as many parties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remaining {
    /// The problem from now on.
    pub problem: Problem,
    /// Its plan.
    pub plan: Plan,
    /// For parties of it with an identifier of their own: which, and of whom they are part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<(PartyId, PartyId)>,
}

/// One part of the new plan, with its facts.
pub(super) struct Entry {
    /// The number of the published part.
    pub(super) part: usize,
    pub(super) share: Needs,
    pub(super) onward: Vec<Ride>,
    /// Why it goes no further, where it does not and is not at home.
    pub(super) left: Option<Reason>,
    /// Whether it ends outside danger.
    pub(super) out: bool,
    /// Whether it has to be planned anew.
    pub(super) must: bool,
    /// Burden per person from now on, in tenths of a minute.
    pub(super) burden: i64,
    /// The same on the published journey, if it could still be made.
    pub(super) published: Option<i64>,
}

/// The units of each part that go the same way, together.
pub(super) fn entries(work: &Work<'_>, here: &Problem) -> Vec<Entry> {
    let model = work.state.model;
    let mut groups: BTreeMap<(usize, Vec<Stretch>, bool), (Needs, usize)> = BTreeMap::new();
    for (number, unit) in model.units.iter().enumerate() {
        let path = work.state.path(number);
        let rides = path.map(|path| path.rides.clone()).unwrap_or_default();
        let must = work.was.get(number) == Some(&Was::Homeless);
        let group = groups.entry((unit.party, rides, must)).or_insert((Needs::default(), number));
        group.0 = group.0.and(unit.share);
    }
    let mut reasons: BTreeMap<usize, Reason> = BTreeMap::new();
    let mut entries = Vec::with_capacity(groups.len());
    for ((part, rides, must), (share, unit)) in groups {
        let (Some((kind, origin)), Some(party)) = (model.of(unit), here.parties.get(part)) else {
            continue;
        };
        let stays = rides.is_empty() && origin.kind() != Some(PlaceKind::Home);
        let left = stays.then(|| {
            let alike = model.units.get(unit).map_or(usize::MAX, |unit| unit.kind);
            *reasons.entry(alike).or_insert_with(|| why(model, party, &share))
        });
        entries.push(Entry {
            part,
            share,
            onward: rides.iter().filter_map(|ride| model.timetable.ride(*ride)).collect(),
            left,
            out: !rides.is_empty() || kind.safe,
            must,
            burden: work.state.path(unit).map_or(kind.staying, |path| path.burden),
            published: match work.was.get(unit) {
                Some(Was::Going(before)) => {
                    Some(before.as_ref().map_or(kind.staying, |path| path.burden))
                }
                _ => None,
            },
        });
    }
    entries
}

/// The whole plan: each journey with its facts. One whose facts end in danger is listed so.
pub(super) fn whole(traffic: &Traffic, parts: &[Part], entries: &[Entry]) -> Plan {
    let mut plan = Plan { itineraries: traffic.itineraries.clone(), ..Plan::default() };
    let mut groups: BTreeMap<(usize, Vec<Ride>), (Needs, Option<Reason>)> = BTreeMap::new();
    for entry in entries {
        let Some(part) = parts.get(entry.part) else { continue };
        let rides: Vec<Ride> = part.fact.iter().chain(&entry.onward).cloned().collect();
        let group = groups.entry((part.party, rides)).or_insert((Needs::default(), entry.left));
        group.0 = group.0.and(entry.share);
    }
    for ((party, rides), (share, left)) in groups {
        let Some(party) = traffic.problem.parties.get(party).map(|party| party.id.clone()) else {
            continue;
        };
        if !rides.is_empty() {
            plan.journeys.push(Journey { party, share, rides });
        } else if let Some(reason) = left {
            plan.left.push(Left { party, share, reason });
        }
    }
    plan
}

/// Where a part stands in the remaining problem: with its last fact ride ahead of it or not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    party: usize,
    place: PlaceId,
    ready: Minute,
    ride: Option<Ride>,
}

/// What is left to do.
pub(super) fn remaining(traffic: &Traffic, parts: &[Part], entries: &[Entry]) -> Remaining {
    let mut standings: BTreeMap<Standing, Vec<(&Entry, &Part)>> = BTreeMap::new();
    for entry in entries {
        let Some(part) = parts.get(entry.part) else { continue };
        standings.entry(standing(traffic, part, entry)).or_default().push((entry, part));
    }
    let mut remaining = Remaining {
        problem: Problem {
            lifts: traffic.lifts.clone(),
            vehicles: Vec::new(),
            links: Vec::new(),
            parties: Vec::with_capacity(standings.len()),
            places: traffic.problem.places.clone(),
            closures: traffic.problem.closures.clone(),
            ..traffic.problem
        },
        plan: Plan::default(),
        parts: Vec::new(),
    };
    let mut taken: std::collections::BTreeSet<PartyId> =
        traffic.problem.parties.iter().map(|party| party.id.clone()).collect();
    let mut last = None;
    for (standing, entries) in standings {
        let Some(party) = traffic.problem.parties.get(standing.party) else { continue };
        let mut id = party.id.clone();
        if last == Some(standing.party) {
            while !taken.insert(id.clone()) {
                id = PartyId::new(format!("{id}+"));
            }
            remaining.parts.push((id.clone(), party.id.clone()));
        }
        last = Some(standing.party);
        stand(traffic, &mut remaining, (party, id), &standing, &entries);
    }
    raise_holds(traffic, &mut remaining);
    remaining
}

fn standing(traffic: &Traffic, part: &Part, entry: &Entry) -> Standing {
    let Spot { place, ready, came } = &part.spot;
    let next = traffic.now.saturating_add(1);
    let holds = traffic.problem.places.iter().any(|p| p.id == *place && p.hold.is_some());
    let recent = ready.saturating_add(traffic.problem.min_change) > traffic.now || holds;
    let ride = part.fact.last().filter(|_| *came && recent && entry.out);
    let begins = ride.and_then(|ride| {
        let (_, lift, _) = traffic.get(&ride.lift)?;
        Some((ride, lift.legs.get(ride.board)?, lift.closes_before))
    });
    match begins {
        Some((ride, leg, closes_before)) => Standing {
            party: part.party,
            place: leg.from.clone(),
            ready: leg.departs.saturating_sub(closes_before),
            ride: Some(ride.clone()),
        },
        None => {
            let ready = (*ready).max(next);
            Standing { party: part.party, place: place.clone(), ready, ride: None }
        }
    }
}

/// Adds a party to the remaining problem, and its entries to the plan.
fn stand(
    traffic: &Traffic,
    remaining: &mut Remaining,
    (party, id): (&Party, PartyId),
    standing: &Standing,
    entries: &[(&Entry, &Part)],
) {
    let needs = entries.iter().fold(Needs::default(), |needs, (entry, _)| needs.and(entry.share));
    let mut party = Party {
        id: id.clone(),
        place: standing.place.clone(),
        ready: standing.ready,
        needs,
        people: needs.people(),
        ..party.clone()
    };
    let ride = standing.ride.as_ref();
    if let Some((ride, (_, lift, _))) = ride.and_then(|ride| Some((ride, traffic.get(&ride.lift)?)))
    {
        // They are aboard: a rule that has changed since is for others.
        if !party.lifts_of.contains(&lift.owner) {
            party.lifts_of.push(lift.owner.clone());
        }
        let ridden = lift.legs.iter().take(ride.alight.saturating_add(1)).skip(ride.board);
        let late = ridden.map(|leg| leg.departs).max();
        party.latest = party.latest.map(|latest| latest.max(late.unwrap_or(latest)));
    }
    remaining.problem.parties.push(party);
    let mut groups: BTreeMap<Vec<Ride>, (Needs, Option<Reason>)> = BTreeMap::new();
    for (entry, _) in entries {
        let rides = ride.into_iter().chain(&entry.onward).cloned().collect();
        let group = groups.entry(rides).or_insert((Needs::default(), entry.left));
        group.0 = group.0.and(entry.share);
    }
    for (rides, (share, left)) in groups {
        if !rides.is_empty() {
            remaining.plan.journeys.push(Journey { party: id.clone(), share, rides });
        } else if let Some(reason) = left {
            remaining.plan.left.push(Left { party: id.clone(), share, reason });
        }
    }
}

/// A place that more people have come to than it can hold, by facts alone, holds them.
fn raise_holds(traffic: &Traffic, remaining: &mut Remaining) {
    let begun: BTreeMap<&PartyId, bool> = (remaining.problem.parties.iter())
        .map(|party| (&party.id, party.ready <= traffic.now))
        .collect();
    let mut changes: BTreeMap<&PlaceId, BTreeMap<Minute, i64>> = BTreeMap::new();
    for journey in remaining.plan.journeys.iter() {
        let mut rides = journey.rides.iter();
        let leg = |ride: &Ride, number: usize| {
            traffic.get(&ride.lift).and_then(|(_, lift, _)| lift.legs.get(number))
        };
        let Some(arrival) = rides.next().and_then(|ride| leg(ride, ride.alight)) else { continue };
        if begun.get(&journey.party) != Some(&true) {
            continue;
        }
        let next = rides.next().and_then(|ride| leg(ride, ride.board)).map(|leg| leg.departs);
        let until = next.unwrap_or(traffic.problem.horizon);
        let people = i64::from(journey.share.people());
        if until > arrival.arrives {
            let at = changes.entry(&arrival.to).or_default();
            *at.entry(arrival.arrives).or_default() += people;
            *at.entry(until).or_default() -= people;
        }
    }
    for place in &mut remaining.problem.places {
        let Some(hold) = &mut place.hold else { continue };
        let mut there = 0;
        for change in changes.get(&place.id).into_iter().flat_map(BTreeMap::values) {
            there += change;
            *hold = (*hold).max(u32::try_from(there).unwrap_or(0));
        }
    }
}
