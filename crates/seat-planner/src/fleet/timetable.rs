//! When vehicles of a group can depart and when they are free again: worked out once, for the
//! search for the best itinerary looks at every departure each time.

use super::network::{Group, Network};
use super::rides::Rides;

/// No departure at this step.
pub(crate) const SHUT: u32 = u32::MAX;
/// A departure without people.
pub(crate) const EMPTY: u32 = u32::MAX - 1;
/// No slot is needed.
pub(crate) const NO_SLOT: u32 = u32::MAX;

/// One move, at every step.
#[derive(Debug)]
pub(crate) struct Departures {
    pub(crate) to: usize,
    /// Steps from the departure until it can depart again.
    pub(crate) ahead: usize,
    /// By step: the ride that people can take, [`EMPTY`] or [`SHUT`].
    pub(crate) rides: Vec<u32>,
    /// By step: the slots that it takes where it departs and where it arrives; empty for a road.
    pub(crate) slots: Vec<[u32; 2]>,
}

/// All moves of a group, by place, as in `Group::moves`.
#[derive(Debug)]
pub(crate) struct Timetable(pub(crate) Vec<Vec<Departures>>);

impl Timetable {
    /// `slot` is the number of a place's slot at a minute, if it has any.
    pub(crate) fn new(
        network: &Network,
        rides: &Rides,
        group: &Group,
        slot: impl Fn(usize, i64) -> Option<usize>,
    ) -> Self {
        let narrow = |number: usize| u32::try_from(number).unwrap_or(NO_SLOT);
        let departures = |one: &super::network::Move| {
            let open = network.open.get(one.lane).and_then(|ways| ways.get(usize::from(one.back)));
            let lane = rides.by_lane.get(one.lane);
            let ride = |step: usize| {
                let open = open.and_then(|open| open.get(step)) == Some(&true);
                if !open || network.minute(step) + one.minutes > group.until {
                    return SHUT;
                }
                if one.back {
                    return EMPTY;
                }
                lane.and_then(|lane| lane.get(step).copied().flatten()).map_or(SHUT, narrow)
            };
            let ends = |step: usize| {
                let departs = network.minute(step);
                [(one.from, departs), (one.to, departs + one.minutes)]
                    .map(|(place, minute)| slot(place, minute).map_or(NO_SLOT, narrow))
            };
            let steps = 0..network.steps;
            let ahead = (one.minutes + group.turn + network.step - 1) / network.step;
            Departures {
                to: one.to,
                ahead: usize::try_from(ahead).unwrap_or(network.steps),
                rides: steps.clone().map(ride).collect(),
                slots: if one.road { Vec::new() } else { steps.map(ends).collect() },
            }
        };
        let by_place = group.moves.iter().map(|moves| moves.iter().map(departures).collect());
        Self(by_place.collect())
    }
}
