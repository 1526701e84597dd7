//! A plan in the making: who sits where, what is still free, and what it is worth so far.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::model::{Load, Model, counts, fits, nations};
use crate::itinerary::Path;
use crate::plan::Plan;
use crate::problem::{Aim, Class, Problem};
use crate::score::{Components, Score};

/// Protected out, weighted out, less burden, fewer empty seats, fewer lifts.
pub(crate) type Rank = (i64, i64, i64, i64, i64);

/// A plan in the making.
#[derive(Debug)]
pub(crate) struct State<'a> {
    pub(crate) model: &'a Model,
    /// By leg, what is free.
    pub(crate) free: Vec<Load>,
    /// By nation.
    pub(crate) nations: Vec<Components>,
    /// By unit.
    paths: Vec<Option<Rc<Path>>>,
}

impl<'a> State<'a> {
    /// Everybody stays.
    pub(crate) fn new(model: &'a Model) -> Self {
        let mut nations = vec![Components::default(); model.nations];
        for kind in model.units.iter().filter_map(|unit| model.kinds.get(unit.kind)) {
            let Some(nation) = nations.get_mut(kind.nation) else {
                continue;
            };
            nation.burden += kind.staying * kind.people * kind.weight;
            if kind.safe {
                nation.people_out += kind.people;
                nation.weighted_out += kind.people * kind.weight;
                if kind.class == Class::Protected {
                    nation.protected_out += kind.people;
                }
            }
        }
        Self { model, free: model.capacity.clone(), nations, paths: vec![None; model.units.len()] }
    }

    /// The path of a unit, if it travels.
    pub(crate) fn path(&self, unit: usize) -> Option<&Rc<Path>> {
        self.paths.get(unit)?.as_ref()
    }

    /// Whether there is room for the needs along the path.
    pub(crate) fn room(&self, path: &Path, needs: &Load) -> bool {
        path.legs.iter().all(|leg| self.free.get(*leg).is_some_and(|free| fits(needs, free)))
    }

    /// Lets a unit that stays travel; the caller has looked for room.
    pub(crate) fn put(&mut self, unit: usize, path: &Rc<Path>) {
        self.change(unit, path, 1);
        if let Some(slot) = self.paths.get_mut(unit) {
            *slot = Some(Rc::clone(path));
        }
    }

    /// Lets a unit stay, and tells what it did before.
    pub(crate) fn remove(&mut self, unit: usize) -> Option<Rc<Path>> {
        let path = self.paths.get_mut(unit)?.take()?;
        self.change(unit, &path, -1);
        Some(path)
    }

    fn change(&mut self, unit: usize, path: &Path, sign: i64) {
        let Some((kind, _)) = self.model.of(unit) else {
            return;
        };
        for leg in &path.legs {
            if let Some(free) = self.free.get_mut(*leg) {
                for (free, need) in free.iter_mut().zip(&kind.needs) {
                    *free -= sign * need;
                }
            }
        }
        let Some(nation) = self.nations.get_mut(kind.nation) else {
            return;
        };
        let people = sign * kind.people;
        nation.burden += people * kind.weight * (path.burden - kind.staying);
        if !kind.safe {
            nation.people_out += people;
            nation.weighted_out += people * kind.weight;
            if kind.class == Class::Protected {
                nation.protected_out += people;
            }
        }
    }

    /// What every unit does.
    pub(crate) fn paths(&self) -> Vec<Option<Rc<Path>>> {
        self.paths.clone()
    }

    /// Goes back to what every unit did.
    pub(crate) fn restore(&mut self, paths: &[Option<Rc<Path>>]) {
        for unit in 0..self.paths.len() {
            self.remove(unit);
        }
        for (unit, path) in paths.iter().enumerate() {
            if let Some(path) = path {
                self.put(unit, path);
            }
        }
    }

    /// The units that stay.
    pub(crate) fn waiting(&self) -> Vec<usize> {
        let waits = |(unit, path): (usize, &Option<Rc<Path>>)| path.is_none().then_some(unit);
        self.paths.iter().enumerate().filter_map(waits).collect()
    }

    /// The units that travel.
    pub(crate) fn travelling(&self) -> Vec<usize> {
        let goes = |(unit, path): (usize, &Option<Rc<Path>>)| path.is_some().then_some(unit);
        self.paths.iter().enumerate().filter_map(goes).collect()
    }

    /// Over all nations.
    pub(crate) fn total(&self) -> Components {
        self.nations.iter().fold(Components::default(), |sum, nation| Components {
            protected_out: sum.protected_out + nation.protected_out,
            weighted_out: sum.weighted_out + nation.weighted_out,
            people_out: sum.people_out + nation.people_out,
            burden: sum.burden + nation.burden,
        })
    }

    /// How far nations are worse off than this: protected people, other people, burden. All 0 if
    /// none is.
    pub(crate) fn short_of(&self, floor: &[Components]) -> (i64, i64, i64) {
        self.nations.iter().zip(floor).fold((0, 0, 0), |sum, (now, least)| {
            let protected = (least.protected_out - now.protected_out).max(0);
            let weighted = (least.weighted_out - now.weighted_out).max(0);
            let people = (least.people_out - now.people_out).max(0);
            let burden = (now.burden - least.burden).max(0);
            (sum.0 + protected, sum.1 + weighted + people, sum.2 + burden)
        })
    }

    /// For comparison while a floor is to be kept: first that nobody falls short of it.
    pub(crate) fn standing(&self, floor: Option<&[Components]>) -> ((i64, i64, i64), Rank) {
        let (protected, people, burden) = floor.map_or((0, 0, 0), |floor| self.short_of(floor));
        ((-protected, -people, -burden), self.rank())
    }

    /// Empty seats and lifts used. A seat is empty where one more person with a seat could ride.
    fn lifts(&self) -> (i64, i64) {
        let (mut empty, mut used) = (0, 0);
        for range in &self.model.timetable.lifts {
            let free = self.free.get(range.clone()).unwrap_or_default();
            let full = self.model.capacity.get(range.clone()).unwrap_or_default();
            if free != full {
                used += 1;
                empty +=
                    (free.iter().map(|[seats, people, ..]| *seats.min(people)).min()).unwrap_or(0);
            }
        }
        (empty, used)
    }

    /// For comparison: more is better.
    pub(crate) fn rank(&self) -> Rank {
        let total = self.total();
        let (empty, used) = self.lifts();
        let (first, second) = match self.model.aim {
            Aim::Out => (total.protected_out, total.weighted_out),
            Aim::Burden => (0, 0),
        };
        (first, second, -total.burden, -empty, -used)
    }

    /// What it is worth.
    pub(crate) fn score(&self, problem: &Problem) -> Score {
        let (empty_seats, lifts_used) = self.lifts();
        let arrivals = self.paths.iter().flatten().map(|path| path.arrives);
        let by_nation: BTreeMap<_, _> = nations(problem)
            .into_iter()
            .filter_map(|(nation, number)| Some((nation, *self.nations.get(number)?)))
            .collect();
        Score {
            total: self.total(),
            by_nation,
            empty_seats,
            lifts_used,
            last_arrival: arrivals.max().map(|minute| self.model.timetable.minute(minute)),
        }
    }

    /// Takes over the journeys of a plan that can still be carried out.
    pub(crate) fn import(&mut self, plan: &Plan, problem: &Problem) {
        let mut units: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, unit) in self.model.units.iter().enumerate().rev() {
            if let Some(party) = problem.parties.get(unit.party) {
                units.entry(party.id.as_str()).or_default().push(number);
            }
        }
        for journey in &plan.journeys {
            let Some(mine) = units.get_mut(journey.party.as_str()) else {
                continue;
            };
            let mut left = counts(&journey.share);
            while let Some((unit, (kind, origin))) =
                mine.last().and_then(|unit| Some((*unit, self.model.of(*unit)?)))
            {
                let share = (self.model.units.get(unit)).map_or([0; 6], |unit| counts(&unit.share));
                if !fits(&share, &left) {
                    break;
                }
                mine.pop();
                for (left, taken) in left.iter_mut().zip(&share) {
                    *left -= taken;
                }
                if let Some(path) = self.model.timetable.follow(origin, &journey.rides)
                    && self.room(&path, &kind.needs)
                {
                    self.put(unit, &Rc::new(path));
                }
            }
        }
    }
}
