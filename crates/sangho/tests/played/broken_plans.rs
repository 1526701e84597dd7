//! Broken plans, planted one fault at a time into the accepted pooled plan of Beirut: the checker,
//! which shares nothing with the search, names each.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use corridor::agreement::Nation;
use corridor::plan::{Kind, PlanError, Question, SeatPlan};
use seat_planner::{
    Closed, Closure, Fault, Journey, LiftId, Needs, Party, PlaceId, Plan, Problem, Rule, check,
};

/// The facts of a planned emergency and the plan that was accepted over them.
#[derive(Clone)]
struct Case {
    problem: Problem,
    alone: Problem,
    plan: Plan,
}

fn case() -> Case {
    static CASE: OnceLock<Case> = OnceLock::new();
    CASE.get_or_init(|| {
        let mut played = crate::common::play("lebanon-2024", 1, true);
        let span = played.script.span;
        let (_, side) = played.pair.0.iter_mut().next().expect("two nodes");
        let problem = side.node.problem(Question::Pooled, span);
        let alone = side.node.problem(Question::Alone, span);
        let plan = played.plans.expect("the script plans at its end").pooled.plan().clone();
        check(&problem, &plan).expect("the accepted plan has no fault");
        Case { problem, alone, plan }
    })
    .clone()
}

impl Case {
    fn faults(&self) -> Vec<Fault> {
        check(&self.problem, &self.plan).expect_err("the planted fault is found")
    }

    /// The rules that the checker names.
    fn rules(&self) -> BTreeSet<&'static str> {
        self.faults().iter().map(Fault::code).collect()
    }

    fn party(&self, journey: usize) -> &Party {
        let id = &self.plan.journeys[journey].party;
        self.problem.parties.iter().find(|party| party.id == *id).expect("of the problem")
    }

    /// A journey of a party that fits `wanted`.
    fn journey(&self, wanted: impl Fn(&Party, &Journey) -> bool) -> usize {
        let journeys = self.plan.journeys.iter().enumerate();
        journeys
            .map(|(index, journey)| (index, wanted(self.party(index), journey)))
            .find_map(|(index, fits)| fits.then_some(index))
            .expect("Beirut has such a household")
    }

    fn lift(&mut self, id: &LiftId) -> &mut seat_planner::Lift {
        self.problem.lifts.iter_mut().find(|lift| lift.id == *id).expect("of the problem")
    }

    /// The lift that most people ride.
    fn full(&self) -> (LiftId, u32) {
        let ids: BTreeSet<&LiftId> =
            self.plan.journeys.iter().flat_map(|one| &one.rides).map(|ride| &ride.lift).collect();
        let seated = |id: &LiftId| -> u32 {
            let rides = |one: &&Journey| one.rides.iter().any(|ride| ride.lift == *id);
            self.plan.journeys.iter().filter(rides).map(|one| one.share.seats).sum()
        };
        let loads = ids.into_iter().map(|id| (id.clone(), seated(id)));
        loads.max_by_key(|(_, seats)| *seats).expect("somebody travels")
    }
}

#[test]
fn a_household_split_without_its_consent_is_named() {
    let mut case = case();
    let index = case.journey(|party, journey| !party.may_split && journey.share.seats > 1);
    let party = case.party(index).id.clone();
    let mut apart = case.plan.journeys[index].clone();
    apart.share = Needs { seats: 1, ..Needs::default() };
    case.plan.journeys[index].share.seats -= 1;
    case.plan.journeys.push(apart);
    assert_eq!(case.rules(), BTreeSet::from(["household-split"]));
    assert!(case.faults().iter().all(|fault| fault.party.as_ref() == Some(&party)));
}

#[test]
fn a_lift_with_one_seat_too_few_is_named() {
    let mut case = case();
    let (id, seated) = case.full();
    case.lift(&id).seats.seats = seated - 1;
    assert_eq!(case.rules(), BTreeSet::from(["overfull-lift"]));
    assert!(case.faults().iter().all(|fault| fault.lift.as_ref() == Some(&id)));
}

#[test]
fn everybody_on_the_smallest_aircraft_is_named() {
    let mut case = case();
    let (id, _) = case.full();
    let spare = case.problem.lifts.iter().find(|lift| lift.id != id).expect("a second lift");
    let spare = spare.id.clone();
    let rides = case.plan.journeys.iter_mut().flat_map(|journey| &mut journey.rides);
    rides.for_each(|ride| ride.lift = spare.clone());
    assert!(case.rules().contains("overfull-lift"), "{:?}", case.rules());
}

#[test]
fn who_comes_after_check_in_has_closed_misses_a_deadline() {
    let mut case = case();
    let index = case.journey(|_, journey| journey.rides.len() == 1);
    let ride = case.plan.journeys[index].rides[0].clone();
    let party = case.party(index).id.clone();
    let lift = case.lift(&ride.lift).clone();
    let late = lift.legs[ride.board].departs - lift.closes_before + 1;
    let late_one = case.problem.parties.iter_mut().find(|one| one.id == party).expect("there");
    late_one.ready = late;
    assert_eq!(case.rules(), BTreeSet::from(["missed-deadline"]));
    assert!(case.faults().iter().all(|fault| fault.party.as_ref() == Some(&party)));
}

#[test]
fn who_had_to_be_out_before_the_lift_goes_misses_a_deadline() {
    let mut case = case();
    let index = case.journey(|_, journey| journey.rides.len() == 1);
    let ride = case.plan.journeys[index].rides[0].clone();
    let party = case.party(index).id.clone();
    let departs = case.lift(&ride.lift).legs[ride.board].departs;
    let hurried = case.problem.parties.iter_mut().find(|one| one.id == party).expect("there");
    hurried.latest = Some(departs - 1);
    assert_eq!(case.rules(), BTreeSet::from(["missed-deadline"]));
}

/// Beirut's lift, where it leaves from, where to, and when.
fn way_out(case: &mut Case) -> (PlaceId, PlaceId, i64) {
    let (id, _) = case.full();
    let leg = case.lift(&id).legs[0].clone();
    (leg.from, leg.to, leg.departs)
}

#[test]
fn a_lift_through_a_closed_place_is_named() {
    let mut case = case();
    let (from, _, departs) = way_out(&mut case);
    let what = Closed::Place(from);
    case.problem.closures.push(Closure { what, from: departs - 5, until: Some(departs + 5) });
    assert_eq!(case.rules(), BTreeSet::from(["closed-place"]));
}

#[test]
fn a_lift_on_a_closed_road_is_named() {
    let mut case = case();
    let (from, to, departs) = way_out(&mut case);
    let what = Closed::Road { from, to };
    case.problem.closures.push(Closure { what, from: departs, until: None });
    assert_eq!(case.rules(), BTreeSet::from(["closed-road"]));
}

#[test]
fn a_nation_whom_nobody_offered_a_seat_is_named() {
    let mut case = case();
    let (lift, _) = case.full();
    case.problem = case.alone.clone();
    assert_eq!(case.rules(), BTreeSet::from(["wrong-owner"]));
    let faults = case.faults();
    let japanese = |fault: &Fault| {
        let party = case.problem.parties.iter().find(|one| Some(&one.id) == fault.party.as_ref());
        party.is_some_and(|party| party.nation.as_str() == "JP")
    };
    assert!(faults.iter().all(|fault| fault.lift.as_ref() == Some(&lift) && japanese(fault)));
}

#[test]
fn somebody_forgotten_and_somebody_sent_twice_are_named() {
    let mut forgotten = case();
    forgotten.plan.journeys.remove(0);
    assert_eq!(forgotten.rules(), BTreeSet::from(["party-missing"]));
    let mut twice = case();
    let again = twice.plan.journeys[0].clone();
    twice.plan.journeys.push(again);
    assert!(twice.rules().contains(Rule::PartyTwice.code()), "{:?}", twice.rules());
}

#[test]
fn a_broken_plan_never_becomes_an_accepted_one() {
    let mut case = case();
    case.plan.journeys.remove(0);
    let epoch = jiff::Timestamp::UNIX_EPOCH;
    let refused = SeatPlan::accept(Kind::Pooled, &case.problem, case.plan, epoch);
    let Err(PlanError::Faults(faults)) = refused else { panic!("a plan that forgets somebody") };
    assert_eq!(faults[0].code(), "party-missing");
    assert!(faults[0].to_string().starts_with("party-missing: "));
}

#[test]
fn both_nodes_state_the_same_problem() {
    let mut played = crate::common::play("lebanon-2024", 1, false);
    let span = played.script.span;
    let problems: Vec<(Nation, Problem)> = played
        .pair
        .0
        .iter_mut()
        .map(|(nation, side)| (*nation, side.node.problem(Question::Pooled, span)))
        .collect();
    assert_eq!(problems[0].1, problems[1].1);
}
