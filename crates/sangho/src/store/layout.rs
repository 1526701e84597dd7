//! The folder of a store: files, lock, connection settings, and the layout of the tables.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use corridor::record::{Room, World};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::fold::{Tables, create_table};
use super::{StoreError, StoreIdentity};

/// The layout this program writes; `user_version` of the database.
pub(super) const LAYOUT: i64 = 1;
const BUSY: Duration = Duration::from_secs(10);

/// Layout 1. A key that is NULL was destroyed; a payload that is NULL came already erased.
const LAYOUT_1: &str = "
CREATE TABLE identity (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE log_own (idx INTEGER PRIMARY KEY, leaf BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE log_outbound (idx INTEGER PRIMARY KEY, leaf BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE log_inbound (idx INTEGER PRIMARY KEY, leaf BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE checkpoint (log TEXT PRIMARY KEY, note TEXT NOT NULL) STRICT;
CREATE TABLE receipt (size INTEGER PRIMARY KEY, cosignature TEXT NOT NULL) STRICT;
CREATE TABLE emergency_key (emergency TEXT PRIMARY KEY, key BLOB) STRICT;
CREATE TABLE payload (
    log TEXT NOT NULL, idx INTEGER NOT NULL,
    emergency TEXT NOT NULL REFERENCES emergency_key (emergency),
    nonce BLOB, sealed BLOB,
    PRIMARY KEY (log, idx)
) STRICT, WITHOUT ROWID;
";

/// The database file within the folder.
pub(super) fn database(dir: &Path) -> PathBuf {
    dir.join("store.db")
}

/// Makes the folder where there is none (0700) and locks it for this process until the file
/// returned is dropped. The database is made here too, so that it is never readable by others.
pub(super) fn claim(dir: &Path) -> Result<File, StoreError> {
    if !dir.is_dir() {
        DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    }
    let lock = private(&dir.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(StoreError::InUse),
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    // SQLite gives its journal files the rights of the database file.
    let file = private(&database(dir))?;
    file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    Ok(lock)
}

fn private(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    Ok(options.read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?)
}

/// The one connection that writes.
pub(super) fn open_writer(dir: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(database(dir), flags)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    // A destroyed key must not stay behind in a free page.
    connection.pragma_update(None, "secure_delete", "ON")?;
    // One statement per log and room, and a few more.
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// A connection that only reads.
pub(super) fn open_reader(dir: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(database(dir), flags)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "query_only", "ON")?;
    Ok(connection)
}

/// Brings an older or empty database to [`LAYOUT`], and refuses one of another identity.
pub(super) fn migrate(
    connection: &mut Connection,
    identity: &StoreIdentity,
) -> Result<(), StoreError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > LAYOUT {
        return Err(StoreError::Newer { found, known: LAYOUT });
    }
    let change = connection.transaction()?;
    if found < 1 {
        change.execute_batch(LAYOUT_1)?;
        for room in Room::ALL {
            create_table(&change, Tables::Current, room)?;
        }
        for (name, value) in lines(identity) {
            change.execute("INSERT INTO identity VALUES (?1, ?2)", params![name, value])?;
        }
        change.pragma_update(None, "user_version", LAYOUT)?;
    }
    check_identity(&change, identity)?;
    change.commit()?;
    Ok(())
}

/// Refuses a database of another nation, world, partner or log.
pub(super) fn check_identity(
    connection: &Connection,
    identity: &StoreIdentity,
) -> Result<(), StoreError> {
    for (name, wanted) in lines(identity) {
        let found: Option<String> = connection
            .query_row("SELECT value FROM identity WHERE name = ?1", [name], |row| row.get(0))
            .optional()?;
        let found = found.unwrap_or_default();
        if found != wanted {
            return Err(StoreError::OtherIdentity { what: name.to_owned(), found, wanted });
        }
    }
    Ok(())
}

fn lines(identity: &StoreIdentity) -> [(&'static str, String); 6] {
    let world = match identity.world {
        World::Live => "live",
        World::Drill => "drill",
    };
    [
        ("nation", identity.nation.to_string()),
        ("partner", identity.partner.to_string()),
        ("world", world.to_owned()),
        ("own log", identity.own_origin.clone()),
        ("outbound log", identity.outbound_origin.clone()),
        ("inbound log", identity.inbound_origin.clone()),
    ]
}
