//! All rides that people could take: every lane at every step, and the legs of lifts with fixed
//! times, in the order in which their check-in closes.

use super::network::Network;
use crate::problem::{Lift, PlaceId, Problem};
use std::collections::BTreeMap;

/// What a ride is a ride of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// Lane and step.
    Lane(usize, usize),
    /// Lift and leg of the problem.
    Lift(usize, usize),
}

/// One ride. Points are numbers of moments.
#[derive(Debug, Clone)]
pub(crate) struct Ride {
    pub(crate) of: Of,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) departs: i64,
    pub(crate) arrives: i64,
    /// People aboard are in danger wherever it leads.
    pub(crate) exposed: bool,
    /// The moment at which check-in closes.
    pub(crate) gate: usize,
    /// The first moment at or after the arrival.
    pub(crate) reach: usize,
    /// The ride that whoever stays aboard goes on with.
    pub(crate) onward: Option<usize>,
}

/// All of them, the last to close first.
#[derive(Debug)]
pub(crate) struct Rides {
    /// Minutes of the moments, in order; the last is the horizon.
    pub(crate) moments: Vec<i64>,
    pub(crate) rides: Vec<Ride>,
    /// By lane, by step: which ride.
    pub(crate) by_lane: Vec<Vec<Option<usize>>>,
    /// By lift, by leg: which ride.
    pub(crate) by_lift: Vec<Vec<Option<usize>>>,
}

impl Rides {
    /// All rides of a network.
    pub(crate) fn new(problem: &Problem, network: &Network) -> Self {
        let mut rides = Vec::new();
        lanes(network, &mut rides);
        lifts(problem, network, &mut rides);
        let mut moments: Vec<i64> = rides.iter().map(|(gate, _)| *gate).collect();
        moments.push(network.horizon);
        moments.sort_unstable();
        moments.dedup();
        let after = |minute: i64| moments.partition_point(|moment| *moment < minute);
        for (gate, ride) in &mut rides {
            ride.gate = after(*gate);
            ride.reach = after(ride.arrives);
        }
        // The last to close first; of equals the one that departs last, so that whoever goes on
        // aboard finds the next ride done.
        rides.sort_by_key(|(gate, ride)| std::cmp::Reverse((*gate, ride.departs)));
        let mut all = Self {
            moments,
            rides: rides.into_iter().map(|(_, ride)| ride).collect(),
            by_lane: vec![vec![None; network.steps]; network.lanes.len()],
            by_lift: problem.lifts.iter().map(|lift| vec![None; lift.legs.len()]).collect(),
        };
        all.number();
        all
    }

    fn number(&mut self) {
        for (number, ride) in self.rides.iter().enumerate() {
            let slot = match ride.of {
                Of::Lane(lane, step) => self.by_lane.get_mut(lane).and_then(|l| l.get_mut(step)),
                Of::Lift(lift, leg) => self.by_lift.get_mut(lift).and_then(|l| l.get_mut(leg)),
            };
            if let Some(slot) = slot {
                *slot = Some(number);
            }
        }
        for number in 0..self.rides.len() {
            let Some(Of::Lift(lift, leg)) = self.rides.get(number).map(|ride| ride.of) else {
                continue;
            };
            let next = self.by_lift.get(lift).and_then(|l| l.get(leg.saturating_add(1)));
            if let (Some(next), Some(ride)) = (next.copied(), self.rides.get_mut(number)) {
                ride.onward = next;
            }
        }
    }

    /// The first moment at or after a minute.
    pub(crate) fn moment_from(&self, minute: i64) -> usize {
        self.moments.partition_point(|moment| *moment < minute)
    }
}

fn lanes(network: &Network, rides: &mut Vec<(i64, Ride)>) {
    for (number, lane) in network.lanes.iter().enumerate() {
        let gate = network.least_gate(lane);
        let Some([there, _]) = network.open.get(number) else { continue };
        for (step, _) in there.iter().enumerate().filter(|(_, open)| **open) {
            let departs = network.minute(step);
            rides.push((
                departs - gate,
                Ride {
                    of: Of::Lane(number, step),
                    from: lane.from,
                    to: lane.to,
                    departs,
                    arrives: departs + lane.minutes,
                    exposed: lane.exposed,
                    gate: 0,
                    reach: 0,
                    onward: None,
                },
            ));
        }
    }
}

fn lifts(problem: &Problem, network: &Network, rides: &mut Vec<(i64, Ride)>) {
    let places: BTreeMap<&PlaceId, usize> =
        problem.places.iter().enumerate().map(|(n, place)| (&place.id, n)).collect();
    let at = |id: &PlaceId| places.get(id).copied().unwrap_or(0);
    for (number, lift) in problem.lifts.iter().enumerate() {
        for (leg_number, leg) in reachable(problem, network, lift).iter().enumerate() {
            let departs = leg.departs - network.base;
            rides.push((
                departs - lift.closes_before.max(network.change),
                Ride {
                    of: Of::Lift(number, leg_number),
                    from: at(&leg.from),
                    to: at(&leg.to),
                    departs,
                    arrives: leg.arrives - network.base,
                    exposed: leg.exposed,
                    gate: 0,
                    reach: 0,
                    onward: None,
                },
            ));
        }
    }
}

/// The legs before the first that a closure or the horizon stops.
fn reachable<'a>(
    problem: &Problem,
    network: &Network,
    lift: &'a Lift,
) -> &'a [crate::problem::Leg] {
    let stops = |leg: &crate::problem::Leg| {
        leg.arrives - network.base > network.horizon || crate::itinerary::shut(problem, leg)
    };
    let end = lift.legs.iter().position(stops).unwrap_or(lift.legs.len());
    lift.legs.get(..end).unwrap_or_default()
}
