//! Scenarios played at two nodes in memory: their history, their plans, and what crosses.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that finds nothing where it must find something fails, and says where"
)]

mod agreement;
mod broken_plans;
mod common;
mod history;
