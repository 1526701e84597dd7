//! Journeys lead out of danger, and never back into it.

use super::replay::Replay;
use super::{Fault, Rule};
use crate::problem::PlaceKind;

pub(super) fn check(replay: &Replay<'_>, faults: &mut Vec<Fault>) {
    for trail in &replay.trails {
        let party = trail.party;
        let danger = |place| replay.kind(place, party) == Some(PlaceKind::Danger);
        for stage in &trail.stages {
            for leg in stage.legs {
                if !danger(&leg.from) && danger(&leg.to) {
                    let text = "People already safe would be taken into danger. Let them alight, \
                                or choose another lift.";
                    let fault = Fault::new(Rule::BackIntoDanger, text).of(&party.id);
                    faults.push(fault.on(&stage.lift.id).at(leg.departs));
                }
            }
        }
        let end = trail.stages.last().and_then(|stage| Some((stage, stage.legs.last()?)));
        if let Some((stage, leg)) = end
            && danger(&leg.to)
        {
            let text = "The journey ends in danger. Add the ride onwards, or say why the party \
                        is left.";
            let fault = Fault::new(Rule::LeftInDanger, text).of(&party.id);
            faults.push(fault.on(&stage.lift.id).at(leg.arrives));
        }
    }
}
