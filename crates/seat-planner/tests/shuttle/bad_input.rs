//! The readers get random bytes and mutated files, the solver whatever they make of them: all
//! answer, none panics.

use proptest::collection::vec;
use proptest::prelude::*;
use seat_planner::Effort;
use seat_planner::shuttle::{Shuttles, read_bep, read_icep, solve_shuttles};

use crate::{bep, icep};

/// Replaces some bytes of a text.
fn mutated(text: &str, changes: &[(usize, u8)]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for (place, byte) in changes {
        let length = bytes.len();
        bytes[place % length] = *byte;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Plans a little; the answer may be anything.
fn work_on(problem: &Shuttles) {
    let effort = Effort { seed: 1, rounds: 3 };
    let _ = solve_shuttles(problem, &effort, &mut || true);
}

fn changes() -> impl Strategy<Value = Vec<(usize, u8)>> {
    let byte = prop_oneof![any::<u8>(), b'0'..=b'9', Just(b','), Just(b'\n'), Just(b' ')];
    vec((any::<usize>(), byte), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_no_bus_problem(bytes in vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Ok(problem) = read_bep("random", &text) {
            work_on(&problem);
        }
    }

    #[test]
    fn random_numbers_get_an_answer(numbers in vec(0_i64..6, 0..60)) {
        let words: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        if let Ok(problem) = read_bep("random", &words.join(" ")) {
            work_on(&problem);
        }
    }

    #[test]
    fn a_mutated_bus_problem_gets_an_answer(changes in changes()) {
        match read_bep("mutated", &mutated(bep::TINY, &changes)) {
            Ok(problem) => work_on(&problem),
            Err(error) => prop_assert!(error.to_string().contains("mutated, line")),
        }
    }

    #[test]
    fn mutated_vessel_tables_get_an_answer(table in 0..7_usize, changes in changes()) {
        let text = mutated(icep::TABLES[table].1, &changes);
        let mut files = icep::TABLES;
        files[table].1 = &text;
        match read_icep(&files, "Actual_demand") {
            Ok(problem) => work_on(&problem),
            Err(error) => prop_assert!(!error.what().is_empty() && !error.remedy().is_empty()),
        }
    }

    #[test]
    fn random_bytes_are_no_vessel_table(table in 0..7_usize, bytes in vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let mut files = icep::TABLES;
        files[table].1 = &text;
        prop_assert!(read_icep(&files, "Actual_demand").is_err());
    }
}
