//! Shuttle evacuation: unlike vehicles go back and forth between pickups and drops until everybody
//! is out, and the last arrival shall be as early as it can be.
//!
//! # How it works
//!
//! - Plans: simulated annealing towards a time that all routes shall keep ([`solve_shuttles`]).
//! - Bounds: for a time, column generation finds prices for which all vehicles together can't earn
//!   what the demand is worth; whole numbers make that a proof.
//! - Closure, whole loads: routes that earn too little to be in any plan are left out, and an exact
//!   search goes through the others. Closure, divisible demand: an exact search over how often
//!   each vehicle goes to each site.
//! - [`check_shuttles`] drives a plan through the problem, and shares nothing with the search.

mod anneal;
mod bep;
mod budget;
mod check;
mod close;
mod cover;
mod csv;
mod divide;
mod error;
mod fill;
mod icep;
mod master;
mod model;
mod moves;
mod packed;
mod passing;
mod plan;
mod price;
mod problem;
mod rng;
mod simplex;
mod slot;
mod solve;
mod weigh;

pub use bep::read_bep;
pub use check::{ShuttleFault, check_shuttles};
pub use error::{ReadError, ShuttleError};
pub use icep::{ICEP_MINUTE, read_icep};
pub use plan::{ShuttlePlan, Trip};
pub use problem::{Fleet, Shuttle, Shuttles};
pub use solve::solve_shuttles;
