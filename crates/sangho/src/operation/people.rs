//! Acts on people: registrations, changes of mind, who is who, and who is on both lists.

mod across;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use corridor::agreement::{Consent, DataClass};
use corridor::people::{Announced, Decision, Party, Shared};
use corridor::record::{HouseholdId, RegistrationId};
use corridor::registry::{FieldError, Intake, Intention, Registration};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::fact::{Beside, Fact};
use super::{Node, Refused};

pub use across::Across;

impl Node {
    /// Registers what one source says of a household. Registering the same id twice is the same
    /// registration.
    ///
    /// # Errors
    /// Every bad field at once.
    pub fn register(&mut self, intake: Intake) -> Result<RegistrationId, Vec<FieldError>> {
        let (id, at) = (intake.id.clone(), intake.at);
        if self.state.registrations.contains_key(&id) {
            return Ok(id);
        }
        let registration = Registration::take(intake)?;
        let claims = Beside::Personal(registration.personal().clone());
        let fact = Fact::Registered(registration);
        self.record(at, &fact, Some(&claims)).map_err(|_| {
            vec![FieldError {
                code: "registration-too-large",
                field: "people".to_owned(),
                what: "the registration does not fit one entry of the log",
                todo: "register a larger group in parts",
            }]
        })?;
        Ok(id)
    }

    /// A household changes its mind.
    ///
    /// # Errors
    /// When the registration is not known.
    pub fn revise(
        &mut self,
        registration: &RegistrationId,
        intention: Intention,
        at: Timestamp,
    ) -> Result<(), Refused> {
        let known = self.state.registrations.get(registration).ok_or_else(|| Refused {
            code: "registration-unknown".to_owned(),
            what: "no registration has this reference; check it, or register anew".to_owned(),
        })?;
        if known.intention() == intention {
            return Ok(());
        }
        let fact = Fact::Revised { registration: registration.clone(), intention };
        self.record(at, &fact, None).map(|_| ())
    }

    /// An officer answers a question of the queue.
    ///
    /// # Errors
    /// When the decision can't be recorded.
    pub fn decide(&mut self, decision: Decision, at: Timestamp) -> Result<(), Refused> {
        if self.state.decisions.contains(&decision) {
            return Ok(());
        }
        self.record(at, &Fact::Decided(decision), None).map(|_| ())
    }

    /// Tells the partner of every household that is new or has changed and agrees to it: how many,
    /// where, with which needs, and keyed hashes to find people on both lists. No name crosses.
    ///
    /// # Errors
    /// When the agreement does not allow it.
    pub fn announce(&mut self, at: Timestamp) -> Result<(), Refused> {
        let (me, secret) = (self.state.me, self.secret);
        let today = at.to_zoned_datetime(TimeZone::UTC).date();
        let people = self.state.people();
        let mut news = Vec::new();
        for household in people.households.values() {
            let party = Party::of(people, household, me, today);
            let announced = Announced::of(people, household, &secret);
            news.push((party, announced, household.share));
        }
        for (party, announced, share) in news {
            let consent = Consent::Given;
            let known = self.state.announced.get(&me).and_then(|all| all.get(&party.id));
            if share && known != Some(&announced) {
                let class = (DataClass::MatchTokens, consent);
                self.share(class, at, &Fact::Announced(announced), None)?;
            }
            let known = self.state.parties.get(&me).and_then(|all| all.get(&party.id));
            if known == Some(&party) {
                continue;
            }
            if share {
                self.share((DataClass::Parties, consent), at, &Fact::Party(party), None)?;
            } else {
                // Without its consent a household is planned for by its own nation only.
                self.record(at, &Fact::Party(party), None)?;
            }
        }
        self.announce_merged(at)
    }

    /// Tells the partner which announced households turned out to be another one.
    fn announce_merged(&mut self, at: Timestamp) -> Result<(), Refused> {
        let me = self.state.me;
        let told = self.state.parties.get(&me).into_iter().flatten();
        let told: Vec<HouseholdId> = told.map(|(id, _)| id.clone()).collect();
        let people = self.state.people();
        let mut merged = Vec::new();
        for id in told.into_iter().filter(|id| !people.households.contains_key(id)) {
            let names = |one: &RegistrationId| one.as_str() == id.as_str();
            let mut all = people.households.values();
            if let Some(into) = all.find(|one| one.registrations.iter().any(names)) {
                merged.push((id, into.id.clone(), into.share));
            }
        }
        for (household, into, share) in merged {
            let consent = if share { Consent::Given } else { Consent::VitalInterest };
            let fact = Fact::Merged { household, into };
            self.share((DataClass::Parties, consent), at, &fact, None)?;
        }
        Ok(())
    }

    /// An officer decides whether two likely persons are one on both lists; the partner learns it.
    ///
    /// # Errors
    /// When the agreement does not allow it.
    pub fn decide_across(
        &mut self,
        pair: Shared,
        same: bool,
        at: Timestamp,
    ) -> Result<(), Refused> {
        let fact = Fact::SameAcross { pair, same };
        self.share((DataClass::MatchTokens, Consent::VitalInterest), at, &fact, None)
    }

    /// Who is on both lists, and who answers for them.
    pub fn across(&mut self) -> Arc<Across> {
        let version = self.state.across_version;
        match &self.across {
            Some((known, across)) if *known == version => Arc::clone(across),
            _ => {
                let across = Arc::new(Across::of(&self.state));
                self.across = Some((version, Arc::clone(&across)));
                across
            }
        }
    }
}
