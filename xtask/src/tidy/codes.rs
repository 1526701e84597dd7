//! Every code that an error can carry stands in `docs/errors.md`, with what to do about it.

use std::collections::BTreeMap;

use super::Finding;
use super::house::House;

const TABLE: &str = "docs/errors.md";
/// What stands before a code where errors are made outside an enum.
const FIRST: [&str; 9] = [
    "code:\"",
    "Trouble::new(\"",
    "Fault::unable(\"",
    "End::stop(\"",
    "End::retry(\"",
    ".alarm(\"",
    ".fault(\"",
    ".fault_at(\"",
    "whole(\"",
];
/// The same, where the code is the second of the words given.
const SECOND: [&str; 2] = ["Failure::new(", "Fault::new("];
/// Where the tests of a file begin; they make codes of their own.
const TESTS: &str = "#[cfg(test)]\nmod tests {";

/// The codes are found by their conventions: a word at the beginning of `#[error("...")]`, a word
/// returned by a `fn code`, a word given to what makes errors.
pub(crate) fn codes_are_in_the_table(house: &House) -> Vec<Finding> {
    let Some(table) = house.get(TABLE) else {
        return Vec::new();
    };
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    let sources = house.ending(".rs").filter(|file| {
        file.path.starts_with("crates/") && file.path.contains("/src/") && !is_test(&file.path)
    });
    for file in sources {
        let text = file.text.split(TESTS).next().unwrap_or_default();
        for code in codes_in(text) {
            codes.entry(code).or_insert_with(|| file.path.clone());
        }
    }
    let missing = |code: &String| !table.text.contains(&format!("`{code}`"));
    codes
        .into_iter()
        .filter(|(code, _)| missing(code))
        .map(|(code, path)| {
            let advice = format!("add `{code}` of {path}, with what to do");
            Finding::new(TABLE, 1, "error-code", advice)
        })
        .collect()
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/")
}

fn codes_in(text: &str) -> Vec<String> {
    // Without its white space, what rustfmt broke over lines reads like what it did not.
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut codes = Vec::new();
    for piece in dense.split("#[error(\"").skip(1) {
        let sentence = piece.split('"').next().unwrap_or_default();
        codes.extend(sentence.split_once(':').map(|(code, _)| code.to_owned()));
    }
    let word = |piece: &str| piece.split('"').next().map(str::to_owned);
    for maker in FIRST {
        codes.extend(dense.split(maker).skip(1).filter_map(word));
    }
    for maker in SECOND {
        let second = |piece: &str| word(piece.split_once(',')?.1.strip_prefix('"')?);
        codes.extend(dense.split(maker).skip(1).filter_map(second));
    }
    for body in text.split("fn code(").skip(1) {
        let body = body.split("\n    }").next().unwrap_or_default();
        codes.extend(body.split('"').skip(1).step_by(2).map(str::to_owned));
    }
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    codes.retain(|code| code.contains('-') && code.chars().all(letter));
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_by_each_convention() {
        let text = "#[error(\n    \"a-b: what; do\")]\n#[error(\"no code here\")]\n\
                    fn code(&self) -> &str {\n        match self { A => \"c-d\" }\n    }\n\
                    let x = Refused { code: \"e-f\".to_owned() };\n\
                    Trouble::new(\n  \"g-h\", what)\nFailure::new(Exit::Failed, \"i-j\", x)\n";
        assert_eq!(codes_in(text), ["a-b", "e-f", "g-h", "i-j", "c-d"]);
    }

    #[test]
    fn a_code_that_nobody_explains_is_named_with_its_file() {
        let source = ("crates/x/src/a.rs", "#[error(\"a-b: x\")]\n#[error(\"c-d: x\")]");
        let found = codes_are_in_the_table(&House::of(&[source, (TABLE, "| `a-b` | x |")]));
        assert_eq!(found.len(), 1);
        assert!(found[0].to_string().contains("add `c-d` of crates/x/src/a.rs"));
    }
}
