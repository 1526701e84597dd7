//! No leg carries more than the lift has room for, of any kind of position.

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
        let rules = [
            (Rule::OverfullLift, has.seats, "seats"),
            (Rule::LapInfants, has.lap_infants, "places for infants on laps"),
            (Rule::WheelchairPositions, has.wheelchairs, "wheelchair positions"),
            (Rule::StretcherPositions, has.stretchers, "stretcher positions"),
        ];
        for (number, leg) in lift.legs.iter().enumerate() {
            let Some(sums) = aboard.get(&(&lift.id, number)) else {
                continue;
            };
            for (sum, (rule, has, what)) in sums.iter().zip(rules) {
                if *sum > u64::from(has) {
                    let text = format!(
                        "{sum} {what} are planned on this leg, and there are {has}. Move some \
                         parties to another lift."
                    );
                    faults.push(Fault::new(rule, text).on(&lift.id).at(leg.departs));
                }
            }
        }
    }
}
