//! The specimens printed in ICAO Doc 9303 Parts 4 to 7, and the rules of Part 3.
#![expect(clippy::unwrap_used, reason = "a helper of tests that fails is the test failing")]

use travel_documents::{
    Century, Field, Fields, Format, Kind, Outcome, PartialDate, Sex, State, WriteError, Zone,
    ZoneError, check_digit, passport, write,
};

const TD1: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n\
                   ERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const TD2: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
const TD3: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                   L898902C36UTO7408122F1204159ZE184226B<<<<<10";
const MRV_A: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                     L8988901C4XXX4009078F96121096ZE184226B<<<<<<";
const MRV_B: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<";
const ALL: [(&str, Format); 5] = [
    (TD1, Format::Td1),
    (TD2, Format::Td2),
    (TD3, Format::Td3),
    (MRV_A, Format::MrvA),
    (MRV_B, Format::MrvB),
];

fn state(letters: &str) -> State {
    State::new(letters).unwrap()
}

fn fields() -> Fields {
    Fields {
        format: Format::Td3,
        code: "P".into(),
        issuer: state("UTO"),
        surname: "Eriksson".into(),
        given: "Anna Maria".into(),
        number: "L898902C3".into(),
        nationality: Some(state("UTO")),
        born: PartialDate::new(Some(74), Some(8), Some(12)).unwrap(),
        sex: Sex::Female,
        expires: PartialDate::new(Some(12), Some(4), Some(15)).unwrap(),
        optional: "ZE184226B".into(),
        optional2: String::new(),
    }
}

#[test]
fn every_specimen_reads_with_every_printed_digit_verified() {
    for (text, format) in ALL {
        let zone = Zone::read(text).unwrap();
        assert_eq!(zone.format, format);
        assert_eq!(zone.issuer.as_str(), "UTO");
        assert_eq!(
            (zone.names.surname.as_str(), zone.names.given.as_str()),
            ("ERIKSSON", "ANNA MARIA")
        );
        assert!(!zone.names.truncated);
        assert_eq!(zone.sex, Sex::Female);
        assert!(zone.notes.is_empty());
        let expected = match format {
            Format::Td1 | Format::Td2 => 4,
            Format::Td3 => 5,
            Format::MrvA | Format::MrvB => 3,
        };
        assert_eq!(zone.checks.len(), expected);
        assert!(zone.checks.iter().all(|check| check.outcome == Outcome::Verified), "{format}");
    }
}

#[test]
fn every_specimen_is_written_cell_for_cell() {
    for (text, format) in ALL {
        let zone = Zone::read(text).unwrap();
        assert_eq!(write(&zone.fields()).unwrap().join("\n"), text, "{format}");
    }
}

#[test]
fn the_passport_specimen_is_written_from_its_visual_zone() {
    assert_eq!(passport(&fields()).unwrap().join("\n"), TD3);
    let card = Fields { format: Format::Td1, code: "I".into(), ..fields() };
    assert_eq!(passport(&card).unwrap_err().code(), "write-unsuited");
}

#[test]
fn the_fields_of_the_visa_are_where_part_7_puts_them() {
    let zone = Zone::read(MRV_A).unwrap();
    assert_eq!(zone.kind, Kind::Visa);
    assert_eq!(zone.number, "L8988901C");
    assert_eq!(zone.nationality, Some(state("XXX")));
    assert_eq!(zone.optional, "6ZE184226B");
    assert_eq!(zone.outcome(Field::Composite), None);
}

#[test]
fn lines_may_be_joined_and_margins_and_line_ends_are_any() {
    for (text, format) in ALL {
        assert_eq!(Zone::read(&text.replace('\n', "")).unwrap().format, format);
        let loose = format!("\u{feff}  \r\n\t{}  \r\n\r\n", text.replace('\n', " \r\n  "));
        assert_eq!(Zone::read(&loose).unwrap(), Zone::read(text).unwrap());
    }
}

#[test]
fn a_long_document_number_runs_on_into_the_optional_data() {
    let td1 = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\n\
               STEVENSON<<PETER<JOHN<<<<<<<<<";
    let td2 = "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8";
    for text in [td1, td2] {
        let zone = Zone::read(text).unwrap();
        assert_eq!((zone.number.as_str(), zone.optional.as_str()), ("D23145890734", ""));
        assert_eq!(zone.refuted().count(), 0);
        assert_eq!(write(&zone.fields()).unwrap().join("\n"), text);
    }
}

#[test]
fn a_refuted_check_digit_is_named_with_what_was_printed_and_what_was_computed() {
    let zone = Zone::read(&TD3.replace("L898902C36", "L898902C37")).unwrap();
    assert_eq!(zone.outcome(Field::Number), Some(Outcome::Refuted { printed: '7', computed: '6' }));
    assert!(matches!(zone.outcome(Field::Composite), Some(Outcome::Refuted { .. })));
    assert_eq!(zone.outcome(Field::Born), Some(Outcome::Verified));
    // The letter O in a digit's cell is a refuted digit, not a zone that cannot be read.
    let zone = Zone::read(&TD3.replace("<<<10", "<<<1O")).unwrap();
    assert_eq!(
        zone.outcome(Field::Composite),
        Some(Outcome::Refuted { printed: 'O', computed: '0' })
    );
}

#[test]
fn empty_optional_data_may_have_a_filler_or_a_zero_as_its_digit() {
    let filler = passport(&Fields { optional: String::new(), ..fields() }).unwrap();
    let zone = Zone::read(&filler.join("\n")).unwrap();
    assert_eq!(zone.outcome(Field::Optional), Some(Outcome::NotPrinted));
    assert_eq!(zone.outcome(Field::Composite), Some(Outcome::Verified));
    let mut zero = filler[1].clone();
    zero.replace_range(42..43, "0");
    let zone = Zone::read(&format!("{}\n{zero}", filler[0])).unwrap();
    assert_eq!(zone.outcome(Field::Optional), Some(Outcome::Verified));
    assert_eq!(zone.outcome(Field::Composite), Some(Outcome::Verified));
}

#[test]
fn unknown_parts_of_a_date_are_fillers() {
    for (year, month, day, cells) in [
        (None, None, None, "<<<<<<"),
        (Some(85), Some(8), None, "8508<<"),
        (Some(85), None, None, "85<<<<"),
    ] {
        let born = PartialDate::new(year, month, day).unwrap();
        let lines = passport(&Fields { born, ..fields() }).unwrap();
        assert_eq!(&lines[1][13..19], cells);
        assert_eq!(Zone::read(&lines.join("\n")).unwrap().born, born);
    }
    let zeros = Zone::read(&TD3.replace("7408122", "7400009")).unwrap();
    assert_eq!(zeros.born, PartialDate::new(Some(74), None, None).unwrap());
    assert_eq!(zeros.notes[0].code, "date-unknown-as-zeros");
}

#[test]
fn a_date_no_calendar_has_is_refused_where_it_stands() {
    for date in ["741312", "740832", "750229", "74AB12", "7<0812", "+10812"] {
        let error = Zone::read(&TD3.replace("740812", date)).unwrap_err();
        if date.starts_with('+') {
            assert_eq!(error, ZoneError::ForeignCharacter { line: 2, column: 14 });
        } else {
            assert!(
                matches!(
                    error,
                    ZoneError::BadField { field: Field::Born, line: 2, column: 14, .. }
                ),
                "{date}"
            );
        }
    }
    assert!(Zone::read(&TD3.replace("740812", "760229")).is_ok());
}

#[test]
fn the_century_of_a_birth_is_past_and_of_an_expiry_near() {
    let today = (2026, 11, 24);
    let year = |yy, mm, dd, rule| {
        PartialDate::new(Some(yy), Some(mm), Some(dd)).unwrap().in_century(today, rule).year
    };
    assert_eq!(year(26, 11, 24, Century::Past), Some(2026));
    assert_eq!(year(26, 11, 25, Century::Past), Some(1926));
    assert_eq!(year(0, 2, 29, Century::Past), Some(2000));
    assert_eq!(year(12, 4, 15, Century::Future), Some(2012));
    assert_eq!(year(36, 11, 24, Century::Future), Some(2036));
    assert_eq!(year(75, 1, 1, Century::Future), Some(2075));
    assert_eq!(year(76, 1, 1, Century::Future), Some(1976));
    assert_eq!(PartialDate::UNKNOWN.in_century(today, Century::Past).year, None);
    let late = PartialDate::new(Some(1), Some(1), Some(1)).unwrap();
    assert_eq!(late.in_century((1998, 1, 1), Century::Future).year, Some(2001));
}

#[test]
fn a_name_that_does_not_fit_is_cut_and_shows_it_in_the_last_cell() {
    let cut = |surname: &str, given: &str| {
        let fields = Fields { surname: surname.into(), given: given.into(), ..fields() };
        passport(&fields).unwrap()[0][5..].to_owned()
    };
    assert_eq!(
        cut("Nilavadhanananda", "Chayapa Dejthamrong Krasuang"),
        "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"
    );
    assert_eq!(
        cut("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo"),
        "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WA<<D"
    );
    // A cut on a filler would hide itself: one letter more is given up.
    let even = cut("Nilavadhanananda", "Chayapa Dejthamrongx Krasuang");
    assert_eq!(even, "NILAVADHANANAND<<CHAYAPA<DEJTHAMRONGX<K");
    let zone = Zone::read(&format!("P<UTO{even}\n{}", TD3.lines().nth(1).unwrap())).unwrap();
    assert!(zone.names.truncated);
    let beyond = format!("AA AAAAAAAAAAAAAA {}", "A".repeat(99));
    // Letters past the field shift nothing, however many there are.
    assert!(cut("AAAAAAAAAAAA AAAAAA", &beyond).ends_with('A'));
    assert_eq!(cut(&"A ".repeat(60), ""), format!("{}A<A", "A<".repeat(18)));
}

#[test]
fn latin_letters_with_marks_follow_the_table_of_part_3() {
    let written = |surname: &str, given: &str| {
        let fields = Fields { surname: surname.into(), given: given.into(), ..fields() };
        Zone::read(&passport(&fields).unwrap().join("\n")).unwrap().names
    };
    let names = written("Müller-Åström", "Jérôme O'Neill Łß");
    assert_eq!(names.surname, "MUELLER AASTROEM");
    assert_eq!(names.given, "JEROME ONEILL LSS");
    // Decomposed letters give the same cells as composed ones.
    assert_eq!(written("Mu\u{308}ller", "Je\u{301}").surname, "MUELLER");
    // One name only goes to the primary identifier.
    assert_eq!(written("", "Arjuna").surname, "ARJUNA");
}

#[test]
fn other_scripts_are_refused_with_their_position() {
    let error = passport(&Fields { given: "Min 민".into(), ..fields() }).unwrap_err();
    assert!(matches!(error, WriteError::Character { field: Field::Names, position: 5, .. }));
    assert!(!error.to_string().contains('민'));
    let nameless = Fields { surname: " - ".into(), given: String::new(), ..fields() };
    assert_eq!(passport(&nameless).unwrap_err().code(), "write-missing");
}

#[test]
fn fields_that_do_not_fit_are_refused_not_cut() {
    let refused = |fields: Fields| write(&fields).unwrap_err().code();
    assert_eq!(refused(Fields { number: "1234567890".into(), ..fields() }), "write-too-long");
    assert_eq!(refused(Fields { number: String::new(), ..fields() }), "write-missing");
    assert_eq!(refused(Fields { number: "ab1".into(), ..fields() }), "write-character");
    assert_eq!(refused(Fields { optional: "1".repeat(15), ..fields() }), "write-too-long");
    assert_eq!(refused(Fields { optional2: "1".into(), ..fields() }), "write-unsuited");
    assert_eq!(refused(Fields { code: "V".into(), ..fields() }), "write-unsuited");
    assert_eq!(refused(Fields { code: "PAB".into(), ..fields() }), "write-too-long");
    assert_eq!(refused(Fields { code: "p".into(), ..fields() }), "write-character");
}

#[test]
fn a_number_too_long_even_for_a_card_is_refused() {
    let refused = |fields: Fields| write(&fields).unwrap_err().code();
    let td1 = Fields { format: Format::Td1, code: "I".into(), optional: String::new(), ..fields() };
    assert_eq!(refused(Fields { number: "1".repeat(23), ..td1.clone() }), "write-too-long");
    assert!(write(&Fields { number: "1".repeat(22), ..td1.clone() }).is_ok());
    assert_eq!(refused(Fields { number: "12345678 90".into(), ..td1 }), "write-unsuited");
}

#[test]
fn what_is_no_zone_is_refused_with_a_code() {
    let code = |text: &str| Zone::read(text).unwrap_err().code();
    assert_eq!(code(" \r\n "), "zone-empty");
    assert_eq!(code(&"<".repeat(2000)), "zone-too-long");
    assert_eq!(code("hello"), "zone-not-a-zone");
    assert_eq!(code(&TD3[..80]), "zone-not-a-zone");
    assert_eq!(code(&TD3.to_lowercase()), "zone-lower-case");
    assert_eq!(code(&TD3.replace("ANNA<", "ANNA ")), "zone-foreign-character");
    assert_eq!(code(&TD3.replace("ANNA<", "ANNAé")), "zone-lower-case");
    assert_eq!(code(&TD3.replace("2F1", "2Q1")), "zone-bad-field");
    assert_eq!(code(&TD3.replace("P<UTO", "P<<<<")), "zone-bad-field");
    assert_eq!(code(&TD3.replace("P<UTO", "P<0T0")), "zone-bad-field");
}

#[test]
fn the_weights_are_seven_three_one() {
    assert_eq!(check_digit("520727"), Some(3));
    assert_eq!(check_digit("AB2134<<<"), Some(5));
    assert_eq!(check_digit(""), Some(0));
    assert_eq!(check_digit("Ａ"), None);
    assert_eq!(check_digit(&"Z".repeat(100_000)).map(|digit| digit < 10), Some(true));
}
