//! How fast travellers are screened.

use std::time::Instant;

use person_names::screen::{Lists, Options, Traveller, screen, screen_counted};

use crate::invent::{Dice, World};

/// Prints seconds, travellers a second and core, what was compared, and single queries.
pub(crate) fn print(lists: &Lists, world: &World, count: usize) {
    let mut dice = Dice(7);
    let travellers: Vec<Traveller> = (0..count).map(|at| world.traveller(&mut dice, at)).collect();
    run(lists, &travellers, "in all");
    let latin = |one: &&Traveller| one.names.iter().any(|name| name.text.is_ascii());
    for (words, wanted) in [("with a Latin name", true), ("with no Latin name", false)] {
        let some: Vec<Traveller> =
            travellers.iter().filter(|one| latin(one) == wanted).cloned().collect();
        run(lists, &some, words);
    }
    single(lists, &travellers);
}

fn run(lists: &Lists, travellers: &[Traveller], which: &str) {
    let count = travellers.len() as f64;
    let options = Options { threads: 2, ..Options::default() };
    let start = Instant::now();
    let (hits, counts) = screen_counted(lists, travellers, &options);
    let seconds = start.elapsed().as_secs_f64();
    let each = |number: u64| number as f64 / count;
    println!(
        "speed        {count} {which} in {seconds:.2} s on 2 threads: {:.0} a second and core; \
         each {:.2} candidates, {:.3} laid out, {:.4} compared in full; {} hits",
        count / seconds / 2.0,
        each(counts.candidates),
        each(counts.aligned),
        each(counts.compared),
        hits.len()
    );
}

fn single(lists: &Lists, travellers: &[Traveller]) {
    let options = Options::default();
    let time = |one: &Traveller| {
        let start = Instant::now();
        std::hint::black_box(screen(lists, std::slice::from_ref(one), &options));
        start.elapsed().as_secs_f64() * 1e6
    };
    let mut times: Vec<f64> = travellers.iter().take(20_000).map(time).collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!("single       p50 {:.1} µs, p99 {:.1} µs, worst {:.1} µs", at(0.5), at(0.99), at(1.0));
}
