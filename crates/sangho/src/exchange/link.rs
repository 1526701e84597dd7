//! The sending side: carries the outbound log to the partner, in order, for as long as it takes.

use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::rand;
use corridor::record::RecordError;
use hyper::{Method, StatusCode};
use jiff::Timestamp;
use rustls::ClientConfig;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::client::Line;
use super::inbox::fork;
use super::message::{Append, Conflict, Cosigned, Fault, Parcel};
use super::{Clock, Identity, IdentityError, MOST_ENTRIES, SpkiHash, tls};
use crate::store::{Batch, Log, Receipt, Store, StoreError};

/// Waiting after a failure: doubled from the first to the longest, less a random part of half.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// A silent line is tried this often, so that the pages don't call a dead one alive.
const HEARTBEAT: Duration = Duration::from_secs(5);
/// Bytes of entries and data in one request; base64 and JSON make them a third larger.
const MOST_BYTES: usize = 5 << 19;
/// Answers 409 in a row before the line is taken down and up again.
const CONFLICTS: u32 = 3;

/// How to reach the partner.
#[derive(Clone, Debug)]
pub struct Route {
    /// host:port of its node.
    pub address: String,
    /// Who we are.
    pub us: Identity,
    /// Its key, as the agreement names it.
    pub partner: SpkiHash,
}

/// What went wrong last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTrouble {
    /// Stable code.
    pub code: String,
    /// What happened.
    pub what: String,
    /// What to do.
    pub todo: String,
}

/// What the pages show of the sending side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkState {
    /// Whether the partner answered last time.
    pub connected: bool,
    /// The link has given up and waits for people: what it saw, trying again can't mend.
    pub stopped: bool,
    /// When the last receipt came, by our clock; after a start, the partner's time in it.
    pub last_receipt_at: Option<Timestamp>,
    /// The partner's clock minus ours at the last receipt, seconds; warn beyond 5.
    pub skew: Option<i64>,
    /// Entries that the partner has given a receipt for.
    pub partner_size: u64,
    /// Entries of our outbound log.
    pub own_size: u64,
    /// The last trouble; cleared when the link works again.
    pub last_error: Option<LinkTrouble>,
}

/// The running link; it ends when dropped.
pub struct Link {
    state: watch::Receiver<LinkState>,
    task: JoinHandle<()>,
}

impl Link {
    /// Starts to carry the outbound log of `store` over `route`. Needs a tokio runtime.
    ///
    /// # Errors
    /// [`IdentityError`] when the identity can't be used.
    pub fn start(
        store: Arc<Store>,
        route: &Route,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, IdentityError> {
        let tls = tls::client(&route.us, route.partner)?;
        let (sender, state) = watch::channel(LinkState::default());
        let address = route.address.clone();
        let carrier = Carrier { store, address, tls, clock, state: sender, held: 0 };
        Ok(Self { state, task: tokio::spawn(carrier.run()) })
    }

    /// What the pages show; changes are told.
    #[must_use]
    pub fn state(&self) -> watch::Receiver<LinkState> {
        self.state.clone()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Why a visit at the partner ended.
struct End {
    trouble: LinkTrouble,
    stop: bool,
}

impl End {
    fn retry(code: &str, what: impl Into<String>) -> Self {
        let todo = "nothing; the link tries again by itself".to_owned();
        let trouble = LinkTrouble { code: code.to_owned(), what: what.into(), todo };
        Self { trouble, stop: false }
    }

    fn stop(code: &str, what: impl Into<String>, todo: &str) -> Self {
        let (code, todo) = (code.to_owned(), todo.to_owned());
        Self { trouble: LinkTrouble { code, what: what.into(), todo }, stop: true }
    }

    fn lost(what: String) -> Self {
        Self::retry("link-down", what)
    }
}

impl From<StoreError> for End {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Damaged { .. } | StoreError::Stopped => {
                Self::stop(error.code(), error.to_string(), "see the store's error")
            }
            other => Self::retry(other.code(), other.to_string()),
        }
    }
}

impl From<RecordError> for End {
    fn from(error: RecordError) -> Self {
        StoreError::Entry(error).into()
    }
}

struct Carrier {
    store: Arc<Store>,
    address: String,
    tls: Arc<ClientConfig>,
    clock: Arc<dyn Clock>,
    state: watch::Sender<LinkState>,
    /// What the partner holds, as far as we know.
    held: u64,
}

impl Carrier {
    async fn run(mut self) {
        let mut pause = FIRST_PAUSE;
        loop {
            let end = match self.prepare().await {
                Ok(()) => self.visit(&mut pause).await,
                Err(end) => end,
            };
            let stopped = end.stop;
            if stopped {
                let trouble = &end.trouble;
                tracing::error!(code = trouble.code, what = trouble.what, "the link has stopped");
            }
            self.state.send_modify(|state| {
                state.connected = false;
                state.stopped = stopped;
                state.last_error = Some(end.trouble);
            });
            if stopped {
                return;
            }
            tokio::time::sleep(jittered(pause)).await;
            pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
        }
    }

    /// What the store knows of the partner.
    async fn prepare(&mut self) -> Result<(), End> {
        let (receipt, own_size) =
            self.blocking(|store| Ok((store.last_receipt()?, store.size(Log::Outbound)))).await?;
        let (size, time) =
            receipt.map_or((0, None), |(receipt, time)| (receipt.size, i64::try_from(time).ok()));
        self.held = self.held.max(size);
        self.state.send_modify(|state| {
            state.own_size = own_size;
            state.partner_size = size;
            state.last_receipt_at = state
                .last_receipt_at
                .or_else(|| time.and_then(|time| Timestamp::from_second(time).ok()));
        });
        Ok(())
    }

    /// From connecting until something goes wrong.
    async fn visit(&mut self, pause: &mut Duration) -> End {
        let mut line = match Line::open(&self.address, Arc::clone(&self.tls)).await {
            Ok(line) => line,
            Err(what) => return End::lost(what),
        };
        let mut growth = self.store.watch_outbound();
        if let Err(end) = self.greet(&mut line).await {
            return end;
        }
        *pause = FIRST_PAUSE;
        loop {
            let own_size = *growth.borrow_and_update();
            self.state.send_modify(|state| state.own_size = own_size);
            let receipted = self.state.borrow().partner_size;
            let done = if receipted < own_size || self.held < own_size {
                self.push(&mut line).await
            } else {
                match tokio::time::timeout(HEARTBEAT, growth.changed()).await {
                    Ok(Ok(())) => Ok(()),
                    Ok(Err(_)) => Err(StoreError::Stopped.into()),
                    Err(_) => self.greet(&mut line).await,
                }
            };
            if let Err(end) = done {
                return end;
            }
        }
    }

    /// Is somebody there, and is the partner's log still the one that we mirror?
    async fn greet(&self, line: &mut Line) -> Result<(), End> {
        let mirrored = self.store.size(Log::Inbound);
        let (status, body) =
            line.ask(Method::GET, "/x/v1/checkpoint", Vec::new()).await.map_err(End::lost)?;
        if status == StatusCode::OK {
            let todo = "both offices compare the two signed heads before the link goes on";
            let note = String::from_utf8_lossy(&body);
            let head = self.store.partner_head(&note);
            let head = head.map_err(|e| End::stop("append-signature", e.to_string(), todo))?;
            if let Some(what) = fork(&self.store, &head) {
                return Err(End::stop("split-view", what, todo));
            }
            if head.size() < mirrored {
                let what = format!("the partner signed {mirrored} entries and has {}", head.size());
                let todo = "the partner restores its log from our copy of it";
                return Err(End::stop("link-partner-rolled-back", what, todo));
            }
        } else if status != StatusCode::NOT_FOUND {
            return Err(refusal(status, &body));
        }
        self.state.send_modify(|state| {
            state.connected = true;
            state.last_error = None;
        });
        Ok(())
    }

    /// One batch, or the partner's word on where to go on.
    async fn push(&mut self, line: &mut Line) -> Result<(), End> {
        for _ in 0..CONFLICTS {
            let from = self.held;
            let (body, size) = self.blocking(move |store| request(store, from)).await?;
            let (status, body) =
                line.ask(Method::POST, "/x/v1/append", body).await.map_err(End::lost)?;
            match status {
                StatusCode::OK => return self.keep(size, &body).await,
                StatusCode::CONFLICT => self.go_on_from(&body)?,
                _ => return Err(refusal(status, &body)),
            }
        }
        Err(End::retry("link-no-progress", "the partner names another size each time"))
    }

    fn go_on_from(&mut self, body: &[u8]) -> Result<(), End> {
        let Conflict { size } = serde_json::from_slice(body)
            .map_err(|_| End::retry("link-answer", "the partner's answer can't be read"))?;
        let own = self.store.size(Log::Outbound);
        if size > own {
            let what = format!("the partner holds {size} entries of our log, we hold {own}");
            let todo = "our log was rolled back; restore it from the partner's copy";
            return Err(End::stop("link-rolled-back", what, todo));
        }
        if size < self.held {
            tracing::warn!(size, known = self.held, "the partner holds less than it confirmed");
        }
        self.held = size;
        Ok(())
    }

    /// Keeps the receipt; only then does it count.
    async fn keep(&mut self, size: u64, body: &[u8]) -> Result<(), End> {
        let receipt: Cosigned = serde_json::from_slice(body)
            .map_err(|_| End::retry("link-answer", "the partner's receipt can't be read"))?;
        let todo = "keep the receipt as evidence and ask the partner's office";
        if receipt.size != size {
            return Err(End::stop("store-receipt", "the receipt is for another size", todo));
        }
        let kept = Receipt { size, cosignature: receipt.cosignature };
        let latest = self
            .blocking(move |store| {
                store.commit(Batch { receipt: Some(kept), ..Batch::default() })?;
                store.last_receipt()
            })
            .await
            .map_err(|end| {
                let forged = end.trouble.code == "store-receipt";
                if forged { End::stop("store-receipt", end.trouble.what, todo) } else { end }
            })?;
        self.held = size;
        let now = self.clock.now();
        let theirs = latest.and_then(|(_, time)| i64::try_from(time).ok());
        self.state.send_modify(|state| {
            state.partner_size = state.partner_size.max(size);
            state.last_receipt_at = Some(now);
            state.skew = theirs.map(|theirs| theirs.saturating_sub(now.as_second()));
            state.connected = true;
            state.last_error = None;
        });
        Ok(())
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, End> {
        let store = Arc::clone(&self.store);
        let done = tokio::task::spawn_blocking(move || work(&store)).await;
        Ok(done.map_err(|_| StoreError::Stopped)??)
    }
}

/// The append request that goes on from `from`, and the size it leads to.
fn request(store: &Store, from: u64) -> Result<(Vec<u8>, u64), StoreError> {
    let (mut entries, mut bytes, mut size) = (Vec::new(), 0_usize, from);
    for recorded in store.read_log(Log::Outbound, from, MOST_ENTRIES)? {
        let leaf = recorded.entry().leaf()?;
        let payload = recorded.payload();
        bytes = bytes
            .saturating_add(leaf.len())
            .saturating_add(payload.map_or(0, |payload| payload.bytes.len()));
        if bytes > MOST_BYTES && !entries.is_empty() {
            break;
        }
        entries.push(Parcel::new(&leaf, payload));
        size = size.saturating_add(1);
    }
    let proof = store
        .with_tree(Log::Outbound, |tree| tree.consistency(from, size))
        .map_err(|error| StoreError::Checkpoint { what: error.to_string() })?;
    let append = Append {
        old_size: from,
        proof: proof.iter().map(witnessed_log::Hash::to_base64).collect(),
        entries,
        checkpoint: store.outbound_head_at(size)?.to_text(),
    };
    let body = serde_json::to_vec(&append)
        .map_err(|error| StoreError::Disk { what: error.to_string() })?;
    Ok((body, size))
}

/// The partner's refusal: 5xx passes, anything else is for people.
fn refusal(status: StatusCode, body: &[u8]) -> End {
    let fault: Option<Fault> = serde_json::from_slice(body).ok();
    let (code, what, todo) = fault.map_or_else(
        || ("link-answer".to_owned(), format!("status {}", status.as_u16()), String::new()),
        |fault| (fault.code, fault.what, fault.todo),
    );
    let passes = status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT;
    if passes { End::retry(&code, what) } else { End::stop(&code, what, &todo) }
}

/// Between half and all of `pause`, so that two nodes don't call in step.
fn jittered(pause: Duration) -> Duration {
    let mut random = [0; 2];
    // Without random numbers the pause is merely not spread.
    let _ = rand::fill(&mut random);
    let part = f64::from(u16::from_be_bytes(random)) / f64::from(u16::MAX);
    pause.mul_f64(0.5 + part / 2.0)
}
