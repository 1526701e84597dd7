//! The envelope: interchange, group and message headers and trailers (PAXLST guide 4.2 to 4.4 and
//! 4.25 to 4.27; ISO 9735).

use crate::charset::Charset;
use crate::day::{Day, LocalTime};
use crate::error::WriteError;
use crate::finding::Findings;
use crate::out::{Out, required, within};
use crate::segment::Segment;

/// A sender or recipient of an interchange (UNB S002, S003).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Party {
    /// The name agreed between the partners, at most 35 characters.
    pub id: String,
    /// What kind of name it is (`ZZ`: agreed mutually); may be empty.
    pub qualifier: String,
}

impl Party {
    /// A party from its name and qualifier.
    #[must_use]
    pub fn new(id: &str, qualifier: &str) -> Self {
        Self { id: id.to_owned(), qualifier: qualifier.to_owned() }
    }
}

/// A functional group (UNG), where the partners use one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Group {
    /// Sending application.
    pub sender: Party,
    /// Receiving application.
    pub recipient: Party,
    /// When the group was made.
    pub prepared: Option<LocalTime>,
    /// The group's reference, at most 14 characters.
    pub reference: String,
}

/// The UN/EDIFACT directory that a message follows (UNH 0052, 0054).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Directory {
    /// D.02B
    D02B,
    /// D.05B, which most states use.
    #[default]
    D05B,
    /// D.12B
    D12B,
    /// D.15B
    D15B,
    /// Another release, as the message names it: `95B`.
    Other(String),
}

impl Directory {
    /// The release: `05B`.
    #[must_use]
    pub fn release(&self) -> &str {
        match self {
            Self::D02B => "02B",
            Self::D05B => "05B",
            Self::D12B => "12B",
            Self::D15B => "15B",
            Self::Other(release) => release,
        }
    }

    fn of(release: &str) -> Self {
        match release {
            "02B" => Self::D02B,
            "05B" => Self::D05B,
            "12B" => Self::D12B,
            "15B" => Self::D15B,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// Which part of a list that is sent in several messages this one is (UNH S010).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// 1 to 99.
    pub number: u8,
    /// Where it stands.
    pub place: PartPlace,
}

/// The place of a part among its fellows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartPlace {
    /// `C`: the first of several.
    First,
    /// No code: in between.
    Middle,
    /// `F`: the last, or the only one.
    Last,
}

/// Everything around a message. Empty text means "not stated".
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Envelope {
    /// Character set of the interchange.
    pub charset: Charset,
    /// Syntax version, 1 to 4. The guide prints 4 (with six-digit dates, as version 3 has them).
    pub syntax_version: u8,
    /// Sender of the interchange.
    pub sender: Party,
    /// Recipient of the interchange.
    pub recipient: Party,
    /// When the interchange was made, in the sender's time.
    pub prepared: Option<LocalTime>,
    /// Interchange control reference, at most 14 characters.
    pub interchange_reference: String,
    /// Application reference: `APIS` or `IAPI`.
    pub application: String,
    /// The functional group, where there is one.
    pub group: Option<Group>,
    /// Message reference, at most 14 characters.
    pub message_reference: String,
    /// Directory of the message.
    pub directory: Directory,
    /// Common access reference, at most 35 characters: the same on all parts of one list.
    pub access_reference: String,
    /// Which part of the list this is.
    pub part: Option<Part>,
}

impl Default for Envelope {
    fn default() -> Self {
        Self {
            charset: Charset::UnoA,
            syntax_version: 4,
            sender: Party::default(),
            recipient: Party::default(),
            prepared: None,
            interchange_reference: String::new(),
            application: "APIS".to_owned(),
            group: None,
            message_reference: String::new(),
            directory: Directory::default(),
            access_reference: String::new(),
            part: None,
        }
    }
}

impl Envelope {
    /// Writes UNA, UNB, UNG and UNH, lets `body` write the message, and closes all of them.
    pub(crate) fn wrap(
        &self,
        kind: &'static str,
        body: impl FnOnce(&mut Out) -> Result<(), WriteError>,
    ) -> Result<String, WriteError> {
        self.check()?;
        let mut out = Out::new(self.charset);
        self.open(&mut out, kind)?;
        let before = out.segments;
        self.message_header(&mut out, kind)?;
        body(&mut out)?;
        // UNH to UNT, both counted (ISO 9735, 0074).
        let count = (out.segments - before + 1).to_string();
        out.put("UNT", &[&[&count], &[&self.message_reference]])?;
        if let Some(group) = &self.group {
            out.put("UNE", &[&["1"], &[&group.reference]])?;
        }
        out.put("UNZ", &[&["1"], &[&self.interchange_reference]])?;
        Ok(out.finish())
    }

    fn check(&self) -> Result<(), WriteError> {
        if !matches!(self.syntax_version, 1..=4) {
            return Err(WriteError::Invalid { what: "syntax version", wanted: "1 to 4" });
        }
        if self.part.is_some_and(|part| !(1..=99).contains(&part.number)) {
            return Err(WriteError::Invalid { what: "number of the part", wanted: "1 to 99" });
        }
        let directory = &self.directory;
        if *directory != Directory::of(directory.release()) {
            let wanted = "written as the directory it names";
            return Err(WriteError::Invalid { what: "directory", wanted });
        }
        required("directory", directory.release(), 3)?;
        required("interchange reference", &self.interchange_reference, 14)?;
        required("message reference", &self.message_reference, 14)?;
        within("application reference", &self.application, 14)?;
        within("common access reference", &self.access_reference, 35)?;
        for party in [&self.sender, &self.recipient] {
            required("sender or recipient", &party.id, 35)?;
            within("qualifier of sender or recipient", &party.qualifier, 4)?;
        }
        if let Some(group) = &self.group {
            required("group reference", &group.reference, 14)?;
            for party in [&group.sender, &group.recipient] {
                required("sender or recipient of the group", &party.id, 35)?;
                within("qualifier of sender or recipient of the group", &party.qualifier, 4)?;
            }
        }
        Ok(())
    }

    fn open(&self, out: &mut Out, kind: &'static str) -> Result<(), WriteError> {
        let version = self.syntax_version.to_string();
        let (day, clock) = stamp(self.prepared, "time of the interchange")?;
        out.put(
            "UNB",
            &[
                &[self.charset.code(), &version],
                &[&self.sender.id, &self.sender.qualifier],
                &[&self.recipient.id, &self.recipient.qualifier],
                &[&day, &clock],
                &[&self.interchange_reference],
                &[],
                &[&self.application],
            ],
        )?;
        let Some(group) = &self.group else {
            return Ok(());
        };
        let (day, clock) = stamp(group.prepared, "time of the group")?;
        out.put(
            "UNG",
            &[
                &[kind],
                &[&group.sender.id, &group.sender.qualifier],
                &[&group.recipient.id, &group.recipient.qualifier],
                &[&day, &clock],
                &[&group.reference],
                &["UN"],
                &["D", self.directory.release()],
            ],
        )
    }

    fn message_header(&self, out: &mut Out, kind: &'static str) -> Result<(), WriteError> {
        let (number, place) = match self.part {
            None => (String::new(), ""),
            Some(part) => (
                format!("{:02}", part.number),
                match part.place {
                    PartPlace::First => "C",
                    PartPlace::Middle => "",
                    PartPlace::Last => "F",
                },
            ),
        };
        out.put(
            "UNH",
            &[
                &[&self.message_reference],
                &[kind, "D", self.directory.release(), "UN", "IATA"],
                &[&self.access_reference],
                &[&number, place],
            ],
        )
    }

    /// What UNB says.
    pub(crate) fn read_unb(segment: &Segment, findings: &mut Findings) -> Self {
        let at = segment.at;
        let charset = Charset::of(segment.get(0, 0)).unwrap_or_else(|| {
            findings.warning(
                at,
                "syntax-unknown",
                "the interchange names a syntax other than \
                UNOA, UNOB and UNOC; it was read as UNOA",
            );
            Charset::UnoA
        });
        let syntax_version = match segment.get(0, 1).parse() {
            Ok(version @ 1..=4) => version,
            _ => {
                findings.warning(
                    at,
                    "syntax-version",
                    "the syntax version is not 1 to 4; it was \
                    read as 4",
                );
                4
            }
        };
        for (index, what) in [(1, "sender"), (2, "recipient"), (4, "control reference")] {
            if segment.get(index, 0).is_empty() {
                findings.error(
                    at,
                    "interchange-header-incomplete",
                    format!("the interchange has no {what}; ask the sender to name it"),
                );
            }
        }
        Self {
            charset,
            syntax_version,
            sender: party(segment, 1),
            recipient: party(segment, 2),
            prepared: moment(segment, 3, findings),
            interchange_reference: segment.text(4, 0),
            application: segment.text(6, 0),
            ..Self::default()
        }
    }

    /// What UNH adds.
    pub(crate) fn read_unh(&mut self, segment: &Segment, findings: &mut Findings) {
        let at = segment.at;
        self.message_reference = segment.text(0, 0);
        self.directory = Directory::of(segment.get(1, 2));
        self.access_reference = segment.text(2, 0);
        self.part = read_part(segment, findings);
        if self.message_reference.is_empty() {
            findings.error(
                at,
                "message-reference-missing",
                "the message has no reference; ask \
                the sender to number its messages",
            );
        }
        if let Directory::Other(_) = self.directory {
            findings.warning(
                at,
                "directory-unknown",
                "the message follows a directory other than \
                D.02B, D.05B, D.12B and D.15B; it was read as these are",
            );
        }
    }
}

/// What UNG says.
pub(crate) fn read_ung(segment: &Segment, findings: &mut Findings) -> Group {
    Group {
        sender: party(segment, 1),
        recipient: party(segment, 2),
        prepared: moment(segment, 3, findings),
        reference: segment.text(4, 0),
    }
}

fn party(segment: &Segment, element: usize) -> Party {
    Party { id: segment.text(element, 0), qualifier: segment.text(element, 1) }
}

fn moment(segment: &Segment, element: usize, findings: &mut Findings) -> Option<LocalTime> {
    let digits = format!("{}{}", segment.get(element, 0), segment.get(element, 1));
    let moment = LocalTime::parse(&digits);
    if moment.is_none() {
        findings.error(
            segment.at,
            "header-time",
            "the header's date and time are missing or no \
            date and time; ask the sender to state them as YYMMDD and HHMM",
        );
    }
    moment
}

fn read_part(segment: &Segment, findings: &mut Findings) -> Option<Part> {
    let number = segment.get(3, 0);
    if number.is_empty() {
        return None;
    }
    let place = match segment.get(3, 1) {
        "C" => Some(PartPlace::First),
        "" => Some(PartPlace::Middle),
        "F" => Some(PartPlace::Last),
        _ => None,
    };
    match (number.parse(), place) {
        (Ok(number @ 1..=99), Some(place)) => Some(Part { number, place }),
        _ => {
            findings.error(
                segment.at,
                "part-unknown",
                "the message does not say clearly which \
                part of the list it is; ask the sender, or some persons may be missed",
            );
            None
        }
    }
}

fn stamp(at: Option<LocalTime>, what: &'static str) -> Result<(String, String), WriteError> {
    let at = at.ok_or(WriteError::Missing { what })?;
    Ok((at.day().digits(), at.clock()))
}

/// DTM value and format of a day: no format for six digits, as the guide prints them.
pub(crate) fn day_parts(day: Day) -> (String, &'static str) {
    (day.digits(), if day.has_century() { "102" } else { "" })
}

/// DTM value and format of a local time.
pub(crate) fn time_parts(time: LocalTime) -> (String, &'static str) {
    (time.digits(), if time.day().has_century() { "203" } else { "201" })
}
