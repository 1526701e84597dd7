//! Whatever comes in, an answer goes out: random bytes and damaged alerts never panic.

use proptest::prelude::*;
use public_alerts::{Alert, Limits};

const WARNING: &str = include_str!("alerts/tsunami.xml");

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_no_alert(bytes in proptest::collection::vec(any::<u8>(), 0..512)) {
        prop_assert!(Alert::read(&bytes, &Limits::default()).is_err());
    }

    #[test]
    fn random_markup_is_answered(text in "[<>/&;a-z!\\[\\]\"'= ?#x0-9:-]{0,200}") {
        let _ = Alert::read(text.as_bytes(), &Limits::default());
        let inside = WARNING.replacen("津波警報", &text, 1);
        let _ = Alert::read(inside.as_bytes(), &Limits::default());
    }

    #[test]
    fn a_damaged_alert_is_read_or_refused_with_a_place(
        at in 0..WARNING.len(),
        cut in 0_usize..40,
        put in proptest::collection::vec(any::<u8>(), 0..8),
    ) {
        let bytes = WARNING.as_bytes();
        let end = (at + cut).min(bytes.len());
        let damaged = [&bytes[..at], &put, &bytes[end..]].concat();
        if let Err(error) = Alert::read(&damaged, &Limits::default()) {
            prop_assert!(error.line >= 1);
            prop_assert!(!error.element.is_empty());
            prop_assert!(error.to_string().starts_with(error.code()));
        }
    }

    #[test]
    fn a_truncated_alert_is_refused(end in 0..WARNING.trim_end().len()) {
        let bytes = &WARNING.as_bytes()[..end];
        prop_assert!(Alert::read(bytes, &Limits::default()).is_err());
    }

    #[test]
    fn any_position_is_answered(lat in any::<f64>(), lon in any::<f64>()) {
        let alert = Alert::read(WARNING.as_bytes(), &Limits::default()).unwrap();
        let _ = alert.covers(lat, lon);
    }
}
