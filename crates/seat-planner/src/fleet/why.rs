//! Why a party is left: the first rule that would have to give way.

use std::collections::BTreeSet;

use super::network::Network;
use super::price::{Goal, Market};
use super::rides::Rides;
use crate::plan::Reason;
use crate::problem::{Class, Mode, Owner, Party, PlaceId, PlaceKind, Problem, Seats};
use crate::search::model::units_of;

/// Looks for reasons, the costly ones once for all.
pub(crate) struct Why<'w> {
    problem: &'w Problem,
    /// By party: whether, with room without end, it gets out; and with nothing closed.
    gets_out: Option<[Vec<bool>; 2]>,
}

impl<'w> Why<'w> {
    pub(crate) fn new(problem: &'w Problem) -> Self {
        Self { problem, gets_out: None }
    }

    /// Whether a party is at its home already.
    pub(crate) fn at_home(&self, number: usize) -> bool {
        let Some(party) = self.problem.parties.get(number) else { return false };
        let place = self.problem.places.iter().find(|place| place.id == party.place);
        place.is_some_and(|place| {
            let mine = place.home_of.as_ref().is_none_or(|nation| *nation == party.nation);
            place.kind == PlaceKind::Home && mine
        })
    }

    /// Why this party is left.
    pub(crate) fn left(&mut self, number: usize) -> Reason {
        let Some(party) = self.problem.parties.get(number) else { return Reason::NoLift };
        if !self.leads_out(party, |_, _| true) {
            return Reason::NoLift;
        }
        let may = |owner: &Owner| party.lifts_of.contains(owner);
        if !self.leads_out(party, |owner, _| may(owner)) {
            return Reason::NotEligible;
        }
        // One of those who travel apart will do: each has to find a ride.
        let one = units_of(party, None).into_iter().next().unwrap_or(party.needs);
        let pets = |seats: &Seats| seats.pets.is_none_or(|most| one.pets <= most);
        let baggage = |seats: &Seats| seats.baggage.is_none_or(|most| one.baggage <= most);
        if one.pets > 0 && !self.leads_out(party, |owner, seats| may(owner) && pets(seats)) {
            return Reason::NoPets;
        }
        let all = |owner: &Owner, seats: &Seats| may(owner) && pets(seats) && baggage(seats);
        if one.baggage > 0 && !self.leads_out(party, all) {
            return Reason::TooMuchBaggage;
        }
        let [now, opened] = self.gets_out.get_or_insert_with(|| {
            let mut open = self.problem.clone();
            open.closures.clear();
            [gets_out(self.problem), gets_out(&open)]
        });
        let gets = |who: &[bool]| who.get(number) == Some(&true);
        match (gets(now), gets(opened)) {
            (true, _) => Reason::NoSeat,
            (false, true) => Reason::Closed,
            (false, false) => Reason::TooLate,
        }
    }

    /// Whether any chain of links and lifts leads out of danger, at any time, by vehicles and lifts
    /// with such owners and seats.
    fn leads_out(&self, party: &Party, may: impl Fn(&Owner, &Seats) -> bool) -> bool {
        let vehicles = self.problem.vehicles.iter().filter(|v| may(&v.owner, &v.seats));
        let modes: BTreeSet<&Mode> = vehicles.map(|vehicle| &vehicle.mode).collect();
        let links = self.problem.links.iter().filter(|link| modes.contains(&link.mode));
        let mut ways: Vec<_> = links.map(|link| (&link.from, &link.to)).collect();
        let lifts = self.problem.lifts.iter().filter(|lift| may(&lift.owner, &lift.seats));
        ways.extend(lifts.flat_map(|lift| &lift.legs).map(|leg| (&leg.from, &leg.to)));
        let mut reached = vec![&party.place];
        let mut next = 0;
        while let Some(here) = reached.get(next).copied() {
            next += 1;
            for (_, to) in ways.iter().filter(|(from, _)| *from == here) {
                if !reached.contains(to) {
                    reached.push(to);
                }
            }
        }
        let safe = |id: &PlaceId| {
            let mut places = self.problem.places.iter();
            places.any(|place| place.id == *id && place.kind != PlaceKind::Danger)
        };
        reached.into_iter().skip(1).any(safe)
    }
}

/// By party: whether it gets out of danger where there is room for everybody on every ride.
fn gets_out(problem: &Problem) -> Vec<bool> {
    // Everybody counted alike, so that whoever gets out is seen.
    let mut alike = problem.clone();
    alike.parties.iter_mut().for_each(|party| party.class = Class::Ordinary);
    let network = Network::new(&alike);
    let rides = Rides::new(&alike, &network);
    let market = Market::new(&alike, &network, &rides, Goal::Weighted);
    let costs = market.costs(&market.free());
    let mut out = vec![false; problem.parties.len()];
    for batch in &network.crowd.batches {
        let moment = rides.moment_from(batch.ready).min(rides.moments.len().saturating_sub(1));
        let at = moment * network.places + batch.place;
        let cost = costs.get(batch.kind).and_then(|costs| costs.get(at));
        for (party, ..) in &batch.parts {
            if let Some(out) = out.get_mut(*party) {
                *out = cost == Some(&0);
            }
        }
    }
    out
}
