//! Append-only logs that a second party witnesses: RFC 6962 trees, C2SP checkpoints and cosignatures.
