//! What the rooms let pass and what they refuse.

#![expect(clippy::unwrap_used, reason = "helpers of tests: their input is written here")]

use std::collections::BTreeMap;

use corridor::boarding::{BoardingRefusal, Door, Expected, How, Shown};
use corridor::border::{Answer, DecisionRefusal, Reason, Rules, decide};
use corridor::manifest::{Manifest, Passenger, ShownDocument, Voyage};
use corridor::people::{Decision, People, Verdict, resolve};
use corridor::record::{HouseholdId, LiftId, PersonId, PlaceId, RegistrationId};
use corridor::registry::{Intake, Intention, RawClaim, Registration, Source};
use corridor::transport::{Configuration, Leg, Lift, LiftError, LiftPlan, Mode, Place, Standing};
use jiff::Timestamp;

fn at(text: &str) -> Timestamp {
    format!("2026-03-0{text}:00Z").parse().unwrap()
}

fn claim(native: &str, born: &str, document: Option<&str>) -> RawClaim {
    RawClaim {
        native: Some(native.into()),
        born: born.into(),
        citizenship: "KR".into(),
        document: document.map(str::to_owned),
        ..RawClaim::default()
    }
}

fn registration(id: &str, people: Vec<RawClaim>) -> Registration {
    Registration::take(Intake {
        id: RegistrationId::new(id),
        source: Source::SelfRegistration,
        at: at("8T00:00"),
        ready: at("8T00:00"),
        place: PlaceId::new("AUH"),
        intention: Intention::Leave,
        people,
        share: true,
        may_split: false,
        contact: None,
        whereabouts: None,
    })
    .unwrap()
}

fn resolved_at(registrations: &[Registration], decisions: &[Decision], now: &str) -> People {
    let registrations: Vec<&Registration> = registrations.iter().collect();
    resolve(&registrations, decisions, now.parse().unwrap())
}

fn resolved(registrations: &[Registration], decisions: &[Decision]) -> People {
    resolved_at(registrations, decisions, "2026-03-01T00:00Z")
}

#[test]
fn a_name_alone_merges_nobody_and_a_document_merges_all_spellings() {
    let one = registration("KR-1", vec![claim("홍예시", "1984-05-01", None)]);
    let namesake = registration("KR-2", vec![claim("홍예시", "1991-02-03", None)]);
    assert_eq!(resolved(&[one.clone(), namesake], &[]).persons.len(), 2);
    let a = registration("KR-1", vec![claim("홍예시", "1984-05-01", Some("M123A4567"))]);
    let other = claim("HONG YE-SI", "1984", Some("m123 a4567"));
    let b = registration("KR-2", vec![other]);
    assert_eq!(resolved(&[a, b], &[]).persons.len(), 1);
}

#[test]
fn what_is_only_likely_waits_for_an_officer_and_can_be_undone() {
    let a = registration("KR-1", vec![claim("홍예시", "1984-05-01", None)]);
    let b = registration("KR-2", vec![claim("HONG YESI", "1984", None)]);
    let both = [a, b];
    let asked = resolved(&both, &[]);
    assert_eq!((asked.persons.len(), asked.queue.len()), (2, 1));
    assert_eq!(asked.queue[0].verdict, Verdict::Ask);
    let decide = |same| Decision {
        a: asked.queue[0].a.clone(),
        b: asked.queue[0].b.clone(),
        same,
        officer: "desk".into(),
        until: None,
    };
    assert_eq!(resolved(&both, &[decide(true)]).persons.len(), 1);
    let undone = resolved(&both, &[decide(true), decide(false)]);
    assert_eq!((undone.persons.len(), undone.queue.len()), (2, 0));
}

#[test]
fn a_decision_with_an_end_is_forgotten_then_and_the_question_comes_back() {
    let a = registration("KR-1", vec![claim("홍예시", "1984-05-01", None)]);
    let b = registration("KR-2", vec![claim("HONG YESI", "1984", None)]);
    let both = [a, b];
    let asked = resolved(&both, &[]);
    let decided = Decision {
        a: asked.queue[0].a.clone(),
        b: asked.queue[0].b.clone(),
        same: false,
        officer: "desk".into(),
        until: Some("2026-03-05T00:00Z".parse().unwrap()),
    };
    let at = |now| resolved_at(&both, std::slice::from_ref(&decided), now).queue.len();
    assert_eq!((at("2026-03-04T23:59Z"), at("2026-03-05T00:00Z")), (0, 1));
}

#[test]
fn every_question_says_why_term_by_term() {
    let a = registration("KR-1", vec![claim("홍예시", "1984-05-01", None)]);
    let b = registration("KR-2", vec![claim("HONG YESI", "1984-01-05", None)]);
    let asked = resolved(&[a, b], &[]);
    let why = asked.why(&asked.queue[0]).unwrap();
    assert!(why.terms.iter().any(|term| term.rule == "birth-swapped"), "{why:?}");
    assert_eq!(why.bits, why.terms.iter().map(|term| term.bits).sum::<f64>());
}

#[test]
fn dates_that_contradict_each_other_are_not_asked_about() {
    let a = registration("KR-1", vec![claim("홍예시", "1984-05-01", None)]);
    let b = registration("KR-2", vec![claim("홍예시", "1991-02-03", None)]);
    assert_eq!(resolved(&[a, b], &[]).queue.len(), 0);
    let a = registration("KR-1", vec![claim("홍예시", "1984-05-01", Some("M123A4567"))]);
    let b = registration("KR-2", vec![claim("홍예시", "1991-02-03", Some("M123A4567"))]);
    assert_eq!(resolved(&[a, b], &[]).queue.len(), 1);
}

#[test]
fn registrations_that_share_a_person_are_one_household() {
    let father = claim("홍길순", "1980-01-01", Some("M100A0001"));
    let child = claim("홍예시", "2015-01-01", Some("M100A0002"));
    let list = registration("KR-1", vec![father.clone()]);
    let own = registration("KR-2", vec![father, child]);
    let people = resolved(&[list, own], &[]);
    assert_eq!((people.persons.len(), people.households.len()), (2, 1));
    assert_eq!(people.households[&HouseholdId::new("KR-1")].members.len(), 2);
}

#[test]
fn every_bad_field_is_named_at_once() {
    let bad = RawClaim { citizenship: "Korea".into(), ..claim("", "17.5.80", Some("?")) };
    let intake = Intake {
        id: RegistrationId::new("x"),
        source: Source::EmbassyList,
        at: at("8T00:00"),
        ready: at("8T00:00"),
        place: PlaceId::new("AUH"),
        intention: Intention::Leave,
        people: vec![claim("홍예시", "1984", None), bad],
        share: false,
        may_split: false,
        contact: None,
        whereabouts: None,
    };
    let codes: Vec<String> = Registration::take(intake)
        .unwrap_err()
        .into_iter()
        .map(|error| format!("{} {}", error.code, error.field))
        .collect();
    assert_eq!(
        codes,
        [
            "name-missing people.2.name",
            "birth-date people.2.born",
            "nation-code people.2.citizenship",
            "document-number people.2.document",
        ]
    );
}

fn lift(legs: Vec<Leg>) -> Result<Lift, LiftError> {
    let place = |id: &str| Place {
        id: PlaceId::new(id),
        name: corridor::agreement::Words::default(),
        country: "AE".parse().unwrap(),
        standing: Standing::Danger,
        zone: "Asia/Dubai".into(),
        lat: 0.0,
        lon: 0.0,
    };
    let places: BTreeMap<_, _> =
        ["A", "B", "C"].map(|id| (PlaceId::new(id), place(id))).into_iter().collect();
    Lift::enter(
        LiftPlan {
            id: LiftId::new("t1"),
            operator: "KR".into(),
            invited: vec![],
            vehicle: "bus".into(),
            mode: Mode::Road,
            legs,
            seats: Configuration { seats: 2, ..Configuration::default() },
            closes_before: 30,
            standby: false,
        },
        &places,
    )
}

fn leg(from: &str, to: &str, departs: &str, arrives: &str) -> Leg {
    let (from, to) = (PlaceId::new(from), PlaceId::new(to));
    Leg { from, to, departs: at(departs), arrives: at(arrives) }
}

#[test]
fn a_lift_whose_legs_make_no_sense_is_refused() {
    assert!(lift(vec![leg("A", "B", "8T01:00", "8T02:00")]).is_ok());
    assert!(matches!(lift(vec![]), Err(LiftError::NoLegs(_))));
    let back = lift(vec![leg("A", "B", "8T03:00", "8T02:00")]);
    assert!(matches!(back, Err(LiftError::TimeRunsBack(_, 1))));
    let apart =
        lift(vec![leg("A", "B", "8T01:00", "8T02:00"), leg("C", "A", "8T03:00", "8T04:00")]);
    assert!(matches!(apart, Err(LiftError::Apart(_, 2))));
    let nowhere = lift(vec![leg("A", "Z", "8T01:00", "8T02:00")]);
    assert!(matches!(nowhere, Err(LiftError::UnknownPlace(_, _))));
}

fn expected(person: &str, household: &str) -> Expected {
    Expected {
        person: PersonId::new(person),
        household: HouseholdId::new(household),
        documents: std::iter::once(format!("M{person}")).collect(),
        latin: Some("HONG YESI".into()),
        born: "1984-05-01".parse().ok(),
        sex: None,
        nation: "KR".parse().unwrap(),
    }
}

#[test]
fn a_household_that_walks_in_boards_whole_or_waits() {
    let booked = vec![expected("1", "a")];
    let mut door = Door::open(LiftId::new("t1"), at("8T01:00"), 2, booked);
    let family = [expected("2", "b"), expected("3", "b")];
    assert_eq!(door.walk_in(&family, at("8T00:30")), Err(BoardingRefusal::NoSeat));
    assert_eq!(door.walk_in(&family[..1], at("8T00:30")), Ok(()));
    let reference = |id: &str| Shown::Reference(PersonId::new(id));
    assert_eq!(door.scan(&reference("2"), at("8T00:40")).unwrap().how, How::WalkIn);
    assert_eq!(door.scan(&reference("2"), at("8T00:41")), Err(BoardingRefusal::AlreadyHere));
    assert_eq!(door.scan(&reference("9"), at("8T00:41")), Err(BoardingRefusal::NotOnList));
    assert_eq!(door.scan(&reference("1"), at("8T01:01")), Err(BoardingRefusal::Closed));
    assert_eq!(door.missing().count(), 1);
}

#[test]
fn a_machine_clears_or_refers_and_only_an_officer_stops_and_no_evacuee() {
    let document = ShownDocument {
        number: "M1".into(),
        issuer: "KOR".into(),
        expires: "2030-01-01".parse().ok(),
        verified: true,
    };
    let passenger = |document, nation: &str, born: &str| Passenger {
        person: PersonId::new("1"),
        surname: "HONG".into(),
        given: "YESI".into(),
        sex: None,
        born: born.parse().ok(),
        nation: nation.parse().unwrap(),
        document,
    };
    let rules = Rules {
        arrival: "JP".parse().unwrap(),
        partners: vec!["KR".parse().unwrap()],
        reported: vec!["M2".into()],
        day: "2026-03-09".parse().unwrap(),
        evacuation: true,
    };
    let one = |passenger| {
        let voyage = Voyage {
            lift: LiftId::new("t1"),
            operator: "JP".into(),
            from: "RUH".into(),
            to: "NRT".into(),
            departs: at("8T00:00"),
            arrives: at("8T09:00"),
            from_zone: "UTC".into(),
            to_zone: "UTC".into(),
        };
        decide(&Manifest::of(voyage, vec![passenger]), &rules).remove(0)
    };
    let clear = one(passenger(Some(document.clone()), "KR", "1984-05-01"));
    assert_eq!((clear.answer(), clear.reasons()), (Answer::Clear, &[Reason::PartnerCitizen][..]));
    let cases = [
        (passenger(None, "KR", "1984-05-01"), Reason::NoDocument),
        (passenger(Some(document.clone()), "PH", "1984-05-01"), Reason::OtherCitizen),
        (passenger(Some(document.clone()), "KR", "1984"), Reason::BirthDatePartial),
    ];
    for (passenger, reason) in cases {
        let decision = one(passenger);
        assert_eq!((decision.answer(), decision.reasons()), (Answer::Refer, &[reason][..]));
    }
    let expires = "2026-03-08".parse().ok();
    let expired = ShownDocument { expires, number: "M2".into(), verified: false, ..document };
    assert_eq!(
        one(passenger(Some(expired), "KR", "1984-05-01")).reasons(),
        [Reason::DocumentRefuted, Reason::DocumentExpired, Reason::DocumentReported]
    );
    assert_eq!(clear.by_officer(Answer::NoBoard, "duty"), Err(DecisionRefusal::Evacuee));
    assert_eq!(clear.by_officer(Answer::Refer, ""), Err(DecisionRefusal::NoOfficer));
    assert_eq!(clear.by_officer(Answer::Refer, "duty").unwrap().answer(), Answer::Refer);
}
