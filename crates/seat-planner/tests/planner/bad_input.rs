//! Bad problems: each mistake has a code and a place, and nothing makes the planner fall over.

use crate::common::{leg, lift, made_up, party, problem};
use proptest::prelude::*;
use seat_planner::{Closed, Closure, Effort, Plan, Problem, bound, check, solve, summary};
use serde_json::{Value, json};

/// The codes and places of the mistakes once the change is made.
fn mistakes(change: impl FnOnce(&mut Problem)) -> Vec<String> {
    let flight = lift(
        "f",
        "KR",
        4,
        vec![leg("airfield", "haven", 100, 200), leg("haven", "home", 300, 400)],
    );
    let mut problem = problem(vec![flight], vec![party("a", "KR", "airfield", 2)]);
    assert_eq!(problem.check_itself(), Ok(()));
    change(&mut problem);
    let errors = problem.check_itself().expect_err("a mistake is planted");
    assert_eq!(solve(&problem, &Effort::default(), None).unwrap_err(), errors[0]);
    assert_eq!(bound(&problem).unwrap_err(), errors[0]);
    errors.iter().map(|error| format!("{} {}", error.code(), error.at())).collect()
}

#[test]
fn each_mistake_is_named_with_its_place() {
    assert_eq!(mistakes(|p| p.version = 9), ["unknown-version version"]);
    assert_eq!(mistakes(|p| p.places.push(p.places[0].clone())), ["duplicate-id places[4].id"]);
    assert_eq!(mistakes(|p| p.parties[0].id = "".into()), ["empty-id parties[0].id"]);
    assert_eq!(mistakes(|p| p.parties[0].place = "x".into()), ["unknown-place parties[0].place"]);
    assert_eq!(mistakes(|p| p.parties[0].people = 3), ["people-disagree parties[0].people"]);
    assert_eq!(
        mistakes(|p| p.lifts[0].closes_before = -1),
        ["negative-time lifts[0].closes_before"]
    );
    assert_eq!(mistakes(|p| p.lifts[0].legs.clear()), ["no-legs lifts[0].legs"]);
    assert_eq!(
        mistakes(|p| p.lifts[0].legs[1].arrives = 300),
        ["arrives-before-departing lifts[0].legs[1].arrives"]
    );
    assert_eq!(
        mistakes(|p| p.lifts[0].legs[1].departs = 199),
        ["departs-before-arriving lifts[0].legs[1].departs"]
    );
    assert_eq!(
        mistakes(|p| p.lifts[0].legs[1].from = "school".into()),
        ["legs-not-connected lifts[0].legs[1].from"]
    );
    assert_eq!(mistakes(|p| p.horizon = 0), ["horizon-too-early horizon"]);
    assert_eq!(mistakes(|p| p.horizon = 2_000_000), ["too-long horizon"]);
    assert_eq!(mistakes(|p| p.weights.ordinary = 4), ["weights-out-of-order weights"]);
    assert_eq!(
        mistakes(|p| p.places[2].home_of = Some("KR".into())),
        ["home-of-no-home places[2].home_of"]
    );
    assert_eq!(
        mistakes(|p| p.closures.push(Closure {
            what: Closed::Place("school".into()),
            from: 5,
            until: Some(5)
        })),
        ["closure-ends-before-it-begins closures[0].until"]
    );
}

#[test]
fn an_unknown_field_is_refused_rather_than_lost() {
    let mut form = serde_json::to_value(made_up(3, 6, 3)).unwrap();
    assert!(serde_json::from_value::<Problem>(form.clone()).is_ok());
    form["parties"][0]["name"] = json!("invented");
    assert!(serde_json::from_value::<Problem>(form).is_err());
}

/// Puts an odd value at some place in the form.
fn spoil(value: &mut Value, mut way: u64, odd: &Value) {
    let next = way / 7;
    match value {
        Value::Object(map) if !map.is_empty() && !way.is_multiple_of(11) => {
            way %= map.len() as u64;
            let key = map.keys().nth(usize::try_from(way).unwrap()).cloned().unwrap();
            spoil(&mut map[&key], next, odd);
        }
        Value::Array(list) if !list.is_empty() && !way.is_multiple_of(11) => {
            let index = usize::try_from(way % list.len() as u64).unwrap();
            spoil(&mut list[index], next, odd);
        }
        other => *other = odd.clone(),
    }
}

fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        (-5_i64..2_000).prop_map(Value::from),
        any::<u32>().prop_map(Value::from),
        "[a-z]{0,6}".prop_map(Value::from),
        Just(json!(["KR"])),
        Just(json!("home")),
        Just(json!("school")),
        Just(json!([])),
        Just(Value::Null),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes_are_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(serde_json::from_slice::<Problem>(&bytes).is_err());
        let _ = serde_json::from_slice::<Plan>(&bytes);
    }

    #[test]
    fn a_spoilt_problem_is_an_error_or_is_planned(
        number in 0_u64..50, ways in proptest::collection::vec(any::<u64>(), 1..4), odd in odd(),
    ) {
        let mut form = serde_json::to_value(made_up(number, 6, 3)).unwrap();
        for way in ways {
            spoil(&mut form, way, &odd);
        }
        if let Ok(problem) = serde_json::from_value::<Problem>(form) {
            let _ = check(&problem, &Plan::default());
            if let Ok(found) = solve(&problem, &Effort { seed: 1, rounds: 5 }, None) {
                prop_assert!(check(&problem, &found.plan).is_ok());
            }
        }
    }

    #[test]
    fn a_spoilt_plan_is_refused_or_is_started_from(
        number in 0_u64..50, ways in proptest::collection::vec(any::<u64>(), 1..4), odd in odd(),
    ) {
        let problem = made_up(number, 6, 3);
        let first = solve(&problem, &Effort { seed: 1, rounds: 5 }, None).unwrap();
        let mut form = serde_json::to_value(&first.plan).unwrap();
        for way in ways {
            spoil(&mut form, way, &odd);
        }
        if let Ok(plan) = serde_json::from_value::<Plan>(form) {
            let sound = check(&problem, &plan);
            let _ = summary(&problem, &plan);
            let then = solve(&problem, &Effort { seed: 1, rounds: 5 }, Some(&plan)).unwrap();
            prop_assert!(check(&problem, &then.plan).is_ok());
            if let Ok(checked) = sound {
                prop_assert!(then.score.never_worse_than(checked.score()));
            }
        }
    }
}
