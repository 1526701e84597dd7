//! Fills one lift exactly: of those who could ride it, the set that gains most and fits its seats.
//!
//! A knapsack by dynamic programming over seats. What a unit gains is the difference between its
//! best way with this lift and its best way without it, compared as plans are: protected people
//! out, then weighted people out, then burden. Lap places and other positions are checked when
//! the chosen are put in.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::construct::cheapest;
use super::model::{Kind, Load};
use super::state::State;
use crate::itinerary::{Path, Scratch};
use crate::problem::Class;

/// One weighted person out is worth more than any sum of burdens (below 2^55).
const OUT: i128 = 1 << 58;
/// One protected person out is worth more than any sum of weighted people (below 2^31).
const PROTECTED: i128 = 1 << 92;

/// Some units of one kind, a power of two of them, so that few items can make any number.
struct Item<'u> {
    units: &'u [usize],
    path: Rc<Path>,
    seats: usize,
    gain: i128,
}

/// Puts those of the pool into the lift who gain most from it.
pub(crate) fn fill(state: &mut State<'_>, lift: usize, pool: &[usize], prices: &[Load]) {
    let mut by_kind: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for unit in pool {
        if let Some(kind) = state.model.units.get(*unit).map(|unit| unit.kind) {
            by_kind.entry(kind).or_default().push(*unit);
        }
    }
    let mut scratch = Scratch::default();
    let mut items = Vec::new();
    for (kind, units) in &by_kind {
        items.extend(candidates(state, lift, (*kind, units), prices, &mut scratch));
    }
    let room = bottleneck(state, lift, &items);
    for item in knapsack(&items, room) {
        for unit in item.units {
            let Some((kind, _)) = state.model.of(*unit) else {
                continue;
            };
            if state.room(&item.path, &kind.needs) {
                state.put(*unit, &item.path);
            }
        }
    }
}

fn candidates<'u>(
    state: &State<'_>,
    lift: usize,
    (number, units): (usize, &'u [usize]),
    prices: &[Load],
    scratch: &mut Scratch,
) -> Vec<Item<'u>> {
    let Some(kind) = state.model.kinds.get(number) else {
        return Vec::new();
    };
    let with = cheapest(state, number, prices, None, scratch);
    let Some(with) = with.filter(|path| path.rides.iter().any(|ride| ride.0 == lift)) else {
        return Vec::new();
    };
    let without = cheapest(state, number, prices, Some(lift), scratch);
    let gain = gain(kind, &with, without.as_ref());
    let Some(seats) = usize::try_from(kind.needs[0]).ok().filter(|_| gain > 0) else {
        return Vec::new();
    };
    let path = Rc::new(with);
    let (mut items, mut rest, mut size) = (Vec::new(), units, 1_usize);
    while !rest.is_empty() {
        let (units, after) = rest.split_at(size.min(rest.len()));
        let (count, path) = (units.len(), Rc::clone(&path));
        let gain = gain.saturating_mul(i128::try_from(count).unwrap_or(1));
        items.push(Item { units, path, seats: seats.saturating_mul(count), gain });
        rest = after;
        size = size.saturating_mul(2);
    }
    items
}

fn gain(kind: &Kind, with: &Path, without: Option<&Path>) -> i128 {
    let burden = without.map_or(kind.staying, |path| path.burden) - with.burden;
    let mut gain = i128::from(burden * kind.people * kind.weight);
    if without.is_none() && !kind.safe {
        gain += OUT * i128::from(kind.people * kind.weight);
        if kind.class == Class::Protected {
            gain += PROTECTED * i128::from(kind.people);
        }
    }
    gain
}

/// The free seats of the leg that most of the candidates would ride.
fn bottleneck(state: &State<'_>, lift: usize, items: &[Item<'_>]) -> usize {
    let legs = state.model.timetable.lifts.get(lift).cloned().unwrap_or(0..0);
    let wanted = |leg: &usize| -> usize {
        let rides = |item: &&Item<'_>| item.path.legs.contains(leg);
        items.iter().filter(rides).map(|item| item.seats).fold(0, usize::saturating_add)
    };
    let free = legs.max_by_key(wanted).and_then(|leg| state.free.get(leg));
    free.and_then(|[seats, ..]| usize::try_from(*seats).ok()).unwrap_or(0)
}

/// The items that gain most within the room.
fn knapsack<'i, 'u>(items: &'i [Item<'u>], room: usize) -> Vec<&'i Item<'u>> {
    let all = items.iter().map(|item| item.seats).fold(0, usize::saturating_add);
    if all <= room {
        return items.iter().collect();
    }
    let mut best = vec![0_i128; room.saturating_add(1)];
    let mut taken: Vec<Vec<bool>> = Vec::with_capacity(items.len());
    for item in items {
        let mut row = vec![false; best.len()];
        for used in (item.seats..best.len()).rev() {
            let Some(with) = best.get(used - item.seats).map(|before| before + item.gain) else {
                continue;
            };
            if let (Some(now), Some(take)) = (best.get_mut(used), row.get_mut(used))
                && with > *now
            {
                (*now, *take) = (with, true);
            }
        }
        taken.push(row);
    }
    let mut used = room;
    let mut chosen = Vec::new();
    for (item, row) in items.iter().zip(&taken).rev() {
        if row.get(used) == Some(&true) {
            chosen.push(item);
            used = used.saturating_sub(item.seats);
        }
    }
    chosen
}
