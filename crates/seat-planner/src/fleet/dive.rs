//! Settles the itineraries of vehicles one after the other, each where prices say that it is worth
//! most; after each, the prices of what is left are found again.

use super::climb::Climb;
use super::network::Move;
use super::price::{Market, Vehicles};

/// Where a vehicle departs: step, move.
pub(crate) type Itinerary = Vec<(usize, Move)>;

/// By vehicle of the problem: its itinerary.
pub(crate) type Fleet = Vec<Itinerary>;

/// Settles one vehicle by these prices.
pub(crate) fn settle(climb: &mut Climb<'_, '_>, market: &Market<'_>, vehicle: usize) -> Itinerary {
    let network = market.network;
    let mut routes = Vehicles::default();
    for group in &network.groups {
        let Some(member) = group.members.iter().find(|member| member.0 == vehicle) else {
            continue;
        };
        routes.choose(market, group, &climb.prices, &climb.given);
        let itinerary = routes.itinerary(market, group, (member.1, member.2));
        give(climb, market, group.load, &itinerary, vehicle, 1);
        return itinerary;
    }
    Vec::new()
}

/// Counts what a vehicle brings as given, or, with sign -1, no longer so.
pub(crate) fn give(
    climb: &mut Climb<'_, '_>,
    market: &Market<'_>,
    load: super::network::Load,
    itinerary: &Itinerary,
    vehicle: usize,
    sign: i64,
) {
    give_to(&mut climb.given, market, load, itinerary, vehicle, sign);
}

pub(crate) fn give_to(
    given: &mut super::price::Given,
    market: &Market<'_>,
    load: super::network::Load,
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
