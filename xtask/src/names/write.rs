//! The layout of the pack's files, as `crates/person-names/src/pack/` reads them: a head with the
//! places of the sections, sections, all numbers little-endian.

use std::collections::BTreeMap;

/// What every file begins with.
const MAGIC: &[u8; 4] = b"SGN1";
/// Characters of one page of a map.
const PAGE: usize = 128;
/// Pages up to U+3FFFF.
const PAGES: usize = 2048;

/// A file of sections.
#[derive(Default)]
pub(crate) struct File {
    sections: Vec<Vec<u8>>,
}

impl File {
    /// Adds sections; they are asked for by their order.
    pub(crate) fn extend<const N: usize>(&mut self, sections: [Vec<u8>; N]) {
        self.sections.extend(sections);
    }

    /// The bytes: magic, number of sections, length of each, sections.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        push_u32(&mut out, self.sections.len());
        for section in &self.sections {
            push_u32(&mut out, section.len());
        }
        for section in &self.sections {
            out.extend(section);
        }
        out
    }
}

/// Adds a number of four bytes.
pub(crate) fn push_u32(out: &mut Vec<u8>, number: usize) {
    out.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
}

/// Adds a number of two bytes.
pub(crate) fn push_u16(out: &mut Vec<u8>, number: usize) {
    out.extend(u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes());
}

/// FNV-1a and a last stir; the reader has the same.
pub(crate) fn hash(key: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in key.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
}

/// An open table with a fifth of its slots free: for each key the place of its slot.
pub(crate) fn places<'a>(keys: impl ExactSizeIterator<Item = &'a str>) -> (usize, Vec<usize>) {
    let size = (keys.len() * 5 / 4).max(2);
    let mut taken = vec![false; size];
    let mut found = Vec::with_capacity(keys.len());
    for key in keys {
        let high = u128::from(hash(key) >> 32);
        let mut place = usize::try_from((high * size as u128) >> 32).unwrap_or(0);
        while taken.get(place).copied().unwrap_or(false) {
            place = (place + 1) % size;
        }
        if let Some(slot) = taken.get_mut(place) {
            *slot = true;
        }
        found.push(place);
    }
    (size, found)
}

/// A map from characters to numbers below 65,535: two sections, the pages' places and the pages
/// (the first of them empty), whose entries are the number and one, or zero.
pub(crate) fn char_map(map: &BTreeMap<char, usize>) -> (Vec<u8>, Vec<u8>) {
    let mut pages: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (&c, &number) in map {
        let code = c as usize;
        let page = pages.entry(code / PAGE).or_insert_with(|| vec![0; PAGE]);
        if let Some(entry) = page.get_mut(code % PAGE) {
            *entry = number + 1;
        }
    }
    let (mut index, mut entries) = (Vec::new(), vec![0; PAGE * 2]);
    let mut next = 1;
    for number in 0..PAGES {
        match pages.get(&number) {
            Some(page) => {
                push_u16(&mut index, next);
                page.iter().for_each(|&entry| push_u16(&mut entries, entry));
                next += 1;
            }
            None => push_u16(&mut index, 0),
        }
    }
    (index, entries)
}

/// Bits as eighths in a byte; the largest value stays free for "none".
pub(crate) fn eighths(bits: f64) -> u8 {
    (bits * 8.0).round().clamp(0.0, 254.0) as u8
}
