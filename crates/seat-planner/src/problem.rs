//! The problem: who is where, what flies and sails, what is closed, and by when.
//!
//! All of it is data with a documented JSON form (`version` 1); nothing here computes. Minutes are
//! whole minutes since an epoch that the caller chooses, the same for the whole problem.

use std::fmt;

use serde::{Deserialize, Serialize};

mod check_fleet;
mod check_itself;
mod fleet;

pub use check_itself::ProblemError;
pub use fleet::{Itinerary, Link, Vehicle};

/// Whole minutes since the epoch of the problem.
pub type Minute = i64;

/// The version of the JSON form that this crate writes. It reads version 1 too, which knows lifts
/// with fixed times only.
pub const VERSION: u32 = 2;

/// The usual step of the times at which vehicles depart, in minutes.
pub const STEP: Minute = 15;

macro_rules! id {
    ($name:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the caller's own identifier; any text that is not empty.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self::new(id)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(PlaceId, "Identifies a place.");
id!(LiftId, "Identifies a lift.");
id!(PartyId, "Identifies a party; a pseudonym, never a name.");
id!(Mode, "How a vehicle travels: it uses links of its own mode only.");
id!(Owner, "A nation, by its code: whose lift it is, or whose citizens they are.");

/// Everything a plan is made from, and checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// The version of this form: 2; 1 where there are neither vehicles nor links.
    pub version: u32,
    /// Where people and lifts can be.
    pub places: Vec<Place>,
    /// The aircraft, ships, buses that have been offered, with fixed times.
    #[serde(default)]
    pub lifts: Vec<Lift>,
    /// The aircraft, ships, buses that the plan may send where and when it likes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vehicles: Vec<Vehicle>,
    /// The ways that vehicles can take.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The people, by household.
    pub parties: Vec<Party>,
    /// What is shut, and when.
    #[serde(default)]
    pub closures: Vec<Closure>,
    /// The end of the time that is planned: every ride arrives by then.
    pub horizon: Minute,
    /// The least time, in minutes, between two lifts of one journey.
    #[serde(default = "usual_change")]
    pub min_change: Minute,
    /// Vehicles depart at whole multiples of so many minutes.
    #[serde(default = "usual_step", skip_serializing_if = "is_usual_step")]
    pub step: Minute,
    /// What one person of each class counts.
    #[serde(default)]
    pub weights: Weights,
    /// What comes first.
    #[serde(default, skip_serializing_if = "is_usual_aim")]
    pub aim: Aim,
}

fn is_usual_aim(aim: &Aim) -> bool {
    *aim == Aim::Out
}

/// What comes first when plans are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aim {
    /// Protected people out of danger, then weighted people out, then the burden.
    #[default]
    Out,
    /// The burden alone, in which whoever stays in danger counts for a long time.
    Burden,
}

fn usual_change() -> Minute {
    30
}

fn usual_step() -> Minute {
    STEP
}

fn is_usual_step(step: &Minute) -> bool {
    *step == STEP
}

impl Problem {
    /// The first minute at which anybody is ready or anything can depart.
    pub(crate) fn first_minute(&self) -> Option<Minute> {
        let ready = self.parties.iter().map(|party| party.ready);
        let legs = self.lifts.iter().flat_map(|lift| &lift.legs).map(|leg| leg.departs);
        let vehicles = self.vehicles.iter().map(|vehicle| vehicle.available);
        ready.chain(legs).chain(vehicles).min()
    }
}

/// A place: assembly point, port, airfield, transit haven, home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its identifier.
    pub id: PlaceId,
    /// Whether it is safe.
    pub kind: PlaceKind,
    /// For a home: whose. It is a haven for everybody else. Without it, it is everybody's home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_of: Option<Owner>,
    /// How many people who came here by a ride may wait here at any time; without it, any number.
    /// Parties that begin here are not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<u32>,
    /// How many departures and arrivals of vehicles there may be, together, in each hour from
    /// minute 0 on, those by road left out; without it, any number. Lifts with fixed times have
    /// their slots already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slots_per_hour: Option<u32>,
}

/// Whether a place is safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceKind {
    /// People have to be brought away from here.
    Danger,
    /// Safe, but not home.
    Haven,
    /// The journey's aim.
    Home,
}

/// A vehicle on its way, with its times and its seats. The times are fixed before planning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lift {
    /// Its identifier.
    pub id: LiftId,
    /// Whose it is.
    pub owner: Owner,
    /// Its stages, in order; each begins where the one before it ended.
    pub legs: Vec<Leg>,
    /// What it can carry, on every leg.
    pub seats: Seats,
    /// Hard deadline: whoever boards is there this many minutes before departure.
    pub closes_before: Minute,
}

/// One stage of a lift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leg {
    /// Where it departs.
    pub from: PlaceId,
    /// Where it arrives.
    pub to: PlaceId,
    /// When it departs.
    pub departs: Minute,
    /// When it arrives; after `departs`.
    pub arrives: Minute,
    /// People aboard are counted as in danger even if the leg leads to a safe place.
    #[serde(default, skip_serializing_if = "is_false")]
    pub exposed: bool,
}

fn is_false(is: &bool) -> bool {
    !is
}

/// What a lift can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seats {
    /// All seats, stretcher and wheelchair positions included.
    pub seats: u32,
    /// Lap places: how many infants may ride on laps. Infants beyond them take seats.
    #[serde(default)]
    pub lap_infants: u32,
    /// Of the seats, the positions for wheelchairs.
    #[serde(default)]
    pub wheelchairs: u32,
    /// Of the seats, the positions for stretchers.
    #[serde(default)]
    pub stretchers: u32,
    /// Pieces of checked baggage, each of up to 23 kg, as carriers and consulates count them;
    /// without it, no limit is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baggage: Option<u32>,
    /// Places for carriers with a pet, in the cabin or the hold; 0 where none are taken, and
    /// without it no limit is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pets: Option<u32>,
}

/// What a party, or the part of it on one journey, takes up.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(deny_unknown_fields)]
pub struct Needs {
    /// People who need a seat on every lift, those in wheelchairs and on stretchers included.
    pub seats: u32,
    /// Children under two who may ride on a lap: further people. Where the lift has a lap place
    /// left they take no seat, otherwise one each.
    #[serde(default)]
    pub lap_infants: u32,
    /// Of the seated, those who need a wheelchair position.
    #[serde(default)]
    pub wheelchairs: u32,
    /// Of the seated, those who need a stretcher position.
    #[serde(default)]
    pub stretchers: u32,
    /// Pieces of checked baggage, each of up to 23 kg.
    #[serde(default, skip_serializing_if = "is_none")]
    pub baggage: u32,
    /// Carriers with a pet.
    #[serde(default, skip_serializing_if = "is_none")]
    pub pets: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_none(count: &u32) -> bool {
    *count == 0
}

impl Needs {
    /// People: those who need a seat and the infants.
    #[must_use]
    pub fn people(&self) -> u32 {
        self.seats.saturating_add(self.lap_infants)
    }

    /// What two parts take up together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            seats: self.seats.saturating_add(other.seats),
            lap_infants: self.lap_infants.saturating_add(other.lap_infants),
            wheelchairs: self.wheelchairs.saturating_add(other.wheelchairs),
            stretchers: self.stretchers.saturating_add(other.stretchers),
            baggage: self.baggage.saturating_add(other.baggage),
            pets: self.pets.saturating_add(other.pets),
        }
    }
}

/// A household, or one person: they travel together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its identifier, a pseudonym.
    pub id: PartyId,
    /// Whose citizens they are.
    pub nation: Owner,
    /// Where they are. A haven is allowed; at their home they need no journey.
    pub place: PlaceId,
    /// From when they can board there.
    pub ready: Minute,
    /// Hard deadline: no journey of theirs departs from a place of danger after this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<Minute>,
    /// Who goes first.
    pub class: Class,
    /// What they take up together.
    pub needs: Needs,
    /// Whose lifts they may board.
    pub lifts_of: Vec<Owner>,
    /// Whether their consent to travel apart is recorded.
    #[serde(default)]
    pub may_split: bool,
    /// How many they are: seats and lap infants. Said twice so that a mistake shows.
    pub people: u32,
}

/// Who goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// The injured, the pregnant, children alone: before everybody else.
    Protected,
    /// The aged, families with small children.
    Vulnerable,
    /// Everybody else.
    Ordinary,
}

/// Something shut for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// What is shut.
    pub what: Closed,
    /// The first minute in which it is shut.
    pub from: Minute,
    /// The first minute in which it is open again; without it, it stays shut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Minute>,
}

/// What a closure shuts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Closed {
    /// Nothing departs from it or arrives at it.
    Place(PlaceId),
    /// Nothing departs on this way, in this direction.
    Road {
        /// Where the way begins.
        from: PlaceId,
        /// Where it ends.
        to: PlaceId,
    },
}

/// What one person of each class counts in the sums; protected at least as much as vulnerable,
/// vulnerable at least as much as ordinary, ordinary at least 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Of a protected person.
    pub protected: u32,
    /// Of a vulnerable person.
    pub vulnerable: u32,
    /// Of an ordinary person.
    pub ordinary: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Self { protected: 8, vulnerable: 3, ordinary: 1 }
    }
}

impl Weights {
    /// The weight of one person of this class.
    #[must_use]
    pub fn of(&self, class: Class) -> u32 {
        match class {
            Class::Protected => self.protected,
            Class::Vulnerable => self.vulnerable,
            Class::Ordinary => self.ordinary,
        }
    }
}
