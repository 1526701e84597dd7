//! A plan in the terms of the problem, and back.

use std::collections::BTreeMap;

use super::crowd::Batch;
use super::improve::{State, Work};
use super::load::Flow;
use super::network::{Move, Network};
use super::schedule::Schedule;
use super::way::way;
use crate::plan::{Journey, Left, Plan, Ride};
use crate::problem::{Itinerary, Leg, LiftId, Needs, Problem};

/// The plan that a state is.
pub(crate) fn plan(problem: &Problem, network: &Network, state: &State) -> Plan {
    let mut plan = Plan { itineraries: itineraries(problem, network, state), ..Plan::default() };
    let mut flows: BTreeMap<usize, Vec<&Flow>> = BTreeMap::new();
    for flow in &state.loading.flows {
        flows.entry(flow.batch).or_default().push(flow);
    }
    let mut parts: BTreeMap<(usize, Vec<Ride>), Needs> = BTreeMap::new();
    for (number, batch) in network.crowd.batches.iter().enumerate() {
        let ways = flows.get(&number).into_iter().flatten();
        let ways = ways.map(|flow| (rides(problem, &state.schedule, flow), flow.units));
        share(batch, ways, &mut parts);
    }
    let mut why = super::why::Why::new(problem);
    for ((number, rides), share) in parts {
        let Some(party) = problem.parties.get(number) else { continue };
        if !rides.is_empty() {
            plan.journeys.push(Journey { party: party.id.clone(), share, rides });
        } else if !why.at_home(number) {
            let reason = why.left(number);
            plan.left.push(Left { party: party.id.clone(), share, reason });
        }
    }
    plan
}

/// Gives each way to as many units of the batch, party by party; who gets none stays.
fn share(
    batch: &Batch,
    ways: impl Iterator<Item = (Vec<Ride>, i64)>,
    parts: &mut BTreeMap<(usize, Vec<Ride>), Needs>,
) {
    let mut left = batch.parts.iter().copied();
    let mut now = left.next();
    for (rides, units) in ways.chain([(Vec::new(), i64::MAX)]) {
        let mut units = units;
        while let Some((party, needs, count)) = now.filter(|_| units > 0) {
            let take = count.min(units);
            let sum = parts.entry((party, rides.clone())).or_default();
            let times = u32::try_from(take).unwrap_or(u32::MAX);
            let add = |sum: &mut u32, each: u32| *sum = sum.saturating_add(each * times);
            add(&mut sum.seats, needs.seats);
            add(&mut sum.lap_infants, needs.lap_infants);
            add(&mut sum.wheelchairs, needs.wheelchairs);
            add(&mut sum.stretchers, needs.stretchers);
            add(&mut sum.baggage, needs.baggage);
            add(&mut sum.pets, needs.pets);
            units -= take;
            now = if take < count { Some((party, needs, count - take)) } else { left.next() };
        }
    }
}

fn lift_id(problem: &Problem, lift: usize) -> Option<&LiftId> {
    let vehicle = || problem.vehicles.get(lift.checked_sub(problem.lifts.len())?).map(|v| &v.id);
    problem.lifts.get(lift).map(|lift| &lift.id).or_else(vehicle)
}

/// Trips that follow each other on one lift are one ride: nobody leaves it in between.
fn rides(problem: &Problem, schedule: &Schedule, flow: &Flow) -> Vec<Ride> {
    let mut rides: Vec<Ride> = Vec::new();
    for trip in flow.way.trips.iter().filter_map(|trip| schedule.trips.get(*trip)) {
        let Some(id) = lift_id(problem, trip.lift) else { continue };
        match rides.last_mut() {
            Some(ride) if ride.lift == *id && ride.alight + 1 == trip.leg => ride.alight = trip.leg,
            _ => rides.push(Ride { lift: id.clone(), board: trip.leg, alight: trip.leg }),
        }
    }
    rides
}

/// Where vehicles go, up to the last leg that anybody rides.
fn itineraries(problem: &Problem, network: &Network, state: &State) -> Vec<Itinerary> {
    let mut last: BTreeMap<usize, usize> = BTreeMap::new();
    for trip in state.loading.flows.iter().flat_map(|flow| &flow.way.trips) {
        if let Some(trip) = state.schedule.trips.get(*trip) {
            let leg = last.entry(trip.lift).or_default();
            *leg = trip.leg.max(*leg);
        }
    }
    let mut itineraries = Vec::new();
    for (number, moves) in state.fleet.iter().enumerate() {
        let vehicle = problem.vehicles.get(number);
        let last = last.get(&(problem.lifts.len() + number));
        if let (Some(vehicle), Some(last)) = (vehicle, last) {
            let legs = moves.iter().take(last + 1).filter_map(|one| leg(problem, network, one));
            itineraries.push(Itinerary { vehicle: vehicle.id.clone(), legs: legs.collect() });
        }
    }
    itineraries
}

fn leg(problem: &Problem, network: &Network, (step, one): &(usize, Move)) -> Option<Leg> {
    let departs = network.base + network.minute(*step);
    let lane = network.lanes.get(one.lane)?;
    Some(Leg {
        from: problem.places.get(one.from)?.id.clone(),
        to: problem.places.get(one.to)?.id.clone(),
        departs,
        arrives: departs + one.minutes,
        exposed: lane.exposed && !one.back,
    })
}

/// Takes over a plan that the checker has accepted.
pub(crate) fn import(work: &Work<'_, '_>, state: &mut State, plan: &Plan) {
    let (problem, network) = (work.problem, work.network);
    for itinerary in &plan.itineraries {
        let vehicle = problem.vehicles.iter().position(|v| v.id == itinerary.vehicle);
        let moves = vehicle.and_then(|vehicle| {
            let (group, _) = work.vehicle(vehicle)?;
            let moves: Option<Vec<_>> =
                itinerary.legs.iter().map(|leg| find(problem, network, group, leg)).collect();
            Some((vehicle, moves?))
        });
        if let Some((vehicle, moves)) = moves {
            work.take_over(state, vehicle, moves);
        }
    }
    let mut left: BTreeMap<&str, Vec<(usize, Needs, i64)>> = BTreeMap::new();
    for (number, batch) in network.crowd.batches.iter().enumerate() {
        for (party, needs, count) in &batch.parts {
            if let Some(party) = problem.parties.get(*party) {
                left.entry(party.id.as_str()).or_default().push((number, *needs, *count));
            }
        }
    }
    // Who needs more than a seat first: a seat alone would fit everybody.
    for parts in left.values_mut() {
        let more = |needs: &Needs| {
            let Needs { lap_infants, wheelchairs, stretchers, baggage, pets, .. } = *needs;
            lap_infants + wheelchairs + stretchers + baggage + pets
        };
        parts.sort_by_key(|(_, needs, _)| std::cmp::Reverse(more(needs)));
    }
    for journey in &plan.journeys {
        let Some(parts) = left.get_mut(journey.party.as_str()) else { continue };
        let Some(trips) = trips(problem, &state.schedule, &journey.rides) else { continue };
        for (batch, units) in units(parts, journey.share) {
            if let Some(way) = way(work.hope, network, &state.schedule, batch, trips.clone()) {
                let way = std::sync::Arc::new(way);
                let flow = Flow { batch, units, way };
                state.loading.put(work.hope, network, &state.schedule, flow);
            }
        }
    }
}

/// How many units of each batch a share is; fewer if it is divided in another way.
fn units(parts: &mut [(usize, Needs, i64)], mut share: Needs) -> Vec<(usize, i64)> {
    let mut taken = Vec::new();
    // Who travels apart shares baggage and pets evenly: some have one more than the others, and
    // what those others bring has to be left for them.
    let left = parts.iter().filter(|(.., count)| *count > 0).map(|(_, needs, _)| needs);
    let least = (left.clone().map(|n| n.baggage).min(), left.map(|n| n.pets).min());
    let (baggage, pets) = (least.0.unwrap_or(0), least.1.unwrap_or(0));
    for (batch, needs, count) in parts {
        let spare = |have: u32, least: u32| have.saturating_sub(least.saturating_mul(share.seats));
        let pairs = [
            (share.seats, needs.seats),
            (share.lap_infants, needs.lap_infants),
            (share.wheelchairs, needs.wheelchairs),
            (share.stretchers, needs.stretchers),
            (share.baggage, needs.baggage),
            (share.pets, needs.pets),
            (spare(share.baggage, baggage), needs.baggage.saturating_sub(baggage)),
            (spare(share.pets, pets), needs.pets.saturating_sub(pets)),
        ];
        let most = pairs.iter().filter_map(|(share, need)| share.checked_div(*need)).min();
        let units = i64::from(most.unwrap_or(0)).min(*count);
        let times = u32::try_from(units).unwrap_or(0);
        share.seats -= needs.seats * times;
        share.lap_infants -= needs.lap_infants * times;
        share.wheelchairs -= needs.wheelchairs * times;
        share.stretchers -= needs.stretchers * times;
        share.baggage -= needs.baggage * times;
        share.pets -= needs.pets * times;
        *count -= units;
        if units > 0 {
            taken.push((*batch, units));
        }
    }
    taken
}

fn trips(problem: &Problem, schedule: &Schedule, rides: &[Ride]) -> Option<Vec<usize>> {
    let mut trips = Vec::new();
    for ride in rides {
        let given = problem.lifts.iter().position(|lift| lift.id == ride.lift);
        let lift = given.or_else(|| {
            let vehicle = problem.vehicles.iter().position(|v| v.id == ride.lift)?;
            Some(problem.lifts.len() + vehicle)
        })?;
        for leg in ride.board..=ride.alight {
            let of_lift = schedule.of_lift(lift).iter();
            let mut of_leg =
                of_lift.filter(|trip| schedule.trips.get(**trip).is_some_and(|t| t.leg == leg));
            trips.push(*of_leg.next()?);
        }
    }
    Some(trips)
}

/// The move that a leg is.
fn find(
    problem: &Problem,
    network: &Network,
    group: &super::network::Group,
    leg: &Leg,
) -> Option<(usize, Move)> {
    let place = |id| problem.places.iter().position(|place| place.id == id);
    let (from, to) = (place(leg.from.clone())?, place(leg.to.clone())?);
    let step = usize::try_from((leg.departs - network.base).checked_div(network.step)?).ok()?;
    let moves = group.moves.get(from)?.iter();
    let minutes = leg.arrives - leg.departs;
    let fits = |one: &&Move| one.to == to && one.minutes == minutes;
    // People ride forwards; where a leg could be either, forwards loses nothing.
    let forwards = moves.clone().filter(fits).find(|one| !one.back);
    let one = forwards.or_else(|| moves.clone().find(fits));
    one.map(|one| (step, *one))
}
