//! Plans a synthetic instance within a time, and says how good the plan is proven to be:
//! `cargo run --release -p seat-planner --example fleet -- FILE SECONDS [SEED]`. In place of the
//! seconds, `rounds=N` makes the run the same on every machine.
//!
//! Costs are in the steps of the instance: a step of a person of weight 1 is 150 tenths of a
//! minute.

use std::time::Instant;

use seat_planner::{Effort, check, solve_paced};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let text = std::fs::read_to_string(args.next().ok_or("a file")?)?;
    let limit = args.next().ok_or("seconds")?;
    let rounds = limit.strip_prefix("rounds=");
    let seconds: f64 = if rounds.is_some() { 0.0 } else { limit.parse()? };
    let seed = args.next().map_or(Ok(1), |seed| seed.parse())?;
    let problem = seat_planner::import::synthetic(&text)?;
    let start = Instant::now();
    let pace = |done: f64| {
        if seconds > 0.0 { start.elapsed().as_secs_f64() / seconds } else { done }
    };
    let effort = Effort { seed, rounds: rounds.map_or(Ok(1_000), str::parse)? };
    let solution = solve_paced(&problem, &effort, None, &pace)?;
    let took = start.elapsed().as_secs_f64();
    let steps = |tenths: i64| tenths as f64 / 150.0;
    println!(
        "plan {:.0} bound {:.0} gap {:.2} % out {} left {} in {took:.2} s",
        steps(solution.score.total.burden),
        steps(solution.bound.burden),
        solution.gap * 100.0,
        solution.score.total.people_out,
        solution.plan.left.iter().map(|left| left.share.people()).sum::<u32>(),
    );
    match check(&problem, &solution.plan) {
        Ok(checked) => println!("checked: the same score: {}", *checked.score() == solution.score),
        Err(faults) => {
            for fault in faults {
                println!("fault: {fault}");
            }
        }
    }
    Ok(())
}
