//! The zone as a value: what a machine readable zone says, and how far its cells agree.

use core::fmt;

use crate::date::PartialDate;
use crate::kind::Kind;
use crate::layout::{Field, Format};
use crate::names::Names;
use crate::write::Fields;

/// A state or organisation: one to three capital letters of Doc 9303-3 §5 (`KOR`, `JPN`, `D`,
/// `UNO`, `XXA`). Whether the code is assigned is not checked: issuers use codes of their own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct State(String);

impl State {
    /// A state from its letters, without fillers. `None` unless one to three of `A`-`Z`.
    #[must_use]
    pub fn new(letters: &str) -> Option<Self> {
        let fits = (1..=3).contains(&letters.len());
        (fits && letters.bytes().all(|b| b.is_ascii_uppercase())).then(|| Self(letters.to_owned()))
    }

    /// The letters, without fillers.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Sex as a zone prints it (Doc 9303-4 §4.2.2.2, data element 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sex {
    /// `F`
    Female,
    /// `M`
    Male,
    /// `<`: not specified (`X` on the page).
    Unspecified,
}

/// What a check digit says about its field. Never a bool: "not printed" is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The printed digit is the computed one.
    Verified,
    /// It is not: a cell was misread, or altered.
    Refuted {
        /// The cell as printed.
        printed: char,
        /// The digit that the cells of the field give.
        computed: char,
    },
    /// The cell holds a filler, so nothing was checked.
    NotPrinted,
}

/// One check digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Check {
    /// The field under the digit.
    pub field: Field,
    /// What the digit says.
    pub outcome: Outcome,
}

/// Something that reads, but not as the standard prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Note {
    /// A stable name.
    pub code: &'static str,
    /// The field it is about.
    pub field: Field,
    /// What was found and what to do, in words.
    pub text: &'static str,
}

/// A machine readable zone that has been read. Read [`Zone::checks`] before you rely on a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// One of the five formats.
    pub format: Format,
    /// The two cells of the document code without filler: `P`, `PM`, `ID`, `V`.
    pub code: String,
    /// What the code means for this issuer and date.
    pub kind: Kind,
    /// Issuing state or organisation.
    pub issuer: State,
    /// The holder's names.
    pub names: Names,
    /// Document number, long numbers joined, trailing fillers removed, inner ones as blanks.
    pub number: String,
    /// Nationality; `None` where the cells are fillers.
    pub nationality: Option<State>,
    /// Date of birth.
    pub born: PartialDate,
    /// Sex.
    pub sex: Sex,
    /// Date of expiry (visas: last day of use). All unknown where none is printed.
    pub expires: PartialDate,
    /// Optional data without what belongs to a long number; inner fillers as blanks.
    pub optional: String,
    /// Optional data of a TD1's second line; empty elsewhere.
    pub optional2: String,
    /// Each check digit of the format, in printed order.
    pub checks: Vec<Check>,
    /// Oddities that were read past.
    pub notes: Vec<Note>,
}

impl Zone {
    /// The checks whose digit is wrong.
    pub fn refuted(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| matches!(check.outcome, Outcome::Refuted { .. }))
    }

    /// What the check digit over `field` says; `None` where the format has no such digit.
    #[must_use]
    pub fn outcome(&self, field: Field) -> Option<Outcome> {
        self.checks.iter().find(|check| check.field == field).map(|check| check.outcome)
    }

    /// The fields, ready to be written again. A name that was cut stays as it was cut.
    #[must_use]
    pub fn fields(&self) -> Fields {
        Fields {
            format: self.format,
            code: self.code.clone(),
            issuer: self.issuer.clone(),
            surname: self.names.surname.clone(),
            given: self.names.given.clone(),
            number: self.number.clone(),
            nationality: self.nationality.clone(),
            born: self.born,
            sex: self.sex,
            expires: self.expires,
            optional: self.optional.clone(),
            optional2: self.optional2.clone(),
        }
    }
}
