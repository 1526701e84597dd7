//! Tests of the scenarios: that the built-in ones are whole, that bad files are named, that the
//! cast is what it claims.

mod bad_files;
mod built_in;
mod people;

use super::load::read_text;
use super::{Scenario, ScenarioError};

/// A small file without mistakes, the worked example of `scenarios/README.md`.
fn example() -> String {
    let readme = include_str!("../../../../../scenarios/README.md");
    let start = readme.find("```toml\n").expect("the example is fenced") + "```toml\n".len();
    let rest = &readme[start..];
    rest[..rest.find("```").expect("the fence ends")].to_owned()
}

fn read(text: &str) -> Result<Scenario, Vec<ScenarioError>> {
    read_text(text, "gulf-2026")
}

fn codes(text: &str) -> Vec<&'static str> {
    read(text).err().unwrap_or_default().iter().map(|error| error.code).collect()
}
