//! Common Alerting Protocol 1.2: public warnings, read and checked.
//!
//! Standard: OASIS CAP-v1.2, 1 July 2010 (also ITU-T X.1303 bis). [`Alert::read`] takes the bytes
//! of one alert and gives either every element of it, typed, or an error that says which line to
//! mend. Nothing is fetched, no DOCTYPE is allowed, no entity is expanded.
//!
//! ```
//! use public_alerts::{Alert, Limits};
//!
//! let xml = r#"<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
//!   <identifier>drill-1</identifier><sender>office@example.org</sender>
//!   <sent>2031-05-06T09:00:00+09:00</sent><status>Exercise</status>
//!   <msgType>Alert</msgType><scope>Public</scope>
//!   <info><language>ja</language><category>Geo</category><event>津波警報</event>
//!     <urgency>Immediate</urgency><severity>Extreme</severity><certainty>Likely</certainty>
//!     <area><areaDesc>沿岸</areaDesc><circle>33.59,130.40 20</circle></area></info>
//! </alert>"#;
//! let alert = Alert::read(xml.as_bytes(), &Limits::default())?;
//! assert!(alert.covers(33.6, 130.5));
//! assert!(!alert.covers(35.7, 139.7));
//! assert_eq!(alert.info_in("ja").map(|info| info.event.as_str()), Some("津波警報"));
//! # Ok::<(), public_alerts::AlertError>(())
//! ```

mod alert;
mod area;
mod error;
mod moment;
mod read;
mod value;
mod xml;

pub use alert::{Alert, Info, NamedValue, Reference, Resource};
pub use area::{Area, Circle, Point, Polygon};
pub use error::{AlertError, Fault};
pub use moment::Moment;
pub use value::{Category, Certainty, MsgType, ResponseType, Scope, Severity, Status, Urgency};
pub use xml::Limits;
