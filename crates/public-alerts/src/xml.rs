//! XML 1.0 with namespaces, bounded: bytes to a small tree of CAP elements and their text.
//!
//! No DOCTYPE, no entity beyond XML's five, UTF-8 only, and limits on size, depth and number of
//! elements, so that hostile input costs no more than its own length.

use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use crate::error::{AlertError, Fault};

/// The namespace of CAP 1.2.
pub(crate) const CAP12: &str = "urn:oasis:names:tc:emergency:cap:1.2";
const EARLIER: [(&str, &str); 3] = [
    ("urn:oasis:names:tc:emergency:cap:1.1", "1.1"),
    ("urn:oasis:names:tc:emergency:cap:1.0", "1.0"),
    ("http://www.incident.com/cap/1.0", "1.0"),
];
/// The one foreign namespace CAP 1.2 allows, at the end of an alert (section 3.3.4.1).
const SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#";
/// The name a signature element has in the tree; CAP has no element so named.
pub(crate) const SIGNATURE_ELEMENT: &str = "Signature";

/// How much an alert may cost before it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in all; 1 MiB by default.
    pub bytes: usize,
    /// Elements inside elements; 16 by default (CAP needs 4, a signature more).
    pub depth: usize,
    /// Elements in all; 20,000 by default.
    pub elements: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 20, depth: 16, elements: 20_000 }
    }
}

/// One CAP element: its local name, the line it starts on, its own text and its children.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

/// Reads one document whose root is the CAP 1.2 `alert`.
pub(crate) fn parse(bytes: &[u8], limits: &Limits) -> Result<Element, AlertError> {
    let at_start = |fault| AlertError { fault, line: 1, element: "document".to_owned() };
    if bytes.len() > limits.bytes {
        let (size, limit) = (bytes.len(), limits.bytes);
        return Err(at_start(Fault::TooLarge { size, limit }));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        AlertError { line: line_of(before), ..at_start(Fault::Encoding) }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(at) = text.find(|c: char| !is_xml_char(c)) {
        let line = line_of(text.as_bytes().get(..at).unwrap_or_default());
        let fault = Fault::Malformed { why: "a character that XML does not allow" };
        return Err(AlertError { line, ..at_start(fault) });
    }
    let tree = Tree { limits, open: Vec::new(), root: None, count: 0, foreign: 0, line: 1 };
    tree.grow(text)
}

/// The tree as it grows.
struct Tree<'l> {
    limits: &'l Limits,
    open: Vec<Element>,
    root: Option<Element>,
    count: usize,
    /// How deep inside a signature; nothing in there is kept.
    foreign: usize,
    line: usize,
}

/// Which names a start tag may have.
enum Origin {
    Cap,
    Signature,
    Earlier(&'static str),
    Other,
}

impl Tree<'_> {
    fn grow(mut self, text: &str) -> Result<Element, AlertError> {
        let mut reader = NsReader::from_str(text);
        let mut counted = 0;
        loop {
            let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let skipped = text.as_bytes().get(counted..before).unwrap_or_default();
            self.line += line_of(skipped) - 1;
            counted = before;
            let (found, event) =
                reader.read_resolved_event().map_err(|_| self.malformed("tags"))?;
            let origin = origin(&found);
            match event {
                Event::Start(tag) => self.start(&tag, &origin)?,
                Event::Empty(tag) => {
                    self.start(&tag, &origin)?;
                    self.end()?;
                }
                Event::End(_) => self.end()?,
                Event::Text(part) => self.text(&part.xml10_content())?,
                Event::CData(part) => self.text(&part.xml10_content())?,
                Event::GeneralRef(part) => self.reference(&part)?,
                Event::Decl(declaration) => self.declaration(&declaration)?,
                Event::DocType(_) => return Err(self.fail(Fault::Doctype)),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => break,
            }
        }
        if !self.open.is_empty() || self.foreign > 0 {
            return Err(self.malformed("it ends before its last element does"));
        }
        let nothing = self.malformed("it has no element");
        self.root.ok_or(nothing)
    }

    fn start(&mut self, tag: &BytesStart<'_>, origin: &Origin) -> Result<(), AlertError> {
        if self.root.is_some() {
            return Err(self.malformed("a second root element"));
        }
        self.count += 1;
        if self.count > self.limits.elements {
            return Err(self.fail(Fault::TooManyElements { limit: self.limits.elements }));
        }
        if self.open.len() + self.foreign >= self.limits.depth {
            return Err(self.fail(Fault::TooDeep { limit: self.limits.depth }));
        }
        if tag.attributes().any(|attribute| attribute.is_err()) {
            return Err(self.malformed("attributes"));
        }
        if self.foreign > 0 {
            self.foreign += 1;
            return Ok(());
        }
        let name = tag.local_name().into_inner().to_owned();
        match (self.open.len(), origin) {
            (0, Origin::Cap) if name == "alert" => {}
            (0, Origin::Earlier(version)) => return Err(self.fail(Fault::Version { version })),
            (0, _) => return Err(self.fail(Fault::NotAnAlert)),
            (1, Origin::Signature) => {
                self.foreign = 1;
                return Ok(());
            }
            (_, Origin::Cap) => {}
            (_, _) => return Err(self.fail(Fault::Unexpected)),
        }
        let (text, children) = (String::new(), Vec::new());
        self.open.push(Element { name, line: self.line, text, children });
        Ok(())
    }

    fn end(&mut self) -> Result<(), AlertError> {
        let closed = match self.foreign {
            0 => self.open.pop(),
            1 => {
                self.foreign = 0;
                let name = SIGNATURE_ELEMENT.to_owned();
                Some(Element { name, line: self.line, text: String::new(), children: Vec::new() })
            }
            deeper => {
                self.foreign = deeper - 1;
                return Ok(());
            }
        };
        match (closed, self.open.last_mut()) {
            (Some(element), Some(parent)) => parent.children.push(element),
            (Some(element), None) => self.root = Some(element),
            (None, _) => return Err(self.malformed("an end without a start")),
        }
        Ok(())
    }

    fn text(&mut self, part: &str) -> Result<(), AlertError> {
        if self.foreign > 0 {
            return Ok(());
        }
        match self.open.last_mut() {
            Some(element) => element.text.push_str(part),
            None if part.trim_matches([' ', '\t', '\r', '\n']).is_empty() => {}
            None => return Err(self.malformed("text outside of the root element")),
        }
        Ok(())
    }

    fn reference(&mut self, part: &BytesRef<'_>) -> Result<(), AlertError> {
        let character = match part.resolve_char_ref() {
            Ok(Some(character)) if is_xml_char(character) => character,
            Ok(Some(_)) | Err(_) => return Err(self.malformed("a character reference")),
            Ok(None) => match &**part {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "apos" => '\'',
                "quot" => '"',
                _ => return Err(self.fail(Fault::Entity)),
            },
        };
        self.text(character.encode_utf8(&mut [0; 4]))
    }

    fn declaration(&self, declaration: &BytesDecl<'_>) -> Result<(), AlertError> {
        match declaration.encoding() {
            None => Ok(()),
            Some(Ok(name)) if name.eq_ignore_ascii_case("utf-8") => Ok(()),
            // Every US-ASCII document is a UTF-8 document.
            Some(Ok(name)) if name.eq_ignore_ascii_case("us-ascii") => Ok(()),
            Some(Ok(_)) => Err(self.fail(Fault::Encoding)),
            Some(Err(_)) => Err(self.malformed("the XML declaration")),
        }
    }

    fn malformed(&self, why: &'static str) -> AlertError {
        self.fail(Fault::Malformed { why })
    }

    fn fail(&self, fault: Fault) -> AlertError {
        let names: Vec<_> = self.open.iter().map(|element| element.name.as_str()).collect();
        let element = if names.is_empty() { "document".to_owned() } else { names.join("/") };
        AlertError { fault, line: self.line, element }
    }
}

fn origin(found: &ResolveResult<'_>) -> Origin {
    match found {
        ResolveResult::Bound(Namespace(CAP12)) => Origin::Cap,
        ResolveResult::Bound(Namespace(SIGNATURE)) => Origin::Signature,
        ResolveResult::Bound(Namespace(name)) => EARLIER
            .iter()
            .find(|(earlier, _)| earlier == name)
            .map_or(Origin::Other, |(_, version)| Origin::Earlier(version)),
        ResolveResult::Unbound | ResolveResult::Unknown(_) => Origin::Other,
    }
}

/// XML 1.0 (fifth edition), production 2: Char.
fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// The line that follows `bytes`, from 1.
fn line_of(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count() + 1
}
