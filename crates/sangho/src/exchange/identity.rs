//! A node's key and certificate for the link, and the hash of the key that the agreement pins.

use std::fmt;
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::str::FromStr;

use aws_lc_rs::digest::{SHA256, digest};
use corridor::agreement::Nation;
use corridor::record::hex;
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_ECDSA_P256_SHA256};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::ParsedCertificate;
use thiserror::Error;

const CERTIFICATE: &str = "link.cert.der";
const KEY: &str = "link.key.der";
/// No certificate or key of ours comes near this many bytes.
const LARGEST_FILE: u64 = 1 << 16;

/// SHA-256 of a key's SubjectPublicKeyInfo (DER): what the agreement says of the partner's node.
/// Written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SpkiHash(pub [u8; 32]);

impl SpkiHash {
    /// The hash of the key in a certificate (DER); none if it can't be read.
    #[must_use]
    pub fn of(certificate: &[u8]) -> Option<Self> {
        let der = CertificateDer::from(certificate);
        let parsed = ParsedCertificate::try_from(&der).ok()?;
        let key = parsed.subject_public_key_info();
        digest(&SHA256, key.as_ref()).as_ref().try_into().ok().map(Self)
    }
}

impl fmt::Display for SpkiHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for SpkiHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for SpkiHash {
    type Err = IdentityError;

    fn from_str(text: &str) -> Result<Self, IdentityError> {
        let mut hash = [0; 32];
        let plain = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let pairs = text.as_bytes().chunks(2).filter(|_| plain);
        let mut read = 0;
        for (byte, pair) in hash.iter_mut().zip(pairs) {
            let digits = std::str::from_utf8(pair).map_err(|_| IdentityError::Hash)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| IdentityError::Hash)?;
            read += 1;
        }
        if read == hash.len() { Ok(Self(hash)) } else { Err(IdentityError::Hash) }
    }
}

/// What is wrong with a node's link identity.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IdentityError {
    /// A file can't be read or written.
    #[error(
        "{code}: {file} can't be read or written ({what}); check the data directory",
        code = self.code()
    )]
    File {
        /// Which file.
        file: &'static str,
        /// What the operating system said.
        what: String,
    },
    /// Certificate and key don't belong together, or one of them is damaged.
    #[error(
        "{code}: the node's key and certificate are not a pair ({what}); restore them from \
         a backup",
        code = self.code()
    )]
    Pair {
        /// What was found.
        what: String,
    },
    /// A pinned hash is not 64 hexadecimal digits.
    #[error(
        "{code}: a key hash has 64 hexadecimal digits; copy it from the agreement again",
        code = self.code()
    )]
    Hash,
}

impl IdentityError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "link-identity-file",
            Self::Pair { .. } => "link-identity-pair",
            Self::Hash => "link-key-hash",
        }
    }
}

/// The key by which a node is known on the link. Never shown, never logged.
#[derive(Clone)]
pub struct Identity {
    certificate: Vec<u8>,
    key: Vec<u8>,
    spki_hash: SpkiHash,
}

/// A new P-256 key and its self-signed certificate. The dates in the certificate mean nothing:
/// the agreement names the key, and the agreement ends, not the certificate.
///
/// # Errors
/// [`IdentityError::Pair`] when the system gives no random numbers.
pub fn generate_identity(nation: Nation) -> Result<Identity, IdentityError> {
    let make = || -> Result<(Vec<u8>, Vec<u8>), rcgen::Error> {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let mut params = CertificateParams::new(Vec::new())?;
        params.distinguished_name.push(DnType::CommonName, format!("sangho {nation}"));
        let certificate = params.self_signed(&key)?;
        Ok((certificate.der().to_vec(), key.serialize_der()))
    };
    let (certificate, key) =
        make().map_err(|error| IdentityError::Pair { what: error.to_string() })?;
    Identity::new(certificate, key)
}

impl Identity {
    /// Joins a certificate (DER) and its key (PKCS #8, DER).
    ///
    /// # Errors
    /// [`IdentityError::Pair`] when they don't belong together.
    pub fn new(certificate: Vec<u8>, key: Vec<u8>) -> Result<Self, IdentityError> {
        let pair = |what: String| IdentityError::Pair { what };
        let spki_hash = SpkiHash::of(&certificate)
            .ok_or_else(|| pair("the certificate can't be read".to_owned()))?;
        let identity = Self { certificate, key, spki_hash };
        let provider = rustls::crypto::aws_lc_rs::default_provider();
        let (chain, key) = identity.chain_and_key();
        rustls::sign::CertifiedKey::from_der(chain, key, &provider)
            .map_err(|error| pair(error.to_string()))?;
        Ok(identity)
    }

    /// The hash that the partner pins.
    #[must_use]
    pub fn spki_hash(&self) -> SpkiHash {
        self.spki_hash
    }

    /// Writes both into a folder (files 0600). A key that is there already is never overwritten.
    ///
    /// # Errors
    /// [`IdentityError::File`].
    pub fn save(&self, dir: &Path) -> Result<(), IdentityError> {
        for (file, bytes) in [(KEY, &self.key), (CERTIFICATE, &self.certificate)] {
            let mut options = OpenOptions::new();
            options.write(true).create_new(true).mode(0o600);
            let write = || -> std::io::Result<()> {
                let mut open = options.open(dir.join(file))?;
                open.write_all(bytes)?;
                open.sync_all()
            };
            write().map_err(|error| IdentityError::File { file, what: error.to_string() })?;
        }
        Ok(())
    }

    /// Reads both from a folder.
    ///
    /// # Errors
    /// [`IdentityError`].
    pub fn load(dir: &Path) -> Result<Self, IdentityError> {
        let read = |file| {
            let mut bytes = Vec::new();
            std::fs::File::open(dir.join(file))
                .and_then(|open| open.take(LARGEST_FILE).read_to_end(&mut bytes))
                .map_err(|error| IdentityError::File { file, what: error.to_string() })?;
            Ok(bytes)
        };
        Self::new(read(CERTIFICATE)?, read(KEY)?)
    }

    pub(super) fn chain_and_key(&self) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
        let key = PrivatePkcs8KeyDer::from(self.key.clone());
        (vec![CertificateDer::from(self.certificate.clone())], PrivateKeyDer::Pkcs8(key))
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({})", self.spki_hash)
    }
}
