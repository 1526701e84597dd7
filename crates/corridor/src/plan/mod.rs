//! Room 10. People, lifts, offers and closures become a plan of seats: accepted only after the
//! planner's independent checker.
//!
//! A plan is *alone* (each nation's own lifts, and those whose operator invites its people),
//! *pooled* (both nations' lifts), or a record of what happened (*history*), under the same rules.

mod again;
mod changes;
mod gain;
mod statement;

pub use again::{Renewed, Since, Ways};
pub use changes::{Change, Changed, Changes, Counts, Why};
pub use gain::{Gain, Journey};
pub use statement::{Facts, Question, placeless, problem};

use std::collections::BTreeMap;

use jiff::Timestamp;
use seat_planner::{Effort, Fault, Plan, Problem, Summary, bound, check, solve, summary};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::agreement::Nation;
use crate::record::{HouseholdId, LiftId};

/// Whose lifts a plan uses, or that it happened so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// As it happened.
    History,
    /// Each nation for its own.
    Alone,
    /// Both nations' seats for everybody.
    Pooled,
}

/// What a plan comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Whose lifts.
    pub kind: Kind,
    /// People who want a seat.
    pub people: u64,
    /// People brought out of danger.
    pub out: u64,
    /// Of them, people brought home.
    pub home: u64,
    /// When the last of them arrives.
    pub last_arrival: Option<Timestamp>,
    /// Seats that stay empty on the lifts that go.
    pub empty_seats: u64,
    /// Households that travel in parts.
    pub split_households: u64,
    /// Burden: person-minutes in danger and on the way, weighted by need (see `seat-planner`).
    pub burden: i64,
    /// No plan at all can have a smaller burden.
    pub bound: i64,
    /// (burden - bound) / bound.
    pub gap: f64,
}

/// One household's way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The household.
    pub household: HouseholdId,
    /// Its lift.
    pub lift: LiftId,
    /// The leg that it boards, by index.
    pub board: usize,
    /// The leg after which it leaves, by index.
    pub alight: usize,
}

/// A plan that the checker has accepted.
#[derive(Clone, Debug)]
pub struct SeatPlan {
    kind: Kind,
    plan: Plan,
    summary: Summary,
    figures: Figures,
    journeys: BTreeMap<HouseholdId, Journey>,
}

/// Why there is no plan.
#[derive(Clone, Debug, Error)]
pub enum PlanError {
    /// The problem contradicts itself.
    #[error("plan-problem: {0}")]
    Problem(seat_planner::ProblemError),
    /// The checker found faults.
    #[error("plan-faults: the checker names {} faults, first {}", .0.len(), first(.0))]
    Faults(Vec<Fault>),
    /// The published plan or what happened since contradicts itself.
    #[error("plan-again: {0}")]
    Again(seat_planner::replan::ReplanError),
    /// The checker of re-plans found that facts are not kept.
    #[error("plan-breaches: the checker names {} breaches, first {}", .0.len(), breach(.0))]
    Breaches(Vec<seat_planner::replan::Breach>),
}

fn breach(breaches: &[seat_planner::replan::Breach]) -> String {
    breaches.first().map(ToString::to_string).unwrap_or_default()
}

fn first(faults: &[Fault]) -> String {
    faults.first().map(ToString::to_string).unwrap_or_default()
}

impl SeatPlan {
    /// Plans with the planner, from `start` where there is one: the result is then never worse.
    ///
    /// # Errors
    /// When the problem contradicts itself, or the checker refuses what the planner found.
    pub fn make(
        kind: Kind,
        problem: &Problem,
        effort: &Effort,
        start: Option<&Self>,
        epoch: Timestamp,
    ) -> Result<Self, PlanError> {
        let solution =
            solve(problem, effort, start.map(|one| &one.plan)).map_err(PlanError::Problem)?;
        Self::accept(kind, problem, solution.plan, epoch)
    }

    /// Accepts a plan from anywhere, if the checker finds no fault in it.
    ///
    /// # Errors
    /// All faults that the checker names.
    pub fn accept(
        kind: Kind,
        problem: &Problem,
        plan: Plan,
        epoch: Timestamp,
    ) -> Result<Self, PlanError> {
        let checked = check(problem, &plan).map_err(PlanError::Faults)?;
        let summary = summary(problem, &plan);
        let burden = checked.score().total.burden;
        let bound = bound(problem).map_err(PlanError::Problem)?;
        let figures = Figures {
            kind,
            people: problem.parties.iter().map(|party| u64::from(party.people)).sum(),
            out: summary.out,
            home: summary.people_home,
            last_arrival: summary.last_arrival.and_then(|minute| instant(epoch, minute)),
            empty_seats: summary.empty_seats,
            split_households: summary.split_households,
            burden,
            bound: bound.burden,
            gap: bound.gap(burden),
        };
        let journeys = gain::journeys(problem, &plan, epoch);
        Ok(Self { kind, plan, summary, figures, journeys })
    }

    /// What this plan gives over `other`, by nation.
    #[must_use]
    pub fn gains_over(&self, other: &Self) -> BTreeMap<Nation, Gain> {
        gain::gains(&other.journeys, &self.journeys)
    }

    /// Whose lifts.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The plan itself.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What it comes to, lift by lift.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// What it comes to.
    #[must_use]
    pub fn figures(&self) -> &Figures {
        &self.figures
    }

    /// Every household's seats, in the order of the journey.
    #[must_use]
    pub fn seats(&self) -> Vec<Seat> {
        seats(&self.plan)
    }
}

/// Every household's seats by `plan`.
fn seats(plan: &Plan) -> Vec<Seat> {
    let of = |journey: &seat_planner::Journey| {
        let household = HouseholdId::new(journey.party.as_str());
        let rides = journey.rides.iter().map(move |ride| Seat {
            household: household.clone(),
            lift: LiftId::new(ride.lift.as_str()),
            board: ride.board,
            alight: ride.alight,
        });
        rides.collect::<Vec<_>>()
    };
    plan.journeys.iter().flat_map(of).collect()
}

/// The instant `minute` minutes after `epoch`.
fn instant(epoch: Timestamp, minute: i64) -> Option<Timestamp> {
    epoch.checked_add(jiff::SignedDuration::from_mins(minute)).ok()
}
