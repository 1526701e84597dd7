//! Room 14. The closing sum: every person in exactly one state, by nation.
//!
//! The state of a person is computed, never entered: from the last lift that carried them and where
//! it went, or else from what an officer was told. Somebody of whom nothing is known is
//! *unaccounted*, and an emergency does not close while anybody is.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::agreement::Nation;
use crate::record::{HouseholdId, PersonId};
use crate::transport::Standing;

/// Where a person is in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// On the soil of one of the two nations.
    Home,
    /// Brought to a place of safety.
    Haven,
    /// Left by own means.
    OwnMeans,
    /// Stays, by own decision.
    Declined,
    /// Brought out by a third party.
    Transferred,
    /// Wanted to leave and was not brought out.
    LeftBehind,
    /// Sought, not found.
    Missing,
    /// Dead.
    Deceased,
    /// On the way.
    Aboard,
    /// Nothing is known.
    Unaccounted,
}

impl State {
    /// All states, in the order of the closing sum.
    pub const ALL: [Self; 10] = [
        Self::Home,
        Self::Haven,
        Self::OwnMeans,
        Self::Declined,
        Self::Transferred,
        Self::LeftBehind,
        Self::Missing,
        Self::Deceased,
        Self::Aboard,
        Self::Unaccounted,
    ];

    /// Its name in data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Haven => "haven",
            Self::OwnMeans => "own-means",
            Self::Declined => "declined",
            Self::Transferred => "transferred",
            Self::LeftBehind => "left-behind",
            Self::Missing => "missing",
            Self::Deceased => "deceased",
            Self::Aboard => "aboard",
            Self::Unaccounted => "unaccounted",
        }
    }

    /// Whether nothing more is to be done.
    #[must_use]
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Aboard | Self::Unaccounted)
    }
}

/// What an officer was told of a household, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The household.
    pub household: HouseholdId,
    /// The state told.
    pub state: State,
    /// The office that wrote it down.
    pub officer: String,
}

/// A ride that somebody took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ride {
    /// When it began.
    pub at: Timestamp,
    /// Where it ended; none while it is under way.
    pub landed: Option<Standing>,
}

/// All that is known of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Rides, in any order.
    pub rides: Vec<Ride>,
    /// What was told last.
    pub told: Option<State>,
}

/// The closing sum of one node, or of both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headcount {
    by_nation: BTreeMap<Nation, BTreeMap<State, u32>>,
}

/// The state that follows from what is known.
#[must_use]
pub fn state(known: &Known) -> State {
    let last = known.rides.iter().max_by_key(|ride| ride.at);
    match (last.map(|ride| ride.landed), known.told) {
        (Some(Some(Standing::Home)), _) => State::Home,
        (_, Some(told)) => told,
        (Some(Some(Standing::Haven)), None) => State::Haven,
        (Some(None), None) => State::Aboard,
        (Some(Some(Standing::Danger)) | None, None) => State::Unaccounted,
    }
}

impl Headcount {
    /// Counts persons, each in the one state that follows from what is known of them.
    #[must_use]
    pub fn of<'a>(known: impl IntoIterator<Item = (&'a PersonId, Nation, &'a Known)>) -> Self {
        // A person named twice counts once: the map is by person.
        let states: BTreeMap<&PersonId, (Nation, State)> =
            known.into_iter().map(|(id, nation, known)| (id, (nation, state(known)))).collect();
        let mut by_nation: BTreeMap<Nation, BTreeMap<State, u32>> = BTreeMap::new();
        for (nation, state) in states.into_values() {
            let count = by_nation.entry(nation).or_default().entry(state).or_default();
            *count = count.saturating_add(1);
        }
        Self { by_nation }
    }

    /// Both nodes' sums as one. Each counts only those it answers for, so nobody is counted twice.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        let mut sum = self.clone();
        for (nation, states) in &other.by_nation {
            for (state, count) in states {
                let total = sum.by_nation.entry(*nation).or_default().entry(*state).or_default();
                *total = total.saturating_add(*count);
            }
        }
        sum
    }

    /// Counts by nation of citizenship and state.
    #[must_use]
    pub fn by_nation(&self) -> &BTreeMap<Nation, BTreeMap<State, u32>> {
        &self.by_nation
    }

    /// Counts by state.
    #[must_use]
    pub fn states(&self) -> BTreeMap<State, u32> {
        let mut sum: BTreeMap<State, u32> = BTreeMap::new();
        for (state, count) in self.by_nation.values().flatten() {
            let total = sum.entry(*state).or_default();
            *total = total.saturating_add(*count);
        }
        sum
    }

    /// How many people.
    #[must_use]
    pub fn people(&self) -> u32 {
        self.states().values().sum()
    }

    /// How many of them are in a final state.
    #[must_use]
    pub fn accounted(&self) -> u32 {
        self.states().iter().filter(|(state, _)| state.is_final()).map(|(_, n)| n).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ride(at: i64, landed: Option<Standing>) -> Ride {
        Ride { at: Timestamp::from_second(at).unwrap(), landed }
    }

    #[test]
    fn the_last_lift_decides_and_then_what_was_told() {
        let rides = vec![ride(1, Some(Standing::Haven)), ride(2, Some(Standing::Home))];
        assert_eq!(state(&Known { rides, told: None }), State::Home);
        let rides = vec![ride(1, Some(Standing::Haven))];
        assert_eq!(state(&Known { rides: rides.clone(), told: None }), State::Haven);
        assert_eq!(state(&Known { rides, told: Some(State::OwnMeans) }), State::OwnMeans);
        let rides = vec![ride(1, None)];
        assert_eq!(state(&Known { rides, told: None }), State::Aboard);
        assert_eq!(state(&Known::default()), State::Unaccounted);
    }

    #[test]
    fn a_person_named_twice_counts_once_and_sums_add_up() {
        let (id, kr) = (PersonId::new("KR-1.1"), "KR".parse().unwrap());
        let known = Known { rides: vec![], told: Some(State::Declined) };
        let one = Headcount::of([(&id, kr, &known), (&id, kr, &known)]);
        assert_eq!(one.people(), 1);
        assert_eq!(one.with(&one).people(), 2);
        assert_eq!(one.accounted(), 1);
    }
}
