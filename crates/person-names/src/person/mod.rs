//! Persons: names with what else is known of them, and whether two of them are one.

mod birth;
mod birth_read;
mod births;
mod document;
mod level;
mod score;
#[cfg(test)]
mod tests;
mod weights;
mod words;

use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::name::Name;

pub use birth::{Birth, BirthError};
pub(crate) use births::full as compare_dates;
pub use document::Document;
pub use level::{Level, PersonField};
pub use score::{Guard, PersonComparison, PersonTerm, Place, Replay, compare_persons};
pub(crate) use score::{NameEvidence, Standing, compare_with, name_evidence, price, stand};
pub use weights::Weights;
pub use words::{Tongue, explain};

/// What a source says of one person. Everything but a name may be missing; what is missing tells
/// nothing.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// The names, in any order.
    pub names: Vec<PersonName>,
    /// Dates of birth: several where a source doubts which is right.
    pub births: Vec<Birth>,
    /// Sex, if the source states F or M.
    pub sex: Option<Sex>,
    /// Nationalities; two or more for a dual national.
    pub nationalities: Vec<Country>,
    /// Travel and identity documents.
    pub documents: Vec<Document>,
    /// The household, where both sources count households alike; compared as it is.
    pub household: Option<String>,
}

impl Person {
    /// A person of whom one main name is known.
    #[must_use]
    pub fn named(name: Name) -> Self {
        Self { names: vec![PersonName { name, kind: NameKind::Main }], ..Self::default() }
    }
}

/// A name and how the person bears it.
#[derive(Clone, Debug)]
pub struct PersonName {
    /// The name.
    pub name: Name,
    /// What kind of name it is.
    pub kind: NameKind,
}

/// How a person bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// The name itself, in the script of the source.
    Main,
    /// The main name once more: its reading, or its spelling in another script.
    Reading,
    /// A former name, such as the one before marriage.
    Former,
    /// Another name that the person uses.
    Alias,
    /// Another name that a list itself calls weak: common, short, or doubtful.
    Weak,
}

impl NameKind {
    /// Whether it is the main name, in whatever spelling.
    pub(crate) fn is_main(self) -> bool {
        matches!(self, Self::Main | Self::Reading)
    }
}

/// Sex as documents state it (ICAO Doc 9303-4, 4.1.1.1); X and `<` are unknown here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Sex {
    /// Female.
    F,
    /// Male.
    M,
}

impl Sex {
    /// Reads F or M, in either case; what is unspecified (X, `<` or nothing) is `None`.
    ///
    /// # Errors
    /// [`PersonError::Sex`] for anything else.
    pub fn parse(text: &str) -> Result<Option<Self>, PersonError> {
        match text.trim() {
            "F" | "f" => Ok(Some(Self::F)),
            "M" | "m" => Ok(Some(Self::M)),
            "" | "X" | "x" | "<" => Ok(None),
            _ => Err(PersonError::Sex),
        }
    }
}

/// A country or nationality: three letters as ICAO Doc 9303-3, 5 has them (ISO 3166-1 alpha-3 and
/// a few more).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 3]);

impl Country {
    /// Japan.
    pub const JPN: Self = Self(*b"JPN");
    /// The Republic of Korea.
    pub const KOR: Self = Self(*b"KOR");

    /// Reads three letters in either case. Whether there is such a country isn't looked up.
    ///
    /// # Errors
    /// [`PersonError::Country`] for anything else.
    pub fn parse(text: &str) -> Result<Self, PersonError> {
        match text.trim().as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_alphabetic) => {
                Ok(Self([a, b, c].map(|letter| letter.to_ascii_uppercase())))
            }
            _ => Err(PersonError::Country),
        }
    }

    /// The three capital letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl std::fmt::Debug for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Why a text is no attribute of a person. The text itself is never quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PersonError {
    /// Not a sex.
    #[error("person-sex: write F or M, or leave it empty")]
    Sex,
    /// Not a country.
    #[error("person-country: write three letters such as JPN or KOR")]
    Country,
    /// Not a document number.
    #[error("person-document: a document number has 1 to 40 letters and digits, none of others")]
    Document,
    /// A check digit that is none.
    #[error("person-check-digit: a check digit is one of 0 to 9")]
    CheckDigit,
}

impl PersonError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Sex => "person-sex",
            Self::Country => "person-country",
            Self::Document => "person-document",
            Self::CheckDigit => "person-check-digit",
        }
    }
}
