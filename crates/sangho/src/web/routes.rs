//! All addresses, and what the pages need from a node.

use std::sync::Arc;

use axum::Router;
use axum::middleware;
use axum::routing::get;
use tokio::sync::broadcast;

use super::desk::view::DeskView;
use super::traveller::form::RegistrationForm;
use super::traveller::{Receipt, Refusal, StatusView};
use super::{assets, compress, desk, headers, traveller};

/// What a desk's pages need from a node.
pub trait Desk: Send + Sync + 'static {
    /// Everything the desk shows, as of now.
    fn view(&self) -> DeskView;

    /// A new version number at each change.
    fn changes(&self) -> broadcast::Receiver<u64>;

    /// Registers a household. The same token with the same form gives the same receipt.
    ///
    /// # Errors
    ///
    /// A refusal that the citizen can read and act on; nothing is stored then.
    fn register(&self, form: RegistrationForm) -> Result<Receipt, Refusal>;

    /// What is known of a registration, without personal data; absent where the reference is
    /// unknown.
    fn status(&self, reference: &str) -> Option<StatusView>;
}

/// The node as the handlers share it.
pub(super) type Node = Arc<dyn Desk>;

/// All pages.
pub fn router(desk: Arc<dyn Desk>) -> Router {
    Router::new()
        .route("/", get(traveller::page::home).post(traveller::page::register))
        .route("/ko", get(traveller::page::korean))
        .route("/ja", get(traveller::page::japanese))
        .route("/en", get(traveller::page::english))
        .route("/status", get(traveller::status::page))
        .route("/desk", get(desk::page::page))
        .route("/desk/fragment", get(desk::page::fragment))
        .route("/desk/events", get(desk::events::events))
        .route("/desk/land.json", get(desk::map::land))
        .route("/api/desk.json", get(desk::page::json))
        .route("/assets/{hash}/{name}", get(assets::serve))
        .fallback(traveller::page::not_found)
        .layer(middleware::from_fn(compress::gzip))
        .layer(middleware::from_fn(headers::put))
        .with_state(desk)
}
