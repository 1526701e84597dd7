//! A node that remembers registrations and nothing else. Shared by the example and the pages' own
//! tests.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::broadcast;

use super::view;
use super::web::Desk;
use super::web::desk::view::DeskView;
use super::web::traveller::form::RegistrationForm;
use super::web::traveller::{Receipt, Refusal, StatusView, reference_code};

/// The node.
pub(super) struct Sample {
    view: Mutex<DeskView>,
    receipts: Mutex<HashMap<String, (RegistrationForm, Receipt)>>,
    changes: broadcast::Sender<u64>,
}

/// A lock that a panic elsewhere does not take away.
fn hold<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Sample {
    /// A node that shows this.
    pub(super) fn new(view: DeskView) -> Self {
        let (changes, _) = broadcast::channel(16);
        Self { view: Mutex::new(view), receipts: Mutex::default(), changes }
    }

    /// Changes what it shows and tells those who listen.
    pub(super) fn change(&self, change: impl FnOnce(&mut DeskView)) {
        let version = {
            let mut view = hold(&self.view);
            change(&mut view);
            view.version
        };
        // Nobody may be looking.
        let _ = self.changes.send(version);
    }
}

impl Desk for Sample {
    fn view(&self) -> DeskView {
        hold(&self.view).clone()
    }

    fn changes(&self) -> broadcast::Receiver<u64> {
        self.changes.subscribe()
    }

    fn register(&self, form: RegistrationForm) -> Result<Receipt, Refusal> {
        let mut receipts = hold(&self.receipts);
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
        let receipts = hold(&self.receipts);
        let (form, receipt) = receipts.values().find(|(_, r)| r.reference == reference)?;
        Some(view::status(reference, form.people.len(), receipt.at))
    }
}
