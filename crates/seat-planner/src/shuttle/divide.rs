//! The exact search for unlike vehicles and demand that can be divided, where room is enough.
//!
//! All that matters of a route is how many trips it makes to each site and when it ends. For each
//! class these profiles are listed with the earliest end. For a time, the search picks one profile
//! that keeps it for each vehicle, dearest in seats first, until nobody is left.

use std::collections::{BTreeMap, BTreeSet};

use super::budget::Budget;
use super::fill::Hop;
use super::model::{FAR, Model};
use super::slot::{add, at, put};
use super::weigh::weights;

/// The most sites, and the most trips of a vehicle to one.
const MOST_SITES: usize = 12;
const MOST_TRIPS: u8 = 200;
/// The most unfinished routes to keep of a class, and states known to be hopeless.
const MOST_NODES: usize = 400_000;
const MOST_KNOWN: usize = 2_000_000;

/// Trips to each site.
type Counts = [u8; MOST_SITES];

#[derive(Debug, Clone, Copy)]
struct Node {
    counts: Counts,
    time: i64,
    hop: Hop,
    before: usize,
}

/// The profiles of a class.
#[derive(Debug, Default)]
struct Profiles {
    nodes: Vec<Node>,
    /// For each profile, its quickest node; by time.
    ends: Vec<(i64, usize)>,
}

/// All profiles that end within a time.
#[derive(Debug)]
pub(super) struct Divided<'a> {
    model: &'a Model,
    classes: Vec<Profiles>,
}

/// Whether there is a plan.
#[derive(Debug)]
pub(super) enum Division {
    /// Proven: none arrives in time.
    TooShort,
    /// The trips of each vehicle.
    Plan(Vec<Vec<Hop>>),
    /// No effort left.
    Unknown,
}

impl<'a> Divided<'a> {
    /// `None` when the problem is not of this kind or there are too many profiles.
    pub(super) fn new(model: &'a Model, within: i64, budget: &mut Budget) -> Option<Self> {
        if model.demand.len() > MOST_SITES || model.tight.contains(&true) {
            return None;
        }
        let mut classes = Vec::with_capacity(model.classes.len());
        for class in 0..model.classes.len() {
            classes.push(profiles(model, class, within, budget)?);
        }
        Some(Self { model, classes })
    }

    /// Decides a time no later than that of the profiles.
    pub(super) fn decide(&self, within: i64, budget: &mut Budget) -> Division {
        let mut order: Vec<(usize, usize)> = Vec::new();
        for (number, class) in self.model.classes.iter().enumerate() {
            order.extend(class.members.iter().map(|vehicle| (number, *vehicle)));
        }
        let seats = |class: usize| self.model.classes.get(class).map_or(0, |c| c.seats);
        order.sort_by_key(|(class, vehicle)| (-seats(*class), *class, *vehicle));
        let lists: Vec<Vec<Offer>> =
            (0..self.classes.len()).map(|class| self.offers(class, within)).collect();
        let mut pick = Pick::new(self.model, &order, &lists);
        match pick.dive(0, self.model.demand.clone(), budget) {
            None => Division::Unknown,
            Some(false) => Division::TooShort,
            Some(true) => Division::Plan(self.routes(&order, &pick.picked)),
        }
    }

    /// The profiles that keep the time, without those that another outdoes at every site.
    fn offers(&self, class: usize, within: i64) -> Vec<Offer> {
        let Some(profiles) = self.classes.get(class) else { return Vec::new() };
        let Some(seats) = self.model.classes.get(class).map(|c| c.seats) else { return Vec::new() };
        let in_time = profiles.ends.iter().take_while(|(time, _)| *time <= within);
        let mut all: Vec<Offer> = in_time
            .filter_map(|(_, node)| {
                let counts = profiles.nodes.get(*node)?.counts;
                let pairs = counts.iter().zip(&self.model.demand);
                let units = pairs.map(|(n, d)| (i64::from(*n) * seats).min(*d)).collect();
                Some(Offer { units, node: *node })
            })
            .collect();
        all.sort_by_key(|offer| -offer.units.iter().sum::<i64>());
        let mut kept: Vec<Offer> = Vec::new();
        for offer in all {
            if !kept.iter().any(|other| covers(&other.units, &offer.units)) {
                kept.push(offer);
            }
        }
        kept
    }

    fn routes(&self, order: &[(usize, usize)], picked: &[usize]) -> Vec<Vec<Hop>> {
        let mut routes = vec![Vec::new(); self.model.class_of.len()];
        for ((class, vehicle), node) in order.iter().zip(picked) {
            let Some(profiles) = self.classes.get(*class) else { continue };
            let mut hops = Vec::new();
            let mut place = *node;
            while place != 0 {
                let Some(node) = profiles.nodes.get(place) else { break };
                hops.push(node.hop);
                place = node.before;
            }
            hops.reverse();
            put(&mut routes, *vehicle, hops);
        }
        routes
    }
}

fn covers(more: &[i64], less: &[i64]) -> bool {
    more.iter().zip(less).all(|(m, l)| m >= l)
}

/// All profiles of a class, by number of trips.
fn profiles(model: &Model, class: usize, within: i64, budget: &mut Budget) -> Option<Profiles> {
    let start = Node { counts: [0; MOST_SITES], time: 0, hop: (0, 0), before: 0 };
    let mut nodes = vec![start];
    let mut known: BTreeMap<(usize, Counts), usize> = BTreeMap::new();
    let mut next = 0;
    while let Some(node) = nodes.get(next).copied() {
        for new in onward(model, class, next, &node, within)? {
            match known.get(&(new.hop.1, new.counts)) {
                Some(&place) => {
                    if let Some(present) = nodes.get_mut(place).filter(|p| p.time > new.time) {
                        *present = new;
                    }
                }
                None => {
                    known.insert((new.hop.1, new.counts), nodes.len());
                    nodes.push(new);
                }
            }
        }
        if nodes.len() > MOST_NODES || !budget.spend(1) {
            return None;
        }
        next += 1;
    }
    let mut quickest: BTreeMap<Counts, (i64, usize)> = BTreeMap::new();
    for (place, node) in nodes.iter().enumerate() {
        let end = (node.time, place);
        quickest.entry(node.counts).and_modify(|best| *best = end.min(*best)).or_insert(end);
    }
    let mut ends: Vec<(i64, usize)> = quickest.into_values().collect();
    ends.sort_unstable();
    Some(Profiles { nodes, ends })
}

/// One trip more; `None` when a route has too many to be counted.
fn onward(
    model: &Model,
    class: usize,
    place: usize,
    node: &Node,
    within: i64,
) -> Option<Vec<Node>> {
    let mut found = Vec::new();
    let class = model.classes.get(class)?;
    let legs = model.legs.get(class.fleet)?;
    for pickup in 0..model.pickups() {
        let site = at(&model.site, pickup);
        let count = at(&node.counts, site);
        // Where vehicles may pass empty, a trip more than it takes to empty the site is never
        // needed; otherwise it may be the way to another site, with one person aboard.
        let each = if model.may_pass_empty() { class.seats * model.unit } else { 1 };
        if count >= MOST_TRIPS || i64::from(count) * each >= at(&model.demand, site) * model.unit {
            if count >= MOST_TRIPS {
                return None;
            }
            continue;
        }
        let ready = if place == 0 {
            at(&class.first, pickup)
        } else {
            node.time + legs.empty(node.hop.1, pickup)
        };
        for drop in 0..model.drops() {
            let time = ready + legs.loaded(pickup, drop);
            if time <= within && time < FAR {
                let mut counts = node.counts;
                add(&mut counts, site, 1);
                found.push(Node { counts, time, hop: (pickup, drop), before: place });
            }
        }
    }
    Some(found)
}

/// What a vehicle can take from each site on one of its routes.
#[derive(Debug)]
pub(super) struct Offer {
    pub(super) units: Vec<i64>,
    node: usize,
}

/// The search for one offer for each vehicle.
struct Pick<'a> {
    order: &'a [(usize, usize)],
    lists: &'a [Vec<Offer>],
    /// Weights of sites, and the most that vehicles from each place of the order on take from them.
    sets: Vec<(Vec<i64>, Vec<i64>)>,
    hopeless: BTreeSet<(usize, Vec<i64>)>,
    picked: Vec<usize>,
}

impl<'a> Pick<'a> {
    fn new(model: &Model, order: &'a [(usize, usize)], lists: &'a [Vec<Offer>]) -> Self {
        let mut sets = Vec::new();
        for set in weights(model, lists) {
            let best = |list: &Vec<Offer>| {
                list.iter().map(|offer| weigh(&set, &offer.units)).max().unwrap_or(0)
            };
            let best: Vec<i64> = lists.iter().map(best).collect();
            let mut most = vec![0; order.len() + 1];
            for (place, (class, _)) in order.iter().enumerate().rev() {
                let later = at(&most, place + 1);
                put(&mut most, place, later + at(&best, *class));
            }
            sets.push((set, most));
        }
        Self { order, lists, sets, hopeless: BTreeSet::new(), picked: Vec::new() }
    }

    /// Whether the vehicles from this place on can take all the rest; `None` without effort left.
    fn dive(&mut self, place: usize, rest: Vec<i64>, budget: &mut Budget) -> Option<bool> {
        if rest.iter().all(|left| *left == 0) {
            return Some(true);
        }
        let Some((class, _)) = self.order.get(place) else { return Some(false) };
        let short = |(set, most): &(Vec<i64>, Vec<i64>)| weigh(set, &rest) > at(most, place);
        if self.sets.iter().any(short) {
            return Some(false);
        }
        let state = (place, rest);
        if self.hopeless.contains(&state) {
            return Some(false);
        }
        if self.hopeless.len() > MOST_KNOWN || !budget.spend(1) {
            return None;
        }
        let lists = self.lists;
        let offers = lists.get(*class).map_or(&[] as &[Offer], Vec::as_slice);
        let mut next: Vec<(i64, Vec<i64>, usize)> = Vec::with_capacity(offers.len());
        for offer in offers {
            let left: Vec<i64> =
                state.1.iter().zip(&offer.units).map(|(r, u)| (r - u).max(0)).collect();
            next.push((left.iter().sum(), left, offer.node));
        }
        next.sort();
        for (_, left, node) in next {
            self.picked.push(node);
            if self.dive(place + 1, left, budget)? {
                return Some(true);
            }
            self.picked.pop();
        }
        self.hopeless.insert(state);
        Some(false)
    }
}

fn weigh(weights: &[i64], units: &[i64]) -> i64 {
    weights.iter().zip(units).map(|(weight, units)| weight * units).sum()
}
