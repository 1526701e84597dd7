//! Why an interchange could not be read at all, or a message could not be written.

use crate::charset::Charset;
use crate::finding::Finding;

/// Why nothing could be read. Lesser faults are [`Finding`]s.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MessageError {
    /// Larger than the limit the caller set.
    #[error("the file has {bytes} bytes, {limit} are allowed; ask the sender to split it")]
    TooLarge {
        /// Size of what was given, in bytes.
        bytes: usize,
        /// The limit, in bytes.
        limit: usize,
    },
    /// No UNA and no UNB.
    #[error("no UNA or UNB was found: this is no EDIFACT interchange; check what was sent")]
    NotEdifact,
    /// The service string advice names letters, digits or the same character twice.
    #[error("UNA at byte {offset} names delimiters that cannot divide data; ask for a new file")]
    BadDelimiters {
        /// Where UNA begins, in bytes from 0.
        offset: usize,
    },
    /// More elements in one segment than any segment of the directories has.
    #[error("segment {segment} at byte {offset} has more than {limit} parts; check its end mark")]
    SegmentTooWide {
        /// Segment, from 1, UNA not counted.
        segment: usize,
        /// Where the segment begins, in bytes from 0.
        offset: usize,
        /// Parts allowed.
        limit: usize,
    },
    /// More segments or persons than the limit the caller set.
    #[error("more than {limit} {what} at byte {offset}; ask the sender to split the file")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: usize,
        /// Where the first beyond the limit begins, in bytes from 0.
        offset: usize,
    },
    /// Strict reading, and something is wrong.
    #[error("{count} errors, the first: {first}")]
    Refused {
        /// How many findings are errors.
        count: usize,
        /// The first of them.
        first: Box<Finding>,
    },
}

impl MessageError {
    /// A stable name of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "message-too-large",
            Self::NotEdifact => "message-not-edifact",
            Self::BadDelimiters { .. } => "message-bad-delimiters",
            Self::SegmentTooWide { .. } => "message-segment-too-wide",
            Self::TooMany { .. } => "message-too-many",
            Self::Refused { .. } => "message-refused",
        }
    }
}

/// Why a message could not be written. Nothing is cut or replaced silently.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A character that the declared set does not have.
    #[error(
        "segment {segment} ({tag}), element {element}: character {position} is not in {charset}; \
         spell it otherwise or declare a wider set"
    )]
    Character {
        /// Segment, from 1, UNA not counted.
        segment: usize,
        /// Its tag.
        tag: &'static str,
        /// Element, from 1.
        element: usize,
        /// Character within the text given, from 1.
        position: usize,
        /// The set declared.
        charset: Charset,
    },
    /// Blanks at the start or end would be lost on the way.
    #[error("segment {segment} ({tag}), element {element} begins or ends with a blank; remove it")]
    Blank {
        /// Segment, from 1, UNA not counted.
        segment: usize,
        /// Its tag.
        tag: &'static str,
        /// Element, from 1.
        element: usize,
    },
    /// Longer than the guide allows.
    #[error("the {what} has {length} characters, {limit} are allowed; shorten it")]
    TooLong {
        /// What is too long.
        what: &'static str,
        /// Its length in characters.
        length: usize,
        /// The most the guide allows.
        limit: usize,
    },
    /// Something the guide requires is not there.
    #[error("the {what} is missing; a message cannot be sent without it")]
    Missing {
        /// What is missing.
        what: &'static str,
    },
    /// Something that could not be read back as what it is.
    #[error("the {what} is not {wanted}")]
    Invalid {
        /// What is wrong.
        what: &'static str,
        /// What it must be.
        wanted: &'static str,
    },
}

impl WriteError {
    /// A stable name of the error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Character { .. } => "write-character",
            Self::Blank { .. } => "write-blank",
            Self::TooLong { .. } => "write-too-long",
            Self::Missing { .. } => "write-missing",
            Self::Invalid { .. } => "write-invalid",
        }
    }
}
