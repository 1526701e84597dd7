//! The terms of an agreement as data: clauses and the release matrix.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{Ask, Nation};

/// One sentence in the three languages of the house.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Korean.
    pub ko: String,
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

/// The terms both nations sign: who, when, and what may cross under which clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Name of the agreement, e.g. `kr-jp-2024`.
    pub id: String,
    /// Version, counted from 1; version N+1 is signed by the quorums of N and N+1.
    pub version: u32,
    /// The two nations.
    pub parties: [Nation; 2],
    /// First day.
    pub in_force_from: Date,
    /// Last day for everything but warnings.
    pub expires: Date,
    /// The clauses by number.
    #[serde(rename = "clause")]
    pub clauses: Vec<Clause>,
    /// The release matrix: one row per thing that may cross.
    #[serde(rename = "release")]
    pub releases: Vec<Release>,
    /// Clauses that one of the nations has suspended on its own.
    #[serde(rename = "suspension", default, skip_serializing_if = "Vec::is_empty")]
    pub suspensions: Vec<Suspension>,
    /// Keys of offices that the exchange relies on.
    #[serde(rename = "key", default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<PinnedKey>,
}

/// A key of one nation's office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedKey {
    /// Whose.
    pub nation: Nation,
    /// What for.
    #[serde(rename = "use")]
    pub purpose: KeyUse,
    /// The key: a verifier line (C2SP signed-note) or the SHA-256 of a TLS key, hexadecimal.
    pub value: String,
}

/// What a pinned key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyUse {
    /// Signs the checkpoints of the log that goes to the partner.
    Log,
    /// Cosigns the partner's checkpoints: receipts.
    Witness,
    /// The node's TLS key.
    Tls,
}

/// One clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its number, e.g. `c3`.
    pub id: String,
    /// Its title.
    pub title: Words,
}

/// One row of the release matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// The clause it rests on.
    pub clause: String,
    /// What the recipient may use it for.
    pub purpose: Purpose,
    /// The class of data.
    pub data: DataClass,
    /// Who may hand over.
    pub from: Party,
    /// Who may receive.
    pub to: Party,
    /// When.
    pub phase: Phase,
    /// What the persons concerned must at least have been told or have agreed to.
    pub consent: Consent,
}

/// A clause that one nation alone has suspended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// The clause.
    pub clause: String,
    /// Who suspended it, and alone can lift that.
    pub by: Nation,
}

/// One of the parties, or either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Party {
    /// Either party.
    Any,
    /// This one only.
    Only(Nation),
    /// A code that is no nation: matches nobody.
    Nobody,
}

impl From<String> for Party {
    fn from(text: String) -> Self {
        match text.as_str() {
            "any" => Self::Any,
            code => code.parse().map_or(Self::Nobody, Self::Only),
        }
    }
}

impl From<Party> for String {
    fn from(party: Party) -> Self {
        match party {
            Party::Any => "any".to_owned(),
            Party::Only(nation) => nation.to_string(),
            Party::Nobody => "nobody".to_owned(),
        }
    }
}

impl Party {
    fn includes(self, nation: Nation) -> bool {
        match self {
            Self::Any => true,
            Self::Only(named) => named == nation,
            Self::Nobody => false,
        }
    }
}

/// What data may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Protecting people's lives.
    ProtectLife,
    /// Planning an evacuation.
    PlanEvacuation,
    /// Carrying somebody.
    CarryPassengers,
    /// Clearing a traveller at the border.
    ClearBorder,
    /// Accounting for everybody at the end.
    Account,
    /// Proving what was exchanged.
    Audit,
}

/// The classes of data that the release matrix knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataClass {
    /// Public warnings.
    Warnings,
    /// Aircraft, ships, buses, plans and closures.
    Assets,
    /// Offers of seats and the answers to them.
    Offers,
    /// Parties without names: place, size, needs, priority.
    Parties,
    /// Keyed hashes by which two registries find the people on both.
    MatchTokens,
    /// Names and documents of passengers on the partner's transport.
    Passengers,
    /// Passenger lists and border answers.
    BorderLists,
    /// How many are in which state.
    ClosingSum,
    /// Receipts and heads of logs.
    LogHeads,
}

impl DataClass {
    /// Its name in the matrix.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warnings => "warnings",
            Self::Assets => "assets",
            Self::Offers => "offers",
            Self::Parties => "parties",
            Self::MatchTokens => "match-tokens",
            Self::Passengers => "passengers",
            Self::BorderLists => "border-lists",
            Self::ClosingSum => "closing-sum",
            Self::LogHeads => "log-heads",
        }
    }
}

/// When a release is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Always.
    Standing,
    /// From the declaration of an emergency until it is closed.
    Emergency,
}

/// What the persons concerned know or have agreed to, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consent {
    /// No person is concerned, or nothing was said.
    None,
    /// They were told.
    Notified,
    /// They can't be asked and their life depends on it.
    VitalInterest,
    /// They agreed.
    Given,
}

impl Terms {
    /// Whether the agreement is in force at `at` (days are counted in UTC).
    #[must_use]
    pub fn in_force(&self, at: Timestamp) -> bool {
        let day = at.to_zoned_datetime(TimeZone::UTC).date();
        self.in_force_from <= day && day <= self.expires
    }

    /// The last instant at which a permission for `data` holds; warnings have none.
    #[must_use]
    pub fn end_of(&self, data: DataClass) -> Option<Timestamp> {
        let end = self.expires.tomorrow().ok()?.to_zoned_datetime(TimeZone::UTC).ok()?.timestamp();
        (data != DataClass::Warnings).then_some(end)
    }

    /// The keys of `nation` for one use.
    pub fn keys_of(&self, nation: Nation, purpose: KeyUse) -> impl Iterator<Item = &str> {
        let wanted = move |key: &&PinnedKey| key.nation == nation && key.purpose == purpose;
        self.keys.iter().filter(wanted).map(|key| key.value.as_str())
    }

    /// Who has suspended `clause`, if anybody.
    #[must_use]
    pub fn suspended_by(&self, clause: &str) -> Option<Nation> {
        self.suspensions.iter().find(|s| s.clause == clause).map(|s| s.by)
    }

    /// The terms as the bytes that both nations sign: JSON in one fixed form.
    #[must_use]
    pub fn canonical(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl Release {
    /// Whether this row lets `from` hand over to `to`.
    #[must_use]
    pub fn binds(&self, from: Nation, to: Nation) -> bool {
        self.from.includes(from) && self.to.includes(to)
    }

    /// Whether this row speaks of what is asked, its consent aside.
    #[must_use]
    pub fn names(&self, ask: &Ask) -> bool {
        self.data == ask.data
            && self.binds(ask.from, ask.to)
            && (self.phase == Phase::Standing || self.phase == ask.phase)
    }
}
