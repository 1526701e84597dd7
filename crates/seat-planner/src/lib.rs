//! The evacuation planner: who goes in which seat, checked and bounded.
//!
#![doc = include_str!("../README.md")]
//!
//! # What a plan is worth
//!
//! Plans are compared by these, in this order ([`Score::better_than`]):
//! 1. protected people out of danger, more is better;
//! 2. people out of danger, each counted with the weight of the class, more is better;
//! 3. the burden, less is better: for each person, weight times
//!    - 1.0 for each minute from `ready` at a place of danger, or on a leg that arrives at one,
//!    - 0.2 for each minute on another leg or at a haven,
//!    - for whoever is not home at the horizon, 24 hours more at the rate of where they are: 0.2 a
//!      minute at a haven, 1.0 in danger;
//! 4. seats empty on every leg of lifts that carry anybody, fewer is better; then lifts used.
//!    Infants beyond the lap places of a lift sit on its seats.
//!
//! A plan made from another is worse for no nation in the first three
//! ([`Score::never_worse_than`]), and among plans alike in all of the above it is one that changes
//! few from it; fewest is not proven. Where vehicles are sent, the latter is not looked for.
//!
//! The burden is kept in tenths of a minute, so all of this is exact.
//!
//! # What a plan has to keep to
//!
//! See [`Rule`]: each rule has its own name and its own file in the checker.

mod bound;
mod check;
pub mod explain;
mod fleet;
pub mod import;
mod itinerary;
mod plan;
mod problem;
pub mod replan;
pub mod robust;
mod score;
mod search;
pub mod shuttle;
mod summary;

pub use bound::{Bound, bound};
pub use check::{Checked, Fault, Rule, check};
pub use plan::{Journey, Left, Plan, Reason, Ride};
pub use problem::{
    Aim, Class, Closed, Closure, Itinerary, Leg, Lift, LiftId, Link, Minute, Mode, Needs, Owner,
    Party, PartyId, Place, PlaceId, PlaceKind, Problem, ProblemError, STEP, Seats, VERSION,
    Vehicle, Weights,
};
pub use score::{Components, Score};
pub use search::{Effort, Pace, Solution, solve, solve_paced};
pub use summary::{Carried, Difference, LiftLoad, Summary, compare, summary};
