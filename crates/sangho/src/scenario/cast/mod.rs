//! The cast: invented people who stand for the counts of a scenario.
//!
//! The same scenario and seed give the same people on every machine (ChaCha8, integers only). Each
//! group has its own stream of chance, so a change to one group leaves the people of the others as
//! they were. Names are combined from lists of common surnames and given names; nobody real is
//! meant.

mod dice;
mod forms;
mod household;
mod names_ja;
mod names_ko;
mod names_other;
mod naming;
mod passport;

use std::collections::BTreeSet;

use jiff::ZonedDateTime;
use jiff::civil::Date;

use super::facts::{Boarding, Ends, Intention, RideFact, Scenario, Source, worded};
use dice::Dice;

/// Everybody of one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Cast {
    /// The people; `Invented::household` counts into `households`.
    pub persons: Vec<Invented>,
    /// Those who travel together.
    pub households: Vec<InventedHousehold>,
    /// What they and others wrote to the nations, in the order of time.
    pub forms: Vec<Form>,
}

worded! {
    /// Sex as in a passport (ICAO Doc 9303-4 §4.1.1.1).
    Sex {
        /// Female.
        F = "F",
        /// Male.
        M = "M",
        /// Not specified.
        X = "X",
    }
}

worded! {
    /// Help a person needs.
    Need {
        /// Uses a wheelchair.
        Wheelchair = "wheelchair",
        /// Lies on a stretcher.
        Stretcher = "stretcher",
        /// Is pregnant.
        Pregnant = "pregnant",
        /// Is ill.
        Ill = "ill",
        /// Is under two years of age through the whole scenario.
        Infant = "infant",
    }
}

/// One invented person, as they truly are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invented {
    /// Place in [`Cast::households`].
    pub household: usize,
    /// Citizenships, ISO 3166-1 alpha-2; first the one whose passport is used.
    pub nations: Vec<String>,
    /// Sex.
    pub sex: Sex,
    /// Date of birth.
    pub born: Date,
    /// Name in its own script: Hangul, Kanji and Kana, otherwise Latin.
    pub native: String,
    /// The name in Katakana, surname first, for Japanese citizens; empty for others.
    pub reading: String,
    /// Surname in Latin capitals as in the passport.
    pub surname: String,
    /// Given names in Latin capitals as in the passport; empty for people with one name only.
    pub given: String,
    /// Nothing if the person has none.
    pub passport: Option<Passport>,
    /// Help the person needs.
    pub needs: Vec<Need>,
}

/// A passport.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passport {
    /// Issuing state, ISO 3166-1 alpha-3.
    pub issuer: String,
    /// Number; no two people of a cast have the same.
    pub number: String,
    /// Date of expiry; a few have passed.
    pub expires: Date,
    /// The machine readable zone, two lines of 44 (ICAO Doc 9303-4 §4.2).
    pub mrz: [String; 2],
}

/// People who travel together.
#[derive(Clone, Debug, PartialEq)]
pub struct InventedHousehold {
    /// The group of the scenario they belong to.
    pub group: String,
    /// The nation responsible for them.
    pub nation: String,
    /// Places in [`Cast::persons`], an adult first.
    pub members: Vec<usize>,
    /// Where they are.
    pub place: String,
    /// From when they can leave.
    pub ready: ZonedDateTime,
    /// Whether they asked for a seat at some time.
    pub wants_out: bool,
    /// Whether they agreed to travel apart.
    pub may_split: bool,
    /// What became of them.
    pub history: History,
    /// Changes of mind after the first form, in the order of time.
    pub changes: Vec<(ZonedDateTime, Intention)>,
}

/// What became of a household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// Lifts they were booked on.
    pub rides: Vec<RideFact>,
    /// What happened at the door.
    pub boarding: Boarding,
    /// Where it ended.
    pub ends: Ends,
}

/// One household on one list of one nation.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// How it came.
    pub source: Source,
    /// The nation whose list it is.
    pub to: String,
    /// When it came.
    pub at: ZonedDateTime,
    /// Place in [`Cast::households`]. The truth, for tests only: a node must find it out.
    pub household: usize,
    /// Where the people say they are.
    pub place: String,
    /// What they say they will do.
    pub intention: Intention,
    /// The people.
    pub rows: Vec<FormRow>,
}

/// One person as written on a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormRow {
    /// Place in [`Cast::persons`]. The truth, for tests only: a node must find it out.
    pub person: usize,
    /// Name in its own script, or in Kana.
    pub native: Option<String>,
    /// Name in Latin letters, in whatever order and spelling the writer chose.
    pub latin: Option<String>,
    /// Date of birth as far as it is known: `1980-05-17`, `1980-05` or `1980`.
    pub born: String,
    /// Sex, if stated.
    pub sex: Option<Sex>,
    /// Citizenship stated, ISO 3166-1 alpha-2.
    pub citizenship: String,
    /// Passport number, if stated.
    pub document: Option<String>,
    /// Help asked for.
    pub needs: Vec<Need>,
}

/// Invents the people of a scenario.
#[must_use]
pub fn cast(scenario: &Scenario, seed: u64) -> Cast {
    let mut cast = Cast { persons: Vec::new(), households: Vec::new(), forms: Vec::new() };
    let mut numbers = BTreeSet::new();
    let lists: BTreeSet<&str> =
        scenario.groups.iter().flat_map(|g| &g.registers).map(|r| r.with.as_str()).collect();
    for (stream, group) in (0u64..).zip(&scenario.groups) {
        let mut dice = Dice::new(seed, stream);
        let first = cast.households.len();
        household::invent(scenario, group, &mut dice, &mut cast);
        for household in first..cast.households.len() {
            naming::name(household, &mut dice, &mut cast);
            passport::issue(scenario, household, &mut dice, &mut cast, &mut numbers);
            forms::fill(scenario, group, household, &lists, &mut dice, &mut cast);
        }
    }
    cast.forms.sort_by(|a, b| a.at.cmp(&b.at).then(a.household.cmp(&b.household)));
    cast
}
