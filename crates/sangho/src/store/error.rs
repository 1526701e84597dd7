//! What can go wrong in the store, and what to do about it.

use corridor::record::RecordError;
use thiserror::Error;

use super::LARGEST_PAYLOAD;

/// The name of a damage whose place within the database is not known.
pub(super) const DATABASE: &str = "database";

/// Why the store could not do what it was asked. Nothing of the batch concerned was kept.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The folder or a file in it can't be made, read or locked.
    #[error(
        "{code}: the folder of the store can't be used ({what}); check its owner, rights \
         and free space",
        code = self.code()
    )]
    Folder {
        /// What the operating system said.
        what: String,
    },
    /// Another process has the store open.
    #[error("{code}: another process has this store open; stop it first", code = self.code())]
    InUse,
    /// The folder is another nation's, another world's or another log's.
    #[error(
        "{code}: this store's {what} is \"{found}\", this node's is \"{wanted}\"; check the \
         data directory",
        code = self.code()
    )]
    OtherIdentity {
        /// Which part of the identity differs.
        what: String,
        /// What the store says.
        found: String,
        /// What this node says.
        wanted: String,
    },
    /// Written by a newer version of the program.
    #[error(
        "{code}: the store has layout {found}, this program knows up to {known}; update the \
         program",
        code = self.code()
    )]
    Newer {
        /// The layout found.
        found: i64,
        /// The newest layout known.
        known: i64,
    },
    /// What is stored is not what was written.
    #[error(
        "{code}: the {log} log is damaged{place} ({what}); run `sangho store verify`, then \
         restore it from a backup or the partner's copy",
        code = self.code(),
        place = place(*.index)
    )]
    Damaged {
        /// Which log or table.
        log: String,
        /// Index of the entry, counted from 0, where it is known.
        index: Option<u64>,
        /// What was found.
        what: String,
    },
    /// The database could not read or write.
    #[error(
        "{code}: the disk or the database refused ({what}); check free space and the disk",
        code = self.code()
    )]
    Disk {
        /// What the database said.
        what: String,
    },
    /// Entries of the partner came out of their order.
    #[error(
        "{code}: the partner's next entry is {expected}, not {found}; take the log up from \
         {expected}",
        code = self.code()
    )]
    Order {
        /// The index that the mirror expects.
        expected: u64,
        /// The index offered.
        found: u64,
    },
    /// An entry can't be written or read.
    #[error(transparent)]
    Entry(#[from] RecordError),
    /// The partner's checkpoint is not the head of the entries that came with it.
    #[error(
        "{code}: the partner's checkpoint does not fit the entries ({what}); keep both as \
         evidence",
        code = self.code()
    )]
    Checkpoint {
        /// What was found.
        what: String,
    },
    /// A receipt that is not the partner's cosignature of our log.
    #[error(
        "{code}: the receipt is not the partner's signature of our log ({what}); keep it as \
         evidence",
        code = self.code()
    )]
    Receipt {
        /// What was found.
        what: String,
    },
    /// Personal data beside an entry is too large.
    #[error(
        "{code}: the data beside the entry have {bytes} bytes, at most {LARGEST_PAYLOAD} \
         fit; split them",
        code = self.code()
    )]
    PayloadTooLarge {
        /// The size in bytes.
        bytes: usize,
    },
    /// The emergency's data were erased; nothing can be added to them.
    #[error(
        "{code}: the key of emergency {emergency} was destroyed; its data can't be added to",
        code = self.code()
    )]
    Erased {
        /// The emergency.
        emergency: String,
    },
    /// A key of the node is not usable.
    #[error(
        "{code}: a name or key of the node can't be used ({what}); check the configuration",
        code = self.code()
    )]
    Key {
        /// What was found.
        what: String,
    },
    /// The writer has stopped.
    #[error("{code}: the store has stopped; restart the node", code = self.code())]
    Stopped,
}

fn place(index: Option<u64>) -> String {
    index.map(|index| format!(" at entry {index}")).unwrap_or_default()
}

impl StoreError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "store-folder",
            Self::InUse => "store-in-use",
            Self::OtherIdentity { .. } => "store-other-identity",
            Self::Newer { .. } => "store-newer",
            Self::Damaged { .. } => "store-damaged",
            Self::Disk { .. } => "store-disk",
            Self::Order { .. } => "store-order",
            Self::Entry(error) => error.code(),
            Self::Checkpoint { .. } => "store-checkpoint",
            Self::Receipt { .. } => "store-receipt",
            Self::PayloadTooLarge { .. } => "store-payload-too-large",
            Self::Erased { .. } => "store-erased",
            Self::Key { .. } => "store-key",
            Self::Stopped => "store-stopped",
        }
    }

    pub(super) fn damaged(log: &str, index: Option<u64>, what: impl Into<String>) -> Self {
        Self::Damaged { log: log.to_owned(), index, what: what.into() }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error::{
            FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error,
        };
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        let what = error.to_string();
        let torn = matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
            || matches!(
                error,
                FromSqlConversionFailure(..)
                    | IntegralValueOutOfRange(..)
                    | InvalidColumnType(..)
                    | Utf8Error(..)
            );
        if torn { Self::damaged(DATABASE, None, what) } else { Self::Disk { what } }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self::Folder { what: error.to_string() }
    }
}
