//! What the partner may say to us. The matrix says which data may cross; this says about what: a
//! partner speaks for its own lifts, its own people and its own offers, never for ours.

use corridor::agreement::Nation;
use corridor::plan::Kind;
use corridor::record::LiftId;

use super::Refused;
use super::fact::Fact;
use super::state::State;

impl State {
    /// Whether the partner may say `fact` to this node.
    ///
    /// # Errors
    /// What it spoke about that is not its own. Nothing of it is taken in.
    pub fn hears(&self, fact: &Fact) -> Result<(), Refused> {
        let its_own = match fact {
            Fact::Warned(_) | Fact::Closed(_) | Fact::Planned(_) | Fact::SameAcross { .. } => true,
            Fact::Place(place) => self.places.get(&place.id).is_none_or(|known| known == place),
            Fact::Lift(lift) => {
                let partners = lift.nation() == Some(self.partner);
                let ours = lift.nation() == Some(self.me);
                let news = self.lifts.get(lift.id()).is_none_or(|known| known == lift);
                !ours && (news || partners) && !self.is_lift_of(lift.id(), self.me)
            }
            Fact::Landed { lift, .. }
            | Fact::Boarded { lift, .. }
            | Fact::NoShow { lift, .. }
            | Fact::Seated { plan: Kind::History, lift, .. } => !self.is_lift_of(lift, self.me),
            // Both plan over all seats.
            Fact::Seated { .. } | Fact::Replanned(_) => true,
            // The partner's people on our lift: the only passengers that it can send us.
            Fact::Expected { lift, household, .. } => {
                self.is_lift_of(lift, self.me) && !self.is_ours(household.as_str())
            }
            Fact::Party(party) => party.nation == self.partner,
            Fact::Announced(announced) => !self.is_ours(announced.household.as_str()),
            Fact::Merged { household, into } => {
                !self.is_ours(household.as_str()) && !self.is_ours(into.as_str())
            }
            Fact::Offer(offer) => match self.offers.get(offer.id()) {
                None => offer.by() == self.partner,
                Some(known) => known.is_answered_by(offer) && known.to() == self.partner,
            },
            Fact::Listed { voyage, .. } => !self.is_lift_of(&voyage.lift, self.me),
            Fact::Answered { lift, .. } => self.listings.contains_key(lift),
            Fact::Closing(_) => true,
            // What a nation decides for itself never comes from the partner.
            Fact::Declared(_)
            | Fact::Notified(_)
            | Fact::Registered(_)
            | Fact::Revised { .. }
            | Fact::Decided(_)
            | Fact::Told(_) => false,
        };
        if its_own {
            return Ok(());
        }
        Err(Refused {
            code: "partner-not-its-own".to_owned(),
            what: format!(
                "{} spoke of {}, which is not its own to say; compare the two nodes' logs",
                self.partner,
                fact.room().name()
            ),
        })
    }

    fn is_lift_of(&self, id: &LiftId, nation: Nation) -> bool {
        self.lifts.get(id).is_some_and(|lift| lift.nation() == Some(nation))
    }

    /// Ids begin with the code of the nation that gave them.
    fn is_ours(&self, id: &str) -> bool {
        id.strip_prefix(&self.me.to_string()).is_some_and(|rest| rest.starts_with('-'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use corridor::headcount::{State as Final, Told};
    use corridor::people::{Announced, Decision, Row};
    use corridor::record::{HouseholdId, RegistrationId};
    use jiff::Timestamp;

    fn state() -> State {
        State::new("KR".parse().unwrap(), "JP".parse().unwrap())
    }

    fn announced(household: &str) -> Fact {
        Fact::Announced(Announced {
            household: HouseholdId::new(household),
            first: Timestamp::UNIX_EPOCH,
            members: std::collections::BTreeMap::new(),
        })
    }

    #[test]
    fn a_partner_speaks_of_its_own_people_only() {
        assert!(state().hears(&announced("JP-00001")).is_ok());
        assert!(state().hears(&announced("KR-00001")).is_err());
        let merged = |household: &str, into: &str| Fact::Merged {
            household: HouseholdId::new(household),
            into: HouseholdId::new(into),
        };
        assert!(state().hears(&merged("JP-2", "JP-1")).is_ok());
        assert!(state().hears(&merged("KR-2", "JP-1")).is_err());
        assert!(state().hears(&merged("JP-2", "KR-1")).is_err());
    }

    #[test]
    fn a_partner_decides_nothing_for_us() {
        let row = |id: &str| Row { registration: RegistrationId::new(id), index: 0 };
        let (a, b) = (row("KR-1"), row("KR-2"));
        let decided =
            Fact::Decided(Decision { a, b, same: true, officer: "x".into(), until: None });
        let household = HouseholdId::new("KR-1");
        let told = Told { household, state: Final::Deceased, officer: "x".into() };
        for fact in [decided, Fact::Told(told)] {
            assert_eq!(state().hears(&fact).unwrap_err().code, "partner-not-its-own");
        }
    }
}
