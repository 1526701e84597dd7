//! Settles the itineraries of vehicles one after the other, each where prices say that it is worth
//! most; after each, the prices of what is left are found again.

use super::climb::Climb;
use super::network::{Load, Move, Network};
use super::price::{Given, Market};
use super::routes::Vehicles;

/// Where a vehicle departs: step, move.
pub(crate) type Itinerary = Vec<(usize, Move)>;

/// By vehicle of the problem: its itinerary.
pub(crate) type Fleet = Vec<Itinerary>;

/// Steps that prices make after each vehicle, at most.
const STEPS: u32 = 10;
/// Steps of time with one price, meanwhile.
const BLOCK: usize = 2;

/// Settles all vehicles, those with the longest ways first, while `spent` is less than 1; the
/// others without finding prices again. `pace` is that of the prices.
pub(crate) fn dive(
    climb: &Climb<'_, '_>,
    market: &Market<'_>,
    pace: f64,
    spent: impl Fn(f64) -> f64,
) -> Fleet {
    let network = market.network;
    let mut climb = climb.fork(BLOCK);
    let order = in_order(network);
    let vehicles = order.iter().map(|(_, number)| number + 1).max().unwrap_or(0);
    let mut fleet = vec![Itinerary::new(); vehicles];
    for (done, (group, number)) in order.iter().enumerate() {
        let itinerary = settle(&mut climb, market, *group, *number);
        if let Some(slot) = fleet.get_mut(*number) {
            *slot = itinerary;
        }
        climb.given_changed();
        let share = done as f64 / order.len() as f64;
        if spent(share) < 1.0 {
            climb.run((pace, pace), |steps| f64::from(steps) / f64::from(STEPS));
        }
    }
    fleet
}

/// Group and number of each vehicle, those whose shortest link is longest first.
fn in_order(network: &Network) -> Vec<(usize, usize)> {
    let shortest = |group: &super::network::Group| {
        group.moves.iter().flatten().map(|one| one.minutes).min().unwrap_or(0)
    };
    let mut groups: Vec<_> = network.groups.iter().enumerate().collect();
    groups.sort_by_key(|(number, group)| (std::cmp::Reverse(shortest(group)), *number));
    let members = |(number, group): (usize, &super::network::Group)| {
        group.members.iter().map(move |member| (number, member.0)).collect::<Vec<_>>()
    };
    groups.into_iter().flat_map(members).collect()
}

/// Settles one vehicle by the prices of the climb.
fn settle(
    climb: &mut Climb<'_, '_>,
    market: &Market<'_>,
    group: usize,
    vehicle: usize,
) -> Itinerary {
    let Some(group) = market.network.groups.get(group) else { return Itinerary::new() };
    let Some(member) = group.members.iter().find(|member| member.0 == vehicle) else {
        return Itinerary::new();
    };
    let mut routes = Vehicles::default();
    routes.choose(market, group, &climb.prices, &climb.given);
    let itinerary = routes.itinerary(market, group, &climb.given, (member.1, member.2));
    give(&mut climb.given, market, group.load, &itinerary, vehicle, 1);
    itinerary
}

/// Counts what a vehicle brings as given, or, with sign -1, no longer so.
pub(crate) fn give(
    given: &mut Given,
    market: &Market<'_>,
    load: Load,
    itinerary: &Itinerary,
    vehicle: usize,
    sign: i64,
) {
    if let Some(settled) = given.settled.get_mut(vehicle) {
        *settled = sign > 0;
    }
    for (step, one) in itinerary {
        if let Some(ride) = market.ride(one, *step)
            && let Some(fixed) = given.fixed.get_mut(ride)
        {
            fixed.iter_mut().zip(&load).for_each(|(fixed, has)| *fixed += sign * has);
        }
        for slot in market.slots(one, *step).into_iter().flatten() {
            let departed = given.departed.get_mut(slot);
            departed.into_iter().for_each(|departed| *departed += sign);
        }
    }
}
