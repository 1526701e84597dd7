//! A node at work: acts are recorded durably before anybody is answered; the partner's entries are
//! held against the agreement before they are taken in.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use corridor::agreement::{Agreement, KeyUse, Nation};
use corridor::record::Recorded;
use jiff::Timestamp;
use tokio::sync::broadcast;
use witnessed_log::{Note, Verifier};

use super::{Config, Keys, Trouble, keys, trouble};
use crate::exchange::{self, Arrivals, Clock, Receiver, SpkiHash, SystemClock};
use crate::operation::state::{Origin, State};
use crate::operation::{Node, Refused};
use crate::store::{Batch, Log, Store, StoreError, StoreIdentity, StoreKeys};

/// Entries read at a time when a node starts.
const PAGE: usize = 1024;
/// Version numbers that a slow reader may fall behind.
const BEHIND: usize = 64;

/// Whose time a node's entries carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clockwork {
    /// The machine's.
    Wall,
    /// The scenario's: the time of the last entry.
    Scenario,
}

/// What a node needs to know of its papers: the agreement and both nations' keys.
pub struct Papers {
    /// The agreement in force.
    pub agreement: Agreement,
    /// The partner.
    pub partner: Nation,
    /// Whose store it is.
    pub identity: StoreIdentity,
    /// The keys that the store works with.
    pub store_keys: StoreKeys,
    /// The partner's TLS key.
    pub partner_tls: SpkiHash,
}

/// A node with its store.
pub struct Office {
    node: Mutex<Node>,
    store: Arc<Store>,
    clockwork: Clockwork,
    version: AtomicU64,
    changes: broadcast::Sender<u64>,
    /// Memory and store have parted: only a restart brings them together again.
    parted: AtomicBool,
}

impl Papers {
    /// Reads the agreement that `config` names and finds in it the partner's keys.
    ///
    /// # Errors
    /// When it is not signed by both offices, or lacks a key of the partner.
    pub fn read(config: &Config, keys: &Keys) -> Result<Self, Trouble> {
        let shown = config.agreement.display();
        let bytes = std::fs::read(&config.agreement).map_err(|error| {
            Trouble::new("agreement-unreadable", format!("{shown}: {error}; check the path"))
        })?;
        let note = Note::parse(&bytes).map_err(trouble)?;
        let offices: Result<Vec<Verifier>, _> =
            config.offices.iter().map(|line| line.parse::<Verifier>()).collect();
        let offices = offices.map_err(trouble)?;
        let nations = two_nations(&note, config.nation)?;
        let signers: Vec<(Nation, Verifier)> = nations.into_iter().zip(offices).collect();
        let agreement = Agreement::adopt(&note, &signers).map_err(trouble)?;
        let [nation, partner] = nations;
        let pinned = |purpose: KeyUse| {
            let key = agreement.terms().keys_of(partner, purpose).next();
            key.map(str::to_owned).ok_or_else(|| {
                let what =
                    format!("the agreement pins no {purpose:?} key of {partner}; ask for it");
                Trouble::new("agreement-key-missing", what)
            })
        };
        let identity = StoreIdentity {
            nation,
            partner,
            world: config.world,
            own_origin: keys::origin(nation, config.world, "own"),
            outbound_origin: keys::origin(nation, config.world, "ops"),
            inbound_origin: keys::origin(partner, config.world, "ops"),
        };
        let store_keys = StoreKeys {
            seed: keys.log,
            partner_log: pinned(KeyUse::Log)?.parse().map_err(trouble)?,
            partner_witness: pinned(KeyUse::Witness)?.parse().map_err(trouble)?,
        };
        let partner_tls = pinned(KeyUse::Tls)?.parse().map_err(trouble)?;
        Ok(Self { agreement, partner, identity, store_keys, partner_tls })
    }
}

/// The two parties of the terms in `note`, this node's first. Who signed is checked afterwards.
fn two_nations(note: &Note, me: Nation) -> Result<[Nation; 2], Trouble> {
    let terms: corridor::agreement::Terms = serde_json::from_str(note.text())
        .map_err(|_| Trouble::new("agreement-form", "the signed text is no terms; ask for them"))?;
    match terms.parties {
        [a, b] if a == me => Ok([a, b]),
        [a, b] if b == me => Ok([b, a]),
        _ => Err(Trouble::new(
            "agreement-not-parties",
            format!("{me} is not a party of this agreement; name another in the configuration"),
        )),
    }
}

/// The folder of the store within the data folder.
#[must_use]
pub fn store_folder(config: &Config) -> std::path::PathBuf {
    config.data.join("store")
}

impl Office {
    /// Opens the store and reads both logs into memory.
    ///
    /// # Errors
    /// When the store is in use, damaged or another node's.
    pub fn open(
        folder: &Path,
        papers: &Papers,
        pair: [u8; 32],
        clockwork: Clockwork,
    ) -> Result<Self, Trouble> {
        let store = Store::open(folder, papers.identity.clone(), &papers.store_keys);
        let store = Arc::new(store.map_err(trouble)?);
        let (nation, world) = (papers.identity.nation, papers.identity.world);
        let salts = Box::new(salt);
        let mut node = Node::new(nation, papers.agreement.clone(), world, pair, salts)
            .map_err(|refused| Trouble::new(refused.code, refused.what))?;
        for (origin, recorded) in history(&store).map_err(trouble)? {
            node.take_in(origin, &recorded).map_err(trouble)?;
        }
        let _ = node.take_done();
        Ok(Self {
            node: Mutex::new(node),
            store,
            clockwork,
            version: AtomicU64::new(1),
            changes: broadcast::Sender::new(BEHIND),
            parted: AtomicBool::new(false),
        })
    }

    /// Lets `act` work at the node; what it recorded is durable when this returns. Blocks.
    ///
    /// # Errors
    /// What the node or the store refused; then nothing was recorded.
    pub fn act<T>(&self, act: impl FnOnce(&mut Node) -> Result<T, Refused>) -> Result<T, Refused> {
        let mut node = self.node();
        if self.parted.load(Ordering::SeqCst) {
            return Err(parted());
        }
        let result = act(&mut node);
        let done = node.take_done();
        if done.own.is_empty() && done.outbound.is_empty() {
            return result;
        }
        let emergency = node.state().emergency.as_ref().map(|one| one.id().to_owned());
        let batch = Batch { own: done.own, outbound: done.outbound, emergency, ..Batch::default() };
        if let Err(error) = self.store.commit(batch) {
            self.parted.store(true, Ordering::SeqCst);
            tracing::error!(code = error.code(), "a commit failed; the node must be restarted");
            return Err(Refused { code: error.code().to_owned(), what: error.to_string() });
        }
        drop(node);
        self.changed();
        result
    }

    /// Looks at the node.
    pub fn look<T>(&self, look: impl FnOnce(&mut Node) -> T) -> T {
        look(&mut self.node())
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// The time that entries carry now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self.clockwork {
            Clockwork::Wall => SystemClock.now(),
            Clockwork::Scenario => self.look(|node| node.state().now),
        }
    }

    /// Grows with every change.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version.load(Ordering::SeqCst)
    }

    /// Hears of every change.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<u64> {
        self.changes.subscribe()
    }

    pub(super) fn changed(&self) {
        let version = self.version.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        // Nobody listening is no error.
        let _ = self.changes.send(version);
    }

    fn node(&self) -> MutexGuard<'_, Node> {
        // A panic while the lock was held would have left no half-recorded act: acts are recorded
        // whole and committed under the same lock.
        self.node.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Receiver for Office {
    fn accept(&self, arrivals: Arrivals) -> Result<(), exchange::Refused> {
        let mut node = self.node();
        if self.parted.load(Ordering::SeqCst) {
            let Refused { code, what } = parted();
            return Err(exchange::Refused::Unable { code, what });
        }
        let entries: Vec<Recorded> =
            arrivals.entries.iter().map(|one| one.recorded.clone()).collect();
        let keep = |state: &State| {
            let emergency = state.emergency.as_ref().map(|one| one.id().to_owned());
            let kept = self.store.commit(arrivals.into_batch(emergency));
            kept.map(|_| ()).map_err(exchange::Refused::from)
        };
        node.hear(&entries, keep)?;
        drop(node);
        self.changed();
        Ok(())
    }
}

impl From<Refused> for exchange::Refused {
    fn from(refused: Refused) -> Self {
        Self::Rule {
            code: refused.code,
            what: refused.what,
            todo: "compare the two nodes' agreements and versions".to_owned(),
        }
    }
}

fn parted() -> Refused {
    Refused {
        code: "node-parted".to_owned(),
        what: "an earlier commit failed; restart the node, which reads its log anew".to_owned(),
    }
}

/// 16 random bytes; a system without any can't keep secrets, and the payload is refused later by
/// its own encryption, which needs the same source.
fn salt() -> [u8; 16] {
    let mut salt = [0; 16];
    let _ = aws_lc_rs::rand::fill(&mut salt);
    salt
}

/// Both logs as one history: each in its own order, merged by the time of their entries.
fn history(store: &Store) -> Result<Vec<(Origin, Recorded)>, StoreError> {
    let mut own = whole(store, Log::Own)?.into_iter().peekable();
    let mut partner = whole(store, Log::Inbound)?.into_iter().peekable();
    let mut merged = Vec::new();
    loop {
        let own_first = match (own.peek(), partner.peek()) {
            (Some(a), Some(b)) => a.entry().at <= b.entry().at,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => return Ok(merged),
        };
        if own_first {
            merged.extend(own.next().map(|one| (Origin::Own, one)));
        } else {
            merged.extend(partner.next().map(|one| (Origin::Partner, one)));
        }
    }
}

fn whole(store: &Store, log: Log) -> Result<Vec<Recorded>, StoreError> {
    let mut all = Vec::new();
    loop {
        let from = u64::try_from(all.len()).unwrap_or(u64::MAX);
        let page = store.read_log(log, from, PAGE)?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
