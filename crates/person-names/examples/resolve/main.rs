//! Resolves invented records of Japan's and Korea's lists and measures it against the truth:
//! `resolve [RECORDS] [THREADS] [SEED] [--latin] [--csv FILE]`. With `--latin` all names are in Latin
//! letters; with `--csv` the records are written first, with the true person in the last column, for
//! other tools.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement of ours on its own data: a fault should end it"
)]

mod invent;

use std::collections::HashMap;
use std::time::Instant;

use person_names::resolve::{Options, Record, score};

use invent::{Dice, Truth, Words};

fn main() -> std::io::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let csv = arguments.iter().position(|word| word == "--csv").map(|at| {
        arguments.remove(at);
        arguments.remove(at)
    });
    let latin = arguments.iter().position(|word| word == "--latin");
    let latin = latin.map(|at| arguments.remove(at)).is_some();
    let number = |at: usize, default: usize| {
        arguments.get(at).map_or(default, |word| word.parse().expect("a number"))
    };
    let (count, threads, seed) = (number(0, 100_000), number(1, 2), number(2, 1));
    let began = Instant::now();
    let (records, truth) = invent(count, threads, seed as u64, latin);
    println!("{count} records invented and their names analysed in {:.1?}", began.elapsed());
    if let Some(path) = csv {
        write(&path, &records, &truth)?;
    }
    let began = Instant::now();
    let scored = score(&records, &Options { threads, ..Options::default() });
    let weighed = began.elapsed();
    let found = scored.clusters(&records, &[], 0);
    let total = began.elapsed();
    println!(
        "{} pairs had their names compared; weighed in {weighed:.1?}, clusters after {total:.1?}",
        scored.compared()
    );
    println!("prior {:.1} bits", found.weights.prior_bits);
    println!("weights {}", serde_json::to_string(&found.weights).expect("plain numbers"));
    let pairs = true_pairs(truth.iter().copied());
    let joined: u64 = found.clusters.iter().map(|cluster| of(cluster.len())).sum();
    let right: u64 =
        found.clusters.iter().map(|cluster| true_pairs(cluster.iter().map(|at| truth[*at]))).sum();
    let (precision, recall) = (right as f64 / joined as f64, right as f64 / pairs as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("clusters: F1 {f1:.4}, precision {precision:.4}, recall {recall:.4}");
    println!("{} links, {} questions to officers", found.links.len(), found.asks.len());
    let asked = found.asks.iter().filter(|ask| truth[ask.a] == truth[ask.b]).count();
    println!("questions that are one person: {asked}");
    curve(scored.pairs(), &truth, pairs);
    Ok(())
}

/// Records in a shuffled order, and the number of the person behind each.
fn invent(count: usize, threads: usize, seed: u64, latin: bool) -> (Vec<Record>, Vec<usize>) {
    let words = Words::read(latin);
    let mut dice = Dice(seed);
    let people = count * 7 / 10;
    let truths: Vec<Truth> = (0..people).map(|_| Truth::invent(&words, &mut dice)).collect();
    let mut rows: Vec<(usize, bool)> = (0..people).map(|at| (at, false)).collect();
    rows.extend((people..count).map(|_| (dice.below(people), true)));
    for at in (1..rows.len()).rev() {
        rows.swap(at, dice.below(at + 1));
    }
    let part = count.div_ceil(threads).max(1);
    let records = std::thread::scope(|scope| {
        let (words, truths) = (&words, &truths);
        let running: Vec<_> = rows
            .chunks(part)
            .enumerate()
            .map(|(nth, rows)| {
                scope.spawn(move || {
                    let one = |(at, (person, again)): (usize, &(usize, bool))| {
                        let id = nth * part + at;
                        let mut dice = Dice(seed ^ (id as u64 + 1).wrapping_mul(0x9e37_79b9));
                        truths[*person].record(id, *again, words, &mut dice)
                    };
                    rows.iter().enumerate().map(one).collect::<Vec<_>>()
                })
            })
            .collect();
        running.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
    });
    (records, rows.into_iter().map(|row| row.0).collect())
}

fn of(size: usize) -> u64 {
    let size = size as u64;
    size * size.saturating_sub(1) / 2
}

fn true_pairs(truth: impl Iterator<Item = usize>) -> u64 {
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    truth.for_each(|person| *sizes.entry(person).or_default() += 1);
    sizes.values().map(|size| of(*size)).sum()
}

/// The best F1 of pairs over all thresholds, and the recall at given precisions.
fn curve(pairs: impl Iterator<Item = (usize, usize, f64)>, truth: &[usize], all: u64) {
    let mut pairs: Vec<(f64, bool)> =
        pairs.map(|(a, b, bits)| (bits, truth[a] == truth[b])).collect();
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut right, mut best, mut at) =
        (0_u64, (0.0, 0.0), [(0.95, 0.0), (0.99, 0.0), (0.999, 0.0)]);
    for (index, (bits, same)) in pairs.iter().enumerate() {
        right += u64::from(*same);
        if pairs.get(index + 1).is_some_and(|next| next.0 == *bits) {
            continue;
        }
        let (precision, recall) = (right as f64 / (index + 1) as f64, right as f64 / all as f64);
        let f1 = 2.0 * precision * recall / (precision + recall);
        if f1 > best.0 {
            best = (f1, *bits);
        }
        for (wanted, found) in &mut at {
            if precision >= *wanted {
                *found = recall;
            }
        }
    }
    println!(
        "pairs: best F1 {:.4} (at {:.1} bits), all candidates' recall {:.4}",
        best.0,
        best.1,
        right as f64 / all as f64
    );
    for (wanted, found) in at {
        println!("pairs: recall at precision {wanted}: {found:.4}");
    }
}

fn write(path: &str, records: &[Record], truth: &[usize]) -> std::io::Result<()> {
    use std::io::Write;
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(out, "id,name,other_names,birth,sex,nationality,document,household,person")?;
    for (record, person) in records.iter().zip(truth) {
        let who = &record.person;
        let name = |at: usize| who.names.get(at).map_or("", |name| name.name.as_str());
        let birth = who.births.first().map(ToString::to_string).unwrap_or_default();
        let sex = who.sex.map(|sex| format!("{sex:?}")).unwrap_or_default();
        let nation = who.nationalities.first().map_or("", |nation| nation.as_str());
        let document = who.documents.first().map_or("", |document| document.number());
        let id = &record.id;
        writeln!(out, "{id},{},{},{birth},{sex},{nation},{document},,{person}", name(0), name(1))?;
    }
    out.flush()
}
