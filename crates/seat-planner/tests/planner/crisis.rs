//! A whole evacuation: 1,344 people of two nations, nine lifts, fewer seats than people.

use crate::common::crisis;
use seat_planner::{Effort, Reason, Solution, check, compare, solve, summary};

const EFFORT: Effort = Effort { seed: 1, rounds: 1_000 };

#[test]
fn the_same_seed_and_rounds_give_the_same_plan() {
    let problem = crisis();
    let once = solve(&problem, &EFFORT, None).unwrap();
    let again = solve(&problem, &EFFORT, None).unwrap();
    assert_eq!(once, again);
    let other = solve(&problem, &Effort { seed: 2, ..EFFORT }, None).unwrap();
    assert_ne!(once.plan, other.plan);
}

#[test]
fn every_seat_is_filled_and_the_plan_is_within_one_per_cent_of_the_best() {
    let problem = crisis();
    let found = solve(&problem, &EFFORT, None).unwrap();
    assert_eq!(check(&problem, &found.plan).unwrap().score(), &found.score);
    let summary = summary(&problem, &found.plan);
    assert_eq!(summary.out + summary.not_out, 1_344);
    assert_eq!(summary.empty_seats, 0);
    assert_eq!(found.score.total.protected_out, found.bound.protected_out);
    assert_eq!(found.score.total.weighted_out, found.bound.weighted_out);
    assert!(found.gap < 0.01, "{}", found.gap);
    assert!(found.plan.left.iter().all(|left| left.reason == Reason::NoSeat));
}

#[test]
fn pooling_leaves_neither_nation_worse_off_than_alone() {
    let pooled = crisis();
    let mut alone = pooled.clone();
    for party in &mut alone.parties {
        party.lifts_of = vec![party.nation.clone()];
    }
    let apart = solve(&alone, &EFFORT, None).unwrap();
    let together = solve(&pooled, &EFFORT, Some(&apart.plan)).unwrap();
    assert!(together.score.never_worse_than(&apart.score));
    assert!(together.score.better_than(&apart.score));
    let difference = compare(&apart, &together);
    assert!(difference.burden < 0 && difference.out >= 0);
    let back = compare(&together, &apart);
    assert_eq!((&back.gained, &back.lost), (&difference.lost, &difference.gained));
    assert_eq!(back.moved, difference.moved);
}

#[test]
fn a_plan_that_a_closure_spoils_is_repaired() {
    let mut problem = crisis();
    let before = solve(&problem, &EFFORT, None).unwrap();
    problem.lifts.retain(|lift| lift.id.as_str() != "c-130");
    assert!(check(&problem, &before.plan).is_err());
    let after = solve(&problem, &EFFORT, Some(&before.plan)).unwrap();
    assert!(check(&problem, &after.plan).is_ok());
    assert!(after.score.total.people_out >= before.score.total.people_out - 92);
}

#[test]
fn a_solution_survives_its_json_form() {
    let found = solve(&crisis(), &Effort { seed: 1, rounds: 10 }, None).unwrap();
    let form = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Solution>(&form).unwrap(), found);
}
