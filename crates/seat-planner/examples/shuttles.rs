//! Plans the public BEP and ICEP instances of a folder and prints what came of each.
//!
//! `cargo run --release -p seat-planner --example shuttles -- FOLDER [SECONDS [DEMAND [loaded]]]`
//!
//! Every `BEP*.txt` below the folder is one instance, every folder with `input/vessels.csv` another
//! (with the people of the column `DEMAND` of its scenarios; `Actual_demand` unless given).
//! Instances are worked on one after the other, each until it is proven or the seconds (1 unless
//! given) are over. With `loaded`, no trip may be empty. Times are those of the files: minutes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use seat_planner::Effort;
use seat_planner::shuttle::{
    ICEP_MINUTE, ShuttlePlan, Shuttles, check_shuttles, read_bep, read_icep, solve_shuttles,
};

type Trouble = Box<dyn std::error::Error>;

/// What is added up for one set of instances.
#[derive(Default)]
struct Sum {
    instances: u32,
    proven: u32,
    last_arrivals: f64,
    gaps: f64,
    worst: f64,
    seconds: f64,
}

fn main() -> Result<(), Trouble> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let folder = words.first().ok_or("which folder?")?;
    let seconds: f64 = words.get(1).map_or(Ok(1.0), |word| word.parse())?;
    let demand = words.get(2).map_or("Actual_demand", String::as_str);
    let loaded = words.get(3).is_some_and(|word| word == "loaded");
    let mut found = Vec::new();
    look(Path::new(folder), &mut found)?;
    found.sort();
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    println!("| instance | plan | bound | gap | proven | seconds |\n|---|---|---|---|---|---|");
    for path in found {
        let (mut problem, unit) = read(&path, demand)?;
        problem.empty_trips &= !loaded;
        let (plan, took) = plan(&problem, seconds)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let gap = gap(&plan);
        let proven = plan.proven;
        let (last, bound) = (float(plan.last_arrival) / unit, float(plan.bound) / unit);
        println!("| {name} | {last:.3} | {bound:.3} | {gap:.2} % | {proven} | {took:.3} |");
        let set = path.parent().unwrap_or(&path).to_string_lossy().into_owned();
        let sum = sums.entry(set).or_default();
        sum.instances += 1;
        sum.proven += u32::from(proven);
        sum.last_arrivals += last;
        sum.gaps += gap;
        sum.worst = sum.worst.max(gap);
        sum.seconds += took;
    }
    println!("\n| set | instances | proven | mean plan | mean gap | worst gap | mean seconds |");
    println!("|---|---|---|---|---|---|---|");
    for (set, sum) in sums {
        let n = f64::from(sum.instances);
        let Sum { instances, proven, worst, .. } = sum;
        let (plan, gap, took) = (sum.last_arrivals / n, sum.gaps / n, sum.seconds / n);
        println!(
            "| {set} | {instances} | {proven} | {plan:.2} | {gap:.2} % | {worst:.2} % | {took:.3} |"
        );
    }
    Ok(())
}

/// Finds the instances below a folder.
fn look(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Trouble> {
    if folder.join("input/vessels.csv").is_file() {
        found.push(folder.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            look(&path, found)?;
        } else if name.starts_with("BEP") && name.ends_with(".txt") {
            found.push(path);
        }
    }
    Ok(())
}

/// Reads an instance, and says how many units of its time are one of the file's.
fn read(path: &Path, demand: &str) -> Result<(Shuttles, f64), Trouble> {
    let name = path.to_string_lossy();
    if path.is_file() {
        return Ok((read_bep(&name, &std::fs::read_to_string(path)?)?, 1.0));
    }
    let mut texts = Vec::new();
    for folder in ["input", "incidences"] {
        for entry in std::fs::read_dir(path.join(folder))? {
            let path = entry?.path();
            texts.push((path.to_string_lossy().into_owned(), std::fs::read_to_string(&path)?));
        }
    }
    let files: Vec<(&str, &str)> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Ok((read_icep(&files, demand)?, float(ICEP_MINUTE)))
}

/// Plans, checks, and says how many seconds the planning took.
fn plan(problem: &Shuttles, seconds: f64) -> Result<(ShuttlePlan, f64), Trouble> {
    let start = Instant::now();
    let mut keep_going = || start.elapsed().as_secs_f64() < seconds;
    let effort = Effort { seed: 1, rounds: u32::MAX };
    let plan = solve_shuttles(problem, &effort, &mut keep_going)?;
    let took = start.elapsed().as_secs_f64();
    match check_shuttles(problem, &plan.routes) {
        Ok(last) if last == plan.last_arrival => Ok((plan, took)),
        Ok(last) => Err(format!("the plan says {}, but {last} is right", plan.last_arrival).into()),
        Err(faults) => Err(faults.first().map_or(String::new(), ToString::to_string).into()),
    }
}

/// In per cent.
fn gap(plan: &ShuttlePlan) -> f64 {
    100.0 * float(plan.last_arrival - plan.bound) / float(plan.bound.max(1))
}

#[expect(clippy::cast_precision_loss, reason = "figures to read")]
fn float(number: i64) -> f64 {
    number as f64
}
