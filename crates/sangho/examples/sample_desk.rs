//! Serves the pages with made-up people on the Gulf's map, to look at them: `cargo run --example
//! sample_desk [port]`.
//!
//! Places are real; every person, lift and number is invented. It plays a drill: every ten seconds
//! somebody boards.

use std::sync::Arc;
use std::time::Duration;

use sangho::web;
use tokio::net::TcpListener;

#[path = "sample_desk/node.rs"]
mod node;
#[path = "sample_desk/view.rs"]
mod view;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(8080);
    let sample = Arc::new(node::Sample::new(view::gulf()));
    let playing = Arc::clone(&sample);
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(10)).await;
            playing.change(view::one_boards);
        }
    });
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!("http://{}/desk and /", listener.local_addr()?);
    axum::serve(listener, web::router(sample)).await
}
