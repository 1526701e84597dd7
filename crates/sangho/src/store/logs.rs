//! The three trees in memory, their signed heads, and the check of the partner's signatures.

use rusqlite::{Connection, OptionalExtension, params};
use witnessed_log::{Checkpoint, Hash, Note, Tree, parse_signature_lines};

use super::head::HEADS_FILE;
use super::{Log, Shared, StoreError};

/// The trees of the three logs.
#[derive(Default)]
pub(super) struct Logs {
    pub(super) own: Tree,
    pub(super) outbound: Tree,
    pub(super) inbound: Tree,
}

impl Logs {
    pub(super) fn tree(&self, log: Log) -> &Tree {
        match log {
            Log::Own => &self.own,
            Log::Outbound => &self.outbound,
            Log::Inbound => &self.inbound,
        }
    }

    pub(super) fn tree_mut(&mut self, log: Log) -> &mut Tree {
        match log {
            Log::Own => &mut self.own,
            Log::Outbound => &mut self.outbound,
            Log::Inbound => &mut self.inbound,
        }
    }

    pub(super) fn sizes(&self) -> [u64; 3] {
        Log::ALL.map(|log| self.tree(log).size())
    }

    /// Takes back what was appended since the trees had these sizes. Rare, so it may be slow.
    pub(super) fn cut(&mut self, sizes: [u64; 3]) {
        for (log, size) in Log::ALL.into_iter().zip(sizes) {
            let tree = self.tree_mut(log);
            if tree.size() != size {
                *tree = Tree::from_leaf_hashes((0..size).map_while(|index| tree.leaf(index)));
            }
        }
    }
}

impl Shared {
    /// The trees from the stored hashes, each held to its stored head.
    pub(super) fn load(&self, db: &Connection) -> Result<Logs, StoreError> {
        let mut logs = Logs::default();
        for log in Log::ALL {
            *logs.tree_mut(log) = load_tree(db, log)?;
            let tree = logs.tree(log);
            let Some(note) = stored_head(db, log)? else {
                if tree.size() == 0 {
                    continue;
                }
                return Err(StoreError::damaged(log.name(), None, "its signed head is missing"));
            };
            self.check_head(log, tree, &note)
                .map_err(|what| StoreError::damaged(log.name(), None, what))?;
        }
        match self.heads.read()?.check(&logs) {
            // Torn by a power cut, say: no reason for a node to stay down. `verify` tells.
            Err(StoreError::Damaged { log, what, .. }) if log == HEADS_FILE => {
                tracing::warn!(what, "heads file not read");
            }
            checked => checked?,
        }
        Ok(logs)
    }

    /// Whether a signed note is the head of a log that is exactly `tree`; if not, why.
    pub(super) fn check_head(&self, log: Log, tree: &Tree, note: &str) -> Result<(), String> {
        let head = self.signed_head(log, note)?;
        if head.size() != tree.size() {
            return Err(format!(
                "its signed head speaks of {} entries, and {} are here",
                head.size(),
                tree.size()
            ));
        }
        let root = tree.root(tree.size()).map_err(|error| error.to_string())?;
        if head.root() != root {
            return Err("its entries do not lead to the root of its signed head".to_owned());
        }
        Ok(())
    }

    /// The checkpoint in a note, once its signature is proven.
    pub(super) fn signed_head(&self, log: Log, note: &str) -> Result<Checkpoint, String> {
        let note = Note::parse(note.as_bytes()).map_err(|error| error.to_string())?;
        match log {
            Log::Own => self.own_signer.verifier().verify(&note),
            Log::Outbound => self.outbound_signer.verifier().verify(&note),
            Log::Inbound => self.partner_log.verify(&note),
        }
        .map_err(|error| error.to_string())?;
        let head = Checkpoint::parse(note.text()).map_err(|error| error.to_string())?;
        if head.origin() != self.origin(log) {
            return Err("its signed head is that of another log".to_owned());
        }
        Ok(head)
    }

    /// The origin of a log.
    pub(super) fn origin(&self, log: Log) -> &str {
        match log {
            Log::Own => &self.identity.own_origin,
            Log::Outbound => &self.identity.outbound_origin,
            Log::Inbound => &self.identity.inbound_origin,
        }
    }

    /// Our signed note of one of our logs at a size it has or had. Ed25519 is deterministic, so
    /// the same size always gives the same note.
    pub(super) fn sign_head(&self, log: Log, tree: &Tree, size: u64) -> Result<Note, StoreError> {
        let signer = match log {
            Log::Own => &self.own_signer,
            Log::Outbound | Log::Inbound => &self.outbound_signer,
        };
        let sign = || -> Result<Note, String> {
            let root = tree.root(size).map_err(|error| error.to_string())?;
            let head = Checkpoint::new(self.origin(log), size, root, Vec::new())
                .map_err(|error| error.to_string())?;
            Note::sign(&head.to_text(), &[signer]).map_err(|error| error.to_string())
        };
        sign().map_err(|what| StoreError::Key { what })
    }

    /// The time (Unix seconds) of the partner's cosignature over our outbound log at `size`.
    pub(super) fn check_receipt(
        &self,
        tree: &Tree,
        size: u64,
        cosignature: &str,
    ) -> Result<u64, String> {
        if size > tree.size() {
            return Err(format!("it speaks of {size} entries, the log has {}", tree.size()));
        }
        let mut note =
            self.sign_head(Log::Outbound, tree, size).map_err(|error| error.to_string())?;
        for line in
            parse_signature_lines(cosignature.as_bytes()).map_err(|error| error.to_string())?
        {
            note.add(line).map_err(|error| error.to_string())?;
        }
        let verified = self.partner_witness.verify(&note).map_err(|error| error.to_string())?;
        verified.time.ok_or_else(|| "it carries no time".to_owned())
    }
}

/// The stored note of a log's head.
pub(super) fn stored_head(db: &Connection, log: Log) -> Result<Option<String>, StoreError> {
    let note = db
        .prepare_cached("SELECT note FROM checkpoint WHERE log = ?1")?
        .query_row([log.name()], |row| row.get(0))
        .optional()?;
    Ok(note)
}

/// Replaces the stored note of a log's head.
pub(super) fn store_head(db: &Connection, log: Log, note: &str) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT INTO checkpoint VALUES (?1, ?2)
         ON CONFLICT (log) DO UPDATE SET note = excluded.note",
    )?
    .execute(params![log.name(), note])?;
    Ok(())
}

fn load_tree(db: &Connection, log: Log) -> Result<Tree, StoreError> {
    let mut tree = Tree::new();
    let sql = format!("SELECT idx, hash FROM log_{} ORDER BY idx", log.name());
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (index, hash): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
        let at = tree.size();
        if u64::try_from(index) != Ok(at) {
            return Err(StoreError::damaged(log.name(), Some(at), "this entry is missing"));
        }
        let hash: [u8; 32] = hash
            .try_into()
            .map_err(|_| StoreError::damaged(log.name(), Some(at), "its hash is torn"))?;
        tree.append_leaf_hash(Hash(hash));
    }
    Ok(tree)
}
