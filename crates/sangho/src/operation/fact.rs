//! Everything that a node can record, typed: what an entry's kind and body mean.

use corridor::agreement::Words;
use corridor::boarding::{Boarded, Expected};
use corridor::border::Decision as BorderDecision;
use corridor::emergency::{Closure, Emergency};
use corridor::headcount::{Headcount, Told};
use corridor::manifest::{Passenger, Voyage};
use corridor::notice::Notice;
use corridor::offer::SeatOffer;
use corridor::people::{Announced, Decision, Party, Shared};
use corridor::plan::{Changes, Figures, Kind};
use corridor::record::{
    Entry, HouseholdId, LiftId, Payload, RecordError, Recorded, RegistrationId, Room,
};
use corridor::registry::{Intention, Personal, Registration};
use corridor::transport::{Lift, Place, Standing};
use corridor::warning::Warning;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A fact without the personal data beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "kebab-case")]
pub enum Fact {
    /// A warning was taken in.
    Warned(Warning),
    /// An emergency was declared.
    Declared(Emergency),
    /// A place or road was closed.
    Closed(Closure),
    /// A notice went to citizens.
    Notified(Notice),
    /// A household was registered by one source; claims lie beside.
    Registered(Registration),
    /// A household changed its mind.
    Revised {
        /// The registration.
        registration: RegistrationId,
        /// What it wants now.
        intention: Intention,
    },
    /// An officer decided whether two rows are one person.
    Decided(Decision),
    /// A household as the planner sees it.
    Party(Party),
    /// Keyed hashes by which the partner finds people on both lists.
    Announced(Announced),
    /// A household turned out to be the same as another one of this nation.
    Merged {
        /// The household that is none any more.
        household: HouseholdId,
        /// The household that its people are in.
        into: HouseholdId,
    },
    /// An officer found that a person on both lists is, or is not, one.
    SameAcross {
        /// The pair, as the deciding node sees it.
        pair: Shared,
        /// Whether they are one person.
        same: bool,
    },
    /// A place was entered.
    Place(Place),
    /// A lift was entered.
    Lift(Lift),
    /// A lift reached its end.
    Landed {
        /// The lift.
        lift: LiftId,
        /// When.
        at: Timestamp,
        /// Whether people are out of danger there.
        standing: Standing,
    },
    /// An offer was made or answered.
    Offer(SeatOffer),
    /// A plan was accepted: what it comes to.
    Planned(Figures),
    /// A plan's seats on one lift.
    Seated {
        /// Which plan.
        plan: Kind,
        /// The lift.
        lift: LiftId,
        /// The households on it.
        households: Vec<HouseholdId>,
    },
    /// A plan was made again after something happened: what changed.
    Replanned(Replanned),
    /// A household has a seat on a lift; who they are lies beside.
    Expected {
        /// The lift.
        lift: LiftId,
        /// The household.
        household: HouseholdId,
        /// How many people.
        people: u32,
    },
    /// People of one household went aboard; their documents lie beside.
    Boarded {
        /// The lift.
        lift: LiftId,
        /// The household.
        household: HouseholdId,
        /// Each person.
        persons: Vec<Boarded>,
    },
    /// A household did not come.
    NoShow {
        /// The lift.
        lift: LiftId,
        /// The household.
        household: HouseholdId,
    },
    /// A passenger list was made; the PAXLST lies beside.
    Listed {
        /// The voyage.
        voyage: Voyage,
        /// How many passengers.
        passengers: u32,
    },
    /// The border answered; the CUSRES lies beside.
    Answered {
        /// The lift.
        lift: LiftId,
        /// Decisions by person.
        decisions: Vec<BorderDecision>,
        /// When the lift lands: an answer counts if it came before.
        lands: Timestamp,
    },
    /// An officer was told what became of a household.
    Told(Told),
    /// The closing sum of one node.
    Closing(Closing),
}

/// What changed when a plan was made again. A long list comes in parts, each counted for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replanned {
    /// When.
    pub at: Timestamp,
    /// Which part of the list, from 0.
    pub part: u32,
    /// Closures heard of since the last plan.
    pub closures: u32,
    /// For whom, and why.
    pub changes: Changes,
}

/// What one node says at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Those it answers for, each in one state.
    pub sum: Headcount,
    /// Of the partner's people, how many its lifts carried, by lift.
    pub carried_for_partner: BTreeMap<LiftId, u32>,
    /// Of its own people, how many the partner's lifts carried, by lift.
    pub carried_by_partner: BTreeMap<LiftId, u32>,
}

/// The personal data beside a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beside {
    /// Beside `Registered`.
    Personal(Personal),
    /// Beside `Expected`.
    Expected(Vec<Expected>),
    /// Beside `Boarded`.
    Passengers(Vec<Passenger>),
    /// Beside `Listed` and `Answered`: a UN/EDIFACT interchange.
    Message(String),
}

impl Fact {
    /// The room that it comes from.
    #[must_use]
    pub fn room(&self) -> Room {
        match self {
            Self::Warned(_) => Room::Warning,
            Self::Declared(_) | Self::Closed(_) => Room::Emergency,
            Self::Notified(_) => Room::Notice,
            Self::Registered(_) | Self::Revised { .. } => Room::Registry,
            Self::Decided(_)
            | Self::Party(_)
            | Self::Announced(_)
            | Self::Merged { .. }
            | Self::SameAcross { .. } => Room::People,
            Self::Place(_) | Self::Lift(_) | Self::Landed { .. } => Room::Transport,
            Self::Offer(_) => Room::Offer,
            Self::Planned(_) | Self::Seated { .. } | Self::Replanned(_) => Room::Plan,
            Self::Expected { .. } | Self::Boarded { .. } | Self::NoShow { .. } => Room::Boarding,
            Self::Listed { .. } => Room::Manifest,
            Self::Answered { .. } => Room::Border,
            Self::Told(_) | Self::Closing(_) => Room::Headcount,
        }
    }

    /// The id of what it is about.
    #[must_use]
    pub fn subject(&self) -> String {
        match self {
            Self::Warned(warning) => format!("{} {}", warning.sender(), warning.id()),
            Self::Declared(emergency) => emergency.id().to_owned(),
            Self::Closed(closure) => format!("{:?}@{}", closure.what, closure.from),
            Self::Notified(notice) => format!("notice-{}", notice.number()),
            Self::Registered(registration) => registration.id().to_string(),
            Self::Revised { registration, .. } => registration.to_string(),
            Self::Decided(decision) => {
                format!("{}={}", decision.a.person(), decision.b.person())
            }
            Self::Party(party) => format!("party {}", party.id),
            Self::Announced(announced) => format!("tokens {}", announced.household),
            Self::Merged { household, .. } => format!("merged {household}"),
            Self::SameAcross { pair, .. } => format!("{}={}", pair.ours, pair.theirs),
            Self::Place(place) => format!("place {}", place.id),
            Self::Lift(lift) => lift.id().to_string(),
            Self::Landed { lift, .. } => format!("landing {lift}"),
            Self::Offer(offer) => offer.id().to_string(),
            Self::Planned(figures) => format!("{:?}", figures.kind).to_lowercase(),
            Self::Seated { plan, lift, .. } => format!("{plan:?}/{lift}").to_lowercase(),
            Self::Replanned(one) => format!("replan {} {}", one.at, one.part),
            Self::Expected { lift, household, .. } => format!("expected {lift}/{household}"),
            Self::Boarded { lift, household, .. } => format!("boarded {lift}/{household}"),
            Self::NoShow { lift, household } => format!("no-show {lift}/{household}"),
            Self::Listed { voyage, .. } => voyage.lift.to_string(),
            Self::Answered { lift, .. } => lift.to_string(),
            Self::Told(told) => told.household.to_string(),
            Self::Closing(_) => "closing".to_owned(),
        }
    }

    /// The entry's kind and body.
    ///
    /// # Errors
    /// [`RecordError::Form`] when the fact has no JSON form (it always has).
    pub fn split(&self) -> Result<(String, Value), RecordError> {
        let form = |what: &str| RecordError::Form { what: what.to_owned() };
        let mut json = serde_json::to_value(self).map_err(|error| form(&error.to_string()))?;
        let kind = json.get("kind").and_then(Value::as_str).map(str::to_owned);
        let body = json.get_mut("body").map(Value::take).unwrap_or_default();
        Ok((kind.ok_or_else(|| form("no kind"))?, body))
    }

    /// The fact in an entry.
    ///
    /// # Errors
    /// [`RecordError::Form`] when kind and body are no fact that this node knows.
    pub fn of(entry: &Entry) -> Result<Self, RecordError> {
        let whole = json!({ "kind": entry.kind, "body": entry.body });
        let fact: Self = serde_json::from_value(whole)
            .map_err(|_| RecordError::Form { what: format!("no fact of kind {}", entry.kind) })?;
        if fact.room() == entry.room {
            Ok(fact)
        } else {
            Err(RecordError::Form { what: format!("{} in the wrong room", entry.kind) })
        }
    }
}

impl Beside {
    /// The payload that holds these data under `salt`.
    ///
    /// # Errors
    /// [`RecordError::Form`] when they have no JSON form (they always have).
    pub fn payload(&self, salt: [u8; 16]) -> Result<Payload, RecordError> {
        let bytes = serde_json::to_vec(self)
            .map_err(|error| RecordError::Form { what: error.to_string() })?;
        Ok(Payload { salt, bytes })
    }

    /// The data beside an entry; none where there are none or they were erased.
    ///
    /// # Errors
    /// [`RecordError::Form`] when they are not what this node knows.
    pub fn of(recorded: &Recorded) -> Result<Option<Self>, RecordError> {
        let Some(payload) = recorded.payload() else {
            return Ok(None);
        };
        serde_json::from_slice(&payload.bytes)
            .map(Some)
            .map_err(|_| RecordError::Form { what: "the data beside it".to_owned() })
    }
}

/// The words of a title in one language.
#[must_use]
pub fn say<'a>(words: &'a Words, language: &str) -> &'a str {
    match language {
        "ko" => &words.ko,
        "ja" => &words.ja,
        _ => &words.en,
    }
}
