//! Reading: entries to fold memory from at start, leaves and hashes for tiles, heads, tables.

use std::sync::{MutexGuard, PoisonError};

use corridor::record::{Entry, Recorded, Room};
use rusqlite::{Connection, OptionalExtension, params};
use tokio::sync::watch;
use witnessed_log::{Checkpoint, Hash, Note, Tree, leaf_hash};

use super::fold::{Tables, rows};
use super::payload::{self, Beside};
use super::{Log, Receipt, Row, Store, StoreError, StoreIdentity, index_to_sql};

impl Store {
    /// Whose store it is.
    #[must_use]
    pub fn identity(&self) -> &StoreIdentity {
        &self.shared.identity
    }

    /// The number of entries in a log.
    #[must_use]
    pub fn size(&self, log: Log) -> u64 {
        self.with_tree(log, Tree::size)
    }

    /// Works on the tree of a log: roots, proofs, tiles. Writing waits meanwhile, so be short.
    pub fn with_tree<T>(&self, log: Log, work: impl FnOnce(&Tree) -> T) -> T {
        work(self.shared.logs.read().unwrap_or_else(PoisonError::into_inner).tree(log))
    }

    /// The signed head of a log: ours by our key, the mirror's by the partner's. None while the
    /// log is empty.
    ///
    /// # Errors
    /// [`StoreError`] when it can't be read.
    pub fn head(&self, log: Log) -> Result<Option<String>, StoreError> {
        super::logs::stored_head(&self.reader(), log)
    }

    /// Our signed note of our outbound log at a size that it has or had.
    ///
    /// # Errors
    /// [`StoreError`] when the log never had that size.
    pub fn outbound_head_at(&self, size: u64) -> Result<Note, StoreError> {
        self.with_tree(Log::Outbound, |tree| self.shared.sign_head(Log::Outbound, tree, size))
    }

    /// The head of the partner's log in a signed note, once its signature is proven.
    ///
    /// # Errors
    /// [`StoreError::Checkpoint`] when the partner did not sign it, or it is another log's.
    pub fn partner_head(&self, note: &str) -> Result<Checkpoint, StoreError> {
        let head = self.shared.signed_head(Log::Inbound, note);
        head.map_err(|what| StoreError::Checkpoint { what })
    }

    /// Tells of the outbound log's size whenever it grows.
    #[must_use]
    pub fn watch_outbound(&self) -> watch::Receiver<u64> {
        self.shared.outbound_size.subscribe()
    }

    /// The partner's latest receipt, and its time (Unix seconds, the partner's clock).
    ///
    /// # Errors
    /// [`StoreError`] when it can't be read or is damaged.
    pub fn last_receipt(&self) -> Result<Option<(Receipt, u64)>, StoreError> {
        let sql = "SELECT size, cosignature FROM receipt ORDER BY size DESC LIMIT 1";
        let found: Option<(i64, String)> =
            self.reader().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((size, cosignature)) = found else {
            return Ok(None);
        };
        let size = u64::try_from(size)
            .map_err(|_| StoreError::damaged("receipt", None, "its size is negative"))?;
        let time = self
            .with_tree(Log::Outbound, |tree| self.shared.check_receipt(tree, size, &cosignature))
            .map_err(|what| StoreError::damaged("receipt", Some(size), what))?;
        Ok(Some((Receipt { size, cosignature }, time)))
    }

    /// At most `most` entries of a log from index `from` on, with the data beside them that
    /// were not erased. Fewer only at the end of the log.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] names the entry that is not what was written.
    pub fn read_log(&self, log: Log, from: u64, most: usize) -> Result<Vec<Recorded>, StoreError> {
        let leaves = self.leaves(log, from, most)?;
        let db = self.reader();
        let join = |(index, leaf): (u64, Vec<u8>)| {
            let damaged = |what: String| StoreError::damaged(log.name(), Some(index), what);
            let entry = Entry::from_leaf(&leaf).map_err(|error| damaged(error.to_string()))?;
            let payload = match entry.payload {
                None => None,
                Some(_) => match payload::get(&db, log, index)? {
                    Beside::Data(payload) => Some(payload),
                    Beside::Erased => None,
                    Beside::Missing => return Err(damaged("the data beside it are gone".into())),
                    Beside::Damaged => return Err(damaged("the data beside it are torn".into())),
                },
            };
            Recorded::join(entry, payload).map_err(|error| damaged(error.to_string()))
        };
        (from..).zip(leaves).map(join).collect()
    }

    /// At most `most` leaves of a log from index `from` on.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] names the leaf that is not what the tree was made of.
    pub fn leaves(&self, log: Log, from: u64, most: usize) -> Result<Vec<Vec<u8>>, StoreError> {
        let to = from.saturating_add(u64::try_from(most).unwrap_or(u64::MAX)).min(self.size(log));
        let found = read_leaves(&self.reader(), log, from, to)?;
        let hashes: Vec<Option<Hash>> =
            self.with_tree(log, |tree| (from..to).map(|index| tree.leaf(index)).collect());
        if found.len() != hashes.len() {
            return Err(StoreError::damaged(log.name(), None, "entries are missing"));
        }
        for ((index, leaf), hash) in (from..).zip(&found).zip(hashes) {
            if hash != Some(leaf_hash(leaf)) {
                let what = "its bytes do not match its hash";
                return Err(StoreError::damaged(log.name(), Some(index), what));
            }
        }
        Ok(found)
    }

    /// The rows of a room's table, in the order of log and id.
    ///
    /// # Errors
    /// [`StoreError`] when they can't be read.
    pub fn table(&self, room: Room) -> Result<Vec<Row>, StoreError> {
        rows(&self.reader(), Tables::Current, room)
    }

    fn reader(&self) -> MutexGuard<'_, Connection> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read_leaves(db: &Connection, log: Log, from: u64, to: u64) -> Result<Vec<Vec<u8>>, StoreError> {
    let sql =
        format!("SELECT leaf FROM log_{} WHERE idx >= ?1 AND idx < ?2 ORDER BY idx", log.name());
    let mut statement = db.prepare_cached(&sql)?;
    let range = params![index_to_sql(from)?, index_to_sql(to)?];
    let leaves = statement.query_map(range, |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(leaves)
}
