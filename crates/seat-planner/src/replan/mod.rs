//! Re-planning: from the published plan and what has happened since, a plan for the rest that
//! changes as little as possible, and the list of everybody affected.
//!
//! **Facts.** A ride that has begun is a fact, and so is one whose check-in has closed, for those
//! assigned to it, as far as its lift goes. Nobody aboard is moved: whoever is under way is planned
//! for from where that ride ends. Vehicles keep their published itineraries; one that an event
//! stops goes no further.
//!
//! **What is kept.** Every published journey that is still possible stays, unless another plan is
//! better by the problem's objective with a price on changes: protected people out, weighted people
//! out, then burden plus [`ReplanOptions::change_price`] for each person whose journey is another
//! though the published one was possible. So a small gain never moves anybody; and of all parties
//! at most [`ReplanOptions::others_percent`] in a hundred are moved beside those who must.

use serde::{Deserialize, Serialize};

mod audit;
mod changes;
mod error;
mod event;
mod hold;
mod parts;
mod people;
mod repair;
mod traffic;
mod whole;
mod work;

pub use audit::{Breach, Broken, check_replan};
pub use changes::{Affected, Because, Change, Counts, Travel};
pub use error::ReplanError;
pub use event::{EVENTS_VERSION, Event, Events, Whose};
pub use whole::Remaining;

use crate::plan::Plan;
use crate::problem::Problem;
use crate::score::Components;

/// How to re-plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReplanOptions {
    /// Chooses among the searches that could be made; any number.
    pub seed: u64,
    /// How often to try another way for those who have to be planned anew.
    pub rounds: u32,
    /// What it costs to change one person's published journey though it is possible, in tenths of
    /// a weighted minute; 0 or more.
    pub change_price: i64,
    /// Of all parties, at most so many in a hundred are moved beside those who must; one in any
    /// case, unless this is 0.
    pub others_percent: u32,
}

impl Default for ReplanOptions {
    fn default() -> Self {
        Self { seed: 1, rounds: 1_000, change_price: 600, others_percent: 5 }
    }
}

/// A plan after what has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replan {
    /// The problem with the events applied. With [`Self::plan`] it can be re-planned again.
    pub problem: Problem,
    /// The whole plan: each journey with its facts.
    pub plan: Plan,
    /// What is left to do, for [`check`](fn@crate::check).
    pub remaining: Remaining,
    /// Everybody affected: first in the order of the problem, then those who are gone.
    pub affected: Vec<Affected>,
    /// How many.
    pub counts: Counts,
    /// What the plan is worth from now on; the burden is counted from where people are.
    pub total: Components,
}

/// The most that a change may cost: a whole day of somebody with the greatest weight.
const DEAREST: i64 = 14_400_000;

/// Re-plans. Give the result to [`check_replan`] before acting on it.
///
/// # Errors
/// The first mistake in the problem, the events, or the plan where it does not fit the problem.
pub fn replan(
    problem: &Problem,
    published: &Plan,
    events: &Events,
    options: &ReplanOptions,
) -> Result<Replan, ReplanError> {
    problem.sound()?;
    sound(problem, events, options)?;
    let mut traffic = traffic::Traffic::new(problem, published, events)?;
    let mut parts = parts::parts(&traffic, published)?;
    let gone = people::People::new(&mut traffic, &mut parts).apply(events)?;
    parts::fit_in(&traffic, &mut parts);
    let here = work::from_here(&traffic, &parts);
    let model = work::model(&traffic, &parts, &here);
    let mut work = work::Work::new(&model, &here, &parts, options.change_price);
    repair::repair(&mut work, (&parts, traffic.problem.parties.len()), options);
    let entries = whole::entries(&work, &here);
    let flown = problem.flown(&published.itineraries);
    let facts = changes::Facts {
        published: &flown,
        events,
        traffic: &traffic,
        parts: &parts,
        entries: &entries,
    };
    let (affected, counts) = facts.affected(gone);
    Ok(Replan {
        plan: whole::whole(&traffic, &parts, &entries),
        remaining: whole::remaining(&traffic, &parts, &entries),
        affected,
        counts,
        total: work.state.total(),
        problem: traffic.problem,
    })
}

fn sound(problem: &Problem, events: &Events, options: &ReplanOptions) -> Result<(), ReplanError> {
    if events.version != EVENTS_VERSION {
        let what = "This version of the events is not known.";
        return Err(ReplanError::new("unknown-version", "version", what, "Write version 1."));
    }
    let first = problem.first_minute().unwrap_or(problem.horizon);
    let earliest = first.saturating_sub(1_000_000);
    if !(earliest..problem.horizon.saturating_sub(1)).contains(&events.now) {
        let what = "The present is after the end of the planned time, or long before it begins.";
        let remedy = "Count minutes from the problem's epoch, or plan a longer time.";
        return Err(ReplanError::new("now-outside-plan", "now", what, remedy));
    }
    if !(0..=DEAREST).contains(&options.change_price) {
        let what = "The price of a change is less than 0, or more than 14,400,000.";
        let remedy = "Give tenths of a weighted minute for each person.";
        return Err(ReplanError::new("price-out-of-range", "change_price", what, remedy));
    }
    Ok(())
}
