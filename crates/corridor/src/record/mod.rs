//! Room 2. A fact, and the permission or authority it rests on, as an entry of the log.
//!
//! The log is the truth: every other table is computed from it. Personal data never enters an
//! entry; it lies beside it as a [`Payload`], of which the entry holds a salted hash only.

mod ids;

pub use ids::{HouseholdId, LiftId, OfferId, PersonId, PlaceId, RegistrationId};

use aws_lc_rs::digest::{SHA256, digest};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::agreement::{Agreement, DataClass, Nation, Permission, Refusal, Release};

/// The schema that entries are written in; readers refuse a newer one.
pub const SCHEMA: u16 = 1;
/// The largest entry, so that it fits a C2SP tlog-tiles entry bundle (16-bit length).
pub const LARGEST_ENTRY: usize = u16::MAX as usize;

/// Live or drill: two worlds that never mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum World {
    /// The real thing.
    Live,
    /// An exercise: no word of it may be taken for real.
    Drill,
}

/// The room that an entry comes from; the order is the order of the corridor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the fourteen rooms are documented where they are")]
pub enum Room {
    Agreement,
    Record,
    Warning,
    Emergency,
    Notice,
    Registry,
    People,
    Transport,
    Offer,
    Plan,
    Boarding,
    Manifest,
    Border,
    Headcount,
}

impl Room {
    /// All rooms in their order.
    pub const ALL: [Self; 14] = [
        Self::Agreement,
        Self::Record,
        Self::Warning,
        Self::Emergency,
        Self::Notice,
        Self::Registry,
        Self::People,
        Self::Transport,
        Self::Offer,
        Self::Plan,
        Self::Boarding,
        Self::Manifest,
        Self::Border,
        Self::Headcount,
    ];

    /// Its name, as in the house's table of rooms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
            Self::Record => "record",
            Self::Warning => "warning",
            Self::Emergency => "emergency",
            Self::Notice => "notice",
            Self::Registry => "registry",
            Self::People => "people",
            Self::Transport => "transport",
            Self::Offer => "offer",
            Self::Plan => "plan",
            Self::Boarding => "boarding",
            Self::Manifest => "manifest",
            Self::Border => "border",
            Self::Headcount => "headcount",
        }
    }
}

/// What a fact rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// The nation's own law: it keeps this for itself.
    OwnLaw,
    /// A clause of the agreement, under which it went to the partner.
    Clause(String),
}

/// Personal data beside an entry: bytes and the salt that keeps their hash from being guessed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// 16 random bytes.
    pub salt: [u8; 16],
    /// The data, JSON.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Payload {
    /// Never shows the data: a payload can reach a log line by no way.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Payload({} bytes)", self.bytes.len())
    }
}

impl Payload {
    /// The salted hash that the entry holds: SHA-256 over salt then bytes, hexadecimal.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut salted = self.salt.to_vec();
        salted.extend_from_slice(&self.bytes);
        hex(digest(&SHA256, &salted).as_ref())
    }
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// One fact in the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Version of this shape.
    pub schema: u16,
    /// When it was recorded.
    pub at: Timestamp,
    /// Whose node recorded it.
    pub nation: Nation,
    /// Live or drill.
    pub world: World,
    /// The room it comes from.
    pub room: Room,
    /// What happened, e.g. `registered`.
    pub kind: String,
    /// The id of what it is about.
    pub subject: String,
    /// What it rests on.
    pub authority: Authority,
    /// The fact, without personal data.
    pub body: Value,
    /// Salted hash of the personal data beside it, if any.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub payload: Option<String>,
}

/// An entry with the personal data that lies beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    entry: Entry,
    payload: Option<Payload>,
}

/// An entry that a permission lets cross to the partner. The exchange sends nothing else.
#[derive(Clone, Debug, PartialEq)]
pub struct Released {
    recorded: Recorded,
    permission: Permission,
}

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecordError {
    /// Not JSON of an entry, or not in the one fixed form.
    #[error("entry-form: the entry is not in its fixed form ({what}); ask for it again")]
    Form {
        /// What was found.
        what: String,
    },
    /// Written by a newer version of the house.
    #[error("entry-schema: schema {schema} is newer than this node's {SCHEMA}; update this node")]
    Schema {
        /// The schema found.
        schema: u16,
    },
    /// More than 65,535 bytes.
    #[error("entry-too-large: {bytes} bytes, at most {LARGEST_ENTRY} fit; split it")]
    TooLarge {
        /// The size.
        bytes: usize,
    },
    /// The data beside the entry are not those that it was made with.
    #[error("entry-payload-hash: the data beside it don't match its hash; ask for them again")]
    PayloadHash,
    /// An entry of the other world.
    #[error("entry-world: a drill's entry came to a live node, or the reverse; check addresses")]
    World,
    /// Personal data in a class whose matrix row allows none, or the reverse.
    #[error("entry-class: {room} entries are not of the class {data}; nothing was sent")]
    Class {
        /// The room of the entry.
        room: &'static str,
        /// The class of the permission.
        data: &'static str,
    },
}

impl RecordError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form { .. } => "entry-form",
            Self::Schema { .. } => "entry-schema",
            Self::TooLarge { .. } => "entry-too-large",
            Self::PayloadHash => "entry-payload-hash",
            Self::World => "entry-world",
            Self::Class { .. } => "entry-class",
        }
    }
}

impl Entry {
    /// The bytes that the log's tree hashes: JSON in one fixed form (fields in the order of this
    /// type, keys of the body sorted, no spaces).
    ///
    /// # Errors
    /// [`RecordError::TooLarge`] beyond 65,535 bytes.
    pub fn leaf(&self) -> Result<Vec<u8>, RecordError> {
        let bytes = serde_json::to_vec(self)
            .map_err(|error| RecordError::Form { what: error.to_string() })?;
        if bytes.len() > LARGEST_ENTRY {
            return Err(RecordError::TooLarge { bytes: bytes.len() });
        }
        Ok(bytes)
    }

    /// The entry in these bytes.
    ///
    /// # Errors
    /// [`RecordError`] unless they are an entry in its fixed form and of a known schema.
    pub fn from_leaf(bytes: &[u8]) -> Result<Self, RecordError> {
        if bytes.len() > LARGEST_ENTRY {
            return Err(RecordError::TooLarge { bytes: bytes.len() });
        }
        let entry: Self = serde_json::from_slice(bytes)
            .map_err(|error| RecordError::Form { what: format!("column {}", error.column()) })?;
        if entry.schema > SCHEMA {
            return Err(RecordError::Schema { schema: entry.schema });
        }
        if entry.leaf()? != bytes {
            return Err(RecordError::Form { what: "another spelling of the same fact".to_owned() });
        }
        Ok(entry)
    }
}

impl Recorded {
    /// Joins an entry and the data beside it.
    ///
    /// # Errors
    /// [`RecordError::PayloadHash`] when they don't belong together. Erased data (none beside an
    /// entry that had some) are no error: erasing is allowed, exchanging is not.
    pub fn join(entry: Entry, payload: Option<Payload>) -> Result<Self, RecordError> {
        match &payload {
            Some(data) if entry.payload.as_deref() != Some(data.hash().as_str()) => {
                Err(RecordError::PayloadHash)
            }
            _ => Ok(Self { entry, payload }),
        }
    }

    /// Makes an entry out of a fact and the data to lie beside it.
    #[must_use]
    pub fn new(mut entry: Entry, payload: Option<Payload>) -> Self {
        entry.payload = payload.as_ref().map(Payload::hash);
        Self { entry, payload }
    }

    /// The entry.
    #[must_use]
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// The data beside it, if any and not erased.
    #[must_use]
    pub fn payload(&self) -> Option<&Payload> {
        self.payload.as_ref()
    }
}

impl Released {
    /// Lets `recorded` cross under `permission`; the entry then names the clause.
    ///
    /// # Errors
    /// [`RecordError::Class`] when the entry's room is not of the permission's class of data.
    pub fn under(permission: Permission, recorded: Recorded) -> Result<Self, RecordError> {
        let Recorded { mut entry, payload } = recorded;
        let personal = payload.is_some();
        if !belongs(permission.data(), entry.room, personal) {
            let (room, data) = (entry.room.name(), permission.data().as_str());
            return Err(RecordError::Class { room, data });
        }
        entry.authority = Authority::Clause(permission.clause().to_owned());
        Ok(Self { recorded: Recorded { entry, payload }, permission })
    }

    /// What crosses.
    #[must_use]
    pub fn recorded(&self) -> &Recorded {
        &self.recorded
    }

    /// Under which permission.
    #[must_use]
    pub fn permission(&self) -> &Permission {
        &self.permission
    }
}

/// Whether the agreement lets the partner send us `recorded` under the clause that it names. The
/// receiver holds every entry against the same matrix as the sender.
///
/// # Errors
/// [`Refusal`] when no row of the matrix with that clause covers it, or the clause is suspended.
pub fn admit(agreement: &Agreement, recorded: &Recorded, to: Nation) -> Result<(), Refusal> {
    let entry = recorded.entry();
    let nothing = || Refusal::NoClause {
        data: entry.room.name().to_owned(),
        from: entry.nation.to_string(),
        to: to.to_string(),
    };
    let Authority::Clause(clause) = &entry.authority else {
        return Err(nothing());
    };
    if let Some(by) = agreement.terms().suspended_by(clause) {
        return Err(Refusal::Suspended { clause: clause.clone(), by: by.to_string() });
    }
    let personal = entry.payload.is_some();
    // The phase is the sender's: it may have declared the emergency before we did.
    let covers = |row: &&Release| {
        row.clause == *clause
            && (row.data == DataClass::Warnings || agreement.terms().in_force(entry.at))
            && row.binds(entry.nation, to)
            && belongs(row.data, entry.room, personal)
    };
    agreement.terms().releases.iter().find(covers).map(|_| ()).ok_or_else(nothing)
}

/// Which rooms' entries a class of data covers, and whether personal data may lie beside them.
fn belongs(data: DataClass, room: Room, personal: bool) -> bool {
    match data {
        DataClass::Warnings => room == Room::Warning && !personal,
        DataClass::Assets => {
            matches!(room, Room::Emergency | Room::Notice | Room::Transport | Room::Plan)
                && !personal
        }
        DataClass::Offers => room == Room::Offer && !personal,
        DataClass::Parties => room == Room::People && !personal,
        DataClass::MatchTokens => room == Room::People && !personal,
        DataClass::Passengers => matches!(room, Room::Boarding | Room::Manifest),
        DataClass::BorderLists => matches!(room, Room::Manifest | Room::Border),
        DataClass::ClosingSum => room == Room::Headcount && !personal,
        DataClass::LogHeads => matches!(room, Room::Agreement | Room::Record) && !personal,
    }
}
