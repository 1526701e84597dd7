//! All derived tables anew from the logs, compared row for row with those in use.

use corridor::record::{Entry, Room};
use rusqlite::{Connection, TransactionBehavior};

use super::fold::{Tables, create_table, digest, fold};
use super::{Log, StoreError};

/// What a rebuild found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// Number of tables.
    pub tables: usize,
    /// Number of rows in all of them, after the rebuild.
    pub rows: u64,
    /// Whether the tables in use were, byte for byte, what the logs give.
    pub identical: bool,
    /// The rooms whose tables were not.
    pub different: Vec<&'static str>,
}

/// In one transaction: a fresh set, the comparison, and the swap.
pub(super) fn rebuild(db: &mut Connection) -> Result<Rebuilt, StoreError> {
    let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for room in Room::ALL {
        create_table(&change, Tables::Fresh, room)?;
    }
    for log in [Log::Own, Log::Inbound] {
        replay(&change, log)?;
    }
    let (mut rows, mut different) = (0, Vec::new());
    for room in Room::ALL {
        let fresh = digest(&change, Tables::Fresh, room)?;
        // A table that can't be read is different too: that is what a rebuild mends.
        if digest(&change, Tables::Current, room).ok().as_ref() != Some(&fresh) {
            different.push(room.name());
        }
        rows += fresh.0;
        let (current, fresh) = (Tables::Current.name(room), Tables::Fresh.name(room));
        change.execute_batch(&format!(
            "DROP TABLE IF EXISTS {current}; ALTER TABLE {fresh} RENAME TO {current};"
        ))?;
    }
    change.commit()?;
    Ok(Rebuilt { tables: Room::ALL.len(), rows, identical: different.is_empty(), different })
}

fn replay(db: &Connection, log: Log) -> Result<(), StoreError> {
    let mut statement =
        db.prepare(&format!("SELECT idx, leaf FROM log_{} ORDER BY idx", log.name()))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (index, leaf): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let index = u64::try_from(index)
            .map_err(|_| StoreError::damaged(log.name(), None, "an index is negative"))?;
        let entry = Entry::from_leaf(&leaf)
            .map_err(|error| StoreError::damaged(log.name(), Some(index), error.to_string()))?;
        fold(db, Tables::Fresh, log, index, &entry)?;
    }
    Ok(())
}
