//! Compares `solve` with exact answers:
//! `cargo run --release -p seat-planner --example against -- FOLDER ROUNDS [SEED]`.
//!
//! The folder holds N.json, problems, and N.ans, what bench/planner/oracle.py found for them:
//! protected out, weighted out, burden.

use std::fs::read_to_string;
use std::path::Path;
use std::time::Instant;

use seat_planner::{Effort, Problem, check, solve};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("a folder")?;
    let rounds = args.next().ok_or("rounds")?.parse()?;
    let seed = args.next().map_or(Ok(7), |seed| seed.parse())?;
    let (mut problems, mut best, mut alike, mut gap, mut lost) = (0, 0, 0, 0.0, 0);
    let (mut fewer, mut lighter, mut took) = (0, 0, 0.0);
    while let Ok(text) = read_to_string(Path::new(&folder).join(format!("{problems}.json"))) {
        let problem: Problem = serde_json::from_str(&text)?;
        let start = Instant::now();
        let found = solve(&problem, &Effort { seed, rounds }, None)?;
        took += start.elapsed().as_secs_f64();
        let same = check(&problem, &found.plan).is_ok_and(|plan| *plan.score() == found.score);
        assert!(same, "{problems}: not the score of the checker");
        let total = found.score.total;
        let answer = read_to_string(Path::new(&folder).join(format!("{problems}.ans")));
        let answer: Vec<i64> = answer
            .unwrap_or_default()
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        problems += 1;
        let [protected, weighted, burden] = answer[..] else {
            println!("{}: {}", problems - 1, found.score);
            continue;
        };
        best += i32::from(
            (total.protected_out, total.weighted_out, total.burden)
                == (protected, weighted, burden),
        );
        fewer += i32::from(total.protected_out < protected);
        lighter += i32::from(total.protected_out == protected && total.weighted_out < weighted);
        lost = lost.max(protected - total.protected_out);
        if (total.protected_out, total.weighted_out) == (protected, weighted) {
            alike += 1;
            gap += (total.burden - burden) as f64 / burden.max(1) as f64;
        }
    }
    println!(
        "{problems} problems: {best} optimal; {fewer} with fewer protected out, at worst {lost}; \
         {lighter} with less weight out; mean gap of burden of the others {:.4} %; {:.1} ms each",
        100.0 * gap / f64::from(alike.max(1)),
        1_000.0 * took / f64::from(problems.max(1)),
    );
    Ok(())
}
