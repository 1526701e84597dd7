//! Takes some vehicles' itineraries out, finds them anew one after the other, and keeps what is
//! better: first in the hope that prices give, then in earnest.

use super::dive::{Fleet, give_to};
use super::hope::Hope;
use super::load::{Loading, Scratch};
use super::network::{Group, Network};
use super::price::{Given, Market};
use super::respond::respond;
use super::schedule::Schedule;
use crate::problem::Problem;
use crate::search::Rng;

/// Where all vehicles go and who rides them.
#[derive(Debug, Clone)]
pub(crate) struct State {
    pub(crate) fleet: Fleet,
    pub(crate) given: Given,
    pub(crate) schedule: Schedule,
    pub(crate) loading: Loading,
}

/// What does not change while it is improved.
pub(crate) struct Work<'w, 'a> {
    pub(crate) problem: &'w Problem,
    pub(crate) network: &'a Network,
    pub(crate) market: &'w Market<'a>,
    pub(crate) hope: &'w Hope<'w>,
    pub(crate) order: &'w [usize],
    /// By vehicle: its group and its number in it.
    pub(crate) groups: Vec<Option<(usize, usize)>>,
    pub(crate) stride: usize,
}

type Vehicle<'a> = (&'a Group, &'a (usize, usize, usize));

impl<'a> Work<'_, 'a> {
    fn vehicle(&self, number: usize) -> Option<Vehicle<'a>> {
        let (group, member) = self.groups.get(number).copied().flatten()?;
        let group = self.network.groups.get(group)?;
        Some((group, group.members.get(member)?))
    }

    /// Takes a vehicle out, and everybody who rides it.
    fn recall(&self, state: &mut State, number: usize) {
        let Some((group, _)) = self.vehicle(number) else { return };
        let lift = self.problem.lifts.len() + number;
        let trips = state.schedule.of_lift(lift).to_vec();
        let on = |flow: &super::load::Flow| flow.way.trips.iter().any(|trip| trips.contains(trip));
        state.loading.remove(self.hope, self.network, &state.schedule, on);
        let old = state.fleet.get_mut(number).map(std::mem::take).unwrap_or_default();
        give_to(&mut state.given, self.market, group.load, &old, number, -1);
        state.schedule.send(self.problem, self.network, (number, group.pool), &Vec::new());
    }

    /// Sends a vehicle where it is worth most, and loads those again who may gain by it.
    fn send(&self, state: &mut State, number: usize, scratch: &mut Scratch, rng: &mut Rng) {
        let Some((group, member)) = self.vehicle(number) else { return };
        let stride = (self.stride, rng.below(self.stride));
        let now = (&state.schedule, &state.loading);
        let new = respond(self.hope, self.market, now, (group, member), &state.given, stride);
        give_to(&mut state.given, self.market, group.load, &new, number, 1);
        state.schedule.send(self.problem, self.network, (number, group.pool), &new);
        if let Some(slot) = state.fleet.get_mut(number) {
            *slot = new;
        }
        let lift = self.problem.lifts.len() + number;
        state.loading.follow(&state.schedule, lift);
        self.call(state, lift);
        self.load(state, scratch);
    }

    /// Takes out those who wait where the lift departs, for something later.
    fn call(&self, state: &mut State, lift: usize) {
        let schedule = &state.schedule;
        let departures: Vec<(usize, i64)> = (schedule.of_lift(lift).iter())
            .filter_map(|trip| schedule.trips.get(*trip))
            .map(|trip| (trip.from, trip.departs))
            .collect();
        let waits = |flow: &super::load::Flow| {
            let Some(batch) = self.network.crowd.batches.get(flow.batch) else { return false };
            let (mut place, mut since) = (batch.place, batch.ready);
            let stays = |place: usize, since: i64, until: i64| {
                let meets = |(from, at): &(usize, i64)| {
                    *from == place && since <= *at && *at < until
                };
                departures.iter().any(meets)
            };
            for trip in flow.way.trips.iter().filter_map(|trip| schedule.trips.get(*trip)) {
                if stays(place, since, trip.departs) {
                    return true;
                }
                (place, since) = (trip.to, trip.arrives);
            }
            stays(place, since, self.network.horizon)
        };
        state.loading.remove(self.hope, self.network, schedule, waits);
    }

    pub(crate) fn load(&self, state: &mut State, scratch: &mut Scratch) {
        let State { schedule, loading, .. } = state;
        loading.load(self.hope, self.network, schedule, self.order, None, scratch);
    }

    /// Loads everybody anew.
    pub(crate) fn reload(&self, state: &mut State, scratch: &mut Scratch) {
        state.loading = Loading::new(self.hope, self.network, &state.schedule);
        self.load(state, scratch);
    }

    /// More is better.
    pub(crate) fn rank(&self, state: &State) -> super::load::Rank {
        let rank = state.loading.rank;
        if self.hope.any() { (0, 0, rank.2) } else { rank }
    }

    /// One round with so many vehicles.
    pub(crate) fn round(
        &self,
        state: &State,
        vehicles: &[usize],
        scratch: &mut Scratch,
        rng: &mut Rng,
    ) -> State {
        let mut tried = state.clone();
        for vehicle in vehicles {
            self.recall(&mut tried, *vehicle);
        }
        self.load(&mut tried, scratch);
        for vehicle in vehicles {
            self.send(&mut tried, *vehicle, scratch, rng);
        }
        tried
    }
}
