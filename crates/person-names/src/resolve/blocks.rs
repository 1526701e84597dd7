//! Which pairs are worth comparing: those that share a key of a name and something of the date of
//! birth, a date of birth and most of a key, a document, or a rare key alone.

use super::{Record, in_parts, long, short};
use crate::keys::keys;
use crate::person::{Birth, Country, Sex};

/// Blocks of a key and a year, or a key and a day, of more records than this are left to the block
/// of the full date.
const LARGEST: usize = 400;
/// Keys of more records than this bring nobody together who lacks a full date of birth.
const RARE: usize = 12;
/// Dates of birth of more records than this are stand-ins (1 January) and bring nobody together.
const LARGEST_DATE: usize = 4_000;

/// What blocking knows of a record.
pub(super) struct Trace {
    /// Hashes of the keys of all its names, sorted.
    pub(super) keys: Vec<u64>,
    /// For each key the set of its pairs of neighbouring letters, as bits.
    shapes: Vec<u64>,
    /// The full date of birth, if there is one and no other.
    pub(super) date: Option<(u16, u8, u8)>,
    /// The most that its names can agree, in bits.
    pub(super) most: f64,
    pub(super) sex: Option<Sex>,
    /// The nationality, if there is one and no other.
    pub(super) nationality: Option<Country>,
}

/// Reads the traces of all records.
pub(super) fn traces(records: &[Record], threads: usize) -> Vec<Trace> {
    let parts = in_parts(records.len(), threads, |range| {
        let part = records.get(range).unwrap_or_default();
        part.iter().map(trace).collect::<Vec<_>>()
    });
    parts.into_iter().flatten().collect()
}

fn trace(record: &Record) -> Trace {
    let mut found: Vec<(u64, u64)> = Vec::new();
    let mut most = 0.0_f64;
    for name in &record.person.names {
        for key in keys(&name.name) {
            found.push((hash(0, key.as_str().bytes()), shape(key.as_str())));
        }
        most = most.max(crate::compare(&name.name, &name.name).score);
    }
    found.sort_unstable();
    found.dedup();
    let date = match record.person.births.as_slice() {
        [only] => only.ymd(),
        _ => None,
    };
    let (keys, shapes) = found.into_iter().unzip();
    let nationality = match record.person.nationalities.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    Trace { keys, shapes, date, most, sex: record.person.sex, nationality }
}

/// FNV-1a, 64 bits.
fn hash(seed: u64, bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Mixes numbers into one hash (the finaliser of SplitMix64).
fn mix(numbers: [u64; 3]) -> u64 {
    numbers.into_iter().fold(0x9e37_79b9_7f4a_7c15, |sum, number| {
        let mut x = (sum ^ number).wrapping_add(0x9e37_79b9_7f4a_7c15);
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    })
}

fn shape(key: &str) -> u64 {
    let letters = key.chars().map(u64::from);
    let before = std::iter::once(0).chain(letters.clone());
    let pairs = before.zip(letters.chain(std::iter::once(0)));
    pairs.fold(0, |bits, (one, other)| bits | 1 << (mix([7, one, other]) % 64))
}

/// Whether any key of the one has all but three of its pairs of letters, and at least half, in common
/// with one of the other: one slip of a finger breaks two or three pairs.
fn alike(one: &Trace, other: &Trace) -> bool {
    one.shapes.iter().any(|a| {
        let all = a.count_ones();
        other.shapes.iter().any(|b| {
            let (longer, shared) = (all.max(b.count_ones()), (a & b).count_ones());
            shared + 3 >= longer && shared * 2 >= longer
        })
    })
}

/// Whether sex or nationality is another: a slip in the name beside it is too much. Those who share
/// a key meet in another block.
fn differ(one: &Trace, other: &Trace) -> bool {
    let sex = one.sex.zip(other.sex).is_some_and(|(one, other)| one != other);
    let nationality = one.nationality.zip(other.nationality);
    sex || nationality.is_some_and(|(one, other)| one != other)
}

/// What kind of block an entry is in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Key,
    KeyAndYear,
    KeyAndDay,
    Date,
    Document,
}

/// One record in one block.
type Entry = (u64, Kind, u32);

fn entries(records: &[Record], traces: &[Trace], threads: usize) -> Vec<Entry> {
    let parts = in_parts(records.len(), threads, |range| {
        let mut found: Vec<Entry> = Vec::new();
        for index in range {
            let (Some(record), Some(trace)) = (records.get(index), traces.get(index)) else {
                continue;
            };
            let mut add = |hash, kind| found.push((hash, kind, short(index)));
            for document in &record.person.documents {
                add(mix([4, hash(0, document.number().bytes()), 0]), Kind::Document);
            }
            for &key in &trace.keys {
                add(mix([5, key, 0]), Kind::Key);
            }
            for birth in &record.person.births {
                of_birth(*birth, trace, &mut add);
            }
        }
        found
    });
    let mut all: Vec<Entry> = parts.into_iter().flatten().collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn of_birth(birth: Birth, trace: &Trace, add: &mut impl FnMut(u64, Kind)) {
    let (from, to) = birth.span();
    if from == to {
        for &key in &trace.keys {
            add(mix([1, key, u64::from(from)]), Kind::KeyAndYear);
        }
    }
    if let Some((year, month, day)) = birth.ymd() {
        // Day and month exchanged meet in one block.
        let parts = u64::from(month.min(day)) << 8 | u64::from(month.max(day));
        for &key in &trace.keys {
            add(mix([2, key, parts]), Kind::KeyAndDay);
        }
        let date = u64::from(year) << 16 | u64::from(month) << 8 | u64::from(day);
        add(mix([3, date, 0]), Kind::Date);
    }
}

/// Pairs of indices, each once, the smaller first, in order. `keep` drops what can't matter, from
/// what the traces know.
pub(super) fn pairs(
    records: &[Record],
    traces: &[Trace],
    threads: usize,
    keep: impl Fn(&Trace, &Trace) -> bool + Sync,
) -> Vec<(u32, u32)> {
    let entries = entries(records, traces, threads);
    let mut blocks: Vec<&[Entry]> =
        entries.chunk_by(|one, other| one.0 == other.0 && one.1 == other.1).collect();
    blocks.retain(|block| block.len() > 1);
    let parts = in_parts(blocks.len(), threads, |range| {
        let mut found = Vec::new();
        for block in blocks.get(range).unwrap_or_default() {
            of_block(block, traces, &keep, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        found
    });
    let mut all: Vec<(u32, u32)> = parts.into_iter().flatten().collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn of_block(
    block: &[Entry],
    traces: &[Trace],
    keep: &impl Fn(&Trace, &Trace) -> bool,
    found: &mut Vec<(u32, u32)>,
) {
    let Some(&(_, kind, _)) = block.first() else { return };
    let largest = match kind {
        Kind::Key => RARE,
        Kind::KeyAndYear | Kind::KeyAndDay | Kind::Document => LARGEST,
        Kind::Date => LARGEST_DATE,
    };
    if block.len() > largest {
        return;
    }
    for (at, &(.., one)) in block.iter().enumerate() {
        let Some(trace) = traces.get(long(one)) else { continue };
        for &(.., other) in block.iter().skip(at + 1) {
            let Some(other_trace) = traces.get(long(other)) else { continue };
            let worth = match kind {
                Kind::Document => true,
                Kind::Key => trace.date.is_none() || other_trace.date.is_none(),
                Kind::KeyAndYear | Kind::KeyAndDay => keep(trace, other_trace),
                Kind::Date => {
                    !differ(trace, other_trace)
                        && alike(trace, other_trace)
                        && keep(trace, other_trace)
                }
            };
            if worth {
                found.push((one.min(other), one.max(other)));
            }
        }
    }
}

/// Pairs that share a key of a name and were chosen by nothing else: what the weights are learned
/// from. At most about `most`, of keys of 2 to 60 records, chosen by their hash.
pub(super) fn sample(traces: &[Trace], most: usize) -> Vec<(u32, u32)> {
    let mut entries: Vec<(u64, u32)> = Vec::new();
    for (index, trace) in traces.iter().enumerate() {
        entries.extend(trace.keys.iter().map(|&key| (mix([6, key, 0]), short(index))));
    }
    entries.sort_unstable();
    entries.dedup();
    let mut found = Vec::new();
    // In the order of the hashes, which is as good as random, and the same always.
    for block in entries.chunk_by(|one, other| one.0 == other.0) {
        if found.len() >= most {
            break;
        }
        if !(2..=60).contains(&block.len()) {
            continue;
        }
        for (at, &(_, one)) in block.iter().enumerate() {
            found.extend(block.iter().skip(at + 1).map(|&(_, other)| (one, other)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Pairs of different records, as good as taken at random, and the same always.
pub(super) fn random(records: usize, count: usize) -> Vec<(u32, u32)> {
    let records = u64::try_from(records).unwrap_or(u64::MAX).max(1);
    let numbers = 0..u64::try_from(count).unwrap_or(u64::MAX);
    let pick = |which, number| u32::try_from(mix([8, which, number]) % records).ok();
    let pairs = numbers.filter_map(|number| Some((pick(1, number)?, pick(2, number)?)));
    pairs.filter(|(one, other)| one != other).collect()
}
