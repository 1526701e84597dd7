//! A plan's chance to hold, and how many to book: held against what can be worked out by hand.

use crate::common::{crisis, leg, lift, made_up, party, problem};
use proptest::prelude::*;
use seat_planner::robust::{
    Booking, Delay, LiftSpread, Overbooking, Robust, Spread, overbook, queue, robust,
};
use seat_planner::{Checked, Class, Closed, Closure, Effort, Party, Problem, check, solve};
use serde_json::json;

fn checked(problem: &Problem) -> Checked {
    let plan = solve(problem, &Effort { seed: 1, rounds: 50 }, None).unwrap().plan;
    check(problem, &plan).unwrap()
}

/// A bus that is at the airfield 70 minutes before check-in for the flight closes.
fn chain() -> Problem {
    let lifts = vec![
        lift("bus", "KR", 4, vec![leg("school", "airfield", 100, 200)]),
        lift("flight", "KR", 6, vec![leg("airfield", "home", 300, 900)]),
    ];
    problem(lifts, vec![party("a", "KR", "school", 2), party("b", "KR", "airfield", 3)])
}

fn always(minutes: i64) -> Delay {
    Delay { min: minutes, mode: minutes, max: minutes }
}

fn late(lift: &str, departs: Option<Delay>, travel: Option<Delay>) -> Spread {
    let lifts = vec![LiftSpread { lift: lift.into(), leg: None, departs, travel }];
    Spread { version: 1, lifts, ..Spread::default() }
}

fn fared(problem: &Problem, spread: &Spread) -> Robust {
    robust(problem, &checked(problem), spread, 3, 400).unwrap()
}

#[test]
fn without_delays_every_plan_holds() {
    let problem = crisis();
    let fared = fared(&problem, &Spread { version: 1, ..Spread::default() });
    assert_eq!((fared.whole, fared.breaks.len()), (1.0, 0));
    assert_eq!(fared.out, fared.planned_out as f64);
    assert!(fared.parties.iter().all(|party| party.arrives == 1.0 && party.out == 1.0));
    assert!(fared.lifts.iter().all(|lift| lift.with_everybody == 1.0 && lift.late == 0.0));
}

#[test]
fn a_delay_within_the_slack_breaks_nothing_and_one_minute_more_does() {
    let problem = chain();
    let fine = fared(&problem, &late("bus", None, Some(always(70))));
    assert_eq!((fine.whole, fine.out), (1.0, 5.0));
    let broken = fared(&problem, &late("bus", None, Some(always(71))));
    assert_eq!((broken.whole, broken.out), (0.0, 3.0));
    let [one] = &broken.breaks[..] else { unreachable!("one connection: {broken:?}") };
    assert_eq!((one.from.as_ref().unwrap().as_str(), one.to.as_str()), ("bus", "flight"));
    assert_eq!((one.chance, one.people, one.slack), (1.0, 2.0, 70));
    assert_eq!(broken.lifts[1].with_everybody, 0.0);
    assert_eq!(broken.lifts[1].flies, 1.0);
    let a = &broken.parties[0];
    assert_eq!((a.party.as_str(), a.arrives, a.out), ("a", 0.0, 0.0));
    // The flight waits for them if it may.
    let waits = Spread { waits: 1, ..late("bus", None, Some(always(71))) };
    let waited = fared(&problem, &waits);
    assert_eq!((waited.whole, waited.lifts[1].late), (1.0, 1.0));
    let waits = Spread { waits: 1, ..late("bus", None, Some(always(72))) };
    assert_eq!(fared(&problem, &waits).whole, 0.0);
}

#[test]
fn a_triangular_delay_fails_as_often_as_its_area_says() {
    // From 0 to 140, most often 70: as often above 70 as below. Over 35: 7 in 8.
    let delay = Delay { min: 0, mode: 70, max: 140 };
    let half = robust(&chain(), &checked(&chain()), &late("bus", None, Some(delay)), 5, 20_000);
    let chance = half.unwrap().parties[0].arrives;
    assert!((chance - 0.5).abs() < 0.015, "{chance}");
    let mut tight = chain();
    tight.lifts[1].closes_before = 65;
    let few = robust(&tight, &checked(&tight), &late("bus", None, Some(delay)), 5, 20_000);
    let chance = few.unwrap().parties[0].arrives;
    assert!((chance - 0.125).abs() < 0.015, "{chance}");
}

#[test]
fn a_lift_that_is_stopped_leaves_people_where_it_is() {
    let mut problem = chain();
    let what = Closed::Place("airfield".into());
    problem.closures.push(Closure { what, from: 301, until: None });
    let spread = late("flight", Some(always(1)), None);
    let fared = fared(&problem, &spread);
    assert_eq!((fared.out, fared.lifts[1].flies), (0.0, 0.0));
    let people: f64 = fared.breaks.iter().map(|one| one.people).sum();
    assert_eq!(people, 5.0);
    // A closure that may come sooner does the same.
    let form = json!({"version": 1, "closures": [
        {"closure": 0, "from": {"min": -1, "mode": -1, "max": -1}}]});
    let spread: Spread = serde_json::from_value(form).unwrap();
    assert_eq!(robust(&problem, &checked(&problem), &spread, 1, 10).unwrap().out, 0.0);
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let problem = crisis();
    let form = json!({"version": 1, "waits": 10, "ready": {"min": 0, "mode": 0, "max": 60},
        "travel": {"min": -5, "mode": 5, "max": 90}, "departs": {"min": 0, "mode": 0, "max": 120}});
    let spread: Spread = serde_json::from_value(form).unwrap();
    let plan = checked(&problem);
    let run = |seed| serde_json::to_string(&robust(&problem, &plan, &spread, seed, 300).unwrap());
    assert_eq!(run(1).unwrap(), run(1).unwrap());
    assert_ne!(run(1).unwrap(), run(2).unwrap());
    let fared = robust(&problem, &plan, &spread, 1, 300).unwrap();
    assert!(fared.out < fared.planned_out as f64 && !fared.breaks.is_empty());
    assert!(fared.breaks.windows(2).all(|pair| pair[0].people >= pair[1].people));
    let form = serde_json::to_string(&fared).unwrap();
    assert_eq!(serde_json::from_str::<Robust>(&form).unwrap(), fared);
}

#[test]
fn each_mistake_in_a_spread_is_named_with_its_place() {
    let problem = chain();
    let plan = checked(&problem);
    let mistake = |form: serde_json::Value| {
        let spread: Spread = serde_json::from_value(form).unwrap();
        let error = robust(&problem, &plan, &spread, 1, 10).unwrap_err();
        assert!(error.what().ends_with('.') && error.remedy().ends_with('.'));
        format!("{} {}", error.code(), error.at())
    };
    assert_eq!(mistake(json!({"version": 2})), "unknown-version version");
    assert_eq!(mistake(json!({"version": 1, "waits": -1})), "negative-time waits");
    let odd = json!({"min": 5, "mode": 0, "max": 9});
    assert_eq!(mistake(json!({"version": 1, "travel": odd})), "delay-out-of-order travel");
    assert_eq!(
        mistake(json!({"version": 1, "lifts": [{"lift": "x"}]})),
        "unknown-lift lifts[0].lift"
    );
    assert_eq!(
        mistake(json!({"version": 1, "lifts": [{"lift": "bus", "leg": 1}]})),
        "unknown-lift lifts[0].lift"
    );
    assert_eq!(
        mistake(json!({"version": 1, "ways": [{"from": "school", "to": "x", "travel": odd}]})),
        "unknown-place ways[0].to"
    );
    assert_eq!(
        mistake(json!({"version": 1, "closures": [{"closure": 0}]})),
        "unknown-closure closures[0].closure"
    );
    let spread = Spread { version: 1, ..Spread::default() };
    assert_eq!(robust(&problem, &plan, &spread, 1, 0).unwrap_err().code(), "runs-out-of-range");
}

fn booking(seats: u32, households: Vec<u32>, no_show: f64, risk: f64) -> Booking {
    Booking { seats, households, cancel: 0.0, no_show, risk, empty: 0.0 }
}

/// The chance that more seats are wanted than there are, over every set of households.
fn refused(seats: u32, households: &[u32], comes: f64) -> f64 {
    (0_u32..1 << households.len())
        .map(|set| {
            let mut chance = 1.0;
            let mut wanted = 0;
            for (n, size) in households.iter().enumerate() {
                let there = set >> n & 1 == 1;
                chance *= if there { comes } else { 1.0 - comes };
                wanted += if there { *size } else { 0 };
            }
            if wanted > seats { chance } else { 0.0 }
        })
        .sum()
}

#[test]
fn without_no_shows_nobody_is_booked_beyond_the_seats() {
    let policy = overbook(&booking(10, vec![3; 9], 0.0, 0.01)).unwrap();
    assert_eq!((policy.confirmed, policy.confirmed_seats, policy.beyond), (3, 9, 0));
    // A fourth would certainly be refused, and is called in case of the tenth seat.
    assert_eq!((policy.risk, policy.standby, policy.empty), (0.0, 1, 0.0));
    assert_eq!(policy.steps.last().unwrap().risk, 1.0);
}

#[test]
fn one_seat_and_two_who_come_half_of_the_time() {
    let policy = overbook(&booking(1, vec![1; 5], 0.5, 0.25)).unwrap();
    assert_eq!((policy.confirmed, policy.beyond, policy.risk), (2, 1, 0.25));
    assert_eq!(policy.refused, 0.25);
    let strict = overbook(&booking(1, vec![1; 5], 0.5, 0.24)).unwrap();
    assert_eq!((strict.confirmed, strict.risk, strict.empty), (1, 0.0, 0.5_f64.powi(5)));
    assert_eq!(strict.standby, 4);
}

#[test]
fn those_on_a_lift_come_before_those_who_could_stand_by_for_it() {
    let mut problem = chain();
    problem.parties.push(party("c", "KR", "airfield", 2));
    problem.parties.push(party("d", "KR", "airfield", 2));
    problem.parties.push(Party { ready: 280, ..party("late", "KR", "airfield", 1) });
    problem.parties.push(Party { lifts_of: vec!["JP".into()], ..party("e", "KR", "airfield", 1) });
    problem.parties[3].class = Class::Vulnerable;
    let plan = checked(&problem).into_plan();
    let list = queue(&problem, &plan, &"flight".into(), 0);
    let aboard = list.iter().filter(|queued| queued.planned).count();
    assert!(list[..aboard].iter().all(|queued| queued.planned));
    assert_eq!((list[0].party.as_str(), list[0].seats), ("d", 2));
    let all: Vec<_> = list.iter().map(|queued| queued.party.as_str()).collect();
    assert!(!all.contains(&"late") && !all.contains(&"e"), "{all:?}");
    let out: u32 = list.iter().filter(|queued| queued.planned).map(|queued| queued.seats).sum();
    assert_eq!(out, 6);
    assert!(queue(&problem, &plan, &"flight".into(), 1).is_empty());
    let households = list.iter().map(|queued| queued.seats).collect();
    let policy = overbook(&booking(6, households, 0.2, 0.3)).unwrap();
    assert!(policy.confirmed >= aboard);
}

#[test]
fn each_mistake_in_a_booking_is_named() {
    let code = |booking: &Booking| overbook(booking).unwrap_err().code();
    assert_eq!(code(&booking(1, vec![1], 1.0, 0.1)), "rate-out-of-range");
    assert_eq!(code(&booking(1, vec![1], f64::NAN, 0.1)), "rate-out-of-range");
    assert_eq!(code(&booking(1, vec![1], 0.1, -0.1)), "rate-out-of-range");
    assert_eq!(code(&booking(1, vec![1, 0], 0.1, 0.1)), "nobody");
    assert_eq!(code(&booking(20_000, vec![1], 0.1, 0.1)), "too-big");
    assert_eq!(code(&booking(1, vec![1; 20_000], 0.1, 0.1)), "too-big");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_risk_is_exact_and_the_next_household_would_be_too_much(
        seats in 0_u32..20, households in proptest::collection::vec(1_u32..6, 0..12),
        no_show in 0.0..0.9, risk in 0.0..0.5,
    ) {
        let policy: Overbooking = overbook(&booking(seats, households.clone(), no_show, risk))
            .unwrap();
        let comes = 1.0 - no_show;
        let exact = refused(seats, &households[..policy.confirmed], comes);
        prop_assert!((exact - policy.risk).abs() < 1e-9);
        prop_assert!(policy.risk <= risk);
        if policy.confirmed < households.len() {
            prop_assert!(refused(seats, &households[..=policy.confirmed], comes) > risk - 1e-9);
        }
        prop_assert!(policy.confirmed + policy.standby <= households.len());
    }

    #[test]
    fn any_plan_under_any_delays_loses_nobody(
        number in any::<u64>(), seed in any::<u64>(), min in -30_i64..1, mode in 0_i64..40,
        more in 0_i64..200, waits in 0_i64..60,
    ) {
        let problem = made_up(number, 10, 5);
        let delay = Delay { min, mode, max: mode + more };
        let spread = Spread {
            version: 1, waits, departs: delay, travel: delay, ready: delay, ..Spread::default()
        };
        let fared = robust(&problem, &checked(&problem), &spread, seed, 20).unwrap();
        prop_assert!(fared.out <= fared.planned_out as f64 + 1e-9);
        let none = Spread { version: 1, ..Spread::default() };
        let held = robust(&problem, &checked(&problem), &none, seed, 1).unwrap();
        prop_assert_eq!(held.whole, 1.0);
        prop_assert_eq!(held.out, held.planned_out as f64);
        for lift in &fared.lifts {
            prop_assert!(lift.with_everybody <= lift.flies);
        }
    }
}
