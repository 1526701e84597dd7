//! Nobody departs before they are ready, and every deadline is kept.

use super::replay::Replay;
use super::{Fault, Rule};
use crate::problem::PlaceKind;

pub(super) fn check(replay: &Replay<'_>, faults: &mut Vec<Fault>) {
    for trail in &replay.trails {
        let party = trail.party;
        let mut there = party.ready;
        for (number, stage) in trail.stages.iter().enumerate() {
            let (Some(first), Some(last)) = (stage.legs.first(), stage.legs.last()) else {
                continue;
            };
            let fault = |rule, minute, text: &str| {
                Fault::new(rule, text).of(&party.id).on(&stage.lift.id).at(minute)
            };
            if number == 0 && there > first.departs {
                let text = "The party is not ready by then. Choose a later lift.";
                faults.push(fault(Rule::NotReady, first.departs, text));
            } else if there > first.departs - stage.lift.closes_before {
                let text = "Boarding has closed by the time the party is there. Choose a later \
                            lift.";
                faults.push(fault(Rule::MissedDeadline, first.departs, text));
            }
            for leg in stage.legs {
                let danger = replay.kind(&leg.from, party) == Some(PlaceKind::Danger);
                if danger && party.latest.is_some_and(|latest| leg.departs > latest) {
                    let text = "The party has to be out of danger before this. Choose an earlier \
                                lift.";
                    faults.push(fault(Rule::MissedDeadline, leg.departs, text));
                }
            }
            if last.arrives > replay.problem.horizon {
                let text = "The ride arrives after the end of the planned time. Choose an \
                            earlier lift, or plan a longer time.";
                faults.push(fault(Rule::AfterHorizon, last.arrives, text));
            }
            there = last.arrives;
        }
    }
}
