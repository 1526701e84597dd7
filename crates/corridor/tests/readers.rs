//! Readers of the corridor: no input makes them panic, and what they take they give back.

#![expect(clippy::unwrap_used, reason = "helpers of tests: their input is written here")]

use corridor::agreement::{Agreement, Nation};
use corridor::manifest::{Manifest, Voyage};
use corridor::record::{Authority, Entry, LiftId, Payload, RecordError, Recorded, Room, World};
use corridor::registry::Born;
use proptest::prelude::*;
use witnessed_log::Note;

fn entry() -> Entry {
    Entry {
        schema: 1,
        at: "2026-03-08T00:00:00Z".parse().unwrap(),
        nation: "KR".parse().unwrap(),
        world: World::Drill,
        room: Room::Offer,
        kind: "offer".into(),
        subject: "o1".into(),
        authority: Authority::OwnLaw,
        body: serde_json::json!({ "b": 1, "a": [1.5, "좌석", null] }),
        payload: None,
    }
}

fn voyage() -> Voyage {
    Voyage {
        lift: LiftId::new("t1"),
        operator: "JP".into(),
        from: "RUH".into(),
        to: "NRT".into(),
        departs: "2026-03-10T18:00:00Z".parse().unwrap(),
        arrives: "2026-03-11T04:38:00Z".parse().unwrap(),
        from_zone: "Asia/Riyadh".into(),
        to_zone: "Asia/Tokyo".into(),
    }
}

#[test]
fn an_entry_has_one_spelling_only() {
    let leaf = entry().leaf().unwrap();
    assert_eq!(Entry::from_leaf(&leaf).unwrap(), entry());
    let spaced = String::from_utf8(leaf).unwrap().replace("\"schema\":1", "\"schema\": 1");
    assert!(matches!(Entry::from_leaf(spaced.as_bytes()), Err(RecordError::Form { .. })));
}

#[test]
fn an_entry_of_a_newer_house_is_refused_by_name() {
    let newer = Entry { schema: 2, ..entry() }.leaf().unwrap();
    assert_eq!(Entry::from_leaf(&newer), Err(RecordError::Schema { schema: 2 }));
}

#[test]
fn personal_data_that_were_exchanged_for_others_are_found() {
    let payload = |text: &str| Payload { salt: [7; 16], bytes: text.as_bytes().to_vec() };
    let recorded = Recorded::new(entry(), Some(payload("one")));
    let entry = recorded.entry().clone();
    assert!(Recorded::join(entry.clone(), Some(payload("one"))).is_ok());
    assert_eq!(Recorded::join(entry.clone(), Some(payload("two"))), Err(RecordError::PayloadHash));
    assert!(Recorded::join(entry, None).is_ok(), "erased data are no error");
    assert!(!format!("{:?}", payload("secret")).contains("secret"));
}

#[test]
fn a_date_of_birth_is_read_as_far_as_it_is_known() {
    for good in ["1980-05-17", "1980-05", "1980", "2024-02-29"] {
        assert_eq!(good.parse::<Born>().unwrap().to_string(), good);
    }
    for bad in ["", "1980-13", "1980-02-30", "17.5.1980", "80-05-17", "1980-5-7", "+198-05"] {
        assert!(bad.parse::<Born>().is_err(), "{bad}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_bytes_are_no_entry(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Entry::from_leaf(&bytes).is_err());
        let note = Note::parse(&bytes);
        prop_assert!(note.is_err() || Agreement::adopt(&note.unwrap(), &[]).is_err());
        let _ = Manifest::from_paxlst(&bytes, voyage());
    }

    #[test]
    fn a_flipped_bit_is_no_entry_or_another_fact(at in 0_usize..200, bit in 0_u8..8) {
        let mut leaf = entry().leaf().unwrap();
        let at = at % leaf.len();
        leaf[at] ^= 1 << bit;
        prop_assert!(Entry::from_leaf(&leaf).map_or(true, |other| other != entry()));
    }

    #[test]
    fn any_text_is_a_nation_or_is_not(text in "\\PC{0,5}") {
        if let Ok(nation) = text.parse::<Nation>() {
            prop_assert_eq!(nation.to_string(), text);
        }
    }

    #[test]
    fn any_text_is_a_date_of_birth_or_is_not(text in "[0-9-]{0,11}") {
        if let Ok(born) = text.parse::<Born>() {
            prop_assert_eq!(born.to_string().parse::<Born>(), Ok(born));
        }
    }
}
