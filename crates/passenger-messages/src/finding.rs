//! What is not as the guide has it, in a message that was read all the same.

use core::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Read, and not kept because this crate has no place for it.
    Note,
    /// Not as the guide has it; the meaning is clear.
    Warning,
    /// Wrong: a partner must not send it, and strict reading refuses it.
    Error,
}

/// One finding. It never quotes what the message says of a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    /// A stable name.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where the segment begins, in bytes from 0.
    pub offset: usize,
    /// Segment, from 1, UNA not counted; 0 where it is about what lies before the first one.
    pub segment: usize,
    /// What was found and what to do, in words.
    pub text: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "segment {} at byte {}: {} [{}]", self.segment, self.offset, self.text, self.code)
    }
}

/// Findings so far, at most `limit`; the rest are counted.
#[derive(Debug)]
pub(crate) struct Findings {
    pub(crate) list: Vec<Finding>,
    pub(crate) left_out: usize,
    limit: usize,
}

/// Where a segment stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct At {
    pub(crate) offset: usize,
    pub(crate) segment: usize,
}

impl Findings {
    pub(crate) const fn new(limit: usize) -> Self {
        Self { list: Vec::new(), left_out: 0, limit }
    }

    fn push(&mut self, severity: Severity, at: At, code: &'static str, text: String) {
        if self.list.len() < self.limit {
            let At { offset, segment } = at;
            self.list.push(Finding { code, severity, offset, segment, text });
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
    }

    pub(crate) fn note(&mut self, at: At, code: &'static str, text: impl Into<String>) {
        self.push(Severity::Note, at, code, text.into());
    }

    pub(crate) fn warning(&mut self, at: At, code: &'static str, text: impl Into<String>) {
        self.push(Severity::Warning, at, code, text.into());
    }

    pub(crate) fn error(&mut self, at: At, code: &'static str, text: impl Into<String>) {
        self.push(Severity::Error, at, code, text.into());
    }
}
