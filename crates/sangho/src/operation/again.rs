//! Two nodes in memory plan again: who is moved, who is not, and what both of them tell.

use corridor::agreement::{Nation, Words};
use corridor::boarding::Shown;
use corridor::emergency::{Closed, Closure, Declaration};
use corridor::plan::{Change, Why};
use corridor::record::{HouseholdId, LiftId, PersonId, PlaceId, RegistrationId};
use corridor::registry::{Intake, Intention, RawClaim, Source};
use corridor::transport::{Configuration, Leg, LiftPlan, Mode, Place, Standing};
use jiff::Timestamp;

use super::fact::Replanned;
use super::{Node, Refused};
use crate::drill::{Memory, Stage, terms};

fn nation(code: &str) -> Nation {
    code.parse().unwrap()
}

fn at(minute: i64) -> Timestamp {
    let start: Timestamp = "2026-03-08T00:00:00Z".parse().unwrap();
    start + jiff::SignedDuration::from_mins(minute)
}

fn place(id: &str, country: &str, standing: Standing) -> Place {
    Place {
        id: PlaceId::new(id),
        name: Words::default(),
        country: nation(country),
        standing,
        zone: "UTC".into(),
        lat: 0.0,
        lon: 0.0,
    }
}

fn lift(id: &str, from: &str, hour: i64, seats: u32) -> LiftPlan {
    let (from, to) = (PlaceId::new(from), PlaceId::new("ICN"));
    LiftPlan {
        id: LiftId::new(id),
        operator: "KR".into(),
        invited: vec![],
        vehicle: "charter".into(),
        mode: Mode::Air,
        legs: vec![Leg { from, to, departs: at(hour * 60), arrives: at((hour + 10) * 60) }],
        seats: Configuration { seats, ..Configuration::default() },
        closes_before: 60,
        standby: false,
    }
}

fn intake(id: &str, place: &str, who: u8) -> Intake {
    Intake {
        id: RegistrationId::new(id),
        source: Source::SelfRegistration,
        at: at(10),
        ready: at(10),
        place: PlaceId::new(place),
        intention: Intention::Leave,
        people: vec![RawClaim {
            latin: Some(format!("{} EXAMPLE", ["AHN", "BAE", "CHO", "DO"][usize::from(who)])),
            born: format!("19{}0-05-0{}", 5 + who, 1 + who),
            citizenship: "KR".into(),
            document: Some(format!("M{who}23A4567")),
            ..RawClaim::default()
        }],
        share: true,
        may_split: false,
        contact: None,
        whereabouts: None,
    }
}

fn at_korea(memory: &mut Memory, act: impl Fn(&mut Node) -> Result<(), Refused>) {
    memory.act(nation("KR"), &mut |node| act(node)).unwrap();
}

const EFFORT: seat_planner::Effort = seat_planner::Effort { seed: 1, rounds: 50 };

/// KR-1 and KR-2 wait at AUH, KR-3 at DXB; t1 has a seat for one of the two, t2 flies later, t3
/// from DXB; all have a seat.
fn planned() -> Memory {
    let mut memory = Memory::new(&terms().unwrap(), 1).unwrap();
    for code in ["KR", "JP"] {
        let declaration = Declaration {
            id: "test".into(),
            title: Words::default(),
            countries: vec!["AE".into()],
            at: at(0),
            officer: "duty".into(),
        };
        memory.act(nation(code), &mut |node| node.declare(declaration.clone())).unwrap();
    }
    at_korea(&mut memory, |node| {
        node.enter_place(place("AUH", "AE", Standing::Danger), at(0))?;
        node.enter_place(place("DXB", "AE", Standing::Danger), at(0))?;
        node.enter_place(place("ICN", "KR", Standing::Home), at(0))?;
        node.enter_lift(lift("t1", "AUH", 20, 1), at(0))?;
        node.enter_lift(lift("t2", "AUH", 40, 9), at(0))?;
        node.enter_lift(lift("t3", "DXB", 30, 9), at(0))?;
        for (who, (id, place)) in
            [("KR-1", "AUH"), ("KR-2", "AUH"), ("KR-3", "DXB")].iter().enumerate()
        {
            node.register(intake(id, place, u8::try_from(who).unwrap())).unwrap();
        }
        node.announce(at(20))?;
        node.plan((at(0), at(6_000)), &EFFORT, at(30))?;
        assert!(node.state().replans.is_empty());
        Ok(())
    });
    memory
}

fn again(memory: &mut Memory, minute: i64) {
    at_korea(memory, |node| node.replan((at(0), at(6_000)), &EFFORT, at(minute)));
}

fn close(memory: &mut Memory, place: &str, minute: i64, until: Option<i64>) {
    let closure = Closure {
        what: Closed::Place(PlaceId::new(place)),
        from: at(minute),
        until: until.map(at),
        source: "test".into(),
    };
    at_korea(memory, |node| node.close(closure.clone(), at(minute)));
}

fn told(memory: &mut Memory, code: &str) -> Vec<Replanned> {
    memory.node(nation(code)).unwrap().state().replans.values().cloned().collect()
}

/// The household that has the one seat of t1, and the other.
fn first_and_second(memory: &mut Memory) -> (HouseholdId, HouseholdId) {
    let state = memory.node(nation("KR")).unwrap().state();
    let seats = &state.seats[&(corridor::plan::Kind::Pooled, LiftId::new("t1"))];
    let [first] = &seats[..] else { panic!("one household on t1") };
    let other = if first.as_str() == "KR-1" { "KR-2" } else { "KR-1" };
    (first.clone(), HouseholdId::new(other))
}

#[test]
fn a_closure_after_the_plan_moves_only_those_who_must() {
    let mut memory = planned();
    let (first, _) = first_and_second(&mut memory);
    close(&mut memory, "AUH", 1_000, Some(1_500));
    again(&mut memory, 1_010);
    let [one] = &told(&mut memory, "KR")[..] else { panic!("one re-plan") };
    let [moved] = &one.changes.households[..] else { panic!("one household") };
    assert_eq!((&moved.household, moved.change, moved.why), (&first, Change::Moved, Why::Closure));
    assert_eq!(moved.before, [LiftId::new("t1")]);
    assert_eq!(moved.after, [LiftId::new("t2")]);
    let counts = one.changes.counts[&nation("KR")];
    assert_eq!((counts.kept, counts.moved, counts.people(), one.closures), (2, 1, 3, 1));
}

#[test]
fn both_nodes_tell_the_same_difference() {
    let mut memory = planned();
    close(&mut memory, "AUH", 1_000, None);
    again(&mut memory, 1_010);
    assert_eq!(told(&mut memory, "KR").len(), 1);
    assert_eq!(told(&mut memory, "KR"), told(&mut memory, "JP"));
    let lost = told(&mut memory, "JP")[0].changes.counts[&nation("KR")].lost;
    assert_eq!(lost, 2);
}

#[test]
fn nobody_aboard_is_moved() {
    let mut memory = planned();
    let (first, second) = first_and_second(&mut memory);
    at_korea(&mut memory, |node| {
        let t1 = LiftId::new("t1");
        node.expect(&t1, &first, at(1_000))?;
        let shown = Shown::Reference(PersonId::new(format!("{first}.1")));
        node.board(&t1, &[shown], None, at(1_130))?;
        node.close_door(&t1, at(1_140)).map(|_| ())
    });
    // t1 has left when its airport is shut: whoever is aboard flies on, whoever waits does not.
    close(&mut memory, "AUH", 1_260, None);
    again(&mut memory, 1_270);
    let [one] = &told(&mut memory, "KR")[..] else { panic!("one re-plan") };
    let [lost] = &one.changes.households[..] else { panic!("one household") };
    assert_eq!((&lost.household, lost.change, lost.why), (&second, Change::Lost, Why::Closure));
    assert_eq!(one.changes.counts[&nation("KR")].kept, 2);
}

#[test]
fn whoever_was_not_aboard_is_planned_anew() {
    let mut memory = planned();
    let (first, _) = first_and_second(&mut memory);
    again(&mut memory, 1_141);
    let [one] = &told(&mut memory, "KR")[..] else { panic!("one re-plan") };
    let [moved] = &one.changes.households[..] else { panic!("one household") };
    assert_eq!(
        (&moved.household, moved.change, moved.why),
        (&first, Change::Moved, Why::NotAboard)
    );
}

#[test]
fn who_gives_a_seat_back_and_who_gets_it_are_told() {
    let mut memory = planned();
    at_korea(&mut memory, |node| {
        node.revise(&RegistrationId::new("KR-3"), Intention::Stay, at(100))?;
        node.register(intake("KR-4", "DXB", 3)).unwrap();
        node.announce(at(110))
    });
    again(&mut memory, 120);
    let [one] = &told(&mut memory, "KR")[..] else { panic!("one re-plan") };
    let whys: Vec<_> = one.changes.households.iter().map(|one| (one.change, one.why)).collect();
    assert_eq!(whys, [(Change::Gone, Why::Withdrew), (Change::Gained, Why::Registered)]);
    assert_eq!(one.changes.counts[&nation("KR")].people(), 4);
}

#[test]
fn where_nothing_happened_nothing_is_told() {
    let mut memory = planned();
    again(&mut memory, 40);
    again(&mut memory, 50);
    assert!(told(&mut memory, "KR").is_empty());
}

#[test]
fn fewer_seats_on_a_lift_move_those_who_find_no_room() {
    let mut memory = planned();
    at_korea(&mut memory, |node| node.enter_lift(lift("t2", "AUH", 42, 9), at(60)));
    again(&mut memory, 70);
    // Two hours later, and everybody keeps the seat.
    assert!(told(&mut memory, "KR").is_empty());
    at_korea(&mut memory, |node| node.enter_lift(lift("t3", "DXB", 30, 0), at(80)));
    again(&mut memory, 90);
    let [one] = &told(&mut memory, "KR")[..] else { panic!("one re-plan") };
    let [lost] = &one.changes.households[..] else { panic!("one household") };
    assert_eq!((lost.change, lost.why), (Change::Lost, Why::LiftSeats));
}
