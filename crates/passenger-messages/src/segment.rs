//! Bytes to segments, one at a time: delimiters, release character, character set (ISO 9735 §5).
//! Segments are handed out as they are found, so memory does not grow with the file.

use crate::charset::Charset;
use crate::error::MessageError;
use crate::finding::{At, Findings};

/// No segment of the directories comes near this many parts.
const MOST_PARTS: usize = 200;

/// One segment, unescaped and decoded.
#[derive(Debug)]
pub(crate) struct Segment {
    pub(crate) tag: String,
    elements: Vec<Vec<String>>,
    pub(crate) at: At,
}

impl Segment {
    /// Part `part` of element `element` (both from 0, the tag not counted), without the blanks
    /// around it; empty where there is none.
    pub(crate) fn get(&self, element: usize, part: usize) -> &str {
        let part = self.elements.get(element).and_then(|parts| parts.get(part));
        part.map_or("", |text| text.trim_ascii())
    }

    /// As [`Segment::get`], owned.
    pub(crate) fn text(&self, element: usize, part: usize) -> String {
        self.get(element, part).to_owned()
    }

    /// All parts of an element, empty ones at the end left out.
    pub(crate) fn parts(&self, element: usize) -> Vec<String> {
        let mut parts: Vec<String> = self
            .elements
            .get(element)
            .map(|parts| parts.iter().map(|part| part.trim_ascii().to_owned()).collect())
            .unwrap_or_default();
        while parts.last().is_some_and(String::is_empty) {
            parts.pop();
        }
        parts
    }

    /// How many elements there are.
    pub(crate) fn len(&self) -> usize {
        self.elements.len()
    }
}

#[derive(Clone, Copy)]
struct Delimiters {
    part: u8,
    element: u8,
    release: Option<u8>,
    end: u8,
}

const DEFAULT: Delimiters =
    Delimiters { part: b':', element: b'+', release: Some(b'?'), end: b'\'' };

/// The segments of an interchange.
pub(crate) struct Segments<'a> {
    bytes: &'a [u8],
    position: usize,
    count: usize,
    limit: usize,
    delimiters: Delimiters,
    charset: Charset,
}

impl<'a> Segments<'a> {
    /// Finds the beginning and the delimiters.
    pub(crate) fn open(
        bytes: &'a [u8],
        limit: usize,
        findings: &mut Findings,
    ) -> Result<Self, MessageError> {
        let start = beginning(bytes).ok_or(MessageError::NotEdifact)?;
        let before = bytes.get(..start).unwrap_or_default();
        if before.iter().any(|byte| !byte.is_ascii_whitespace()) {
            findings.warning(
                At::default(),
                "text-before-interchange",
                format!("{start} bytes stand before the interchange; they were skipped"),
            );
        }
        let rest = bytes.get(start..).unwrap_or_default();
        let mut position = start;
        let mut delimiters = DEFAULT;
        if let [b'U', b'N', b'A', part, element, _, release, _, end, ..] = *rest {
            delimiters = advice(part, element, release, end)
                .ok_or(MessageError::BadDelimiters { offset: start })?;
            position = start + 9;
        } else if rest.starts_with(b"UNA") {
            return Err(MessageError::BadDelimiters { offset: start });
        } else if !rest.contains(&DEFAULT.end) && rest.contains(&b'"') {
            delimiters.end = b'"';
            findings.warning(
                At::default(),
                "end-mark-guessed",
                "no segment ends with ' but \
                there are \": that was taken as the end mark; ask the sender for a UNA",
            );
        }
        let mut segments =
            Self { bytes, position, count: 0, limit, delimiters, charset: Charset::UnoA };
        segments.charset = segments.declared();
        Ok(segments)
    }

    /// The set that UNB declares, looked up before the first segment is decoded.
    fn declared(&self) -> Charset {
        let rest = self.bytes.get(self.position..).unwrap_or_default().trim_ascii_start();
        let code = rest.get(4..8).and_then(|code| core::str::from_utf8(code).ok());
        code.and_then(Charset::of).unwrap_or_default()
    }

    /// The next segment, or none at the end.
    pub(crate) fn next(
        &mut self,
        findings: &mut Findings,
    ) -> Result<Option<Segment>, MessageError> {
        while self.bytes.get(self.position).is_some_and(u8::is_ascii_whitespace) {
            self.position += 1;
        }
        if self.position >= self.bytes.len() {
            return Ok(None);
        }
        let offset = self.position;
        if self.count >= self.limit {
            return Err(MessageError::TooMany { what: "segments", limit: self.limit, offset });
        }
        self.count += 1;
        let at = At { offset, segment: self.count };
        let mut elements = self.split(at, findings)?;
        let tag = if elements.is_empty() { Vec::new() } else { elements.remove(0) };
        let raw = tag.into_iter().next().unwrap_or_default();
        let tag = raw.trim_ascii().to_ascii_uppercase();
        if tag != raw {
            findings.warning(
                at,
                "tag-not-canonical",
                "the segment's tag has blanks or lower-case \
                letters; it was read as if it had not",
            );
        }
        Ok(Some(Segment { tag, elements, at }))
    }

    /// Splits up to the end mark and moves past it.
    fn split(&mut self, at: At, findings: &mut Findings) -> Result<Vec<Vec<String>>, MessageError> {
        let Delimiters { part, element, release, end } = self.delimiters;
        let mut split = Split::default();
        let mut ended = false;
        while let Some(&byte) = self.bytes.get(self.position) {
            self.position += 1;
            if byte == end {
                ended = true;
                break;
            } else if Some(byte) == release {
                let Some(&next) = self.bytes.get(self.position) else {
                    break;
                };
                split.text.push(next);
                self.position += 1;
            } else if byte == element || byte == part {
                split.close(self.charset, byte == element);
                if split.parts > MOST_PARTS {
                    let At { segment, offset } = at;
                    let limit = MOST_PARTS;
                    return Err(MessageError::SegmentTooWide { segment, offset, limit });
                }
            } else if matches!(byte, b'\r' | b'\n') {
                split.broken = true;
            } else {
                split.text.push(byte);
            }
        }
        split.close(self.charset, true);
        if !ended {
            findings.error(
                at,
                "segment-not-ended",
                "the file ends inside this segment; ask the \
                sender for the whole file",
            );
        }
        if split.broken {
            findings.warning(
                at,
                "line-break-inside",
                "a line break inside the segment was \
                removed; the sender must not fold lines",
            );
        }
        if split.foreign {
            findings.warning(
                at,
                "character-outside-set",
                format!("a character is outside the declared set {}; it was kept", self.charset),
            );
        }
        Ok(split.elements)
    }
}

/// A segment being split.
#[derive(Default)]
struct Split {
    elements: Vec<Vec<String>>,
    element: Vec<String>,
    text: Vec<u8>,
    parts: usize,
    broken: bool,
    foreign: bool,
}

impl Split {
    /// Ends a part, and its element where `whole`.
    fn close(&mut self, charset: Charset, whole: bool) {
        let text = charset.decode(core::mem::take(&mut self.text));
        self.foreign |= text.chars().any(|letter| !charset.has(letter));
        self.element.push(text);
        self.parts += 1;
        if whole {
            self.elements.push(core::mem::take(&mut self.element));
        }
    }
}

/// Where UNA or UNB stands as a word of its own: text before it may hold the letters too.
fn beginning(bytes: &[u8]) -> Option<usize> {
    let mut previous = b' ';
    for (index, &byte) in bytes.iter().enumerate() {
        if let Some([b'U', b'N', b'A' | b'B', next, ..]) = bytes.get(index..)
            && !next.is_ascii_alphanumeric()
            && !previous.is_ascii_alphanumeric()
        {
            return Some(index);
        }
        previous = byte;
    }
    None
}

/// The delimiters of a UNA: four different characters that are neither letters nor digits. A blank
/// as release character means that there is none.
fn advice(part: u8, element: u8, release: u8, end: u8) -> Option<Delimiters> {
    let all = [part, element, end, release];
    let usable = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != b'\r';
    let distinct = part != element
        && part != end
        && element != end
        && ![part, element, end].contains(&release);
    (all.iter().all(usable) && distinct).then_some(Delimiters {
        part,
        element,
        release: (release != b' ').then_some(release),
        end,
    })
}
