//! The store: the log first, ordinary tables in the same transaction.
//!
//! SQLite (WAL, `synchronous=FULL`) with one writer thread. Several callers' batches share one
//! transaction and one fsync; when [`Store::commit`] returns, the batch is durable. Three logs lie
//! here: our own, the one that goes to the partner, and the mirror of the partner's. All three are
//! RFC 6962 trees with signed heads; every other table is computed from them by one fold.

mod append;
mod error;
mod fold;
mod head;
mod layout;
mod logs;
mod payload;
mod read;
mod rebuild;
mod row;
#[cfg(test)]
pub(crate) mod tests;
mod verify;
mod writer;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, RwLock};
use std::thread::JoinHandle;

use corridor::agreement::Nation;
use corridor::record::{Recorded, Released, World};
use rusqlite::Connection;
use tokio::sync::watch;
use witnessed_log::{Signer, Verifier};

use head::Heads;
use logs::Logs;
use writer::{Job, Writer};

pub use error::StoreError;
pub use rebuild::Rebuilt;
pub use row::Row;
pub use verify::{Damage, Verified, verify_folder};

/// The most bytes of personal data beside one entry.
pub const LARGEST_PAYLOAD: usize = 1 << 20;
/// Jobs that may wait for the writer before callers wait too.
const QUEUE: usize = 1024;

/// Whose store it is. A folder once made for one identity is refused to any other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreIdentity {
    /// Our nation.
    pub nation: Nation,
    /// The partner's nation.
    pub partner: Nation,
    /// Live or drill.
    pub world: World,
    /// Name of our own log (C2SP origin), e.g. `jp.example/live/own`.
    pub own_origin: String,
    /// Name of our log to the partner.
    pub outbound_origin: String,
    /// Name of the partner's log to us.
    pub inbound_origin: String,
}

/// The keys a store works with.
#[derive(Clone)]
pub struct StoreKeys {
    /// Seed of the Ed25519 key that signs the heads of our logs.
    pub seed: [u8; 32],
    /// Checks the heads of the partner's log; its name is the inbound origin.
    pub partner_log: Verifier,
    /// Checks the partner's receipts (cosignatures of our outbound log).
    pub partner_witness: Verifier,
}

/// One of the three logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Log {
    /// What this nation recorded for itself.
    Own,
    /// What goes to the partner.
    Outbound,
    /// The mirror of what came from the partner.
    Inbound,
}

impl Log {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Own, Self::Outbound, Self::Inbound];

    /// Its name: `own`, `outbound` or `inbound`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Outbound => "outbound",
            Self::Inbound => "inbound",
        }
    }
}

/// What one transaction takes in, all or nothing.
#[derive(Debug, Default)]
pub struct Batch {
    /// New entries of our own log.
    pub own: Vec<Recorded>,
    /// New entries for the partner. Only what a permission released can be here.
    pub outbound: Vec<Released>,
    /// The partner's next entries. They need the partner's checkpoint with them.
    pub inbound: Vec<Inbound>,
    /// The partner's signed note whose tree ends with the last of `inbound`.
    pub partner_checkpoint: Option<String>,
    /// A receipt of the partner for our outbound log.
    pub receipt: Option<Receipt>,
    /// The emergency under whose key the personal data are encrypted; none: the standing key.
    pub emergency: Option<String>,
}

/// One entry of the partner's log.
#[derive(Clone, Debug, PartialEq)]
pub struct Inbound {
    /// Its index in the partner's log, counted from 0.
    pub index: u64,
    /// The entry and the data beside it.
    pub recorded: Recorded,
    /// The bytes that the partner's tree hashes.
    pub leaf: Vec<u8>,
}

/// The partner's word that it holds our outbound log up to a size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The size of the log, in entries.
    pub size: u64,
    /// The signature lines of its cosignature (C2SP cosignature/v1).
    pub cosignature: String,
}

/// What a commit made durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    /// Size of our own log after the batch.
    pub own: u64,
    /// Size of the outbound log after the batch.
    pub outbound: u64,
    /// Size of the mirror after the batch.
    pub inbound: u64,
}

/// What the writer thread and the readers share.
struct Shared {
    dir: PathBuf,
    identity: StoreIdentity,
    partner_log: Verifier,
    partner_witness: Verifier,
    own_signer: Signer,
    outbound_signer: Signer,
    heads: Heads,
    logs: RwLock<Logs>,
    outbound_size: watch::Sender<u64>,
}

/// An open store. Dropping it lets the writer finish what it has and closes the files.
pub struct Store {
    shared: Arc<Shared>,
    reader: Mutex<Connection>,
    jobs: Option<SyncSender<Job>>,
    writer: Option<JoinHandle<()>>,
    _lock: File,
}

/// A batch whose releases have been proven and taken off: what the writer works on.
#[derive(Debug, Default)]
struct Work {
    own: Vec<Recorded>,
    outbound: Vec<Recorded>,
    inbound: Vec<Inbound>,
    partner_checkpoint: Option<String>,
    receipt: Option<Receipt>,
    emergency: Option<String>,
}

impl From<Batch> for Work {
    fn from(batch: Batch) -> Self {
        Self {
            own: batch.own,
            outbound: batch.outbound.iter().map(|released| released.recorded().clone()).collect(),
            inbound: batch.inbound,
            partner_checkpoint: batch.partner_checkpoint,
            receipt: batch.receipt,
            emergency: batch.emergency,
        }
    }
}

impl Shared {
    /// All but the trees.
    fn new(dir: &Path, identity: StoreIdentity, keys: &StoreKeys) -> Result<Self, StoreError> {
        Ok(Self {
            dir: dir.to_owned(),
            own_signer: signer(&identity.own_origin, &keys.seed)?,
            outbound_signer: signer(&identity.outbound_origin, &keys.seed)?,
            identity,
            partner_log: keys.partner_log.clone(),
            partner_witness: keys.partner_witness.clone(),
            heads: Heads::open(dir)?,
            logs: RwLock::default(),
            outbound_size: watch::Sender::new(0),
        })
    }
}

impl Store {
    /// Opens the store in `dir`, or makes one there (folder 0700, files 0600).
    ///
    /// # Errors
    /// [`StoreError`] when the folder is in use, another identity's, newer or damaged.
    pub fn open(dir: &Path, identity: StoreIdentity, keys: &StoreKeys) -> Result<Self, StoreError> {
        let lock = layout::claim(dir)?;
        let mut shared = Shared::new(dir, identity, keys)?;
        let mut db = layout::open_writer(dir)?;
        layout::migrate(&mut db, &shared.identity)?;
        let logs = shared.load(&db)?;
        shared.outbound_size.send_replace(logs.outbound.size());
        shared.logs = RwLock::new(logs);
        let shared = Arc::new(shared);
        let reader = Mutex::new(layout::open_reader(dir)?);
        let (jobs, queue): (SyncSender<Job>, Receiver<Job>) = sync_channel(QUEUE);
        let writer = Writer::new(db, Arc::clone(&shared));
        let writer = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || writer.run(&queue))?;
        Ok(Self { shared, reader, jobs: Some(jobs), writer: Some(writer), _lock: lock })
    }

    /// Makes a batch durable, all of it or nothing. Blocks for the disk (milliseconds).
    ///
    /// # Errors
    /// [`StoreError`]; then nothing of the batch was kept.
    pub fn commit(&self, batch: Batch) -> Result<Committed, StoreError> {
        self.submit(batch.into())
    }

    fn submit(&self, work: Work) -> Result<Committed, StoreError> {
        self.ask(|reply| Job::Commit(Box::new(work), reply))
    }

    /// Computes every table anew from the logs, compares, and puts the new set in place.
    ///
    /// # Errors
    /// [`StoreError`]; then the old set stays.
    pub fn rebuild(&self) -> Result<Rebuilt, StoreError> {
        self.ask(Job::Rebuild)
    }

    /// Destroys the key of an emergency: its personal data can no longer be read by anybody.
    /// Gives whether there was a key. The node's backups must forget the key as well.
    ///
    /// # Errors
    /// [`StoreError`]; then the key is still there.
    pub fn erase_emergency_key(&self, emergency: &str) -> Result<bool, StoreError> {
        self.ask(|reply| Job::Erase(emergency.to_owned(), reply))
    }

    fn ask<T>(
        &self,
        job: impl FnOnce(SyncSender<Result<T, StoreError>>) -> Job,
    ) -> Result<T, StoreError> {
        let (reply, answer) = sync_channel(1);
        let jobs = self.jobs.as_ref().ok_or(StoreError::Stopped)?;
        jobs.send(job(reply)).map_err(|_| StoreError::Stopped)?;
        answer.recv().map_err(|_| StoreError::Stopped)?
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.jobs.take();
        if let Some(writer) = self.writer.take() {
            // A writer that panicked has nothing left to finish.
            let _ = writer.join();
        }
    }
}

fn signer(origin: &str, seed: &[u8; 32]) -> Result<Signer, StoreError> {
    Signer::ed25519(origin, seed).map_err(|error| StoreError::Key { what: error.to_string() })
}

/// Sizes and indexes as SQLite keeps them.
fn index_to_sql(index: u64) -> Result<i64, StoreError> {
    i64::try_from(index).map_err(|_| StoreError::Disk { what: "the log is full".to_owned() })
}
