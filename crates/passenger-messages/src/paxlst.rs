//! The passenger list message, PAXLST, as types (PAXLST guide 4). Empty text means "not stated".

use crate::day::{Day, LocalTime};
use crate::envelope::Envelope;

/// A passenger or crew list of one flight.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Paxlst {
    /// What is around the message.
    pub envelope: Envelope,
    /// What the list is of (BGM 1001).
    pub function: Function,
    /// What is more to say of it, at most 35 characters (BGM 1004): `CL`, `CP`, `XR`, crew `C`.
    pub detail: String,
    /// Transaction reference (RFF TN), at most 70 characters.
    pub transaction: String,
    /// Other references of the message.
    pub references: Vec<Reference>,
    /// Who to ask about the list (NAD MS, COM).
    pub contact: Option<Contact>,
    /// The flight.
    pub flight: Flight,
    /// The persons, in the order of the list.
    pub people: Vec<Person>,
    /// Passengers (or crew) of the whole flight (CNT 42, 41), not of this message alone.
    pub total: u32,
}

/// What a list is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Function {
    /// 745: passengers.
    #[default]
    Passengers,
    /// 250: crew.
    Crew,
    /// 266: status of the flight, after it closed.
    FlightStatus,
    /// 336: the carrier's master crew list.
    MasterCrew,
    /// Another code, at most 3 characters; empty where the message has none.
    Other(String),
}

impl Function {
    /// The code of BGM 1001.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Passengers => "745",
            Self::Crew => "250",
            Self::FlightStatus => "266",
            Self::MasterCrew => "336",
            Self::Other(code) => code,
        }
    }

    pub(crate) fn of(code: &str) -> Self {
        let known = [Self::Passengers, Self::Crew, Self::FlightStatus, Self::MasterCrew];
        let found = known.into_iter().find(|function| function.code() == code);
        found.unwrap_or_else(|| Self::Other(code.to_owned()))
    }

    /// CNT 41 counts crew, 42 passengers.
    pub(crate) const fn counts_crew(&self) -> bool {
        matches!(self, Self::Crew | Self::MasterCrew)
    }
}

/// A reference and what it refers to (RFF).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Reference {
    /// Qualifier: `SEA` seat, `YZY` ticket, `AEA` government, `CR` customer.
    pub qualifier: String,
    /// At most 70 characters.
    pub value: String,
}

/// Who to ask about a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Contact {
    /// The party's identifier, at most 35 characters.
    pub id: String,
    /// Name, at most 70 characters.
    pub name: String,
    /// Telephone, fax, e-mail.
    pub channels: Vec<Channel>,
}

/// One way to reach somebody (COM).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Channel {
    /// `TE` telephone, `FX` fax, `EM` e-mail.
    pub kind: String,
    /// Number or address, at most 512 characters. An e-mail address needs set UNOC.
    pub address: String,
}

/// The flight (TDT 20 and its LOC, DTM).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Flight {
    /// Carrier and number as the carrier prints them, at most 17 characters: `KE703`.
    pub number: String,
    /// The carrier's code, at most 17 characters: `KE`. Some senders leave it out.
    pub carrier: String,
    /// LOC 125: last airport before the border is crossed, with its scheduled departure (DTM 189).
    pub departure: Option<Call>,
    /// LOC 87: first airport behind it, with the scheduled arrival (DTM 232).
    pub arrival: Option<Call>,
    /// Other calls of the flight.
    pub other_calls: Vec<OtherCall>,
}

/// An airport and the local time there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Call {
    /// IATA airport code, at most 25 characters.
    pub airport: String,
    /// Local time of departure or arrival.
    pub at: Option<LocalTime>,
}

impl Call {
    /// A call at an airport.
    #[must_use]
    pub fn new(airport: &str, at: Option<LocalTime>) -> Self {
        Self { airport: airport.to_owned(), at }
    }
}

/// A call of the flight that is neither the last before nor the first behind the border.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct OtherCall {
    /// LOC qualifier: `92` on the way, `130` final destination.
    pub role: String,
    /// IATA airport code.
    pub airport: String,
    /// Local time of departure there (DTM 189).
    pub departs: Option<LocalTime>,
    /// Local time of arrival there (DTM 232).
    pub arrives: Option<LocalTime>,
}

/// In which role a person flies (NAD 3035).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// `FL`
    #[default]
    Passenger,
    /// `FM`
    Crew,
    /// `DDU`
    TransitPassenger,
    /// `DDT`
    TransitCrew,
}

impl Role {
    /// The code of NAD 3035.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Passenger => "FL",
            Self::Crew => "FM",
            Self::TransitPassenger => "DDU",
            Self::TransitCrew => "DDT",
        }
    }

    pub(crate) fn of(code: &str) -> Option<Self> {
        let all = [Self::Passenger, Self::Crew, Self::TransitPassenger, Self::TransitCrew];
        all.into_iter().find(|role| role.code() == code)
    }
}

/// Sex as the message states it (ATT 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// `F`
    Female,
    /// `M`
    Male,
    /// `X`: unspecified in the document.
    Unspecified,
    /// `U`: not known to the sender.
    Unknown,
}

impl Sex {
    /// The code of ATT 9019.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Female => "F",
            Self::Male => "M",
            Self::Unspecified => "X",
            Self::Unknown => "U",
        }
    }

    pub(crate) fn of(code: &str) -> Option<Self> {
        let all = [Self::Female, Self::Male, Self::Unspecified, Self::Unknown];
        all.into_iter().find(|sex| sex.code() == code)
    }
}

/// A person on the list (SG4). States are codes of three letters, airports IATA codes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Person {
    /// Passenger or crew.
    pub role: Role,
    /// Surname, at most 70 characters; required.
    pub surname: String,
    /// Given names, at most 70 characters.
    pub given: String,
    /// Middle names, where the sender keeps them apart.
    pub middle: String,
    /// Address at the destination.
    pub address: Address,
    /// Sex.
    pub sex: Option<Sex>,
    /// Date of birth (DTM 329).
    pub born: Option<Day>,
    /// Whether the carrier verified the data against the document (GEI 173 yes, 174 no).
    pub verified: Option<bool>,
    /// Free text (FTX): `BAG` baggage tags.
    pub texts: Vec<Text>,
    /// Airport where the person is cleared (LOC 22).
    pub cleared_at: String,
    /// State of residence (LOC 174).
    pub residence: String,
    /// Airport where the journey began (LOC 178).
    pub embarked: String,
    /// Airport where it ends (LOC 179).
    pub disembarks: String,
    /// Place of birth (LOC 180).
    pub birthplace: Place,
    /// Telephone, e-mail.
    pub channels: Vec<Channel>,
    /// Nationality.
    pub nationality: String,
    /// Reservation record locator (RFF AVF): the same for a party that travels together.
    pub reservation: String,
    /// The sender's own, unique reference of the person (RFF ABO). Answers name it.
    pub reference: String,
    /// Other references.
    pub other_references: Vec<Reference>,
    /// Travel documents.
    pub documents: Vec<Document>,
}

/// A postal address (NAD C059 to 3207).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Address {
    /// Street and number, at most 35 characters.
    pub street: String,
    /// City, at most 35 characters.
    pub city: String,
    /// Region, at most 9 characters.
    pub region: String,
    /// Postal code, at most 17 characters.
    pub postcode: String,
    /// State, three letters.
    pub country: String,
}

/// A place of birth.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Place {
    /// State, three letters.
    pub country: String,
    /// Town, at most 70 characters.
    pub town: String,
}

/// Free text (FTX).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Text {
    /// Subject: `BAG`, `AAP`.
    pub subject: String,
    /// One to five lines of at most 512 characters, the last not empty.
    pub lines: Vec<String>,
}

/// A travel document (SG5).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Document {
    /// `P` passport, `V` visa, `A`, `C`, `I` cards, `AC` crew certificate, `F` other approved.
    pub kind: String,
    /// Number, at most 35 characters; required.
    pub number: String,
    /// Issuing state, three letters.
    pub issuer: String,
    /// Date of expiry (DTM 36).
    pub expires: Option<Day>,
    /// Date of issue (DTM 182).
    pub issued: Option<Day>,
}

impl Document {
    /// A passport.
    #[must_use]
    pub fn passport(number: &str, issuer: &str, expires: Option<Day>) -> Self {
        Self {
            kind: "P".to_owned(),
            number: number.to_owned(),
            issuer: issuer.to_owned(),
            expires,
            issued: None,
        }
    }
}
