//! What crosses between two nations is what their agreement's release matrix names
//! (`agreements/kr-jp-2024/agreement.toml`): the Gulf of March 2026, entry by entry.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use corridor::agreement::{Agreement, DataClass, Nation};
use corridor::record::{Authority, Recorded, admit};
use sangho::scenario::Cast;

/// What both nodes recorded.
struct Gulf {
    cast: Cast,
    agreement: Agreement,
    own: Vec<Recorded>,
    outbound: Vec<Recorded>,
}

fn gulf() -> &'static Gulf {
    static PLAYED: OnceLock<Gulf> = OnceLock::new();
    PLAYED.get_or_init(|| {
        let crate::common::Played { cast, pair, .. } = crate::common::play("gulf-2026", 1, false);
        let sides: Vec<crate::common::Side> = pair.0.into_values().collect();
        let agreement = sides[0].node.agreement().clone();
        let (mut own, mut outbound) = (Vec::new(), Vec::new());
        for side in sides {
            own.extend(side.own);
            outbound.extend(side.outbound);
        }
        Gulf { cast, agreement, own, outbound }
    })
}

fn receiver(recorded: &Recorded) -> Nation {
    let sender = recorded.entry().nation;
    gulf().agreement.partner_of(sender).expect("a party sent it")
}

/// The clauses under which data of these classes may cross.
fn clauses(classes: &[DataClass]) -> BTreeSet<String> {
    let rows = gulf().agreement.terms().releases.iter();
    rows.filter(|row| classes.contains(&row.data)).map(|row| row.clause.clone()).collect()
}

fn clause(recorded: &Recorded) -> Option<&str> {
    match &recorded.entry().authority {
        Authority::Clause(clause) => Some(clause),
        Authority::OwnLaw => None,
    }
}

#[test]
fn every_entry_that_crossed_names_a_clause_whose_row_covers_it() {
    let mut crossed: BTreeMap<&str, u32> = BTreeMap::new();
    for recorded in &gulf().outbound {
        let named = clause(recorded).expect("nothing crosses by a nation's own law");
        let admitted = admit(&gulf().agreement, recorded, receiver(recorded));
        admitted.unwrap_or_else(|refusal| panic!("{}: {refusal}", recorded.entry().subject));
        *crossed.entry(named).or_default() += 1;
    }
    // No lift of the one nation landed on the other's soil: no border list had to cross.
    let expected = ["c1", "c2", "c3", "c4", "c5", "c7"];
    assert_eq!(crossed.keys().copied().collect::<Vec<_>>(), expected, "{crossed:?}");
}

#[test]
fn what_a_nation_records_for_itself_rests_on_its_own_law() {
    assert!(gulf().own.iter().all(|recorded| clause(recorded).is_none()));
}

#[test]
fn personal_data_cross_under_the_clauses_for_passengers_and_the_border_only() {
    let allowed = clauses(&[DataClass::Passengers, DataClass::BorderLists]);
    let outbound = gulf().outbound.iter();
    let with_data: Vec<_> = outbound.filter(|one| one.entry().payload.is_some()).collect();
    assert!(!with_data.is_empty(), "passengers of the partner's lifts were told to its doors");
    for recorded in with_data {
        let entry = recorded.entry();
        let named = clause(recorded).expect("a clause");
        assert!(allowed.contains(named), "{} {} crossed under {named}", entry.kind, entry.subject);
    }
}

#[test]
fn an_entry_under_a_clause_that_does_not_cover_it_is_refused_by_the_receiver() {
    let personal = gulf().outbound.iter().find(|recorded| recorded.payload().is_some());
    let recorded = personal.expect("personal data crossed");
    for wrong in ["c1", "c2", "c3", "c7", "c99"] {
        let mut entry = recorded.entry().clone();
        entry.authority = Authority::Clause(wrong.to_owned());
        let forged = Recorded::new(entry, recorded.payload().cloned());
        let refused = admit(&gulf().agreement, &forged, receiver(recorded));
        assert!(refused.is_err(), "{wrong} covers no personal data");
    }
}

#[test]
fn no_name_number_or_birth_date_of_anybody_is_in_any_entry_of_either_log() {
    let needles = Needles::of(&gulf().cast);
    let mut leaves = 0;
    for recorded in gulf().own.iter().chain(&gulf().outbound) {
        let leaf = recorded.entry().leaf().expect("it was recorded");
        let found = needles.first_in(&leaf);
        assert!(found.is_none(), "{:?} in {}", found, String::from_utf8_lossy(&leaf));
        leaves += 1;
    }
    assert!(leaves > 4_000, "a whole emergency was looked through: {leaves}");
}

#[test]
fn the_same_search_finds_them_in_the_data_beside_the_entries() {
    let needles = Needles::of(&gulf().cast);
    let payloads: Vec<_> = gulf().own.iter().filter_map(Recorded::payload).collect();
    let with_names = payloads.iter().filter(|one| needles.first_in(&one.bytes).is_some());
    let found = with_names.count();
    assert!(found * 10 >= payloads.len() * 9, "{found} of {}", payloads.len());
}

/// What must not be found: names as written, document numbers, birth dates.
struct Needles(HashMap<[u8; 4], Vec<Vec<u8>>>);

impl Needles {
    fn of(cast: &Cast) -> Self {
        let mut all = BTreeSet::new();
        for person in &cast.persons {
            let (surname, given) = (&person.surname, &person.given);
            if !given.is_empty() {
                all.insert(format!("{surname} {given}"));
                all.insert(format!("{surname}, {given}"));
                all.insert(format!("{given} {surname}"));
                all.insert(format!("{surname}<<{given}"));
            }
            all.extend([person.native.clone(), person.reading.clone()]);
            all.extend(person.passport.iter().map(|passport| passport.number.clone()));
            all.insert(format!("\"{}\"", person.born));
        }
        let mut by_start: HashMap<[u8; 4], Vec<Vec<u8>>> = HashMap::new();
        for needle in all {
            let needle = needle.to_ascii_lowercase().into_bytes();
            if let Some(start) = needle.first_chunk::<4>() {
                by_start.entry(*start).or_default().push(needle);
            }
        }
        Self(by_start)
    }

    fn first_in(&self, haystack: &[u8]) -> Option<String> {
        let haystack = haystack.to_ascii_lowercase();
        let starts = haystack.windows(4).enumerate();
        let mut found = starts.filter_map(|(at, window)| {
            let candidates = self.0.get(window.first_chunk::<4>()?)?;
            candidates.iter().find(|needle| haystack[at..].starts_with(needle))
        });
        found.next().map(|needle| String::from_utf8_lossy(needle).into_owned())
    }
}
