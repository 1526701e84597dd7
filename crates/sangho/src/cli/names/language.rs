//! The language of reasons.

use person_names::person::Tongue;

/// A language that reasons are said in.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Language {
    En,
    Ja,
    Ko,
}

impl Language {
    pub(super) fn tongue(self) -> Tongue {
        match self {
            Self::En => Tongue::En,
            Self::Ja => Tongue::Ja,
            Self::Ko => Tongue::Ko,
        }
    }
}
