//! The public CAP samples under `$SANGHO_DATA/cap/testdata`: which are read and which are refused,
//! and why.

use std::path::PathBuf;

use public_alerts::{Alert, Limits};

/// File and expected code; `None` where the alert must be read.
const SAMPLES: [(&str, Option<&str>); 10] = [
    ("canada.cap", None),
    ("canada_signed.cap", None),
    ("wcatwc-warning.cap", None),
    ("canada_errors.cap", Some("alert-no-references")),
    ("invalid.cap", Some("alert-element-missing")),
    ("xee.cap", Some("alert-doctype")),
    ("earthquake-iso8859-1.cap", Some("alert-encoding")),
    ("earthquake_signed.cap", Some("alert-encoding")),
    ("no_optional_fields.cap", Some("alert-version")),
    ("weather.cap", Some("alert-version")),
];

fn sample(name: &str) -> Option<Vec<u8>> {
    let Some(root) = std::env::var_os("SANGHO_DATA") else {
        println!("SANGHO_DATA is not set: the CAP samples are not read");
        return None;
    };
    let path = PathBuf::from(root).join("cap/testdata").join(name);
    Some(std::fs::read(&path).expect("the samples are under SANGHO_DATA"))
}

#[test]
fn each_sample_is_read_or_refused_for_its_reason() {
    for (name, expected) in SAMPLES {
        let Some(bytes) = sample(name) else { return };
        let code = Alert::read(&bytes, &Limits::default()).err().map(|error| error.code());
        assert_eq!(code, expected, "{name}");
    }
}

#[test]
fn windsor_is_inside_the_canadian_watch_and_tokyo_is_not() {
    let Some(bytes) = sample("canada.cap") else {
        return;
    };
    let alert = Alert::read(&bytes, &Limits::default()).unwrap();
    assert!(alert.covers(42.1, -82.9));
    assert!(!alert.covers(35.68, 139.69));
    assert_eq!(alert.info_in("fr").unwrap().event, "orages");
    assert_eq!(alert.references.len(), 2);
}

#[test]
fn a_signature_is_noticed() {
    let Some(bytes) = sample("canada_signed.cap") else {
        return;
    };
    assert!(Alert::read(&bytes, &Limits::default()).unwrap().has_signature);
}
