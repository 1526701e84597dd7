//! Where each field lies: Doc 9303-5 §4.2.2 (TD1), 9303-6 §4.2.2 (TD2), 9303-4 §4.2.2 (TD3) and
//! 9303-7 §4.2, §5.2 (MRV-A, MRV-B). Lines and cells count from 0 here, from 1 in the standard.

use core::fmt;

/// The five formats of a machine readable zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Card: 3 lines of 30 cells (Doc 9303-5).
    Td1,
    /// Larger card: 2 lines of 36 cells (Doc 9303-6).
    Td2,
    /// Passport book: 2 lines of 44 cells (Doc 9303-4).
    Td3,
    /// Full-size visa: 2 lines of 44 cells (Doc 9303-7).
    MrvA,
    /// Small visa: 2 lines of 36 cells (Doc 9303-7).
    MrvB,
}

/// A field of a zone, to name what a check, a note or an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Two cells: what kind of document.
    DocumentCode,
    /// Three cells: issuing state or organisation.
    Issuer,
    /// Surname and given names (primary and secondary identifier).
    Names,
    /// Document number.
    Number,
    /// Three cells: nationality.
    Nationality,
    /// Date of birth.
    Born,
    /// Sex.
    Sex,
    /// Date of expiry.
    Expires,
    /// Optional data: on a TD3 the personal number, on a TD1 the data of line 1.
    Optional,
    /// Optional data of line 2 of a TD1.
    Optional2,
    /// The composite check digit over the other checked fields.
    Composite,
}

impl Format {
    /// Lines and cells per line.
    #[must_use]
    pub const fn size(self) -> (usize, usize) {
        match self {
            Self::Td1 => (3, 30),
            Self::Td2 | Self::MrvB => (2, 36),
            Self::Td3 | Self::MrvA => (2, 44),
        }
    }

    /// A visa has no composite check digit.
    #[must_use]
    pub const fn is_visa(self) -> bool {
        matches!(self, Self::MrvA | Self::MrvB)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Td1 => "TD1",
            Self::Td2 => "TD2",
            Self::Td3 => "TD3",
            Self::MrvA => "MRV-A",
            Self::MrvB => "MRV-B",
        })
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DocumentCode => "document code",
            Self::Issuer => "issuing state",
            Self::Names => "names",
            Self::Number => "document number",
            Self::Nationality => "nationality",
            Self::Born => "date of birth",
            Self::Sex => "sex",
            Self::Expires => "date of expiry",
            Self::Optional => "optional data",
            Self::Optional2 => "optional data of line 2",
            Self::Composite => "composite check",
        })
    }
}

/// Cells `from..to` of one line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) line: usize,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

const fn span(line: usize, from: usize, to: usize) -> Span {
    Span { line, from, to }
}

impl Span {
    pub(crate) const fn width(self) -> usize {
        self.to - self.from
    }
}

/// The places of a format's fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    pub(crate) code: Span,
    pub(crate) issuer: Span,
    pub(crate) names: Span,
    pub(crate) number: Span,
    pub(crate) number_check: Span,
    pub(crate) nationality: Span,
    pub(crate) born: Span,
    pub(crate) born_check: Span,
    pub(crate) sex: Span,
    pub(crate) expires: Span,
    pub(crate) expires_check: Span,
    pub(crate) optional: Span,
    /// Only TD3 has a digit over its optional data.
    pub(crate) optional_check: Option<Span>,
    /// Only TD1 has optional data on two lines.
    pub(crate) optional2: Option<Span>,
    /// Cells under the composite digit, and its own cell. None on visas.
    pub(crate) composite: Option<(&'static [Span], Span)>,
    /// A document number may run on into the optional data (Doc 9303-5 §4.2.2 note j, 9303-6).
    pub(crate) long_numbers: bool,
}

const TD1: Layout = Layout {
    code: span(0, 0, 2),
    issuer: span(0, 2, 5),
    names: span(2, 0, 30),
    number: span(0, 5, 14),
    number_check: span(0, 14, 15),
    nationality: span(1, 15, 18),
    born: span(1, 0, 6),
    born_check: span(1, 6, 7),
    sex: span(1, 7, 8),
    expires: span(1, 8, 14),
    expires_check: span(1, 14, 15),
    optional: span(0, 15, 30),
    optional_check: None,
    optional2: Some(span(1, 18, 29)),
    composite: Some((
        &[span(0, 5, 30), span(1, 0, 7), span(1, 8, 15), span(1, 18, 29)],
        span(1, 29, 30),
    )),
    long_numbers: true,
};

/// The four two-line formats share their cells up to the optional data.
const TWO_LINES: Layout = Layout {
    code: span(0, 0, 2),
    issuer: span(0, 2, 5),
    names: span(0, 5, 44),
    number: span(1, 0, 9),
    number_check: span(1, 9, 10),
    nationality: span(1, 10, 13),
    born: span(1, 13, 19),
    born_check: span(1, 19, 20),
    sex: span(1, 20, 21),
    expires: span(1, 21, 27),
    expires_check: span(1, 27, 28),
    optional: span(1, 28, 44),
    optional_check: None,
    optional2: None,
    composite: None,
    long_numbers: false,
};

const TD2: Layout = Layout {
    names: span(0, 5, 36),
    optional: span(1, 28, 35),
    composite: Some((&[span(1, 0, 10), span(1, 13, 20), span(1, 21, 35)], span(1, 35, 36))),
    long_numbers: true,
    ..TWO_LINES
};

const TD3: Layout = Layout {
    optional: span(1, 28, 42),
    optional_check: Some(span(1, 42, 43)),
    composite: Some((&[span(1, 0, 10), span(1, 13, 20), span(1, 21, 43)], span(1, 43, 44))),
    ..TWO_LINES
};

const MRV_B: Layout = Layout { names: span(0, 5, 36), optional: span(1, 28, 36), ..TWO_LINES };

impl Format {
    pub(crate) const fn layout(self) -> &'static Layout {
        match self {
            Self::Td1 => &TD1,
            Self::Td2 => &TD2,
            Self::Td3 => &TD3,
            Self::MrvA => &TWO_LINES,
            Self::MrvB => &MRV_B,
        }
    }
}
