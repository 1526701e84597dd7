//! `sangho names compare`, `analyse` and `screen`: what they say of small files.

use serde_json::Value;

use super::resolving::Files;
use crate::cli::{Exit, Failure};

const WANTED: &str = "id,name,aliases,birth,nationality,document,reason\n\
    n1,\"ZARQANI, Tarek Muhsin\",,1964-01-17,IRQ,,wanted\n\
    n2,Ingrid Halvorsen,,31 Feb 1970,NOR,,fraud\n";
const LOST: &str = "issuer,number,reported\nJPN,TK7654321,2026-01-02\n";
const PEOPLE: &str = "id,name,birth,sex,document\n\
    p1,ZARQANY<<TARIK<MUHSIN,1964-01-17,M,\n\
    p2,TAMURA<<HANAKO,1975-03-12,F,JPN:TK7654321\n\
    p3,OKAMOTO<<ICHIRO,1960-05-06,M,\n";

fn files() -> Files {
    let files = Files::new();
    files.write("wanted.csv", WANTED);
    files.write("lost.csv", LOST);
    files.write("people.csv", PEOPLE);
    files
}

fn json(files: &Files, line: &str) -> Value {
    let answer = files.ask(line).unwrap_or_else(|failure| panic!("{failure:?}"));
    serde_json::from_str(&answer.json).unwrap()
}

/// The exit code and the stable code.
fn told(failure: &Failure) -> (Exit, String) {
    let code = serde_json::to_value(failure).unwrap()["code"].as_str().unwrap().to_owned();
    (failure.print(true), code)
}

const SCREEN: &str = "screen --list wanted.csv --list lost.csv --people people.csv";

#[test]
fn two_spellings_of_one_name_are_compared_with_reasons_that_sum_to_the_bits() {
    let files = Files::new();
    let found = json(&files, "compare 岸田文雄 KISHIDA<<FUMIO");
    assert_ne!(found["band"], "no");
    assert!(found["probability"].as_f64().unwrap() > 0.5);
    let terms = found["terms"].as_array().unwrap();
    let sum: f64 = terms.iter().map(|term| term["bits"].as_f64().unwrap()).sum();
    assert!((sum - found["bits"].as_f64().unwrap()).abs() < 1e-9);
    let words = files.ask("compare 岸田文雄 KISHIDA<<FUMIO --language ja").unwrap().words;
    assert!(words.contains("岸田 / KISHIDA"), "{words}");
}

#[test]
fn what_is_no_name_is_said_without_quoting_it() {
    let failure = Files::new().ask("compare ?!? Tamura").err().unwrap();
    assert_eq!(told(&failure), (Exit::BadInput, "name-empty".to_owned()));
    assert!(!format!("{failure:?}").contains("?!?"));
}

#[test]
fn a_name_is_shown_with_its_scripts_parts_and_keys() {
    let files = Files::new();
    let found = json(&files, "analyse 田村花子");
    assert_eq!(found["scripts"], serde_json::json!(["han"]));
    assert_eq!(found["split"]["family"]["text"], "田村");
    assert_eq!(found["split"]["given"]["text"], "花子");
    assert!(!found["keys"].as_array().unwrap().is_empty());
    assert_eq!(json(&files, "analyse たむら")["latin"].as_str().unwrap().to_lowercase(), "tamura");
}

#[test]
fn people_are_screened_with_the_reasons_and_nobody_is_refused() {
    let files = files();
    let found = json(&files, SCREEN);
    let people = &found["people"];
    assert_eq!((&people["screened"], &people["referred"]), (&3.into(), &2.into()));
    let hits = found["hits"].as_array().unwrap();
    let of = |at: usize, key: &str| hits[at][key].as_str().unwrap().to_owned();
    assert_eq!(
        (of(0, "person"), of(0, "list"), of(0, "entry")),
        ("p1".into(), "wanted".into(), "n1".into())
    );
    assert_eq!((of(1, "person"), of(1, "entry")), ("p2".into(), "JPN:TK7654321".into()));
    assert_eq!(hits[0]["standing"], serde_json::json!({"state": "refer", "why": "unseen"}));
    assert_eq!(found["lists"][0]["rejected"][0]["code"], "list-row-birth");
    let words = files.ask(SCREEN).unwrap().words;
    assert!(words.contains("3 people: 1 clear, 2 refer to an officer"), "{words}");
    assert!(words.contains("sounds alike"), "{words}");
}

#[test]
fn what_an_officer_cleared_is_not_asked_again_until_it_expires() {
    let files = files();
    let hash = json(&files, SCREEN)["hits"][0]["hash"].as_str().unwrap().to_owned();
    let head = "person,list,entry,hash,by,until,reason";
    let row = "p1,wanted,n1,HASH,officer 7,2026-04-01T00:00Z,another face";
    files.write("cleared.csv", format!("{head}\n{}\n", row.replace("HASH", &hash)));
    let at = |time: &str| {
        let found = json(&files, &format!("{SCREEN} --clearances cleared.csv --at {time}"));
        (found["people"]["referred"].clone(), found["hits"][0]["standing"]["state"].clone())
    };
    assert_eq!(at("2026-03-08T00:00Z"), (1.into(), "cleared".into()));
    assert_eq!(at("2026-04-02T00:00Z"), (2.into(), "refer".into()));
    files.write("cleared.csv", format!("{head}\n{row}\n"));
    let failure = files.ask(&format!("{SCREEN} --clearances cleared.csv")).err().unwrap();
    assert_eq!(told(&failure), (Exit::BadInput, "clearances-form".to_owned()));
}

#[test]
fn files_of_another_kind_are_refused_by_name() {
    let files = files();
    files.write("other.csv", "a,b\n1,2\n");
    for (line, code) in [
        ("screen --list other.csv --people people.csv", "list-columns"),
        ("screen --list wanted.csv --list wanted.csv --people people.csv", "list-twice"),
        ("screen --list wanted.csv --alt other.csv --people people.csv", "list-kind"),
        ("screen --list missing.csv --people people.csv", "file"),
    ] {
        let failure = files.ask(line).err().unwrap();
        assert_eq!(told(&failure).1, code, "{line}");
    }
}
