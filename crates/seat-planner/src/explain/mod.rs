//! Why: why a party rides what it rides, what else there is, and what would have to change for
//! somebody who is left; why a lift flies with empty seats; how many minutes are left at each hard
//! deadline; what one more seat is worth.
//!
//! All answers are data with short stable codes; to put them into words is the program's task.
//! Each answer looks at one change at a time, everybody else staying where the plan has them. How
//! many a place can hold is not looked at.

use std::ops::Range;

use crate::check::Checked;
use crate::itinerary::{Aside, Origin, Path, Scratch, Stretch};
use crate::plan::{Plan, Ride};
use crate::problem::{Lift, LiftId, Party, PartyId, Problem, ProblemError};
use crate::search::model::{Load, Model, fits};
use crate::search::state::State;

mod deadline;
mod empty;
mod left;
mod party;
mod seats;

pub use deadline::{CheckIn, Deadline, DeadlineKind, check_ins, deadlines};
pub use empty::{Empty, EmptyBecause, LiftWhy, StopWhy};
pub use left::Remedy;
pub use party::{Alternative, JourneyWhy, LeftWhy, Obstacle, PartyWhy, RideWhy, Short};
pub use seats::{SeatWorth, seat_worth};

/// What an explanation was asked about, and isn't there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExplainError {
    /// The problem has no such party.
    #[error("unknown-party: There is no such party. Ask about one of the problem.")]
    UnknownParty,
    /// There is no such lift, nor a vehicle that is sent anywhere.
    #[error("unknown-lift: There is no such lift. Ask about one that the plan has.")]
    UnknownLift,
}

impl ExplainError {
    /// The stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownParty => "unknown-party",
            Self::UnknownLift => "unknown-lift",
        }
    }
}

/// Answers questions about one plan.
///
/// # Examples
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use seat_planner::explain::{Remedy, Why};
/// let problem: seat_planner::Problem = serde_json::from_str(r#"{
///   "version": 1, "horizon": 600,
///   "places": [{"id": "city", "kind": "danger"}, {"id": "seoul", "kind": "home"}],
///   "lifts": [{"id": "flight", "owner": "KR", "closes_before": 60, "seats": {"seats": 2},
///     "legs": [{"from": "city", "to": "seoul", "departs": 100, "arrives": 500}]}],
///   "parties": [{"id": "late", "nation": "KR", "place": "city", "ready": 45,
///     "class": "ordinary", "needs": {"seats": 2}, "people": 2, "lifts_of": ["KR"]}]
/// }"#)?;
/// let plan = seat_planner::solve(&problem, &Default::default(), None)?.plan;
/// let checked = seat_planner::check(&problem, &plan).map_err(|mut faults| faults.remove(0))?;
/// let answer = Why::new(&problem, &checked)?.party(&"late".into())?;
/// let later = Remedy::LaterCheckIn { lift: "flight".into(), minutes: 5 };
/// assert_eq!(answer.left[0].remedies, [later]);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Why {
    problem: Problem,
    plan: Plan,
    model: Model,
    /// By unit.
    paths: Vec<Option<Path>>,
    /// By leg.
    free: Vec<Load>,
}

impl Why {
    /// About this plan of this problem.
    ///
    /// # Errors
    /// The first mistake that [`Problem::check_itself`] finds.
    pub fn new(problem: &Problem, plan: &Checked) -> Result<Self, ProblemError> {
        problem.sound()?;
        let plan = plan.plan().clone();
        let flown = problem.flown(&plan.itineraries).into_owned();
        let model = Model::new(&flown, Some(&plan));
        let mut state = State::new(&model);
        state.import(&plan, &flown);
        let path = |unit: usize| {
            state.path(unit).map(|path| Path {
                legs: path.legs.clone(),
                rides: path.rides.clone(),
                burden: path.burden,
                arrives: path.arrives,
            })
        };
        let paths = (0..model.units.len()).map(path).collect();
        let free = std::mem::take(&mut state.free);
        drop(state);
        Ok(Self { problem: flown, plan, model, paths, free })
    }

    fn party_number(&self, id: &PartyId) -> Result<usize, ExplainError> {
        let number = self.problem.parties.iter().position(|party| party.id == *id);
        number.ok_or(ExplainError::UnknownParty)
    }

    fn lift_number(&self, id: &LiftId) -> Result<usize, ExplainError> {
        let number = self.problem.lifts.iter().position(|lift| lift.id == *id);
        number.ok_or(ExplainError::UnknownLift)
    }

    fn lift(&self, ride: &Ride) -> Option<&Lift> {
        self.problem.lifts.iter().find(|lift| lift.id == ride.lift)
    }

    fn rides(&self, rides: &[Stretch]) -> Vec<Ride> {
        rides.iter().filter_map(|ride| self.model.timetable.ride(*ride)).collect()
    }

    /// The legs of a lift.
    fn legs_of(&self, lift: usize) -> Range<usize> {
        self.model.timetable.lifts.get(lift).cloned().unwrap_or(0..0)
    }

    /// The room on each leg if the legs of this path were given back.
    fn room_without(&self, path: Option<&Path>, needs: &Load) -> Vec<Load> {
        let mut free = self.free.clone();
        for leg in path.into_iter().flat_map(|path| &path.legs) {
            if let Some(free) = free.get_mut(*leg) {
                free.iter_mut().zip(needs).for_each(|(free, need)| *free += need);
            }
        }
        free
    }
}

/// A search for one party's best chain, by the rules that are not left aside.
struct Ask<'a> {
    why: &'a Why,
    origin: Origin,
    needs: Load,
    per_minute: i64,
}

impl<'a> Ask<'a> {
    fn new(why: &'a Why, party: &Party, (needs, people): (Load, i64), aside: Aside) -> Self {
        let weight = i64::from(why.problem.weights.of(party.class));
        let origin = why.model.timetable.origin(party, aside);
        Self { why, origin, needs, per_minute: people * weight }
    }

    /// The cheapest chain; the toll gives nothing for a leg that may not be used.
    fn best(&self, toll: impl Fn(usize) -> Option<i64>) -> Option<Path> {
        let mut scratch = Scratch::default();
        let timetable = &self.why.model.timetable;
        let (_, last) = timetable.cheapest(&self.origin, self.per_minute, toll, &mut scratch)?;
        Some(timetable.path(&self.origin, &scratch, last))
    }

    /// The cheapest chain with this much room, of legs that are allowed.
    fn within(&self, room: &[Load], allowed: impl Fn(usize) -> bool) -> Option<Path> {
        self.best(|leg| (allowed(leg) && fits(&self.needs, room.get(leg)?)).then_some(0))
    }
}
