//! Measures screening on the real lists: `SANGHO_LISTS=FOLDER cargo run --release --example
//! screening [TRAVELLERS]`. Prints speed, candidates, alerts, recall, and what the index misses.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement of ours on its own data: a fault should end it"
)]

mod invent;
mod quality;
mod speed;

use std::time::Instant;

use invent::World;
use person_names::screen::Lists;
use person_names::screen::lists::{ofac, un};

fn main() {
    let Some(folder) = std::env::var_os("SANGHO_LISTS").map(std::path::PathBuf::from) else {
        eprintln!(
            "set SANGHO_LISTS to the folder of ofac-sdn.csv, ofac-alt.csv, un-consolidated.xml"
        );
        std::process::exit(2);
    };
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1_000_000);
    let bytes = |name: &str| std::fs::read(folder.join(name)).expect(name);
    let start = Instant::now();
    let sdn = ofac(&bytes("ofac-sdn.csv"), Some(&bytes("ofac-alt.csv"))).unwrap();
    let un = un(&bytes("un-consolidated.xml")).unwrap();
    let read = start.elapsed();
    let world = World::new(&[sdn.clone(), un.clone()]);
    let persons: usize = [&sdn, &un].iter().map(|list| list.persons().count()).sum();
    let names: usize =
        [&sdn, &un].iter().flat_map(|list| list.persons()).map(|entry| entry.written.len()).sum();
    let start = Instant::now();
    let lists = Lists::new(vec![sdn, un]);
    println!(
        "lists        {persons} persons, {names} names; read {read:.2?}, indexed {:.2?}",
        start.elapsed()
    );
    speed::print(&lists, &world, count);
    if std::env::var_os("SANGHO_SPEED_ONLY").is_none() {
        quality::print(&lists, &world);
    }
}
