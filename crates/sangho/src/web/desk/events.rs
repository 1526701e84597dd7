//! The desk's live channel (server-sent events, WHATWG HTML section 9.2): which version is current.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, Sse};
use futures_util::stream::{self, Stream};
use tokio::sync::broadcast::error::RecvError;
use tokio::time::timeout;

use crate::web::routes::Node;

/// A quiet channel speaks this often, so that a page can tell quiet from dead.
const BEAT: Duration = Duration::from_secs(15);

/// Tells the current version at once, each new one when it comes, and a beat when nothing does.
pub(in crate::web) async fn events(
    State(node): State<Node>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    // Subscribed before the version is read, so that no change falls between the two.
    let changes = node.changes();
    let first = Some(node.view().version);
    let stream = stream::unfold((node, changes, first), |(node, mut changes, first)| async move {
        if let Some(version) = first {
            return Some((Ok(changed(version)), (node, changes, None)));
        }
        let event = match timeout(BEAT, changes.recv()).await {
            Err(_quiet) => Event::default().event("beat").data(""),
            Ok(Ok(version)) => changed(version),
            // Versions were missed; the newest one stands for them.
            Ok(Err(RecvError::Lagged(_))) => changed(node.view().version),
            Ok(Err(RecvError::Closed)) => return None,
        };
        Some((Ok(event), (node, changes, None)))
    });
    Sse::new(stream)
}

fn changed(version: u64) -> Event {
    Event::default().event("version").id(version.to_string()).data(version.to_string())
}
