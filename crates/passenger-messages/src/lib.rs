//! UN/EDIFACT PAXLST and CUSRES: passenger lists and the answers to them.
//!
//! Authority: the WCO/IATA/ICAO PAXLST implementation guide (v3.0 of 2010 to v6.0 of 2016) and the
//! CUSRES guide (2013, interactive mode) over ISO 9735 (EDIFACT syntax), directories D.02B to
//! D.15B.
//!
//! What we send is canonical and complete, or it is an error. What we receive is read as far as it
//! makes sense, with a [`Finding`] for everything that is not as the guide has it: messages of the
//! real world often have wrong counts and odd delimiters.
//!
//! ```
//! use passenger_messages::{Call, Day, Document, Envelope, Flight, LocalTime, Limits, Message};
//! use passenger_messages::{Party, Paxlst, Person, Sex, read};
//!
//! let day = |y, m, d| Day::new(y, m, d).ok_or("not a day");
//! let at = |hour| LocalTime::new(day(26, 11, 24)?, hour, 0).ok_or("not a time");
//! let list = Paxlst {
//!     envelope: Envelope {
//!         sender: Party::new("SANGHO KR", "ZZ"),
//!         recipient: Party::new("SANGHO JP", "ZZ"),
//!         prepared: Some(at(9)?),
//!         interchange_reference: "1".into(),
//!         message_reference: "1".into(),
//!         ..Envelope::default()
//!     },
//!     flight: Flight {
//!         number: "XX101".into(),
//!         carrier: "XX".into(),
//!         departure: Some(Call::new("ADD", Some(at(10)?))),
//!         arrival: Some(Call::new("ICN", Some(at(23)?))),
//!         ..Flight::default()
//!     },
//!     people: vec![Person {
//!         surname: "HONG".into(),
//!         given: "SPECIMEN".into(),
//!         sex: Some(Sex::Female),
//!         born: Some(day(84, 5, 1)?),
//!         nationality: "KOR".into(),
//!         documents: vec![Document::passport("M123A4567", "KOR", Some(day(33, 5, 1)?))],
//!         ..Person::default()
//!     }],
//!     total: 1,
//!     ..Paxlst::default()
//! };
//! let text = list.write()?;
//! let answer = read(text.as_bytes(), Limits::default())?;
//! assert!(answer.findings.is_empty());
//! assert_eq!(answer.messages, vec![Message::Paxlst(list)]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod charset;
mod cusres;
mod cusres_read;
mod day;
mod envelope;
mod error;
mod finding;
mod out;
mod paxlst;
mod paxlst_read;
mod paxlst_write;
mod read;
mod segment;
mod trailers;

pub use charset::Charset;
pub use cusres::{Answer, Cusres, Outcome, Remark, ResponseKind};
pub use day::{Day, LocalTime};
pub use envelope::{Directory, Envelope, Group, Part, PartPlace, Party};
pub use error::{MessageError, WriteError};
pub use finding::{Finding, Severity};
pub use paxlst::{
    Address, Call, Channel, Contact, Document, Flight, Function, OtherCall, Paxlst, Person, Place,
    Reference, Role, Sex, Text,
};
pub use read::{Limits, Message, Read, read};

/// Holds the example of the README to what the crate does.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
