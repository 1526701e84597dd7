//! One bit of a stored log turned over: `sangho log verify` fails and says in which log, and where.

use std::fs;

use drills::{NATIONS, Pair};
use rusqlite::Connection;
use serde_json::Value;

/// One entry's bytes in the database file.
struct Place {
    log: &'static str,
    index: u32,
    offset: usize,
    length: usize,
}

#[test]
fn an_intact_log_verifies_and_says_how_much_it_looked_at() {
    let pair = Pair::played().expect("the scenario plays");
    for nation in NATIONS {
        let verified = pair.see_to(["log", "verify"], nation).expect("it runs");
        assert_eq!(verified.code, Some(0), "{}", verified.err);
        let said: Value = serde_json::from_str(&verified.out).expect("--json prints JSON");
        assert!(said["entries"].as_u64() > Some(300), "{said}");
        assert!(said["receipts"].as_u64() > Some(0) && said["payloads"].as_u64() > Some(0));
    }
    flipped_bits_are_named_one_by_one(&pair);
    many_flipped_bits_are_all_named(&pair);
    a_flipped_bit_of_a_signed_head_or_a_receipt_is_named(&pair);
    a_missing_entry_is_named(&pair);
}

fn flipped_bits_are_named_one_by_one(pair: &Pair) {
    let places = places(pair, "kr", 2);
    for (number, place) in places.iter().enumerate() {
        // The first byte, the last, and some between.
        let at = [0, place.length - 1, place.length / 2, place.length / 3][number % 4];
        let damaged = pair.copied().expect("a copy");
        flip(&damaged, "kr", &[place.offset + at], u32::try_from(number).unwrap_or(0) % 8);
        let (code, details) = verify(&damaged, "kr");
        assert_eq!(code, Some(7));
        let wanted = format!("store-damaged: {} {}: ", place.log, place.index);
        assert!(details.iter().any(|one| one.starts_with(&wanted)), "{wanted}: {details:?}");
        let others = details.iter().filter(|one| names_an_entry(one) && !one.starts_with(&wanted));
        assert_eq!(others.count(), 0, "{wanted} and no other: {details:?}");
    }
}

fn many_flipped_bits_are_all_named(pair: &Pair) {
    let places = places(pair, "jp", 12);
    let damaged = pair.copied().expect("a copy");
    let offsets: Vec<usize> = places.iter().map(|place| place.offset + place.length / 2).collect();
    flip(&damaged, "jp", &offsets, 3);
    let (code, details) = verify(&damaged, "jp");
    assert_eq!(code, Some(7));
    for place in &places {
        let wanted = format!("store-damaged: {} {}: ", place.log, place.index);
        assert!(details.iter().any(|one| one.starts_with(&wanted)), "{wanted}: {details:?}");
    }
    assert_eq!(verify(&damaged, "kr").0, Some(0), "the other node's log is its own");
}

fn a_flipped_bit_of_a_signed_head_or_a_receipt_is_named(pair: &Pair) {
    for (sql, named) in [
        ("SELECT note FROM checkpoint WHERE log = 'outbound'", "store-damaged: outbound"),
        ("SELECT cosignature FROM receipt ORDER BY size DESC LIMIT 1", "store-damaged: receipt"),
    ] {
        let damaged = pair.copied().expect("a copy");
        let (db, bytes) = whole(&damaged, "kr");
        let text: String = db.query_row(sql, [], |row| row.get(0)).expect("it is stored");
        drop(db);
        let tail = text.trim_end().as_bytes();
        let tail = tail.get(tail.len().saturating_sub(40)..).unwrap_or(tail);
        let offset = find(&bytes, tail).expect("it is in the file once");
        flip(&damaged, "kr", &[offset + 10], 0);
        let (code, details) = verify(&damaged, "kr");
        assert_eq!(code, Some(7), "{named}");
        assert!(details.iter().any(|one| one.starts_with(named)), "{named}: {details:?}");
    }
}

fn a_missing_entry_is_named(pair: &Pair) {
    let damaged = pair.copied().expect("a copy");
    let (db, _) = whole(&damaged, "kr");
    db.execute("DELETE FROM log_inbound WHERE idx = 5", []).expect("it was there");
    drop(db);
    let (code, details) = verify(&damaged, "kr");
    assert_eq!(code, Some(7));
    let wanted = "store-damaged: inbound 5: ";
    assert!(details.iter().any(|one| one.starts_with(wanted)), "{details:?}");
}

fn names_an_entry(detail: &str) -> bool {
    let place = detail.trim_start_matches("store-damaged: ");
    let index = |log: &str| place.strip_prefix(log)?.split(':').next()?.trim().parse::<u32>().ok();
    ["own", "outbound", "inbound"].into_iter().any(|log| index(log).is_some())
}

/// The exit code and each damage.
fn verify(pair: &Pair, nation: &str) -> (Option<i32>, Vec<String>) {
    let verified = pair.see_to(["log", "verify"], nation).expect("it runs");
    if verified.code == Some(0) {
        return (verified.code, Vec::new());
    }
    let said: Value = serde_json::from_str(&verified.err).expect("--json errors are JSON");
    assert_eq!(said["error"]["code"], "store-damaged");
    let details = said["error"]["details"].as_array().expect("each damage");
    let text = |detail: &Value| detail.as_str().unwrap_or_default().to_owned();
    (verified.code, details.iter().map(text).collect())
}

/// The database of a node with all of it in the one file, and that file's bytes.
fn whole(pair: &Pair, nation: &str) -> (Connection, Vec<u8>) {
    let file = pair.0.database(nation);
    let db = Connection::open(&file).expect("it opens");
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("nobody has it open");
    (db, fs::read(file).expect("it can be read"))
}

/// Where some entries of each log lie in the database file of a node.
fn places(pair: &Pair, nation: &str, of_each: usize) -> Vec<Place> {
    let (db, bytes) = whole(pair, nation);
    let mut places = Vec::new();
    for log in ["own", "outbound", "inbound"] {
        let sql = format!("SELECT idx, leaf FROM log_{log} ORDER BY idx * 7919 % 1009");
        let mut entries = db.prepare(&sql).expect("a log");
        let rows = entries
            .query_map([], |row| Ok((row.get::<_, u32>(0)?, row.get::<_, Vec<u8>>(1)?)))
            .expect("entries");
        let found = rows.filter_map(|row| {
            let (index, leaf) = row.expect("an entry");
            // A long entry lies in pieces; only one that is whole and there once is taken.
            let (offset, length) = (find(&bytes, &leaf)?, leaf.len());
            Some(Place { log, index, offset, length })
        });
        places.extend(found.take(of_each));
    }
    assert_eq!(places.len(), 3 * of_each, "entries that lie whole in the file");
    places
}

/// Where `part` is in `bytes`, if it is there exactly once.
fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    let first = *part.first()?;
    let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == first);
    let mut found = starts.map(|(at, _)| at).filter(|at| bytes[*at..].starts_with(part));
    let at = found.next()?;
    found.next().is_none().then_some(at)
}

fn flip(pair: &Pair, nation: &str, offsets: &[usize], bit: u32) {
    drop(whole(pair, nation));
    let file = pair.0.database(nation);
    let mut bytes = fs::read(&file).expect("it can be read");
    offsets.iter().for_each(|at| bytes[*at] ^= 1 << bit);
    fs::write(file, bytes).expect("it can be written");
}
