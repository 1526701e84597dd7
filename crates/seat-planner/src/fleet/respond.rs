//! The best itinerary of one vehicle while all others keep theirs.
//!
//! What a departure is worth: of all who wait there by then, those take the seats who gain most,
//! and each gains what it bears now from then on, less what it would bear by this ride and whatever
//! room is left onwards.

use super::dive::Itinerary;
use super::hope::Hope;
use super::load::Loading;
use super::network::{Group, Lane, Load, Network};
use super::onward::Onward;
use super::price::{Given, Market};
use super::routes::Vehicles;
use super::schedule::Schedule;
use super::stays::{Stay, Stays};
use crate::itinerary::aboard;
use crate::search::Rng;

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
    let closes = network.pools.get(group.pool).map_or(0, |pool| pool.closes);
    let gates = (closes, network.gate(group.pool));
    let mut offer = Offer {
        market,
        group,
        how,
        stays: Stays::new(hope, network, (schedule, loading), gates),
        onward: onward.collect(),
        worth: vec![0; market.rides.rides.len()],
        gains: Vec::new(),
        scarce: network.crowd.kinds.iter().any(|kind| kind.needs.iter().skip(2).any(|n| *n > 0)),
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
    gains: Vec<Gain>,
    /// There are needs other than seats.
    scarce: bool,
}

/// What units gain that take a ride.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Gain {
    by_seat: i64,
    /// Seats of a unit.
    seats: i64,
    of_unit: i64,
    units: i64,
    /// Which stay.
    stay: usize,
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
        let Some(there) = self.stays.at(lane.from) else { return 0 };
        let departs = network.minute(step);
        self.gains.clear();
        let mut wanted = 0;
        let mut of_class: Option<(usize, Option<Saving>)> = None;
        for (number, stay) in there.iter().enumerate() {
            if stay.from > departs || departs >= stay.until || stay.units == 0 {
                continue;
            }
            let saving = match of_class {
                Some((class, saving)) if class == stay.class => saving,
                _ => {
                    let saving = Saving::new(network, lane, &self.onward, (stay.class, step));
                    of_class = Some((stay.class, saving));
                    saving
                }
            };
            if let Some(gain) = saving.and_then(|saving| saving.gain(stay, number)) {
                wanted += gain.seats * gain.units;
                self.gains.push(gain);
            }
        }
        let mut room = self.group.load;
        if wanted > room.first().copied().unwrap_or(0) || self.scarce {
            self.gains.sort_unstable_by(|a, b| b.cmp(a));
        }
        let mut sum = 0;
        for gain in &self.gains {
            let Some(kind) = there.get(gain.stay).and_then(|s| network.crowd.kinds.get(s.class))
            else {
                continue;
            };
            let fit = fitting(&room, &kind.needs).min(gain.units);
            sum += gain.of_unit * fit;
            room.iter_mut().zip(&kind.needs).for_each(|(room, need)| *room -= need * fit);
            if take && let Some(stay) = there.get_mut(gain.stay) {
                stay.units -= fit;
            }
            if room.first().is_none_or(|seats| *seats <= 0) {
                break;
            }
        }
        sum
    }
}

/// How many units with these needs there is room for.
fn fitting(room: &Load, needs: &Load) -> i64 {
    let each = room.iter().zip(needs).filter(|(_, need)| **need > 0);
    each.map(|(room, need)| (room / need).max(0)).min().unwrap_or(i64::MAX)
}

/// What units of one class save that take a ride.
#[derive(Debug, Clone, Copy)]
struct Saving {
    /// What a unit bears that has no way on and does not take it.
    stays: i64,
    /// What counts for the minutes until the departure.
    before: i64,
    /// What a unit bears that takes it.
    takes: i64,
    seats: i64,
}

impl Saving {
    /// None where they may not board.
    fn new(
        network: &Network,
        lane: &Lane,
        onward: &[Option<Onward>],
        (class, step): (usize, usize),
    ) -> Option<Self> {
        let kind = network.crowd.kinds.get(class)?;
        if kind.opens.get(lane.pool) != Some(&true) {
            return None;
        }
        let onward = onward.get(class)?.as_ref()?;
        let rates = network.crowd.rates.get(kind.nation)?;
        let danger = lane.exposed || network.crowd.danger.get(lane.to) == Some(&true);
        let departs = network.minute(step);
        let arrives = departs + lane.minutes;
        let reach = network.step_from(arrives)?;
        let wait = rates.get(lane.to)? * (network.minute(reach) - arrives);
        let each = (aboard(danger) * lane.minutes + wait) * kind.weight;
        let [seats, ..]: Load = kind.needs;
        Some(Self {
            stays: onward.from(lane.from, step),
            before: rates.get(lane.from)? * kind.weight * departs,
            takes: each + onward.from(lane.to, reach),
            seats,
        })
    }

    fn gain(&self, stay: &Stay, number: usize) -> Option<Gain> {
        let now = stay.bears.map_or(self.stays, |bears| bears - self.before);
        let gain = now - self.takes;
        (gain > 0).then(|| Gain {
            by_seat: gain / self.seats.max(1),
            seats: self.seats,
            of_unit: gain,
            units: stay.units,
            stay: number,
        })
    }
}
