//! The closure: decides a time that the bound leaves open, where each trip is a whole load.
//!
//! With good prices all vehicles together can earn hardly more than all demand is worth. So a
//! route that earns less than the best by more than this slack is in no plan. All others are
//! listed ([`Choice`]), and the search for a cover picks one for each vehicle.

use std::collections::BTreeMap;

use super::budget::Budget;
use super::cover::Cover;
use super::fill::Hop;
use super::master::earnings;
use super::model::{FAR, Model};
use super::packed::Layout;
use super::price::{Pricer, Prices, Tables};
use super::rng::Dice;
use super::slot::at;

/// The most unfinished routes to keep of a class.
const MOST_NODES: usize = 400_000;

/// How many prices are used at once.
pub(super) const WAYS: usize = 8;

/// How much less than the best something earns, by each of the prices.
pub(super) type Less = [i64; WAYS];

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
    earned: Less,
    packed: u128,
    hop: Hop,
    before: usize,
}

/// The routes of a class that can be in a plan: how much less each earns than the best, what it
/// fetches and fills, and its last node.
#[derive(Debug)]
pub(super) struct Choice {
    nodes: Vec<Node>,
    pub(super) routes: Vec<Route>,
}

/// A finished route.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Route {
    pub(super) less: Less,
    pub(super) packed: u128,
    last: usize,
}

/// Whether the closure can work on the problem: whole loads, and not too many places.
pub(super) fn can_close(model: &Model) -> bool {
    model.loads && Layout::new(model).is_some()
}

/// Decides whether a plan arrives within the time; gives up after so many steps of the cover.
pub(super) fn close(
    model: &Model,
    within: i64,
    prices: &[Prices],
    (steps, dice): (u64, &mut Dice),
    budget: &mut Budget,
) -> Closure {
    let (true, Some(layout)) = (model.loads, Layout::new(model)) else {
        return Closure::Unknown;
    };
    let Some(pricer) = Pricer::new(model, within) else { return Closure::Unknown };
    let mut ways = Vec::with_capacity(WAYS);
    let mut slack = [0; WAYS];
    for (prices, slack) in prices.iter().zip(&mut slack) {
        let tables = pricer.all(prices);
        let (earned, each) = earnings(&pricer, model, &tables);
        *slack = earned - prices.worth(model);
        if *slack < 0 {
            return Closure::TooShort;
        }
        ways.push(Way { prices, tables, each });
    }
    let listing = Listing { model, within, layout: &layout, pricer: &pricer, ways, slack };
    let mut choices = Vec::with_capacity(model.classes.len());
    for number in 0..model.classes.len() {
        match listing.routes(number, budget) {
            Some(choice) => choices.push(choice),
            None => return Closure::Unknown,
        }
    }
    Cover::new(model, &layout, &choices).decide(slack, steps, dice, budget)
}

/// Prices, with the most that can be earned by them.
struct Way<'a> {
    prices: &'a Prices,
    tables: Vec<Tables>,
    /// By a vehicle of each class.
    each: Vec<i64>,
}

/// Lists the routes of a class.
struct Listing<'a> {
    model: &'a Model,
    within: i64,
    layout: &'a Layout,
    pricer: &'a Pricer<'a>,
    ways: Vec<Way<'a>>,
    slack: Less,
}

impl Listing<'_> {
    /// All routes that earn at least the best less the slack, by all prices; of those that fetch
    /// and fill the same and end at the same drop, the quickest.
    fn routes(&self, class: usize, budget: &mut Budget) -> Option<Choice> {
        let nothing = Node { time: 0, earned: [0; WAYS], packed: 0, hop: (0, 0), before: 0 };
        let mut nodes = vec![nothing];
        let mut known: BTreeMap<(usize, u128), usize> = BTreeMap::new();
        let mut next = 0;
        while next < nodes.len() {
            let Some(node) = nodes.get(next).copied() else { break };
            for new in self.onward(class, next, &node)? {
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
        for (last, node) in nodes.iter().enumerate() {
            let mut less = [0; WAYS];
            for ((less, way), earned) in less.iter_mut().zip(&self.ways).zip(node.earned) {
                *less = at(&way.each, class) - earned;
            }
            if enough(&self.slack, &less) {
                let route = Route { less, packed: node.packed, last };
                by_load.entry(node.packed).or_insert(route);
            }
        }
        let mut routes: Vec<Route> = by_load.into_values().collect();
        routes.sort_unstable_by_key(|route| (route.less, route.packed));
        Some(Choice { nodes, routes })
    }

    /// One trip more. A longer route fetches more: so each comes after all that lead to it.
    fn onward(&self, number: usize, place: usize, node: &Node) -> Option<Vec<Node>> {
        let mut found = Vec::new();
        let class = self.model.classes.get(number)?;
        let legs = self.model.legs.get(class.fleet)?;
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
                let packed = node.packed + self.layout.one(at(&self.model.site, pickup), drop);
                let new = Node { time, packed, hop: (pickup, drop), before: place, ..*node };
                if self.layout.fits(self.layout.all(), packed) {
                    found.extend(self.earning(number, new));
                }
            }
        }
        Some(found)
    }

    /// The node with what its last hop earns, unless it can't earn enough by some prices.
    fn earning(&self, number: usize, mut node: Node) -> Option<Node> {
        let class = self.model.classes.get(number)?;
        let left = self.pricer.left(node.time)?;
        for ((way, slack), earned) in self.ways.iter().zip(self.slack).zip(&mut node.earned) {
            let tables = way.tables.iter().find(|t| t.are_of(class.fleet, class.seats))?;
            *earned += i64::from(way.prices.earns(self.model, class.seats, node.hop));
            let most = *earned + i64::from(tables.free(node.hop.1, left));
            if most < at(&way.each, number) - slack {
                return None;
            }
        }
        Some(node)
    }
}

/// Whether there is enough slack by all prices.
pub(super) fn enough(slack: &Less, less: &Less) -> bool {
    slack.iter().zip(less).all(|(slack, less)| less <= slack)
}

impl Choice {
    /// The hops of a route.
    pub(super) fn hops(&self, route: usize) -> Vec<Hop> {
        let mut hops = Vec::new();
        let mut place = at(&self.routes, route).last;
        while place != 0 {
            let Some(node) = self.nodes.get(place) else { break };
            hops.push(node.hop);
            place = node.before;
        }
        hops.reverse();
        hops
    }
}
