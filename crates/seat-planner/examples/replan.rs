//! Times re-planning on made-up evacuations of 1,000 and 36,000 people:
//! `cargo run --release -p seat-planner --example replan`.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark, not a library")]

use std::collections::BTreeSet;
use std::time::Instant;

use seat_planner::replan::{Change, Event, Events, ReplanOptions, check_replan, replan};
use seat_planner::{Closed, Closure, Effort, Lift, Party, Plan, Problem, check, solve};

mod made_up;

use made_up::made_up;

/// What happens, by name.
fn cases(problem: &Problem, plan: &Plan) -> Vec<(&'static str, Vec<Event>)> {
    let shut = |what, from, until| vec![Event::Closure(Closure { what, from, until })];
    let road = Closed::Road { from: "town1".into(), to: "field0".into() };
    let field = Closed::Place("field1".into());
    let walk_in = Party { id: "walk-in".into(), ..problem.parties[0].clone() };
    let rides = |lift: &Lift| {
        let on = |j: &seat_planner::Journey| j.rides.iter().any(|ride| ride.lift == lift.id);
        lift.legs[0].departs > 900 && plan.journeys.iter().any(on)
    };
    let lift = problem.lifts.iter().rev().find(|lift| rides(lift)).unwrap().id.clone();
    let no_shows = plan.journeys.iter().step_by(20).map(|journey| journey.party.clone());
    let no_shows: BTreeSet<_> = no_shows.collect();
    vec![
        ("nothing", Vec::new()),
        ("one road shut for good", shut(road, 500, None)),
        ("an airfield shut for 5 h", shut(field, 800, Some(1_100))),
        ("a lift delayed by 2 h", {
            let (lift, leg) = (lift.clone(), 0);
            vec![Event::LiftDelayed { lift, leg, minutes: 120, underway: false }]
        }),
        ("a lift lost", vec![Event::LiftLost { lift, from_leg: None }]),
        ("a walk-in", vec![Event::NewParty(walk_in)]),
        ("5 % do not come", {
            let gone = no_shows.into_iter();
            gone.map(|party| Event::NoShow { party, share: None }).collect()
        }),
    ]
}

fn time(problem: &Problem, plan: &Plan, name: &str, events: Vec<Event>) {
    let count = events.len();
    let now = if count > 1 { 20 } else { 450 };
    let events = Events { version: 1, now, events };
    let mut times: Vec<u128> = Vec::new();
    let mut last = None;
    for _ in 0..3 {
        let start = Instant::now();
        let done = replan(problem, plan, &events, &ReplanOptions::default());
        times.push(start.elapsed().as_micros());
        last = Some(done.unwrap());
    }
    times.sort_unstable();
    let replanned = last.unwrap();
    let start = Instant::now();
    let checked = check_replan(problem, plan, &events, &replanned).unwrap();
    let checking = start.elapsed();
    let counts = replanned.counts;
    let share = 100.0 * counts.others as f64 / counts.parties as f64;
    let change = |change| replanned.affected.iter().filter(|one| one.change == change).count();
    println!(
        "  {name}: {:.1} ms (checked in {checking:.1?}); must {}, others {} ({share:.1} %); moved \
         {}, lost {}, gained {}; out {}",
        times[1] as f64 / 1_000.0,
        counts.must,
        counts.others,
        change(Change::Moved),
        change(Change::Lost),
        change(Change::Gained),
        checked.score().total.people_out,
    );
}

fn main() {
    for people in [1_000, 36_000] {
        let problem = made_up(people);
        let start = Instant::now();
        // The greedy plan is enough to re-plan from, where many rounds would take long.
        let rounds = if people > 10_000 { 0 } else { 500 };
        let solution = solve(&problem, &Effort { seed: 1, rounds }, None).unwrap();
        let out = solution.score.total.people_out;
        let (parties, lifts) = (problem.parties.len(), problem.lifts.len());
        check(&problem, &solution.plan).unwrap();
        let took = start.elapsed();
        println!("{people} people, {parties} parties, {lifts} lifts: {out} out, {took:.1?}");
        for (name, events) in cases(&problem, &solution.plan) {
            time(&problem, &solution.plan, name, events);
        }
    }
}
