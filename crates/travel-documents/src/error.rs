//! What can be wrong with a zone, or with fields that are to become one. No message quotes what
//! the zone holds: it is personal data.

use crate::layout::{Field, Format};

/// Why text could not be read as a machine readable zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ZoneError {
    /// Nothing but blanks.
    #[error("nothing was given to read; scan the zone at the foot of the page or card")]
    Empty,
    /// More than any zone can hold.
    #[error("the text has {bytes} bytes and a zone has at most 90 cells; give the zone alone")]
    TooLong {
        /// Size of what was given, in bytes.
        bytes: usize,
    },
    /// The lines have the dimensions of no format.
    #[error(
        "no zone has these lines: {lines} of {cells:?} cells; a zone has 3 lines of 30, 2 of 36 \
         or 2 of 44 cells; scan again, or type the missing cells"
    )]
    NotAZone {
        /// Lines that are not blank.
        lines: usize,
        /// Cells of each line.
        cells: Vec<usize>,
    },
    /// A lower-case letter. Zones have none, and raising it silently would hide a bad scan.
    #[error(
        "line {line}, cell {column} is a lower-case letter; a zone has capitals only: check the \
         cell against the page and type it as a capital"
    )]
    LowerCase {
        /// Line, from 1.
        line: usize,
        /// Cell, from 1.
        column: usize,
    },
    /// A character outside `A`-`Z`, `0`-`9` and `<`.
    #[error(
        "line {line}, cell {column} is none of A-Z, 0-9 and <; a blank between cells is printed \
         as <: check the cell against the page"
    )]
    ForeignCharacter {
        /// Line, from 1.
        line: usize,
        /// Cell, from 1.
        column: usize,
    },
    /// The cells of a field cannot be what the field is.
    #[error(
        "the {field} at line {line}, cell {column} is not {wanted}; check the cells against the \
         page and type what is printed there"
    )]
    BadField {
        /// The field.
        field: Field,
        /// Line, from 1.
        line: usize,
        /// First cell of the field, from 1.
        column: usize,
        /// What the field must be, in words.
        wanted: &'static str,
    },
}

impl ZoneError {
    /// A stable name of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "zone-empty",
            Self::TooLong { .. } => "zone-too-long",
            Self::NotAZone { .. } => "zone-not-a-zone",
            Self::LowerCase { .. } => "zone-lower-case",
            Self::ForeignCharacter { .. } => "zone-foreign-character",
            Self::BadField { .. } => "zone-bad-field",
        }
    }
}

/// Why fields could not be written as a zone. Nothing is ever cut silently, names excepted, for
/// which Doc 9303 has a rule that shows in the last cell.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A character that the field cannot hold.
    #[error(
        "character {position} of the {field} cannot be printed in a zone; use {allowed} \
         (other scripts: the Latin spelling of the holder's document)"
    )]
    Character {
        /// The field.
        field: Field,
        /// Position in the text given, in characters from 1.
        position: usize,
        /// What the field can hold, in words.
        allowed: &'static str,
    },
    /// More cells than the field has.
    #[error("the {field} needs {needed} cells and a {format} has {room}; shorten it")]
    TooLong {
        /// The field.
        field: Field,
        /// The format.
        format: Format,
        /// Cells needed.
        needed: usize,
        /// Cells there are.
        room: usize,
    },
    /// A field that must not be empty is.
    #[error("the {field} is empty; a zone must have one")]
    Missing {
        /// The field.
        field: Field,
    },
    /// The first letter of the document code belongs to another format, or the field does not
    /// exist in the format.
    #[error("the {field} does not suit a {format}: {why}")]
    Unsuited {
        /// The field.
        field: Field,
        /// The format.
        format: Format,
        /// The rule.
        why: &'static str,
    },
}

impl WriteError {
    /// A stable name of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Character { .. } => "write-character",
            Self::TooLong { .. } => "write-too-long",
            Self::Missing { .. } => "write-missing",
            Self::Unsuited { .. } => "write-unsuited",
        }
    }
}
