//! The ways that each kind of unit may choose among while places are exchanged.

use std::rc::Rc;

use super::model::{Kind, Load, Model, fits, times};
use crate::itinerary::{Path, Ways};

/// The most ways of one kind at these prices, and as many without prices.
const MOST: usize = 40;
/// The most ways of all kinds together.
const ALL: usize = 60_000;

/// A way and what its places are worth to others.
#[derive(Debug)]
pub(crate) struct Way {
    pub(crate) path: Rc<Path>,
    pub(crate) toll: i64,
    /// What it adds to the burden of a unit, with nothing lost.
    pub(crate) burden: i64,
}

/// By kind, the ways that may be the best for it, the least burden first.
#[derive(Debug)]
pub(crate) struct Menu {
    ways: Vec<Vec<Way>>,
    /// By kind, the same by burden and tolls.
    likely: Vec<Vec<usize>>,
}

impl Menu {
    /// The cheapest ways at these prices and without prices.
    pub(crate) fn new(model: &Model, prices: &[Load]) -> Self {
        let mut finder = Ways::new(&model.timetable);
        let most = (ALL / model.kinds.len().max(1)).clamp(4, MOST);
        let ways = model.kinds.iter().map(|kind| of(model, kind, prices, most, &mut finder));
        let ways: Vec<Vec<Way>> = ways.collect();
        let likely = ways.iter().map(|ways| {
            let mut order: Vec<usize> = (0..ways.len()).collect();
            order.sort_by_key(|at| ways.get(*at).map(|way| way.burden.saturating_add(way.toll)));
            order
        });
        Self { likely: likely.collect(), ways }
    }

    /// The numbers of the ways of a kind, the least burden and toll first.
    pub(crate) fn likely(&self, kind: usize) -> &[usize] {
        self.likely.get(kind).map_or(&[], Vec::as_slice)
    }

    /// The ways of a kind.
    pub(crate) fn of(&self, kind: usize) -> &[Way] {
        self.ways.get(kind).map_or(&[], Vec::as_slice)
    }
}

fn of(model: &Model, kind: &Kind, prices: &[Load], most: usize, finder: &mut Ways<'_>) -> Vec<Way> {
    let Some(origin) = model.origins.get(kind.origin) else {
        return Vec::new();
    };
    let fits = |leg: usize| model.capacity.get(leg).is_some_and(|room| fits(&kind.needs, room));
    let price = |leg: usize| prices.get(leg).map_or(0, |price| times(price, &kind.needs));
    let each = kind.people * kind.weight;
    let mut paths = finder.cheapest(origin, each, |leg| fits(leg).then(|| price(leg)), most);
    paths.extend(finder.cheapest(origin, each, |leg| fits(leg).then_some(0), most));
    let mut ways: Vec<Way> = (paths.into_iter())
        .filter(|path| !kind.safe || path.burden < kind.staying)
        .map(|path| {
            let toll = path.legs.iter().map(|leg| price(*leg)).fold(0, i64::saturating_add);
            let burden = each * (path.burden - kind.staying);
            Way { path: Rc::new(path), toll, burden }
        })
        .collect();
    ways.sort_by(|a, b| (a.burden, &a.path.rides).cmp(&(b.burden, &b.path.rides)));
    ways.dedup_by(|a, b| a.path.rides == b.path.rides);
    ways
}
