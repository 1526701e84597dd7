//! Nothing goes through what is closed; a lift that is stopped there does not come further.

use super::replay::Replay;
use super::{Fault, Rule};
use crate::problem::{Closed, Leg, Minute, Problem};

pub(super) fn check(replay: &Replay<'_>, faults: &mut Vec<Fault>) {
    for trail in &replay.trails {
        for stage in &trail.stages {
            let travelled = stage.first.saturating_add(stage.legs.len());
            for leg in stage.lift.legs.iter().take(travelled) {
                let Some((rule, minute)) = stopped(replay.problem, leg) else {
                    continue;
                };
                let text = "The lift can't pass: the way is closed then. Choose another lift, or \
                            give this one other legs.";
                let fault = Fault::new(rule, text).of(&trail.party.id);
                faults.push(fault.on(&stage.lift.id).at(minute));
            }
        }
    }
}

/// The rule that stops a leg, and when.
pub(super) fn stopped(problem: &Problem, leg: &Leg) -> Option<(Rule, Minute)> {
    for closure in &problem.closures {
        let covers = |minute: Minute| match closure.until {
            Some(until) => (closure.from..until).contains(&minute),
            None => minute >= closure.from,
        };
        match &closure.what {
            Closed::Place(place) => {
                if leg.from == *place && covers(leg.departs) {
                    return Some((Rule::ClosedPlace, leg.departs));
                }
                if leg.to == *place && covers(leg.arrives) {
                    return Some((Rule::ClosedPlace, leg.arrives));
                }
            }
            Closed::Road { from, to } => {
                if leg.from == *from && leg.to == *to && covers(leg.departs) {
                    return Some((Rule::ClosedRoad, leg.departs));
                }
            }
        }
    }
    None
}
