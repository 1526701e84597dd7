//! What the plan may send: vehicles, the ways that they can take, and where it sends them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Leg, Lift, LiftId, Minute, Mode, Owner, PlaceId, Problem, Seats, is_false};

/// A way between two places for vehicles of one mode. People ride it in its direction only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Where it begins.
    pub from: PlaceId,
    /// Where it ends.
    pub to: PlaceId,
    /// Whose way it is.
    pub mode: Mode,
    /// How long it takes; more than 0.
    pub minutes: Minute,
    /// People aboard are counted as in danger even if the link leads to a safe place.
    #[serde(default, skip_serializing_if = "is_false")]
    pub exposed: bool,
    /// Whoever comes or goes by it takes no slot.
    #[serde(default, skip_serializing_if = "is_false")]
    pub road: bool,
    /// Vehicles can't take it back, empty, in the same time.
    #[serde(default, skip_serializing_if = "is_false")]
    pub one_way: bool,
}

/// An aircraft, ship or bus that the plan may send along links of its mode, as often as there is
/// time. Where it is sent it is a lift of its owner, by its own id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vehicle {
    /// Its identifier, different from those of all lifts.
    pub id: LiftId,
    /// Whose it is.
    pub owner: Owner,
    /// Which links it can take.
    pub mode: Mode,
    /// What it can carry.
    pub seats: Seats,
    /// Where it is at first.
    pub place: PlaceId,
    /// The first minute in which it can depart.
    pub available: Minute,
    /// It arrives for the last time by then: the end of crew duty, of a truce, of a permit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Minute>,
    /// Least minutes between an arrival and the next departure.
    #[serde(default)]
    pub turn_around: Minute,
    /// Whoever boards is there this many minutes before departure.
    #[serde(default)]
    pub closes_before: Minute,
    /// The longest link, in minutes, that it can take; without it, any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Minute>,
}

/// Where a plan sends a vehicle, with people or empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Itinerary {
    /// Which vehicle.
    pub vehicle: LiftId,
    /// Its legs, in order; each begins where the one before it ended.
    pub legs: Vec<Leg>,
}

impl Problem {
    /// The problem that is left once it is settled where vehicles go: each that is sent anywhere
    /// is a lift with fixed times. Itineraries of unknown vehicles are passed over.
    #[must_use]
    pub fn flown(&self, itineraries: &[Itinerary]) -> Cow<'_, Self> {
        if self.vehicles.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut flown = self.clone();
        let vehicles = std::mem::take(&mut flown.vehicles);
        for itinerary in itineraries {
            let vehicle = vehicles.iter().find(|vehicle| vehicle.id == itinerary.vehicle);
            flown.lifts.extend(vehicle.map(|vehicle| Lift {
                id: vehicle.id.clone(),
                owner: vehicle.owner.clone(),
                legs: itinerary.legs.clone(),
                seats: vehicle.seats,
                closes_before: vehicle.closes_before,
            }));
        }
        Cow::Owned(flown)
    }
}
