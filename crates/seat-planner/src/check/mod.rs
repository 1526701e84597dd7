//! The checker: carries a plan out on paper, from the problem alone, and names every fault.
//!
//! It shares nothing with the search: no timetable, no time code, no sums. Each rule is a file.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::plan::Plan;
use crate::problem::{LiftId, Minute, PartyId, Problem};
use crate::score::Score;

mod accounted;
mod belongings;
mod closed;
mod danger;
mod hold;
mod itinerary;
mod owner;
mod replay;
mod room;
mod route;
mod time;
mod worth;

use replay::Replay;

/// The rules of a plan. The name of each is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The problem has to be sound before a plan for it can be.
    UnsoundProblem,
    /// A journey or left entry is of a party of the problem.
    UnknownParty,
    /// Every person is in a journey or left.
    PartyMissing,
    /// No person is in two places.
    PartyTwice,
    /// A household travels together, unless its consent to travel apart is recorded.
    HouseholdSplit,
    /// A part of a party has people; its infants have laps, its wheelchairs and stretchers seats.
    UnsoundShare,
    /// A ride is on a lift of the problem.
    UnknownLift,
    /// A ride is on legs that the lift has.
    UnknownLeg,
    /// Each ride begins where the party is by then.
    BrokenChain,
    /// Between two lifts there is the least time to change.
    ShortChange,
    /// Nobody departs before they are ready.
    NotReady,
    /// A party is there before boarding closes, and out of danger by its latest time.
    MissedDeadline,
    /// Every ride arrives by the horizon.
    AfterHorizon,
    /// Nothing departs from or arrives at a closed place; nor does the lift go further.
    ClosedPlace,
    /// Nothing departs on a closed road; nor does the lift go further.
    ClosedRoad,
    /// A party boards only lifts of owners whose lifts it may board.
    WrongOwner,
    /// No leg has more people on seats than seats, infants beyond the lap places included.
    OverfullLift,
    /// No leg has more wheelchairs than positions.
    WheelchairPositions,
    /// No leg has more stretchers than positions.
    StretcherPositions,
    /// No leg has more pieces of baggage than its lift takes, where that is stated.
    BaggageExceeded,
    /// No leg has more pets than its lift takes, where that is stated.
    PetsExceeded,
    /// No journey ends in danger.
    LeftInDanger,
    /// Nobody already safe is taken into danger.
    BackIntoDanger,
    /// An itinerary is of a vehicle of the problem.
    UnknownVehicle,
    /// A vehicle has one itinerary at most.
    VehicleTwice,
    /// A vehicle begins where it is, and each leg where the one before it ended.
    VehicleElsewhere,
    /// A vehicle takes links of its mode only, in their time.
    NoSuchLink,
    /// People ride a link in its direction only, though a vehicle may take it back.
    AgainstLink,
    /// A vehicle departs at a whole multiple of the step, not before it is available.
    VehicleNotAvailable,
    /// Between an arrival and the next departure there is the time to turn around.
    ShortTurnAround,
    /// A vehicle takes no link longer than its range.
    BeyondRange,
    /// A vehicle arrives for the last time when its duty ends, or before.
    AfterDuty,
    /// No hour has more departures and arrivals at a place than it has slots.
    SlotsExceeded,
    /// No more people wait at a place than it can hold.
    HoldExceeded,
}

impl Rule {
    /// The stable name, as in JSON.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::UnsoundProblem => "unsound-problem",
            Self::UnknownParty => "unknown-party",
            Self::PartyMissing => "party-missing",
            Self::PartyTwice => "party-twice",
            Self::HouseholdSplit => "household-split",
            Self::UnsoundShare => "unsound-share",
            Self::UnknownLift => "unknown-lift",
            Self::UnknownLeg => "unknown-leg",
            Self::BrokenChain => "broken-chain",
            Self::ShortChange => "short-change",
            Self::NotReady => "not-ready",
            Self::MissedDeadline => "missed-deadline",
            Self::AfterHorizon => "after-horizon",
            Self::ClosedPlace => "closed-place",
            Self::ClosedRoad => "closed-road",
            Self::WrongOwner => "wrong-owner",
            Self::OverfullLift => "overfull-lift",
            Self::WheelchairPositions => "wheelchair-positions",
            Self::StretcherPositions => "stretcher-positions",
            Self::BaggageExceeded => "baggage-exceeded",
            Self::PetsExceeded => "pets-exceeded",
            Self::LeftInDanger => "left-in-danger",
            Self::BackIntoDanger => "back-into-danger",
            Self::UnknownVehicle => "unknown-vehicle",
            Self::VehicleTwice => "vehicle-twice",
            Self::VehicleElsewhere => "vehicle-elsewhere",
            Self::NoSuchLink => "no-such-link",
            Self::AgainstLink => "against-link",
            Self::VehicleNotAvailable => "vehicle-not-available",
            Self::ShortTurnAround => "short-turn-around",
            Self::BeyondRange => "beyond-range",
            Self::AfterDuty => "after-duty",
            Self::SlotsExceeded => "slots-exceeded",
            Self::HoldExceeded => "hold-exceeded",
        }
    }
}

/// One place where a plan breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which rule.
    pub rule: Rule,
    /// Which party, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// Which lift, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lift: Option<LiftId>,
    /// When, if it is about a moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minute: Option<Minute>,
    /// What is wrong and what to do, in English.
    pub message: String,
}

impl Fault {
    fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self { rule, party: None, lift: None, minute: None, message: message.into() }
    }

    fn of(mut self, party: &PartyId) -> Self {
        self.party = Some(party.clone());
        self
    }

    fn on(mut self, lift: &LiftId) -> Self {
        self.lift = Some(lift.clone());
        self
    }

    fn at(mut self, minute: Minute) -> Self {
        self.minute = Some(minute);
        self
    }

    /// The stable name of the rule.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.rule.code()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.message)
    }
}

impl std::error::Error for Fault {}

/// A plan that keeps every rule, and what it is worth. Only [`check`](fn@crate::check) makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    plan: Plan,
    score: Score,
}

impl Checked {
    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What it is worth, by the checker's own count.
    #[must_use]
    pub fn score(&self) -> &Score {
        &self.score
    }

    /// Gives the plan back.
    #[must_use]
    pub fn into_plan(self) -> Plan {
        self.plan
    }
}

/// Carries the plan out on paper and holds it against every rule.
///
/// # Errors
/// Every fault found, ordered by rule, then party, lift and minute.
///
/// # Examples
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let problem: seat_planner::Problem = serde_json::from_str(r#"{
///   "version": 1, "horizon": 600, "lifts": [],
///   "places": [{"id": "city", "kind": "danger"}],
///   "parties": [{"id": "a", "nation": "KR", "place": "city", "ready": 0, "class": "ordinary",
///     "needs": {"seats": 2}, "people": 2, "lifts_of": ["KR"]}]
/// }"#)?;
/// let faults = seat_planner::check(&problem, &seat_planner::Plan::default());
/// assert_eq!(faults.err().map(|faults| faults[0].code()), Some("party-missing"));
/// # Ok(())
/// # }
/// ```
pub fn check(problem: &Problem, plan: &Plan) -> Result<Checked, Vec<Fault>> {
    if let Err(errors) = problem.check_itself() {
        let unsound = errors.iter().map(|e| Fault::new(Rule::UnsoundProblem, e.to_string()));
        return Err(unsound.collect());
    }
    let mut faults = Vec::new();
    itinerary::check(problem, plan, &mut faults);
    let flown = problem.flown(&plan.itineraries);
    let replay = Replay::new(&flown, plan, &mut faults);
    accounted::check(&replay, &mut faults);
    route::check(&replay, &mut faults);
    time::check(&replay, &mut faults);
    closed::check(&replay, &mut faults);
    owner::check(&replay, &mut faults);
    room::check(&replay, &mut faults);
    belongings::check(&replay, &mut faults);
    danger::check(&replay, &mut faults);
    hold::check(&replay, &mut faults);
    if !faults.is_empty() {
        faults.sort();
        faults.dedup();
        return Err(faults);
    }
    Ok(Checked { plan: plan.clone(), score: worth::score(&replay) })
}
