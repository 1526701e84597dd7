//! The two hashes of a Merkle tree, kept apart by their first byte: RFC 6962 §2.1, SHA-256.

use crate::text::{decode_base64, encode_base64};
use aws_lc_rs::digest::{Context, Digest, SHA256, digest};
use std::fmt;

/// A SHA-256 hash of a leaf, a node or a whole tree (RFC 6962 §2.1): 32 bytes.
///
/// Shown as base64, the form that C2SP checkpoints and proofs use.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The hash that 44 characters of base64 stand for; `None` if they are anything else.
    ///
    /// Only the one canonical form is read (RFC 4648 §4, padded, no stray bits), so that text
    /// read and written again is the same text.
    #[must_use]
    pub fn from_base64(text: &str) -> Option<Self> {
        decode_base64(text)?.try_into().ok().map(Self)
    }

    /// The base64 of the hash: 44 characters (RFC 4648 §4).
    #[must_use]
    pub fn to_base64(&self) -> String {
        encode_base64(&self.0)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_base64())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// The hash of an entry: SHA-256(0x00 || entry) (RFC 6962 §2.1).
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let mut context = Context::new(&SHA256);
    context.update(&[0]);
    context.update(entry);
    from_digest(&context.finish())
}

/// The hash of an inner node: SHA-256(0x01 || left || right) (RFC 6962 §2.1).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    // One buffer and one call: a context costs more than the hash of 65 bytes does.
    let mut node = [1_u8; 65];
    let [_, children @ ..] = &mut node;
    let (first, second) = children.split_at_mut(32);
    first.copy_from_slice(&left.0);
    second.copy_from_slice(&right.0);
    sha256(&node)
}

/// The root of a tree without entries: SHA-256 of nothing (RFC 6962 §2.1).
#[must_use]
pub fn empty_root() -> Hash {
    sha256(&[])
}

/// Plain SHA-256, for key ids.
pub(crate) fn sha256(bytes: &[u8]) -> Hash {
    from_digest(&digest(&SHA256, bytes))
}

fn from_digest(digest: &Digest) -> Hash {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest.as_ref());
    Hash(hash)
}
