//! Room 12. Who is aboard, as a passenger list for the border; or a carrier's own list, read.
//!
//! The same room serves an evacuation flight and the daily flight: both end as a [`Manifest`], and
//! both cross as PAXLST (WCO/IATA/ICAO guidelines on advance passenger information).

mod paxlst;

pub use paxlst::PaxlstError;
pub(crate) use paxlst::{envelope, local, plain};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use travel_documents::{Century, Zone};

use crate::agreement::Nation;
use crate::boarding::Expected;
use crate::record::{LiftId, PersonId};
use crate::registry::{Born, Sex};
use crate::transport::{Lift, Place};

/// A document as it was shown: the two or three printed lines, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownDocument {
    /// Its number.
    pub number: String,
    /// The state that issued it, as printed (three letters).
    pub issuer: String,
    /// The last day of its validity, where it could be read.
    pub expires: Option<Date>,
    /// Whether every printed check digit was verified.
    pub verified: bool,
}

impl ShownDocument {
    /// What is taken over from a zone that was read on `day`.
    #[must_use]
    pub fn of(zone: &Zone, day: Date) -> Self {
        Self {
            number: zone.number.clone(),
            issuer: zone.issuer.to_string(),
            expires: last_day(zone, day),
            verified: zone.refuted().next().is_none(),
        }
    }
}

/// The last day of validity as seen from `day`: an unknown day or month is no date.
fn last_day(zone: &Zone, day: Date) -> Option<Date> {
    let month = u8::try_from(day.month()).ok()?;
    let seen_from = (day.year(), month, u8::try_from(day.day()).ok()?);
    let printed = zone.expires.in_century(seen_from, Century::Future);
    let (month, day) = (i8::try_from(printed.month?).ok()?, i8::try_from(printed.day?).ok()?);
    Date::new(printed.year?, month, day).ok()
}

/// One passenger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passenger {
    /// The person, in the registry that answers for them.
    pub person: PersonId,
    /// Family name in Latin letters.
    pub surname: String,
    /// Given names in Latin letters.
    pub given: String,
    /// Sex.
    pub sex: Option<Sex>,
    /// Date of birth, as far as known.
    pub born: Option<Born>,
    /// Nationality.
    pub nation: Nation,
    /// The document shown, if any.
    pub document: Option<ShownDocument>,
}

impl Passenger {
    /// The passenger whom the door expected, with the document shown there on `day`, if any.
    #[must_use]
    pub fn of(expected: &Expected, zone: Option<&Zone>, day: Date) -> Self {
        let (surname, given) = match zone {
            Some(zone) => (zone.names.surname.clone(), zone.names.given.clone()),
            None => split_name(expected.latin.as_deref().unwrap_or_default()),
        };
        Self {
            person: expected.person.clone(),
            surname,
            given,
            sex: expected.sex,
            born: expected.born,
            nation: expected.nation,
            document: zone.map(|zone| ShownDocument::of(zone, day)),
        }
    }
}

/// Family and given names of a Latin name as people write it: `KIM, MINJUN`, `KIM<<MINJUN`, or with
/// the family name first.
fn split_name(latin: &str) -> (String, String) {
    let parts = latin.split_once("<<").or_else(|| latin.split_once(','));
    let (surname, given) = parts.or_else(|| latin.split_once(' ')).unwrap_or((latin, ""));
    let plain = |text: &str| text.replace('<', " ").trim().to_uppercase();
    (plain(surname), plain(given))
}

/// The flight, ship or bus that a list is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voyage {
    /// The lift.
    pub lift: LiftId,
    /// Who operates it.
    pub operator: String,
    /// Where it leaves, e.g. an IATA airport code.
    pub from: String,
    /// Where it arrives.
    pub to: String,
    /// Departure.
    pub departs: Timestamp,
    /// Arrival.
    pub arrives: Timestamp,
    /// Time zone of the departure place.
    pub from_zone: String,
    /// Time zone of the arrival place.
    pub to_zone: String,
}

/// Everybody aboard one voyage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    voyage: Voyage,
    passengers: Vec<Passenger>,
}

impl Voyage {
    /// The last leg of `lift`, the one that meets a border.
    #[must_use]
    pub fn of(lift: &Lift, from: &Place, to: &Place) -> Option<Self> {
        let leg = lift.plan().legs.last()?;
        Some(Self {
            lift: lift.id().clone(),
            operator: lift.plan().operator.clone(),
            from: from.id.to_string(),
            to: to.id.to_string(),
            departs: leg.departs,
            arrives: leg.arrives,
            from_zone: from.zone.clone(),
            to_zone: to.zone.clone(),
        })
    }
}

impl Manifest {
    /// The list of a voyage, by name.
    #[must_use]
    pub fn of(voyage: Voyage, mut passengers: Vec<Passenger>) -> Self {
        passengers.sort_by(|a, b| {
            (&a.surname, &a.given, &a.person).cmp(&(&b.surname, &b.given, &b.person))
        });
        Self { voyage, passengers }
    }

    /// The voyage.
    #[must_use]
    pub fn voyage(&self) -> &Voyage {
        &self.voyage
    }

    /// Everybody aboard.
    #[must_use]
    pub fn passengers(&self) -> &[Passenger] {
        &self.passengers
    }
}
