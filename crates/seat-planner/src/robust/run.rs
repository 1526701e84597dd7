//! One run of a plan after the other, leg by leg in the order of planned departures.
//!
//! A leg's people come from legs that were to arrive before it departs; so when its turn comes it
//! is known whether and when they are there.

use std::collections::BTreeMap;

use super::spread::{Delay, Spread};
use crate::plan::Plan;
use crate::problem::{Closed, Closure, Leg, Lift, Minute, Party, PlaceId, PlaceKind, Problem};
use crate::search::Rng;

/// Whose boarding: the lift that they come by, the lift that they board, on which leg.
pub(super) type Boarding = (Option<usize>, usize, usize);

/// A plan prepared for running.
pub(super) struct Course<'a> {
    pub(super) problem: &'a Problem,
    pub(super) lifts: Vec<Flight<'a>>,
    /// In order of planned departure: lift and leg.
    order: Vec<(usize, usize)>,
    journeys: Vec<Trip>,
    ready: Delay,
    waits: Minute,
    closures: Vec<(Delay, Delay)>,
    /// By party: so many people stay, and are outside danger.
    staying_out: u64,
}

/// A lift with what can delay it.
pub(super) struct Flight<'a> {
    pub(super) of: &'a Lift,
    /// Of each leg's departure and travel.
    delays: Vec<(Delay, Delay)>,
    turn_around: Minute,
    until: Option<Minute>,
    /// The last leg that carries anybody.
    pub(super) last: Option<usize>,
    /// By leg: who boards, as journey and number of the ride.
    boarding: Vec<Vec<(usize, usize)>>,
}

/// A journey in numbers.
struct Trip {
    party: usize,
    people: u64,
    ready: Minute,
    latest: Option<Minute>,
    /// Whether it begins outside danger.
    safe: bool,
    rides: Vec<Ride>,
}

struct Ride {
    lift: usize,
    board: usize,
    alight: usize,
    /// By leg from `board` on: whether it departs from danger, and arrives in it.
    danger: Vec<(bool, bool)>,
}

/// What happened over all runs.
pub(super) struct Tally {
    pub(super) lifts: Vec<LiftTally>,
    pub(super) parties: Vec<PartyTally>,
    pub(super) breaks: BTreeMap<Boarding, BreakTally>,
    pub(super) out: u64,
    pub(super) whole: u64,
}

#[derive(Clone, Default)]
pub(super) struct LiftTally {
    pub(super) with_everybody: u64,
    /// Runs in which it flew its last leg with anybody.
    pub(super) there: u64,
    pub(super) late: i64,
}

#[derive(Clone, Default)]
pub(super) struct PartyTally {
    pub(super) travels: bool,
    pub(super) arrives: u64,
    pub(super) out: u64,
}

#[derive(Clone, Default)]
pub(super) struct BreakTally {
    pub(super) runs: u64,
    pub(super) people: u64,
}

/// Where a journey is in a run.
#[derive(Clone, Copy)]
struct Here {
    /// Rides done.
    done: usize,
    /// There from then on.
    since: Minute,
    /// Aboard its next ride.
    aboard: bool,
    /// It can't go on as planned.
    stuck: bool,
    /// It left danger after its latest time, or arrived after the planned time.
    late: bool,
    out: bool,
}

impl<'a> Course<'a> {
    pub(super) fn new(
        given: &'a Problem,
        problem: &'a Problem,
        plan: &Plan,
        spread: &Spread,
    ) -> Self {
        let mut lifts: Vec<Flight<'a>> =
            problem.lifts.iter().map(|lift| Flight::new(given, lift, spread)).collect();
        let numbers: BTreeMap<_, _> =
            problem.lifts.iter().enumerate().map(|(n, lift)| (&lift.id, n)).collect();
        let parties: BTreeMap<_, _> =
            problem.parties.iter().enumerate().map(|(n, party)| (&party.id, (n, party))).collect();
        let mut staying_out: u64 = (problem.parties.iter())
            .filter(|party| !danger(problem, &party.place, party))
            .map(|party| u64::from(party.people))
            .sum();
        let mut journeys = Vec::new();
        for journey in &plan.journeys {
            let Some((number, party)) = parties.get(&journey.party) else { continue };
            let mut rides = Vec::new();
            for ride in &journey.rides {
                let Some(lift) = numbers.get(&ride.lift).copied() else { continue };
                let Some(flight) = lifts.get_mut(lift) else { continue };
                if let Some(boarding) = flight.boarding.get_mut(ride.board) {
                    boarding.push((journeys.len(), rides.len()));
                }
                flight.last = flight.last.max(Some(ride.alight));
                let legs = flight.of.legs.iter().skip(ride.board);
                let legs = legs.take(ride.alight.saturating_add(1).saturating_sub(ride.board));
                let kinds = |leg: &Leg| {
                    (danger(problem, &leg.from, party), danger(problem, &leg.to, party))
                };
                let danger = legs.map(kinds).collect();
                rides.push(Ride { lift, board: ride.board, alight: ride.alight, danger });
            }
            let (people, safe) =
                (u64::from(journey.share.people()), !danger(problem, &party.place, party));
            staying_out = staying_out.saturating_sub(if safe { people } else { 0 });
            let (ready, latest) = (party.ready, party.latest);
            journeys.push(Trip { party: *number, people, ready, latest, safe, rides });
        }
        let mut order: Vec<(Minute, usize, usize)> = Vec::new();
        for (number, lift) in lifts.iter().enumerate() {
            let legs = lift.of.legs.iter().enumerate();
            order.extend(legs.map(|(leg, of)| (of.departs, number, leg)));
        }
        order.sort_unstable();
        let closures = problem.closures.iter().enumerate().map(|(n, _)| {
            let given = spread.closures.iter().find(|closure| closure.closure == n);
            given.map_or_else(Default::default, |given| (given.from, given.until))
        });
        Self {
            problem,
            lifts,
            order: order.into_iter().map(|(_, lift, leg)| (lift, leg)).collect(),
            journeys,
            ready: spread.ready,
            waits: spread.waits,
            closures: closures.collect(),
            staying_out,
        }
    }

    /// People who end outside danger by the plan.
    pub(super) fn planned_out(&self) -> u64 {
        self.staying_out + self.journeys.iter().map(|journey| journey.people).sum::<u64>()
    }

    /// By boarding, the least minutes that the plan leaves.
    pub(super) fn slacks(&self) -> BTreeMap<Boarding, Minute> {
        let mut slacks: BTreeMap<Boarding, Minute> = BTreeMap::new();
        for journey in &self.journeys {
            let mut from: Option<(usize, usize)> = None;
            for ride in &journey.rides {
                let there = from.and_then(|(lift, leg)| {
                    self.lifts.get(lift)?.of.legs.get(leg).map(|leg| leg.arrives)
                });
                let there = there.unwrap_or(journey.ready);
                let Some(flight) = self.lifts.get(ride.lift) else { continue };
                let Some(leg) = flight.of.legs.get(ride.board) else { continue };
                let slack = leg.departs - self.before(flight, from.is_some()) - there;
                let key = (from.map(|from| from.0), ride.lift, ride.board);
                let least = slacks.entry(key).or_insert(slack);
                *least = slack.min(*least);
                from = Some((ride.lift, ride.alight));
            }
        }
        slacks
    }

    /// How long before departure boarding closes.
    fn before(&self, flight: &Flight<'_>, came: bool) -> Minute {
        flight.of.closes_before.max(if came { self.problem.min_change } else { 0 })
    }

    pub(super) fn run(&self, rng: &mut Rng, tally: &mut Tally) {
        let mut closures = self.problem.closures.clone();
        for (closure, (from, until)) in closures.iter_mut().zip(&self.closures) {
            closure.from += from.draw(rng);
            closure.until = closure.until.map(|end| end + until.draw(rng));
        }
        let mut here: Vec<Here> = Vec::with_capacity(self.journeys.len());
        for journey in &self.journeys {
            let since = journey.ready + self.ready.draw(rng);
            let (stuck, late, out) = (false, false, journey.safe);
            here.push(Here { done: 0, since, aboard: false, stuck, late, out });
        }
        // By lift: when it arrived last; nothing once it goes no further.
        let mut there: Vec<Option<Minute>> = vec![Some(Minute::MIN / 4); self.lifts.len()];
        let mut complete = vec![true; self.lifts.len()];
        let mut broken: BTreeMap<Boarding, u64> = BTreeMap::new();
        for (number, leg) in &self.order {
            let (Some(flight), Some(slot)) = (self.lifts.get(*number), there.get_mut(*number))
            else {
                continue;
            };
            let delays = flight.delays.get(*leg).copied().unwrap_or_default();
            let (departs, travel) = (delays.0.draw(rng), delays.1.draw(rng));
            let times = self.fly(flight, *leg, (*slot, departs, travel), (&closures, &here));
            *slot = times.map(|(_, arrives)| arrives);
            let everybody = self.board((*number, flight), *leg, times, (&mut here, &mut broken));
            if let Some(complete) = complete.get_mut(*number) {
                *complete &= everybody;
            }
            if let (Some(times), Some(of)) = (times, tally.lifts.get_mut(*number))
                && flight.last == Some(*leg)
            {
                let planned = flight.of.legs.get(*leg).map_or(times.1, |leg| leg.arrives);
                of.there += 1;
                of.late += (times.1 - planned).max(0);
                of.with_everybody += u64::from(complete.get(*number) == Some(&true));
            }
        }
        self.count(&here, broken, tally);
    }

    /// When a leg departs and arrives; nothing if it isn't flown.
    fn fly(
        &self,
        flight: &Flight<'_>,
        leg: usize,
        (before, departs, travel): (Option<Minute>, Minute, Minute),
        (closures, here): (&[Closure], &[Here]),
    ) -> Option<(Minute, Minute)> {
        let of = flight.of.legs.get(leg)?;
        let back = if leg == 0 { before? } else { before? + flight.turn_around };
        let mut departs = (of.departs + departs).max(back);
        // It waits for whoever comes within the time that it may wait.
        let limit = departs + self.waits;
        for (journey, ride) in flight.boarding.get(leg).into_iter().flatten() {
            let Some(one) = here.get(*journey).filter(|one| !one.stuck && one.done == *ride) else {
                continue;
            };
            let needs = one.since + self.before(flight, *ride > 0);
            if needs <= limit {
                departs = departs.max(needs);
            }
        }
        let minutes = of.arrives - of.departs;
        let arrives = departs + (minutes + travel).max(1);
        let actual = Leg { departs, arrives, ..of.clone() };
        let on_duty = flight.until.is_none_or(|until| departs + minutes <= until);
        (on_duty && !closures.iter().any(|closure| stops(closure, &actual)))
            .then_some((departs, arrives))
    }

    /// Takes aboard who is there, and sets down who alights; says whether everybody planned is
    /// aboard.
    fn board(
        &self,
        (number, flight): (usize, &Flight<'_>),
        leg: usize,
        times: Option<(Minute, Minute)>,
        (here, broken): (&mut [Here], &mut BTreeMap<Boarding, u64>),
    ) -> bool {
        let mut everybody = true;
        for (journey, ride) in flight.boarding.get(leg).into_iter().flatten() {
            let (Some(one), Some(trip)) = (here.get_mut(*journey), self.journeys.get(*journey))
            else {
                continue;
            };
            let is_here = !one.stuck && one.done == *ride;
            let needs = one.since + self.before(flight, *ride > 0);
            if is_here && times.is_some_and(|(departs, _)| needs <= departs) {
                one.aboard = true;
                continue;
            }
            everybody = false;
            if is_here {
                one.stuck = true;
                let from = ride.checked_sub(1).and_then(|before| trip.rides.get(before));
                let key = (from.map(|ride| ride.lift), number, leg);
                *broken.entry(key).or_default() += trip.people;
            }
        }
        // Everybody aboard boarded here or on an earlier leg.
        let boarded = flight.boarding.iter().take(leg.saturating_add(1)).flatten();
        for (journey, ride) in boarded {
            let (Some(one), Some(trip)) = (here.get_mut(*journey), self.journeys.get(*journey))
            else {
                continue;
            };
            let Some(of) = trip.rides.get(*ride).filter(|_| one.aboard && one.done == *ride) else {
                continue;
            };
            let Some((departs, arrives)) = times else {
                // The lift goes no further: they alight where it is.
                (one.stuck, one.aboard) = (true, false);
                *broken.entry((Some(of.lift), number, leg)).or_default() += trip.people;
                everybody = false;
                continue;
            };
            let (from, to) =
                of.danger.get(leg.saturating_sub(of.board)).copied().unwrap_or_default();
            one.late |= from && trip.latest.is_some_and(|latest| departs > latest);
            one.late |= arrives > self.problem.horizon;
            one.out = !to;
            if of.alight == leg {
                one.aboard = false;
                (one.done, one.since) = (ride.saturating_add(1), arrives);
            }
        }
        everybody
    }

    fn count(&self, here: &[Here], broken: BTreeMap<Boarding, u64>, tally: &mut Tally) {
        let mut parties: BTreeMap<usize, (bool, bool)> = BTreeMap::new();
        let mut whole = true;
        tally.out += self.staying_out;
        for (one, trip) in here.iter().zip(&self.journeys) {
            let arrives = one.done == trip.rides.len() && !one.stuck && !one.late;
            whole &= arrives;
            tally.out += if one.out { trip.people } else { 0 };
            let all = parties.entry(trip.party).or_insert((true, true));
            *all = (all.0 && arrives, all.1 && one.out);
        }
        for (number, (arrives, out)) in parties {
            if let Some(party) = tally.parties.get_mut(number) {
                party.arrives += u64::from(arrives);
                party.out += u64::from(out);
            }
        }
        for (key, people) in broken {
            let tally = tally.breaks.entry(key).or_default();
            tally.runs += 1;
            tally.people += people;
        }
        tally.whole += u64::from(whole);
    }
}

impl Tally {
    pub(super) fn new(course: &Course<'_>) -> Self {
        let mut parties = vec![PartyTally::default(); course.problem.parties.len()];
        for trip in &course.journeys {
            if let Some(party) = parties.get_mut(trip.party) {
                party.travels = true;
            }
        }
        let lifts = vec![LiftTally::default(); course.lifts.len()];
        Self { lifts, parties, breaks: BTreeMap::new(), out: 0, whole: 0 }
    }
}

impl<'a> Flight<'a> {
    fn new(given: &Problem, of: &'a Lift, spread: &Spread) -> Self {
        let vehicle = given.vehicles.iter().find(|vehicle| vehicle.id == of.id);
        let mode = vehicle.and_then(|v| spread.modes.iter().find(|mode| mode.mode == v.mode));
        let delays = of.legs.iter().enumerate().map(|(number, leg)| {
            let mine = |exact: bool| {
                spread
                    .lifts
                    .iter()
                    .find(move |lift| lift.lift == of.id && lift.leg == exact.then_some(number))
            };
            let way = spread.ways.iter().find(|way| way.from == leg.from && way.to == leg.to);
            let departs = (mine(true).and_then(|lift| lift.departs))
                .or_else(|| mine(false).and_then(|lift| lift.departs))
                .or_else(|| mode.and_then(|mode| mode.departs));
            let travel = (mine(true).and_then(|lift| lift.travel))
                .or_else(|| mine(false).and_then(|lift| lift.travel))
                .or_else(|| way.map(|way| way.travel))
                .or_else(|| mode.and_then(|mode| mode.travel));
            (departs.unwrap_or(spread.departs), travel.unwrap_or(spread.travel))
        });
        Self {
            of,
            delays: delays.collect(),
            turn_around: vehicle.map_or(0, |vehicle| vehicle.turn_around),
            until: vehicle.and_then(|vehicle| vehicle.until),
            last: None,
            boarding: vec![Vec::new(); of.legs.len()],
        }
    }
}

fn danger(problem: &Problem, place: &PlaceId, _: &Party) -> bool {
    problem.places.iter().any(|known| known.id == *place && known.kind == PlaceKind::Danger)
}

/// Whether a closure, at these times, stops this leg.
fn stops(closure: &Closure, leg: &Leg) -> bool {
    let during =
        |minute| minute >= closure.from && closure.until.is_none_or(|until| minute < until);
    match &closure.what {
        Closed::Place(place) => {
            (*place == leg.from && during(leg.departs)) || (*place == leg.to && during(leg.arrives))
        }
        Closed::Road { from, to } => *from == leg.from && *to == leg.to && during(leg.departs),
    }
}
