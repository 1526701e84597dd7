//! Drills: a scenario played through both nations' rooms, as it happened, and planned alone and
//! pooled over the same people and seats.

mod act;
mod facts;
mod memory;
mod play;
mod report;
mod script;
mod transcript;

pub use act::{Act, Step};
pub use memory::Memory;
pub use play::{Director, LogFigures, Stage};
pub use report::{PlanReport, Report, report};
pub use script::{Script, script};
pub use transcript::transcript;

use corridor::agreement::Terms;
use seat_planner::Effort;

use crate::operation::Refused;
use crate::scenario::{Scenario, cast};

/// How hard the planner of a drill searches.
pub const EFFORT_ROUNDS: u32 = 400;

/// The terms that drills are played under, as the repository holds them.
pub const TERMS: &str = include_str!("../../../../agreements/kr-jp-2024/agreement.toml");

/// The terms in [`TERMS`].
///
/// # Errors
/// When the file does not hold terms.
pub fn terms() -> Result<Terms, Refused> {
    toml::from_str(TERMS).map_err(|error| Refused {
        code: "agreement-form".to_owned(),
        what: format!("agreements/kr-jp-2024/agreement.toml: {}", error.message()),
    })
}

/// Plays `scenario` with people invented from `seed`; `progress` hears of each step: done, of all.
///
/// # Errors
/// What a node refused: a drill that can't be played to its end is a fault of scenario or program.
pub fn run(
    scenario: &Scenario,
    seed: u64,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Report, Refused> {
    let mut terms = terms()?;
    // Emergencies before the agreement are played as if it had been in force.
    terms.in_force_from = terms.in_force_from.min(scenario.declared.date());
    let cast = cast(scenario, seed);
    let script = script(scenario, &cast, terms.parties);
    let effort = Effort { seed, rounds: EFFORT_ROUNDS };
    let authorities = authorities(scenario);
    let mut director = Director::new(&script, &cast, authorities, effort);
    let mut memory = Memory::new(&terms, seed)?;
    for (index, step) in script.steps.iter().enumerate() {
        progress(index, script.steps.len());
        director.play(&mut memory, step).map_err(|error| Refused {
            what: format!("{} (step {index} at {}, {})", error.what, step.at, step.nation),
            ..error
        })?;
    }
    report(scenario, &cast, seed, &mut memory, &director)
}

/// The senders of a scenario's warnings: in a drill, the authorities on both nodes' lists.
#[must_use]
pub fn authorities(scenario: &Scenario) -> Vec<String> {
    let read = |xml: &String| {
        let alert = public_alerts::Alert::read(xml.as_bytes(), &public_alerts::Limits::default());
        alert.ok().map(|alert| alert.sender)
    };
    scenario.warnings.iter().filter_map(|warning| read(&warning.xml)).collect()
}
