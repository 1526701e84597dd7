//! What the desk shows, as one value: filled by the node, rendered by the pages, served as
//! `/api/desk.json`.

use corridor::plan::{Change, Why};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::web::words::Said;

/// Live and drill are separate worlds; every page says which one it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum World {
    /// Real people.
    Live,
    /// An exercise: invented people.
    Drill,
}

/// A nation with a node of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nation {
    /// Japan.
    Japan,
    /// The Republic of Korea.
    Korea,
}

/// People by nation, with the sum as the node counted it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Nationals of Japan.
    pub japan: u32,
    /// Nationals of the Republic of Korea.
    pub korea: u32,
    /// Everyone else.
    pub other: u32,
    /// All, counted apart from the three.
    pub total: u32,
}

impl Tally {
    /// The three columns; the total is their sum.
    #[must_use]
    pub fn new(japan: u32, korea: u32, other: u32) -> Self {
        let total = japan.saturating_add(korea).saturating_add(other);
        Self { japan, korea, other, total }
    }

    fn plus(self, more: Self) -> Self {
        Self {
            japan: self.japan.saturating_add(more.japan),
            korea: self.korea.saturating_add(more.korea),
            other: self.other.saturating_add(more.other),
            total: self.total.saturating_add(more.total),
        }
    }
}

/// Where a person stands. Every person is in exactly one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonState {
    /// Registered, and not heard from since.
    Registered,
    /// Confirmed lately: wants out.
    WantsOut,
    /// Has a seat in the published plan.
    SeatAssigned,
    /// Checked in on a lift that has not landed.
    Boarded,
    /// Home.
    Home,
    /// In a haven, on the way.
    Haven,
    /// Left by own means.
    OwnMeans,
    /// Was asked and wants to stay.
    Declined,
    /// Handed to another nation's care.
    Transferred,
    /// Wanted out and was left behind.
    LeftBehind,
    /// Missing.
    Missing,
    /// Deceased.
    Deceased,
}

impl PersonState {
    /// All states in the order of the table.
    pub const ALL: [Self; 12] = [
        Self::Registered,
        Self::WantsOut,
        Self::SeatAssigned,
        Self::Boarded,
        Self::Home,
        Self::Haven,
        Self::OwnMeans,
        Self::Declined,
        Self::Transferred,
        Self::LeftBehind,
        Self::Missing,
        Self::Deceased,
    ];

    /// The key of its name in the words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Registered => "state.registered",
            Self::WantsOut => "state.wants_out",
            Self::SeatAssigned => "state.seat_assigned",
            Self::Boarded => "state.boarded",
            Self::Home => "state.home",
            Self::Haven => "state.haven",
            Self::OwnMeans => "state.own_means",
            Self::Declined => "state.declined",
            Self::Transferred => "state.transferred",
            Self::LeftBehind => "state.left_behind",
            Self::Missing => "state.missing",
            Self::Deceased => "state.deceased",
        }
    }

    /// Still somebody's task: not home, not safe elsewhere, not closed.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Registered
                | Self::WantsOut
                | Self::SeatAssigned
                | Self::LeftBehind
                | Self::Missing
        )
    }
}

/// One row of the people table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountRow {
    /// The state.
    pub state: PersonState,
    /// How many.
    pub people: Tally,
}

/// The people table: every person once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// One row for each state.
    pub rows: Vec<CountRow>,
    /// Everyone ever registered, counted apart from the rows.
    pub everyone: Tally,
}

impl Counts {
    /// What the rows add up to.
    #[must_use]
    pub fn sum(&self) -> Tally {
        self.rows.iter().fold(Tally::default(), |sum, row| sum.plus(row.people))
    }

    /// Each row adds up across, and the rows add up to everyone.
    #[must_use]
    pub fn add_up(&self) -> bool {
        let across = |t: &Tally| {
            u64::from(t.japan) + u64::from(t.korea) + u64::from(t.other) == u64::from(t.total)
        };
        self.rows.iter().all(|row| across(&row.people))
            && across(&self.everyone)
            && self.sum() == self.everyone
    }

    /// People whose end is not yet known.
    #[must_use]
    pub fn open(&self) -> Tally {
        let open = self.rows.iter().filter(|row| row.state.is_open());
        open.fold(Tally::default(), |sum, row| sum.plus(row.people))
    }
}

/// How the link to the partner's node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkState {
    /// Receipts come.
    Up,
    /// Entries wait for a receipt.
    Waiting,
    /// No answer.
    Down,
}

/// The link to the partner's node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Whose node is at the other end.
    pub partner: Nation,
    /// How it is.
    pub state: LinkState,
    /// Seconds since the partner's last receipt; none yet if absent.
    pub since_receipt: Option<u64>,
    /// Entries in our log for the partner.
    pub sent: u64,
    /// Of those, how many the partner has signed for.
    pub receipted: u64,
    /// Entries of the partner's log that we hold.
    pub received: u64,
}

/// Where a lift is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LiftState {
    /// Planned.
    Planned,
    /// People are boarding.
    Boarding,
    /// It has left.
    Left,
    /// It has arrived.
    Landed,
}

/// An aircraft, ship or bus on one journey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lift {
    /// Its short name, the same everywhere on the page.
    pub id: String,
    /// The nation that runs it.
    pub operator: String,
    /// Type of vehicle, such as `KC-330` or `bus`.
    pub vehicle: String,
    /// The places it calls at, in order.
    pub route: Vec<String>,
    /// Departure.
    pub departs: Timestamp,
    /// Arrival.
    pub arrives: Timestamp,
    /// When its passenger list closes.
    pub closes_at: Timestamp,
    /// Seats.
    pub seats: u32,
    /// Seats taken.
    pub taken: u32,
    /// Where it is in its life.
    pub state: LiftState,
}

/// What a plan achieves; absent where not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanFigures {
    /// People brought out.
    pub out: u32,
    /// People who want out.
    pub people: u32,
    /// When the last of them arrives.
    pub last_arrival: Option<Timestamp>,
    /// Seats that fly empty.
    pub empty_seats: Option<u32>,
    /// Households not kept together.
    pub split_households: Option<u32>,
    /// How far the plan may be from the best, 0 to 1; 0 is proven best.
    pub gap: Option<f64>,
    /// Of them, people brought home.
    pub home: Option<u32>,
}

/// The same people and lifts, planned three ways.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plans {
    /// What happened in fact, where the emergency is a past one.
    pub history: Option<PlanFigures>,
    /// Each nation for its own citizens.
    pub alone: PlanFigures,
    /// Both nations' seats for both nations' citizens.
    pub pooled: PlanFigures,
}

/// One household whose seats a re-plan changed: ids, no names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Its id.
    pub household: String,
    /// Its people.
    pub people: u32,
    /// How it is affected.
    pub change: Change,
    /// Its lifts before.
    pub before: Vec<String>,
    /// Its lifts now.
    pub after: Vec<String>,
    /// Why.
    pub why: Why,
}

/// What happened that a re-plan answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// What.
    pub why: Why,
    /// People whom it touched.
    pub people: u32,
}

/// What a re-plan changed: people, each in one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replan {
    /// When.
    pub at: Timestamp,
    /// Closures heard of since the plan before.
    pub closures: u32,
    /// What happened.
    pub causes: Vec<Cause>,
    /// Same seats as before, those aboard included.
    pub kept: Tally,
    /// Other seats than before.
    pub moved: Tally,
    /// A seat, and none before.
    pub gained: Tally,
    /// No seat, and one before.
    pub lost: Tally,
    /// No seat, and none before.
    pub waiting: Tally,
    /// A seat before, and none needed any more.
    pub gone: Tally,
    /// Households affected.
    pub affected: u32,
    /// The first of them.
    pub households: Vec<Moved>,
}

impl Replan {
    /// Everybody who has, wants or had a seat.
    #[must_use]
    pub fn everyone(&self) -> Tally {
        self.rows().into_iter().fold(Tally::default(), |sum, (_, row)| sum.plus(row))
    }

    /// The rows of the table: the key of each row's name, and people.
    #[must_use]
    pub fn rows(&self) -> [(&'static str, Tally); 6] {
        [
            ("change.kept", self.kept),
            ("change.moved", self.moved),
            ("change.gained", self.gained),
            ("change.lost", self.lost),
            ("change.waiting", self.waiting),
            ("change.gone", self.gone),
        ]
    }
}

/// What kind of decision waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QueueKind {
    /// Two registrations may be one person.
    SamePerson,
    /// A person has no travel document.
    NoDocument,
    /// Two sources say different things.
    Conflict,
    /// A seat offer waits for an answer.
    Offer,
    /// A plan waits to be published.
    Plan,
}

impl QueueKind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::SamePerson, Self::NoDocument, Self::Conflict, Self::Offer, Self::Plan];

    /// The key of its name in the words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::SamePerson => "queue.same_person",
            Self::NoDocument => "queue.no_document",
            Self::Conflict => "queue.conflict",
            Self::Offer => "queue.offer",
            Self::Plan => "queue.plan",
        }
    }
}

/// Something that waits for an officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueItem {
    /// What kind of decision.
    pub kind: QueueKind,
    /// What it is about, without personal data.
    pub text: Said,
    /// Since when it waits.
    pub since: Timestamp,
}

/// What became of a seat offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfferState {
    /// Waits for an answer.
    Open,
    /// All seats taken up.
    Accepted,
    /// Some seats taken up.
    Partial,
    /// Not wanted.
    Declined,
    /// No answer in time.
    Expired,
}

/// Seats that one nation offers the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Who offers.
    pub by: Nation,
    /// To whom.
    pub to: Nation,
    /// On which lift.
    pub lift: String,
    /// Seats offered.
    pub seats: u32,
    /// Seats taken up.
    pub taken: u32,
    /// What became of it.
    pub state: OfferState,
}

/// How safe a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// People must get out of here.
    Danger,
    /// Safe for now, on the way.
    Haven,
    /// Home.
    Home,
}

/// A place on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Short name, used by lifts and by the registration form.
    pub id: String,
    /// Its name.
    pub name: Said,
    /// Latitude in degrees, north positive (WGS 84).
    pub lat: f64,
    /// Longitude in degrees, east positive (WGS 84).
    pub lon: f64,
    /// How safe it is.
    pub standing: Standing,
    /// People there who still need a seat.
    pub people: Tally,
}

/// One leg of a lift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// The lift.
    pub lift: String,
    /// Place where the leg starts.
    pub from: String,
    /// Place where it ends.
    pub to: String,
}

/// A road, port or airport that is closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Closure {
    /// What is closed.
    pub text: Said,
    /// The place it concerns.
    pub place: String,
    /// Since when.
    pub since: Timestamp,
    /// Until when, if announced.
    pub until: Option<Timestamp>,
}

/// The area of a public warning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlertArea {
    /// The warning's headline.
    pub headline: Said,
    /// Closed rings of (latitude, longitude), the order of CAP 1.2 polygons.
    pub rings: Vec<Vec<(f64, f64)>>,
    /// When it expires.
    pub until: Timestamp,
}

/// What the map shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MapView {
    /// Places.
    pub places: Vec<Place>,
    /// Legs of lifts.
    pub routes: Vec<Route>,
    /// Closures.
    pub closures: Vec<Closure>,
    /// Areas of warnings in force.
    pub alerts: Vec<AlertArea>,
}

/// The state of the log that both nations hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogView {
    /// Entries.
    pub entries: u64,
    /// How many of them the last checkpoint covers.
    pub size: u64,
    /// The partner has signed that checkpoint too.
    pub cosigned: bool,
}

/// Everything the desk shows at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeskView {
    /// Grows by at least one with each change.
    pub version: u64,
    /// Live or drill.
    pub world: World,
    /// Whose node this is.
    pub nation: Nation,
    /// The emergency.
    pub emergency: Said,
    /// The moment shown.
    pub now: Timestamp,
    /// The emergency's time zone (IANA name).
    pub zone: String,
    /// The link to the partner.
    pub link: Link,
    /// The people table.
    pub counts: Counts,
    /// Lifts in order of departure.
    pub lifts: Vec<Lift>,
    /// The plan, compared.
    pub plans: Plans,
    /// What each re-plan changed, newest first.
    pub replans: Vec<Replan>,
    /// Decisions that wait, oldest first.
    pub queue: Vec<QueueItem>,
    /// Seat offers.
    pub offers: Vec<Offer>,
    /// The map.
    pub map: MapView,
    /// The log.
    pub log: LogView,
}
