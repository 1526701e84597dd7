//! Empty passes: where times are not distances, a vehicle may be there sooner if it drives by way
//! of other pickups and drops, with nobody aboard.
//!
//! The search sees only how long the quickest way takes; a plan shows all of it.

use super::fill::Hop;
use super::model::{FAR, Legs};
use super::slot::{at, put};

/// The quickest ways of a fleet from drop to drop.
#[derive(Debug, Default)]
pub(super) struct Passing {
    drops: usize,
    /// How long, and the first hop on the way.
    ways: Vec<(i64, Hop)>,
}

impl Passing {
    /// Finds them all (Floyd 1962).
    pub(super) fn new(legs: &Legs, pickups: usize, drops: usize) -> Self {
        let mut ways = Vec::with_capacity(drops * drops);
        for from in 0..drops {
            for to in 0..drops {
                let over = |p| (legs.empty(from, p) + legs.loaded(p, to), (p, to));
                ways.push((0..pickups).map(over).min().unwrap_or((FAR, (0, 0))));
            }
        }
        let mut passing = Self { drops, ways };
        for middle in 0..drops {
            for from in 0..drops {
                let (to_middle, hop) = passing.way(from, middle);
                for to in 0..drops {
                    let long = to_middle + passing.way(middle, to).0;
                    if long < passing.way(from, to).0 {
                        put(&mut passing.ways, from * drops + to, (long, hop));
                    }
                }
            }
        }
        passing
    }

    fn way(&self, from: usize, to: usize) -> (i64, Hop) {
        at(&self.ways, from * self.drops + to)
    }

    /// The quickest way from a drop to a pickup: how long, and its last drop before the pickup when
    /// it is not the straight one.
    pub(super) fn to(&self, legs: &Legs, from: usize, pickup: usize) -> (i64, Option<usize>) {
        let over = |d| (self.way(from, d).0 + legs.empty(d, pickup), Some(d));
        let straight = (legs.empty(from, pickup), None);
        (0..self.drops).map(over).min().unwrap_or(straight).min(straight)
    }

    /// The quickest way to a pickup from where a vehicle begins, and the first hop if there is one.
    pub(super) fn first(&self, legs: &Legs, first: &[i64], pickup: usize) -> (i64, Option<Hop>) {
        let mut best = (at(first, pickup), None);
        for (start, ready) in first.iter().enumerate() {
            for drop in 0..self.drops {
                let there = ready + legs.loaded(start, drop) + self.to(legs, drop, pickup).0;
                if there < best.0 {
                    best = (there, Some((start, drop)));
                }
            }
        }
        best
    }

    /// Adds the hops of the quickest way from a drop to a pickup.
    pub(super) fn drive(&self, legs: &Legs, from: usize, pickup: usize, hops: &mut Vec<Hop>) {
        let (_, Some(last)) = self.to(legs, from, pickup) else { return };
        let mut stands = from;
        loop {
            let (_, hop) = self.way(stands, last);
            hops.push(hop);
            stands = hop.1;
            if stands == last {
                return;
            }
        }
    }
}
