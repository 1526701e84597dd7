//! A plan's chance to hold: travel times, departures and openings as ranges, run many times.
//!
//! In each run every leg takes its planned minutes and a delay drawn from its range. A lift departs
//! when it is to, or once it has come back, and waits for its people as long as the policy says.
//! Whoever is not there by the close of boarding, or too late to change, stays where they are: this
//! is a plan's own strength, before anybody re-plans. A leg that a closure stops, or that would
//! arrive after the vehicle's duty, is not flown, nor are those after it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

mod booking;
mod queue;
mod run;
mod spread;

pub use booking::{Booking, BookingError, BookingStep, Overbooking, overbook};
pub use queue::{Queued, queue};
pub use spread::{
    ClosureSpread, Delay, LiftSpread, ModeSpread, SPREAD_VERSION, Spread, SpreadError, WaySpread,
};

use crate::check::Checked;
use crate::problem::{LiftId, Minute, PartyId, Problem};
use crate::search::Rng;

use run::{Course, Tally};

/// The most runs.
const MOST_RUNS: u32 = 1_000_000;

/// How a plan fared over many runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Robust {
    /// How many runs.
    pub runs: u32,
    /// People who end outside danger, on average.
    pub out: f64,
    /// People who would by the plan.
    pub planned_out: u64,
    /// The chance that everybody gets to where the plan has them.
    pub whole: f64,
    /// Each lift that carries anybody, in the order of the problem.
    pub lifts: Vec<LiftChance>,
    /// Each party that travels, in the order of the problem.
    pub parties: Vec<PartyChance>,
    /// Each boarding that failed in any run, that which costs the most people first.
    pub breaks: Vec<Break>,
}

/// A lift's chance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiftChance {
    /// Which.
    pub lift: LiftId,
    /// The chance that it flies every leg that carries anybody, with everybody planned.
    pub with_everybody: f64,
    /// The chance that it flies them, with whoever is there.
    pub flies: f64,
    /// Minutes that it arrives late at its last leg with anybody, on average over the runs in
    /// which it gets there.
    pub late: f64,
}

/// A party's chance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartyChance {
    /// Which.
    pub party: PartyId,
    /// The chance that all of it get to where the plan has them, before every deadline.
    pub arrives: f64,
    /// The chance that all of it end outside danger.
    pub out: f64,
}

/// A boarding that failed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// The lift that they come by; without it, they begin here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<LiftId>,
    /// The lift that they were to board.
    pub to: LiftId,
    /// Its leg, counted from 0.
    pub leg: usize,
    /// The chance that anybody of them is not there in time, or the leg isn't flown.
    pub chance: f64,
    /// People who are left there, on average.
    pub people: f64,
    /// Minutes between being there and the close of boarding, by the plan: the least.
    pub slack: Minute,
}

/// Runs a plan so many times.
///
/// The same problem, plan, spread, seed and runs give the same on every machine: what is drawn is
/// whole minutes, from a generator of our own.
///
/// # Errors
/// The first mistake in the problem or the spread.
///
/// # Examples
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use seat_planner::robust::{Spread, robust};
/// let problem: seat_planner::Problem = serde_json::from_str(r#"{
///   "version": 1, "horizon": 900,
///   "places": [{"id": "city", "kind": "danger"}, {"id": "field", "kind": "danger"},
///     {"id": "seoul", "kind": "home"}],
///   "lifts": [
///     {"id": "bus", "owner": "KR", "closes_before": 0, "seats": {"seats": 9},
///       "legs": [{"from": "city", "to": "field", "departs": 60, "arrives": 120}]},
///     {"id": "flight", "owner": "KR", "closes_before": 60, "seats": {"seats": 9},
///       "legs": [{"from": "field", "to": "seoul", "departs": 200, "arrives": 500}]}],
///   "parties": [{"id": "a", "nation": "KR", "place": "city", "ready": 0, "class": "ordinary",
///     "needs": {"seats": 2}, "people": 2, "lifts_of": ["KR"]}]
/// }"#)?;
/// let plan = seat_planner::solve(&problem, &Default::default(), None)?.plan;
/// let checked = seat_planner::check(&problem, &plan).map_err(|mut faults| faults.remove(0))?;
/// // The bus is up to 40 minutes late, and 20 are too many: half of the runs fail.
/// let spread: Spread = serde_json::from_str(r#"{"version": 1, "lifts": [
///   {"lift": "bus", "travel": {"min": 0, "mode": 20, "max": 40}}]}"#)?;
/// let fared = robust(&problem, &checked, &spread, 7, 2_000)?;
/// assert!((0.4..0.6).contains(&fared.parties[0].arrives));
/// assert_eq!(fared.breaks[0].from, Some("bus".into()));
/// # Ok(())
/// # }
/// ```
pub fn robust(
    problem: &Problem,
    plan: &Checked,
    spread: &Spread,
    seed: u64,
    runs: u32,
) -> Result<Robust, SpreadError> {
    problem.sound()?;
    if !(1..=MOST_RUNS).contains(&runs) {
        let what = "There are no runs, or too many.";
        return Err(SpreadError::new("runs-out-of-range", "runs", what, "Give 1 to 1,000,000."));
    }
    spread.sound(problem, plan.plan())?;
    let flown = problem.flown(&plan.plan().itineraries);
    let course = Course::new(problem, &flown, plan.plan(), spread);
    let mut rng = Rng::new(seed);
    let mut tally = Tally::new(&course);
    for _ in 0..runs {
        course.run(&mut rng, &mut tally);
    }
    Ok(report(&course, &tally, runs))
}

fn report(course: &Course<'_>, tally: &Tally, runs: u32) -> Robust {
    let share = |count: u64| count as f64 / f64::from(runs);
    let lifts = course.lifts.iter().enumerate().filter(|(_, lift)| lift.last.is_some());
    let lifts = lifts
        .filter_map(|(number, lift)| {
            let of = tally.lifts.get(number)?;
            let late = if of.there == 0 { 0.0 } else { of.late as f64 / of.there as f64 };
            Some(LiftChance {
                lift: lift.of.id.clone(),
                with_everybody: share(of.with_everybody),
                flies: share(of.there),
                late,
            })
        })
        .collect();
    let mut parties = Vec::new();
    for (number, party) in course.problem.parties.iter().enumerate() {
        let Some(of) = tally.parties.get(number).filter(|of| of.travels) else { continue };
        let (arrives, out) = (share(of.arrives), share(of.out));
        parties.push(PartyChance { party: party.id.clone(), arrives, out });
    }
    let mut breaks: Vec<Break> = Vec::new();
    let slacks: BTreeMap<_, _> = course.slacks();
    for ((from, to, leg), of) in &tally.breaks {
        let id = |lift: usize| course.lifts.get(lift).map(|lift| lift.of.id.clone());
        let Some(to_id) = id(*to) else { continue };
        breaks.push(Break {
            from: from.and_then(id),
            to: to_id,
            leg: *leg,
            chance: share(of.runs),
            people: share(of.people),
            slack: slacks.get(&(*from, *to, *leg)).copied().unwrap_or(0),
        });
    }
    breaks.sort_by(|a, b| {
        b.people
            .total_cmp(&a.people)
            .then_with(|| (&a.to, a.leg, &a.from).cmp(&(&b.to, b.leg, &b.from)))
    });
    Robust {
        runs,
        out: share(tally.out),
        planned_out: course.planned_out(),
        whole: share(tally.whole),
        lifts,
        parties,
        breaks,
    }
}
