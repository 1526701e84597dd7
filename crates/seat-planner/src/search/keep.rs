//! Among plans that are worth the same, the one that changes fewest from the start.
//!
//! The search comes to a plan by many ways, and those who are alike change places on it for
//! nothing. Three steps take that back:
//! 1. units of one kind exchange what they do, until as many as can do what they did at the start;
//! 2. those who can go back without being in the way of others go back together;
//! 3. one after the other, the others are put back: whoever has no room because of it goes back as
//!    well, and what becomes free is given to others who had it.
//!
//! Each is kept if the plan is worth no less. Each brings somebody back and nobody away, so it
//! ends. That it changes the fewest that can be is not proven.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::state::State;
use crate::itinerary::{Path, Stretch};
use crate::score::Components;

/// How often all may be looked at, in sum over those who are put back.
const WORK: usize = 1_000_000;

/// What a unit does, if it travels.
type Way = Option<Rc<Path>>;

/// Brings as many units as it finds back to what they did at the start.
pub(super) fn keep<'m>(state: &mut State<'m>, start: &[Way], floor: Option<&[Components]>) {
    let mut before = State::new(state.model);
    for (unit, way) in start.iter().enumerate() {
        put(&mut before, unit, way.as_ref());
    }
    if before.standing(floor) >= state.standing(floor) {
        *state = before;
        return;
    }
    alike(state, start);
    let mut away: Vec<usize> =
        (0..start.len()).filter(|unit| is_away(state, start, *unit)).collect();
    for group in groups(state, start, &away) {
        let before = state.standing(floor);
        let ways: Vec<Way> = group.iter().map(|unit| state.remove(*unit)).collect();
        group.iter().for_each(|unit| put(state, *unit, at_start(start, *unit)));
        if state.standing(floor) < before {
            group.iter().for_each(|unit| drop(state.remove(*unit)));
            group.iter().zip(&ways).for_each(|(unit, way)| put(state, *unit, way.as_ref()));
        }
    }
    away.retain(|unit| is_away(state, start, *unit));
    let mut left = WORK;
    loop {
        let before = away.len();
        for unit in away.clone() {
            if left < away.len() {
                return;
            }
            left -= away.len();
            if is_away(state, start, unit) {
                back(state, start, floor, (unit, &away));
            }
        }
        away.retain(|unit| is_away(state, start, *unit));
        if away.len() == before {
            return;
        }
    }
}

fn rides(way: Option<&Rc<Path>>) -> Option<&[Stretch]> {
    way.map(|path| path.rides.as_slice())
}

fn at_start(start: &[Way], unit: usize) -> Option<&Rc<Path>> {
    start.get(unit).and_then(Option::as_ref)
}

fn is_away(state: &State<'_>, start: &[Way], unit: usize) -> bool {
    rides(state.path(unit)) != rides(at_start(start, unit))
}

/// Units of one kind can do each other's: as many as can do what they did at the start.
fn alike(state: &mut State<'_>, start: &[Way]) {
    let mut kinds: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, unit) in state.model.units.iter().enumerate() {
        kinds.entry(unit.kind).or_default().push(number);
    }
    for units in kinds.into_values() {
        let away: Vec<usize> =
            units.into_iter().filter(|unit| is_away(state, start, *unit)).collect();
        // What those who are away do: to be given out among them again.
        let mut pool: BTreeMap<Option<Vec<Stretch>>, Vec<Way>> = BTreeMap::new();
        for unit in &away {
            let way = state.remove(*unit);
            pool.entry(rides(way.as_ref()).map(<[_]>::to_vec)).or_default().push(way);
        }
        let mut others = Vec::new();
        for unit in away {
            let had = rides(at_start(start, unit)).map(<[_]>::to_vec);
            match pool.get_mut(&had).and_then(Vec::pop) {
                Some(way) => put(state, unit, way.as_ref()),
                None => others.push(unit),
            }
        }
        for (unit, way) in others.into_iter().zip(pool.into_values().flatten()) {
            put(state, unit, way.as_ref());
        }
    }
}

fn put(state: &mut State<'_>, unit: usize, way: Option<&Rc<Path>>) {
    if let Some(path) = way {
        state.put(unit, path);
    }
}

/// Those who are away, divided so that there is room for any group to go back whatever the others
/// do: who was or is on one leg that can become short of room is of one group.
fn groups(state: &State<'_>, start: &[Way], away: &[usize]) -> Vec<Vec<usize>> {
    let legs = |unit: usize| {
        let ways = [state.path(unit), at_start(start, unit)];
        ways.into_iter().flatten().flat_map(|path| path.legs.iter().copied())
    };
    let mut free = state.free.clone();
    let mut on: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for unit in away {
        let needs = state.model.of(*unit).map(|(kind, _)| kind.needs).unwrap_or_default();
        for leg in at_start(start, *unit).into_iter().flat_map(|path| &path.legs) {
            let free = free.get_mut(*leg).into_iter().flatten();
            free.zip(needs).for_each(|(free, need)| *free -= need);
        }
        legs(*unit).for_each(|leg| on.entry(leg).or_default().push(*unit));
    }
    let short = |leg: usize| free.get(leg).is_some_and(|free| free.iter().any(|free| *free < 0));
    on.retain(|leg, _| short(*leg));
    let mut known: BTreeSet<usize> = BTreeSet::new();
    let mut groups = Vec::new();
    for first in away {
        if !known.insert(*first) {
            continue;
        }
        let (mut group, mut next) = (vec![*first], 0);
        while let Some(unit) = group.get(next).copied() {
            next += 1;
            for other in legs(unit).filter_map(|leg| on.remove(&leg)).flatten() {
                if known.insert(other) {
                    group.push(other);
                }
            }
        }
        groups.push(group);
    }
    groups
}

/// Puts one unit back, and whoever has to or can go back because of it, unless the plan would be
/// worth less.
fn back(
    state: &mut State<'_>,
    start: &[Way],
    floor: Option<&[Components]>,
    (first, away): (usize, &[usize]),
) {
    let before = state.standing(floor);
    let mut undo: Vec<(usize, Way)> = Vec::new();
    let mut go = |state: &mut State<'_>, unit: usize| {
        undo.push((unit, state.remove(unit)));
        put(state, unit, at_start(start, unit));
    };
    go(state, first);
    let legs: Vec<usize> = at_start(start, first).map(|path| path.legs.clone()).unwrap_or_default();
    let mut feasible = true;
    for leg in legs {
        feasible &= make_room(state, start, (leg, away), &mut go);
    }
    for unit in away.iter().filter(|_| feasible) {
        let had = at_start(start, *unit);
        let (true, Some(path), Some((kind, _))) =
            (is_away(state, start, *unit), had, state.model.of(*unit))
        else {
            continue;
        };
        let standing = state.standing(floor);
        let now = state.remove(*unit);
        if state.room(path, &kind.needs) {
            state.put(*unit, path);
            if state.standing(floor) >= standing {
                undo.push((*unit, now));
                continue;
            }
            state.remove(*unit);
        }
        put(state, *unit, now.as_ref());
    }
    if feasible && state.standing(floor) >= before {
        return;
    }
    for (unit, way) in undo.into_iter().rev() {
        state.remove(unit);
        put(state, unit, way.as_ref());
    }
}

/// Lets those who are away and aboard this leg go back, until nothing of it is overfull; says
/// whether that could be.
fn make_room<'m>(
    state: &mut State<'m>,
    start: &[Way],
    (leg, away): (usize, &[usize]),
    go: &mut impl FnMut(&mut State<'m>, usize),
) -> bool {
    let overfull = |state: &State<'_>, leg: usize| {
        state.free.get(leg).is_some_and(|free| free.iter().any(|free| *free < 0))
    };
    let mut legs = vec![leg];
    while let Some(leg) = legs.pop() {
        while overfull(state, leg) {
            let aboard = |unit: &&usize| {
                is_away(state, start, **unit)
                    && state.path(**unit).is_some_and(|path| path.legs.contains(&leg))
            };
            let Some(unit) = away.iter().find(aboard).copied() else { return false };
            go(state, unit);
            legs.extend(at_start(start, unit).into_iter().flat_map(|path| &path.legs));
            if legs.len() > 1_000 {
                return false;
            }
        }
    }
    true
}
