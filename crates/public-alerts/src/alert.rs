//! The alert as data: every element of CAP 1.2 (section 3.2), typed.

use crate::area::Area;
use crate::moment::Moment;
use crate::value::{Category, Certainty, MsgType, ResponseType, Scope, Severity, Status, Urgency};

/// One CAP 1.2 alert: the `alert` element (section 3.2.1).
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// Unique for its sender; no spaces, commas, `<` or `&`.
    pub identifier: String,
    /// The originator, unique in the world by agreement; no spaces, commas, `<` or `&`.
    pub sender: String,
    /// When it was originated.
    pub sent: Moment,
    /// How it is to be handled.
    pub status: Status,
    /// Its nature.
    pub msg_type: MsgType,
    /// The particular source, such as an operator or a device.
    pub source: Option<String>,
    /// Whom it is for.
    pub scope: Scope,
    /// The rule of a restricted alert.
    pub restriction: Option<String>,
    /// The recipients of a private alert; quoted groups are split.
    pub addresses: Vec<String>,
    /// Codes for special handling, such as the profile.
    pub codes: Vec<String>,
    /// Purpose or significance; for an exercise, which one.
    pub note: Option<String>,
    /// The earlier alerts it speaks of.
    pub references: Vec<Reference>,
    /// The incidents it belongs to; quoted groups are split.
    pub incidents: Vec<String>,
    /// What it tells, usually once per language.
    pub infos: Vec<Info>,
    /// Whether an XML signature stands in it. This crate does not check it.
    pub has_signature: bool,
}

/// One earlier alert: `sender,identifier,sent` in `references` (section 3.2.1).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// Its sender.
    pub sender: String,
    /// Its identifier.
    pub identifier: String,
    /// When it was sent.
    pub sent: Moment,
}

/// What an alert tells, in one language: the `info` element (section 3.2.2).
#[derive(Clone, Debug, PartialEq)]
pub struct Info {
    /// RFC 3066 language tag; `en-US` where the alert names none.
    pub language: String,
    /// Kinds of event; at least one.
    pub categories: Vec<Category>,
    /// The event, as text.
    pub event: String,
    /// What to do, as codes.
    pub response_types: Vec<ResponseType>,
    /// How soon to act.
    pub urgency: Urgency,
    /// How grave.
    pub severity: Severity,
    /// How sure.
    pub certainty: Certainty,
    /// The intended audience.
    pub audience: Option<String>,
    /// Codes of the event in other systems.
    pub event_codes: Vec<NamedValue>,
    /// From when the information holds; [`Alert::sent`] where absent.
    pub effective: Option<Moment>,
    /// When the event is expected to begin.
    pub onset: Option<Moment>,
    /// When the information ends; absent: the recipient sets its own policy.
    pub expires: Option<Moment>,
    /// The issuing authority, for people to read.
    pub sender_name: Option<String>,
    /// One line.
    pub headline: Option<String>,
    /// The hazard, described.
    pub description: Option<String>,
    /// What to do, in words.
    pub instruction: Option<String>,
    /// Where more is to be read: an absolute URI, as written.
    pub web: Option<String>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Values agreed between systems.
    pub parameters: Vec<NamedValue>,
    /// Files that belong to it. Nothing is fetched.
    pub resources: Vec<Resource>,
    /// Where.
    pub areas: Vec<Area>,
}

/// A `valueName` with its `value`: in `eventCode`, `parameter` and `geocode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NamedValue {
    /// Which system or list the value is of.
    pub name: String,
    /// The value; may be empty.
    pub value: String,
}

/// A file that belongs to an alert: the `resource` element (section 3.2.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// What it is, for people to read.
    pub description: String,
    /// Its MIME type.
    pub mime_type: String,
    /// Its size in bytes.
    pub size: Option<u64>,
    /// Where it is, as written.
    pub uri: Option<String>,
    /// Its bytes in base 64, as written.
    pub deref_uri: Option<String>,
    /// Its SHA-1 in hexadecimal (FIPS 180-2), as written.
    pub digest: Option<String>,
}

impl Alert {
    /// Whether any area of any `info` contains the point (degrees, WGS 84).
    ///
    /// Areas given only by name or geocode contain no point: see [`Area::has_geometry`].
    #[must_use]
    pub fn covers(&self, lat: f64, lon: f64) -> bool {
        self.infos.iter().flat_map(|info| &info.areas).any(|area| area.contains(lat, lon))
    }

    /// The `info` for a reader of `language` (a tag such as `ja` or `en-US`; case is ignored):
    /// the same tag, else the same language, else English, else the first. None only if the
    /// alert has no `info` at all.
    #[must_use]
    pub fn info_in(&self, language: &str) -> Option<&Info> {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let find = |wanted: &dyn Fn(&Info) -> bool| self.infos.iter().find(|info| wanted(info));
        find(&|info| info.language.eq_ignore_ascii_case(language))
            .or_else(|| find(&|info| primary(&info.language) == primary(language)))
            .or_else(|| find(&|info| primary(&info.language) == "en"))
            .or_else(|| self.infos.first())
    }
}
