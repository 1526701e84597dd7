//! Any Unicode is a name or is refused; comparing and keying never panic and keep their promises.

use person_names::{Name, compare, keys, latin_of_hangul, latin_of_kana};
use proptest::prelude::*;

/// Strings near to names: all five scripts, marks, fillers and brackets mixed.
const NEAR: &str = "[a-zA-Zôūß가-힣ぁ-んァ-ヶー一-龠々豈-﫿<,.()（） ・'-]{0,24}";

fn check(left: &str, right: &str) -> Result<(), TestCaseError> {
    let (Ok(one), Ok(other)) = (Name::parse(left), Name::parse(right)) else {
        return Ok(());
    };
    let found = compare(&one, &other);
    let sum: f64 = found.terms.iter().map(|term| term.bits).sum();
    prop_assert_eq!(sum, found.score);
    prop_assert!((0.0..=1.0).contains(&found.probability));
    let back = compare(&other, &one);
    prop_assert!((back.score - found.score).abs() < 1e-9, "{} {}", back.score, found.score);
    let length = one.as_str().chars().count();
    for term in &found.terms {
        prop_assert!(term.left.start <= term.left.end && term.left.end <= length);
    }
    prop_assert!(keys(&one).len() <= 12);
    Ok(())
}

#[test]
fn the_longest_names_cost_little() {
    let started = std::time::Instant::now();
    for piece in ["三", "の", "김", "a ", "sa", "ﷺ", "三の"] {
        let left: String = piece.chars().cycle().take(200).collect();
        let right: String = piece.chars().cycle().take(199).collect();
        check(&left, &right).expect("a promise holds");
    }
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_is_answered(left in any::<String>(), right in any::<String>()) {
        check(&left, &right)?;
        let _ = (latin_of_hangul(&left), latin_of_kana(&left));
    }

    #[test]
    fn texts_near_to_names_are_answered(left in NEAR, right in NEAR) {
        check(&left, &right)?;
        let _ = (latin_of_hangul(&left), latin_of_kana(&left));
    }

    #[test]
    fn a_name_shares_every_key_with_itself_and_is_never_against_itself(text in NEAR) {
        if let Ok(name) = Name::parse(&text) {
            prop_assert_eq!(keys(&name), keys(&name.clone()));
            prop_assert!(!keys(&name).is_empty());
            prop_assert!(compare(&name, &name).score > -30.0);
        }
    }
}
