//! The one fold from entries to tables, which both commit and rebuild use.
//!
//! One table per room of the corridor holds the latest entry of each subject, by log.

use aws_lc_rs::digest::{Context, SHA256};
use corridor::record::{Authority, Entry, Room, hex};
use rusqlite::{Connection, params};

use super::{Log, StoreError, index_to_sql, row::Row};

/// Which set of the derived tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tables {
    /// The set in use.
    Current,
    /// The set that a rebuild fills anew.
    Fresh,
}

impl Tables {
    /// The quoted name of a room's table; rooms are names of our own, never input.
    pub(super) fn name(self, room: Room) -> String {
        match self {
            Self::Current => format!("\"{}\"", room.name()),
            Self::Fresh => format!("\"fresh_{}\"", room.name()),
        }
    }
}

/// Makes the empty table of a room.
pub(super) fn create_table(db: &Connection, set: Tables, room: Room) -> rusqlite::Result<()> {
    db.execute_batch(&format!(
        "CREATE TABLE {} (
            id TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL, nation TEXT NOT NULL,
            authority TEXT NOT NULL, body TEXT NOT NULL, log TEXT NOT NULL, idx INTEGER NOT NULL,
            PRIMARY KEY (log, id)
        ) STRICT, WITHOUT ROWID;",
        set.name(room)
    ))
}

/// Takes one entry into the tables. Outbound entries are copies of own ones and derive nothing.
pub(super) fn fold(
    db: &Connection,
    set: Tables,
    log: Log,
    index: u64,
    entry: &Entry,
) -> Result<(), StoreError> {
    if log == Log::Outbound {
        return Ok(());
    }
    let authority = match &entry.authority {
        Authority::OwnLaw => "own-law".to_owned(),
        Authority::Clause(clause) => format!("clause {clause}"),
    };
    let sql = format!(
        "INSERT INTO {} (id, kind, at, nation, authority, body, log, idx)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (log, id) DO UPDATE SET
            kind = excluded.kind, at = excluded.at, nation = excluded.nation,
            authority = excluded.authority, body = excluded.body, idx = excluded.idx",
        set.name(entry.room)
    );
    db.prepare_cached(&sql)?.execute(params![
        entry.subject,
        entry.kind,
        entry.at.to_string(),
        entry.nation.to_string(),
        authority,
        entry.body.to_string(),
        log.name(),
        index_to_sql(index)?,
    ])?;
    Ok(())
}

/// The rows of a room's table in their one order.
pub(super) fn rows(db: &Connection, set: Tables, room: Room) -> Result<Vec<Row>, StoreError> {
    let sql = format!(
        "SELECT id, kind, at, nation, authority, body, log, idx FROM {} ORDER BY log, id",
        set.name(room)
    );
    let mut statement = db.prepare(&sql)?;
    let found = statement.query_map([], Row::read)?.collect::<Result<Vec<_>, _>>()?;
    Ok(found)
}

/// Number of rows and SHA-256 over all fields of all rows in order, each after its length.
pub(super) fn digest(
    db: &Connection,
    set: Tables,
    room: Room,
) -> Result<(u64, String), StoreError> {
    let sql = format!(
        "SELECT id, kind, at, nation, authority, body, log, CAST(idx AS TEXT) FROM {}
         ORDER BY log, id",
        set.name(room)
    );
    let mut statement = db.prepare(&sql)?;
    let mut found = statement.query([])?;
    let (mut count, mut hash) = (0_u64, Context::new(&SHA256));
    while let Some(row) = found.next()? {
        for column in 0..8 {
            let field: String = row.get(column)?;
            hash.update(&u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(field.as_bytes());
        }
        count += 1;
    }
    Ok((count, hex(hash.finish().as_ref())))
}
