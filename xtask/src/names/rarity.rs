//! How rare the readings of Japanese names are: summed over all that they are written with.

use std::collections::BTreeMap;

use person_names::pack::{Pack, reading_key};

use super::write::{File, hash, push_u32};

/// Readings that are rarer than so many bits are left out: the reader takes them for the rarest.
const RAREST: f64 = 20.0;

/// A table without readings.
pub(super) fn none() -> File {
    let mut file = File::default();
    file.extend([Vec::new(), Vec::new()]);
    file
}

/// The table, from what `japanese.bin` says.
pub(super) fn build(pack: &Pack<'_>) -> File {
    let mut shares: BTreeMap<String, [f64; 2]> = BTreeMap::new();
    let share = |cost: u16| (-f64::from(cost) / 16.0).exp2();
    for (_, surface) in pack.surfaces() {
        for reading in surface.readings() {
            let known = shares.entry(reading_key(reading.kana)).or_default();
            let [family, given] = known;
            if let (Some(one), Some(read)) = (surface.family, reading.family) {
                *family += share(one) * share(read);
            }
            if let (Some(one), Some(read)) = (surface.given, reading.given) {
                *given += share(one) * share(read);
            }
        }
    }
    let totals = shares.values().fold([0.0, 0.0], |[a, b], [c, d]| [a + c, b + d]);
    let bits = |share: f64, total: f64| (total / share.max(1e-12)).log2();
    let eighths =
        |bits: f64| if bits < RAREST { (bits.max(0.0) * 8.0).round() as u8 } else { u8::MAX };
    let mut rows: BTreeMap<u32, [u8; 2]> = BTreeMap::new();
    for (key, [family, given]) in &shares {
        let [of_family, of_given] = totals;
        let row = [eighths(bits(*family, of_family)), eighths(bits(*given, of_given))];
        if row != [u8::MAX; 2] {
            let mark = (hash(key) & u64::from(u32::MAX)) as u32;
            rows.insert(mark, row);
        }
    }
    println!("{:>10} readings counted", rows.len());
    let mut keys = Vec::with_capacity(rows.len() * 4);
    rows.keys().for_each(|key| push_u32(&mut keys, usize::try_from(*key).unwrap_or(usize::MAX)));
    let mut file = File::default();
    file.extend([keys, rows.into_values().flatten().collect()]);
    file
}
