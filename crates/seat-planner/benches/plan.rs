//! How long the planner takes: `cargo bench -p seat-planner`. Everything is made up in here, the
//! same every time, and searched for a fixed number of rounds; figures of public instances are in
//! `docs/records.md`.
#![expect(clippy::unwrap_used, reason = "a benchmark, not a library")]

#[path = "../examples/made_up/mod.rs"]
mod made_up;

use divan::Bencher;
use made_up::made_up;
use seat_planner::replan::{Event, Events, ReplanOptions, check_replan, replan};
use seat_planner::shuttle::{Fleet, Shuttle, Shuttles, solve_shuttles};
use seat_planner::{Closed, Closure, Effort, Plan, Problem, bound, check, solve};

fn main() {
    divan::main();
}

fn effort(rounds: u32) -> Effort {
    Effort { seed: 1, rounds }
}

/// 200 parties, ten lifts: buses to two airfields, aircraft from there.
fn given() -> Problem {
    let mut problem = made_up(700);
    problem.parties.truncate(200);
    problem.lifts.truncate(10);
    problem
}

#[divan::bench(sample_count = 10)]
fn seats_on_given_lifts_of_200_parties(bencher: Bencher<'_, '_>) {
    let problem = given();
    bencher.bench_local(|| solve(&problem, &effort(200), None).unwrap());
}

#[divan::bench(sample_count = 10)]
fn bound_on_given_lifts_of_200_parties(bencher: Bencher<'_, '_>) {
    let problem = given();
    bencher.bench_local(|| bound(&problem).unwrap());
}

/// Six vehicles of two owners, 40 parties at two schools.
fn fleet() -> Problem {
    let form = r#"{
      "version": 2, "horizon": 1440, "step": 30, "min_change": 30,
      "places": [
        {"id": "town0", "kind": "danger"}, {"id": "town1", "kind": "danger"},
        {"id": "field0", "kind": "danger", "slots_per_hour": 2},
        {"id": "haven", "kind": "haven", "hold": 80}, {"id": "home", "kind": "home"}],
      "links": [
        {"from": "town0", "to": "field0", "mode": "bus", "minutes": 60, "road": true},
        {"from": "town1", "to": "field0", "mode": "bus", "minutes": 90, "road": true},
        {"from": "field0", "to": "haven", "mode": "air", "minutes": 120, "exposed": true},
        {"from": "haven", "to": "home", "mode": "air", "minutes": 300}],
      "vehicles": [], "parties": []
    }"#;
    let mut problem: Problem = serde_json::from_str(form).unwrap();
    let homes = [("bus", "town0", 12), ("bus", "field0", 20), ("air", "haven", 25)];
    for (number, (mode, place, seats)) in homes.iter().cycle().take(6).enumerate() {
        let owner = if number < 3 { "KR" } else { "JP" };
        let form = format!(
            r#"{{"id": "v{number}", "owner": "{owner}", "mode": "{mode}", "place": "{place}",
                "seats": {{"seats": {seats}}}, "available": 0, "turn_around": 30}}"#
        );
        problem.vehicles.push(serde_json::from_str(&form).unwrap());
    }
    problem.parties = made_up(90).parties.into_iter().take(40).collect();
    for party in &mut problem.parties {
        party.ready %= 240;
        (party.needs.wheelchairs, party.needs.lap_infants) = (0, 0);
        party.people = party.needs.seats;
        if party.place == "field1".into() {
            party.place = "field0".into();
        }
    }
    problem
}

#[divan::bench(sample_count = 10)]
fn six_vehicles_sent_for_40_parties(bencher: Bencher<'_, '_>) {
    let problem = fleet();
    bencher.bench_local(|| solve(&problem, &effort(60), None).unwrap());
}

fn planned(people: u32, rounds: u32) -> (Problem, Plan) {
    let problem = made_up(people);
    let plan = solve(&problem, &effort(rounds), None).unwrap().plan;
    (problem, plan)
}

/// The road from one town to one airfield is shut for good.
fn closure() -> Events {
    let what = Closed::Road { from: "town1".into(), to: "field0".into() };
    let closure = Closure { what, from: 500, until: None };
    Events { version: 1, now: 450, events: vec![Event::Closure(closure)] }
}

#[divan::bench(sample_count = 20)]
fn re_plan_of_1000_people_after_one_closure(bencher: Bencher<'_, '_>) {
    let ((problem, plan), events) = (planned(1_000, 100), closure());
    let options = ReplanOptions::default();
    bencher.bench_local(|| replan(&problem, &plan, &events, &options).unwrap());
}

#[divan::bench(sample_count = 20)]
fn check_of_a_re_plan_of_1000_people(bencher: Bencher<'_, '_>) {
    let ((problem, plan), events) = (planned(1_000, 100), closure());
    let after = replan(&problem, &plan, &events, &ReplanOptions::default()).unwrap();
    bencher.bench_local(|| check_replan(&problem, &plan, &events, &after).unwrap());
}

#[divan::bench(sample_count = 20)]
fn check_of_a_plan_of_10000_people(bencher: Bencher<'_, '_>) {
    let (problem, plan) = planned(10_000, 0);
    bencher.bench_local(|| check(&problem, &plan).unwrap());
}

/// As the random sets of the bus evacuation problem: whole loads, buses that are alike, few
/// shelters.
fn buses(pickups: i64, drops: i64, vehicles: i64) -> Shuttles {
    let mut state = 1_i64;
    let mut minutes = || {
        state = (state * 1_103_515_245 + 12_345).rem_euclid(1 << 31);
        Some(1 + (state >> 16) % 10)
    };
    let mut table = |rows: i64, width: i64| -> Vec<Vec<Option<i64>>> {
        (0..rows).map(|_| (0..width).map(|_| minutes()).collect()).collect()
    };
    let (loaded, empty) = (table(pickups, drops), table(drops, pickups));
    let first = table(vehicles, pickups);
    let vehicle = |first| Shuttle { fleet: 0, seats: 1, available: 0, first };
    Shuttles {
        sites: (0..pickups).map(|n| 2 + n % 3).collect(),
        pickups: (0..usize::try_from(pickups).unwrap()).collect(),
        drops: (0..drops).map(|n| (n > 0).then_some(pickups)).collect(),
        fleets: vec![Fleet { loaded, empty }],
        vehicles: first.into_iter().map(vehicle).collect(),
        empty_trips: false,
    }
}

#[divan::bench(sample_count = 10)]
fn shuttles_of_eight_buses_at_six_pickups(bencher: Bencher<'_, '_>) {
    let problem = buses(6, 3, 8);
    bencher.bench_local(|| solve_shuttles(&problem, &effort(100), &mut || true).unwrap());
}
