//! Reading a PAXLST, segment by segment, in whatever order the sender has them.

use crate::day::{Day, LocalTime};
use crate::envelope::Envelope;
use crate::finding::{At, Findings};
use crate::paxlst::{
    Address, Call, Channel, Contact, Document, Function, OtherCall, Paxlst, Person, Place,
    Reference, Role, Sex, Text,
};
use crate::segment::Segment;

/// What the last segment that opens a group was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Header,
    Contact,
    Flight,
    Person,
    Document,
    /// A group this crate does not keep; its opening segment has a finding.
    Skipped,
}

/// The call that a DTM of the flight belongs to.
#[derive(Clone, Copy)]
enum LastCall {
    None,
    Departure,
    Arrival,
    Other,
}

pub(crate) struct PaxlstReader {
    list: Paxlst,
    at: At,
    group: Group,
    call: LastCall,
    has_function: bool,
    has_total: bool,
}

impl PaxlstReader {
    pub(crate) fn new(envelope: Envelope, at: At) -> Self {
        let list = Paxlst { envelope, ..Paxlst::default() };
        let (group, call) = (Group::Header, LastCall::None);
        Self { list, at, group, call, has_function: false, has_total: false }
    }

    /// Persons so far.
    pub(crate) fn people(&self) -> usize {
        self.list.people.len()
    }

    pub(crate) fn segment(&mut self, segment: &Segment, findings: &mut Findings) {
        match segment.tag.as_str() {
            "BGM" => self.function(segment, findings),
            "CNT" => self.total(segment, findings),
            "TDT" => self.flight(segment, findings),
            "NAD" => self.name(segment, findings),
            "DOC" => self.document(segment, findings),
            _ if self.group == Group::Skipped => {}
            "RFF" => self.reference(segment, findings),
            "LOC" => self.place(segment, findings),
            "DTM" => self.time(segment, findings),
            "COM" => self.channels(segment, findings),
            "ATT" | "GEI" | "FTX" | "NAT" => self.detail(segment, findings),
            _ => not_kept(segment, findings),
        }
    }

    pub(crate) fn finish(self, findings: &mut Findings) -> Paxlst {
        let mut list = self.list;
        if !self.has_function {
            list.function = Function::Other(String::new());
            findings.error(
                self.at,
                "function-missing",
                "the message does not say what it lists \
                (BGM); ask the sender",
            );
        }
        let flight = &list.flight;
        for (missing, what) in [
            (flight.number.is_empty(), "flight number"),
            (flight.departure.is_none(), "airport of departure (LOC 125)"),
            (flight.arrival.is_none(), "airport of arrival (LOC 87)"),
        ] {
            if missing && list.function != Function::MasterCrew {
                findings.error(
                    self.at,
                    "flight-incomplete",
                    format!("the message names no {what}; ask the sender"),
                );
            }
        }
        let counted = u32::try_from(list.people.len()).unwrap_or(u32::MAX);
        if !self.has_total {
            list.total = counted;
            findings.error(
                self.at,
                "total-missing",
                "the message does not say how many are on \
                the flight (CNT); the persons listed were counted",
            );
        } else if list.total < counted {
            findings.error(
                self.at,
                "total-too-small",
                format!(
                    "the message says {} are on the flight and lists {counted}; ask the sender",
                    list.total
                ),
            );
        }
        list
    }

    fn function(&mut self, segment: &Segment, findings: &mut Findings) {
        self.has_function = true;
        self.list.function = Function::of(segment.get(0, 0));
        self.list.detail = segment.text(1, 0);
        if let Function::Other(_) = self.list.function {
            findings.error(
                segment.at,
                "function-unknown",
                "BGM names a kind of list other than \
                745, 250, 266 and 336; see what the sender means by it",
            );
        }
    }

    fn total(&mut self, segment: &Segment, findings: &mut Findings) {
        match (segment.get(0, 0), segment.get(0, 1).parse()) {
            ("41" | "42", Ok(total)) => {
                self.list.total = total;
                self.has_total = true;
            }
            _ => findings.error(
                segment.at,
                "total-unreadable",
                "CNT holds no number of \
                passengers (42) or crew (41); ask the sender",
            ),
        }
    }

    fn flight(&mut self, segment: &Segment, findings: &mut Findings) {
        if !self.list.flight.number.is_empty() {
            findings.warning(
                segment.at,
                "second-flight",
                "a second means of transport (TDT) and \
                its places are not kept; ask for one message per flight",
            );
            self.group = Group::Skipped;
            return;
        }
        self.group = Group::Flight;
        self.list.flight.number = segment.text(1, 0);
        self.list.flight.carrier = segment.text(4, 0);
        if segment.get(0, 0) != "20" {
            findings.warning(
                segment.at,
                "transport-stage",
                "TDT is not marked as the main \
                carriage (20); it was taken as the flight",
            );
        }
    }

    fn name(&mut self, segment: &Segment, findings: &mut Findings) {
        if segment.get(0, 0) == "MS" {
            self.group = Group::Contact;
            if self.list.contact.is_some() {
                findings.warning(segment.at, "second-contact", "a second contact is not kept");
                self.group = Group::Skipped;
                return;
            }
            let (id, name) = (segment.text(1, 0), segment.text(3, 0));
            self.list.contact = Some(Contact { id, name, channels: Vec::new() });
            return;
        }
        let Some(role) = Role::of(segment.get(0, 0)) else {
            findings.error(
                segment.at,
                "role-unknown",
                "NAD names a role other than MS, FL, FM, \
                DDT and DDU; what follows it was skipped: see whom the sender means",
            );
            self.group = Group::Skipped;
            return;
        };
        self.group = Group::Person;
        if segment.get(3, 0).is_empty() {
            findings.error(
                segment.at,
                "surname-missing",
                "a person has no surname; ask the \
                sender",
            );
        }
        if segment.parts(3).len() > 3 {
            findings.warning(
                segment.at,
                "name-parts",
                "a name has more than surname, given and \
                middle names; the rest is not kept: compare with the document",
            );
        }
        self.list.people.push(Person {
            role,
            surname: segment.text(3, 0),
            given: segment.text(3, 1),
            middle: segment.text(3, 2),
            address: Address {
                street: segment.text(4, 0),
                city: segment.text(5, 0),
                region: segment.text(6, 0),
                postcode: segment.text(7, 0),
                country: segment.text(8, 0),
            },
            ..Person::default()
        });
    }

    fn document(&mut self, segment: &Segment, findings: &mut Findings) {
        let in_person = matches!(self.group, Group::Person | Group::Document);
        let Some(person) = self.list.people.last_mut().filter(|_| in_person) else {
            if self.group != Group::Skipped {
                out_of_place(segment, findings);
            }
            return;
        };
        let (kind, number) = (segment.text(0, 0), segment.text(1, 0));
        if kind.is_empty() || number.is_empty() {
            findings.error(
                segment.at,
                "document-incomplete",
                "a document has no kind or no \
                number; ask the sender",
            );
        }
        person.documents.push(Document { kind, number, ..Document::default() });
        self.group = Group::Document;
    }

    fn reference(&mut self, segment: &Segment, findings: &mut Findings) {
        let reference = Reference { qualifier: segment.text(0, 0), value: segment.text(0, 1) };
        if reference.qualifier.is_empty() || reference.value.is_empty() {
            findings.warning(
                segment.at,
                "reference-empty",
                "RFF lacks its kind or its value; \
                it was left out",
            );
            return;
        }
        let (field, others) = match (self.group, self.list.people.last_mut()) {
            (Group::Header, _) => {
                let field = (reference.qualifier == "TN").then_some(&mut self.list.transaction);
                (field, &mut self.list.references)
            }
            (Group::Person | Group::Document, Some(person)) => {
                let field = match reference.qualifier.as_str() {
                    "AVF" => Some(&mut person.reservation),
                    "ABO" => Some(&mut person.reference),
                    _ => None,
                };
                (field, &mut person.other_references)
            }
            _ => return out_of_place(segment, findings),
        };
        match field {
            Some(field) if field.is_empty() => *field = reference.value,
            _ => others.push(reference),
        }
    }

    fn place(&mut self, segment: &Segment, findings: &mut Findings) {
        let (role, place) = (segment.get(0, 0), segment.text(1, 0));
        if self.group == Group::Flight {
            return self.call(role, place);
        }
        let in_document = self.group == Group::Document;
        let person = match self.group {
            Group::Person | Group::Document => self.list.people.last_mut(),
            _ => None,
        };
        let Some(person) = person else {
            return out_of_place(segment, findings);
        };
        let field = match role {
            "22" => &mut person.cleared_at,
            "174" => &mut person.residence,
            "178" => &mut person.embarked,
            "179" => &mut person.disembarks,
            "180" => {
                person.birthplace = Place { country: place, town: segment.text(1, 3) };
                return;
            }
            "91" if in_document => match person.documents.last_mut() {
                Some(document) => &mut document.issuer,
                None => return out_of_place(segment, findings),
            },
            _ => return not_kept(segment, findings),
        };
        if !field.is_empty() {
            findings.warning(
                segment.at,
                "place-twice",
                "a person has two places of one kind; \
                the later one is kept",
            );
        }
        *field = place;
    }

    fn call(&mut self, role: &str, airport: String) {
        let flight = &mut self.list.flight;
        let end = match role {
            "125" => Some((&mut flight.departure, LastCall::Departure)),
            "87" => Some((&mut flight.arrival, LastCall::Arrival)),
            _ => None,
        };
        match end {
            Some((end @ None, call)) => {
                *end = Some(Call { airport, at: None });
                self.call = call;
            }
            _ => {
                let role = role.to_owned();
                flight.other_calls.push(OtherCall { role, airport, ..OtherCall::default() });
                self.call = LastCall::Other;
            }
        }
    }

    fn time(&mut self, segment: &Segment, findings: &mut Findings) {
        let person = self.list.people.last_mut();
        let qualifier = segment.get(0, 0);
        match (self.group, qualifier, person) {
            (Group::Flight, "189" | "232", _) => self.flight_time(segment, findings),
            (Group::Person | Group::Document, "329", Some(person)) => {
                person.born = day(segment, findings);
            }
            (Group::Document, "36" | "182", Some(person)) => {
                let Some(document) = person.documents.last_mut() else {
                    return;
                };
                let day = day(segment, findings);
                if qualifier == "36" { document.expires = day } else { document.issued = day }
            }
            _ => not_kept(segment, findings),
        }
    }

    fn flight_time(&mut self, segment: &Segment, findings: &mut Findings) {
        let Some(at) = local_time(segment, findings) else {
            return;
        };
        let flight = &mut self.list.flight;
        let field = match (self.call, segment.get(0, 0)) {
            (LastCall::Departure, "189") => flight.departure.as_mut().map(|call| &mut call.at),
            (LastCall::Arrival, "232") => flight.arrival.as_mut().map(|call| &mut call.at),
            (LastCall::Other, "189") => flight.other_calls.last_mut().map(|c| &mut c.departs),
            (LastCall::Other, _) => flight.other_calls.last_mut().map(|c| &mut c.arrives),
            _ => None,
        };
        match field {
            Some(field) => *field = Some(at),
            None => out_of_place(segment, findings),
        }
    }

    fn channels(&mut self, segment: &Segment, findings: &mut Findings) {
        let channels = match (self.group, self.list.people.last_mut(), &mut self.list.contact) {
            (Group::Contact, _, Some(contact)) => &mut contact.channels,
            (Group::Person | Group::Document, Some(person), _) => &mut person.channels,
            _ => return out_of_place(segment, findings),
        };
        for element in 0..segment.len() {
            let channel =
                Channel { kind: segment.text(element, 1), address: segment.text(element, 0) };
            if channel.kind.is_empty() || channel.address.is_empty() {
                findings.warning(
                    segment.at,
                    "channel-incomplete",
                    "a telephone number or \
                    address lacks its kind or itself; it was left out",
                );
            } else {
                channels.push(channel);
            }
        }
    }

    fn detail(&mut self, segment: &Segment, findings: &mut Findings) {
        let in_person = matches!(self.group, Group::Person | Group::Document);
        let Some(person) = self.list.people.last_mut().filter(|_| in_person) else {
            return out_of_place(segment, findings);
        };
        match (segment.tag.as_str(), segment.get(0, 0)) {
            ("ATT", "2") => {
                person.sex = Sex::of(segment.get(2, 0));
                if person.sex.is_none() {
                    findings.error(
                        segment.at,
                        "sex-unknown",
                        "ATT states a sex other than F, M, \
                        X and U; ask the sender",
                    );
                }
            }
            ("GEI", "4") if matches!(segment.get(1, 0), "173" | "174") => {
                person.verified = Some(segment.get(1, 0) == "173");
            }
            ("NAT", "2") => person.nationality = segment.text(1, 0),
            ("FTX", subject) if !subject.is_empty() => match text(segment) {
                Some(text) => person.texts.push(text),
                None => findings.warning(segment.at, "text-empty", "FTX holds no text"),
            },
            _ => not_kept(segment, findings),
        }
    }
}

/// The free text of an FTX; none where it is empty.
pub(crate) fn text(segment: &Segment) -> Option<Text> {
    let lines = segment.parts(3);
    (!lines.is_empty()).then(|| Text { subject: segment.text(0, 0), lines })
}

/// The digits of a DTM. Blanks inside, which some senders print, are removed with a finding.
fn digits(segment: &Segment, findings: &mut Findings) -> String {
    let value = segment.get(0, 1);
    if value.contains(' ') {
        findings.warning(
            segment.at,
            "blank-in-date",
            "a date or time has a blank inside; it was \
            read without",
        );
    }
    value.replace(' ', "")
}

fn day(segment: &Segment, findings: &mut Findings) -> Option<Day> {
    let digits = digits(segment, findings);
    let day = Day::parse(&digits).filter(|day| {
        matches!((segment.get(0, 2), day.has_century()), ("", _) | ("101", false) | ("102", true))
    });
    if day.is_none() {
        findings.error(
            segment.at,
            "date-unreadable",
            "a date is no date, or not of the format it \
            names; ask the sender to state it as YYMMDD",
        );
    }
    day
}

pub(crate) fn local_time(segment: &Segment, findings: &mut Findings) -> Option<LocalTime> {
    let digits = digits(segment, findings);
    let time = LocalTime::parse(&digits).filter(|time| {
        let century = time.day().has_century();
        matches!((segment.get(0, 2), century), ("", _) | ("201", false) | ("203", true))
    });
    if time.is_none() {
        findings.error(
            segment.at,
            "time-unreadable",
            "a time is no time, or not of the format it \
            names; ask the sender to state it as YYMMDDHHMM",
        );
    }
    time
}

/// Tags are three letters; anything else is not repeated in a message.
fn tag(segment: &Segment) -> &str {
    let tag = segment.tag.as_str();
    let plain = tag.len() == 3 && tag.bytes().all(|byte| byte.is_ascii_uppercase());
    if plain { tag } else { "a segment without a proper tag" }
}

pub(crate) fn not_kept(segment: &Segment, findings: &mut Findings) {
    findings.note(
        segment.at,
        "segment-not-kept",
        format!(
            "{} with this qualifier is not kept; read the message itself if you need it",
            tag(segment)
        ),
    );
}

pub(crate) fn out_of_place(segment: &Segment, findings: &mut Findings) {
    findings.error(
        segment.at,
        "segment-out-of-place",
        format!(
            "{} belongs to nothing at this place and was left out; ask the sender",
            tag(segment)
        ),
    );
}
