//! The rules of the house, each a small function over the files that git knows.

mod code;
mod codes;
mod crates;
mod house;
mod languages;
mod links;
mod rooms;
mod size;
mod transcript;
mod words;

use house::House;

/// One place where a rule is broken.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    path: String,
    line: usize,
    rule: &'static str,
    advice: String,
}

impl Finding {
    fn new(path: &str, line: usize, rule: &'static str, advice: impl Into<String>) -> Self {
        let (path, advice) = (path.to_owned(), advice.into());
        Self { path, line, rule, advice }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}: {}", self.path, self.line, self.rule, self.advice)
    }
}

type Rule = fn(&House) -> Vec<Finding>;

const RULES: [Rule; 17] = [
    size::files_are_short,
    size::the_median_file_is_short,
    size::functions_are_short,
    size::lines_are_short,
    words::files_say_what_they_are_for,
    words::lints_are_expected_not_allowed,
    words::nothing_is_left_for_later,
    words::no_machine_is_named,
    words::no_registry_is_named,
    words::no_secret_is_kept,
    links::links_lead_somewhere,
    crates::arrows_point_down,
    crates::every_crate_takes_the_lints,
    rooms::the_table_is_the_corridor,
    rooms::rooms_look_up_only,
    languages::languages_say_the_same,
    codes::codes_are_in_the_table,
];

/// Checks every rule and prints each finding as `file:line: rule: what to do`.
pub(crate) fn run() -> Result<(), String> {
    let house = House::read()?;
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&house)).collect();
    findings.extend(transcript::readme_shows_the_real_run(&house)?);
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("tidy: {} files, every rule holds", house.files.len());
        return Ok(());
    }
    Err(format!("tidy: {} places to put right", findings.len()))
}
