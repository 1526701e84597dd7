//! The bytes of the pack: sections, numbers, maps of characters, hashes. Whatever is damaged reads
//! as absent.

use super::PackError;

const MAGIC: &[u8] = b"SGN1";
/// Characters of one page of a map.
const PAGE: usize = 128;

/// Splits a file into its sections.
pub(super) fn sections<const N: usize>(bytes: &[u8]) -> Result<[&[u8]; N], PackError> {
    let head = bytes.strip_prefix(MAGIC).ok_or(PackError::Magic)?;
    let count = number(head, 0).ok_or(PackError::Short)?;
    if count != N {
        return Err(PackError::Sections { found: count, wanted: N });
    }
    let (lengths, mut rest) =
        head.get(4..).and_then(|rest| rest.split_at_checked(N * 4)).ok_or(PackError::Short)?;
    let mut sections = [[].as_slice(); N];
    for (at, section) in sections.iter_mut().enumerate() {
        let length = number(lengths, at).ok_or(PackError::Short)?;
        (*section, rest) = rest.split_at_checked(length).ok_or(PackError::Short)?;
    }
    if rest.is_empty() { Ok(sections) } else { Err(PackError::Long) }
}

/// The four bytes at `at`, counted in fours.
pub(super) fn number(bytes: &[u8], at: usize) -> Option<usize> {
    number_at(bytes, at.checked_mul(4)?)
}

/// The four bytes at `begin`.
pub(super) fn number_at(bytes: &[u8], begin: usize) -> Option<usize> {
    let (four, _) = bytes.get(begin..)?.split_first_chunk::<4>()?;
    usize::try_from(u32::from_le_bytes(*four)).ok()
}

/// The two bytes at `at`, counted in twos.
fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let (two, _) = bytes.get(at.checked_mul(2)?..)?.split_first_chunk::<2>()?;
    Some(usize::from(u16::from_le_bytes(*two)))
}

/// The rows from one start to the next.
pub(super) fn rows<'a>(starts: &[u8], rows: &'a [u8], at: usize, width: usize) -> Option<&'a [u8]> {
    let begin = number(starts, at)?.checked_mul(width)?;
    let end = number(starts, at.checked_add(1)?)?.checked_mul(width)?;
    rows.get(begin..end)
}

/// Eighths of a bit as sixteenths; the largest means "none".
pub(super) fn cost(byte: u8) -> Option<u16> {
    (byte != u8::MAX).then(|| u16::from(byte) * 2)
}

/// A map from characters to numbers.
#[derive(Clone, Copy, Default)]
pub(super) struct CharMap<'a> {
    index: &'a [u8],
    entries: &'a [u8],
}

impl<'a> CharMap<'a> {
    pub(super) fn new(index: &'a [u8], entries: &'a [u8]) -> Self {
        Self { index, entries }
    }

    pub(super) fn get(&self, c: char) -> Option<usize> {
        let code = usize::try_from(u32::from(c)).ok()?;
        let page = short(self.index, code / PAGE)?;
        if page == 0 {
            return None;
        }
        short(self.entries, page.checked_mul(PAGE)?.checked_add(code % PAGE)?)?.checked_sub(1)
    }
}

/// FNV-1a, which grows with its key, and a last stir; the writer has the same.
#[derive(Clone, Copy)]
pub(super) struct Hash(u64);

impl Hash {
    pub(super) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(super) fn with(mut self, bytes: &[u8]) -> Self {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        self
    }

    fn stirred(self) -> u64 {
        let hash = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^ (hash >> 29)
    }

    /// The lower half.
    pub(super) fn mark(self) -> u32 {
        (self.stirred() & u64::from(u32::MAX)) as u32
    }

    /// The slots of a table of `size`, from where the key belongs onwards, each once.
    pub(super) fn slots(self, size: usize) -> impl Iterator<Item = usize> {
        let high = u128::from(self.stirred() >> 32);
        let first = usize::try_from((high * size as u128) >> 32).unwrap_or(0);
        (first..size).chain(0..first)
    }
}
