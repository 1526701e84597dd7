//! Where vehicles are sent, and who rides them.
//!
//! In this order: the network in numbers, the people counted by what is alike, what a seat is
//! worth where and when (which is also the bound), itineraries from those prices, people loaded
//! onto them, and improvement.

mod climb;
mod crowd;
mod dive;
mod export;
mod hope;
mod improve;
mod load;
mod network;
mod onward;
mod people;
mod price;
mod reseat;
mod respond;
mod rides;
mod routes;
mod schedule;
mod stays;
mod timetable;
mod way;
mod why;
mod worth;

use crate::bound::{Bound, everybody, whole};
use crate::check::check;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::search::{Effort, Pace, Rng, Solution};
use climb::{COARSEST, Climb};
use dive::Fleet;
use hope::Hope;
use improve::{State, Work};
use network::Network;
use price::{Goal, Market};
use rides::Rides;
use way::Scratch;

/// The pace of prices, as a share of what one unit bears on average, at 16 steps with one price.
const PACE: f64 = 0.03;
/// How much of the pace is left at the end of each refinement.
const SLOWER: f64 = 0.3;

/// The share of the effort after which the bound is left as it is: the search has both threads.
const POLISHED: f64 = 0.5;

/// A part of the effort, from one share of it to another.
#[derive(Clone, Copy)]
struct Part<'p> {
    pace: &'p Pace<'p>,
    from: f64,
    to: f64,
}

impl Part<'_> {
    /// How much of this part is spent when so much of it is done, by its own count.
    fn spent(&self, done: f64) -> f64 {
        let width = (self.to - self.from).max(1e-9);
        ((self.pace)(self.from + done.min(1.0) * width) - self.from) / width
    }

    /// One of so many parts of the same length, by number.
    fn share(&self, number: u32, count: u32) -> Self {
        let width = (self.to - self.from) / f64::from(count);
        let from = self.from + width * f64::from(number);
        Self { from, to: from + width, ..*self }
    }
}

/// Up to so many vehicles the search is begun anew, so often.
const FEW: usize = 6;
const AGAIN: u32 = 4;

/// Plans a problem that has vehicles to send, and has passed its own check.
pub(crate) fn solve(
    problem: &Problem,
    effort: &Effort,
    start: Option<&Plan>,
    pace: &Pace<'_>,
) -> Solution {
    let network = Network::new(problem);
    let rides = Rides::new(problem, &network);
    let market = Market::new(problem, &network, &rides, Goal::Burden);
    let part = |from, to| Part { pace, from, to };
    let mut climb = Climb::new(&market, market.nothing_given());
    refine(&network, &mut climb, effort.rounds, part(0.0, 0.3));
    let mut polish = climb.fork(1);
    let (plan, score) = std::thread::scope(|scope| {
        let fine = PACE / 4.0 * each(&network, &climb);
        let steps = f64::from(effort.rounds.max(1)) * 2.0;
        let polish = &mut polish;
        scope.spawn(move || {
            let part = part(0.3, POLISHED);
            polish.run((fine, fine / 10.0), |made| part.spent(f64::from(made) / steps));
        });
        let fleet = dive::dive(&climb, &market, PACE / 3.0 * each(&network, &climb), |done| {
            part(0.3, 0.4).spent(done)
        });
        send(problem, &market, &climb, (fleet, start), effort, part(0.4, 1.0))
    });
    let least = polish.best.max(climb.best);
    let mut bound = losses(problem, &network, &rides, effort.rounds / 4, &score.total);
    bound.burden = i64::try_from(least.max(0)).unwrap_or(0);
    let gap = bound.gap(score.total.burden);
    Solution { plan, score, bound, gap }
}

/// What no plan can do better than, for a problem with vehicles to send.
pub(crate) fn bound(problem: &Problem, steps: u32) -> Bound {
    let network = Network::new(problem);
    let rides = Rides::new(problem, &network);
    let market = Market::new(problem, &network, &rides, Goal::Burden);
    let mut climb = Climb::new(&market, market.nothing_given());
    refine(&network, &mut climb, steps, Part { pace: &|done| done, from: 0.0, to: 1.0 });
    let nobody = crate::score::Components::default();
    let mut bound = losses(problem, &network, &rides, steps / 4, &nobody);
    bound.burden = i64::try_from(climb.best.max(0)).unwrap_or(0);
    bound
}

/// The bounds on who gets out; `found` is what some plan reaches.
fn losses(
    problem: &Problem,
    network: &Network,
    rides: &Rides,
    steps: u32,
    found: &crate::score::Components,
) -> Bound {
    let (protected, weighted) = everybody(problem);
    let loss = |goal, reached: bool| {
        if reached {
            return 0;
        }
        let market = Market::new(problem, network, rides, goal);
        let mut climb = Climb::new(&market, market.nothing_given());
        refine(network, &mut climb, steps, Part { pace: &|done| done, from: 0.0, to: 1.0 });
        whole(climb.best)
    };
    Bound {
        protected_out: protected - loss(Goal::Protected, found.protected_out == protected),
        weighted_out: weighted - loss(Goal::Weighted, found.weighted_out == weighted),
        burden: 0,
    }
}

/// What one unit bears on average.
fn each(network: &Network, climb: &Climb<'_, '_>) -> f64 {
    let units: i64 = network.crowd.batches.iter().map(|batch| batch.units).sum();
    climb.best.max(1) as f64 / units.max(1) as f64
}

/// Finds prices, from coarse to fine.
fn refine(network: &Network, climb: &mut Climb<'_, '_>, steps: u32, part: Part<'_>) {
    let levels = COARSEST.ilog2() + 1;
    let width = (part.to - part.from) / f64::from(levels);
    let steps = (f64::from(steps) / f64::from(levels)).max(1.0);
    for level in 0..levels {
        let block = COARSEST >> level;
        climb.refine(block);
        let from = part.from + width * f64::from(level);
        let part = Part { pace: part.pace, from, to: from + width };
        let pace = PACE * (block as f64 / 16.0).sqrt() * each(network, climb);
        climb.run((pace, pace * SLOWER), |made| part.spent(f64::from(made) / steps));
    }
}

type Found = (Plan, crate::score::Score);

/// Improves what the prices gave, or the start, whichever is better.
fn send(
    problem: &Problem,
    market: &Market<'_>,
    climb: &Climb<'_, '_>,
    (fleet, start): (Fleet, Option<&Plan>),
    effort: &Effort,
    part: Part<'_>,
) -> Found {
    let network = market.network;
    let none = Hope::none(network);
    let order = load::order(&network.crowd);
    let work = Work::new(problem, market, &none, &order);
    let mut scratch = Scratch::default();
    let empty = State::new(&work, problem);
    let mut state = empty.clone();
    for (vehicle, itinerary) in fleet.into_iter().enumerate() {
        work.take_over(&mut state, vehicle, itinerary);
    }
    work.reload(&mut state, &mut scratch);
    let mut rng = Rng::new(effort.seed);
    let mut hopes = improve::DOUBTS.map(|doubt| Hope::new(market, &climb.prices, doubt)).to_vec();
    // As if every ride had room: what only two vehicles together make worth while is found so.
    let few = problem.vehicles.len() <= FEW;
    hopes.extend(few.then(|| Hope::new(market, &market.free(), improve::EVERYTHING)));
    let rounds = effort.rounds;
    let found = |state: &State| reseat::reseat(problem, effort, finish(problem, network, state));
    // Few vehicles are soon where no round helps any more: begun elsewhere, the search ends
    // elsewhere.
    let again = if few { AGAIN } else { 0 };
    let share = |number| part.share(number, again + 1);
    let mut best = improve::search(&work, &hopes, state, &mut rng, (rounds, share(0)));
    let mut first = found(&best);
    for number in 1..=again {
        let state =
            improve::search(&work, &hopes, empty.clone(), &mut rng, (rounds, share(number)));
        let other = found(&state);
        if other.1.better_than(&first.1) {
            (best, first) = (state, other);
        }
    }
    let found = first;
    let Some(begun) = start.and_then(|start| check(problem, start).ok()) else {
        return found;
    };
    let mut from = empty;
    export::import(&work, &mut from, begun.plan());
    let floor = worth::by_nation(problem, network, &from);
    let from = improve::from_start(&work, from, &floor, &mut rng, rounds);
    let kept = finish(problem, network, &from);
    // A start that was divided in a way that this search can't is given back as it came.
    let begun = (begun.plan().clone(), begun.score().clone());
    let never_worse = |one: &Found| one.1.never_worse_than(&begun.1);
    let kept = if never_worse(&kept) { kept } else { begun.clone() };
    let better = work.rank(&best) > work.rank(&from) || kept == begun;
    if better && never_worse(&found) { found } else { kept }
}

fn finish(problem: &Problem, network: &Network, state: &State) -> Found {
    (export::plan(problem, network, state), worth::score(problem, network, state))
}
