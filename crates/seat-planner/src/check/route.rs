//! Each ride begins where the party is, and there is time to change.

use super::replay::Replay;
use super::{Fault, Rule};

pub(super) fn check(replay: &Replay<'_>, faults: &mut Vec<Fault>) {
    for trail in &replay.trails {
        let party = trail.party;
        if trail.stages.is_empty() {
            let text = "The journey has no ride. Give it one, or say why the party is left.";
            faults.push(Fault::new(Rule::BrokenChain, text).of(&party.id));
        }
        let mut place = &party.place;
        let mut arrived = None;
        for stage in &trail.stages {
            let (Some(first), Some(last)) = (stage.legs.first(), stage.legs.last()) else {
                continue;
            };
            let fault = |rule, text: &str| {
                Fault::new(rule, text).of(&party.id).on(&stage.lift.id).at(first.departs)
            };
            if first.from != *place {
                let text = "The party is not where this ride begins. Add the ride between.";
                faults.push(fault(Rule::BrokenChain, text));
            } else if arrived.is_some_and(|arrived| first.departs < arrived) {
                let text = "The lift departs before the party arrives. Choose a later one.";
                faults.push(fault(Rule::BrokenChain, text));
            } else if arrived.is_some_and(|at| first.departs - at < replay.problem.min_change) {
                let text = "There is too little time to change lifts. Choose a later one.";
                faults.push(fault(Rule::ShortChange, text));
            }
            (place, arrived) = (&last.to, Some(last.arrives));
        }
    }
}
