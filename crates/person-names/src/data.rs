//! The tables under `data/`, read once: family names, characters and their readings, weights.
//!
//! They are written by hand from common knowledge; a malformed line would be a mistake of ours, is
//! skipped, and the tests count the lines.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::hangul;
use crate::pack::Pack;

/// Bits that an agreement on a family name gives where no table knows it: one person in 8,192.
pub(crate) const RARE_FAMILY: f64 = 13.0;

/// The tables, by what they are asked.
pub(crate) struct Data {
    /// Korean family names in katakana, as keys, to their bits.
    pub(crate) korean_kana: HashMap<String, f64>,
    /// Hanja family name (folded) to its Hangul spellings.
    pub(crate) hanja_families: HashMap<String, Vec<&'static str>>,
    /// Hangul family name to its bits and its Latin spellings.
    pub(crate) korean: HashMap<&'static str, KoreanFamily>,
    /// Latin spelling of a Korean family name to (Hangul, price of the spelling in bits).
    pub(crate) korean_latin: HashMap<&'static str, Vec<(&'static str, f64)>>,
}

/// A Korean family name.
pub(crate) struct KoreanFamily {
    /// Evidence that agreeing on it gives.
    pub(crate) bits: f64,
    /// Its most frequent passport spelling.
    pub(crate) passport: &'static str,
}

static DATA: LazyLock<Data> = LazyLock::new(Data::read);

/// The tables.
pub(crate) fn data() -> &'static Data {
    &DATA
}

impl Data {
    /// Bits that an agreement on a Korean family name gives.
    pub(crate) fn korean_bits(&self, hangul: &str) -> f64 {
        self.korean.get(hangul).map_or(RARE_FAMILY, |family| family.bits)
    }

    fn read() -> Self {
        let mut data = Self {
            korean_kana: HashMap::new(),
            hanja_families: HashMap::new(),
            korean: HashMap::new(),
            korean_latin: HashMap::new(),
        };
        data.read_korean_families();
        data
    }

    fn read_korean_families(&mut self) {
        for line in include_str!("data/korean_surnames.tsv").lines() {
            let mut fields = line.split('\t');
            let (Some(hangul), Some(holders), Some(spellings)) =
                (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let Ok(holders) = holders.parse::<f64>() else {
                continue;
            };
            let bits = (100_000.0 / holders).log2().min(RARE_FAMILY);
            let passport = spellings.split(' ').next().unwrap_or_default();
            self.korean.insert(hangul, KoreanFamily { bits, passport });
            for key in hangul::katakana_keys(hangul) {
                let known = self.korean_kana.entry(key).or_insert(bits);
                *known = known.min(bits);
            }
            for (at, spelling) in spellings.split(' ').enumerate() {
                // The first two spellings carry nearly all holders.
                let price = f64::from(u32::try_from(at).unwrap_or(u32::MAX)).min(4.0) * 0.8 + 0.2;
                self.korean_latin.entry(spelling).or_default().push((hangul, price));
            }
            let hanja = fields.next().unwrap_or_default();
            let two = hangul.chars().nth(1).is_some();
            let names: Vec<String> = if two {
                vec![hanja.to_owned()]
            } else {
                hanja.chars().map(String::from).collect()
            };
            for name in names {
                self.hanja_families.entry(Pack::get().folded(&name)).or_default().push(hangul);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_understood() {
        let data = data();
        assert_eq!(data.korean.len(), 112);
        assert!(data.korean_kana.len() > 60);
    }
}
