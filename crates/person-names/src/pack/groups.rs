//! Forms of one name part in many scripts, and the syllables of Korean given names.

use super::PackError;
use super::layout::{self, Hash};

/// A slot that no form took.
const FREE: usize = u32::MAX as usize;
/// Marks a place in the lists, as against a group.
const MANY: usize = 1 << 31;
/// What a syllable costs that isn't one, in sixteenths of a bit.
const UNSEEN: u16 = 14 * 16;

/// The file `groups.bin`.
#[derive(Clone, Copy, Default)]
pub(super) struct Groups<'a> {
    slots: &'a [u8],
    lists: &'a [u8],
    breadth: &'a [u8],
    syllables: &'a [u8],
}

impl<'a> Groups<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, PackError> {
        let [slots, lists, breadth, syllables] = layout::sections(bytes)?;
        Ok(Self { slots, lists, breadth, syllables })
    }

    /// The groups of a form. Forms are known by 64 bits of their hash, the upper half of them by
    /// the slot: a form that is in no group meets one by chance once in about 10⁹.
    pub(super) fn of(&self, token: &str) -> impl Iterator<Item = u32> + use<'a> {
        let value = self.value(token);
        let one = value.filter(|value| value & MANY == 0).and_then(|value| value.try_into().ok());
        let many = value.filter(|value| value & MANY != 0).and_then(|value| {
            let begin = (value & !MANY).checked_mul(4)?;
            let count = layout::number_at(self.lists, begin)?;
            self.lists.get(begin.checked_add(4)?..)?.get(..count.checked_mul(4)?)
        });
        let many = many.unwrap_or_default().chunks_exact(4);
        let many = many.filter_map(|four| Some(u32::from_le_bytes(four.try_into().ok()?)));
        one.into_iter().chain(many)
    }

    fn value(&self, token: &str) -> Option<usize> {
        let hash = Hash::new().with(token.as_bytes());
        let mark = usize::try_from(hash.mark()).ok()?;
        for slot in hash.slots(self.slots.len() / 8) {
            let value = layout::number(self.slots, slot * 2 + 1)?;
            if value == FREE {
                return None;
            }
            if layout::number(self.slots, slot * 2)? == mark {
                return Some(value);
            }
        }
        None
    }

    pub(super) fn breadth(&self, group: u32) -> u8 {
        let at = usize::try_from(group).ok();
        at.and_then(|at| self.breadth.get(at)).copied().unwrap_or(0)
    }

    pub(super) fn syllable(&self, c: char, second: bool) -> u16 {
        let cost = || {
            let at = usize::try_from(u32::from(c).checked_sub(0xac00)?).ok()?;
            self.syllables.get(at.checked_mul(2)?.checked_add(usize::from(second))?)
        };
        cost().map_or(UNSEEN, |&byte| u16::from(byte) * 2)
    }
}
