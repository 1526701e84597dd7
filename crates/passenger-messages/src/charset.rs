//! The character sets of ISO 9735: levels A, B and C.

use core::fmt;

/// The set that the interchange header declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Charset {
    /// `UNOA`: capitals, digits, blank and `. , - ( ) / = ' + : ? ! " % & * ; < >`.
    #[default]
    UnoA,
    /// `UNOB`: level A and lower-case letters.
    UnoB,
    /// `UNOC`: ISO 8859-1, one byte per character.
    UnoC,
}

impl Charset {
    /// The code in UNB 0001.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnoA => "UNOA",
            Self::UnoB => "UNOB",
            Self::UnoC => "UNOC",
        }
    }

    pub(crate) fn of(code: &str) -> Option<Self> {
        [Self::UnoA, Self::UnoB, Self::UnoC].into_iter().find(|set| set.code() == code)
    }

    /// Whether the set has the character.
    #[must_use]
    pub const fn has(self, letter: char) -> bool {
        match self {
            Self::UnoA => level_a(letter),
            Self::UnoB => level_a(letter) || letter.is_ascii_lowercase(),
            Self::UnoC => matches!(letter, ' '..='~' | '\u{a0}'..='\u{ff}'),
        }
    }

    /// Text in the bytes of the set. Text that was checked with [`Charset::has`] has no character
    /// beyond one byte.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::UnoA | Self::UnoB => text.as_bytes().to_vec(),
            Self::UnoC => text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect(),
        }
    }

    /// Bytes as text. Sets of one byte cannot fail; bytes outside A and B are taken as UTF-8 where
    /// they are, because that is what such senders mean, and as ISO 8859-1 otherwise.
    pub(crate) fn decode(self, bytes: Vec<u8>) -> String {
        let latin = |bytes: &[u8]| bytes.iter().copied().map(char::from).collect();
        match self {
            Self::UnoC => latin(&bytes),
            Self::UnoA | Self::UnoB => {
                String::from_utf8(bytes).unwrap_or_else(|error| latin(error.as_bytes()))
            }
        }
    }
}

const fn level_a(letter: char) -> bool {
    matches!(
        letter,
        'A'..='Z' | '0'..='9' | ' ' | '.' | ',' | '-' | '(' | ')' | '/' | '=' | '\'' | '+' | ':'
            | '?' | '!' | '"' | '%' | '&' | '*' | ';' | '<' | '>'
    )
}

impl fmt::Display for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
