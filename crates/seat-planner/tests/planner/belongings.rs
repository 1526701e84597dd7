//! Baggage and pets: what a lift states that it takes, and who is left for want of it.

use crate::common::{leg, lift, party, problem};
use seat_planner::explain::{Obstacle, Remedy, Why};
use seat_planner::replan::{Event, Events, ReplanOptions, check_replan, replan};
use seat_planner::{
    Carried, Effort, Journey, Left, Link, Needs, Plan, Problem, Reason, Ride, Seats, Vehicle,
    check, solve, summary,
};

const EFFORT: Effort = Effort { seed: 1, rounds: 100 };

/// A family of three with a dog and three pieces, a couple with two pieces; a flight with room for
/// all of them, and another that leaves later.
fn flights() -> Problem {
    let lifts = vec![
        lift("kc-330", "KR", 9, vec![leg("airfield", "home", 100, 500)]),
        lift("charter", "JP", 9, vec![leg("airfield", "home", 300, 900)]),
    ];
    let mut family = party("family", "KR", "airfield", 3);
    (family.needs.baggage, family.needs.pets) = (3, 1);
    let mut couple = party("couple", "KR", "airfield", 2);
    couple.needs.baggage = 2;
    problem(lifts, vec![family, couple])
}

/// What each party rides.
fn rides(problem: &Problem) -> Vec<(String, String)> {
    let found = solve(problem, &EFFORT, None).unwrap();
    assert!(check(problem, &found.plan).is_ok(), "{:?}", check(problem, &found.plan));
    let of = |journey: &Journey| {
        (journey.party.as_str().to_owned(), journey.rides[0].lift.as_str().to_owned())
    };
    found.plan.journeys.iter().map(of).collect()
}

fn pair(party: &str, lift: &str) -> (String, String) {
    (party.to_owned(), lift.to_owned())
}

#[test]
fn where_nothing_is_stated_everything_is_taken() {
    let both = [pair("family", "kc-330"), pair("couple", "kc-330")];
    assert_eq!(rides(&flights()), both);
}

#[test]
fn a_family_with_a_dog_takes_the_lift_that_takes_dogs() {
    let mut problem = flights();
    problem.lifts[0].seats.pets = Some(0);
    assert_eq!(rides(&problem), [pair("family", "charter"), pair("couple", "kc-330")]);
}

#[test]
fn pieces_of_baggage_are_summed_over_everybody_aboard() {
    let mut problem = flights();
    problem.lifts[0].seats.baggage = Some(4);
    assert_eq!(rides(&problem), [pair("family", "kc-330"), pair("couple", "charter")]);
    problem.lifts[0].seats.baggage = Some(5);
    assert_eq!(rides(&problem), [pair("family", "kc-330"), pair("couple", "kc-330")]);
    let plan = solve(&problem, &EFFORT, None).unwrap().plan;
    let load = &summary(&problem, &plan).loads[0];
    assert_eq!((load.baggage, load.pets), (Some(Carried { peak: 5, most: 5 }), None));
}

#[test]
fn a_family_with_a_dog_is_left_where_no_lift_takes_dogs_and_told_the_least_that_would_do() {
    let mut problem = flights();
    problem.lifts.iter_mut().for_each(|lift| lift.seats.pets = Some(0));
    let plan = solve(&problem, &EFFORT, None).unwrap().plan;
    let checked = check(&problem, &plan).unwrap();
    assert_eq!((plan.left[0].party.as_str(), plan.left[0].reason), ("family", Reason::NoPets));
    let why = Why::new(&problem, &checked).unwrap();
    let family = &why.party(&"family".into()).unwrap().left[0];
    let Remedy::MoreSeats(short) = &family.remedies[0] else { unreachable!("{family:?}") };
    assert_eq!((short[0].seats, short[0].baggage, short[0].pets), (0, 0, 1));
    // One of them without the dog can go as well.
    let behind = Remedy::LeaveBehind { baggage: 0, pets: 1 };
    assert_eq!(family.remedies[1..], [Remedy::TravelApart, behind], "{family:?}");
    let Obstacle::NoSeat { short, displaces } = &family.alternatives[0].obstacles[0] else {
        unreachable!("{family:?}")
    };
    assert_eq!((short[0].pets, displaces.len()), (1, 0));
}

#[test]
fn as_much_baggage_is_to_be_left_as_would_do() {
    let mut problem = flights();
    problem.parties.truncate(1);
    problem.parties[0].needs.pets = 0;
    problem.lifts.iter_mut().for_each(|lift| lift.seats.baggage = Some(1));
    let plan = solve(&problem, &EFFORT, None).unwrap().plan;
    assert_eq!(plan.left[0].reason, Reason::TooMuchBaggage);
    let why = Why::new(&problem, &check(&problem, &plan).unwrap()).unwrap();
    let family = &why.party(&"family".into()).unwrap().left[0];
    assert!(family.remedies.contains(&Remedy::LeaveBehind { baggage: 2, pets: 0 }), "{family:?}");
    problem.lifts[0].seats.baggage = Some(3);
    problem.parties.push(party("more", "KR", "airfield", 9));
    problem.parties[1].needs.baggage = 3;
    problem.lifts.truncate(1);
    let plan = solve(&problem, &EFFORT, None).unwrap().plan;
    assert_eq!(plan.left[0].reason, Reason::NoSeat, "others have the room");
}

#[test]
fn whoever_travels_apart_shares_baggage_and_pets_evenly() {
    let mut problem = flights();
    problem.parties.truncate(1);
    problem.parties[0].may_split = true;
    (problem.parties[0].needs.baggage, problem.parties[0].needs.pets) = (4, 1);
    problem.lifts[0].seats.pets = Some(0);
    problem.lifts[1].seats.baggage = Some(2);
    let plan = solve(&problem, &EFFORT, None).unwrap().plan;
    assert!(check(&problem, &plan).is_ok());
    let share = |lift: &str| {
        let on = |journey: &&Journey| journey.rides[0].lift == lift.into();
        plan.journeys.iter().find(on).map(|journey| journey.share)
    };
    // The first has the dog and the piece that is one more than each has.
    let first = Needs { seats: 1, baggage: 2, pets: 1, ..Needs::default() };
    assert_eq!(share("charter"), Some(first));
    let others = Needs { seats: 2, baggage: 2, ..Needs::default() };
    assert_eq!(share("kc-330"), Some(others));
    let again = solve(&problem, &EFFORT, Some(&plan)).unwrap();
    assert_eq!(again.plan, plan);
}

#[test]
fn the_checker_names_the_lift_the_party_and_what_is_over() {
    let mut problem = flights();
    let journeys = problem.parties.iter().map(|party| Journey {
        party: party.id.clone(),
        share: party.needs,
        rides: vec![Ride { lift: "kc-330".into(), board: 0, alight: 0 }],
    });
    let mut plan = Plan { journeys: journeys.collect(), ..Plan::default() };
    assert!(check(&problem, &plan).is_ok());
    problem.lifts[0].seats.baggage = Some(4);
    problem.lifts[0].seats.pets = Some(0);
    let faults = check(&problem, &plan).unwrap_err();
    let codes: Vec<_> = faults.iter().map(seat_planner::Fault::code).collect();
    assert_eq!(codes, ["baggage-exceeded", "pets-exceeded"]);
    for fault in &faults {
        assert_eq!(fault.party.as_ref().map(seat_planner::PartyId::as_str), Some("family"));
        assert_eq!((fault.lift.as_ref(), fault.minute), (Some(&"kc-330".into()), Some(100)));
    }
    assert!(faults[0].message.starts_with("5 pieces of baggage"), "{}", faults[0]);
    // Nor may a dog or a bag get lost between the parts of a party.
    plan.journeys[0].share.pets = 0;
    let codes: Vec<_> = check(&problem, &plan).unwrap_err();
    assert!(codes.iter().any(|fault| fault.code() == "party-missing"), "{codes:?}");
    plan.journeys[0].share.pets = 2;
    let codes: Vec<_> = check(&problem, &plan).unwrap_err();
    assert!(codes.iter().any(|fault| fault.code() == "party-twice"), "{codes:?}");
}

/// One vehicle that may fly as often as there is time, with such seats.
fn shuttle(seats: Seats) -> Problem {
    let mut problem = flights();
    problem.lifts.clear();
    problem.links = vec![Link {
        from: "airfield".into(),
        to: "home".into(),
        mode: "air".into(),
        minutes: 120,
        exposed: false,
        road: false,
        one_way: false,
    }];
    problem.vehicles = vec![Vehicle {
        id: "c-2".into(),
        owner: "KR".into(),
        mode: "air".into(),
        seats,
        place: "airfield".into(),
        available: 0,
        until: None,
        turn_around: 0,
        closes_before: 0,
        range: None,
    }];
    problem
}

#[test]
fn a_vehicle_goes_twice_for_baggage_and_leaves_dogs_that_it_does_not_take() {
    let room = Seats { seats: 9, ..Seats::default() };
    let legs = |problem: &Problem| {
        let found = solve(problem, &EFFORT, None).unwrap();
        assert!(check(problem, &found.plan).is_ok());
        let left = found.plan.left.first().map(|left: &Left| left.reason);
        (found.plan.itineraries.first().map_or(0, |one| one.legs.len()), left)
    };
    assert_eq!(legs(&shuttle(room)), (1, None));
    assert_eq!(legs(&shuttle(Seats { baggage: Some(3), ..room })), (3, None));
    assert_eq!(legs(&shuttle(Seats { pets: Some(0), ..room })), (1, Some(Reason::NoPets)));
    let little = Seats { baggage: Some(2), ..room };
    assert_eq!(legs(&shuttle(little)), (1, Some(Reason::TooMuchBaggage)));
}

#[test]
fn a_lift_that_takes_no_dogs_any_more_is_given_up_by_the_family_with_one() {
    let problem = flights();
    let plan = solve(&problem, &EFFORT, None).unwrap().plan;
    let seats = Seats { pets: Some(0), ..problem.lifts[0].seats };
    let reseated = Event::LiftSeats { lift: "kc-330".into(), seats };
    let gone = Event::NoShow {
        party: "couple".into(),
        share: Some(Needs { seats: 2, ..Needs::default() }),
    };
    let events = Events { version: 1, now: 10, events: vec![reseated, gone] };
    let options = ReplanOptions::default();
    let after = replan(&problem, &plan, &events, &options).unwrap();
    assert!(check_replan(&problem, &plan, &events, &after).is_ok());
    assert_eq!(after.plan.journeys.len(), 1, "of the couple nobody comes, so nothing comes");
    assert_eq!(after.plan.journeys[0].rides[0].lift, "charter".into());
}

#[test]
fn files_without_baggage_and_pets_read_and_write_the_same() {
    let seats = r#"{"seats":4,"lap_infants":0,"wheelchairs":0,"stretchers":0}"#;
    assert_eq!(
        serde_json::to_string(&serde_json::from_str::<Seats>(seats).unwrap()).unwrap(),
        seats
    );
    assert_eq!(
        serde_json::to_string(&serde_json::from_str::<Needs>(seats).unwrap()).unwrap(),
        seats
    );
    let none = r#"{"seats":4,"pets":0}"#;
    assert_eq!(serde_json::from_str::<Seats>(none).unwrap().pets, Some(0));
}
