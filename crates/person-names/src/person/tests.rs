//! Persons compared: the levels, the guards, the words, the bytes.

use proptest::prelude::*;

use super::*;
use crate::compare::Band;

fn person(name: &str, birth: &str, sex: Option<Sex>) -> Person {
    let mut person = Person::named(Name::parse(name).unwrap());
    person.births.extend(Some(birth).filter(|text| !text.is_empty()).map(born));
    person.sex = sex;
    person
}

fn born(text: &str) -> Birth {
    Birth::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn with_document(mut person: Person, number: &str) -> Person {
    person.documents.push(Document::new(Some(Country::JPN), number).unwrap());
    person
}

fn compared(one: &Person, other: &Person) -> PersonComparison {
    let found = compare_persons(one, other, &Weights::default());
    let sum: f64 = found.terms.iter().map(|term| term.bits).sum();
    assert_eq!(sum, found.bits);
    found
}

#[test]
fn dates_are_read_in_the_forms_that_lists_and_people_write() {
    for (text, read) in [
        ("1975-03-12", "1975-03-12"),
        ("19750312", "1975-03-12"),
        ("12 Mar 1975", "1975-03-12"),
        ("March 12, 1975", "1975-03-12"),
        ("12th sept 1975", "1975-09-12"),
        ("12.03.1975", "1975-03-12"),
        ("03/13/1975", "1975-03-13"),
        ("1975年3月12日", "1975-03-12"),
        ("昭和50年3月12日生", "1975-03-12"),
        ("平成元年5月", "1989-05"),
        ("1975년 3월 12일", "1975-03-12"),
        ("1975.3.12.", "1975-03-12"),
        ("Mar 1975", "1975-03"),
        ("1975-03", "1975-03"),
        ("1975-00-00", "1975"),
        ("00 00 1970", "1970"),
        ("1970", "1970"),
        ("circa 1960", "circa 1960"),
        ("c. 1960", "circa 1960"),
        ("circa Mar 1960", "circa 1960"),
        ("1957 to 1960", "1957 to 1960"),
        ("between 1957 and 1960", "1957 to 1960"),
        ("1957-1960", "1957 to 1960"),
        ("12 Mar 1957 to 4 May 1960", "1957 to 1960"),
    ] {
        assert_eq!(born(text).to_string(), read, "{text}");
        assert_eq!(born(read).to_string(), read);
    }
}

#[test]
fn what_is_no_date_is_refused_and_not_quoted() {
    for text in
        ["", "yesterday", "1975-13-01", "1975-02-30", "750", "1975 1976 1977", "1960 to 1957"]
    {
        let error = Birth::parse(text).expect_err(text);
        assert_eq!(error.code(), "birth-date");
        assert!(text.is_empty() || !error.to_string().contains(text));
    }
}

#[test]
fn dates_compare_in_levels() {
    for (one, other, level) in [
        ("1975-03-12", "1975-03-12", Level::BirthExact),
        ("1975-01-01", "1975-01-01", Level::BirthJanuaryFirst),
        ("1975-03-12", "1975-12-03", Level::BirthSwapped),
        ("1975-03-12", "1976-03-12", Level::BirthNextYear),
        ("1975-02-28", "1975-03-01", Level::BirthNextDay),
        ("1975-12-31", "1976-01-01", Level::BirthNextDay),
        ("1975-03-12", "1975-03-19", Level::BirthDigit),
        ("1975-03-12", "1985-03-12", Level::BirthDigit),
        ("1975-03-12", "1975-03", Level::BirthMonth),
        ("1975-03-12", "1975", Level::BirthYear),
        ("1975", "1975-01-01", Level::BirthYear),
        ("1975-01-01", "1975-08-17", Level::BirthConvention),
        ("1975-01-01", "1975-08", Level::BirthConvention),
        ("1975-03-12", "1975-04-23", Level::BirthLunar),
        ("1975-12-20", "1976-01-29", Level::BirthLunar),
        ("circa 1973", "1975-04-23", Level::BirthApproximate),
        ("1957 to 1960", "1960", Level::BirthApproximate),
        ("1957 to 1960", "1961-05-05", Level::BirthNear),
        ("1975-03-12", "1975-08-27", Level::BirthSameYear),
        ("1975-03-12", "1979-08-27", Level::BirthConflict),
        ("1975-03-12", "1999-08-27", Level::BirthFar),
        ("1975", "1999-08-27", Level::BirthFar),
    ] {
        assert_eq!(births::compare(born(one), born(other)), level, "{one} {other}");
        assert_eq!(births::compare(born(other), born(one)), level, "{other} {one}");
    }
}

#[test]
fn a_first_of_january_is_worth_less_than_any_other_day_and_a_shift_to_the_lunar_date_little() {
    let weights = Weights::default();
    assert!(weights.bits(Level::BirthJanuaryFirst) + 4.0 < weights.bits(Level::BirthExact));
    assert!(weights.bits(Level::BirthLunar) < 3.0);
    assert!(weights.bits(Level::BirthConflict) < -4.0);
}

#[test]
fn the_same_name_in_two_scripts_with_the_same_birth_is_one_person() {
    let kanji = person("田村花子", "1975-03-12", Some(Sex::F));
    let latin = person("TAMURA<<HANAKO", "12 Mar 1975", Some(Sex::F));
    let found = compared(&kanji, &latin);
    assert_eq!(found.band, Band::Auto);
    assert_eq!(found.guards, []);
}

#[test]
fn a_name_alone_never_merges() {
    let found = compared(&person("田村花子", "", None), &person("田村花子", "", None));
    assert_eq!((found.band, found.guards), (Band::Officer, vec![Guard::NameAlone]));
    // Not even where a common sex and nationality are added.
    let mut one = person("勅使河原花子", "", Some(Sex::F));
    one.nationalities = vec![Country::JPN];
    let found = compared(&one, &one.clone());
    assert_eq!((found.band, found.guards), (Band::Officer, vec![Guard::NameAlone]));
}

#[test]
fn the_same_document_and_birth_are_one_person_whatever_the_name() {
    let one = with_document(person("田村花子", "1975-03-12", None), "TK1234567");
    let other = with_document(person("鈴木花子", "1975-03-12", None), "TK1234567");
    let found = compared(&one, &other);
    assert_eq!((found.band, found.guards), (Band::Auto, vec![Guard::DocumentAndBirth]));
}

#[test]
fn the_same_document_with_another_birth_is_asked() {
    let one = with_document(person("田村花子", "1975-03-12", None), "TK1234567");
    let other = with_document(person("田村花子", "2003-09-27", None), "TK1234567");
    let found = compared(&one, &other);
    assert_eq!((found.band, found.guards), (Band::Officer, vec![Guard::BirthConflict]));
}

#[test]
fn sex_and_birth_that_both_contradict_are_never_merged_by_a_machine() {
    let one = with_document(person("田村花子", "1975-03-12", Some(Sex::F)), "TK1234567");
    let other = with_document(person("田村花子", "1979-09-27", Some(Sex::M)), "TK1234567");
    let found = compared(&one, &other);
    assert_ne!(found.band, Band::Auto);
}

#[test]
fn a_renewed_passport_is_no_conflict() {
    let one = with_document(person("田村花子", "1975-03-12", None), "TK1234567");
    let other = with_document(person("田村花子", "1975-03-12", None), "MZ7654321");
    let found = compared(&one, &other);
    assert_eq!(found.band, Band::Auto);
    assert!(found.terms.iter().any(|term| term.rule == "document-renewed" && term.bits > -3.0));
}

#[test]
fn twins_are_not_merged_by_a_machine() {
    let twin = |name| {
        let mut twin = person(name, "1995-06-24", Some(Sex::F));
        twin.nationalities = vec![Country::JPN];
        twin.household = Some("h1".to_owned());
        twin
    };
    let found = compared(&twin("田村花子"), &twin("田村美咲"));
    assert_ne!(found.band, Band::Auto);
}

#[test]
fn a_weak_alias_needs_a_second_attribute() {
    let mut listed = person("岡本一郎太", "1960", None);
    listed
        .names
        .push(PersonName { name: Name::parse("田村花子").unwrap(), kind: NameKind::Weak });
    let mut traveller = person("田村花子", "", None);
    assert_eq!(compared(&listed, &traveller).band, Band::No);
    traveller.births = vec![born("1960-05-17")];
    let found = compared(&listed, &traveller);
    assert_eq!(found.band, Band::Officer);
    assert!(found.terms.iter().any(|term| term.rule == "name-weak" && term.left.index == 1));
}

#[test]
fn a_dual_national_meets_both_nations_records() {
    let mut dual = person("김민준", "1990-05-17", None);
    dual.nationalities = vec![Country::JPN, Country::KOR];
    let mut single = dual.clone();
    single.nationalities = vec![Country::KOR];
    let found = compared(&dual, &single);
    assert_eq!(found.band, Band::Auto);
    let term = found.terms.iter().find(|term| term.rule == "nationality-dual").unwrap();
    assert_eq!((term.left.index, term.right.index), (1, 0));
}

#[test]
fn the_same_engine_weights_and_persons_give_the_same_bytes() {
    let weights = Weights::default();
    let bytes = || {
        let one = with_document(person("田村花子", "1975-03-12", Some(Sex::F)), "TK1234567");
        let other = person("TAMURA<<HANAKO", "1975", Some(Sex::F));
        let found = compare_persons(&one, &other, &weights);
        serde_json::to_vec(&found.replay(&weights)).unwrap()
    };
    let (first, second) = (bytes(), bytes());
    assert_eq!(first, second);
    let text = String::from_utf8(first).unwrap();
    let engine = crate::engine();
    assert!(text.starts_with(&format!(
        "{{\"engine\":{{\"version\":\"{}\",\"data\":\"{}\"}}",
        engine.version, engine.data
    )));
    assert!(
        text.contains("\"field\":\"family\"") && text.contains("\"field\":\"birth\""),
        "{text}"
    );
    assert!(!text.contains("TAMURA") && !text.contains("1975-03"), "no personal data: {text}");
}

#[test]
fn the_reasons_are_said_in_three_languages() {
    let one = person("田村花子", "1975-03-12", Some(Sex::F));
    let other = person("TAMURA<<HANAKO", "1975-12-03", Some(Sex::F));
    let found = compared(&one, &other);
    for (tongue, words) in [
        (Tongue::En, "date of birth: day and month exchanged"),
        (Tongue::Ja, "生年月日: 日と月が入れ替わり"),
        (Tongue::Ko, "생년월일: 일과 월이 바뀜"),
    ] {
        let lines = explain(&found, tongue);
        assert!(lines.iter().any(|line| line.contains(words)), "{lines:?}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_readers_panic(text in ".{0,80}", number in ".{0,50}") {
        if let Ok(read) = Birth::parse(&text) {
            prop_assert_eq!(Birth::parse(&read.to_string()), Ok(read));
        }
        if let Ok(document) = Document::new(None, &number) {
            prop_assert!(document.number().len() <= 40);
        }
        let _ = (Country::parse(&text), Sex::parse(&text));
    }

    #[test]
    fn texts_like_dates_are_read_or_refused(text in "[0-9a-z年月日 ./~-]{0,24}") {
        if let Ok(read) = Birth::parse(&text) {
            prop_assert_eq!(Birth::parse(&read.to_string()), Ok(read));
        }
    }

    #[test]
    fn terms_sum_to_the_score_either_way_round(
        days in proptest::collection::vec((1900u16..2020, 1u8..=12, 1u8..=28), 0..3),
        others in proptest::collection::vec((1900u16..2020, 1u8..=12, 1u8..=28), 0..3),
        number in "[A-Z]{2}[0-9]{7}",
        other_number in "[A-Z]{2}[0-9]{7}",
    ) {
        let with = |days: &[(u16, u8, u8)], number: &str| {
            let mut person = with_document(person("田村花子", "", Some(Sex::F)), number);
            person.births = days.iter().map(|&(y, m, d)| Birth::day(y, m, d).unwrap()).collect();
            person
        };
        let (one, other) = (with(&days, &number), with(&others, &other_number));
        let (there, back) = (compared(&one, &other), compared(&other, &one));
        prop_assert_eq!(there.band, back.band);
        prop_assert!((there.bits - back.bits).abs() < 1e-9);
    }
}
