//! Whatever stands in a file: a code, what, where, what to do; never a panic.

use proptest::prelude::*;

use super::common::{BOOKING, EVENTS, Files, PROBLEM, SHUTTLES, SPREAD};
use crate::cli::Exit;

/// A line for each place where a file is read: the file, its sound text, and the code of a mistake.
const READERS: [(&str, &str, &str, &str); 8] = [
    ("bound x.json", "x.json", PROBLEM, "problem-form"),
    ("solve x.json --effort 5", "x.json", PROBLEM, "problem-form"),
    ("compare x.json --effort 5", "x.json", PROBLEM, "problem-form"),
    ("replan problem.json plan.json --events x.json --effort 5", "x.json", EVENTS, "events-form"),
    ("hold problem.json plan.json --spread x.json --runs 5", "x.json", SPREAD, "spread-form"),
    ("overbook x.json", "x.json", BOOKING, "booking-form"),
    ("solve x.json --effort 5 --seed 2", "x.json", SHUTTLES, "shuttle-form"),
    ("explain x.json plan.json", "x.json", PROBLEM, "problem-form"),
];

#[test]
fn each_mistake_has_a_code_a_place_and_what_to_do() {
    let files = Files::planned();
    for (line, name, sound, code) in READERS {
        files.write(name, &sound[..sound.len() - 9]);
        let (exit, said, all) = files.failure(line);
        let known = said == code || (code == "shuttle-form" && said == "problem-form");
        assert!(known && exit == Exit::BadInput, "{line}: {all}");
        assert!(all.contains("x.json") && all.contains("line") && all.contains("; "), "{all}");
    }
    let newer = [
        ("solve x.json", PROBLEM.replace("\"version\": 1", "\"version\": 9"), "unknown-version"),
        ("solve x.json", SHUTTLES.replace("shuttles-1", "shuttles-2"), "shuttles-1"),
        ("solve x.json", SHUTTLES.replace("minute\": 2", "minute\": 0"), "units_per_minute"),
        ("solve x.json", SHUTTLES.replace("\"seats\": 2", "\"seats\": 0"), "vehicles[0].seats"),
        (
            "replan problem.json plan.json --events x.json",
            EVENTS.replace("\"version\": 1", "\"version\": 9"),
            "unknown-version",
        ),
        (
            "hold problem.json plan.json --spread x.json",
            SPREAD.replace("\"version\": 1", "\"version\": 9"),
            "unknown-version",
        ),
    ];
    for (line, text, hint) in newer {
        files.write("x.json", text);
        let (exit, _, all) = files.failure(line);
        assert!(exit == Exit::BadInput && all.contains(hint), "{line}: {all}");
    }
}

#[test]
fn a_missing_file_is_not_found_and_a_plan_of_something_else_is_no_plan() {
    let files = Files::planned();
    let (exit, code, _) = files.failure("check problem.json none.json");
    assert_eq!((exit, code.as_str()), (Exit::NotFound, "file"));
    let (exit, code, _) = files.failure("check problem.json events.json");
    assert_eq!((exit, code.as_str()), (Exit::BadInput, "plan-form"));
    let (exit, code, _) = files.failure("check problem.json routes.json");
    assert_eq!((exit, code.as_str()), (Exit::BadInput, "plan-form"));
    let (exit, code, _) = files.failure("check shuttles.json plan.json");
    assert_eq!((exit, code.as_str()), (Exit::BadInput, "plan-form"));
    let (exit, code, _) = files.failure("solve shuttles.json --start plan.json");
    assert_eq!((exit, code.as_str()), (Exit::BadInput, "shuttle-start"));
}

#[test]
fn an_instance_is_refused_with_line_or_byte() {
    let files = Files::new();
    files.write("x.txt", b"10 10\n\xff\xfe");
    for form in ["bep", "synthetic"] {
        let (exit, code, all) = files.failure(&format!("import {form} x.txt"));
        assert_eq!((exit, code.as_str()), (Exit::BadInput, "not-text"));
        assert!(all.contains("byte 6"), "{all}");
    }
    files.write("x.txt", "8 2 1 1 1 0 6\n8.0 3.0 1.0 8.0 3.0 1.0\nA 1 0\n");
    let (_, code, all) = files.failure("import synthetic x.txt");
    assert!(code == "synthetic-form" && all.contains("line 4"), "{all}");
    let (_, code, all) = files.failure("import bep x.txt");
    assert!(code == "shuttle-form" && all.contains("line 1"), "{all}");
    let many = "air 5 10000 0 0 KR\n".repeat(2);
    let head = "8 2 0 2 0 0 6\n8.0 3.0 1.0 8.0 3.0 1.0\nA 1000000000 0\nH 1000000000 0\n";
    files.write("x.txt", format!("{head}{many}"));
    let (_, code, all) = files.failure("import synthetic x.txt");
    assert!(code == "synthetic-form" && all.contains("line 6"), "{all}");
}

#[test]
fn no_word_of_our_code_is_in_an_answer() {
    let files = Files::planned();
    for text in ["[]", "3", "{\"version\": 2, \"places\": [4]}"] {
        files.write("x.json", text);
        let (_, code, all) = files.failure("solve x.json");
        assert!(code == "problem-form" && !all.contains("struct"), "{all}");
    }
}

#[test]
fn what_is_repeated_of_the_input_is_short() {
    let files = Files::planned();
    files.write("x.json", format!("{{\"{}\": 1}}", "a".repeat(100_000)));
    let (_, _, all) = files.failure("solve x.json");
    assert!(all.len() < 1_000, "{}", all.len());
    files.write("x.json", "[".repeat(1_000_000));
    assert_eq!(files.failure("solve x.json").1, "problem-form");
}

/// Asks, and looks only that a failure has a code.
fn ask(files: &Files, line: &str) {
    if let Err(failure) = files.ask(line) {
        assert!(!serde_json::to_value(&failure).unwrap()["code"].as_str().unwrap().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn random_bytes_never_make_a_verb_fall_over(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let files = Files::planned();
        files.write("x.json", &bytes);
        for (line, ..) in READERS {
            ask(&files, line);
        }
        for line in ["import bep x.json", "import synthetic x.json", "check problem.json x.json"] {
            ask(&files, line);
        }
    }

    #[test]
    fn a_changed_letter_never_makes_a_verb_fall_over(
        reader in 0..READERS.len(),
        place in any::<proptest::sample::Index>(),
        letter in "[0-9\"{}:,a-z-]",
    ) {
        let files = Files::planned();
        let (line, name, sound, _) = READERS[reader];
        let mut text = sound.as_bytes().to_vec();
        let place = place.index(text.len());
        text[place] = letter.as_bytes()[0];
        files.write(name, &text);
        ask(&files, line);
    }

    #[test]
    fn a_changed_plan_never_makes_a_verb_fall_over(
        place in any::<proptest::sample::Index>(),
        letter in "[0-9\"{}:,a-z-]",
    ) {
        let files = Files::planned();
        for (name, verbs) in [
            ("plan.json", &["check problem.json x.json", "explain problem.json x.json",
                "replan problem.json x.json --events events.json --effort 5",
                "solve problem.json --start x.json --effort 5"][..]),
            ("routes.json", &["check shuttles.json x.json"][..]),
        ] {
            let mut text = std::fs::read(files.path(name)).unwrap();
            let place = place.index(text.len());
            text[place] = letter.as_bytes()[0];
            files.write("x.json", &text);
            verbs.iter().for_each(|line| ask(&files, line));
        }
    }
}
