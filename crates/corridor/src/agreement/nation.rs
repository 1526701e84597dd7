//! A nation by its ISO 3166-1 alpha-2 code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::iso;

/// A state by its two-letter code (ISO 3166-1 alpha-2). Agreements are between two of them; nothing
/// else in the house is tied to two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nation([u8; 2]);

/// The text is not a two-letter code.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("nation-code: a nation is two capital letters (ISO 3166-1 alpha-2), such as JP or KR")]
pub struct NationError;

impl Nation {
    /// Not known, or stateless: ISO 3166-1 leaves `ZZ` to its users.
    pub const UNKNOWN: Self = Self(*b"ZZ");

    /// The nation of a three-letter code, as documents and passenger lists print it.
    #[must_use]
    pub fn from_alpha3(code: &str) -> Option<Self> {
        iso::alpha2(code)?.parse().ok()
    }

    /// Its three-letter code; none where ISO 3166-1 has no such nation.
    #[must_use]
    pub fn alpha3(self) -> Option<&'static str> {
        iso::alpha3(&self.to_string())
    }
}

impl FromStr for Nation {
    type Err = NationError;

    fn from_str(text: &str) -> Result<Self, NationError> {
        match *text.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Self([a, b])),
            _ => Err(NationError),
        }
    }
}

impl TryFrom<String> for Nation {
    type Error = NationError;

    fn try_from(text: String) -> Result<Self, NationError> {
        text.parse()
    }
}

impl From<Nation> for String {
    fn from(nation: Nation) -> Self {
        nation.to_string()
    }
}

impl fmt::Display for Nation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b] = self.0;
        write!(f, "{}{}", char::from(a), char::from(b))
    }
}

impl fmt::Debug for Nation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_capital_letters_are_a_nation_and_nothing_else_is() {
        assert_eq!("JP".parse::<Nation>().unwrap().to_string(), "JP");
        for bad in ["", "J", "jp", "JPN", "J1", "日本"] {
            assert_eq!(bad.parse::<Nation>(), Err(NationError), "{bad}");
        }
    }
}
