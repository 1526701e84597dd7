//! The tests of the planner; they hold the search, the bound and the checker against each other.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests are tests too; the configuration knows only test functions"
)]

mod bad_input;
mod belongings;
mod common;
mod crisis;
mod exchange;
mod explain;
mod faults;
mod fleets;
mod keep;
mod oracle;
mod replan;
mod robust;
