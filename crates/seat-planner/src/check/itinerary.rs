//! Vehicles go where they can go, when they can, and not through what is closed.

use std::collections::{BTreeMap, BTreeSet};

use super::closed::stopped;
use super::{Fault, Rule};
use crate::plan::Plan;
use crate::problem::{Itinerary, Leg, Link, Minute, PlaceId, Problem, Vehicle};

const HOUR: Minute = 60;

pub(super) fn check(problem: &Problem, plan: &Plan, faults: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for itinerary in &plan.itineraries {
        let id = &itinerary.vehicle;
        let Some(vehicle) = problem.vehicles.iter().find(|vehicle| vehicle.id == *id) else {
            let text = "There is no such vehicle. Plan again with the vehicles that there are.";
            faults.push(Fault::new(Rule::UnknownVehicle, text).on(id));
            continue;
        };
        if !seen.insert(id) {
            let text = "The vehicle has two itineraries. Join them, or leave one out.";
            faults.push(Fault::new(Rule::VehicleTwice, text).on(id));
        }
        follow(problem, vehicle, itinerary, faults);
    }
    ridden(problem, plan, faults);
    slots(problem, plan, faults);
}

/// People are on no leg on which a vehicle takes a link back.
fn ridden(problem: &Problem, plan: &Plan, faults: &mut Vec<Fault>) {
    let vehicles: BTreeMap<_, &Vehicle> =
        problem.vehicles.iter().map(|vehicle| (&vehicle.id, vehicle)).collect();
    // The legs of each vehicle that are some link's own direction.
    let mut itineraries: BTreeMap<_, (&Itinerary, Vec<bool>)> = BTreeMap::new();
    for itinerary in &plan.itineraries {
        let Some(vehicle) = vehicles.get(&itinerary.vehicle) else { continue };
        let along = |leg: &Leg| {
            problem.links.iter().any(|link| link.mode == vehicle.mode && is_along(link, leg))
        };
        let along = itinerary.legs.iter().map(along).collect();
        itineraries.insert(&itinerary.vehicle, (itinerary, along));
    }
    for journey in &plan.journeys {
        for ride in &journey.rides {
            let Some((itinerary, along)) = itineraries.get(&ride.lift) else { continue };
            let legs = itinerary.legs.iter().zip(along).enumerate();
            let ridden = legs.filter(|(number, _)| (ride.board..=ride.alight).contains(number));
            for (_, (leg, _)) in ridden.filter(|(_, (_, along))| !**along) {
                let text = "People would ride a link against its direction. Let them alight \
                            before, or add the link that they can ride.";
                let fault = Fault::new(Rule::AgainstLink, text).of(&journey.party);
                faults.push(fault.on(&ride.lift).at(leg.departs));
            }
        }
    }
}

/// Whether a leg is a link in its own direction.
fn is_along(link: &Link, leg: &Leg) -> bool {
    let ends = link.from == leg.from && link.to == leg.to;
    ends && link.exposed == leg.exposed
        && leg.arrives.checked_sub(leg.departs) == Some(link.minutes)
}

/// Follows one vehicle from where it is.
fn follow(problem: &Problem, vehicle: &Vehicle, itinerary: &Itinerary, faults: &mut Vec<Fault>) {
    let mut place = &vehicle.place;
    let mut arrived: Option<Minute> = None;
    for leg in &itinerary.legs {
        let mut fault = |rule, text: &str| {
            faults.push(Fault::new(rule, text).on(&vehicle.id).at(leg.departs));
        };
        if leg.from != *place {
            let text = "The vehicle is not where this leg begins. Add the leg between.";
            fault(Rule::VehicleElsewhere, text);
        }
        match way(problem, vehicle, leg) {
            None => {
                let text = "No link of this mode joins the two places in this time. Take a link \
                            that there is.";
                fault(Rule::NoSuchLink, text);
            }
            Some(link) if vehicle.range.is_some_and(|range| link.minutes > range) => {
                let text = "The link is longer than the vehicle's range. Go by another place.";
                fault(Rule::BeyondRange, text);
            }
            Some(_) => {}
        }
        if leg.departs < vehicle.available || leg.departs.rem_euclid(problem.step) != 0 {
            let text = "The vehicle can't depart then: it is not available yet, or it is no whole \
                        multiple of the step. Choose a later minute.";
            fault(Rule::VehicleNotAvailable, text);
        }
        if arrived.is_some_and(|arrived| leg.departs - arrived < vehicle.turn_around) {
            let text = "There is too little time to turn around. Depart later.";
            fault(Rule::ShortTurnAround, text);
        }
        if vehicle.until.is_some_and(|until| leg.arrives > until) {
            let text = "The leg arrives after the vehicle's duty ends. Leave it out.";
            fault(Rule::AfterDuty, text);
        }
        if let Some((rule, _)) = stopped(problem, leg) {
            let text = "The vehicle can't pass: the way is closed then. Choose another time.";
            fault(rule, text);
        }
        (place, arrived) = (&leg.to, Some(leg.arrives));
    }
}

/// The link that a leg takes, forwards or, where the link allows it, back.
fn way<'a>(problem: &'a Problem, vehicle: &Vehicle, leg: &Leg) -> Option<&'a Link> {
    problem.links.iter().find(|link| {
        let forwards = link.from == leg.from && link.to == leg.to && link.exposed == leg.exposed;
        let back = !link.one_way && link.from == leg.to && link.to == leg.from;
        link.mode == vehicle.mode
            && (forwards || back)
            && leg.arrives.checked_sub(leg.departs) == Some(link.minutes)
    })
}

fn slots(problem: &Problem, plan: &Plan, faults: &mut Vec<Fault>) {
    let mut movements: BTreeMap<(&PlaceId, Minute), u32> = BTreeMap::new();
    for itinerary in &plan.itineraries {
        let vehicle = problem.vehicles.iter().find(|vehicle| vehicle.id == itinerary.vehicle);
        for leg in &itinerary.legs {
            let link = vehicle.and_then(|vehicle| way(problem, vehicle, leg));
            if link.is_some_and(|link| link.road) {
                continue;
            }
            for (place, minute) in [(&leg.from, leg.departs), (&leg.to, leg.arrives)] {
                *movements.entry((place, minute.div_euclid(HOUR))).or_default() += 1;
            }
        }
    }
    for place in &problem.places {
        let Some(slots) = place.slots_per_hour else { continue };
        for ((at, hour), count) in &movements {
            if **at == place.id && *count > slots {
                let text = format!(
                    "{count} vehicles come to and go from one place within this hour, and it has \
                     {slots} slots. Let some come or go in another hour."
                );
                faults.push(Fault::new(Rule::SlotsExceeded, text).at(hour * HOUR));
            }
        }
    }
}
