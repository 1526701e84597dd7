//! The best itinerary of one vehicle while all others keep theirs.
//!
//! What a departure is worth: of all who wait there by then, those take the seats who gain most,
//! and each gains what it bears now from then on, less what it would bear by this ride and whatever
//! room is left onwards.

use super::dive::Itinerary;
use super::hope::Hope;
use super::load::{Flow, Loading};
use super::network::{Group, Network};
use super::onward::Onward;
use super::price::{Given, Market};
use super::routes::Vehicles;
use super::schedule::Schedule;
use crate::itinerary::aboard;
use crate::search::Rng;

/// Units that wait at a place for a time.
#[derive(Debug, Clone, Copy)]
struct Stay {
    class: usize,
    units: i64,
    from: i64,
    until: i64,
    /// What a unit bears from `until` on.
    after: i64,
    /// They begin here: they need no time to change.
    begins: bool,
    /// It has no way on: what it bears is what it costs to get home by the room that is left.
    open: bool,
}

/// All stays at each place.
#[derive(Debug)]
pub(crate) struct Stays(Vec<Vec<Stay>>);

impl Stays {
    pub(crate) fn new(
        hope: &Hope<'_>,
        network: &Network,
        schedule: &Schedule,
        loading: &Loading,
    ) -> Self {
        let mut stays = Self(vec![Vec::new(); network.places]);
        let end = network.horizon;
        for (number, units) in loading.staying.iter().enumerate().filter(|(_, units)| **units > 0) {
            let Some(batch) = network.crowd.batches.get(number) else { continue };
            let stay = Stay {
                class: batch.kind,
                units: *units,
                from: batch.ready,
                until: end,
                after: 0,
                begins: true,
                open: true,
            };
            stays.add(batch.place, stay);
        }
        for flow in &loading.flows {
            stays.flow(hope, network, schedule, flow);
        }
        stays
    }

    fn add(&mut self, place: usize, stay: Stay) {
        if stay.from < stay.until {
            self.0.get_mut(place).into_iter().for_each(|stays| stays.push(stay));
        }
    }

    /// The stays of units under way, from the last back to the first.
    fn flow(&mut self, hope: &Hope<'_>, network: &Network, schedule: &Schedule, flow: &Flow) {
        let crowd = &network.crowd;
        let Some(batch) = crowd.batches.get(flow.batch) else { return };
        let Some(kind) = crowd.kinds.get(batch.kind) else { return };
        let Some(rates) = crowd.rates.get(kind.nation) else { return };
        let rate = |place: usize| rates.get(place).copied().unwrap_or(0) * kind.weight;
        let mut after: Option<(i64, i64)> = None;
        let trips = flow.way.trips.iter().rev().filter_map(|trip| schedule.trips.get(*trip));
        for trip in trips {
            let (until, bears) = after.unwrap_or((network.horizon, 0));
            let open = after.is_none();
            let stay = Stay {
                class: batch.kind,
                units: flow.units,
                from: trip.arrives,
                until,
                after: bears,
                begins: false,
                open,
            };
            if rate(trip.to) > 0 {
                self.add(trip.to, stay);
            }
            let rest = match after {
                Some((until, bears)) => rate(trip.to) * (until - trip.arrives) + bears,
                None => hope.stop(batch.kind, trip.to, trip.arrives),
            };
            let each = trip.aboard * kind.weight;
            after = Some((trip.departs, each * (trip.arrives - trip.departs) + rest));
        }
        if let Some((until, bears)) = after {
            let stay = Stay {
                class: batch.kind,
                units: flow.units,
                from: batch.ready,
                until,
                after: bears,
                begins: true,
                open: false,
            };
            self.add(batch.place, stay);
        }
    }
}

/// How the best itinerary is looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct How {
    /// Every so many steps one is looked at, from which on.
    pub(crate) stride: (usize, usize),
    /// Whoever takes a ride is not counted on another.
    pub(crate) careful: bool,
    /// Rides are taken to be worth up to a third more or less, by this number; 0 for as they are.
    pub(crate) haze: u64,
}

impl How {
    fn seen(&self, worth: i64, ride: usize) -> i64 {
        if self.haze == 0 {
            return worth;
        }
        let ride = u64::try_from(ride).unwrap_or(0);
        let mixed = Rng::new(self.haze.wrapping_add(ride.wrapping_mul(0x9E37_79B9))).below(256);
        worth / 384 * (256 + i64::try_from(mixed).unwrap_or(0))
    }
}

/// Where a vehicle goes, given what all others do.
///
/// The best itinerary is found, its first ride settled, and whoever takes that ride is no longer
/// waiting; then the rest is found anew, so that nobody is counted on two rides.
pub(crate) fn respond(
    hope: &Hope<'_>,
    market: &Market<'_>,
    (schedule, loading): (&Schedule, &Loading),
    (group, member): (&Group, &(usize, usize, usize)),
    given: &Given,
    how: &How,
) -> Itinerary {
    let network = market.network;
    let classes = 0..network.crowd.kinds.len();
    let onward = classes.map(|class| Onward::new(hope, network, (schedule, loading), class));
    let mut offer = Offer {
        market,
        group,
        how,
        stays: Stays::new(hope, network, schedule, loading),
        onward: onward.collect(),
        worth: vec![0; market.rides.rides.len()],
        gains: Vec::new(),
    };
    for place in 0..network.places {
        offer.price(place, 0);
    }
    let mut routes = Vehicles::default();
    let (_, mut place, mut step) = *member;
    let mut settled = Itinerary::new();
    loop {
        routes.choose_by(market, group, given, (&offer.worth, hope.slots()), step);
        let rest = routes.itinerary(market, group, given, (place, step));
        let Some(first) = rest.iter().position(|(_, one)| !one.back) else { return settled };
        settled.extend(rest.iter().take(first + 1));
        let Some((departs, one)) = rest.get(first) else { return settled };
        if !how.careful {
            return rest;
        }
        offer.take(one, *departs);
        offer.price(one.from, *departs);
        (place, step) = (one.to, market.after(group, given, one, *departs));
    }
}

/// What rides are worth to one vehicle.
struct Offer<'o> {
    market: &'o Market<'o>,
    group: &'o Group,
    how: &'o How,
    stays: Stays,
    onward: Vec<Option<Onward>>,
    worth: Vec<i64>,
    /// By seat, seats of a unit, of a unit, units, which stay.
    gains: Vec<(i64, i64, i64, i64, usize)>,
}

impl Offer<'_> {
    /// What each ride from a place is worth that departs at this step or later.
    fn price(&mut self, place: usize, first: usize) {
        let (market, group) = (self.market, self.group);
        let (stride, offset) = self.how.stride;
        for one in group.moves.get(place).into_iter().flatten().filter(|one| !one.back) {
            let Some(rides) = market.rides.by_lane.get(one.lane) else { continue };
            for (step, ride) in rides.iter().enumerate().skip(offset).step_by(stride) {
                let Some(ride) = ride.filter(|_| step >= first) else { continue };
                let worth = self.how.seen(self.fill(one, step, false), ride);
                self.worth.get_mut(ride).into_iter().for_each(|slot| *slot = worth);
            }
        }
    }

    /// Those who take this ride wait no longer.
    fn take(&mut self, one: &super::network::Move, step: usize) {
        self.fill(one, step, true);
    }

    /// The gain of those who gain most by seat, as many as there are seats.
    fn fill(&mut self, one: &super::network::Move, step: usize, take: bool) -> i64 {
        let network = self.market.network;
        let Some(lane) = network.lanes.get(one.lane) else { return 0 };
        let Some(there) = self.stays.0.get_mut(lane.from) else { return 0 };
        let departs = network.minute(step);
        let closes = network.pools.get(lane.pool).map_or(0, |pool| pool.closes);
        let (begun, changed) = (departs - closes, departs - network.gate(lane.pool));
        self.gains.clear();
        for (number, stay) in there.iter().enumerate() {
            let gate = if stay.begins { begun } else { changed };
            if stay.from <= gate && departs < stay.until && stay.units > 0 {
                let gain = gain(network, lane, &self.onward, stay, step);
                self.gains.extend(gain.map(|(a, b, c, d)| (a, b, c, d, number)));
            }
        }
        self.gains.sort_unstable_by(|a, b| b.cmp(a));
        let [mut seats, ..] = self.group.load;
        let mut sum = 0;
        for (_, each, gain, units, number) in &self.gains {
            let fit = if *each > 0 { (seats / each).min(*units) } else { *units };
            sum += gain * fit;
            seats -= each * fit;
            if take && let Some(stay) = there.get_mut(*number) {
                stay.units -= fit;
            }
            if seats <= 0 {
                break;
            }
        }
        sum
    }
}

/// What a unit gains by a ride that departs at a step, by seat and in whole; seats; units.
fn gain(
    network: &Network,
    lane: &super::network::Lane,
    onward: &[Option<Onward>],
    stay: &Stay,
    step: usize,
) -> Option<(i64, i64, i64, i64)> {
    let kind = network.crowd.kinds.get(stay.class)?;
    if kind.opens.get(lane.pool) != Some(&true) {
        return None;
    }
    let departs = network.minute(step);
    let onward = onward.get(stay.class)?.as_ref()?;
    let rates = network.crowd.rates.get(kind.nation)?;
    let now = if stay.open {
        onward.from(lane.from, step)
    } else {
        rates.get(lane.from)? * kind.weight * (stay.until - departs) + stay.after
    };
    let danger = lane.exposed || network.crowd.danger.get(lane.to) == Some(&true);
    let each = aboard(danger) * kind.weight;
    let arrives = departs + lane.minutes;
    let reach = network.step_from(arrives)?;
    let wait = rates.get(lane.to)? * kind.weight * (network.minute(reach) - arrives);
    let gain = now - each * lane.minutes - wait - onward.from(lane.to, reach);
    let [seats, ..] = kind.needs;
    (gain > 0).then_some((gain / seats.max(1), seats, gain, stay.units))
}
