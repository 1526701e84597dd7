//! The repair: keep all that is still possible, place the displaced and the new, make room for
//! those who find none, and only then see whether anybody gains enough to be worth a change.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::ReplanOptions;
use super::parts::Part;
use super::work::{Was, Work};
use crate::itinerary::{Path, Stretch};
use crate::problem::PlaceKind;
use crate::search::Rng;
use crate::search::model::fits;

/// At most so many give way for one.
const MOST_EJECTED: usize = 8;
/// At most so many are taken out and put back in another order at a time.
const MOST_SHUFFLED: usize = 12;

/// Carries the repair out. Afterwards each unit knows what was published of it and is possible.
pub(super) fn repair(
    work: &mut Work<'_>,
    (parts, parties): (&[Part], usize),
    options: &ReplanOptions,
) {
    keep(work, parts);
    let waiting: Vec<usize> = work.state.model.in_order();
    let place = |work: &Work<'_>, unit: &usize| {
        matches!(work.was.get(*unit), Some(Was::Homeless | Was::Left))
    };
    let mut pool: Vec<usize> = waiting.into_iter().filter(|unit| place(work, unit)).collect();
    in_order_of_claim(work, &mut pool);
    work.insert(pool.iter().copied());
    let share = parties.saturating_mul(options.others_percent as usize) / 100;
    let cap = share.max(usize::from(options.others_percent > 0));
    let mut rng = Rng::new(options.seed);
    let homeless: Vec<usize> =
        (pool.iter().copied()).filter(|unit| work.was.get(*unit) == Some(&Was::Homeless)).collect();
    for round in 0..options.rounds {
        let out: Vec<usize> =
            homeless.iter().copied().filter(|unit| waits(work, *unit)).take(16).collect();
        let settled = homeless.len() <= 1 && out.is_empty();
        if settled || homeless.is_empty() {
            break;
        }
        match out.get((round as usize / 2) % out.len().max(1)) {
            Some(unit) if round % 2 == 0 => eject(work, *unit, cap, &mut rng),
            _ => reorder(work, &homeless, &out, cap, &mut rng),
        }
    }
    better(work, cap);
    // What has become free since is for whoever was left.
    work.insert(pool);
}

/// Takes over every journey that is still possible; the others are to be planned anew.
fn keep(work: &mut Work<'_>, parts: &[Part]) {
    let model = work.state.model;
    let mut order = model.in_order();
    // Those who came by a ride are counted where they are until they go on.
    order.sort_by_key(|unit| {
        let part = model.units.get(*unit).and_then(|unit| parts.get(unit.party));
        part.map(|part| !part.spot.came)
    });
    let mut known: BTreeMap<(usize, usize), Option<Rc<Path>>> = BTreeMap::new();
    for unit in order {
        let Some(of) = model.units.get(unit) else { continue };
        let (Some(part), Some((_, origin))) = (parts.get(of.party), model.of(unit)) else {
            continue;
        };
        let path = known.entry((of.party, of.kind)).or_insert_with(|| {
            let path = (!part.onward.is_empty())
                .then(|| model.timetable.follow(origin, &part.onward).map(Rc::new));
            path.flatten()
        });
        let was = match path {
            Some(path) if !part.broken && work.room(unit, path) => {
                let path = Rc::clone(path);
                work.put(unit, &path);
                Was::Going(Some(path))
            }
            _ if part.is_new || part.broken || !part.onward.is_empty() => Was::Homeless,
            // It is where the published journey ends, or it was taken from it; or it was left.
            _ if !part.fact.is_empty() => Was::Going(None),
            _ if !part.before.is_empty() => Was::Homeless,
            _ => Was::Left,
        };
        if let Some(slot) = work.was.get_mut(unit) {
            *slot = was;
        }
    }
}

/// By class, those in danger first; within a class the displaced before those who were left, and
/// the big ones first.
fn in_order_of_claim(work: &Work<'_>, pool: &mut [usize]) {
    pool.sort_by_cached_key(|unit| {
        let left = work.was.get(*unit) == Some(&Was::Left);
        let kind = work.state.model.of(*unit).map(|(kind, _)| kind);
        kind.map(|kind| (kind.safe, kind.class, left, Reverse(kind.people)))
    });
}

fn waits(work: &Work<'_>, unit: usize) -> bool {
    let kind = work.state.model.of(unit).and_then(|(_, origin)| origin.kind());
    work.state.path(unit).is_none() && kind == Some(PlaceKind::Danger)
}

/// What units did before a round, to go back to.
struct Undo(Vec<(usize, Option<Rc<Path>>)>);

impl Undo {
    fn take(&mut self, work: &mut Work<'_>, unit: usize) {
        if !self.0.iter().any(|(known, _)| *known == unit) {
            let before = work.remove(unit);
            self.0.push((unit, before));
        }
    }

    fn back(self, work: &mut Work<'_>) {
        for (unit, _) in &self.0 {
            work.remove(*unit);
        }
        for (unit, path) in self.0 {
            if let Some(path) = path {
                work.put(unit, &path);
            }
        }
    }
}

/// Gives one who waits the seats of others who can go another way.
fn eject(work: &mut Work<'_>, unit: usize, cap: usize, rng: &mut Rng) {
    let before = work.worth();
    let bar: Vec<bool> = work.state.free.iter().map(|_| rng.below(4) == 0).collect();
    let Some(path) = work.wish(unit, &bar).map(Rc::new) else { return };
    let Some((kind, _)) = work.state.model.of(unit) else { return };
    let (needs, class) = (kind.needs, kind.class);
    let mut undo = Undo(Vec::new());
    undo.take(work, unit);
    let mut there: Vec<usize> = work.state.travelling();
    there.retain(|other| {
        let legs = work.state.path(*other).map(|path| &path.legs);
        let lower = work.state.model.of(*other).is_some_and(|(kind, _)| kind.class >= class);
        let tight = |leg: &usize| {
            path.legs.contains(leg)
                && !work.state.free.get(*leg).is_some_and(|free| fits(&needs, free))
        };
        lower && !work.stuck(*other) && legs.is_some_and(|legs| legs.iter().any(tight))
    });
    let mut gone = Vec::new();
    while !work.room(unit, &path) && gone.len() < MOST_EJECTED && !there.is_empty() {
        let other = there.swap_remove(rng.below(there.len()));
        undo.take(work, other);
        gone.push(other);
    }
    if work.room(unit, &path) {
        work.put(unit, &path);
        in_order_of_claim(work, &mut gone);
        work.insert(gone);
    }
    if work.worth() <= before || work.moved.0 > cap {
        undo.back(work);
    }
}

/// Takes some of those that are planned anew out, and places them in another order with those who
/// wait.
fn reorder(work: &mut Work<'_>, homeless: &[usize], out: &[usize], cap: usize, rng: &mut Rng) {
    let before = work.worth();
    let mut undo = Undo(Vec::new());
    let count = rng.below(MOST_SHUFFLED).saturating_add(1);
    let mut pool: Vec<usize> = out.to_vec();
    for _ in 0..count {
        if let Some(unit) = homeless.get(rng.below(homeless.len())) {
            pool.push(*unit);
        }
    }
    let pool: BTreeSet<usize> = pool.into_iter().collect();
    let mut pool: Vec<usize> = pool.into_iter().collect();
    for unit in &pool {
        undo.take(work, *unit);
    }
    for end in (1..pool.len()).rev() {
        pool.swap(end, rng.below(end.saturating_add(1)));
    }
    if rng.below(3) > 0 {
        let class =
            |unit: &usize| work.state.model.of(*unit).map(|(kind, _)| (kind.safe, kind.class));
        pool.sort_by_key(class);
    }
    work.insert(pool);
    if work.worth() < before || work.moved.0 > cap {
        undo.back(work);
    }
}

/// Moves those who gain more than a change costs, the greatest gains first, as far as the others
/// may be moved at all.
fn better(work: &mut Work<'_>, cap: usize) {
    let model = work.state.model;
    let mut groups: BTreeMap<(usize, Vec<Stretch>), (i64, Vec<usize>)> = BTreeMap::new();
    for (unit, of) in model.units.iter().enumerate() {
        let going = matches!(work.was.get(unit), Some(Was::Going(_)));
        if going && !work.differs(unit) && !work.stuck(unit) {
            let Some(kind) = model.kinds.get(of.kind) else { continue };
            let path = work.state.path(unit);
            let rides = path.map(|path| path.rides.clone()).unwrap_or_default();
            let burden = path.map_or(kind.staying, |path| path.burden);
            let group = groups.entry((of.kind, rides)).or_insert((burden, Vec::new()));
            group.1.push(unit);
        }
    }
    let mut gains: Vec<(i64, Vec<usize>)> = Vec::new();
    for ((kind, _), (now, units)) in groups {
        let (Some(kind), Some(first)) = (model.kinds.get(kind), units.first()) else { continue };
        let Some(way) = work.way(*first) else { continue };
        let gain = (now - way.burden) * kind.people * kind.weight - work.price_of(*first);
        if gain > 0 {
            gains.push((gain, units));
        }
    }
    gains.sort_by_key(|(gain, units)| (Reverse(*gain), units.first().copied()));
    for unit in gains.into_iter().flat_map(|(_, units)| units) {
        if work.moved.0 >= cap {
            return;
        }
        let before = work.worth();
        let mut undo = Undo(Vec::new());
        undo.take(work, unit);
        work.insert([unit]);
        if work.worth() <= before {
            undo.back(work);
        }
    }
}
