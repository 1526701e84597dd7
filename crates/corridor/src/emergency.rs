//! Room 4. Warnings and an officer's declaration make an emergency; closures belong to it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::agreement::{Phase, Words};
use crate::record::PlaceId;
use crate::warning::Warning;

/// A declared emergency in third countries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emergency {
    id: String,
    title: Words,
    countries: Vec<String>,
    declared: Timestamp,
    officer: String,
    warnings: Vec<String>,
}

/// An officer's word that an emergency exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Id of the emergency.
    pub id: String,
    /// Its name.
    pub title: Words,
    /// Where: ISO 3166-1 alpha-2 codes.
    pub countries: Vec<String>,
    /// When it was declared.
    pub at: Timestamp,
    /// The office that declares it, e.g. `duty-officer@JP`.
    pub officer: String,
}

/// A place or road that can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// What is closed.
    pub what: Closed,
    /// From when.
    pub from: Timestamp,
    /// Until when; none while nobody knows.
    pub until: Option<Timestamp>,
    /// Who says so.
    pub source: String,
}

/// What is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closed {
    /// No departure and no arrival there.
    Place(PlaceId),
    /// No way from one to the other.
    Road {
        /// From here.
        from: PlaceId,
        /// To there.
        to: PlaceId,
    },
}

/// Why there is no emergency, or no closure.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EmergencyRefusal {
    /// No officer answers for it.
    #[error("emergency-no-officer: only an officer declares an emergency; sign in with an office")]
    NoOfficer,
    /// It names no country.
    #[error("emergency-nowhere: a declaration names at least one country (two capital letters)")]
    Nowhere,
    /// A closure that ends before it begins.
    #[error("closure-ends-first: the closure ends before it begins; check both times and zones")]
    EndsFirst,
}

impl Emergency {
    /// Declares an emergency, resting on the warnings in force (there may be none yet).
    ///
    /// # Errors
    /// When no officer or no country is named.
    pub fn declare(
        declaration: Declaration,
        warnings: &[Warning],
    ) -> Result<Self, EmergencyRefusal> {
        let Declaration { id, title, countries, at, officer } = declaration;
        if officer.is_empty() {
            return Err(EmergencyRefusal::NoOfficer);
        }
        if countries.is_empty() {
            return Err(EmergencyRefusal::Nowhere);
        }
        let warnings = crate::warning::in_force(warnings, at);
        let warnings = warnings.into_iter().map(|one| one.id().to_owned()).collect();
        Ok(Self { id, title, countries, declared: at, officer, warnings })
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its name.
    #[must_use]
    pub fn title(&self) -> &Words {
        &self.title
    }

    /// When it was declared.
    #[must_use]
    pub fn declared(&self) -> Timestamp {
        self.declared
    }

    /// The countries it is in.
    #[must_use]
    pub fn countries(&self) -> &[String] {
        &self.countries
    }

    /// The phase of the agreement that it brings about.
    #[must_use]
    pub fn phase(&self) -> Phase {
        Phase::Emergency
    }
}

impl Closure {
    /// A closure, if its times make sense.
    ///
    /// # Errors
    /// [`EmergencyRefusal::EndsFirst`].
    pub fn checked(self) -> Result<Self, EmergencyRefusal> {
        match self.until {
            Some(until) if until < self.from => Err(EmergencyRefusal::EndsFirst),
            _ => Ok(self),
        }
    }
}
