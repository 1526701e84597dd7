//! The plan: who rides what, and who is left and why. Data only; see [`check`](fn@crate::check) for
//! whether it can be carried out.

use serde::{Deserialize, Serialize};

use crate::problem::{Itinerary, LiftId, Needs, PartyId};

/// Who rides what. Each person of the problem is in exactly one entry, except parties that are
/// already at their home, which need none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Where vehicles are sent; one that stays where it is has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub itineraries: Vec<Itinerary>,
    /// Those who travel.
    pub journeys: Vec<Journey>,
    /// Those who don't.
    #[serde(default)]
    pub left: Vec<Left>,
}

/// One party, or with its consent a part of one, from where it is to a safe place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    /// Which party.
    pub party: PartyId,
    /// Which part of it: all its needs, unless it consented to travel apart.
    pub share: Needs,
    /// The lifts it takes, in order.
    pub rides: Vec<Ride>,
}

/// Part of a lift's way: on board from the departure of one leg to the arrival of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ride {
    /// Which lift.
    pub lift: LiftId,
    /// The first leg ridden, counted from 0.
    pub board: usize,
    /// The last leg ridden, counted from 0; `board` or later.
    pub alight: usize,
}

/// A party, or with its consent a part of one, that stays where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// Which party.
    pub party: PartyId,
    /// Which part of it.
    pub share: Needs,
    /// Why.
    pub reason: Reason,
}

/// Why a party is left: the first thing that would have to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// No chain of lifts leads from where they are to safety.
    NoLift,
    /// There is one, of owners whose lifts they may not board.
    NotEligible,
    /// There is one, at times that they or the horizon can't meet.
    TooLate,
    /// There is one, and others have its seats, or it has no positions of the kind they need.
    NoSeat,
    /// There would be one, were it not for a closure.
    Closed,
    /// There is one, and its lifts take less baggage than they have.
    TooMuchBaggage,
    /// There is one, and its lifts take no pets, or fewer than they have.
    NoPets,
}

impl Reason {
    /// The stable name, as in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoLift => "no-lift",
            Self::NotEligible => "not-eligible",
            Self::TooLate => "too-late",
            Self::NoSeat => "no-seat",
            Self::Closed => "closed",
            Self::TooMuchBaggage => "too-much-baggage",
            Self::NoPets => "no-pets",
        }
    }
}
