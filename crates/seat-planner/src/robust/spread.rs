//! How late things can be, as ranges. Data with a versioned JSON form:
//!
//! ```json
//! {"version": 1, "waits": 15,
//!  "travel": {"min": 0, "mode": 5, "max": 20},
//!  "ways": [{"from": "school", "to": "airfield", "travel": {"min": -10, "mode": 20, "max": 180}}],
//!  "lifts": [{"lift": "kr-1", "leg": 0, "departs": {"min": 0, "mode": 0, "max": 90}}],
//!  "closures": [{"closure": 0, "from": {"min": -60, "mode": 0, "max": 0}}]}
//! ```

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::plan::Plan;
use crate::problem::{LiftId, Minute, Mode, PlaceId, Problem, ProblemError};
use crate::search::Rng;

/// The version of the JSON form of a spread.
pub const SPREAD_VERSION: u32 = 1;

/// The most minutes of a delay.
const LONGEST: Minute = 100_000;

/// Minutes late: at least, most often, at most, as a triangular distribution; less than 0 is early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delay {
    /// At least.
    pub min: Minute,
    /// Most often.
    pub mode: Minute,
    /// At most.
    pub max: Minute,
}

/// How late things can be. For each leg the first that is given counts: of its lift and leg, of its
/// lift, of its way, of its vehicle's mode, of everything.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// The version of this form: 1.
    pub version: u32,
    /// A lift waits up to so many minutes for people planned for it who are under way.
    #[serde(default)]
    pub waits: Minute,
    /// Of the departure of every leg of which nothing else is said.
    #[serde(default)]
    pub departs: Delay,
    /// Of the time that every leg takes of which nothing else is said.
    #[serde(default)]
    pub travel: Delay,
    /// Of parties' being there who begin a journey.
    #[serde(default)]
    pub ready: Delay,
    /// Of lifts, or of vehicles that are sent.
    #[serde(default)]
    pub lifts: Vec<LiftSpread>,
    /// Of ways, by whatever lift: road blocks, border formalities.
    #[serde(default)]
    pub ways: Vec<WaySpread>,
    /// Of vehicles of one mode.
    #[serde(default)]
    pub modes: Vec<ModeSpread>,
    /// Of closures: when they begin and end.
    #[serde(default)]
    pub closures: Vec<ClosureSpread>,
}

/// How late a lift can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiftSpread {
    /// Which.
    pub lift: LiftId,
    /// On which leg, counted from 0; without it, on every.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leg: Option<usize>,
    /// Of its departure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departs: Option<Delay>,
    /// Of the time that it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel: Option<Delay>,
}

/// How long a way can take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaySpread {
    /// Where it begins.
    pub from: PlaceId,
    /// Where it ends.
    pub to: PlaceId,
    /// How many minutes more it takes.
    pub travel: Delay,
}

/// How late vehicles of a mode can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModeSpread {
    /// Which mode.
    pub mode: Mode,
    /// Of their departures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departs: Option<Delay>,
    /// Of the time that they take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel: Option<Delay>,
}

/// When a closure can begin and end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosureSpread {
    /// The number of the closure in the problem, counted from 0.
    pub closure: usize,
    /// How much later it begins.
    #[serde(default)]
    pub from: Delay,
    /// How much later it ends.
    #[serde(default)]
    pub until: Delay,
}

/// One mistake in a spread, or in the problem that it is for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {at}: {what} {remedy}")]
pub struct SpreadError {
    code: &'static str,
    at: String,
    what: &'static str,
    remedy: &'static str,
}

impl SpreadError {
    pub(super) fn new(
        code: &'static str,
        at: impl Into<String>,
        what: &'static str,
        remedy: &'static str,
    ) -> Self {
        Self { code, at: at.into(), what, remedy }
    }

    /// A stable name for this kind of mistake, such as `unknown-lift`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Where it is: a path into the JSON, such as `lifts[2].travel`.
    #[must_use]
    pub fn at(&self) -> &str {
        &self.at
    }

    /// What is wrong, as a sentence.
    #[must_use]
    pub fn what(&self) -> &'static str {
        self.what
    }

    /// What to do about it, as a sentence.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        self.remedy
    }
}

impl From<ProblemError> for SpreadError {
    fn from(error: ProblemError) -> Self {
        Self::new(error.code(), error.at(), error.what(), error.remedy())
    }
}

impl Delay {
    /// No delay, or always the same.
    fn fixed(self) -> bool {
        self.min == self.max
    }

    /// Draws minutes. Nothing is drawn where nothing varies.
    pub(super) fn draw(self, rng: &mut Rng) -> Minute {
        if self.fixed() {
            return self.min;
        }
        // 53 bits: every step is exact, or rounded in the same way everywhere.
        let unit = (rng.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let (low, mode, high) = (self.min as f64, self.mode as f64, self.max as f64);
        let (whole, rising) = (high - low, mode - low);
        let minutes = if unit * whole < rising {
            low + (unit * whole * rising).sqrt()
        } else {
            high - ((1.0 - unit) * whole * (high - mode)).sqrt()
        };
        (minutes.round() as Minute).clamp(self.min, self.max)
    }

    fn sound(self, at: &str) -> Result<(), SpreadError> {
        let ordered = self.min <= self.mode && self.mode <= self.max;
        if ordered && self.min >= -LONGEST && self.max <= LONGEST {
            return Ok(());
        }
        let what = "The delay does not rise from min over mode to max, within 100,000 minutes.";
        Err(SpreadError::new("delay-out-of-order", at, what, "Order the three."))
    }
}

impl Spread {
    /// Looks for the first mistake.
    pub(super) fn sound(&self, problem: &Problem, plan: &Plan) -> Result<(), SpreadError> {
        if self.version != SPREAD_VERSION {
            let what = "This version of the spread is not known.";
            return Err(SpreadError::new("unknown-version", "version", what, "Write version 1."));
        }
        if !(0..=LONGEST).contains(&self.waits) {
            let what = "Lifts wait less than 0 minutes, or more than 100,000.";
            return Err(SpreadError::new(
                "negative-time",
                "waits",
                what,
                "Give 0 or more minutes.",
            ));
        }
        self.departs.sound("departs")?;
        self.travel.sound("travel")?;
        self.ready.sound("ready")?;
        let lifts = problem.lifts.iter().map(|lift| (&lift.id, lift.legs.len()));
        let sent = plan.itineraries.iter().map(|sent| (&sent.vehicle, sent.legs.len()));
        let legs: std::collections::BTreeMap<_, _> = lifts.chain(sent).collect();
        for (n, lift) in self.lifts.iter().enumerate() {
            let at = format!("lifts[{n}]");
            let known = legs.get(&lift.lift);
            if known.is_none_or(|legs| lift.leg.is_some_and(|leg| leg >= *legs)) {
                let what = "There is no such lift or leg, nor a vehicle that is sent.";
                let remedy = "Name one of the plan.";
                return Err(SpreadError::new("unknown-lift", format!("{at}.lift"), what, remedy));
            }
            lift.departs.unwrap_or_default().sound(&format!("{at}.departs"))?;
            lift.travel.unwrap_or_default().sound(&format!("{at}.travel"))?;
        }
        let places: BTreeSet<&PlaceId> = problem.places.iter().map(|place| &place.id).collect();
        for (n, way) in self.ways.iter().enumerate() {
            let ends = [("from", &way.from), ("to", &way.to)];
            if let Some((end, _)) = ends.into_iter().find(|(_, place)| !places.contains(place)) {
                let (at, what) = (format!("ways[{n}].{end}"), "There is no such place.");
                return Err(SpreadError::new(
                    "unknown-place",
                    at,
                    what,
                    "Name one of the problem.",
                ));
            }
            way.travel.sound(&format!("ways[{n}].travel"))?;
        }
        for (n, mode) in self.modes.iter().enumerate() {
            mode.departs.unwrap_or_default().sound(&format!("modes[{n}].departs"))?;
            mode.travel.unwrap_or_default().sound(&format!("modes[{n}].travel"))?;
        }
        for (n, closure) in self.closures.iter().enumerate() {
            if closure.closure >= problem.closures.len() {
                let (at, what) = (format!("closures[{n}].closure"), "There is no such closure.");
                let remedy = "Count the closures of the problem from 0.";
                return Err(SpreadError::new("unknown-closure", at, what, remedy));
            }
            closure.from.sound(&format!("closures[{n}].from"))?;
            closure.until.sound(&format!("closures[{n}].until"))?;
        }
        Ok(())
    }
}
