//! Takes some vehicles' itineraries out, finds them anew one after the other, and keeps what is
//! better: first in the hope that prices give, then in earnest.

use super::Part;
use super::dive::{Fleet, Itinerary, give};
use super::hope::Hope;
use super::load::Loading;
use super::network::{Group, Network};
use super::price::{Given, Market, WORTH_A_THREAD};
use super::respond::{How, respond};
use super::schedule::Schedule;
use super::way::Scratch;
use crate::problem::{Aim, Problem};
use crate::score::Components;
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
    groups: Vec<Option<(usize, usize)>>,
    stride: usize,
}

impl State {
    /// No vehicle goes anywhere, and nobody rides.
    pub(crate) fn new(work: &Work<'_, '_>, problem: &Problem) -> Self {
        let schedule = Schedule::new(problem, work.network, work.market.rides);
        let loading = Loading::new(work.hope, work.network, &schedule);
        let fleet = vec![Itinerary::new(); problem.vehicles.len()];
        Self { fleet, given: work.market.nothing_given(), schedule, loading }
    }
}

type Vehicle<'a> = (&'a Group, &'a (usize, usize, usize));

/// From so many rides on, each further step of as many lets one more step of time out.
const MANY: usize = 16_000;

impl<'w, 'a> Work<'w, 'a> {
    pub(crate) fn new(
        problem: &'w Problem,
        market: &'w Market<'a>,
        hope: &'w Hope<'w>,
        order: &'w [usize],
    ) -> Self {
        let network = market.network;
        let mut groups = vec![None; problem.vehicles.len()];
        for (number, group) in network.groups.iter().enumerate() {
            for (member, (vehicle, ..)) in group.members.iter().enumerate() {
                if let Some(slot) = groups.get_mut(*vehicle) {
                    *slot = Some((number, member));
                }
            }
        }
        let stride = 1 + market.rides.rides.len() / MANY;
        Self { problem, network, market, hope, order, groups, stride }
    }

    /// The same with another hope.
    fn hoping(&self, hope: &'w Hope<'w>) -> Self {
        Self::new(self.problem, self.market, hope, self.order)
    }

    pub(crate) fn vehicle(&self, number: usize) -> Option<Vehicle<'a>> {
        let (group, member) = self.groups.get(number).copied().flatten()?;
        let group = self.network.groups.get(group)?;
        Some((group, group.members.get(member)?))
    }

    /// Takes a vehicle out, and everybody who rides it.
    pub(crate) fn recall(&self, state: &mut State, number: usize) {
        let Some((group, _)) = self.vehicle(number) else { return };
        let lift = self.problem.lifts.len() + number;
        let trips = state.schedule.of_lift(lift).to_vec();
        let on = |flow: &super::load::Flow| flow.way.trips.iter().any(|trip| trips.contains(trip));
        state.loading.remove(self.hope, self.network, &state.schedule, on);
        let old = state.fleet.get_mut(number).map(std::mem::take).unwrap_or_default();
        give(&mut state.given, self.market, group.load, &old, number, -1);
        state.schedule.send(self.problem, self.network, (number, group.pool), &Vec::new());
    }

    /// Sends a vehicle this way; nobody rides it yet.
    pub(crate) fn take_over(&self, state: &mut State, number: usize, new: Itinerary) {
        let Some((group, _)) = self.vehicle(number) else { return };
        give(&mut state.given, self.market, group.load, &new, number, 1);
        state.schedule.send(self.problem, self.network, (number, group.pool), &new);
        if let Some(slot) = state.fleet.get_mut(number) {
            *slot = new;
        }
        state.loading.follow(&state.schedule, self.problem.lifts.len() + number);
    }

    /// Sends a vehicle where it is worth most, and loads those again who may gain by it.
    fn send(&self, state: &mut State, number: usize, scratch: &mut Scratch, rng: &mut Rng) {
        let Some((group, member)) = self.vehicle(number) else { return };
        let now = (&state.schedule, &state.loading);
        // Careful looks take longer, and hazy ones find what a clear one never would.
        let how = How {
            stride: (self.stride, rng.below(self.stride)),
            careful: rng.below(if state.fleet.len() < FEW { 3 } else { 10 }) == 0,
            haze: if rng.below(2 + state.fleet.len()) > 1 { 0 } else { rng.next() | 1 },
        };
        let new = respond(self.hope, self.market, now, (group, member), &state.given, &how);
        self.take_over(state, number, new);
        let lift = self.problem.lifts.len() + number;
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
                let meets =
                    |(from, at): &(usize, i64)| *from == place && since <= *at && *at < until;
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
        loading.load(self.hope, self.network, schedule, self.order, scratch);
    }

    /// Loads everybody anew.
    pub(crate) fn reload(&self, state: &mut State, scratch: &mut Scratch) {
        state.loading = Loading::new(self.hope, self.network, &state.schedule);
        self.load(state, scratch);
    }

    /// Loads everybody anew, in this order.
    fn reload_by(&self, state: &mut State, order: &[usize], scratch: &mut Scratch) {
        let State { schedule, loading, .. } = state;
        *loading = Loading::new(self.hope, self.network, schedule);
        loading.load(self.hope, self.network, schedule, order, scratch);
    }

    /// More is better.
    pub(crate) fn rank(&self, state: &State) -> super::load::Rank {
        let rank = state.loading.rank;
        let burden = self.hope.any() || self.problem.aim == Aim::Burden;
        if burden { (0, 0, rank.2) } else { rank }
    }

    /// One round with so many vehicles, sent in the hope of this work; what comes of it is
    /// looked at in earnest, as `outer` does.
    pub(crate) fn round(
        &self,
        outer: &Self,
        state: &State,
        vehicles: &[usize],
        scratch: &mut Scratch,
        rng: &mut Rng,
    ) -> State {
        let mut tried = state.clone();
        for vehicle in vehicles {
            outer.recall(&mut tried, *vehicle);
        }
        self.turn(&mut tried);
        self.load(&mut tried, scratch);
        for vehicle in vehicles {
            self.send(&mut tried, *vehicle, scratch, rng);
        }
        outer.turn(&mut tried);
        outer.load(&mut tried, scratch);
        tried
    }

    fn turn(&self, state: &mut State) {
        let empty = Loading::new(self.hope, self.network, &state.schedule);
        let loading = std::mem::replace(&mut state.loading, empty);
        state.loading = loading.under(self.hope, self.network, &state.schedule);
    }
}

/// How much each ride that is hoped for is doubted, one stage after the other, in 256ths.
pub(crate) const DOUBTS: [i64; 3] = [24, 48, 96];
/// The doubt where every ride is taken to have room.
pub(crate) const EVERYTHING: i64 = 24;
/// The share of the effort that is spent in hope.
const IN_HOPE: f64 = 0.3;

/// Searches in hope, then in earnest.
pub(crate) fn search(
    work: &Work<'_, '_>,
    hopes: &[Hope<'_>],
    mut state: State,
    rng: &mut Rng,
    (rounds, part): (u32, Part<'_>),
) -> State {
    let mut scratch = Scratch::default();
    let earnest = state.clone();
    let rounds = f64::from(rounds.max(1));
    for (number, hope) in hopes.iter().take(DOUBTS.len()).enumerate() {
        let until = IN_HOPE * (number as f64 + 1.0) / DOUBTS.len() as f64;
        let inner = [work.hoping(hope)];
        work.hoping(hope).reload(&mut state, &mut scratch);
        let stage = Stage { work: &inner[0], inner: &inner, floor: None };
        state = stage.run(state, rng, |made| part.spent(f64::from(made) / rounds) / until);
    }
    work.reload(&mut state, &mut scratch);
    if work.rank(&earnest) > work.rank(&state) {
        state = earnest;
    }
    let inner = hopes.iter().chain([work.hope]).map(|hope| work.hoping(hope));
    let inner: Vec<Work<'_, '_>> = inner.collect();
    let stage = Stage { work, inner: &inner, floor: None };
    let done = |made| IN_HOPE + (1.0 - IN_HOPE) * f64::from(made) / rounds;
    stage.run(state, rng, |made| part.spent(done(made)))
}

/// Searches from a plan that no nation may do worse than.
pub(crate) fn from_start(
    work: &Work<'_, '_>,
    mut state: State,
    floor: &[Components],
    rng: &mut Rng,
    rounds: u32,
) -> State {
    let mut scratch = Scratch::default();
    let before = state.clone();
    work.load(&mut state, &mut scratch);
    if !keeps(work, &state, Some(floor)) {
        state = before;
    }
    let inner = [work.hoping(work.hope)];
    let stage = Stage { work, inner: &inner, floor: Some(floor) };
    let rounds = f64::from(rounds.max(1));
    stage.run(state, rng, |made| f64::from(made) / rounds)
}

/// Rounds of one kind.
struct Stage<'s, 'w, 'a> {
    work: &'s Work<'w, 'a>,
    /// In what hope vehicles are sent, one of these each time.
    inner: &'s [Work<'w, 'a>],
    floor: Option<&'s [Components]>,
}

/// What one round tries.
struct Attempt {
    vehicles: Vec<usize>,
    hope: usize,
    seed: u64,
}

impl Stage<'_, '_, '_> {
    /// Rounds while `spent` is less than 1. Where a round takes long enough to be worth a thread,
    /// two attempts are made at once from the same state: the same two whether or not there are two
    /// processors.
    fn run(&self, mut state: State, rng: &mut Rng, spent: impl Fn(u32) -> f64) -> State {
        let mut scratch = [Scratch::default(), Scratch::default()];
        let two = self.work.market.rides.rides.len() >= WORTH_A_THREAD;
        let mut made = 0;
        while spent(made) < 1.0 {
            let first = self.attempt(&state, rng);
            if two {
                let second = self.attempt(&state, rng);
                self.both(&mut state, [first, second], &mut scratch);
                made += 2;
            } else {
                let [scratch, _] = &mut scratch;
                let tried = self.try_out(&state, &first, scratch);
                self.accept(&mut state, tried);
                made += 1;
            }
        }
        state
    }

    fn attempt(&self, state: &State, rng: &mut Rng) -> Attempt {
        let vehicles = some(state.fleet.len(), rng);
        Attempt { vehicles, hope: rng.below(self.inner.len()), seed: rng.next() }
    }

    fn try_out(&self, state: &State, attempt: &Attempt, scratch: &mut Scratch) -> State {
        let work = self.work;
        let mut rng = Rng::new(attempt.seed);
        let Some(inner) = self.inner.get(attempt.hope) else { return state.clone() };
        let tried = inner.round(work, state, &attempt.vehicles, scratch, &mut rng);
        let (now, before) = (work.rank(&tried), work.rank(state));
        let near = state.fleet.len() < FEW || before.2 - now.2 < before.2.abs() / NEAR;
        if work.hope.any() || now >= before || !near {
            return tried;
        }
        // Who was loaded in another order may do better.
        let mut again = tried.clone();
        if state.fleet.len() < FEW && rng.below(2) == 0 {
            work.reload_by(&mut again, &stirred(work.order, &mut rng), scratch);
        } else {
            work.reload(&mut again, scratch);
        }
        if work.rank(&again) > now { again } else { tried }
    }

    /// Two attempts at once; the better one is kept, and what the other gained is added to it.
    fn both(&self, state: &mut State, attempts: [Attempt; 2], scratch: &mut [Scratch; 2]) {
        let [one, other] = &attempts;
        let [here, there] = scratch;
        let before = &*state;
        let (first, second) = std::thread::scope(|scope| {
            let second = scope.spawn(|| self.try_out(before, other, there));
            (self.try_out(before, one, here), second.join())
        });
        // A thread that panicked has lost its attempt.
        let Ok(second) = second else {
            self.accept(state, first);
            return;
        };
        let rank = self.work.rank(before);
        let swap = self.work.rank(&second) > self.work.rank(&first);
        let (best, rest) = if swap { (second, first) } else { (first, second) };
        let vehicles = if swap { [other, one] } else { [one, other] }.map(|one| &one.vehicles);
        let [mine, theirs] = vehicles;
        if !self.accept(state, best) {
            self.accept(state, rest);
        } else if self.work.rank(&rest) > rank && !theirs.iter().any(|v| mine.contains(v)) {
            let mut joined = state.clone();
            for vehicle in theirs {
                let way = rest.fleet.get(*vehicle).cloned().unwrap_or_default();
                self.work.recall(&mut joined, *vehicle);
                self.work.take_over(&mut joined, *vehicle, way);
                self.work.call(&mut joined, self.work.problem.lifts.len() + vehicle);
            }
            self.work.load(&mut joined, here);
            self.accept(state, joined);
        }
    }

    fn accept(&self, state: &mut State, tried: State) -> bool {
        let better = self.work.rank(&tried) >= self.work.rank(state);
        let accepted = better && keeps(self.work, &tried, self.floor);
        if accepted {
            *state = tried;
        }
        accepted
    }
}

/// Whether no nation does worse than the floor.
fn keeps(work: &Work<'_, '_>, state: &State, floor: Option<&[Components]>) -> bool {
    let Some(floor) = floor else { return true };
    let now = super::worth::by_nation(work.problem, work.network, state);
    now.iter().zip(floor).all(|(now, floor)| now.never_worse_than(floor))
}

/// Of a state that is worse by less than one in so many, a better loading is looked for; of every
/// state if there are few vehicles.
const NEAR: i64 = 256;
const FEW: usize = 12;

/// The order with some batches moved to the front, the last of them first.
fn stirred(order: &[usize], rng: &mut Rng) -> Vec<usize> {
    let mut order = order.to_vec();
    for _ in 0..=rng.below(3) {
        let at = rng.below(order.len());
        order.get_mut(..=at).into_iter().for_each(|front| front.rotate_right(1));
    }
    order
}

/// One vehicle, or two, three, seldom more; in any order.
fn some(vehicles: usize, rng: &mut Rng) -> Vec<usize> {
    let mut count = 1;
    while count < 6 && rng.below(2) == 0 {
        count += 1;
    }
    let mut some: Vec<usize> = Vec::new();
    for _ in 0..count {
        let vehicle = rng.below(vehicles);
        if !some.contains(&vehicle) {
            some.push(vehicle);
        }
    }
    some
}
