//! ICAO Doc 9303 travel documents: machine readable zones, read, checked and written.
//!
//! Authority: ICAO Doc 9303, eighth edition, Parts 3 (common rules), 4 (TD3 passports),
//! 5 (TD1 cards), 6 (TD2 cards), 7 (MRV-A and MRV-B visas) and 8 (emergency documents).
//!
//! ```
//! use travel_documents::{Century, Field, Format, Kind, Outcome, Zone};
//!
//! let zone = Zone::read(
//!     "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
//!      L898902C36UTO7408122F1204159ZE184226B<<<<<10",
//! )?;
//! assert_eq!(zone.format, Format::Td3);
//! assert_eq!(zone.kind, Kind::Passport);
//! assert_eq!(zone.names.surname, "ERIKSSON");
//! assert_eq!(zone.names.given, "ANNA MARIA");
//! assert_eq!(zone.outcome(Field::Composite), Some(Outcome::Verified));
//! let born = zone.born.in_century((2026, 11, 24), Century::Past);
//! assert_eq!((born.year, born.month, born.day), (Some(1974), Some(8), Some(12)));
//!
//! // The same fields, printed again.
//! let lines = travel_documents::write(&zone.fields())?;
//! assert_eq!(Zone::read(&lines.join("\n"))?.number, "L898902C3");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A verified check digit says that the cells agree with each other. It says nothing about whether
//! the document is genuine: the digits are blind to `K` read as `<`, `A` as `K`, `I` as `S`, and a
//! forger can compute them. Genuineness rests on the chip, which this crate does not read yet.

mod check_digit;
mod date;
mod error;
mod kind;
mod latin;
mod layout;
mod names;
mod read;
mod write;
mod zone;

pub use check_digit::check_digit;
pub use date::{Century, FullDate, PartialDate};
pub use error::{WriteError, ZoneError};
pub use kind::Kind;
pub use latin::mrz_letters;
pub use layout::{Field, Format};
pub use names::Names;
pub use write::{Fields, passport, write};
pub use zone::{Check, Note, Outcome, Sex, State, Zone};

/// Holds the example of the README to what the crate does.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
