//! Small problems, and planning them without a limit of time.

use proptest::collection::vec;
use proptest::prelude::*;
use seat_planner::Effort;
use seat_planner::shuttle::{
    Fleet, Shuttle, ShuttleError, ShuttlePlan, Shuttles, check_shuttles, solve_shuttles,
};

/// Plans, and has the plan checked.
pub(crate) fn plan(problem: &Shuttles, rounds: u32) -> Result<ShuttlePlan, ShuttleError> {
    let plan = solve_shuttles(problem, &Effort { seed: 7, rounds }, &mut || true)?;
    assert_eq!(check_shuttles(problem, &plan.routes), Ok(plan.last_arrival));
    assert!(plan.bound <= plan.last_arrival);
    assert_eq!(plan.proven, plan.bound == plan.last_arrival);
    Ok(plan)
}

/// Two sites with a pickup each, two drops, two vehicles: all that is needed to go wrong.
pub(crate) fn small() -> Shuttles {
    let fleet = Fleet {
        loaded: vec![vec![Some(3), Some(5)], vec![Some(4), Some(2)]],
        empty: vec![vec![Some(2), Some(3)], vec![Some(4), Some(1)]],
    };
    let vehicle = Shuttle { fleet: 0, seats: 2, available: 1, first: vec![Some(2), Some(2)] };
    Shuttles {
        sites: vec![3, 2],
        pickups: vec![0, 1],
        drops: vec![Some(3), Some(3)],
        fleets: vec![fleet],
        vehicles: vec![vehicle.clone(), vehicle],
        empty_trips: false,
    }
}

/// Tiny problems of all kinds: loads or unlike seats, tight room, missing legs, several pickups.
pub(crate) fn tiny() -> impl Strategy<Value = Shuttles> {
    let leg = || prop_oneof![9 => (1_i64..6).prop_map(Some), 1 => Just(None)];
    let fleet = move || {
        let loaded = vec(vec(leg(), 2), 2);
        (loaded, vec(vec(leg(), 2), 2)).prop_map(|(loaded, empty)| Fleet { loaded, empty })
    };
    let vehicle = move || {
        (0..2_usize, 1_i64..3, 0_i64..3, vec(leg(), 2))
            .prop_map(|(fleet, seats, available, first)| Shuttle { fleet, seats, available, first })
    };
    let room = prop_oneof![1 => Just(None), 1 => (1_i64..4).prop_map(Some)];
    let parts = (
        vec(0_i64..3, 2),
        vec(0..2_usize, 2),
        vec(room, 2),
        vec(fleet(), 2),
        vec(vehicle(), 2),
        any::<(bool, bool)>(),
    );
    parts.prop_map(|(sites, pickups, drops, fleets, mut vehicles, (empty_trips, alike))| {
        if alike {
            for vehicle in &mut vehicles {
                vehicle.seats = 1;
            }
        }
        Shuttles { sites, pickups, drops, fleets, vehicles, empty_trips }
    })
}

/// Three buses that are alike, two loads at each of three pickups, two tight shelters, and times
/// that are no distances.
pub(crate) fn buses() -> impl Strategy<Value = Shuttles> {
    let times = |rows, width| vec(vec((1_i64..11).prop_map(Some), width), rows);
    let parts = (vec(1_i64..3, 3), times(3, 2), times(2, 3), times(1, 3), 0_i64..4);
    parts.prop_map(|(sites, loaded, empty, first, room)| {
        let bus = Shuttle { fleet: 0, seats: 1, available: 0, first: first[0].clone() };
        Shuttles {
            drops: vec![Some(room), Some(sites.iter().sum::<i64>() - room.min(1))],
            sites,
            pickups: vec![0, 1, 2],
            fleets: vec![Fleet { loaded, empty }],
            vehicles: vec![bus.clone(), bus.clone(), bus],
            empty_trips: false,
        }
    })
}
