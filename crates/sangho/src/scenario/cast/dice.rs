//! Chance that is the same on every machine.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// A seeded source of chance.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// Different streams of one seed are independent.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// A number from 0 to `n - 1`, or 0. Multiply and shift: the bias of at most n / 2^32 does not
    /// matter here.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        let wide = u64::from(self.0.next_u32()) * u64::from(n);
        u32::try_from(wide >> 32)
            .expect("a product of two 32-bit numbers, shifted by 32, has 32 bits")
    }

    /// A number between two, both possible.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u32::try_from(high.saturating_sub(low).saturating_add(1)).unwrap_or(1);
        low.saturating_add(i64::from(self.below(width)))
    }

    /// True `per_mille` times in a thousand.
    pub(super) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    fn index(&mut self, len: usize) -> usize {
        let n = u32::try_from(len).unwrap_or(u32::MAX);
        usize::try_from(self.below(n)).unwrap_or(0)
    }

    /// One entry of a list of constants.
    pub(super) fn pick<T>(&mut self, list: &'static [T]) -> &'static T {
        let at = self.index(list.len());
        list.get(at).expect("the lists of names are constants with entries")
    }

    /// One entry, as likely as its weight says.
    pub(super) fn weighted<T>(&mut self, list: &'static [T], weight: fn(&T) -> u32) -> &'static T {
        let mut left = self.below(list.iter().map(weight).sum());
        let hit = list.iter().find(|entry| {
            let inside = left < weight(entry);
            left = left.saturating_sub(weight(entry));
            inside
        });
        hit.or(list.last()).expect("the lists of names are constants with entries")
    }

    /// Puts a list in another order.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.index(last.saturating_add(1));
            list.swap(last, other);
        }
    }
}
