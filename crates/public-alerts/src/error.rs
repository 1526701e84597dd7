//! What can be wrong with an alert, and where.

use thiserror::Error;

/// Why the bytes are no CAP 1.2 alert: the fault, the line, the element.
///
/// The text never quotes what the alert says, only the names of its elements.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}: line {line}, {element}: {fault}", .fault.code())]
pub struct AlertError {
    /// What is wrong and what to do.
    pub fault: Fault,
    /// The line it starts on, from 1.
    pub line: usize,
    /// The path of the element, such as `alert/info[2]/urgency`; `document` outside of any.
    pub element: String,
}

impl AlertError {
    /// The stable code of the fault, such as `alert-element-missing`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.fault.code()
    }
}

/// One kind of fault in an alert. Sections are those of CAP-v1.2 unless said otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Fault {
    /// More bytes than [`crate::Limits::bytes`].
    #[error("the alert has {size} bytes, more than the limit of {limit}; send a shorter one")]
    TooLarge {
        /// Its size in bytes.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// Elements inside elements beyond [`crate::Limits::depth`].
    #[error("elements are nested more than {limit} deep; CAP needs four levels")]
    TooDeep {
        /// The limit in levels.
        limit: usize,
    },
    /// More elements than [`crate::Limits::elements`].
    #[error("the alert has more than {limit} elements; send a shorter one")]
    TooManyElements {
        /// The limit.
        limit: usize,
    },
    /// The bytes are not UTF-8 or the XML declaration names another encoding.
    #[error("the alert is not in UTF-8; convert it to UTF-8 and declare no other encoding")]
    Encoding,
    /// A document type declaration.
    #[error("a DOCTYPE is refused, whatever it says; send the alert without it")]
    Doctype,
    /// An entity that XML itself does not define.
    #[error("an entity other than the five of XML is refused; write the character itself")]
    Entity,
    /// Not well-formed XML 1.0 with namespaces.
    #[error("this is not well-formed XML ({why}); mend it and send it again")]
    Malformed {
        /// What about it.
        why: &'static str,
    },
    /// An earlier version of CAP.
    #[error("this is CAP {version}, this reader takes CAP 1.2; ask the sender for 1.2")]
    Version {
        /// `1.0` or `1.1`.
        version: &'static str,
    },
    /// The root element is not the CAP 1.2 `alert` (section 3.1).
    #[error("the document is no CAP alert; its root must be alert in {}", crate::xml::CAP12)]
    NotAnAlert,
    /// An element that CAP 1.2 does not have here.
    #[error("CAP 1.2 has no such element here; take it out or put it where it belongs")]
    Unexpected,
    /// A required element is not there.
    #[error("the required element {name} is missing; add it")]
    Missing {
        /// The element's name.
        name: &'static str,
    },
    /// An element that may stand once stands more often.
    #[error("the element {name} may stand once; keep one")]
    Repeated {
        /// The element's name.
        name: &'static str,
    },
    /// A required text is empty.
    #[error("the element is empty; fill it in")]
    Empty,
    /// A code value outside of its list (section 3.2).
    #[error("the value is not in CAP's list; use one of: {allowed}")]
    Value {
        /// The allowed values.
        allowed: String,
    },
    /// A space or a comma, or `<` or `&`, in an identifier or sender (section 3.2.1).
    #[error("spaces, commas, < and & are not allowed here; leave them out")]
    Identifier,
    /// A language tag that is not of RFC 3066's form.
    #[error("this is no language tag; write one such as ja, ko or en-US")]
    Language,
    /// A time that is not of the form of section 3.3.2.
    #[error("the time must read YYYY-MM-DDThh:mm:ss+hh:mm with its zone (UTC is -00:00, never Z)")]
    Time,
    /// `expires` is before `effective`, `onset` or `sent`.
    #[error("the alert expires before it begins; correct expires")]
    Order,
    /// A reference that is not `sender,identifier,sent` (section 3.2.1).
    #[error("each reference must read sender,identifier,sent with one space between references")]
    Reference,
    /// An update, cancel, acknowledgement or error that names no earlier alert.
    #[error("this message type must name the alerts it speaks of; fill in references")]
    NoReferences,
    /// The scope needs `restriction` or `addresses`.
    #[error("with this scope the element {name} must be filled in")]
    ScopeNeeds {
        /// `restriction` or `addresses`.
        name: &'static str,
    },
    /// A point that is not `latitude,longitude` in degrees (section 3.3.3).
    #[error(
        "a point must read latitude,longitude in degrees, within 90 and 180, such as 35.1,129.0"
    )]
    Coordinates,
    /// A polygon of fewer than four points or one that does not end where it begins.
    #[error("a polygon needs at least four points, the last the same as the first")]
    Ring,
    /// A circle that is not `latitude,longitude radius`.
    #[error("a circle must read latitude,longitude radius, the radius in kilometres, not negative")]
    Circle,
    /// A number that is not one.
    #[error("this must be a decimal number")]
    Number,
    /// A ceiling without an altitude, or below it (section 3.2.4).
    #[error("a ceiling needs an altitude below it; correct altitude and ceiling")]
    Ceiling,
}

impl Fault {
    /// The stable code of this fault.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "alert-too-large",
            Self::TooDeep { .. } => "alert-too-deep",
            Self::TooManyElements { .. } => "alert-too-many-elements",
            Self::Encoding => "alert-encoding",
            Self::Doctype => "alert-doctype",
            Self::Entity => "alert-entity",
            Self::Malformed { .. } => "alert-malformed",
            Self::Version { .. } => "alert-version",
            Self::NotAnAlert => "alert-not-an-alert",
            Self::Unexpected => "alert-element-unexpected",
            Self::Missing { .. } => "alert-element-missing",
            Self::Repeated { .. } => "alert-element-repeated",
            Self::Empty => "alert-element-empty",
            Self::Value { .. } => "alert-value",
            Self::Identifier => "alert-identifier",
            Self::Language => "alert-language",
            Self::Time => "alert-time",
            Self::Order => "alert-order",
            Self::Reference => "alert-reference",
            Self::NoReferences => "alert-no-references",
            Self::ScopeNeeds { .. } => "alert-scope-needs",
            Self::Coordinates => "alert-coordinates",
            Self::Ring => "alert-ring",
            Self::Circle => "alert-circle",
            Self::Number => "alert-number",
            Self::Ceiling => "alert-ceiling",
        }
    }
}
