//! The facts of a scenario, as plain values. Times carry their zone; nations are ISO 3166-1 alpha-2 codes.

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
    /// Nations whose people may ride without any agreement, because the operator let them in history.
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

/// People who are alike in what the facts say of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Name within the scenario.
    pub id: String,
    /// The nation responsible for them.
    pub nation: String,
    /// How many people.
    pub people: u32,
    /// Their citizenships; the numbers add up to `people`.
    pub citizens: Vec<Citizens>,
    /// Where they are.
    pub place: String,
    /// From when they can leave.
    pub ready: ZonedDateTime,
    /// How they live together; sizes times counts add up to `people`.
    pub households: Vec<HouseholdSize>,
    /// How many are not adults under 65.
    pub ages: Ages,
    /// How many need help.
    pub needs: NeedCounts,
    /// Whether their households agreed to travel apart.
    pub may_split: bool,
    /// On whose lists they are; at least one.
    pub registers: Vec<Register>,
    /// What they say when they register.
    pub intention: Intention,
    /// What they say later.
    pub changes: Vec<Change>,
    /// Lifts they were booked on, in order.
    pub rides: Vec<RideFact>,
    /// What happened at the door.
    pub boarding: Boarding,
    /// What became of them.
    pub ends: Ends,
    /// Anything a reader should know, in English.
    pub note: Option<String>,
}

impl Group {
    /// Whether history carried these people on the lifts in `rides`.
    pub const fn rode(&self) -> bool {
        matches!(self.boarding, Boarding::Booked | Boarding::WalkIn)
    }
}

/// People with the same citizenships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citizens {
    /// Citizenships; first the one whose passport is used.
    pub nations: Vec<String>,
    /// How many people.
    pub people: u32,
}

/// Households of one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HouseholdSize {
    /// People in each.
    pub size: u32,
    /// How many such households.
    pub count: u32,
}

/// How many are in these age classes; the rest is 18 to 64. Classes hold from declaration to horizon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ages {
    /// Infants: may travel on a lap.
    pub under_2: u32,
    /// 2 to 9.
    pub under_10: u32,
    /// 10 to 17.
    pub under_18: u32,
    /// 65 and older.
    pub over_64: u32,
}

/// How many need help.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NeedCounts {
    /// In a wheelchair.
    pub wheelchair: u32,
    /// On a stretcher.
    pub stretcher: u32,
    /// Pregnant.
    pub pregnant: u32,
    /// Ill.
    pub ill: u32,
}

worded! {
    /// How a name reaches a nation's list.
    Source {
        /// The person registers.
        SelfRegistration = "self-registration",
        /// The embassy already had the name.
        EmbassyList = "embassy-list",
        /// An employer sends its staff.
        EmployerList = "employer-list",
        /// The person stands at the door.
        WalkIn = "walk-in",
    }
}

/// A list these people are on.
#[derive(Clone, Debug, PartialEq)]
pub struct Register {
    /// The nation that keeps the list.
    pub with: String,
    /// How the names reach it.
    pub source: Source,
    /// First form.
    pub from: ZonedDateTime,
    /// Last form.
    pub until: ZonedDateTime,
}

worded! {
    /// What people say they will do.
    Intention {
        /// Wants a seat.
        Leave = "leave",
        /// Stays.
        Stay = "stay",
        /// Leaves by own means.
        OwnMeans = "own-means",
        /// Does not know yet.
        Undecided = "undecided",
    }
}

/// A change of mind, at some time between two moments.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Earliest.
    pub from: ZonedDateTime,
    /// Latest.
    pub until: ZonedDateTime,
    /// The new intention.
    pub intention: Intention,
}

/// Part of a lift's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RideFact {
    /// The lift.
    pub lift: String,
    /// Where they get on.
    pub from: String,
    /// Where they get off.
    pub to: String,
}

worded! {
    /// What happened at the door.
    Boarding {
        /// Came as booked.
        Booked = "booked",
        /// Came without a booking and got a seat.
        WalkIn = "walk-in",
        /// Was booked and did not come.
        NoShow = "no-show",
        /// Was booked and cancelled.
        Cancelled = "cancelled",
        /// Was never booked.
        None = "none",
    }
}

worded! {
    /// What became of people, as the nation responsible counts them.
    Ends {
        /// In their nation.
        Home = "home",
        /// In a safe place abroad.
        Haven = "haven",
        /// Left by own means.
        OwnMeans = "own-means",
        /// Chose to stay.
        Declined = "declined",
        /// Brought out by somebody else.
        Transferred = "transferred",
        /// Wanted to leave and could not.
        LeftBehind = "left-behind",
        /// Not known.
        Missing = "missing",
        /// Dead.
        Deceased = "deceased",
    }
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
