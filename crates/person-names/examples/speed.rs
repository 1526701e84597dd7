//! Measures analysis and comparison: reads lines of tab-separated fields, the last two of them
//! names, and prints names analysed and pairs compared in a second on one core, by the first field.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use person_names::{Name, compare};

fn main() -> std::io::Result<()> {
    let mut sets: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for line in std::io::stdin().lines() {
        let line = line?;
        let mut fields = line.split('\t');
        let set = fields.next().unwrap_or_default().to_owned();
        let mut fields = line.rsplit('\t');
        let (right, left) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        sets.entry(set).or_default().push((left.to_owned(), right.to_owned()));
    }
    for (set, pairs) in sets {
        let parsed = |texts: &mut dyn Iterator<Item = &String>| {
            let start = Instant::now();
            let names: Vec<Option<Name>> = texts.map(|text| Name::parse(text).ok()).collect();
            (names.len() as f64 / start.elapsed().as_secs_f64(), names)
        };
        let (left_rate, left) = parsed(&mut pairs.iter().map(|pair| &pair.0));
        let (right_rate, right) = parsed(&mut pairs.iter().map(|pair| &pair.1));
        // Some forms are worked out when first asked for: the first time counts as analysis.
        let compared = || {
            let start = Instant::now();
            for (left, right) in left.iter().zip(&right) {
                if let (Some(left), Some(right)) = (left, right) {
                    black_box(compare(left, right));
                }
            }
            pairs.len() as f64 / start.elapsed().as_secs_f64()
        };
        let (first, again) = (compared(), compared());
        let whole = 2.0 / (1.0 / left_rate + 1.0 / right_rate + 1.0 / first - 1.0 / again);
        println!(
            "{set:6} read {left_rate:7.0} {right_rate:7.0} names/s, with all forms {whole:7.0}; \
             compare {again:7.0} pairs/s, the first time {first:7.0}"
        );
    }
    Ok(())
}
