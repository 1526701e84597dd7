//! Puts people onto vehicles whose itineraries are settled: class by class, each unit on the way
//! that is best for it among those that have room.

use std::sync::Arc;

use super::crowd::{Batch, Crowd, Kind};
use super::hope::Hope;
use super::network::{Load, Network};
use super::schedule::Schedule;
use super::way::{Scratch, Search, Way};
use crate::problem::Class;

/// Units of one batch that go one way.
#[derive(Debug, Clone)]
pub(crate) struct Flow {
    pub(crate) batch: usize,
    pub(crate) units: i64,
    pub(crate) way: Arc<Way>,
}

/// More is better: protected people out, weight of people out, less burden.
pub(crate) type Rank = (i64, i64, i64);

/// Who goes which way.
#[derive(Debug, Clone)]
pub(crate) struct Loading {
    pub(crate) flows: Vec<Flow>,
    pub(crate) free: Vec<Load>,
    /// By place, by step: people who came by a ride and wait.
    waiting: Vec<Vec<i64>>,
    /// By batch: units that stay.
    pub(crate) staying: Vec<i64>,
    pub(crate) rank: Rank,
}

impl Loading {
    /// Nobody has gone anywhere.
    pub(crate) fn new(hope: &Hope<'_>, network: &Network, schedule: &Schedule) -> Self {
        let crowd = &network.crowd;
        let mut rank = (0, 0, 0);
        for batch in &crowd.batches {
            let Some(kind) = crowd.kinds.get(batch.kind) else { continue };
            rank.2 -= hope.stop(batch.kind, batch.place, batch.ready) * batch.units;
            if crowd.danger.get(batch.place) == Some(&false) {
                add_out(&mut rank, kind, batch.units);
            }
        }
        Self {
            flows: Vec::new(),
            free: schedule.trips.iter().map(|trip| trip.room).collect(),
            waiting: (network.hold.iter())
                .map(|hold| if hold.is_some() { vec![0; network.steps + 1] } else { Vec::new() })
                .collect(),
            staying: crowd.batches.iter().map(|batch| batch.units).collect(),
            rank,
        }
    }

    /// Loads everybody who stays, batch by batch in this order.
    ///
    /// Room only becomes less while this lasts. So where one of a class found no way, those of it
    /// who are ready there later find none either; and where one found a way, it stays the best for
    /// those after as long as there is room on it and they are ready in time.
    pub(crate) fn load(
        &mut self,
        hope: &Hope<'_>,
        network: &Network,
        schedule: &Schedule,
        order: &[usize],
        scratch: &mut Scratch,
    ) {
        let corners = network.crowd.kinds.len() * network.places;
        let mut known: Vec<Known> = vec![Known::Nothing; corners];
        for number in order {
            let Some(batch) = network.crowd.batches.get(*number) else { continue };
            if self.staying.get(*number).is_none_or(|staying| *staying == 0) {
                continue;
            }
            let corner = batch.kind * network.places + batch.place;
            if let Some(known) = known.get_mut(corner) {
                self.load_batch((hope, network, schedule), *number, known, scratch);
            }
        }
    }

    fn load_batch(
        &mut self,
        (hope, network, schedule): (&Hope<'_>, &Network, &Schedule),
        number: usize,
        known: &mut Known,
        scratch: &mut Scratch,
    ) {
        let crowd = &network.crowd;
        let Some(batch) = crowd.batches.get(number) else { return };
        let Some(kind) = crowd.kinds.get(batch.kind) else { return };
        let mut barred = Vec::new();
        while self.staying.get(number).is_some_and(|staying| *staying > 0) {
            let way = match known {
                Known::Shut => return,
                Known::Best(way) if in_time(schedule, way, batch) => {
                    Way::on(hope, network, schedule, (kind, batch), way.trips.clone())
                }
                _ => None,
            };
            let again = way.is_some();
            let search = Search { hope, network, schedule, kind, batch, barred: &barred };
            let Some(way) = way.or_else(|| search.best(&self.free, scratch)) else {
                if barred.is_empty() {
                    *known = Known::Shut;
                }
                return;
            };
            let units = self.room(network, schedule, kind, &way);
            let units = units.min(self.staying.get(number).copied().unwrap_or(0));
            if units == 0 && again {
                *known = Known::Nothing;
                continue;
            }
            if units == 0 {
                // A waiting hall on the way is full: not by the ride that leads there.
                let full = self.full_after(network, schedule, kind, &way);
                let Some(full) = full.filter(|_| barred.len() < 8) else { return };
                barred.push(full);
                continue;
            }
            let way = Arc::new(way);
            if barred.is_empty() {
                *known = Known::Best(way.clone());
            }
            self.put(hope, network, schedule, Flow { batch: number, units, way });
        }
    }

    /// How many units of the kind there is room for along the way.
    fn room(&self, network: &Network, schedule: &Schedule, kind: &Kind, way: &Way) -> i64 {
        let mut units = i64::MAX;
        for free in way.trips.iter().filter_map(|trip| self.free.get(*trip)) {
            for (free, need) in free.iter().zip(&kind.needs).filter(|(_, need)| **need > 0) {
                units = units.min(free / need);
            }
        }
        for (place, from, until) in waits(network, schedule, way) {
            let Some(hold) = network.hold.get(place).copied().flatten() else { continue };
            let there = self.waiting.get(place).and_then(|w| w.get(from..until));
            let most = there.unwrap_or_default().iter().max().copied().unwrap_or(0);
            units = units.min((hold - most) / kind.people.max(1));
        }
        units.max(0)
    }

    /// The trip of the way after which there is no room to wait.
    fn full_after(
        &self,
        network: &Network,
        schedule: &Schedule,
        kind: &Kind,
        way: &Way,
    ) -> Option<usize> {
        let full = |(place, from, until): &(usize, usize, usize)| {
            let hold = network.hold.get(*place).copied().flatten().unwrap_or(i64::MAX);
            let there = self.waiting.get(*place).and_then(|w| w.get(*from..*until));
            there.unwrap_or_default().iter().any(|there| there + kind.people > hold)
        };
        let (place, ..) = waits(network, schedule, way).into_iter().find(full)?;
        let to = |trip: &&usize| schedule.trips.get(**trip).is_some_and(|t| t.to == place);
        way.trips.iter().find(to).copied()
    }

    pub(crate) fn put(
        &mut self,
        hope: &Hope<'_>,
        network: &Network,
        schedule: &Schedule,
        flow: Flow,
    ) {
        self.change(hope, network, schedule, &flow, 1);
        self.flows.push(flow);
    }

    /// Makes place for the trips of a schedule that has changed: nobody is on new trips.
    pub(crate) fn follow(&mut self, schedule: &Schedule, lift: usize) {
        self.free.resize(schedule.trips.len(), Load::default());
        for trip in schedule.of_lift(lift) {
            if let (Some(free), Some(trip)) = (self.free.get_mut(*trip), schedule.trips.get(*trip))
            {
                *free = trip.room;
            }
        }
    }

    /// The same under another hope: those who are not home yet stay for now.
    pub(crate) fn under(self, hope: &Hope<'_>, network: &Network, schedule: &Schedule) -> Self {
        let mut loading = Self::new(hope, network, schedule);
        for flow in self.flows {
            if flow.way.home {
                loading.put(hope, network, schedule, flow);
            }
        }
        loading
    }

    /// Takes out again the flows that the test names.
    pub(crate) fn remove(
        &mut self,
        hope: &Hope<'_>,
        network: &Network,
        schedule: &Schedule,
        out: impl Fn(&Flow) -> bool,
    ) {
        let mut number = 0;
        while let Some(flow) = self.flows.get(number) {
            if out(flow) {
                let flow = self.flows.swap_remove(number);
                self.change(hope, network, schedule, &flow, -1);
            } else {
                number += 1;
            }
        }
    }

    fn change(
        &mut self,
        hope: &Hope<'_>,
        network: &Network,
        schedule: &Schedule,
        flow: &Flow,
        sign: i64,
    ) {
        let crowd = &network.crowd;
        let Some(batch) = crowd.batches.get(flow.batch) else { return };
        let Some(kind) = crowd.kinds.get(batch.kind) else { return };
        let units = sign * flow.units;
        for trip in &flow.way.trips {
            if let Some(free) = self.free.get_mut(*trip) {
                free.iter_mut().zip(&kind.needs).for_each(|(free, need)| *free -= need * units);
            }
        }
        for (place, from, until) in waits(network, schedule, &flow.way) {
            let there = self.waiting.get_mut(place).and_then(|w| w.get_mut(from..until));
            for there in there.into_iter().flatten() {
                *there += units * kind.people;
            }
        }
        if let Some(staying) = self.staying.get_mut(flow.batch) {
            *staying -= units;
        }
        let stop = hope.stop(batch.kind, batch.place, batch.ready);
        self.rank.2 += (stop - flow.way.cost) * units;
        if !flow.way.hopes && crowd.danger.get(batch.place) == Some(&true) {
            add_out(&mut self.rank, kind, units);
        }
    }
}

/// What the search for one of a class found, at one place.
#[derive(Debug, Clone)]
enum Known {
    Nothing,
    Best(Arc<Way>),
    /// There is no way, whenever one is ready after.
    Shut,
}

/// Whether a batch is ready before check-in for the first trip of a way closes.
fn in_time(schedule: &Schedule, way: &Way, batch: &Batch) -> bool {
    let first = way.trips.first().and_then(|trip| schedule.trips.get(*trip));
    first.is_some_and(|trip| batch.ready <= trip.departs - trip.closes)
}

fn add_out(rank: &mut Rank, kind: &Kind, units: i64) {
    if kind.rank == Class::Protected {
        rank.0 += kind.people * units;
    }
    rank.1 += kind.weight * units;
}

/// Where and during which steps people wait who came by a ride, where a place has a limit.
fn waits(network: &Network, schedule: &Schedule, way: &Way) -> Vec<(usize, usize, usize)> {
    let mut waits = Vec::new();
    for (number, trip) in way.trips.iter().enumerate() {
        let Some(trip) = schedule.trips.get(*trip) else { continue };
        if network.hold.get(trip.to).copied().flatten().is_none() {
            continue;
        }
        let next = way.trips.get(number + 1).and_then(|next| schedule.trips.get(*next));
        let until = next.map_or(network.horizon, |next| next.departs);
        let step = |minute: i64| usize::try_from(minute.max(0) / network.step).unwrap_or(0);
        let end = step(until + network.step - 1).min(network.steps);
        if step(trip.arrives) < end {
            waits.push((trip.to, step(trip.arrives), end));
        }
    }
    waits
}

/// The batches, those who go first first: by class, then the heavy ones, then who is ready first.
pub(crate) fn order(crowd: &Crowd) -> Vec<usize> {
    let mut order: Vec<usize> = (0..crowd.batches.len()).collect();
    order.sort_by_key(|number| {
        let batch = crowd.batches.get(*number)?;
        let kind = crowd.kinds.get(batch.kind)?;
        let safe = crowd.danger.get(batch.place) == Some(&false);
        Some((safe, kind.rank, std::cmp::Reverse(kind.people), batch.ready, *number))
    });
    order
}
