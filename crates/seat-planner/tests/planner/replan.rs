//! Re-plans: everything random passes the checker, moves nobody aboard, loses nobody; and each
//! kind of event does what it says.

use crate::common::{Dice, crisis, leg, lift, made_up, party, problem, with_belongings};
use proptest::prelude::*;
use seat_planner::replan::{
    Because, Broken, Change, Event, Events, Replan, ReplanOptions, Whose, check_replan, replan,
};
use seat_planner::{
    Class, Closed, Closure, Effort, Itinerary, Link, Mode, Needs, Owner, PartyId, Plan, Problem,
    Seats, Vehicle, check, solve,
};

const EFFORT: Effort = Effort { seed: 1, rounds: 100 };

fn at(now: i64, events: Vec<Event>) -> Events {
    Events { version: 1, now, events }
}

fn plan_of(problem: &Problem) -> Plan {
    let plan = solve(problem, &EFFORT, None).unwrap().plan;
    check(problem, &plan).unwrap();
    plan
}

fn again(problem: &Problem, plan: &Plan, events: &Events) -> Replan {
    let replanned = replan(problem, plan, events, &ReplanOptions::default()).unwrap();
    let breaches = check_replan(problem, plan, events, &replanned).err();
    assert_eq!(breaches, None, "{events:#?}\n{problem:#?}\n{plan:#?}\n{replanned:#?}");
    replanned
}

fn change(replanned: &Replan, party: &str) -> Option<(Change, Because)> {
    let affected = replanned.affected.iter().find(|affected| affected.party == party.into());
    affected.map(|affected| (affected.change, affected.because))
}

/// A bus to the airfield at 100, and two flights home from there at 400 and 700.
fn small() -> (Problem, Plan) {
    let lifts = vec![
        lift("bus", "KR", 6, vec![leg("school", "airfield", 100, 200)]),
        lift("early", "KR", 4, vec![leg("airfield", "home", 400, 900)]),
        lift("late", "JP", 4, vec![leg("airfield", "home", 700, 1_200)]),
    ];
    let parties = vec![
        party("a", "KR", "school", 2),
        party("b", "JP", "school", 2),
        party("c", "KR", "airfield", 2),
        party("d", "JP", "airfield", 2),
    ];
    let problem = problem(lifts, parties);
    let plan = plan_of(&problem);
    assert!(plan.left.is_empty());
    (problem, plan)
}

fn on<'a>(plan: &'a Plan, lift: &'a str) -> Vec<&'a str> {
    let journeys = plan.journeys.iter();
    let rides = journeys.filter(|j| j.rides.iter().any(|ride| ride.lift.as_str() == lift));
    rides.map(|journey| journey.party.as_str()).collect()
}

#[test]
fn when_nothing_has_happened_nothing_changes() {
    let (problem, plan) = small();
    for now in [-5, 80, 100, 150, 300, 380, 500, 2_000] {
        let replanned = again(&problem, &plan, &at(now, Vec::new()));
        assert!(replanned.affected.is_empty(), "{now}: {:?}", replanned.affected);
        assert_eq!(replanned.plan.journeys.len(), 4);
        assert_eq!(replanned.counts.kept, 4);
    }
}

#[test]
fn whoever_loses_a_lift_is_moved_and_the_others_stay() {
    let (problem, plan) = small();
    let early: Vec<String> = on(&plan, "early").into_iter().map(String::from).collect();
    let mut more = problem.clone();
    more.lifts.push(lift("third", "JP", 4, vec![leg("airfield", "home", 800, 1_300)]));
    let lost = Event::LiftLost { lift: "early".into(), from_leg: None };
    let replanned = again(&more, &plan, &at(150, vec![lost]));
    assert_eq!(replanned.counts.must, early.len());
    assert_eq!(replanned.counts.others, 0);
    for party in &early {
        let expected = Some((Change::Moved, Because::Event(0)));
        assert_eq!(change(&replanned, party), expected);
    }
    assert_eq!(replanned.affected.len(), early.len());
    assert_eq!(on(&replanned.plan, "third").len(), 2);
}

#[test]
fn people_aboard_go_on_and_are_planned_for_from_where_they_arrive() {
    let (problem, plan) = small();
    let shut = Closure { what: Closed::Place("school".into()), from: 0, until: None };
    // The bus has left: closing the school changes nothing.
    let replanned = again(&problem, &plan, &at(150, vec![Event::Closure(shut.clone())]));
    assert!(replanned.affected.is_empty());
    // Before it has closed check-in, it does.
    let replanned = again(&problem, &plan, &at(50, vec![Event::Closure(shut)]));
    assert_eq!(change(&replanned, "a"), Some((Change::Lost, Because::Event(0))));
    assert_eq!(change(&replanned, "b"), Some((Change::Lost, Because::Event(0))));
    // Delayed under way, it misses the first flight.
    let late = Event::LiftDelayed { lift: "bus".into(), leg: 0, minutes: 250, underway: true };
    let replanned = again(&problem, &plan, &at(150, vec![late]));
    assert!(on(&replanned.plan, "bus").len() == 2);
    let early = on(&replanned.plan, "early");
    assert!(!early.contains(&"a") && !early.contains(&"b"), "{early:?}");
}

#[test]
fn whoever_has_checked_in_keeps_the_seat_even_when_a_protected_party_walks_in() {
    let (mut problem, _) = small();
    problem.lifts.retain(|lift| lift.id.as_str() == "early");
    problem.parties.retain(|party| ["c", "d"].contains(&party.id.as_str()));
    let plan = plan_of(&problem);
    let mut urgent = party("urgent", "KR", "airfield", 2);
    urgent.class = Class::Protected;
    let walk_in = Event::NewParty(urgent);
    let replanned = again(&problem, &plan, &at(370, vec![walk_in.clone()]));
    assert_eq!(change(&replanned, "urgent"), Some((Change::Waiting, Because::Event(0))));
    assert_eq!(replanned.plan.journeys, plan.journeys);
    // Before check-in has closed one party makes room.
    let replanned = again(&problem, &plan, &at(300, vec![walk_in]));
    assert_eq!(change(&replanned, "urgent"), Some((Change::Gained, Because::Event(0))));
    let lost = replanned.affected.iter().find(|affected| affected.change == Change::Lost).unwrap();
    assert_eq!(lost.because, Because::MakesRoom);
}

#[test]
fn whoever_loses_a_connection_boards_nothing_whose_check_in_has_closed() {
    let lifts = vec![
        lift("bus", "KR", 6, vec![leg("school", "airfield", 100, 200)]),
        lift("early", "KR", 4, vec![leg("airfield", "home", 400, 900)]),
    ];
    let mut problem = problem(lifts, vec![party("a", "KR", "school", 2)]);
    let plan = plan_of(&problem);
    problem.lifts.push(lift("soon", "KR", 4, vec![leg("airfield", "home", 390, 800)]));
    problem.lifts.push(lift("third", "KR", 4, vec![leg("airfield", "home", 800, 1_300)]));
    let lost = || Event::LiftLost { lift: "early".into(), from_leg: None };
    // Of the one that departs at 390 check-in closes at 360.
    let replanned = again(&problem, &plan, &at(359, vec![lost()]));
    assert_eq!(on(&replanned.plan, "soon"), ["a"]);
    let replanned = again(&problem, &plan, &at(360, vec![lost()]));
    assert_eq!(on(&replanned.plan, "third"), ["a"]);
    assert_eq!(change(&replanned, "a"), Some((Change::Moved, Because::Event(0))));
}

#[test]
fn a_no_show_frees_the_seat_for_whoever_was_left() {
    let (mut problem, _) = small();
    problem.lifts.retain(|lift| lift.id.as_str() == "early");
    problem.parties.retain(|party| party.place.as_str() == "airfield");
    problem.parties.push(party("e", "KR", "airfield", 1));
    problem.parties[0].class = Class::Vulnerable;
    problem.parties[1].class = Class::Vulnerable;
    let plan = plan_of(&problem);
    assert_eq!(plan.left.len(), 1);
    let events = at(200, vec![Event::NoShow { party: "c".into(), share: None }]);
    let replanned = again(&problem, &plan, &events);
    assert_eq!(change(&replanned, "e"), Some((Change::Gained, Because::RoomAtLast)));
    assert_eq!(change(&replanned, "c"), Some((Change::Gone, Because::Event(0))));
    let one = Needs { seats: 1, ..Needs::default() };
    let events = at(200, vec![Event::NoShow { party: "c".into(), share: Some(one) }]);
    let replanned = again(&problem, &plan, &events);
    assert_eq!(change(&replanned, "e"), Some((Change::Gained, Because::RoomAtLast)));
    assert_eq!(replanned.problem.parties[0].people, 1);
}

#[test]
fn a_changed_rule_moves_only_those_whom_it_hits() {
    let (problem, plan) = small();
    let only = |owner: &str| vec![Owner::new(owner)];
    let rule = Event::RuleChanged { of: Whose::Nation("JP".into()), lifts_of: only("JP") };
    let replanned = again(&problem, &plan, &at(50, vec![rule]));
    assert_eq!(change(&replanned, "b"), Some((Change::Lost, Because::Event(0))), "no JP bus");
    let kept_or_moved = change(&replanned, "d").unwrap().0;
    assert!([Change::Kept, Change::Moved].contains(&kept_or_moved));
    // On the bus already, it goes on with it.
    let rule = Event::RuleChanged { of: Whose::Party("b".into()), lifts_of: only("JP") };
    let replanned = again(&problem, &plan, &at(100, vec![rule]));
    assert!(on(&replanned.plan, "bus").contains(&"b"));
    assert!(!on(&replanned.plan, "early").contains(&"b"));
    assert!(on(&replanned.plan, "late").contains(&"b"));
}

#[test]
fn a_small_gain_moves_nobody_and_a_great_one_does() {
    let mut problem = problem(
        vec![
            lift("slow", "KR", 4, vec![leg("airfield", "home", 700, 1_200)]),
            lift("soon", "KR", 4, vec![leg("airfield", "home", 670, 1_170)]),
        ],
        vec![party("a", "KR", "airfield", 2)],
    );
    let mut alone = problem.clone();
    alone.lifts.truncate(1);
    let plan = plan_of(&alone);
    let replanned = again(&problem, &plan, &at(10, Vec::new()));
    assert!(replanned.affected.is_empty(), "30 minutes are less than the price of 60");
    problem.lifts[1].legs[0].departs = 500;
    problem.lifts[1].legs[0].arrives = 1_000;
    let replanned = again(&problem, &plan, &at(10, Vec::new()));
    // 200 minutes less of danger for two people.
    let gained = Some((Change::Moved, Because::Better(2 * 200 * 10)));
    assert_eq!(change(&replanned, "a"), gained);
    assert_eq!(replanned.counts.others, 1);
}

#[test]
fn a_reopened_road_brings_out_whoever_was_left_behind_it() {
    let (mut problem, _) = small();
    let what = Closed::Road { from: "school".into(), to: "airfield".into() };
    problem.closures.push(Closure { what: what.clone(), from: 0, until: None });
    let plan = plan_of(&problem);
    assert_eq!(plan.left.len(), 2);
    let events = at(20, vec![Event::Reopened { what, from: 60 }]);
    let replanned = again(&problem, &plan, &events);
    assert_eq!(change(&replanned, "a"), Some((Change::Gained, Because::RoomAtLast)));
    assert!(replanned.plan.left.is_empty());
}

#[test]
fn vehicles_keep_their_itineraries_and_one_that_is_stopped_goes_no_further() {
    let (given, plan) = small();
    let mut problem = given.clone();
    let bus = problem.lifts.remove(0);
    let form = r#"[{"id": "bus", "owner": "KR", "mode": "bus", "seats": {"seats": 6},
        "place": "school", "available": 0, "closes_before": 30}]"#;
    problem.vehicles = serde_json::from_str(form).unwrap();
    let form = r#"[{"from": "school", "to": "airfield", "mode": "bus", "minutes": 100}]"#;
    problem.links = serde_json::from_str(form).unwrap();
    problem.step = 1;
    let legs = vec![
        bus.legs[0].clone(),
        leg("airfield", "school", 250, 350),
        leg("school", "airfield", 400, 500),
    ];
    let itinerary = Itinerary { vehicle: "bus".into(), legs };
    let plan = Plan { itineraries: vec![itinerary], ..plan };
    check(&problem, &plan).unwrap();
    let replanned = again(&problem, &plan, &at(150, Vec::new()));
    assert_eq!(replanned.plan.itineraries, plan.itineraries);
    assert_eq!(replanned.problem.vehicles.len(), 1);
    let road = Closed::Road { from: "airfield".into(), to: "school".into() };
    let shut = Event::Closure(Closure { what: road, from: 0, until: Some(300) });
    let replanned = again(&problem, &plan, &at(150, vec![shut]));
    assert_eq!(replanned.plan.itineraries[0].legs.len(), 1);
    assert!(replanned.affected.is_empty());
    let next = again(&replanned.problem, &replanned.plan, &at(300, Vec::new()));
    assert!(next.affected.is_empty());
}

#[test]
fn one_closure_in_a_crisis_of_1344_people_moves_few_beyond_those_who_must() {
    let problem = crisis();
    let plan = plan_of(&problem);
    for (what, from, until) in [
        (Closed::Place("airfield".into()), 800, Some(1_050)),
        (Closed::Road { from: "school".into(), to: "airfield".into() }, 500, None),
    ] {
        let shut = Event::Closure(Closure { what, from, until });
        let replanned = again(&problem, &plan, &at(450, vec![shut]));
        let counts = replanned.counts;
        assert!(counts.must > 0, "{counts:?}");
        assert!(counts.others * 20 <= counts.parties, "{counts:?}");
        assert_eq!(replanned.problem.parties.len(), problem.parties.len());
    }
}

#[test]
fn a_re_plan_and_events_survive_their_json_form() {
    let (problem, plan) = small();
    let events = random_events(&problem, 7, 9);
    let form = serde_json::to_string(&events).unwrap();
    assert_eq!(serde_json::from_str::<Events>(&form).unwrap(), events);
    let replanned = again(&problem, &plan, &at(150, Vec::new()));
    let form = serde_json::to_string(&replanned).unwrap();
    assert_eq!(serde_json::from_str::<Replan>(&form).unwrap(), replanned);
    let form = r#"{"version": 1, "now": 1, "events": [{"lift-lost": {"lift": "x", "leg": 1}}]}"#;
    assert!(serde_json::from_str::<Events>(form).is_err(), "a misspelt field is refused");
}

#[test]
fn the_audit_names_each_fault_that_is_planted() {
    let (problem, plan) = small();
    let events = at(150, Vec::new());
    let good = again(&problem, &plan, &events);
    let broken = |change: &dyn Fn(&mut Replan)| {
        let mut bad = good.clone();
        change(&mut bad);
        let breaches = check_replan(&problem, &plan, &events, &bad).expect_err("a planted fault");
        assert!(breaches.iter().all(|breach| breach.to_string().ends_with('.')));
        breaches.into_iter().map(|breach| breach.rule).collect::<Vec<_>>()
    };
    let first = |replan: &Replan, lift: &str| {
        let rides = |j: &seat_planner::Journey| j.rides[0].lift.as_str() == lift;
        replan.plan.journeys.iter().position(rides).unwrap()
    };
    let rules = broken(&|bad| {
        let n = first(bad, "bus");
        bad.plan.journeys[n].rides.remove(0);
    });
    assert!(rules.contains(&Broken::AboardMoved), "{rules:?}");
    let rules = broken(&|bad| {
        bad.plan.journeys.pop();
    });
    assert!(rules.contains(&Broken::Unaccounted), "{rules:?}");
    let rules = broken(&|bad| bad.problem.parties[2].lifts_of.clear());
    assert!(rules.contains(&Broken::WrongOwner), "{rules:?}");
    let rules = broken(&|bad| bad.problem.lifts[1].seats.seats = 1);
    assert!(rules.contains(&Broken::Overfull), "{rules:?}");
    let rules = broken(&|bad| bad.remaining.plan.journeys[0].rides.clear());
    assert!(rules.contains(&Broken::RemainingPlan), "{rules:?}");
    let rules = broken(&|bad| {
        let n = bad.plan.journeys.iter().position(|j| j.party == "c".into()).unwrap();
        bad.plan.journeys[n].rides[0].lift = "bus".into();
    });
    assert!(rules.contains(&Broken::BoardedLate), "{rules:?}");
}

/// The code and the place of the mistake in one event.
fn mistake(event: Event) -> String {
    let (problem, plan) = small();
    let events = at(150, vec![event]);
    let error = replan(&problem, &plan, &events, &ReplanOptions::default()).unwrap_err();
    assert!(error.what().ends_with('.') && error.remedy().ends_with('.'));
    format!("{} {}", error.code(), error.at())
}

#[test]
fn each_mistake_in_the_events_is_named_with_its_place() {
    let seats = Seats::default();
    let place = |place: &str| Closed::Place(place.into());
    let lost = |lift: &str, from_leg| Event::LiftLost { lift: lift.into(), from_leg };
    let late = |leg, minutes, underway| {
        mistake(Event::LiftDelayed { lift: "bus".into(), leg, minutes, underway })
    };
    let shut = |what, until| mistake(Event::Closure(Closure { what, from: 9, until }));
    assert_eq!(shut(place("x"), None), "unknown-place events[0].closure.what.place");
    assert_eq!(
        shut(place("school"), Some(9)),
        "closure-ends-before-it-begins events[0].closure.until"
    );
    let open = Event::Reopened { what: place("school"), from: 200 };
    assert_eq!(mistake(open), "nothing-to-reopen events[0].reopened");
    assert_eq!(mistake(lost("x", None)), "unknown-lift events[0].lift-lost.lift");
    assert_eq!(mistake(lost("bus", None)), "no-leg-to-lose events[0].lift-lost");
    assert_eq!(mistake(lost("late", Some(1))), "no-leg-to-lose events[0].lift-lost");
    assert_eq!(late(0, 0, true), "no-delay events[0].lift-delayed.minutes");
    assert_eq!(late(1, 9, false), "no-leg-to-delay events[0].lift-delayed.leg");
    let reseated = Event::LiftSeats { lift: "bus".into(), seats };
    assert_eq!(mistake(reseated), "lift-has-departed events[0].lift-seats");
    let no_show = |party: &str, share| Event::NoShow { party: party.into(), share };
    assert_eq!(mistake(no_show("x", None)), "unknown-party events[0].no-show.party");
    assert_eq!(mistake(no_show("a", None)), "aboard events[0].no-show.party");
    let many = Needs { seats: 3, ..Needs::default() };
    assert_eq!(mistake(no_show("c", Some(many))), "not-that-many events[0].no-show.share");
    let none = Needs::default();
    assert_eq!(mistake(no_show("c", Some(none))), "not-that-many events[0].no-show.share");
    let double = Event::NewParty(party("c", "KR", "airfield", 1));
    assert_eq!(mistake(double), "duplicate-id events[0].new-party.id");
    let lost = Event::NewParty(party("z", "KR", "nowhere", 1));
    assert_eq!(mistake(lost), "unknown-place events[0].new-party.place");
    let moved = |party: &str, place: &str| Event::PartyMoved {
        party: party.into(),
        place: Some(place.into()),
        ready: None,
    };
    assert_eq!(mistake(moved("c", "x")), "unknown-place events[0].party-moved.place");
    assert_eq!(mistake(moved("a", "school")), "aboard events[0].party-moved.party");
    let of = Whose::Nation("FR".into());
    let rule = Event::RuleChanged { of, lifts_of: Vec::new() };
    assert_eq!(mistake(rule), "nobody-meant events[0].rule-changed.of");
}

#[test]
fn a_wrong_version_time_price_or_plan_is_named() {
    let (problem, plan) = small();
    let error = |plan: &Plan, events: &Events, options: &ReplanOptions| {
        replan(&problem, plan, events, options).unwrap_err().code()
    };
    let fine = ReplanOptions::default();
    let now = at(0, Vec::new());
    assert_eq!(error(&plan, &Events { version: 2, ..now.clone() }, &fine), "unknown-version");
    assert_eq!(error(&plan, &at(3_000, Vec::new()), &fine), "now-outside-plan");
    assert_eq!(error(&plan, &at(i64::MIN, Vec::new()), &fine), "now-outside-plan");
    let costly = ReplanOptions { change_price: -1, ..fine };
    assert_eq!(error(&plan, &now, &costly), "price-out-of-range");
    let mut other = plan.clone();
    other.journeys[0].party = "x".into();
    assert_eq!(error(&other, &now, &fine), "unknown-party");
    other.journeys[0] = plan.journeys[1].clone();
    assert_eq!(error(&other, &now, &fine), "plan-disagrees");
}

/// Some events, sensible ones mostly.
fn random_events(problem: &Problem, number: u64, most: u64) -> Events {
    let mut dice = Dice(number);
    let now = dice.minute(1_200) - 50;
    let count = dice.below(most + 1);
    let events = (0..count).filter_map(|n| random_event(problem, &mut dice, now, n)).collect();
    Events { version: 1, now, events }
}

fn random_event(problem: &Problem, dice: &mut Dice, now: i64, n: u64) -> Option<Event> {
    let places = ["school", "airfield", "haven", "home", "seoul"];
    let some = |dice: &mut Dice, len: usize| {
        (len > 0).then(|| usize::try_from(dice.below(len.max(1) as u64)).unwrap())
    };
    let ids = problem.lifts.iter().map(|lift| &lift.id);
    let ids: Vec<_> = ids.chain(problem.vehicles.iter().map(|vehicle| &vehicle.id)).collect();
    let a_lift = some(dice, ids.len()).map(|n| ids[n].clone());
    let a_party = some(dice, problem.parties.len()).map(|n| problem.parties[n].clone());
    Some(match dice.below(12) {
        0 | 1 => {
            let what = if dice.below(2) == 0 {
                Closed::Place(dice.pick(&places).into())
            } else {
                Closed::Road { from: dice.pick(&places).into(), to: dice.pick(&places).into() }
            };
            let from = now + dice.minute(500) - 100;
            let until = (dice.below(2) == 0).then_some(from + 1 + dice.minute(500));
            Event::Closure(Closure { what, from, until })
        }
        2 => {
            let closure = &problem.closures[some(dice, problem.closures.len())?];
            Event::Reopened { what: closure.what.clone(), from: now + dice.minute(100) }
        }
        3 => Event::LiftLost { lift: a_lift?, from_leg: (dice.below(3) == 0).then_some(1) },
        4 => Event::LiftDelayed {
            lift: a_lift?,
            leg: usize::try_from(dice.below(2)).unwrap(),
            minutes: 1 + dice.minute(400),
            underway: dice.below(2) == 0,
        },
        5 => Event::LiftSeats {
            lift: a_lift?,
            seats: Seats { seats: dice.small(8), ..Seats::default() },
        },
        6 => {
            let one = Needs { seats: 1, ..Needs::default() };
            let share = (dice.below(2) == 0).then_some(one);
            Event::NoShow { party: a_party?.id, share }
        }
        7 => {
            let id = format!("new-{n}");
            let seats = 1 + dice.small(3);
            let place = dice.pick(&places);
            let mut new = party(&id, dice.pick(&["KR", "JP"]), place, seats);
            new.class = dice.pick(&[Class::Protected, Class::Vulnerable, Class::Ordinary]);
            Event::NewParty(new)
        }
        8 => Event::PartyMoved {
            party: a_party?.id,
            place: (dice.below(2) == 0).then(|| dice.pick(&places).into()),
            ready: (dice.below(2) == 0).then(|| dice.minute(900)),
        },
        9 => {
            let lifts_of = vec![dice.pick(&["KR", "JP"]).into()];
            let party: PartyId = a_party.as_ref()?.id.clone();
            let nation = a_party?.nation;
            let both = [Whose::Party(party), Whose::Nation(nation)];
            let of = both[usize::try_from(dice.below(2)).unwrap()].clone();
            Event::RuleChanged { of, lifts_of }
        }
        10 => Event::ClassChanged {
            party: a_party?.id,
            class: dice.pick(&[Class::Protected, Class::Ordinary]),
        },
        _ => Event::Withdrawn { party: a_party?.id },
    })
}

/// The events without those that are refused, each of which has a code and a place.
fn without_mistakes(problem: &Problem, plan: &Plan, mut events: Events) -> Events {
    loop {
        let Err(error) = replan(problem, plan, &events, &ReplanOptions::default()) else {
            return events;
        };
        let path = error.at().strip_prefix("events[").expect("the mistake is in an event");
        let number: usize = path[..path.find(']').unwrap()].parse().unwrap();
        events.events.remove(number);
    }
}

/// The same with some lifts as vehicles that the plan sends the same way.
fn with_vehicles(problem: &Problem, plan: &Plan, number: u64) -> (Problem, Plan) {
    let (mut problem, mut plan) = (problem.clone(), plan.clone());
    let mut dice = Dice(number);
    problem.step = 1;
    let mut kept = Vec::new();
    for lift in std::mem::take(&mut problem.lifts) {
        let first = lift.legs[0].clone();
        let again = lift.legs.iter().skip(1).any(|leg| {
            (&leg.from, &leg.to) == (&first.from, &first.to)
                || (&leg.from, &leg.to) == (&first.to, &first.from)
        });
        let nowhere = lift.legs.iter().any(|leg| leg.from == leg.to);
        // What a closure stops is no itinerary.
        if again || nowhere || dice.below(2) == 0 || !problem.closures.is_empty() {
            kept.push(lift);
            continue;
        }
        let mode: Mode = lift.id.as_str().into();
        problem.links.extend(lift.legs.iter().map(|leg| Link {
            from: leg.from.clone(),
            to: leg.to.clone(),
            mode: mode.clone(),
            minutes: leg.arrives - leg.departs,
            ..link()
        }));
        problem.vehicles.push(Vehicle {
            id: lift.id.clone(),
            owner: lift.owner,
            mode,
            seats: lift.seats,
            place: first.from,
            available: first.departs,
            until: None,
            turn_around: 0,
            closes_before: lift.closes_before,
            range: None,
        });
        plan.itineraries.push(Itinerary { vehicle: lift.id, legs: lift.legs });
    }
    problem.lifts = kept;
    (problem, plan)
}

fn link() -> Link {
    let form = r#"{"from": "a", "to": "b", "mode": "m", "minutes": 1, "one_way": true}"#;
    serde_json::from_str(form).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_re_plan_passes_the_checker_moves_nobody_aboard_and_loses_nobody(
        number in any::<u64>(), seed in any::<u64>(), holds in 0_u64..3,
    ) {
        let mut problem = made_up(number, 14, 6);
        if holds > 0 {
            let mut dice = Dice(seed);
            problem.places[1].hold = Some(4 + dice.small(9));
            problem.places[2].hold = Some(3 + dice.small(9));
        }
        if number % 2 == 0 {
            problem = with_belongings(problem, seed);
        }
        let plan = solve(&problem, &Effort { seed: 1, rounds: 30 }, None).unwrap().plan;
        let (problem, plan) = with_vehicles(&problem, &plan, seed);
        prop_assume!(check(&problem, &plan).is_ok());
        let events = without_mistakes(&problem, &plan, random_events(&problem, seed, 4));
        let first = again(&problem, &plan, &events);
        // Once more, from the whole plan and from what remains.
        let mut later = random_events(&first.problem, !seed, 3);
        later.now = events.now + later.now.rem_euclid(300);
        let then = without_mistakes(&first.problem, &first.plan, later.clone());
        let _ = again(&first.problem, &first.plan, &then);
        let rest = &first.remaining;
        let then = without_mistakes(&rest.problem, &rest.plan, later);
        let _ = again(&rest.problem, &rest.plan, &then);
        prop_assert_eq!(again(&problem, &plan, &events), first);
    }
}
