//! Pairs weighed.

use super::blocks::{Trace, pairs, random, sample, traces};
use super::learn::learn;
use super::{Options, Record, at_least_officer, in_parts, long};
use crate::person::{Level, Person, Standing, Weights, stand};

/// The most pairs that the weights are learned from.
const SAMPLE: usize = 50_000;
/// Fewer records than this teach nothing: their weights stand as given.
const FEW: usize = 2_000;
/// Rounds in which the prior is found.
const ROUNDS: usize = 5;
/// A prior may turn out so much lower than the first guess, in bits.
const SLACK: f64 = 1.0;

/// All pairs of records that may be one person, weighed; decisions are not yet looked at.
#[derive(Clone, Debug)]
pub struct Scored {
    pub(super) pairs: Vec<Weighed>,
    pub(super) weights: Weights,
    compared: usize,
}

/// A pair and its weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) bits: f64,
    pub(super) standing: Standing,
}

impl Scored {
    /// The weights in use: learned, or as given.
    #[must_use]
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// How many pairs had their names compared.
    #[must_use]
    pub fn compared(&self) -> usize {
        self.compared
    }

    /// Pairs of indices with their bits, by the first, then the second.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        self.pairs.iter().map(|pair| (long(pair.a), long(pair.b), pair.bits))
    }
}

/// Finds the pairs worth comparing, learns the weights if asked to, and weighs the pairs.
///
/// There may be 2^32 - 1 records at most; more are left alone.
#[must_use]
pub fn score(records: &[Record], options: &Options) -> Scored {
    let records = records.get(..long(u32::MAX).min(records.len())).unwrap_or_default();
    let threads = options.threads;
    let traces = traces(records, threads);
    let mut weights = options.weights.clone();
    if options.learn {
        // Where a third of the records are somebody's second one, a pair of n records is one
        // person with a chance of about 1 to 2.5 n.
        let count = f64::from(u32::try_from(records.len()).unwrap_or(u32::MAX));
        weights.prior_bits = weights.prior_bits.max((2.5 * count).max(1.0).log2());
        if records.len() >= FEW {
            weights = learned(records, &traces, &weights, threads);
        }
    }
    let floor = weights.prior_bits - 5.0 - SLACK;
    let keep = |one: &Trace, other: &Trace| may_reach(one, other, &weights, floor);
    let candidates = pairs(records, &traces, threads, keep);
    let parts = in_parts(candidates.len(), threads, |range| {
        let part = candidates.get(range).unwrap_or_default();
        let mut compared = 0_usize;
        let mut found = Vec::new();
        for &(a, b) in part {
            let (Some(one), Some(other)) = (records.get(long(a)), records.get(long(b))) else {
                continue;
            };
            let standing = stand(&one.person, &other.person, &weights);
            let most = [a, b].map(|at| traces.get(long(at)).map_or(0.0, |trace| trace.most));
            let names = most.into_iter().fold(f64::MAX, f64::min);
            if standing.bits(&weights) + names < floor && !standing.is_certain() {
                continue;
            }
            compared += 1;
            let standing = standing.with_names(&one.person, &other.person);
            let bits = standing.bits(&weights);
            if bits >= floor || standing.is_certain() {
                found.push(Weighed { a, b, bits, standing });
            }
        }
        (compared, found)
    });
    let compared = parts.iter().map(|part| part.0).sum();
    let mut pairs: Vec<Weighed> = parts.into_iter().flat_map(|part| part.1).collect();
    if options.learn && records.len() >= FEW {
        weights.prior_bits = prior(&pairs, records.len(), weights.prior_bits);
    }
    pairs.retain(|pair| at_least_officer(pair.standing.band(pair.bits, &weights).0));
    Scored { pairs, weights, compared }
}

fn learned(records: &[Record], traces: &[Trace], start: &Weights, threads: usize) -> Weights {
    let person = |at: u32| records.get(long(at)).map(|record| &record.person);
    let stranger = |(a, b): (u32, u32)| Some(stand(person(a)?, person(b)?, start));
    let strangers: Vec<Standing> =
        random(records.len(), SAMPLE).into_iter().filter_map(stranger).collect();
    let pairs = standings(records, &sample(traces, SAMPLE), start, threads);
    learn(&pairs, &strangers, start)
}

fn standings(
    records: &[Record],
    pairs: &[(u32, u32)],
    weights: &Weights,
    threads: usize,
) -> Vec<Standing> {
    let person = |at: u32| records.get(long(at)).map(|record| &record.person);
    let weigh = |&(a, b): &(u32, u32)| -> Option<Standing> {
        let (one, other): (&Person, &Person) = (person(a)?, person(b)?);
        let standing = stand(one, other, weights).with_names(one, other);
        standing.name_bits().is_some_and(|bits| bits > 0.0).then_some(standing)
    };
    let parts = in_parts(pairs.len(), threads, |range| {
        let part = pairs.get(range).unwrap_or_default();
        part.iter().filter_map(weigh).collect::<Vec<_>>()
    });
    parts.into_iter().flatten().collect()
}

/// Whether two records with full dates of birth can reach so many bits at all. What a document
/// adds, its own block finds. Dates that contradict each other are never joined by the machine, so
/// they must be able to reach as much as a pair that is; and if not even the month or the day of
/// the year is the same, still more.
fn may_reach(one: &Trace, other: &Trace, weights: &Weights, floor: f64) -> bool {
    let Some((date, other_date)) = one.date.zip(other.date) else {
        return true;
    };
    let birth = crate::person::compare_dates(date, other_date);
    let sex = one
        .sex
        .zip(other.sex)
        .map(|(one, other)| if one == other { Level::SexSame } else { Level::SexDifferent });
    let nationality = one.nationality.zip(other.nationality).map(|(one, other)| {
        if one == other { Level::NationalityOther } else { Level::NationalityDifferent }
    });
    let levels = [Some(birth), sex, nationality].into_iter().flatten();
    let others: f64 = levels.map(|level| weights.bits(level)).sum();
    let conflict = birth.is_birth_conflict() || birth == Level::BirthLunar;
    let near = date.0 == other_date.0 && (date.1 == other_date.1 || date.2 == other_date.2);
    let wanted = match (conflict, near) {
        (false, _) => floor,
        (true, true) => weights.prior_bits + 6.0,
        (true, false) => weights.prior_bits + 12.0,
    };
    others + one.most.min(other.most) >= wanted
}

/// The prior odds among all pairs of so many records, in bits, that fit what is found: as many
/// pairs of one person as the pairs' chances sum to.
fn prior(pairs: &[Weighed], records: usize, start: f64) -> f64 {
    let count = f64::from(u32::try_from(records).unwrap_or(u32::MAX));
    let all = count * (count - 1.0) / 2.0;
    let mut prior = start;
    for _ in 0..ROUNDS {
        let chance = |pair: &Weighed| 1.0 / (1.0 + (prior - pair.bits).exp2());
        let found: f64 = pairs.iter().map(chance).sum();
        let bits = (all / found.max(1.0)).log2();
        prior = (bits * 100.0).round() / 100.0;
    }
    prior.clamp(start - SLACK, start + 6.0)
}
