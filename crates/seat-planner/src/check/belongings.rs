//! No leg carries more baggage or pets than its lift takes, where the lift states how many.

use std::collections::BTreeMap;

use super::replay::Replay;
use super::{Fault, Rule};
use crate::problem::{LiftId, Needs, PartyId, Seats};

/// What is limited, how many a party has, how many a lift takes.
struct Kind {
    rule: Rule,
    what: &'static str,
    has: fn(&Needs) -> u32,
    takes: fn(&Seats) -> Option<u32>,
}

const KINDS: [Kind; 2] = [
    Kind {
        rule: Rule::BaggageExceeded,
        what: "pieces of baggage",
        has: |needs| needs.baggage,
        takes: |seats| seats.baggage,
    },
    Kind {
        rule: Rule::PetsExceeded,
        what: "pets",
        has: |needs| needs.pets,
        takes: |seats| seats.pets,
    },
];

pub(super) fn check(replay: &Replay<'_>, faults: &mut Vec<Fault>) {
    for kind in KINDS {
        // By leg: how many in all, and the party with the most.
        let mut aboard: BTreeMap<(&LiftId, usize), (u64, u32, &PartyId)> = BTreeMap::new();
        for trail in &replay.trails {
            let (has, party) = ((kind.has)(&trail.journey.share), &trail.journey.party);
            for stage in trail.stages.iter().filter(|_| has > 0) {
                for (offset, _) in stage.legs.iter().enumerate() {
                    let leg = (&stage.lift.id, stage.first.saturating_add(offset));
                    let (sum, most, whose) = aboard.entry(leg).or_insert((0, 0, party));
                    *sum += u64::from(has);
                    if has > *most {
                        (*most, *whose) = (has, party);
                    }
                }
            }
        }
        for lift in &replay.problem.lifts {
            let Some(takes) = (kind.takes)(&lift.seats) else { continue };
            for (number, leg) in lift.legs.iter().enumerate() {
                let there = aboard.get(&(&lift.id, number));
                let over = there.filter(|(sum, ..)| *sum > u64::from(takes));
                let Some((sum, has, party)) = over else { continue };
                let what = kind.what;
                let text = format!(
                    "{sum} {what} are planned on this leg, {has} of them of this party, and the \
                     lift takes {takes}. Move the party to another lift, or let it leave some \
                     behind."
                );
                faults.push(Fault::new(kind.rule, text).of(party).on(&lift.id).at(leg.departs));
            }
        }
    }
}
