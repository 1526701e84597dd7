//! Why a lift flies with empty seats.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::party::asides;
use super::{Ask, ExplainError, Why};
use crate::itinerary::{Aside, Path};
use crate::plan::Ride;
use crate::problem::{LiftId, Minute, Party, PlaceId, PlaceKind};
use crate::search::model::{Load, fits};

/// Using the lift asked about counts before any burden.
const REWARD: i64 = -(1 << 50);

/// How a lift is filled, and why no better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LiftWhy {
    /// Which.
    pub lift: LiftId,
    /// Leg by leg.
    pub legs: Vec<StopWhy>,
    /// Of everybody who is not aboard nor at home: why not, in order of the reason.
    pub empty: Vec<Empty>,
}

/// One leg of a lift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StopWhy {
    /// Where it departs.
    pub from: PlaceId,
    /// Where it arrives.
    pub to: PlaceId,
    /// When it departs.
    pub departs: Minute,
    /// Seats taken, by infants beyond the lap places too.
    pub taken: u32,
    /// Seats that one more person with a seat could take.
    pub free: u32,
}

/// So many people are not aboard for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Empty {
    /// Why.
    pub because: EmptyBecause,
    /// How many people.
    pub people: u64,
}

/// Why people are not aboard a lift that has seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EmptyBecause {
    /// They could be, and would be better off: the plan can be improved.
    CouldBoard,
    /// They could be, and have what is as good or better.
    HaveBetter,
    /// The household is larger than the room that is left, or needs a position that is not left,
    /// or brings more baggage or pets than the lift has room for.
    TooLarge,
    /// The lifts that would bring them there are full.
    NoWayThere,
    /// A closure is in the way.
    Closed,
    /// They can't be there in time, or it is past their deadline.
    NotInTime,
    /// The agreement does not let them.
    NotEligible,
    /// No chain of rides with it leads them to safety.
    LeadsNowhere,
}

impl EmptyBecause {
    /// The stable name, as in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CouldBoard => "could-board",
            Self::HaveBetter => "have-better",
            Self::TooLarge => "too-large",
            Self::NoWayThere => "no-way-there",
            Self::Closed => "closed",
            Self::NotInTime => "not-in-time",
            Self::NotEligible => "not-eligible",
            Self::LeadsNowhere => "leads-nowhere",
        }
    }
}

impl Why {
    /// How a lift is filled, and why those who are not aboard are not.
    ///
    /// # Errors
    /// There is no such lift.
    pub fn lift_filled(&self, id: &LiftId) -> Result<LiftWhy, ExplainError> {
        let number = self.lift_number(id)?;
        let lift = self.problem.lifts.get(number).ok_or(ExplainError::UnknownLift)?;
        let legs = self.legs_of(number).zip(&lift.legs).map(|(leg, of)| {
            let [seats, people, ..] = self.free.get(leg).copied().unwrap_or_default();
            let count = |free: i64| u32::try_from(free.max(0)).unwrap_or(u32::MAX);
            let free = count(seats.min(people));
            StopWhy {
                from: of.from.clone(),
                to: of.to.clone(),
                departs: of.departs,
                taken: lift.seats.seats.saturating_sub(free),
                free,
            }
        });
        let legs = legs.collect();
        let mut sums: BTreeMap<EmptyBecause, u64> = BTreeMap::new();
        for ((kind, rides), (unit, people)) in self.groups(number) {
            let because = self.not_aboard(number, kind, unit);
            let _ = rides;
            *sums.entry(because).or_default() += people;
        }
        let empty = sums.into_iter().map(|(because, people)| Empty { because, people }).collect();
        Ok(LiftWhy { lift: id.clone(), legs, empty })
    }

    /// Those who are not aboard, alike ones together: one of them, and how many people.
    fn groups(&self, lift: usize) -> BTreeMap<(usize, Vec<Ride>), (usize, u64)> {
        let mut groups: BTreeMap<_, (usize, u64)> = BTreeMap::new();
        for (number, unit) in self.model.units.iter().enumerate() {
            let path = self.paths.get(number).and_then(Option::as_ref);
            let rides = path.map(|path| path.rides.as_slice()).unwrap_or_default();
            let home = self.model.of(number).and_then(|(_, o)| o.kind()) == Some(PlaceKind::Home);
            if home || rides.iter().any(|ride| ride.0 == lift) {
                continue;
            }
            let group = groups.entry((unit.kind, self.rides(rides))).or_insert((number, 0));
            group.1 += u64::from(unit.share.people());
        }
        groups
    }

    fn not_aboard(&self, lift: usize, kind: usize, unit: usize) -> EmptyBecause {
        let (Some(kind), Some(party)) = (
            self.model.kinds.get(kind),
            self.model.units.get(unit).and_then(|unit| self.problem.parties.get(unit.party)),
        ) else {
            return EmptyBecause::LeadsNowhere;
        };
        let path = self.paths.get(unit).and_then(Option::as_ref);
        let room = self.room_without(path, &kind.needs);
        let size = (kind.needs, kind.people);
        let now = path.map_or(kind.staying, |path| path.burden);
        let ask = |aside| Ask::new(self, party, size, aside);
        if let Some(way) = self.with(lift, &ask(Aside::default()), &room) {
            return if way.burden < now || (path.is_none() && !kind.safe) {
                EmptyBecause::CouldBoard
            } else {
                EmptyBecause::HaveBetter
            };
        }
        let legs = self.legs_of(lift);
        let mut roomy = room.clone();
        for (leg, room) in roomy.iter_mut().enumerate() {
            if legs.contains(&leg) {
                *room = self.model.capacity.get(leg).copied().unwrap_or_default();
            }
        }
        if self.with(lift, &ask(Aside::default()), &roomy).is_some()
            || !legs
                .into_iter()
                .any(|leg| self.model.capacity.get(leg).is_some_and(|room| fits(&kind.needs, room)))
        {
            return EmptyBecause::TooLarge;
        }
        self.rule(lift, party, size)
    }

    /// The first rule that would have to give way.
    fn rule(&self, lift: usize, party: &Party, size: (Load, i64)) -> EmptyBecause {
        let gives = |aside: &Aside| {
            let ask = Ask::new(self, party, size, *aside);
            self.with(lift, &ask, &self.model.capacity).is_some()
        };
        match asides().into_iter().find(gives) {
            None => EmptyBecause::LeadsNowhere,
            Some(Aside { owners: true, .. }) => EmptyBecause::NotEligible,
            Some(Aside { times: true, .. }) => EmptyBecause::NotInTime,
            Some(Aside { closures: true, .. }) => EmptyBecause::Closed,
            Some(_) => EmptyBecause::NoWayThere,
        }
    }

    /// The best chain with this lift in it, if there is one.
    fn with(&self, lift: usize, ask: &Ask<'_>, room: &[Load]) -> Option<Path> {
        let legs = self.legs_of(lift);
        let way = ask.best(|leg| {
            let fits = fits(&ask.needs, room.get(leg)?);
            fits.then_some(if legs.contains(&leg) { REWARD } else { 0 })
        });
        way.filter(|way| way.rides.iter().any(|ride| ride.0 == lift))
    }
}
