//! Vehicles that the plan may send: what is found keeps every rule, and nothing beats its bound.

use crate::common::{Dice, leg, lift, party, place, problem, with_belongings};
use proptest::prelude::*;
use seat_planner::{
    Aim, Class, Closed, Closure, Effort, Fault, Itinerary, Journey, Link, Needs, Owner, Party,
    PlaceKind, Plan, Problem, Ride, Seats, Vehicle, bound, check, solve, summary,
};

const EFFORT: Effort = Effort { seed: 3, rounds: 60 };

fn link(from: &str, to: &str, mode: &str, minutes: i64) -> Link {
    let road = mode == "bus";
    Link {
        from: from.into(),
        to: to.into(),
        mode: mode.into(),
        minutes,
        exposed: false,
        road,
        one_way: false,
    }
}

fn vehicle(id: &str, owner: &str, mode: &str, place: &str, seats: u32) -> Vehicle {
    Vehicle {
        id: id.into(),
        owner: owner.into(),
        mode: mode.into(),
        seats: Seats { seats, lap_infants: 2, wheelchairs: 1, stretchers: 1, ..Seats::default() },
        place: place.into(),
        available: 0,
        until: None,
        turn_around: 0,
        closes_before: 0,
        range: None,
    }
}

/// A bus from the school to the airfield, an aircraft from there home.
fn two_legs() -> Problem {
    let mut problem = problem(Vec::new(), Vec::new());
    problem.horizon = 1_200;
    problem.step = 30;
    problem.min_change = 30;
    problem.links = vec![
        link("school", "airfield", "bus", 60),
        link("airfield", "haven", "air", 90),
        link("haven", "home", "air", 120),
    ];
    problem.vehicles = vec![
        vehicle("bus", "KR", "bus", "airfield", 10),
        vehicle("aircraft", "JP", "air", "haven", 20),
    ];
    problem
}

fn made_up(number: u64) -> Problem {
    let mut dice = Dice(number);
    let mut problem = two_legs();
    problem.vehicles[0].turn_around = dice.minute(60);
    problem.vehicles[0].closes_before = dice.minute(90);
    for n in 0..dice.below(4) {
        let (mode, at) = dice.pick(&[("bus", "school"), ("air", "home"), ("bus", "airfield")]);
        let owner = dice.pick(&["KR", "JP"]);
        let mut one = vehicle(&format!("v{n}"), owner, mode, at, 1 + dice.small(8));
        one.available = dice.minute(300);
        one.until = (dice.below(3) == 0).then(|| 700 + dice.minute(500));
        one.range = (dice.below(4) == 0).then_some(100);
        problem.vehicles.push(one);
    }
    if dice.below(2) == 0 {
        let legs = vec![leg("airfield", "haven", 400, 500), leg("haven", "home", 520, 640)];
        problem.lifts.push(lift("flight", "KR", 3, legs));
    }
    problem.links[1].exposed = dice.below(2) == 0;
    problem.places[1].slots_per_hour = (dice.below(2) == 0).then(|| 1 + dice.small(2));
    problem.places[2].hold = (dice.below(2) == 0).then(|| 4 + dice.small(12));
    for n in 0..1 + dice.below(12) {
        let place = dice.pick(&["school", "school", "airfield", "haven"]);
        let nation = dice.pick(&["KR", "JP"]);
        let mut one = party(&format!("p{n}"), nation, place, 1 + dice.small(4));
        one.ready = dice.minute(400);
        one.class = dice.pick(&[Class::Protected, Class::Vulnerable, Class::Ordinary]);
        one.latest = (dice.below(5) == 0).then(|| 200 + dice.minute(600));
        one.may_split = dice.below(4) == 0;
        one.needs.wheelchairs = u32::from(dice.below(5) == 0);
        if dice.below(4) == 0 {
            one.needs.lap_infants = 1;
            one.people += 1;
        }
        if dice.below(3) == 0 {
            one.lifts_of = vec![Owner::new(nation)];
        }
        problem.parties.push(one);
    }
    if dice.below(2) == 0 {
        let what = Closed::Road { from: "school".into(), to: "airfield".into() };
        let from = dice.minute(500);
        problem.closures.push(Closure { what, from, until: Some(from + 1 + dice.minute(300)) });
    }
    if dice.below(2) == 0 {
        problem.aim = Aim::Burden;
    }
    if dice.below(2) == 0 { with_belongings(problem, number) } else { problem }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn every_plan_keeps_every_rule_and_no_bound_cuts_it_off(number in any::<u64>()) {
        let problem = made_up(number);
        let found = solve(&problem, &EFFORT, None).unwrap();
        let checked = check(&problem, &found.plan);
        let checked = checked.map_err(|faults| TestCaseError::fail(format!("{faults:?}")))?;
        prop_assert_eq!(checked.score(), &found.score);
        let total = found.score.total;
        for bound in [found.bound, bound(&problem).unwrap()] {
            prop_assert!(bound.protected_out >= total.protected_out, "{bound:?} {total:?}");
            prop_assert!(bound.weighted_out >= total.weighted_out, "{bound:?} {total:?}");
            prop_assert!(bound.burden <= total.burden, "{bound:?} {total:?}");
        }
        let out = summary(&problem, &found.plan).out;
        prop_assert_eq!(i64::try_from(out).unwrap(), total.people_out);
    }

    #[test]
    fn together_no_nation_is_worse_off_than_alone(number in any::<u64>()) {
        let pooled = made_up(number);
        let mut alone = pooled.clone();
        for party in &mut alone.parties {
            party.lifts_of.retain(|owner| *owner == party.nation);
        }
        let apart = solve(&alone, &EFFORT, None).unwrap();
        let together = solve(&pooled, &EFFORT, Some(&apart.plan)).unwrap();
        prop_assert!(check(&pooled, &together.plan).is_ok());
        prop_assert!(
            together.score.never_worse_than(&apart.score),
            "{} after {}", together.score, apart.score
        );
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes(number in any::<u64>()) {
        let problem = made_up(number);
        let bytes = || serde_json::to_string(&solve(&problem, &EFFORT, None).unwrap()).unwrap();
        prop_assert_eq!(bytes(), bytes());
    }
}

/// Every itinerary of one vehicle between two places, by the steps at which it departs.
fn shuttles(problem: &Problem, now: i64, at_school: bool) -> Vec<Vec<(i64, bool)>> {
    let mut all = vec![Vec::new()];
    let minutes = problem.links[0].minutes;
    let mut departs = now;
    while departs + minutes <= problem.horizon {
        for rest in shuttles(problem, departs + minutes, !at_school) {
            all.push([vec![(departs, at_school)], rest].concat());
        }
        departs += problem.step;
    }
    all
}

#[test]
fn one_bus_and_a_few_parties_are_planned_at_best() {
    for number in 0..12 {
        let mut dice = Dice(number);
        let mut problem = problem(Vec::new(), Vec::new());
        (problem.horizon, problem.step) = (360, 60);
        problem.links = vec![link("school", "home", "bus", 60)];
        problem.vehicles = vec![vehicle("bus", "KR", "bus", dice.pick(&["school", "home"]), 3)];
        for n in 0..4 {
            let mut one = party(&format!("p{n}"), "KR", "school", 1 + dice.small(3));
            one.ready = dice.minute(240);
            one.class = dice.pick(&[Class::Protected, Class::Ordinary]);
            problem.parties.push(one);
        }
        let at_school = problem.vehicles[0].place == "school".into();
        let mut best: Option<seat_planner::Score> = None;
        for shuttle in shuttles(&problem, 0, at_school) {
            let legs = shuttle.iter().map(|(departs, forth)| {
                let (from, to) = if *forth { ("school", "home") } else { ("home", "school") };
                leg(from, to, *departs, departs + 60)
            });
            let itinerary = Itinerary { vehicle: "bus".into(), legs: legs.collect() };
            if shuttle.is_empty() {
                continue;
            }
            let flown = problem.flown(std::slice::from_ref(&itinerary)).into_owned();
            let score = solve(&flown, &EFFORT, None).unwrap().score;
            if best.as_ref().is_none_or(|best| score.better_than(best)) {
                best = Some(score);
            }
        }
        let found = solve(&problem, &Effort { seed: 1, rounds: 400 }, None).unwrap().score;
        let best = best.unwrap();
        assert_eq!(found.total, best.total, "problem {number}");
    }
}

fn planned() -> (Problem, Plan) {
    let mut problem = two_legs();
    problem.parties = vec![party("family", "KR", "school", 4), party("other", "JP", "haven", 1)];
    let legs = |legs: &[(&str, &str, i64, i64)]| {
        legs.iter().map(|(from, to, departs, arrives)| leg(from, to, *departs, *arrives)).collect()
    };
    let bus = legs(&[("airfield", "school", 0, 60), ("school", "airfield", 60, 120)]);
    let aircraft = legs(&[
        ("haven", "airfield", 60, 150),
        ("airfield", "haven", 150, 240),
        ("haven", "home", 270, 390),
    ]);
    let ride = |lift: &str, board, alight| Ride { lift: lift.into(), board, alight };
    let journey = |party: &Party, rides| Journey {
        party: party.id.clone(),
        share: Needs { seats: party.people, ..Needs::default() },
        rides,
    };
    let plan = Plan {
        itineraries: vec![
            Itinerary { vehicle: "bus".into(), legs: bus },
            Itinerary { vehicle: "aircraft".into(), legs: aircraft },
        ],
        journeys: vec![
            journey(&problem.parties[0], vec![ride("bus", 1, 1), ride("aircraft", 1, 2)]),
            journey(&problem.parties[1], vec![ride("aircraft", 2, 2)]),
        ],
        left: Vec::new(),
    };
    (problem, plan)
}

fn broken(change: impl Fn(&mut Problem, &mut Plan)) -> Vec<String> {
    let (mut problem, mut plan) = planned();
    change(&mut problem, &mut plan);
    let faults: Vec<Fault> = check(&problem, &plan).expect_err("a fault is planted");
    let mut codes: Vec<String> = faults.iter().map(|fault| fault.code().to_owned()).collect();
    codes.dedup();
    codes
}

#[test]
fn each_rule_of_vehicles_is_named_by_the_checker() {
    let (problem, plan) = planned();
    assert!(check(&problem, &plan).is_ok(), "{:?}", check(&problem, &plan));
    let has = |codes: Vec<String>, code: &str| {
        assert!(codes.iter().any(|found| found == code), "{code} is not among {codes:?}");
    };
    has(broken(|_, plan| plan.itineraries[0].vehicle = "tram".into()), "unknown-vehicle");
    has(broken(|_, plan| plan.itineraries.push(plan.itineraries[0].clone())), "vehicle-twice");
    has(broken(|problem, _| problem.vehicles[0].place = "school".into()), "vehicle-elsewhere");
    has(broken(|problem, _| problem.links[0].minutes = 59), "no-such-link");
    has(broken(|problem, _| problem.links[0].one_way = true), "no-such-link");
    has(broken(|problem, _| problem.links[1].exposed = true), "no-such-link");
    let turned = |problem: &mut Problem, _: &mut Plan| {
        let link = &mut problem.links[2];
        std::mem::swap(&mut link.from, &mut link.to);
    };
    assert_eq!(broken(turned), ["against-link"]);
    has(broken(|problem, _| problem.vehicles[0].available = 1), "vehicle-not-available");
    has(broken(|problem, _| problem.step = 45), "vehicle-not-available");
    has(broken(|problem, _| problem.vehicles[1].turn_around = 1), "short-turn-around");
    has(broken(|problem, _| problem.vehicles[1].range = Some(119)), "beyond-range");
    has(broken(|problem, _| problem.vehicles[1].until = Some(389)), "after-duty");
    has(broken(|problem, _| problem.places[2].slots_per_hour = Some(0)), "slots-exceeded");
    has(broken(|problem, _| problem.vehicles[0].owner = "UN".into()), "wrong-owner");
    has(broken(|problem, _| problem.vehicles[1].seats.seats = 4), "overfull-lift");
    let road = |from: &str, to: &str| Closed::Road { from: from.into(), to: to.into() };
    let shut = |what, from| Closure { what, from, until: Some(from + 1) };
    has(
        broken(|problem, _| problem.closures.push(shut(road("airfield", "school"), 0))),
        "closed-road",
    );
    let place = || Closed::Place("airfield".into());
    has(broken(|problem, _| problem.closures.push(shut(place(), 150))), "closed-place");
}

#[test]
fn more_people_than_a_place_can_hold_are_named() {
    let (mut problem, mut plan) = planned();
    // They leave the aircraft at the haven and take it again: for thirty minutes they wait there.
    let ride = |board| Ride { lift: "aircraft".into(), board, alight: board };
    plan.journeys[0].rides.truncate(1);
    plan.journeys[0].rides.extend([ride(1), ride(2)]);
    problem.places[2].hold = Some(4);
    assert!(check(&problem, &plan).is_ok());
    problem.places[2].hold = Some(3);
    assert_eq!(check(&problem, &plan).unwrap_err()[0].code(), "hold-exceeded");
}

#[test]
fn vehicles_and_links_that_make_no_sense_are_refused() {
    let mistakes = |change: &dyn Fn(&mut Problem)| {
        let (mut problem, _) = planned();
        change(&mut problem);
        let mistakes = problem.check_itself().unwrap_err();
        mistakes.iter().map(|one| format!("{} {}", one.code(), one.at())).collect::<Vec<_>>()
    };
    assert_eq!(mistakes(&|p| p.version = 1), ["unknown-version version"]);
    assert_eq!(mistakes(&|p| p.step = 0), ["negative-time step"]);
    assert_eq!(mistakes(&|p| p.links[0].minutes = -1), ["negative-time links[0].minutes"]);
    assert_eq!(mistakes(&|p| p.links[0].minutes = 0), ["link-to-nowhere links[0]"]);
    assert_eq!(mistakes(&|p| p.links[0].to = "moon".into()), ["unknown-place links[0].to"]);
    assert_eq!(mistakes(&|p| p.links.push(p.links[0].clone())), ["duplicate-link links[3]"]);
    assert_eq!(
        mistakes(&|p| p.vehicles[0].mode = "balloon".into()),
        ["no-link-of-mode vehicles[0].mode"]
    );
    assert_eq!(
        mistakes(&|p| p.vehicles[0].until = Some(-1)),
        ["duty-ends-before-it-begins vehicles[0].until"]
    );
    assert_eq!(mistakes(&|p| p.vehicles[1].id = "bus".into()), ["duplicate-id vehicles[1].id"]);
    assert_eq!(
        mistakes(&|p| (p.step, p.horizon) = (1, 999_999_999)),
        ["too-many-moments step", "too-long horizon"]
    );
}

#[test]
fn whoever_cannot_be_fetched_is_told_why() {
    let reason = |change: &dyn Fn(&mut Problem)| {
        let (mut problem, _) = planned();
        change(&mut problem);
        let found = solve(&problem, &EFFORT, None).unwrap();
        assert!(check(&problem, &found.plan).is_ok());
        found.plan.left.first().map(|left| left.reason.code())
    };
    assert_eq!(reason(&|_| ()), None);
    assert_eq!(reason(&|p| p.vehicles[1].seats.seats = 3), Some("no-seat"));
    assert_eq!(reason(&|p| drop(p.links.remove(1))), Some("no-lift"));
    assert_eq!(reason(&|p| p.parties[0].lifts_of = vec!["UN".into()]), Some("not-eligible"));
    assert_eq!(reason(&|p| p.parties[0].latest = Some(30)), Some("too-late"));
    let road = || Closed::Road { from: "school".into(), to: "airfield".into() };
    let closure = || Closure { what: road(), from: 0, until: None };
    assert_eq!(reason(&|p| p.closures.push(closure())), Some("closed"));
}

#[test]
fn the_synthetic_form_is_read_and_each_mistake_in_it_is_on_its_line() {
    let text = "8 3 2 2 2 1 6\n8.0 3.0 1.0 8.0 3.0 1.0\nA 1000000000 0\nS 10 2\nH 1000000000 0\n\
                0 1 tac 2\n1 2 strat 2\ntac 4 1 1 0 KR\nstrat 9 1 1 0 JP\n0 0 0 3\n4 0 1 2\n\
                0 7 8\n";
    let problem = seat_planner::import::synthetic(text).unwrap();
    assert!(problem.check_itself().is_ok());
    let found = solve(&problem, &Effort { seed: 1, rounds: 200 }, None).unwrap();
    assert!(check(&problem, &found.plan).is_ok());
    // Three of weight 8 wait two steps, two more in the aircraft, four tenths at last.
    let first = 3 * 8 * (150 * 4 + 30 * 2);
    // Two of weight 3: the aircraft is back after four more, one is left with the first three.
    assert!(found.score.total.burden >= first);
    assert_eq!(found.score.total.people_out, 5);
    let mistake = |from: &str, to: &str| {
        let error = seat_planner::import::synthetic(&text.replace(from, to)).unwrap_err();
        (error.code(), error.line())
    };
    assert_eq!(mistake("A 1000000000 0", "X 1000000000 0"), ("node-kind", 3));
    assert_eq!(mistake("0 1 tac 2", "0 9 tac 2"), ("node", 6));
    assert_eq!(mistake("4 0 1 2", "6 0 1 2"), ("commodity", 11));
    assert_eq!(mistake("0 7 8\n", ""), ("truncated", 12));
    assert_eq!(mistake("8.0 3.0", "9.0 3.0"), ("weights", 2));
    assert_eq!(mistake("tac 4 1", "tac four 1"), ("number", 8));
}

#[test]
fn a_place_of_danger_is_no_place_to_stop() {
    let mut problem = two_legs();
    problem.vehicles.truncate(1);
    problem.links.truncate(1);
    problem.parties = vec![party("family", "KR", "school", 4)];
    let found = solve(&problem, &EFFORT, None).unwrap();
    assert!(check(&problem, &found.plan).is_ok());
    assert!(found.plan.journeys.is_empty());
    assert!(found.plan.itineraries.is_empty(), "a bus that helps nobody stays");
    let _ = place("x", PlaceKind::Danger);
}
