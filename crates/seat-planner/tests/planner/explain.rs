//! Why: each answer is held against a plan made by hand, or against what the planner does once the
//! change that it names is made.

use crate::common::{crisis, leg, lift, made_up, party, problem, with_belongings};
use proptest::prelude::*;
use seat_planner::explain::{
    DeadlineKind, EmptyBecause, ExplainError, Obstacle, Remedy, Why, check_ins, deadlines,
    seat_worth,
};
use seat_planner::{Class, Closed, Closure, Effort, Owner, Plan, Problem, Reason, check, solve};

const EFFORT: Effort = Effort { seed: 1, rounds: 100 };

fn plan_of(problem: &Problem) -> Plan {
    solve(problem, &EFFORT, None).unwrap().plan
}

fn why(problem: &Problem, plan: &Plan) -> Why {
    Why::new(problem, &check(problem, plan).unwrap()).unwrap()
}

/// Two flights; `first` has the seats of the first.
fn flights(first: u32) -> Problem {
    let lifts = vec![
        lift("soon", "KR", first, vec![leg("airfield", "home", 100, 500)]),
        lift("later", "JP", 2, vec![leg("airfield", "home", 300, 700)]),
    ];
    problem(lifts, vec![party("a", "KR", "airfield", 2), party("b", "KR", "airfield", 2)])
}

#[test]
fn a_journey_has_its_times_its_slack_and_its_alternatives() {
    let mut problem = flights(2);
    problem.parties[0].class = Class::Vulnerable;
    let plan = plan_of(&problem);
    let why = why(&problem, &plan);
    let first = why.party(&"a".into()).unwrap();
    let [journey] = &first.journeys[..] else { unreachable!("one journey: {first:?}") };
    let [ride] = &journey.rides[..] else { unreachable!("one ride: {journey:?}") };
    assert_eq!((ride.there, ride.closes, ride.slack), (0, 70, 70));
    assert_eq!((ride.departs, ride.arrives, ride.ride.lift.as_str()), (100, 500, "soon"));
    let [other] = &journey.alternatives[..] else { unreachable!("one other: {journey:?}") };
    assert_eq!((other.lift.as_str(), other.later, other.more), ("later", Some(200), Some(2_000)));
    let Obstacle::NoSeat { short, displaces } = &other.obstacles[0] else {
        unreachable!("the other party has its seats: {other:?}")
    };
    assert_eq!((short[0].lift.as_str(), short[0].leg, short[0].seats), ("later", 0, 2));
    assert_eq!(displaces[0].as_str(), "b");
    let second = why.party(&"b".into()).unwrap();
    let other = &second.journeys[0].alternatives[0];
    assert_eq!((other.later, other.more), (Some(-200), Some(-2_000)));
    assert_eq!(why.party(&"x".into()), Err(ExplainError::UnknownParty));
}

/// The remedies of the party that is left.
fn remedies(problem: &Problem) -> (Reason, Vec<Remedy>) {
    let plan = plan_of(problem);
    let why = why(problem, &plan);
    let answer = why.party(&plan.left[0].party).unwrap();
    let [left] = &answer.left[..] else { unreachable!("it is left: {answer:?}") };
    (left.reason, left.remedies.clone())
}

#[test]
fn whoever_is_left_learns_each_single_change_that_would_do() {
    let one = |problem: &Problem| {
        let (reason, mut remedies) = remedies(problem);
        assert_eq!(remedies.len(), 1, "{remedies:?}");
        (reason, remedies.remove(0))
    };
    let mut problem = flights(2);
    problem.lifts.truncate(1);
    let base = problem.clone();
    let (reason, remedy) = one(&problem);
    let Remedy::MoreSeats(short) = remedy else { unreachable!("seats: {remedy:?}") };
    assert_eq!((reason, short[0].seats, short[0].infants), (Reason::NoSeat, 2, 0));

    problem.lifts[0].seats.seats = 3;
    let (_, two) = remedies(&problem);
    assert!(matches!(&two[0], Remedy::MoreSeats(short) if short[0].seats == 1), "{two:?}");
    assert_eq!(two[1], Remedy::TravelApart);

    let mut problem = base.clone();
    problem.parties.remove(0);
    let alone = problem.clone();
    problem.parties[0].lifts_of = vec![Owner::new("JP")];
    assert_eq!(one(&problem), (Reason::NotEligible, Remedy::Consent("KR".into())));

    let mut problem = alone.clone();
    problem.parties[0].ready = 85;
    let later = Remedy::LaterCheckIn { lift: "soon".into(), minutes: 15 };
    assert_eq!(one(&problem), (Reason::TooLate, later));

    let mut problem = alone.clone();
    problem.parties[0].latest = Some(90);
    assert_eq!(one(&problem), (Reason::TooLate, Remedy::LaterDeadline { minutes: 10 }));

    let mut problem = alone.clone();
    problem.horizon = 480;
    assert_eq!(one(&problem), (Reason::TooLate, Remedy::LaterHorizon { minutes: 20 }));

    let mut problem = alone;
    let what = Closed::Place("airfield".into());
    problem.closures.push(Closure { what, from: 0, until: None });
    assert_eq!(one(&problem), (Reason::Closed, Remedy::Reopened(0)));
}

#[test]
fn empty_seats_are_explained_by_how_many_people_could_not_or_would_not() {
    let mut problem = flights(9);
    let mut late = party("late", "KR", "airfield", 3);
    late.ready = 90;
    let mut barred = party("barred", "JP", "airfield", 1);
    barred.lifts_of = vec![Owner::new("JP")];
    problem.parties.extend([
        late,
        barred,
        party("far", "KR", "school", 2),
        party("big", "KR", "airfield", 8),
    ]);
    let plan = plan_of(&problem);
    let why = why(&problem, &plan);
    let answer = why.lift_filled(&"soon".into()).unwrap();
    let people = |because| answer.empty.iter().find(|e| e.because == because).map(|e| e.people);
    assert_eq!(people(EmptyBecause::NotInTime), Some(3), "{answer:?}");
    assert_eq!(people(EmptyBecause::NotEligible), Some(1));
    assert_eq!(people(EmptyBecause::LeadsNowhere), Some(2));
    assert_eq!(people(EmptyBecause::CouldBoard), None);
    let there = answer.legs[0].taken;
    assert_eq!(there + answer.legs[0].free, 9);
    let not_aboard: u64 = answer.empty.iter().map(|empty| empty.people).sum();
    assert_eq!(u64::from(there) + not_aboard, 18);
    assert_eq!(why.lift_filled(&"x".into()), Err(ExplainError::UnknownLift));
}

#[test]
fn each_hard_deadline_has_its_slack_and_check_in_its_rate() {
    let mut problem = flights(4);
    problem.lifts.truncate(1);
    problem.parties[1].ready = 40;
    problem.parties[0].latest = Some(120);
    let what = Closed::Place("airfield".into());
    problem.closures.push(Closure { what, from: 111, until: None });
    let plan = plan_of(&problem);
    let list = deadlines(&problem, &plan);
    let slacks: Vec<_> = list.iter().map(|d| (d.kind, d.slack, d.people)).collect();
    assert_eq!(
        slacks,
        [
            (DeadlineKind::Closure, 10, 4),
            (DeadlineKind::Latest, 20, 2),
            (DeadlineKind::CheckIn, 30, 4),
            (DeadlineKind::Horizon, 2_500, 4),
        ]
    );
    let [check_in] = &check_ins(&problem, &plan)[..] else { unreachable!("one check-in") };
    assert_eq!((check_in.people, check_in.opens, check_in.closes), (4, 0, 70));
    // Two people in the last 30 minutes.
    assert_eq!(check_in.per_hour, 4);
}

#[test]
fn a_seat_is_worth_something_only_where_seats_are_short() {
    let worth = seat_worth(&flights(40)).unwrap();
    assert!(worth.iter().all(|worth| worth.lift.as_str() != "soon"), "{worth:?}");
    let mut short = flights(2);
    short.lifts.truncate(1);
    let worth = seat_worth(&short).unwrap();
    assert_eq!(worth[0].lift.as_str(), "soon");
    // Staying costs 10 x (3,000 + 1,440) and flying 10 x 100 + 2 x 400 for each of two.
    assert!(worth[0].tenths > 20_000, "{worth:?}");
}

#[test]
fn a_crisis_is_explained_party_by_party_and_lift_by_lift() {
    let problem = crisis();
    let plan = plan_of(&problem);
    let why = why(&problem, &plan);
    for party in problem.parties.iter().step_by(7) {
        let answer = why.party(&party.id).unwrap();
        for left in &answer.left {
            assert!(!left.remedies.is_empty(), "{answer:?}");
            assert!(!left.remedies.contains(&Remedy::TravelApart) || left.share.seats > 1);
        }
        for journey in &answer.journeys {
            assert!(journey.rides.iter().all(|ride| ride.slack >= 0));
        }
        let form = serde_json::to_string(&answer).unwrap();
        assert_eq!(serde_json::from_str::<seat_planner::explain::PartyWhy>(&form).unwrap(), answer);
    }
    for lift in &problem.lifts {
        let answer = why.lift_filled(&lift.id).unwrap();
        assert_eq!(answer.legs.len(), lift.legs.len());
    }
    assert!(deadlines(&problem, &plan).iter().all(|deadline| deadline.slack >= 0));
}

/// Makes the change that a remedy names; nothing if it is no change of the problem.
fn make(problem: &mut Problem, number: usize, remedy: &Remedy) {
    let party = &mut problem.parties[number];
    match remedy {
        Remedy::MoreSeats(short) => {
            for short in short {
                let mut lifts = problem.lifts.iter_mut();
                let lift = lifts.find(|lift| lift.id == short.lift).unwrap();
                lift.seats.seats += short.seats;
                lift.seats.lap_infants += short.infants;
                lift.seats.wheelchairs += short.wheelchairs;
                lift.seats.stretchers += short.stretchers;
                lift.seats.baggage = lift.seats.baggage.map(|most| most + short.baggage);
                lift.seats.pets = lift.seats.pets.map(|most| most + short.pets);
            }
        }
        Remedy::Consent(owner) => party.lifts_of.push(owner.clone()),
        Remedy::LaterCheckIn { minutes, .. } => party.ready -= minutes,
        Remedy::LaterDeadline { minutes } => *party.latest.as_mut().unwrap() += minutes,
        Remedy::LaterHorizon { minutes } => problem.horizon += minutes,
        Remedy::Reopened(closure) => drop(problem.closures.remove(*closure)),
        Remedy::TravelApart => party.may_split = true,
        Remedy::LeaveBehind { baggage, pets } => {
            party.needs.baggage -= baggage;
            party.needs.pets -= pets;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_remedy_lets_the_party_out_with_nobody_worse_off(number in any::<u64>()) {
        let mut problem = made_up(number, 12, 5);
        if number % 2 == 0 {
            problem = with_belongings(problem, number);
        }
        let plan = plan_of(&problem);
        let why = why(&problem, &plan);
        for (n, party) in problem.parties.iter().enumerate() {
            let answer = why.party(&party.id).unwrap();
            for left in answer.left.iter().filter(|left| left.share == party.needs) {
                let danger = problem.places.iter().any(|place| {
                    place.id == party.place && place.kind == seat_planner::PlaceKind::Danger
                });
                for remedy in left.remedies.iter().filter(|_| danger) {
                    let mut changed = problem.clone();
                    make(&mut changed, n, remedy);
                    let then = solve(&changed, &EFFORT, Some(&plan)).unwrap();
                    let out = |problem: &Problem, plan: &Plan| {
                        seat_planner::summary(problem, plan).out
                    };
                    // The lexicographic plan may prefer one protected person to two others, so
                    // what is compared is the weight.
                    let weighted = then.score.total.weighted_out;
                    let before = check(&problem, &plan).unwrap().score().total.weighted_out;
                    prop_assert!(weighted > before, "{:?} {} {}", remedy,
                        out(&changed, &then.plan), out(&problem, &plan));
                }
            }
        }
        for lift in &problem.lifts {
            let people: u64 = why.lift_filled(&lift.id).unwrap().empty.iter()
                .map(|empty| empty.people).sum();
            prop_assert!(people <= problem.parties.iter().map(|p| u64::from(p.people)).sum());
        }
    }
}
