//! What no plan can do better than, with its proof.
//!
//! **The limits.** Infants ride on laps where the lift has lap places, the others take seats. So on
//! no leg do those who need a seat exceed the seats; nor do all people, infants included, exceed
//! the seats and the lap places together, since each sits on one or the other. Wheelchairs and
//! stretchers don't exceed their positions, nor baggage and pets what is stated for them. Every
//! plan keeps these six limits, and each is a sum over the parties aboard of what each takes up.
//!
//! **The relaxation.** Let each of the six have a price on each leg, 0 or more. Charge every party
//! for what it takes up of each, and give the price back as often as the limit says, whether it is
//! reached or not. For a plan that overfills no lift the charges are at most what is given back, so
//! its cost after this is at most its cost before. Now let each party choose for itself, without
//! regard to room, what is cheapest for it: any chain of rides that the rules allow it, or to
//! stay. That costs at most what it costs in the plan. So
//!
//! > sum over parties of (cheapest cost with charges) - sum over limits of (price x limit)
//!
//! is at most the cost of every plan, *whatever the prices are*. It is computed in whole numbers,
//! so no rounding enters. The cheapest chain is found over the whole timetable, not over a list.
//!
//! A party that may travel apart is taken apart into its seats (each a seat and a person) and its
//! infants (each a person), each choosing for itself; their charges for other positions,
//! baggage and pets are left out. Both only make the sum less.
//!
//! **The three bounds.** With the burden as cost, the sum is a lower bound of the burden. With the
//! weight of those left in danger as cost, it is a lower bound of that loss; the loss is a whole
//! number, so it is rounded up. The same with protected people only.
//!
//! **The prices.** Good prices make the bound sharp; they are found by subgradient steps: dearer
//! where more want to ride than there is room, cheaper where fewer do. Their number is fixed by the
//! size of the problem. The prices of the burden also steer the search.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::itinerary::Scratch;
use crate::problem::{Class, Problem, ProblemError};
use crate::score::Components;
use crate::search::construct;
use crate::search::model::{Load, Model, fits, times};

/// Steps of a price for each whole unit of loss, where the loss counts people.
pub(crate) const FINE: i64 = 1 << 12;
/// Steps of prices where vehicles are sent.
const STEPS: u32 = 2_000;
/// No price needs to be higher: it is more than the cost of any person who stays.
const DEAREST: f64 = (1_i64 << 36) as f64;

/// What no plan of this problem can do better than.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// At most so many protected people can end outside danger.
    pub protected_out: i64,
    /// At most so much weight of people can end outside danger.
    pub weighted_out: i64,
    /// The burden is at least this, in tenths of a weighted person-minute.
    pub burden: i64,
}

impl Bound {
    /// How far a burden is above the bound: 0 is proven best, 0.02 is 2 % above.
    #[must_use]
    pub fn gap(&self, burden: i64) -> f64 {
        let above = burden.saturating_sub(self.burden).max(0);
        above as f64 / self.burden.max(1) as f64
    }
}

/// Computes what no plan can do better than.
///
/// # Errors
/// The first mistake that [`Problem::check_itself`] finds.
pub fn bound(problem: &Problem) -> Result<Bound, ProblemError> {
    problem.sound()?;
    if !problem.vehicles.is_empty() {
        return Ok(crate::fleet::bound(problem, STEPS));
    }
    let model = Model::new(problem, None);
    let free = vec![Load::default(); model.timetable.rows.len()];
    let target = construct(&model, &free).total();
    Ok(all(problem, &model, &target).0)
}

/// The three bounds, and the prices of the burden. The target is what some plan reaches: it sets
/// the size of the steps.
pub(crate) fn all(problem: &Problem, model: &Model, target: &Components) -> (Bound, Vec<Load>) {
    let (protected, weighted) = everybody(problem);
    let loss = |goal, lost: i64| {
        let (least, _) = Dual::new(problem, model, goal).climb((lost * FINE) as f64);
        whole(least)
    };
    let lost = loss(Goal::Protected, protected - target.protected_out);
    let lighter = loss(Goal::Weighted, weighted - target.weighted_out);
    let (least, prices) = Dual::new(problem, model, Goal::Burden).climb(target.burden as f64);
    let bound = Bound {
        protected_out: protected - lost,
        weighted_out: weighted - lighter,
        burden: i64::try_from(least.max(0)).unwrap_or(0),
    };
    (bound, prices)
}

/// All protected people, and the weight of all people.
pub(crate) fn everybody(problem: &Problem) -> (i64, i64) {
    let (mut protected, mut weighted) = (0, 0);
    for party in &problem.parties {
        let people = i64::from(party.people);
        weighted += people * i64::from(problem.weights.of(party.class));
        if party.class == Class::Protected {
            protected += people;
        }
    }
    (protected, weighted)
}

/// A loss in whole units, of its bound in fine ones: a loss is whole, so it is rounded up.
pub(crate) fn whole(fine: i128) -> i64 {
    let unit = i128::from(FINE);
    i64::try_from((fine.max(0) + unit - 1) / unit).unwrap_or(0)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    Protected,
    Weighted,
    Burden,
}

/// Those who choose alike: origin, cost per minute, needs, cost of staying; and how many they are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Chooser {
    origin: usize,
    per_minute: i64,
    needs: Load,
    staying: i64,
}

struct Dual<'a> {
    model: &'a Model,
    choosers: Vec<(Chooser, i64)>,
    /// By leg: what there is, of the legs that somebody could ride.
    capacity: Vec<Load>,
    scratch: Scratch,
    legs: Vec<usize>,
}

impl<'a> Dual<'a> {
    fn new(problem: &Problem, model: &'a Model, goal: Goal) -> Self {
        let mut choosers: BTreeMap<Chooser, i64> = BTreeMap::new();
        let mut seen = BTreeMap::new();
        for unit in &model.units {
            let Some(kind) = model.kinds.get(unit.kind) else {
                continue;
            };
            let Some(party) = problem.parties.get(unit.party) else {
                continue;
            };
            let mut add = |needs: Load, people: i64| {
                let (per_minute, staying) = match goal {
                    Goal::Burden => (people * kind.weight, people * kind.weight * kind.staying),
                    _ if kind.safe => return,
                    Goal::Weighted => (0, people * kind.weight * FINE),
                    Goal::Protected if kind.class != Class::Protected => return,
                    Goal::Protected => (0, people * FINE),
                };
                let chooser = Chooser { origin: kind.origin, per_minute, needs, staying };
                *choosers.entry(chooser).or_default() += 1;
            };
            if !party.may_split {
                add(kind.needs, kind.people);
            } else if seen.insert(unit.party, ()).is_none() {
                (0..party.needs.seats).for_each(|_| add([1, 1, 0, 0, 0, 0], 1));
                (0..party.needs.lap_infants).for_each(|_| add([0, 1, 0, 0, 0, 0], 1));
            }
        }
        let used = |leg: usize| model.origins.iter().any(|origin| origin.may_use(leg));
        let capacity = (model.capacity.iter().enumerate())
            .map(|(leg, capacity)| if used(leg) { *capacity } else { Load::default() })
            .collect();
        Self {
            model,
            choosers: choosers.into_iter().collect(),
            capacity,
            scratch: Scratch::default(),
            legs: Vec::new(),
        }
    }

    /// The bound at these prices, and what would be taken up, by leg.
    fn at(&mut self, prices: &[Load]) -> (i128, Vec<Load>) {
        let mut wanted = vec![Load::default(); prices.len()];
        let mut sum = 0_i128;
        for (chooser, count) in &self.choosers {
            let Some(origin) = self.model.origins.get(chooser.origin) else {
                continue;
            };
            let toll = |leg: usize| {
                let fits = fits(&chooser.needs, self.model.capacity.get(leg)?);
                fits.then(|| prices.get(leg).map_or(0, |price| times(price, &chooser.needs)))
            };
            let timetable = &self.model.timetable;
            let way = timetable.cheapest(origin, chooser.per_minute, toll, &mut self.scratch);
            let way = way.filter(|(cost, _)| *cost < chooser.staying);
            let cost = way.map_or(chooser.staying, |(cost, _)| cost);
            sum += i128::from(cost) * i128::from(*count);
            let Some((_, last)) = way else { continue };
            timetable.legs(&self.scratch, last, &mut self.legs);
            for leg in &self.legs {
                for (want, need) in wanted.get_mut(*leg).into_iter().flatten().zip(&chooser.needs) {
                    *want += need * count;
                }
            }
        }
        for (price, capacity) in prices.iter().zip(&self.capacity) {
            for (price, number) in price.iter().zip(capacity) {
                sum -= i128::from(*price) * i128::from(*number);
            }
        }
        (sum, wanted)
    }

    /// The best bound found, and its prices.
    fn climb(mut self, target: f64) -> (i128, Vec<Load>) {
        let (mut best, mut prices) = self.level();
        if self.choosers.is_empty() {
            return (0, prices);
        }
        let mut at = prices.clone();
        let mut heading: Vec<[f64; 6]> = vec![[0.0; 6]; at.len()];
        let (mut pace, mut stale) = (1.0, 0);
        let work = self.choosers.len().saturating_mul(at.len()).max(1);
        for _ in 0..(20_000_000 / work).clamp(30, 1_500) {
            let (value, wanted) = self.at(&at);
            if value > best {
                (best, stale) = (value, 0);
                prices.clone_from(&at);
            } else {
                stale += 1;
                if stale == 20 {
                    (pace, stale) = (pace * 0.8, 0);
                    at.clone_from(&prices);
                    heading.fill([0.0; 6]);
                    continue;
                }
            }
            if best as f64 >= target {
                break;
            }
            self.step(&mut at, &mut heading, &wanted, pace * (target - value as f64));
        }
        (best, prices)
    }

    /// One step along the difference between what is wanted and what there is.
    ///
    /// It is taken in what somebody with a seat pays (seat and person) and what an infant pays
    /// (person), the infant no more than the other. So where lap places are plenty only seats
    /// become dearer, and where there are none both do alike.
    fn step(&self, at: &mut [Load], heading: &mut [[f64; 6]], wanted: &[Load], size: f64) {
        let mut square = 0.0;
        for (((at, heading), want), room) in
            at.iter().zip(heading.iter_mut()).zip(wanted).zip(&self.capacity)
        {
            let (want, room) = (without_seated(want), without_seated(room));
            for (((price, heading), want), room) in
                paid(at).iter().zip(heading.iter_mut()).zip(want).zip(room)
            {
                let over = (want - room) as f64;
                *heading = if *price == 0 && over <= 0.0 { 0.0 } else { over + 0.6 * *heading };
                square += *heading * *heading;
            }
        }
        if square <= 0.0 {
            return;
        }
        for (at, heading) in at.iter_mut().zip(heading.iter()) {
            let mut next = paid(at).map(|price| price as f64);
            for (price, heading) in next.iter_mut().zip(heading) {
                *price += heading * size / square;
            }
            let [mut seated, mut infant, ..] = next;
            if infant > seated {
                seated = f64::midpoint(seated, infant);
                infant = seated;
            }
            (next[0], next[1]) = (seated, infant);
            let next = next.map(|price| price.clamp(0.0, DEAREST).round() as i64);
            let [seated, infant, chair, stretcher, baggage, pets] = next;
            *at = [seated - infant, infant, chair, stretcher, baggage, pets];
        }
    }

    /// The best of some price levels, the same for every seat out of danger, or for every person
    /// where lap places are short: exact where all compete for the same.
    fn level(&mut self) -> (i128, Vec<Load>) {
        let nothing = vec![Load::default(); self.capacity.len()];
        let mut best = (self.at(&nothing).0, nothing);
        let mut levels: Vec<i64> = (self.choosers.iter())
            .filter(|(chooser, _)| chooser.needs[0] > 0)
            .flat_map(|(chooser, _)| {
                let [seats, people, ..] = chooser.needs;
                [chooser.staying / seats, chooser.staying / people]
            })
            .collect();
        levels.sort_unstable();
        levels.dedup();
        let few = levels.len().div_ceil(24).max(1);
        let people = self.short_of_laps();
        for level in levels.into_iter().step_by(few) {
            let prices: Vec<Load> = (self.model.timetable.rows.iter().zip(&people))
                .map(|(row, people)| match people {
                    _ if !self.model.timetable.escapes(row) => [0; 6],
                    true => [0, level, 0, 0, 0, 0],
                    false => [level, 0, 0, 0, 0, 0],
                })
                .collect();
            let (value, _) = self.at(&prices);
            if value > best.0 {
                best = (value, prices);
            }
        }
        best
    }

    /// By leg: whether it has fewer lap places to a seat than all the travellers have infants.
    fn short_of_laps(&self) -> Vec<bool> {
        let (mut seated, mut infants) = (0_i64, 0_i64);
        for (chooser, count) in &self.choosers {
            let [seats, others, ..] = without_seated(&chooser.needs);
            seated = seated.saturating_add(seats.saturating_mul(*count));
            infants = infants.saturating_add(others.saturating_mul(*count));
        }
        let short = |capacity: &Load| {
            let [seats, laps, ..] = without_seated(capacity);
            laps.saturating_mul(seated) < infants.saturating_mul(seats)
        };
        self.capacity.iter().map(short).collect()
    }
}

/// What each pays at these prices: somebody with a seat, an infant, for a wheelchair and a
/// stretcher position, a piece of baggage, a pet.
fn paid([seats, people, others @ ..]: &Load) -> Load {
    let [chairs, stretchers, baggage, pets] = *others;
    [seats + people, *people, chairs, stretchers, baggage, pets]
}

/// With infants, or lap places, in place of people.
fn without_seated([seats, people, others @ ..]: &Load) -> Load {
    let [chairs, stretchers, baggage, pets] = *others;
    [*seats, people - seats, chairs, stretchers, baggage, pets]
}
