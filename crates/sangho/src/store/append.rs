//! One batch into an open transaction: leaves, hashes, data beside them, tables, heads, receipt.

use corridor::record::{Entry, Payload, Recorded};
use rusqlite::{Connection, params};
use witnessed_log::leaf_hash;

use super::fold::{Tables, fold};
use super::logs::{Logs, store_head};
use super::{
    Committed, LARGEST_PAYLOAD, Log, Receipt, Shared, StoreError, Work, index_to_sql, payload,
};

impl Shared {
    /// Takes a batch in. On an error the caller rolls back the transaction and cuts the trees.
    pub(super) fn append(
        &self,
        db: &Connection,
        logs: &mut Logs,
        work: &Work,
    ) -> Result<Committed, StoreError> {
        let emergency = work.emergency.as_deref();
        for (log, entries) in [(Log::Own, &work.own), (Log::Outbound, &work.outbound)] {
            for recorded in entries {
                append_entry(db, logs, log, emergency, recorded, &recorded.entry().leaf()?)?;
            }
        }
        for inbound in &work.inbound {
            let expected = logs.inbound.size();
            if inbound.index != expected {
                return Err(StoreError::Order { expected, found: inbound.index });
            }
            append_entry(db, logs, Log::Inbound, emergency, &inbound.recorded, &inbound.leaf)?;
        }
        self.take_partner_head(db, logs, work)?;
        if let Some(receipt) = &work.receipt {
            self.take_receipt(db, logs, receipt)?;
        }
        let [own, outbound, inbound] = logs.sizes();
        Ok(Committed { own, outbound, inbound })
    }

    /// Signs and stores the heads of our own two logs, where they grew.
    pub(super) fn write_heads(
        &self,
        db: &Connection,
        logs: &Logs,
        before: [u64; 3],
    ) -> Result<(), StoreError> {
        for (log, old) in Log::ALL.into_iter().zip(before) {
            let size = logs.tree(log).size();
            if log != Log::Inbound && size != old {
                let note = self.sign_head(log, logs.tree(log), size)?;
                store_head(db, log, &note.to_text())?;
            }
        }
        Ok(())
    }

    /// The mirror never holds an entry that the partner's signature does not cover.
    fn take_partner_head(
        &self,
        db: &Connection,
        logs: &Logs,
        work: &Work,
    ) -> Result<(), StoreError> {
        let Some(note) = &work.partner_checkpoint else {
            if work.inbound.is_empty() {
                return Ok(());
            }
            return Err(StoreError::Checkpoint { what: "it is missing".to_owned() });
        };
        self.check_head(Log::Inbound, &logs.inbound, note)
            .map_err(|what| StoreError::Checkpoint { what })?;
        store_head(db, Log::Inbound, note)
    }

    /// The first receipt of a size is the one that counts: a duplicate changes nothing.
    fn take_receipt(
        &self,
        db: &Connection,
        logs: &Logs,
        receipt: &Receipt,
    ) -> Result<(), StoreError> {
        self.check_receipt(&logs.outbound, receipt.size, &receipt.cosignature)
            .map_err(|what| StoreError::Receipt { what })?;
        db.prepare_cached("INSERT INTO receipt VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
            .execute(params![index_to_sql(receipt.size)?, receipt.cosignature])?;
        Ok(())
    }
}

fn append_entry(
    db: &Connection,
    logs: &mut Logs,
    log: Log,
    emergency: Option<&str>,
    recorded: &Recorded,
    leaf: &[u8],
) -> Result<(), StoreError> {
    let entry = recorded.entry();
    // What is stored must be readable again, whoever wrote it.
    if Entry::from_leaf(leaf)? != *entry {
        let what = "its leaf is that of another entry".to_owned();
        return Err(corridor::record::RecordError::Form { what }.into());
    }
    let hash = leaf_hash(leaf);
    let index = logs.tree_mut(log).append_leaf_hash(hash);
    db.prepare_cached(&format!("INSERT INTO log_{} VALUES (?1, ?2, ?3)", log.name()))?
        .execute(params![index_to_sql(index)?, leaf, hash.0.as_slice()])?;
    if entry.payload.is_some() {
        let data = recorded.payload();
        check_size(data)?;
        payload::put(db, emergency, log, index, data)?;
    }
    fold(db, Tables::Current, log, index, entry)
}

fn check_size(payload: Option<&Payload>) -> Result<(), StoreError> {
    match payload.map(|payload| payload.bytes.len()) {
        Some(bytes) if bytes > LARGEST_PAYLOAD => Err(StoreError::PayloadTooLarge { bytes }),
        _ => Ok(()),
    }
}
