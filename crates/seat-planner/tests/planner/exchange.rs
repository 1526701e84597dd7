//! Plans for which several parties have to change places at once, and how good plans of
//! middle-sized problems are.

use crate::common::{crisis, leg, lift, made_up, party, problem};
use seat_planner::{Class, Effort, Owner, Problem, check, solve};

/// Three flights full of parties of unlike sizes. Who is protected and can board only the first
/// gets a seat if one moves from the first to the second, and another from there to the third.
fn three_flights() -> Problem {
    let mut lifts = vec![
        lift("a", "A", 3, vec![leg("airfield", "home", 300, 700)]),
        lift("b", "B", 3, vec![leg("airfield", "home", 400, 800)]),
        lift("c", "C", 3, vec![leg("airfield", "home", 500, 900)]),
    ];
    lifts.iter_mut().for_each(|lift| lift.seats.lap_infants = 0);
    let of = |id: &str, people: u32, owners: &[&str]| {
        let mut party = party(id, "KR", "airfield", people);
        party.class = Class::Protected;
        party.lifts_of = owners.iter().map(|owner| Owner::new(*owner)).collect();
        party
    };
    let parties = vec![
        of("p1", 2, &["A", "B"]),
        of("p2", 2, &["B", "C"]),
        of("p3", 1, &["A", "B", "C"]),
        of("p4", 1, &["C"]),
        of("p5", 3, &["A"]),
    ];
    problem(lifts, parties)
}

#[test]
fn a_protected_party_gets_its_seats_by_a_chain_of_two_that_move() {
    let problem = three_flights();
    for seed in 0..20 {
        let found = solve(&problem, &Effort { seed, rounds: 30 }, None).unwrap();
        assert_eq!(found.score.total.protected_out, 9, "seed {seed}");
        assert_eq!(check(&problem, &found.plan).unwrap().score(), &found.score);
    }
}

#[test]
fn a_chain_that_costs_a_nation_time_is_not_made_against_its_plan() {
    let mut problem = three_flights();
    problem.parties[4].nation = "JP".into();
    let mut before = problem.clone();
    before.parties[4].lifts_of = vec![Owner::new("NOBODY")];
    let before = solve(&before, &Effort { seed: 1, rounds: 30 }, None).unwrap();
    assert_eq!(before.score.total.protected_out, 6);
    for seed in 0..20 {
        let effort = Effort { seed, rounds: 60 };
        let after = solve(&problem, &effort, Some(&before.plan)).unwrap();
        assert!(after.score.never_worse_than(&before.score), "seed {seed}");
    }
}

/// What bench/planner/oracle.py proves to be the best: protected out, weighted out, burden.
#[test]
fn middle_sized_problems_are_solved_to_the_proven_best() {
    let best = [
        (1, (19, 179, 4_646_826)),
        (20, (15, 164, 7_971_190)),
        (27, (17, 177, 7_398_220)),
        (32, (20, 179, 3_947_566)),
        (48, (13, 150, 3_571_228)),
        (51, (32, 265, 9_979_718)),
        (63, (25, 232, 8_635_582)),
        (72, (36, 330, 12_604_200)),
    ];
    for (number, best) in best {
        let problem = made_up(number, 40, 8);
        let found = solve(&problem, &Effort { seed: 7, rounds: 600 }, None).unwrap().score.total;
        let found = (found.protected_out, found.weighted_out, found.burden);
        assert_eq!(found, best, "problem {number}");
    }
}

#[test]
fn no_protected_person_is_lost_where_thirty_lifts_are_short_of_seats() {
    for (number, best) in [(8, 86), (9, 86), (15, 89), (18, 84)] {
        let problem = made_up(number, 150, 30);
        let found = solve(&problem, &Effort { seed: 7, rounds: 600 }, None).unwrap();
        assert_eq!(found.score.total.protected_out, best, "problem {number}");
    }
}

#[test]
fn a_whole_evacuation_is_planned_the_same_twice_from_a_start_too() {
    let problem = crisis();
    let effort = Effort { seed: 3, rounds: 60 };
    let first = solve(&problem, &effort, None).unwrap();
    let once = solve(&problem, &effort, Some(&first.plan)).unwrap();
    let again = solve(&problem, &effort, Some(&first.plan)).unwrap();
    assert_eq!(once, again);
    assert!(once.score.never_worse_than(&first.score));
}
