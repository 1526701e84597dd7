//! Every possible plan of small problems, scored by the checker: no search may beat the best of
//! them, and no bound may cut it off.

use crate::common::{Dice, leg, lift, made_up, party, problem, with_belongings};
use proptest::prelude::*;
use seat_planner::{
    Class, Closed, Closure, Effort, Journey, Left, Needs, Plan, Problem, Reason, Ride, Score,
    bound, check, solve, summary,
};

const EFFORT: Effort = Effort { seed: 7, rounds: 300 };

/// All chains of up to three rides of a party that keep the rules when it is alone.
fn ways(problem: &Problem, number: usize) -> Vec<Vec<Ride>> {
    let party = &problem.parties[number];
    let mut alone = problem.clone();
    alone.parties = vec![party.clone()];
    let mut rides = Vec::new();
    for lift in &problem.lifts {
        for board in 0..lift.legs.len() {
            for alight in board..lift.legs.len() {
                rides.push(Ride { lift: lift.id.clone(), board, alight });
            }
        }
    }
    let mut chains: Vec<Vec<Ride>> = vec![Vec::new()];
    let mut ways = Vec::new();
    for _ in 0..3 {
        let mut longer = Vec::new();
        for chain in &chains {
            for ride in &rides {
                let mut chain = chain.clone();
                chain.push(ride.clone());
                let journey =
                    Journey { party: party.id.clone(), share: party.needs, rides: chain.clone() };
                let plan = Plan { journeys: vec![journey], ..Plan::default() };
                match check(&alone, &plan) {
                    Ok(_) => {
                        ways.push(chain.clone());
                        longer.push(chain);
                    }
                    Err(faults) if faults.iter().all(|f| f.code() == "left-in-danger") => {
                        longer.push(chain);
                    }
                    Err(_) => {}
                }
            }
        }
        chains = longer;
    }
    ways
}

/// The best score over all plans that keep every household whole; nothing if there are too many.
fn best(problem: &Problem) -> Option<Score> {
    let ways: Vec<_> = (0..problem.parties.len()).map(|n| ways(problem, n)).collect();
    let plans: usize = ways.iter().map(|ways| ways.len() + 1).product();
    if plans > 10_000 {
        return None;
    }
    let mut best: Option<Score> = None;
    for mut number in 0..plans {
        let mut plan = Plan::default();
        for (party, ways) in problem.parties.iter().zip(&ways) {
            let (id, share) = (party.id.clone(), party.needs);
            match ways.get(number % (ways.len() + 1)) {
                Some(rides) => {
                    plan.journeys.push(Journey { party: id, share, rides: rides.clone() });
                }
                None => plan.left.push(Left { party: id, share, reason: Reason::NoSeat }),
            }
            number /= ways.len() + 1;
        }
        if let Ok(checked) = check(problem, &plan)
            && best.as_ref().is_none_or(|best| checked.score().better_than(best))
        {
            best = Some(checked.score().clone());
        }
    }
    best
}

/// The best, and what the search finds; nothing if there are too many plans to try.
fn beside_the_oracle(problem: &Problem) -> Option<(Score, Score)> {
    let best = best(problem)?;
    let bound = bound(problem).unwrap();
    assert!(bound.protected_out >= best.total.protected_out, "{bound:?} {best}");
    assert!(bound.weighted_out >= best.total.weighted_out, "{bound:?} {best}");
    assert!(bound.burden <= best.total.burden, "{bound:?} {best}");
    let found = solve(problem, &EFFORT, None).unwrap();
    let whole = problem.parties.iter().all(|party| !party.may_split);
    assert!(!(whole && found.score.better_than(&best)), "{} beats {best}", found.score);
    Some((best, found.score))
}

#[test]
fn the_search_finds_the_best_of_all_plans_of_small_problems() {
    let tried: Vec<(u64, bool)> = (0..250)
        .filter_map(|number| {
            let (best, found) = beside_the_oracle(&made_up(number, 6, 3))?;
            Some((number, !best.better_than(&found)))
        })
        .collect();
    let missed: Vec<_> = tried.iter().filter(|(_, found)| !found).collect();
    assert!(tried.len() > 150, "only {} problems were small enough", tried.len());
    assert!(missed.is_empty(), "not the best: {missed:?}");
}

#[test]
fn the_search_finds_the_best_of_all_plans_where_baggage_and_pets_are_limited() {
    let tried: Vec<(u64, bool)> = (0..200)
        .filter_map(|number| {
            let problem = with_belongings(made_up(number, 6, 3), number);
            let (best, found) = beside_the_oracle(&problem)?;
            Some((number, !best.better_than(&found)))
        })
        .collect();
    let missed: Vec<_> = tried.iter().filter(|(_, found)| !found).collect();
    assert!(tried.len() > 120, "only {} problems were small enough", tried.len());
    assert!(missed.is_empty(), "not the best: {missed:?}");
}

/// A made-up problem in which most have infants, and lap places are few or none.
fn short_of_laps(number: u64, parties: u64, lifts: u64) -> Problem {
    let mut problem = made_up(number, parties, lifts);
    let mut dice = Dice(!number);
    for party in &mut problem.parties {
        party.needs.lap_infants = dice.small(party.needs.seats.min(2) + 1);
        party.people = party.needs.people();
    }
    for lift in &mut problem.lifts {
        lift.seats.lap_infants = dice.small(3).saturating_sub(1);
        lift.seats.seats += dice.small(3);
    }
    problem
}

/// The best for people, that is: among plans that are the same for all of them (which of two lifts
/// two people change to, say), the one with the fewest empty seats is not always found.
#[test]
fn the_search_finds_the_best_of_all_plans_where_lap_places_are_short() {
    let tried: Vec<(u64, bool)> = (0..150)
        .filter_map(|number| {
            let (best, mut found) = beside_the_oracle(&short_of_laps(number, 6, 3))?;
            (found.empty_seats, found.lifts_used) = (best.empty_seats, best.lifts_used);
            Some((number, !best.better_than(&found)))
        })
        .collect();
    let missed: Vec<_> = tried.iter().filter(|(_, found)| !found).collect();
    assert!(tried.len() > 90, "only {} were small enough", tried.len());
    assert!(missed.is_empty(), "not the best: {missed:?}");
}

#[test]
fn a_bus_without_lap_places_carries_infants_on_its_seats() {
    let mut bus = lift("bus", "KR", 5, vec![leg("airfield", "home", 100, 500)]);
    bus.seats.lap_infants = 0;
    let mut family = party("family", "KR", "airfield", 3);
    (family.needs.lap_infants, family.people) = (1, 4);
    let others = [party("a", "JP", "airfield", 1), party("b", "JP", "airfield", 1)];
    let mut problem = problem(vec![bus], [vec![family], others.to_vec()].concat());
    let found = solve(&problem, &EFFORT, None).unwrap();
    assert_eq!((found.score.total.people_out, found.score.empty_seats), (5, 0));
    assert_eq!(found.bound.weighted_out, 5);
    assert_eq!(summary(&problem, &found.plan).loads[0].peak, 5);
    problem.lifts[0].seats.lap_infants = 1;
    let found = solve(&problem, &EFFORT, Some(&found.plan)).unwrap();
    assert_eq!((found.score.total.people_out, found.score.empty_seats), (6, 0));
    problem.lifts[0].seats.lap_infants = 0;
    problem.lifts[0].seats.seats = 3;
    let found = solve(&problem, &EFFORT, Some(&found.plan)).unwrap();
    assert_eq!((found.score.total.people_out, found.score.empty_seats), (2, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_bound_cuts_off_the_best_plan(number in any::<u64>()) {
        beside_the_oracle(&made_up(number, 6, 3));
        beside_the_oracle(&short_of_laps(number, 6, 3));
        beside_the_oracle(&with_belongings(short_of_laps(number, 6, 3), number));
    }

    #[test]
    fn every_plan_found_passes_the_checker_with_the_same_score(
        number in any::<u64>(),
        short in any::<bool>(),
        brings in any::<bool>(),
    ) {
        let make = if short { short_of_laps } else { made_up };
        let mut problem = make(number, 40, 8);
        if brings {
            problem = with_belongings(problem, number);
        }
        prop_assert!(problem.check_itself().is_ok());
        let found = solve(&problem, &Effort { seed: number, rounds: 60 }, None).unwrap();
        let checked = check(&problem, &found.plan);
        prop_assert_eq!(checked.map(|checked| checked.score().clone()), Ok(found.score.clone()));
        prop_assert!(found.score.total.protected_out <= found.bound.protected_out);
        prop_assert!(found.score.total.weighted_out <= found.bound.weighted_out);
        prop_assert!(found.score.total.burden >= found.bound.burden);
        prop_assert!(found.gap >= 0.0);
        let summary = summary(&problem, &found.plan);
        prop_assert_eq!(i64::try_from(summary.empty_seats), Ok(found.score.empty_seats));
    }

    #[test]
    fn a_plan_started_from_is_never_made_worse(number in any::<u64>()) {
        let mut problem = made_up(number, 30, 6);
        if number % 2 == 0 {
            problem = with_belongings(problem, number);
        }
        let first = solve(&problem, &Effort { seed: 1, rounds: 10 }, None).unwrap();
        let then = solve(&problem, &Effort { seed: 2, rounds: 40 }, Some(&first.plan)).unwrap();
        prop_assert!(check(&problem, &then.plan).is_ok());
        prop_assert!(then.score.never_worse_than(&first.score));
        prop_assert!(!first.score.better_than(&then.score));
    }

    #[test]
    fn a_pooled_plan_is_never_worse_than_the_two_alone(number in any::<u64>()) {
        let effort = Effort { seed: number, rounds: 60 };
        let mut pooled = made_up(number, 30, 6);
        let mut alone = pooled.clone();
        for party in &mut alone.parties {
            party.lifts_of = vec![party.nation.clone()];
        }
        for party in &mut pooled.parties {
            party.lifts_of = vec!["KR".into(), "JP".into()];
        }
        let apart = solve(&alone, &effort, None).unwrap();
        let together = solve(&pooled, &effort, Some(&apart.plan)).unwrap();
        prop_assert!(together.score.never_worse_than(&apart.score));
    }
}

#[test]
fn an_aircraft_is_filled_to_the_last_seat() {
    // 3 + 4 + 4 = 11: the big parties first would fill 5 + 5 and leave a seat empty.
    let flight = lift("f", "KR", 11, vec![leg("airfield", "home", 100, 500)]);
    let sizes = [5, 5, 4, 4, 3];
    let parties =
        sizes.iter().enumerate().map(|(n, s)| party(&format!("p{n}"), "KR", "airfield", *s));
    let problem = problem(vec![flight], parties.collect());
    let found = solve(&problem, &EFFORT, None).unwrap();
    assert_eq!(found.score.total.people_out, 11);
    assert_eq!(found.bound.weighted_out, 11);
}

#[test]
fn one_protected_person_goes_before_any_number_of_others() {
    let flight = lift("f", "KR", 9, vec![leg("airfield", "home", 100, 500)]);
    let mut injured = party("injured", "JP", "airfield", 2);
    injured.class = Class::Protected;
    let mut big = party("big", "KR", "airfield", 8);
    big.class = Class::Vulnerable;
    let problem = problem(vec![flight], vec![big, injured]);
    let found = solve(&problem, &EFFORT, None).unwrap();
    assert_eq!(found.score.total.protected_out, 2);
    assert_eq!(found.score.total.people_out, 2);
    assert_eq!(found.plan.left[0].reason, Reason::NoSeat);
}

#[test]
fn a_party_with_consent_is_divided_and_one_without_is_not() {
    let flights = vec![
        lift("a", "KR", 2, vec![leg("airfield", "home", 100, 500)]),
        lift("b", "KR", 2, vec![leg("airfield", "home", 200, 600)]),
    ];
    let mut family = party("family", "KR", "airfield", 4);
    family.needs = Needs { seats: 4, lap_infants: 1, wheelchairs: 1, ..Needs::default() };
    family.people = 5;
    let mut problem = problem(flights, vec![family]);
    let whole = solve(&problem, &EFFORT, None).unwrap();
    assert_eq!(whole.plan.left.len(), 1);
    problem.parties[0].may_split = true;
    let apart = solve(&problem, &EFFORT, None).unwrap();
    assert_eq!(apart.score.total.people_out, 5);
    assert!(check(&problem, &apart.plan).is_ok());
    let again = solve(&problem, &EFFORT, Some(&apart.plan)).unwrap();
    assert_eq!(again.score, apart.score);
}

/// One party that meets every limit to the minute, and why it is left once one is missed.
#[test]
fn limits_met_to_the_minute_are_met_and_a_minute_more_is_named() {
    let bus = lift("bus", "JP", 4, vec![leg("school", "airfield", 100, 200)]);
    let flight = lift("f", "KR", 4, vec![leg("airfield", "home", 300, 900)]);
    let mut family = party("family", "JP", "school", 3);
    (family.ready, family.latest) = (70, Some(300));
    let mut exact = problem(vec![bus, flight], vec![family]);
    (exact.min_change, exact.horizon) = (100, 900);
    let what = Closed::Place("airfield".into());
    exact.closures.push(Closure { what: what.clone(), from: 150, until: Some(200) });
    let found = solve(&exact, &EFFORT, None).unwrap();
    assert_eq!(found.score.total.people_out, 3);
    assert_eq!(found.gap, 0.0);
    let left = |change: &dyn Fn(&mut Problem)| {
        let mut problem = exact.clone();
        change(&mut problem);
        let found = solve(&problem, &EFFORT, Some(&found.plan)).unwrap();
        assert!(check(&problem, &found.plan).is_ok());
        found.plan.left.first().map(|left| left.reason.code())
    };
    assert_eq!(left(&|_| {}), None);
    assert_eq!(left(&|p| p.parties[0].ready = 71), Some("too-late"));
    assert_eq!(left(&|p| p.parties[0].latest = Some(299)), Some("too-late"));
    assert_eq!(left(&|p| p.horizon = 899), Some("too-late"));
    assert_eq!(left(&|p| p.min_change = 101), Some("no-lift"));
    assert_eq!(left(&|p| p.lifts[1].closes_before = 101), Some("no-lift"));
    assert_eq!(left(&|p| p.closures[0].until = Some(201)), Some("closed"));
    assert_eq!(left(&|p| p.closures[0].until = None), Some("closed"));
    assert_eq!(left(&|p| p.parties[0].lifts_of.truncate(1)), Some("not-eligible"));
    assert_eq!(left(&|p| p.lifts[1].seats.seats = 2), Some("no-seat"));
}

#[test]
fn nobody_needs_more_than_home_and_another_nations_home_is_a_haven() {
    let flight = lift("f", "KR", 4, vec![leg("airfield", "home", 100, 500)]);
    let onward = lift("g", "KR", 4, vec![leg("home", "haven", 600, 700)]);
    let parties = vec![party("kr", "KR", "airfield", 2), party("jp", "JP", "airfield", 2)];
    let mut problem = problem(vec![flight, onward], parties);
    problem.parties.push(party("there", "KR", "home", 1));
    problem.places[3].home_of = Some("KR".into());
    let found = solve(&problem, &EFFORT, None).unwrap();
    assert!(found.plan.journeys.iter().all(|journey| journey.rides.len() == 1));
    assert!(found.plan.left.is_empty());
    assert_eq!(summary(&problem, &found.plan).people_home, 3);
    let burden = 100 * 10 + 400 * 2;
    assert_eq!(found.score.by_nation[&"KR".into()].burden, 2 * burden);
    assert_eq!(found.score.by_nation[&"JP".into()].burden, 2 * (burden + (2_500 + 1_440) * 2));
}
