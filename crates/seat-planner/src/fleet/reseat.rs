//! Seats anew, once it is settled where vehicles go: people alike are counted together while
//! vehicles are sent, and loaded class by class; where there are not many of them, the search for
//! seats on given lifts does better.

use crate::check::check;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::score::Score;
use crate::search::{Effort, solve};

/// With more parties it is not worth its time.
const MOST_PARTIES: usize = 200;

/// The plan with the same itineraries and better seats, if such are found.
pub(crate) fn reseat(problem: &Problem, effort: &Effort, found: (Plan, Score)) -> (Plan, Score) {
    if problem.parties.len() > MOST_PARTIES {
        return found;
    }
    let (plan, score) = &found;
    let flown = problem.flown(&plan.itineraries);
    let start = Plan { itineraries: Vec::new(), ..plan.clone() };
    let effort = Effort { rounds: effort.rounds / 4, ..*effort };
    let Ok(seated) = solve(&flown, &effort, Some(&start)) else { return found };
    let itineraries = plan.itineraries.clone();
    let again = Plan { itineraries, ..seated.plan };
    match check(problem, &again) {
        Ok(checked) if checked.score().better_than(score) => {
            let score = checked.score().clone();
            (again, score)
        }
        _ => found,
    }
}
