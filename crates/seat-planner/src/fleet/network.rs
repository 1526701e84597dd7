//! The problem as numbers: moments, lanes, vehicles that are alike, and people who are alike.
//!
//! **Moments.** Vehicles depart at whole multiples of the step; check-in for a departure closes
//! some minutes before. A moment is a minute at which check-in for any departure closes, or the
//! horizon. Between two moments nothing can be boarded, so whoever comes to a place in between may
//! as well come at the next moment, the wait until then counted: the moments lose nothing.
//!
//! **Lanes.** A lane is a link as one pool of vehicles serves it: those of one mode whose owners
//! the same people may board. A ride on a lane departs at one step.

use std::collections::BTreeMap;

use super::crowd::Crowd;
use crate::problem::{Closed, Minute, Mode, Owner, PlaceId, Problem};

/// Seats, people, wheelchair positions, stretcher positions, as everywhere in this crate.
pub(crate) use crate::search::model::Load;
use crate::search::model::capacity;

/// Vehicles that the same people may board, on the same links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pool {
    pub(crate) mode: Mode,
    /// Whose vehicles they are.
    pub(crate) owners: Vec<Owner>,
    /// Check-in closes at least so many minutes before every departure.
    pub(crate) closes: i64,
}

/// A link as one pool serves it.
#[derive(Debug, Clone)]
pub(crate) struct Lane {
    pub(crate) link: usize,
    pub(crate) pool: usize,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) minutes: i64,
    pub(crate) exposed: bool,
    pub(crate) road: bool,
}

/// One way that vehicles of a pool can go on: a lane, or back along one, empty.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Move {
    pub(crate) lane: usize,
    pub(crate) back: bool,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) minutes: i64,
    /// It takes no slot.
    pub(crate) road: bool,
}

/// Vehicles that differ only in where and when they begin.
#[derive(Debug)]
pub(crate) struct Group {
    /// Its number among all groups.
    pub(crate) number: usize,
    pub(crate) pool: usize,
    pub(crate) load: Load,
    pub(crate) turn: i64,
    /// The step by which the last arrival has to be, or none.
    pub(crate) until: i64,
    /// By place: where they can go on to.
    pub(crate) moves: Vec<Vec<Move>>,
    /// Number of the vehicle in the problem, its place, its first step.
    pub(crate) members: Vec<(usize, usize, usize)>,
}

/// The whole problem in numbers. Minutes count from `base`.
#[derive(Debug)]
pub(crate) struct Network {
    pub(crate) base: Minute,
    pub(crate) step: i64,
    /// How many steps there are.
    pub(crate) steps: usize,
    pub(crate) horizon: i64,
    pub(crate) change: i64,
    pub(crate) places: usize,
    pub(crate) lanes: Vec<Lane>,
    pub(crate) pools: Vec<Pool>,
    pub(crate) groups: Vec<Group>,
    /// By lane and direction (there, back), by step: whether it can be departed.
    pub(crate) open: Vec<[Vec<bool>; 2]>,
    /// By place: departures and arrivals in each hour, and people who may wait.
    pub(crate) slots: Vec<Option<i64>>,
    pub(crate) hold: Vec<Option<i64>>,
    pub(crate) crowd: Crowd,
}

impl Network {
    /// For a problem that has passed its own check.
    pub(crate) fn new(problem: &Problem) -> Self {
        let first = problem.first_minute().unwrap_or(0).min(problem.horizon);
        let step = problem.step.max(1);
        let base = first.div_euclid(step) * step;
        let horizon = problem.horizon - base;
        let number: BTreeMap<&PlaceId, usize> =
            problem.places.iter().enumerate().map(|(n, place)| (&place.id, n)).collect();
        let at = |id: &PlaceId| number.get(id).copied().unwrap_or(0);
        let pools = pools(problem);
        let lanes: Vec<Lane> = (pools.iter().enumerate())
            .flat_map(|(pool, one)| {
                let mine = problem.links.iter().enumerate().filter(|(_, l)| l.mode == one.mode);
                mine.map(move |(link, l)| Lane {
                    link,
                    pool,
                    from: at(&l.from),
                    to: at(&l.to),
                    minutes: l.minutes,
                    exposed: l.exposed,
                    road: l.road,
                })
            })
            .collect();
        let steps = usize::try_from(horizon / step).unwrap_or(0).saturating_add(1);
        let mut network = Self {
            base,
            step,
            steps,
            horizon,
            change: problem.min_change,
            places: problem.places.len(),
            crowd: Crowd::new(problem, &pools, base),
            groups: Vec::new(),
            open: Vec::new(),
            slots: problem.places.iter().map(|p| p.slots_per_hour.map(i64::from)).collect(),
            hold: problem.places.iter().map(|p| p.hold.map(i64::from)).collect(),
            lanes,
            pools,
        };
        network.open = network.lanes.iter().map(|lane| network.open_steps(problem, lane)).collect();
        network.groups = network.groups(problem, &at);
        network
    }

    /// The minute of a step.
    pub(crate) fn minute(&self, step: usize) -> i64 {
        i64::try_from(step).unwrap_or(i64::MAX).saturating_mul(self.step)
    }

    /// The first step at or after a minute; none if it is beyond the last.
    pub(crate) fn step_from(&self, minute: i64) -> Option<usize> {
        let step = minute.max(0).saturating_add(self.step - 1) / self.step;
        usize::try_from(step).ok().filter(|step| *step < self.steps)
    }

    /// How long before departure whoever changes has to be there.
    pub(crate) fn gate(&self, pool: usize) -> i64 {
        self.pools.get(pool).map_or(0, |pool| pool.closes).max(self.change)
    }

    /// How long before departure whoever is not aboard already has to be there, at the least: where
    /// people can come by the same vehicle, they are taken to change as fast as it turns around.
    pub(crate) fn least_gate(&self, lane: &Lane) -> i64 {
        let gate = self.gate(lane.pool);
        let through = self.lanes.iter().any(|o| o.pool == lane.pool && o.to == lane.from);
        if !through {
            return gate;
        }
        let turns = self.groups.iter().filter(|group| group.pool == lane.pool);
        turns.map(|group| group.turn).min().map_or(gate, |turn| turn.min(gate))
    }

    fn open_steps(&self, problem: &Problem, lane: &Lane) -> [Vec<bool>; 2] {
        let Some(link) = problem.links.get(lane.link) else {
            return [Vec::new(), Vec::new()];
        };
        let open = |from: &PlaceId, to: &PlaceId| {
            let free = |step: usize| {
                let departs = self.minute(step);
                let arrives = departs.saturating_add(lane.minutes);
                let shut = problem.closures.iter().any(|closure| {
                    let covers = |minute: i64| {
                        let minute = minute + self.base;
                        minute >= closure.from && closure.until.is_none_or(|until| minute < until)
                    };
                    match &closure.what {
                        Closed::Place(place) => {
                            (place == from && covers(departs)) || (place == to && covers(arrives))
                        }
                        Closed::Road { from: a, to: b } => a == from && b == to && covers(departs),
                    }
                });
                arrives <= self.horizon && !shut
            };
            (0..self.steps).map(free).collect()
        };
        let none = || vec![false; self.steps];
        [open(&link.from, &link.to), if link.one_way { none() } else { open(&link.to, &link.from) }]
    }

    fn groups(&self, problem: &Problem, at: &impl Fn(&PlaceId) -> usize) -> Vec<Group> {
        let mut groups: BTreeMap<_, Vec<(usize, usize, usize)>> = BTreeMap::new();
        for (number, vehicle) in problem.vehicles.iter().enumerate() {
            let pool = self
                .pools
                .iter()
                .position(|pool| pool.mode == vehicle.mode && pool.owners.contains(&vehicle.owner));
            let (Some(pool), Some(first)) = (pool, self.step_from(vehicle.available - self.base))
            else {
                continue;
            };
            let until = vehicle.until.map_or(self.horizon, |until| until - self.base);
            let range = vehicle.range.unwrap_or(i64::MAX);
            let load = self.crowd.at_most(capacity(&vehicle.seats));
            let key = (pool, load, vehicle.turn_around, until.min(self.horizon), range);
            groups.entry(key).or_default().push((number, at(&vehicle.place), first));
        }
        let group = |(number, ((pool, load, turn, until, range), members))| Group {
            number,
            pool,
            load,
            turn,
            until,
            moves: self.moves(pool, range),
            members,
        };
        groups.into_iter().enumerate().map(group).collect()
    }

    /// By place: where vehicles of a pool and range can go.
    fn moves(&self, pool: usize, range: i64) -> Vec<Vec<Move>> {
        let mut moves = vec![Vec::new(); self.places];
        for (lane, l) in self.lanes.iter().enumerate() {
            if l.pool != pool || l.minutes > range {
                continue;
            }
            let ways = [(false, l.from, l.to), (true, l.to, l.from)];
            for (back, from, to) in ways {
                let open = self.open.get(lane).and_then(|ways| ways.get(usize::from(back)));
                if open.is_some_and(|open| open.contains(&true))
                    && let Some(moves) = moves.get_mut(from)
                {
                    moves.push(Move { lane, back, from, to, minutes: l.minutes, road: l.road });
                }
            }
        }
        moves
    }
}

/// Owners whose vehicles are open to the same parties share a pool.
fn pools(problem: &Problem) -> Vec<Pool> {
    let mut boarders: BTreeMap<&Owner, Vec<usize>> = BTreeMap::new();
    for vehicle in &problem.vehicles {
        boarders.entry(&vehicle.owner).or_default();
    }
    for (number, party) in problem.parties.iter().enumerate() {
        for owner in &party.lifts_of {
            if let Some(parties) = boarders.get_mut(owner)
                && parties.last() != Some(&number)
            {
                parties.push(number);
            }
        }
    }
    let mut alike: BTreeMap<(&Mode, &[usize]), Pool> = BTreeMap::new();
    for vehicle in &problem.vehicles {
        let parties = boarders.get(&vehicle.owner).map_or(&[][..], Vec::as_slice);
        let pool = alike.entry((&vehicle.mode, parties)).or_insert_with(|| Pool {
            mode: vehicle.mode.clone(),
            owners: Vec::new(),
            closes: vehicle.closes_before,
        });
        if !pool.owners.contains(&vehicle.owner) {
            pool.owners.push(vehicle.owner.clone());
        }
        pool.closes = pool.closes.min(vehicle.closes_before);
    }
    alike.into_values().collect()
}
