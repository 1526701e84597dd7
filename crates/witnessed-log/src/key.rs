//! Keys that sign notes and cosign checkpoints: C2SP signed-note and tlog-cosignature (Ed25519).

use crate::checkpoint::Checkpoint;
use crate::hash::sha256;
use crate::note::{Note, NoteError, NoteSignature};
use crate::text::{decode_base64, encode_base64};
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// The latest time a cosignature may state: 2^63 - 1 seconds (C2SP tlog-cosignature, "Format").
const MAX_TIME: u64 = i64::MAX.cast_unsigned();

/// Why a key is refused, or can't sign what it was asked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The name is empty, or has a space, a plus sign or a control character.
    #[error(
        "The key name is empty or has a space, a plus sign or a control character. Use a name \
         such as example.org/log1."
    )]
    NameInvalid,
    /// The cryptographic library refused the secret seed.
    #[error("The secret seed is not a usable Ed25519 seed. Use 32 bytes made for this purpose.")]
    SeedRefused,
    /// The text is not a public key in the form name+hash+base64.
    #[error("This is not a public key of the form name+hash+base64. Copy the whole line again.")]
    Malformed,
    /// The eight hexadecimal digits don't belong to this name and key.
    #[error("The public key does not match the eight digits before it. Copy the line again.")]
    IdMismatch,
    /// The key is for signatures that are not known here.
    #[error(
        "The public key is of type {type_byte}, which is not known here. Use an Ed25519 key for \
         notes (1) or for cosignatures (4)."
    )]
    UnknownAlgorithm {
        /// The signature type identifier byte (C2SP signed-note, "Signature types").
        type_byte: u8,
    },
    /// The time lies beyond what a cosignature can state.
    #[error("A cosignature can't state time {time}. Give seconds since 1970, below 2^63.")]
    TimeOutOfRange {
        /// The time asked for, in seconds since the Epoch.
        time: u64,
    },
}

impl KeyError {
    /// A stable name of the kind of error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NameInvalid => "key-name-invalid",
            Self::SeedRefused => "key-seed-refused",
            Self::Malformed => "key-malformed",
            Self::IdMismatch => "key-id-mismatch",
            Self::UnknownAlgorithm { .. } => "key-algorithm-unknown",
            Self::TimeOutOfRange { .. } => "cosignature-time-out-of-range",
        }
    }
}

/// What a key signs, and how (C2SP signed-note, "Signature types").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// 0x01: Ed25519 over the text of a note.
    Ed25519,
    /// 0x04: Ed25519 over a time and the text of a checkpoint (C2SP tlog-cosignature, v1).
    CosignatureV1,
}

impl Algorithm {
    /// The signature type identifier byte.
    #[must_use]
    pub fn type_byte(self) -> u8 {
        match self {
            Self::Ed25519 => 1,
            Self::CosignatureV1 => 4,
        }
    }
}

/// The short id of a key: the first 4 bytes of SHA-256(name || newline || type || public key).
///
/// It tells keys apart but proves nothing. Shown as eight hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyId(pub [u8; 4]);

impl KeyId {
    fn of(name: &str, algorithm: Algorithm, key: &[u8; 32]) -> Self {
        let mut input = Vec::from(name);
        input.extend([b'\n', algorithm.type_byte()]);
        input.extend(key);
        let [a, b, c, d, ..] = sha256(&input).0;
        Self([a, b, c, d])
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", u32::from_be_bytes(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// A secret Ed25519 key that signs notes (type 0x01). Its secret is never shown.
pub struct Signer {
    pair: Ed25519KeyPair,
    verifier: Verifier,
}

impl Signer {
    /// The signer of that name and secret 32-byte seed (RFC 8032 §5.1.5).
    ///
    /// # Errors
    /// [`KeyError::NameInvalid`] or [`KeyError::SeedRefused`].
    pub fn ed25519(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let (pair, verifier) = key_pair(name, Algorithm::Ed25519, seed)?;
        Ok(Self { pair, verifier })
    }

    /// The public key to check this signer's notes with.
    #[must_use]
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// Signs the text of a note. [`Note::sign`] and [`Note::add`] put it under the text.
    #[must_use]
    pub fn sign(&self, text: &str) -> NoteSignature {
        let signature = self.pair.sign(text.as_bytes());
        NoteSignature::new(self.verifier.name(), self.verifier.id, signature.as_ref())
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.verifier)
    }
}

/// A secret Ed25519 key with which a witness cosigns checkpoints (type 0x04). Its secret is
/// never shown. Use another seed than for any [`Signer`] or other witness: the signed message
/// doesn't hold the name.
pub struct Cosigner {
    pair: Ed25519KeyPair,
    verifier: Verifier,
}

impl Cosigner {
    /// The cosigner of that name and secret 32-byte seed (RFC 8032 §5.1.5).
    ///
    /// # Errors
    /// [`KeyError::NameInvalid`] or [`KeyError::SeedRefused`].
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let (pair, verifier) = key_pair(name, Algorithm::CosignatureV1, seed)?;
        Ok(Self { pair, verifier })
    }

    /// The public key to check this witness's cosignatures with.
    #[must_use]
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// States that at `time` (seconds since the Epoch) this was the largest checkpoint of the log
    /// that the witness had seen, consistent with all before (C2SP tlog-cosignature, v1).
    ///
    /// The caller has checked that, and has made it durable.
    ///
    /// # Errors
    /// [`KeyError::TimeOutOfRange`] from 2^63 seconds on.
    pub fn cosign(&self, checkpoint: &Checkpoint, time: u64) -> Result<NoteSignature, KeyError> {
        if time > MAX_TIME {
            return Err(KeyError::TimeOutOfRange { time });
        }
        let signature = self.pair.sign(&cosigned_message(time, &checkpoint.to_text()));
        let mut bytes = Vec::from(time.to_be_bytes());
        bytes.extend_from_slice(signature.as_ref());
        Ok(NoteSignature::new(self.verifier.name(), self.verifier.id, &bytes))
    }
}

impl fmt::Debug for Cosigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cosigner({})", self.verifier)
    }
}

/// A public key, its name and what it signs (C2SP signed-note, "Verifier keys").
///
/// Read and shown as one line `name+hash+base64`, such as
/// `PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    algorithm: Algorithm,
    key: [u8; 32],
    id: KeyId,
}

/// A signature that was checked and is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedSignature {
    /// Name of the key that signed.
    pub name: String,
    /// Id of the key that signed.
    pub key_id: KeyId,
    /// For a cosignature the time it states, in seconds since the Epoch.
    pub time: Option<u64>,
}

impl Verifier {
    /// The verifier of that name for a 32-byte Ed25519 public key (RFC 8032 §5.1.5).
    ///
    /// # Errors
    /// [`KeyError::NameInvalid`].
    pub fn new(name: &str, algorithm: Algorithm, key: [u8; 32]) -> Result<Self, KeyError> {
        if !is_key_name(name) {
            return Err(KeyError::NameInvalid);
        }
        let id = KeyId::of(name, algorithm, &key);
        Ok(Self { name: name.to_owned(), algorithm, key, id })
    }

    /// Reads the one-line form `name+hash+base64`.
    ///
    /// # Errors
    /// [`KeyError`] names what is wrong with it.
    pub fn parse(line: &str) -> Result<Self, KeyError> {
        // Names have no plus sign, but base64 may.
        let mut parts = line.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Malformed);
        };
        let key = decode_base64(key).ok_or(KeyError::Malformed)?;
        let (type_byte, key) = key.split_first().ok_or(KeyError::Malformed)?;
        let algorithm = match type_byte {
            1 => Algorithm::Ed25519,
            4 => Algorithm::CosignatureV1,
            other => return Err(KeyError::UnknownAlgorithm { type_byte: *other }),
        };
        let key = key.try_into().map_err(|_| KeyError::Malformed)?;
        let verifier = Self::new(name, algorithm, key)?;
        if verifier.id.to_string() == id { Ok(verifier) } else { Err(KeyError::IdMismatch) }
    }

    /// The name of the key.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The short id of the key.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.id
    }

    /// What the key signs, and how.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The public key, as RFC 8032 §5.1.2 encodes it.
    #[must_use]
    pub fn public_key(&self) -> &[u8; 32] {
        &self.key
    }

    /// Checks that this key signed the note. If it signed more than once, every signature must
    /// be good, and the latest time is given.
    ///
    /// # Errors
    /// [`NoteError::NotSignedBy`] or [`NoteError::SignatureWrong`].
    pub fn verify(&self, note: &Note) -> Result<VerifiedSignature, NoteError> {
        let mut verified: Option<VerifiedSignature> = None;
        for signature in note.signatures() {
            if signature.name() == self.name && signature.key_id() == self.id {
                let time = self.check(note.text(), signature.bytes())?;
                let time = time.max(verified.and_then(|before| before.time));
                verified =
                    Some(VerifiedSignature { name: self.name.clone(), key_id: self.id, time });
            }
        }
        verified.ok_or_else(|| NoteError::NotSignedBy { key: self.name.clone() })
    }

    fn check(&self, text: &str, signature: &[u8]) -> Result<Option<u64>, NoteError> {
        let wrong = || NoteError::SignatureWrong { key: self.name.clone() };
        let (time, message, signature) = match self.algorithm {
            Algorithm::Ed25519 => (None, Vec::from(text), signature),
            Algorithm::CosignatureV1 => {
                let (time, rest) = signature.split_first_chunk::<8>().ok_or_else(wrong)?;
                let time = u64::from_be_bytes(*time);
                if time > MAX_TIME {
                    return Err(wrong());
                }
                (Some(time), cosigned_message(time, text), rest)
            }
        };
        let key = UnparsedPublicKey::new(&ED25519, &self.key);
        key.verify(&message, signature).map_err(|_| wrong())?;
        Ok(time)
    }
}

impl FromStr for Verifier {
    type Err = KeyError;

    fn from_str(line: &str) -> Result<Self, KeyError> {
        Self::parse(line)
    }
}

impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![self.algorithm.type_byte()];
        key.extend(self.key);
        write!(f, "{}+{}+{}", self.name, self.id, encode_base64(&key))
    }
}

/// Not empty, and without Unicode spaces, plus signs and control characters (C2SP signed-note).
pub(crate) fn is_key_name(name: &str) -> bool {
    let refused = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    !name.is_empty() && !name.contains(refused)
}

fn key_pair(
    name: &str,
    algorithm: Algorithm,
    seed: &[u8; 32],
) -> Result<(Ed25519KeyPair, Verifier), KeyError> {
    let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| KeyError::SeedRefused)?;
    let key = pair.public_key().as_ref().try_into().map_err(|_| KeyError::SeedRefused)?;
    let verifier = Verifier::new(name, algorithm, key)?;
    Ok((pair, verifier))
}

/// What a v1 cosignature signs (C2SP tlog-cosignature, "Ed25519 signed message").
fn cosigned_message(time: u64, text: &str) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{text}").into_bytes()
}
