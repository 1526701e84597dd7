//! The one thread that writes: it takes all batches that wait and makes them durable together.

use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Arc, PoisonError};

use rusqlite::{Connection, TransactionBehavior};

use super::logs::Logs;
use super::{Committed, Rebuilt, Shared, StoreError, Work, payload, rebuild};

/// The most batches in one transaction, so that no caller waits for many others' work.
const GROUP: usize = 256;

type Reply<T> = SyncSender<Result<T, StoreError>>;

/// What the writer is asked to do.
pub(super) enum Job {
    /// Take a batch in.
    Commit(Box<Work>, Reply<Committed>),
    /// Destroy the key of an emergency.
    Erase(String, Reply<bool>),
    /// Compute the tables anew.
    Rebuild(Reply<Rebuilt>),
}

/// The writer and its connection.
pub(super) struct Writer {
    db: Connection,
    shared: Arc<Shared>,
}

impl Writer {
    pub(super) fn new(db: Connection, shared: Arc<Shared>) -> Self {
        Self { db, shared }
    }

    /// Works until every sender of jobs is gone.
    pub(super) fn run(mut self, jobs: &Receiver<Job>) {
        let mut next = jobs.recv().ok();
        while let Some(job) = next.take() {
            match job {
                Job::Commit(work, reply) => {
                    let mut group = vec![(work, reply)];
                    while group.len() < GROUP {
                        match jobs.try_recv() {
                            Ok(Job::Commit(work, reply)) => group.push((work, reply)),
                            Ok(other) => {
                                next = Some(other);
                                break;
                            }
                            Err(_) => break,
                        }
                    }
                    self.commit(group);
                }
                // A caller that no longer waits for its answer is no reason to stop.
                Job::Erase(emergency, reply) => {
                    let _ = reply.send(self.erase(&emergency));
                }
                Job::Rebuild(reply) => {
                    let _ = reply.send(rebuild::rebuild(&mut self.db));
                }
            }
            next = next.or_else(|| jobs.recv().ok());
        }
    }

    fn commit(&mut self, group: Vec<(Box<Work>, Reply<Committed>)>) {
        let shared = Arc::clone(&self.shared);
        let mut logs = shared.logs.write().unwrap_or_else(PoisonError::into_inner);
        let before = logs.sizes();
        let mut answers = Vec::with_capacity(group.len());
        let whole = self.transaction(&mut logs, before, &group, &mut answers);
        if whole.is_err() {
            logs.cut(before);
        } else {
            shared.heads.write(&logs);
        }
        let outbound = logs.outbound.size();
        drop(logs);
        shared.outbound_size.send_if_modified(|size| std::mem::replace(size, outbound) != outbound);
        for ((_, reply), answer) in group.into_iter().zip(answers) {
            let _ = reply.send(whole.clone().and(answer));
        }
    }

    fn transaction(
        &mut self,
        logs: &mut Logs,
        before: [u64; 3],
        group: &[(Box<Work>, Reply<Committed>)],
        answers: &mut Vec<Result<Committed, StoreError>>,
    ) -> Result<(), StoreError> {
        let shared = Arc::clone(&self.shared);
        // Every caller gets an answer, also when the transaction can't even begin.
        answers.extend(group.iter().map(|_| Err(StoreError::Stopped)));
        let mut change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for ((work, _), answer) in group.iter().zip(answers.iter_mut()) {
            let sizes = logs.sizes();
            let part = change.savepoint()?;
            *answer = shared.append(&part, logs, work);
            if answer.is_ok() {
                part.commit()?;
            } else {
                // Dropped, a savepoint rolls back.
                drop(part);
                logs.cut(sizes);
            }
        }
        shared.write_heads(&change, logs, before)?;
        change.commit()?;
        Ok(())
    }

    fn erase(&mut self, emergency: &str) -> Result<bool, StoreError> {
        let change = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let had = payload::destroy_key(&change, emergency)?;
        change.commit()?;
        // The key also stood in the write-ahead log: fold that into the database and cut it.
        let busy: i64 =
            self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy != 0 {
            let what = "a long reading keeps the erased key in a journal; erase again";
            return Err(StoreError::Disk { what: what.to_owned() });
        }
        Ok(had)
    }
}
