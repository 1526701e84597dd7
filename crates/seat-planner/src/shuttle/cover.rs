//! Picks listed routes so that they fetch exactly all demand: depth first, always for the site for
//! which there is the least choice. A route that was tried without success is out of the question
//! for all that is tried after it at the same place.

use std::collections::BTreeMap;

use super::budget::Budget;
use super::close::{Choice, Closure, Less, Route, enough};
use super::fill::Hop;
use super::model::Model;
use super::packed::Layout;
use super::rng::Dice;
use super::slot::{add, at, put};

/// The search.
pub(super) struct Cover<'a> {
    model: &'a Model,
    layout: &'a Layout,
    choices: &'a [Choice],
    /// All routes: class and number in it.
    all: Vec<(usize, usize)>,
    /// Per class: the routes by what they fetch.
    by_sites: Vec<BTreeMap<u128, Vec<usize>>>,
    /// Vehicles of each class that have no route yet.
    left: Vec<usize>,
    picked: Vec<(usize, usize)>,
    /// Steps that may still be made.
    steps: u64,
}

/// What the search came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dive {
    Found,
    Nothing,
    OutOfEffort,
}

impl<'a> Cover<'a> {
    pub(super) fn new(model: &'a Model, layout: &'a Layout, choices: &'a [Choice]) -> Self {
        let mut by_sites = Vec::with_capacity(choices.len());
        let mut all = Vec::new();
        for (class, choice) in choices.iter().enumerate() {
            let mut map: BTreeMap<u128, Vec<usize>> = BTreeMap::new();
            for (number, route) in choice.routes.iter().enumerate() {
                map.entry(layout.sites(route.packed)).or_default().push(number);
                all.push((class, number));
            }
            by_sites.push(map);
        }
        let left = model.classes.iter().map(|class| class.members.len()).collect();
        Self { model, layout, choices, all, by_sites, left, picked: Vec::new(), steps: 0 }
    }

    /// Whether all demand can be fetched by routes that earn less than the best by no more than
    /// the slack, all together. Gives up after so many steps: the order of the routes is random,
    /// and another one is often better than more of the same.
    pub(super) fn decide(
        mut self,
        slack: Less,
        steps: u64,
        dice: &mut Dice,
        budget: &mut Budget,
    ) -> Closure {
        self.steps = steps;
        let mut list: Vec<(i64, usize, (usize, usize))> = Vec::with_capacity(self.all.len());
        for pick in &self.all {
            // Those that earn most first, roughly.
            let roughly = at(&self.route(*pick).less, 0) / (at(&slack, 0) / 4 + 1);
            list.push((roughly, dice.below(1 << 30), *pick));
        }
        list.sort_unstable();
        let list: Vec<(usize, usize)> = list.into_iter().map(|(_, _, pick)| pick).collect();
        match self.dive(&list, self.layout.all(), slack, budget) {
            Dive::Found => Closure::Plan(self.routes()),
            Dive::Nothing => Closure::TooShort,
            Dive::OutOfEffort => Closure::Unknown,
        }
    }

    fn route(&self, (class, number): (usize, usize)) -> Route {
        self.choices.get(class).map_or(Route::default(), |choice| at(&choice.routes, number))
    }

    fn dive(
        &mut self,
        list: &[(usize, usize)],
        rest: u128,
        slack: Less,
        budget: &mut Budget,
    ) -> Dive {
        if self.layout.sites(rest) == 0 {
            return Dive::Found;
        }
        if self.left.iter().sum::<usize>() <= 1 {
            return self.last(rest, slack, budget);
        }
        if !self.spend(list.len() / 20 + 1, budget) {
            return Dive::OutOfEffort;
        }
        let fitting = |pick: &(usize, usize)| {
            let route = self.route(*pick);
            at(&self.left, pick.0) > 0
                && enough(&slack, &route.less)
                && self.layout.fits(rest, route.packed)
        };
        let mut list: Vec<(usize, usize)> = list.iter().copied().filter(fitting).collect();
        let Some(mask) = self.scarcest(&list, rest) else { return Dive::Nothing };
        let here: Vec<(usize, usize)> =
            list.iter().copied().filter(|pick| self.route(*pick).packed & mask != 0).collect();
        for pick in here {
            let Route { less, packed, .. } = self.route(pick);
            self.picked.push(pick);
            self.take(pick.0, false);
            let mut slack = slack;
            for (slack, less) in slack.iter_mut().zip(less) {
                *slack -= less;
            }
            match self.dive(&list, rest - packed, slack, budget) {
                Dive::Nothing => {}
                end => return end,
            }
            self.take(pick.0, true);
            self.picked.pop();
            list.retain(|other| *other != pick);
        }
        Dive::Nothing
    }

    fn spend(&mut self, steps: usize, budget: &mut Budget) -> bool {
        let steps = u64::try_from(steps).unwrap_or(1);
        self.steps = self.steps.saturating_sub(steps);
        budget.spend(steps) && self.steps > 0
    }

    fn take(&mut self, class: usize, back: bool) {
        let left = at(&self.left, class);
        put(&mut self.left, class, if back { left + 1 } else { left.saturating_sub(1) });
    }

    /// The site with people left that the fewest routes of the list go to; none when some site or
    /// the whole can't be fetched by the vehicles that are left.
    fn scarcest(&self, list: &[(usize, usize)], rest: u128) -> Option<u128> {
        let sites = self.layout.masks();
        let mut choice = vec![0_usize; sites.len()];
        let mut most = vec![vec![0_u128; sites.len() + 1]; self.left.len()];
        for pick in list {
            let packed = self.route(*pick).packed;
            let Some(most) = most.get_mut(pick.0) else { continue };
            let mut sum = 0;
            for (site, (shift, mask)) in sites.iter().enumerate() {
                let count = (packed & mask) >> shift;
                sum += count;
                add(&mut choice, site, usize::from(count > 0));
                let before = at(most, site);
                put(most, site, before.max(count));
            }
            let before = at(most, sites.len());
            put(most, sites.len(), before.max(sum));
        }
        let reach = |place: usize| -> u128 {
            let pairs = most.iter().zip(&self.left);
            pairs.map(|(most, left)| at(most, place) * (*left as u128)).sum()
        };
        let mut sum = 0;
        let mut scarcest = None;
        for (site, (shift, mask)) in sites.iter().enumerate() {
            let count = (rest & mask) >> shift;
            sum += count;
            if count > reach(site) {
                return None;
            }
            let choice = at(&choice, site);
            if count > 0 && scarcest.is_none_or(|(least, _)| choice < least) {
                scarcest = Some((choice, *mask));
            }
        }
        scarcest.map(|(_, mask)| mask).filter(|_| sum <= reach(sites.len()))
    }

    /// One vehicle has to fetch all that is left.
    fn last(&mut self, rest: u128, slack: Less, budget: &mut Budget) -> Dive {
        if !self.spend(1, budget) {
            return Dive::OutOfEffort;
        }
        let Some(class) = self.left.iter().position(|left| *left > 0) else { return Dive::Nothing };
        let same = self.by_sites.get(class).and_then(|map| map.get(&self.layout.sites(rest)));
        for number in same.map_or(&[] as &[usize], Vec::as_slice) {
            let route = self.route((class, *number));
            if enough(&slack, &route.less) && self.layout.fits(rest, route.packed) {
                self.picked.push((class, *number));
                return Dive::Found;
            }
        }
        Dive::Nothing
    }

    /// The picked routes, by vehicle.
    fn routes(&self) -> Vec<Vec<Hop>> {
        let mut routes = vec![Vec::new(); self.model.class_of.len()];
        for (number, class) in self.model.classes.iter().enumerate() {
            let picked = self.picked.iter().filter(|(of, _)| *of == number);
            let Some(choice) = self.choices.get(number) else { continue };
            for (vehicle, (_, route)) in class.members.iter().zip(picked) {
                put(&mut routes, *vehicle, choice.hops(*route));
            }
        }
        routes
    }
}
