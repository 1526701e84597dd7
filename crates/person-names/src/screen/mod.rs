//! Screening: travellers against lists of persons and documents.
//!
//! A machine may clear or refer, never refuse: each [`Hit`] is a question to an officer, with the
//! reasons, and what the officer answers is remembered ([`Clearance`]). A band of `auto` says that
//! the evidence is as strong as it gets; it still means "refer".
//!
//! [`Lists`] holds the lists with an index on cheap keys, so that a traveller's name is analysed in
//! full only where something of it meets an entry. Words of Latin names are compared here, in any
//! order; other scripts by [`crate::compare`]; everything else that is known as in
//! [`crate::person`]. The same lists and travellers give the same hits, whatever the number of
//! threads.

mod align;
mod clearance;
mod index;
pub mod lists;
mod prepared;
mod rarity;
mod search;
#[cfg(test)]
mod tests;
mod words;

use serde::Serialize;

use crate::person::{Level, NameKind, Person, PersonComparison, Weights};

#[cfg(test)]
pub(crate) use align::RULES;
pub use clearance::{Clearance, Difference, Remembered, Standing, Why, differences, standing};
pub use prepared::Lists;

/// Evidence from which a traveller is referred, in bits; see [`Options::refer_bits`].
pub const REFER_BITS: f64 = 16.0;

/// Somebody to be screened.
#[derive(Clone, Debug, Default)]
pub struct Traveller {
    /// Under which clearances are remembered: the same person, the same key.
    pub key: String,
    /// The names as they are written.
    pub names: Vec<Written>,
    /// What else is known: birth, sex, nationalities, documents. Its names are left out of account.
    pub known: Person,
}

/// A name as it is written, and what kind it is.
#[derive(Clone, Debug)]
pub struct Written {
    /// The name: Latin as in a machine readable zone or freely, or any other script.
    pub text: String,
    /// How the traveller bears it.
    pub kind: NameKind,
}

impl Traveller {
    /// A traveller of whom one name is known.
    #[must_use]
    pub fn named(key: &str, name: &str) -> Self {
        let names = vec![Written { text: name.to_owned(), kind: NameKind::Main }];
        Self { key: key.to_owned(), names, known: Person::default() }
    }

    /// A traveller from a person whose names are analysed already.
    #[must_use]
    pub fn of(key: &str, person: &Person) -> Self {
        let written = |name: &crate::person::PersonName| Written {
            text: name.name.as_str().to_owned(),
            kind: name.kind,
        };
        let names = person.names.iter().map(written).collect();
        let known = Person { names: Vec::new(), ..person.clone() };
        Self { key: key.to_owned(), names, known }
    }
}

/// How to go about it.
#[derive(Clone, Debug)]
pub struct Options {
    /// Threads to use, from 1. They make no difference to the answer.
    pub threads: usize,
    /// From so many bits on a traveller is referred. The default, [`REFER_BITS`], is for some five
    /// thousand listed persons and one alert in two thousand travellers; each bit more halves the
    /// false ones.
    pub refer_bits: f64,
    /// What each level of agreement weighs. The prior is set from `refer_bits`.
    pub weights: Weights,
    /// Compares every traveller with every entry, without the index: to measure it by.
    pub exhaustive: bool,
}

impl Default for Options {
    fn default() -> Self {
        let (refer_bits, mut weights) = (REFER_BITS, Weights::default());
        // Words of one name come together, so that whole names tell less than their sum: dates of
        // birth that contradict must outweigh them.
        weights.set(Level::BirthFar, -16.0);
        weights.set(Level::BirthConflict, -9.0);
        Self { threads: 1, refer_bits, weights, exhaustive: false }
    }
}

/// A traveller who may be an entry: a question to an officer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    /// Which traveller, from 0.
    pub traveller: usize,
    /// Which list, from 0.
    pub list: usize,
    /// Which entry of the list, from 0.
    pub entry: usize,
    /// The evidence; the traveller is on the left.
    pub found: PersonComparison,
}

/// What was done; for measuring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Entries that a key led to, each once for each traveller.
    pub candidates: u64,
    /// Of these, laid word by word against the traveller's name.
    pub aligned: u64,
    /// Of these, compared in full.
    pub compared: u64,
}

/// Screens travellers. Hits come in the order of the travellers, the strongest first.
#[must_use]
pub fn screen(lists: &Lists, travellers: &[Traveller], options: &Options) -> Vec<Hit> {
    screen_counted(lists, travellers, options).0
}

/// The same, with counts of what was done.
#[must_use]
pub fn screen_counted(
    lists: &Lists,
    travellers: &[Traveller],
    options: &Options,
) -> (Vec<Hit>, Counts) {
    let threads = options.threads.clamp(1, 64);
    let part = travellers.len().div_ceil(threads).max(1);
    let work = |(at, part): (usize, &[Traveller])| search::part(lists, at, part, options);
    let parts = travellers.chunks(part).enumerate().map(|(at, chunk)| (at * part, chunk));
    let done: Vec<(Vec<Hit>, Counts)> = if threads == 1 {
        parts.map(work).collect()
    } else {
        std::thread::scope(|scope| {
            let running: Vec<_> = parts.map(|part| scope.spawn(move || work(part))).collect();
            let joined = running.into_iter().map(|thread| {
                thread.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause))
            });
            joined.collect()
        })
    };
    let mut hits = Vec::new();
    let mut counts = Counts::default();
    for (found, count) in done {
        hits.extend(found);
        counts.candidates += count.candidates;
        counts.aligned += count.aligned;
        counts.compared += count.compared;
    }
    (hits, counts)
}

/// The index that was stored as a number below 2^32.
fn long(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}
