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
        let start = Instant::now();
        for (left, right) in left.iter().zip(&right) {
            if let (Some(left), Some(right)) = (left, right) {
                black_box(compare(left, right));
            }
        }
        let rate = pairs.len() as f64 / start.elapsed().as_secs_f64();
        println!("{set:6} left {left_rate:9.0}/s right {right_rate:9.0}/s pairs {rate:9.0}/s");
    }
    Ok(())
}
