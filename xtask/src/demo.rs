//! Two nodes on this machine, with a scenario playing.

use crate::shell::{self, Outcome};
use crate::web;

/// Builds the program as it is shipped and hands over to `sangho demo`.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    if let Outcome::Skipped(why) = web::fetch()? {
        eprintln!("web: {why}");
    }
    eprintln!("building Sangho (the first time takes some minutes)");
    shell::run(&mut shell::cargo(&["build", "--release", "--locked", "--package", "sangho"]))?;
    let sangho = shell::target().join("release/sangho");
    let words = words(arguments);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    shell::run(&mut shell::program(&sangho.to_string_lossy(), &words))
}

/// `demo` and its arguments, with the flagship scenario where none is named.
fn words(arguments: &[String]) -> Vec<String> {
    let mut words = vec!["demo".to_owned()];
    if arguments.first().is_none_or(|first| first.starts_with('-')) {
        words.push("gulf-2026".to_owned());
    }
    words.extend_from_slice(arguments);
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn the_gulf_plays_where_no_scenario_is_named() {
        let given =
            |line: &[&str]| words(&line.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert_eq!(given(&[]), ["demo", "gulf-2026"]);
        assert_eq!(given(&["--port", "0"]), ["demo", "gulf-2026", "--port", "0"]);
        assert_eq!(given(&["sudan-2023"]), ["demo", "sudan-2023"]);
    }
}
