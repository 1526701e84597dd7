//! The United Nations Security Council Consolidated List as XML (un.org/sc/resources,
//! sc-sanctions.xsd).
//!
//! No DOCTYPE, no entity beyond XML's five, UTF-8 only; depth and text are bounded, so that hostile
//! input costs no more than its own length.

use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::countries::country;
use super::{Entry, Fault, Hash, Kind, List, ListError};
use crate::person::{Birth, Document, NameKind, Sex};

/// Elements inside elements; the list needs 5.
const DEEPEST: usize = 12;

/// An element with its text and children.
#[derive(Debug, Default)]
struct Element {
    name: String,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of a name that has any.
    fn text_of(&self, name: &str) -> &str {
        let mut texts = self.children.iter().filter(|child| child.name == name);
        let text = texts.find_map(|child| Some(child.text.trim()).filter(|text| !text.is_empty()));
        text.unwrap_or_default()
    }
}

/// Reads the list.
///
/// # Errors
/// [`ListError`] if it is too large, is no XML, has a DOCTYPE, breaks off, or is another document.
pub fn un(bytes: &[u8]) -> Result<List, ListError> {
    let mut list = List::new("un-consolidated", &[bytes])?;
    let text = std::str::from_utf8(bytes).map_err(|error| ListError::Xml {
        at: u64::try_from(error.valid_up_to()).unwrap_or(u64::MAX),
        why: "not UTF-8",
    })?;
    let mut reader = Reader::from_str(text);
    let mut open: Vec<(Element, usize)> = Vec::new();
    let mut ended = false;
    loop {
        let before = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let fail = |why| ListError::Xml { at: u64::try_from(before).unwrap_or(u64::MAX), why };
        let event = reader.read_event().map_err(|_| fail("this is not well-formed XML"))?;
        match event {
            Event::Start(_) if ended || open.len() >= DEEPEST => {
                return Err(fail("an element where none may be"));
            }
            Event::Start(start) => {
                let name = start.name().into_inner().to_owned();
                if open.is_empty() {
                    list.stated = root(&name, &start)?;
                }
                open.push((Element { name, ..Element::default() }, before));
            }
            Event::Empty(start) => {
                let name = start.name().into_inner().to_owned();
                close(Element { name, ..Element::default() }, &mut open);
            }
            Event::End(_) => {
                let Some((element, from)) = open.pop() else {
                    return Err(fail("an end without a start"));
                };
                ended = open.is_empty();
                let to = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
                let source = text.as_bytes().get(from..to).unwrap_or_default();
                match element.name.as_str() {
                    "INDIVIDUAL" => entry(&element, Kind::Person, source, &mut list),
                    "ENTITY" => entry(&element, Kind::Entity, source, &mut list),
                    _ => close(element, &mut open),
                }
            }
            Event::Text(words) => add(&words.xml10_content(), &mut open),
            Event::CData(words) => add(&words.xml10_content(), &mut open),
            Event::GeneralRef(name) => {
                let known = name.resolve_char_ref().map_err(|_| fail("a bad character"))?;
                let c = known.or_else(|| five(&name)).ok_or(fail("an entity that is none"))?;
                add(c.encode_utf8(&mut [0; 4]), &mut open);
            }
            Event::DocType(_) => return Err(fail("a DOCTYPE is not allowed")),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof if ended => return Ok(list.settle()),
            Event::Eof => return Err(fail("the file breaks off")),
        }
    }
}

/// The date that the root element states.
fn root(
    name: &str,
    start: &quick_xml::events::BytesStart<'_>,
) -> Result<Option<String>, ListError> {
    if name != "CONSOLIDATED_LIST" {
        return Err(ListError::Form { what: "the root element is not CONSOLIDATED_LIST" });
    }
    let date = start.try_get_attribute("dateGenerated").ok().flatten();
    Ok(date.map(|date| date.value.into_owned()))
}

/// Puts a finished element into the one around it.
fn close(element: Element, open: &mut [(Element, usize)]) {
    if let Some((parent, _)) = open.last_mut() {
        parent.children.push(element);
    }
}

fn add(text: &str, open: &mut [(Element, usize)]) {
    if let Some((element, _)) = open.last_mut() {
        element.text.push_str(text);
    }
}

/// The five entities of XML.
fn five(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

fn entry(element: &Element, kind: Kind, source: &[u8], list: &mut List) {
    let reference = element.text_of("REFERENCE_NUMBER");
    let id = if reference.is_empty() { element.text_of("DATAID") } else { reference };
    if id.is_empty() {
        list.reject(&format!("entry {}", list.entries.len() + 1), Fault::NoId, false);
        return;
    }
    let mut entry = Entry::new(id, kind, element.text_of("UN_LIST_TYPE"));
    entry.hash = Hash::of(&[source]);
    let mut faults = names(element, &mut entry);
    faults.extend(attributes(element, &mut entry));
    let place = format!("id {id}");
    for fault in faults {
        list.reject(&place, fault, true);
    }
    list.add(entry, &place);
}

fn names(element: &Element, entry: &mut Entry) -> Vec<Fault> {
    let parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];
    let parts: Vec<&str> = parts.into_iter().map(|part| element.text_of(part)).collect();
    // A comma here parts titles and nicknames, and no family name.
    let whole = parts.join(" ").replace(',', " ");
    let whole: Vec<&str> = whole.split_whitespace().collect();
    let mut faults = Vec::new();
    faults.extend(entry.name(&whole.join(" "), NameKind::Main).err());
    for script in element.all("NAME_ORIGINAL_SCRIPT") {
        faults.extend(entry.name(&one_line(&script.text), NameKind::Reading).err());
    }
    let aliases = element.all("INDIVIDUAL_ALIAS").chain(element.all("ENTITY_ALIAS"));
    for alias in aliases {
        let kind = match alias.text_of("QUALITY") {
            "Low" => NameKind::Weak,
            "f.k.a." => NameKind::Former,
            _ => NameKind::Alias,
        };
        faults.extend(entry.name(&one_line(alias.text_of("ALIAS_NAME")), kind).err());
    }
    faults
}

fn attributes(element: &Element, entry: &mut Entry) -> Vec<Fault> {
    let mut faults = Vec::new();
    for date in element.all("INDIVIDUAL_DATE_OF_BIRTH") {
        match birth(date) {
            Ok(Some(birth)) if !entry.person.births.contains(&birth) => {
                entry.person.births.push(birth);
            }
            Ok(_) => {}
            Err(fault) => faults.push(fault),
        }
    }
    entry.person.sex = match element.text_of("GENDER") {
        "Male" => Some(Sex::M),
        "Female" => Some(Sex::F),
        _ => None,
    };
    let values = element.all("NATIONALITY").flat_map(|nation| nation.all("VALUE"));
    for value in values.map(|value| value.text.trim()) {
        match country(value) {
            Some(country) if !entry.person.nationalities.contains(&country) => {
                entry.person.nationalities.push(country);
            }
            None if !value.is_empty() && value != "na" => faults.push(Fault::Country),
            _ => {}
        }
    }
    for paper in element.all("INDIVIDUAL_DOCUMENT") {
        let number = paper.text_of("NUMBER");
        if number.is_empty() {
            continue;
        }
        let issuers = [paper.text_of("ISSUING_COUNTRY"), paper.text_of("COUNTRY_OF_ISSUE")];
        let issuer = issuers.into_iter().find_map(country);
        // A word on the number may follow it.
        let number: String =
            number.split([',', ';', '(']).next().unwrap_or_default().replace(['/', '.'], "");
        match Document::new(issuer, &number) {
            Ok(document) if !entry.person.documents.contains(&document) => {
                entry.person.documents.push(document);
            }
            Ok(_) => {}
            Err(_) => faults.push(Fault::Document),
        }
    }
    faults
}

fn birth(date: &Element) -> Result<Option<Birth>, Fault> {
    let kind = date.text_of("TYPE_OF_DATE");
    let note = date.text_of("NOTE");
    let exact = [date.text_of("DATE"), date.text_of("YEAR")];
    let exact = exact.into_iter().find(|text| !text.is_empty());
    let read = match (kind, exact) {
        ("BETWEEN", _) => {
            Birth::parse(&format!("{} to {}", date.text_of("FROM_YEAR"), date.text_of("TO_YEAR")))
        }
        ("APPROXIMATELY", Some(text)) => Birth::parse(&format!("circa {text}")),
        (_, Some(text)) if note.eq_ignore_ascii_case("approximately") => {
            Birth::parse(&format!("circa {text}"))
        }
        (_, Some(text)) => Birth::parse(text),
        (_, None) if note.is_empty() => return Ok(None),
        (_, None) => Birth::parse(note),
    };
    read.map(Some).map_err(|_| Fault::Birth)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
