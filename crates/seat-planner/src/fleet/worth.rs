//! What a state is worth, in the terms of the score.

use std::collections::BTreeMap;

use super::improve::State;
use super::network::Network;
use crate::problem::{Class, Owner, Problem};
use crate::score::{Components, Score};
use crate::search::model::{capacity, nations};

/// By number of nation: what counts for its people. Nobody hopes.
pub(crate) fn by_nation(problem: &Problem, network: &Network, state: &State) -> Vec<Components> {
    let crowd = &network.crowd;
    let mut sums = vec![Components::default(); nations(problem).len()];
    let mut add = |batch: usize, units: i64, cost: i64, out: bool| {
        let Some(kind) = crowd.batches.get(batch).and_then(|b| crowd.kinds.get(b.kind)) else {
            return;
        };
        let Some(sum) = sums.get_mut(kind.nation) else { return };
        sum.burden += cost * units;
        if out {
            sum.people_out += kind.people * units;
            sum.weighted_out += kind.weight * units;
            if kind.rank == Class::Protected {
                sum.protected_out += kind.people * units;
            }
        }
    };
    for flow in &state.loading.flows {
        add(flow.batch, flow.units, flow.way.cost, !flow.way.hopes);
    }
    let hope = super::hope::Hope::none(network);
    for (number, units) in state.loading.staying.iter().enumerate() {
        if let Some(batch) = crowd.batches.get(number) {
            let safe = crowd.danger.get(batch.place) == Some(&false);
            add(number, *units, hope.stop(batch.kind, batch.place, batch.ready), safe);
        }
    }
    sums
}

/// What it is worth.
pub(crate) fn score(problem: &Problem, network: &Network, state: &State) -> Score {
    let sums = by_nation(problem, network, state);
    let total = sums.iter().fold(Components::default(), |sum, one| Components {
        protected_out: sum.protected_out + one.protected_out,
        weighted_out: sum.weighted_out + one.weighted_out,
        people_out: sum.people_out + one.people_out,
        burden: sum.burden + one.burden,
    });
    let by_nation: BTreeMap<Owner, Components> = nations(problem)
        .into_iter()
        .filter_map(|(nation, number)| Some((nation, *sums.get(number)?)))
        .collect();
    let (empty_seats, lifts_used) = seats(problem, state);
    let flows = state.loading.flows.iter();
    let last = flows.filter_map(|flow| state.schedule.trips.get(*flow.way.trips.last()?));
    let last_arrival = last.map(|trip| trip.arrives + network.base).max();
    Score { total, by_nation, empty_seats, lifts_used, last_arrival }
}

/// Seats empty on every leg of the lifts that carry anybody; those lifts.
fn seats(problem: &Problem, state: &State) -> (i64, i64) {
    let (mut empty, mut used) = (0, 0);
    let given = problem.lifts.iter().map(|lift| &lift.seats);
    let all = given.chain(problem.vehicles.iter().map(|vehicle| &vehicle.seats)).map(capacity);
    for (lift, full) in all.enumerate() {
        let free = || {
            let trips = state.schedule.of_lift(lift).iter();
            trips.filter_map(|trip| state.loading.free.get(*trip))
        };
        if free().any(|free| *free != full) {
            used += 1;
            // A seat is empty where one more person with a seat could ride.
            empty += free().map(|[seats, people, ..]| *seats.min(people)).min().unwrap_or(0);
        }
    }
    (empty, used)
}
