//! Everything that must hold before a change is taken in, each step with its time.

use std::time::{Duration, Instant};

use crate::shell::{self, Outcome};
use crate::{debian, screens, tidy, web};

/// The version of cargo-deny that the checks were written for.
const CARGO_DENY: &str = "0.20.2";

type Step = (&'static str, fn() -> Result<Outcome, String>);

const STEPS: [Step; 9] = [
    ("Debian packages", debian::install_missing),
    ("web assets", web::fetch),
    ("format", || cargo(&["fmt", "--all", "--check"])),
    ("lints", lints),
    ("licences, bans, sources", dependencies),
    ("build", || cargo(&["build", "--locked", "--package", "sangho"])),
    ("tests", || cargo(&["test", "--locked", "--workspace"])),
    ("screens", screens::shoot),
    ("tidy", || tidy::run().map(|()| Outcome::Done)),
];

/// Runs every step, the failed ones notwithstanding, and ends with a table of all.
pub(crate) fn run() -> Result<(), String> {
    let begin = Instant::now();
    let mut table = Vec::new();
    for (number, (name, work)) in STEPS.into_iter().enumerate() {
        println!("\n== {}/{} {name}", number.saturating_add(1), STEPS.len());
        let start = Instant::now();
        let outcome = work();
        if let Err(why) = &outcome {
            println!("{why}");
        }
        table.push((name, outcome, start.elapsed()));
    }
    println!();
    for (name, outcome, took) in &table {
        println!("{}", row(name, outcome, *took));
    }
    let failed = table.iter().filter(|(_, outcome, _)| outcome.is_err()).count();
    println!("{:<26} {:>6.1} s", "all", begin.elapsed().as_secs_f64());
    if failed > 0 {
        return Err(format!("{failed} of {} steps failed", STEPS.len()));
    }
    Ok(())
}

fn row(name: &str, outcome: &Result<Outcome, String>, took: Duration) -> String {
    let word = match outcome {
        Ok(Outcome::Done) => "ok".to_owned(),
        Ok(Outcome::Skipped(why)) => format!("NOT DONE: {why}"),
        Err(_) => "FAILED (see above)".to_owned(),
    };
    format!("{name:<26} {:>6.1} s  {word}", took.as_secs_f64())
}

fn cargo(words: &[&str]) -> Result<Outcome, String> {
    shell::run(&mut shell::cargo(words))?;
    Ok(Outcome::Done)
}

fn lints() -> Result<Outcome, String> {
    let words = ["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    cargo(&words)
}

/// The advisories are left out: they need a database from the network at the time of the check.
fn dependencies() -> Result<Outcome, String> {
    let check = ["deny", "check", "licenses", "bans", "sources"];
    if shell::on_path("cargo-deny") {
        return cargo(&check);
    }
    let tools = std::path::absolute(shell::target().join("tools"))
        .map_err(|e| format!("can't name the folder of tools: {e}"))?;
    let deny = tools.join("bin/cargo-deny");
    if !deny.is_file() {
        println!("installing cargo-deny {CARGO_DENY} (once, a few minutes)");
        let root = tools.to_string_lossy();
        let words = [
            "install",
            // It runs for a second; optimising it would take minutes.
            "--debug",
            "--locked",
            "--root",
            &root,
            "--version",
            CARGO_DENY,
            "cargo-deny",
        ];
        cargo(&words)?;
    }
    let [_, words @ ..] = check;
    shell::run(&mut shell::program(&deny.to_string_lossy(), &words))?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_was_not_done_says_so_and_why() {
        let line = row("packages", &Ok(Outcome::Skipped("no rights".into())), Duration::ZERO);
        assert!(line.ends_with("NOT DONE: no rights"), "{line}");
        assert!(row("tests", &Err("x".into()), Duration::ZERO).contains("FAILED"));
    }
}
