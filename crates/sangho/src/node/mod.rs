//! One node: its rooms, its store, its link to the partner and its pages, put together.

pub mod config;
pub mod keys;
mod office;
mod pages;
mod run;
mod view;

use std::fmt;

use serde::Serialize;

pub use config::Config;
pub use keys::Keys;
pub use office::{Clockwork, Office, Papers, store_folder};
pub use run::{Running, bind, start};

/// What keeps a node from working.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// Stable code.
    pub code: String,
    /// What happened and what to do.
    pub what: String,
}

impl Trouble {
    /// Trouble in words.
    pub fn new(code: impl Into<String>, what: impl Into<String>) -> Self {
        Self { code: code.into(), what: what.into() }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.what)
    }
}

impl std::error::Error for Trouble {}

/// An error whose words begin with its code, as all of the house's do.
pub(crate) fn trouble(error: impl fmt::Display) -> Trouble {
    let text = error.to_string();
    match text.split_once(": ") {
        Some((code, what)) if !code.contains(' ') => Trouble::new(code, what),
        _ => Trouble::new("node", text),
    }
}
