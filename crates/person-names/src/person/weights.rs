//! What each level of agreement weighs.

use serde::Serialize;

use super::level::Level;

/// Weights of the levels, in bits, and the prior odds: defaults, or learned from data by
/// [`crate::resolve`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Weights {
    /// The prior odds against two records being one person, in bits. The default, 10, is for pairs
    /// that share a key; among all pairs of a big registry it is about log2 of its records.
    pub prior_bits: f64,
    #[serde(serialize_with = "by_level")]
    bits: [f64; Level::COUNT],
}

impl Default for Weights {
    fn default() -> Self {
        let mut weights = Self { prior_bits: crate::PRIOR_BITS, bits: [0.0; Level::COUNT] };
        for level in Level::all() {
            let (m, u) = level.chances();
            weights.set(level, (m / u).log2());
        }
        weights
    }
}

impl Weights {
    /// What a level weighs, in bits: for one person above 0, against below.
    #[must_use]
    pub fn bits(&self, level: Level) -> f64 {
        self.bits.get(level.at()).copied().unwrap_or_default()
    }

    /// Sets what a level weighs, to a hundredth of a bit, so that it reads back as it was.
    pub fn set(&mut self, level: Level, bits: f64) {
        if let Some(known) = self.bits.get_mut(level.at()) {
            *known = (bits * 100.0).round() / 100.0;
        }
    }
}

fn by_level<S: serde::Serializer>(
    bits: &[f64; Level::COUNT],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(Level::all().zip(bits).map(|(level, bits)| (level.rule(), bits)))
}
