//! No leg carries more than the lift has room for, of any kind of position. Infants ride on laps
//! where the lift has lap places; those beyond them take seats.

use std::collections::BTreeMap;

use super::replay::Replay;
use super::{Fault, Rule};
use crate::problem::LiftId;

pub(super) fn check(replay: &Replay<'_>, faults: &mut Vec<Fault>) {
    let mut aboard: BTreeMap<(&LiftId, usize), [u64; 4]> = BTreeMap::new();
    for trail in &replay.trails {
        let share = trail.journey.share;
        let takes = [share.seats, share.lap_infants, share.wheelchairs, share.stretchers];
        for stage in &trail.stages {
            for (offset, _) in stage.legs.iter().enumerate() {
                let leg = stage.first.saturating_add(offset);
                let sums = aboard.entry((&stage.lift.id, leg)).or_default();
                for (sum, takes) in sums.iter_mut().zip(takes) {
                    *sum += u64::from(takes);
                }
            }
        }
    }
    for lift in &replay.problem.lifts {
        let has = lift.seats;
        for (number, leg) in lift.legs.iter().enumerate() {
            let Some(sums) = aboard.get(&(&lift.id, number)) else {
                continue;
            };
            let [seated, infants, wheelchairs, stretchers] = *sums;
            let (seats, laps) = (u64::from(has.seats), u64::from(has.lap_infants));
            let on_seats = infants.saturating_sub(laps);
            let mut fault = |rule, text: String| {
                let text = format!("{text} Move some parties to another lift.");
                faults.push(Fault::new(rule, text).on(&lift.id).at(leg.departs));
            };
            if seated + on_seats > seats {
                let text = format!(
                    "{seated} people with a seat and {infants} infants are planned on this leg. \
                     It has {seats} seats, and places for {laps} infants on laps; {on_seats} of \
                     the infants would need a seat."
                );
                fault(Rule::OverfullLift, text);
            }
            let positions = [
                (Rule::WheelchairPositions, wheelchairs, has.wheelchairs, "wheelchair"),
                (Rule::StretcherPositions, stretchers, has.stretchers, "stretcher"),
            ];
            for (rule, planned, has, what) in positions {
                if planned > u64::from(has) {
                    let text = format!(
                        "{planned} {what} positions are planned on this leg, and there are {has}."
                    );
                    fault(rule, text);
                }
            }
        }
    }
}
