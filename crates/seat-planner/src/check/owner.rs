//! A party boards only lifts of owners whose lifts it may board.

use super::replay::Replay;
use super::{Fault, Rule};

pub(super) fn check(replay: &Replay<'_>, faults: &mut Vec<Fault>) {
    for trail in &replay.trails {
        for stage in &trail.stages {
            if !trail.party.lifts_of.contains(&stage.lift.owner) {
                let text = "The party may not board lifts of this owner. Ask the owner for an \
                            offer, or choose another lift.";
                let fault = Fault::new(Rule::WrongOwner, text).of(&trail.party.id);
                faults.push(fault.on(&stage.lift.id));
            }
        }
    }
}
