//! Hard deadlines, and how many minutes are left at each if all goes by the plan.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::plan::{Plan, Ride};
use crate::problem::{Closed, Leg, Lift, LiftId, Minute, PartyId, PlaceKind, Problem};

/// A moment by which something has to have happened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Minutes from when it happens by the plan; 0 is just in time.
    pub slack: Minute,
    /// When it has to have happened.
    pub minute: Minute,
    /// What.
    pub kind: DeadlineKind,
    /// Of which lift.
    pub lift: LiftId,
    /// Of which of its legs, counted from 0.
    pub leg: usize,
    /// Of which party, where it is about one: the one with the least slack.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// How many people depend on it.
    pub people: u64,
}

/// What a deadline is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeadlineKind {
    /// Boarding closes for whoever begins here.
    CheckIn,
    /// Boarding closes for whoever comes by another lift.
    Change,
    /// A party has to have left danger.
    Latest,
    /// A place or road is shut from then on: a curfew, the end of a truce or of a permit.
    Closure,
    /// The vehicle's duty ends.
    Duty,
    /// The planned time ends.
    Horizon,
}

/// Who checks in where, and how fast it has to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckIn {
    /// For which lift.
    pub lift: LiftId,
    /// For which of its legs, counted from 0.
    pub leg: usize,
    /// People who board there.
    pub people: u64,
    /// When the first of them can be there.
    pub opens: Minute,
    /// When check-in closes.
    pub closes: Minute,
    /// People in an hour, rounded up, for everybody to be through: the most over all times that is
    /// needed for those who come from then on. A minute is the shortest time counted.
    pub per_hour: u64,
}

/// Who boards a leg: since when they are there, whether by a lift, how many, and who.
type Boarding<'a> = (Minute, bool, u64, &'a PartyId);

struct Board<'a> {
    lifts: BTreeMap<&'a LiftId, &'a Lift>,
    /// By lift and leg.
    boarding: BTreeMap<(&'a LiftId, usize), Vec<Boarding<'a>>>,
    aboard: BTreeMap<(&'a LiftId, usize), u64>,
    latest: Vec<(&'a LiftId, usize, Minute, &'a PartyId, u64)>,
}

impl<'a> Board<'a> {
    fn new(problem: &'a Problem, plan: &'a Plan) -> Self {
        let mut board = Self {
            lifts: problem.lifts.iter().map(|lift| (&lift.id, lift)).collect(),
            boarding: BTreeMap::new(),
            aboard: BTreeMap::new(),
            latest: Vec::new(),
        };
        let parties: BTreeMap<_, _> = problem.parties.iter().map(|p| (&p.id, p)).collect();
        let kinds: BTreeMap<_, _> = problem.places.iter().map(|p| (&p.id, p.kind)).collect();
        for journey in &plan.journeys {
            let Some(party) = parties.get(&journey.party) else { continue };
            let people = u64::from(journey.share.people());
            let mut there = (party.ready, false);
            for ride in &journey.rides {
                let entry = (there.0, there.1, people, &party.id);
                board.boarding.entry((&ride.lift, ride.board)).or_default().push(entry);
                for (number, leg) in board.legs(ride) {
                    *board.aboard.entry((&ride.lift, number)).or_default() += people;
                    let danger = kinds.get(&leg.from) == Some(&PlaceKind::Danger);
                    if let Some(latest) = party.latest.filter(|_| danger) {
                        board.latest.push((&ride.lift, number, latest, &party.id, people));
                    }
                    there = (leg.arrives, true);
                }
            }
        }
        board
    }

    fn legs(&self, ride: &Ride) -> Vec<(usize, &'a Leg)> {
        let lift = self.lifts.get(&ride.lift).copied();
        let legs = lift.into_iter().flat_map(|lift| lift.legs.iter().enumerate());
        legs.filter(|(n, _)| (ride.board..=ride.alight).contains(n)).collect()
    }

    fn leg(&self, lift: &LiftId, number: usize) -> Option<(&'a Lift, &'a Leg)> {
        let lift = self.lifts.get(lift).copied()?;
        Some((lift, lift.legs.get(number)?))
    }
}

/// Every hard deadline that people in the plan depend on, the tightest first. It takes any plan;
/// entries that refer to nothing are passed over.
#[must_use]
pub fn deadlines(problem: &Problem, plan: &Plan) -> Vec<Deadline> {
    let flown = problem.flown(&plan.itineraries);
    let board = Board::new(&flown, plan);
    let mut list = Vec::new();
    for ((id, leg), boarding) in &board.boarding {
        let Some((lift, of)) = board.leg(id, *leg) else { continue };
        let kinds = [
            (false, DeadlineKind::CheckIn, lift.closes_before),
            (true, DeadlineKind::Change, lift.closes_before.max(problem.min_change)),
        ];
        for (came, kind, before) in kinds {
            let minute = of.departs - before;
            let mine = || boarding.iter().filter(|entry| entry.1 == came);
            if let Some((there, _, _, party)) = mine().max_by_key(|entry| entry.0) {
                list.push(Deadline {
                    slack: minute - there,
                    minute,
                    kind,
                    lift: (*id).clone(),
                    leg: *leg,
                    party: Some((*party).clone()),
                    people: mine().map(|entry| entry.2).sum(),
                });
            }
        }
    }
    for (lift, leg, minute, party, people) in &board.latest {
        let Some((_, of)) = board.leg(lift, *leg) else { continue };
        list.push(Deadline {
            slack: minute - of.departs,
            minute: *minute,
            kind: DeadlineKind::Latest,
            lift: (*lift).clone(),
            leg: *leg,
            party: Some((*party).clone()),
            people: *people,
        });
    }
    for ((id, leg), people) in &board.aboard {
        let Some((_, of)) = board.leg(id, *leg) else { continue };
        let ends = ends(problem, id, of).into_iter().map(|(kind, minute, slack)| Deadline {
            slack,
            minute,
            kind,
            lift: (*id).clone(),
            leg: *leg,
            party: None,
            people: *people,
        });
        list.extend(ends);
    }
    list.sort();
    list
}

/// What a leg itself has to keep to: kind, when, slack.
fn ends(problem: &Problem, lift: &LiftId, leg: &Leg) -> Vec<(DeadlineKind, Minute, Minute)> {
    let mut ends = vec![(DeadlineKind::Horizon, problem.horizon, problem.horizon - leg.arrives)];
    let vehicle = problem.vehicles.iter().find(|vehicle| vehicle.id == *lift);
    let duty = vehicle.and_then(|vehicle| vehicle.until);
    ends.extend(duty.map(|until| (DeadlineKind::Duty, until, until - leg.arrives)));
    for closure in &problem.closures {
        let hits = match &closure.what {
            Closed::Place(place) if *place == leg.to => Some(leg.arrives),
            Closed::Place(place) if *place == leg.from => Some(leg.departs),
            Closed::Road { from, to } if *from == leg.from && *to == leg.to => Some(leg.departs),
            _ => None,
        };
        // The last minute that is open is the one before.
        let last = closure.from.saturating_sub(1);
        let hits = hits.filter(|minute| *minute <= last);
        ends.extend(hits.map(|minute| (DeadlineKind::Closure, last, last - minute)));
    }
    ends
}

/// Each check-in of the plan, in order of closing.
#[must_use]
pub fn check_ins(problem: &Problem, plan: &Plan) -> Vec<CheckIn> {
    let flown = problem.flown(&plan.itineraries);
    let board = Board::new(&flown, plan);
    let mut list = Vec::new();
    for ((id, leg), boarding) in &board.boarding {
        let Some((lift, of)) = board.leg(id, *leg) else { continue };
        let closes = of.departs - lift.closes_before;
        let mut there: Vec<(Minute, u64)> =
            boarding.iter().map(|(there, _, people, _)| (*there, *people)).collect();
        there.sort_unstable();
        let (mut later, mut per_hour) = (0_u64, 0);
        for (minute, people) in there.iter().rev() {
            later = later.saturating_add(*people);
            let minutes = u64::try_from(closes - minute).unwrap_or(0).max(1);
            per_hour = per_hour.max(later.saturating_mul(60).div_ceil(minutes));
        }
        list.push(CheckIn {
            lift: (*id).clone(),
            leg: *leg,
            people: later,
            opens: there.first().map_or(closes, |entry| entry.0),
            closes,
            per_hour,
        });
    }
    list.sort_by(|a, b| (a.closes, &a.lift, a.leg).cmp(&(b.closes, &b.lift, b.leg)));
    list
}
