//! The plan made again: from the published one and the facts since, with as few changes as can be,
//! and what changed for whom, and why.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use seat_planner::replan::{Because, Event, Events, Replan, ReplanOptions, check_replan, replan};
use seat_planner::{self as planner, Effort, Journey, Plan, Problem, Ride};

use super::changes::{Change, Changed, Changes, Why};
use super::statement::{minute, problem};
use super::{Facts, PlanError, Question, Seat, seats};
use crate::people::Party;
use crate::record::{HouseholdId, LiftId, PlaceId};
use crate::transport::Lift;

/// The lifts of each household, in the order of the journey.
pub type Ways = BTreeMap<HouseholdId, Vec<LiftId>>;

/// What a desk knows when it plans again.
#[derive(Clone, Copy, Debug)]
pub struct Since<'a> {
    /// What holds now.
    pub facts: Facts<'a>,
    /// Everybody who is known now, each once.
    pub parties: &'a [Party],
    /// The seats that were published last.
    pub published: &'a Ways,
    /// The lifts as they were then, of those that are others now.
    pub lifts_then: &'a BTreeMap<LiftId, Lift>,
    /// Whom the doors let aboard, and onto what.
    pub aboard: &'a Ways,
    /// Households first heard of since.
    pub new: &'a BTreeSet<HouseholdId>,
    /// The present.
    pub now: Timestamp,
}

/// Seats planned again: accepted only after the planner's checker of re-plans.
#[derive(Clone, Debug)]
pub struct Renewed {
    seats: Vec<Seat>,
    changes: Changes,
}

impl Renewed {
    /// Plans again: nobody aboard is moved, and what is still possible is kept.
    ///
    /// # Errors
    /// When the facts contradict each other, or the checker refuses what the planner found.
    pub fn make(since: &Since, effort: &Effort) -> Result<Self, PlanError> {
        let stated = Stated::new(since);
        let options =
            ReplanOptions { seed: effort.seed, rounds: effort.rounds, ..ReplanOptions::default() };
        let again = |base: &Plan| -> Result<Replan, PlanError> {
            let made = replan(&stated.problem, base, &stated.events, &options)
                .map_err(PlanError::Again)?;
            check_replan(&stated.problem, base, &stated.events, &made)
                .map_err(PlanError::Breaches)?;
            Ok(made)
        };
        // Where more people have come into a household than its lift has room for, the published
        // seats contradict each other; then all who are not aboard are planned anew.
        let made = again(&stated.base).or_else(|_| again(&stated.only_facts))?;
        let changes = changes(since, &stated, &made);
        Ok(Self { seats: seats(&made.plan), changes })
    }

    /// Every household's seats, those aboard included, in the order of the journey.
    #[must_use]
    pub fn seats(&self) -> &[Seat] {
        &self.seats
    }

    /// What changed.
    #[must_use]
    pub fn changes(&self) -> &Changes {
        &self.changes
    }
}

/// The facts as the planner takes them.
struct Stated {
    problem: Problem,
    base: Plan,
    only_facts: Plan,
    events: Events,
    /// Of the published seats that are none any more before anything is planned, why.
    gone: BTreeMap<HouseholdId, Why>,
}

impl Stated {
    fn new(since: &Since) -> Self {
        let facts = &since.facts;
        let mut problem = problem(facts, since.parties, Question::Pooled);
        // The published seats kept to every closure known then: one that they break is news.
        let closures = std::mem::take(&mut problem.closures);
        let mut events: Vec<Event> = closures.into_iter().map(Event::Closure).collect();
        let now = minute(facts.epoch, since.now);
        for lift in &mut problem.lifts {
            let then = since.lifts_then.get(&LiftId::new(lift.id.as_str()));
            if let Some(then) = then {
                events.extend(lift_events(lift, then, facts.epoch, now));
            }
        }
        let mut stated = Self {
            problem,
            base: Plan::default(),
            only_facts: Plan::default(),
            events: Events { version: planner::replan::EVENTS_VERSION, now, events },
            gone: BTreeMap::new(),
        };
        let parties = std::mem::take(&mut stated.problem.parties);
        for party in &parties {
            stated.enter(since, party, now);
        }
        stated.problem.parties = parties;
        stated
    }

    fn enter(&mut self, since: &Since, party: &planner::Party, now: i64) {
        let household = HouseholdId::new(party.id.as_str());
        let nobody = Vec::new();
        let aboard = since.aboard.get(&household).unwrap_or(&nobody);
        let published = since.published.get(&household).unwrap_or(&nobody);
        let mut way = Way::new(party);
        let (mut missed, mut astray) = (false, false);
        for lift in aboard.iter().filter_map(|id| self.lift(id)) {
            way.ride(lift);
        }
        let facts = way.rides.len();
        for lift in published.iter().filter(|id| !aboard.contains(id)) {
            // A lift that an event takes from its timetable has its old one here.
            let Some(lift) = self.lift(lift) else { continue };
            let closed = way.leg(lift).is_some_and(|leg| leg.departs - lift.closes_before <= now);
            missed |= closed;
            astray |= !(closed || way.on_time(lift, party) && way.ride(lift));
        }
        if missed || astray {
            let why = if missed && aboard.is_empty() { Why::NotAboard } else { Why::Place };
            let why = if missed && !aboard.is_empty() { Why::Boarded } else { why };
            self.gone.insert(household, why);
        } else if !aboard.is_empty() && aboard.iter().any(|id| !published.contains(id)) {
            self.gone.insert(household, Why::Boarded);
        }
        let journey = |rides: &[Ride]| Journey {
            party: party.id.clone(),
            share: party.needs,
            rides: rides.to_vec(),
        };
        if facts > 0 {
            let rides = way.joined(facts);
            self.only_facts.journeys.push(journey(&rides));
        }
        if !way.rides.is_empty() {
            let rides = way.joined(way.rides.len());
            self.base.journeys.push(journey(&rides));
        }
    }

    fn lift(&self, id: &LiftId) -> Option<&planner::Lift> {
        self.problem.lifts.iter().find(|lift| lift.id.as_str() == id.as_str())
    }
}

/// A way that is put together lift by lift.
struct Way {
    here: PlaceId,
    /// With each ride the places where it can be left, leg by leg.
    rides: Vec<(Ride, Vec<PlaceId>)>,
}

impl Way {
    fn new(party: &planner::Party) -> Self {
        Self { here: PlaceId::new(party.place.as_str()), rides: Vec::new() }
    }

    /// The leg of `lift` that leaves from where the way has come to, or from a place on the last
    /// lift's way.
    fn leg<'a>(&self, lift: &'a planner::Lift) -> Option<&'a planner::Leg> {
        self.board(lift).and_then(|board| lift.legs.get(board))
    }

    fn board(&self, lift: &planner::Lift) -> Option<usize> {
        let from =
            |place: &PlaceId| lift.legs.iter().position(|leg| leg.from.as_str() == place.as_str());
        let on_the_way = self.rides.last().into_iter().flat_map(|(_, stops)| stops.iter().rev());
        from(&self.here).or_else(|| on_the_way.filter_map(from).next())
    }

    /// Whether the party can be there in time; only the first lift has to wait for it.
    fn on_time(&self, lift: &planner::Lift, party: &planner::Party) -> bool {
        let closes = self.leg(lift).map(|leg| leg.departs.saturating_sub(lift.closes_before));
        !self.rides.is_empty() || closes.is_some_and(|closes| party.ready <= closes)
    }

    /// Goes on by `lift`, to its end; false when it does not pass by.
    fn ride(&mut self, lift: &planner::Lift) -> bool {
        let Some(board) = self.board(lift) else { return false };
        let Some(alight) = lift.legs.len().checked_sub(1) else { return false };
        let from = lift.legs.get(board).map(|leg| PlaceId::new(leg.from.as_str()));
        // The last lift is left where this one is boarded.
        if let (Some((last, stops)), Some(from)) = (self.rides.last_mut(), from)
            && let Some(stop) = stops.iter().rposition(|stop| *stop == from)
        {
            last.alight = last.board.saturating_add(stop);
        }
        let stops = lift.legs.iter().skip(board).map(|leg| PlaceId::new(leg.to.as_str()));
        let stops: Vec<PlaceId> = stops.collect();
        if let Some(end) = stops.last() {
            self.here = end.clone();
        }
        self.rides.push((Ride { lift: lift.id.clone(), board, alight }, stops));
        true
    }

    fn joined(&self, first: usize) -> Vec<Ride> {
        self.rides.iter().take(first).map(|(ride, _)| ride.clone()).collect()
    }
}

/// What happened to a lift since it was `then`; the lift is put back to what events start from.
fn lift_events(lift: &mut planner::Lift, then: &Lift, epoch: Timestamp, now: i64) -> Vec<Event> {
    let old = super::statement::flown(epoch, then);
    let departed = |legs: &[planner::Leg]| legs.first().is_none_or(|leg| leg.departs <= now);
    if departed(&lift.legs) || departed(&old.legs) {
        return Vec::new();
    }
    let mut events = Vec::new();
    if lift.seats != old.seats {
        events.push(Event::LiftSeats { lift: lift.id.clone(), seats: lift.seats });
        lift.seats = old.seats;
    }
    let route = |legs: &[planner::Leg]| -> Vec<_> {
        legs.iter().map(|leg| (leg.from.clone(), leg.to.clone())).collect()
    };
    let late: BTreeSet<i64> = lift
        .legs
        .iter()
        .zip(&old.legs)
        .flat_map(|(leg, old)| [leg.departs - old.departs, leg.arrives - old.arrives])
        .collect();
    let late: Vec<i64> = late.into_iter().collect();
    if let [minutes] = late[..]
        && minutes >= 1
        && route(&lift.legs) == route(&old.legs)
    {
        events.push(Event::LiftDelayed { lift: lift.id.clone(), leg: 0, minutes, underway: false });
        lift.legs = old.legs;
    }
    events
}

/// What changed for each household that had a seat, has one now, or is new.
fn changes(since: &Since, stated: &Stated, made: &Replan) -> Changes {
    let mut after = Ways::new();
    for seat in seats(&made.plan) {
        after.entry(seat.household).or_default().push(seat.lift);
    }
    let because: BTreeMap<&str, Because> =
        made.affected.iter().map(|one| (one.party.as_str(), one.because)).collect();
    let known: BTreeMap<&HouseholdId, &Party> =
        since.parties.iter().map(|party| (&party.id, party)).collect();
    let mut changes = Changes::default();
    let mut planned = BTreeSet::new();
    let nobody = Vec::new();
    for party in &made.problem.parties {
        let id = HouseholdId::new(party.id.as_str());
        let Some(nation) = known.get(&id).map(|party| party.nation) else { continue };
        let before = since.published.get(&id).unwrap_or(&nobody);
        let now = after.get(&id).unwrap_or(&nobody);
        let new = since.new.contains(&id);
        let change = match (before.is_empty(), now.is_empty()) {
            (false, true) => Some(Change::Lost),
            (true, false) => Some(Change::Gained),
            (true, true) => new.then_some(Change::Waiting),
            (false, false) => (before != now).then_some(Change::Moved),
        };
        let counts = changes.counts.entry(nation).or_default();
        let people = u64::from(party.people);
        counts.add(change, people, before.is_empty());
        if let Some(change) = change {
            let why = match stated.gone.get(&id) {
                Some(why) => *why,
                None if new => Why::Registered,
                None => why(because.get(party.id.as_str()), &stated.events, change),
            };
            let (before, after) = (before.clone(), now.clone());
            let household = id.clone();
            changes.households.push(Changed {
                household,
                nation,
                people,
                change,
                before,
                after,
                why,
            });
        }
        planned.insert(id);
    }
    for (id, before) in since.published.iter().filter(|(id, _)| !planned.contains(*id)) {
        let Some(party) = known.get(id) else { continue };
        let people = u64::from(party.load.people());
        changes.counts.entry(party.nation).or_default().add(Some(Change::Gone), people, false);
        changes.households.push(Changed {
            household: id.clone(),
            nation: party.nation,
            people,
            change: Change::Gone,
            before: before.clone(),
            after: Vec::new(),
            why: if party.wants_a_seat() { Why::Place } else { Why::Withdrew },
        });
    }
    changes.households.sort_by(|a, b| a.household.cmp(&b.household));
    changes
}

fn why(because: Option<&Because>, events: &Events, change: Change) -> Why {
    match because {
        Some(Because::Event(number)) => match events.events.get(*number) {
            Some(Event::Closure(_)) => Why::Closure,
            Some(Event::LiftDelayed { .. }) => Why::LiftLate,
            Some(Event::LiftSeats { .. }) => Why::LiftSeats,
            _ => Why::Place,
        },
        Some(Because::Better(_)) => Why::Better,
        Some(Because::MakesRoom) => Why::MakesRoom,
        Some(Because::RoomAtLast) => Why::Room,
        None if change == Change::Gained => Why::Room,
        None => Why::MakesRoom,
    }
}
