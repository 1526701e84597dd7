//! Acts at the door: who is expected, who boards, who does not come, and the passenger list.

use corridor::agreement::{Consent, DataClass};
use corridor::boarding::{Boarded, BoardingRefusal, Door, Expected, Shown};
use corridor::manifest::{Manifest, Passenger, Voyage};
use corridor::record::{HouseholdId, LiftId};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::fact::{Beside, Fact};
use super::{Node, Refused, refused};

/// Names of passengers cross only for transport: under the clause for passengers.
const PASSENGERS: (DataClass, Consent) = (DataClass::Passengers, Consent::VitalInterest);

impl Node {
    /// Gives a household its seats on a lift. On the partner's lift, the partner's door learns who
    /// they are.
    ///
    /// # Errors
    /// When lift or household is not known, or the agreement does not allow it.
    pub fn expect(
        &mut self,
        lift: &LiftId,
        household: &HouseholdId,
        at: Timestamp,
    ) -> Result<(), Refused> {
        let known = self.state.expected.get(lift);
        if known.is_some_and(|households| households.contains_key(household)) {
            return Ok(());
        }
        let partners = self.lift(lift)?.nation() == Some(self.state.partner);
        if partners && !self.shares(household) {
            return Err(Refused {
                code: "consent-missing".to_owned(),
                what: format!(
                    "{household} has not agreed that the partner learns of it; ask, or find a seat \
                     on its own nation's lifts"
                ),
            });
        }
        let expected = self.expected_of(household)?;
        let people = u32::try_from(expected.len()).unwrap_or(u32::MAX);
        let fact = Fact::Expected { lift: lift.clone(), household: household.clone(), people };
        let beside = Beside::Expected(expected);
        if partners {
            return self.share(PASSENGERS, at, &fact, Some(&beside));
        }
        self.record(at, &fact, Some(&beside)).map(|_| ())
    }

    /// Whether a household agreed that the partner learns what its transport needs.
    fn shares(&mut self, household: &HouseholdId) -> bool {
        self.state.people().households.get(household).is_some_and(|one| one.share)
    }

    /// What a door must know of the members of one of our households.
    ///
    /// # Errors
    /// When the household is not in this node's registry.
    pub fn expected_of(&mut self, household: &HouseholdId) -> Result<Vec<Expected>, Refused> {
        let people = self.state.people();
        let members = people.households.get(household).ok_or_else(|| Refused {
            code: "household-unknown".to_owned(),
            what: format!("no household {household} is registered here; register it first"),
        })?;
        let persons = members.members.iter().filter_map(|id| people.persons.get(id));
        Ok(persons.filter_map(Expected::of).collect())
    }

    /// Lets a household aboard, each member by what they show, whole or not at all.
    ///
    /// # Errors
    /// The door's refusal for the first member whom it does not let aboard; nobody is aboard then.
    pub fn board(
        &mut self,
        lift: &LiftId,
        shown: &[Shown],
        walk_in: Option<&[Expected]>,
        at: Timestamp,
    ) -> Result<Vec<Boarded>, Refused> {
        let mut door = self.door(lift)?;
        if let Some(household) = walk_in {
            door.walk_in(household, at).map_err(refused)?;
        }
        let mut aboard = Vec::new();
        let mut passengers = Vec::new();
        let today = at.to_zoned_datetime(TimeZone::UTC).date();
        for one in shown {
            let boarded = match door.scan(one, at) {
                Ok(boarded) => boarded,
                // The same scan sent twice, after a bad line, is one boarding.
                Err(BoardingRefusal::AlreadyHere) => continue,
                Err(refusal) => return Err(refused(refusal)),
            };
            let zone = match one {
                Shown::Document(zone) => Some(&**zone),
                Shown::Reference(_) => None,
            };
            if let Some(expected) = door.expected(&boarded.person) {
                passengers.push(Passenger::of(expected, zone, today));
            }
            aboard.push(boarded);
        }
        self.write_boarded(lift, &aboard, passengers, at)?;
        Ok(aboard)
    }

    fn write_boarded(
        &mut self,
        lift: &LiftId,
        aboard: &[Boarded],
        passengers: Vec<Passenger>,
        at: Timestamp,
    ) -> Result<(), Refused> {
        let Some(first) = aboard.first() else {
            return Ok(());
        };
        let household = first.household.clone();
        let ours = self.is_answered_by_us(&household);
        let persons = aboard.to_vec();
        let fact = Fact::Boarded { lift: lift.clone(), household, persons };
        let beside = Beside::Passengers(passengers);
        if ours {
            return self.record(at, &fact, Some(&beside)).map(|_| ());
        }
        self.share(PASSENGERS, at, &fact, Some(&beside))
    }

    /// Check-in has closed: who was expected and is not aboard did not come. The partner learns
    /// which households are aboard, by their ids.
    ///
    /// # Errors
    /// When the lift is not known.
    pub fn close_door(
        &mut self,
        lift: &LiftId,
        at: Timestamp,
    ) -> Result<Vec<HouseholdId>, Refused> {
        let door = self.door(lift)?;
        let mut absent: Vec<HouseholdId> =
            door.missing().map(|one| one.household.clone()).collect();
        absent.sort();
        absent.dedup();
        for household in &absent {
            let known = (lift.clone(), household.clone());
            if self.state.no_shows.contains(&known) {
                continue;
            }
            let fact = Fact::NoShow { lift: lift.clone(), household: household.clone() };
            if self.is_answered_by_us(household) {
                self.record(at, &fact, None)?;
            } else {
                self.share(PASSENGERS, at, &fact, None)?;
            }
        }
        self.tell_seats(at)?;
        Ok(absent)
    }

    /// Makes the passenger list of a lift; where it lands on the partner's soil, the partner's
    /// border gets it as PAXLST.
    ///
    /// # Errors
    /// When the list can't be written, or the agreement does not allow to send it.
    pub fn list(&mut self, lift: &LiftId, at: Timestamp) -> Result<(), Refused> {
        if self.state.listings.contains_key(lift) {
            return Ok(());
        }
        let voyage = self.voyage(lift)?;
        let passengers = self.state.passengers.get(lift).cloned().unwrap_or_default();
        let count = u32::try_from(passengers.len()).unwrap_or(u32::MAX);
        let to_partner = self
            .lift(lift)?
            .destination()
            .and_then(|to| self.state.places.get(to))
            .is_some_and(|place| place.country == self.state.partner);
        let message = Manifest::of(voyage.clone(), passengers).to_paxlst(at).map_err(refused)?;
        let fact = Fact::Listed { voyage, passengers: count };
        let beside = Beside::Message(message);
        if to_partner {
            let class = (DataClass::BorderLists, Consent::VitalInterest);
            return self.share(class, at, &fact, Some(&beside));
        }
        self.record(at, &fact, Some(&beside)).map(|_| ())
    }

    fn voyage(&self, id: &LiftId) -> Result<Voyage, Refused> {
        let lift = self.lift(id)?;
        let place = |id| self.state.places.get(id);
        let last = lift.plan().legs.last();
        let ends = last.and_then(|leg| place(&leg.from).zip(place(&leg.to)));
        ends.and_then(|(from, to)| Voyage::of(lift, from, to)).ok_or_else(|| Refused {
            code: "voyage-unknown".to_owned(),
            what: format!("lift {id} has no last leg between known places; enter both places"),
        })
    }

    /// The door of a lift as it stands: who is expected, who is aboard.
    fn door(&self, id: &LiftId) -> Result<Door, Refused> {
        let lift = self.lift(id)?.plan();
        let departs = lift.legs.last().map_or(self.state.now, |leg| leg.departs);
        let room = lift.seats.seats.saturating_add(lift.seats.lap_infants);
        let expected = self.state.expected.get(id).into_iter().flatten();
        let waiting = expected
            .filter(|(household, _)| {
                !self.state.no_shows.iter().any(|(at, who)| at == id && who == *household)
            })
            .flat_map(|(_, people)| people.iter().cloned())
            .collect();
        let aboard = self.state.boarded.get(id).into_iter().flatten().cloned();
        Ok(Door::open(id.clone(), departs, room, waiting).resume(aboard))
    }

    /// Whether a household is in our registry and the partner answers for nobody in it.
    fn is_answered_by_us(&mut self, household: &HouseholdId) -> bool {
        let across = self.across();
        self.state.people().households.contains_key(household)
            && !across.households_of_partner.contains(household)
            && !across.elsewhere.contains_key(household)
    }
}
