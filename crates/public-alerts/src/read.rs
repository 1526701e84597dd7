//! From the tree of elements to the typed alert: which elements stand where, how often, and what
//! each may say (sections 3.2.1 to 3.2.4, and the schema of section 3.4).
//!
//! The order of elements, which the schema fixes, is not enforced: it carries no meaning.

use crate::alert::{Alert, Info, NamedValue, Reference, Resource};
use crate::area::{Area, Circle, Point, Polygon};
use crate::error::{AlertError, Fault};
use crate::moment::Moment;
use crate::value::{Code, MsgType, Scope};
use crate::xml::{Element, Limits, SIGNATURE_ELEMENT, parse};

type Read<T> = Result<T, AlertError>;

const ALERT: &[&str] = &[
    "identifier",
    "sender",
    "sent",
    "status",
    "msgType",
    "source",
    "scope",
    "restriction",
    "addresses",
    "code",
    "note",
    "references",
    "incidents",
    "info",
    SIGNATURE_ELEMENT,
];
const INFO: &[&str] = &[
    "language",
    "category",
    "event",
    "responseType",
    "urgency",
    "severity",
    "certainty",
    "audience",
    "eventCode",
    "effective",
    "onset",
    "expires",
    "senderName",
    "headline",
    "description",
    "instruction",
    "web",
    "contact",
    "parameter",
    "resource",
    "area",
];
const RESOURCE: &[&str] = &["resourceDesc", "mimeType", "size", "uri", "derefUri", "digest"];
const AREA: &[&str] = &["areaDesc", "polygon", "circle", "geocode", "altitude", "ceiling"];

impl Alert {
    /// Reads the bytes of one CAP 1.2 alert.
    ///
    /// # Errors
    /// An [`AlertError`] with the line and the element: not UTF-8, not well-formed, over a limit,
    /// a DOCTYPE or entity, another version, an element missing, repeated or foreign, or a value
    /// that the standard does not allow.
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Self, AlertError> {
        let root = parse(bytes, limits)?;
        let at = At { element: &root, path: "alert".to_owned() };
        at.only(ALERT)?;
        let alert = Self {
            identifier: at.one("identifier")?.identifier()?,
            sender: at.one("sender")?.identifier()?,
            sent: at.one("sent")?.moment()?,
            status: at.one("status")?.code()?,
            msg_type: at.one("msgType")?.code()?,
            source: at.optional("source")?,
            scope: at.one("scope")?.code()?,
            restriction: at.optional("restriction")?,
            addresses: at.optional("addresses")?.map(|list| groups(&list)).unwrap_or_default(),
            codes: at.each("code", |one| one.text().map(str::to_owned))?,
            note: at.optional("note")?,
            references: at.maybe("references")?.map_or(Ok(Vec::new()), |one| one.references())?,
            incidents: at.optional("incidents")?.map(|list| groups(&list)).unwrap_or_default(),
            infos: at.each("info", |one| one.info())?,
            has_signature: at.many(SIGNATURE_ELEMENT).next().is_some(),
        };
        alert.check(&at)?;
        Ok(alert)
    }

    /// What one element demands of another.
    fn check(&self, at: &At<'_>) -> Read<()> {
        if self.msg_type != MsgType::Alert && self.references.is_empty() {
            let place = at.maybe("references")?;
            return Err(place.as_ref().unwrap_or(at).fail(Fault::NoReferences));
        }
        if self.scope == Scope::Restricted && self.restriction.is_none() {
            return Err(at.fail(Fault::ScopeNeeds { name: "restriction" }));
        }
        if self.scope == Scope::Private && self.addresses.is_empty() {
            return Err(at.fail(Fault::ScopeNeeds { name: "addresses" }));
        }
        for (info, place) in self.infos.iter().zip(at.many("info")) {
            let begins = [Some(self.sent), info.effective, info.onset];
            let begin = begins.iter().flatten().map(Moment::timestamp);
            // An alert may be sent after its end to say so; its own times must agree.
            let late = begin
                .skip(1)
                .any(|begin| info.expires.is_some_and(|expires| expires.timestamp() < begin));
            if late {
                return Err(place.one("expires")?.fail(Fault::Order));
            }
        }
        Ok(())
    }
}

/// An element and how one gets there.
struct At<'e> {
    element: &'e Element,
    path: String,
}

impl<'e> At<'e> {
    fn fail(&self, fault: Fault) -> AlertError {
        AlertError { fault, line: self.element.line, element: self.path.clone() }
    }

    /// All children of that name; numbered from 1 in their path where there are several.
    fn many(&self, name: &'static str) -> impl Iterator<Item = At<'e>> + use<'e> {
        let path = format!("{}/{name}", self.path);
        let all = move |child: &&Element| child.name == name;
        let several = self.element.children.iter().filter(all).nth(1).is_some();
        self.element.children.iter().filter(all).enumerate().map(move |(at, element)| {
            let path = if several { format!("{path}[{}]", at + 1) } else { path.clone() };
            At { element, path }
        })
    }

    fn each<T>(&self, name: &'static str, read: impl Fn(&At<'e>) -> Read<T>) -> Read<Vec<T>> {
        self.many(name).map(|one| read(&one)).collect()
    }

    fn maybe(&self, name: &'static str) -> Read<Option<At<'e>>> {
        let mut found = self.many(name);
        let first = found.next();
        match found.next() {
            Some(second) => Err(second.fail(Fault::Repeated { name })),
            None => Ok(first),
        }
    }

    fn one(&self, name: &'static str) -> Read<At<'e>> {
        self.maybe(name)?.ok_or_else(|| self.fail(Fault::Missing { name }))
    }

    /// No child but these, and no text between them.
    fn only(&self, names: &[&str]) -> Read<()> {
        for child in &self.element.children {
            if !names.contains(&child.name.as_str()) {
                let (line, element) = (child.line, self.path.clone());
                return Err(AlertError { fault: Fault::Unexpected, line, element });
            }
        }
        if self.element.text.trim().is_empty() {
            Ok(())
        } else {
            Err(self.fail(Fault::Malformed { why: "text between elements" }))
        }
    }

    /// The text, without white space at its ends.
    fn text(&self) -> Read<&'e str> {
        match self.element.children.first() {
            None => Ok(self.element.text.trim()),
            Some(child) => Err(AlertError { line: child.line, ..self.fail(Fault::Unexpected) }),
        }
    }

    fn filled(&self) -> Read<&'e str> {
        let text = self.text()?;
        if text.is_empty() { Err(self.fail(Fault::Empty)) } else { Ok(text) }
    }

    fn string(&self) -> Read<String> {
        self.filled().map(str::to_owned)
    }

    /// The text of an element that may be missing or empty; both mean none.
    fn optional(&self, name: &'static str) -> Read<Option<String>> {
        let Some(one) = self.maybe(name)? else {
            return Ok(None);
        };
        let text = one.text()?;
        Ok((!text.is_empty()).then(|| text.to_owned()))
    }

    fn identifier(&self) -> Read<String> {
        let text = self.filled()?;
        let bad = |c: char| c.is_whitespace() || matches!(c, ',' | '<' | '&');
        if text.contains(bad) { Err(self.fail(Fault::Identifier)) } else { Ok(text.to_owned()) }
    }

    fn moment(&self) -> Read<Moment> {
        Moment::read(self.filled()?).ok_or_else(|| self.fail(Fault::Time))
    }

    fn time(&self, name: &'static str) -> Read<Option<Moment>> {
        self.maybe(name)?.map(|one| one.moment()).transpose()
    }

    fn code<T: Code>(&self) -> Read<T> {
        let known = T::from_spelling(self.filled()?);
        known.ok_or_else(|| self.fail(Fault::Value { allowed: T::spellings() }))
    }

    fn number(&self) -> Read<f64> {
        decimal(self.filled()?).ok_or_else(|| self.fail(Fault::Number))
    }

    fn references(&self) -> Read<Vec<Reference>> {
        let read = |triple: &str| {
            let mut parts = triple.split(',');
            let (sender, identifier) = (parts.next()?, parts.next()?);
            let sent = Moment::read(parts.next()?)?;
            if sender.is_empty() || identifier.is_empty() || parts.next().is_some() {
                return None;
            }
            let (sender, identifier) = (sender.to_owned(), identifier.to_owned());
            Some(Reference { sender, identifier, sent })
        };
        let all: Option<Vec<_>> = self.text()?.split_whitespace().map(read).collect();
        all.ok_or_else(|| self.fail(Fault::Reference))
    }

    fn info(&self) -> Read<Info> {
        self.only(INFO)?;
        let categories = self.each("category", |one| one.code())?;
        if categories.is_empty() {
            return Err(self.fail(Fault::Missing { name: "category" }));
        }
        let language = self.maybe("language")?.map(|one| one.language()).transpose()?.flatten();
        Ok(Info {
            language: language.unwrap_or_else(|| "en-US".to_owned()),
            categories,
            event: self.one("event")?.string()?,
            response_types: self.each("responseType", |one| one.code())?,
            urgency: self.one("urgency")?.code()?,
            severity: self.one("severity")?.code()?,
            certainty: self.one("certainty")?.code()?,
            audience: self.optional("audience")?,
            event_codes: self.each("eventCode", |one| one.named_value())?,
            effective: self.time("effective")?,
            onset: self.time("onset")?,
            expires: self.time("expires")?,
            sender_name: self.optional("senderName")?,
            headline: self.optional("headline")?,
            description: self.optional("description")?,
            instruction: self.optional("instruction")?,
            web: self.optional("web")?,
            contact: self.optional("contact")?,
            parameters: self.each("parameter", |one| one.named_value())?,
            resources: self.each("resource", |one| one.resource())?,
            areas: self.each("area", |one| one.area())?,
        })
    }

    /// A tag of RFC 3066; empty means none.
    fn language(&self) -> Read<Option<String>> {
        let text = self.text()?;
        if text.is_empty() {
            return Ok(None);
        }
        let mut parts = text.split('-');
        let fits = |part: &str| (1..=8).contains(&part.len());
        let first = parts.next().unwrap_or_default();
        let good = fits(first)
            && first.bytes().all(|byte| byte.is_ascii_alphabetic())
            && parts.all(|part| fits(part) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
        if good { Ok(Some(text.to_owned())) } else { Err(self.fail(Fault::Language)) }
    }

    fn named_value(&self) -> Read<NamedValue> {
        self.only(&["valueName", "value"])?;
        let name = self.one("valueName")?.string()?;
        let value = self.one("value")?.text()?.to_owned();
        Ok(NamedValue { name, value })
    }

    fn resource(&self) -> Read<Resource> {
        self.only(RESOURCE)?;
        let size = match self.maybe("size")? {
            None => None,
            Some(one) => {
                let size = one.filled()?.parse().ok();
                Some(size.ok_or_else(|| one.fail(Fault::Number))?)
            }
        };
        Ok(Resource {
            description: self.one("resourceDesc")?.string()?,
            mime_type: self.one("mimeType")?.string()?,
            size,
            uri: self.optional("uri")?,
            deref_uri: self.optional("derefUri")?,
            digest: self.optional("digest")?,
        })
    }

    fn area(&self) -> Read<Area> {
        self.only(AREA)?;
        let altitude = self.maybe("altitude")?.map(|one| one.number()).transpose()?;
        let ceiling = match self.maybe("ceiling")? {
            None => None,
            Some(one) => {
                let ceiling = one.number()?;
                if altitude.is_none_or(|altitude| altitude > ceiling) {
                    return Err(one.fail(Fault::Ceiling));
                }
                Some(ceiling)
            }
        };
        Ok(Area {
            description: self.one("areaDesc")?.string()?,
            polygons: self.each("polygon", |one| one.polygon())?,
            circles: self.each("circle", |one| one.circle())?,
            geocodes: self.each("geocode", |one| one.named_value())?,
            altitude,
            ceiling,
        })
    }

    fn polygon(&self) -> Read<Polygon> {
        let points: Option<Vec<_>> = self.filled()?.split_whitespace().map(point).collect();
        let points = points.ok_or_else(|| self.fail(Fault::Coordinates))?;
        if points.len() < 4 || points.first() != points.last() {
            return Err(self.fail(Fault::Ring));
        }
        Ok(Polygon { points })
    }

    fn circle(&self) -> Read<Circle> {
        let mut parts = self.filled()?.split_whitespace();
        let (Some(centre), Some(radius), None) = (parts.next(), parts.next(), parts.next()) else {
            return Err(self.fail(Fault::Circle));
        };
        let centre = point(centre).ok_or_else(|| self.fail(Fault::Coordinates))?;
        let radius = decimal(radius).filter(|radius| *radius >= 0.0);
        let radius_km = radius.ok_or_else(|| self.fail(Fault::Circle))?;
        Ok(Circle { centre, radius_km })
    }
}

/// `latitude,longitude` in degrees.
fn point(text: &str) -> Option<Point> {
    let (lat, lon) = text.split_once(',')?;
    Point::new(decimal(lat)?, decimal(lon)?)
}

/// An `xs:decimal`: no exponent, no `inf`, no `nan`.
fn decimal(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.'));
    let value: f64 = if plain {
        text.parse().ok()?
    } else {
        return None;
    };
    value.is_finite().then_some(value)
}

/// A list split by white space, in which double quotes hold a group together (section 3.2.1).
fn groups(list: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, part) in list.split('"').enumerate() {
        if at % 2 == 1 {
            found.push(part.trim().to_owned());
        } else {
            found.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    found.retain(|one| !one.is_empty());
    found
}
