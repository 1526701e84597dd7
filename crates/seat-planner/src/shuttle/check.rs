//! The checker: drives a plan through the problem trip by trip. It shares nothing with the search.

use std::fmt;

use super::plan::Trip;
use super::problem::{Shuttle, Shuttles};

/// What a plan does that it must not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShuttleFault {
    /// There are more or fewer routes than vehicles.
    Routes,
    /// The trip of this vehicle, by its place in the route, uses a leg that the vehicle can't.
    NoWay(usize, usize),
    /// The trip of this vehicle carries nobody though it must, or more than its seats.
    Load(usize, usize),
    /// More or fewer people leave this site than wait there.
    Demand(usize),
    /// More people are brought to this drop than it has room for.
    Room(usize),
}

impl ShuttleFault {
    /// The stable name.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Routes => "shuttle-routes",
            Self::NoWay(..) => "shuttle-no-way",
            Self::Load(..) => "shuttle-load",
            Self::Demand(_) => "shuttle-demand",
            Self::Room(_) => "shuttle-room",
        }
    }
}

impl fmt::Display for ShuttleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Routes => write!(f, "the plan has not one route for each vehicle"),
            Self::NoWay(vehicle, trip) => {
                write!(f, "vehicle {vehicle} can't make its trip {trip}")
            }
            Self::Load(vehicle, trip) => {
                write!(f, "vehicle {vehicle} carries too few or too many on its trip {trip}")
            }
            Self::Demand(site) => write!(f, "site {site} is not emptied exactly"),
            Self::Room(drop) => write!(f, "drop {drop} gets more people than it has room for"),
        }
    }
}

/// Drives the routes. Answers when the last trip has unloaded; 0 when there is none.
///
/// # Errors
/// All faults, in the order of the routes, then of the sites, then of the drops.
pub fn check_shuttles(problem: &Shuttles, routes: &[Vec<Trip>]) -> Result<i64, Vec<ShuttleFault>> {
    if routes.len() != problem.vehicles.len() {
        return Err(vec![ShuttleFault::Routes]);
    }
    let mut faults = Vec::new();
    let mut last = 0;
    for (number, (vehicle, route)) in problem.vehicles.iter().zip(routes).enumerate() {
        match drive(problem, vehicle, route) {
            Ok(end) => last = last.max(end),
            Err(trip) => faults.push(ShuttleFault::NoWay(number, trip)),
        }
        for (place, trip) in route.iter().enumerate() {
            let least = i64::from(!problem.empty_trips);
            if trip.people < least || trip.people > vehicle.seats {
                faults.push(ShuttleFault::Load(number, place));
            }
        }
    }
    let trips = || routes.iter().flatten();
    for (site, waiting) in problem.sites.iter().enumerate() {
        let from_here = |trip: &&Trip| problem.pickups.get(trip.pickup) == Some(&site);
        if sum(trips().filter(from_here)) != i128::from(*waiting) {
            faults.push(ShuttleFault::Demand(site));
        }
    }
    for (drop, room) in problem.drops.iter().enumerate() {
        let brought = sum(trips().filter(|trip| trip.drop == drop));
        if room.is_some_and(|room| brought > i128::from(room)) {
            faults.push(ShuttleFault::Room(drop));
        }
    }
    if faults.is_empty() { Ok(last) } else { Err(faults) }
}

fn sum<'a>(trips: impl Iterator<Item = &'a Trip>) -> i128 {
    trips.map(|trip| i128::from(trip.people)).sum()
}

/// When the route ends, or the place of the first trip that can't be made.
fn drive(problem: &Shuttles, vehicle: &Shuttle, route: &[Trip]) -> Result<i64, usize> {
    let fleet = problem.fleets.get(vehicle.fleet).ok_or(0_usize)?;
    let cell = |table: &[Vec<Option<i64>>], row: usize, column: usize| -> Option<i64> {
        *table.get(row)?.get(column)?
    };
    let mut clock = vehicle.available;
    let mut stands: Option<usize> = None;
    for (place, trip) in route.iter().enumerate() {
        let run = match stands {
            None => vehicle.first.get(trip.pickup).copied().flatten(),
            Some(drop) => cell(&fleet.empty, drop, trip.pickup),
        };
        let ride = cell(&fleet.loaded, trip.pickup, trip.drop);
        clock = clock.saturating_add(run.ok_or(place)?.saturating_add(ride.ok_or(place)?));
        stands = Some(trip.drop);
    }
    Ok(if route.is_empty() { 0 } else { clock })
}
