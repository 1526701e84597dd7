//! Reading a CUSRES, segment by segment.

use crate::cusres::{Answer, Cusres, Outcome, Remark, ResponseKind};
use crate::day::LocalTime;
use crate::envelope::Envelope;
use crate::finding::{At, Findings};
use crate::paxlst::{Call, Reference};
use crate::paxlst_read::{local_time, not_kept, out_of_place, text};
use crate::segment::Segment;

/// What the last ERP opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Header,
    Remark,
    Answer,
    Skipped,
}

pub(crate) struct CusresReader {
    answer: Cusres,
    at: At,
    group: Group,
    has_kind: bool,
    departs: Option<LocalTime>,
    arrives: Option<LocalTime>,
    /// Where the ERP stands that is open.
    opened: At,
}

impl CusresReader {
    pub(crate) fn new(envelope: Envelope, at: At) -> Self {
        let answer = Cusres { envelope, ..Cusres::default() };
        let (departs, arrives, group) = (None, None, Group::Header);
        Self { answer, at, group, has_kind: false, departs, arrives, opened: at }
    }

    /// Persons so far.
    pub(crate) fn people(&self) -> usize {
        self.answer.answers.len() + self.answer.remarks.len()
    }

    pub(crate) fn segment(&mut self, segment: &Segment, findings: &mut Findings) {
        match segment.tag.as_str() {
            "BGM" => {
                self.has_kind = true;
                self.answer.kind = ResponseKind::of(segment.get(0, 0));
                if let ResponseKind::Other(_) = self.answer.kind {
                    findings.error(
                        segment.at,
                        "kind-unknown",
                        "BGM names a kind of answer other \
                        than 962, 132 and 312; see what the sender means by it",
                    );
                }
            }
            "ERP" => self.open(segment, findings),
            _ if self.group == Group::Skipped => {}
            "RFF" => self.reference(segment, findings),
            "ERC" => self.code(segment, findings),
            "FTX" => self.text(segment, findings),
            "DTM" | "LOC" if self.group == Group::Header => self.flight(segment, findings),
            _ => not_kept(segment, findings),
        }
    }

    pub(crate) fn finish(mut self, findings: &mut Findings) -> Cusres {
        self.close(findings);
        if !self.has_kind {
            self.answer.kind = ResponseKind::Other(String::new());
            findings.error(
                self.at,
                "kind-missing",
                "the message does not say what kind of answer \
                it is (BGM); ask the sender",
            );
        }
        for (time, call) in
            [(self.departs, &mut self.answer.departure), (self.arrives, &mut self.answer.arrival)]
        {
            match (time, call) {
                (Some(_), Some(call)) => call.at = time,
                (Some(_), None) => findings.error(
                    self.at,
                    "time-without-airport",
                    "a time of the \
                    flight has no airport and was left out; ask the sender",
                ),
                (None, _) => {}
            }
        }
        self.answer
    }

    fn open(&mut self, segment: &Segment, findings: &mut Findings) {
        self.close(findings);
        self.opened = segment.at;
        self.group = match segment.get(0, 0) {
            "1" => {
                self.answer.remarks.push(Remark::default());
                Group::Remark
            }
            "2" => {
                self.answer.answers.push(Answer::default());
                Group::Answer
            }
            _ => {
                findings.error(
                    segment.at,
                    "point-unknown",
                    "ERP is about neither the message (1) \
                    nor a person (2); what follows it was skipped: see what the sender means",
                );
                Group::Skipped
            }
        };
    }

    /// Judges the answer or remark that ends here.
    fn close(&self, findings: &mut Findings) {
        let at = self.opened;
        match (self.group, self.answer.answers.last(), self.answer.remarks.last()) {
            (Group::Answer, Some(answer), _) => {
                if answer.outcome == Outcome::NotStated {
                    findings.error(
                        at,
                        "outcome-missing",
                        "an answer states no outcome (ERC); \
                        treat the person as not answered and ask the sender",
                    );
                }
                if answer.reservation.is_empty() && answer.reference.is_empty() {
                    findings.error(
                        at,
                        "answer-for-nobody",
                        "an answer names no person (RFF AVF, \
                        ABO); ask the sender",
                    );
                }
            }
            (Group::Remark, _, Some(remark)) if remark.code.is_empty() => {
                findings.error(
                    at,
                    "remark-without-code",
                    "a remark on the message has no code \
                    (ERC); ask the sender",
                );
            }
            _ => {}
        }
    }

    fn reference(&mut self, segment: &Segment, findings: &mut Findings) {
        let reference = Reference { qualifier: segment.text(0, 0), value: segment.text(0, 1) };
        if reference.qualifier.is_empty() || reference.value.is_empty() {
            findings.warning(
                segment.at,
                "reference-empty",
                "RFF lacks its kind or its value; it \
                was left out",
            );
            return;
        }
        let kind = reference.qualifier.as_str();
        let (field, others) = match (self.group, self.answer.answers.last_mut()) {
            (Group::Header, _) => {
                let field = match kind {
                    "TN" => Some(&mut self.answer.transaction),
                    "AF" => Some(&mut self.answer.flight),
                    _ => None,
                };
                (field, &mut self.answer.references)
            }
            (Group::Answer, Some(answer)) => {
                let field = match kind {
                    "AVF" => Some(&mut answer.reservation),
                    "ABO" => Some(&mut answer.reference),
                    _ => None,
                };
                (field, &mut answer.other_references)
            }
            _ => return not_kept(segment, findings),
        };
        match field {
            Some(field) if field.is_empty() => *field = reference.value,
            _ => others.push(reference),
        }
    }

    fn code(&mut self, segment: &Segment, findings: &mut Findings) {
        let code = segment.get(0, 0);
        let answers = self.answer.answers.last_mut();
        match (self.group, answers, self.answer.remarks.last_mut()) {
            (Group::Answer, Some(answer), _) => match (&answer.outcome, Outcome::of(code)) {
                (Outcome::NotStated, outcome) => answer.outcome = outcome,
                (first, second) if *first == second => {}
                _ => {
                    // Two outcomes for one person: neither may be believed.
                    answer.outcome = Outcome::NotStated;
                    self.group = Group::Skipped;
                    findings.error(
                        segment.at,
                        "outcomes-differ",
                        "an answer states two outcomes, what follows \
                        was skipped; treat the person as not answered and ask the sender",
                    );
                }
            },
            (Group::Remark, _, Some(remark)) if remark.code.is_empty() => {
                remark.code = code.to_owned();
            }
            (Group::Remark, ..) => not_kept(segment, findings),
            _ => out_of_place(segment, findings),
        }
    }

    fn text(&mut self, segment: &Segment, findings: &mut Findings) {
        let answers = self.answer.answers.last_mut();
        let texts = match (self.group, answers, self.answer.remarks.last_mut()) {
            (Group::Answer, Some(answer), _) => &mut answer.texts,
            (Group::Remark, _, Some(remark)) => &mut remark.texts,
            _ => return not_kept(segment, findings),
        };
        match text(segment).filter(|text| !text.subject.is_empty()) {
            Some(text) => texts.push(text),
            None => findings.warning(segment.at, "text-empty", "FTX holds no subject or no text"),
        }
    }

    fn flight(&mut self, segment: &Segment, findings: &mut Findings) {
        match (segment.tag.as_str(), segment.get(0, 0)) {
            ("DTM", "189") => self.departs = local_time(segment, findings),
            ("DTM", "232") => self.arrives = local_time(segment, findings),
            ("LOC", "125") => {
                self.answer.departure = Some(Call { airport: segment.text(1, 0), at: None });
            }
            ("LOC", "87") => {
                self.answer.arrival = Some(Call { airport: segment.text(1, 0), at: None });
            }
            _ => not_kept(segment, findings),
        }
    }
}
