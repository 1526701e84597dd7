//! The sizes last acknowledged, in a small file beside the database.
//!
//! SQLite takes a torn or changed journal frame for the end of the journal: committed entries
//! would be gone and what is left would look whole. So each commit leaves the sizes and roots here
//! too; a database that is behind them was rolled back or damaged. The file is written after the
//! commit and not synced: it may lag, it never leads. Somebody who restores an older database on
//! purpose removes the file `heads`.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

use witnessed_log::Hash;

use super::logs::Logs;
use super::{Log, StoreError};

/// The name by which damages speak of the file.
pub(super) const HEADS_FILE: &str = "heads file";
/// More than the file ever holds.
const MOST: usize = 512;

/// The open file.
pub(super) struct Heads(File);

impl Heads {
    pub(super) fn open(dir: &Path) -> Result<Self, StoreError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).mode(0o600);
        Ok(Self(options.open(dir.join("heads"))?))
    }

    /// One write of fixed length within one sector, so that it is not torn by a kill.
    pub(super) fn write(&self, logs: &Logs) {
        let lines: String = Log::ALL.into_iter().filter_map(|log| line(logs, log)).collect();
        let length = u64::try_from(lines.len()).unwrap_or(u64::MAX);
        // Cut to length first: a torn file may be longer.
        let written =
            self.0.set_len(length).and_then(|()| self.0.write_all_at(lines.as_bytes(), 0));
        if let Err(error) = written {
            tracing::warn!(%error, "heads file not written; the next commit tries again");
        }
    }

    /// What was acknowledged last. Read it before the database, which only grows meanwhile.
    pub(super) fn read(&self) -> Result<Acknowledged, StoreError> {
        let mut bytes = vec![0; MOST];
        let length = self.0.read_at(&mut bytes, 0)?;
        bytes.truncate(length);
        Ok(Acknowledged(bytes))
    }
}

/// The content of the file as it was at one moment; empty in a new store.
pub(super) struct Acknowledged(Vec<u8>);

impl Acknowledged {
    /// Whether the trees reach what was acknowledged.
    pub(super) fn check(&self, logs: &Logs) -> Result<(), StoreError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let lines = std::str::from_utf8(&self.0).map_err(|_| torn())?;
        for (log, line) in Log::ALL.into_iter().zip(lines.split_inclusive('\n')) {
            let (size, root) = parse(log, line).ok_or_else(torn)?;
            let tree = logs.tree(log);
            let held = tree.size();
            if held < size {
                let what = format!("{size} entries were acknowledged, {held} are here");
                return Err(StoreError::damaged(log.name(), Some(held), what));
            }
            if tree.root(size) != Ok(root) {
                let what = "its entries are not those that were acknowledged";
                return Err(StoreError::damaged(log.name(), None, what));
            }
        }
        if lines.matches('\n').count() == Log::ALL.len() { Ok(()) } else { Err(torn()) }
    }
}

fn line(logs: &Logs, log: Log) -> Option<String> {
    let tree = logs.tree(log);
    let root = tree.root(tree.size()).ok()?;
    Some(format!("{:<8} {:020} {root}\n", log.name(), tree.size()))
}

fn parse(log: Log, line: &str) -> Option<(u64, Hash)> {
    let rest = line.strip_prefix(&format!("{:<8} ", log.name()))?.strip_suffix('\n')?;
    let (size, root) = rest.split_once(' ')?;
    let digits = size.len() == 20 && size.bytes().all(|byte| byte.is_ascii_digit());
    Some((size.parse().ok().filter(|_| digits)?, Hash::from_base64(root)?))
}

fn torn() -> StoreError {
    StoreError::damaged(HEADS_FILE, None, "it can't be read; remove it once all else verifies")
}
