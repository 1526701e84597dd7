//! What a node answers to a registration.

use jiff::Timestamp;

/// A registration that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The code by which the citizen asks again: 8 characters, see
    /// [`reference_code`](super::reference_code).
    pub reference: String,
    /// When it was stored.
    pub at: Timestamp,
    /// This very form was stored before; nothing was stored twice.
    pub again: bool,
}

/// Why a registration is not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The emergency no longer takes registrations.
    #[error("registration for this emergency is closed; ask the embassy")]
    Closed,
    /// The same token came before with another form.
    #[error("the token was used for another form; send the form with a new token")]
    TokenUsed,
    /// The node cannot store anything now.
    #[error("the registration could not be stored; send it again")]
    Busy,
}

impl Refusal {
    /// All refusals.
    pub const ALL: [Self; 3] = [Self::Closed, Self::TokenUsed, Self::Busy];

    /// A stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Closed => "registration-closed",
            Self::TokenUsed => "token-used",
            Self::Busy => "not-stored",
        }
    }

    /// The key of what the citizen reads.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Closed => "error.closed",
            Self::TokenUsed => "error.token",
            Self::Busy => "error.busy",
        }
    }
}
