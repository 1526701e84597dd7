//! Starts a node: store, exchange, link, pages.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinSet;
use witnessed_log::Cosigner;

use super::office::{Clockwork, Office, Papers, store_folder};
use super::pages::Pages;
use super::{Config, Keys, Trouble, keys, trouble};
use crate::exchange::{Inbox, Link, Route, SystemClock, serve};
use crate::web;

/// A running node; it ends when dropped.
pub struct Running {
    /// Its rooms and store.
    pub office: Arc<Office>,
    /// Its link to the partner.
    pub link: Link,
    /// Where its pages listen.
    pub pages: SocketAddr,
    /// Where the partner reaches it.
    pub exchange: SocketAddr,
    tasks: JoinSet<()>,
}

/// Starts the node of `config`. `listeners` are those of pages and exchange where they are bound
/// already.
///
/// # Errors
/// When papers, keys, store or addresses can't be used.
pub async fn start(
    config: &Config,
    clockwork: Clockwork,
    listeners: Option<(TcpListener, TcpListener)>,
) -> Result<Running, Trouble> {
    let keys = Keys::load(&config.data)?;
    let papers = Papers::read(config, &keys)?;
    let office = Arc::new(Office::open(&store_folder(config), &papers, keys.pair, clockwork)?);
    let (pages, exchange) = match listeners {
        Some(bound) => bound,
        None => (bind(&config.pages).await?, bind(&config.exchange).await?),
    };
    let address = |listener: &TcpListener| listener.local_addr().map_err(trouble);
    let (pages_at, exchange_at) = (address(&pages)?, address(&exchange)?);
    let clock: Arc<dyn crate::exchange::Clock> = Arc::new(SystemClock);
    let witness = keys::origin(config.nation, config.world, "witness");
    let cosigner = Cosigner::new(&witness, &keys.witness).map_err(trouble)?;
    let store = Arc::clone(office.store());
    let inbox = Inbox::new(Arc::clone(&store), cosigner, office.clone(), Arc::clone(&clock));
    let (inbox, partner_tls) = (Arc::new(inbox), papers.partner_tls);
    let route =
        Route { address: config.partner.clone(), us: keys.tls.clone(), partner: partner_tls };
    let link = Link::start(store, &route, clock).map_err(trouble)?;
    let mut tasks = JoinSet::new();
    let us = keys.tls;
    tasks.spawn(async move {
        let Err(error) = serve(exchange, &us, partner_tls, inbox).await;
        tracing::error!(%error, "the exchange has stopped");
    });
    let desk = Pages::new(Arc::clone(&office), link.state());
    desk.watch(&mut tasks);
    let router = web::router(Arc::new(desk));
    tasks.spawn(async move {
        if let Err(error) = axum::serve(pages, router).await {
            tracing::error!(%error, "the pages have stopped");
        }
    });
    Ok(Running { office, link, pages: pages_at, exchange: exchange_at, tasks })
}

impl Running {
    /// Runs until a task of the node ends, which it should not.
    pub async fn ended(&mut self) {
        self.tasks.join_next().await;
    }
}

/// Binds an address.
///
/// # Errors
/// When it is taken or is none.
pub async fn bind(address: &str) -> Result<TcpListener, Trouble> {
    TcpListener::bind(address).await.map_err(|error| {
        let what = format!("{address}: {error}; choose another address or stop what is there");
        Trouble::new("address-in-use", what)
    })
}
