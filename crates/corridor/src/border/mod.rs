//! Room 13. An answer for every passenger before landing: clear, refer, or, by an officer only,
//! no-board.
//!
//! A machine may clear or refer; only an officer with a reason stops anybody. What can't be checked
//! reads "manual check". For evacuees, refer never blocks the way to the transit point.

mod answer;

pub use answer::cusres;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::agreement::Nation;
use crate::manifest::{Manifest, Passenger};
use crate::record::PersonId;

/// The answer for one passenger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// May enter; arrival is an identity check.
    Clear,
    /// An officer looks at arrival.
    Refer,
    /// May not board; an officer said so.
    NoBoard,
}

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A citizen of the nation of arrival, with a document in order.
    Citizen,
    /// A citizen of the partner: enters without a visa for up to 90 days.
    PartnerCitizen,
    /// No document was shown: manual check.
    NoDocument,
    /// A check digit of the document is wrong: manual check.
    DocumentRefuted,
    /// The document had expired on the day of arrival.
    DocumentExpired,
    /// The document is on the list of lost or stolen ones.
    DocumentReported,
    /// Date of birth not fully known: manual check.
    BirthDatePartial,
    /// A citizen of another state: visa or landing permission to be looked at.
    OtherCitizen,
    /// An officer's reason, written beside the decision.
    Officer,
}

/// The decision on one passenger. Only this room makes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    person: PersonId,
    answer: Answer,
    reasons: Vec<Reason>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    officer: Option<String>,
    evacuee: bool,
}

/// The rules of one border on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The nation of arrival.
    pub arrival: Nation,
    /// Nations whose citizens enter without a visa under the agreement.
    pub partners: Vec<Nation>,
    /// Document numbers reported lost or stolen.
    pub reported: Vec<String>,
    /// The day of arrival, local.
    pub day: Date,
    /// Whether the passengers are evacuees.
    pub evacuation: bool,
}

/// Why an officer's decision does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DecisionRefusal {
    /// No office answers for it.
    #[error("border-no-officer: only an officer stops a passenger; sign in with an office")]
    NoOfficer,
    /// An evacuee's way to the transit point is never blocked.
    #[error("border-evacuee: an evacuee is referred, never stopped, before the transit point")]
    Evacuee,
}

/// One decision for each passenger of `manifest`, in its order.
#[must_use]
pub fn decide(manifest: &Manifest, rules: &Rules) -> Vec<Decision> {
    manifest.passengers().iter().map(|passenger| one(passenger, rules)).collect()
}

fn one(passenger: &Passenger, rules: &Rules) -> Decision {
    let mut reasons = doubts(passenger, rules);
    let answer = if reasons.is_empty() { Answer::Clear } else { Answer::Refer };
    if answer == Answer::Clear {
        let own = passenger.nation == rules.arrival;
        reasons.push(if own { Reason::Citizen } else { Reason::PartnerCitizen });
    }
    let person = passenger.person.clone();
    Decision { person, answer, reasons, officer: None, evacuee: rules.evacuation }
}

/// Everything that an officer must look at.
fn doubts(passenger: &Passenger, rules: &Rules) -> Vec<Reason> {
    let mut doubts = Vec::new();
    match &passenger.document {
        None => doubts.push(Reason::NoDocument),
        Some(document) => {
            if !document.verified {
                doubts.push(Reason::DocumentRefuted);
            }
            // An expiry date that can't be read counts as past, so that somebody looks at it.
            if document.expires.is_none_or(|last| last < rules.day) {
                doubts.push(Reason::DocumentExpired);
            }
            if rules.reported.contains(&document.number) {
                doubts.push(Reason::DocumentReported);
            }
        }
    }
    if !passenger.born.is_some_and(crate::registry::Born::is_full) {
        doubts.push(Reason::BirthDatePartial);
    }
    if passenger.nation != rules.arrival && !rules.partners.contains(&passenger.nation) {
        doubts.push(Reason::OtherCitizen);
    }
    doubts
}

impl Decision {
    /// An officer stops a passenger, or lets one through whom the machine referred.
    ///
    /// # Errors
    /// When no office answers for it, or an evacuee would be stopped.
    pub fn by_officer(&self, answer: Answer, officer: &str) -> Result<Self, DecisionRefusal> {
        if officer.is_empty() {
            return Err(DecisionRefusal::NoOfficer);
        }
        if self.evacuee && answer == Answer::NoBoard {
            return Err(DecisionRefusal::Evacuee);
        }
        let mut decided = self.clone();
        decided.answer = answer;
        decided.reasons.push(Reason::Officer);
        decided.officer = Some(officer.to_owned());
        Ok(decided)
    }

    /// Whom it is about.
    #[must_use]
    pub fn person(&self) -> &PersonId {
        &self.person
    }

    /// The answer.
    #[must_use]
    pub fn answer(&self) -> Answer {
        self.answer
    }

    /// Why.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }
}
