//! Who waits where, from when until when, and what it saves them to go sooner.

use super::hope::Hope;
use super::load::{Flow, Loading};
use super::network::Network;
use super::schedule::Schedule;

/// Units of one class that wait at a place for a time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stay {
    pub(crate) class: usize,
    pub(crate) units: i64,
    /// The first minute at which they can depart.
    pub(crate) from: i64,
    pub(crate) until: i64,
    /// What a unit bears from a minute on is this, less what the minutes until then count; none if
    /// it has no way on: then it bears what it costs to get home by the room that is left.
    pub(crate) bears: Option<i64>,
}

/// All stays at each place, by class.
#[derive(Debug)]
pub(crate) struct Stays(Vec<Vec<Stay>>);

/// How long before departure one has to be there who begins there, and who changes.
pub(crate) type Gates = (i64, i64);

impl Stays {
    /// As vehicles of a pool with these gates find them.
    pub(crate) fn new(
        hope: &Hope<'_>,
        network: &Network,
        (schedule, loading): (&Schedule, &Loading),
        gates: Gates,
    ) -> Self {
        let mut stays = Self(vec![Vec::new(); network.places]);
        let until = network.horizon;
        for (number, units) in loading.staying.iter().enumerate().filter(|(_, units)| **units > 0) {
            let Some(batch) = network.crowd.batches.get(number) else { continue };
            let (class, from) = (batch.kind, batch.ready + gates.0);
            stays.add(batch.place, Stay { class, units: *units, from, until, bears: None });
        }
        for flow in &loading.flows {
            stays.flow(hope, network, schedule, (flow, gates));
        }
        stays.0.iter_mut().for_each(|there| there.sort_unstable_by_key(|stay| stay.class));
        stays
    }

    /// Those at a place, all of one class together.
    pub(crate) fn at(&mut self, place: usize) -> Option<&mut Vec<Stay>> {
        self.0.get_mut(place)
    }

    fn add(&mut self, place: usize, stay: Stay) {
        if stay.from < stay.until {
            self.0.get_mut(place).into_iter().for_each(|stays| stays.push(stay));
        }
    }

    /// The stays of units under way, from the last back to the first.
    fn flow(
        &mut self,
        hope: &Hope<'_>,
        network: &Network,
        schedule: &Schedule,
        (flow, gates): (&Flow, Gates),
    ) {
        let crowd = &network.crowd;
        let Some(batch) = crowd.batches.get(flow.batch) else { return };
        let Some(kind) = crowd.kinds.get(batch.kind) else { return };
        let Some(rates) = crowd.rates.get(kind.nation) else { return };
        let rate = |place: usize| rates.get(place).copied().unwrap_or(0) * kind.weight;
        let stay = |place: usize, from: i64, after: Option<(i64, i64)>| Stay {
            class: batch.kind,
            units: flow.units,
            from,
            until: after.map_or(network.horizon, |(until, _)| until),
            bears: after.map(|(until, bears)| rate(place) * until + bears),
        };
        let mut after: Option<(i64, i64)> = None;
        let trips = flow.way.trips.iter().rev().filter_map(|trip| schedule.trips.get(*trip));
        for trip in trips {
            if rate(trip.to) > 0 {
                self.add(trip.to, stay(trip.to, trip.arrives + gates.1, after));
            }
            let rest = match after {
                Some((until, bears)) => rate(trip.to) * (until - trip.arrives) + bears,
                None => hope.stop(batch.kind, trip.to, trip.arrives),
            };
            let each = trip.aboard * kind.weight;
            after = Some((trip.departs, each * (trip.arrives - trip.departs) + rest));
        }
        if after.is_some() {
            self.add(batch.place, stay(batch.place, batch.ready + gates.0, after));
        }
    }
}
