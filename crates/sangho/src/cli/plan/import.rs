//! `sangho plan import`: public instances, printed as problems that `plan solve` takes.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use seat_planner::import::synthetic;
use seat_planner::shuttle::{ICEP_MINUTE, ReadError, read_bep, read_icep};

use super::shuttles::ShuttleFile;
use super::{Answer, Exit, Failure, input};

/// The form of the instance.
#[derive(Debug, Subcommand)]
pub(super) enum Format {
    /// The bus evacuation problem (Bish 2011), as text.
    #[command(after_help = "Example:\n  sangho plan import bep BEP-5-52-12-10.txt > problem.json")]
    Bep {
        /// The instance.
        file: PathBuf,
    },
    /// The isolated community evacuation problem (Krutein and Goodchild 2022), as tables.
    #[command(after_help = "Example:\n  sangho plan import icep D1/experiment_1 > problem.json")]
    Icep {
        /// The folder of an experiment, with `input/` and `incidences/` in it.
        folder: PathBuf,
        /// The column of scenarios.csv with the people who wait.
        #[arg(long, default_value = "Actual_demand")]
        demand: String,
    },
    /// The synthetic instances S, M and L of the planner's reference.
    #[command(after_help = "Example:\n  sangho plan import synthetic S.txt | sangho plan solve -")]
    Synthetic {
        /// The instance.
        file: PathBuf,
    },
}

pub(super) fn answer(format: &Format) -> Result<Answer, Failure> {
    match format {
        Format::Bep { file } => {
            let problem = read_bep(&file.display().to_string(), &text(file)?).map_err(form)?;
            printed(&ShuttleFile::sound(problem, None)?)
        }
        Format::Icep { folder, demand } => {
            let files = tables(folder)?;
            let files: Vec<(&str, &str)> =
                files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            let problem = read_icep(&files, demand).map_err(form)?;
            printed(&ShuttleFile::sound(problem, Some(ICEP_MINUTE))?)
        }
        Format::Synthetic { file } => {
            let problem = synthetic(&text(file)?).map_err(|error| {
                let (file, line, what) = (file.display(), error.line(), error.what());
                let what = format!("{file}: line {line}: {what}");
                Failure::new(Exit::BadInput, "synthetic-form", what)
            })?;
            input::sound(&problem)?;
            printed(&problem)
        }
    }
}

/// JSON in words too: it is what was asked for.
fn printed(problem: &impl serde::Serialize) -> Result<Answer, Failure> {
    let json = serde_json::to_string(problem)
        .map_err(|error| Failure::new(Exit::Failed, "json", error.to_string()))?;
    Ok(Answer { words: json.clone(), json, failure: None })
}

fn form(error: ReadError) -> Failure {
    let what =
        format!("{}, line {}: {} {}", error.file(), error.line(), error.what(), error.remedy());
    Failure::new(Exit::BadInput, error.code(), what)
}

/// The text of a file.
fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(input::read(path)?).map_err(|error| {
        let (path, byte) = (path.display(), error.utf8_error().valid_up_to());
        let what = format!("{path}: byte {byte} is no UTF-8; save the file as UTF-8 text");
        Failure::new(Exit::BadInput, "not-text", what)
    })
}

/// All tables of an experiment, by name; none is read that is no table.
fn tables(folder: &Path) -> Result<Vec<(String, String)>, Failure> {
    let mut tables = Vec::new();
    for part in ["input", "incidences"] {
        let part = folder.join(part);
        let wrong = |error: std::io::Error| {
            let missing = error.kind() == std::io::ErrorKind::NotFound;
            let exit = if missing { Exit::NotFound } else { Exit::Failed };
            let what = format!("{}: {error}; give the folder of one experiment", part.display());
            Failure::new(exit, "file", what)
        };
        for entry in std::fs::read_dir(&part).map_err(wrong)? {
            let path = entry.map_err(wrong)?.path();
            if path.extension().is_some_and(|end| end == "csv") {
                tables.push((path.display().to_string(), text(&path)?));
            }
        }
    }
    // The order of a folder is chance.
    tables.sort();
    Ok(tables)
}
