//! The events of lifts and ways, and what they leave of the traffic: which legs have departed,
//! which still will, and which won't.

use std::collections::BTreeMap;

use super::error::ReplanError;
use super::event::{Event, Events};
use crate::itinerary::shut;
use crate::plan::Plan;
use crate::problem::{Closure, Itinerary, Leg, Lift, LiftId, Minute, PlaceId, Problem, Seats};

/// The longest delay, in minutes: longer ones are mistakes.
const LONGEST: Minute = 1_000_000;

/// All lifts and sent vehicles after the events.
pub(super) struct Traffic {
    /// The problem with the events of lifts and ways applied.
    pub(super) problem: Problem,
    /// Where vehicles go now.
    pub(super) itineraries: Vec<Itinerary>,
    /// Lifts and sent vehicles, in the order of [`Problem::flown`].
    pub(super) lifts: Vec<Lift>,
    /// By lift.
    pub(super) status: Vec<Status>,
    /// Lifts whose seats changed.
    pub(super) reseated: Vec<usize>,
    pub(super) now: Minute,
    numbers: BTreeMap<LiftId, usize>,
}

/// How far a lift has come, and will come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Status {
    /// So many legs have departed.
    pub(super) departed: usize,
    /// So many legs have departed or will.
    pub(super) flying: usize,
    /// Whether the last departed leg keeps the rules where it arrives; it arrives in any case.
    pub(super) lands: bool,
}

impl Traffic {
    pub(super) fn new(
        problem: &Problem,
        plan: &Plan,
        events: &Events,
    ) -> Result<Self, ReplanError> {
        let mut changed = Changed {
            problem: problem.clone(),
            itineraries: plan.itineraries.clone(),
            now: events.now,
            reseated: Vec::new(),
        };
        for (number, event) in events.events.iter().enumerate() {
            changed.take(event, &format!("events[{number}].{}", event.name()))?;
        }
        let Changed { mut problem, mut itineraries, now, reseated } = changed;
        problem.lifts.retain(|lift| !lift.legs.is_empty());
        itineraries.retain(|itinerary| !itinerary.legs.is_empty());
        let mut lifts = problem.flown(&itineraries).lifts.clone();
        let status: Vec<Status> =
            lifts.iter().map(|lift| Status::new(&problem, &lift.legs, now)).collect();
        // A vehicle that is stopped is free for another itinerary; a lift is as it was offered.
        let given = problem.lifts.len();
        for (lift, status) in lifts.iter_mut().zip(&status).skip(given) {
            lift.legs.truncate(status.flying);
            let sent = itineraries.iter_mut().find(|itinerary| itinerary.vehicle == lift.id);
            if let Some(itinerary) = sent {
                itinerary.legs.truncate(status.flying);
            }
        }
        let (lifts, status): (Vec<_>, Vec<_>) =
            lifts.into_iter().zip(status).filter(|(lift, _)| !lift.legs.is_empty()).unzip();
        itineraries.retain(|itinerary| !itinerary.legs.is_empty());
        let numbers: BTreeMap<LiftId, usize> =
            lifts.iter().enumerate().map(|(number, lift)| (lift.id.clone(), number)).collect();
        let reseated = reseated.iter().filter_map(|id| numbers.get(id).copied()).collect();
        Ok(Self { problem, itineraries, lifts, status, reseated, now, numbers })
    }

    /// A lift's number, itself and how far it comes.
    pub(super) fn get(&self, id: &LiftId) -> Option<(usize, &Lift, Status)> {
        let number = *self.numbers.get(id)?;
        Some((number, self.lifts.get(number)?, *self.status.get(number)?))
    }
}

impl Status {
    /// Closures that events bring begin after now; so a leg whose departure is shut by now was not
    /// flown, and one whose arrival is shut was under way when it was.
    fn new(problem: &Problem, legs: &[Leg], now: Minute) -> Self {
        for (number, leg) in legs.iter().enumerate() {
            let stopped = shut(problem, leg) || leg.arrives > problem.horizon;
            let at_the_end = Leg { departs: Minute::MIN, ..leg.clone() };
            match (leg.departs <= now, stopped) {
                (_, false) => {}
                (true, true) if leg.arrives > problem.horizon || shut(problem, &at_the_end) => {
                    let departed = number.saturating_add(1);
                    return Self { departed, flying: departed, lands: false };
                }
                _ => {
                    let departed = legs.iter().take(number).filter(|leg| leg.departs <= now);
                    return Self { departed: departed.count(), flying: number, lands: true };
                }
            }
        }
        let departed = legs.iter().take_while(|leg| leg.departs <= now).count();
        Self { departed, flying: legs.len(), lands: true }
    }
}

/// The problem while events are applied to it.
struct Changed {
    problem: Problem,
    itineraries: Vec<Itinerary>,
    now: Minute,
    reseated: Vec<LiftId>,
}

impl Changed {
    fn take(&mut self, event: &Event, at: &str) -> Result<(), ReplanError> {
        match event {
            Event::Closure(closure) => self.close(closure, at),
            Event::Reopened { what, from } => {
                let from = (*from).max(self.now.saturating_add(1));
                let mut ended = false;
                self.problem.closures.retain_mut(|closure| {
                    if closure.what != *what || closure.until.is_some_and(|until| until <= from) {
                        return true;
                    }
                    ended = true;
                    closure.until = Some(from);
                    closure.from < from
                });
                if !ended {
                    let what = "Nothing of this kind is shut then.";
                    let remedy = "Name what a closure names, or leave this event out.";
                    return Err(ReplanError::new("nothing-to-reopen", at, what, remedy));
                }
                Ok(())
            }
            Event::LiftLost { lift, from_leg } => self.lose(lift, *from_leg, at),
            Event::LiftDelayed { lift, leg, minutes, underway } => {
                self.delay(lift, (*leg, *minutes, *underway), at)
            }
            Event::LiftSeats { lift, seats } => self.reseat(lift, *seats, at),
            _ => Ok(()),
        }
    }

    fn close(&mut self, closure: &Closure, at: &str) -> Result<(), ReplanError> {
        let known = |place: &PlaceId| self.problem.places.iter().any(|p| p.id == *place);
        let places = match &closure.what {
            crate::problem::Closed::Place(place) => vec![("what.place", place)],
            crate::problem::Closed::Road { from, to } => {
                vec![("what.road.from", from), ("what.road.to", to)]
            }
        };
        if let Some((path, _)) = places.into_iter().find(|(_, place)| !known(place)) {
            return Err(unknown_place(format!("{at}.{path}")));
        }
        if closure.until.is_some_and(|until| until <= closure.from) {
            let what = "The closure does not end after it begins.";
            let remedy = "Correct one of the times, or leave the end out.";
            let at = format!("{at}.until");
            return Err(ReplanError::new("closure-ends-before-it-begins", at, what, remedy));
        }
        let from = closure.from.max(self.now.saturating_add(1));
        if closure.until.is_none_or(|until| until > from) {
            self.problem.closures.push(Closure { from, ..closure.clone() });
        }
        Ok(())
    }

    fn legs(&mut self, lift: &LiftId, at: &str) -> Result<&mut Vec<Leg>, ReplanError> {
        let given = self.problem.lifts.iter_mut().find(|given| given.id == *lift);
        let given = given.map(|lift| &mut lift.legs);
        let sent = self.itineraries.iter_mut().find(|sent| sent.vehicle == *lift);
        given.or(sent.map(|itinerary| &mut itinerary.legs)).ok_or_else(|| {
            let what = "There is no such lift, nor a vehicle that is sent anywhere.";
            let remedy = "Name one of the plan, or leave this event out.";
            ReplanError::new("unknown-lift", format!("{at}.lift"), what, remedy)
        })
    }

    fn lose(
        &mut self,
        lift: &LiftId,
        from_leg: Option<usize>,
        at: &str,
    ) -> Result<(), ReplanError> {
        let now = self.now;
        let legs = self.legs(lift, at)?;
        let departed = legs.iter().take_while(|leg| leg.departs <= now).count();
        let from = from_leg.unwrap_or(departed);
        if from >= legs.len() || from < departed {
            let what = "The lift has no such leg, or it has departed.";
            let remedy = "Name a leg that has not departed, or say that the lift is late.";
            return Err(ReplanError::new("no-leg-to-lose", at, what, remedy));
        }
        legs.truncate(from);
        let last = legs.last().map(|leg| leg.arrives);
        if let Some(vehicle) = self.problem.vehicles.iter_mut().find(|v| v.id == *lift) {
            let end = last.map_or(vehicle.available, |last| last.max(vehicle.available));
            vehicle.until = Some(vehicle.until.map_or(end, |until| until.min(end)));
        }
        Ok(())
    }

    fn delay(
        &mut self,
        lift: &LiftId,
        (first, minutes, underway): (usize, Minute, bool),
        at: &str,
    ) -> Result<(), ReplanError> {
        let now = self.now;
        if !(1..=LONGEST).contains(&minutes) {
            let what = "The delay is less than 1 minute, or more than 1,000,000.";
            let at = format!("{at}.minutes");
            return Err(ReplanError::new(
                "no-delay",
                at,
                what,
                "Give the minutes that it is late.",
            ));
        }
        let legs = self.legs(lift, at)?;
        let open = |leg: &Leg| leg.arrives > now && (!underway || leg.departs <= now);
        if !legs.get(first).is_some_and(open) {
            let what = "The lift has no such leg, or it has arrived, or is not under way.";
            let remedy = "Name a leg that has not arrived; underway only if it has departed.";
            return Err(ReplanError::new("no-leg-to-delay", format!("{at}.leg"), what, remedy));
        }
        for (number, leg) in legs.iter_mut().enumerate().skip(first) {
            if number > first || !underway {
                leg.departs = leg.departs.saturating_add(minutes);
            }
            leg.arrives = leg.arrives.saturating_add(minutes);
        }
        Ok(())
    }

    fn reseat(&mut self, lift: &LiftId, seats: Seats, at: &str) -> Result<(), ReplanError> {
        let now = self.now;
        if self.legs(lift, at)?.first().is_some_and(|leg| leg.departs <= now) {
            let what = "The lift has departed, and people are in its seats.";
            let remedy = "Lose its further legs, and offer them as another lift.";
            return Err(ReplanError::new("lift-has-departed", at, what, remedy));
        }
        let given = self.problem.lifts.iter_mut().find(|given| given.id == *lift);
        if let Some(given) = given {
            given.seats = seats;
        } else if let Some(sent) = self.problem.vehicles.iter_mut().find(|v| v.id == *lift) {
            sent.seats = seats;
        }
        self.reseated.push(lift.clone());
        Ok(())
    }
}

pub(super) fn unknown_place(at: impl Into<String>) -> ReplanError {
    ReplanError::new("unknown-place", at, "There is no such place.", "Name one of the problem.")
}
