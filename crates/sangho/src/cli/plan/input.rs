//! What the verbs read: problems, plans, and what goes with them, each with the place of a mistake.

use std::path::Path;

use seat_planner::{Checked, Plan, Problem, ProblemError, check};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::shuttles::{self, ShuttleFile};
use super::{Exit, Failure};

/// The largest file read, in bytes.
pub(super) const LARGEST: u64 = 256 << 20;
/// The most letters of a reader's words that are repeated: they may hold any part of the input.
const LONGEST: usize = 240;

/// A kind of file: the code of its mistakes, and where its form is.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) code: &'static str,
    pub(super) form: &'static str,
}

pub(super) const PROBLEM: Form =
    Form { code: "problem-form", form: "crates/seat-planner/README.md has the form" };
pub(super) const PLAN: Form =
    Form { code: "plan-form", form: "give what `sangho plan solve --json` printed" };
pub(super) const EVENTS: Form =
    Form { code: "events-form", form: "crates/seat-planner/src/replan/event.rs has the form" };
pub(super) const SPREAD: Form =
    Form { code: "spread-form", form: "crates/seat-planner/src/robust/spread.rs has the form" };
pub(super) const BOOKING: Form =
    Form { code: "booking-form", form: "docs/json.md has the form, at `sangho plan overbook`" };

impl Form {
    /// A mistake in a file of this kind.
    pub(super) fn wrong(self, path: &Path, what: &str) -> Failure {
        let mut what: String = what.chars().take(LONGEST).collect();
        if what.chars().count() == LONGEST {
            what.push_str("...");
        }
        let what = format!("{}: {what}; {}", path.display(), self.form);
        Failure::new(Exit::BadInput, self.code, what)
    }

    /// Parses the text of such a file.
    pub(super) fn parse<T: DeserializeOwned>(self, path: &Path, text: &[u8]) -> Result<T, Failure> {
        serde_json::from_slice(text).map_err(|error| self.wrong(path, &plain(&error.to_string())))
    }

    /// Reads and parses such a file; `-` is standard input.
    pub(super) fn read<T: DeserializeOwned>(self, path: &Path) -> Result<T, Failure> {
        self.parse(path, &read(path)?)
    }
}

/// The words of the reader without the names that our code has for things.
fn plain(words: &str) -> String {
    let mut plain = String::new();
    let mut parts = words.split("struct ");
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let name = part.find(|c: char| !c.is_alphanumeric()).unwrap_or(part.len());
        plain.push_str("an object");
        plain.push_str(part.get(name..).unwrap_or_default());
    }
    plain.replace("an object with", "an object in braces with")
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    crate::cli::read(path, LARGEST)
}

/// Either kind of problem, sound.
pub(super) enum Given {
    Seats(Box<Problem>),
    Shuttles(ShuttleFile),
}

/// What tells the kinds of files apart; everything else is passed over.
#[derive(Deserialize)]
struct Marks {
    form: Option<IgnoredAny>,
    problem: Option<IgnoredAny>,
    plan: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct WithProblem {
    problem: Problem,
}

#[derive(Deserialize)]
struct WithPlan {
    plan: Plan,
}

/// Nothing is marked in what is no object: its own form will say so.
fn marks(text: &[u8]) -> Marks {
    let none = Marks { form: None, problem: None, plan: None };
    serde_json::from_slice(text).unwrap_or(none)
}

/// A problem of either kind from its text. What `plan replan --json` printed holds one too.
pub(super) fn given(path: &Path, text: &[u8]) -> Result<Given, Failure> {
    let marks = marks(text);
    if marks.form.is_some() {
        return shuttles::parse(path, text).map(Given::Shuttles);
    }
    let problem: Problem = if marks.problem.is_some() {
        PROBLEM.parse::<WithProblem>(path, text)?.problem
    } else {
        PROBLEM.parse(path, text)?
    };
    sound(&problem)?;
    Ok(Given::Seats(Box::new(problem)))
}

/// Every mistake of a problem that contradicts itself.
pub(super) fn sound(problem: &Problem) -> Result<(), Failure> {
    problem.check_itself().map_err(|errors| {
        let details = errors.iter().map(ToString::to_string).collect();
        let what = "the problem contradicts itself; mend what is listed";
        Failure::new(Exit::BadInput, "problem-contradicts", what).with(details)
    })
}

/// A problem of seats, where shuttles have no answer.
pub(super) fn problem(path: &Path) -> Result<Problem, Failure> {
    match given(path, &read(path)?)? {
        Given::Seats(problem) => Ok(*problem),
        Given::Shuttles(_) => {
            let what = "this is a shuttle problem, which only solve, check and bound take";
            Err(PROBLEM.wrong(path, what))
        }
    }
}

/// A plan from its text: alone, or within what `plan solve --json` or `plan replan --json` printed.
pub(super) fn parse_plan(path: &Path, text: &[u8]) -> Result<Plan, Failure> {
    if marks(text).plan.is_some() {
        return Ok(PLAN.parse::<WithPlan>(path, text)?.plan);
    }
    PLAN.parse(path, text)
}

pub(super) fn plan(path: &Path) -> Result<Plan, Failure> {
    parse_plan(path, &read(path)?)
}

/// A problem with its plan, that the checker has passed.
pub(super) fn checked(problem: &Path, plan: &Path) -> Result<(Problem, Checked), Failure> {
    let (problem, plan) = (self::problem(problem)?, self::plan(plan)?);
    let checked = check(&problem, &plan).map_err(|faults| {
        super::check::refused(faults.iter().map(ToString::to_string).collect())
    })?;
    Ok((problem, checked))
}

/// A mistake that only the planner found.
pub(super) fn unsound(error: &ProblemError) -> Failure {
    Failure::new(Exit::BadInput, "problem", error.to_string())
}
