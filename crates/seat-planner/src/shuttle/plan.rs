//! What the solver answers.

use serde::{Deserialize, Serialize};

/// One trip: people of one pickup taken to one drop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trip {
    /// Index into [`Shuttles::pickups`](super::Shuttles::pickups).
    pub pickup: usize,
    /// Index into [`Shuttles::drops`](super::Shuttles::drops).
    pub drop: usize,
    /// How many are carried; 0 only where [`Shuttles::empty_trips`](super::Shuttles::empty_trips).
    pub people: i64,
}

/// A plan, when its last trip arrives, and how early any plan's last trip could.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShuttlePlan {
    /// The trips of each vehicle, in order. Each is made as soon as it can be.
    pub routes: Vec<Vec<Trip>>,
    /// When the last loaded trip has unloaded; 0 when nobody waits.
    pub last_arrival: i64,
    /// No plan's last trip arrives before this. Proven, in whole numbers.
    pub bound: i64,
    /// Whether `last_arrival` is proven to be the best: `bound` equals it.
    pub proven: bool,
}
