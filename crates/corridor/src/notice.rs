//! Room 5. What the nation tells its citizens: issued, updated, with sources.
//!
//! A notice says where each sentence comes from, labels pictures made by a machine, and gives an
//! address for corrections.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::agreement::{Nation, Words};
use crate::emergency::Emergency;
use crate::warning::Warning;

/// One notice to citizens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    number: u32,
    nation: Nation,
    emergency: String,
    issued: Timestamp,
    updates: Option<u32>,
    text: Words,
    sources: Vec<String>,
    machine_made_images: bool,
    feedback: String,
}

impl Notice {
    /// The first notice of an emergency: its title and what the warnings in force say.
    #[must_use]
    pub fn issue(
        nation: Nation,
        emergency: &Emergency,
        warnings: &[&Warning],
        at: Timestamp,
    ) -> Self {
        let say = |pick: fn(&Words) -> &String| {
            let mut text = pick(emergency.title()).clone();
            for warning in warnings {
                text = format!("{text}\n{}", pick(warning.headline()));
                let instruction = pick(warning.instruction());
                if !instruction.is_empty() {
                    text = format!("{text} {instruction}");
                }
            }
            text
        };
        Self {
            number: 1,
            nation,
            emergency: emergency.id().to_owned(),
            issued: at,
            updates: None,
            text: Words { ko: say(|w| &w.ko), ja: say(|w| &w.ja), en: say(|w| &w.en) },
            sources: warnings.iter().map(|one| one.id().to_owned()).collect(),
            machine_made_images: false,
            feedback: format!("consular-desk@{nation}"),
        }
    }

    /// The notice that follows this one, with the warnings in force now.
    #[must_use]
    pub fn update(&self, emergency: &Emergency, warnings: &[&Warning], at: Timestamp) -> Self {
        let mut next = Self::issue(self.nation, emergency, warnings, at);
        next.number = self.number.saturating_add(1);
        next.updates = Some(self.number);
        next
    }

    /// Its number within the emergency, from 1.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// What it says.
    #[must_use]
    pub fn text(&self) -> &Words {
        &self.text
    }

    /// When it was issued.
    #[must_use]
    pub fn issued(&self) -> Timestamp {
        self.issued
    }
}
