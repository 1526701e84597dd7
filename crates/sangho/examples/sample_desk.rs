//! Serves the pages with made-up people on the Gulf's map, to look at them: `cargo run --example sample_desk [port]`.
//!
//! Places are real; every person, lift and number is invented. It plays a drill: every ten seconds somebody boards.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sangho::web::desk::view::DeskView;
use sangho::web::traveller::form::RegistrationForm;
use sangho::web::traveller::{Receipt, Refusal, StatusView, reference_code};
use sangho::web::{Desk, router};
use tokio::net::TcpListener;
use tokio::sync::broadcast;

#[path = "sample_desk/view.rs"]
mod view;

struct Sample {
    view: Mutex<DeskView>,
    receipts: Mutex<HashMap<String, (RegistrationForm, Receipt)>>,
    changes: broadcast::Sender<u64>,
}

impl Desk for Sample {
    fn view(&self) -> DeskView {
        self.view.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn changes(&self) -> broadcast::Receiver<u64> {
        self.changes.subscribe()
    }

    fn register(&self, form: RegistrationForm) -> Result<Receipt, Refusal> {
        let mut receipts = self.receipts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((before, receipt)) = receipts.get(&form.token) {
            let again = Receipt { again: true, ..receipt.clone() };
            return if *before == form { Ok(again) } else { Err(Refusal::TokenUsed) };
        }
        let number = u8::try_from(receipts.len()).unwrap_or(u8::MAX);
        let receipt = Receipt {
            reference: reference_code([0xA7, 0x3C, 0x91, 0x5E, number]),
            at: self.view().now,
            again: false,
        };
        receipts.insert(form.token.clone(), (form, receipt.clone()));
        Ok(receipt)
    }

    fn status(&self, reference: &str) -> Option<StatusView> {
        let receipts = self.receipts.lock().unwrap_or_else(PoisonError::into_inner);
        let (form, receipt) = receipts.values().find(|(_, r)| r.reference == reference)?;
        Some(view::status(reference, form.people.len(), receipt.at))
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(8080);
    let (changes, _) = broadcast::channel(16);
    let sample = Arc::new(Sample {
        view: Mutex::new(view::gulf()),
        receipts: Mutex::default(),
        changes,
    });
    let playing = Arc::clone(&sample);
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(10)).await;
            let version = {
                let mut view = playing.view.lock().unwrap_or_else(PoisonError::into_inner);
                view::one_boards(&mut view);
                view.version
            };
            // Nobody may be looking.
            let _ = playing.changes.send(version);
        }
    });
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!("http://{}/desk and /", listener.local_addr()?);
    axum::serve(listener, router(sample)).await
}
