//! The proof that what is stored is what was written: every leaf, hash, head, receipt and payload.

use std::fmt;
use std::path::Path;

use corridor::record::Entry;
use rusqlite::Connection;
use witnessed_log::{Hash, Tree, leaf_hash};

use super::error::DATABASE;
use super::head::{Acknowledged, HEADS_FILE};
use super::logs::{Logs, stored_head};
use super::payload::{self, Beside};
use super::{Log, Shared, Store, StoreError, StoreIdentity, StoreKeys, layout};

/// The most damages listed; a disk in ruins needs no longer list.
const MOST: usize = 100;

/// What was found whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries of the three logs together.
    pub entries: u64,
    /// Receipts of the partner.
    pub receipts: u64,
    /// Personal data beside entries, still readable.
    pub payloads: u64,
    /// Personal data that were erased.
    pub erased: u64,
}

/// One thing that is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// `own`, `outbound`, `inbound`, or the part of the database concerned.
    pub log: String,
    /// Index of the entry, counted from 0, or size of the receipt, where there is one.
    pub index: Option<u64>,
    /// What was found.
    pub what: String,
    /// What to do.
    pub todo: &'static str,
}

impl Damage {
    /// The stable code of every damage.
    pub const CODE: &'static str = "store-damaged";

    fn new(log: &str, index: Option<u64>, what: impl Into<String>) -> Self {
        let todo = match log {
            "own" | "outbound" => "stop the node and restore the log from a backup or the partner",
            "inbound" => "stop the node and fetch the log from the partner again",
            "receipt" => "ask the partner for its receipt again",
            HEADS_FILE => "remove the file `heads` once all else verifies",
            _ => "stop the node, check the disk and restore the store from a backup",
        };
        Self { log: log.to_owned(), index, what: what.into(), todo }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", Self::CODE, self.log)?;
        if let Some(index) = self.index {
            write!(f, " {index}")?;
        }
        write!(f, ": {}; {}", self.what, self.todo)
    }
}

impl From<StoreError> for Damage {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Damaged { log, index, what } => Self::new(&log, index, what),
            other => Self::new(DATABASE, None, other.to_string()),
        }
    }
}

/// As [`Store::verify`], for a store that is too damaged to open. No process may have it open.
///
/// # Errors
/// Every [`Damage`] found, up to 100, each with its place.
pub fn verify_folder(
    dir: &Path,
    identity: StoreIdentity,
    keys: &StoreKeys,
) -> Result<Verified, Vec<Damage>> {
    if !layout::database(dir).is_file() {
        return Err(vec![Damage::new(DATABASE, None, "there is no store in this folder")]);
    }
    let claim = || Ok((layout::claim(dir)?, Shared::new(dir, identity, keys)?));
    let (_lock, shared) = claim().map_err(|error: StoreError| vec![error.into()])?;
    shared.verify(dir)
}

impl Store {
    /// Checks everything stored against its hashes and signatures. The node goes on meanwhile.
    ///
    /// # Errors
    /// Every [`Damage`] found, up to 100, each with its place.
    pub fn verify(&self) -> Result<Verified, Vec<Damage>> {
        self.shared.verify(&self.shared.dir)
    }
}

impl Shared {
    /// On a connection and a snapshot of its own.
    pub(super) fn verify(&self, dir: &Path) -> Result<Verified, Vec<Damage>> {
        let mut check = Check { shared: self, done: Verified::default(), damages: Vec::new() };
        let begin = || -> Result<_, StoreError> {
            let acknowledged = self.heads.read()?;
            let db = layout::open_reader(dir)?;
            db.execute_batch("BEGIN")?;
            Ok((acknowledged, db))
        };
        match begin() {
            Ok((acknowledged, db)) => check.all(&db, &acknowledged),
            Err(error) => check.damages.push(error.into()),
        }
        if check.damages.is_empty() { Ok(check.done) } else { Err(check.damages) }
    }
}

struct Check<'a> {
    shared: &'a Shared,
    done: Verified,
    damages: Vec<Damage>,
}

impl Check<'_> {
    fn all(&mut self, db: &Connection, acknowledged: &Acknowledged) {
        self.step(DATABASE, |check| check.pages(db));
        self.step(DATABASE, |check| layout::check_identity(db, &check.shared.identity));
        let mut logs = Logs::default();
        for log in Log::ALL {
            self.step(log.name(), |check| check.log(db, log, logs.tree_mut(log)));
            self.step(log.name(), |check| check.head(db, log, logs.tree(log)));
        }
        self.step("receipt", |check| check.receipts(db, &logs.outbound));
        self.step(HEADS_FILE, |_| acknowledged.check(&logs));
    }

    /// A part that can't go on is one damage; the other parts are still looked at.
    fn step(&mut self, log: &str, part: impl FnOnce(&mut Self) -> Result<(), StoreError>) {
        match part(self) {
            Ok(()) => {}
            // Where the database can't tell what it failed to read, the part can.
            Err(StoreError::Damaged { log: unknown, index, what }) if unknown == DATABASE => {
                self.add(log, index, what);
            }
            Err(error) => self.damages.push(error.into()),
        }
    }

    fn add(&mut self, log: &str, index: Option<u64>, what: impl Into<String>) {
        if self.damages.len() < MOST {
            self.damages.push(Damage::new(log, index, what));
        }
    }

    /// SQLite's own view of its pages.
    fn pages(&mut self, db: &Connection) -> Result<(), StoreError> {
        let mut statement = db.prepare("PRAGMA integrity_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let line: String = row.get(0)?;
            if line != "ok" {
                self.add(DATABASE, None, line);
            }
        }
        Ok(())
    }

    /// Fills `tree` from the leaves themselves, never from the stored hashes.
    fn log(&mut self, db: &Connection, log: Log, tree: &mut Tree) -> Result<(), StoreError> {
        let sql = format!("SELECT idx, leaf, hash FROM log_{} ORDER BY idx", log.name());
        let mut statement = db.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (index, leaf, hash): (i64, Vec<u8>, Vec<u8>) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            let at = tree.size();
            if u64::try_from(index) != Ok(at) {
                return Err(StoreError::damaged(log.name(), Some(at), "this entry is missing"));
            }
            let Hash(found) = leaf_hash(&leaf);
            if found.as_slice() != hash {
                self.add(log.name(), Some(at), "its bytes do not match its hash");
            }
            tree.append_leaf_hash(Hash(found));
            match Entry::from_leaf(&leaf) {
                Ok(entry) => self.beside(db, log, at, &entry)?,
                Err(error) => self.add(log.name(), Some(at), error.to_string()),
            }
            self.done.entries += 1;
        }
        Ok(())
    }

    fn beside(
        &mut self,
        db: &Connection,
        log: Log,
        index: u64,
        entry: &Entry,
    ) -> Result<(), StoreError> {
        let Some(hash) = &entry.payload else {
            return Ok(());
        };
        match payload::get(db, log, index)? {
            Beside::Data(payload) if payload.hash() == *hash => self.done.payloads += 1,
            Beside::Erased => self.done.erased += 1,
            Beside::Missing => self.add(log.name(), Some(index), "the data beside it are gone"),
            Beside::Data(_) | Beside::Damaged => {
                self.add(log.name(), Some(index), "the data beside it do not match its hash");
            }
        }
        Ok(())
    }

    fn head(&mut self, db: &Connection, log: Log, tree: &Tree) -> Result<(), StoreError> {
        match stored_head(db, log)? {
            Some(note) => {
                if let Err(what) = self.shared.check_head(log, tree, &note) {
                    self.add(log.name(), None, what);
                }
            }
            None if tree.size() > 0 => self.add(log.name(), None, "its signed head is missing"),
            None => {}
        }
        Ok(())
    }

    fn receipts(&mut self, db: &Connection, outbound: &Tree) -> Result<(), StoreError> {
        let mut statement = db.prepare("SELECT size, cosignature FROM receipt ORDER BY size")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (size, cosignature): (i64, String) = (row.get(0)?, row.get(1)?);
            let size = u64::try_from(size).unwrap_or(u64::MAX);
            match self.shared.check_receipt(outbound, size, &cosignature) {
                Ok(_) => self.done.receipts += 1,
                Err(what) => self.add("receipt", Some(size), what),
            }
        }
        Ok(())
    }
}
