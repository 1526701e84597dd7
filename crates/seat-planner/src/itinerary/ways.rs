//! Several chains of rides for one kind of party, the cheapest first.
//!
//! A pass back through time says what a journey costs at least from each leg on. With that, chains
//! are made longer best first (A*), so they are completed in order of their cost.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{FAR, Origin, Path, Row, Stretch, Timetable, moving};
use crate::problem::PlaceKind;

/// Chains that are begun for each that is wanted.
const BEGUN: usize = 60;

/// The legs of a timetable by the place that they leave from.
#[derive(Debug)]
pub(crate) struct Ways<'t> {
    timetable: &'t Timetable,
    /// By place.
    from: Vec<Vec<usize>>,
    /// All legs, the last departure first.
    backward: Vec<usize>,
    /// By leg: the least cost after it; only of the last search.
    rest: Vec<i64>,
}

/// A chain that has come to the end of a leg.
struct Link {
    before: Option<usize>,
    leg: usize,
    aboard: bool,
    /// Up to this arrival.
    cost: i64,
}

/// Who searches: from where, how dear a minute is, and the toll of each leg.
struct Search<'o, F> {
    origin: &'o Origin,
    per_minute: i64,
    toll: F,
}

impl<'t> Ways<'t> {
    /// Of all legs.
    pub(crate) fn new(timetable: &'t Timetable) -> Self {
        let mut from = vec![Vec::new(); timetable.kinds.len()];
        let mut backward: Vec<usize> = (0..timetable.rows.len()).collect();
        backward.sort_by_key(|leg| Reverse(timetable.rows.get(*leg).map(|row| row.departs)));
        for leg in backward.iter().rev() {
            let place = timetable.rows.get(*leg).map_or(usize::MAX, |row| row.from);
            if let Some(legs) = from.get_mut(place) {
                legs.push(*leg);
            }
        }
        Self { timetable, from, backward, rest: Vec::new() }
    }

    /// At most so many chains, the cheapest first; what costs counts is said at
    /// [`Timetable::cheapest`]. Left out is a chain that takes all legs of a cheaper one.
    pub(crate) fn cheapest(
        &mut self,
        origin: &Origin,
        per_minute: i64,
        toll: impl Fn(usize) -> Option<i64>,
        most: usize,
    ) -> Vec<Path> {
        let search = Search { origin, per_minute, toll };
        self.look_back(&search);
        let (mut links, mut heap) = (Vec::new(), BinaryHeap::new());
        let mut found: Vec<Path> = Vec::new();
        for leg in self.from.get(origin.place).into_iter().flatten() {
            let begins = |row: &&Row| origin.starts(row);
            if let Some(row) = self.timetable.rows.get(*leg).filter(begins) {
                let each = origin.rate(row.from) * per_minute;
                let cost = each * row.departs.saturating_sub(origin.ready);
                let link = Link { before: None, leg: *leg, aboard: false, cost };
                self.push(&search, link, &mut links, &mut heap);
            }
        }
        while let Some(Reverse((_, link, done))) = heap.pop() {
            if done {
                let path = self.path(origin, &links, link);
                let within = |other: &Path| other.legs.iter().all(|leg| path.legs.contains(leg));
                if !found.iter().any(|other| other.burden <= path.burden && within(other)) {
                    found.push(path);
                }
                if found.len() >= most {
                    break;
                }
            } else if links.len() < most.saturating_mul(BEGUN) {
                self.go_on(&search, link, &mut links, &mut heap);
            }
        }
        found
    }

    /// Fills in what each leg costs at least after its arrival.
    fn look_back<F: Fn(usize) -> Option<i64>>(&mut self, search: &Search<'_, F>) {
        self.rest.clear();
        self.rest.resize(self.timetable.rows.len(), FAR);
        for leg in &self.backward {
            let Some(row) = self.timetable.rows.get(*leg) else {
                continue;
            };
            let mut least = search.end(row).unwrap_or(FAR);
            self.next(search.origin, *leg, row, |next, wait, _| {
                let after = self.rest.get(next).copied().unwrap_or(FAR);
                if after != FAR
                    && let Some(cost) = search.ride(self.timetable, next)
                {
                    least = least.min(wait * search.per_minute + cost + after);
                }
            });
            if let Some(rest) = self.rest.get_mut(*leg) {
                *rest = least;
            }
        }
    }

    /// What can follow a leg: the next leg, what waiting for it costs per person, whether aboard.
    fn next(&self, origin: &Origin, leg: usize, row: &Row, mut each: impl FnMut(usize, i64, bool)) {
        if origin.kinds.get(row.to) == Some(&PlaceKind::Home) {
            return;
        }
        let wait = |next: &Row| origin.rate(row.to) * (next.departs - row.arrives);
        let stays = leg.saturating_add(1);
        if let Some(next) = self.timetable.rows.get(stays).filter(|next| next.lift == row.lift) {
            each(stays, wait(next), true);
        }
        let change = row.arrives + self.timetable.min_change;
        let legs = self.from.get(row.to).map_or(&[][..], Vec::as_slice);
        let departs = |leg: &usize| self.timetable.rows.get(*leg).map_or(i64::MIN, |r| r.departs);
        let first = legs.partition_point(|leg| departs(leg) < change);
        for next in legs.get(first..).unwrap_or_default() {
            if let Some(boards) = self.timetable.rows.get(*next)
                && row.arrives <= boards.gate
                && *next != stays
            {
                each(*next, wait(boards), false);
            }
        }
    }

    fn go_on<F: Fn(usize) -> Option<i64>>(
        &self,
        search: &Search<'_, F>,
        link: usize,
        links: &mut Vec<Link>,
        heap: &mut BinaryHeap<Reverse<(i64, usize, bool)>>,
    ) {
        let Some((leg, cost)) = links.get(link).map(|link| (link.leg, link.cost)) else {
            return;
        };
        let Some(row) = self.timetable.rows.get(leg) else {
            return;
        };
        if let Some(rest) = search.end(row) {
            heap.push(Reverse((cost.saturating_add(rest), link, true)));
        }
        self.next(search.origin, leg, row, |next, wait, aboard| {
            let cost = cost + wait * search.per_minute;
            let link = Link { before: Some(link), leg: next, aboard, cost };
            self.push(search, link, links, heap);
        });
    }

    /// Adds a chain whose cost so far is that up to the departure of its last leg.
    fn push<F: Fn(usize) -> Option<i64>>(
        &self,
        search: &Search<'_, F>,
        mut link: Link,
        links: &mut Vec<Link>,
        heap: &mut BinaryHeap<Reverse<(i64, usize, bool)>>,
    ) {
        let rest = self.rest.get(link.leg).copied().unwrap_or(FAR);
        if rest != FAR
            && let Some(cost) = search.ride(self.timetable, link.leg)
        {
            link.cost += cost;
            heap.push(Reverse((link.cost.saturating_add(rest), links.len(), false)));
            links.push(link);
        }
    }

    fn path(&self, origin: &Origin, links: &[Link], last: usize) -> Path {
        let mut chain = Vec::new();
        let mut at = links.get(last);
        while let Some(link) = at {
            chain.push(link);
            at = link.before.and_then(|before| links.get(before));
        }
        chain.reverse();
        let mut rides: Vec<Stretch> = Vec::new();
        for link in &chain {
            let Some(row) = self.timetable.rows.get(link.leg) else {
                continue;
            };
            match rides.last_mut() {
                Some(ride) if link.aboard => ride.2 = row.number,
                _ => rides.push((row.lift, row.number, row.number)),
            }
        }
        self.timetable.finish(origin, chain.iter().map(|link| link.leg).collect(), rides)
    }
}

impl<F: Fn(usize) -> Option<i64>> Search<'_, F> {
    /// The cost of riding a leg, if it may be used.
    fn ride(&self, timetable: &Timetable, leg: usize) -> Option<i64> {
        let row = timetable.rows.get(leg).filter(|_| self.origin.may_use(leg))?;
        Some(moving(self.origin, row) * self.per_minute + (self.toll)(leg)?)
    }

    /// The cost of ending with this leg, if that is a safe place.
    fn end(&self, row: &Row) -> Option<i64> {
        Some(self.origin.rest(row.to, row.arrives)? * self.per_minute)
    }
}
