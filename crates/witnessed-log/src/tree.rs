//! The tree that the log's writer keeps in memory: RFC 6962 §2.1 heads and proofs of any size.

use crate::bundle::MAX_ENTRY_BYTES;
use crate::hash::{Hash, empty_root, leaf_hash, node_hash};
use crate::tile::TILE_WIDTH;
use thiserror::Error;

/// Why a tree can't do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TreeError {
    /// The entry does not fit the 16-bit length of an entry bundle (C2SP tlog-tiles, "Log
    /// entries").
    #[error(
        "The entry has {bytes} bytes, but a log entry holds at most {MAX_ENTRY_BYTES}. Log a hash \
         of the content, and keep the content beside the log."
    )]
    EntryTooLong {
        /// Length of the entry in bytes.
        bytes: usize,
    },
    /// A size was named that the tree has not reached.
    #[error(
        "The log holds {held} entries, but size {asked} was asked for. Ask for at most {held}."
    )]
    SizeNotHeld {
        /// The size asked for, in entries.
        asked: u64,
        /// The size of the tree, in entries.
        held: u64,
    },
    /// An entry was named that lies outside the size asked for.
    #[error("Entry {index} is not among the first {size} entries. Entries are counted from 0.")]
    IndexOutOfRange {
        /// The index asked for, counted from 0.
        index: u64,
        /// The size of the tree that the proof was to be for, in entries.
        size: u64,
    },
    /// A consistency proof was asked from a larger to a smaller size.
    #[error("A log only grows: size {old} can't be the past of size {new}. Swap the two sizes.")]
    SizesReversed {
        /// The size named as the older one, in entries.
        old: u64,
        /// The size named as the newer one, in entries.
        new: u64,
    },
    /// A tile was asked for that the tree does not (or not yet) hold.
    #[error(
        "The log of {held} entries has no tile {index} of width {width} at level {level}. Take the \
         width that its checkpoint gives, from 1 to 256."
    )]
    TileNotHeld {
        /// Level of the tile (C2SP tlog-tiles, "Merkle Tree").
        level: u8,
        /// Index of the tile within its level.
        index: u64,
        /// Width asked for, in hashes.
        width: u16,
        /// The size of the tree, in entries.
        held: u64,
    },
}

impl TreeError {
    /// A stable name of the kind of error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::EntryTooLong { .. } => "entry-too-long",
            Self::SizeNotHeld { .. } => "size-not-held",
            Self::IndexOutOfRange { .. } => "index-out-of-range",
            Self::SizesReversed { .. } => "sizes-reversed",
            Self::TileNotHeld { .. } => "tile-not-held",
        }
    }
}

/// An append-only Merkle tree that keeps the hash of every complete subtree, about 64 bytes an
/// entry, so that heads and proofs of any size it ever had cost O(log n) hashes and look-ups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// `levels[h][i]` is the root of the entries `i * 2^h .. (i + 1) * 2^h`.
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// A tree without entries.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The tree of these leaf hashes, in order: how a node finds its tree again in its store.
    #[must_use]
    pub fn from_leaf_hashes(leaves: impl IntoIterator<Item = Hash>) -> Self {
        let mut tree = Self::new();
        for leaf in leaves {
            tree.append_leaf_hash(leaf);
        }
        tree
    }

    /// The number of entries.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| length(leaves))
    }

    /// Appends an entry and gives its index, counted from 0.
    ///
    /// # Errors
    /// [`TreeError::EntryTooLong`] for more than 65,535 bytes; the tree is then unchanged.
    pub fn append(&mut self, entry: &[u8]) -> Result<u64, TreeError> {
        if entry.len() > MAX_ENTRY_BYTES {
            return Err(TreeError::EntryTooLong { bytes: entry.len() });
        }
        Ok(self.append_leaf_hash(leaf_hash(entry)))
    }

    /// Appends an entry of which only the [`leaf_hash`] is at hand, and gives its index.
    pub fn append_leaf_hash(&mut self, leaf: Hash) -> u64 {
        let index = self.size();
        let mut complete = Some(leaf);
        let mut height = 0;
        // Each second hash of a level completes one of the next: on average one node an append.
        while let Some(hash) = complete {
            if self.levels.len() == height {
                self.levels.push(Vec::new());
            }
            complete = self.levels.get_mut(height).and_then(|level| {
                let even = level.len() % 2 == 0;
                let left = level.last().copied();
                level.push(hash);
                if even { None } else { left.map(|left| node_hash(&left, &hash)) }
            });
            height += 1;
        }
        index
    }

    /// The leaf hash of an entry, if the tree has it.
    #[must_use]
    pub fn leaf(&self, index: u64) -> Option<Hash> {
        self.subtree(0, index)
    }

    /// The root of the first `size` entries (RFC 6962 §2.1, MTH).
    ///
    /// # Errors
    /// [`TreeError::SizeNotHeld`] if the tree has fewer entries.
    pub fn root(&self, size: u64) -> Result<Hash, TreeError> {
        self.require(size)?;
        self.range(0, size)
    }

    /// The proof that entry `index` is among the first `size` entries (RFC 6962 §2.1.1, PATH).
    ///
    /// # Errors
    /// [`TreeError::SizeNotHeld`] or [`TreeError::IndexOutOfRange`].
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Hash>, TreeError> {
        self.require(size)?;
        if index >= size {
            return Err(TreeError::IndexOutOfRange { index, size });
        }
        let (mut start, mut end) = (0, size);
        let mut proof = Vec::new();
        while end - start > 1 {
            let middle = start + split(end - start);
            if index < middle {
                proof.push(self.range(middle, end)?);
                end = middle;
            } else {
                proof.push(self.range(start, middle)?);
                start = middle;
            }
        }
        proof.reverse();
        Ok(proof)
    }

    /// The proof that the first `old` entries are the beginning of the first `new` entries
    /// (RFC 6962 §2.1.2, PROOF). Empty if `old` is 0 (C2SP tlog-witness) or equals `new`.
    ///
    /// # Errors
    /// [`TreeError::SizeNotHeld`] or [`TreeError::SizesReversed`].
    pub fn consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>, TreeError> {
        self.require(new)?;
        if old > new {
            return Err(TreeError::SizesReversed { old, new });
        }
        if old == 0 {
            return Ok(Vec::new());
        }
        let (mut start, mut end) = (0, new);
        let mut proof = Vec::new();
        while old != end {
            let middle = start + split(end - start);
            if old <= middle {
                proof.push(self.range(middle, end)?);
                end = middle;
            } else {
                proof.push(self.range(start, middle)?);
                start = middle;
            }
        }
        // At start 0 the subtree left over is the old tree itself, whose root the verifier holds.
        if start != 0 {
            proof.push(self.range(start, end)?);
        }
        proof.reverse();
        Ok(proof)
    }

    /// The first `width` hashes of a tile (C2SP tlog-tiles, "Merkle Tree"); 256 for a full one.
    ///
    /// # Errors
    /// [`TreeError::TileNotHeld`] if the tree has not grown into that tile and width, or the
    /// width is not 1 to 256.
    pub fn tile_hashes(&self, level: u8, index: u64, width: u16) -> Result<&[Hash], TreeError> {
        let held = || {
            let row = self.levels.get(usize::from(level).checked_mul(8)?)?;
            let start = usize::try_from(index.checked_mul(u64::from(TILE_WIDTH))?).ok()?;
            row.get(start..start.checked_add(usize::from(width))?)
        };
        let right_width = (1..=TILE_WIDTH).contains(&width);
        held().filter(|_| right_width).ok_or(TreeError::TileNotHeld {
            level,
            index,
            width,
            held: self.size(),
        })
    }

    fn require(&self, asked: u64) -> Result<(), TreeError> {
        let held = self.size();
        if asked > held { Err(TreeError::SizeNotHeld { asked, held }) } else { Ok(()) }
    }

    fn subtree(&self, height: u32, index: u64) -> Option<Hash> {
        let level = self.levels.get(usize::try_from(height).ok()?)?;
        level.get(usize::try_from(index).ok()?).copied()
    }

    /// MTH(D[start:end]) for a range as RFC 6962 splits them: `start` is a multiple of the
    /// largest power of two in the range, so complete subtrees line up from left to right.
    fn range(&self, start: u64, end: u64) -> Result<Hash, TreeError> {
        let mut complete = Vec::new();
        let mut at = start;
        while at < end {
            let height = (end - at).ilog2();
            let hash = self.subtree(height, at >> height);
            complete.push(hash.ok_or(TreeError::SizeNotHeld { asked: end, held: self.size() })?);
            at += 1 << height;
        }
        let joined = complete.into_iter().rev().reduce(|right, left| node_hash(&left, &right));
        Ok(joined.unwrap_or_else(empty_root))
    }
}

/// The largest power of two smaller than `size`, which is at least 2 (RFC 6962 §2.1, "k").
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

fn length(hashes: &[Hash]) -> u64 {
    u64::try_from(hashes.len()).unwrap_or(u64::MAX)
}
