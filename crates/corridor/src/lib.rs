//! What the two nations agreed, as rules: a row of rooms entered in one order.
//!
//! Each room takes what the rooms above it gave and gives a type that only it can make. Every room
//! is a pure function of what it takes: clock and randomness are arguments, nothing is sent.
//! The table of rooms is in `ARCHITECTURE.md`, and a test holds the two together.
//!
//! One family, from the agreement to the closing sum:
//!
//! ```
//! use std::collections::BTreeMap;
//! use corridor::agreement::{Agreement, Ask, Consent, DataClass, Phase, Terms};
//! use corridor::boarding::{Door, Expected, Shown};
//! use corridor::border::{self, Answer, Rules, cusres};
//! use corridor::emergency::{Declaration, Emergency};
//! use corridor::headcount::{Headcount, Known, Ride, State};
//! use corridor::manifest::{Manifest, Passenger, Voyage};
//! use corridor::notice::Notice;
//! use corridor::offer::SeatOffer;
//! use corridor::people::{Party, resolve};
//! use corridor::plan::{Facts, Kind, Question, SeatPlan, problem};
//! use corridor::record::{Authority, Entry, LiftId, OfferId, PlaceId, Recorded, RegistrationId};
//! use corridor::record::{Released, Room, SCHEMA, World};
//! use corridor::registry::{Intake, Intention, RawClaim, Registration, Source};
//! use corridor::transport::{Configuration, Leg, Lift, LiftPlan, Mode, Place, Standing};
//! use corridor::warning::Warning;
//! use public_alerts::{Alert, Limits};
//! use witnessed_log::Signer;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let (kr, jp) = ("KR".parse()?, "JP".parse()?);
//! let at = |text: &str| format!("2026-03-0{text}:00Z").parse::<jiff::Timestamp>();
//!
//! // 1. Both nations signed the same terms; a permission names its clause.
//! # let matrix = [("c2", "plan-evacuation", "assets"), ("c2", "plan-evacuation", "offers")].map(
//! #     |(clause, purpose, data)| serde_json::json!({ "clause": clause, "purpose": purpose,
//! #         "data": data, "from": "any", "to": "any", "phase": "emergency", "consent": "none" }));
//! # let title = serde_json::json!({ "ko": "좌석", "ja": "座席", "en": "Seats" });
//! # let json = serde_json::json!({ "id": "example", "version": 1, "parties": ["KR", "JP"],
//! #     "in_force_from": "2024-09-06", "expires": "2029-09-05",
//! #     "clause": [{ "id": "c2", "title": title }], "release": matrix });
//! # let terms: Terms = serde_json::from_value(json)?;
//! let a = Signer::ed25519("kr.example", &[1; 32])?;
//! let b = Signer::ed25519("jp.example", &[2; 32])?;
//! let keys = [(kr, a.verifier().clone()), (jp, b.verifier().clone())];
//! let agreement = Agreement::adopt(&Agreement::sign(&terms, &[&a, &b])?, &keys)?;
//! let permission = agreement.permit(&Ask {
//!     data: DataClass::Offers, from: jp, to: kr, phase: Phase::Emergency,
//!     consent: Consent::None, at: at("8T06:00")?,
//! })?;
//!
//! // 3, 4, 5. A warning, an emergency declared on it, a notice to citizens.
//! let alert = Alert::read(br#"<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
//!   <identifier>x-1</identifier><sender>civil@example.org</sender>
//!   <sent>2026-03-08T04:00:00+04:00</sent><status>Exercise</status><msgType>Alert</msgType>
//!   <scope>Public</scope><info><language>en</language><category>Security</category>
//!   <event>Shelter</event><urgency>Immediate</urgency><severity>Severe</severity>
//!   <certainty>Observed</certainty><area><areaDesc>City</areaDesc>
//!   <circle>24.4,54.6 20</circle></area></info></alert>"#, &Limits::default())?;
//! let warning = Warning::from_alert(&alert, &["civil@example.org".into()], World::Drill)?;
//! let emergency = Emergency::declare(Declaration {
//!     id: "example".into(), title: Default::default(), countries: vec!["AE".into()],
//!     at: at("8T01:00")?, officer: "duty-officer".into(),
//! }, std::slice::from_ref(&warning))?;
//! let notice = Notice::issue(kr, &emergency, &[&warning], at("8T01:05")?);
//! assert!(notice.text().en.contains("Shelter"));
//!
//! // 6, 7. The family registers itself and is on the embassy's list: one person, not two.
//! let intake = |id: &str, source, latin: Option<&str>, native: Option<&str>| Intake {
//!     id: RegistrationId::new(id), source, at: jiff::Timestamp::UNIX_EPOCH,
//!     ready: jiff::Timestamp::UNIX_EPOCH, place: PlaceId::new("AUH"),
//!     intention: Intention::Leave, share: true, may_split: false,
//!     contact: None, whereabouts: None,
//!     people: vec![RawClaim {
//!         native: native.map(str::to_owned), latin: latin.map(str::to_owned),
//!         born: "1984-05-01".into(), citizenship: "KR".into(),
//!         document: Some("M123A4567".into()), ..RawClaim::default()
//!     }],
//! };
//! let own = Registration::take(intake("KR-1", Source::SelfRegistration, None, Some("홍예시")))
//!     .map_err(|errors| format!("{errors:?}"))?;
//! let list = Registration::take(intake("KR-2", Source::EmbassyList, Some("HONG YESI"), None))
//!     .map_err(|errors| format!("{errors:?}"))?;
//! let people = resolve(&[&own, &list], &[], at("7T00")?);
//! assert_eq!(people.persons.len(), 1);
//! let household = people.households.values().next().ok_or("a household")?;
//! let party = Party::of(&people, household, kr, "2026-03-08".parse()?);
//!
//! // 8, 9. Japan's aircraft, and seats on it offered to Korea.
//! let place = |id: &str, country, standing, zone: &str| Place {
//!     id: PlaceId::new(id), name: Default::default(), country, standing,
//!     zone: zone.into(), lat: 0.0, lon: 0.0,
//! };
//! let abu_dhabi = place("AUH", "AE".parse()?, Standing::Danger, "Asia/Dubai");
//! let narita = place("NRT", jp, Standing::Home, "Asia/Tokyo");
//! let places = BTreeMap::from([
//!     (abu_dhabi.id.clone(), abu_dhabi.clone()), (narita.id.clone(), narita.clone()),
//! ]);
//! let lift = Lift::enter(LiftPlan {
//!     id: LiftId::new("t1"), operator: "JP".into(), invited: vec![], vehicle: "charter".into(),
//!     mode: Mode::Air, closes_before: 60, standby: false,
//!     legs: vec![Leg {
//!         from: PlaceId::new("AUH"), to: PlaceId::new("NRT"),
//!         departs: at("8T08:00")?, arrives: at("8T18:00")?,
//!     }],
//!     seats: Configuration { seats: 200, ..Configuration::default() },
//! }, &places)?;
//! let (made, reply_by) = (at("8T06:00")?, at("8T07:00")?);
//! let offer = SeatOffer::make(OfferId::new("o1"), &lift, 20, &permission, made, reply_by)?;
//! assert_eq!(offer.answer(1, at("8T06:30")?)?.taken(), 1);
//!
//! // 2. The offer becomes an entry of the log, and crosses under the clause.
//! let entry = Entry {
//!     schema: SCHEMA, at: at("8T06:00")?, nation: jp, world: World::Drill, room: Room::Offer,
//!     kind: "offer".into(), subject: "o1".into(), authority: Authority::OwnLaw,
//!     body: serde_json::to_value(&offer)?, payload: None,
//! };
//! let crossing = Released::under(permission, Recorded::new(entry, None))?;
//! assert_eq!(crossing.recorded().entry().authority, Authority::Clause("c2".into()));
//!
//! // 10. The plan gives the family its seat; the checker has accepted it.
//! let lifts = BTreeMap::from([(lift.id().clone(), lift.clone())]);
//! let (epoch, horizon) = (at("8T01:00")?, at("9T23:00")?);
//! let facts = Facts { places: &places, lifts: &lifts, closures: &[], epoch, horizon };
//! let stated = problem(&facts, std::slice::from_ref(&party), Question::Pooled);
//! let effort = seat_planner::Effort { seed: 1, rounds: 10 };
//! let plan = SeatPlan::make(Kind::Pooled, &stated, &effort, None, epoch)?;
//! assert_eq!((plan.figures().out, plan.figures().split_households), (1, 0));
//!
//! // 11. At the door the passport is read.
//! let lines = "PMKORHONG<<YESI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n\
//!              M123A45674KOR8405014F3305016<<<<<<<<<<<<<<02";
//! let zone = travel_documents::Zone::read(lines)?;
//! let person = people.persons.values().next().ok_or("a person")?;
//! let expected = Expected::of(person).ok_or("a nationality")?;
//! let mut door = Door::open(lift.id().clone(), at("8T08:00")?, 200, vec![expected.clone()]);
//! let boarded = door.scan(&Shown::Document(Box::new(zone.clone())), at("8T06:50")?)?;
//! assert!(boarded.document_seen);
//!
//! // 12, 13. The list goes to Narita as PAXLST; the border answers before landing.
//! let voyage = Voyage::of(&lift, &abu_dhabi, &narita).ok_or("a voyage")?;
//! let passenger = Passenger::of(&expected, Some(&zone), "2026-03-08".parse()?);
//! let paxlst = Manifest::of(voyage.clone(), vec![passenger]).to_paxlst(at("8T08:00")?)?;
//! let manifest = Manifest::from_paxlst(paxlst.as_bytes(), voyage)?;
//! let rules = Rules {
//!     arrival: jp, partners: vec![kr], reported: vec![], day: "2026-03-09".parse()?,
//!     evacuation: true,
//! };
//! let decisions = border::decide(&manifest, &rules);
//! assert_eq!(decisions.first().map(|one| one.answer()), Some(Answer::Clear));
//! assert!(cusres(&manifest, &decisions, at("8T09:00")?)?.contains("CUSRES"));
//!
//! // 14. The aircraft lands: everybody is in exactly one state.
//! let ride = Ride { at: boarded.at, landed: Some(Standing::Home) };
//! let known = Known { rides: vec![ride], told: None };
//! let sum = Headcount::of([(&person.id, kr, &known)]);
//! assert_eq!((sum.people(), sum.accounted()), (1, 1));
//! assert_eq!(sum.states().get(&State::Home), Some(&1));
//! # Ok(())
//! # }
//! ```

pub mod agreement;

pub mod record;

pub mod warning;

pub mod emergency;

pub mod notice;

pub mod registry;

pub mod people;

pub mod transport;

pub mod offer;

pub mod plan;

pub mod boarding;

pub mod manifest;

pub mod border;

pub mod headcount;
