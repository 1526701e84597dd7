//! The receiving side: nothing is cosigned that does not extend the mirror under the partner's
//! signature, and nothing before it is durable here (C2SP tlog-witness, tlog-mirror).

use std::sync::{Arc, Mutex, PoisonError};

use corridor::record::{Authority, Entry, Recorded};
use hyper::StatusCode;
use jiff::Timestamp;
use tokio::sync::watch;
use witnessed_log::{
    Checkpoint, Cosigner, Hash, Tree, leaf_hash, node_hash, signature_lines, verify_consistency,
};

use super::Clock;
use super::message::{Append, Conflict, Cosigned, Fault};
use crate::store::{Batch, Inbound, Log, Store, StoreError};

/// Entries that passed every check of the link, to be applied and committed in one step.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals {
    /// The partner's next entries, in order.
    pub entries: Vec<Inbound>,
    /// The partner's signed head after them.
    pub checkpoint: String,
}

impl Arrivals {
    /// The batch that makes them durable, their data under the key of `emergency`.
    #[must_use]
    pub fn into_batch(self, emergency: Option<String>) -> Batch {
        let (inbound, partner_checkpoint) = (self.entries, Some(self.checkpoint));
        Batch { inbound, partner_checkpoint, emergency, ..Batch::default() }
    }
}

/// Why the node did not take arrivals in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// They break a rule (such as a clause that the agreement does not name for that data). The
    /// sender stops and shows this; sending them again would change nothing.
    Rule {
        /// Stable code.
        code: String,
        /// What is wrong, without personal data.
        what: String,
        /// What to do.
        todo: String,
    },
    /// The node can't now (such as a full disk). The sender tries again.
    Unable {
        /// Stable code.
        code: String,
        /// What is wrong.
        what: String,
    },
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Unable { code: error.code().to_owned(), what: error.to_string() }
    }
}

/// The node behind the link.
pub trait Receiver: Send + Sync + 'static {
    /// Checks that the agreement lets these entries come under the clauses that they name,
    /// applies them and commits them to the store in the same step. All or nothing. May block.
    ///
    /// # Errors
    /// [`Refused`]; then nothing of them was kept.
    fn accept(&self, arrivals: Arrivals) -> Result<(), Refused>;
}

/// Proof or strong sign that the partner's log is not what it was. Stays until the node restarts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// Stable code: `split-view`, `append-signature` or `append-entries`.
    pub code: String,
    /// What was found.
    pub what: String,
    /// The head we hold of the partner's log, signed by it.
    pub ours: Option<String>,
    /// The head that came: with `ours`, the evidence.
    pub theirs: String,
    /// When, by our clock.
    pub at: Timestamp,
}

/// What the pages show of the receiving side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxState {
    /// When entries last came, by our clock.
    pub last_entries_at: Option<Timestamp>,
    /// The first alarm. What came later and fits the mirror was still taken in.
    pub alarm: Option<Alarm>,
}

/// The receiving side of the link with one partner.
pub struct Inbox {
    store: Arc<Store>,
    cosigner: Cosigner,
    receiver: Arc<dyn Receiver>,
    clock: Arc<dyn Clock>,
    turn: Mutex<()>,
    state: watch::Sender<InboxState>,
}

/// The answer to an append.
pub(super) enum Answer {
    Cosigned(Cosigned),
    Conflict(Conflict),
}

impl Inbox {
    /// The receiving side that mirrors into `store` and gives receipts by `cosigner`.
    #[must_use]
    pub fn new(
        store: Arc<Store>,
        cosigner: Cosigner,
        receiver: Arc<dyn Receiver>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let (turn, state) = (Mutex::new(()), watch::Sender::default());
        Self { store, cosigner, receiver, clock, turn, state }
    }

    /// What the pages show; changes are told.
    #[must_use]
    pub fn state(&self) -> watch::Receiver<InboxState> {
        self.state.subscribe()
    }

    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    /// One append request, start to end. Blocks for the disk.
    pub(super) fn append(&self, body: &[u8]) -> Result<Answer, Fault> {
        let request = Append::parse(body)?;
        let proof = request.hashes()?;
        let head = self.store.partner_head(&request.checkpoint).map_err(|error| {
            self.alarm("append-signature", &error.to_string(), &request.checkpoint)
        })?;
        // One at a time, so that what was checked is what is appended to.
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(what) = fork(&self.store, &head) {
            return Err(self.alarm("split-view", &what, &request.checkpoint));
        }
        let size = self.store.size(Log::Inbound);
        if request.old_size != size {
            return Ok(Answer::Conflict(Conflict { size }));
        }
        let entries = self.open(&request)?;
        self.check_growth(&request, &head, &proof, &entries)?;
        if !entries.is_empty() {
            let checkpoint = request.checkpoint.clone();
            self.receiver.accept(Arrivals { entries, checkpoint }).map_err(Fault::from)?;
            self.state.send_modify(|state| state.last_entries_at = Some(self.clock.now()));
        }
        self.cosign(&head)
    }

    /// Parcels to entries that the link lets pass.
    fn open(&self, request: &Append) -> Result<Vec<Inbound>, Fault> {
        let mut entries = Vec::with_capacity(request.entries.len());
        for (place, (parcel, index)) in request.entries.iter().zip(request.old_size..).enumerate() {
            let (leaf, payload) = parcel.open(place)?;
            let wrong = |code: &str, what: &str, todo: &str| {
                Fault::refused(code, &format!("entry {index}: {what}"), todo)
            };
            let todo = "stop sending; the entry must not be in this log";
            let entry = Entry::from_leaf(&leaf)
                .map_err(|error| wrong(error.code(), &error.to_string(), todo))?;
            let identity = self.store.identity();
            if entry.world != identity.world {
                let todo = "check the addresses: drill nodes speak with drill nodes only";
                return Err(wrong("entry-world", "it is of the other world (live, drill)", todo));
            }
            if entry.nation != identity.partner {
                return Err(wrong("entry-nation", "another nation recorded it", todo));
            }
            if entry.authority == Authority::OwnLaw {
                return Err(wrong("entry-authority", "it names no clause", todo));
            }
            let recorded = Recorded::join(entry, payload)
                .map_err(|error| wrong(error.code(), &error.to_string(), todo))?;
            entries.push(Inbound { index, recorded, leaf });
        }
        Ok(entries)
    }

    /// The signed head must be reached twice: from our mirror by the partner's proof, and from
    /// our mirror by the entries themselves.
    fn check_growth(
        &self,
        request: &Append,
        head: &Checkpoint,
        proof: &[Hash],
        entries: &[Inbound],
    ) -> Result<(), Fault> {
        let grown = self.store.with_tree(Log::Inbound, |tree| {
            let old_root = tree.root(tree.size()).ok()?;
            let leaves = entries.iter().map(|entry| leaf_hash(&entry.leaf));
            Some((tree.size(), old_root, grown(tree, leaves)?))
        });
        let Some((old_size, old_root, (new_size, new_root))) = grown else {
            return Err(Fault::unable("store-damaged", "the mirror can't be read"));
        };
        if new_size != head.size() {
            let what = "the signed head does not end with the last entry sent";
            return Err(Fault::form(what));
        }
        verify_consistency(old_size, old_root, new_size, head.root(), proof)
            .map_err(|error| self.alarm("split-view", &error.to_string(), &request.checkpoint))?;
        if new_root != head.root() {
            let what = "the entries do not lead to the root that the sender signed";
            return Err(self.alarm("append-entries", what, &request.checkpoint));
        }
        Ok(())
    }

    fn cosign(&self, head: &Checkpoint) -> Result<Answer, Fault> {
        let (size, root) =
            self.store.with_tree(Log::Inbound, |tree| (tree.size(), tree.root(tree.size()).ok()));
        if size != head.size() || root != Some(head.root()) {
            return Err(Fault::unable("append-not-kept", "the node did not keep the entries"));
        }
        let time = u64::try_from(self.clock.now().as_second()).unwrap_or(0);
        let signature = self.cosigner.cosign(head, time);
        let signature =
            signature.map_err(|error| Fault::unable(error.code(), &error.to_string()))?;
        Ok(Answer::Cosigned(Cosigned { cosignature: signature_lines(&[signature]), size }))
    }

    /// Keeps the evidence of the first alarm, and gives the answer to the sender.
    fn alarm(&self, code: &str, what: &str, theirs: &str) -> Fault {
        let todo = "stop; both offices compare the two signed heads before the link goes on";
        tracing::error!(code, what, "the partner's log does not fit our copy");
        let alarm = Alarm {
            code: code.to_owned(),
            what: what.to_owned(),
            ours: self.store.head(Log::Inbound).ok().flatten(),
            theirs: theirs.to_owned(),
            at: self.clock.now(),
        };
        self.state.send_modify(|state| {
            state.alarm.get_or_insert(alarm);
        });
        Fault::refused(code, what, todo)
    }
}

impl From<Refused> for Fault {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Rule { code, what, todo } => Self::refused(&code, &what, &todo),
            Refused::Unable { code, what } => {
                tracing::error!(code, what, "arrivals not taken in");
                let status = StatusCode::SERVICE_UNAVAILABLE;
                Self::new(status, &code, "the node can't take it in now", "nothing; it is retried")
            }
        }
    }
}

/// Why a head that the partner signed can't be of the log that we mirror; none if it can.
pub(super) fn fork(store: &Store, head: &Checkpoint) -> Option<String> {
    let held = store.with_tree(Log::Inbound, |tree| {
        (head.size() <= tree.size()).then(|| tree.root(head.size()))
    });
    match held {
        Some(root) if root != Ok(head.root()) => {
            Some(format!("the partner signed two different logs of {} entries", head.size()))
        }
        _ => None,
    }
}

/// Size and root after these leaves, without touching the tree: from the roots of the complete
/// subtrees at its right edge, which the last entry's inclusion proof holds (RFC 6962 §2.1).
fn grown(tree: &Tree, leaves: impl Iterator<Item = Hash>) -> Option<(u64, Hash)> {
    let mut size = tree.size();
    // Complete subtrees, largest first.
    let mut edge: Vec<Hash> = Vec::new();
    if let Some(last) = size.checked_sub(1) {
        let proof = tree.inclusion(last, size).ok()?;
        let (inner, outer) =
            proof.split_at_checked(usize::try_from(size.trailing_zeros()).ok()?)?;
        edge.extend(outer.iter().rev());
        edge.push(inner.iter().fold(tree.leaf(last)?, |hash, left| node_hash(left, &hash)));
    }
    for leaf in leaves {
        let mut hash = leaf;
        // Each trailing one of the size is a complete subtree that the new one joins.
        for _ in 0..size.trailing_ones() {
            hash = node_hash(&edge.pop()?, &hash);
        }
        edge.push(hash);
        size = size.checked_add(1)?;
    }
    let root = edge.into_iter().rev().reduce(|right, left| node_hash(&left, &right));
    Some((size, root.unwrap_or_else(witnessed_log::empty_root)))
}

#[cfg(test)]
mod grown_roots {
    use super::*;

    #[test]
    fn the_root_of_a_grown_tree_is_known_before_it_grows() {
        let leaf = |number: u64| leaf_hash(&number.to_be_bytes());
        for old in 0..40 {
            let tree = Tree::from_leaf_hashes((0..old).map(leaf));
            for new in old..40 {
                let full = Tree::from_leaf_hashes((0..new).map(leaf));
                let expected = (new, full.root(new).unwrap());
                assert_eq!(grown(&tree, (old..new).map(leaf)), Some(expected));
            }
        }
    }
}
