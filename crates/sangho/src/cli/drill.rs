//! `sangho drill`: one scenario, both nations, no server.

use indicatif::{ProgressBar, ProgressStyle};

use super::{Exit, Failure};
use crate::drill;
use crate::scenario::{self, BUILT_IN, Scenario};

/// What `drill` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A built-in scenario (gulf-2026, israel-2023, lebanon-2024, sudan-2023, kabul-2021), or the
    /// folder of your own (scenarios/README.md tells how to write one).
    #[arg(default_value = "gulf-2026")]
    scenario: String,
    /// The number from which the people are invented; the same number gives the same people.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

pub(super) fn run(args: &Args, json: bool) -> Result<(), Failure> {
    let scenario = load(&args.scenario)?;
    let bar = ProgressBar::new(0).with_style(style());
    let report = drill::run(&scenario, args.seed, &mut |done, all| {
        bar.set_length(u64::try_from(all).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    });
    bar.finish_and_clear();
    let report = report?;
    if json {
        let text = serde_json::to_string_pretty(&report)
            .map_err(|error| Failure::new(Exit::Failed, "json", error.to_string()))?;
        println!("{text}");
    } else {
        print!("{}", drill::transcript(&report));
    }
    Ok(())
}

/// A bar that says what it counts; indicatif hides it when standard error is no terminal.
pub(super) fn style() -> ProgressStyle {
    let template = "playing {bar:40} {pos}/{len} steps {elapsed}";
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// The scenario of that name or folder.
pub(super) fn load(name: &str) -> Result<Scenario, Failure> {
    scenario::load(name).map_err(|errors| {
        let what = format!(
            "scenario {name} can't be used; mend what is listed, or choose one of {}",
            BUILT_IN.join(", ")
        );
        let details = errors.iter().map(ToString::to_string).collect();
        let missing = errors.iter().all(|error| error.code == "no-such-scenario");
        let exit = if missing { Exit::NotFound } else { Exit::BadInput };
        Failure::new(exit, "scenario", what).with(details)
    })
}
