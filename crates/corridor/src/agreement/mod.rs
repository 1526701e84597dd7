//! Room 1. What the two nations agreed: clauses, the release matrix, and the permission that a
//! release rests on.
//!
//! Nothing leaves a node without a [`Permission`], and only [`Agreement::permit`] makes one.

mod iso;
mod nation;
mod signed;
mod terms;

pub use nation::{Nation, NationError};
pub use signed::AdoptError;
pub use terms::{
    Clause, Consent, DataClass, KeyUse, Party, Phase, PinnedKey, Purpose, Release, Suspension,
    Terms, Words,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The terms in force between two nations, proven to carry both signatures.
#[derive(Clone, Debug)]
pub struct Agreement {
    terms: Terms,
}

/// What somebody wants to hand over, to whom, and in which circumstances.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// The kind of data.
    pub data: DataClass,
    /// Who hands over.
    pub from: Nation,
    /// Who receives.
    pub to: Nation,
    /// Whether an emergency has been declared.
    pub phase: Phase,
    /// What the persons concerned have been told or have agreed to.
    pub consent: Consent,
    /// When.
    pub at: Timestamp,
}

/// The right to hand one class of data to one recipient for one purpose, and its clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Permission {
    clause: String,
    purpose: Purpose,
    data: DataClass,
    from: Nation,
    recipient: Nation,
    until: Option<Timestamp>,
}

/// Why nothing may be handed over.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum Refusal {
    /// The two nations are not the parties of this agreement.
    #[error("{from} and {to} are not the two parties of this agreement; choose another agreement")]
    NotParties {
        /// Who wanted to hand over.
        from: String,
        /// To whom.
        to: String,
    },
    /// Before the agreement's first day or after its last (warnings outlive it).
    #[error("the agreement is not in force on that day; only warnings may still be sent")]
    NotInForce,
    /// No row of the release matrix names this data.
    #[error("no clause lets {data} go from {from} to {to} now; both nations must sign one first")]
    NoClause {
        /// The data asked for.
        data: String,
        /// Who wanted to hand over.
        from: String,
        /// To whom.
        to: String,
    },
    /// A clause exists, but the persons concerned have not agreed.
    #[error("clause {clause} needs consent or a vital interest; ask the persons concerned")]
    NoConsent {
        /// The clause that would otherwise allow it.
        clause: String,
    },
    /// One nation alone may narrow or suspend a clause; it did.
    #[error("clause {clause} is suspended by {by}; only {by} can lift that")]
    Suspended {
        /// The clause.
        clause: String,
        /// Who suspended it.
        by: String,
    },
}

impl Refusal {
    /// The stable code of this refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotParties { .. } => "agreement-not-parties",
            Self::NotInForce => "agreement-not-in-force",
            Self::NoClause { .. } => "agreement-no-clause",
            Self::NoConsent { .. } => "agreement-no-consent",
            Self::Suspended { .. } => "agreement-suspended",
        }
    }
}

impl Agreement {
    /// The two nations bound by it.
    #[must_use]
    pub fn parties(&self) -> [Nation; 2] {
        self.terms.parties
    }

    /// The terms as both signed them.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The partner of one of the two parties.
    #[must_use]
    pub fn partner_of(&self, nation: Nation) -> Option<Nation> {
        match self.terms.parties {
            [a, b] if a == nation => Some(b),
            [a, b] if b == nation => Some(a),
            _ => None,
        }
    }

    /// The permission for `ask`, or the reason why there is none.
    ///
    /// # Errors
    /// A [`Refusal`] that names the clause where there is one.
    pub fn permit(&self, ask: &Ask) -> Result<Permission, Refusal> {
        if self.partner_of(ask.from) != Some(ask.to) {
            return Err(Refusal::NotParties { from: ask.from.to_string(), to: ask.to.to_string() });
        }
        if !self.terms.in_force(ask.at) && ask.data != DataClass::Warnings {
            return Err(Refusal::NotInForce);
        }
        let mut refusal = Refusal::NoClause {
            data: ask.data.as_str().to_owned(),
            from: ask.from.to_string(),
            to: ask.to.to_string(),
        };
        for row in self.terms.releases.iter().filter(|row| row.names(ask)) {
            if let Some(by) = self.terms.suspended_by(&row.clause) {
                refusal = Refusal::Suspended { clause: row.clause.clone(), by: by.to_string() };
            } else if ask.consent < row.consent {
                refusal = Refusal::NoConsent { clause: row.clause.clone() };
            } else {
                return Ok(self.permission(row, ask));
            }
        }
        Err(refusal)
    }

    fn permission(&self, row: &Release, ask: &Ask) -> Permission {
        Permission {
            clause: row.clause.clone(),
            purpose: row.purpose,
            data: ask.data,
            from: ask.from,
            recipient: ask.to,
            until: self.terms.end_of(ask.data),
        }
    }
}

impl Permission {
    /// The clause it rests on, as the agreement numbers it.
    #[must_use]
    pub fn clause(&self) -> &str {
        &self.clause
    }

    /// What the data may be used for.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// The class of data.
    #[must_use]
    pub fn data(&self) -> DataClass {
        self.data
    }

    /// Who hands over.
    #[must_use]
    pub fn from(&self) -> Nation {
        self.from
    }

    /// Who receives.
    #[must_use]
    pub fn recipient(&self) -> Nation {
        self.recipient
    }

    /// The last instant of the right; none for what outlives the agreement.
    #[must_use]
    pub fn until(&self) -> Option<Timestamp> {
        self.until
    }
}
