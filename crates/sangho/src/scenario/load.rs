//! Finds a scenario by its name or path, reads it, checks it.

use std::path::Path;

use toml::de::DeTable;

use super::errors::{ScenarioError, shown};
use super::facts::{Scenario, WarningFact};
use super::rows::Sheet;
use super::tables::{Draft, draft};
use super::verify::verify;

/// Names of the scenarios that come with the program, the newest first.
pub const BUILT_IN: [&str; 5] =
    ["gulf-2026", "lebanon-2024", "israel-2023", "sudan-2023", "kabul-2021"];

/// Largest file that is read, in bytes.
const MOST_BYTES: u64 = 1 << 20;

/// The name of the file in a scenario's folder.
const FILE: &str = "scenario.toml";

/// A file of a built-in scenario: its path under `scenarios/` and its text.
type Embedded = (&'static str, &'static str);

macro_rules! embed {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../../../scenarios/", $path)))),+]
    };
}

const EMBEDDED: &[Embedded] = embed![
    "gulf-2026/scenario.toml",
    "gulf-2026/warnings/airspace-closed.xml",
    "gulf-2026/warnings/airspace-open.xml",
    "gulf-2026/warnings/abu-dhabi-shelter.xml",
    "lebanon-2024/scenario.toml",
    "lebanon-2024/warnings/leave-lebanon.xml",
    "israel-2023/scenario.toml",
    "israel-2023/warnings/rockets.xml",
    "sudan-2023/scenario.toml",
    "sudan-2023/warnings/khartoum-fighting.xml",
    "kabul-2021/scenario.toml",
    "kabul-2021/warnings/kabul-airport-threat.xml",
];

/// Where the files of a scenario come from.
enum Shelf<'p> {
    BuiltIn(&'p str),
    Folder(&'p Path),
}

/// Reads a scenario: one of [`BUILT_IN`] by its name, or a folder with a `scenario.toml`, or such a
/// file.
///
/// # Errors
///
/// Every mistake that can be found at once, in the order of the file.
pub fn load(name_or_path: &str) -> Result<Scenario, Vec<ScenarioError>> {
    if BUILT_IN.contains(&name_or_path) {
        let label = format!("{name_or_path}/{FILE}");
        let text = built_in(&label).expect("every name in BUILT_IN has its file in EMBEDDED");
        return read(&label, text, &Shelf::BuiltIn(name_or_path));
    }
    let given = Path::new(name_or_path);
    let path = if given.is_dir() { given.join(FILE) } else { given.to_path_buf() };
    if !path.is_file() {
        let what = format!("There is no scenario {}.", shown(name_or_path));
        let built_in = BUILT_IN.join(", ");
        let remedy = format!("Name a folder with a {FILE} in it, or one of: {built_in}.");
        return Err(vec![whole("no-such-scenario", name_or_path, what, remedy)]);
    }
    let label = path.display().to_string();
    let text = text_of(&path, &label).map_err(|error| vec![*error])?;
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    read(&label, &text, &Shelf::Folder(folder))
}

fn read(label: &str, text: &str, shelf: &Shelf<'_>) -> Result<Scenario, Vec<ScenarioError>> {
    let (root, broken) = DeTable::parse_recoverable(text);
    let mut sheet = Sheet::new(label, text, &root);
    if !broken.is_empty() {
        for error in broken {
            let what = format!("This is not TOML: {}.", error.message().trim_end_matches('.'));
            let at = error.span().map(|span| span.start);
            let remedy = "Correct the line; toml.io describes the notation.";
            sheet.fault_at("not-toml", String::new(), at, what, remedy);
        }
        return Err(sheet.into_errors());
    }
    let Some(Draft { mut scenario, warnings: names }) = draft(&mut sheet) else {
        return Err(sheet.into_errors());
    };
    scenario.warnings = warnings(&mut sheet, &names, shelf);
    verify(&scenario, &mut sheet);
    if sheet.is_clean() { Ok(scenario) } else { Err(sheet.into_errors()) }
}

/// Reads a text the way `load` reads a file; warnings are looked for beside the built-in scenario
/// of that name.
#[cfg(test)]
pub(super) fn read_text(text: &str, built_in: &str) -> Result<Scenario, Vec<ScenarioError>> {
    read("scenario.toml", text, &Shelf::BuiltIn(built_in))
}

fn warnings(sheet: &mut Sheet<'_>, names: &[String], shelf: &Shelf<'_>) -> Vec<WarningFact> {
    let mut found = Vec::new();
    for (n, file) in names.iter().enumerate() {
        let key = format!("warnings.{n}");
        let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
        if !file.bytes().all(plain) || file.starts_with('.') || !file.ends_with(".xml") {
            let what = format!("{} is not the name of a warning.", shown(file));
            let remedy = "Write the name of an .xml file in the folder warnings.";
            sheet.fault("bad-file-name", key, what, remedy);
            continue;
        }
        match warning(file, shelf) {
            Ok(xml) => found.push(WarningFact { file: file.clone(), xml }),
            Err(error) => sheet.fault(error.code, key, error.what, error.remedy),
        }
    }
    found
}

fn warning(file: &str, shelf: &Shelf<'_>) -> Result<String, Box<ScenarioError>> {
    match shelf {
        Shelf::BuiltIn(name) => {
            let label = format!("{name}/warnings/{file}");
            built_in(&label).map(str::to_owned).ok_or_else(|| Box::new(absent(&label)))
        }
        Shelf::Folder(folder) => text_of(&folder.join("warnings").join(file), file),
    }
}

fn built_in(label: &str) -> Option<&'static str> {
    EMBEDDED.iter().find(|(path, _)| *path == label).map(|(_, text)| *text)
}

/// Reads a file of bounded size as UTF-8.
fn text_of(path: &Path, label: &str) -> Result<String, Box<ScenarioError>> {
    let meta = std::fs::metadata(path).map_err(|_| Box::new(absent(label)))?;
    if meta.len() > MOST_BYTES {
        let what = format!("The file has {} bytes, more than {MOST_BYTES}.", meta.len());
        let remedy = "Make it smaller.".to_owned();
        return Err(Box::new(whole("too-large", label, what, remedy)));
    }
    let bytes = std::fs::read(path).map_err(|_| Box::new(absent(label)))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let what = format!("The file is not UTF-8 from byte {at}.");
        Box::new(whole("not-utf8", label, what, "Save it as UTF-8.".to_owned()))
    })
}

fn absent(label: &str) -> ScenarioError {
    let what = format!("The file {} cannot be read.", shown(label));
    whole("no-such-file", label, what, "Look for its name and your right to read it.".to_owned())
}

fn whole(code: &'static str, file: &str, what: String, remedy: String) -> ScenarioError {
    ScenarioError { code, file: file.to_owned(), key: String::new(), line: None, what, remedy }
}
