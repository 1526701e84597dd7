//! The remaining problem in numbers, with the price of each change of a published journey.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::hold::Holds;
use super::parts::Part;
use super::traffic::Traffic;
use crate::itinerary::{Aside, Path, Scratch, Timetable};
use crate::problem::{Closure, Party, Problem};
use crate::search::construct::cheapest;
use crate::search::model::{Load, Model, fits, load};
use crate::search::state::State;

/// More than any price: a way that would be taken only for want of another.
const SHUNNED: i64 = 1 << 40;

/// What of a unit was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Was {
    /// Nothing: it was left.
    Left,
    /// It has to be planned anew, or is new.
    Homeless,
    /// A journey onwards that it can still make; nothing where it is there already.
    Going(Option<Rc<Path>>),
}

/// The problem of all parts from where they are: the parties of it are the parts.
pub(super) fn from_here(traffic: &Traffic, parts: &[Part]) -> Problem {
    let of = |part: &Part| {
        let party = traffic.problem.parties.get(part.party)?;
        Some(Party {
            place: part.spot.place.clone(),
            ready: part.spot.ready,
            needs: part.share,
            people: part.share.people(),
            ..party.clone()
        })
    };
    let problem = &traffic.problem;
    Problem {
        version: problem.version,
        places: problem.places.clone(),
        lifts: traffic.lifts.clone(),
        vehicles: Vec::new(),
        links: Vec::new(),
        parties: parts.iter().filter_map(of).collect(),
        closures: problem.closures.iter().map(Closure::clone).collect(),
        ..*problem
    }
}

/// The model of it: facts have taken their seats, and what departed is gone.
pub(super) fn model(traffic: &Traffic, parts: &[Part], here: &Problem) -> Model {
    let mut model = Model::new(here, None);
    let next = traffic.now.saturating_add(1);
    for origin in &mut model.origins {
        model.timetable.under_way(origin, next, false);
    }
    // Whoever came by a ride needs the time to change: an origin, and kinds, of their own.
    let (mut origins, mut kinds) = (BTreeMap::new(), BTreeMap::new());
    for unit in &mut model.units {
        let Some(party) = here.parties.get(unit.party) else { continue };
        if !parts.get(unit.party).is_some_and(|part| part.spot.came) {
            continue;
        }
        let Some(kind) = model.kinds.get(unit.kind).cloned() else { continue };
        let new = *origins.entry(kind.origin).or_insert_with(|| {
            let mut origin = model.timetable.origin(party, Aside::default());
            model.timetable.under_way(&mut origin, next, true);
            model.origins.push(origin);
            model.origins.len().saturating_sub(1)
        });
        unit.kind = *kinds.entry(unit.kind).or_insert_with(|| {
            model.kinds.push(crate::search::model::Kind { origin: new, ..kind });
            model.kinds.len().saturating_sub(1)
        });
    }
    for (row, room) in model.timetable.rows.iter().zip(&mut model.capacity) {
        let status = traffic.status.get(row.lift);
        if !status.is_some_and(|s| (s.departed..s.flying).contains(&row.number)) {
            *room = Load::default();
        }
    }
    for part in parts {
        let takes = load(&part.share);
        for ride in &part.fact {
            let lift = traffic.get(&ride.lift).and_then(|(n, ..)| model.timetable.lifts.get(n));
            let first = lift.map_or(usize::MAX, |range| range.start);
            for leg in ride.board..=ride.alight {
                if let Some(room) = model.capacity.get_mut(first.saturating_add(leg)) {
                    room.iter_mut()
                        .zip(takes)
                        .for_each(|(room, take)| *room = (*room - take).max(0));
                }
            }
        }
    }
    model
}

/// A plan in the making, its holds, and what it costs in changes.
pub(super) struct Work<'a> {
    pub(super) state: State<'a>,
    pub(super) was: Vec<Was>,
    pub(super) holds: Holds,
    /// By unit: since when it has waited where it came to by a ride.
    came: Vec<Option<(usize, i64)>>,
    /// Tenths of a weighted minute for each person whose published journey is changed.
    price: i64,
    /// Units, and people, whose published journey is changed though it is possible.
    pub(super) moved: (usize, i64),
    scratch: Scratch,
    free: Vec<Load>,
}

/// Protected out, weighted out, less burden and changes, fewer empty seats, fewer lifts.
pub(super) type Worth = (i64, i64, i64, i64, i64);

impl<'a> Work<'a> {
    /// Everybody stays where they are.
    pub(super) fn new(model: &'a Model, here: &Problem, parts: &[Part], price: i64) -> Self {
        let mut holds = Holds::new(here, &model.timetable);
        let numbers: BTreeMap<&str, usize> =
            here.places.iter().enumerate().map(|(n, place)| (place.id.as_str(), n)).collect();
        let came = |unit: &crate::search::model::Unit| {
            let spot = parts.get(unit.party).map(|part| &part.spot).filter(|spot| spot.came)?;
            let place = *numbers.get(spot.place.as_str())?;
            Some((place, spot.ready - model.timetable.minute(0)))
        };
        let came: Vec<_> = model.units.iter().map(came).collect();
        for (unit, since) in model.units.iter().zip(&came) {
            holds.count(&model.timetable, *since, None, unit.share.people().into());
        }
        Self {
            state: State::new(model),
            was: vec![Was::Left; model.units.len()],
            holds,
            came,
            price,
            moved: (0, 0),
            scratch: Scratch::default(),
            free: vec![Load::default(); model.timetable.rows.len()],
        }
    }

    fn timetable(&self) -> &'a Timetable {
        &self.state.model.timetable
    }

    pub(super) fn people(&self, unit: usize) -> i64 {
        self.state.model.of(unit).map_or(0, |(kind, _)| kind.people)
    }

    pub(super) fn worth(&self) -> Worth {
        let (protected, weighted, burden, empty, used) = self.state.rank();
        (protected, weighted, burden - self.price * self.moved.1, empty, used)
    }

    /// What changing the journey of a unit costs.
    pub(super) fn price_of(&self, unit: usize) -> i64 {
        self.price * self.people(unit)
    }

    /// Whether this unit's journey is not as it was published, though it could be.
    pub(super) fn differs(&self, unit: usize) -> bool {
        match self.was.get(unit) {
            Some(Was::Going(before)) => match (before, self.state.path(unit)) {
                (Some(before), Some(now)) => before.rides != now.rides,
                (None, None) => false,
                _ => true,
            },
            _ => false,
        }
    }

    /// Whoever came to a place that can hold so many only, and can go on as published, does so.
    pub(super) fn stuck(&self, unit: usize) -> bool {
        let came = self.came.get(unit).copied().flatten();
        came.is_some_and(|(place, _)| self.holds.limits(place))
            && matches!(self.was.get(unit), Some(Was::Going(_)))
    }

    pub(super) fn put(&mut self, unit: usize, path: &Rc<Path>) {
        self.change(unit, |work| work.state.put(unit, path));
    }

    pub(super) fn remove(&mut self, unit: usize) -> Option<Rc<Path>> {
        let path = self.state.path(unit).cloned();
        self.change(unit, |work| drop(work.state.remove(unit)));
        path
    }

    fn change(&mut self, unit: usize, change: impl FnOnce(&mut Self)) {
        let (people, since) = (self.people(unit), self.came.get(unit).copied().flatten());
        let differed = self.differs(unit);
        let before = self.state.path(unit).cloned();
        self.holds.count(self.timetable(), since, before.as_deref(), -people);
        change(self);
        let after = self.state.path(unit).cloned();
        self.holds.count(self.timetable(), since, after.as_deref(), people);
        match (differed, self.differs(unit)) {
            (false, true) => self.moved = (self.moved.0.saturating_add(1), self.moved.1 + people),
            (true, false) => self.moved = (self.moved.0.saturating_sub(1), self.moved.1 - people),
            _ => {}
        }
    }

    /// Whether a unit can go this way: seats on all legs, and room to wait between them.
    pub(super) fn room(&self, unit: usize, path: &Path) -> bool {
        let Some((kind, _)) = self.state.model.of(unit) else { return false };
        self.state.room(path, &kind.needs)
            && self.holds.full(self.timetable(), path, kind.people).is_none()
    }

    /// The cheapest way with room for a unit.
    pub(super) fn way(&mut self, unit: usize) -> Option<Rc<Path>> {
        let kind = self.state.model.units.get(unit)?.kind;
        let mut prices: Option<Vec<Load>> = None;
        for _ in 0..8 {
            let by = prices.as_deref().unwrap_or(&self.free);
            let path = cheapest(&self.state, kind, by, None, &mut self.scratch)?;
            let shunned = |leg: &usize| by.get(*leg).is_some_and(|price| price[0] > 0);
            if path.legs.iter().any(shunned) {
                return None;
            }
            let Some(full) = self.holds.full(self.timetable(), &path, self.people(unit)) else {
                return Some(Rc::new(path));
            };
            let prices = prices.get_or_insert_with(|| self.free.clone());
            for leg in &path.legs {
                let to = self.state.model.timetable.rows.get(*leg).map(|row| row.to);
                if let Some(price) = prices.get_mut(*leg).filter(|_| to == Some(full)) {
                    *price = [SHUNNED, 0, 0, 0, 0, 0];
                }
            }
        }
        None
    }

    /// The cheapest way if nobody else rode, without the legs that are barred.
    pub(super) fn wish(&mut self, unit: usize, barred: &[bool]) -> Option<Path> {
        let model = self.state.model;
        let (kind, origin) = model.of(unit)?;
        let toll = |leg: usize| {
            let fits = fits(&kind.needs, model.capacity.get(leg)?);
            (fits && barred.get(leg) != Some(&true)).then_some(0)
        };
        let timetable = &model.timetable;
        let (_, last) =
            timetable.cheapest(origin, kind.people * kind.weight, toll, &mut self.scratch)?;
        Some(timetable.path(origin, &self.scratch, last))
    }

    /// Inserts those of the units that stay and can travel, in this order. While it lasts room only
    /// becomes less: the cheapest way of a kind is searched for again only once it is full.
    pub(super) fn insert(&mut self, units: impl IntoIterator<Item = usize>) {
        let mut known: BTreeMap<usize, Option<Rc<Path>>> = BTreeMap::new();
        for unit in units {
            let Some(kind) = self.state.model.units.get(unit).map(|unit| unit.kind) else {
                continue;
            };
            if self.state.path(unit).is_some() {
                continue;
            }
            let way = match known.get(&kind) {
                Some(None) => None,
                Some(Some(path)) if self.room(unit, path) => Some(Rc::clone(path)),
                _ => {
                    let way = self.way(unit);
                    known.insert(kind, way.clone());
                    way
                }
            };
            if let Some(path) = way {
                self.put(unit, &path);
            }
        }
    }
}
