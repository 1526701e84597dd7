//! The link to a partner's node: append, receipt, catch-up.
//!
//! The queue is the log. What a permission released stands in the store's outbound log; a
//! [`Link`] carries it to the partner in order, for as long as it takes. The partner's [`Inbox`]
//! checks that the log only grew, makes the entries durable, and only then cosigns: that
//! cosignature is the receipt. Where the two sides disagree about the size, the answer is 409 and
//! the receiver's size, and the sender goes on from there. The transport is HTTPS with TLS 1.3 on
//! both sides, each side's key pinned by the agreement (no certificate authority).
//!
//! | | |
//! |---|---|
//! | `POST /x/v1/append` | entries, consistency proof and signed head; gives the receipt |
//! | `GET /x/v1/checkpoint` | the signed head of the outbound log |
//! | `GET /x/v1/tile/...` | its hashes and entries (C2SP tlog-tiles) |

mod client;
mod clock;
mod identity;
mod inbox;
mod link;
mod message;
mod serve;
#[cfg(test)]
mod tests;
mod tiles;
mod tls;

pub use clock::{Clock, SystemClock};
pub use identity::{Identity, IdentityError, SpkiHash, generate_identity};
pub use inbox::{Alarm, Arrivals, Inbox, InboxState, Receiver, Refused};
pub use link::{Link, LinkState, LinkTrouble, Route};
pub use serve::serve;

/// The largest body of a request or an answer, in bytes.
pub const LARGEST_BODY: usize = 4 << 20;
/// The most entries in one request.
pub const MOST_ENTRIES: usize = 256;
