//! Records in, persons out: which records of which lists are one person, which pairs an officer
//! has to look at, and why.
//!
//! [`score`] finds pairs worth comparing, learns the weights from the records themselves (no
//! answers are needed) and weighs the pairs. [`Scored::clusters`] joins what the weights and the
//! guards allow, under the decisions that officers have taken. The records stay as they are and
//! clusters are computed from them: taking a decision back gives the former clusters again.
//!
//! # Rules
//! - A pair in the band [`Band::Auto`] is joined, the strongest first.
//! - Two clusters are not joined while any record of the one contradicts any record of the other:
//!   in the date of birth, in sex and document, or in document and a date of birth that is not the
//!   same. So two people never become one through a third record that resembles both. The link
//!   becomes a question.
//! - What an officer called the same is joined, what an officer called different is never joined,
//!   also not through others, until the decision expires. Of two decisions on one pair the later
//!   stands.
//!
//! The same records, decisions and minute give the same answer on every machine, whatever the
//! number of threads.

mod blocks;
mod clusters;
mod learn;
mod pairs;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::compare::Band;
use crate::person::{Person, PersonComparison, Weights, compare_persons};

pub use pairs::{Scored, score};

/// One row of one list.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Its id, unique among all records.
    pub id: String,
    /// What it says.
    pub person: Person,
}

/// How to go about it.
#[derive(Clone, Debug)]
pub struct Options {
    /// Threads to use, from 1. They make no difference to the answer.
    pub threads: usize,
    /// Whether to learn the weights from the records; else [`Options::weights`] stand as they are.
    pub learn: bool,
    /// The weights to start from.
    pub weights: Weights,
}

impl Default for Options {
    fn default() -> Self {
        Self { threads: 1, learn: true, weights: Weights::default() }
    }
}

/// An officer's word on two records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The id of one record.
    pub a: String,
    /// The id of the other.
    pub b: String,
    /// Whether they are one person.
    pub same: bool,
    /// The minute from which it holds no more, counted from any fixed instant; `None`: it holds
    /// until it is taken back.
    pub until: Option<i64>,
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It holds.
    Respected,
    /// It has expired; the pair is judged anew.
    Expired,
    /// A later decision on the same pair stands.
    Superseded,
    /// There is no record of that id, or both ids are one.
    UnknownRecord,
    /// It says "the same", but joining would bring together what another decision holds apart.
    Contradicted,
}

/// Why two records are joined, or asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The weights and guards suffice.
    Evidence,
    /// An officer's word.
    Decision,
    /// Perhaps one person: only an officer can say.
    Unsure,
    /// The pair agrees, but joining would bring contradicting records together.
    Chain,
}

/// Two records that are linked, or asked about.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Link {
    /// The index of one record.
    pub a: usize,
    /// The index of the other, which is greater.
    pub b: usize,
    /// Evidence in bits, as [`compare_persons`] finds it; 0 for a decision on a pair that nothing
    /// else brought together.
    pub bits: f64,
    /// The chance that both are one person, from 0 to 1.
    pub probability: f64,
    /// Why.
    pub reason: Reason,
}

/// Who there is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Resolution {
    /// Every record once, by index: each inner list is one person. Ordered by first member.
    pub clusters: Vec<Vec<usize>>,
    /// The pairs that were joined, each with its reason; by a, then b.
    pub links: Vec<Link>,
    /// The pairs that an officer has to decide; the likeliest first.
    pub asks: Vec<Link>,
    /// What became of each decision, in their order.
    pub decisions: Vec<Effect>,
    /// The weights in use.
    pub weights: Weights,
}

impl Resolution {
    /// Why a pair stands where it does, term by term. `None` if the records aren't the ones that
    /// were resolved.
    #[must_use]
    pub fn explain(&self, records: &[Record], link: &Link) -> Option<PersonComparison> {
        let (a, b) = (records.get(link.a)?, records.get(link.b)?);
        Some(compare_persons(&a.person, &b.person, &self.weights))
    }
}

/// Resolves records in one go: [`score`], then [`Scored::clusters`].
///
/// `now` is the minute at which decisions are looked at, on the same clock as their `until`.
#[must_use]
pub fn resolve(
    records: &[Record],
    decisions: &[Decision],
    now: i64,
    options: &Options,
) -> Resolution {
    score(records, options).clusters(records, decisions, now)
}

/// Splits work into as many parts as there are threads; the parts' results come in order.
fn in_parts<T: Send>(
    length: usize,
    threads: usize,
    work: impl Fn(std::ops::Range<usize>) -> T + Sync,
) -> Vec<T> {
    let threads = threads.clamp(1, 64);
    let part = length.div_ceil(threads).max(1);
    let ranges = (0..threads).map(|at| (at * part).min(length)..((at + 1) * part).min(length));
    if threads == 1 {
        return ranges.map(work).collect();
    }
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = ranges.map(|range| scope.spawn(move || work(range))).collect();
        let joined = running
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause)));
        joined.collect()
    })
}

/// The number of a record as stored: there are fewer than 2^32.
fn short(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The index that [`short`] stored.
fn long(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

/// Whether a band is worth an officer's look.
fn at_least_officer(band: Band) -> bool {
    band >= Band::Officer
}
