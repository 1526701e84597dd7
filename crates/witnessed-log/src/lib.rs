//! Append-only logs that a second party witnesses: RFC 6962 trees, C2SP checkpoints and
//! cosignatures.
//!
//! Everything here is a pure function of its arguments: keys come as seeds, time as seconds, and
//! nothing is read, sent or stored. One writer keeps a [`Tree`], signs its head as a
//! [`Checkpoint`] in a [`Note`], and asks a witness for a cosignature with [`AddCheckpoint`]; the
//! witness checks that the log only grew, and answers with [`Cosigner::cosign`].
//!
//! ```
//! use witnessed_log::{AddCheckpoint, Checkpoint, Cosigner, Note, Signer, Tree, verify_inclusion};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The log: one office writes and signs. Keep real seeds in a vault, not in a program.
//! let log = Signer::ed25519("jp.example/ops", &[1; 32])?;
//! let mut tree = Tree::new();
//! tree.append(b"flight AB123 asks for 40 seats")?;
//! let (old_size, old_root) = (tree.size(), tree.root(tree.size())?);
//! tree.append(b"40 seats granted")?;
//! let head = Checkpoint::new("jp.example/ops", tree.size(), tree.root(tree.size())?, vec![])?;
//! let mut note = Note::sign(&head.to_text(), &[&log])?;
//! let proof = tree.consistency(old_size, tree.size())?;
//! let request = AddCheckpoint::new(old_size, proof, note.clone())?.to_text();
//!
//! // The witness: it holds the old size and root, and never cosigns a rewritten history.
//! let witness = Cosigner::new("kr.example/witness", &[2; 32])?;
//! let asked = AddCheckpoint::parse(request.as_bytes())?;
//! log.verifier().verify(asked.note())?;
//! asked.verify_growth(old_root)?;
//! let cosignature = witness.cosign(asked.checkpoint(), 1_790_000_000)?;
//!
//! // Anybody, years later, with the two public keys.
//! note.add(cosignature)?;
//! let receipt = Note::parse(note.to_text().as_bytes())?;
//! log.verifier().verify(&receipt)?;
//! assert_eq!(witness.verifier().verify(&receipt)?.time, Some(1_790_000_000));
//! let head = Checkpoint::parse(receipt.text())?;
//! let proof = tree.inclusion(1, head.size())?;
//! let leaf = witnessed_log::leaf_hash(b"40 seats granted");
//! verify_inclusion(leaf, 1, head.size(), &proof, head.root())?;
//! # Ok(())
//! # }
//! ```

mod bundle;
mod checkpoint;
mod hash;
mod key;
mod note;
mod proof;
mod text;
mod tile;
mod tree;
mod witness;

pub use bundle::{BundleError, MAX_ENTRY_BYTES, decode_entry_bundle, encode_entry_bundle};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use hash::{Hash, empty_root, leaf_hash, node_hash};
pub use key::{Algorithm, Cosigner, KeyError, KeyId, Signer, VerifiedSignature, Verifier};
pub use note::{
    MAX_NOTE_BYTES, MAX_SIGNATURES, Note, NoteError, NoteSignature, parse_signature_lines,
    signature_lines,
};
pub use proof::{ProofError, Root, verify_consistency, verify_inclusion};
pub use tile::{
    TILE_WIDTH, TileError, TileKind, TilePath, decode_tile, encode_tile, entry_bundle_path,
    tile_path, tile_width,
};
pub use tree::{Tree, TreeError};
pub use witness::{AddCheckpoint, MAX_PROOF_LINES, WitnessError};

/// Runs the README's example as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
