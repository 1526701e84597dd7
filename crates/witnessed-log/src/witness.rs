//! What a log sends to a witness for a cosignature: C2SP tlog-witness, "add-checkpoint".

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::hash::Hash;
use crate::note::{MAX_NOTE_BYTES, Note, NoteError};
use crate::proof::{ProofError, verify_consistency};
use crate::text::decimal;
use thiserror::Error;

/// The most hashes that a consistency proof may have (C2SP tlog-witness).
pub const MAX_PROOF_LINES: usize = 63;

/// Why a request to a witness is refused before it is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WitnessError {
    /// The request is longer than the longest note and proof together.
    #[error("The request has {bytes} bytes, more than any checkpoint needs. Send a shorter one.")]
    TooLong {
        /// Length of the request in bytes.
        bytes: usize,
    },
    /// The first line is not `old` and a size.
    #[error("Line 1 must be the word old, a space and the size of the checkpoint held before.")]
    MalformedOldSize,
    /// A line before the empty line is not a hash.
    #[error("Line {line} must be a hash of the proof, 32 bytes in base64, or empty.")]
    MalformedProof {
        /// Number of the line, counted from 1.
        line: usize,
    },
    /// There are more hashes than any proof has.
    #[error("The proof has more than {MAX_PROOF_LINES} hashes. Make the proof again.")]
    ProofTooLong,
    /// The old size is above the size of the checkpoint.
    #[error(
        "The request asks to go from size {old} back to {new}, but a log only grows. Send the \
         newest checkpoint."
    )]
    SizesReversed {
        /// The old size, in entries.
        old: u64,
        /// The size of the checkpoint, in entries.
        new: u64,
    },
    /// The checkpoint is not a signed note.
    #[error("The request ends in a malformed checkpoint (counted from its own start). {0}")]
    Note(#[from] NoteError),
    /// The text of the note is not a checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

impl WitnessError {
    /// A stable name of the kind of error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "witness-request-too-long",
            Self::MalformedOldSize => "witness-old-size-malformed",
            Self::MalformedProof { .. } => "witness-proof-malformed",
            Self::ProofTooLong => "witness-proof-too-long",
            Self::SizesReversed { .. } => "witness-sizes-reversed",
            Self::Note(error) => error.code(),
            Self::Checkpoint(error) => error.code(),
        }
    }
}

/// A signed checkpoint, and the proof that the log has only grown since the size that the
/// witness is thought to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    old_size: u64,
    proof: Vec<Hash>,
    note: Note,
    checkpoint: Checkpoint,
}

impl AddCheckpoint {
    /// The request to go from `old_size` entries to the checkpoint that `note` holds.
    ///
    /// # Errors
    /// [`WitnessError`] if the note is no checkpoint, is smaller, or the proof is too long.
    pub fn new(old_size: u64, proof: Vec<Hash>, note: Note) -> Result<Self, WitnessError> {
        if proof.len() > MAX_PROOF_LINES {
            return Err(WitnessError::ProofTooLong);
        }
        let checkpoint = Checkpoint::parse(note.text())?;
        if old_size > checkpoint.size() {
            return Err(WitnessError::SizesReversed { old: old_size, new: checkpoint.size() });
        }
        Ok(Self { old_size, proof, note, checkpoint })
    }

    /// Reads the body of a request.
    ///
    /// # Errors
    /// [`WitnessError`] names what is wrong and where. No signature and no proof is checked yet.
    pub fn parse(body: &[u8]) -> Result<Self, WitnessError> {
        if body.len() > MAX_NOTE_BYTES + (MAX_PROOF_LINES + 1) * 64 {
            return Err(WitnessError::TooLong { bytes: body.len() });
        }
        let (first, mut rest) = split_line(body).ok_or(WitnessError::MalformedOldSize)?;
        let old_size = first.strip_prefix("old ").and_then(decimal);
        let old_size = old_size.ok_or(WitnessError::MalformedOldSize)?;
        let mut proof = Vec::new();
        loop {
            let malformed = WitnessError::MalformedProof { line: proof.len() + 2 };
            let Some((line, after)) = split_line(rest) else {
                return Err(malformed);
            };
            rest = after;
            if line.is_empty() {
                break;
            }
            if proof.len() == MAX_PROOF_LINES {
                return Err(WitnessError::ProofTooLong);
            }
            proof.push(Hash::from_base64(line).ok_or(malformed)?);
        }
        Self::new(old_size, proof, Note::parse(rest)?)
    }

    /// The body of the request.
    #[must_use]
    pub fn to_text(&self) -> String {
        let proof: String = self.proof.iter().map(|hash| format!("{hash}\n")).collect();
        format!("old {}\n{proof}\n{}", self.old_size, self.note.to_text())
    }

    /// The size that the witness is thought to hold. If it holds another, it answers with that
    /// (HTTP 409), and the log asks again from there.
    #[must_use]
    pub fn old_size(&self) -> u64 {
        self.old_size
    }

    /// The consistency proof (RFC 6962 §2.1.2).
    #[must_use]
    pub fn proof(&self) -> &[Hash] {
        &self.proof
    }

    /// The checkpoint with its signatures. Check them before anything else.
    #[must_use]
    pub fn note(&self) -> &Note {
        &self.note
    }

    /// The checkpoint that the note holds.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// Checks that the log has only grown since `old_root`, the root that the witness itself
    /// holds for [`AddCheckpoint::old_size`]; [`crate::empty_root`] if it holds none.
    ///
    /// # Errors
    /// [`ProofError`] names what failed.
    pub fn verify_growth(&self, old_root: Hash) -> Result<(), ProofError> {
        let (size, root) = (self.checkpoint.size(), self.checkpoint.root());
        verify_consistency(self.old_size, old_root, size, root, &self.proof)
    }
}

/// The first line without its newline, and what follows it.
fn split_line(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((str::from_utf8(line).ok()?, rest.split_first()?.1))
}
