//! The facts about people: how many, where, on whose lists, and what became of them.

use jiff::ZonedDateTime;

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

/// How many are in these age classes; the rest is 18 to 64. Classes hold from declaration to
/// horizon.
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
