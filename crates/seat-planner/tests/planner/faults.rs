//! Every rule of the checker: a plan that keeps them all passes, and each fault planted in it is
//! named.

use crate::common::{leg, lift, party, problem};
use seat_planner::{
    Closed, Closure, Journey, Left, Needs, Owner, Plan, Problem, Reason, Ride, check, summary,
};

/// A bus and an aircraft that four people take, and one who is left.
fn sound() -> (Problem, Plan) {
    let lifts = vec![
        lift("bus", "JP", 4, vec![leg("school", "airfield", 100, 200)]),
        lift(
            "flight",
            "KR",
            4,
            vec![leg("airfield", "haven", 300, 600), leg("haven", "home", 700, 900)],
        ),
    ];
    let mut family = party("family", "JP", "school", 3);
    family.needs = Needs { seats: 3, lap_infants: 1, wheelchairs: 1, ..Needs::default() };
    family.people = 4;
    family.latest = Some(1_000);
    let problem = problem(lifts, vec![family, party("other", "KR", "airfield", 2)]);
    let ride = |lift: &str, board, alight| Ride { lift: lift.into(), board, alight };
    let plan = Plan {
        itineraries: Vec::new(),
        journeys: vec![Journey {
            party: "family".into(),
            share: problem.parties[0].needs,
            rides: vec![ride("bus", 0, 0), ride("flight", 0, 1)],
        }],
        left: vec![Left {
            party: "other".into(),
            share: problem.parties[1].needs,
            reason: Reason::NoSeat,
        }],
    };
    (problem, plan)
}

/// The rules that are broken once the change is made.
fn broken(change: impl FnOnce(&mut Problem, &mut Plan)) -> Vec<&'static str> {
    let (mut problem, mut plan) = sound();
    change(&mut problem, &mut plan);
    let faults = check(&problem, &plan).expect_err("a fault is planted");
    for fault in &faults {
        assert!(fault.to_string().ends_with('.'), "{fault}");
    }
    let mut rules: Vec<_> = faults.iter().map(seat_planner::Fault::code).collect();
    rules.dedup();
    rules
}

fn close(problem: &mut Problem, what: Closed, from: i64, until: Option<i64>) {
    problem.closures.push(Closure { what, from, until });
}

#[test]
fn a_plan_that_keeps_every_rule_passes_with_its_worth() {
    let (problem, plan) = sound();
    let checked = check(&problem, &plan).unwrap();
    let score = checked.score();
    assert_eq!((score.total.people_out, score.empty_seats, score.lifts_used), (4, 2, 2));
    // 300 minutes in danger, 600 to home; the other two stay for 3,000 and a day.
    assert_eq!(score.total.burden, 4 * (10 * 300 + 2 * 600) + 2 * 10 * (3_000 + 1_440));
    let summary = summary(&problem, &plan);
    assert_eq!((summary.out, summary.not_out, summary.people_home), (4, 2, 4));
    assert_eq!((summary.last_arrival, summary.split_households), (Some(900), 0));
    assert_eq!((summary.empty_seats, summary.lifts_used), (2, 2));
    assert_eq!((summary.loads[1].peak, summary.loads[1].seats), (3, 4));
}

#[test]
fn people_unaccounted_for_are_named() {
    assert_eq!(broken(|_, plan| plan.left.clear()), ["party-missing"]);
    assert_eq!(broken(|_, plan| plan.journeys[0].share.seats = 2), ["party-missing"]);
    assert_eq!(broken(|_, plan| plan.left.push(plan.left[0].clone())), ["party-twice"]);
    assert_eq!(
        broken(|_, plan| {
            plan.left.push(Left { party: "nobody".into(), ..plan.left[0].clone() });
        }),
        ["unknown-party"]
    );
}

#[test]
fn a_household_split_without_consent_is_named() {
    let divide = |_: &mut Problem, plan: &mut Plan| {
        plan.left[0].share.seats = 1;
        plan.left.push(plan.left[0].clone());
    };
    assert_eq!(broken(divide), ["household-split"]);
    let (mut problem, mut plan) = sound();
    divide(&mut problem, &mut plan);
    problem.parties[1].may_split = true;
    assert!(check(&problem, &plan).is_ok());
}

#[test]
fn an_infant_sent_without_a_lap_is_named() {
    let alone = |problem: &mut Problem, plan: &mut Plan| {
        problem.parties[0].may_split = true;
        plan.journeys[0].share.lap_infants = 0;
        let share = Needs { lap_infants: 1, ..Needs::default() };
        plan.left.push(Left { party: "family".into(), share, reason: Reason::NoSeat });
    };
    assert_eq!(broken(alone), ["unsound-share"]);
}

#[test]
fn rides_that_do_not_exist_or_connect_are_named() {
    assert_eq!(broken(|_, plan| plan.journeys[0].rides[0].lift = "x".into()), ["unknown-lift"]);
    assert_eq!(broken(|_, plan| plan.journeys[0].rides[0].alight = 1), ["unknown-leg"]);
    assert_eq!(broken(|_, plan| plan.journeys[0].rides[0].alight = usize::MAX), ["unknown-leg"]);
    assert_eq!(broken(|_, plan| drop(plan.journeys[0].rides.remove(0))), ["broken-chain"]);
    assert_eq!(broken(|_, plan| plan.journeys[0].rides.clear()), ["broken-chain"]);
    let early = |problem: &mut Problem, _: &mut Plan| {
        problem.lifts[0].legs[0].arrives = 301;
        problem.lifts[1].closes_before = 0;
    };
    assert_eq!(broken(early), ["broken-chain", "missed-deadline"]);
    assert_eq!(broken(|problem, _| problem.min_change = 101), ["short-change"]);
}

#[test]
fn times_that_cannot_be_met_are_named() {
    assert_eq!(broken(|problem, _| problem.parties[0].ready = 101), ["not-ready"]);
    assert_eq!(broken(|problem, _| problem.parties[0].ready = 71), ["missed-deadline"]);
    assert_eq!(broken(|problem, _| problem.lifts[1].closes_before = 101), ["missed-deadline"]);
    assert_eq!(broken(|problem, _| problem.parties[0].latest = Some(299)), ["missed-deadline"]);
    assert_eq!(broken(|problem, _| problem.horizon = 899), ["after-horizon"]);
}

#[test]
fn closed_places_and_roads_are_named() {
    let place = |place: &str| Closed::Place(place.into());
    let road = |from: &str, to: &str| Closed::Road { from: from.into(), to: to.into() };
    assert_eq!(broken(|p, _| close(p, place("airfield"), 200, Some(201))), ["closed-place"]);
    assert_eq!(broken(|p, _| close(p, place("airfield"), 250, None)), ["closed-place"]);
    assert_eq!(broken(|p, _| close(p, road("school", "airfield"), 0, None)), ["closed-road"]);
    let (mut problem, plan) = sound();
    close(&mut problem, place("airfield"), 201, Some(300));
    close(&mut problem, road("airfield", "school"), 0, None);
    assert!(check(&problem, &plan).is_ok());
}

#[test]
fn a_lift_stopped_by_a_closure_does_not_come_further() {
    let later = |problem: &mut Problem, plan: &mut Plan| {
        problem.lifts[1].legs.insert(0, leg("home", "airfield", 100, 200));
        plan.journeys[0].rides[1].board = 1;
        plan.journeys[0].rides[1].alight = 2;
        close(problem, Closed::Place("home".into()), 100, Some(101));
    };
    assert_eq!(broken(later), ["closed-place"]);
}

#[test]
fn a_lift_of_an_owner_that_made_no_offer_is_named() {
    let only = |problem: &mut Problem, _: &mut Plan| {
        problem.parties[0].lifts_of = vec![Owner::new("JP")];
    };
    assert_eq!(broken(only), ["wrong-owner"]);
}

#[test]
fn too_many_aboard_is_named_for_each_kind_of_position() {
    assert_eq!(broken(|problem, _| problem.lifts[0].seats.seats = 2), ["overfull-lift"]);
    assert_eq!(
        broken(|problem, _| problem.lifts[1].seats.wheelchairs = 0),
        ["wheelchair-positions"]
    );
    let stretcher = |problem: &mut Problem, plan: &mut Plan| {
        problem.parties[0].needs.stretchers = 2;
        plan.journeys[0].share.stretchers = 2;
    };
    assert_eq!(broken(stretcher), ["stretcher-positions"]);
}

#[test]
fn an_infant_rides_on_a_lap_or_else_takes_a_seat() {
    let (mut problem, plan) = sound();
    problem.lifts[0].seats.lap_infants = 0;
    let score = check(&problem, &plan).unwrap().score().clone();
    let on_seats = summary(&problem, &plan);
    assert_eq!((score.empty_seats, on_seats.empty_seats), (1, 1));
    assert_eq!((on_seats.loads[0].peak, on_seats.loads[1].peak), (4, 3));
    problem.lifts[0].seats.seats = 3;
    let faults = check(&problem, &plan).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(
        faults[0].to_string(),
        "overfull-lift: 3 people with a seat and 1 infants are planned on this leg. It has 3 \
         seats, and places for 0 infants on laps; 1 of the infants would need a seat. Move some \
         parties to another lift."
    );
}

/// Every way to divide the infants between laps and seats, tried one by one.
#[test]
fn a_leg_is_overfull_when_no_way_to_seat_everybody_exists() {
    for number in 0..4_u32.pow(4) {
        let digit = |place: u32| number / 4_u32.pow(place) % 4;
        let (seats, laps, seated, infants) = (digit(0), digit(1), digit(2) + 1, digit(3));
        let mut flight = lift("f", "KR", seats, vec![leg("airfield", "home", 100, 500)]);
        flight.seats.lap_infants = laps;
        let parties = (0..seated).map(|n| {
            let mut party = party(&format!("p{n}"), "KR", "airfield", 1);
            party.needs.lap_infants = u32::from(n < infants);
            party.people = party.needs.people();
            party
        });
        let problem = problem(vec![flight], parties.collect());
        let infants = infants.min(seated);
        let journeys = problem.parties.iter().map(|party| Journey {
            party: party.id.clone(),
            share: party.needs,
            rides: vec![Ride { lift: "f".into(), board: 0, alight: 0 }],
        });
        let plan = Plan { journeys: journeys.collect(), ..Plan::default() };
        let on_seats = (0..=infants)
            .filter(|on_laps| *on_laps <= laps)
            .map(|on_laps| seated + infants - on_laps)
            .filter(|taken| *taken <= seats)
            .min();
        match (on_seats, check(&problem, &plan)) {
            (Some(taken), Ok(checked)) => {
                assert_eq!(checked.score().empty_seats, i64::from(seats - taken));
                assert_eq!(summary(&problem, &plan).loads[0].peak, u64::from(taken));
            }
            (None, Err(faults)) => assert_eq!(faults[0].code(), "overfull-lift"),
            (way, checked) => panic!("{way:?} {checked:?} {problem:?}"),
        }
    }
}

#[test]
fn journeys_that_end_in_danger_or_lead_back_are_named() {
    assert_eq!(broken(|_, plan| drop(plan.journeys[0].rides.pop())), ["left-in-danger"]);
    let back = |problem: &mut Problem, _: &mut Plan| {
        problem.lifts[1].legs =
            vec![leg("airfield", "haven", 300, 600), leg("haven", "school", 700, 900)];
    };
    assert_eq!(broken(back), ["left-in-danger", "back-into-danger"]);
}

#[test]
fn an_unsound_problem_is_not_checked_against() {
    assert_eq!(broken(|problem, _| problem.version = 3), ["unsound-problem"]);
}
