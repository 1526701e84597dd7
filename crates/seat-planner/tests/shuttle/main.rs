//! The tests of shuttle evacuation: search, bound, closure, checker and readers, held against each
//! other and against what others published.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests are tests too; the configuration knows only test functions"
)]

mod bad_input;
mod bep;
mod common;
mod faults;
mod icep;
mod oracle;
