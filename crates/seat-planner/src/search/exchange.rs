//! Exchanges of places: somebody takes a way, whoever has no place on it any more gives way and
//! looks for another, and those who were left take what became free.
//!
//! Who finds no way with room may make others give way who lose less by it (an ejection chain;
//! Glover 1996): it ends, since each in the chain loses less than the one before.

use std::rc::Rc;

use super::Rng;
use super::menu::{Menu, Way};
use super::model::{Kind, Load, Model, Worth, fits};
use super::state::State;
use crate::itinerary::Path;
use crate::score::Components;

/// For how many the one who gives way is sought among those aboard.
const ASKED: usize = 3;
/// The most who look for another way in one exchange.
const LONGEST: usize = 12;

/// The search by exchanges.
pub(crate) struct Exchange<'s, 'm> {
    pub(super) state: &'s mut State<'m>,
    menu: &'s Menu,
    pub(super) floor: Option<&'s [Components]>,
    worth: Worth,
    /// By leg: the units aboard.
    pub(super) aboard: Vec<Vec<usize>>,
    /// The units that stay and have a way, and by unit where it stands there.
    pub(super) left: Vec<usize>,
    pub(super) slot: Vec<usize>,
    /// By leg: who could ride it on which way.
    riders: Vec<Vec<(usize, usize)>>,
    /// The units that have a way.
    pub(super) movable: Vec<usize>,
    /// What the units of this exchange did before, in order.
    pub(super) undo: Vec<(usize, Option<Rc<Path>>)>,
    /// Those who have to look for another way.
    pool: Vec<usize>,
}

impl<'s, 'm> Exchange<'s, 'm> {
    /// Starts from the plan as it is; those who don't take part keep their places.
    pub(crate) fn new(
        state: &'s mut State<'m>,
        menu: &'s Menu,
        floor: Option<&'s [Components]>,
        takes_part: impl Fn(&Kind) -> bool,
    ) -> Self {
        let model = state.model;
        let part = |number: usize| {
            model.kinds.get(number).is_some_and(&takes_part) && !menu.of(number).is_empty()
        };
        let units = model.units.iter().enumerate();
        let movable = units.filter(|(_, unit)| part(unit.kind));
        let movable: Vec<usize> = movable.map(|(number, _)| number).collect();
        let riders = riders(model, menu, &movable);
        let mut exchange = Self {
            riders,
            aboard: vec![Vec::new(); model.capacity.len()],
            slot: vec![usize::MAX; model.units.len()],
            left: Vec::new(),
            movable,
            state,
            menu,
            floor,
            worth: model.worth(),
            undo: Vec::new(),
            pool: Vec::new(),
        };
        for unit in exchange.movable.clone() {
            match exchange.state.path(unit).map(Rc::clone) {
                Some(path) => exchange.boards(unit, &path),
                None => exchange.waits(unit),
            }
        }
        exchange
    }

    /// One exchange; by how much it is worse.
    pub(super) fn exchange(&mut self, rng: &mut Rng) -> i64 {
        let Some((unit, way)) = self.choose(rng) else {
            return 0;
        };
        let short_before = self.shortfall();
        self.pool.clear();
        let mut worse = self.remove(unit);
        worse += self.force(unit, way, i64::MAX, rng);
        let quarters = [0, 0, 2, 4].get(rng.below(4)).copied().unwrap_or(0);
        self.order(rng);
        for _ in 0..LONGEST {
            let Some(unit) = self.pool.pop() else {
                break;
            };
            worse += self.settle(unit, quarters, rng);
        }
        self.pool.clear();
        worse += self.fill(quarters, rng);
        worse + self.shortfall() - short_before
    }

    /// Who takes which way: often somebody who was left, or a way with room on one of its legs.
    fn choose(&self, rng: &mut Rng) -> Option<(usize, &'s Way)> {
        let model = self.state.model;
        let how = rng.below(4);
        if how == 0 {
            let leg = rng.below(self.riders.len());
            let riders = self.riders.get(leg)?;
            if self.state.free.get(leg)?[0] > 0 && !riders.is_empty() {
                let (unit, way) = riders.get(rng.below(riders.len())).copied()?;
                let number = model.units.get(unit)?.kind;
                return Some((unit, self.menu.of(number).get(way)?));
            }
        }
        let left = how <= 2 && !self.left.is_empty();
        let from = if left { &self.left } else { &self.movable };
        let unit = from.get(rng.below(from.len())).copied()?;
        Some((unit, self.likely(unit, rng)?))
    }

    /// One of the ways of a unit, rather one that is cheap with tolls.
    fn likely(&self, unit: usize, rng: &mut Rng) -> Option<&'s Way> {
        let number = self.state.model.units.get(unit)?.kind;
        let order = self.menu.likely(number);
        let mut pick = order.len();
        for _ in 0..2 {
            pick = pick.min(rng.below(order.len()));
        }
        self.menu.of(number).get(*order.get(pick)?)
    }

    /// Puts a unit on a way; whoever is in the way and loses less than this looks for another.
    fn force(&mut self, unit: usize, way: &'s Way, most: i64, rng: &mut Rng) -> i64 {
        let Some((kind, _)) = self.state.model.of(unit) else {
            return 0;
        };
        let mut worse = 0;
        for leg in &way.path.legs {
            while let Some(free) = self.state.free.get(*leg).copied()
                && !fits(&kind.needs, &free)
            {
                let Some(other) = self.gives_way(*leg, (&kind.needs, &free), most, rng) else {
                    return worse;
                };
                worse += self.remove(other);
                self.pool.push(other);
            }
        }
        worse + self.put(unit, &way.path)
    }

    /// Lets some who were left take what became free.
    fn fill(&mut self, quarters: i64, rng: &mut Rng) -> i64 {
        let mut worse = 0;
        for at in 0..self.undo.len().min(LONGEST / 2) {
            let Some(path) = self.undo.get(at).and_then(|(_, path)| path.as_ref().map(Rc::clone))
            else {
                continue;
            };
            for leg in &path.legs {
                worse += self.fill_leg(*leg, quarters, rng);
            }
        }
        worse
    }

    fn fill_leg(&mut self, leg: usize, quarters: i64, rng: &mut Rng) -> i64 {
        let mut worse = 0;
        for _ in 0..ASKED {
            if self.state.free.get(leg).is_none_or(|free| free[0] <= 0) {
                break;
            }
            let rider = self.riders.get(leg).and_then(|all| all.get(rng.below(all.len())));
            if let Some((unit, _)) = rider.copied()
                && self.state.path(unit).is_none()
            {
                worse += self.find(unit, quarters);
            }
        }
        worse
    }

    /// Of some aboard who take up what is missing, the one who loses least by the seat.
    fn gives_way(
        &self,
        leg: usize,
        (needs, free): (&Load, &Load),
        most: i64,
        rng: &mut Rng,
    ) -> Option<usize> {
        let aboard = self.aboard.get(leg)?;
        let first = rng.below(aboard.len());
        let (before, after) = aboard.split_at_checked(first)?;
        let missing = |unit: &&usize| {
            self.state.model.of(**unit).is_some_and(|(kind, _)| {
                let path = self.state.path(**unit);
                path.is_some_and(|path| -self.gain(kind, path) < most)
                    && (kind.needs.iter().zip(needs).zip(free))
                        .any(|((has, n), f)| n > f && *has > 0)
            })
        };
        let asked = ASKED.min(1 + rng.below(ASKED));
        let loss = |unit: &&usize| {
            let path = self.state.path(**unit)?;
            let (kind, _) = self.state.model.of(**unit)?;
            Some(-self.gain(kind, path) / kind.needs[0].max(1))
        };
        after.iter().chain(before).filter(missing).take(asked).min_by_key(loss).copied()
    }

    /// Who looks for a way first: sometimes those who lose most, otherwise as it comes.
    fn order(&mut self, rng: &mut Rng) {
        for end in (1..self.pool.len()).rev() {
            self.pool.swap(end, rng.below(end.saturating_add(1)));
        }
        if rng.below(2) == 0 {
            let model = self.state.model;
            self.pool
                .sort_by_key(|unit| model.of(*unit).map(|(k, _)| (k.safe, k.class, -k.people)));
        }
    }

    /// Finds a way for a unit that stays, perhaps one on which others have to give way.
    fn settle(&mut self, unit: usize, quarters: i64, rng: &mut Rng) -> i64 {
        let worse = self.find(unit, quarters);
        if self.state.path(unit).is_some() || rng.below(2) == 0 {
            return worse;
        }
        let Some((kind, way)) =
            self.state.model.of(unit).map(|(kind, _)| kind).zip(self.likely(unit, rng))
        else {
            return worse;
        };
        let most = -self.gain(kind, &way.path);
        worse + self.force(unit, way, most, rng)
    }

    /// Puts a unit that stays on its best way with room; by how much that is worse (less than 0).
    fn find(&mut self, unit: usize, quarters: i64) -> i64 {
        let model = self.state.model;
        let Some(number) = model.units.get(unit).map(|unit| unit.kind) else {
            return 0;
        };
        let Some(kind) = model.kinds.get(number) else {
            return 0;
        };
        let cost = |way: &Way| way.burden + way.toll / 4 * quarters;
        let mut best: Option<(i64, &Way)> = None;
        for way in self.menu.of(number) {
            if best.is_some_and(|(least, _)| way.burden >= least) {
                break;
            }
            let cost = cost(way);
            if best.is_none_or(|(least, _)| cost < least) && self.state.room(&way.path, &kind.needs)
            {
                best = Some((cost, way));
            }
        }
        best.map_or(0, |(_, way)| self.put(unit, &way.path))
    }

    /// What it is worth that a unit of this kind goes this way: less than 0.
    pub(super) fn gain(&self, kind: &Kind, path: &Path) -> i64 {
        kind.people * kind.weight * (path.burden - kind.staying) - self.worth.of(kind)
    }

    /// What it costs that nations fall short of their floor.
    fn shortfall(&self) -> i64 {
        let Some(floor) = self.floor else {
            return 0;
        };
        let (protected, people, burden) = self.state.short_of(floor);
        (protected * (self.worth.protected + self.worth.weight)
            + people * self.worth.weight
            + burden)
            * 4
    }
}

/// By leg: who could ride it on which way.
fn riders(model: &Model, menu: &Menu, movable: &[usize]) -> Vec<Vec<(usize, usize)>> {
    let mut riders = vec![Vec::new(); model.capacity.len()];
    for unit in movable {
        let number = model.units.get(*unit).map_or(usize::MAX, |unit| unit.kind);
        for (at, way) in menu.of(number).iter().enumerate() {
            for leg in &way.path.legs {
                if let Some(riders) = riders.get_mut(*leg) {
                    riders.push((*unit, at));
                }
            }
        }
    }
    riders
}
