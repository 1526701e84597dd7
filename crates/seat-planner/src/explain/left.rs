//! What would have to change for somebody who is left: each single change that would do.

use serde::{Deserialize, Serialize};

use super::party::{Short, none};
use super::{Ask, Why};
use crate::itinerary::{Aside, Path, Timetable};
use crate::problem::{LiftId, Minute, Needs, Owner, Party};
use crate::search::model::{Load, fits, load, units_of};

/// Fewer lacking seats count before any burden.
const SEAT: i64 = 1 << 40;

/// One change that would let somebody out who is left, the rest of the plan as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Remedy {
    /// More room on these legs, all of them.
    MoreSeats(Vec<Short>),
    /// The consent of an owner to carry them.
    Consent(Owner),
    /// Check-in of this lift for them is open so many minutes longer, or they are there as much
    /// sooner.
    LaterCheckIn {
        /// Which lift.
        lift: LiftId,
        /// How many minutes.
        minutes: Minute,
    },
    /// They may depart from danger so many minutes after their latest time.
    LaterDeadline {
        /// How many minutes.
        minutes: Minute,
    },
    /// The planned time ends so many minutes later.
    LaterHorizon {
        /// How many minutes.
        minutes: Minute,
    },
    /// A closure of the problem is lifted: by its number.
    Reopened(usize),
    /// They consent to travel apart, and some of them can.
    TravelApart,
    /// They leave behind so much of what they bring, as little as will do.
    LeaveBehind {
        /// Pieces of baggage.
        #[serde(default, skip_serializing_if = "none")]
        baggage: u32,
        /// Pets.
        #[serde(default, skip_serializing_if = "none")]
        pets: u32,
    },
}

impl Remedy {
    /// The stable name, as in JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::MoreSeats(_) => "more-seats",
            Self::Consent(_) => "consent",
            Self::LaterCheckIn { .. } => "later-check-in",
            Self::LaterDeadline { .. } => "later-deadline",
            Self::LaterHorizon { .. } => "later-horizon",
            Self::Reopened(_) => "reopened",
            Self::TravelApart => "travel-apart",
            Self::LeaveBehind { .. } => "leave-behind",
        }
    }
}

impl Why {
    /// Each single change that would let this part of a party out.
    pub(super) fn remedies(&self, party: &Party, share: Needs) -> Vec<Remedy> {
        let size = (load(&share), i64::from(share.people()));
        let any = |_: usize| true;
        let goes =
            |party: &Party| Ask::new(self, party, size, Aside::default()).within(&self.free, any);
        let mut remedies = Vec::new();
        remedies.extend(self.more_seats(party, size));
        let owners = self.problem.lifts.iter().map(|lift| &lift.owner);
        let mut owners: Vec<&Owner> = owners.filter(|o| !party.lifts_of.contains(o)).collect();
        owners.sort();
        owners.dedup();
        for owner in owners {
            let mut with = party.clone();
            with.lifts_of.push(owner.clone());
            remedies.extend(goes(&with).map(|_| Remedy::Consent(owner.clone())));
        }
        remedies.extend(self.later_check_in(party, &goes));
        if let Some(latest) = party.latest {
            let without = Party { latest: None, ..party.clone() };
            let late = goes(&without).map(|way| self.last_danger(party, &way) - latest);
            remedies.extend(late.map(|minutes| Remedy::LaterDeadline { minutes }));
        }
        remedies.extend(self.other_problems(party, size));
        if !party.may_split && share.seats > 1 {
            let apart = Party { may_split: true, needs: share, ..party.clone() };
            let goes = |unit: &Needs| {
                let size = (load(unit), i64::from(unit.people()));
                Ask::new(self, party, size, Aside::default()).within(&self.free, any).is_some()
            };
            let mut units = units_of(&apart, None);
            units.sort_unstable();
            units.dedup();
            remedies.extend(units.iter().any(goes).then_some(Remedy::TravelApart));
        }
        remedies.extend(self.leave_behind(party, share));
        remedies
    }

    /// The least baggage, or else the fewest pets, or else all of both.
    fn leave_behind(&self, party: &Party, share: Needs) -> Option<Remedy> {
        let goes = |baggage: u32, pets: u32| {
            let (baggage, pets) = (share.baggage - baggage, share.pets - pets);
            let needs = load(&Needs { baggage, pets, ..share });
            let size = (needs, i64::from(share.people()));
            Ask::new(self, party, size, Aside::default()).within(&self.free, |_| true).is_some()
        };
        if goes(0, 0) {
            return None;
        }
        let (baggage, pets) = (share.baggage, share.pets);
        if let Some(baggage) = least(baggage, |count| goes(count, 0)) {
            return Some(Remedy::LeaveBehind { baggage, pets: 0 });
        }
        if let Some(pets) = least(pets, |count| goes(0, count)) {
            return Some(Remedy::LeaveBehind { baggage: 0, pets });
        }
        (baggage > 0 && pets > 0 && goes(baggage, pets))
            .then_some(Remedy::LeaveBehind { baggage, pets })
    }

    /// The chain that lacks the fewest seats.
    fn more_seats(&self, party: &Party, size: (Load, i64)) -> Option<Remedy> {
        let over = |leg: usize| {
            let free = self.free.get(leg)?;
            let mut over = Load::default();
            let pairs = over.iter_mut().zip(size.0.iter().zip(free));
            pairs.for_each(|(over, (need, free))| *over = (need - free).max(0));
            Some(over)
        };
        let ask = Ask::new(self, party, size, Aside::default());
        let way = ask.best(|leg| {
            let lacking: i64 = over(leg)?.iter().sum();
            Some(lacking.saturating_mul(SEAT))
        })?;
        let legs = way.legs.iter().filter_map(|leg| Some((*leg, over(*leg)?)));
        let short = legs.filter(|(_, over)| *over != Load::default());
        let short: Vec<Short> = short.filter_map(|(leg, over)| self.short(leg, &over)).collect();
        (!short.is_empty()).then_some(Remedy::MoreSeats(short))
    }

    /// The lift at the party's place that it misses by the fewest minutes.
    fn later_check_in(
        &self,
        party: &Party,
        goes: &impl Fn(&Party) -> Option<Path>,
    ) -> Option<Remedy> {
        let mut missed: Vec<(Minute, &LiftId)> = Vec::new();
        for lift in &self.problem.lifts {
            let here = lift.legs.iter().filter(|leg| leg.from == party.place);
            let late = here.map(|leg| party.ready - (leg.departs - lift.closes_before));
            missed.extend(late.filter(|late| *late > 0).map(|late| (late, &lift.id)));
        }
        missed.sort();
        missed.into_iter().find_map(|(minutes, lift)| {
            let sooner = Party { ready: party.ready - minutes, ..party.clone() };
            let way = goes(&sooner)?;
            let first = way.rides.first().and_then(|ride| self.problem.lifts.get(ride.0));
            (first.map(|lift| &lift.id) == Some(lift))
                .then(|| Remedy::LaterCheckIn { lift: lift.clone(), minutes })
        })
    }

    /// Without one closure, or with a longer time, there would be a chain with room.
    fn other_problems(&self, party: &Party, (needs, people): (Load, i64)) -> Vec<Remedy> {
        let weight = i64::from(self.problem.weights.of(party.class));
        let way = |timetable: &Timetable| {
            let origin = timetable.origin(party, Aside::default());
            let mut scratch = crate::itinerary::Scratch::default();
            let toll = |leg: usize| fits(&needs, self.free.get(leg)?).then_some(0);
            let per_minute = people * weight;
            let (_, last) = timetable.cheapest(&origin, per_minute, toll, &mut scratch)?;
            Some(timetable.path(&origin, &scratch, last))
        };
        let mut remedies = Vec::new();
        let mut other = self.problem.clone();
        for (number, _) in self.problem.closures.iter().enumerate() {
            let closures = self.problem.closures.iter().enumerate();
            other.closures =
                closures.filter(|(n, _)| *n != number).map(|(_, c)| c.clone()).collect();
            remedies.extend(way(&Timetable::new(&other)).map(|_| Remedy::Reopened(number)));
        }
        other.closures.clone_from(&self.problem.closures);
        let arrivals = self.problem.lifts.iter().flat_map(|lift| &lift.legs);
        let end = arrivals.map(|leg| leg.arrives).max().unwrap_or(other.horizon);
        if end > other.horizon {
            other.horizon = end;
            let timetable = Timetable::new(&other);
            remedies.extend(way(&timetable).map(|way| Remedy::LaterHorizon {
                minutes: timetable.minute(way.arrives) - self.problem.horizon,
            }));
        }
        remedies
    }

    /// When a chain departs from danger for the last time.
    fn last_danger(&self, party: &Party, way: &Path) -> Minute {
        let rows = way.legs.iter().filter_map(|leg| self.model.timetable.rows.get(*leg));
        let danger = rows.filter(|row| {
            let place = self.problem.places.get(row.from);
            place.is_some_and(|place| place.kind == crate::problem::PlaceKind::Danger)
        });
        let last = danger.map(|row| self.model.timetable.minute(row.departs)).max();
        last.unwrap_or(party.ready)
    }
}

/// The least count, from 1 to `most`, that will do, where more than enough will do as well.
fn least(most: u32, does: impl Fn(u32) -> bool) -> Option<u32> {
    if most == 0 || !does(most) {
        return None;
    }
    let (mut short, mut enough) = (0, most);
    while enough - short > 1 {
        let middle = short.midpoint(enough);
        if does(middle) {
            enough = middle;
        } else {
            short = middle;
        }
    }
    Some(enough)
}
