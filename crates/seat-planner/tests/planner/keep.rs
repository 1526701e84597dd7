//! What changes from the plan that a search starts from: nobody for nothing.

use crate::common::{crisis, leg, lift, made_up, party, problem};
use proptest::prelude::*;
use seat_planner::{Class, Effort, Problem, check, compare, solve};

/// Thirty parties of unlike sizes and classes for fewer seats than they need, on two flights of
/// which everybody likes the first better.
fn wanted() -> Problem {
    let lifts = vec![
        lift("first", "KR", 20, vec![leg("airfield", "home", 300, 700)]),
        lift("second", "KR", 25, vec![leg("airfield", "home", 500, 900)]),
        lift("far", "JP", 9, vec![leg("airfield", "haven", 600, 900)]),
    ];
    let parties = (0..30).map(|n| {
        let mut one = party(&format!("p{n}"), "KR", "airfield", 1 + n % 3);
        one.class = if n % 7 == 0 { Class::Vulnerable } else { Class::Ordinary };
        one.lifts_of = vec!["KR".into()];
        one
    });
    let mut problem = problem(lifts, parties.collect());
    let mut abroad = party("abroad", "JP", "airfield", 4);
    abroad.lifts_of = vec!["JP".into()];
    problem.parties.push(abroad);
    problem
}

#[test]
fn whoever_gains_nothing_keeps_what_they_had() {
    let alone = wanted();
    let mut pooled = alone.clone();
    // A third flight takes the party of the other nation home, and nobody else may board it.
    pooled.lifts.push(lift("third", "UN", 4, vec![leg("airfield", "home", 400, 650)]));
    pooled.parties[30].lifts_of.push("UN".into());
    for seed in 0..10 {
        let before = solve(&alone, &Effort { seed, rounds: 200 }, None).unwrap();
        let effort = Effort { seed: seed + 100, rounds: 200 };
        let after = solve(&pooled, &effort, Some(&before.plan)).unwrap();
        assert!(check(&pooled, &after.plan).is_ok());
        let changed = compare(&before, &after);
        let kr = |of: &seat_planner::Solution| of.score.by_nation[&"KR".into()];
        if kr(&before) == kr(&after) {
            assert_eq!(changed.moved, ["abroad".into()], "seed {seed}");
            assert!(changed.gained.is_empty() && changed.lost.is_empty(), "seed {seed}");
        }
    }
}

#[test]
fn a_crisis_planned_at_best_is_not_shuffled_by_planning_again() {
    let problem = crisis();
    let first = solve(&problem, &Effort { seed: 1, rounds: 60 }, None).unwrap();
    let then = solve(&problem, &Effort { seed: 2, rounds: 60 }, Some(&first.plan)).unwrap();
    let changed = compare(&first, &then);
    assert!(then.score.never_worse_than(&first.score));
    let all = changed.moved.len() + changed.gained.len() + changed.lost.len();
    assert!(all * 4 < problem.parties.len(), "{all} of {}", problem.parties.len());
}

proptest! {
    #[test]
    fn where_nothing_gets_better_nothing_changes(number in any::<u64>()) {
        let problem = made_up(number, 30, 6);
        let first = solve(&problem, &Effort { seed: 1, rounds: 60 }, None).unwrap();
        let then = solve(&problem, &Effort { seed: 2, rounds: 40 }, Some(&first.plan)).unwrap();
        prop_assert!(check(&problem, &then.plan).is_ok());
        if !then.score.better_than(&first.score) {
            prop_assert_eq!(then.plan, first.plan);
        }
    }
}
