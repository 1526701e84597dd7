//! How common a part of a name is, and how likely each of its readings.

use std::collections::{BTreeMap, HashMap};

use super::align::Readings;
use super::japanese::{Mass, Names};

/// How far the number of names that share a reading speaks for it; as a family, as a given name.
const SHARED: [f64; 2] = [0.3, 0.3];
/// How far the usual readings of the characters speak for a reading.
const COMPOSED: [f64; 2] = [0.25, 0.4];
/// Bits of a reading that its characters don't explain.
const UNEXPLAINED: f64 = 14.0;
/// The share of all holders that names outside the table by hand have.
const OUTSIDE: f64 = 0.6;
/// What the habits of characters say of how common a given name is, against the sources.
const HABIT: f64 = 0.5;
/// The most readings of one surface.
const MOST: usize = 64;

/// A surface with its bits and its readings; an absent number means "not of this kind".
pub(crate) struct Part {
    pub(crate) surface: String,
    pub(crate) bits: [Option<f64>; 2],
    pub(crate) readings: Vec<Reading>,
}

/// A reading with its bits given the surface, as a family and as a given name.
pub(crate) struct Reading {
    pub(crate) kana: String,
    pub(crate) bits: [Option<f64>; 2],
    pub(crate) kinds: u8,
}

/// Weighs all parts.
pub(crate) fn weigh(names: &Names, composed: &Readings) -> Vec<Part> {
    let mut shared: HashMap<&str, [f64; 2]> = HashMap::new();
    let mut totals = [0.0; 2];
    for (kana, mass) in names.parts.values().flatten() {
        let count = shared.entry(kana).or_default();
        for ((count, total), mass) in count.iter_mut().zip(&mut totals).zip(masses(mass)) {
            *count += mass.min(1.0);
            *total += mass;
        }
    }
    let habits = Habits::of(names);
    let one = |(surface, readings): (&String, &BTreeMap<String, Mass>)| {
        let weights: Vec<(&String, &Mass, [f64; 2])> = readings
            .iter()
            .map(|(kana, mass)| {
                let shared = shared.get(kana.as_str()).copied().unwrap_or_default();
                (kana, mass, weights(surface, kana, mass, shared, composed))
            })
            .collect();
        part(surface, names.ranks.get(surface).copied(), &weights, totals, &habits)
    };
    names.parts.iter().map(one).collect()
}

fn masses(mass: &Mass) -> [f64; 2] {
    [mass.family, mass.given]
}

/// What speaks for a reading among those of its surface.
fn weights(
    surface: &str,
    kana: &str,
    mass: &Mass,
    shared: [f64; 2],
    composed: &Readings,
) -> [f64; 2] {
    let mut weights = masses(mass);
    for (kind, weight) in weights.iter_mut().enumerate().filter(|(_, weight)| **weight > 0.0) {
        let at = |table: &[f64; 2]| table.get(kind).copied().unwrap_or_default();
        let single = surface.chars().nth(1).is_none();
        let bits = composed.bits(surface, kana, kind == 1).filter(|_| !single);
        let bits = if single { 0.0 } else { bits.unwrap_or(UNEXPLAINED).min(UNEXPLAINED) };
        *weight *= (1.0 + at(&shared)).powf(at(&SHARED)) * (-bits * at(&COMPOSED)).exp2();
    }
    weights
}

fn part(
    surface: &str,
    rank: Option<u32>,
    weights: &[(&String, &Mass, [f64; 2])],
    totals: [f64; 2],
    habits: &Habits,
) -> Part {
    let mut own = [0.0; 2];
    let mut sums = [0.0; 2];
    for (_, mass, weight) in weights {
        let all = own.iter_mut().zip(&mut sums).zip(masses(mass).into_iter().zip(weight));
        for ((own, sum), (mass, weight)) in all {
            *own += mass;
            *sum += weight;
        }
    }
    // Shares of family names fall off a little slower than their rank; the first is held by about
    // one in 64.
    let ranked = rank.map_or(0.0, |rank| (-6.0 - 0.75 * f64::from(rank).log2()).exp2());
    let mut given = own[1] / totals[1];
    if given > 0.0 {
        given = (1.0 - HABIT) * given + HABIT * habits.chance(surface);
    }
    let chances = [OUTSIDE * own[0] / totals[0] + ranked, given];
    let mut readings: Vec<Reading> = weights
        .iter()
        .map(|(kana, mass, weight)| Reading {
            kana: (*kana).clone(),
            bits: [bits(weight[0] / sums[0]), bits(weight[1] / sums[1])],
            kinds: mass.kinds,
        })
        .collect();
    let least = |reading: &Reading| reading.bits.iter().flatten().copied().fold(f64::MAX, f64::min);
    readings.sort_by(|a, b| least(a).total_cmp(&least(b)).then_with(|| a.kana.cmp(&b.kana)));
    readings.truncate(MOST);
    Part { surface: surface.to_owned(), bits: chances.map(bits), readings }
}

fn bits(chance: f64) -> Option<f64> {
    (chance > 0.0).then(|| -chance.log2())
}

/// Which characters given names of two characters begin and end with. No source says how common a
/// given name is; one of common characters is commoner.
struct Habits {
    counts: [HashMap<char, f64>; 2],
    total: f64,
}

impl Habits {
    fn of(names: &Names) -> Self {
        let mut habits = Self { counts: [HashMap::new(), HashMap::new()], total: 0.0 };
        for (surface, readings) in &names.parts {
            let mass: f64 = readings.values().map(|mass| mass.given.min(16.0)).sum();
            if let Some(two) = two(surface) {
                habits.total += mass;
                for (counts, c) in habits.counts.iter_mut().zip(two) {
                    *counts.entry(c).or_default() += mass;
                }
            }
        }
        habits
    }

    fn chance(&self, surface: &str) -> f64 {
        let share = |(counts, c): (&HashMap<char, f64>, char)| {
            counts.get(&c).copied().unwrap_or(0.0) / self.total.max(1.0)
        };
        two(surface).map_or(0.0, |two| self.counts.iter().zip(two).map(share).product())
    }
}

fn two(text: &str) -> Option<[char; 2]> {
    let mut chars = text.chars();
    let two = [chars.next()?, chars.next()?];
    chars.next().is_none().then_some(two)
}
