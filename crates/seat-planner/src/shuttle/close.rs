//! The closure: decides a time that the bound leaves open, where each trip is a whole load.
//!
//! With good prices all vehicles together can earn hardly more than all demand is worth. So a
//! route that earns less than the best by more than this slack is in no plan. All others are
//! listed, and the search picks one for each vehicle until nothing is left.

use std::collections::BTreeMap;

use super::budget::Budget;
use super::fill::Hop;
use super::master::earnings;
use super::model::{FAR, Model};
use super::packed::Layout;
use super::price::{Prices, Pricer, Tables};
use super::slot::at;

/// The most unfinished routes to keep of a class.
const MOST_NODES: usize = 400_000;

/// What the closure found out about a time.
#[derive(Debug)]
pub(super) enum Closure {
    /// Proven: no plan arrives within it.
    TooShort,
    /// A plan does: the route of each vehicle.
    Plan(Vec<Vec<Hop>>),
    /// Too many routes, or no effort left.
    Unknown,
}

/// A route, or the beginning of one.
#[derive(Debug, Clone, Copy)]
struct Node {
    time: i64,
    earned: i64,
    packed: u128,
    hop: Hop,
    before: usize,
}

/// The routes of a class that can be in a plan: how much less each earns than the best, what it
/// fetches and fills, and its last node.
#[derive(Debug)]
struct Choice {
    nodes: Vec<Node>,
    routes: Vec<Route>,
}

#[derive(Debug, Clone, Copy)]
struct Route {
    less: i64,
    packed: u128,
    last: usize,
}

/// Decides whether a plan arrives within the time.
pub(super) fn close(model: &Model, within: i64, prices: &Prices, budget: &mut Budget) -> Closure {
    let (true, Some(layout)) = (model.loads, Layout::new(model)) else {
        return Closure::Unknown;
    };
    let Some(pricer) = Pricer::new(model, within) else { return Closure::Unknown };
    let tables = pricer.all(prices);
    let (earned, each) = earnings(&pricer, model, &tables);
    let slack = earned - prices.worth(model);
    if slack < 0 {
        return Closure::TooShort;
    }
    let mut choices = Vec::with_capacity(model.classes.len());
    for (number, class) in model.classes.iter().enumerate() {
        let Some(tables) = tables.iter().find(|t| t.are_of(class.fleet, class.seats)) else {
            return Closure::Unknown;
        };
        let listing = Listing { model, within, prices, layout: &layout, pricer: &pricer, tables };
        match listing.routes(number, at(&each, number), slack, budget) {
            Some(choice) => choices.push(choice),
            None => return Closure::Unknown,
        }
    }
    Cover::new(model, &layout, &choices).decide(layout.all(), slack, budget)
}

/// Lists the routes of a class.
struct Listing<'a> {
    model: &'a Model,
    within: i64,
    prices: &'a Prices,
    layout: &'a Layout,
    pricer: &'a Pricer<'a>,
    tables: &'a Tables,
}

impl Listing<'_> {
    /// All routes that earn at least `best - slack`; of those that fetch and fill the same and end
    /// at the same drop, the quickest.
    fn routes(&self, class: usize, best: i64, slack: i64, budget: &mut Budget) -> Option<Choice> {
        let nothing = Node { time: 0, earned: 0, packed: 0, hop: (0, 0), before: 0 };
        let mut nodes = vec![nothing];
        let mut known: BTreeMap<(usize, u128), usize> = BTreeMap::new();
        let mut next = 0;
        while next < nodes.len() {
            let Some(node) = nodes.get(next).copied() else { break };
            for new in self.onward(class, next, &node, best - slack) {
                match known.get(&(new.hop.1, new.packed)) {
                    Some(&place) => {
                        if let Some(present) = nodes.get_mut(place).filter(|p| p.time > new.time) {
                            *present = new;
                        }
                    }
                    None => {
                        known.insert((new.hop.1, new.packed), nodes.len());
                        nodes.push(new);
                    }
                }
            }
            if nodes.len() > MOST_NODES || !budget.spend(1) {
                return None;
            }
            next += 1;
        }
        let mut by_load: BTreeMap<u128, Route> = BTreeMap::new();
        for (last, node) in nodes.iter().enumerate().filter(|(_, n)| best - n.earned <= slack) {
            let route = Route { less: best - node.earned, packed: node.packed, last };
            by_load.entry(node.packed).or_insert(route);
        }
        let mut routes: Vec<Route> = by_load.into_values().collect();
        routes.sort_unstable_by_key(|route| (route.less, route.packed));
        Some(Choice { nodes, routes })
    }

    /// One trip more. A longer route fetches more: so each comes after all that lead to it.
    fn onward(&self, class: usize, place: usize, node: &Node, least: i64) -> Vec<Node> {
        let mut found = Vec::new();
        let Some(class) = self.model.classes.get(class) else { return found };
        let Some(legs) = self.model.legs.get(class.fleet) else { return found };
        for pickup in 0..self.model.pickups() {
            let ready = if place == 0 {
                at(&class.first, pickup)
            } else {
                node.time + legs.empty(node.hop.1, pickup)
            };
            for drop in 0..self.model.drops() {
                let time = ready + legs.loaded(pickup, drop);
                if time > self.within || time >= FAR {
                    continue;
                }
                let hop = (pickup, drop);
                let earned =
                    node.earned + i64::from(self.prices.earns(self.model, class.seats, hop));
                let later =
                    self.pricer.left(time).map_or(0, |left| i64::from(self.tables.free(drop, left)));
                let packed = node.packed + self.layout.one(at(&self.model.site, pickup), drop);
                if earned + later >= least && self.layout.fits(self.layout.all(), packed) {
                    found.push(Node { time, earned, packed, hop, before: place });
                }
            }
        }
        found
    }
}

/// Picks a route for each vehicle.
struct Cover<'a> {
    model: &'a Model,
    layout: &'a Layout,
    choices: &'a [Choice],
    /// Per class: the routes by what they fetch.
    by_sites: Vec<BTreeMap<u128, Vec<usize>>>,
    picked: Vec<(usize, usize)>,
}

/// Whether the search found a plan, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dive {
    Found,
    Nothing,
    OutOfEffort,
}

impl<'a> Cover<'a> {
    fn new(model: &'a Model, layout: &'a Layout, choices: &'a [Choice]) -> Self {
        let mut by_sites = Vec::with_capacity(choices.len());
        for choice in choices {
            let mut map: BTreeMap<u128, Vec<usize>> = BTreeMap::new();
            for (number, route) in choice.routes.iter().enumerate() {
                map.entry(layout.sites(route.packed)).or_default().push(number);
            }
            by_sites.push(map);
        }
        Self { model, layout, choices, by_sites, picked: Vec::new() }
    }

    fn decide(mut self, all: u128, slack: i64, budget: &mut Budget) -> Closure {
        match self.class(0, all, slack, budget) {
            Dive::Found => Closure::Plan(self.routes()),
            Dive::Nothing => Closure::TooShort,
            Dive::OutOfEffort => Closure::Unknown,
        }
    }

    /// Picks for all vehicles of a class and of those after it.
    fn class(&mut self, class: usize, rest: u128, slack: i64, budget: &mut Budget) -> Dive {
        let Some(choice) = self.choices.get(class) else {
            let empty = self.layout.sites(rest) == 0;
            return if empty { Dive::Found } else { Dive::Nothing };
        };
        let vehicles = self.model.classes.get(class).map_or(0, |c| c.members.len());
        let all: Vec<usize> = (0..choice.routes.len()).collect();
        self.pick(class, vehicles, &all, rest, slack, budget)
    }

    /// Picks for the vehicles of a class that are left. They are alike, so each takes a route from
    /// the list no earlier than the one before it.
    fn pick(
        &mut self,
        class: usize,
        vehicles: usize,
        list: &[usize],
        rest: u128,
        slack: i64,
        budget: &mut Budget,
    ) -> Dive {
        let choices = self.choices;
        let Some(choice) = choices.get(class) else { return Dive::Nothing };
        if vehicles == 0 {
            return self.class(class + 1, rest, slack, budget);
        }
        if vehicles == 1 && class + 1 == choices.len() {
            return self.last(class, rest, slack, budget);
        }
        let route = |number: usize| choice.routes.get(number).copied();
        let fitting = |number: &usize| {
            route(*number).is_some_and(|r| r.less <= slack && self.layout.fits(rest, r.packed))
        };
        let list: Vec<usize> = list.iter().copied().filter(fitting).collect();
        if !budget.spend(u64::try_from(list.len() / 50 + 1).unwrap_or(1)) {
            return Dive::OutOfEffort;
        }
        if class + 1 == choices.len() && !self.enough(choice, &list, vehicles, rest) {
            return Dive::Nothing;
        }
        let alike = i64::try_from(vehicles).unwrap_or(1);
        for (place, number) in list.iter().enumerate() {
            let Some(Route { less, packed, .. }) = route(*number) else { continue };
            if less * alike > slack {
                break;
            }
            self.picked.push((class, *number));
            let later = list.get(place..).unwrap_or_default();
            match self.pick(class, vehicles - 1, later, rest - packed, slack - less, budget) {
                Dive::Nothing => self.picked.pop(),
                end => return end,
            };
        }
        Dive::Nothing
    }

    /// Whether so many of the listed routes could fetch everything, site by site and all in all.
    fn enough(&self, choice: &Choice, list: &[usize], vehicles: usize, rest: u128) -> bool {
        let routes = list.iter().filter_map(|n| choice.routes.get(*n));
        let most = self.layout.most(routes.map(|route| route.packed));
        self.layout.reach(rest, &most, vehicles)
    }

    fn last(&mut self, class: usize, rest: u128, slack: i64, budget: &mut Budget) -> Dive {
        if !budget.spend(1) {
            return Dive::OutOfEffort;
        }
        let same = self.by_sites.get(class).and_then(|map| map.get(&self.layout.sites(rest)));
        let routes = self.choices.get(class).map_or(&[] as &[Route], |c| &c.routes);
        for number in same.map_or(&[] as &[usize], Vec::as_slice) {
            let fits = |r: &Route| r.less <= slack && self.layout.fits(rest, r.packed);
            if routes.get(*number).is_some_and(fits) {
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
            for (vehicle, (_, route)) in class.members.iter().zip(picked) {
                if let Some(slot) = routes.get_mut(*vehicle) {
                    *slot = self.hops(number, *route);
                }
            }
        }
        routes
    }

    fn hops(&self, class: usize, route: usize) -> Vec<Hop> {
        let mut hops = Vec::new();
        let Some(choice) = self.choices.get(class) else { return hops };
        let mut place = choice.routes.get(route).map_or(0, |route| route.last);
        while place != 0 {
            let Some(node) = choice.nodes.get(place) else { break };
            hops.push(node.hop);
            place = node.before;
        }
        hops.reverse();
        hops
    }
}
