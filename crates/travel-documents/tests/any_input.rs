//! Whatever is fed to the reader, it answers; what is written reads back the same.

use proptest::prelude::*;
use travel_documents::{Fields, Format, PartialDate, Sex, State, Zone, write};

const TD3: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                   L898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn dates() -> impl Strategy<Value = PartialDate> {
    let part = |range: std::ops::RangeInclusive<u8>| proptest::option::of(range);
    (part(0..=99), part(1..=12), part(1..=31))
        .prop_filter_map("no such day", |(year, month, day)| PartialDate::new(year, month, day))
}

fn states() -> impl Strategy<Value = State> {
    "[A-Z]{1,3}".prop_filter_map("not a state", |letters| State::new(&letters))
}

prop_compose! {
    fn any_fields()(
        (format, code) in prop_oneof![
            Just((Format::Td1, "I")), Just((Format::Td1, "AC")), Just((Format::Td2, "ID")),
            Just((Format::Td3, "P")), Just((Format::Td3, "PM")), Just((Format::MrvA, "V")),
            Just((Format::MrvB, "VC")),
        ],
        issuer in states(),
        nationality in proptest::option::of(states()),
        surname in "[A-Z]{1,9}( [A-Z]{1,4})?",
        given in "([A-Z]{1,6}( [A-Z]{1,4})?)?",
        short in "[A-Z0-9]{1,9}",
        long in "[A-Z0-9]{10,14}",
        lengthy in any::<bool>(),
        born in dates(),
        expires in dates(),
        sex in prop_oneof![Just(Sex::Female), Just(Sex::Male), Just(Sex::Unspecified)],
        optional in "([A-Z0-9]{1,3}( [A-Z0-9]{1,3})?)?",
        optional2 in "([A-Z0-9]{1,11})?",
    ) -> Fields {
        let lengthy = lengthy && matches!(format, Format::Td1 | Format::Td2);
        let td1 = format == Format::Td1;
        Fields {
            format,
            code: code.into(),
            issuer,
            surname,
            given,
            optional: if lengthy { String::new() } else { optional },
            number: if lengthy { long } else { short },
            nationality,
            born,
            sex,
            expires,
            optional2: if td1 { optional2 } else { String::new() },
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_written_reads_back_the_same_and_verified(fields in any_fields()) {
        let lines = write(&fields).unwrap();
        let zone = Zone::read(&lines.join("\n")).unwrap();
        prop_assert_eq!(zone.fields(), fields.clone());
        prop_assert_eq!(zone.refuted().count(), 0);
        prop_assert!(lines.iter().all(|line| line.len() == fields.format.size().1));
    }

    #[test]
    fn any_text_gets_an_answer(text in any::<String>()) {
        let _ = Zone::read(&text);
    }

    #[test]
    fn any_cells_of_a_zones_size_get_an_answer(
        text in "([A-Z0-9<]{30}\n){3}|([A-Z0-9<]{36}\n){2}|([A-Z0-9<]{44}\n){2}",
    ) {
        let _ = Zone::read(&text);
    }

    #[test]
    fn a_mutated_zone_gets_an_answer_and_its_fields_can_be_written_or_are_refused(
        at in 0..88_usize, letter in any::<char>(),
    ) {
        let text: String = TD3.chars().filter(|c| *c != '\n').enumerate()
            .map(|(index, cell)| if index == at { letter } else { cell }).collect();
        if let Ok(zone) = Zone::read(&text) {
            let _ = write(&zone.fields());
        }
    }

    #[test]
    fn one_wrong_digit_in_a_number_never_passes(at in 0..9_usize, by in 1..10_u8) {
        let mut cells = *b"123456789";
        cells[at] = b'0' + (cells[at] - b'0' + by) % 10;
        let changed = std::str::from_utf8(&cells).unwrap();
        prop_assert_ne!(
            travel_documents::check_digit(changed),
            travel_documents::check_digit("123456789")
        );
    }

    #[test]
    fn a_name_of_any_length_fills_the_field_and_ends_in_a_letter_when_cut(
        surname in "[a-z]{1,30}( [a-z]{1,20}){0,4}", given in "([a-z]{1,20} ?){0,6}",
    ) {
        let fields = Fields {
            surname: surname.clone(), given: given.clone(),
            ..Zone::read(TD3).unwrap().fields()
        };
        let lines = write(&fields).unwrap();
        prop_assert_eq!(lines[0].len(), 44);
        let zone = Zone::read(&lines.join("\n")).unwrap();
        // Two fillers divide the names, where there are two.
        let given_cells = given.trim_end().len();
        let needed = surname.len() + if given_cells > 0 { 2 + given_cells } else { 0 };
        prop_assert!(needed <= 39 || zone.names.truncated);
        prop_assert!(given.trim().is_empty() || !zone.names.given.is_empty());
    }
}
