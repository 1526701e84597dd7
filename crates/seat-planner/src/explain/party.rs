//! Why a party rides what it rides, and what else there is.

use serde::{Deserialize, Serialize};

use super::left::Remedy;
use super::{Ask, ExplainError, Why};
use crate::itinerary::{Aside, Path};
use crate::plan::{Journey, Reason, Ride};
use crate::problem::{LiftId, Minute, Needs, Owner, Party, PartyId, PlaceId};
use crate::search::model::{Load, load};

/// Why a party's place in the plan is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartyWhy {
    /// Which.
    pub party: PartyId,
    /// Its journeys: one, unless it travels apart.
    pub journeys: Vec<JourneyWhy>,
    /// What of it is left.
    pub left: Vec<LeftWhy>,
}

/// A journey, with its times and what else there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JourneyWhy {
    /// How many of the party.
    pub share: Needs,
    /// Ride by ride.
    pub rides: Vec<RideWhy>,
    /// The burden of each person, in tenths of a minute.
    pub burden: i64,
    /// For each other lift that leaves from where the party is, the best chain that begins with
    /// it: what can be done first, by what it would cost more, then what can't.
    pub alternatives: Vec<Alternative>,
}

/// One ride of a journey. Minutes are of the problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RideWhy {
    /// Which.
    pub ride: Ride,
    /// Where the party boards.
    pub from: PlaceId,
    /// Where it alights.
    pub to: PlaceId,
    /// When it can be there.
    pub there: Minute,
    /// When boarding closes for it: check-in, or the least time to change.
    pub closes: Minute,
    /// Minutes from being there until boarding closes.
    pub slack: Minute,
    /// When the ride departs.
    pub departs: Minute,
    /// When it arrives.
    pub arrives: Minute,
}

/// Another chain of rides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// The lift that it begins with.
    pub lift: LiftId,
    /// The rides; none if this lift leads nowhere.
    pub rides: Vec<Ride>,
    /// When it would arrive.
    pub arrives: Option<Minute>,
    /// How many minutes later than now (less than 0: earlier), if the party travels.
    pub later: Option<Minute>,
    /// How much more burden for each person, in tenths of a minute.
    pub more: Option<i64>,
    /// What stands in the way: nothing, if only that it is no better.
    pub obstacles: Vec<Obstacle>,
}

/// What stands in the way of a chain of rides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Obstacle {
    /// There is no room: where, how much is lacking, and a few who would have to make room, the
    /// least urgent first; more parties may be needed where none is named. What a lift would lack
    /// even without anybody else is reckoned from the empty lift.
    NoSeat {
        /// Where room is lacking.
        short: Vec<Short>,
        /// Whom it would displace.
        displaces: Vec<PartyId>,
    },
    /// Lifts of this owner may not be boarded.
    NotEligible(Owner),
    /// Too late by so many minutes where it is known, for check-in or a deadline.
    TooLate(Option<Minute>),
    /// A closure is in the way.
    Closed,
    /// From where it goes, no chain leads to safety.
    LeadsNowhere,
}

/// Room that is lacking on one leg.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Short {
    /// On which lift.
    pub lift: LiftId,
    /// On which leg, counted from 0.
    pub leg: usize,
    /// How many more seats it would take.
    pub seats: u32,
    /// How many more lap places or seats for infants, beyond those seats.
    pub infants: u32,
    /// How many more wheelchair positions.
    pub wheelchairs: u32,
    /// How many more stretcher positions.
    pub stretchers: u32,
    /// How many more pieces of baggage it would have to take.
    #[serde(default, skip_serializing_if = "none")]
    pub baggage: u32,
    /// How many more pets.
    #[serde(default, skip_serializing_if = "none")]
    pub pets: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
pub(super) fn none(count: &u32) -> bool {
    *count == 0
}

/// A part of a party that is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftWhy {
    /// How many of the party.
    pub share: Needs,
    /// The first rule that would have to give way.
    pub reason: Reason,
    /// Each single change that would do, the rest of the plan as it is. None: it takes several.
    pub remedies: Vec<Remedy>,
    /// As for a journey.
    pub alternatives: Vec<Alternative>,
}

impl Why {
    /// Why this party rides what it rides, or is left.
    ///
    /// # Errors
    /// The problem has no such party.
    pub fn party(&self, id: &PartyId) -> Result<PartyWhy, ExplainError> {
        let number = self.party_number(id)?;
        let party = self.problem.parties.get(number).ok_or(ExplainError::UnknownParty)?;
        let journeys = self.plan.journeys.iter().filter(|journey| journey.party == *id);
        let left = self.plan.left.iter().filter(|left| left.party == *id);
        Ok(PartyWhy {
            party: id.clone(),
            journeys: journeys.map(|journey| self.journey(party, journey)).collect(),
            left: left
                .map(|left| LeftWhy {
                    share: left.share,
                    reason: left.reason,
                    remedies: self.remedies(party, left.share),
                    alternatives: self.alternatives(party, left.share, None),
                })
                .collect(),
        })
    }

    fn journey(&self, party: &Party, journey: &Journey) -> JourneyWhy {
        let mut rides = Vec::new();
        let mut there = (party.ready, false);
        for ride in &journey.rides {
            let Some(lift) = self.lift(ride) else { continue };
            let (Some(first), Some(last)) = (lift.legs.get(ride.board), lift.legs.get(ride.alight))
            else {
                continue;
            };
            let change = if there.1 { self.problem.min_change } else { 0 };
            let closes = first.departs - lift.closes_before.max(change);
            rides.push(RideWhy {
                ride: ride.clone(),
                from: first.from.clone(),
                to: last.to.clone(),
                there: there.0,
                closes,
                slack: closes - there.0,
                departs: first.departs,
                arrives: last.arrives,
            });
            there = (last.arrives, true);
        }
        let origin = self.model.timetable.origin(party, Aside::default());
        let path = self.model.timetable.follow(&origin, &journey.rides);
        JourneyWhy {
            share: journey.share,
            rides,
            burden: path.as_ref().map_or(0, |path| path.burden),
            alternatives: self.alternatives(party, journey.share, path.as_ref()),
        }
    }

    /// For each lift at the party's place that the path does not begin with, the best chain.
    fn alternatives(&self, party: &Party, share: Needs, path: Option<&Path>) -> Vec<Alternative> {
        let room = self.room_without(path, &load(&share));
        let mut list = Vec::new();
        for (number, lift) in self.problem.lifts.iter().enumerate() {
            let begins = path.and_then(|path| path.rides.first()).map(|ride| ride.0);
            if begins != Some(number) && lift.legs.iter().any(|leg| leg.from == party.place) {
                list.push(self.alternative(party, share, (number, path), &room));
            }
        }
        list.sort_by_key(|other| (other.obstacles.len(), other.more, other.lift.clone()));
        list
    }

    fn alternative(
        &self,
        party: &Party,
        share: Needs,
        (lift, path): (usize, Option<&Path>),
        room: &[Load],
    ) -> Alternative {
        let size = (load(&share), i64::from(share.people()));
        // Only by this lift away from where the party is.
        let here = |leg: usize| {
            let row = self.model.timetable.rows.get(leg);
            row.is_none_or(|row| row.lift == lift || !self.is_place(row.from, &party.place))
        };
        let (mut found, mut obstacles) = (None, Vec::new());
        for aside in asides() {
            let ask = Ask::new(self, party, size, aside);
            if let Some(way) = ask.within(room, here) {
                obstacles = self.against(party, &way, aside);
                found = Some(way);
            } else if let Some(way) = ask.within(&self.model.capacity, here) {
                obstacles = self.against(party, &way, aside);
                obstacles.push(self.no_seat(&way, party, (&size.0, room)));
                found = Some(way);
            } else if let Some(way) = ask.best(|leg| here(leg).then_some(0)) {
                // Not even if nobody else rode: it takes no pets, say.
                obstacles = self.against(party, &way, aside);
                let short = self.lacking(&way, &size.0, &self.model.capacity);
                obstacles.push(Obstacle::NoSeat {
                    short: short.iter().filter_map(|(leg, over)| self.short(*leg, over)).collect(),
                    displaces: Vec::new(),
                });
                found = Some(way);
            }
            if found.is_some() {
                break;
            }
        }
        if found.is_none() {
            obstacles.push(Obstacle::LeadsNowhere);
        }
        let arrives = found.as_ref().map(|way| self.model.timetable.minute(way.arrives));
        let now = path.map(|path| self.model.timetable.minute(path.arrives));
        let stays = self.model.timetable.origin(party, Aside::default()).staying();
        let burden = path.map_or(stays, |path| path.burden);
        let timed = !obstacles.iter().any(|obstacle| matches!(obstacle, Obstacle::TooLate(_)));
        let id = self.problem.lifts.get(lift).map(|lift| lift.id.clone()).unwrap_or_default();
        Alternative {
            lift: id,
            rides: found.as_ref().map(|way| self.rides(&way.rides)).unwrap_or_default(),
            arrives,
            later: arrives.zip(now).map(|(then, now)| then - now),
            more: found.as_ref().filter(|_| timed).map(|way| way.burden - burden),
            obstacles,
        }
    }

    fn is_place(&self, number: usize, place: &PlaceId) -> bool {
        self.problem.places.get(number).is_some_and(|known| known.id == *place)
    }

    /// The rules that a chain breaks, of those that were left aside.
    fn against(&self, party: &Party, way: &Path, aside: Aside) -> Vec<Obstacle> {
        let mut obstacles = Vec::new();
        if aside.closures {
            obstacles.push(Obstacle::Closed);
        }
        if aside.times {
            obstacles.push(Obstacle::TooLate(self.late_by(party, way)));
        }
        if aside.owners {
            let lifts = way.rides.iter().filter_map(|ride| self.problem.lifts.get(ride.0));
            let barred = lifts.filter(|lift| !party.lifts_of.contains(&lift.owner));
            obstacles.extend(barred.map(|lift| Obstacle::NotEligible(lift.owner.clone())));
        }
        obstacles.sort();
        obstacles.dedup();
        obstacles
    }

    /// By how many minutes a party misses a chain, at the worst point.
    fn late_by(&self, party: &Party, way: &Path) -> Option<Minute> {
        let (number, board, _) = *way.rides.first()?;
        let lift = self.problem.lifts.get(number)?;
        let closes = lift.legs.get(board)?.departs - lift.closes_before;
        let from = way.legs.iter().filter_map(|leg| self.model.timetable.rows.get(*leg));
        let departs = from.map(|row| self.model.timetable.minute(row.departs)).max()?;
        let end = self.model.timetable.minute(way.arrives) - self.problem.horizon;
        let latest = party.latest.map_or(0, |latest| departs - latest);
        Some((party.ready - closes).max(latest).max(end)).filter(|late| *late > 0)
    }

    fn no_seat(&self, way: &Path, party: &Party, (needs, room): (&Load, &[Load])) -> Obstacle {
        let lacking = self.lacking(way, needs, room);
        let short = lacking.iter().filter_map(|(leg, over)| self.short(*leg, over)).collect();
        Obstacle::NoSeat { short, displaces: self.displaced(party, lacking) }
    }

    /// How much room is lacking on each leg of a way, where it is.
    fn lacking(&self, way: &Path, needs: &Load, room: &[Load]) -> Vec<(usize, Load)> {
        let mut lacking: Vec<(usize, Load)> = Vec::new();
        for leg in &way.legs {
            let free = room.get(*leg).copied().unwrap_or_default();
            let mut over = Load::default();
            let pairs = over.iter_mut().zip(needs.iter().zip(&free));
            pairs.for_each(|(over, (need, free))| *over = (need - free).max(0));
            if over != Load::default() {
                lacking.push((*leg, over));
            }
        }
        lacking
    }

    pub(super) fn short(&self, leg: usize, over: &Load) -> Option<Short> {
        let row = self.model.timetable.rows.get(leg)?;
        let [seats, people, wheelchairs, stretchers, baggage, pets] =
            over.map(|count| u32::try_from(count).unwrap_or(u32::MAX));
        Some(Short {
            lift: self.problem.lifts.get(row.lift)?.id.clone(),
            leg: row.number,
            seats,
            infants: people.saturating_sub(seats),
            wheelchairs,
            stretchers,
            baggage,
            pets,
        })
    }

    /// The least urgent who would have to make room, the smallest that is enough first.
    fn displaced(&self, party: &Party, mut lacking: Vec<(usize, Load)>) -> Vec<PartyId> {
        let mut displaced = Vec::new();
        let mut others: Vec<usize> = (0..self.model.units.len())
            .filter(|unit| {
                let path = self.paths.get(*unit).and_then(Option::as_ref);
                path.is_some_and(|path| lacking.iter().any(|(leg, _)| path.legs.contains(leg)))
            })
            .collect();
        let id = |unit: usize| {
            let number = self.model.units.get(unit)?.party;
            self.problem.parties.get(number).map(|party| party.id.clone())
        };
        while !lacking.is_empty() && displaced.len() < 20 {
            // Whoever frees enough of every leg that lacks room, else whoever frees most.
            let frees = |unit: usize| -> i64 {
                let path = self.paths.get(unit).and_then(Option::as_ref);
                let Some((path, (kind, _))) = path.zip(self.model.of(unit)) else { return 0 };
                let legs = lacking.iter().filter(|(leg, _)| path.legs.contains(leg));
                legs.flat_map(|(_, over)| over.iter().zip(&kind.needs))
                    .map(|(over, need)| (*over).min(*need))
                    .sum()
            };
            let best = others.iter().copied().max_by_key(|unit| {
                let kind = self.model.of(*unit).map(|(kind, _)| (kind.class, -kind.people));
                (kind.map(|kind| kind.0), frees(*unit), kind.map(|kind| kind.1))
            });
            let Some(unit) = best.filter(|unit| frees(*unit) > 0) else {
                let before = others.len();
                others.retain(|unit| frees(*unit) > 0);
                if others.is_empty() || others.len() == before {
                    break;
                }
                continue;
            };
            let path = self.paths.get(unit).and_then(Option::as_ref);
            if let Some((path, (kind, _))) = path.zip(self.model.of(unit)) {
                for (_, over) in lacking.iter_mut().filter(|(leg, _)| path.legs.contains(leg)) {
                    let pairs = over.iter_mut().zip(&kind.needs);
                    pairs.for_each(|(over, need)| *over = (*over - need).max(0));
                }
                lacking.retain(|(_, over)| *over != Load::default());
            }
            others.retain(|other| *other != unit);
            displaced.extend(id(unit).filter(|other| *other != party.id));
        }
        displaced.dedup();
        displaced
    }
}

/// What to leave aside, the least first.
pub(super) fn asides() -> [Aside; 8] {
    let aside = |closures, times, owners| Aside { closures, owners, times };
    [
        aside(false, false, false),
        aside(true, false, false),
        aside(false, true, false),
        aside(false, false, true),
        aside(true, true, false),
        aside(true, false, true),
        aside(false, true, true),
        aside(true, true, true),
    ]
}
