//! The strict number and base64 forms that all C2SP text formats share.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A decimal number without sign and without leading zeros; `None` for anything else.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = text.len() > 1 && text.starts_with('0');
    (plain && !leading_zero).then(|| text.parse().ok()).flatten()
}

/// The bytes of canonical, padded base64 (RFC 4648 §4); `None` for anything else.
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Canonical, padded base64 (RFC 4648 §4).
pub(crate) fn encode_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
