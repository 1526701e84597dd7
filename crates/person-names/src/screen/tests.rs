//! Tests of screening, on invented lists in the forms of the real ones.

use proptest::prelude::*;

use super::lists::{Fault, Kind, List, ListError, lost_documents, national, ofac, un};
use super::{
    Clearance, Hit, Lists, Options, Remembered, Standing, Traveller, Why, Written, differences,
    screen, standing,
};
use crate::Band;
use crate::person::{Birth, Country, Document, NameKind, Sex};

const SDN: &str = "101,\"AL-ZARQANI, Tarek Muhsin\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,\
    -0- ,-0- ,-0- ,\"DOB 17 Jan 1964; alt. DOB circa 1962; POB Anywhere, Iraq; nationality Iraq; \
    Gender Male; Passport N0012345 (Iraq) issued 1 Jan 2001; a.k.a. 'THE GREY'.\"\r\n\
    102,\"GREY HARBOUR TRADING\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\
    103,\"broken \"row\",\"individual\"\r\n\
    104,\"SEA LILY\",\"vessel\",\"DPRK\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\
    105,\"YUN, Gwang Hyok\",\"individual\",\"DPRK\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\
    \"DOB 06 May 1951; nationality Korea, North; Gender Mail.\"\r\n\x1a";
const ALT: &str = "101,1,\"aka\",\"ZARQANI, Tariq\",-0- \r\n999,2,\"aka\",\"NOBODY\",-0- \r\n\x1a";
const UN: &str = "<?xml version=\"1.0\"?><CONSOLIDATED_LIST dateGenerated=\"2026-02-27\">\
    <INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>SAMIR, HAJI</FIRST_NAME>\
    <SECOND_NAME>BARDAWI</SECOND_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>\
    <REFERENCE_NUMBER>QDi.901</REFERENCE_NUMBER>\
    <NAME_ORIGINAL_SCRIPT>سمير بردوي</NAME_ORIGINAL_SCRIPT>\
    <NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE></NATIONALITY>\
    <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Samir &amp; Bardawy</ALIAS_NAME>\
    </INDIVIDUAL_ALIAS><INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Karam</ALIAS_NAME>\
    </INDIVIDUAL_ALIAS><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>\
    <FROM_YEAR>1957</FROM_YEAR><TO_YEAR>1960</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>\
    <INDIVIDUAL_DOCUMENT><NUMBER>OB 0243318</NUMBER><ISSUING_COUNTRY>Mali</ISSUING_COUNTRY>\
    </INDIVIDUAL_DOCUMENT></INDIVIDUAL><INDIVIDUAL><FIRST_NAME>NOBODY</FIRST_NAME></INDIVIDUAL>\
    </INDIVIDUALS><ENTITIES><ENTITY><FIRST_NAME>GREY FRONT</FIRST_NAME>\
    <REFERENCE_NUMBER>QDe.902</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>";
const NATIONAL: &str = "id,name,aliases,birth,nationality,document,reason\n\
    n1,尹光赫,Yun Kwang-hyok,1951-05-06,PRK,,wanted\n\
    n2,Broken,,31 Feb 1951,PRK,,wanted\n\
    n3,\"unclosed,,,,,\n\
    n4,Anna Lindqvist-Sjöholm,,1990-03-12,SWE,SWE:AA1234567,fraud\n";

fn lists() -> Lists {
    let sdn = ofac(SDN.as_bytes(), Some(ALT.as_bytes())).unwrap();
    let un = un(UN.as_bytes()).unwrap();
    let national = national("wanted", Some("2026-03"), NATIONAL.as_bytes()).unwrap();
    let lost = b"issuer,number,reported\nJPN,TK7654321,2026-01-02\nXYZZY,1,2026-01-02\n";
    Lists::new(vec![sdn, un, national, lost_documents("lost", None, lost).unwrap()])
}

fn traveller(name: &str, birth: &str) -> Traveller {
    let mut traveller = Traveller::named("t1", name);
    traveller.known.births.extend(Birth::parse(birth).ok());
    traveller
}

/// The ids of the entries that somebody is referred for.
fn found(lists: &Lists, traveller: &Traveller) -> Vec<String> {
    let hits = screen(lists, std::slice::from_ref(traveller), &Options::default());
    let id = |hit: &Hit| lists.entry(hit.list, hit.entry).unwrap().id.clone();
    hits.iter().map(id).collect()
}

fn faults(list: &List) -> Vec<(&str, Fault, bool)> {
    list.rejected.iter().map(|one| (one.place.as_str(), one.fault, one.kept)).collect()
}

#[test]
fn the_list_of_ofac_is_read_with_what_its_remarks_say() {
    let list = ofac(SDN.as_bytes(), Some(ALT.as_bytes())).unwrap();
    let kinds: Vec<Kind> = list.entries.iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [Kind::Person, Kind::Entity, Kind::Vessel, Kind::Person]);
    let entry = &list.entries[0];
    assert_eq!(entry.written, ["AL-ZARQANI, Tarek Muhsin", "THE GREY", "ZARQANI, Tariq"]);
    let kinds: Vec<NameKind> = entry.person.names.iter().map(|name| name.kind).collect();
    assert_eq!(kinds, [NameKind::Main, NameKind::Weak, NameKind::Alias]);
    let births: Vec<String> = entry.person.births.iter().map(ToString::to_string).collect();
    assert_eq!(births, ["1964-01-17", "circa 1962"]);
    assert_eq!(entry.person.sex, Some(Sex::M));
    assert_eq!(entry.person.nationalities[0].as_str(), "IRQ");
    assert_eq!(entry.person.documents[0].number(), "N0012345");
    assert_eq!(
        faults(&list),
        [
            ("sdn line 3", Fault::Row, false),
            ("sdn line 5", Fault::Sex, true),
            ("alt line 2", Fault::NoEntry, false)
        ]
    );
}

#[test]
fn the_list_of_the_un_is_read_with_its_qualities_and_dates() {
    let list = un(UN.as_bytes()).unwrap();
    assert_eq!(list.stated.as_deref(), Some("2026-02-27"));
    let entry = &list.entries[0];
    assert_eq!(entry.written, ["SAMIR HAJI BARDAWI", "سمير بردوي", "Samir & Bardawy", "Abu Karam"]);
    let kinds: Vec<NameKind> = entry.person.names.iter().map(|name| name.kind).collect();
    assert_eq!(kinds, [NameKind::Main, NameKind::Reading, NameKind::Alias, NameKind::Weak]);
    assert_eq!(entry.person.births[0].to_string(), "1957 to 1960");
    assert_eq!(entry.person.documents[0].issuer().unwrap().as_str(), "MLI");
    assert_eq!(list.entries.len(), 2);
    assert_eq!(faults(&list), [("entry 2", Fault::NoId, false)]);
}

#[test]
fn half_a_list_is_refused_and_not_taken_for_a_list() {
    let cut = &SDN.as_bytes()[..SDN.len() - 3];
    assert_eq!(ofac(cut, None).unwrap_err().code(), "list-kind");
    for (text, why) in [
        (&UN[..UN.len() - 20], "the file breaks off"),
        ("<!DOCTYPE x><CONSOLIDATED_LIST/>", "a DOCTYPE is not allowed"),
    ] {
        let error = un(text.as_bytes()).unwrap_err();
        assert!(matches!(error, ListError::Xml { why: found, .. } if found == why), "{error}");
    }
    assert_eq!(un(b"<html></html>").unwrap_err().code(), "list-kind");
    assert_eq!(national("n", None, b"id,nom\n").unwrap_err().code(), "list-columns");
}

#[test]
fn a_broken_row_of_a_national_list_is_returned_with_the_reason_and_the_rest_is_kept() {
    let list = national("wanted", None, NATIONAL.as_bytes()).unwrap();
    assert_eq!(list.entries.len(), 3);
    assert_eq!(faults(&list), [("line 3", Fault::Birth, true), ("line 4", Fault::Row, false)]);
    assert!(!format!("{:?}", list.rejected).contains("Broken"), "no personal data in reasons");
}

#[test]
fn a_listed_person_is_referred_however_the_name_is_written() {
    let lists = lists();
    for name in [
        "AL-ZARQANI, Tarek Muhsin",
        "ALZARQANI<<TAREK<MUHSIN<<<<<<<<",
        "Muhsin Tarek al Zarqani",
        "Tariq Zarqany",
        "TAREKMUHSIN ZARQANI",
        "Tarek M. Zarqani",
        "Tarek Zarqnai",
    ] {
        assert_eq!(found(&lists, &traveller(name, "1964-01-17")), ["101"], "{name}");
    }
    // Day and month exchanged, and but the year.
    assert_eq!(found(&lists, &traveller("Samir Haji Bardawi", "1958-02-03")), ["QDi.901"]);
    assert_eq!(found(&lists, &traveller("Anna Lindqvist Sjoholm", "1990-12-03")), ["n4"]);
}

#[test]
fn korean_names_meet_across_scripts_and_spellings() {
    let lists = lists();
    assert_eq!(found(&lists, &traveller("윤광혁", "1951-05-06")), ["n1", "105"]);
    assert!(found(&lists, &traveller("YOON<<KWANG<HYUK", "1951-05-06")).contains(&"n1".to_owned()));
    assert!(found(&lists, &traveller("尹光赫", "1951-05-06")).contains(&"n1".to_owned()));
}

#[test]
fn other_people_are_cleared() {
    let lists = lists();
    for (name, birth) in [
        ("TAMURA<<HANAKO", "1975-03-12"),
        ("KIM<<MINJUN", "1990-05-17"),
        ("Tarek Haddad", "1988-09-09"),
        // The same name, a generation later.
        ("Anna Lindqvist Sjoholm", "2019-07-01"),
        ("THE GREY", "1999-01-02"),
        ("", "1964-01-17"),
        ("GREY HARBOUR TRADING", "1960-01-01"),
    ] {
        assert_eq!(found(&lists, &traveller(name, birth)), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_document_on_a_list_is_referred_whatever_the_name() {
    let lists = lists();
    let mut one = traveller("TAMURA<<HANAKO", "1975-03-12");
    one.known.documents.push(Document::new(Some(Country::JPN), "tk 765-4321").unwrap());
    assert_eq!(found(&lists, &one), ["JPN:TK7654321"]);
    one.known.documents = vec![Document::new(None, "AA1234567").unwrap()];
    assert_eq!(found(&lists, &one), ["n4"]);
    one.known.documents = vec![Document::new(Some(Country::KOR), "TK7654321").unwrap()];
    assert!(found(&lists, &one).is_empty(), "another issuer's number");
}

#[test]
fn every_hit_has_terms_that_sum_to_its_bits() {
    let lists = lists();
    let people =
        [traveller("Muhsin Tarek al Zarqani", "1964-01-17"), traveller("윤광혁", "1951-05-06")];
    let hits = screen(&lists, &people, &Options::default());
    assert_eq!(hits.len(), 3);
    for hit in &hits {
        let sum: f64 = hit.found.terms.iter().map(|term| term.bits).sum();
        assert!((sum - hit.found.bits).abs() < 1e-9);
        assert!(hit.found.band >= Band::Officer);
    }
    // Spans point into the names.
    let term = &hits[0].found.terms[0];
    let (span, listed) = (term.left.span.unwrap(), term.right.span.unwrap());
    let of = |text: &str, span: crate::Span| {
        text.chars().skip(span.start).take(span.end - span.start).collect::<String>()
    };
    let entry = lists.entry(hits[0].list, hits[0].entry).unwrap();
    let (left, right) = (&people[0].names[term.left.index], &entry.written[term.right.index]);
    assert_eq!(of(&left.text, span).to_uppercase(), of(right, listed).to_uppercase());
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let lists = lists();
    let people: Vec<Traveller> =
        (0..9).map(|at| traveller("Tarek Zarqani", &format!("196{at}-01-17"))).collect();
    let with = |threads| screen(&lists, &people, &Options { threads, ..Options::default() });
    assert!(!with(1).is_empty());
    assert_eq!(with(1), with(4));
}

#[test]
fn a_clearance_is_remembered_until_it_expires_or_the_entry_changes() {
    let lists = lists();
    let people = [traveller("Tarek Zarqani", "1964-01-17")];
    let hits = screen(&lists, &people, &Options::default());
    let entry = lists.entry(hits[0].list, hits[0].entry).unwrap();
    let mut clearance = Clearance {
        person: "t1".to_owned(),
        list: "ofac-sdn".to_owned(),
        entry: "101".to_owned(),
        hash: entry.hash,
        by: "officer 7".to_owned(),
        until: 1_000,
        reason: "another place of birth".to_owned(),
    };
    let at = |clearance: &Clearance, now| {
        standing(&hits, &lists, &people, std::slice::from_ref(clearance), now)[0]
    };
    assert_eq!(at(&clearance, 999), Standing::Cleared { clearance: 0 });
    assert_eq!(at(&clearance, 1_000), Standing::Refer { why: Why::Expired });
    clearance.hash = super::lists::Hash::of(&[b"other"]);
    assert_eq!(at(&clearance, 999), Standing::Refer { why: Why::EntryChanged });
    clearance.person = "t2".to_owned();
    assert_eq!(at(&clearance, 999), Standing::Refer { why: Why::Unseen });
}

#[test]
fn a_new_version_tells_only_what_is_new_changed_or_gone() {
    let people = [
        traveller("Tarek Muhsin Zarqani", "1964-01-17"),
        Traveller { key: "t2".to_owned(), ..traveller("Yun Gwang Hyok", "1951") },
        Traveller { key: "t3".to_owned(), ..traveller("Ingrid Halvorsen", "1970-02-03") },
    ];
    let version = |text: &str| {
        let lists = Lists::new(vec![national("wanted", None, text.as_bytes()).unwrap()]);
        Remembered::of(&screen(&lists, &people, &Options::default()), &lists, &people)
    };
    let before = version(
        "id,name,birth,reason\n1,Tarek Muhsin Zarqani,1964-01-17,a\n2,Yun Gwang Hyok,1951,b\n",
    );
    let after = version(
        "id,name,birth,reason\n1,Tarek Muhsin Zarqani,1964-01-17,c\n\
         3,Ingrid Halvorsen,1970-02-03,d\n",
    );
    assert_eq!((before.len(), after.len()), (2, 2));
    let told = differences(&before, &after);
    assert_eq!((told.new, told.changed, told.gone), (vec![1], vec![(0, 0)], vec![1]));
    assert_eq!(differences(&after, &after), super::Difference::default());
}

proptest! {
    #[test]
    fn no_bytes_make_the_readers_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = (ofac(&bytes, Some(&bytes)), un(&bytes), national("n", None, &bytes));
        let _ = lost_documents("l", None, &bytes);
    }

    #[test]
    fn broken_lists_are_read_or_refused(cut in 0..2_000_usize, c in any::<u8>()) {
        for text in [SDN, UN, NATIONAL] {
            let mut bytes = text.as_bytes().to_vec();
            let at = cut % bytes.len();
            bytes[at] = c;
            if let Ok(list) = ofac(&bytes, None) {
                prop_assert!(list.entries.len() <= 5);
            }
            let _ = (un(&bytes), national("n", None, &bytes));
        }
    }

    #[test]
    fn no_name_makes_the_screening_panic(name in ".{0,60}", other in "[A-Z<' .-]{0,300}") {
        let lists = lists();
        let mut one = traveller(&name, "1964-01-17");
        one.names.push(Written { text: other, kind: NameKind::Alias });
        for hit in screen(&lists, &[one], &Options::default()) {
            let sum: f64 = hit.found.terms.iter().map(|term| term.bits).sum();
            prop_assert!((sum - hit.found.bits).abs() < 1e-9);
        }
    }

    #[test]
    fn the_index_finds_what_comparing_with_every_entry_finds(
        at in 0_usize..5, slip in 0_usize..12, year in 1950_u16..1966,
    ) {
        let names = ["Tarek Muhsin Zarqani", "Yun Gwang Hyok", "Samir Haji Bardawi",
            "Anna Lindqvist Sjoholm", "Tariq Zarqani"];
        let mut name = names[at].to_owned();
        if slip < name.len() {
            name.remove(slip);
        }
        let people = [traveller(&name, &format!("{year}-01-17"))];
        let lists = lists();
        let all = Options { exhaustive: true, ..Options::default() };
        let some = screen(&lists, &people, &Options::default());
        prop_assert_eq!(some, screen(&lists, &people, &all));
    }
}
