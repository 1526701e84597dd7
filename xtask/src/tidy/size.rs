//! How long things may be. Long files and functions are where readers get lost.

use super::Finding;
use super::code::{code_only, functions};
use super::house::{House, Source};

const FILE: usize = 600;
const MEDIAN: usize = 150;
const FUNCTION: usize = 70;
const LINE: usize = 100;
const WRITTEN: [&str; 7] = [".rs", ".md", ".toml", ".html", ".css", ".js", ".mjs"];

/// Hand-written files end before line 600.
pub(crate) fn files_are_short(house: &House) -> Vec<Finding> {
    let written =
        |file: &&Source| WRITTEN.iter().any(|end| file.path.ends_with(end)) && !is_data(&file.path);
    house
        .files
        .iter()
        .filter(written)
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > FILE)
        .map(|(file, lines)| {
            let advice = format!("{lines} lines; split it, {FILE} is the limit");
            Finding::new(&file.path, lines, "file-length", advice)
        })
        .collect()
}

/// Half of the Rust files are shorter than 150 lines.
pub(crate) fn the_median_file_is_short(house: &House) -> Vec<Finding> {
    let mut lengths: Vec<usize> = house.ending(".rs").map(|f| f.text.lines().count()).collect();
    lengths.sort_unstable();
    match lengths.get(lengths.len() / 2) {
        Some(&median) if median > MEDIAN => {
            let advice = format!("the median file has {median} lines; split the longest ones");
            vec![Finding::new("crates", 1, "median-length", advice)]
        }
        _ => Vec::new(),
    }
}

/// No function is longer than 70 lines.
pub(crate) fn functions_are_short(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in house.ending(".rs").filter(|file| !is_data(&file.path)) {
        for (line, lines) in functions(&code_only(&file.text)) {
            if lines > FUNCTION {
                let advice = format!("{lines} lines; split it, {FUNCTION} is the limit");
                found.push(Finding::new(&file.path, line, "function-length", advice));
            }
        }
    }
    found
}

/// No Rust line is wider than 100 characters.
pub(crate) fn lines_are_short(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in house.ending(".rs").filter(|file| !is_data(&file.path)) {
        for (number, line) in file.lines() {
            let width = line.chars().count();
            if width > LINE {
                let advice = format!("{width} characters; break it, {LINE} is the limit");
                found.push(Finding::new(&file.path, number, "line-width", advice));
            }
        }
    }
    found
}

/// Tables and recorded answers are as long as they are.
fn is_data(path: &str) -> bool {
    path.contains("/src/data/") || path.contains("/resources/") || path.starts_with("scenarios/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_named_unless_it_is_data() {
        let long = "x\n".repeat(FILE + 1);
        let house = House::of(&[("a.rs", &long), ("crates/x/src/data/t.rs", &long)]);
        let found = files_are_short(&house);
        assert_eq!(found.len(), 1);
        assert!(found[0].to_string().starts_with("a.rs:601: file-length: "));
        assert_eq!(the_median_file_is_short(&house).len(), 1);
        assert!(the_median_file_is_short(&House::of(&[("a.rs", "x\n")])).is_empty());
    }

    #[test]
    fn a_long_function_is_named_by_its_first_line() {
        let text = format!("\nfn f() {{\n{}}}\n", "x;\n".repeat(FUNCTION));
        let found = functions_are_short(&House::of(&[("a.rs", &text)]));
        assert_eq!(found.iter().map(|f| f.line).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn a_line_is_measured_in_characters_not_bytes() {
        let house = House::of(&[("a.rs", &"글".repeat(LINE)), ("b.rs", &"x".repeat(LINE + 1))]);
        let found = lines_are_short(&house);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "b.rs");
    }
}
