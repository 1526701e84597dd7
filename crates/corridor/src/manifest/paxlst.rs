//! A manifest as PAXLST (D.05B), and back. The reference of each passenger is the person's id; the
//! date of birth, the document and the nationality are what the border decides on.

use jiff::civil::Date;
use jiff::{Timestamp, ZonedDateTime};
use passenger_messages::{
    self as messages, Call, Day, Document, Envelope, Flight, Limits, LocalTime, Message, Paxlst,
    read,
};
use thiserror::Error;

use super::{Manifest, Passenger, ShownDocument, Voyage};
use crate::agreement::Nation;
use crate::record::PersonId;
use crate::registry::{Born, Sex};

/// Person of unspecified nationality (Doc 9303-3 §5, part D).
const UNSPECIFIED: &str = "XXX";

/// What is wrong with a passenger list.
#[derive(Debug, Error)]
pub enum PaxlstError {
    /// It can't be written.
    #[error("paxlst-write: {0}")]
    Write(#[from] messages::WriteError),
    /// It can't be read.
    #[error("paxlst-read: {0}")]
    Read(#[from] messages::MessageError),
    /// The interchange holds no passenger list, or more than one.
    #[error("paxlst-one: an interchange must hold one passenger list; send lists one by one")]
    NotOne,
    /// A passenger has no nationality that ISO 3166-1 knows.
    #[error(
        "paxlst-nationality: passenger {0} of the list has no known nationality; ask the sender"
    )]
    Nationality(usize),
    /// A time zone of the voyage is not known.
    #[error("paxlst-zone: a time zone of the voyage is not in the IANA database; mend the place")]
    Zone,
}

impl Manifest {
    /// The manifest as one interchange, made at `at`.
    ///
    /// # Errors
    /// When a field does not fit the message.
    pub fn to_paxlst(&self, at: Timestamp) -> Result<String, PaxlstError> {
        let voyage = self.voyage();
        let departs = local(voyage.departs, &voyage.from_zone)?;
        let arrives = local(voyage.arrives, &voyage.to_zone)?;
        let reference = plain(voyage.lift.as_str());
        let passengers = self.passengers();
        let list = Paxlst {
            envelope: envelope(voyage, &reference, local(at, &voyage.from_zone)?),
            flight: Flight {
                number: reference,
                carrier: plain(&voyage.operator),
                departure: Some(Call::new(&plain(&voyage.from), departs)),
                arrival: Some(Call::new(&plain(&voyage.to), arrives)),
                ..Flight::default()
            },
            people: passengers.iter().map(person).collect(),
            total: u32::try_from(passengers.len()).unwrap_or(u32::MAX),
            ..Paxlst::default()
        };
        Ok(list.write()?)
    }

    /// The manifest in an interchange, for a voyage that is known.
    ///
    /// # Errors
    /// When the message can't be read, holds errors, or lacks what the border decides on.
    pub fn from_paxlst(bytes: &[u8], voyage: Voyage) -> Result<Self, PaxlstError> {
        let answer = read(bytes, Limits::default())?.strict()?;
        let [Message::Paxlst(list)] = answer.messages.as_slice() else {
            return Err(PaxlstError::NotOne);
        };
        let passengers: Result<Vec<Passenger>, PaxlstError> = list
            .people
            .iter()
            .enumerate()
            .map(|(index, one)| {
                passenger(one).ok_or(PaxlstError::Nationality(index.saturating_add(1)))
            })
            .collect();
        Ok(Self::of(voyage, passengers?))
    }
}

pub(crate) fn envelope(voyage: &Voyage, reference: &str, prepared: Option<LocalTime>) -> Envelope {
    let reference: String = reference.chars().take(14).collect();
    Envelope {
        sender: messages::Party::new(&format!("SANGHO {}", plain(&voyage.operator)), "ZZ"),
        recipient: messages::Party::new(&format!("BORDER {}", plain(&voyage.to)), "ZZ"),
        prepared,
        interchange_reference: reference.clone(),
        message_reference: reference,
        ..Envelope::default()
    }
}

/// The letters that level A of ISO 9735 has: capitals and digits, anything else as a blank.
pub(crate) fn plain(text: &str) -> String {
    let letter = |c: char| {
        if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { ' ' }
    };
    let text: String = text.chars().map(letter).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An instant as a message states it: local, to the minute.
pub(crate) fn local(at: Timestamp, zone: &str) -> Result<Option<LocalTime>, PaxlstError> {
    let at: ZonedDateTime = at.in_tz(zone).map_err(|_| PaxlstError::Zone)?;
    let small = |number: i8| u8::try_from(number).unwrap_or_default();
    let time = || {
        let year = u8::try_from(at.year().rem_euclid(100)).ok()?;
        let day = Day::new(year, small(at.month()), small(at.day()))?;
        LocalTime::new(day, small(at.hour()), small(at.minute()))
    };
    Ok(time())
}

fn person(passenger: &Passenger) -> messages::Person {
    let sex = passenger.sex.map(|sex| match sex {
        Sex::F => messages::Sex::Female,
        Sex::M => messages::Sex::Male,
        Sex::X => messages::Sex::Unspecified,
    });
    // A passenger without a readable name still travels: the list says so rather than drop them.
    let surname = match plain(&passenger.surname) {
        name if name.is_empty() => "UNKNOWN".to_owned(),
        name => name,
    };
    messages::Person {
        surname,
        given: plain(&passenger.given),
        sex,
        born: passenger.born.and_then(born_day),
        verified: Some(passenger.document.as_ref().is_some_and(|document| document.verified)),
        nationality: passenger.nation.alpha3().unwrap_or(UNSPECIFIED).to_owned(),
        reference: passenger.person.to_string(),
        documents: passenger.document.iter().map(document).collect(),
        ..messages::Person::default()
    }
}

fn document(shown: &ShownDocument) -> Document {
    let day = |date: Date| {
        let part = |number: i8| u8::try_from(number).ok();
        let year = u8::try_from(date.year().rem_euclid(100)).ok()?;
        Day::new(year, part(date.month())?, part(date.day())?)
    };
    Document::passport(&shown.number, &shown.issuer, shown.expires.and_then(day))
}

/// Day of birth with four digits of the year: two would make a centenarian a child.
fn born_day(born: Born) -> Option<Day> {
    let part = |number: Option<i8>| number.map_or(Some(0), |number| u8::try_from(number).ok());
    Day::full(u16::try_from(born.year()).ok()?, part(born.month())?, part(born.day())?)
}

fn passenger(person: &messages::Person) -> Option<Passenger> {
    let sex = match person.sex {
        Some(messages::Sex::Female) => Some(Sex::F),
        Some(messages::Sex::Male) => Some(Sex::M),
        Some(messages::Sex::Unspecified) => Some(Sex::X),
        Some(messages::Sex::Unknown) | None => None,
    };
    Some(Passenger {
        person: PersonId::new(&person.reference),
        surname: person.surname.clone(),
        given: person.given.clone(),
        sex,
        born: person.born.and_then(born),
        nation: nation(&person.nationality)?,
        document: person.documents.first().map(|document| ShownDocument {
            number: document.number.clone(),
            issuer: document.issuer.clone(),
            expires: document.expires.and_then(expiry),
            verified: person.verified == Some(true),
        }),
    })
}

/// Stateless people and those whose nationality is not known travel too.
fn nation(code: &str) -> Option<Nation> {
    if code == UNSPECIFIED { Some(Nation::UNKNOWN) } else { Nation::from_alpha3(code) }
}

/// A date of birth whose year the message states in full; two digits say too little.
fn born(day: Day) -> Option<Born> {
    let year = day.full_year()?;
    let text = match (day.month(), day.day()) {
        (0, _) => format!("{year:04}"),
        (month, 0) => format!("{year:04}-{month:02}"),
        (month, date) => format!("{year:04}-{month:02}-{date:02}"),
    };
    text.parse().ok()
}

/// A date of expiry: two digits are a year of this century, because no document outlives it.
fn expiry(day: Day) -> Option<Date> {
    let year = day.full_year().unwrap_or_else(|| 2000 + u16::from(day.year()));
    let part = |number: u8| i8::try_from(number).ok();
    Date::new(i16::try_from(year).ok()?, part(day.month())?, part(day.day())?).ok()
}
