//! The bound: is there any way to share all demand out among routes within a time?
//!
//! Column generation. The program is `min share`, where `share` of each class of vehicles may
//! drive, each a mixture of routes; more than 1 is a proof that the time is too short. The proof
//! itself is made in whole numbers: with any prices, if all demand is worth more than all vehicles
//! together can earn, then it can't be brought out in time.

use super::budget::Budget;
use super::fill::Hop;
use super::model::Model;
use super::price::{Pricer, Prices, Tables, whole};
use super::rng::Dice;
use super::simplex::{Column, Simplex};
use super::slot::{add, at, put};

/// How different the demand is for other prices.
const TILT: f64 = 0.2;
/// How often the program may be no better with new routes before it is taken for solved.
const PATIENCE: u32 = 300;

/// A route that was found worth having: its class, its hops and its time.
#[derive(Debug, Clone)]
struct Found {
    class: usize,
    hops: Vec<Hop>,
    time: i64,
}

/// The routes found so far, for whatever time.
#[derive(Debug, Default)]
pub(super) struct Master {
    pool: Vec<Found>,
}

/// What to work towards.
#[derive(Debug, Clone, Copy)]
pub(super) enum Aim {
    /// Whether the time is too short.
    Verdict,
    /// The prices that come closest to a proof.
    Prices,
    /// Prices close to them, by a demand that is a little different, at random.
    OtherPrices(u64),
}

/// What is known about a time.
#[derive(Debug)]
pub(super) enum Verdict {
    /// Proven: no plan arrives within it.
    TooShort,
    /// A mixture of routes does it; with the prices that come closest to a proof.
    Mixture(Prices),
    /// No answer within the effort.
    Unknown,
}

/// What the vehicles of all classes can earn together, and each vehicle of a class.
pub(super) fn earnings(pricer: &Pricer, model: &Model, tables: &[Tables]) -> (i64, Vec<i64>) {
    let mut each = Vec::with_capacity(model.classes.len());
    let mut all = 0;
    for (number, class) in model.classes.iter().enumerate() {
        let table = tables.iter().find(|t| t.are_of(class.fleet, class.seats));
        let best = table.map_or(0, |table| pricer.best(table, number));
        all += best * i64::try_from(class.members.len()).unwrap_or(0);
        each.push(best);
    }
    (all, each)
}

impl Master {
    /// Judges a time, and raises the bound on the way, as far as the prices prove.
    pub(super) fn judge(
        &mut self,
        model: &Model,
        within: i64,
        aim: Aim,
        bound: &mut i64,
        budget: &mut Budget,
    ) -> Verdict {
        let Some(pricer) = Pricer::new(model, within) else { return Verdict::Unknown };
        let mut coarse = Pricer::coarse(model, within);
        let mut program = self.program(model, within, aim);
        let mut best: Option<(f64, Prices)> = None;
        let (mut before, mut stalled) = (f64::INFINITY, 0);
        while stalled < PATIENCE {
            if !optimize(&mut program, model, budget) {
                return Verdict::Unknown;
            }
            let prices = prices(model, &program.prices(), within);
            stalled = if program.objective() < before - 1e-12 { 0 } else { stalled + 1 };
            before = program.objective();
            if before <= 1.0 - 1e-6 && matches!(aim, Aim::Verdict) {
                return Verdict::Mixture(prices);
            }
            let now = coarse.as_ref().unwrap_or(&pricer);
            if !budget.spend(now.effort()) {
                return Verdict::Unknown;
            }
            let tables = now.all(&prices);
            let more = self.more(model, now, &tables, &prices, &mut program);
            if coarse.is_some() {
                coarse = coarse.filter(|_| more);
                continue;
            }
            let (earned, _) = earnings(&pricer, model, &tables);
            let worth = prices.worth(model);
            *bound = pricer.opens(&tables, worth).max(*bound);
            if *bound > within {
                return Verdict::TooShort;
            }
            #[expect(clippy::cast_precision_loss, reason = "only compared with others like it")]
            let ratio = worth as f64 / (earned.max(1)) as f64;
            if best.as_ref().is_none_or(|(most, _)| ratio > *most) {
                best = Some((ratio, prices));
            }
            if !more {
                break;
            }
        }
        best.map_or(Verdict::Unknown, |(_, prices)| Verdict::Mixture(prices))
    }

    /// The program without routes, then with those of the pool that are short enough.
    fn program(&self, model: &Model, within: i64, aim: Aim) -> Simplex {
        let mut dice = match aim {
            Aim::OtherPrices(seed) => Some(Dice::new(seed)),
            Aim::Verdict | Aim::Prices => None,
        };
        let (sites, drops) = (model.demand.len(), model.drops());
        let rows = sites + drops + model.classes.len();
        let mut start = Vec::with_capacity(rows);
        let mut right = Vec::with_capacity(rows);
        for row in 0..rows {
            // What is left behind costs as much as a whole fleet; the rest is free.
            let cost = if row < sites { 1.0 } else { 0.0 };
            start.push(Column { cost, entries: vec![(row, 1.0)] });
            // A little more than asked for, so that no step of the simplex is for nothing.
            #[expect(clippy::cast_precision_loss, reason = "small numbers of units")]
            let a_little = 1e-7 * (1 + row * 7 % 13) as f64;
            let units = match row {
                row if row < sites => at(&model.demand, row),
                row if row < sites + drops => at(&model.room, row - sites),
                _ => 0,
            };
            let tilt = dice.as_mut().map_or(0.0, |dice| TILT * (dice.share() - 0.5));
            #[expect(clippy::cast_precision_loss, reason = "small numbers of units")]
            right.push(units as f64 * (1.0 + tilt) + a_little);
        }
        let mut program = Simplex::new(start, right);
        for site in 0..sites {
            program.add(Column { cost: 0.0, entries: vec![(site, -1.0)] });
        }
        let entries = model.classes.iter().enumerate().map(|(n, class)| {
            #[expect(clippy::cast_precision_loss, reason = "at most 1,000")]
            let vehicles = class.members.len() as f64;
            (sites + drops + n, -vehicles)
        });
        program.add(Column { cost: 1.0, entries: entries.collect() });
        for found in self.pool.iter().filter(|found| found.time <= within) {
            program.add(column(model, found));
        }
        program
    }

    /// Adds the dearest routes; whether there are any that help.
    fn more(
        &mut self,
        model: &Model,
        pricer: &Pricer,
        tables: &[Tables],
        prices: &Prices,
        program: &mut Simplex,
    ) -> bool {
        let rows = program.prices();
        let points = model.demand.len() + model.drops();
        let mut any = false;
        for (number, class) in model.classes.iter().enumerate() {
            let Some(tables) = tables.iter().find(|t| t.are_of(class.fleet, class.seats)) else {
                continue;
            };
            let best = pricer.best(tables, number);
            for pickup in 0..model.pickups() {
                let worth = pricer.best_from(tables, number, pickup);
                if worth <= 0 || worth * 20 < best * 19 {
                    continue;
                }
                let hops = pricer.route(tables, number, pickup, prices);
                let found = Found { class: number, time: time(model, number, &hops), hops };
                let column = column(model, &found);
                let earned: f64 = column.entries.iter().map(|(r, e)| at(&rows, *r) * e).sum();
                debug_assert!(
                    column.entries.iter().all(|(r, _)| *r < points + model.classes.len())
                );
                if earned > 1e-6 {
                    program.add(column);
                    self.pool.push(found);
                    any = true;
                }
            }
        }
        any
    }
}

/// Exchanges columns until none helps; whether the budget allowed it.
fn optimize(program: &mut Simplex, model: &Model, budget: &mut Budget) -> bool {
    let mut pivots = 0;
    let rows = model.demand.len() + model.drops() + model.classes.len();
    while pivots < 5_000 && program.pivot() {
        pivots += 1;
        let work = (program.columns() * 8 + rows * rows) / 1_000 + 1;
        if !budget.spend(u64::try_from(work).unwrap_or(1)) {
            return false;
        }
    }
    !budget.over()
}

/// When a vehicle of the class has made the hops.
pub(super) fn time(model: &Model, class: usize, hops: &[Hop]) -> i64 {
    let Some(class) = model.classes.get(class) else { return 0 };
    let Some(legs) = model.legs.get(class.fleet) else { return 0 };
    let mut clock = 0;
    let mut stands = None;
    for (pickup, drop) in hops {
        clock += match stands {
            None => at(&class.first, *pickup),
            Some(drop) => legs.empty(drop, *pickup),
        };
        clock += legs.loaded(*pickup, *drop);
        stands = Some(*drop);
    }
    clock
}

fn column(model: &Model, found: &Found) -> Column {
    let (sites, drops) = (model.demand.len(), model.drops());
    let mut units = vec![0.0; sites + drops];
    let seats = model.classes.get(found.class).map_or(0, |c| c.seats);
    for (pickup, drop) in &found.hops {
        let site = at(&model.site, *pickup);
        #[expect(clippy::cast_precision_loss, reason = "at most a million")]
        let carried = seats.min(at(&model.demand, site)) as f64;
        add(&mut units, site, carried);
        // With divisible demand a trip may use less room than it has seats: then room is left out.
        add(&mut units, sites + drop, if model.loads { carried } else { 0.0 });
    }
    let used = units.into_iter().enumerate().filter(|(_, u)| *u > 0.0);
    let mut entries: Vec<(usize, f64)> = used.collect();
    entries.push((sites + drops + found.class, 1.0));
    Column { cost: 0.0, entries }
}

/// The prices of sites and drops, in whole numbers.
fn prices(model: &Model, rows: &[f64], within: i64) -> Prices {
    let (sites, drops) = (model.demand.len(), model.drops());
    let (site, rest) = rows.split_at(sites.min(rows.len()));
    let mut room = vec![0.0; drops];
    for (drop, price) in rest.iter().take(drops).enumerate() {
        if at(&model.tight, drop) {
            put(&mut room, drop, -price);
        }
    }
    whole(model, site, &room, within)
}
