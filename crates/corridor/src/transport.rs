//! Room 8. The assets of each nation: lifts, with their configuration, windows and hard deadlines.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::agreement::{Nation, Words};
use crate::record::{LiftId, PlaceId};

/// Whether people in a place are out of danger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// In the emergency.
    Danger,
    /// Out of danger, not home: a place of safety.
    Haven,
    /// On the soil of one of the two nations.
    Home,
}

/// A place where people wait, board or arrive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its id, e.g. the IATA code of an airport.
    pub id: PlaceId,
    /// Its name.
    pub name: Words,
    /// The country it is in (ISO 3166-1 alpha-2).
    pub country: Nation,
    /// Whether people there are out of danger.
    pub standing: Standing,
    /// Its time zone (IANA name).
    pub zone: String,
    /// Degrees north (WGS 84).
    pub lat: f64,
    /// Degrees east (WGS 84).
    pub lon: f64,
}

/// How a lift moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "three plain words")]
pub enum Mode {
    Air,
    Road,
    Sea,
}

/// What a lift can carry, as configured for this journey.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configuration {
    /// Seats.
    pub seats: u32,
    /// Children under two on laps, beyond the seats.
    pub lap_infants: u32,
    /// Of the seats, wheelchair positions.
    pub wheelchairs: u32,
    /// Of the seats, stretcher positions.
    pub stretchers: u32,
}

/// One stretch of a lift's journey without a stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// From here.
    pub from: PlaceId,
    /// To there.
    pub to: PlaceId,
    /// Departure.
    pub departs: Timestamp,
    /// Arrival.
    pub arrives: Timestamp,
}

/// A lift as its nation enters it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiftPlan {
    /// Its id.
    pub id: LiftId,
    /// Who operates it: a nation's code, or an organisation such as `UN`.
    pub operator: String,
    /// Nations whose people the operator takes without the agreement.
    pub invited: Vec<Nation>,
    /// What it is, in words.
    pub vehicle: String,
    /// How it moves.
    pub mode: Mode,
    /// Its journey.
    pub legs: Vec<Leg>,
    /// What it carries.
    pub seats: Configuration,
    /// Check-in closes this many minutes before each departure.
    pub closes_before: u32,
    /// Held in reserve: not to be planned with.
    pub standby: bool,
}

/// A lift that makes sense: legs that connect, time that runs forward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lift(LiftPlan);

/// Why an asset is no lift.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LiftError {
    /// It goes nowhere.
    #[error("lift-no-legs: lift {0} has no legs; give at least one, with both times")]
    NoLegs(LiftId),
    /// A leg names a place that nobody has entered.
    #[error("lift-unknown-place: lift {0} names the place {1}, which is not known; enter it first")]
    UnknownPlace(LiftId, PlaceId),
    /// A leg does not begin where the one before it ended.
    #[error("lift-legs-apart: leg {1} of lift {0} does not begin where the one before ended")]
    Apart(LiftId, usize),
    /// A leg arrives before it departs, or departs before the one before has arrived.
    #[error("lift-time-runs-back: leg {1} of lift {0} goes back in time; check times and zones")]
    TimeRunsBack(LiftId, usize),
    /// More wheelchair and stretcher positions than seats.
    #[error("lift-positions: lift {0} has more wheelchair and stretcher positions than seats")]
    Positions(LiftId),
}

impl Lift {
    /// The lift that `plan` describes.
    ///
    /// # Errors
    /// The first [`LiftError`] found.
    pub fn enter(plan: LiftPlan, places: &BTreeMap<PlaceId, Place>) -> Result<Self, LiftError> {
        let id = || plan.id.clone();
        if plan.legs.is_empty() {
            return Err(LiftError::NoLegs(id()));
        }
        let positions = plan.seats.wheelchairs.saturating_add(plan.seats.stretchers);
        if positions > plan.seats.seats {
            return Err(LiftError::Positions(id()));
        }
        let mut before: Option<&Leg> = None;
        for (index, leg) in plan.legs.iter().enumerate() {
            for place in [&leg.from, &leg.to] {
                if !places.contains_key(place) {
                    return Err(LiftError::UnknownPlace(id(), place.clone()));
                }
            }
            if before.is_some_and(|before| before.to != leg.from) {
                return Err(LiftError::Apart(id(), index.saturating_add(1)));
            }
            let waits = before.is_none_or(|before| before.arrives <= leg.departs);
            if leg.arrives <= leg.departs || !waits {
                return Err(LiftError::TimeRunsBack(id(), index.saturating_add(1)));
            }
            before = Some(leg);
        }
        Ok(Self(plan))
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &LiftId {
        &self.0.id
    }

    /// All that was entered.
    #[must_use]
    pub fn plan(&self) -> &LiftPlan {
        &self.0
    }

    /// The nation that operates it, if a nation does.
    #[must_use]
    pub fn nation(&self) -> Option<Nation> {
        self.0.operator.parse().ok()
    }

    /// Where it ends.
    #[must_use]
    pub fn destination(&self) -> Option<&PlaceId> {
        self.0.legs.last().map(|leg| &leg.to)
    }

    /// The leg that leaves `from`, by index.
    #[must_use]
    pub fn leg_from(&self, from: &PlaceId) -> Option<usize> {
        self.0.legs.iter().position(|leg| leg.from == *from)
    }

    /// The leg that reaches `to`, by index.
    #[must_use]
    pub fn leg_to(&self, to: &PlaceId) -> Option<usize> {
        self.0.legs.iter().rposition(|leg| leg.to == *to)
    }
}
