//! Acts on people: registrations, changes of mind, who is who, and who is on both lists.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use corridor::agreement::{Consent, DataClass, Nation};
use corridor::people::{Announced, Decision, Party, Shared, shared};
use corridor::record::{HouseholdId, PersonId, RegistrationId};
use corridor::registry::{FieldError, Intake, Intention, Registration};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::fact::{Beside, Fact};
use super::state::State;
use super::{Node, Refused};

/// Who of our registry is also in the partner's, and which nation answers for them.
#[derive(Debug, Default)]
pub struct Across {
    /// Our person, by the partner's id for them.
    pub ours: BTreeMap<PersonId, PersonId>,
    /// The partner's ids of our persons.
    pub theirs: BTreeMap<PersonId, Vec<PersonId>>,
    /// Our persons for whom the partner answers.
    pub answered_by_partner: BTreeSet<PersonId>,
    /// Our households for which the partner answers.
    pub households_of_partner: BTreeSet<HouseholdId>,
    /// The partner's households for which we answer.
    pub households_of_ours: BTreeSet<HouseholdId>,
    /// The partner's household that is the same as ours, by ours.
    pub households: BTreeMap<HouseholdId, HouseholdId>,
    /// Likely pairs that no officer has decided.
    pub queue: Vec<Shared>,
}

impl Across {
    /// The other node's id of a household that is on both lists.
    #[must_use]
    pub fn other_household(&self, id: &HouseholdId) -> Option<&HouseholdId> {
        let theirs = || self.households.iter().find(|(_, theirs)| *theirs == id);
        self.households.get(id).or_else(|| theirs().map(|(ours, _)| ours))
    }
}

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

    /// Who is on both lists. The nation that heard first of somebody answers for them (the lower
    /// code if both heard at the same instant), so both nodes come to the same result.
    pub fn across(&mut self) -> Arc<Across> {
        let version = self.state.across_version;
        match &self.across {
            Some((known, across)) if *known == version => Arc::clone(across),
            _ => {
                let across = Arc::new(compare(&self.state));
                self.across = Some((version, Arc::clone(&across)));
                across
            }
        }
    }
}

fn compare(state: &State) -> Across {
    let of = |nation: Nation| -> Vec<Announced> {
        let all = state.announced.get(&nation);
        all.map(|all| all.values().cloned().collect()).unwrap_or_default()
    };
    let first = |nation: Nation, household: &HouseholdId| {
        let announced = state.announced.get(&nation).and_then(|all| all.get(household));
        (announced.map(|one| one.first), nation)
    };
    let mut across = Across::default();
    for pair in shared(&of(state.me), &of(state.partner)) {
        let decided = state.across.get(&(pair.ours.clone(), pair.theirs.clone()));
        match (decided.map(|(_, same)| *same), pair.by_document) {
            (Some(false), _) => continue,
            (None, false) => {
                across.queue.push(pair);
                continue;
            }
            _ => {}
        }
        let (ours, theirs) = (pair.our_household.clone(), pair.their_household.clone());
        across.households.insert(ours, theirs);
        let ours = first(state.me, &pair.our_household);
        if ours <= first(state.partner, &pair.their_household) {
            across.households_of_ours.insert(pair.their_household);
        } else {
            across.answered_by_partner.insert(pair.ours.clone());
            across.households_of_partner.insert(pair.our_household);
        }
        across.ours.insert(pair.theirs.clone(), pair.ours.clone());
        across.theirs.entry(pair.ours).or_default().push(pair.theirs);
    }
    let decided: BTreeSet<&PersonId> = across.ours.values().collect();
    across.queue.retain(|pair| !decided.contains(&pair.ours));
    across
}
