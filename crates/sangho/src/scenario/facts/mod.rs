//! The facts of a scenario, as plain values. Times carry their zone; nations are ISO 3166-1 alpha-2
//! codes.

use jiff::ZonedDateTime;

/// Declares an enum whose values are written as fixed words in scenario files.
macro_rules! worded {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $value:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $value,)+ }

        impl $name {
            /// Every value with the word that stands for it in a scenario file.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$value, $word)),+];

            /// The word that stands for this value in a scenario file.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$value => $word),+ }
            }
        }
    };
}
pub(super) use worded;

mod people;

pub use people::{
    Ages, Boarding, Change, Citizens, Ends, Group, HouseholdSize, Intention, NeedCounts, Register,
    RideFact, Source,
};

/// The same text in the three languages of the system; none is ever empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Korean.
    pub ko: String,
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

/// One emergency: what was closed, what moved, who was there, and what became of them.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Name of the scenario, as in [`BUILT_IN`](super::BUILT_IN).
    pub id: String,
    /// One line.
    pub title: Words,
    /// A paragraph.
    pub summary: Words,
    /// How the Memorandum of 6 September 2024 stood at the time, in a few English words.
    pub memorandum: String,
    /// Countries in which people are in danger.
    pub countries: Vec<String>,
    /// When an officer declares the emergency.
    pub declared: ZonedDateTime,
    /// End of the time that is planned for.
    pub horizon: ZonedDateTime,
    /// Every place named elsewhere.
    pub places: Vec<Place>,
    /// Aircraft, ships, buses and convoys.
    pub lifts: Vec<LiftFact>,
    /// What cannot be used, and when.
    pub closures: Vec<Closure>,
    /// Seats one nation offers another.
    pub offers: Vec<OfferFact>,
    /// Public warnings, CAP 1.2 with status `Exercise`.
    pub warnings: Vec<WarningFact>,
    /// The people, without names.
    pub groups: Vec<Group>,
    /// What else happened, in the order of the file.
    pub events: Vec<Event>,
    /// Where the facts were printed.
    pub sources: Vec<String>,
    /// Values that are from memory, inferred, assumed or disputed.
    pub unchecked: Vec<Unchecked>,
}

worded! {
    /// What kind of place it is.
    PlaceKind {
        /// Aerodrome.
        Airport = "airport",
        /// Harbour.
        Port = "port",
        /// City or point in a city.
        City = "city",
        /// Land border crossing.
        Crossing = "crossing",
        /// Stands for a country whose exact starting point is not known.
        Country = "country",
    }
}

worded! {
    /// What being there means for a person.
    Standing {
        /// Not safe: people are to be brought away.
        Danger = "danger",
        /// Safe for now, on the way.
        Haven = "haven",
        /// In one of the nations that bring people home.
        Home = "home",
    }
}

/// A place people start from, pass or reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// IATA code where there is one, otherwise the ICAO code or a short name.
    pub id: String,
    /// Name in three languages.
    pub name: Words,
    /// Country.
    pub country: String,
    /// Kind of place.
    pub kind: PlaceKind,
    /// What being there means.
    pub standing: Standing,
    /// IANA time zone name.
    pub zone: String,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
}

worded! {
    /// How a lift travels.
    Mode {
        /// Aircraft.
        Air = "air",
        /// Bus, car, convoy, or on foot.
        Road = "road",
        /// Ship or boat.
        Sea = "sea",
    }
}

/// One journey of one vehicle, or of several that travel as one.
#[derive(Clone, Debug, PartialEq)]
pub struct LiftFact {
    /// Name within the scenario.
    pub id: String,
    /// The nation or organisation that runs it: `KR`, `UN`, `ICRC`.
    pub operator: String,
    /// Type of vehicle, as printed.
    pub vehicle: String,
    /// Air, road or sea.
    pub mode: Mode,
    /// At least one; each starts where the one before ended.
    pub legs: Vec<Leg>,
    /// What it can take.
    pub seats: Seats,
    /// Minutes before the first departure at which names are final.
    pub closes_before_minutes: u32,
    /// People carried in history.
    pub flown: u32,
    /// Nations whose people may ride without any agreement, because the operator let them in
    /// history.
    pub invited: Vec<String>,
    /// Price; nothing if none was found.
    pub fee: Option<Fee>,
    /// A reserve that history did not use.
    pub spare: bool,
}

/// From one place to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// Place of departure.
    pub from: String,
    /// Place of arrival.
    pub to: String,
    /// Departure, in the zone of `from`.
    pub departs: ZonedDateTime,
    /// Arrival, in the zone of `to`.
    pub arrives: ZonedDateTime,
}

/// What a lift can take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seats {
    /// Seats with a belt.
    pub seats: u32,
    /// Infants on laps, beside the seats.
    pub lap_infants: u32,
    /// Passengers who need a wheelchair, in the seats.
    pub wheelchairs: u32,
    /// Stretchers.
    pub stretchers: u32,
}

/// A price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fee {
    /// Whole units of the currency; 0: free.
    pub amount: u32,
    /// ISO 4217 code.
    pub currency: String,
    /// Who pays it.
    pub per: Per,
}

worded! {
    /// Who pays a fee.
    Per {
        /// Everybody.
        Person = "person",
        /// Adults only.
        Adult = "adult",
    }
}

/// A place or road that cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Closure {
    /// What is closed.
    pub what: Where,
    /// Start.
    pub from: ZonedDateTime,
    /// End; nothing: not within the scenario.
    pub until: Option<ZonedDateTime>,
    /// Why, in English.
    pub note: String,
}

/// What a closure closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    /// A place.
    Place(String),
    /// The way from one place to another, in that direction.
    Road(String, String),
}

/// Seats that one nation offers another.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferFact {
    /// Name within the scenario.
    pub id: String,
    /// The nation that offers; it runs the lift.
    pub by: String,
    /// The nation that is offered the seats.
    pub to: String,
    /// The lift.
    pub lift: String,
    /// Seats offered.
    pub seats: u32,
    /// When it was made.
    pub made: ZonedDateTime,
    /// Until when it can be accepted.
    pub reply_by: ZonedDateTime,
    /// Seats used in the end.
    pub taken: u32,
}

/// A public warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarningFact {
    /// Name of the file in the folder `warnings`.
    pub file: String,
    /// The alert, OASIS CAP 1.2.
    pub xml: String,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When.
    pub at: ZonedDateTime,
    /// What.
    pub text: Words,
}

/// A value that no source prints in so many words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    /// Dotted path in the file, rows by `id`: `lift.gulf-t1.seats`.
    pub key: String,
    /// Why: from memory, inferred, assumed, disputed.
    pub why: String,
}
