//! Writing segments: the release character, the character set, the count (ISO 9735 §5 to §8).

use crate::charset::Charset;
use crate::error::WriteError;

/// The service string advice: the default delimiters, no repetition separator.
const UNA: &str = "UNA:+.? '";

/// An interchange being written.
pub(crate) struct Out {
    charset: Charset,
    text: String,
    /// Segments written so far, UNA not counted.
    pub(crate) segments: usize,
}

impl Out {
    pub(crate) fn new(charset: Charset) -> Self {
        Self { charset, text: UNA.to_owned(), segments: 0 }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// Appends one segment. Empty parts at the end of an element, and empty elements at the end of
    /// the segment, are left out (ISO 9735 §9.1).
    pub(crate) fn put(
        &mut self,
        tag: &'static str,
        elements: &[&[&str]],
    ) -> Result<(), WriteError> {
        self.segments += 1;
        self.text.push_str(tag);
        // Separators are owed until a part follows that is not empty.
        let mut plus = 0_usize;
        for (index, element) in elements.iter().enumerate() {
            plus += 1;
            let mut colons = 0_usize;
            for part in *element {
                if !part.is_empty() {
                    self.check(tag, index + 1, part)?;
                    self.text.extend(core::iter::repeat_n('+', core::mem::take(&mut plus)));
                    self.text.extend(core::iter::repeat_n(':', core::mem::take(&mut colons)));
                    for letter in part.chars() {
                        if matches!(letter, '\'' | '+' | ':' | '?') {
                            self.text.push('?');
                        }
                        self.text.push(letter);
                    }
                }
                colons += 1;
            }
        }
        self.text.push('\'');
        Ok(())
    }

    fn check(&self, tag: &'static str, element: usize, part: &str) -> Result<(), WriteError> {
        let segment = self.segments;
        if part.starts_with(' ') || part.ends_with(' ') {
            return Err(WriteError::Blank { segment, tag, element });
        }
        match part.chars().position(|letter| !self.charset.has(letter)) {
            None => Ok(()),
            Some(index) => Err(WriteError::Character {
                segment,
                tag,
                element,
                position: index + 1,
                charset: self.charset,
            }),
        }
    }
}

/// Refuses text beyond what the guide allows for the element.
pub(crate) fn within(what: &'static str, text: &str, limit: usize) -> Result<(), WriteError> {
    match text.chars().count() {
        length if length > limit => Err(WriteError::TooLong { what, length, limit }),
        _ => Ok(()),
    }
}

/// As [`within`], and refuses an empty text.
pub(crate) fn required(what: &'static str, text: &str, limit: usize) -> Result<(), WriteError> {
    if text.is_empty() {
        return Err(WriteError::Missing { what });
    }
    within(what, text, limit)
}
