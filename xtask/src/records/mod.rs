//! Rows for docs/records.md: measured here and now, with what is needed to measure them again.

mod drill;
mod node;

use std::fs;

use crate::shell;

/// One measured figure.
pub(crate) struct Record {
    /// The command that was measured.
    command: String,
    /// What the figure counts, with its unit.
    what: &'static str,
    /// The figure.
    figure: String,
    /// What it is held against, with that figure; a dash if nothing.
    peer: String,
    /// Figure to peer; a dash without a peer.
    ratio: String,
}

impl Record {
    /// A figure on its own.
    fn alone(command: &str, what: &'static str, figure: impl Into<String>) -> Self {
        let dash = || "-".to_owned();
        let (command, figure) = (command.to_owned(), figure.into());
        Self { command, what, figure, peer: dash(), ratio: dash() }
    }

    fn row(&self, stamp: &str) -> String {
        let Self { command, what, figure, peer, ratio } = self;
        format!("| {stamp} | `{command}` | {what} | {figure} | {peer} | {ratio} |")
    }
}

/// Builds the release, measures, and prints the rows.
pub(crate) fn run() -> Result<(), String> {
    let words = ["build", "--release", "--locked", "--package", "sangho"];
    shell::run(&mut shell::cargo(&words))?;
    let sangho = shell::target().join("release/sangho");
    let size = fs::metadata(&sangho).map_err(|e| format!("{}: {e}", sangho.display()))?.len();
    let stamp = stamp()?;
    let sangho = sangho.to_string_lossy();
    println!("{}", Record::alone("sangho", "size, bytes", size.to_string()).row(&stamp));
    for record in drill::measure(&sangho)? {
        println!("{}", record.row(&stamp));
    }
    for record in node::measure(&sangho)? {
        println!("{}", record.row(&stamp));
    }
    Ok(())
}

/// The first three columns: date, commit, machine.
fn stamp() -> Result<String, String> {
    let date = shell::capture(&mut shell::program("date", &["-u", "+%F"]))?;
    let describe = ["describe", "--always", "--dirty", "--exclude=*"];
    let commit = shell::capture(&mut shell::program("git", &describe))?;
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = model(&cpu).unwrap_or("unknown processor");
    Ok(format!("{} | {} | {cores} x {model}", date.trim(), commit.trim()))
}

fn model(cpu: &str) -> Option<&str> {
    let line = cpu.lines().find(|line| line.starts_with("model name"))?;
    line.split_once(':').map(|(_, name)| name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_eight_columns_of_the_table() {
        let row = Record::alone("sangho drill x", "wall, ms", "12").row("d | c | m");
        assert_eq!(row, "| d | c | m | `sangho drill x` | wall, ms | 12 | - | - |");
        assert_eq!(model("a : b\nmodel name\t: EPYC 7\n"), Some("EPYC 7"));
    }
}
