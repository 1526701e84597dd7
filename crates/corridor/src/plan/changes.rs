//! What a re-plan changed: for whom, how, why, and how many people of each nation. Ids, no names.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::agreement::Nation;
use crate::record::{HouseholdId, LiftId};

/// How a household is affected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It travels by other lifts.
    Moved,
    /// It has a seat and had none.
    Gained,
    /// It had a seat, has none and wants one.
    Lost,
    /// It is new, and there is no seat for it yet.
    Waiting,
    /// It had a seat and needs none any more.
    Gone,
}

/// Why a household is affected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// A place or road on its way was closed.
    Closure,
    /// Its lift is late.
    LiftLate,
    /// Its lift has other seats than planned.
    LiftSeats,
    /// It registered since.
    Registered,
    /// It changed its mind.
    Withdrew,
    /// It was not aboard when check-in closed.
    NotAboard,
    /// It went aboard another lift than planned.
    Boarded,
    /// It is elsewhere, ready later, or more people.
    Place,
    /// Its own journey is better.
    Better,
    /// It makes room for somebody who would not get out otherwise.
    MakesRoom,
    /// There is room where there was none.
    Room,
}

impl Change {
    /// All, in the order of a table.
    pub const ALL: [Self; 5] = [Self::Moved, Self::Gained, Self::Lost, Self::Waiting, Self::Gone];
}

impl Why {
    /// All.
    pub const ALL: [Self; 11] = [
        Self::Closure,
        Self::LiftLate,
        Self::LiftSeats,
        Self::Registered,
        Self::Withdrew,
        Self::NotAboard,
        Self::Boarded,
        Self::Place,
        Self::Better,
        Self::MakesRoom,
        Self::Room,
    ];

    /// Whether this is something that happened; if not, it follows from what did.
    #[must_use]
    pub fn is_cause(self) -> bool {
        !matches!(self, Self::Better | Self::MakesRoom | Self::Room)
    }
}

/// One household whose seats are others now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The household.
    pub household: HouseholdId,
    /// The nation that answers for it.
    pub nation: Nation,
    /// People.
    pub people: u64,
    /// How.
    pub change: Change,
    /// Its lifts by the last plan, in order.
    pub before: Vec<LiftId>,
    /// Its lifts now.
    pub after: Vec<LiftId>,
    /// Why.
    pub why: Why,
}

/// People of one nation, each counted in one of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Same seats as before, those aboard included.
    pub kept: u64,
    /// Other seats than before.
    pub moved: u64,
    /// A seat, and none before.
    pub gained: u64,
    /// No seat, and one before.
    pub lost: u64,
    /// No seat, and none before.
    pub waiting: u64,
    /// A seat before, and none needed any more.
    pub gone: u64,
}

impl Counts {
    /// Counts people in the row of their change; without one, they had a seat and keep it, or had
    /// none and still wait.
    pub(super) fn add(&mut self, change: Option<Change>, people: u64, had_none: bool) {
        let row = match change {
            Some(Change::Moved) => &mut self.moved,
            Some(Change::Gained) => &mut self.gained,
            Some(Change::Lost) => &mut self.lost,
            Some(Change::Gone) => &mut self.gone,
            Some(Change::Waiting) => &mut self.waiting,
            None if had_none => &mut self.waiting,
            None => &mut self.kept,
        };
        *row = row.saturating_add(people);
    }

    /// Everybody counted.
    #[must_use]
    pub fn people(&self) -> u64 {
        let rows = [self.kept, self.moved, self.gained, self.lost, self.waiting, self.gone];
        rows.into_iter().fold(0, u64::saturating_add)
    }
}

/// What a re-plan changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Everybody who has or wants a seat or had one, by nation.
    pub counts: BTreeMap<Nation, Counts>,
    /// The households affected, by id.
    pub households: Vec<Changed>,
}

impl Changes {
    /// What happened, as far as it touched anybody: people by reason.
    #[must_use]
    pub fn causes(&self) -> BTreeMap<Why, u64> {
        let mut causes: BTreeMap<Why, u64> = BTreeMap::new();
        for one in self.households.iter().filter(|one| one.why.is_cause()) {
            let people = causes.entry(one.why).or_default();
            *people = people.saturating_add(one.people);
        }
        causes
    }
}
