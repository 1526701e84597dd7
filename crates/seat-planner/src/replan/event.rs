//! What has happened since a plan was published. Data only, with a versioned JSON form:
//!
//! ```json
//! {"version": 1, "now": 130, "events": [
//!   {"closure": {"what": {"place": "port"}, "from": 200, "until": 500}},
//!   {"lift-delayed": {"lift": "kr-1", "leg": 0, "minutes": 45}},
//!   {"no-show": {"party": "p7"}}
//! ]}
//! ```

use serde::{Deserialize, Serialize};

use crate::problem::{Class, Closed, Closure, LiftId, Minute, Needs, Owner, Party, PartyId};
use crate::problem::{PlaceId, Seats};

/// The version of the JSON form of events.
pub const EVENTS_VERSION: u32 = 1;

/// What has happened, and what time it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Events {
    /// The version of this form: 1.
    pub version: u32,
    /// The present minute, of the problem's epoch. What departs at it or before has departed.
    pub now: Minute,
    /// What has happened. Events of lifts and ways are taken first, then those of parties, each in
    /// the order given.
    pub events: Vec<Event>,
}

/// One thing that has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Event {
    /// Something is shut, from the next minute at the earliest.
    Closure(Closure),
    /// Something shut is open again: all its closures end.
    Reopened {
        /// What.
        what: Closed,
        /// The first minute in which it is open.
        from: Minute,
    },
    /// A lift or vehicle flies no further. Whoever is aboard alights where it is next.
    LiftLost {
        /// Which.
        lift: LiftId,
        /// The first leg that isn't flown, counted from 0; without it, all that have not departed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from_leg: Option<usize>,
    },
    /// A lift or vehicle is late from one leg on, and every leg after it as much.
    LiftDelayed {
        /// Which.
        lift: LiftId,
        /// The first leg that is late, counted from 0.
        #[serde(default)]
        leg: usize,
        /// How many minutes; 1 or more.
        minutes: Minute,
        /// The leg departed on time and only arrives late.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        underway: bool,
    },
    /// A lift or vehicle that has not departed yet has other seats than were planned with.
    LiftSeats {
        /// Which.
        lift: LiftId,
        /// What it can carry now.
        seats: Seats,
    },
    /// A party, or a part of it, is not coming and is planned for no more.
    NoShow {
        /// Which.
        party: PartyId,
        /// How many of it; without it, all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        share: Option<Needs>,
    },
    /// A party that was not planned for: somebody walks in, or registers late.
    NewParty(Party),
    /// A party is elsewhere, or ready at another time.
    PartyMoved {
        /// Which.
        party: PartyId,
        /// Where it is; without it, where it was thought to be.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<PlaceId>,
        /// From when it can board; without it, as before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ready: Option<Minute>,
    },
    /// The agreement changed: whose lifts a party, or a nation's citizens, may board.
    RuleChanged {
        /// For whom.
        of: Whose,
        /// Whose lifts they may board from now on.
        lifts_of: Vec<Owner>,
    },
    /// A party's class changed.
    ClassChanged {
        /// Which.
        party: PartyId,
        /// Its class now.
        class: Class,
    },
    /// A party has changed its mind and stays of its own will.
    Withdrawn {
        /// Which.
        party: PartyId,
    },
}

/// Whom a rule is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Whose {
    /// One party.
    Party(PartyId),
    /// Every party of a nation.
    Nation(Owner),
}

impl Event {
    /// The stable name of this kind of event, as in JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Closure(_) => "closure",
            Self::Reopened { .. } => "reopened",
            Self::LiftLost { .. } => "lift-lost",
            Self::LiftDelayed { .. } => "lift-delayed",
            Self::LiftSeats { .. } => "lift-seats",
            Self::NoShow { .. } => "no-show",
            Self::NewParty(_) => "new-party",
            Self::PartyMoved { .. } => "party-moved",
            Self::RuleChanged { .. } => "rule-changed",
            Self::ClassChanged { .. } => "class-changed",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}
