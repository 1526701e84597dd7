//! The trips that people can be on once it is settled where vehicles go.

use super::crowd::Kind;
use super::dive::Itinerary;
use super::network::{Load, Network};
use super::rides::Rides;
use crate::problem::Problem;
use crate::search::model::capacity;

/// A departure that people can be on.
#[derive(Debug, Clone)]
pub(crate) struct Trip {
    /// Number of the lift of the problem, or of the vehicle after them.
    pub(crate) lift: usize,
    pub(crate) leg: usize,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) departs: i64,
    pub(crate) arrives: i64,
    /// What a minute aboard counts.
    pub(crate) aboard: i64,
    /// Minutes before departure at which check-in closes, for whoever begins here.
    pub(crate) closes: i64,
    /// The same for whoever changes here.
    pub(crate) gate: i64,
    /// Who may be on it: see [`Schedule::may`].
    opens: usize,
    /// It leads from safety into danger: for nobody.
    inward: bool,
    from_danger: bool,
    pub(crate) room: Load,
    /// The trip of the same lift before it.
    pub(crate) before: Option<usize>,
}

/// What happens at a minute; whoever arrives can board in the same minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Happens {
    Arrive,
    Board,
}

/// A moment at which something happens to a trip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Event {
    pub(crate) minute: i64,
    pub(crate) happens: Happens,
    pub(crate) trip: u32,
    /// Where: whoever is not there need not look at the trip.
    pub(crate) place: u32,
    /// The trip before it, of which people may stay aboard; the largest number for none.
    before: u32,
}

impl Event {
    pub(crate) fn trip(&self) -> usize {
        wide(self.trip)
    }

    pub(crate) fn place(&self) -> usize {
        wide(self.place)
    }

    pub(crate) fn before(&self) -> usize {
        wide(self.before)
    }
}

fn wide(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// All trips, ready to be searched. Numbers of trips stay when others come and go.
#[derive(Debug, Clone)]
pub(crate) struct Schedule {
    pub(crate) trips: Vec<Trip>,
    pub(crate) events: Vec<Event>,
    /// By lift: its trips in order.
    by_lift: Vec<Vec<usize>>,
    spare: Vec<usize>,
    /// The most by which whoever changes has to be there sooner than whoever begins.
    pub(crate) lag: i64,
}

impl Schedule {
    /// The lifts with fixed times, and no vehicle sent anywhere.
    pub(crate) fn new(problem: &Problem, network: &Network, rides: &Rides) -> Self {
        let lifts = problem.lifts.len() + problem.vehicles.len();
        let closes = problem.lifts.iter().map(|lift| lift.closes_before);
        let closes = closes.chain(problem.vehicles.iter().map(|vehicle| vehicle.closes_before));
        let mut schedule = Self {
            trips: Vec::new(),
            events: Vec::new(),
            by_lift: vec![Vec::new(); lifts],
            spare: Vec::new(),
            lag: closes.map(|closes| (network.change - closes).max(0)).max().unwrap_or(0),
        };
        for (lift, legs) in rides.by_lift.iter().enumerate() {
            let Some(given) = problem.lifts.get(lift) else { continue };
            let legs = legs.iter().enumerate().filter_map(|(leg, ride)| {
                let ride = rides.rides.get((*ride)?)?;
                let times = (ride.departs, ride.arrives);
                let ends = (ride.from, ride.to, ride.exposed);
                let closes = given.closes_before;
                let opens = network.pools.len() + lift;
                Some(trip(
                    network,
                    (lift, leg),
                    ends,
                    times,
                    (closes, opens, capacity(&given.seats)),
                ))
            });
            let legs = legs.collect();
            schedule.replace(lift, legs);
        }
        schedule
    }

    /// Sends a vehicle this way instead of the one before.
    pub(crate) fn send(
        &mut self,
        problem: &Problem,
        network: &Network,
        (number, pool): (usize, usize),
        itinerary: &Itinerary,
    ) {
        let Some(vehicle) = problem.vehicles.get(number) else { return };
        let lift = problem.lifts.len() + number;
        let forwards = itinerary.iter().enumerate().filter(|(_, (_, one))| !one.back);
        let legs = forwards.map(|(leg, (step, one))| {
            let departs = network.minute(*step);
            let exposed = network.lanes.get(one.lane).is_some_and(|lane| lane.exposed);
            let own = (vehicle.closes_before, pool, capacity(&vehicle.seats));
            let times = (departs, departs + one.minutes);
            trip(network, (lift, leg), (one.from, one.to, exposed), times, own)
        });
        let legs = legs.collect();
        self.replace(lift, legs);
    }

    fn replace(&mut self, lift: usize, legs: Vec<Trip>) {
        let old = self.by_lift.get_mut(lift).map(std::mem::take).unwrap_or_default();
        if !old.is_empty() {
            self.events.retain(|event| !old.contains(&event.trip()));
            self.spare.extend(old);
        }
        let mut before: Option<(usize, usize)> = None;
        for mut trip in legs {
            let leg = trip.leg;
            let own = before.filter(|(_, last)| last + 1 == leg).map(|(number, _)| number);
            trip.before = own;
            let (gate, from) = (trip.departs - trip.gate, narrow(trip.from));
            let (arrives, to) = (trip.arrives, narrow(trip.to));
            let number = match self.spare.pop() {
                Some(spare) => {
                    self.trips.get_mut(spare).into_iter().for_each(|slot| *slot = trip.clone());
                    spare
                }
                None => {
                    self.trips.push(trip);
                    self.trips.len() - 1
                }
            };
            let (trip, before_it) = (narrow(number), own.map_or(u32::MAX, narrow));
            let event =
                |minute, happens, place| Event { minute, happens, trip, place, before: before_it };
            self.events.push(event(gate, Happens::Board, from));
            self.events.push(event(arrives, Happens::Arrive, to));
            self.by_lift.get_mut(lift).into_iter().for_each(|own| own.push(number));
            before = Some((number, leg));
        }
        // Merges what is sorted with what is new.
        self.events.sort();
    }

    /// The trips of a lift, in order.
    pub(crate) fn of_lift(&self, lift: usize) -> &[usize] {
        self.by_lift.get(lift).map_or(&[], Vec::as_slice)
    }

    /// Whether units of a kind may be on a trip.
    pub(crate) fn may(kind: &Kind, trip: &Trip) -> bool {
        let late = trip.from_danger && kind.latest.is_some_and(|latest| trip.departs > latest);
        kind.opens.get(trip.opens) == Some(&true) && !late && !trip.inward
    }
}

fn trip(
    network: &Network,
    (lift, leg): (usize, usize),
    (from, to, exposed): (usize, usize, bool),
    (departs, arrives): (i64, i64),
    (closes, opens, room): (i64, usize, Load),
) -> Trip {
    let danger = |place: usize| network.crowd.danger.get(place) == Some(&true);
    Trip {
        lift,
        leg,
        from,
        to,
        departs,
        arrives,
        aboard: crate::itinerary::aboard(exposed || danger(to)),
        closes,
        gate: closes.max(network.change),
        opens,
        inward: !danger(from) && danger(to),
        from_danger: danger(from),
        room,
        before: None,
    }
}
