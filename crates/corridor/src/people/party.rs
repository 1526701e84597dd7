//! A household as the planner and the partner see it: without names.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Household, People, Person};
use crate::agreement::Nation;
use crate::record::{HouseholdId, PlaceId};
use crate::registry::{Intention, Need};

/// Who goes first (the policy of March 2026: the ill, the disabled, pregnant women, the aged and
/// infants, with the people who must come with them).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Nobody in it needs to go before others.
    Ordinary,
    /// With children or people of 65 and over.
    Vulnerable,
    /// With somebody ill, disabled, pregnant, or under two.
    Protected,
}

/// What a household takes up: people with a seat, on a lap, and positions among the seated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// People who need a seat.
    pub seats: u32,
    /// Children under two, on a lap.
    pub lap_infants: u32,
    /// Of the seated, those in a wheelchair position.
    pub wheelchairs: u32,
    /// Of the seated, those on a stretcher.
    pub stretchers: u32,
}

impl Load {
    /// How many people.
    #[must_use]
    pub fn people(&self) -> u32 {
        self.seats.saturating_add(self.lap_infants)
    }

    /// What is left when `people` of them travel with somebody else. Who they are is not known
    /// here: they are taken from the seated first, and never more than there are.
    #[must_use]
    pub fn without(self, people: u32) -> Self {
        let from_laps = people.saturating_sub(self.seats);
        let mut left = Self {
            seats: self.seats.saturating_sub(people),
            lap_infants: self.lap_infants.saturating_sub(from_laps),
            ..self
        };
        left.hold_laps();
        left.wheelchairs = left.wheelchairs.min(left.seats);
        left.stretchers = left.stretchers.min(left.seats.saturating_sub(left.wheelchairs));
        left
    }
}

/// A household without names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The household.
    pub id: HouseholdId,
    /// The nation that answers for it.
    pub nation: Nation,
    /// Nations whose transport is its own: one more for a dual national.
    pub owners: Vec<Nation>,
    /// Where it is.
    pub place: PlaceId,
    /// From when it can be there.
    pub ready: Timestamp,
    /// What it wants.
    pub intention: Intention,
    /// Who goes first.
    pub class: Class,
    /// What it takes up.
    pub load: Load,
    /// Whether it agreed to travel in parts.
    pub may_split: bool,
    /// Whether the partner may learn of it. If not, only its own nations' seats are looked for.
    pub share: bool,
}

impl Party {
    /// The household `id` of `people` without its names, for the node of `nation`.
    #[must_use]
    pub fn of(people: &People, household: &Household, nation: Nation, today: Date) -> Self {
        let members = || household.members.iter().filter_map(|id| people.persons.get(id));
        let mut owners = vec![nation];
        for other in members().flat_map(Person::nations) {
            if !owners.contains(&other) {
                owners.push(other);
            }
        }
        let load = Load::of(members(), today);
        Self {
            id: household.id.clone(),
            nation,
            owners,
            place: household.place.clone(),
            ready: household.ready,
            intention: household.intention,
            class: members().map(|person| class(person, today)).max().unwrap_or(Class::Ordinary),
            load,
            may_split: household.may_split,
            share: household.share,
        }
    }

    /// Whether it wants a seat.
    #[must_use]
    pub fn wants_a_seat(&self) -> bool {
        matches!(self.intention, Intention::Leave)
    }
}

/// Children under two ride on a lap (IATA); from two on they need a seat.
const LAP_YEARS: i16 = 2;

impl Load {
    fn of<'a>(members: impl Iterator<Item = &'a Person>, today: Date) -> Self {
        let mut load = Self::default();
        for person in members {
            load.seat(person, today);
        }
        load.hold_laps();
        load
    }

    /// Each lap holds one child; the others take seats.
    fn hold_laps(&mut self) {
        let on_seats = self.lap_infants.saturating_sub(self.seats);
        self.lap_infants = self.lap_infants.saturating_sub(on_seats);
        self.seats = self.seats.saturating_add(on_seats);
    }

    fn seat(&mut self, person: &Person, today: Date) {
        let needs = person.needs();
        if is_infant(person, today) {
            self.lap_infants = self.lap_infants.saturating_add(1);
            return;
        }
        self.seats = self.seats.saturating_add(1);
        if needs.contains(&Need::Stretcher) {
            self.stretchers = self.stretchers.saturating_add(1);
        } else if needs.contains(&Need::Wheelchair) {
            self.wheelchairs = self.wheelchairs.saturating_add(1);
        }
    }
}

/// Under two years by the date of birth, or said to be where that is not fully known.
fn is_infant(person: &Person, today: Date) -> bool {
    match person.born() {
        Some(born) if born.is_full() => born.age_at(today) < LAP_YEARS,
        _ => person.needs().contains(&Need::Infant),
    }
}

fn class(person: &Person, today: Date) -> Class {
    if !person.needs().is_empty() || is_infant(person, today) {
        return Class::Protected;
    }
    match person.born().map(|born| born.age_at(today)) {
        Some(age) if !(18..65).contains(&age) => Class::Vulnerable,
        _ => Class::Ordinary,
    }
}
