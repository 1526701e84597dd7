//! Entry bundles, up to 256 entries in one file: C2SP tlog-tiles, "Log entries".

use crate::tile::TILE_WIDTH;
use thiserror::Error;

/// The longest entry, in bytes: its length is written in 16 bits.
pub const MAX_ENTRY_BYTES: usize = 65_535;

/// Why a bundle of entries is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BundleError {
    /// The entry does not fit its 16-bit length.
    #[error(
        "Entry {entry} of the bundle has {bytes} bytes, but a log entry holds at most \
         {MAX_ENTRY_BYTES}. Log a hash of the content, and keep the content beside the log."
    )]
    EntryTooLong {
        /// Place of the entry in the bundle, counted from 0.
        entry: usize,
        /// Length of the entry in bytes.
        bytes: usize,
    },
    /// The bundle has another number of entries than its path says, or none, or more than 256.
    #[error("The bundle should have {expected} entries (from 1 to {TILE_WIDTH}). Fetch it again.")]
    WrongCount {
        /// The number of entries that was asked for.
        expected: usize,
    },
    /// The bundle ends within an entry.
    #[error("The bundle ends within entry {entry}, at byte {at}. Fetch it again.")]
    Truncated {
        /// Place of the entry in the bundle, counted from 0.
        entry: usize,
        /// Offset in bytes at which that entry's length begins.
        at: usize,
    },
}

impl BundleError {
    /// A stable name of the kind of error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::EntryTooLong { .. } => "bundle-entry-too-long",
            Self::WrongCount { .. } => "bundle-wrong-count",
            Self::Truncated { .. } => "bundle-truncated",
        }
    }
}

/// The bytes of a bundle: before each entry its length, 16 bits, big-endian.
///
/// # Errors
/// [`BundleError`] if there are no entries or more than 256, or one is longer than 65,535 bytes.
pub fn encode_entry_bundle<E: AsRef<[u8]>>(entries: &[E]) -> Result<Vec<u8>, BundleError> {
    if entries.is_empty() || entries.len() > usize::from(TILE_WIDTH) {
        return Err(BundleError::WrongCount { expected: entries.len() });
    }
    let mut bytes = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len())
            .map_err(|_| BundleError::EntryTooLong { entry: place, bytes: entry.len() })?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Ok(bytes)
}

/// The `width` entries of a bundle, in order, borrowed from its bytes.
///
/// # Errors
/// [`BundleError`] if the bytes end early, or hold more or fewer entries than `width` (1 to 256).
pub fn decode_entry_bundle(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleError> {
    let expected = usize::from(width);
    let wrong_count = BundleError::WrongCount { expected };
    if !(1..=TILE_WIDTH).contains(&width) {
        return Err(wrong_count);
    }
    let mut entries = Vec::with_capacity(expected);
    let mut rest = bytes;
    while !rest.is_empty() {
        if entries.len() == expected {
            return Err(wrong_count);
        }
        let at = bytes.len() - rest.len();
        let truncated = BundleError::Truncated { entry: entries.len(), at };
        let (length, after) = rest.split_first_chunk::<2>().ok_or(truncated)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, after) = after.split_at_checked(length).ok_or(truncated)?;
        entries.push(entry);
        rest = after;
    }
    if entries.len() == expected { Ok(entries) } else { Err(wrong_count) }
}
