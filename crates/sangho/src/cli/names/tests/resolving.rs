//! `sangho names resolve`: what it joins, asks, respects and rejects.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use clap::Parser as _;
use proptest::prelude::*;
use serde_json::Value;

use crate::cli::names::{Answer, lists};
use crate::cli::{Cli, Exit, Failure, Verb};

const EMBASSY: &str = "\u{feff}id,name,other_names,birth,sex,nationality,document,household
1,TAMURA<<HANAKO,田村花子,12 Mar 1975,F,JPN,JPN:TK1234567,
2,KIM MINJUN,,1990-05-17,M,KOR,,
3,\"岡本, 一郎\",,1960,M,JPN,,
";
const EMPLOYER: &str = "id,name,birth,sex,document
a,たむら はなこ,1975-03-12,F,TK1234567
b,김민준,1990-05-17,M,
c,田村花子,1999-11-02,F,MZ7654321
d,OKAMOTO ICHIRO,,M,
";

/// A folder that goes when the test is over.
pub(super) struct Files(PathBuf);

impl Files {
    pub(super) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("sangho-names-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let files = Self(folder);
        files.write("embassy.csv", EMBASSY);
        files.write("employer.csv", EMPLOYER);
        files
    }

    pub(super) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    /// What the verb of this line answers. Words with `.csv` are files of the folder.
    pub(super) fn ask(&self, line: &str) -> Result<Answer, Failure> {
        let word = |word: &str| {
            let file = word.ends_with(".csv");
            if file { self.0.join(word).display().to_string() } else { word.to_owned() }
        };
        let words = ["sangho", "names"].map(str::to_owned);
        let words = words.into_iter().chain(line.split_whitespace().map(word));
        let cli = Cli::try_parse_from(words).unwrap_or_else(|error| panic!("{error}"));
        let Verb::Names(args) = cli.verb else { panic!("another verb") };
        args.answer()
    }

    fn json(&self, line: &str) -> Value {
        let answer = self.ask(line).unwrap_or_else(|failure| panic!("{line}: {failure:?}"));
        assert!(answer.failure.is_none(), "{line}: {:?}", answer.failure);
        serde_json::from_str(&answer.json).unwrap()
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn two_lists_in_five_scripts_become_persons_with_reasons() {
    let found = Files::new().json("resolve embassy.csv employer.csv");
    let persons = found["persons"].as_array().unwrap();
    assert_eq!(persons.len(), 5);
    assert_eq!(persons[0], serde_json::json!(["embassy/1", "employer/a"]));
    assert_eq!(persons[1], serde_json::json!(["embassy/2", "employer/b"]));
    for pair in found["links"].as_array().unwrap().iter().chain(found["asks"].as_array().unwrap()) {
        let terms = pair["why"]["terms"].as_array().unwrap();
        let sum: f64 = terms.iter().map(|term| term["bits"].as_f64().unwrap()).sum();
        assert_eq!(sum, pair["bits"].as_f64().unwrap());
    }
    // A name alone is a question.
    let ask = &found["asks"][0];
    assert_eq!((&ask["a"], &ask["b"]), (&"embassy/3".into(), &"employer/d".into()));
    assert_eq!(ask["why"]["guards"], serde_json::json!(["name-alone"]));
    assert!(found["engine"]["data"].as_str().unwrap().len() > 20);
}

#[test]
fn the_same_lists_give_the_same_bytes_whatever_the_threads() {
    let files = Files::new();
    let bytes = |threads: u32| {
        let line = "resolve embassy.csv employer.csv --at 2026-03-08T02:30Z --threads ";
        files.ask(&format!("{line}{threads}")).map(|answer| answer.json).unwrap()
    };
    assert_eq!(bytes(1), bytes(1));
    assert_eq!(bytes(1), bytes(3));
}

#[test]
fn officers_decisions_hold_until_they_expire_and_are_reported() {
    let files = Files::new();
    files.write(
        "officers.csv",
        "a,b,same,until\nemployer/a,embassy/1,no,2026-04-01T00:00Z\nembassy/3,employer/d,yes,\n",
    );
    let line = "resolve embassy.csv employer.csv --decisions officers.csv --at ";
    let before = files.json(&format!("{line}2026-03-08T00:00Z"));
    let persons = before["persons"].as_array().unwrap();
    assert!(persons.contains(&serde_json::json!(["embassy/1"])), "{persons:?}");
    assert!(persons.contains(&serde_json::json!(["embassy/3", "employer/d"])), "{persons:?}");
    assert_eq!(before["decisions"][0]["effect"], "respected");
    let after = files.json(&format!("{line}2026-04-01T00:00Z"));
    assert_eq!(after["decisions"][0]["effect"], "expired");
    let persons = after["persons"].as_array().unwrap();
    assert!(persons.contains(&serde_json::json!(["embassy/1", "employer/a"])), "{persons:?}");
}

#[test]
fn the_questions_are_put_in_three_languages() {
    let files = Files::new();
    for (language, words) in [
        ("en", "names alone never merge"),
        ("ja", "名前だけでは統合しない"),
        ("ko", "이름만으로는 병합하지 않음"),
    ] {
        let line = format!("resolve embassy.csv employer.csv --language {language}");
        let said = files.ask(&line).unwrap().words;
        assert!(said.contains(words), "{said}");
        assert!(said.contains("embassy/1 = employer/a"), "{said}");
    }
}

#[test]
fn a_row_that_cant_be_read_is_rejected_with_its_line_and_reason_and_the_others_are_taken() {
    let files = Files::new();
    let text = b"id,name,birth,sex,nationality,document\n\
        1,TAMURA HANAKO,1975-03-12,F,JPN,TK1234567\n\
        2,,1975-03-12,F,JPN,\n\
        3,KIM MINJUN,yesterday,M,KOR,\n\
        4,KIM MINJUN,,male,KOR,\n\
        5,KIM MINJUN,,,Korea,\n\
        6,KIM MINJUN,,,,A*B\n\
        7,KIM MINJUN\n\
        8,KIM\xff,,,,\n\
        1,KIM MINJUN,,,,\n\
        ,KIM MINJUN,,,,\n\
        9,KIM MINJUN,,,,KOR:M1234567:x\n\
        10,KIM MINJUN,,X,,\n";
    files.write("bad.csv", text);
    let answer = files.ask("resolve bad.csv").unwrap();
    let found: Value = serde_json::from_str(&answer.json).unwrap();
    let rejected: Vec<_> = found["rejected"].as_array().unwrap().iter().collect();
    let codes: Vec<_> = rejected
        .iter()
        .map(|row| (row["line"].as_u64().unwrap(), row["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        codes,
        [
            (3, "name-empty"),
            (4, "birth-date"),
            (5, "person-sex"),
            (6, "person-country"),
            (7, "person-document"),
            (8, "row-form"),
            (9, "row-form"),
            (10, "row-id"),
            (11, "row-id"),
            (12, "person-check-digit"),
        ]
    );
    assert_eq!(found["lists"][0]["taken"], 2);
    let said = serde_json::to_string(&found["rejected"]).unwrap();
    assert!(!said.contains("KIM") && !said.contains("yesterday"), "no personal data: {said}");
    assert_eq!(answer.failure.unwrap().print(true), Exit::Failed);
}

#[test]
fn a_wrong_header_list_or_decision_is_refused_with_its_place() {
    let files = Files::new();
    files.write("x.csv", "id,nom\n");
    files.write("y.csv", "id,birth\n");
    files.write("z.csv", "a,b,same,until\nembassy/1,embassy/2,perhaps,\n");
    std::fs::create_dir_all(files.0.join("again")).unwrap();
    files.write("again/embassy.csv", EMBASSY);
    for (line, code, hint) in [
        ("resolve x.csv", "list-form", "column 2"),
        ("resolve y.csv", "list-form", "`name`"),
        ("resolve embassy.csv again/embassy.csv", "list-twice", "rename"),
        ("resolve embassy.csv --decisions z.csv", "decisions-form", "line 2"),
        ("resolve embassy.csv --decisions x.csv", "decisions-form", "`a`"),
    ] {
        let Err(failure) = files.ask(line) else { panic!("{line} is taken") };
        let said = serde_json::to_value(&failure).unwrap();
        assert_eq!(said["code"], code);
        assert!(said["what"].as_str().unwrap().contains(hint), "{said}");
        assert_eq!(failure.print(true), Exit::BadInput);
    }
    let Err(failure) = files.ask("resolve none.csv") else { panic!("taken") };
    assert_eq!(failure.print(true), Exit::NotFound);
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_of_lists_panic(
        mut bytes in proptest::collection::vec(any::<u8>(), 0..200),
        at in 0_usize..400,
        byte in any::<u8>(),
    ) {
        let _ = lists::parse("x", &bytes, 2);
        let mut mutated = EMBASSY.as_bytes().to_vec();
        if let Some(place) = mutated.get_mut(at) {
            *place = byte;
        }
        let _ = lists::parse("x", &mutated, 2);
        let mut text = b"id,name,other_names,birth\n".to_vec();
        text.append(&mut bytes);
        if let Ok(list) = lists::parse("x", &text, 1) {
            prop_assert!(list.rejected.iter().all(|row| row.line >= 1));
        }
    }
}
