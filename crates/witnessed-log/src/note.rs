//! Text signed by one or more keys: C2SP signed-note.

use crate::key::{KeyId, Signer, VerifiedSignature, Verifier, is_key_name};
use crate::text::{decode_base64, encode_base64};
use std::fmt;
use thiserror::Error;

/// The longest note that is read or made, in bytes, signatures included.
pub const MAX_NOTE_BYTES: usize = 1_000_000;

/// The most signatures that a note may have. C2SP signed-note asks for at least 16.
pub const MAX_SIGNATURES: usize = 100;

/// Why a note is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NoteError {
    /// The note is longer than [`MAX_NOTE_BYTES`].
    #[error("The note has {bytes} bytes, but at most {MAX_NOTE_BYTES} are read. Shorten it.")]
    TooLong {
        /// Length of the note in bytes.
        bytes: usize,
    },
    /// The note is not UTF-8 text.
    #[error("The note is not UTF-8 text at byte {at}. Fetch it again as it was signed.")]
    NotUtf8 {
        /// Offset in bytes, counted from 0.
        at: usize,
    },
    /// The note has a control character other than the newline.
    #[error(
        "The note has a control character at byte {at}. Only newlines are allowed: neither tabs \
         nor carriage returns."
    )]
    ControlCharacter {
        /// Offset in bytes, counted from 0.
        at: usize,
    },
    /// The text, or the last signature line, does not end in a newline.
    #[error("The note does not end in a newline. It may be cut off: fetch it again.")]
    Unterminated,
    /// No signature line follows an empty line.
    #[error("The note has no signature. Signatures follow the last empty line.")]
    Unsigned,
    /// There are more than [`MAX_SIGNATURES`] signatures.
    #[error("The note has more than {MAX_SIGNATURES} signatures. Remove those you don't need.")]
    TooManySignatures,
    /// A line is not an em dash, a key name and a base64 signature.
    #[error(
        "Line {line} is not a signature. It must be an em dash, a key name and the base64 of at \
         least five bytes, each after one space."
    )]
    MalformedSignature {
        /// Number of the line, counted from 1.
        line: usize,
    },
    /// The key has not signed.
    #[error("The note is not signed by {key}. Ask the holder of that key to sign it.")]
    NotSignedBy {
        /// Name of the key.
        key: String,
    },
    /// None of the keys has signed.
    #[error("The note is not signed by any key that is trusted here. Check the list of keys.")]
    NotSignedByAny,
    /// A signature claims to be by the key but isn't, or the text was changed.
    #[error(
        "The signature of {key} does not fit the note: the text or the signature was changed. \
         Keep the note as evidence and do not rely on it."
    )]
    SignatureWrong {
        /// Name of the key.
        key: String,
    },
}

impl NoteError {
    /// A stable name of the kind of error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "note-too-long",
            Self::NotUtf8 { .. } => "note-not-utf8",
            Self::ControlCharacter { .. } => "note-control-character",
            Self::Unterminated => "note-unterminated",
            Self::Unsigned => "note-unsigned",
            Self::TooManySignatures => "note-too-many-signatures",
            Self::MalformedSignature { .. } => "note-signature-malformed",
            Self::NotSignedBy { .. } => "note-not-signed-by-key",
            Self::NotSignedByAny => "note-not-signed-by-any-key",
            Self::SignatureWrong { .. } => "note-signature-wrong",
        }
    }
}

/// One signature under a note, checked or not. Shown as its line, without the newline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    name: String,
    key_id: KeyId,
    bytes: Vec<u8>,
}

impl NoteSignature {
    pub(crate) fn new(name: &str, key_id: KeyId, bytes: &[u8]) -> Self {
        Self { name: name.to_owned(), key_id, bytes: bytes.to_vec() }
    }

    /// Name of the key that is said to have signed.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Id of the key that is said to have signed.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// The signature as its algorithm defines it, without the key id.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Reads one line, without its newline.
    fn parse(line: &str) -> Option<Self> {
        let (name, signature) = line.strip_prefix("— ")?.split_once(' ')?;
        let signature = decode_base64(signature)?;
        let (id, bytes) = signature.split_first_chunk::<4>()?;
        let well_formed = is_key_name(name) && !bytes.is_empty();
        well_formed.then(|| Self::new(name, KeyId(*id), bytes))
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut signature = Vec::from(self.key_id.0);
        signature.extend_from_slice(&self.bytes);
        write!(f, "— {} {}", self.name, encode_base64(&signature))
    }
}

/// A text and the signatures under it. Don't use the text before a [`Verifier`] has checked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl Note {
    /// The note of this text, which ends in a newline, and these signatures.
    ///
    /// # Errors
    /// [`NoteError`] if the text has control characters or no newline at its end, or there are
    /// no signatures, or there is too much of either.
    pub fn new(text: &str, signatures: Vec<NoteSignature>) -> Result<Self, NoteError> {
        check_text(text)?;
        let note = Self { text: text.to_owned(), signatures };
        note.check_limits()?;
        Ok(note)
    }

    /// The note of this text, signed by each of the signers.
    ///
    /// # Errors
    /// As [`Note::new`].
    pub fn sign(text: &str, signers: &[&Signer]) -> Result<Self, NoteError> {
        Self::new(text, signers.iter().map(|signer| signer.sign(text)).collect())
    }

    /// Reads a note. Every byte counts: what [`Note::to_text`] then writes is the same.
    ///
    /// # Errors
    /// [`NoteError`] names what is wrong and where. Signatures are not checked yet.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        let note = utf8(bytes)?;
        check_text(note)?;
        let blank = note.rfind("\n\n").ok_or(NoteError::Unsigned)?;
        let (text, rest) = note.split_at_checked(blank + 1).ok_or(NoteError::Unsigned)?;
        let lines = rest.strip_prefix('\n').ok_or(NoteError::Unsigned)?;
        let signatures = read_signatures(lines, text.matches('\n').count() + 2)?;
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// Adds a signature, such as a witness's cosignature. One that is there already is not
    /// written twice. The signature is not checked.
    ///
    /// # Errors
    /// [`NoteError`] if the note becomes too long; it is then unchanged.
    pub fn add(&mut self, signature: NoteSignature) -> Result<(), NoteError> {
        if !self.signatures.contains(&signature) {
            self.signatures.push(signature);
            self.check_limits().inspect_err(|_| {
                self.signatures.pop();
            })?;
        }
        Ok(())
    }

    /// The text that is signed, with its last newline.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, checked or not, in the order in which they stand.
    #[must_use]
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// The note as it is kept and sent.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}\n{}", self.text, signature_lines(&self.signatures))
    }

    /// Checks the note against the keys that are trusted: at least one has signed, and no
    /// signature of theirs is wrong. Gives the good signatures in the order of the keys; how many
    /// are enough is for the caller to say. Signatures by other keys are ignored.
    ///
    /// # Errors
    /// [`NoteError::NotSignedByAny`] or [`NoteError::SignatureWrong`].
    pub fn verified_by(&self, keys: &[Verifier]) -> Result<Vec<VerifiedSignature>, NoteError> {
        let mut good = Vec::new();
        for key in keys {
            match key.verify(self) {
                Ok(signature) if good.contains(&signature) => {}
                Ok(signature) => good.push(signature),
                Err(NoteError::NotSignedBy { .. }) => {}
                Err(wrong) => return Err(wrong),
            }
        }
        if good.is_empty() { Err(NoteError::NotSignedByAny) } else { Ok(good) }
    }

    fn check_limits(&self) -> Result<(), NoteError> {
        let bytes = self.to_text().len();
        match self.signatures.len() {
            0 => Err(NoteError::Unsigned),
            count if count > MAX_SIGNATURES => Err(NoteError::TooManySignatures),
            _ if bytes > MAX_NOTE_BYTES => Err(NoteError::TooLong { bytes }),
            _ => Ok(()),
        }
    }
}

/// Signatures as lines, each with its newline: what a witness answers (C2SP tlog-witness).
#[must_use]
pub fn signature_lines(signatures: &[NoteSignature]) -> String {
    signatures.iter().map(|signature| format!("{signature}\n")).collect()
}

/// Reads the signature lines that a witness answers (C2SP tlog-witness), at least one.
///
/// # Errors
/// [`NoteError`] names what is wrong and where. Signatures are not checked yet.
pub fn parse_signature_lines(bytes: &[u8]) -> Result<Vec<NoteSignature>, NoteError> {
    let lines = utf8(bytes)?;
    if lines.is_empty() {
        return Err(NoteError::Unsigned);
    }
    check_text(lines)?;
    read_signatures(lines, 1)
}

/// The lines of a text that ends in a newline; `first` is the number of the first line.
fn read_signatures(lines: &str, first: usize) -> Result<Vec<NoteSignature>, NoteError> {
    let mut signatures = Vec::new();
    for (place, line) in lines.split_terminator('\n').enumerate() {
        if signatures.len() == MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures);
        }
        let malformed = NoteError::MalformedSignature { line: first + place };
        signatures.push(NoteSignature::parse(line).ok_or(malformed)?);
    }
    if signatures.is_empty() { Err(NoteError::Unsigned) } else { Ok(signatures) }
}

fn utf8(bytes: &[u8]) -> Result<&str, NoteError> {
    if bytes.len() > MAX_NOTE_BYTES {
        return Err(NoteError::TooLong { bytes: bytes.len() });
    }
    str::from_utf8(bytes).map_err(|error| NoteError::NotUtf8 { at: error.valid_up_to() })
}

/// Newline at the end, and no control characters below U+0020 otherwise.
fn check_text(text: &str) -> Result<(), NoteError> {
    if let Some(at) = text.bytes().position(|byte| byte < 0x20 && byte != b'\n') {
        return Err(NoteError::ControlCharacter { at });
    }
    if text.ends_with('\n') { Ok(()) } else { Err(NoteError::Unterminated) }
}
