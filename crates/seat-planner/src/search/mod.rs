//! The search: construct, ruin and recreate, anneal exchanges of places; and keep what is better.
//!
//! Deterministic: the same problem, start, seed and rounds give the same plan on every machine.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bound::{self, Bound};
use crate::plan::{Journey, Left, Plan, Reason};
use crate::problem::{Aim, Needs, Party, PlaceKind, Problem, ProblemError};
use crate::score::{Components, Score};

mod aboard;
mod anneal;
pub(crate) mod construct;
mod exchange;
mod keep;
mod menu;
pub(crate) mod model;
mod pack;
mod ruin;
pub(crate) mod state;

use construct::Recreate;
use itinerary::{Aside, Scratch, Stretch, Timetable};
use menu::Menu;
use model::{Load, Model, fits, load, units_of};
use state::State;

use crate::itinerary;

/// How long to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effort {
    /// Chooses among the searches that could be made; any number.
    pub seed: u64,
    /// How often to take a part of the plan out and put it back in another way. With a plan to
    /// start from, three searches of so many rounds are made: free, from it, and back to it.
    pub rounds: u32,
}

impl Default for Effort {
    fn default() -> Self {
        Self { seed: 1, rounds: 1_000 }
    }
}

/// A plan, what it is worth, and how far at most from the best.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Solution {
    /// The plan; give it to [`check`](fn@crate::check) before acting on it.
    pub plan: Plan,
    /// What the search says that it is worth; the checker says so too.
    pub score: Score,
    /// What no plan can do better than.
    pub bound: Bound,
    /// `(burden - bound) / max(bound, 1)`: 0 is proven best, 0.02 at most 2 % above the best.
    pub gap: f64,
}

/// Plans. A `start` that can be carried out is improved, never worsened: see
/// [`Score::never_worse_than`]. What of it can't be carried out any more is planned anew. On lifts
/// with fixed times, whoever can do as at the start does so, where the plan is worth the same.
///
/// # Errors
/// The first mistake that [`Problem::check_itself`] finds.
///
/// # Examples
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let problem: seat_planner::Problem = serde_json::from_str(r#"{
///   "version": 1, "horizon": 600,
///   "places": [{"id": "city", "kind": "danger"}, {"id": "seoul", "kind": "home"}],
///   "lifts": [{"id": "flight", "owner": "KR", "closes_before": 60, "seats": {"seats": 2},
///     "legs": [{"from": "city", "to": "seoul", "departs": 100, "arrives": 500}]}],
///   "parties": [{"id": "a", "nation": "KR", "place": "city", "ready": 0, "class": "ordinary",
///     "needs": {"seats": 2}, "people": 2, "lifts_of": ["KR"]}]
/// }"#)?;
/// let solution = seat_planner::solve(&problem, &seat_planner::Effort::default(), None)?;
/// assert_eq!(solution.score.total.people_out, 2);
/// assert_eq!(solution.gap, 0.0);
/// # Ok(())
/// # }
/// ```
pub fn solve(
    problem: &Problem,
    effort: &Effort,
    start: Option<&Plan>,
) -> Result<Solution, ProblemError> {
    solve_paced(problem, effort, start, &|done| done)
}

/// How much of the effort is spent, from 0 to 1, when the search has done such a share of it by its
/// own count. It may answer by a clock instead: then the same call can find different plans.
pub type Pace<'p> = dyn Fn(f64) -> f64 + Sync + 'p;

/// Plans as [`solve`] does, paced by the caller. The pace is asked where vehicles are sent; seats
/// on lifts with fixed times are planned by rounds alone.
///
/// # Errors
/// The first mistake that [`Problem::check_itself`] finds.
pub fn solve_paced(
    problem: &Problem,
    effort: &Effort,
    start: Option<&Plan>,
    pace: &Pace<'_>,
) -> Result<Solution, ProblemError> {
    problem.sound()?;
    if !problem.vehicles.is_empty() {
        return Ok(crate::fleet::solve(problem, effort, start, pace));
    }
    let model = Model::new(problem, start);
    let free = vec![Load::default(); model.timetable.rows.len()];
    let plain = construct(&model, &free);
    let (bound, prices) = bound::all(problem, &model, &plain.total());
    let priced = construct(&model, &prices);
    let mut best = if priced.rank() > plain.rank() { priced } else { plain };
    let mut rng = Rng::new(effort.seed);
    best.search(&prices, None, effort.rounds, &mut rng);
    let menu = Menu::new(&model, &prices);
    if model.aim == Aim::Out && best.total().protected_out < bound.protected_out {
        best.protect(&menu, &prices, effort.rounds, &mut rng);
    }
    best.anneal(&menu, None, effort.rounds, &mut rng);
    if let Some(start) = start {
        let mut from = State::new(&model);
        from.import(start, problem);
        let begun = from.paths();
        let floor = Some(from.nations.clone());
        Recreate::new(&free).insert(&mut from, model.in_order());
        from.search(&prices, floor.as_deref(), effort.rounds, &mut rng);
        from.anneal(&menu, floor.as_deref(), effort.rounds, &mut rng);
        best.search(&prices, floor.as_deref(), effort.rounds, &mut rng);
        if from.standing(floor.as_deref()) >= best.standing(floor.as_deref()) {
            best = from;
        }
        keep::keep(&mut best, &begun, floor.as_deref());
    }
    let (plan, score) = (export(problem, &best), best.score(problem));
    let gap = bound.gap(score.total.burden);
    Ok(Solution { plan, score, bound, gap })
}

/// The greedy plan: who goes first in order of class, the big parties of each class first.
pub(crate) fn construct<'a>(model: &'a Model, prices: &[Load]) -> State<'a> {
    let mut state = State::new(model);
    Recreate::new(prices).insert(&mut state, model.in_order());
    state
}

impl State<'_> {
    /// Takes part of the plan out, puts it back in another way, keeps it if not worse; so often.
    fn search(
        &mut self,
        prices: &[Load],
        floor: Option<&[Components]>,
        rounds: u32,
        rng: &mut Rng,
    ) {
        for _ in 0..rounds {
            self.round(prices, floor, rng);
        }
    }

    fn round(&mut self, prices: &[Load], floor: Option<&[Components]>, rng: &mut Rng) {
        let before = self.standing(floor);
        let (removed, lift) = ruin::choose(self, rng);
        let old: Vec<_> = removed.iter().map(|unit| (*unit, self.remove(*unit))).collect();
        let mut pool: Vec<usize> = self.waiting();
        construct::shuffle(self.model, &mut pool, &removed, rng);
        let prices = construct::some_of(prices, rng);
        if let Some(lift) = lift.filter(|_| rng.below(2) == 0) {
            pack::fill(self, lift, &pool, &prices);
        }
        Recreate::new(&prices).insert(self, pool.iter().copied());
        if self.standing(floor) >= before {
            return;
        }
        for unit in pool {
            self.remove(unit);
        }
        for (unit, path) in old {
            if let Some(path) = path {
                self.put(unit, &path);
            }
        }
    }
}

/// The plan in the terms of the problem.
fn export(problem: &Problem, state: &State<'_>) -> Plan {
    let model = state.model;
    let mut plan = Plan::default();
    let mut parts: BTreeMap<(usize, Vec<Stretch>), Needs> = BTreeMap::new();
    for (number, unit) in model.units.iter().enumerate() {
        let rides = state.path(number).map(|path| path.rides.clone()).unwrap_or_default();
        let share = parts.entry((unit.party, rides)).or_default();
        *share = share.and(unit.share);
    }
    for ((number, rides), share) in parts {
        let Some(party) = problem.parties.get(number) else {
            continue;
        };
        if !rides.is_empty() {
            let rides = rides.iter().filter_map(|ride| model.timetable.ride(*ride)).collect();
            plan.journeys.push(Journey { party: party.id.clone(), share, rides });
        } else if model.origin_of(number).and_then(|o| o.kind()) != Some(PlaceKind::Home) {
            let reason = why(model, party, &share);
            plan.left.push(Left { party: party.id.clone(), share, reason });
        }
    }
    plan
}

/// The first rule that would have to give way for such a part of a party to have a way out.
pub(crate) fn why(model: &Model, party: &Party, share: &Needs) -> Reason {
    let first = reason(&model.timetable, party);
    let brings = |needs: &Needs| needs.baggage > 0 || needs.pets > 0;
    if first != Reason::NoSeat || !brings(share) {
        return first;
    }
    // One of those who travel apart will do: each has to find a lift.
    let unit = Party { needs: *share, ..party.clone() };
    let unit = units_of(&unit, None).into_iter().next().unwrap_or(*share);
    let origin = model.timetable.origin(party, Aside::default());
    let mut scratch = Scratch::default();
    let mut goes = |unit: Needs| {
        let needs = load(&Needs { baggage: unit.baggage, pets: unit.pets, ..Needs::default() });
        let seats = |room: &Load| room.first().is_some_and(|seats| *seats > 0);
        let room = |leg: usize| model.capacity.get(leg).filter(|room| seats(room));
        let toll = |leg: usize| room(leg).filter(|room| fits(&needs, room)).map(|_| 0);
        model.timetable.cheapest(&origin, 0, toll, &mut scratch).is_some()
    };
    if goes(unit) || !goes(Needs::default()) {
        Reason::NoSeat
    } else if goes(Needs { baggage: 0, ..unit }) {
        Reason::TooMuchBaggage
    } else {
        Reason::NoPets
    }
}

/// The first rule that would have to give way for such a party, with nothing to bring, to have a
/// way out.
fn reason(timetable: &Timetable, party: &Party) -> Reason {
    let mut scratch = Scratch::default();
    let mut exists = |aside: Aside| {
        let origin = timetable.origin(party, aside);
        timetable.cheapest(&origin, 0, |_| Some(0), &mut scratch).is_some()
    };
    let rules = Aside::default();
    if exists(rules) {
        Reason::NoSeat
    } else if exists(Aside { closures: true, ..rules }) {
        Reason::Closed
    } else if exists(Aside { times: true, ..rules }) {
        Reason::TooLate
    } else if exists(Aside { owners: true, ..rules }) {
        Reason::NotEligible
    } else if exists(Aside { closures: true, times: true, ..rules }) {
        Reason::Closed
    } else if exists(Aside { closures: true, times: true, owners: true }) {
        Reason::NotEligible
    } else {
        Reason::NoLift
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same on every machine.
#[derive(Debug)]
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `end` - 1; 0 if `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }
}
