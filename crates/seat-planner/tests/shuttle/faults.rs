//! The checker refuses planted faults, and the solver refuses problems that contradict themselves.

use seat_planner::shuttle::{
    ShuttleError, ShuttleFault, ShuttlePlan, Shuttles, Trip, check_shuttles,
};

use crate::common::{plan, small};

fn faults(change: impl Fn(&mut Shuttles, &mut ShuttlePlan)) -> Vec<ShuttleFault> {
    let mut problem = small();
    let mut plan = plan(&problem, 200).unwrap();
    change(&mut problem, &mut plan);
    check_shuttles(&problem, &plan.routes).unwrap_err()
}

#[test]
fn a_route_too_many_is_refused() {
    assert_eq!(faults(|_, plan| plan.routes.push(Vec::new())), [ShuttleFault::Routes]);
}

#[test]
fn somebody_left_behind_is_seen() {
    let found = faults(|problem, _| problem.sites[0] += 1);
    assert_eq!(found, [ShuttleFault::Demand(0)]);
}

#[test]
fn a_trip_more_than_anybody_needs_is_seen() {
    let found = faults(|_, plan| plan.routes[0].push(Trip { pickup: 0, drop: 0, people: 1 }));
    assert!(found.contains(&ShuttleFault::Demand(0)));
}

#[test]
fn too_many_aboard_are_seen() {
    let found = faults(|problem, _| problem.vehicles[0].seats = 1);
    assert!(matches!(found[..], [ShuttleFault::Load(0, _), ..]));
}

#[test]
fn an_empty_trip_is_refused_where_trips_carry_somebody() {
    let found = faults(|_, plan| plan.routes[0].push(Trip { pickup: 0, drop: 0, people: 0 }));
    assert!(matches!(found[..], [ShuttleFault::Load(0, _)]));
}

#[test]
fn a_full_drop_is_seen() {
    let found = faults(|problem, _| problem.drops = vec![Some(0), Some(5)]);
    assert_eq!(found, [ShuttleFault::Room(0)]);
}

#[test]
fn a_leg_that_is_not_there_is_seen() {
    let found = faults(|problem, _| problem.fleets[0].loaded = vec![vec![None, None]; 2]);
    assert!(found.contains(&ShuttleFault::NoWay(0, 0)));
    let found = faults(|_, plan| plan.routes[1][0].pickup = 9);
    assert!(found.contains(&ShuttleFault::NoWay(1, 0)));
}

#[test]
fn a_contradiction_is_named_where_it_is() {
    let at = |change: fn(&mut Shuttles)| {
        let mut problem = small();
        change(&mut problem);
        match plan(&problem, 10) {
            Err(ShuttleError::Contradicts { at, .. }) => at,
            other => format!("{other:?}"),
        }
    };
    assert_eq!(at(|p| p.sites[1] = -1), "sites[1]");
    assert_eq!(at(|p| p.pickups[0] = 2), "pickups[0]");
    assert_eq!(at(|p| p.drops = vec![Some(1), Some(1)]), "drops");
    assert_eq!(at(|p| p.vehicles[1].seats = 0), "vehicles[1].seats");
    assert_eq!(at(|p| p.vehicles[1].fleet = 1), "vehicles[1].fleet");
    assert_eq!(at(|p| p.fleets[0].loaded[1][0] = Some(0)), "fleets[0].loaded[1][0]");
    assert_eq!(at(|p| p.fleets[0].empty[1].clear()), "fleets[0].empty[1]");
    assert_eq!(at(|p| p.vehicles.clear()), "sites[0]");
    assert_eq!(at(|p| p.sites = vec![1; 400]), "sites");
}
