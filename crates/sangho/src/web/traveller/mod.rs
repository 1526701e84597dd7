//! The citizen's pages: register, receipt, status. No script, no cookie, one request each.

mod birth;
pub mod form;
pub(super) mod page;
mod receipt;
mod reference;
pub(super) mod status;
mod typed;

pub use receipt::{Receipt, Refusal};
pub use reference::{parse_reference, reference_code};
pub use status::{Seat, StatusView};

/// The one style sheet of these pages, inside each of them.
pub(super) const CSS: &str = include_str!("traveller.css");
