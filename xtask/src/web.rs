//! The browser libraries: fetched by the committed lock file, embedded by the build of `sangho`.

use std::fs;
use std::path::Path;

use crate::shell::{self, Outcome};

const FOLDER: &str = "web";

/// The verb `web`.
pub(crate) fn run() -> Result<(), String> {
    match fetch()? {
        Outcome::Done => println!("web/node_modules agrees with web/package-lock.json"),
        Outcome::Skipped(why) => println!("nothing fetched: {why}"),
    }
    Ok(())
}

/// Runs `npm ci` unless what it would fetch is there already. Without npm there is nothing to do:
/// the desk then shows the map that the server draws.
pub(crate) fn fetch() -> Result<Outcome, String> {
    let folder = Path::new(FOLDER);
    if !folder.join("package-lock.json").is_file() {
        return Ok(Outcome::Skipped("there is no web/package-lock.json".into()));
    }
    if fresh(folder) {
        return Ok(Outcome::Done);
    }
    if !shell::on_path("npm") {
        let why = "npm is not installed; the desk will show the map that the server draws";
        return Ok(Outcome::Skipped(why.into()));
    }
    shell::run(shell::program("npm", &["ci", "--no-audit", "--no-fund"]).current_dir(folder))?;
    Ok(Outcome::Done)
}

/// npm writes a lock file of what it installed; older than ours means that ours has changed.
fn fresh(folder: &Path) -> bool {
    let changed = |path: &str| fs::metadata(folder.join(path)).and_then(|m| m.modified()).ok();
    match (changed("node_modules/.package-lock.json"), changed("package-lock.json")) {
        (Some(installed), Some(wanted)) => installed >= wanted,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_modules_is_not_fresh() {
        assert!(!fresh(Path::new("no-such-folder")));
    }
}
