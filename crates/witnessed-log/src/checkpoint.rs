//! The head of a log as text to sign: C2SP tlog-checkpoint.

use crate::hash::{Hash, empty_root};
use crate::text::decimal;
use thiserror::Error;

/// Why a text is not a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// There are fewer than three lines, or the last has no newline.
    #[error(
        "The checkpoint is cut off. It has the log's name, its size and its root hash, each on a \
         line of its own."
    )]
    Incomplete,
    /// A line is empty, or has a control character or line break in it.
    #[error("Line {line} of the checkpoint is empty or has a control character. Fetch it again.")]
    MalformedLine {
        /// Number of the line, counted from 1.
        line: usize,
    },
    /// The second line is not a size.
    #[error("Line 2 of the checkpoint must be the log's size in digits, without leading zeros.")]
    MalformedSize,
    /// The third line is not a hash.
    #[error("Line 3 of the checkpoint must be the root hash: 32 bytes in base64.")]
    MalformedRoot,
    /// The log is said to be empty but has the root of one that isn't.
    #[error("The checkpoint says that the log is empty, but its root hash says that it isn't.")]
    EmptyLogRoot,
}

impl CheckpointError {
    /// A stable name of the kind of error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Incomplete => "checkpoint-incomplete",
            Self::MalformedLine { .. } => "checkpoint-line-malformed",
            Self::MalformedSize => "checkpoint-size-malformed",
            Self::MalformedRoot => "checkpoint-root-malformed",
            Self::EmptyLogRoot => "checkpoint-empty-log-root",
        }
    }
}

/// A log's name, size and root hash, and lines that are not explained here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
    extensions: Vec<String>,
}

impl Checkpoint {
    /// The checkpoint of the log named `origin` with `size` entries and that root. Extension
    /// lines are not recommended; give them without newlines.
    ///
    /// # Errors
    /// [`CheckpointError`] if a line is empty or has a control character, or the size is 0 with
    /// another root than [`empty_root`].
    pub fn new(
        origin: &str,
        size: u64,
        root: Hash,
        extensions: Vec<String>,
    ) -> Result<Self, CheckpointError> {
        if !is_line(origin) {
            return Err(CheckpointError::MalformedLine { line: 1 });
        }
        if let Some(place) = extensions.iter().position(|line| !is_line(line)) {
            return Err(CheckpointError::MalformedLine { line: place + 4 });
        }
        if size == 0 && root != empty_root() {
            return Err(CheckpointError::EmptyLogRoot);
        }
        Ok(Self { origin: origin.to_owned(), size, root, extensions })
    }

    /// Reads the text of a note ([`crate::Note::text`]). Check the note's signature first.
    ///
    /// # Errors
    /// [`CheckpointError`] names what is wrong and where.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let body = text.strip_suffix('\n').ok_or(CheckpointError::Incomplete)?;
        let mut lines = body.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointError::Incomplete);
        };
        let size = decimal(size).ok_or(CheckpointError::MalformedSize)?;
        let root = Hash::from_base64(root).ok_or(CheckpointError::MalformedRoot)?;
        Self::new(origin, size, root, lines.map(str::to_owned).collect())
    }

    /// The unique name of the log.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The size of the log, in entries.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root hash of the log at that size (RFC 6962 §2.1).
    #[must_use]
    pub fn root(&self) -> Hash {
        self.root
    }

    /// The extension lines, without newlines.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }

    /// The text to sign as a note, with its last newline.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n{}\n{}\n", self.origin, self.size, self.root);
        for line in &self.extensions {
            text.push_str(line);
            text.push('\n');
        }
        text
    }
}

fn is_line(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|byte| byte >= 0x20)
}
