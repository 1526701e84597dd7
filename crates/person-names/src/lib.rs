//! Names of one person across Kanji, Kana, Hangul, Hanja and Latin: compared, with the reasons.
//!
//! A [`Name`] is analysed once: scripts, words, fillers of a machine readable zone, possible
//! splits into family and given name, possible readings. [`compare`] weighs two of them as
//! evidence, in bits, that they name one person, and says term by term why; [`keys`] gives short
//! keys that spellings of one person share whatever the script, for matching without names.
//!
//! ```
//! use person_names::{Band, Name, compare};
//!
//! let kanji = Name::parse("田村花子")?;
//! let passport = Name::parse("TAMURA<<HANAKO")?;
//! let found = compare(&kanji, &passport);
//! assert_ne!(found.band, Band::No);
//! let sum: f64 = found.terms.iter().map(|term| term.bits).sum();
//! assert_eq!(sum, found.score);
//! # Ok::<(), person_names::NameError>(())
//! ```

mod chinese;
mod compare;
mod data;
mod engine;
mod evidence;
mod hangul;
mod kana;
mod kanji;
mod keys;
mod korean_latin;
mod latin;
mod name;
pub mod pack;
mod part;
pub mod person;
pub mod resolve;
pub mod screen;
mod split;
mod words;

pub use compare::{Band, Comparison, Field, PRIOR_BITS, Term, compare};
pub use engine::{Engine, engine};
pub use hangul::latin_of_hangul;
pub use kana::latin_of_kana;
pub use keys::{Key, keys};
pub use name::{LONGEST, Name, NameError, Span};
