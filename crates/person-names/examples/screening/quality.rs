//! How many listed persons are found however they are written, how many others are referred, and
//! what the index misses.

use std::collections::HashSet;

use person_names::screen::lists::Kind;
use person_names::screen::{Hit, Lists, Options, Traveller, screen};

use crate::invent::{Dice, TREATMENTS, Treatment, World, positive};

/// A listed person at the border.
struct Positive {
    traveller: Traveller,
    list: usize,
    entry: usize,
    treatments: Vec<Treatment>,
    /// Whether the list knows a date of birth.
    born: bool,
}

/// From so many bits on hits are collected, to see what other thresholds would do.
const LOWEST: f64 = 12.0;

/// Prints recall and alerts by threshold, and what the index misses.
pub(crate) fn print(lists: &Lists, world: &World) {
    let mut dice = Dice(11);
    let near: Vec<Traveller> = (0..80_000).map(|at| world.neighbour(&mut dice, at)).collect();
    let far: Vec<Traveller> = (0..20_000).map(|at| world.other(&mut dice, at)).collect();
    let positives = positives(lists, &mut dice);
    let found = bits_of(lists, &positives);
    thresholds(&positives, &found, &alerts(lists, &near), &alerts(lists, &far));
    treatments(&positives, &found);
    examples(lists, &positives, &found, &far);
    let mut sample: Vec<Traveller> =
        positives.iter().step_by(4).map(|one| one.traveller.clone()).collect();
    sample.extend(far.into_iter().take(300).chain(near.into_iter().take(300)));
    index(lists, &sample);
}

fn low() -> Options {
    Options { threads: 2, refer_bits: LOWEST, ..Options::default() }
}

fn positives(lists: &Lists, dice: &mut Dice) -> Vec<Positive> {
    let mut all = Vec::new();
    for (list, of) in lists.lists().iter().enumerate() {
        let persons = of.entries.iter().enumerate().filter(|(_, one)| one.kind == Kind::Person);
        for (at, entry) in persons {
            let mut treatments = vec![*dice.of(&TREATMENTS)];
            if dice.chance(30) {
                treatments.push(*dice.of(&TREATMENTS));
            }
            if let Some(traveller) = positive(dice, entry, &treatments, all.len()) {
                let born = !entry.person.births.is_empty();
                all.push(Positive { traveller, list, entry: at, treatments, born });
            }
        }
    }
    all
}

/// The bits with which each listed person's own entry is found.
fn bits_of(lists: &Lists, positives: &[Positive]) -> Vec<f64> {
    let travellers: Vec<Traveller> = positives.iter().map(|one| one.traveller.clone()).collect();
    let mut found = vec![f64::MIN; positives.len()];
    for hit in screen(lists, &travellers, &low()) {
        let one = &positives[hit.traveller];
        if (hit.list, hit.entry) == (one.list, one.entry) {
            found[hit.traveller] = hit.found.bits;
        }
    }
    found
}

/// The bits of the strongest hit of each traveller who has any.
fn alerts(lists: &Lists, travellers: &[Traveller]) -> Vec<f64> {
    let hits = screen(lists, travellers, &low());
    let of_one = hits.chunk_by(|one, other| one.traveller == other.traveller);
    of_one.map(|hits| hits[0].found.bits).collect()
}

fn share(
    positives: &[Positive],
    found: &[f64],
    bits: f64,
    of: impl Fn(&Positive) -> bool,
) -> String {
    let chosen: Vec<f64> =
        positives.iter().zip(found).filter(|(one, _)| of(one)).map(|(_, bits)| *bits).collect();
    let hit = chosen.iter().filter(|found| **found >= bits).count();
    format!("{:.4} of {}", hit as f64 / chosen.len().max(1) as f64, chosen.len())
}

fn thresholds(positives: &[Positive], found: &[f64], near: &[f64], far: &[f64]) {
    println!(
        "refer   alerts of 100,000 (neighbours of 80,000, others of 20,000)   recall: UN born, UN \
         all, SDN born, SDN all"
    );
    for bits in (12..=22).map(f64::from) {
        let over = |all: &[f64]| all.iter().filter(|one| **one >= bits).count();
        let recall = |list: usize, all: bool| {
            share(positives, found, bits, |one| one.list == list && (all || one.born))
        };
        println!(
            "{bits:5}   {:.3} % ({}, {})   {}, {}, {}, {}",
            (over(near) + over(far)) as f64 / 1000.0,
            over(near),
            over(far),
            recall(1, false),
            recall(1, true),
            recall(0, false),
            recall(0, true)
        );
    }
}

fn treatments(positives: &[Positive], found: &[f64]) {
    let bits = Options::default().refer_bits;
    for count in [1, 2] {
        let of = |list: usize| {
            share(positives, found, bits, |one| {
                one.born && one.list == list && one.treatments.len() == count
            })
        };
        println!("recall       {count} treatments, born, at {bits}: UN {}, SDN {}", of(1), of(0));
    }
    for treatment in TREATMENTS {
        let of = share(positives, found, bits, |one| one.born && one.treatments == [treatment]);
        println!("recall       {treatment:?} alone, born: {of}");
    }
}

/// With `SANGHO_EXAMPLES` set: some that were missed, some false alerts. Public names, invented
/// people.
fn examples(lists: &Lists, positives: &[Positive], found: &[f64], far: &[Traveller]) {
    if std::env::var_os("SANGHO_EXAMPLES").is_none() {
        return;
    }
    let options = Options { threads: 2, ..Options::default() };
    let missed = positives.iter().zip(found);
    let missed = missed.filter(|(one, bits)| one.born && **bits < options.refer_bits);
    for (one, bits) in missed.take(20) {
        let entry = lists.entry(one.list, one.entry).unwrap();
        let (name, birth) = (&one.traveller.names[0].text, one.traveller.known.births[0]);
        println!("  missed {bits:.1} {name} {birth} {:?} | {}", one.treatments, entry.written[0]);
    }
    for hit in screen(lists, far, &options).iter().take(20) {
        tell(lists, far, hit, "alert");
    }
}

fn tell(lists: &Lists, travellers: &[Traveller], hit: &Hit, word: &str) {
    let (one, entry) = (&travellers[hit.traveller], lists.entry(hit.list, hit.entry).unwrap());
    let (name, birth) = (&one.names[0].text, one.known.births[0]);
    println!("  {word} {:.1} {name} {birth} | {}", hit.found.bits, entry.written.join(" / "));
}

fn index(lists: &Lists, sample: &[Traveller]) {
    let options = Options { threads: 2, ..Options::default() };
    let key = |hit: &Hit| (hit.traveller, hit.list, hit.entry);
    let known: HashSet<_> = screen(lists, sample, &options).iter().map(key).collect();
    let all = screen(lists, sample, &Options { exhaustive: true, ..options });
    let missed: Vec<&Hit> = all.iter().filter(|hit| !known.contains(&key(hit))).collect();
    let found = all.len() - missed.len();
    let share = found as f64 / all.len() as f64;
    println!(
        "index        {found} of {} hits of {} travellers ({share:.5})",
        all.len(),
        sample.len()
    );
    for hit in missed.iter().take(8) {
        tell(lists, sample, hit, "missed by the index");
    }
}
