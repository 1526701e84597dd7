//! What each drill takes, and what pooling brings.

use std::time::{Duration, Instant};

use super::Record;
use crate::shell;

const SCENARIOS: [&str; 5] =
    ["gulf-2026", "israel-2023", "kabul-2021", "lebanon-2024", "sudan-2023"];
/// Each drill is run so often; the fastest run counts, for the others measure the machine.
const RUNS: usize = 3;

/// Plays every scenario and reads its `--json`.
pub(crate) fn measure(sangho: &str) -> Result<Vec<Record>, String> {
    let mut records = Vec::new();
    for scenario in SCENARIOS {
        let (json, best) = play(sangho, scenario)?;
        let command = format!("sangho drill {scenario} --json");
        let wall = format!("{:.0}", best.as_secs_f64() * 1000.0);
        records.push(Record::alone(&command, "wall, ms", wall));
        let (pooled, alone) = (out(&json, "pooled")?, out(&json, "alone")?);
        records.push(Record {
            command: command.clone(),
            what: "people out, pooled",
            figure: format!("{pooled:.0}"),
            peer: format!("alone {alone:.0}"),
            ratio: if alone > 0.0 { format!("{:.2}", pooled / alone) } else { "-".to_owned() },
        });
        let gap = number(&json, &["plans", "pooled", "gap"]).ok_or_else(|| missing("gap"))?;
        let gap = format!("{:.2}", gap * 100.0);
        records.push(Record::alone(&command, "gap to the proven bound, %", gap));
    }
    Ok(records)
}

fn play(sangho: &str, scenario: &str) -> Result<(String, Duration), String> {
    let mut best = (String::new(), Duration::MAX);
    for _ in 0..RUNS {
        let start = Instant::now();
        let json = shell::capture(&mut shell::program(sangho, &["drill", scenario, "--json"]))?;
        let took = start.elapsed();
        if took < best.1 {
            best = (json, took);
        }
    }
    Ok(best)
}

fn out(json: &str, plan: &str) -> Result<f64, String> {
    number(json, &["plans", plan, "out"]).ok_or_else(|| missing("out"))
}

fn missing(key: &str) -> String {
    format!("`sangho drill --json` holds no `{key}`; see docs/json.md")
}

/// The number under a path of keys, each looked for after the one before. Enough for an object
/// that our own program prints.
fn number(json: &str, path: &[&str]) -> Option<f64> {
    let mut rest = json;
    for key in path {
        let (_, after) = rest.split_once(&format!("\"{key}\""))?;
        rest = after.trim_start().strip_prefix(':')?.trim_start();
    }
    let is_part = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_is_found_under_its_keys() {
        let json = r#"{"plans": {"alone": {"out": 97}, "pooled": {"out": 113, "gap": 0.5e-1}}}"#;
        assert_eq!(number(json, &["plans", "alone", "out"]), Some(97.0));
        assert_eq!(number(json, &["plans", "pooled", "gap"]), Some(0.05));
        assert_eq!(number(json, &["plans", "history"]), None);
    }
}
