//! Every person is in exactly one entry, and households are whole.

use std::collections::BTreeMap;

use super::replay::Replay;
use super::{Fault, Rule};
use crate::problem::{Needs, PartyId, PlaceKind};

#[derive(Default)]
struct Count {
    entries: usize,
    seats: u64,
    lap_infants: u64,
    wheelchairs: u64,
    stretchers: u64,
    baggage: u64,
    pets: u64,
}

pub(super) fn check(replay: &Replay<'_>, faults: &mut Vec<Fault>) {
    let mut counts: BTreeMap<&PartyId, Count> = BTreeMap::new();
    let journeys = replay.plan.journeys.iter().map(|journey| (&journey.party, &journey.share));
    let left = replay.plan.left.iter().map(|left| (&left.party, &left.share));
    for (party, share) in journeys.chain(left) {
        if !replay.parties.contains_key(party) {
            let text = "There is no such party. Plan again with the parties that there are.";
            faults.push(Fault::new(Rule::UnknownParty, text).of(party));
            continue;
        }
        sound(party, share, faults);
        let count = counts.entry(party).or_default();
        count.entries += 1;
        count.seats += u64::from(share.seats);
        count.lap_infants += u64::from(share.lap_infants);
        count.wheelchairs += u64::from(share.wheelchairs);
        count.stretchers += u64::from(share.stretchers);
        count.baggage += u64::from(share.baggage);
        count.pets += u64::from(share.pets);
    }
    for party in &replay.problem.parties {
        let Some(count) = counts.get(&party.id) else {
            if replay.kind(&party.place, party) != Some(PlaceKind::Home) {
                let text = "The party is in no entry. Give it a journey, or say why it is left.";
                faults.push(Fault::new(Rule::PartyMissing, text).of(&party.id));
            }
            continue;
        };
        let sums = [
            (count.seats, party.needs.seats),
            (count.lap_infants, party.needs.lap_infants),
            (count.wheelchairs, party.needs.wheelchairs),
            (count.stretchers, party.needs.stretchers),
            (count.baggage, party.needs.baggage),
            (count.pets, party.needs.pets),
        ];
        if sums.iter().any(|(planned, are)| *planned > u64::from(*are)) {
            let text = "More of the party, its baggage or its pets are planned than there are. \
                        Keep one entry for each.";
            faults.push(Fault::new(Rule::PartyTwice, text).of(&party.id));
        } else if sums.iter().any(|(planned, are)| *planned < u64::from(*are)) {
            let text = "Some of the party, its baggage or its pets are in no entry. Put them into \
                        a journey, or say why they are left.";
            faults.push(Fault::new(Rule::PartyMissing, text).of(&party.id));
        } else if count.entries > 1 && !party.may_split {
            let text = "The household is split without recorded consent. Keep it together, or \
                        record the consent.";
            faults.push(Fault::new(Rule::HouseholdSplit, text).of(&party.id));
        }
    }
}

fn sound(party: &PartyId, share: &Needs, faults: &mut Vec<Fault>) {
    let positions = u64::from(share.wheelchairs) + u64::from(share.stretchers);
    if share.seats == 0 || share.lap_infants > share.seats || positions > u64::from(share.seats) {
        let text = "This part of the party has nobody seated, an infant without a lap, or a \
                    wheelchair or stretcher without a seat. Divide it in another way.";
        faults.push(Fault::new(Rule::UnsoundShare, text).of(party));
    }
}
