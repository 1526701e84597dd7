//! Who is who and who answers for them, with two nodes in memory. All people are invented.

use corridor::agreement::{Nation, Words};
use corridor::boarding::Shown;
use corridor::emergency::Declaration;
use corridor::headcount::State as Final;
use corridor::people::{Decision, Row};
use corridor::record::{HouseholdId, LiftId, PersonId, PlaceId, RegistrationId};
use corridor::registry::{Intake, Intention, RawClaim, Source};
use corridor::transport::{Configuration, Leg, LiftPlan, Mode, Place, Standing};
use jiff::Timestamp;

use crate::drill::{Memory, Stage};
use crate::operation::{Node, Refused};

fn nation(code: &str) -> Nation {
    code.parse().unwrap()
}

fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(1_772_600_000 + hours * 3600).unwrap()
}

fn act(memory: &mut Memory, code: &str, mut what: impl FnMut(&mut Node) -> Result<(), Refused>) {
    memory.act(nation(code), &mut what).unwrap();
}

/// Two nodes in one emergency.
fn stage() -> Memory {
    let mut memory = Memory::new(&crate::drill::terms().unwrap(), 1).unwrap();
    for code in ["KR", "JP"] {
        let declared = Declaration {
            id: "e".into(),
            title: Words::default(),
            countries: vec!["AE".into()],
            at: at(0),
            officer: "desk".into(),
        };
        act(&mut memory, code, |node| node.declare(declared.clone()));
    }
    for (id, country, standing) in [("AUH", "AE", Standing::Danger), ("NRT", "JP", Standing::Home)]
    {
        let id = PlaceId::new(id);
        let (name, country, zone) = (Words::default(), nation(country), "UTC".to_owned());
        let place = Place { id, name, country, standing, zone, lat: 0.0, lon: 0.0 };
        act(&mut memory, "JP", |node| node.enter_place(place.clone(), at(0)));
    }
    memory
}

fn row(name: &str, born: &str, document: Option<&str>) -> RawClaim {
    RawClaim {
        latin: Some(name.to_owned()),
        born: born.to_owned(),
        citizenship: "JP".to_owned(),
        document: document.map(str::to_owned),
        ..RawClaim::default()
    }
}

fn intake(id: &str, hour: i64, people: Vec<RawClaim>) -> Intake {
    Intake {
        id: RegistrationId::new(id),
        source: Source::SelfRegistration,
        at: at(hour),
        ready: at(hour),
        place: PlaceId::new("AUH"),
        intention: Intention::Leave,
        people,
        share: true,
        may_split: false,
        contact: None,
        whereabouts: None,
    }
}

/// Registers at the node that gave the id.
fn register(memory: &mut Memory, intake: Intake) {
    let code = intake.id.as_str()[..2].to_owned();
    act(memory, &code, |node| {
        node.register(intake.clone()).unwrap();
        Ok(())
    });
}

fn announce(memory: &mut Memory, hour: i64) {
    for code in ["KR", "JP"] {
        act(memory, code, |node| node.announce(at(hour)));
    }
}

/// The parties that each node plans for, by id, with how many people; both must see the same.
fn planned(memory: &mut Memory) -> Vec<(String, u32)> {
    let [kr, jp] = ["KR", "JP"].map(|code| {
        let parties = memory.node(nation(code)).unwrap().parties().into_iter();
        parties.map(|one| (one.id.to_string(), one.load.people())).collect::<Vec<_>>()
    });
    assert_eq!(kr, jp);
    jp
}

/// For how many people the nodes of Korea and Japan answer.
fn answered(memory: &mut Memory) -> [u32; 2] {
    ["KR", "JP"].map(|code| memory.node(nation(code)).unwrap().headcount().people())
}

fn decide(memory: &mut Memory, [a, b]: [(&str, usize); 2], same: bool, hour: i64) {
    let row = |(id, index)| Row { registration: RegistrationId::new(id), index };
    let (a, b, officer) = (row(a), row(b), "desk".to_owned());
    let decision = Decision { a, b, same, officer, until: None };
    act(memory, "JP", |node| node.decide(decision.clone(), at(hour)));
}

/// A household boards a lift of Japan that lands at home.
fn bring_home(memory: &mut Memory, household: &str) {
    let (id, household) = (LiftId::new("L"), HouseholdId::new(household));
    let (from, to) = (PlaceId::new("AUH"), PlaceId::new("NRT"));
    let lift = LiftPlan {
        id: id.clone(),
        operator: "JP".into(),
        invited: vec![],
        vehicle: "B767".into(),
        mode: Mode::Air,
        legs: vec![Leg { from, to, departs: at(20), arrives: at(30) }],
        seats: Configuration { seats: 10, ..Configuration::default() },
        closes_before: 60,
        standby: false,
    };
    act(memory, "JP", |node| node.enter_lift(lift.clone(), at(3)));
    act(memory, "JP", |node| {
        node.expect(&id, &household, at(4))?;
        let shown = Shown::Reference(PersonId::new(format!("{household}.1")));
        node.board(&id, &[shown], None, at(5)).map(|_| ())
    });
    act(memory, "JP", |node| node.land(&id, at(30)));
}

fn states(memory: &mut Memory, code: &str) -> Vec<(Final, u32)> {
    memory.node(nation(code)).unwrap().headcount().states().into_iter().collect()
}

fn wife() -> RawClaim {
    row("KIM, MINJI", "1985-01-01", Some("M1234567"))
}

fn husband() -> RawClaim {
    row("SATO, TARO", "1980-01-01", Some("TR1234567"))
}

fn child() -> RawClaim {
    row("SATO, HANA", "2015-01-01", Some("TR7654321"))
}

#[test]
fn who_registered_a_whole_family_answers_for_it_whoever_heard_first() {
    let mut memory = stage();
    register(&mut memory, intake("KR-1", 1, vec![wife()]));
    register(&mut memory, intake("JP-1", 2, vec![husband(), wife(), child()]));
    announce(&mut memory, 3);
    assert_eq!(planned(&mut memory), [("JP-1".to_owned(), 3)]);
    assert_eq!(answered(&mut memory), [0, 3]);
}

#[test]
fn who_heard_first_answers_for_a_family_that_both_know_whole() {
    let mut memory = stage();
    register(&mut memory, intake("JP-1", 2, vec![husband(), wife()]));
    register(&mut memory, intake("KR-1", 1, vec![wife(), husband()]));
    announce(&mut memory, 3);
    assert_eq!(planned(&mut memory), [("KR-1".to_owned(), 2)]);
    assert_eq!(answered(&mut memory), [2, 0]);
}

#[test]
fn two_halves_of_a_family_are_planned_with_nobody_twice_and_nobody_lost() {
    for (korea, japan, people) in [(1, 2, [2, 1]), (2, 1, [1, 2]), (1, 1, [1, 2])] {
        let mut memory = stage();
        register(&mut memory, intake("KR-1", korea, vec![wife(), child()]));
        register(&mut memory, intake("JP-1", japan, vec![husband(), wife()]));
        announce(&mut memory, 3);
        let [of_korea, of_japan] = people;
        let expected = [("JP-1".to_owned(), of_japan), ("KR-1".to_owned(), of_korea)];
        assert_eq!(planned(&mut memory), expected);
        assert_eq!(answered(&mut memory), people);
    }
}

#[test]
fn households_merged_later_are_planned_once_and_who_boarded_before_is_not_lost() {
    let mut memory = stage();
    register(&mut memory, intake("JP-1", 1, vec![row("SATO, TARO", "1980-01-01", None)]));
    register(&mut memory, intake("JP-2", 2, vec![row("SATO, TARO", "1980", None)]));
    announce(&mut memory, 3);
    assert_eq!(planned(&mut memory), [("JP-1".to_owned(), 1), ("JP-2".to_owned(), 1)]);
    bring_home(&mut memory, "JP-2");
    decide(&mut memory, [("JP-1", 0), ("JP-2", 0)], true, 31);
    announce(&mut memory, 32);
    assert_eq!(planned(&mut memory), [("JP-1".to_owned(), 1)]);
    assert_eq!(states(&mut memory, "JP"), [(Final::Home, 1)]);
    // Taken back, they are two again, and one has not come home.
    decide(&mut memory, [("JP-1", 0), ("JP-2", 0)], false, 33);
    announce(&mut memory, 34);
    assert_eq!(planned(&mut memory), [("JP-1".to_owned(), 1), ("JP-2".to_owned(), 1)]);
    assert_eq!(states(&mut memory, "JP"), [(Final::Home, 1), (Final::Unaccounted, 1)]);
}

#[test]
fn who_boarded_under_an_id_that_the_partner_merged_away_is_still_found() {
    let mut memory = stage();
    register(&mut memory, intake("KR-1", 1, vec![husband()]));
    let partly = row("SATO, TARO", "1980", None);
    register(&mut memory, intake("JP-1", 2, vec![partly]));
    register(&mut memory, intake("JP-2", 3, vec![husband()]));
    announce(&mut memory, 4);
    bring_home(&mut memory, "JP-2");
    decide(&mut memory, [("JP-1", 0), ("JP-2", 0)], true, 31);
    announce(&mut memory, 32);
    assert_eq!(planned(&mut memory), [("KR-1".to_owned(), 1)]);
    assert_eq!(states(&mut memory, "KR"), [(Final::Home, 1)]);
}
