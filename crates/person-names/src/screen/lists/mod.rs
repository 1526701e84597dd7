//! Lists to screen against, as their publishers give them: bytes in, entries out, and every row or
//! field that could not be used, with the reason.
//!
//! | reader | reads |
//! |---|---|
//! | [`ofac`] | OFAC's list of Specially Designated Nationals: `sdn.csv` and `alt.csv` |
//! | [`un`] | the Security Council's consolidated list, XML |
//! | [`national`] | a nation's own list, in a CSV of ours |
//! | [`lost_documents`] | lost and stolen documents, in a CSV of ours |
//!
//! A broken row is left out and reported; the rest is kept. A file that is not of the kind at all,
//! or that breaks off, is refused as a whole: half a list must never pass for a list.

mod countries;
mod ofac;
mod plain;
mod remarks;
mod rows;
mod un;

use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::name::Name;
use crate::person::{NameKind, Person, PersonName};

pub use ofac::ofac;
pub use plain::{LOST_COLUMNS, NATIONAL_COLUMNS, lost_documents, national};
pub use un::un;

/// The most bytes a list may have: 256 MiB.
pub const LARGEST: usize = 256 << 20;
/// The most names that are taken of one entry.
pub const MOST_NAMES: usize = 500;

/// A list, read.
#[derive(Clone, Debug)]
pub struct List {
    /// What it is called here, such as `ofac-sdn`; as the caller names it for lists of ours.
    pub name: String,
    /// The version or date, as the source states it; `None` where it states none.
    pub stated: Option<String>,
    /// Hash of all its bytes.
    pub hash: Hash,
    /// What could be used, in the order of the source.
    pub entries: Vec<Entry>,
    /// What could not be used.
    pub rejected: Vec<Rejected>,
}

impl List {
    /// The entries that are persons.
    pub fn persons(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.kind == Kind::Person)
    }

    fn new(name: &str, bytes: &[&[u8]]) -> Result<Self, ListError> {
        let size: usize = bytes.iter().map(|bytes| bytes.len()).sum();
        if size > LARGEST {
            return Err(ListError::TooLarge { size });
        }
        let hash = Hash::of(bytes);
        let name = name.to_owned();
        Ok(Self { name, stated: None, hash, entries: Vec::new(), rejected: Vec::new() })
    }

    /// Adds an entry if it can be used at all.
    fn add(&mut self, entry: Entry, place: &str) {
        let empty = match entry.kind {
            Kind::Person => entry.person.names.is_empty(),
            Kind::Document => entry.person.documents.is_empty(),
            _ => false,
        };
        if empty {
            self.reject(place, Fault::Nameless, false);
        } else {
            self.entries.push(entry);
        }
    }

    fn reject(&mut self, place: &str, fault: Fault, kept: bool) {
        self.rejected.push(Rejected { place: place.to_owned(), fault, kept });
    }

    /// Makes ids unique: the second entry of an id is rejected.
    fn settle(mut self) -> Self {
        let mut seen = std::collections::HashSet::new();
        let (kept, twice): (Vec<_>, Vec<_>) =
            self.entries.into_iter().partition(|entry| seen.insert(entry.id.clone()));
        self.entries = kept;
        for entry in twice {
            let place = format!("id {}", entry.id);
            self.rejected.push(Rejected { place, fault: Fault::Twice, kept: false });
        }
        self
    }
}

/// One entry of a list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id in its list.
    pub id: String,
    /// What it is of.
    pub kind: Kind,
    /// What the list says of the person; empty if it is none, but for the number of a document.
    pub person: Person,
    /// The names as the list writes them; for a person in the order of `person.names`.
    pub written: Vec<String>,
    /// The programme or reason, as the list states it.
    pub reason: String,
    /// Hash of all that the list says of it: changes when the entry does.
    pub hash: Hash,
}

impl Entry {
    fn new(id: &str, kind: Kind, reason: &str) -> Self {
        Self {
            id: id.to_owned(),
            kind,
            person: Person::default(),
            written: Vec::new(),
            reason: reason.trim().to_owned(),
            hash: Hash(0),
        }
    }

    /// Adds a name; says what is wrong with it if it is none.
    fn name(&mut self, text: &str, kind: NameKind) -> Result<(), Fault> {
        let text = text.trim();
        if text.is_empty() || self.written.iter().any(|known| known == text) {
            return Ok(());
        }
        if self.written.len() >= MOST_NAMES {
            return Err(Fault::Names);
        }
        // Names of what is no person follow other rules; they are kept as they are written.
        if self.kind == Kind::Person {
            let name = Name::parse(text).map_err(|_| Fault::Name)?;
            self.person.names.push(PersonName { name, kind });
        }
        self.written.push(text.to_owned());
        Ok(())
    }
}

/// What an entry is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A natural person.
    Person,
    /// An organisation.
    Entity,
    /// A ship.
    Vessel,
    /// An aircraft.
    Aircraft,
    /// A lost or stolen document.
    Document,
}

/// FNV-1a of 128 bits: tells versions apart, and proves nothing against a forger.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(u128);

impl Hash {
    /// The hash of several stretches of bytes, each with its length.
    #[must_use]
    pub fn of(stretches: &[&[u8]]) -> Self {
        let step = |hash: u128, byte: u8| {
            (hash ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b)
        };
        let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
        for stretch in stretches {
            let length = u64::try_from(stretch.len()).unwrap_or(u64::MAX);
            hash = length.to_le_bytes().into_iter().fold(hash, step);
            hash = stretch.iter().copied().fold(hash, step);
        }
        Self(hash)
    }

    /// Reads what `Display` writes: 32 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let right = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        right.then(|| u128::from_str_radix(text, 16).ok()).flatten().map(Self)
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A row or a field that could not be used. It names the place and quotes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The line, or the id of the entry.
    pub place: String,
    /// What is wrong.
    pub fault: Fault,
    /// Whether the rest of the entry was kept.
    pub kept: bool,
}

impl Serialize for Rejected {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Said<'s> {
            place: &'s str,
            code: &'static str,
            what: String,
            kept: bool,
        }
        let (code, what) = (self.fault.code(), self.fault.to_string());
        Said { place: &self.place, code, what, kept: self.kept }.serialize(serializer)
    }
}

/// What is wrong with a row or a field, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Error)]
pub enum Fault {
    /// The columns are not as many as they should be, or a quote isn't closed.
    #[error("columns or quotes are not as they should be; ask the publisher for the row again")]
    Row,
    /// Not UTF-8.
    #[error("the row is not UTF-8; save the list as UTF-8")]
    Encoding,
    /// The id is missing.
    #[error("the id is missing; give every entry one")]
    NoId,
    /// An id that was there before.
    #[error("the id is there twice; the first entry stands; give every entry its own")]
    Twice,
    /// A kind that is none.
    #[error("the kind is none of person, entity, vessel, aircraft; correct it")]
    Kind,
    /// An alias of an entry that isn't there.
    #[error("the alias is of an entry that is not in the list; read both files of one version")]
    NoEntry,
    /// No name or document that can be used.
    #[error("there is nothing in it to screen by; add a name, or the number of the document")]
    Nameless,
    /// A name that is none.
    #[error("a name can't be read: no letters, a control character or more than 200; correct it")]
    Name,
    /// More than [`MOST_NAMES`].
    #[error("the entry has more than 500 names; the first 500 stand; split it")]
    Names,
    /// A date of birth that can't be read.
    #[error("a date of birth can't be read; write 1975-03-12, 1975 or circa 1975")]
    Birth,
    /// A sex that is none.
    #[error("the sex is neither M nor F nor empty; correct it")]
    Sex,
    /// A country that isn't known.
    #[error("a country is not known; write its three letters")]
    Country,
    /// A document number that can't be used.
    #[error("a document number can't be read; write 1 to 40 letters and digits")]
    Document,
}

impl Fault {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Row => "list-row",
            Self::Encoding => "list-row-encoding",
            Self::NoId => "list-row-id",
            Self::Twice => "list-row-twice",
            Self::Kind => "list-row-kind",
            Self::NoEntry => "list-row-alias",
            Self::Nameless => "list-row-nameless",
            Self::Name => "list-row-name",
            Self::Names => "list-row-names",
            Self::Birth => "list-row-birth",
            Self::Sex => "list-row-sex",
            Self::Country => "list-row-country",
            Self::Document => "list-row-document",
        }
    }
}

/// Why a list was refused as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ListError {
    /// More than [`LARGEST`] bytes.
    #[error("list-too-large: {size} bytes are more than 256 MiB; split the list")]
    TooLarge {
        /// How many it has.
        size: usize,
    },
    /// XML that is none, breaks off, or has a DOCTYPE.
    #[error("list-xml: at byte {at}: {why}; get the file again")]
    Xml {
        /// Where.
        at: u64,
        /// What is wrong there.
        why: &'static str,
    },
    /// Another kind of file.
    #[error("list-kind: {what}; check which file this is")]
    Form {
        /// What was missed.
        what: &'static str,
    },
    /// A heading that isn't known, or is missing.
    #[error("list-columns: the first line must name the columns {wanted}")]
    Columns {
        /// The columns.
        wanted: &'static str,
    },
}

impl ListError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "list-too-large",
            Self::Xml { .. } => "list-xml",
            Self::Form { .. } => "list-kind",
            Self::Columns { .. } => "list-columns",
        }
    }
}
