//! Tests of the store, and the invented nodes that the tests of the exchange use too.

mod commits;
mod damage;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use corridor::agreement::Nation;
use corridor::record::{Authority, Entry, Payload, Recorded, Room, SCHEMA, World};
use serde_json::json;
use witnessed_log::{Checkpoint, Cosigner, Note, Signer, Tree};

use super::{Inbound, Store, StoreError, StoreIdentity, StoreKeys, Work};

/// A folder that is removed with the value.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("sangho-test-{}-{number}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn nation(code: &str) -> Nation {
    code.parse().unwrap()
}

fn seed(code: &str) -> [u8; 32] {
    let mut seed = [7; 32];
    seed[..2].copy_from_slice(code.as_bytes());
    seed
}

fn origin(code: &str, log: &str) -> String {
    format!("{code}.example/{log}")
}

pub(crate) fn log_signer(code: &str) -> Signer {
    Signer::ed25519(&origin(code, "out"), &seed(code)).unwrap()
}

pub(crate) fn witness(code: &str) -> Cosigner {
    Cosigner::new(&origin(code, "witness"), &seed(code)).unwrap()
}

pub(crate) fn identity(us: &str, partner: &str, world: World) -> StoreIdentity {
    StoreIdentity {
        nation: nation(us),
        partner: nation(partner),
        world,
        own_origin: origin(us, "own"),
        outbound_origin: origin(us, "out"),
        inbound_origin: origin(partner, "out"),
    }
}

pub(crate) fn keys(us: &str, partner: &str) -> StoreKeys {
    StoreKeys {
        seed: seed(us),
        partner_log: log_signer(partner).verifier().clone(),
        partner_witness: witness(partner).verifier().clone(),
    }
}

/// A drill's store of `us` with `partner`.
pub(crate) fn open(dir: &Path, us: &str, partner: &str) -> Result<Store, StoreError> {
    Store::open(dir, identity(us, partner, World::Drill), &keys(us, partner))
}

pub(crate) fn fact(code: &str, number: u64, authority: Authority) -> Recorded {
    let entry = Entry {
        schema: SCHEMA,
        at: "2024-06-01T03:00:00Z".parse().unwrap(),
        nation: nation(code),
        world: World::Drill,
        room: Room::Offer,
        kind: "made".to_owned(),
        subject: format!("offer-{}", number % 50),
        authority,
        body: json!({ "seats": number, "from": "Amman" }),
        payload: None,
    };
    let personal = format!("{{\"name\":\"HAN SOLSOL {number}\"}}").into_bytes();
    Recorded::new(entry, Some(Payload { salt: [3; 16], bytes: personal }))
}

pub(crate) fn own(code: &str, number: u64) -> Recorded {
    fact(code, number, Authority::OwnLaw)
}

pub(crate) fn released(code: &str, number: u64) -> Recorded {
    fact(code, number, Authority::Clause("c2".to_owned()))
}

impl Store {
    /// Puts entries into the outbound log as if permissions had released them: the agreement
    /// that makes permissions has its own tests.
    pub(crate) fn send_for_test(&self, entries: Vec<Recorded>) -> Result<u64, StoreError> {
        let work = Work { outbound: entries, ..Work::default() };
        self.submit(work).map(|committed| committed.outbound)
    }
}

/// The partner's next entries and the signed head of its log after them.
pub(crate) fn arrivals(code: &str, tree: &mut Tree, many: u64) -> (Vec<Inbound>, String) {
    let mut inbound = Vec::new();
    for _ in 0..many {
        let recorded = released(code, tree.size());
        let leaf = recorded.entry().leaf().unwrap();
        inbound.push(Inbound { index: tree.append(&leaf).unwrap(), recorded, leaf });
    }
    (inbound, signed_head(code, tree))
}

pub(crate) fn signed_head(code: &str, tree: &Tree) -> String {
    let root = tree.root(tree.size()).unwrap();
    let head = Checkpoint::new(&origin(code, "out"), tree.size(), root, Vec::new()).unwrap();
    Note::sign(&head.to_text(), &[&log_signer(code)]).unwrap().to_text()
}
