//! Measures screening on the real lists: `SANGHO_LISTS=FOLDER cargo run --release --example
//! screening [TRAVELLERS]`. Prints speed, candidates, alerts, recall, and what the index misses.

mod invent;

use std::time::Instant;

use invent::{Dice, TREATMENTS, Treatment, World, positive};
use person_names::screen::lists::{ofac, un};
use person_names::screen::{Lists, Options, Traveller, screen, screen_counted};

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
    speed(&lists, &world, count);
    if std::env::var_os("SANGHO_SPEED_ONLY").is_none() {
        quality(&lists, &world);
    }
}

fn speed(lists: &Lists, world: &World, count: usize) {
    let mut dice = Dice(7);
    let travellers: Vec<Traveller> = (0..count).map(|at| world.traveller(&mut dice, at)).collect();
    let options = Options { threads: 2, ..Options::default() };
    let start = Instant::now();
    let (hits, counts) = screen_counted(lists, &travellers, &options);
    let seconds = start.elapsed().as_secs_f64();
    let each = |number: u64| number as f64 / count as f64;
    println!(
        "speed        {count} travellers in {seconds:.2} s on 2 threads: {:.0} a second and core",
        count as f64 / seconds / 2.0
    );
    println!(
        "             each: {:.2} candidates, {:.3} laid out, {:.4} compared in full",
        each(counts.candidates),
        each(counts.aligned),
        each(counts.compared)
    );
    println!(
        "             {} hits, {} of a traveller's reasons on average",
        hits.len(),
        hits.iter().map(|hit| hit.found.terms.len()).sum::<usize>() / hits.len().max(1)
    );
    let latin = |one: &&Traveller| one.names.iter().any(|name| name.text.is_ascii());
    for (words, wanted) in [("a Latin name", true), ("no Latin name", false)] {
        let some: Vec<Traveller> =
            travellers.iter().filter(|one| latin(one) == wanted).cloned().collect();
        let start = Instant::now();
        let (_, counts) = screen_counted(lists, &some, &options);
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "             {} with {words}: {seconds:.2} s, {counts:?} {:.0} a second and core",
            some.len(),
            some.len() as f64 / seconds / 2.0
        );
    }
    let single = Options::default();
    let mut times: Vec<f64> = travellers
        .iter()
        .take(20_000)
        .map(|one| {
            let start = Instant::now();
            let hits = screen(lists, std::slice::from_ref(one), &single);
            std::hint::black_box(hits);
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("single       p50 {:.1} µs, p99 {:.1} µs, worst {:.1} µs", at(0.5), at(0.99), at(1.0));
}

fn quality(lists: &Lists, world: &World) {
    let low = Options { threads: 2, refer_bits: 12.0, ..Options::default() };
    let mut dice = Dice(11);
    let neighbours: Vec<Traveller> = (0..80_000).map(|at| world.neighbour(&mut dice, at)).collect();
    let others: Vec<Traveller> = (0..20_000).map(|at| world.other(&mut dice, at)).collect();
    let alerts = |travellers: &[Traveller]| {
        let hits = screen(lists, travellers, &low);
        let mut best: Vec<f64> = Vec::new();
        for one in hits.chunk_by(|one, other| one.traveller == other.traveller) {
            best.push(one[0].found.bits);
        }
        best
    };
    let (near, far) = (alerts(&neighbours), alerts(&others));
    let mut positives: Vec<(Traveller, usize, usize, Vec<Treatment>, bool)> = Vec::new();
    for (number, list) in lists.lists().iter().enumerate() {
        for (at, entry) in list.entries.iter().enumerate() {
            if entry.kind != person_names::screen::lists::Kind::Person {
                continue;
            }
            let mut treatments = vec![*dice.of(&TREATMENTS)];
            if dice.chance(30) {
                treatments.push(*dice.of(&TREATMENTS));
            }
            if let Some(one) = positive(&mut dice, entry, &treatments, positives.len()) {
                let known = !entry.person.births.is_empty();
                positives.push((one, number, at, treatments, known));
            }
        }
    }
    let travellers: Vec<Traveller> = positives.iter().map(|one| one.0.clone()).collect();
    let hits = screen(lists, &travellers, &low);
    let exhaustive = Options { exhaustive: true, ..low.clone() };
    let mut found = vec![f64::MIN; positives.len()];
    for hit in &hits {
        let one = &positives[hit.traveller];
        if (hit.list, hit.entry) == (one.1, one.2) {
            found[hit.traveller] = hit.found.bits;
        }
    }
    println!(
        "refer   alerts of 100,000   neighbours  others   recall UN with birth  UN all  SDN with birth  SDN all"
    );
    for bits in (12..=26).map(f64::from) {
        let over = |all: &[f64]| all.iter().filter(|one| **one >= bits).count();
        let recall = |list: usize, known: bool| {
            let all =
                positives.iter().zip(&found).filter(|(one, _)| one.1 == list && (one.4 || !known));
            let (mut count, mut hit) = (0, 0);
            for (_, found) in all {
                count += 1;
                hit += usize::from(*found >= bits);
            }
            format!("{:.4} of {count}", hit as f64 / count.max(1) as f64)
        };
        println!(
            "{bits:5}   {:.3} %   {}  {}   {}  {}  {}  {}",
            (over(&near) + over(&far)) as f64 / 1000.0,
            over(&near),
            over(&far),
            recall(1, true),
            recall(1, false),
            recall(0, true),
            recall(0, false)
        );
    }
    let limit = Options::default().refer_bits;
    for (many, words) in [(1, "one treatment"), (2, "two treatments")] {
        let with = |list: usize| {
            positives
                .iter()
                .zip(&found)
                .filter(move |(one, _)| one.4 && one.1 == list && one.3.len() == many)
        };
        let share = |list: usize| {
            let hit = with(list).filter(|(_, bits)| **bits >= limit).count();
            format!("{:.4} of {}", hit as f64 / with(list).count() as f64, with(list).count())
        };
        println!(
            "             {words}, birth known, at {limit} bits: UN {}, SDN {}",
            share(1),
            share(0)
        );
    }
    for treatment in TREATMENTS {
        let all: Vec<f64> = positives
            .iter()
            .zip(&found)
            .filter(|(one, _)| one.4 && one.3.contains(&treatment))
            .map(|(_, found)| *found)
            .collect();
        let hit = all.iter().filter(|bits| **bits >= limit).count();
        println!("             {treatment:?}: {hit} of {}", all.len());
    }
    if std::env::var_os("SANGHO_MISSES").is_some() {
        for (one, found) in
            positives.iter().zip(&found).filter(|(one, found)| one.4 && **found < limit).take(14)
        {
            let entry = lists.entry(one.1, one.2).unwrap();
            println!(
                "  {:6.1} {:?} | {} {} | {} | {:?}",
                found.max(-99.0),
                one.3,
                one.0.names[0].text,
                one.0.known.births[0],
                entry.written[0],
                entry.person.births.iter().map(ToString::to_string).collect::<Vec<_>>()
            );
        }
    }
    if std::env::var_os("SANGHO_ALERTS").is_some() {
        let all: Vec<Traveller> = others.clone();
        for hit in
            screen(lists, &all, &Options { threads: 2, ..Options::default() }).iter().take(14)
        {
            let (one, entry) = (&all[hit.traveller], lists.entry(hit.list, hit.entry).unwrap());
            println!(
                "  {:6.1} {} {} | {} {:?}",
                hit.found.bits,
                one.names[0].text,
                one.known.births[0],
                entry.written.join(" / "),
                entry.person.births.iter().map(ToString::to_string).collect::<Vec<_>>()
            );
            for term in &hit.found.terms {
                print!(" {} {:+.1}", term.rule, term.bits);
            }
            println!();
        }
    }
    // What the index misses: of travellers near the lists and of any others.
    let mut sample: Vec<Traveller> = travellers.iter().step_by(12).cloned().collect();
    sample.extend(others.iter().take(100).cloned());
    sample.extend(neighbours.iter().take(100).cloned());
    let options = Options { threads: 2, ..Options::default() };
    let by_index = screen(lists, &sample, &options);
    let start = Instant::now();
    let all = screen(lists, &sample, &Options { refer_bits: options.refer_bits, ..exhaustive });
    let seconds = start.elapsed().as_secs_f64();
    let key = |hit: &person_names::screen::Hit| (hit.traveller, hit.list, hit.entry);
    let known: std::collections::HashSet<_> = by_index.iter().map(key).collect();
    let missed: Vec<_> = all.iter().filter(|hit| !known.contains(&key(hit))).collect();
    println!(
        "index        {} of {} hits found ({:.5}); exhaustive {:.1} s for {}",
        all.len() - missed.len(),
        all.len(),
        (all.len() - missed.len()) as f64 / all.len() as f64,
        seconds,
        sample.len()
    );
    for hit in missed.iter().take(12) {
        let (one, entry) = (&sample[hit.traveller], lists.entry(hit.list, hit.entry).unwrap());
        println!(
            "  missed {:.1} {} {} | {}",
            hit.found.bits,
            one.names[0].text,
            one.known.births[0],
            entry.written.join(" / ")
        );
    }
}
