//! The three files of the pack, section by section.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::folds::Folds;
use super::groups::Group;
use super::hanja::Table;
use super::weigh::Part;
use super::write::{self, File, char_map, eighths, push_u16, push_u32};

/// "Not of this kind", and an entry that nobody took.
const NONE: u8 = u8::MAX;
const FREE: usize = u32::MAX as usize;
/// Bits of a place in the pool of kana, of a length, of the kinds.
const PLACE: usize = 20;
const LENGTH: usize = 5;

/// Readings, each once; one that begins another lies inside it.
struct Pool {
    bytes: Vec<u8>,
    places: HashMap<String, usize>,
}

impl Pool {
    fn of(readings: &BTreeSet<&str>) -> Result<Self, String> {
        let mut pool = Self { bytes: Vec::new(), places: HashMap::new() };
        let (mut longer, mut begin) = ("", 0);
        for &reading in readings.iter().rev() {
            if !longer.starts_with(reading) {
                (longer, begin) = (reading, pool.bytes.len() / 3);
                pool.bytes.extend(reading.bytes());
            }
            let length = reading.chars().count();
            if reading.len() != length * 3 || begin >> PLACE != 0 || length >> LENGTH != 0 {
                return Err(format!("`{reading}` doesn't fit into the pool of readings"));
            }
            pool.places.insert(reading.to_owned(), begin | (length << PLACE));
        }
        Ok(pool)
    }

    fn place(&self, reading: &str) -> usize {
        self.places.get(reading).copied().unwrap_or(0)
    }
}

/// Pool; slots and records of the parts; map, starts and records of the characters.
pub(crate) fn japanese(
    parts: &[Part],
    characters: &BTreeMap<char, Vec<(String, [f64; 3])>>,
) -> Result<File, String> {
    let of_parts = parts.iter().flat_map(|part| &part.readings).map(|r| r.kana.as_str());
    let of_characters = characters.values().flatten().map(|(kana, _)| kana.as_str());
    let pool = Pool::of(&of_parts.chain(of_characters).collect())?;
    let (slots, records) = part_table(parts, &pool)?;
    let map: BTreeMap<char, usize> = characters.keys().copied().zip(0..).collect();
    let (index, entries) = char_map(&map);
    let (mut starts, mut rows) = (Vec::new(), Vec::new());
    for readings in characters.values() {
        push_u32(&mut starts, rows.len() / 8);
        for (kana, bits) in readings {
            push_u32(&mut rows, pool.place(kana));
            rows.extend(bits.map(eighths));
            rows.push(0);
        }
    }
    push_u32(&mut starts, rows.len() / 8);
    let mut file = File::default();
    file.extend([pool.bytes, slots, records, index, entries, starts, rows]);
    Ok(file)
}

/// Slots: 24 bits of place, 8 bits of hash. Records: length and UTF-16 of the surface, bits as a
/// family and as a given name, number of readings; then each: place, length and kinds, both bits.
fn part_table(parts: &[Part], pool: &Pool) -> Result<(Vec<u8>, Vec<u8>), String> {
    let (size, places) = write::places(parts.iter().map(|part| part.surface.as_str()));
    let mut slots = vec![FREE; size];
    let mut records = Vec::new();
    let byte = |bits: &Option<f64>| bits.map_or(NONE, eighths);
    for (part, place) in parts.iter().zip(places) {
        let mark = usize::try_from(write::hash(&part.surface) & 0xff).unwrap_or(0);
        if let Some(slot) = slots.get_mut(place) {
            *slot = records.len() | (mark << 24);
        }
        records.push(u8::try_from(part.surface.encode_utf16().count()).unwrap_or(0));
        part.surface.encode_utf16().for_each(|unit| push_u16(&mut records, usize::from(unit)));
        records.extend(part.bits.iter().map(byte));
        records.push(u8::try_from(part.readings.len()).unwrap_or(0));
        for reading in &part.readings {
            let kinds = usize::from(reading.kinds) << (PLACE + LENGTH);
            push_u32(&mut records, pool.place(&reading.kana) | kinds);
            records.extend(reading.bits.iter().map(byte));
        }
    }
    if records.len() >> 24 != 0 {
        return Err(format!("{} bytes of records are too many", records.len()));
    }
    let mut bytes = Vec::new();
    slots.into_iter().for_each(|slot| push_u32(&mut bytes, slot));
    Ok((bytes, records))
}

/// Map and forms of the variants; map, starts and records of the Hanja: syllable, bits, flags.
pub(crate) fn characters(folds: &Folds, hanja: &Table) -> File {
    let forms: BTreeSet<char> = folds.map().values().copied().collect();
    let numbers: BTreeMap<char, usize> = forms.iter().copied().zip(0..).collect();
    let map = folds
        .map()
        .iter()
        .filter_map(|(&variant, common)| numbers.get(common).map(|&number| (variant, number)));
    let (index, entries) = char_map(&map.collect());
    let mut common = Vec::new();
    forms.into_iter().for_each(|c| push_u32(&mut common, c as usize));
    let mut file = File::default();
    file.extend([index, entries, common]);
    let (index, entries) = char_map(&hanja.keys().copied().zip(0..).collect());
    let (mut starts, mut rows) = (Vec::new(), Vec::new());
    for readings in hanja.values() {
        push_u32(&mut starts, rows.len() / 4);
        let sum: f64 = readings.values().map(|reading| reading.mass).sum();
        let mut sorted: Vec<_> = readings.iter().collect();
        sorted.sort_by(|a, b| b.1.mass.total_cmp(&a.1.mass).then(a.0.cmp(b.0)));
        for (&syllable, reading) in sorted {
            push_u16(&mut rows, syllable as usize);
            rows.push(eighths(-(reading.mass / sum).log2()));
            rows.push(reading.flags);
        }
    }
    push_u32(&mut starts, rows.len() / 4);
    file.extend([index, entries, starts, rows]);
    file
}

/// Slots (half a hash, a group or a place in the lists), lists, breadth, syllables.
pub(crate) fn groups(
    groups: &[Group],
    syllables: &BTreeMap<char, [f64; 2]>,
) -> Result<File, String> {
    let mut tokens: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, group) in groups.iter().enumerate() {
        group.tokens().for_each(|token| tokens.entry(token).or_default().push(number));
    }
    println!("{:>10} forms of the groups", tokens.len());
    let (size, places) = write::places(tokens.keys().copied());
    let mut slots = vec![[FREE, FREE]; size];
    let mut lists = Vec::new();
    let mut marks = BTreeMap::new();
    for ((token, ids), place) in tokens.iter().zip(places) {
        let hash = write::hash(token);
        if let Some(other) = marks.insert((place_of(hash, size) / 64, hash as u32), token) {
            return Err(format!("`{token}` and `{other}` have one hash"));
        }
        let value = match ids.as_slice() {
            [one] => *one,
            many => {
                let at = lists.len() / 4;
                push_u32(&mut lists, many.len());
                many.iter().for_each(|&id| push_u32(&mut lists, id));
                at | (1 << 31)
            }
        };
        if let Some(slot) = slots.get_mut(place) {
            *slot = [usize::try_from(hash & 0xffff_ffff).unwrap_or(0), value];
        }
    }
    let mut bytes = Vec::new();
    slots.into_iter().flatten().for_each(|number| push_u32(&mut bytes, number));
    let breadth = groups.iter().map(|group| group.breadth.min(255) as u8).collect();
    let mut file = File::default();
    file.extend([bytes, lists, breadth, syllable_bits(syllables)]);
    Ok(file)
}

fn place_of(hash: u64, size: usize) -> u128 {
    (u128::from(hash >> 32) * size as u128) >> 32
}

/// For each of the 11,172 syllables its bits as the first and as the second of a given name.
fn syllable_bits(counts: &BTreeMap<char, [f64; 2]>) -> Vec<u8> {
    let seen = f64::from(u32::try_from(counts.len()).unwrap_or(u32::MAX));
    let total = |at: usize| -> f64 { counts.values().filter_map(|count| count.get(at)).sum() };
    let totals = [total(0), total(1)];
    let mut bytes = Vec::new();
    for syllable in '가'..='힣' {
        let count = counts.get(&syllable).copied().unwrap_or_default();
        for (count, total) in count.into_iter().zip(totals) {
            bytes.push(eighths(-((count + 0.5) / (total + seen)).log2()));
        }
    }
    bytes
}
