//! Two nodes as two processes: one is killed and comes back, and gets what it missed.
#![expect(clippy::indexing_slicing, reason = "a helper of tests that fails is the test failing")]

use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use corridor::agreement::Words;
use corridor::record::PlaceId;
use corridor::transport::{Place, Standing};
use drills::{NATIONS, Pair, get};
use rusqlite::Connection;
use sangho::node::{Clockwork, Config, Keys, Office, Papers, store_folder};
use serde_json::Value;

/// An officer of Korea enters places while the node is stopped; each waits for the partner.
fn enter_places(pair: &Pair, label: &str, count: u32) {
    let config = Config::read(&pair.0.config("kr")).expect("the configuration of a node");
    let keys = Keys::load(&config.data).expect("its keys");
    let papers = Papers::read(&config, &keys).expect("its agreement");
    let folder = store_folder(&config);
    let office = Office::open(&folder, &papers, keys.pair, Clockwork::Scenario);
    let office = Arc::new(office.expect("its store"));
    for number in 0..count {
        let name = format!("Shelter {label} {number}");
        let place = Place {
            id: PlaceId::new(format!("S-{label}-{number}")),
            name: Words { ko: name.clone(), ja: name.clone(), en: name },
            country: "LB".parse().expect("Lebanon"),
            standing: Standing::Danger,
            zone: "Asia/Beirut".to_owned(),
            lat: 33.9,
            lon: 35.5,
        };
        let at = office.now();
        office.act(|node| node.enter_place(place.clone(), at)).expect("it is entered");
    }
}

fn link(at: &str) -> (u64, u64, u64) {
    let Ok(answer) = get(at, "/api/desk.json") else { return (0, 0, 0) };
    let said: Value = serde_json::from_str(&answer.body).expect("the desk is JSON");
    let of = |key: &str| said["link"][key].as_u64().unwrap_or_default();
    (of("sent"), of("receipted"), of("received"))
}

fn until(what: &str, done: impl Fn() -> bool) {
    let since = Instant::now();
    while !done() {
        assert!(since.elapsed() < Duration::from_secs(20), "{what} took more than 20 s");
        sleep(Duration::from_millis(20));
    }
}

/// The leaves of one log of one node.
fn leaves(pair: &Pair, nation: &str, log: &str) -> Vec<Vec<u8>> {
    let db = Connection::open(pair.0.database(nation)).expect("it opens");
    let sql = format!("SELECT leaf FROM log_{log} ORDER BY idx");
    let mut statement = db.prepare(&sql).expect("a log");
    let rows = statement.query_map([], |row| row.get(0)).expect("entries");
    rows.map(|row| row.expect("a leaf")).collect()
}

#[test]
fn a_node_that_was_down_gets_what_it_missed_even_when_killed_again_meanwhile() {
    let pair = Pair::played().expect("the scenario plays");
    pair.settle().expect("fixed addresses");
    enter_places(&pair, "a", 40);

    // Japan is down: Korea's entries wait, and its pages work.
    let korea = pair.serve("kr").expect("Korea starts");
    let kr = korea.pages("KR").to_owned();
    let (sent, receipted, _) = link(&kr);
    assert!(receipted < sent, "{receipted} of {sent}: entries wait for Japan");
    assert_eq!(get(&kr, "/desk").expect("the desk").status, Some(200));

    // Japan comes back: everything arrives and is signed for.
    let japan = pair.serve("jp").expect("Japan starts");
    let jp = japan.pages("JP").to_owned();
    until("catching up", || link(&kr).1 == sent && link(&jp).2 == sent);
    japan.kill();

    // Korea stops and starts with many more entries; Japan is killed amid catching up.
    korea.kill();
    enter_places(&pair, "b", 400);
    let korea = pair.serve("kr").expect("Korea starts");
    let kr = korea.pages("KR").to_owned();
    let all = link(&kr).0;
    assert_eq!(all, sent + 400);
    for moment in [5, 30, 80] {
        let japan = pair.serve("jp").expect("Japan starts");
        sleep(Duration::from_millis(moment));
        japan.kill();
    }
    let japan = pair.serve("jp").expect("Japan starts");
    let jp = japan.pages("JP").to_owned();
    until("catching up", || link(&kr).1 == all && link(&jp).2 == all);
    japan.kill();
    korea.kill();

    assert_eq!(leaves(&pair, "kr", "outbound"), leaves(&pair, "jp", "inbound"), "leaf for leaf");
    assert_eq!(leaves(&pair, "jp", "outbound"), leaves(&pair, "kr", "inbound"), "leaf for leaf");
    for nation in NATIONS {
        let verified = pair.see_to(["log", "verify"], nation).expect("it runs");
        assert_eq!(verified.code, Some(0), "{nation}: {}", verified.err);
        let rebuilt = pair.see_to(["store", "rebuild"], nation).expect("it runs");
        assert_eq!(rebuilt.code, Some(0), "{nation}: {}", rebuilt.err);
    }
}

#[test]
fn a_second_process_on_the_same_store_is_refused() {
    let pair = Pair::played().expect("the scenario plays");
    pair.settle().expect("fixed addresses");
    let korea = pair.serve("kr").expect("Korea starts");
    let second = pair.see_to(["store", "rebuild"], "kr").expect("it runs");
    assert_eq!(second.code, Some(5), "{}", second.err);
    let said: Value = serde_json::from_str(&second.err).expect("--json errors are JSON");
    assert_eq!(said["error"]["code"], "store-in-use");
    drop(korea);
}
