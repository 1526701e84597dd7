//! Plans: alone, pooled, and what happened, over the same parties and lifts.

use std::collections::BTreeMap;

use corridor::agreement::{Consent, DataClass, Nation};
use corridor::people::Party;
use corridor::plan::{Facts, Kind, Question, Seat, SeatPlan, problem};
use corridor::record::{HouseholdId, LiftId};
use corridor::transport::Lift;
use jiff::Timestamp;
use seat_planner::{self as planner, Effort, Journey, Plan, Problem};

use super::fact::Fact;
use super::{Node, Refused, refused};

/// The three plans of one emergency, each accepted by the checker.
#[derive(Clone, Debug)]
pub struct Plans {
    /// As it happened.
    pub history: Option<SeatPlan>,
    /// Each nation for its own.
    pub alone: SeatPlan,
    /// Both together, never worse than alone.
    pub pooled: SeatPlan,
}

impl Node {
    /// Everybody who is known to want a seat, of both nations, each once.
    #[must_use]
    pub fn parties(&mut self) -> Vec<Party> {
        let across = self.across();
        let (me, partner) = (self.state.me, self.state.partner);
        let mine = |id: &HouseholdId| !across.households_of_partner.contains(id);
        let theirs = |id: &HouseholdId| !across.households_of_ours.contains(id);
        let of = |nation: Nation| self.state.parties.get(&nation).into_iter().flatten();
        let ours = of(me).filter(|(id, _)| mine(id));
        let all = ours.chain(of(partner).filter(|(id, _)| theirs(id)));
        // Whom the other nation answers for is in that nation's party.
        let alone = |(id, party): (&HouseholdId, &Party)| {
            let elsewhere = across.elsewhere.get(id).copied().unwrap_or_default();
            Party { load: party.load.without(elsewhere), ..party.clone() }
        };
        let mut all: Vec<Party> = all.map(alone).collect();
        // Both nodes list them in one order, so both find the same plan.
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// The problem that answers `question`, from `epoch` to `horizon`.
    #[must_use]
    pub fn problem(
        &mut self,
        question: Question,
        (epoch, horizon): (Timestamp, Timestamp),
    ) -> Problem {
        let parties = self.parties();
        let state = &self.state;
        let (places, lifts, closures) = (&state.places, &state.lifts, &state.closures);
        let facts = Facts { places, lifts, closures, epoch, horizon };
        problem(&facts, &parties, question)
    }

    /// Makes the plans; history is there once every lift's seats have been told.
    ///
    /// # Errors
    /// When the facts contradict each other, or the checker refuses a plan.
    pub fn plan(
        &mut self,
        span: (Timestamp, Timestamp),
        effort: &Effort,
        at: Timestamp,
    ) -> Result<Plans, Refused> {
        let epoch = span.0;
        let apart = self.problem(Question::Alone, span);
        let alone = SeatPlan::make(Kind::Alone, &apart, effort, None, epoch).map_err(refused)?;
        let together = self.problem(Question::Pooled, span);
        let pooled = SeatPlan::make(Kind::Pooled, &together, effort, Some(&alone), epoch)
            .map_err(refused)?;
        let history = self.history(span)?;
        let plans = Plans { history, alone, pooled };
        self.publish(&plans, span, effort, at)?;
        Ok(plans)
    }

    /// Records what the plans come to, and shares it. The seats of the first plan are published;
    /// from then on they are planned again from those published, until the closing sum: what is
    /// planned after it is a look back.
    fn publish(
        &mut self,
        plans: &Plans,
        span: (Timestamp, Timestamp),
        effort: &Effort,
        at: Timestamp,
    ) -> Result<(), Refused> {
        let assets = (DataClass::Assets, Consent::None);
        for plan in plans.history.iter().chain([&plans.alone, &plans.pooled]) {
            if self.state.plans.get(&plan.kind()) != Some(plan.figures()) {
                self.share(assets, at, &Fact::Planned(plan.figures().clone()), None)?;
            }
        }
        if self.is_under_way() {
            return self.replan(span, effort, at);
        }
        self.seat(Kind::Pooled, by_lift(plans.pooled.seats()), at)
    }

    pub(super) fn seat(
        &mut self,
        plan: Kind,
        seats: BTreeMap<LiftId, Vec<HouseholdId>>,
        at: Timestamp,
    ) -> Result<(), Refused> {
        for (lift, households) in seats {
            if self.state.seats.get(&(plan, lift.clone())) != Some(&households) {
                let fact = Fact::Seated { plan, lift, households };
                self.share((DataClass::Assets, Consent::None), at, &fact, None)?;
            }
        }
        Ok(())
    }

    /// Tells the partner which households each of this nation's doors let aboard: ids, no names.
    ///
    /// # Errors
    /// When the agreement does not allow it.
    pub fn tell_seats(&mut self, at: Timestamp) -> Result<(), Refused> {
        let mut seats = BTreeMap::new();
        for (lift, boarded) in &self.state.boarded {
            let mut aboard: Vec<_> = boarded.iter().map(|one| one.household.clone()).collect();
            aboard.sort();
            aboard.dedup();
            seats.insert(lift.clone(), aboard);
        }
        // A lift that the partner's door keeps is the partner's to tell.
        let partner = self.state.partner;
        seats.retain(|id, _| self.lift(id).is_ok_and(|lift| lift.nation() != Some(partner)));
        self.seat(Kind::History, seats, at)
    }

    /// What happened, as a plan: held to the same rules by the same checker. There is none before
    /// this node has said its closing sum: until then people are on the way.
    fn history(&mut self, span: (Timestamp, Timestamp)) -> Result<Option<SeatPlan>, Refused> {
        if !self.state.closings.contains_key(&self.state.me) {
            return Ok(None);
        }
        let problem = self.problem(Question::History, span);
        let across = self.across();
        let mut rides: BTreeMap<&HouseholdId, Vec<&Lift>> = BTreeMap::new();
        for ((kind, lift), households) in &self.state.seats {
            let Some(lift) = self.state.lifts.get(lift) else {
                continue;
            };
            if *kind == Kind::History {
                for household in households {
                    let lifts = rides.entry(self.state.now_in(household)).or_default();
                    // Its parts may have been aboard under several ids.
                    if !lifts.iter().any(|known| known.id() == lift.id()) {
                        lifts.push(lift);
                    }
                }
            }
        }
        if rides.is_empty() {
            return Ok(None);
        }
        let mut plan = Plan::default();
        for party in &problem.parties {
            let household = HouseholdId::new(party.id.as_str());
            let lifts = rides.remove(&household).or_else(|| {
                // Somebody on both lists may have boarded under the partner's id for them.
                across.other_households(&household).find_map(|other| rides.remove(other))
            });
            match lifts.and_then(|lifts| journey(party, lifts)) {
                Some(journey) => plan.journeys.push(journey),
                None => plan.left.push(planner::Left {
                    party: party.id.clone(),
                    share: party.needs,
                    reason: planner::Reason::NoSeat,
                }),
            }
        }
        SeatPlan::accept(Kind::History, &problem, plan, span.0).map(Some).map_err(refused)
    }
}

/// The rides of a party on `lifts`, in the order of their departure.
fn journey(party: &planner::Party, mut lifts: Vec<&Lift>) -> Option<Journey> {
    lifts.sort_by_key(|lift| lift.plan().legs.first().map(|leg| leg.departs));
    let mut here = corridor::record::PlaceId::new(party.place.as_str());
    let mut rides = Vec::new();
    for lift in lifts {
        let board = lift.leg_from(&here)?;
        here = lift.destination()?.clone();
        let alight = lift.plan().legs.len().checked_sub(1)?;
        let lift = planner::LiftId::new(lift.id().as_str());
        rides.push(planner::Ride { lift, board, alight });
    }
    Some(Journey { party: party.id.clone(), share: party.needs, rides })
}

/// Households by lift.
pub(super) fn by_lift(seats: impl IntoIterator<Item = Seat>) -> BTreeMap<LiftId, Vec<HouseholdId>> {
    let mut by_lift: BTreeMap<LiftId, Vec<HouseholdId>> = BTreeMap::new();
    for seat in seats {
        by_lift.entry(seat.lift).or_default().push(seat.household);
    }
    by_lift
}
