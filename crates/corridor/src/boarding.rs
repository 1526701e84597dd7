//! Room 11. The plan meets the people at the door: scans, no-shows, walk-ins.
//!
//! A scan may be hours old and may have been made without a network; it is judged by its own time
//! and never refused for being late to arrive. A household boards whole, or its members wait.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use travel_documents::Zone;

use crate::agreement::Nation;
use crate::people::Person;
use crate::record::{HouseholdId, LiftId, PersonId};
use crate::registry::{Born, Sex};

/// A passenger whom the door expects, from either nation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    /// The person.
    pub person: PersonId,
    /// Their household.
    pub household: HouseholdId,
    /// Document numbers that they may show.
    pub documents: BTreeSet<String>,
    /// The name in Latin letters, as in the passport.
    pub latin: Option<String>,
    /// Date of birth, as far as known.
    pub born: Option<Born>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Nationality.
    pub nation: Nation,
}

impl Expected {
    /// What the door must know of `person`; none without a nationality.
    #[must_use]
    pub fn of(person: &Person) -> Option<Self> {
        Some(Self {
            person: person.id.clone(),
            household: person.household.clone(),
            documents: person.documents().into_iter().map(str::to_owned).collect(),
            latin: person.latin().map(str::to_owned),
            born: person.born(),
            sex: person.claims.iter().find_map(|(_, claim)| claim.sex),
            nation: person.nation()?,
        })
    }
}

/// What somebody shows at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The machine readable zone of a document.
    Document(Box<Zone>),
    /// The reference of their registration: no document at hand.
    Reference(PersonId),
}

/// One person let aboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boarded {
    /// The person.
    pub person: PersonId,
    /// Their household.
    pub household: HouseholdId,
    /// The lift.
    pub lift: LiftId,
    /// When they were scanned, by the door's own clock.
    pub at: Timestamp,
    /// Whether they had a seat by the plan, or came without one.
    pub how: How,
    /// Whether a document was seen.
    pub document_seen: bool,
}

/// How somebody came to the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// With a seat by the plan.
    Planned,
    /// Without one, and there was room.
    WalkIn,
}

/// Why somebody is not let aboard, with what the door does next.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BoardingRefusal {
    /// Nobody expected has this document.
    #[error("not-on-list: nobody expected here has this document; add a walk-in or send to desk")]
    NotOnList,
    /// Check digits of the zone are wrong.
    #[error("document-mismatch: the zone's check digits are wrong; scan again or type it")]
    DocumentMismatch,
    /// Already aboard.
    #[error("already-here: already aboard; nothing to do")]
    AlreadyHere,
    /// No seat is left.
    #[error("no-seat: no seat is left; keep the household together on the stand-by list")]
    NoSeat,
    /// Check-in was closed.
    #[error("closed: check-in was closed at that time; send to the desk")]
    Closed,
}

/// The door of one lift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    lift: LiftId,
    closes: Timestamp,
    room: u32,
    expected: BTreeMap<PersonId, Expected>,
    walk_ins: BTreeSet<PersonId>,
    aboard: BTreeMap<PersonId, Boarded>,
}

impl Door {
    /// Opens the door of `lift`: `room` is all it can take, laps included.
    #[must_use]
    pub fn open(lift: LiftId, closes: Timestamp, room: u32, expected: Vec<Expected>) -> Self {
        let expected = expected.into_iter().map(|one| (one.person.clone(), one)).collect();
        Self { lift, closes, room, expected, walk_ins: BTreeSet::new(), aboard: BTreeMap::new() }
    }

    /// The same door with those who are aboard already: after a restart, or at another scanner.
    #[must_use]
    pub fn resume(mut self, aboard: impl IntoIterator<Item = Boarded>) -> Self {
        let known = aboard.into_iter().map(|one| (one.person.clone(), one));
        self.aboard.extend(known);
        self
    }

    /// Lets aboard whoever shows `shown`.
    ///
    /// # Errors
    /// A [`BoardingRefusal`]; each is one of the result codes that a scanner shows.
    pub fn scan(&mut self, shown: &Shown, at: Timestamp) -> Result<Boarded, BoardingRefusal> {
        if at > self.closes {
            return Err(BoardingRefusal::Closed);
        }
        let expected = self.find(shown)?.clone();
        self.admit(&expected, at, matches!(shown, Shown::Document(_)))
    }

    /// Gives a household that came without a seat its places, whole or not at all; its members are
    /// then scanned like everybody else.
    ///
    /// # Errors
    /// [`BoardingRefusal::NoSeat`] when it does not fit beside everybody still expected.
    pub fn walk_in(
        &mut self,
        household: &[Expected],
        at: Timestamp,
    ) -> Result<(), BoardingRefusal> {
        if at > self.closes {
            return Err(BoardingRefusal::Closed);
        }
        let wanted = u32::try_from(household.len()).unwrap_or(u32::MAX);
        if self.taken().saturating_add(wanted) > self.room {
            return Err(BoardingRefusal::NoSeat);
        }
        for one in household {
            self.walk_ins.insert(one.person.clone());
            self.expected.insert(one.person.clone(), one.clone());
        }
        Ok(())
    }

    /// Who is aboard.
    pub fn aboard(&self) -> impl Iterator<Item = &Boarded> {
        self.aboard.values()
    }

    /// Who was expected and is not aboard.
    pub fn missing(&self) -> impl Iterator<Item = &Expected> {
        self.expected.values().filter(|one| !self.aboard.contains_key(&one.person))
    }

    /// The lift.
    #[must_use]
    pub fn lift(&self) -> &LiftId {
        &self.lift
    }

    /// Whom the door expects under this id.
    #[must_use]
    pub fn expected(&self, person: &PersonId) -> Option<&Expected> {
        self.expected.get(person)
    }

    /// People aboard and people still expected.
    fn taken(&self) -> u32 {
        let absent = self.missing().count();
        u32::try_from(self.aboard.len().saturating_add(absent)).unwrap_or(u32::MAX)
    }

    fn find(&self, shown: &Shown) -> Result<&Expected, BoardingRefusal> {
        match shown {
            Shown::Reference(person) => self.expected.get(person).ok_or(BoardingRefusal::NotOnList),
            Shown::Document(zone) => {
                if zone.refuted().next().is_some() {
                    return Err(BoardingRefusal::DocumentMismatch);
                }
                let has = |one: &&Expected| one.documents.contains(zone.number.as_str());
                self.expected.values().find(has).ok_or(BoardingRefusal::NotOnList)
            }
        }
    }

    fn admit(
        &mut self,
        who: &Expected,
        at: Timestamp,
        document_seen: bool,
    ) -> Result<Boarded, BoardingRefusal> {
        if self.aboard.contains_key(&who.person) {
            return Err(BoardingRefusal::AlreadyHere);
        }
        let full = u32::try_from(self.aboard.len()).unwrap_or(u32::MAX) >= self.room;
        if full {
            return Err(BoardingRefusal::NoSeat);
        }
        let walks_in = self.walk_ins.contains(&who.person);
        let how = if walks_in { How::WalkIn } else { How::Planned };
        let boarded = Boarded {
            person: who.person.clone(),
            household: who.household.clone(),
            lift: self.lift.clone(),
            at,
            how,
            document_seen,
        };
        self.aboard.insert(who.person.clone(), boarded.clone());
        Ok(boarded)
    }
}
