//! Checking proofs without the tree: RFC 6962 §2.1.1 and §2.1.2, by the steps that RFC 9162
//! §2.1.3.2 and §2.1.4.2 write out for the same proofs.

use crate::hash::{Hash, empty_root, node_hash};
use std::fmt;
use thiserror::Error;

/// Which of the two roots a proof failed to reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// The root of the older, smaller tree.
    Old,
    /// The root of the newer tree, or of the only one.
    New,
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Old => "older",
            Self::New => "newer",
        })
    }
}

/// Why a proof does not prove what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProofError {
    /// An entry was named that a log of that size does not have.
    #[error("Entry {index} can't be in a log of {size} entries. Check the index and the size.")]
    IndexOutOfRange {
        /// The index claimed, counted from 0.
        index: u64,
        /// The size of the log, in entries.
        size: u64,
    },
    /// The log is said to have become smaller.
    #[error(
        "The newer size {new} is below the older size {old}: the log has lost entries, or the \
         checkpoints were swapped. Keep both as evidence."
    )]
    SizesReversed {
        /// The older size, in entries.
        old: u64,
        /// The newer size, in entries.
        new: u64,
    },
    /// The proof ends before it reaches the root.
    #[error("The proof ends after {hashes} hashes, short of the root. Ask for the proof again.")]
    TooShort {
        /// The number of hashes in the proof.
        hashes: usize,
    },
    /// The proof goes on after it has reached the root.
    #[error("Of the proof's {hashes} hashes not all are needed. Ask for the proof again.")]
    TooLong {
        /// The number of hashes in the proof.
        hashes: usize,
    },
    /// The hashes of the proof lead to another root than the one signed.
    #[error(
        "The proof does not lead to the {root} root: an entry, the proof or the checkpoint was \
         changed. Keep them as evidence and do not rely on them."
    )]
    WrongRoot {
        /// The root that was not reached.
        root: Root,
    },
}

impl ProofError {
    /// A stable name of the kind of error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::IndexOutOfRange { .. } => "proof-index-out-of-range",
            Self::SizesReversed { .. } => "proof-sizes-reversed",
            Self::TooShort { .. } => "proof-too-short",
            Self::TooLong { .. } => "proof-too-long",
            Self::WrongRoot { .. } => "proof-wrong-root",
        }
    }
}

/// Checks that the entry with hash `leaf` is entry `index` (from 0) of the log of `size` entries
/// with that `root` (RFC 6962 §2.1.1; steps: RFC 9162 §2.1.3.2).
///
/// `size` and `root` must come from one verified checkpoint: a proof can't tell sizes apart.
///
/// # Errors
/// [`ProofError`] names what failed.
pub fn verify_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::IndexOutOfRange { index, size });
    }
    let mut walk = Walk { node: index, last: size - 1 };
    let mut hash = leaf;
    for sibling in proof {
        hash = match walk.climb(proof.len())? {
            Side::Left => node_hash(sibling, &hash),
            Side::Right => node_hash(&hash, sibling),
        };
    }
    walk.require_top(proof.len())?;
    require_root(hash, root, Root::New)
}

/// Checks that the log of `old_size` entries is the beginning of the log of `new_size` entries
/// (RFC 6962 §2.1.2; steps: RFC 9162 §2.1.4.2). From size 0, and between equal sizes, the proof
/// is empty (C2SP tlog-witness).
///
/// Sizes and roots must come from two verified checkpoints.
///
/// # Errors
/// [`ProofError`] names what failed.
pub fn verify_consistency(
    old_size: u64,
    old_root: Hash,
    new_size: u64,
    new_root: Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old_size > new_size {
        return Err(ProofError::SizesReversed { old: old_size, new: new_size });
    }
    if old_size == 0 || old_size == new_size {
        if !proof.is_empty() {
            return Err(ProofError::TooLong { hashes: proof.len() });
        }
        if old_size == 0 {
            require_root(old_root, empty_root(), Root::Old)?;
        }
        let same = old_size == new_size;
        return if same { require_root(old_root, new_root, Root::New) } else { Ok(()) };
    }
    // A complete old tree is itself the first hash, so the proof leaves it out.
    let (first, rest) = match proof {
        [] => return Err(ProofError::TooShort { hashes: 0 }),
        all if old_size.is_power_of_two() => (old_root, all),
        [first, rest @ ..] => (*first, rest),
    };
    let mut walk = Walk { node: old_size - 1, last: new_size - 1 };
    walk.rise(walk.node.trailing_ones());
    let (mut old, mut new) = (first, first);
    for sibling in rest {
        match walk.climb(proof.len())? {
            Side::Left => {
                old = node_hash(sibling, &old);
                new = node_hash(sibling, &new);
            }
            Side::Right => new = node_hash(&new, sibling),
        }
    }
    walk.require_top(proof.len())?;
    require_root(old, old_root, Root::Old)?;
    require_root(new, new_root, Root::New)
}

fn require_root(found: Hash, signed: Hash, root: Root) -> Result<(), ProofError> {
    if found == signed { Ok(()) } else { Err(ProofError::WrongRoot { root }) }
}

/// On which side of the path the next hash of the proof stands.
enum Side {
    Left,
    Right,
}

/// The way from a node to the root: its index at this height, and the index of the last node.
struct Walk {
    node: u64,
    last: u64,
}

impl Walk {
    /// One hash of the proof: where it stands, then up to the node that it makes.
    fn climb(&mut self, hashes: usize) -> Result<Side, ProofError> {
        if self.last == 0 {
            return Err(ProofError::TooLong { hashes });
        }
        if self.node.is_multiple_of(2) && self.node != self.last {
            self.rise(1);
            return Ok(Side::Right);
        }
        // The last node of an incomplete tree rises alone until it has a left neighbour. Here
        // node is 0 only if last is 0, which was refused above.
        self.rise(self.node.trailing_zeros());
        self.rise(1);
        Ok(Side::Left)
    }

    fn rise(&mut self, heights: u32) {
        self.node = self.node.checked_shr(heights).unwrap_or(0);
        self.last = self.last.checked_shr(heights).unwrap_or(0);
    }

    fn require_top(&self, hashes: usize) -> Result<(), ProofError> {
        if self.last == 0 { Ok(()) } else { Err(ProofError::TooShort { hashes }) }
    }
}
