//! Codes that mean other things than ICAO's on documents of their issuers
//! (reference/documents.md 2.1). All holders are invented.
#![expect(clippy::unwrap_used, reason = "a helper of tests that fails is the test failing")]

use travel_documents::{Fields, Format, Kind, PartialDate, Sex, State, Zone, write};

fn kind(code: &str, issuer: &str, expires: (u8, u8)) -> Kind {
    let fields = Fields {
        format: Format::Td3,
        code: code.into(),
        issuer: State::new(issuer).unwrap(),
        surname: "Hong".into(),
        given: "Specimen".into(),
        number: "M123A4567".into(),
        nationality: State::new(issuer),
        born: PartialDate::UNKNOWN,
        sex: Sex::Unspecified,
        expires: PartialDate::new(Some(expires.0), Some(expires.1), None).unwrap(),
        optional: String::new(),
        optional2: String::new(),
    };
    Zone::read(&write(&fields).unwrap().join("\n")).unwrap().kind
}

#[test]
fn a_korean_pm_is_an_ordinary_passport_and_others_pm_is_military() {
    assert_eq!(kind("PM", "KOR", (33, 5)), Kind::Passport);
    assert_eq!(kind("PM", "UTO", (33, 5)), Kind::MilitaryPassport);
    assert_eq!(kind("PM", "KOR", (36, 2)), Kind::MilitaryPassport);
}

#[test]
fn a_korean_ps_is_for_one_journey_and_pt_is_a_travel_certificate() {
    assert_eq!(kind("PS", "KOR", (26, 12)), Kind::SingleUsePassport);
    assert_eq!(kind("PT", "KOR", (26, 6)), Kind::TravelCertificate);
    assert_eq!(kind("PR", "KOR", (27, 6)), Kind::ResidentAbroadPassport);
    assert_eq!(kind("PS", "UTO", (26, 12)), Kind::StatelessDocument);
    assert_eq!(kind("PT", "UTO", (26, 6)), Kind::AlienDocument);
}

#[test]
fn after_the_change_korean_codes_are_icaos() {
    assert_eq!(kind("PP", "KOR", (35, 12)), Kind::Passport);
    assert_eq!(kind("PL", "KOR", (27, 1)), Kind::LaissezPasser);
    assert_eq!(kind("PS", "KOR", (27, 2)), Kind::StatelessDocument);
}

#[test]
fn japanese_passports_read_with_the_old_code_and_the_new() {
    assert_eq!(kind("P", "JPN", (34, 1)), Kind::Passport);
    assert_eq!(kind("PP", "JPN", (35, 4)), Kind::Passport);
}

#[test]
fn a_code_that_begins_like_no_passport_is_read_with_a_note() {
    let zone = Zone::read(
        "RPESTHONG<<SPECIMEN<<<<<<<<<<<<<<<<<<<<<<<<<\n\
         L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    )
    .unwrap();
    assert_eq!(zone.kind, Kind::Other);
    assert_eq!(zone.notes[0].code, "document-code-not-icao");
}
