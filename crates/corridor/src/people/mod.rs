//! Room 7. Registrations of all sources become persons and households: merged where the evidence
//! allows, asked where it does not, and un-mergeable, because sources stay as they were.
//!
//! A name alone never merges anybody: a machine merges on the same document, or on a name that
//! certainly agrees together with a full date of birth. What is merely likely goes to an officer.

mod matching;
mod party;
mod tokens;

pub use matching::{Evidence, Match, Row, Verdict};
pub use party::{Class, Load, Party};
pub use tokens::{Announced, Shared, Tokens, shared};

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use person_names::person::PersonComparison;
use serde::{Deserialize, Serialize};

use crate::agreement::Nation;
use crate::record::{HouseholdId, PersonId, PlaceId, RegistrationId};
use crate::registry::{Born, Claim, Intention, Need, Registration};

/// One human being, whatever number of lists name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Id: the first row that names them.
    pub id: PersonId,
    /// The household they travel with.
    pub household: HouseholdId,
    /// What each source says, oldest first.
    pub claims: Vec<(Row, Claim)>,
}

/// People who travel together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    /// Id: that of its first registration.
    pub id: HouseholdId,
    /// Its members.
    pub members: Vec<PersonId>,
    /// The registrations that name it, oldest first.
    pub registrations: Vec<RegistrationId>,
    /// When it was first heard of.
    pub first: Timestamp,
    /// Where it is, by the latest source.
    pub place: PlaceId,
    /// From when it can be there.
    pub ready: Timestamp,
    /// What it wants, by the latest source.
    pub intention: Intention,
    /// Whether the partner may learn what its transport needs.
    pub share: bool,
    /// Whether it agreed to travel in parts.
    pub may_split: bool,
}

/// An officer's answer to a question of the queue; remembered, and undone by a later one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// One row.
    pub a: Row,
    /// The other.
    pub b: Row,
    /// Whether they are one person.
    pub same: bool,
    /// The office that decided.
    pub officer: String,
    /// The time from which it no longer holds and the pair is judged anew; none: it stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// Who there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// Persons by id.
    pub persons: BTreeMap<PersonId, Person>,
    /// Households by id.
    pub households: BTreeMap<HouseholdId, Household>,
    /// Pairs that were merged, each with its evidence.
    pub merged: Vec<Match>,
    /// Pairs that only an officer can decide.
    pub queue: Vec<Match>,
}

/// Decides who is who among one node's registrations, under the decisions that hold at `now`.
#[must_use]
pub fn resolve(registrations: &[&Registration], decisions: &[Decision], now: Timestamp) -> People {
    let mut ordered = registrations.to_vec();
    ordered.sort_by(|a, b| (a.at(), a.id()).cmp(&(b.at(), b.id())));
    let holding = matching::holding(decisions, now);
    let (merged, queue) = matching::pairs(&ordered, &holding);
    let persons = cluster(&ordered, &merged);
    let (persons, households) = households(&ordered, persons);
    People { persons, households, merged, queue }
}

impl People {
    /// Why a pair was merged or is asked about: what its two rows tell, term by term. None if a row
    /// is not among these people.
    #[must_use]
    pub fn why(&self, pair: &Match) -> Option<PersonComparison> {
        let claim = |row: &Row| {
            let all = self.persons.values().flat_map(|person| &person.claims);
            all.into_iter().find(|(of, _)| of == row).map(|(_, claim)| claim)
        };
        Some(matching::why(claim(&pair.a)?, claim(&pair.b)?))
    }
}

/// Groups rows that were found to be one person; each group is ordered, oldest row first.
fn cluster(registrations: &[&Registration], merged: &[Match]) -> Vec<Vec<(Row, Claim)>> {
    let mut group_of: BTreeMap<Row, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<(Row, Claim)>> = Vec::new();
    for registration in registrations {
        for (index, claim) in registration.claims().iter().enumerate() {
            let row = Row { registration: registration.id().clone(), index };
            group_of.insert(row.clone(), groups.len());
            groups.push(vec![(row, claim.clone())]);
        }
    }
    for pair in merged {
        let (Some(&a), Some(&b)) = (group_of.get(&pair.a), group_of.get(&pair.b)) else {
            continue;
        };
        let (keep, join) = (a.min(b), a.max(b));
        if keep == join {
            continue;
        }
        let moved = groups.get_mut(join).map(std::mem::take).unwrap_or_default();
        for (row, _) in &moved {
            group_of.insert(row.clone(), keep);
        }
        if let Some(group) = groups.get_mut(keep) {
            group.extend(moved);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

type Resolved = (BTreeMap<PersonId, Person>, BTreeMap<HouseholdId, Household>);

/// Registrations that share a person speak of one household.
fn households(registrations: &[&Registration], groups: Vec<Vec<(Row, Claim)>>) -> Resolved {
    let mut first_of: BTreeMap<&RegistrationId, usize> =
        registrations.iter().enumerate().map(|(index, one)| (one.id(), index)).collect();
    // Lower every registration to the earliest that it shares a person with, till nothing moves.
    let mut moved = true;
    while moved {
        moved = false;
        for group in &groups {
            let named = || group.iter().map(|(row, _)| &row.registration);
            let earliest = named().filter_map(|id| first_of.get(id)).min().copied();
            for id in named() {
                if let (Some(earliest), Some(index)) = (earliest, first_of.get_mut(id)) {
                    moved |= earliest < *index;
                    *index = (*index).min(earliest);
                }
            }
        }
    }
    let mut households: BTreeMap<HouseholdId, Household> = BTreeMap::new();
    let household_of = |id: &RegistrationId| {
        let first = first_of.get(id).and_then(|index| registrations.get(*index));
        HouseholdId::new(first.map_or(id, |one| one.id()).as_str())
    };
    for registration in registrations {
        let id = household_of(registration.id());
        households
            .entry(id.clone())
            .and_modify(|household| household.hear(registration))
            .or_insert_with(|| Household::of(id, registration));
    }
    let mut persons = BTreeMap::new();
    for claims in groups {
        let Some((row, _)) = claims.first() else {
            continue;
        };
        let (id, household) = (row.person(), household_of(&row.registration));
        if let Some(home) = households.get_mut(&household) {
            home.members.push(id.clone());
        }
        persons.insert(id.clone(), Person { id, household, claims });
    }
    (persons, households)
}

impl Household {
    fn of(id: HouseholdId, registration: &Registration) -> Self {
        Self {
            id,
            members: Vec::new(),
            registrations: vec![registration.id().clone()],
            first: registration.at(),
            place: registration.place().clone(),
            ready: registration.ready(),
            intention: registration.intention(),
            share: registration.share(),
            may_split: registration.may_split(),
        }
    }

    /// Takes in a later registration: where and what is the latest source's word; consent once
    /// given stays until it is withdrawn by the household itself.
    fn hear(&mut self, later: &Registration) {
        self.registrations.push(later.id().clone());
        self.place = later.place().clone();
        self.ready = self.ready.min(later.ready());
        self.intention = later.intention();
        self.share |= later.share();
        self.may_split |= later.may_split();
    }
}

impl Person {
    /// The fullest date of birth that a source gives.
    #[must_use]
    pub fn born(&self) -> Option<Born> {
        let all = || self.claims.iter().filter_map(|(_, claim)| claim.born);
        all().find(|born| born.is_full()).or_else(|| all().next())
    }

    /// All nationalities that sources name.
    #[must_use]
    pub fn nations(&self) -> BTreeSet<Nation> {
        self.claims.iter().map(|(_, claim)| claim.citizenship).collect()
    }

    /// The nationality that the first source names.
    #[must_use]
    pub fn nation(&self) -> Option<Nation> {
        self.claims.first().map(|(_, claim)| claim.citizenship)
    }

    /// All document numbers that sources name.
    #[must_use]
    pub fn documents(&self) -> BTreeSet<&str> {
        self.claims.iter().filter_map(|(_, claim)| claim.document.as_deref()).collect()
    }

    /// The name in Latin letters, if a source gives one.
    #[must_use]
    pub fn latin(&self) -> Option<&str> {
        self.claims.iter().find_map(|(_, claim)| claim.latin.as_deref())
    }

    /// The name in its own script, if a source gives one.
    #[must_use]
    pub fn native(&self) -> Option<&str> {
        self.claims.iter().find_map(|(_, claim)| claim.native.as_deref())
    }

    /// All needs that sources name.
    #[must_use]
    pub fn needs(&self) -> BTreeSet<Need> {
        self.claims.iter().flat_map(|(_, claim)| claim.needs.iter().copied()).collect()
    }
}
