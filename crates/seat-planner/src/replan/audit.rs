//! The checker of a re-plan: that facts are kept. It shares nothing with the search: it reads the
//! published plan, the events and the result, and has its own time code.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Replan;
use super::changes::Change;
use super::event::{Event, Events};
use crate::check::{Checked, Fault, check};
use crate::plan::{Plan, Ride};
use crate::problem::{
    Closed, Leg, Lift, LiftId, Minute, Needs, Party, PartyId, PlaceKind, Problem,
};

/// The rules of a re-plan. The name of each is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Broken {
    /// What remains is a sound problem, and its plan keeps every rule.
    RemainingPlan,
    /// A ride that has begun goes on as published, as far as its lift goes.
    AboardMoved,
    /// Whoever has checked in boards, unless the lift fails them.
    CheckedInMoved,
    /// Nobody boards what has departed or whose check-in has closed.
    BoardedLate,
    /// No leg carries more than the lift has room for, those aboard included.
    Overfull,
    /// A party newly boards only lifts of owners whose lifts it may board now.
    WrongOwner,
    /// Every person is in exactly one entry.
    Unaccounted,
    /// The whole plan and the remaining one say the same.
    Disagrees,
}

impl Broken {
    /// The stable name, as in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::RemainingPlan => "remaining-plan",
            Self::AboardMoved => "aboard-moved",
            Self::CheckedInMoved => "checked-in-moved",
            Self::BoardedLate => "boarded-late",
            Self::Overfull => "overfull",
            Self::WrongOwner => "wrong-owner",
            Self::Unaccounted => "unaccounted",
            Self::Disagrees => "disagrees",
        }
    }
}

/// One place where a re-plan breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breach {
    /// Which rule.
    pub rule: Broken,
    /// Which party, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// Which lift, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lift: Option<LiftId>,
    /// What the checker of plans found, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.rule {
            Broken::RemainingPlan => "The plan for what remains breaks a rule.",
            Broken::AboardMoved => "People aboard are moved.",
            Broken::CheckedInMoved => "People who have checked in are moved.",
            Broken::BoardedLate => "People board what has departed, or after check-in.",
            Broken::Overfull => "A leg carries more than its lift has room for.",
            Broken::WrongOwner => "A party boards a lift that it may not board any more.",
            Broken::Unaccounted => "More or fewer people of a party are planned than there are.",
            Broken::Disagrees => "The whole plan and the remaining one differ.",
        };
        write!(f, "{}: {text} Re-plan again from the published plan.", self.rule.code())
    }
}

impl std::error::Error for Breach {}

/// Holds a re-plan against the published plan, what has happened, and every rule.
///
/// # Errors
/// Every breach found, ordered by rule, then party and lift.
pub fn check_replan(
    problem: &Problem,
    published: &Plan,
    events: &Events,
    replan: &Replan,
) -> Result<Checked, Vec<Breach>> {
    let before = problem.flown(&published.itineraries);
    let after = replan.problem.flown(&replan.plan.itineraries);
    let moved = events.events.iter().filter_map(|event| match event {
        Event::PartyMoved { party, .. } => Some(party),
        _ => None,
    });
    let mut audit = Audit {
        events,
        published,
        replan,
        problem: &after,
        lifts: after.lifts.iter().map(|lift| (&lift.id, lift)).collect(),
        parties: after.parties.iter().map(|party| (&party.id, party)).collect(),
        moved: moved.collect(),
        breaches: Vec::new(),
    };
    audit.facts(&before);
    audit.boarding();
    audit.room();
    audit.people();
    audit.remaining();
    let mut breaches = audit.breaches;
    match check(&replan.remaining.problem, &replan.remaining.plan) {
        Ok(checked) if breaches.is_empty() => return Ok(checked),
        Ok(_) => {}
        Err(faults) => breaches.extend(faults.into_iter().map(|fault| Breach {
            rule: Broken::RemainingPlan,
            party: fault.party.clone(),
            lift: fault.lift.clone(),
            fault: Some(fault),
        })),
    }
    breaches.sort();
    breaches.dedup();
    Err(breaches)
}

struct Audit<'a> {
    events: &'a Events,
    published: &'a Plan,
    replan: &'a Replan,
    /// With the events, all lifts flown.
    problem: &'a Problem,
    lifts: BTreeMap<&'a LiftId, &'a Lift>,
    parties: BTreeMap<&'a PartyId, &'a Party>,
    moved: BTreeSet<&'a PartyId>,
    breaches: Vec<Breach>,
}

impl<'a> Audit<'a> {
    fn add(&mut self, rule: Broken, party: Option<&PartyId>, lift: Option<&LiftId>) {
        let (party, lift) = (party.cloned(), lift.cloned());
        self.breaches.push(Breach { rule, party, lift, fault: None });
    }

    fn leg(&self, lift: &LiftId, number: usize) -> Option<&'a Leg> {
        self.lifts.get(lift)?.legs.get(number)
    }

    fn departed(&self, lift: &LiftId, number: usize) -> bool {
        self.leg(lift, number).is_some_and(|leg| leg.departs <= self.events.now)
    }

    /// Whether check-in for this leg has closed, or it has departed.
    fn closed(&self, ride: &Ride) -> bool {
        let closes = self.lifts.get(&ride.lift).map_or(0, |lift| lift.closes_before);
        let leg = self.leg(&ride.lift, ride.board);
        leg.is_some_and(|leg| leg.departs - closes <= self.events.now)
    }

    /// Whether a lift flies this leg: it has departed, or nothing stops it up to there.
    fn flies(&self, lift: &LiftId, number: usize) -> bool {
        let Some(lift) = self.lifts.get(lift) else { return false };
        let last = lift.legs.iter().filter(|leg| leg.departs <= self.events.now).count();
        number < last
            || (lift.legs.len() > number
                && !lift.legs.iter().take(number.saturating_add(1)).any(|leg| self.stopped(leg)))
    }

    fn stopped(&self, leg: &Leg) -> bool {
        let shut = self.problem.closures.iter().any(|closure| {
            let during = |minute: Minute| {
                minute >= closure.from && closure.until.is_none_or(|until| minute < until)
            };
            match &closure.what {
                Closed::Place(place) if *place == leg.from && during(leg.departs) => true,
                Closed::Place(place) => *place == leg.to && during(leg.arrives),
                Closed::Road { from, to } => {
                    *from == leg.from && *to == leg.to && during(leg.departs)
                }
            }
        });
        shut || leg.arrives > self.problem.horizon
    }

    /// Begun rides, and rides of those checked in, are in the new plan for as many as before.
    fn facts(&mut self, before: &Problem) {
        let mut gone: BTreeMap<&PartyId, u64> = BTreeMap::new();
        for affected in self.replan.affected.iter().filter(|a| a.change == Change::Gone) {
            let people = affected.before.iter().map(|travel| u64::from(travel.share.people()));
            *gone.entry(&affected.party).or_default() += people.sum::<u64>();
        }
        let reseated: BTreeSet<&LiftId> = (self.events.events.iter())
            .filter_map(|event| match event {
                Event::LiftSeats { lift, .. } => Some(lift),
                _ => None,
            })
            .collect();
        let mut due: BTreeMap<(&PartyId, Vec<Ride>, bool), u64> = BTreeMap::new();
        for journey in &self.published.journeys {
            let known = self.parties.contains_key(&journey.party);
            if !known || self.moved.contains(&journey.party) {
                continue;
            }
            let mut facts: Vec<Ride> = Vec::new();
            let mut aboard = true;
            for ride in &journey.rides {
                let begun = self.departed(&ride.lift, ride.board);
                let legs = ride.board..=ride.alight;
                let flown = legs.filter(|leg| self.flies(&ride.lift, *leg)).max();
                let whole = flown == Some(ride.alight);
                let in_time = self.closed(ride) && whole && !reseated.contains(&ride.lift);
                let Some(alight) = flown.filter(|_| begun || in_time) else { break };
                aboard &= begun;
                facts.push(Ride { alight, ..ride.clone() });
                if !whole {
                    break;
                }
            }
            let exists = |ride: &Ride| before.lifts.iter().any(|lift| lift.id == ride.lift);
            if !facts.is_empty() && facts.iter().all(exists) {
                *due.entry((&journey.party, facts, aboard)).or_default() +=
                    u64::from(journey.share.people());
            }
        }
        let mut now: BTreeMap<&PartyId, Vec<(&[Ride], u64)>> = BTreeMap::new();
        for journey in &self.replan.plan.journeys {
            let people = u64::from(journey.share.people());
            now.entry(&journey.party).or_default().push((&journey.rides, people));
        }
        for ((party, facts, aboard), people) in due {
            let journeys = now.get(party).into_iter().flatten();
            let kept: u64 = journeys
                .filter(|(rides, _)| rides.starts_with(&facts))
                .map(|(_, people)| people)
                .sum();
            if kept.saturating_add(gone.get(party).copied().unwrap_or(0)) < people {
                let rule = if aboard { Broken::AboardMoved } else { Broken::CheckedInMoved };
                self.add(rule, Some(party), facts.last().map(|ride| &ride.lift));
            }
        }
    }

    /// Nobody new boards too late, or what they may not board.
    fn boarding(&mut self) {
        let mut published: BTreeSet<(&PartyId, &LiftId, usize)> = BTreeSet::new();
        for journey in &self.published.journeys {
            let rides = journey.rides.iter();
            published.extend(rides.map(|ride| (&journey.party, &ride.lift, ride.board)));
        }
        let replan = self.replan;
        for journey in &replan.plan.journeys {
            for ride in &journey.rides {
                let known = published.contains(&(&journey.party, &ride.lift, ride.board));
                let closed = self.closed(ride);
                if closed && !known {
                    self.add(Broken::BoardedLate, Some(&journey.party), Some(&ride.lift));
                }
                let owner = self.lifts.get(&ride.lift).map(|lift| &lift.owner);
                let party = self.parties.get(&journey.party);
                let may = party.zip(owner).is_some_and(|(p, owner)| p.lifts_of.contains(owner));
                if !closed && !may {
                    self.add(Broken::WrongOwner, Some(&journey.party), Some(&ride.lift));
                }
            }
        }
    }

    /// Seats on the legs to come, by everybody in the whole plan.
    fn room(&mut self) {
        let mut sums: BTreeMap<(&LiftId, usize), [u64; 6]> = BTreeMap::new();
        for journey in &self.replan.plan.journeys {
            let Needs { seats, lap_infants, wheelchairs, stretchers, baggage, pets } =
                journey.share;
            let takes = [seats, lap_infants, wheelchairs, stretchers, baggage, pets];
            for ride in &journey.rides {
                for leg in ride.board..=ride.alight {
                    let sum = sums.entry((&ride.lift, leg)).or_default();
                    sum.iter_mut().zip(takes).for_each(|(sum, take)| *sum += u64::from(take));
                }
            }
        }
        for ((id, leg), [seated, infants, chairs, stretchers, baggage, pets]) in sums {
            let Some(lift) = self.lifts.get(id).filter(|_| !self.departed(id, leg)) else {
                continue;
            };
            let has = lift.seats;
            let on_seats = infants.saturating_sub(has.lap_infants.into());
            if seated + on_seats > has.seats.into()
                || chairs > has.wheelchairs.into()
                || stretchers > has.stretchers.into()
                || has.baggage.is_some_and(|most| baggage > most.into())
                || has.pets.is_some_and(|most| pets > most.into())
            {
                self.add(Broken::Overfull, None, Some(id));
            }
        }
    }

    /// As many people in the whole plan as there are in the problem.
    fn people(&mut self) {
        let mut sums: BTreeMap<&PartyId, u64> = BTreeMap::new();
        let replan = self.replan;
        let journeys = replan.plan.journeys.iter().map(|j| (&j.party, j.share));
        for (party, share) in journeys.chain(replan.plan.left.iter().map(|l| (&l.party, l.share))) {
            *sums.entry(party).or_default() += u64::from(share.people());
        }
        for party in self.parties.values() {
            let place = self.problem.places.iter().find(|place| place.id == party.place);
            let home = place.is_some_and(|place| {
                place.kind == PlaceKind::Home
                    && place.home_of.as_ref().is_none_or(|nation| *nation == party.nation)
            });
            let planned = sums.remove(&party.id);
            if planned != Some(party.people.into()) && !(home && planned.is_none()) {
                let party = party.id.clone();
                self.breaches.push(Breach {
                    rule: Broken::Unaccounted,
                    party: Some(party),
                    lift: None,
                    fault: None,
                });
            }
        }
        for party in sums.into_keys() {
            self.add(Broken::Unaccounted, Some(party), None);
        }
    }

    /// Each journey that remains is the end of one of the whole plan.
    fn remaining(&mut self) {
        let replan = self.replan;
        let owner: BTreeMap<&PartyId, &PartyId> =
            replan.remaining.parts.iter().map(|(part, party)| (part, party)).collect();
        let mut whole: BTreeMap<&PartyId, Vec<&[Ride]>> = BTreeMap::new();
        for journey in &replan.plan.journeys {
            whole.entry(&journey.party).or_default().push(&journey.rides);
        }
        for journey in &replan.remaining.plan.journeys {
            let party = owner.get(&journey.party).copied().unwrap_or(&journey.party);
            let ends = |rides: &&[Ride]| rides.ends_with(&journey.rides);
            if !whole.get(party).into_iter().flatten().any(ends) {
                self.add(Broken::Disagrees, Some(party), None);
            }
        }
        let people = |parties: &[Party]| parties.iter().map(|p| u64::from(p.people)).sum::<u64>();
        if people(&replan.remaining.problem.parties) != people(&self.problem.parties) {
            self.add(Broken::Disagrees, None, None);
        }
    }
}
