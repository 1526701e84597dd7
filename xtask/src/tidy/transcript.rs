//! The README shows what the program really prints.

use super::Finding;
use super::house::{House, Source};
use crate::shell;

const README: &str = "README.md";
const SCENARIO: &str = "gulf-2026";

/// The lines between the two marks are those of `sangho drill gulf-2026`; none is a fault too.
pub(crate) fn readme_shows_the_real_run(house: &House) -> Result<Vec<Finding>, String> {
    let Some(readme) = house.get(README) else {
        return Ok(Vec::new());
    };
    let shown = shown(readme);
    if shown.is_empty() {
        return Ok(vec![missing()]);
    }
    let words = ["run", "--quiet", "--locked", "--package", "sangho", "--", "drill", SCENARIO];
    let printed = shell::capture(&mut shell::cargo(&words))?;
    Ok(compare(&shown, &printed))
}

fn missing() -> Finding {
    let advice = format!(
        "put what `sangho drill {SCENARIO}` prints between <!-- transcript:start --> and \
         <!-- transcript:end -->"
    );
    Finding::new(README, 1, "transcript", advice)
}

/// The lines of the transcript with their numbers, without the fence and the command.
fn shown(readme: &Source) -> Vec<(usize, &str)> {
    readme
        .lines()
        .skip_while(|(_, line)| !line.contains("<!-- transcript:start -->"))
        .skip(1)
        .take_while(|(_, line)| !line.contains("<!-- transcript:end -->"))
        .filter(|(_, line)| !line.starts_with("```") && !line.starts_with("$ "))
        .filter(|(_, line)| !line.trim().is_empty())
        .collect()
}

fn compare(shown: &[(usize, &str)], printed: &str) -> Vec<Finding> {
    let printed: Vec<&str> = printed.lines().filter(|line| !line.trim().is_empty()).collect();
    let mut found = Vec::new();
    for (at, (number, line)) in shown.iter().enumerate() {
        let real = printed.get(at).copied().unwrap_or("(nothing)").trim_end();
        if line.trim_end() != real {
            let advice = format!("the program prints: {real}");
            found.push(Finding::new(README, *number, "transcript", advice));
        }
    }
    if printed.len() > shown.len() {
        let last = shown.last().map_or(1, |(number, _)| *number);
        let advice = format!("the program prints {} lines in all", printed.len());
        found.push(Finding::new(README, last, "transcript", advice));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_the_program_does_not_print_is_named() {
        let text = "x\n<!-- transcript:start -->\n```\n$ sangho drill x\na\nb\n```\n\
                    <!-- transcript:end -->\n";
        let house = House::of(&[(README, text)]);
        let shown = shown(house.get(README).unwrap());
        assert_eq!(shown, [(5, "a"), (6, "b")]);
        assert!(compare(&shown, "a\n\nb  \n").is_empty());
        assert_eq!(compare(&shown, "a\nc\n").first().map(|f| f.line), Some(6));
        assert_eq!(compare(&shown, "a\nb\nc\n").len(), 1);
    }

    #[test]
    fn a_readme_without_the_run_is_refused() {
        for text in ["x\n", "<!-- transcript:start -->\n```\n```\n<!-- transcript:end -->\n"] {
            let found = readme_shows_the_real_run(&House::of(&[(README, text)])).unwrap();
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found.first().map(|one| one.rule), Some("transcript"));
        }
    }
}
