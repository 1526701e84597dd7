//! The search for plans: simulated annealing towards a time that all routes shall keep.
//!
//! What counts is by how much routes are longer than that time, and what is left behind. A plan
//! that keeps it sets the next aim: one less than its last arrival.

use super::budget::Budget;
use super::fill::{Hop, fill, left_behind};
use super::master::time;
use super::model::{FAR, Model};
use super::moves::Change;
use super::plan::Trip;
use super::rng::Dice;
use super::slot::{add, at, put};

/// Moves between two times at which the search starts again from its best.
const BATCH: u32 = 100_000;
/// The most of them.
pub(super) const LONG_BATCH: u32 = 6_400_000;
/// The heat for small problems, and for those with many trips.
const HOT: (f64, f64) = (0.35, 0.02);
pub(super) const COOL: (f64, f64) = (0.1, 0.001);
/// The most trips of a plan; with it sums of times stay small.
const MOST_TRIPS: u32 = 20_000;
/// Steps of effort that a hundred moves cost.
const EFFORT: u64 = 20;

/// A plan in the making.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) routes: Vec<Vec<Hop>>,
    length: Vec<i64>,
    /// Units that the trips could take from each site.
    pub(super) seats: Vec<i64>,
    /// Units that they take to each drop.
    pub(super) used: Vec<i64>,
}

/// The search.
#[derive(Debug)]
pub(super) struct Search<'a> {
    model: &'a Model,
    dice: Dice,
    state: State,
    /// The best plan so far and its last arrival.
    pub(super) best: Option<(Vec<Vec<Trip>>, i64)>,
    /// What a leg takes, about.
    leg: f64,
    /// What a unit left behind counts for.
    weight: f64,
    /// Whether trips may come and go; otherwise all demand stays in the routes.
    loose: bool,
    /// The part of the way to the floor that is aimed at: one of so many.
    modesty: i64,
    /// Moves of a cooling.
    pub(super) patience: u32,
    /// The first and the last heat of a cooling, in legs.
    pub(super) heat: (f64, f64),
}

impl<'a> Search<'a> {
    pub(super) fn new(model: &'a Model, seed: u64, budget: &mut Budget) -> Self {
        let legs = || (0..model.legs.len()).filter_map(|f| model.legs.get(f));
        let pairs = || (0..model.pickups()).flat_map(|p| (0..model.drops()).map(move |d| (p, d)));
        let both = |l: &super::model::Legs, (p, d)| [l.loaded(p, d), l.empty(d, p)];
        let all: Vec<i64> =
            legs().flat_map(|l| pairs().flat_map(move |pair| both(l, pair))).collect();
        let known = all.iter().filter(|l| **l < FAR);
        #[expect(clippy::cast_precision_loss, reason = "a scale; any will do")]
        let leg = known.clone().sum::<i64>() as f64 / (known.count().max(1)) as f64;
        let seats = model.classes.iter().map(|c| c.seats).min().unwrap_or(1);
        #[expect(clippy::cast_precision_loss, reason = "a scale; any will do")]
        let weight = 2.0 * leg / seats.max(1) as f64;
        let (dice, state, loose) = (Dice::new(seed), State::default(), !model.loads);
        let mut search = Self {
            model,
            dice,
            state,
            best: None,
            leg,
            weight,
            loose,
            modesty: 8,
            patience: BATCH,
            heat: HOT,
        };
        search.state = search.construct(budget);
        search.loose |= search.state.seats != model.demand;
        search.remember();
        search
    }

    /// The last arrival of the best plan.
    pub(super) fn last(&self) -> Option<i64> {
        self.best.as_ref().map(|(_, last)| *last)
    }

    /// Searches for plans that arrive before `floor` at the latest is proven, until it has one that
    /// arrives then, or `batches` are over.
    pub(super) fn run(&mut self, floor: i64, batches: u32, budget: &mut Budget) {
        for _ in 0..batches {
            if self.last().is_some_and(|last| last <= floor) || !self.batch(floor, budget) {
                return;
            }
        }
    }

    /// The vehicle that is done first takes people at the nearest pickup to the nearest room.
    fn construct(&self, budget: &mut Budget) -> State {
        let model = self.model;
        let mut state = State {
            routes: vec![Vec::new(); model.class_of.len()],
            length: vec![0; model.class_of.len()],
            seats: vec![0; model.demand.len()],
            used: vec![0; model.drops()],
        };
        let work = model.class_of.len() * model.pickups() * model.drops() / 500 + 1;
        for _ in 0..MOST_TRIPS {
            if !budget.spend(u64::try_from(work).unwrap_or(u64::MAX)) {
                break;
            }
            let Some((vehicle, hop, length)) = self.next_trip(&state) else { break };
            let seats = model.vehicle(vehicle).map_or(0, |(class, _)| class.seats);
            add(&mut state.seats, at(&model.site, hop.0), seats);
            add(&mut state.used, hop.1, seats);
            put(&mut state.length, vehicle, length);
            if let Some(route) = state.routes.get_mut(vehicle) {
                route.push(hop);
            }
        }
        state
    }

    fn next_trip(&self, state: &State) -> Option<(usize, Hop, i64)> {
        let model = self.model;
        let waits = |p: &usize| {
            let site = at(&model.site, *p);
            at(&model.demand, site) > at(&state.seats, site)
        };
        let mut best: Option<(usize, Hop, i64)> = None;
        for (vehicle, route) in state.routes.iter().enumerate() {
            let (class, legs) = model.vehicle(vehicle)?;
            let now = at(&state.length, vehicle);
            let free = |d: &usize| {
                !at(&model.tight, *d) || at(&state.used, *d) + class.seats <= at(&model.room, *d)
            };
            for pickup in (0..model.pickups()).filter(waits) {
                let there = route
                    .last()
                    .map_or(at(&class.first, pickup), |(_, d)| now + legs.empty(*d, pickup));
                for drop in (0..model.drops()).filter(free) {
                    let end = there + legs.loaded(pickup, drop);
                    if end < FAR && best.is_none_or(|(_, _, least)| end < least) {
                        best = Some((vehicle, (pickup, drop), end));
                    }
                }
            }
        }
        best
    }

    /// Keeps the present plan if it is better than the best.
    fn remember(&mut self) {
        let last = self.state.length.iter().copied().max().unwrap_or(0);
        if last >= FAR || self.last().is_some_and(|best| best <= last) {
            return;
        }
        let state = std::mem::take(&mut self.state);
        self.take(&state.routes);
        self.state = state;
    }

    /// Takes a plan if it can be carried out and is better than the best.
    pub(super) fn take(&mut self, routes: &[Vec<Hop>]) -> bool {
        let Some(trips) = fill(self.model, routes) else { return false };
        let ends = trips.iter().enumerate().map(|(vehicle, route)| {
            let hops: Vec<Hop> = route.iter().map(|trip| (trip.pickup, trip.drop)).collect();
            time(self.model, at(&self.model.class_of, vehicle), &hops)
        });
        let last = ends.max().unwrap_or(0);
        if last >= FAR || self.last().is_some_and(|best| best <= last) {
            return false;
        }
        self.best = Some((trips, last));
        true
    }

    /// One cooling. Whether the budget allows more.
    fn batch(&mut self, floor: i64, budget: &mut Budget) -> bool {
        let mut aim = self.aim(floor);
        let start = self.last();
        let mut cost = self.cost(&self.state, aim);
        let (hot, cold) = (self.heat.0 * self.leg, self.heat.1 * self.leg);
        let mut heat = hot;
        for n in 0..self.patience {
            if n % 100 == 0 {
                if !budget.spend(EFFORT) {
                    return false;
                }
                heat = hot * (cold / hot).powf(f64::from(n) / f64::from(self.patience));
            }
            let Some(change) = Change::propose(self.model, &self.state, self.loose, &mut self.dice)
            else {
                continue;
            };
            let allowed = cost - heat * (self.dice.share() + 1e-12).ln();
            if let Some(now) = self.try_change(change, aim, allowed) {
                cost = now;
                if cost <= 0.0 {
                    self.remember();
                    aim = self.aim(floor);
                    cost = self.cost(&self.state, aim);
                    if self.last().is_some_and(|last| last <= floor) {
                        return true;
                    }
                }
            }
        }
        if self.last() == start {
            self.modesty = (self.modesty * 2).min(1 << 30);
        }
        true
    }

    /// The next time to keep: part of the way from the plan to the floor, and less of it each time
    /// that was too much.
    fn aim(&self, floor: i64) -> i64 {
        let last = self.last().unwrap_or(FAR);
        last - ((last - floor) / self.modesty).max(1)
    }

    /// Makes the change if it costs no more than allowed, and says what the state costs then.
    fn try_change(&mut self, mut change: Change, aim: i64, allowed: f64) -> Option<f64> {
        self.swap_in(&mut change);
        let ok = !self.model.loads || self.has_room();
        let cost = if ok { self.cost(&self.state, aim) } else { f64::INFINITY };
        if cost <= allowed {
            return Some(cost);
        }
        self.swap_in(&mut change);
        None
    }

    fn has_room(&self) -> bool {
        self.state.used.iter().zip(&self.model.room).all(|(used, room)| used <= room)
    }

    /// Exchanges the routes of the change with those of the state.
    fn swap_in(&mut self, change: &mut Change) {
        for (vehicle, route) in &mut change.routes {
            self.count(*vehicle, -1);
            if let Some(present) = self.state.routes.get_mut(*vehicle) {
                std::mem::swap(present, route);
            }
            self.count(*vehicle, 1);
            let length = self.length(*vehicle);
            put(&mut self.state.length, *vehicle, length);
        }
    }

    fn count(&mut self, vehicle: usize, sign: i64) {
        let Some((class, _)) = self.model.vehicle(vehicle) else { return };
        let Some(route) = self.state.routes.get(vehicle) else { return };
        for (pickup, drop) in route {
            add(&mut self.state.seats, at(&self.model.site, *pickup), sign * class.seats);
            add(&mut self.state.used, *drop, sign * class.seats);
        }
    }

    fn length(&self, vehicle: usize) -> i64 {
        let route = self.state.routes.get(vehicle).map_or(&[] as &[Hop], Vec::as_slice);
        time(self.model, at(&self.model.class_of, vehicle), route)
    }

    #[expect(clippy::cast_precision_loss, reason = "a cost to compare with others")]
    fn cost(&self, state: &State, aim: i64) -> f64 {
        let late: i64 = state.length.iter().map(|length| (length - aim).max(0)).sum();
        if !self.loose {
            return late as f64;
        }
        let behind = self.behind(state);
        late as f64 + self.weight * behind as f64
    }

    /// Units that the present trips can't bring out.
    fn behind(&self, state: &State) -> i64 {
        let model = self.model;
        let pairs = model.demand.iter().zip(&state.seats);
        if model.loads {
            return pairs.map(|(d, s)| (d - s).abs()).sum();
        }
        let short = pairs.map(|(d, s)| (d - s).max(0)).sum();
        if !model.tight.contains(&true) {
            return short;
        }
        let drops = model.drops();
        let mut seats = vec![0; model.demand.len() * drops];
        for (vehicle, route) in state.routes.iter().enumerate() {
            let each = model.vehicle(vehicle).map_or(0, |(class, _)| class.seats);
            for (pickup, drop) in route {
                add(&mut seats, at(&model.site, *pickup) * drops + drop, each);
            }
        }
        left_behind(model, &seats)
    }
}
