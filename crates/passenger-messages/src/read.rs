//! Reading an interchange: envelopes, messages, findings.

use crate::cusres::Cusres;
use crate::cusres_read::CusresReader;
use crate::envelope::{Envelope, Group, read_ung};
use crate::error::MessageError;
use crate::finding::{At, Finding, Findings, Severity};
use crate::paxlst::Paxlst;
use crate::paxlst_read::{PaxlstReader, out_of_place};
use crate::segment::{Segment, Segments};
use crate::trailers::{compare, missing};

/// How much one interchange may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Segments.
    pub segments: usize,
    /// Persons of one message.
    pub people: usize,
    /// Findings kept; the rest are counted in [`Read::left_out`].
    pub findings: usize,
}

impl Default for Limits {
    /// 4 MiB, 200,000 segments, 10,000 persons, 1,000 findings: twenty times the largest aircraft.
    fn default() -> Self {
        Self { bytes: 4 << 20, segments: 200_000, people: 10_000, findings: 1_000 }
    }
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A passenger list.
    Paxlst(Paxlst),
    /// An answer to one.
    Cusres(Cusres),
}

/// What an interchange holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The messages in their order.
    pub messages: Vec<Message>,
    /// What is not as the guide has it, in the order it was met.
    pub findings: Vec<Finding>,
    /// Findings beyond [`Limits::findings`].
    pub left_out: usize,
}

impl Read {
    /// Strict reading: what holds an error is refused as a whole. Findings that were left out
    /// count as errors, since nobody can tell.
    ///
    /// # Errors
    /// [`MessageError::Refused`] with the first error.
    pub fn strict(self) -> Result<Self, MessageError> {
        let errors = || self.findings.iter().filter(|one| one.severity == Severity::Error);
        let first = errors().next().or(self.findings.first().filter(|_| self.left_out > 0));
        match first {
            Some(first) => Err(MessageError::Refused {
                count: errors().count().saturating_add(self.left_out),
                first: Box::new(first.clone()),
            }),
            None => Ok(self),
        }
    }
}

/// Reads an interchange as far as it makes sense, with a finding for everything that is not as the
/// guide has it. For strict reading call [`Read::strict`] on what comes back.
///
/// # Errors
/// [`MessageError`] where the bytes are no interchange or more than the limits allow.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Read, MessageError> {
    if bytes.len() > limits.bytes {
        return Err(MessageError::TooLarge { bytes: bytes.len(), limit: limits.bytes });
    }
    let mut findings = Findings::new(limits.findings);
    let mut segments = Segments::open(bytes, limits.segments, &mut findings)?;
    let mut reader = Reader { limits, ..Reader::default() };
    while let Some(segment) = segments.next(&mut findings)? {
        reader.segment(&segment, &mut findings)?;
    }
    reader.end(&mut findings);
    let messages = reader.messages;
    Ok(Read { messages, findings: findings.list, left_out: findings.left_out })
}

/// The message that is open.
enum Open {
    Paxlst(PaxlstReader),
    Cusres(CusresReader),
    /// Of a type this crate does not read; its UNH has a finding.
    Skipped,
}

#[derive(Default)]
struct Reader {
    limits: Limits,
    messages: Vec<Message>,
    interchange: Option<(Envelope, At)>,
    group: Option<(Group, At)>,
    message: Option<(Open, String, At)>,
    /// Segments of the open message, messages of the open group, and of the interchange what its
    /// trailer counts: groups where there are any, else messages.
    counts: [usize; 4],
}

const SEGMENTS: usize = 0;
const IN_GROUP: usize = 1;
const MESSAGES: usize = 2;
const GROUPS: usize = 3;

impl Reader {
    fn count(&mut self, what: usize) {
        if let Some(count) = self.counts.get_mut(what) {
            *count = count.saturating_add(1);
        }
    }

    /// The count so far, and zero from here on.
    fn take(&mut self, what: usize) -> usize {
        self.counts.get_mut(what).map(core::mem::take).unwrap_or_default()
    }

    fn segment(&mut self, segment: &Segment, findings: &mut Findings) -> Result<(), MessageError> {
        self.count(SEGMENTS);
        match segment.tag.as_str() {
            "UNB" => {
                self.close_interchange(findings);
                let envelope = Envelope::read_unb(segment, findings);
                self.interchange = Some((envelope, segment.at));
            }
            "UNG" => {
                self.close_group(findings);
                self.count(GROUPS);
                self.group = Some((read_ung(segment, findings), segment.at));
            }
            "UNH" => self.open_message(segment, findings),
            "UNT" => self.end_of_message(segment, findings),
            "UNE" => self.end_of_group(segment, findings),
            "UNZ" => self.end_of_interchange(segment, findings),
            _ => match &mut self.message {
                Some((Open::Paxlst(reader), ..)) => reader.segment(segment, findings),
                Some((Open::Cusres(reader), ..)) => reader.segment(segment, findings),
                Some((Open::Skipped, ..)) => {}
                None => out_of_place(segment, findings),
            },
        }
        let people = match &self.message {
            Some((Open::Paxlst(reader), ..)) => reader.people(),
            Some((Open::Cusres(reader), ..)) => reader.people(),
            _ => 0,
        };
        if people > self.limits.people {
            let (limit, offset) = (self.limits.people, segment.at.offset);
            return Err(MessageError::TooMany { what: "persons", limit, offset });
        }
        Ok(())
    }

    fn open_message(&mut self, segment: &Segment, findings: &mut Findings) {
        self.close_message(findings);
        self.take(SEGMENTS);
        self.count(SEGMENTS);
        self.count(IN_GROUP);
        self.count(MESSAGES);
        let at = segment.at;
        let mut envelope = match &self.interchange {
            Some((envelope, _)) => envelope.clone(),
            None => {
                findings.error(
                    at,
                    "interchange-header-missing",
                    "a message stands outside any \
                    interchange (UNB); ask the sender for the whole file",
                );
                Envelope { application: String::new(), ..Envelope::default() }
            }
        };
        envelope.group = self.group.as_ref().map(|(group, _)| group.clone());
        envelope.read_unh(segment, findings);
        let reference = envelope.message_reference.clone();
        let open = match segment.get(1, 0) {
            "PAXLST" => Open::Paxlst(PaxlstReader::new(envelope, at)),
            "CUSRES" => Open::Cusres(CusresReader::new(envelope, at)),
            _ => {
                findings.warning(
                    at,
                    "message-not-read",
                    "a message is neither PAXLST nor CUSRES \
                    and was skipped",
                );
                Open::Skipped
            }
        };
        self.message = Some((open, reference, at));
    }

    fn end_of_message(&mut self, segment: &Segment, findings: &mut Findings) {
        let Some((open, reference, _)) = self.message.take() else {
            return out_of_place(segment, findings);
        };
        self.keep(open, findings);
        let counted = self.take(SEGMENTS);
        compare(segment, counted, &reference, findings);
    }

    fn end_of_group(&mut self, segment: &Segment, findings: &mut Findings) {
        self.close_message(findings);
        let Some((group, _)) = self.group.take() else {
            return out_of_place(segment, findings);
        };
        let counted = self.take(IN_GROUP);
        compare(segment, counted, &group.reference, findings);
    }

    fn end_of_interchange(&mut self, segment: &Segment, findings: &mut Findings) {
        self.close_group(findings);
        let Some((envelope, _)) = self.interchange.take() else {
            return out_of_place(segment, findings);
        };
        let (groups, messages) = (self.take(GROUPS), self.take(MESSAGES));
        let counted = if groups > 0 { groups } else { messages };
        compare(segment, counted, &envelope.interchange_reference, findings);
    }

    /// Closes a message whose trailer did not come.
    fn close_message(&mut self, findings: &mut Findings) {
        if let Some((open, _, at)) = self.message.take() {
            self.keep(open, findings);
            missing("UNT", at, findings);
        }
    }

    fn close_group(&mut self, findings: &mut Findings) {
        self.close_message(findings);
        if let Some((_, at)) = self.group.take() {
            missing("UNE", at, findings);
        }
        self.take(IN_GROUP);
    }

    fn close_interchange(&mut self, findings: &mut Findings) {
        self.close_group(findings);
        if let Some((_, at)) = self.interchange.take() {
            missing("UNZ", at, findings);
        }
        self.take(GROUPS);
        self.take(MESSAGES);
    }

    fn keep(&mut self, open: Open, findings: &mut Findings) {
        match open {
            Open::Paxlst(reader) => {
                self.messages.push(Message::Paxlst(reader.finish(findings)));
            }
            Open::Cusres(reader) => {
                self.messages.push(Message::Cusres(reader.finish(findings)));
            }
            Open::Skipped => {}
        }
    }

    fn end(&mut self, findings: &mut Findings) {
        self.close_interchange(findings);
        if self.messages.is_empty() {
            findings.error(
                At::default(),
                "no-message",
                "the interchange holds no passenger list \
                and no answer to one; check what was sent",
            );
        }
    }
}
