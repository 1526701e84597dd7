//! The events of parties: who leaves the problem, who enters it, and what changes for the others.

use super::error::ReplanError;
use super::event::{Event, Events, Whose};
use super::parts::{Part, counts};
use super::traffic::{Traffic, unknown_place};
use crate::plan::Ride;
use crate::problem::{Minute, Needs, Party, PartyId, PlaceId};

/// A party, or a part of it, that is planned for no more.
#[derive(Debug, Clone)]
pub(super) struct Gone {
    pub(super) party: PartyId,
    pub(super) share: Needs,
    pub(super) before: Vec<Ride>,
    pub(super) event: usize,
}

/// Applies the events of parties, in order.
pub(super) struct People<'a> {
    pub(super) traffic: &'a mut Traffic,
    pub(super) parts: &'a mut Vec<Part>,
    pub(super) gone: Vec<Gone>,
    /// By party: to be dropped at the end, so that numbers stay.
    dropped: Vec<bool>,
    /// The events that added parties.
    added: Vec<usize>,
}

impl<'a> People<'a> {
    pub(super) fn new(traffic: &'a mut Traffic, parts: &'a mut Vec<Part>) -> Self {
        let dropped = vec![false; traffic.problem.parties.len()];
        Self { traffic, parts, gone: Vec::new(), dropped, added: Vec::new() }
    }

    pub(super) fn apply(mut self, events: &Events) -> Result<Vec<Gone>, ReplanError> {
        let known = self.dropped.len();
        for (number, event) in events.events.iter().enumerate() {
            self.take(number, event, &format!("events[{number}].{}", event.name()))?;
        }
        if let Some(error) = self.traffic.problem.sound().err() {
            return Err(ReplanError::of_problem(&error, known, &self.added));
        }
        self.forget();
        Ok(self.gone)
    }

    fn take(&mut self, number: usize, event: &Event, at: &str) -> Result<(), ReplanError> {
        match event {
            Event::NoShow { party, share: Some(share) } => self.fewer(number, (party, *share), at),
            Event::NoShow { party, share: None } | Event::Withdrawn { party } => {
                let party = self.party(party, at)?;
                self.ashore(party, at)?;
                self.leave(number, party);
                Ok(())
            }
            Event::NewParty(party) => {
                self.enter(number, party);
                Ok(())
            }
            Event::PartyMoved { party, place, ready } => {
                let party = self.party(party, at)?;
                self.ashore(party, at)?;
                self.moved(number, party, (place.as_ref(), *ready), at)
            }
            Event::RuleChanged { of, lifts_of } => {
                let parties = &mut self.traffic.problem.parties;
                let mine = |party: &Party| match of {
                    Whose::Party(id) => party.id == *id,
                    Whose::Nation(nation) => party.nation == *nation,
                };
                let mut found = false;
                for party in parties.iter_mut().filter(|party| mine(party)) {
                    party.lifts_of.clone_from(lifts_of);
                    found = true;
                }
                let what = "Nobody is meant: there is no such party, or nobody of the nation.";
                let remedy = "Name one of the problem, or leave this event out.";
                let error = ReplanError::new("nobody-meant", format!("{at}.of"), what, remedy);
                if found { Ok(()) } else { Err(error) }
            }
            Event::ClassChanged { party, class } => {
                let party = self.party(party, at)?;
                if let Some(party) = self.traffic.problem.parties.get_mut(party) {
                    party.class = *class;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn party(&self, id: &PartyId, at: &str) -> Result<usize, ReplanError> {
        let parties = self.traffic.problem.parties.iter().zip(&self.dropped);
        let found = parties.enumerate().find(|(_, (party, gone))| party.id == *id && !**gone);
        found.map(|(number, _)| number).ok_or_else(|| {
            let what = "There is no such party, or it has left the problem.";
            let remedy = "Name one of the problem, or leave this event out.";
            ReplanError::new("unknown-party", format!("{at}.party"), what, remedy)
        })
    }

    /// Nobody of the party may be aboard.
    fn ashore(&self, party: usize, at: &str) -> Result<(), ReplanError> {
        if self.parts.iter().any(|part| part.party == party && part.aboard(self.traffic)) {
            let what = "Some of the party are aboard a lift that has departed.";
            let remedy = "Correct what has departed, or say this once they have arrived.";
            return Err(ReplanError::new("aboard", format!("{at}.party"), what, remedy));
        }
        Ok(())
    }

    fn leave(&mut self, event: usize, party: usize) {
        if let Some(dropped) = self.dropped.get_mut(party) {
            *dropped = true;
        }
        let Some(id) = self.traffic.problem.parties.get(party).map(|party| party.id.clone()) else {
            return;
        };
        for part in self.parts.iter().filter(|part| part.party == party) {
            let (share, before) = (part.share, part.before.clone());
            self.gone.push(Gone { party: id.clone(), share, before, event });
        }
        self.parts.retain(|part| part.party != party);
    }

    fn enter(&mut self, event: usize, party: &Party) {
        let number = self.traffic.problem.parties.len();
        self.traffic.problem.parties.push(party.clone());
        self.dropped.push(false);
        self.added.push(event);
        let mut part = Part::new(self.traffic, (number, party.needs), Vec::new());
        (part.event, part.is_new) = (Some(event), true);
        self.parts.push(part);
    }

    fn moved(
        &mut self,
        event: usize,
        number: usize,
        (place, ready): (Option<&PlaceId>, Option<Minute>),
        at: &str,
    ) -> Result<(), ReplanError> {
        let places = &self.traffic.problem.places;
        if place.is_some_and(|place| !places.iter().any(|known| known.id == *place)) {
            return Err(unknown_place(format!("{at}.place")));
        }
        // Where the party is now: after rides that it has taken, where it alighted.
        let there = self.parts.iter().find(|part| {
            part.party == number && !part.only_checked_in(self.traffic) && part.spot.came
        });
        let there = there.map(|part| part.spot.place.clone());
        let Some(party) = self.traffic.problem.parties.get_mut(number) else { return Ok(()) };
        let place = place.cloned().or(there);
        let elsewhere = place.as_ref().is_some_and(|place| *place != party.place);
        if let Some(place) = place {
            party.place = place;
        }
        party.ready = ready.unwrap_or(party.ready);
        let ready = party.ready;
        for part in self.parts.iter_mut().filter(|part| part.party == number) {
            let in_time = |part: &Part| {
                let ride = part.fact.last()?;
                let (_, lift, _) = self.traffic.get(&ride.lift)?;
                let leg = lift.legs.get(ride.board)?;
                Some(ready <= leg.departs.saturating_sub(lift.closes_before))
            };
            let checked_in = !elsewhere
                && part.fact.len() == 1
                && part.only_checked_in(self.traffic)
                && in_time(part) == Some(true);
            part.event = Some(event);
            if !checked_in {
                let kept = part.fact.len();
                let only = part.only_checked_in(self.traffic);
                part.start_anew(self.traffic, if only { kept.saturating_sub(1) } else { kept });
            }
        }
        Ok(())
    }

    /// Some of a party are not coming: taken from those left first, then from the last journeys.
    fn fewer(
        &mut self,
        event: usize,
        (id, share): (&PartyId, Needs),
        at: &str,
    ) -> Result<(), ReplanError> {
        let number = self.party(id, at)?;
        let whole = self.traffic.problem.parties.get(number).map(|party| party.needs);
        // Of whom nobody comes, nothing comes: it needs no saying what they would have brought.
        let same = |whole: Needs| people(whole) == people(share);
        if whole.is_some_and(same) {
            self.ashore(number, at)?;
            self.leave(event, number);
            return Ok(());
        }
        let mine = |part: &Part| part.party == number && !part.aboard(self.traffic);
        let mut order: Vec<usize> =
            (0..self.parts.len()).filter(|n| self.parts.get(*n).is_some_and(mine)).collect();
        order.sort_by_key(|n| self.parts.get(*n).map(|part| (part.onward.len(), part.fact.len())));
        let mut rest = share;
        let mut smaller: Vec<(usize, Needs, Needs)> = Vec::new();
        for n in order {
            let Some(part) = self.parts.get(n) else { continue };
            let mut taken = common(part.share, rest);
            if people(taken) == people(part.share) {
                taken = part.share;
            }
            let stay = minus(part.share, taken);
            if sound(stay) || stay == Needs::default() {
                rest = minus(rest, taken);
                smaller.push((n, taken, stay));
            }
        }
        if rest != Needs::default() || people(share) == Needs::default() {
            let what = "There are not that many of the party ashore, or those who remain would \
                        have an infant without a lap, or a position without a seat.";
            let remedy = "Name how many are not coming, each with what they need.";
            return Err(ReplanError::new("not-that-many", format!("{at}.share"), what, remedy));
        }
        let gone = smaller.iter().fold(Needs::default(), |gone, (_, taken, _)| gone.and(*taken));
        for (n, taken, stay) in smaller {
            if let Some(part) = self.parts.get_mut(n) {
                part.share = stay;
                let before = part.before.clone();
                self.gone.push(Gone { party: id.clone(), share: taken, before, event });
            }
        }
        self.parts.retain(|part| part.share != Needs::default());
        if let Some(party) = self.traffic.problem.parties.get_mut(number) {
            party.needs = minus(party.needs, gone);
            party.people = party.needs.people();
        }
        Ok(())
    }

    /// Drops the parties that left, and renumbers the parts.
    fn forget(&mut self) {
        let mut numbers = Vec::with_capacity(self.dropped.len());
        let mut next = 0_usize;
        for dropped in &self.dropped {
            numbers.push(next);
            next = next.saturating_add(usize::from(!dropped));
        }
        let mut dropped = self.dropped.iter();
        self.traffic.problem.parties.retain(|_| dropped.next() == Some(&false));
        for part in self.parts.iter_mut() {
            part.party = numbers.get(part.party).copied().unwrap_or(usize::MAX);
        }
    }
}

impl Part {
    /// From where the party is said to be; of what was published, the rides from `from` on can
    /// still be taken if they begin there.
    fn start_anew(&mut self, traffic: &Traffic, from: usize) {
        self.onward = self.before.iter().skip(from).cloned().collect();
        self.fact.clear();
        self.broken = false;
        let next = traffic.now.saturating_add(1);
        if let Some(party) = traffic.problem.parties.get(self.party) {
            self.spot.place = party.place.clone();
            self.spot.ready = party.ready.max(next);
            self.spot.came = false;
        }
    }
}

/// Without what they bring.
fn people(needs: Needs) -> Needs {
    Needs { baggage: 0, pets: 0, ..needs }
}

fn common(a: Needs, b: Needs) -> Needs {
    Needs {
        seats: a.seats.min(b.seats),
        lap_infants: a.lap_infants.min(b.lap_infants),
        wheelchairs: a.wheelchairs.min(b.wheelchairs),
        stretchers: a.stretchers.min(b.stretchers),
        baggage: a.baggage.min(b.baggage),
        pets: a.pets.min(b.pets),
    }
}

fn minus(a: Needs, b: Needs) -> Needs {
    Needs {
        seats: a.seats.saturating_sub(b.seats),
        lap_infants: a.lap_infants.saturating_sub(b.lap_infants),
        wheelchairs: a.wheelchairs.saturating_sub(b.wheelchairs),
        stretchers: a.stretchers.saturating_sub(b.stretchers),
        baggage: a.baggage.saturating_sub(b.baggage),
        pets: a.pets.saturating_sub(b.pets),
    }
}

fn sound(needs: Needs) -> bool {
    let [seats, infants, chairs, stretchers, ..] = counts(needs);
    seats > 0 && infants <= seats && chairs + stretchers <= seats
}
