//! The dearest route of a vehicle within a time, when each unit brought out has a price.
//!
//! Dynamic programming over the time that is left, for all vehicles of a fleet at once. This is
//! the pricing of the column generation and, in whole numbers, the proof of its bound.

use super::fill::Hop;
use super::model::{FAR, Model};
use super::slot::{at, put};

/// Steps of the coarse tables.
const COARSE: i64 = 1_000;
/// What can't be done.
const NEVER: i32 = i32::MIN / 2;
/// The most cells of the tables of one fleet.
const MOST_CELLS: i64 = 40_000_000;

/// Prices of units: at each site for fetching one, at each drop for using its room.
#[derive(Debug, Clone, Default)]
pub(super) struct Prices {
    pub(super) site: Vec<i32>,
    pub(super) drop: Vec<i32>,
}

impl Prices {
    /// What all demand is worth, less what all room costs.
    pub(super) fn worth(&self, model: &Model) -> i64 {
        let sum = |prices: &[i32], units: &[i64]| -> i64 {
            prices.iter().zip(units).map(|(p, u)| i64::from(*p) * u).sum()
        };
        sum(&self.site, &model.demand) - sum(&self.drop, &model.room)
    }

    /// The most that a trip can earn. Without loads, it may carry as few as it likes.
    pub(super) fn earns(&self, model: &Model, seats: i64, hop: Hop) -> i32 {
        let site = at(&model.site, hop.0);
        let each = at(&self.site, site) - at(&self.drop, hop.1);
        if model.loads {
            return each;
        }
        let units = i32::try_from(seats.min(at(&model.demand, site))).unwrap_or(i32::MAX);
        each.max(0).saturating_mul(units)
    }
}

/// Legs in the steps of the tables: rounded down, so that no route is missed.
#[derive(Debug)]
struct Steps {
    loaded: Vec<(Hop, usize)>,
    empty: Vec<(Hop, usize)>,
}

/// The pricing of one problem within one time.
#[derive(Debug)]
pub(super) struct Pricer<'a> {
    model: &'a Model,
    horizon: usize,
    step: i64,
    /// What is added to a time before it is divided into steps.
    more: i64,
    steps: Vec<Steps>,
}

/// The dearest ways for one fleet and number of seats: `ready[pickup][left]` from a pickup,
/// `free[drop][left]` from a drop.
#[derive(Debug, Default)]
pub(super) struct Tables {
    fleet: usize,
    seats: i64,
    ready: Vec<Vec<i32>>,
    free: Vec<Vec<i32>>,
}

impl<'a> Pricer<'a> {
    /// For proofs: legs are rounded down, if at all. `None` when the tables would not fit.
    pub(super) fn new(model: &'a Model, within: i64) -> Option<Self> {
        let points = i64::try_from(model.pickups() + model.drops()).ok()?;
        let step = (within.checked_mul(points)? / MOST_CELLS + 1).min(shortest(model)?);
        if within / step * points > 2 * MOST_CELLS {
            return None;
        }
        Self::with_step(model, within, step, 0)
    }

    /// For finding routes fast: legs are rounded up to rather long steps, so that each route found
    /// keeps the time. `None` when the time is short anyway.
    pub(super) fn coarse(model: &'a Model, within: i64) -> Option<Self> {
        let step = within / COARSE;
        if step < 2 { None } else { Self::with_step(model, within, step, step - 1) }
    }

    fn with_step(model: &'a Model, within: i64, step: i64, more: i64) -> Option<Self> {
        let horizon = usize::try_from(within / step).ok()?;
        let short = |legs: Vec<(Hop, i64)>| -> Vec<(Hop, usize)> {
            let legs = legs.into_iter().map(|(hop, l)| (hop, usize::try_from((l + more) / step)));
            legs.filter_map(|(hop, l)| Some((hop, l.ok().filter(|l| *l <= horizon)?))).collect()
        };
        let steps = (0..model.legs.len())
            .map(|f| Steps { loaded: short(loaded(model, f)), empty: short(empty(model, f)) })
            .collect();
        Some(Self { model, horizon, step, more, steps })
    }

    /// How many elementary operations one filling of tables costs, about, in steps of effort.
    pub(super) fn effort(&self) -> u64 {
        let legs: usize = self.steps.iter().map(|s| s.loaded.len() + s.empty.len()).sum();
        u64::try_from(legs * self.horizon / 400 + 1).unwrap_or(u64::MAX)
    }

    /// The tables of a class.
    pub(super) fn tables(&self, fleet: usize, seats: i64, prices: &Prices) -> Tables {
        let width = self.horizon + 1;
        let mut ready = vec![vec![NEVER; width]; self.model.pickups()];
        let mut free = vec![vec![0; width]; self.model.drops()];
        let Some(steps) = self.steps.get(fleet) else {
            return Tables::default();
        };
        let gains: Vec<i32> =
            steps.loaded.iter().map(|(hop, _)| prices.earns(self.model, seats, *hop)).collect();
        let block = steps.loaded.iter().map(|(_, l)| *l).min().unwrap_or(width).max(1);
        let mut start = 0;
        while start < width {
            let end = (start + block).min(width);
            for (((pickup, drop), long), gain) in steps.loaded.iter().zip(&gains) {
                raise(&mut ready, *pickup, &free, *drop, (start, end, *long), *gain);
            }
            for ((drop, pickup), long) in &steps.empty {
                raise(&mut free, *drop, &ready, *pickup, (start, end, *long), 0);
            }
            start = end;
        }
        Tables { fleet, seats, ready, free }
    }

    /// The tables of all classes, each made once; with the class of each.
    pub(super) fn all(&self, prices: &Prices) -> Vec<Tables> {
        let mut made: Vec<Tables> = Vec::new();
        for class in &self.model.classes {
            if !made.iter().any(|t| t.fleet == class.fleet && t.seats == class.seats) {
                made.push(self.tables(class.fleet, class.seats, prices));
            }
        }
        made
    }

    /// Steps left after a time has passed; `None` when it is too late.
    pub(super) fn left(&self, passed: i64) -> Option<usize> {
        self.left_of(self.horizon, passed)
    }

    fn left_of(&self, horizon: usize, passed: i64) -> Option<usize> {
        if passed >= FAR {
            return None;
        }
        horizon.checked_sub(usize::try_from((passed + self.more) / self.step).ok()?)
    }

    /// The most that a vehicle of the class earns, starting at the pickup.
    pub(super) fn best_from(&self, tables: &Tables, class: usize, pickup: usize) -> i64 {
        self.best_of(self.horizon, tables, class, pickup)
    }

    fn best_of(&self, horizon: usize, tables: &Tables, class: usize, pickup: usize) -> i64 {
        let first = self.model.classes.get(class).map_or(FAR, |c| at(&c.first, pickup));
        self.left_of(horizon, first).map_or(0, |left| i64::from(tables.ready(pickup, left)))
    }

    /// The most that a vehicle of the class earns.
    pub(super) fn best(&self, tables: &Tables, class: usize) -> i64 {
        self.best_within(self.horizon, tables, class)
    }

    fn best_within(&self, horizon: usize, tables: &Tables, class: usize) -> i64 {
        let starts = 0..self.model.pickups();
        starts.map(|p| self.best_of(horizon, tables, class, p)).max().unwrap_or(0).max(0)
    }

    /// What all vehicles can earn together in so many steps.
    fn earned(&self, horizon: usize, tables: &[Tables]) -> i64 {
        let mut all = 0;
        for (number, class) in self.model.classes.iter().enumerate() {
            let table = tables.iter().find(|t| t.are_of(class.fleet, class.seats));
            let best = table.map_or(0, |table| self.best_within(horizon, table, number));
            all += best * i64::try_from(class.members.len()).unwrap_or(0);
        }
        all
    }

    /// The first time that these prices leave open: in all shorter ones the vehicles can't earn
    /// what the demand is worth. A proof, when the prices of the tables are those of the worth.
    pub(super) fn opens(&self, tables: &[Tables], worth: i64) -> i64 {
        let (mut short, mut open) = (0, self.horizon + 1);
        while short < open {
            let middle = short + (open - short) / 2;
            if self.earned(middle, tables) < worth {
                short = middle + 1;
            } else {
                open = middle;
            }
        }
        i64::try_from(open).unwrap_or(0) * self.step
    }

    /// A dearest route of the class that starts at the pickup.
    pub(super) fn route(
        &self,
        tables: &Tables,
        class: usize,
        pickup: usize,
        prices: &Prices,
    ) -> Vec<Hop> {
        let mut route = Vec::new();
        let Some(steps) = self.steps.get(tables.fleet) else {
            return route;
        };
        let first = self.model.classes.get(class).map_or(FAR, |c| at(&c.first, pickup));
        let (mut stands, mut left) = (pickup, self.left(first));
        while let Some(now) = left {
            let worth = tables.ready(stands, now);
            let next = steps.loaded.iter().find(|((p, d), long)| {
                let gain = prices.earns(self.model, tables.seats, (*p, *d));
                *p == stands && *long <= now && gain + tables.free(*d, now - long) == worth
            });
            let Some(((_, drop), long)) = next.filter(|_| worth > NEVER / 2) else { break };
            route.push((stands, *drop));
            let now = now - long;
            let worth = tables.free(*drop, now);
            let onward = steps.empty.iter().find(|((d, p), long)| {
                d == drop && *long <= now && tables.ready(*p, now - long) == worth
            });
            left = None;
            if let Some(((_, pickup), long)) = onward.filter(|_| worth > 0) {
                stands = *pickup;
                left = Some(now - long);
            }
        }
        route
    }
}

impl Tables {
    fn ready(&self, pickup: usize, left: usize) -> i32 {
        self.ready.get(pickup).and_then(|row| row.get(left)).copied().unwrap_or(NEVER)
    }

    /// The most that can still be earned from a drop.
    pub(super) fn free(&self, drop: usize, left: usize) -> i32 {
        self.free.get(drop).map_or(0, |row| at(row, left))
    }

    /// Whether these are the tables of the class.
    pub(super) fn are_of(&self, fleet: usize, seats: i64) -> bool {
        self.fleet == fleet && self.seats == seats
    }
}

/// The shortest loaded leg.
fn shortest(model: &Model) -> Option<i64> {
    (0..model.legs.len()).flat_map(|f| loaded(model, f)).map(|(_, l)| l).min()
}

fn loaded(model: &Model, fleet: usize) -> Vec<(Hop, i64)> {
    let pairs = (0..model.pickups()).flat_map(|p| (0..model.drops()).map(move |d| (p, d)));
    let long = |(p, d)| model.legs.get(fleet).map_or(FAR, |legs| legs.loaded(p, d));
    pairs.map(|hop| (hop, long(hop))).filter(|(_, l)| *l < FAR).collect()
}

fn empty(model: &Model, fleet: usize) -> Vec<(Hop, i64)> {
    let pairs = (0..model.drops()).flat_map(|d| (0..model.pickups()).map(move |p| (d, p)));
    let long = |(d, p)| model.legs.get(fleet).map_or(FAR, |legs| legs.empty(d, p));
    pairs.map(|hop| (hop, long(hop))).filter(|(_, l)| *l < FAR).collect()
}

/// Raises `to[row]` between two numbers of steps left to what `from[source]` gives after a leg.
fn raise(
    to: &mut [Vec<i32>],
    row: usize,
    from: &[Vec<i32>],
    source: usize,
    (start, end, long): (usize, usize, usize),
    gain: i32,
) {
    let start = start.max(long);
    let (Some(to), Some(from)) = (to.get_mut(row), from.get(source)) else { return };
    if start >= end {
        return;
    }
    let (Some(to), Some(from)) = (to.get_mut(start..end), from.get(start - long..end - long))
    else {
        return;
    };
    for (to, from) in to.iter_mut().zip(from) {
        *to = (*to).max(from.saturating_add(gain));
    }
}

/// Writes the prices of a solution with real numbers in whole ones, as finely as sums allow.
pub(super) fn whole(model: &Model, site: &[f64], drop: &[f64], within: i64) -> Prices {
    let trips = within / shortest(model).unwrap_or(1).max(1) + 1;
    let seats = model.classes.iter().map(|c| c.seats).max().unwrap_or(1);
    let dearest = site.iter().copied().fold(1e-9, f64::max);
    #[expect(clippy::cast_precision_loss, reason = "a scale; any will do")]
    let scale = (1_i64 << 29) as f64 / (dearest * (trips * seats) as f64);
    #[expect(clippy::cast_possible_truncation, reason = "as saturates; any prices are a proof")]
    let round = |prices: &[f64]| -> Vec<i32> {
        prices.iter().map(|p| (p.max(0.0) * scale).round() as i32).collect()
    };
    let mut drops = vec![0; model.drops()];
    for (place, price) in round(drop).into_iter().enumerate() {
        // No more than the dearest site: nobody would go there anyway, and sums stay small.
        put(&mut drops, place, price.min(1 << 29));
    }
    Prices { site: round(site), drop: drops }
}
