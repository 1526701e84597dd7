//! Records resolved: who is joined, who is asked about, what decisions do, what is never done.

use proptest::prelude::*;

use super::*;
use crate::name::Name;
use crate::person::{Birth, Country, Document, NameKind, PersonName, Sex};

/// A record: id, names parted by ` | `, birth, sex, document.
fn record(id: &str, names: &str, birth: &str, sex: &str, document: &str) -> Record {
    let names = names.split(" | ").enumerate().map(|(at, name)| PersonName {
        name: Name::parse(name).unwrap(),
        kind: if at == 0 { NameKind::Main } else { NameKind::Reading },
    });
    let person = Person {
        names: names.collect(),
        births: Birth::parse(birth).into_iter().collect(),
        sex: Sex::parse(sex).unwrap(),
        nationalities: vec![],
        documents: Document::new(Some(Country::JPN), document).into_iter().collect(),
        household: None,
    };
    Record { id: id.to_owned(), person }
}

/// Three records of one person, one of her namesake, one of somebody else.
fn family() -> Vec<Record> {
    vec![
        record("self-1", "田村花子", "1975-03-12", "F", "TK1234567"),
        record("embassy-7", "TAMURA<<HANAKO", "12 Mar 1975", "F", ""),
        record("employer-3", "たむら はなこ", "1975-03-12", "", "TK1234567"),
        record("embassy-8", "TAMURA<<HANAKO", "1999-11-02", "F", "MZ7654321"),
        record("embassy-9", "岡本一郎", "1960-05-17", "M", ""),
    ]
}

fn resolved(records: &[Record], decisions: &[Decision], now: i64) -> Resolution {
    resolve(records, decisions, now, &Options::default())
}

fn decision(a: &str, b: &str, same: bool, until: Option<i64>) -> Decision {
    Decision { a: a.to_owned(), b: b.to_owned(), same, until }
}

#[test]
fn one_person_in_three_lists_and_three_scripts_is_one_and_a_namesake_another() {
    let records = family();
    let found = resolved(&records, &[], 0);
    assert_eq!(found.clusters, [vec![0, 1, 2], vec![3], vec![4]]);
    assert!(found.links.iter().all(|link| link.reason == Reason::Evidence));
}

#[test]
fn every_link_and_question_explains_itself_to_the_bit() {
    let mut records = family();
    records.push(record("walk-in-1", "田村花子", "", "", ""));
    let found = resolved(&records, &[], 0);
    assert!(!found.asks.is_empty());
    for link in found.links.iter().chain(&found.asks) {
        let why = found.explain(&records, link).unwrap();
        assert_eq!(why.bits.to_bits(), link.bits.to_bits());
        assert_eq!(why.bits, why.terms.iter().map(|term| term.bits).sum::<f64>());
    }
}

#[test]
fn names_alone_are_asked_about_and_not_joined() {
    let records =
        [record("a", "田村花子", "", "F", ""), record("b", "TAMURA<<HANAKO", "", "F", "")];
    let found = resolved(&records, &[], 0);
    assert_eq!(found.clusters, [[0], [1]]);
    assert_eq!(found.asks.len(), 1);
    assert_eq!(found.asks[0].reason, Reason::Unsure);
}

#[test]
fn two_contradicting_records_are_not_joined_through_a_third() {
    // The third has the birth of the one and the document of the other.
    let records = [
        record("a", "田村花子", "1975-03-12", "F", "TK1234567"),
        record("b", "田村花子", "1982-10-30", "F", "MZ7654321"),
        record("c", "田村花子", "1975-03-12", "F", ""),
        record("d", "田村花子", "", "F", "MZ7654321"),
        record("e", "田村花子", "1975", "F", "MZ7654321"),
    ];
    let found = resolved(&records, &[], 0);
    for cluster in &found.clusters {
        assert!(!(cluster.contains(&0) && cluster.contains(&1)), "{:?}", found.clusters);
    }
    // A link that would have joined them is asked about.
    let chain = [
        record("a", "田村花子", "1975-03-12", "F", ""),
        record("b", "田村花子", "1975-03", "F", "MZ7654321"),
        record("c", "田村花子", "1975-03-27", "F", ""),
    ];
    let found = resolved(&chain, &[], 0);
    assert_eq!(found.clusters.len(), 2);
    assert!(found.asks.iter().any(|ask| ask.reason == Reason::Chain), "{:?}", found.asks);
}

#[test]
fn a_decision_is_respected_until_it_expires_and_reported() {
    let records = family();
    let apart = [decision("embassy-7", "self-1", false, Some(1_000))];
    let found = resolved(&records, &apart, 999);
    assert!(found.clusters.iter().all(|one| !(one.contains(&0) && one.contains(&1))));
    assert_eq!(found.decisions, [Effect::Respected]);
    assert!(found.asks.iter().all(|ask| (ask.a, ask.b) != (0, 1)), "answered already");
    let later = resolved(&records, &apart, 1_000);
    assert_eq!(later.decisions, [Effect::Expired]);
    assert_eq!(later.clusters, resolved(&records, &[], 0).clusters);
}

#[test]
fn taking_a_decision_back_gives_the_former_clusters_to_the_byte() {
    let records = family();
    let scored = score(&records, &Options::default());
    let bytes = |decisions: &[Decision]| {
        serde_json::to_vec(&scored.clusters(&records, decisions, 0)).unwrap()
    };
    let before = bytes(&[]);
    let joined = [decision("embassy-8", "embassy-7", true, None)];
    assert_ne!(bytes(&joined), before);
    assert_eq!(bytes(&[]), before);
    assert_eq!(serde_json::to_vec(&resolved(&records, &[], 0)).unwrap(), before);
}

#[test]
fn an_officers_word_joins_what_the_machine_would_not() {
    let records = family();
    let found = resolved(&records, &[decision("embassy-9", "embassy-8", true, None)], 0);
    assert_eq!(found.clusters, [vec![0, 1, 2], vec![3, 4]]);
    let link = found.links.iter().find(|link| link.reason == Reason::Decision).unwrap();
    assert_eq!((link.a, link.b, link.probability), (3, 4, 1.0));
}

#[test]
fn of_two_decisions_on_a_pair_the_later_stands_and_contradictions_are_named() {
    let records = family();
    let decisions = [
        decision("self-1", "embassy-7", false, None),
        decision("embassy-7", "self-1", true, None),
        decision("self-1", "embassy-8", false, None),
        decision("embassy-7", "embassy-8", true, None),
        decision("self-1", "nobody", true, None),
        decision("self-1", "self-1", true, None),
    ];
    let found = resolved(&records, &decisions, 0);
    assert_eq!(
        found.decisions,
        [
            Effect::Superseded,
            Effect::Respected,
            Effect::Respected,
            Effect::Contradicted,
            Effect::UnknownRecord,
            Effect::UnknownRecord,
        ]
    );
}

#[test]
fn the_answer_is_the_same_whatever_the_threads() {
    let records: Vec<Record> = (0..300)
        .map(|at| {
            let given = ["花子", "美咲", "由美", "恵子", "直美"][at % 5];
            let family = ["田村", "鈴木", "岡本", "山内"][at % 4];
            let (year, month, day) = (1950 + at % 17, 1 + at % 12, 1 + at % 7);
            let birth = format!("{year}-{month:02}-{day:02}");
            record(&at.to_string(), &format!("{family}{given}"), &birth, "F", "")
        })
        .collect();
    let with = |threads| {
        let options = Options { threads, ..Options::default() };
        serde_json::to_vec(&resolve(&records, &[], 0, &options)).unwrap()
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(7));
}

#[test]
fn from_few_records_nothing_is_learned_and_from_many_the_rate_of_slips() {
    let few = resolved(&family(), &[], 0).weights;
    assert_eq!(few, Weights::default());
    let swapped = crate::person::Level::BirthSwapped;
    let (never, often) = (twice(0).bits(swapped), twice(2).bits(swapped));
    assert!(often > never + 1.5, "{never} {often}");
}

/// The weights learned from people of whom half are registered twice; of one in so many of these
/// day and month are exchanged the second time.
fn twice(one_in: usize) -> Weights {
    let record = |at: usize| {
        let (person, again) = (at % 2_600, at >= 2_600);
        let dice = |salt: usize| {
            let x = (person + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (salt * 0x1234_5679);
            (x ^ (x >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33
        };
        let given = ["花", "美", "由", "恵", "直", "和", "幸", "文"][dice(1) % 8];
        let last = ["子", "美", "代", "江", "香"][dice(2) % 5];
        let family = ["田村", "鈴木", "岡本", "山内", "清水", "長谷川"][dice(3) % 6];
        let (mut month, mut day) = (1 + dice(4) % 12, 1 + dice(5) % 12);
        if again && one_in > 0 && person % one_in == 0 {
            (month, day) = (day, month);
        }
        let birth = format!("{}-{month:02}-{day:02}", 1940 + dice(6) % 60);
        record(&at.to_string(), &format!("{family}{given}{last}"), &birth, "F", "")
    };
    let records: Vec<Record> = (0..4_000).map(record).collect();
    resolved(&records, &[], 0).weights
}

#[test]
fn nothing_is_resolved_into_nothing() {
    let found = resolved(&[], &[], 0);
    assert!(found.clusters.is_empty() && found.links.is_empty() && found.asks.is_empty());
    let empty = [Record::default(), Record::default()];
    assert_eq!(resolved(&empty, &[], 0).clusters, [[0], [1]]);
}

fn any_record() -> impl Strategy<Value = Record> {
    let name =
        proptest::sample::select(vec!["田村花子", "TAMURA<<HANAKO", "김민준", "KIM MINJUN", "x"]);
    let birth =
        proptest::sample::select(vec!["", "1975", "1975-03-12", "1975-03-21", "circa 1970"]);
    let number = proptest::sample::select(vec!["", "TK1234567", "TK1284567", "MZ7654321"]);
    let sex = proptest::sample::select(vec!["", "F", "M"]);
    (name, birth, number, sex)
        .prop_map(|(name, birth, number, sex)| record("", name, birth, sex, number))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_record_is_in_one_cluster_and_no_decision_apart_is_broken(
        mut records in proptest::collection::vec(any_record(), 0..14),
        pairs in proptest::collection::vec((0_usize..14, 0_usize..14, any::<bool>()), 0..6),
    ) {
        for (at, record) in records.iter_mut().enumerate() {
            record.id = at.to_string();
        }
        let decisions: Vec<Decision> = pairs
            .iter()
            .map(|(a, b, same)| decision(&a.to_string(), &b.to_string(), *same, None))
            .collect();
        let found = resolved(&records, &decisions, 0);
        let mut all: Vec<usize> = found.clusters.iter().flatten().copied().collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..records.len()).collect::<Vec<_>>());
        for (decision, effect) in decisions.iter().zip(&found.decisions) {
            let (a, b): (usize, usize) = (decision.a.parse().unwrap(), decision.b.parse().unwrap());
            if *effect == Effect::Respected {
                let together =
                    found.clusters.iter().any(|one| one.contains(&a) && one.contains(&b));
                prop_assert_eq!(together, decision.same);
            }
        }
    }
}
