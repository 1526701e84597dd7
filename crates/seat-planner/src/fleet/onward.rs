//! What it costs to get home from anywhere at any step, by the room that is left.

use super::hope::Hope;
use super::load::Loading;
use super::network::Network;
use super::schedule::{Happens, Schedule};
use crate::itinerary::NOT_HOME;
use crate::search::model::fits;

/// For one class: what a unit bears from each place on that is there at each step.
#[derive(Debug)]
pub(crate) struct Onward {
    places: usize,
    by_step: Vec<i64>,
}

impl Onward {
    /// By the room that a loading leaves on a schedule, without staying aboard.
    pub(crate) fn new(
        hope: &Hope<'_>,
        network: &Network,
        (schedule, loading): (&Schedule, &Loading),
        class: usize,
    ) -> Option<Self> {
        let kind = network.crowd.kinds.get(class)?;
        let rates = network.crowd.rates.get(kind.nation)?;
        let places = network.places;
        let mut by_step = vec![0; (network.steps + 1) * places];
        // By place: the least of a later way, counted from minute 0.
        let mut least = vec![i64::MAX / 4; places];
        let boards = schedule.events.iter().rev().filter(|e| e.happens == Happens::Board);
        let mut boards = boards.peekable();
        for step in (0..=network.steps).rev() {
            let minute = network.minute(step);
            while let Some(event) = boards.next_if(|event| event.minute >= minute) {
                let number = event.trip();
                let (trip, free) = (schedule.trips.get(number)?, loading.free.get(number)?);
                if !fits(&kind.needs, free) || !Schedule::may(kind, trip) {
                    continue;
                }
                let reach = usize::try_from((trip.arrives + network.step - 1) / network.step);
                let reach = reach.unwrap_or(0).min(network.steps);
                let rate = rates.get(trip.to)? * kind.weight;
                // The wait for the step after arrival is counted too.
                let wait = rate * (network.minute(reach) - trip.arrives).max(0);
                let aboard = trip.aboard * kind.weight * (trip.arrives - trip.departs);
                let cost = aboard + wait + by_step.get(reach * places + trip.to)?;
                let from = rates.get(trip.from)? * kind.weight;
                let slot = least.get_mut(trip.from)?;
                *slot = (*slot).min(cost + from * trip.departs);
            }
            let here = by_step.get_mut(step * places..(step + 1) * places)?;
            let ways = here.iter_mut().zip(&least).zip(rates);
            if let Some(stops) = hope.at(class, step) {
                for (((here, least), rate), stop) in ways.zip(stops) {
                    *here = (*stop).min(least - rate * kind.weight * minute);
                }
            } else {
                let left = network.horizon + NOT_HOME - minute;
                for ((here, least), rate) in ways {
                    *here = (rate * kind.weight * left).min(least - rate * kind.weight * minute);
                }
            }
        }
        Some(Self { places, by_step })
    }

    /// What a unit bears that is at a place from this step on.
    pub(crate) fn from(&self, place: usize, step: usize) -> i64 {
        self.by_step.get(step * self.places + place).copied().unwrap_or(i64::MAX / 4)
    }
}
