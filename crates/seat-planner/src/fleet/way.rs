//! The best way of one unit among those that have room: one pass over what happens to the trips, in
//! order of time. Waiting at a place costs the same for each minute, so of all arrivals at a place
//! only the one with the least `cost - rate x arrival` matters.

use super::crowd::{Batch, Kind};
use super::hope::Hope;
use super::network::{Load, Network};
use super::schedule::{Event, Happens, Schedule, Trip};
use crate::search::model::fits;

/// A way: the trips in order, and what a unit bears on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) trips: Vec<usize>,
    /// In weighted tenths of a minute, from being ready to the end.
    pub(crate) cost: i64,
    /// It ends in danger, in hope of more.
    pub(crate) hopes: bool,
    /// It ends at home.
    pub(crate) home: bool,
}

/// Memory that one search reuses, stamped instead of cleared.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    stamp: u32,
    board: Vec<(u32, i64, u32)>,
    cost: Vec<(u32, i64, u32)>,
    waiting: Vec<(u32, i64, u32)>,
}

const START: u32 = u32::MAX;
const ABOARD: u32 = u32::MAX - 1;

/// What is searched for: the best way of one batch.
pub(crate) struct Search<'s> {
    pub(crate) hope: &'s Hope<'s>,
    pub(crate) network: &'s Network,
    pub(crate) schedule: &'s Schedule,
    pub(crate) kind: &'s Kind,
    pub(crate) batch: &'s Batch,
    pub(crate) barred: &'s [usize],
}

impl Search<'_> {
    /// The best way that has room, if there is one. Who is in danger takes any way out; who is
    /// safe, or hopes, only a better one than to stay.
    pub(crate) fn best(&self, free: &[Load], scratch: &mut Scratch) -> Option<Way> {
        let (network, schedule) = (self.network, self.schedule);
        let rates = network.crowd.rates.get(self.kind.nation)?;
        scratch.begin(schedule.trips.len(), network.places);
        let ready = self.batch.ready;
        let first = schedule.events.partition_point(|e| e.minute < ready - schedule.lag);
        let in_danger = network.crowd.danger.get(self.batch.place) == Some(&true);
        let limit = if in_danger && !self.hope.any() {
            i64::MAX
        } else {
            self.hope.stop(self.batch.kind, self.batch.place, ready)
        };
        let mut best: Option<(i64, usize)> = None;
        for event in schedule.events.get(first..)? {
            // Whoever is not home by then has borne so much at the least.
            if best.is_some_and(|(cost, _)| cost <= 2 * (event.minute - ready) * self.kind.weight) {
                break;
            }
            if !self.meets(event, scratch) {
                continue;
            }
            let number = event.trip();
            let trip = schedule.trips.get(number)?;
            if !Schedule::may(self.kind, trip) {
                continue;
            }
            if event.happens == Happens::Board {
                let fits = free.get(number).is_some_and(|free| fits(&self.kind.needs, free));
                if fits && !self.barred.contains(&number) {
                    self.board(number, trip, rates, scratch);
                }
            } else if let Some(cost) = self.arrive(number, trip, (rates, free), scratch)
                && cost < best.map_or(limit, |(least, _)| least)
            {
                best = Some((cost, number));
            }
        }
        self.way(best?.1, scratch)
    }

    /// Whether anybody can be where it happens; most of what happens, happens elsewhere.
    fn meets(&self, event: &Event, scratch: &Scratch) -> bool {
        let stamp = scratch.stamp;
        let marked =
            |list: &[(u32, i64, u32)], at: usize| list.get(at).is_some_and(|m| m.0 == stamp);
        match event.happens {
            Happens::Board => {
                let place = event.place();
                place == self.batch.place || marked(&scratch.waiting, place)
            }
            Happens::Arrive => {
                marked(&scratch.board, event.trip()) || marked(&scratch.cost, event.before())
            }
        }
    }

    /// Check-in closes: whoever is there by now can be on the trip.
    fn board(&self, number: usize, trip: &Trip, rates: &[i64], scratch: &mut Scratch) {
        let rate = rates.get(trip.from).copied().unwrap_or(0) * self.kind.weight;
        let begins =
            trip.from == self.batch.place && self.batch.ready <= trip.departs - trip.closes;
        let start = begins.then(|| (rate * (trip.departs - self.batch.ready), START));
        let waiting = scratch.waiting.get(trip.from).filter(|w| w.0 == scratch.stamp);
        let change = waiting.map(|(_, waiting, by)| (waiting + rate * trip.departs, *by));
        // Of equals, whoever begins here.
        let entry = start.into_iter().chain(change).min_by_key(|(cost, _)| *cost);
        if let (Some((cost, entry)), Some(board)) = (entry, scratch.board.get_mut(number)) {
            *board = (scratch.stamp, cost, entry);
        }
    }

    /// The trip arrives: what it costs to end there, for those who were on it and may.
    fn arrive(
        &self,
        number: usize,
        trip: &Trip,
        (rates, free): (&[i64], &[Load]),
        scratch: &mut Scratch,
    ) -> Option<i64> {
        let (cost, entry) = self.departing(number, trip, rates, free, scratch)?;
        let cost = cost + trip.aboard * self.kind.weight * (trip.arrives - trip.departs);
        *scratch.cost.get_mut(number)? = (scratch.stamp, cost, entry);
        let rate = rates.get(trip.to).copied().unwrap_or(0) * self.kind.weight;
        let now = cost - rate * trip.arrives;
        let waiting = scratch.waiting.get_mut(trip.to)?;
        if waiting.0 != scratch.stamp || now < waiting.1 {
            *waiting = (scratch.stamp, now, u32::try_from(number).unwrap_or(START));
        }
        let in_danger = self.network.crowd.danger.get(trip.to) == Some(&true);
        let may_end = !in_danger || self.hope.any();
        may_end.then(|| cost + self.hope.stop(self.batch.kind, trip.to, trip.arrives))
    }

    /// The cost up to departure, and by what: a start, another trip, or the leg before.
    fn departing(
        &self,
        number: usize,
        trip: &Trip,
        rates: &[i64],
        free: &[Load],
        scratch: &Scratch,
    ) -> Option<(i64, u32)> {
        let stamp = scratch.stamp;
        let boarded = scratch.board.get(number).filter(|board| board.0 == stamp);
        let aboard = trip.before.and_then(|before| {
            let (mark, cost, _) = scratch.cost.get(before)?;
            let arrived = self.schedule.trips.get(before)?.arrives;
            let rate = rates.get(trip.from).copied().unwrap_or(0) * self.kind.weight;
            let room = fits(&self.kind.needs, free.get(number)?);
            (*mark == stamp && room).then(|| cost + rate * (trip.departs - arrived))
        });
        match (boarded, aboard) {
            (Some((_, cost, entry)), Some(aboard)) if *cost < aboard => Some((*cost, *entry)),
            (_, Some(aboard)) => Some((aboard, ABOARD)),
            (Some((_, cost, entry)), None) => Some((*cost, *entry)),
            (None, None) => None,
        }
    }

    /// The way that ends with this trip.
    fn way(&self, last: usize, scratch: &Scratch) -> Option<Way> {
        let mut trips = vec![last];
        let mut number = last;
        loop {
            let (_, _, entry) = scratch.cost.get(number)?;
            number = match *entry {
                START => break,
                ABOARD => self.schedule.trips.get(number)?.before?,
                by => usize::try_from(by).ok()?,
            };
            trips.push(number);
        }
        trips.reverse();
        Way::on(self.hope, self.network, self.schedule, (self.kind, self.batch), trips)
    }
}

/// What a unit of a batch bears on these trips.
pub(crate) fn way(
    hope: &Hope<'_>,
    network: &Network,
    schedule: &Schedule,
    batch: usize,
    trips: Vec<usize>,
) -> Option<Way> {
    let batch = network.crowd.batches.get(batch)?;
    let kind = network.crowd.kinds.get(batch.kind)?;
    Way::on(hope, network, schedule, (kind, batch), trips)
}

impl Way {
    /// What a unit of a batch bears on these trips.
    pub(crate) fn on(
        hope: &Hope<'_>,
        network: &Network,
        schedule: &Schedule,
        (kind, batch): (&Kind, &Batch),
        trips: Vec<usize>,
    ) -> Option<Self> {
        let rates = network.crowd.rates.get(kind.nation)?;
        let (mut now, mut to, mut cost) = (batch.ready, batch.place, 0);
        for trip in trips.iter().filter_map(|trip| schedule.trips.get(*trip)) {
            cost += rates.get(trip.from).copied().unwrap_or(0) * (trip.departs - now);
            cost += trip.aboard * (trip.arrives - trip.departs);
            (now, to) = (trip.arrives, trip.to);
        }
        let cost = cost * kind.weight + hope.stop(batch.kind, to, now);
        let home = rates.get(to) == Some(&0);
        let hopes = network.crowd.danger.get(to) == Some(&true);
        Some(Self { trips, cost, hopes, home })
    }
}

impl Scratch {
    fn begin(&mut self, trips: usize, places: usize) {
        if self.board.len() != trips || self.waiting.len() != places || self.stamp > u32::MAX - 2 {
            self.board = vec![(0, 0, 0); trips];
            self.cost = vec![(0, 0, 0); trips];
            self.waiting = vec![(0, 0, 0); places];
            self.stamp = 0;
        }
        self.stamp += 1;
    }
}
