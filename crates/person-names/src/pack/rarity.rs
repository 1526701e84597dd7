//! How rare the readings of Japanese names are, whatever they are written with.

use super::PackError;
use super::layout::{self, Hash};

/// Two costs: as a family name, as a given name.
const ROW: usize = 2;

/// A table of hashed keys, sorted.
#[derive(Clone, Copy, Default)]
pub(super) struct Rarity<'a> {
    keys: &'a [u8],
    rows: &'a [u8],
}

impl<'a> Rarity<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, PackError> {
        let [keys, rows] = layout::sections(bytes)?;
        Ok(Self { keys, rows })
    }

    /// As a family name, or as a given name.
    pub(super) fn of(&self, key: &str, family: bool) -> Option<u16> {
        let wanted = usize::try_from(Hash::new().with(key.as_bytes()).mark()).ok()?;
        let (mut low, mut high) = (0, self.keys.len() / 4);
        while low < high {
            let middle = low.midpoint(high);
            if layout::number(self.keys, middle)? < wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if layout::number(self.keys, low)? != wanted {
            return None;
        }
        let row = self.rows.get(low * ROW..)?;
        layout::cost(*row.get(usize::from(!family))?)
    }
}
