//! Puts units that stay into the plan, each on the cheapest chain of rides that has room.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::Rng;
use super::model::{Load, Model, fits, times};
use super::state::State;
use crate::itinerary::{Path, Scratch};

/// One pass of insertions. While it lasts, room only becomes less; so what was the cheapest way of
/// a kind stays so for as long as it has room, and is not searched again for each unit.
pub(crate) struct Recreate<'p> {
    prices: &'p [Load],
    scratch: Scratch,
    known: BTreeMap<usize, Option<Rc<Path>>>,
}

impl<'p> Recreate<'p> {
    /// With the prices, by leg, that a seat is worth to others; they steer, they aren't counted.
    pub(crate) fn new(prices: &'p [Load]) -> Self {
        Self { prices, scratch: Scratch::default(), known: BTreeMap::new() }
    }

    /// Inserts those of the units that stay and can travel, in this order.
    pub(crate) fn insert(&mut self, state: &mut State<'_>, units: impl IntoIterator<Item = usize>) {
        for unit in units {
            if state.path(unit).is_none()
                && let Some(path) = self.way(state, unit)
            {
                state.put(unit, &path);
            }
        }
    }

    fn way(&mut self, state: &State<'_>, unit: usize) -> Option<Rc<Path>> {
        let number = state.model.units.get(unit)?.kind;
        let kind = state.model.kinds.get(number)?;
        match self.known.get(&number) {
            Some(Some(path)) if state.room(path, &kind.needs) => return Some(Rc::clone(path)),
            Some(None) => return None,
            _ => {}
        }
        let path = cheapest(state, number, self.prices, None, &mut self.scratch).map(Rc::new);
        self.known.insert(number, path.clone());
        path
    }
}

/// The cheapest way with room for a unit of this kind, without the lift that is barred. Those
/// already safe go only if it makes their burden less.
pub(crate) fn cheapest(
    state: &State<'_>,
    kind: usize,
    prices: &[Load],
    barred: Option<usize>,
    scratch: &mut Scratch,
) -> Option<Path> {
    let timetable = &state.model.timetable;
    let kind = state.model.kinds.get(kind)?;
    let origin = state.model.origins.get(kind.origin)?;
    let bar = barred.and_then(|lift| timetable.lifts.get(lift)).cloned().unwrap_or(0..0);
    let toll = |leg: usize| {
        let room = !bar.contains(&leg) && fits(&kind.needs, state.free.get(leg)?);
        room.then(|| prices.get(leg).map_or(0, |price| times(price, &kind.needs)))
    };
    let (_, last) = timetable.cheapest(origin, kind.people * kind.weight, toll, scratch)?;
    let path = timetable.path(origin, scratch, last);
    (!kind.safe || path.burden < kind.staying).then_some(path)
}

/// Orders the units that wait: by class, and within it by size or not. Within a class, one nation
/// goes first, or those who travelled before (in order of unit), or nobody; sometimes there is no
/// order at all.
pub(crate) fn shuffle(model: &Model, pool: &mut [usize], before: &[usize], rng: &mut Rng) {
    for end in (1..pool.len()).rev() {
        pool.swap(end, rng.below(end.saturating_add(1)));
    }
    let (how, by_size) = (rng.below(16), rng.below(3) > 0);
    if how == 0 {
        return;
    }
    let nation = rng.below(model.nations);
    pool.sort_by_cached_key(|unit| {
        model.of(*unit).map(|(kind, _)| {
            let later = match how {
                1..=4 => kind.nation != nation,
                5..=11 => before.binary_search(unit).is_err(),
                _ => false,
            };
            let size = if by_size { kind.people } else { 0 };
            (kind.safe, kind.class, later, Reverse(size))
        })
    });
}

/// The prices, or half of them, or none.
pub(crate) fn some_of(prices: &[Load], rng: &mut Rng) -> Vec<Load> {
    let quarters = [0, 0, 2, 4].get(rng.below(4)).copied().unwrap_or(0);
    prices.iter().map(|price| price.map(|price| price / 4 * quarters)).collect()
}
