//! Files with mistakes: each is named, placed, and never a reason to fall over.

use proptest::prelude::*;

use super::super::{BUILT_IN, load};
use super::{codes, example, read};

#[test]
fn the_worked_example_of_the_readme_is_a_scenario() {
    let errors: Vec<_> =
        read(&example()).err().unwrap_or_default().iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// The example with one piece replaced, and the code of the mistake that must be found.
#[test]
fn each_mistake_has_its_name() {
    let cases = [
        ("operator = \"KR\"", "operater = \"KR\"", "unknown-key"),
        ("flown = 5", "", "missing-key"),
        ("flown = 5", "flown = \"five\"", "wrong-kind"),
        ("flown = 5", "flown = -5", "bad-number"),
        ("flown = 5", "flown = 6", "wrong-sum"),
        ("seats = 4", "seats = 3", "too-few-seats"),
        ("people = 5", "people = 4", "wrong-sum"),
        ("+05:00[Indian/Maldives]\" }", "+05:00\" }", "time-without-zone"),
        (
            "12:00+05:00[Indian/Maldives]\"\nhorizon",
            "12:00[Mars/Olympus]\"\nhorizon",
            "unknown-zone",
        ),
        (
            "12:00+05:00[Indian/Maldives]\"\nhorizon",
            "25:00[Indian/Maldives]\"\nhorizon",
            "bad-time",
        ),
        ("zone = \"Indian/Maldives\"", "zone = \"Maldives\"", "unknown-zone"),
        ("zone = \"Indian/Maldives\"", "zone = \"Asia/Seoul\"", "other-zone"),
        ("from = \"MLE\"", "from = \"MEL\"", "unknown-place"),
        ("country = \"MV\"", "country = \"XX\"", "unknown-nation"),
        ("standing = \"haven\"", "standing = \"safe\"", "unknown-word"),
        ("lat = 4.19", "lat = 94.19", "bad-number"),
        ("kind = \"airport\"", "kind = \"\"", "bad-text"),
        ("id = \"SSN\"", "id = \"MLE\"", "duplicate-id"),
        ("id = \"SSN\"", "id = \"S S N\"", "bad-id"),
        ("rides = [\"flight-1\"]", "rides = [\"flight-2\"]", "unknown-lift"),
        ("boarding = \"booked\"", "boarding = \"none\"", "bad-boarding"),
        ("ends = \"home\"", "ends = \"haven\"", "bad-end"),
        ("key = \"lift.flight-1.seats\"", "key = \"lift.flight-9.seats\"", "unknown-unchecked-key"),
        ("format = \"sangho-scenario-1\"", "format = \"other\"", "unknown-format"),
        ("households = { 2 = 1, 3 = 1 }", "households = { 0 = 1, 5 = 1 }", "bad-household-size"),
        ("ages = { under_2 = 1, under_10 = 1 }", "ages = { under_2 = 4 }", "wrong-sum"),
        ("sources = [\"Invented for the manual.\"]", "sources = []", "no-source"),
        ("warnings = []", "warnings = [\"../../secret.xml\"]", "bad-file-name"),
        ("warnings = []", "warnings = [\"absent.xml\"]", "no-such-file"),
        ("nation = \"KR\"", "nation = \"JP\"", "not-invited"),
        ("place = \"GAN\"", "road = [\"GAN\"]", "bad-closure"),
        ("place = \"GAN\"", "place = \"MLE\"", "through-closure"),
        ("until = \"2026-01-01T20", "until = \"2026-01-02T20", "form-too-late"),
        ("people = 5", "people = 9000000", "too-many-people"),
        ("id = ", "id ! ", "not-toml"),
    ];
    let good = example();
    for (from, to, code) in cases {
        assert!(good.contains(from), "the example lacks {from}");
        let bad = good.replacen(from, to, 1);
        let found = codes(&bad);
        assert!(found.contains(&code), "{from} -> {to}: {found:?}");
    }
}

#[test]
fn several_mistakes_are_told_at_once_each_with_its_line() {
    let bad = example()
        .replacen("operator = \"KR\"", "operater = \"KR\"", 1)
        .replacen("lat = 4.19", "lat = 94.19", 1)
        .replacen("standing = \"haven\"", "standing = \"safe\"", 1);
    let errors = read(&bad).unwrap_err();
    let found: Vec<_> = errors.iter().map(|error| error.code).collect();
    for code in ["unknown-key", "missing-key", "bad-number", "unknown-word"] {
        assert!(found.contains(&code), "{found:?}");
    }
    for error in &errors {
        let line = error.line.expect("every one of these has a line");
        let text = bad.lines().nth(line - 1).unwrap();
        let key = error.key.rsplit('.').next().unwrap();
        assert!(text.contains(key) || error.code == "missing-key", "{error}");
    }
    let row = errors.iter().find(|error| error.code == "bad-number").unwrap();
    assert_eq!(row.key, "place.MLE.lat");
}

#[test]
fn times_and_legs_must_be_in_order() {
    let good = example();
    let early = good.replacen("arrives = \"2026-01-02T20", "arrives = \"2026-01-02T06", 1);
    assert!(codes(&early).contains(&"arrives-before-departure"), "{:?}", codes(&early));
    let jump = good.replacen("to = \"SSN\"", "to = \"MLE\"", 1);
    assert!(codes(&jump).contains(&"legs-do-not-connect"), "{:?}", codes(&jump));
}

#[test]
fn files_that_are_absent_too_large_or_not_text_are_named() {
    let folder = std::env::temp_dir().join(format!("sangho-scenario-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("scenario.toml");
    let code = || load(folder.to_str().unwrap()).unwrap_err()[0].code;
    assert_eq!(code(), "no-such-scenario");
    std::fs::write(&file, vec![b'#'; (1 << 20) + 1]).unwrap();
    assert_eq!(code(), "too-large");
    std::fs::write(&file, [b'#', 0xff, 0xfe]).unwrap();
    assert_eq!(code(), "not-utf8");
    std::fs::write(&file, example()).unwrap();
    assert!(load(folder.to_str().unwrap()).is_ok());
    assert!(load(file.to_str().unwrap()).is_ok());
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(load("no-such-place").unwrap_err()[0].code, "no-such-scenario");
    assert_eq!(load("").unwrap_err()[0].code, "no-such-scenario");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gives_a_scenario_or_mistakes(text in "(?s).{0,400}") {
        let _ = read(&text);
    }

    #[test]
    fn a_damaged_file_gives_a_scenario_or_mistakes(
        at in 0.0..1.0f64,
        length in 0usize..200,
        piece in "(?s)[ -~\n]{0,12}|\\PC{0,4}|99999999999|\\[\\[|\"\"\"|= \\{",
    ) {
        let good = example();
        let start = good.floor_char_boundary((good.len() as f64 * at) as usize);
        let end = good.floor_char_boundary((start + length).min(good.len()));
        let bad = format!("{}{piece}{}", &good[..start], &good[end..]);
        if let Ok(scenario) = read(&bad) {
            let _ = super::super::cast(&scenario, 7);
        }
    }
}

#[test]
fn a_built_in_scenario_cut_anywhere_gives_mistakes_and_no_panic() {
    for name in BUILT_IN {
        let path = format!("{}/../../scenarios/{name}/scenario.toml", env!("CARGO_MANIFEST_DIR"));
        let whole = std::fs::read_to_string(path).unwrap();
        for tenth in 0..10 {
            let cut = whole.floor_char_boundary(whole.len() * tenth / 10);
            assert!(read(&whole[..cut]).is_err());
        }
    }
}
