//! The desk: what an officer sees at a glance, complete without script, live with it.

pub(super) mod changes;
pub(super) mod events;
mod frame;
mod labels;
mod land;
pub(super) mod map;
pub(super) mod page;
mod plan;
pub mod view;
