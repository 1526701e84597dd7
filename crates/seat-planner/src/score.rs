//! What a plan is worth, in whole numbers, and when one plan is better than another.
//!
//! Computing a score is not here: the search and the checker each do it in their own way.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::problem::{Minute, Owner};

/// What counts for people. None of these may get worse when a plan is improved from another.
///
/// The last arrival is not among them: bringing one more person out can make it later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Components {
    /// Protected people who end outside danger.
    pub protected_out: i64,
    /// People who end outside danger, each counted with the weight of the class.
    pub weighted_out: i64,
    /// People who end outside danger.
    pub people_out: i64,
    /// Weighted burden in tenths of a person-minute (see the crate's first page).
    pub burden: i64,
}

impl Components {
    /// Whether none of the four is worse than the other's.
    #[must_use]
    pub fn never_worse_than(&self, other: &Self) -> bool {
        self.protected_out >= other.protected_out
            && self.weighted_out >= other.weighted_out
            && self.people_out >= other.people_out
            && self.burden <= other.burden
    }
}

/// What a plan is worth.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// Over all people.
    pub total: Components,
    /// The same for each nation's people.
    pub by_nation: BTreeMap<Owner, Components>,
    /// Seats empty on every leg, over the lifts that carry anybody.
    pub empty_seats: i64,
    /// Lifts that carry anybody.
    pub lifts_used: i64,
    /// When the last traveller of the plan arrives.
    pub last_arrival: Option<Minute>,
}

impl Score {
    /// Over all people: what may not get worse.
    #[must_use]
    pub fn components(&self) -> Components {
        self.total
    }

    /// Whether this plan is better: more protected people out; if equal, more weighted people out;
    /// if equal, less burden; if equal, fewer empty seats; if equal, fewer lifts.
    #[must_use]
    pub fn better_than(&self, other: &Self) -> bool {
        self.rank() > other.rank()
    }

    /// Whether no component is worse, neither in total nor for the people of any nation.
    #[must_use]
    pub fn never_worse_than(&self, other: &Self) -> bool {
        let none = Components::default();
        self.total.never_worse_than(&other.total)
            && other.by_nation.iter().all(|(nation, theirs)| {
                self.by_nation.get(nation).unwrap_or(&none).never_worse_than(theirs)
            })
    }

    fn rank(&self) -> (i64, i64, Reverse<i64>, Reverse<i64>, Reverse<i64>) {
        (
            self.total.protected_out,
            self.total.weighted_out,
            Reverse(self.total.burden),
            Reverse(self.empty_seats),
            Reverse(self.lifts_used),
        )
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "protected out {}, weighted out {}, people out {}, burden {}.{}, empty seats {}, \
             lifts {}",
            self.total.protected_out,
            self.total.weighted_out,
            self.total.people_out,
            self.total.burden / 10,
            self.total.burden % 10,
            self.empty_seats,
            self.lifts_used
        )
    }
}
