//! Tiny problems, solved by trying everything.

use proptest::prelude::*;
use seat_planner::shuttle::{ShuttleError, Shuttles};

use crate::common::{buses, plan, small, tiny};

/// What is left of a problem while everything is tried.
struct Trial<'a> {
    problem: &'a Shuttles,
    waiting: Vec<i64>,
    room: Vec<i64>,
    best: i64,
}

impl Trial<'_> {
    /// All ways on for the vehicle, and for those after it.
    fn drive(&mut self, vehicle: usize, stands: Option<usize>, clock: i64, last: i64, passes: u32) {
        let problem = self.problem;
        if clock.max(last) >= self.best {
            return;
        }
        let Some(shuttle) = problem.vehicles.get(vehicle) else {
            if self.waiting.iter().all(|w| *w == 0) {
                self.best = last;
            }
            return;
        };
        let ended = if stands.is_some() && passes == 0 { last.max(clock) } else { last };
        let next = problem.vehicles.get(vehicle + 1).map_or(0, |v| v.available);
        if passes == 0 {
            self.drive(vehicle + 1, None, next, ended, 0);
        }
        let fleet = &problem.fleets[shuttle.fleet];
        for pickup in 0..problem.pickups.len() {
            let run = match stands {
                None => shuttle.first[pickup],
                Some(drop) => fleet.empty[drop][pickup],
            };
            for drop in 0..problem.drops.len() {
                let (Some(run), Some(ride)) = (run, fleet.loaded[pickup][drop]) else { continue };
                let site = problem.pickups[pickup];
                let most = self.waiting[site].min(shuttle.seats).min(self.room[drop]);
                let least = i64::from(!problem.empty_trips);
                for people in least..=most {
                    let passes = if people == 0 { passes + 1 } else { 0 };
                    if passes > 3 {
                        continue;
                    }
                    self.waiting[site] -= people;
                    self.room[drop] -= people;
                    self.drive(vehicle, Some(drop), clock + run + ride, last, passes);
                    self.waiting[site] += people;
                    self.room[drop] += people;
                }
            }
        }
    }
}

/// The best last arrival; `None` when there is no plan that arrives before a hundred.
fn best(problem: &Shuttles) -> Option<i64> {
    best_before(problem, 100)
}

/// The best last arrival; `None` when there is no plan that arrives before the limit.
fn best_before(problem: &Shuttles, limit: i64) -> Option<i64> {
    let room = problem.drops.iter().map(|room| room.unwrap_or(1_000)).collect();
    let mut trial = Trial { problem, waiting: problem.sites.clone(), room, best: limit };
    trial.drive(0, None, problem.vehicles[0].available, 0, 0);
    Some(trial.best).filter(|best| *best < limit)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_proven_is_the_best_of_everything(problem in tiny()) {
        match (plan(&problem, 60), best(&problem)) {
            (Ok(plan), Some(best)) => {
                prop_assert!(plan.bound <= best, "bound {} best {}", plan.bound, best);
                prop_assert!(plan.last_arrival >= best);
                if plan.proven {
                    prop_assert_eq!(plan.last_arrival, best);
                }
            }
            (Ok(plan), None) => prop_assert!(false, "there is no plan, but here is {:?}", plan),
            (Err(ShuttleError::Contradicts { .. }), Some(_)) => prop_assert!(false),
            (Err(_), _) => {}
        }
    }

    #[test]
    fn buses_with_whole_loads_are_always_proven(problem in buses()) {
        let plan = plan(&problem, 2_000).unwrap();
        prop_assert!(plan.proven);
        prop_assert_eq!(best_before(&problem, plan.last_arrival), None);
    }
}

#[test]
fn a_small_problem_is_proven_best() {
    let plan = plan(&small(), 1_000).unwrap();
    assert_eq!(Some(plan.last_arrival), best(&small()));
}

#[test]
fn the_same_effort_gives_the_same_plan() {
    assert_eq!(plan(&small(), 50), plan(&small(), 50));
}

#[test]
fn a_vehicle_passes_empty_where_that_is_sooner_and_allowed() {
    let mut problem = small();
    problem.sites = vec![0, 1];
    problem.vehicles.truncate(1);
    problem.vehicles[0].first = vec![Some(0), Some(50)];
    problem.vehicles[0].available = 0;
    // There by way of the other pickup: 3 + 3, then 2 to the drop; straight it is 50 + 2.
    assert_eq!(plan(&problem, 100).unwrap().last_arrival, 52);
    problem.empty_trips = true;
    let passing = plan(&problem, 100).unwrap();
    assert_eq!((passing.last_arrival, passing.proven), (8, true));
    assert_eq!(passing.routes[0].iter().map(|trip| trip.people).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn nobody_waiting_needs_no_trip() {
    let mut problem = small();
    problem.sites = vec![0, 0];
    let plan = plan(&problem, 10).unwrap();
    assert_eq!((plan.last_arrival, plan.bound, plan.proven), (0, 0, true));
}

#[test]
fn a_caller_who_has_enough_gets_what_there_is() {
    let problem = small();
    let effort = seat_planner::Effort { seed: 1, rounds: u32::MAX };
    let mut asked = 0;
    let mut keep_going = || {
        asked += 1;
        asked < 2
    };
    let plan = seat_planner::shuttle::solve_shuttles(&problem, &effort, &mut keep_going);
    assert!(plan.is_ok());
}
