//! The answer to a passenger list, CUSRES, as types, and its writing (CUSRES guide, interactive
//! mode; the segments as seen in a live system: reference/documents.md 5.2).

use crate::envelope::{Envelope, time_parts};
use crate::error::WriteError;
use crate::out::{Out, required, within};
use crate::paxlst::{Call, Reference, Text};
use crate::paxlst_write::{reference, references, texts};

/// An authority's answer to a passenger list. Empty text means "not stated".
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Cusres {
    /// What is around the message.
    pub envelope: Envelope,
    /// What kind of answer (BGM 1001).
    pub kind: ResponseKind,
    /// The transaction reference of the list that is answered (RFF TN).
    pub transaction: String,
    /// The flight (RFF AF).
    pub flight: String,
    /// Other references of the message.
    pub references: Vec<Reference>,
    /// Departure (LOC 125, DTM 189).
    pub departure: Option<Call>,
    /// Arrival (LOC 87, DTM 232).
    pub arrival: Option<Call>,
    /// What is said of the list as a whole (ERP 1): an error of the message, or its receipt.
    pub remarks: Vec<Remark>,
    /// What is said of each person (ERP 2).
    pub answers: Vec<Answer>,
}

/// What kind of answer a CUSRES is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum ResponseKind {
    /// 962: the answer to a list.
    #[default]
    Response,
    /// 132: an answer that changes an earlier one, unasked.
    Unsolicited,
    /// 312: the receipt of an unsolicited answer.
    Acknowledgement,
    /// Another code, at most 3 characters; empty where the message has none.
    Other(String),
}

impl ResponseKind {
    /// The code of BGM 1001.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Response => "962",
            Self::Unsolicited => "132",
            Self::Acknowledgement => "312",
            Self::Other(code) => code,
        }
    }

    pub(crate) fn of(code: &str) -> Self {
        let known = [Self::Response, Self::Unsolicited, Self::Acknowledgement];
        let found = known.into_iter().find(|kind| kind.code() == code);
        found.unwrap_or_else(|| Self::Other(code.to_owned()))
    }
}

/// What the authority says of a person (ERC 9321). Codes beyond the first two differ by state and
/// are kept as they come: what they mean is the partner's agreement, not this crate's.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Outcome {
    /// `0Z`: may board.
    Board,
    /// `1Z`: may not board.
    NoBoard,
    /// Another code, at most 8 characters.
    Other(String),
    /// The message states none. Never written, and never to be taken as either.
    #[default]
    NotStated,
}

impl Outcome {
    /// The code of ERC 9321; empty where none is stated.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Board => "0Z",
            Self::NoBoard => "1Z",
            Self::Other(code) => code,
            Self::NotStated => "",
        }
    }

    pub(crate) fn of(code: &str) -> Self {
        match code {
            "" => Self::NotStated,
            "0Z" => Self::Board,
            "1Z" => Self::NoBoard,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// The answer for one person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Answer {
    /// The list's reservation of the person (RFF AVF).
    pub reservation: String,
    /// The list's unique reference of the person (RFF ABO).
    pub reference: String,
    /// Other references.
    pub other_references: Vec<Reference>,
    /// What is said.
    pub outcome: Outcome,
    /// In words (FTX AAP).
    pub texts: Vec<Text>,
}

/// What is said of the list as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Remark {
    /// Code of ERC 9321, at most 8 characters: `118`.
    pub code: String,
    /// In words.
    pub texts: Vec<Text>,
}

impl Cusres {
    /// The answer of one person by the list's unique reference. `None` where there is none or the
    /// message has two that differ: then nothing may be concluded.
    #[must_use]
    pub fn outcome_of(&self, reference: &str) -> Option<&Outcome> {
        let mut found = self
            .answers
            .iter()
            .filter(|answer| !reference.is_empty() && answer.reference == reference)
            .map(|answer| &answer.outcome);
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// The whole interchange, UNA to UNZ. See [`crate::Paxlst::write`] for its bytes.
    ///
    /// # Errors
    /// [`WriteError`] where something required is missing, too long, or has a character that the
    /// declared set has not.
    pub fn write(&self) -> Result<String, WriteError> {
        self.envelope.wrap("CUSRES", |out| self.body(out))
    }

    /// As [`Cusres::write`], in the bytes of the declared set.
    ///
    /// # Errors
    /// As [`Cusres::write`].
    pub fn write_bytes(&self) -> Result<Vec<u8>, WriteError> {
        Ok(self.envelope.charset.encode(&self.write()?))
    }

    fn body(&self, out: &mut Out) -> Result<(), WriteError> {
        required("kind of the answer", self.kind.code(), 3)?;
        out.put("BGM", &[&[self.kind.code()]])?;
        reference(out, "TN", &self.transaction)?;
        reference(out, "AF", &self.flight)?;
        references(out, &self.references)?;
        let ends = [("189", "125", &self.departure), ("232", "87", &self.arrival)];
        for (qualifier, _, call) in ends {
            if let Some(at) = call.as_ref().and_then(|call| call.at) {
                let (digits, format) = time_parts(at);
                out.put("DTM", &[&[qualifier, &digits, format]])?;
            }
        }
        for (_, role, call) in ends {
            if let Some(call) = call {
                required("airport", &call.airport, 25)?;
                out.put("LOC", &[&[role], &[&call.airport]])?;
            }
        }
        for remark in &self.remarks {
            out.put("ERP", &[&["1"]])?;
            code(out, &remark.code)?;
            texts(out, &remark.texts)?;
        }
        self.answers.iter().try_for_each(|answer| answer.write(out))
    }
}

impl Answer {
    fn write(&self, out: &mut Out) -> Result<(), WriteError> {
        within("reservation", &self.reservation, 70)?;
        if self.reservation.is_empty() && self.reference.is_empty() {
            return Err(WriteError::Missing { what: "reference of the person answered" });
        }
        out.put("ERP", &[&["2"]])?;
        reference(out, "AVF", &self.reservation)?;
        reference(out, "ABO", &self.reference)?;
        references(out, &self.other_references)?;
        code(out, self.outcome.code())?;
        texts(out, &self.texts)
    }
}

fn code(out: &mut Out, code: &str) -> Result<(), WriteError> {
    required("code of the answer", code, 8)?;
    out.put("ERC", &[&[code]])
}
