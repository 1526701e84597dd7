//! Simulated annealing of exchanges (Kirkpatrick, Gelatt, Vecchi 1983), in whole numbers.
//!
//! A worse plan is kept with a probability that falls with the loss and with time. Who is left
//! behind has a price, protected people a higher one; with time no exchange can pay it. The best
//! plan by the true order is remembered. First the protected are seated as if alone: their number
//! is what counts first, and they move too seldom when all others are in their way.

use super::Rng;
use super::construct::Recreate;
use super::exchange::Exchange;
use super::menu::Menu;
use super::model::{Kind, Load};
use super::state::{Rank, State};
use crate::problem::{Aim, Class};
use crate::score::Components;

/// Heats of a cooling.
const HEATS: u32 = 128;
/// The most exchanges in place of one round.
const MOST: usize = 200;

/// A cooling: the first heat, in the dearest burden of one person, and how often it is halved.
#[derive(Debug, Clone, Copy)]
struct Cooling {
    hot: i64,
    halved: u32,
}

/// For the protected alone: at first nobody is sure of a place.
const FIRST: Cooling = Cooling { hot: 256, halved: 10 };
/// For all: who is protected gives way to no other from the start.
const ALL: Cooling = Cooling { hot: 2, halved: 8 };

impl State<'_> {
    /// Looks for a better plan by exchanges, as many as go with so many rounds.
    pub(super) fn anneal(
        &mut self,
        menu: &Menu,
        floor: Option<&[Components]>,
        rounds: u32,
        rng: &mut Rng,
    ) {
        let mut exchange = Exchange::new(self, menu, floor, |_| true);
        let each = exchange.movable.len().saturating_mul(2).min(MOST);
        let each = u32::try_from(each).unwrap_or(0);
        exchange.anneal(&ALL, rounds.saturating_mul(each), rng);
    }

    /// Seats the protected as if they were alone, then the others, if that is better.
    pub(super) fn protect(&mut self, menu: &Menu, prices: &[Load], rounds: u32, rng: &mut Rng) {
        let mut first = State::new(self.model);
        let part = |kind: &Kind| !kind.safe && kind.class == Class::Protected;
        let mut exchange = Exchange::new(&mut first, menu, None, part);
        let each = u32::try_from(exchange.movable.len().saturating_mul(2).min(MOST / 2));
        exchange.anneal(&FIRST, rounds.saturating_mul(each.unwrap_or(0)), rng);
        Recreate::new(prices).insert(&mut first, self.model.in_order());
        if first.rank() > self.rank() {
            *self = first;
        }
    }
}

impl Exchange<'_, '_> {
    /// Makes so many exchanges and ends with the best plan met.
    fn anneal(&mut self, cooling: &Cooling, exchanges: u32, rng: &mut Rng) {
        let hot = self.state.model.dearest().saturating_mul(cooling.hot);
        if self.movable.is_empty() || hot == 0 {
            return;
        }
        let mut best = self.state.standing(self.floor);
        let mut kept = self.state.paths();
        for step in 0..HEATS {
            let heat = cooled(hot, cooling.halved, step);
            for _ in 0..exchanges / HEATS {
                let bar = heat.saturating_mul(exponential(rng)) >> 16;
                if self.exchange(rng) > bar {
                    self.take_back();
                    continue;
                }
                self.undo.clear();
                if self.may_be_above(&best.1) {
                    let now = self.state.standing(self.floor);
                    if now > best {
                        best = now;
                        kept = self.state.paths();
                    }
                }
            }
        }
        self.state.restore(&kept);
    }

    /// Whether the plan may be better than that: quick to tell.
    fn may_be_above(&self, best: &Rank) -> bool {
        let total = self.state.total();
        let out = match self.state.model.aim {
            Aim::Out => (total.protected_out, total.weighted_out),
            Aim::Burden => (0, 0),
        };
        self.floor.is_some() || (out.0, out.1, -total.burden) >= (best.0, best.1, best.2)
    }
}

/// The heat after so many of [`HEATS`] steps.
fn cooled(hot: i64, halved: u32, step: u32) -> i64 {
    let halves = step * halved;
    let (whole, part) = (halves / HEATS, i64::from(halves % HEATS));
    let from = hot >> whole;
    from - from / 2 * part / i64::from(HEATS)
}

/// A number about exponentially distributed, in parts of 2^16: the logarithm of a random number,
/// each of its halvings taken as straight.
fn exponential(rng: &mut Rng) -> i64 {
    let random = rng.next() | 1;
    let zeros = random.leading_zeros();
    let rest = i64::try_from((random << zeros << 1) >> 48).unwrap_or(0);
    // ln 2 = 45,426 / 2^16.
    ((((i64::from(zeros) + 1) << 16) - rest) * 45_426) >> 16
}
