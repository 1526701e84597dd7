//! The desk's facts stated as a problem for `seat-planner`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use seat_planner::{self as planner, Owner, Problem};

use super::Kind;
use crate::agreement::Nation;
use crate::emergency::{Closed, Closure};
use crate::people::{Class, Party};
use crate::record::{LiftId, PlaceId};
use crate::transport::{Lift, Place, Standing};

/// The least time between two lifts, in minutes.
const MIN_CHANGE: i64 = 30;

/// What a desk knows when it plans.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Places by id.
    pub places: &'a BTreeMap<PlaceId, Place>,
    /// Lifts of both nations and of third parties, by id.
    pub lifts: &'a BTreeMap<LiftId, Lift>,
    /// Closures known.
    pub closures: &'a [Closure],
    /// Minute 0 of the problem.
    pub epoch: Timestamp,
    /// The end of what is planned for.
    pub horizon: Timestamp,
}

/// Which plan is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// What each nation can do without the other. One problem for both, because the seats of third
    /// parties who invite both can be given once only.
    Alone,
    /// What both can do together.
    Pooled,
    /// What happened: every lift took whom it took.
    History,
}

impl Question {
    /// The kind of plan that answers it.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Alone => Kind::Alone,
            Self::Pooled => Kind::Pooled,
            Self::History => Kind::History,
        }
    }
}

/// The problem of bringing out those of `parties` who want a seat and are at a known place;
/// where the others are must be found out first ([`placeless`]).
///
/// A lift whose operator invites further nations is its own owner in the problem, because an
/// invitation holds for that lift and not for the operator's others.
#[must_use]
pub fn problem(facts: &Facts, parties: &[Party], question: Question) -> Problem {
    let lifts: Vec<&Lift> = facts
        .lifts
        .values()
        .filter(|lift| question == Question::History || !lift.plan().standby)
        .collect();
    Problem {
        version: planner::VERSION,
        places: facts.places.values().map(place).collect(),
        parties: parties
            .iter()
            .filter(|party| plannable(facts, party))
            .map(|party| stated(facts, party, &lifts, question))
            .collect(),
        lifts: lifts.iter().map(|lift| flown(facts.epoch, lift)).collect(),
        // Where a lift goes and when is what its operator has said: the desk plans seats.
        vehicles: Vec::new(),
        links: Vec::new(),
        step: planner::STEP,
        closures: facts.closures.iter().map(|closure| closed(facts, closure)).collect(),
        horizon: minute(facts.epoch, facts.horizon),
        min_change: MIN_CHANGE,
        weights: planner::Weights::default(),
        aim: planner::Aim::Out,
    }
}

/// Parties who want a seat and can't be planned for, because nobody knows where they are.
#[must_use]
pub fn placeless<'a>(places: &BTreeMap<PlaceId, Place>, parties: &'a [Party]) -> Vec<&'a Party> {
    let lost = |party: &&Party| party.wants_a_seat() && !places.contains_key(&party.place);
    parties.iter().filter(lost).collect()
}

/// Whether a party can be planned for; one whose data were erased has nobody in it.
fn plannable(facts: &Facts, party: &Party) -> bool {
    party.wants_a_seat() && party.load.people() > 0 && facts.places.contains_key(&party.place)
}

/// Whole minutes from `epoch` to `at`.
pub(super) fn minute(epoch: Timestamp, at: Timestamp) -> i64 {
    at.as_second().saturating_sub(epoch.as_second()).div_euclid(60)
}

fn place(place: &Place) -> planner::Place {
    planner::Place {
        id: planner::PlaceId::new(place.id.as_str()),
        kind: match place.standing {
            Standing::Danger => planner::PlaceKind::Danger,
            Standing::Haven => planner::PlaceKind::Haven,
            Standing::Home => planner::PlaceKind::Home,
        },
        home_of: None,
        hold: None,
        slots_per_hour: None,
    }
}

fn owner(lift: &Lift) -> Owner {
    let plan = lift.plan();
    Owner::new(if plan.invited.is_empty() { &plan.operator } else { plan.id.as_str() })
}

/// Whether `party` may board `lift` when `question` is asked.
fn eligible(party: &Party, lift: &Lift, question: Question, pool: &[Nation]) -> bool {
    let plan = lift.plan();
    let invited = party.owners.iter().any(|nation| plan.invited.contains(nation));
    let own = lift.nation().is_some_and(|nation| party.owners.contains(&nation));
    match question {
        Question::History => true,
        Question::Alone => own || invited,
        Question::Pooled => {
            let pooled = lift.nation().is_some_and(|nation| pool.contains(&nation));
            own || invited || (party.share && pooled)
        }
    }
}

fn stated(facts: &Facts, party: &Party, lifts: &[&Lift], question: Question) -> planner::Party {
    // The pool is the nations that answer for parties: those bound by the agreement.
    let pool = pool(facts, party);
    let mut lifts_of: Vec<Owner> = lifts
        .iter()
        .filter(|lift| eligible(party, lift, question, &pool))
        .map(|lift| owner(lift))
        .collect();
    lifts_of.sort();
    lifts_of.dedup();
    let load = party.load;
    planner::Party {
        id: planner::PartyId::new(party.id.as_str()),
        nation: Owner::new(party.nation.to_string()),
        place: planner::PlaceId::new(party.place.as_str()),
        // Whoever waits since before the emergency counts from its beginning.
        ready: minute(facts.epoch, party.ready).max(0),
        latest: None,
        class: match party.class {
            Class::Protected => planner::Class::Protected,
            Class::Vulnerable => planner::Class::Vulnerable,
            Class::Ordinary => planner::Class::Ordinary,
        },
        needs: planner::Needs {
            seats: load.seats,
            lap_infants: load.lap_infants,
            wheelchairs: load.wheelchairs,
            stretchers: load.stretchers,
            ..planner::Needs::default()
        },
        lifts_of,
        may_split: party.may_split,
        people: load.people(),
    }
}

/// The nations whose soil is home: the two that agreed to carry each other's people.
fn pool(facts: &Facts, party: &Party) -> Vec<Nation> {
    let home = facts.places.values().filter(|place| place.standing == Standing::Home);
    let mut nations: Vec<Nation> = home.map(|place| place.country).collect();
    nations.push(party.nation);
    nations
}

/// A lift as it is entered.
pub(super) fn flown(epoch: Timestamp, lift: &Lift) -> planner::Lift {
    let plan = lift.plan();
    let leg = |leg: &crate::transport::Leg| planner::Leg {
        from: planner::PlaceId::new(leg.from.as_str()),
        to: planner::PlaceId::new(leg.to.as_str()),
        departs: minute(epoch, leg.departs),
        arrives: minute(epoch, leg.arrives),
        exposed: false,
    };
    planner::Lift {
        id: planner::LiftId::new(plan.id.as_str()),
        owner: owner(lift),
        legs: plan.legs.iter().map(leg).collect(),
        seats: planner::Seats {
            seats: plan.seats.seats,
            lap_infants: plan.seats.lap_infants,
            wheelchairs: plan.seats.wheelchairs,
            stretchers: plan.seats.stretchers,
            ..planner::Seats::default()
        },
        closes_before: i64::from(plan.closes_before),
    }
}

fn closed(facts: &Facts, closure: &Closure) -> planner::Closure {
    let id = |place: &PlaceId| planner::PlaceId::new(place.as_str());
    planner::Closure {
        what: match &closure.what {
            Closed::Place(place) => planner::Closed::Place(id(place)),
            Closed::Road { from, to } => planner::Closed::Road { from: id(from), to: id(to) },
        },
        from: minute(facts.epoch, closure.from),
        until: closure.until.map(|until| minute(facts.epoch, until)),
    }
}
