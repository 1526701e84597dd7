//! Two nodes on loopback.

mod appends;
mod keys;
mod links;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use corridor::record::World;
use hyper::{Method, StatusCode};
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use witnessed_log::Tree;

use super::client::Line;
use super::message::{Append, Parcel};
use super::*;
use crate::store::tests::{
    Folder, arrivals, identity, keys, log_signer, nation, released, signed_head, witness,
};
use crate::store::{Inbound, Log, Store};

/// A clock that stands still.
struct Still(i64);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0).unwrap()
    }
}

/// A node that keeps what comes, or refuses as told.
struct Keeper {
    store: Arc<Store>,
    refusal: Mutex<Option<Refused>>,
}

impl Receiver for Keeper {
    fn accept(&self, arrivals: Arrivals) -> Result<(), Refused> {
        if let Some(refused) = self.refusal.lock().unwrap().clone() {
            return Err(refused);
        }
        self.store.commit(arrivals.into_batch(Some("amman-2024".to_owned())))?;
        Ok(())
    }
}

/// One nation's node of a drill.
struct Node {
    code: &'static str,
    key: Identity,
    store: Arc<Store>,
    keeper: Arc<Keeper>,
    inbox: Arc<Inbox>,
    address: SocketAddr,
    server: Option<JoinHandle<()>>,
    folder: Folder,
}

impl Node {
    async fn new(code: &'static str, partner: &Known) -> Self {
        Self::start(code, partner, Folder::new(), generate_identity(nation(code)).unwrap(), 0).await
    }

    async fn start(
        code: &'static str,
        partner: &Known,
        folder: Folder,
        key: Identity,
        port: u16,
    ) -> Self {
        let identity = identity(code, partner.code, World::Drill);
        let store = Store::open(folder.path(), identity, &keys(code, partner.code)).unwrap();
        let store = Arc::new(store);
        let keeper = Arc::new(Keeper { store: Arc::clone(&store), refusal: Mutex::new(None) });
        let clock = Arc::new(Still(1_717_200_000));
        let receiver: Arc<dyn Receiver> = Arc::<Keeper>::clone(&keeper);
        let inbox = Arc::new(Inbox::new(Arc::clone(&store), witness(code), receiver, clock));
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut node = Self { code, key, store, keeper, inbox, address, server: None, folder };
        node.listen(listener, partner.pin);
        node
    }

    fn listen(&mut self, listener: TcpListener, pin: SpkiHash) {
        let (key, inbox) = (self.key.clone(), Arc::clone(&self.inbox));
        self.server = Some(tokio::spawn(async move {
            serve(listener, &key, pin, inbox).await.unwrap();
        }));
    }

    /// Closes everything as a stop of the program does, and gives what the next start needs.
    async fn stop(mut self) -> (Folder, Identity, u16) {
        let server = self.server.take().unwrap();
        server.abort();
        let _ = server.await;
        let port = self.address.port();
        let Self { key, store, keeper, inbox, folder, .. } = self;
        drop((keeper, inbox));
        // Work that a dropped link left on a thread ends within moments.
        while Arc::strong_count(&store) > 1 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        drop(store);
        (folder, key, port)
    }

    fn link_to(&self, address: SocketAddr, pin: SpkiHash) -> Link {
        let route = Route { address: address.to_string(), us: self.key.clone(), partner: pin };
        Link::start(Arc::clone(&self.store), &route, Arc::new(Still(1_717_200_000))).unwrap()
    }

    fn send(&self, numbers: std::ops::Range<u64>) {
        self.store
            .send_for_test(numbers.map(|number| released(self.code, number)).collect())
            .unwrap();
    }
}

/// What a node must know of its partner beforehand.
struct Known {
    code: &'static str,
    pin: SpkiHash,
}

/// Japan's and Korea's nodes, each knowing the other's key.
async fn pair() -> (Node, Node) {
    let korean = generate_identity(nation("KR")).unwrap();
    let jp = Node::new("JP", &Known { code: "KR", pin: korean.spki_hash() }).await;
    let pin = jp.key.spki_hash();
    let kr = Node::start("KR", &Known { code: "JP", pin }, Folder::new(), korean, 0).await;
    (jp, kr)
}

/// Waits until the link's state is as wanted.
async fn until(link: &Link, wanted: impl FnMut(&LinkState) -> bool) -> LinkState {
    let mut state = link.state();
    let state = tokio::time::timeout(Duration::from_secs(20), state.wait_for(wanted)).await;
    state.expect("the link gets there in time").unwrap().clone()
}

/// A hand-made connection of Japan's key to Korea's node.
async fn line(from: &Node, to: &Node) -> Line {
    let tls = super::tls::client(&from.key, to.key.spki_hash()).unwrap();
    Line::open(&to.address.to_string(), tls).await.unwrap()
}

async fn post(line: &mut Line, body: Vec<u8>) -> (StatusCode, serde_json::Value) {
    let (status, body) = line.ask(Method::POST, "/x/v1/append", body).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

/// The request that appends these to a log of `tree` before them.
fn request(old_size: u64, tree: &Tree, entries: &[Inbound], checkpoint: String) -> Append {
    let proof = tree.consistency(old_size, tree.size()).unwrap();
    let parcel = |entry: &Inbound| Parcel::new(&entry.leaf, entry.recorded.payload());
    Append {
        old_size,
        proof: proof.iter().map(witnessed_log::Hash::to_base64).collect(),
        entries: entries.iter().map(parcel).collect(),
        checkpoint,
    }
}

fn body(append: &Append) -> Vec<u8> {
    serde_json::to_vec(append).unwrap()
}
