//! The link to a partner's node: append, receipt, catch-up.
