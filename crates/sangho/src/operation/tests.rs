//! Two nodes in memory: what crosses, what does not, and what is kept when something is refused.

use corridor::agreement::{Nation, Words};
use corridor::emergency::Declaration;
use corridor::record::{HouseholdId, LiftId, PlaceId, RegistrationId};
use corridor::registry::{Intake, Intention, RawClaim, Source};
use corridor::transport::{Configuration, Leg, LiftPlan, Mode, Place, Standing};
use jiff::Timestamp;

use crate::drill::{Memory, Stage, terms};

fn nation(code: &str) -> Nation {
    code.parse().unwrap()
}

fn at(hour: i64) -> Timestamp {
    let start: Timestamp = "2026-03-08T00:00:00Z".parse().unwrap();
    start + jiff::SignedDuration::from_hours(hour)
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

fn lift(operator: &str) -> LiftPlan {
    let (from, to) = (PlaceId::new("AUH"), PlaceId::new("ICN"));
    LiftPlan {
        id: LiftId::new("t1"),
        operator: operator.into(),
        invited: vec![],
        vehicle: "charter".into(),
        mode: Mode::Air,
        legs: vec![Leg { from, to, departs: at(20), arrives: at(30) }],
        seats: Configuration { seats: 10, ..Configuration::default() },
        closes_before: 60,
        standby: false,
    }
}

fn intake(id: &str, place: &str, share: bool) -> Intake {
    Intake {
        id: RegistrationId::new(id),
        source: Source::SelfRegistration,
        at: at(1),
        ready: at(1),
        place: PlaceId::new(place),
        intention: Intention::Leave,
        people: vec![RawClaim {
            native: Some("홍예시".into()),
            born: "1984-05-01".into(),
            citizenship: "KR".into(),
            document: Some("M123A4567".into()),
            ..RawClaim::default()
        }],
        share,
        may_split: false,
        contact: None,
        whereabouts: None,
    }
}

fn declared() -> Memory {
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
    memory
}

fn with_places(operator: &str) -> Memory {
    let mut memory = declared();
    let enter = |node: &mut super::Node| {
        node.enter_place(place("AUH", "AE", Standing::Danger), at(0))?;
        node.enter_place(place("ICN", "KR", Standing::Home), at(0))?;
        node.enter_lift(lift(operator), at(0))
    };
    memory.act(nation(operator), &mut |node| enter(node)).unwrap();
    memory
}

fn register(memory: &mut Memory, intake: &Intake) {
    let register = &mut |node: &mut super::Node| {
        node.register(intake.clone()).unwrap();
        node.announce(at(2))
    };
    memory.act(nation("KR"), register).unwrap();
}

#[test]
fn a_household_that_does_not_share_stays_unknown_to_the_partner() {
    let mut memory = with_places("JP");
    register(&mut memory, &intake("KR-1", "AUH", false));
    register(&mut memory, &intake("KR-2", "AUH", true));
    // Both registrations name one person with the same document: one household, which shares.
    let japan = memory.node(nation("JP")).unwrap().state();
    assert_eq!(japan.parties[&nation("KR")].len(), 1);
    let mut memory = with_places("JP");
    register(&mut memory, &intake("KR-1", "AUH", false));
    let japan = memory.node(nation("JP")).unwrap().state();
    assert!(!japan.parties.contains_key(&nation("KR")));
    assert!(!japan.announced.contains_key(&nation("KR")));
    let expect = &mut |node: &mut super::Node| {
        node.expect(&LiftId::new("t1"), &HouseholdId::new("KR-1"), at(3))
    };
    let refused = memory.act(nation("KR"), expect).unwrap_err();
    assert_eq!(refused.code, "consent-missing");
}

#[test]
fn what_may_not_cross_is_not_recorded_either() {
    let mut memory = Memory::new(&terms().unwrap(), 1).unwrap();
    let enter =
        &mut |node: &mut super::Node| node.enter_place(place("AUH", "AE", Standing::Danger), at(0));
    // Assets cross only in an emergency.
    assert_eq!(memory.act(nation("KR"), enter).unwrap_err().code, "agreement-no-clause");
    assert!(memory.node(nation("KR")).unwrap().state().places.is_empty());
}

#[test]
fn somebody_elsewhere_stops_no_plan() {
    let mut memory = with_places("KR");
    register(&mut memory, &intake("KR-1", "", true));
    let effort = seat_planner::Effort { seed: 1, rounds: 10 };
    let plan = &mut |node: &mut super::Node| {
        let plans = node.plan((at(0), at(100)), &effort, at(4))?;
        assert_eq!(plans.pooled.figures().people, 0);
        Ok(())
    };
    memory.act(nation("KR"), plan).unwrap();
}
