//! What no sending of vehicles can do better than, with its proof; and what a seat is worth where
//! and when.
//!
//! **The relaxation.** As in `bound.rs`, let each position on each ride have a price. People pay
//! it, and the vehicle that makes the ride collects it, full or not. In a plan people never take up
//! more than the vehicles bring, so what people pay is at most what vehicles collect, and
//!
//! > what the people bear + what they pay - what the vehicles collect
//!
//! is at most what the people bear. Now let everybody choose for themselves: each unit the way that
//! costs it least, each vehicle the itinerary that collects most, each as if it were alone. That
//! makes the sum no larger. So it is a lower bound on the burden of every plan, *whatever the
//! prices are*. Likewise a slot at a place and a stand in a full waiting hall have prices; they are
//! given back as often as there are slots and stands. All of it is computed in whole numbers.
//!
//! Both choices are made over all moments of the network, not over a list: backwards in time, once
//! for each class of people and each group of vehicles. Three things are left aside, which makes
//! the sum only smaller: whoever begins at a place is taken to have changed there where changing
//! takes longer than checking in, and people who begin where the waiting hall has a limit don't
//! count. Where people could stay aboard a vehicle, all are taken to change as fast as it turns
//! around.
//!
//! How the prices are found is in `climb.rs`.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::crowd::{Batch, Crowd, Kind};
use super::network::{Group, Load, Network};
use super::people::People;
use super::rides::{Of, Rides};
use super::routes::Vehicles;
use super::timetable::Timetable;
use crate::bound::FINE;
use crate::itinerary::{NOT_HOME, aboard};
use crate::problem::Class;
use crate::search::model::capacity;

pub(crate) const NONE: u32 = u32::MAX;
/// From so many rides on a second thread is worth its start.
pub(crate) const WORTH_A_THREAD: usize = 10_000;

/// The prices of a network, by ride and kind of position, by slot, by stand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prices {
    pub(crate) seats: Vec<Load>,
    /// By place and hour.
    pub(crate) slots: Vec<i64>,
    /// By place and moment.
    pub(crate) stands: Vec<i64>,
}

/// What all choose at some prices.
#[derive(Debug, Default)]
pub(crate) struct Choice {
    /// The lower bound of the burden.
    pub(crate) value: i128,
    /// By ride: what people want, less what there is.
    pub(crate) seats: Vec<Load>,
    pub(crate) slots: Vec<i64>,
    pub(crate) stands: Vec<i64>,
}

impl Choice {
    fn add(&mut self, other: &Self) {
        self.value += other.value;
        for (mine, theirs) in self.seats.iter_mut().zip(&other.seats) {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        }
        self.slots.iter_mut().zip(&other.slots).for_each(|(mine, theirs)| *mine += theirs);
        self.stands.iter_mut().zip(&other.stands).for_each(|(mine, theirs)| *mine += theirs);
    }
}

/// What is no longer to be chosen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    /// By number of vehicle: whether its itinerary is settled.
    pub(crate) settled: Vec<bool>,
    /// By ride: positions that there are by lifts with fixed times and settled vehicles.
    pub(crate) fixed: Vec<Load>,
    /// By place and hour: departures of settled vehicles.
    pub(crate) departed: Vec<i64>,
}

/// What is made small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// The burden, in tenths of weighted minutes.
    Burden,
    /// The weight of those who end in danger, times [`FINE`].
    Weighted,
    /// The protected people who end in danger, times [`FINE`].
    Protected,
}

/// A ride as the search for the best ways reads it: numbers of moment and place in one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) here: u32,
    pub(crate) there: u32,
    /// It can be stayed aboard of, or is what is stayed aboard for: a leg of a lift.
    pub(crate) lift: bool,
}

/// Everything that does not change while prices do.
#[derive(Debug)]
pub(crate) struct Market<'a> {
    pub(crate) network: &'a Network,
    pub(crate) rides: &'a Rides,
    pub(crate) rows: Vec<Row>,
    /// By class: which of the different needs it has.
    pub(crate) need_of: Vec<usize>,
    needs: Vec<Load>,
    /// By nation, by ride: what a person bears from check-in to the moment after arrival.
    pub(crate) bears: Vec<Vec<i64>>,
    /// By class: what a minute of a unit counts, and what it counts to end at each place.
    pub(crate) factor: Vec<i64>,
    pub(crate) end: Vec<Vec<i64>>,
    /// By class: which rides it may take.
    pub(crate) may: Vec<Vec<bool>>,
    /// By class: its batches, with their first moment and what a person bears until then.
    pub(crate) starts: Vec<Vec<(usize, usize, i64)>>,
    /// By ride: positions on lifts with fixed times.
    fixed: Vec<Load>,
    pub(crate) hours: usize,
    vehicles: usize,
    /// Places where people who wait are counted.
    halls: Vec<usize>,
    /// By group.
    pub(crate) timetables: Vec<Timetable>,
}

impl<'a> Market<'a> {
    /// Of a network, with lifts of the problem flying as they are.
    pub(crate) fn new(
        problem: &crate::problem::Problem,
        network: &'a Network,
        rides: &'a Rides,
        goal: Goal,
    ) -> Self {
        let crowd = &network.crowd;
        let lift_room: Vec<Load> =
            problem.lifts.iter().map(|lift| crowd.at_most(capacity(&lift.seats))).collect();
        let fixed = rides.rides.iter().map(|ride| match ride.of {
            Of::Lift(lift, _) => lift_room.get(lift).copied().unwrap_or_default(),
            Of::Lane(..) => Load::default(),
        });
        let begun = |place: &usize| crowd.batches.iter().any(|batch| batch.place == *place);
        let limited = |place: &usize| network.hold.get(*place).copied().flatten().is_some();
        let index = |moment: usize, place: usize| {
            u32::try_from(moment * network.places + place).unwrap_or(NONE)
        };
        let row = |ride: &super::rides::Ride| Row {
            here: index(ride.gate, ride.from),
            there: index(ride.reach, ride.to),
            lift: matches!(ride.of, Of::Lift(..)),
        };
        let mut needs: Vec<Load> = crowd.kinds.iter().map(|kind| kind.needs).collect();
        needs.sort_unstable();
        needs.dedup();
        let number = |kind: &Kind| needs.binary_search(&kind.needs).unwrap_or(0);
        let mut market = Self {
            rows: rides.rides.iter().map(row).collect(),
            need_of: crowd.kinds.iter().map(number).collect(),
            needs,
            bears: crowd.rates.iter().map(|rates| bears(rates, crowd, rides)).collect(),
            factor: (crowd.kinds.iter())
                .map(|kind| if goal == Goal::Burden { kind.weight } else { 0 })
                .collect(),
            end: crowd.kinds.iter().map(|kind| end(kind, crowd, goal)).collect(),
            may: crowd.kinds.iter().map(|kind| may(kind, network, rides)).collect(),
            starts: starts(network, rides),
            fixed: fixed.collect(),
            hours: usize::try_from(network.horizon / 60).unwrap_or(0).saturating_add(2),
            halls: (0..network.places).filter(limited).filter(|place| !begun(place)).collect(),
            vehicles: problem.vehicles.len(),
            timetables: Vec::new(),
            network,
            rides,
        };
        let slot = |place, minute| market.slot(place, minute);
        let timetable = |group| Timetable::new(network, rides, group, slot);
        market.timetables = network.groups.iter().map(timetable).collect();
        market
    }

    /// Prices of nothing.
    pub(crate) fn free(&self) -> Prices {
        Prices {
            seats: vec![Load::default(); self.rides.rides.len()],
            slots: vec![0; self.network.places.saturating_mul(self.hours)],
            stands: vec![0; self.network.places.saturating_mul(self.rides.moments.len())],
        }
    }

    /// All vehicles free to choose.
    pub(crate) fn nothing_given(&self) -> Given {
        Given {
            settled: vec![false; self.vehicles],
            fixed: self.fixed.clone(),
            departed: vec![0; self.network.places * self.hours],
        }
    }

    /// What everybody chooses who is free to, and the bound that it proves for what is given.
    ///
    /// Where it is worth it, and the caller has a second thread to spare, two share the classes and
    /// groups; what they find is added up, so it is the same whichever of them did what.
    pub(crate) fn choose(&self, prices: &Prices, given: &Given, spare: bool) -> Choice {
        let tolls = self.tolls(prices);
        let tasks = self.network.crowd.kinds.len() + self.network.groups.len();
        let next = AtomicUsize::new(0);
        let work = || {
            let mut choice = self.nothing_chosen(prices);
            let (mut table, mut routes) = (People::default(), Vehicles::default());
            loop {
                // The groups first: they take longest.
                let task = next.fetch_add(1, Ordering::Relaxed);
                if let Some(group) = self.network.groups.get(task) {
                    self.choose_group(group, prices, given, &mut routes, &mut choice);
                } else if task < tasks {
                    let class = task - self.network.groups.len();
                    table.choose(self, class, prices, &tolls);
                    table.walk(self, class, &mut choice);
                } else {
                    return choice;
                }
            }
        };
        let mut choice = if !spare || self.rides.rides.len() < WORTH_A_THREAD {
            work()
        } else {
            std::thread::scope(|scope| {
                let other = scope.spawn(work);
                let mut mine = work();
                // A thread that panicked has lost its part: then nothing is proven.
                match other.join() {
                    Ok(other) => mine.add(&other),
                    Err(_) => mine.value = i128::MIN / 4,
                }
                mine
            })
        };
        self.give_back(prices, given, &mut choice);
        choice
    }

    fn nothing_chosen(&self, prices: &Prices) -> Choice {
        Choice {
            value: 0,
            seats: vec![Load::default(); prices.seats.len()],
            slots: vec![0; prices.slots.len()],
            stands: vec![0; prices.stands.len()],
        }
    }

    fn choose_group(
        &self,
        group: &Group,
        prices: &Prices,
        given: &Given,
        routes: &mut Vehicles,
        choice: &mut Choice,
    ) {
        let free = |(number, ..): &(usize, usize, usize)| given.settled.get(*number) != Some(&true);
        if !group.members.iter().any(free) {
            return;
        }
        routes.choose(self, group, prices, given);
        for member in group.members.iter().filter(|member| free(member)) {
            choice.value -= i128::from(routes.collects(member));
            for (step, one) in routes.itinerary(self, group, given, (member.1, member.2)) {
                if let Some(seats) =
                    self.ride(&one, step).and_then(|ride| choice.seats.get_mut(ride))
                {
                    seats.iter_mut().zip(&group.load).for_each(|(want, has)| *want -= has);
                }
                for slot in self.slots(&one, step).into_iter().flatten() {
                    choice.slots.get_mut(slot).into_iter().for_each(|slot| *slot += 1);
                }
            }
        }
    }

    /// By different needs, by ride: what a unit pays.
    fn tolls(&self, prices: &Prices) -> Vec<Vec<i64>> {
        let toll = |needs: &Load| {
            let one = |price: &Load| price.iter().zip(needs).map(|(a, b)| a * b).sum();
            prices.seats.iter().map(one).collect()
        };
        self.needs.iter().map(toll).collect()
    }

    /// By class: what a unit bears and pays from each moment and place on, at these prices.
    pub(crate) fn costs(&self, prices: &Prices) -> Vec<Vec<i64>> {
        let tolls = self.tolls(prices);
        let of = |class: usize| {
            let mut table = People::default();
            table.choose(self, class, prices, &tolls);
            table.cost
        };
        (0..self.network.crowd.kinds.len()).map(of).collect()
    }

    /// What there is whatever anybody chooses: fixed positions, slots, stands.
    fn give_back(&self, prices: &Prices, given: &Given, choice: &mut Choice) {
        for ((price, room), want) in prices.seats.iter().zip(&given.fixed).zip(&mut choice.seats) {
            for ((price, room), want) in price.iter().zip(room).zip(want) {
                *want -= room;
                choice.value -= i128::from(*price) * i128::from(*room);
            }
        }
        for (place, slots) in self.network.slots.iter().enumerate() {
            let Some(slots) = slots else { continue };
            for hour in place * self.hours..(place + 1) * self.hours {
                if let (Some(price), Some(want)) =
                    (prices.slots.get(hour), choice.slots.get_mut(hour))
                {
                    let left = slots - given.departed.get(hour).copied().unwrap_or(0);
                    *want -= left;
                    choice.value -= i128::from(*price) * i128::from(left);
                }
            }
        }
        let moments = self.rides.moments.len();
        for place in &self.halls {
            let hold = self.network.hold.get(*place).copied().flatten().unwrap_or(0);
            for at in place * moments..(place + 1) * moments {
                if let (Some(price), Some(want)) =
                    (prices.stands.get(at), choice.stands.get_mut(at))
                {
                    *want -= hold;
                    choice.value -= i128::from(*price) * i128::from(hold);
                }
            }
        }
    }

    /// Places where people who wait are counted.
    pub(crate) fn halls(&self) -> &[usize] {
        &self.halls
    }

    /// The ride that people can take when a vehicle makes this move, if they can.
    pub(crate) fn ride(&self, one: &super::network::Move, step: usize) -> Option<usize> {
        let ride = self.rides.by_lane.get(one.lane)?.get(step).copied().flatten();
        ride.filter(|_| !one.back)
    }

    /// Where the prices of the two slots of a move stand, if the places have limits.
    pub(crate) fn slots(&self, one: &super::network::Move, step: usize) -> [Option<usize>; 2] {
        if one.road {
            return [None, None];
        }
        let departs = self.network.minute(step);
        [self.slot(one.from, departs), self.slot(one.to, departs + one.minutes)]
    }

    /// The first step at which a vehicle can depart again after a move.
    pub(crate) fn after(
        &self,
        group: &Group,
        given: &Given,
        one: &super::network::Move,
        step: usize,
    ) -> usize {
        let arrives = self.network.minute(step) + one.minutes;
        let after = self.network.step_from(arrives + group.turn).unwrap_or(self.network.steps);
        let [_, slot] = self.slots(one, step);
        // With one slot left in the hour, to depart in it again would take one too many.
        let last = slot.is_some_and(|slot| self.slots_left(given, slot) == 1);
        if last { after.max(self.next_hour(arrives)) } else { after }
    }

    /// The first step of the hour after this minute's.
    fn next_hour(&self, minute: i64) -> usize {
        let hour = (minute + self.network.base).div_euclid(60) + 1;
        self.network.step_from(hour * 60 - self.network.base).unwrap_or(self.network.steps)
    }

    /// How many slots are left where the price of one stands.
    pub(crate) fn slots_left(&self, given: &Given, slot: usize) -> i64 {
        let all = self.network.slots.get(slot / self.hours).copied().flatten().unwrap_or(0);
        all - given.departed.get(slot).copied().unwrap_or(0)
    }

    /// Where the price of a slot stands, if the place has a limit.
    pub(crate) fn slot(&self, place: usize, minute: i64) -> Option<usize> {
        self.network.slots.get(place).copied().flatten()?;
        let minute = minute + self.network.base;
        let hour = minute.div_euclid(60) - self.network.base.div_euclid(60);
        Some(place * self.hours + usize::try_from(hour).ok().filter(|hour| *hour < self.hours)?)
    }
}

/// By place: what it counts for a unit to be there at the horizon.
fn end(kind: &Kind, crowd: &Crowd, goal: Goal) -> Vec<i64> {
    let rates = crowd.rates.get(kind.nation).map_or(&[][..], Vec::as_slice);
    let lost = |danger: &bool| match goal {
        Goal::Weighted if *danger => kind.weight * FINE,
        Goal::Protected if *danger && kind.rank == Class::Protected => kind.people * FINE,
        _ => 0,
    };
    match goal {
        Goal::Burden => {
            let away = |rate: &i64| kind.weight * rate * NOT_HOME;
            rates.iter().map(away).collect()
        }
        _ => crowd.danger.iter().map(lost).collect(),
    }
}

/// By ride: what a person of a nation bears from the moment at which check-in closes to the first
/// moment after arrival, in tenths of a minute.
fn bears(rates: &[i64], crowd: &Crowd, rides: &Rides) -> Vec<i64> {
    let at = |place: usize| rates.get(place).copied().unwrap_or(0);
    let bear = |ride: &super::rides::Ride| {
        let gate = rides.moments.get(ride.gate).copied().unwrap_or(0);
        let reach = rides.moments.get(ride.reach).copied().unwrap_or(0);
        let danger = ride.exposed || crowd.danger.get(ride.to) == Some(&true);
        at(ride.from) * (ride.departs - gate)
            + aboard(danger) * (ride.arrives - ride.departs)
            + at(ride.to) * (reach - ride.arrives)
    };
    rides.rides.iter().map(bear).collect()
}

fn may(kind: &Kind, network: &Network, rides: &Rides) -> Vec<bool> {
    let danger = |place: usize| network.crowd.danger.get(place) == Some(&true);
    let allowed = |ride: &super::rides::Ride| {
        let opens = match ride.of {
            Of::Lane(lane, _) => network.lanes.get(lane).map(|lane| lane.pool),
            Of::Lift(lift, _) => Some(network.pools.len() + lift),
        };
        let open = opens.and_then(|opens| kind.opens.get(opens)) == Some(&true);
        let late = danger(ride.from) && kind.latest.is_some_and(|latest| ride.departs > latest);
        open && !late && (danger(ride.from) || !danger(ride.to))
    };
    rides.rides.iter().map(allowed).collect()
}

/// By class: each batch, its first moment, and what a person bears from being ready until then.
fn starts(network: &Network, rides: &Rides) -> Vec<Vec<(usize, usize, i64)>> {
    let crowd = &network.crowd;
    // Whoever begins somewhere needs no time to change; taken so for all, by the least check-in.
    let closes = network.pools.iter().map(|pool| pool.closes).min().unwrap_or(0);
    let lead = (network.change - closes).max(0);
    let mut starts = vec![Vec::new(); crowd.kinds.len()];
    for (number, batch) in crowd.batches.iter().enumerate() {
        let moment = rides.moment_from(batch.ready - lead).min(rides.moments.len() - 1);
        let rate = rate_of(crowd, batch);
        let minute = rides.moments.get(moment).copied().unwrap_or(0);
        if let Some(starts) = starts.get_mut(batch.kind) {
            starts.push((number, moment, rate * (minute - batch.ready)));
        }
    }
    starts
}

/// What counts for a minute where a batch begins.
pub(crate) fn rate_of(crowd: &Crowd, batch: &Batch) -> i64 {
    let nation = crowd.kinds.get(batch.kind).map_or(0, |kind| kind.nation);
    crowd.rates.get(nation).and_then(|rates| rates.get(batch.place)).copied().unwrap_or(0)
}
