//! Scenarios: real facts with sources, invented people.
//!
//! A scenario is a folder with a `scenario.toml` (the format is documented key by key in
//! `scenarios/README.md`) and the public warnings of the time. [`load`] reads it and names every
//! mistake at once; [`cast`] invents the people: the counts are history's, every name, birth date
//! and document is made up from a seed.
//!
//! ```
//! use sangho::scenario::{cast, load};
//!
//! let beirut = load("lebanon-2024").expect("a built-in scenario");
//! let people = cast(&beirut, 1);
//! assert_eq!(people.persons.len(), 179);
//! ```

mod cast;
mod errors;
mod facts;
mod load;
mod nations;
mod read;
mod rows;
mod tables;
mod verify;

#[cfg(test)]
mod tests;

pub use cast::{
    Cast, Form, FormRow, History, Invented, InventedHousehold, Need, Passport, Sex, cast,
};
pub use errors::ScenarioError;
pub use facts::{
    Ages, Boarding, Change, Citizens, Closure, Ends, Event, Fee, Group, HouseholdSize, Intention,
    Leg, LiftFact, Mode, NeedCounts, OfferFact, Per, Place, PlaceKind, Register, RideFact,
    Scenario, Seats, Source, Standing, Unchecked, WarningFact, Where, Words,
};
pub use load::{BUILT_IN, load};
