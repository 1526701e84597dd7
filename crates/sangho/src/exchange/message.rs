//! What goes over the link: the append request, its answers, and errors, as JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use corridor::record::Payload;
use hyper::StatusCode;
use serde::{Deserialize, Serialize};
use witnessed_log::Hash;

use super::MOST_ENTRIES;

/// `POST /x/v1/append`: entries `old_size..` of the sender's log, and the proof that it only grew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Append {
    /// The size from which the sender goes on: what the receiver holds.
    pub(super) old_size: u64,
    /// RFC 6962 consistency proof from `old_size` to the checkpoint's size, base64 hashes.
    pub(super) proof: Vec<String>,
    /// The entries.
    pub(super) entries: Vec<Parcel>,
    /// The signed head of the log after these entries (C2SP signed note).
    pub(super) checkpoint: String,
}

/// One entry on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Parcel {
    /// The bytes that the tree hashes, base64.
    pub(super) leaf: String,
    /// The data beside them; null if there are none or they were erased.
    pub(super) payload: Option<Beside>,
}

/// Personal data on the way.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Beside {
    salt: String,
    bytes: String,
}

impl std::fmt::Debug for Beside {
    /// Never shows the data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Beside({} characters)", self.bytes.len())
    }
}

/// 200: the receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cosigned {
    /// Signature lines of the cosignature (C2SP cosignature/v1).
    pub(super) cosignature: String,
    /// The size cosigned.
    pub(super) size: u64,
}

/// 409: the receiver holds another size; go on from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Conflict {
    /// What the receiver holds.
    pub(super) size: u64,
}

/// Any other answer: what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fault {
    /// Stable code.
    pub(super) code: String,
    /// What happened.
    pub(super) what: String,
    /// What to do.
    pub(super) todo: String,
    /// HTTP status; not part of the body.
    #[serde(skip)]
    pub(super) status: u16,
}

impl Fault {
    pub(super) fn new(status: StatusCode, code: &str, what: &str, todo: &str) -> Self {
        let text = str::to_owned;
        Self { code: text(code), what: text(what), todo: text(todo), status: status.as_u16() }
    }

    /// 400: the request can't be read.
    pub(super) fn form(what: &str) -> Self {
        let todo = "update both nodes; if it stays, report it with this code";
        Self::new(StatusCode::BAD_REQUEST, "append-form", what, todo)
    }

    /// 422: the request can be read and must not be accepted.
    pub(super) fn refused(code: &str, what: &str, todo: &str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, what, todo)
    }

    /// 503: not the sender's fault; it comes again.
    pub(super) fn unable(code: &str, what: &str) -> Self {
        let todo = "nothing; the sender tries again by itself";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code, what, todo)
    }
}

impl Append {
    /// The request in a body.
    pub(super) fn parse(body: &[u8]) -> Result<Self, Fault> {
        let parsed: Self = serde_json::from_slice(body).map_err(|error| {
            // Place only: the text of the error could quote what was sent.
            let (line, column) = (error.line(), error.column());
            Fault::form(&format!("not an append request (line {line}, column {column})"))
        })?;
        if parsed.entries.len() > MOST_ENTRIES {
            let what = format!("{} entries; at most {MOST_ENTRIES}", parsed.entries.len());
            return Err(Fault::form(&what));
        }
        Ok(parsed)
    }

    /// The proof's hashes.
    pub(super) fn hashes(&self) -> Result<Vec<Hash>, Fault> {
        let read = |line: &String| Hash::from_base64(line);
        let hashes: Option<Vec<Hash>> = self.proof.iter().map(read).collect();
        hashes.ok_or_else(|| Fault::form("a hash of the proof is not base64 of 32 bytes"))
    }
}

impl Parcel {
    pub(super) fn new(leaf: &[u8], payload: Option<&Payload>) -> Self {
        let payload = payload.map(|payload| Beside {
            salt: STANDARD.encode(payload.salt),
            bytes: STANDARD.encode(&payload.bytes),
        });
        Self { leaf: STANDARD.encode(leaf), payload }
    }

    /// Leaf and data.
    pub(super) fn open(&self, place: usize) -> Result<(Vec<u8>, Option<Payload>), Fault> {
        let torn = || Fault::form(&format!("parcel {place} is not base64"));
        let decode = |text: &str| STANDARD.decode(text).map_err(|_| torn());
        let payload = match &self.payload {
            None => None,
            Some(beside) => {
                let salt = decode(&beside.salt)?.try_into().map_err(|_| torn())?;
                Some(Payload { salt, bytes: decode(&beside.bytes)? })
            }
        };
        Ok((decode(&self.leaf)?, payload))
    }
}
