//! Many small counts in one number: loads of each site, and loads brought to each drop whose room
//! is tight. Each count has a bit to spare above it: so all are compared by one subtraction.

use super::model::Model;
use super::slot::at;

/// Where each count stands.
#[derive(Debug)]
pub(super) struct Layout {
    /// Shift and mask of each site.
    sites: Vec<(u32, u128)>,
    /// The one of each drop; 0 where the room is not tight.
    drops: Vec<u128>,
    spare: u128,
    of_sites: u128,
    all: u128,
}

impl Layout {
    /// `None` when the counts don't fit.
    pub(super) fn new(model: &Model) -> Option<Self> {
        let mut shift = 0;
        let (mut spare, mut of_sites, mut all) = (0_u128, 0_u128, 0_u128);
        let mut place = |most: i64| -> Option<(u32, u128)> {
            let bits = 64 - most.leading_zeros();
            if shift + bits + 1 > 128 {
                return None;
            }
            let mask = (1_u128 << bits) - 1;
            spare |= 1_u128 << (shift + bits);
            all |= u128::try_from(most).ok()? << shift;
            let start = shift;
            shift += bits + 1;
            Some((start, mask << start))
        };
        let sites = model.demand.iter().map(|d| place(*d)).collect::<Option<Vec<_>>>()?;
        let mut drops = Vec::with_capacity(model.drops());
        for (room, tight) in model.room.iter().zip(&model.tight) {
            drops.push(if *tight { 1_u128.checked_shl(place(*room)?.0)? } else { 0 });
        }
        for (_, mask) in &sites {
            of_sites |= mask;
        }
        Some(Self { sites, drops, spare, of_sites, all })
    }

    /// All demand and all room.
    pub(super) fn all(&self) -> u128 {
        self.all
    }

    /// One trip.
    pub(super) fn one(&self, site: usize, drop: usize) -> u128 {
        let shift = at(&self.sites, site).0;
        1_u128.checked_shl(shift).unwrap_or(0) + at(&self.drops, drop)
    }

    /// Whether no count of `part` is more than that of `whole`.
    pub(super) fn fits(&self, whole: u128, part: u128) -> bool {
        ((whole | self.spare).wrapping_sub(part)) & self.spare == self.spare
    }

    /// The counts of the sites alone.
    pub(super) fn sites(&self, packed: u128) -> u128 {
        packed & self.of_sites
    }

    /// Shift and mask of each site.
    pub(super) fn masks(&self) -> &[(u32, u128)] {
        &self.sites
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shuttle::read_bep;

    const TEXT: &str = "1 1\n1 1\n2 4 3 1\n2 11 8 3\n1 1 10\n1 6 2\n2 9 5\n";

    #[test]
    fn one_more_than_there_is_does_not_fit() -> Result<(), crate::shuttle::ReadError> {
        let layout = Layout::new(&Model::new(&read_bep("", TEXT)?)).unwrap();
        let all = layout.all();
        // Three loads wait at the first site, one at the second; the second drop takes three.
        assert!(layout.fits(all, 3 * layout.one(0, 0) + layout.one(1, 0)));
        assert!(layout.fits(all, 3 * layout.one(0, 1)));
        assert!(!layout.fits(all, 4 * layout.one(0, 0)));
        assert!(!layout.fits(all, 3 * layout.one(0, 1) + layout.one(1, 1)));
        assert!(layout.fits(layout.sites(all), 3 * layout.one(0, 0)));
        Ok(())
    }
}
