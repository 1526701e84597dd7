//! Where a place can hold so many people only, no more of those who came by a ride wait there.

use super::replay::{Replay, Trail};
use super::{Fault, Rule};
use crate::problem::{Minute, Place};

pub(super) fn check(replay: &Replay<'_>, faults: &mut Vec<Fault>) {
    for place in &replay.problem.places {
        let Some(hold) = place.hold else { continue };
        let mut changes: Vec<(Minute, i64)> =
            replay.trails.iter().flat_map(|trail| waits(replay, trail, place)).collect();
        // Whoever departs in a minute makes room for whoever arrives in it.
        changes.sort_unstable();
        let mut there = 0;
        for (minute, change) in changes {
            there += change;
            if change > 0 && there > i64::from(hold) {
                let text = format!(
                    "{there} people wait at one place, and it can hold {hold}. Let some come \
                     later, or depart sooner."
                );
                faults.push(Fault::new(Rule::HoldExceeded, text).at(minute));
                break;
            }
        }
    }
}

/// When people of this journey come to wait at the place, and when they go.
fn waits(replay: &Replay<'_>, trail: &Trail<'_>, place: &Place) -> Vec<(Minute, i64)> {
    let share = trail.journey.share;
    let people = i64::from(share.seats) + i64::from(share.lap_infants);
    let mut changes = Vec::new();
    for (number, stage) in trail.stages.iter().enumerate() {
        let Some(last) = stage.legs.last().filter(|leg| leg.to == place.id) else { continue };
        let next = trail.stages.get(number.saturating_add(1)).and_then(|s| s.legs.first());
        let until = next.map_or(replay.problem.horizon, |leg| leg.departs);
        if until > last.arrives {
            changes.extend([(last.arrives, people), (until, -people)]);
        }
    }
    changes
}
