//! The solver: plans from above, bounds from below, until they meet.

use super::anneal::{COOL, LONG_BATCH, Search};
use super::budget::{Budget, ROUND};
use super::close::{Closure, WAYS, can_close, close};
use super::divide::{Divided, Division};
use super::error::ShuttleError;
use super::master::{Aim, Master, Verdict};
use super::model::{Class, FAR, Legs, Model};
use super::plan::{ShuttlePlan, Trip};
use super::price::Prices;
use super::problem::Shuttles;
use super::rng::Dice;
use super::slot::at;
use crate::search::Effort;

/// Coolings before anything else, where there is no closure.
const FIRST_BATCHES: u32 = 6;
/// The most steps of one try of the closure.
const MOST_STEPS: u64 = 1 << 40;
const TRY_MORE: &str = "Give it more rounds; if that does not help, add vehicles, room or legs.";

/// Plans so that the last arrival is early, and proves how early it can be.
///
/// The same problem, seed and rounds give the same plan; a round is about 1,000 steps of work, each
/// about a microsecond. `keep_going` is asked now and then; the answer `false` ends the work
/// with what there is by then. A caller that looks at a clock there has a limit of time, and gives
/// up that the plan is the same each time.
///
/// # Errors
/// When the problem contradicts itself, or no plan was found.
pub fn solve_shuttles(
    problem: &Shuttles,
    effort: &Effort,
    keep_going: &mut dyn FnMut() -> bool,
) -> Result<ShuttlePlan, ShuttleError> {
    problem.check_itself()?;
    let model = Model::new(problem);
    if model.total() == 0 {
        let routes = vec![Vec::new(); problem.vehicles.len()];
        return Ok(ShuttlePlan { routes, last_arrival: 0, bound: 0, proven: true });
    }
    let mut budget = Budget::new(u64::from(effort.rounds).saturating_mul(ROUND), keep_going);
    let mut work = Work {
        search: Search::new(&model, effort.seed, &mut budget),
        model: &model,
        master: Master::default(),
        prices: (-1, Vec::new()),
        bound: simplest_bound(&model),
        dice: Dice::new(effort.seed ^ 0x5eed),
        seed: effort.seed,
        ways: if can_close(&model) { WAYS } else { 1 },
    };
    // Where the closure does the rest, a first plan is enough.
    let mut first = 1;
    if model.loads && work.ways == 1 {
        first = FIRST_BATCHES;
        work.search.heat = COOL;
    }
    work.search.run(work.bound, first, &mut budget);
    if !model.loads {
        work.divide(&mut budget);
    }
    work.raise_bound(&mut budget);
    work.close(&mut budget);
    work.finish()
}

/// A plan and a bound on their way to each other.
struct Work<'a> {
    search: Search<'a>,
    model: &'a Model,
    master: Master,
    /// A time, and prices that come close to refuting it.
    prices: (i64, Vec<Prices>),
    bound: i64,
    dice: Dice,
    seed: u64,
    /// How many prices the closure can use; without closure one, for its bound.
    ways: usize,
}

impl Work<'_> {
    fn last(&self) -> i64 {
        self.search.last().unwrap_or(FAR)
    }

    fn open(&self, budget: &Budget) -> bool {
        self.bound < self.last() && !budget.over()
    }

    /// Divisible demand and room for all: halves what lies between bound and plan, exactly.
    fn divide(&mut self, budget: &mut Budget) {
        let Some(last) = self.search.last() else { return };
        let Some(divided) = Divided::new(self.model, last - 1, budget) else { return };
        while self.open(budget) {
            let middle = self.bound + (self.last() - 1 - self.bound) / 2;
            match divided.decide(middle, budget) {
                Division::TooShort => self.bound = middle + 1,
                Division::Plan(routes) => {
                    if !self.search.take(&routes) {
                        return;
                    }
                }
                Division::Unknown => return,
            }
        }
    }

    /// Finds the first time that column generation can't refute: down from the plan in growing
    /// steps, then by halves.
    fn raise_bound(&mut self, budget: &mut Budget) {
        let mut open = self.last();
        let mut step = self.last() / 256 + 1;
        while self.bound < open && self.open(budget) {
            let middle = self.bound + (open - self.bound) / 2;
            let within = middle.max(open - step);
            step *= 2;
            match self.master.judge(self.model, within, Aim::Verdict, &mut self.bound, budget) {
                Verdict::TooShort => step = FAR,
                Verdict::Mixture(_) => open = within,
                Verdict::Unknown => return,
            }
        }
    }

    /// Decides one time after the other where each trip is a load, and searches in between: each
    /// time a little longer.
    fn close(&mut self, budget: &mut Budget) {
        let mut steps = 20 * ROUND;
        while self.open(budget) {
            if self.open(budget) && self.model.loads && self.priced(budget) {
                self.close_one(steps, budget);
                steps = (steps * 2).min(MOST_STEPS);
            }
            self.search.run(self.bound, 1, budget);
            // Without closure, longer and longer coolings are what is left to do.
            if self.ways == 1 {
                self.search.patience = (self.search.patience * 2).min(LONG_BATCH);
            }
        }
    }

    /// Finds several prices for the time of the bound; whether there are any.
    fn priced(&mut self, budget: &mut Budget) -> bool {
        while self.prices.0 != self.bound || self.prices.1.len() < self.ways {
            if self.prices.0 != self.bound {
                self.prices = (self.bound, Vec::new());
            }
            let aim = match self.prices.1.len() {
                0 => Aim::Prices,
                number => Aim::OtherPrices(self.seed.wrapping_add(number as u64)),
            };
            match self.master.judge(self.model, self.prices.0, aim, &mut self.bound, budget) {
                Verdict::TooShort => {}
                Verdict::Mixture(prices) => self.prices.1.push(prices),
                Verdict::Unknown => return false,
            }
        }
        self.open(budget)
    }

    fn close_one(&mut self, steps: u64, budget: &mut Budget) {
        let (within, prices) = &self.prices;
        match close(self.model, *within, prices, (steps, &mut self.dice), budget) {
            Closure::TooShort => self.bound += 1,
            Closure::Plan(routes) => {
                self.search.take(&routes);
            }
            Closure::Unknown => {}
        }
    }

    fn finish(self) -> Result<ShuttlePlan, ShuttleError> {
        let Some((trips, last_arrival)) = self.search.best else {
            return Err(ShuttleError::NoPlan { remedy: TRY_MORE });
        };
        let routes = trips.iter().enumerate().map(|(vehicle, route)| {
            let mut all = Vec::with_capacity(route.len());
            let mut stands = None;
            for trip in route {
                let before = self.model.before(vehicle, stands, trip.pickup);
                all.extend(before.into_iter().map(|(pickup, drop)| Trip {
                    pickup,
                    drop,
                    people: 0,
                }));
                all.push(*trip);
                stands = Some(trip.drop);
            }
            all
        });
        let routes = routes.collect();
        let bound = self.bound.min(last_arrival);
        Ok(ShuttlePlan { routes, last_arrival, bound, proven: bound == last_arrival })
    }
}

/// Each site waits at least for the first vehicle to fetch somebody; the last site the longest.
fn simplest_bound(model: &Model) -> i64 {
    let mut first = vec![FAR; model.demand.len()];
    for class in &model.classes {
        let Some(legs) = model.legs.get(class.fleet) else { continue };
        for (pickup, ready) in earliest(model, class, legs).into_iter().enumerate() {
            let rides = (0..model.drops()).map(|drop| ready + legs.loaded(pickup, drop));
            let end = rides.min().unwrap_or(FAR);
            if let Some(first) = first.get_mut(at(&model.site, pickup)) {
                *first = end.min(*first);
            }
        }
    }
    let waiting = first.into_iter().zip(&model.demand).filter(|(_, d)| **d > 0);
    waiting.map(|(first, _)| first).max().unwrap_or(0)
}

/// When a vehicle of the class can be at each pickup: at once, or after trips elsewhere, which may
/// be quicker where times are not distances (Bellman and Ford).
fn earliest(model: &Model, class: &Class, legs: &Legs) -> Vec<i64> {
    let mut ready = class.first.clone();
    let mut changed = true;
    while changed {
        changed = false;
        for pickup in 0..model.pickups() {
            for drop in 0..model.drops() {
                let free = at(&ready, pickup) + legs.loaded(pickup, drop);
                for (next, ready) in ready.iter_mut().enumerate() {
                    let there = free + legs.empty(drop, next);
                    if there < *ready {
                        *ready = there;
                        changed = true;
                    }
                }
            }
        }
    }
    ready
}
