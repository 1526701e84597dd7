//! Shuttle problems in JSON: their form, and what solve, check and bound say of them.

use std::fmt::Write as _;
use std::path::Path;

use seat_planner::Effort;
use seat_planner::shuttle::{
    ShuttleError, ShuttleFault, ShuttlePlan, Shuttles, Trip, check_shuttles, solve_shuttles,
};
use serde::{Deserialize, Serialize};

use super::effort::{Budget, Clock};
use super::input::Form;
use super::{Answer, Exit, Failure, words};

/// What stands as `form` in a file of this version.
const FORM: &str = "shuttles-1";
const SHUTTLES: Form =
    Form { code: "shuttle-form", form: "docs/json.md has the form, at `sangho plan import`" };
const ROUTES: Form =
    Form { code: "plan-form", form: "give what `sangho plan solve --json` printed" };

/// A shuttle problem as a file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShuttleFile {
    /// Always `shuttles-1`.
    form: String,
    /// How many units of time are a minute; none, if the instance does not say.
    #[serde(default)]
    units_per_minute: Option<i64>,
    /// The problem.
    shuttles: Shuttles,
}

/// A plan as a file; bound and proof beside the routes are passed over.
#[derive(Deserialize)]
struct Routes {
    routes: Vec<Vec<Trip>>,
}

impl ShuttleFile {
    /// A file of a problem that does not contradict itself.
    pub(super) fn sound(shuttles: Shuttles, unit: Option<i64>) -> Result<Self, Failure> {
        shuttles.check_itself().map_err(|error| failed(&error))?;
        Ok(Self { form: FORM.to_owned(), units_per_minute: unit, shuttles })
    }

    /// A time, in minutes if it is known how long they are.
    fn time(&self, units: i64) -> String {
        match self.units_per_minute {
            Some(minute) => {
                format!("{:.2} minutes", words::float(units) / words::float(minute))
            }
            None => format!("{units} of the file's units of time"),
        }
    }
}

/// A problem from its text.
pub(super) fn parse(path: &Path, text: &[u8]) -> Result<ShuttleFile, Failure> {
    let file: ShuttleFile = SHUTTLES.parse(path, text)?;
    if file.form != FORM {
        return Err(SHUTTLES.wrong(path, "`form` is not `shuttles-1`, the only one known"));
    }
    if file.units_per_minute.is_some_and(|units| units < 1) {
        return Err(SHUTTLES.wrong(path, "`units_per_minute` is less than 1"));
    }
    ShuttleFile::sound(file.shuttles, file.units_per_minute)
}

/// The routes of a plan from its text.
pub(super) fn parse_routes(path: &Path, text: &[u8]) -> Result<Vec<Vec<Trip>>, Failure> {
    Ok(ROUTES.parse::<Routes>(path, text)?.routes)
}

fn failed(error: &ShuttleError) -> Failure {
    match error {
        ShuttleError::Contradicts { at, what } => {
            let what = format!("{at}: {what}; correct it there");
            Failure::new(Exit::BadInput, "shuttle-contradicts", what)
        }
        ShuttleError::NoPlan { remedy } => {
            let what = format!("nobody knows whether all can be brought out; {remedy}");
            Failure::new(Exit::Infeasible, "shuttle-no-plan", what)
        }
    }
}

/// Plans within the budget, and has the plan checked.
fn planned(file: &ShuttleFile, budget: Budget, quiet: bool) -> Result<ShuttlePlan, Failure> {
    let clock = Clock::new(budget.seconds, false, quiet);
    let mut effort = budget.rounds.effort();
    if budget.seconds.is_some() {
        effort = Effort { rounds: u32::MAX, ..effort };
    }
    let plan = solve_shuttles(&file.shuttles, &effort, &mut || clock.spent(0.0) < 1.0);
    clock.bar.finish_and_clear();
    let plan = plan.map_err(|error| failed(&error))?;
    let faults = match check_shuttles(&file.shuttles, &plan.routes) {
        Ok(last) if last == plan.last_arrival => return Ok(plan),
        Ok(last) => vec![format!("the last arrival is {last}")],
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    };
    let what = "the checker refuses the plan; report it with the problem";
    Err(Failure::new(Exit::Failed, "plan-faults", what).with(faults))
}

/// How far the last arrival is above the bound, as a fraction.
fn gap(plan: &ShuttlePlan) -> f64 {
    let above = plan.last_arrival.saturating_sub(plan.bound).max(0);
    words::float(above) / words::float(plan.bound.max(1))
}

pub(super) fn solve(file: &ShuttleFile, budget: Budget, quiet: bool) -> Result<Answer, Failure> {
    let plan = planned(file, budget, quiet)?;
    let json = serde_json::json!({ "routes": plan.routes, "last_arrival": plan.last_arrival,
        "bound": plan.bound, "gap": gap(&plan), "proven": plan.proven });
    let mut text = format!("out          {}, all\n", file.shuttles.people());
    let _ = writeln!(text, "last arrival {}", file.time(plan.last_arrival));
    let proven = if plan.proven { ", proven best" } else { "" };
    let _ = writeln!(text, "gap to bound {}{proven}", words::gap(gap(&plan)));
    let numbered: Vec<_> = plan.routes.iter().enumerate().collect();
    words::list(&mut text, &numbered, |(vehicle, route)| route_words(*vehicle, route));
    Answer::new(text, &json)
}

fn route_words(vehicle: usize, route: &[Trip]) -> String {
    let mut line = format!("vehicle {vehicle}:");
    if route.is_empty() {
        line.push_str(" stays");
    }
    for trip in route {
        let _ = write!(line, " pickup {} > drop {} ({})", trip.pickup, trip.drop, trip.people);
    }
    line
}

pub(super) fn bound(file: &ShuttleFile, budget: Budget, quiet: bool) -> Result<Answer, Failure> {
    let plan = planned(file, budget, quiet)?;
    let text = format!("last arrival at least {}\n", file.time(plan.bound));
    Answer::new(text, &serde_json::json!({ "last_arrival": plan.bound }))
}

pub(super) fn check(file: &ShuttleFile, routes: &[Vec<Trip>]) -> Result<Answer, Failure> {
    match check_shuttles(&file.shuttles, routes) {
        Ok(last) => {
            let text = format!("the plan keeps every rule\nlast arrival {}\n", file.time(last));
            let json = serde_json::json!({ "sound": true, "faults": [], "last_arrival": last });
            Answer::new(text, &json)
        }
        Err(faults) => {
            let named = |fault: &ShuttleFault| {
                let message = fault.to_string();
                serde_json::json!({ "rule": fault.code(), "message": message })
            };
            let json = serde_json::json!({ "sound": false, "last_arrival": null,
                "faults": faults.iter().map(named).collect::<Vec<_>>() });
            let detail = |fault: &ShuttleFault| format!("{}: {fault}", fault.code());
            let refused = super::check::refused(faults.iter().map(detail).collect());
            let text = format!("faults: {}\n", faults.len());
            Ok(Answer::new(text, &json)?.but(Some(refused)))
        }
    }
}
