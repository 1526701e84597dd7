//! SIGKILL in the middle of a demonstration, several times: nothing that was acknowledged is lost.

use std::thread::sleep;
use std::time::{Duration, Instant};

use drills::{Form, NATIONS, Pair, Started, get};
use serde_json::Value;

/// Invented people; two of them, both registered with Japan, share a name and a year of birth.
const PEOPLE: [(&str, &str); 12] = [
    ("OKABE TSUNEO", "1951-02-03"),
    ("BAEK HWAYOUNG", "1962-11-30"),
    ("NIIMURA KOZUE", "1973-07-14"),
    ("PYO DALSU", "1984-01-25"),
    ("WAKISAKA RIN", "1995-09-06"),
    ("TAK BORAM", "2001-04-17"),
    ("ENOMOTO GORO", "1947-12-28"),
    ("MAENG SUKJA", "1958-06-09"),
    ("HIRANUMA AKEMI", "1969-03-20"),
    ("YUGAWARA SETSUKO", "1990"),
    ("CHEON ILGU", "1980-08-11"),
    ("YUGAWARA SETSUKO", "1990"),
];

#[test]
fn what_a_node_acknowledged_survives_every_kill() {
    let pair = Pair::new().expect("a folder");
    let mut receipts: Vec<(Form, String)> = Vec::new();
    let mut unanswered: Vec<Form> = Vec::new();
    for round in PEOPLE.chunks(3) {
        let playing = pair.play("60").expect("both nodes start");
        await_form(&playing);
        // Whoever had no answer sends the same form again.
        for form in unanswered.drain(..).collect::<Vec<_>>() {
            let at = playing.pages(&form.nation).to_owned();
            let code = form.receipt(&at).expect("a restarted node takes the form");
            receipts.push((form, code));
        }
        all_are_known(&playing, &receipts);
        for (index, (name, born)) in round.iter().enumerate() {
            let nation = ["JP", "KR"][index % 2];
            let at = playing.pages(nation);
            let form = Form::fill(nation, at, name, born).expect("the page is there");
            let code = form.receipt(at).expect("the node takes the form");
            assert_eq!(form.receipt(at), Some(code.clone()), "sent twice, registered once");
            receipts.push((form, code));
            sleep(Duration::from_millis(60));
        }
        unanswered.extend(kill_amid_sending(playing, receipts.len()));
        for nation in NATIONS {
            let verified = pair.see_to(["log", "verify"], nation).expect("it runs");
            assert_eq!(verified.code, Some(0), "{nation}: {}", verified.err);
        }
    }
    let playing = pair.play("60").expect("both nodes start");
    for form in unanswered {
        let at = playing.pages(&form.nation).to_owned();
        let code = form.receipt(&at).expect("a restarted node takes the form");
        receipts.push((form, code));
    }
    all_are_known(&playing, &receipts);
    playing.kill();
    every_person_is_in_one_state(&pair, receipts.len());
}

/// Somebody's form is on its way when the power fails; nobody knows whether it arrived.
fn kill_amid_sending(playing: Started, number: usize) -> Option<Form> {
    let at = playing.pages("JP").to_owned();
    let born = format!("19{:02}-05-05", 30 + number);
    let name = ["NUMATA KIKU", "QUON IPPEI", "UJIIE SORA", "ZENKO FUMI"][number / 4 % 4];
    let form = Form::fill("JP", &at, name, &born).ok()?;
    let sending = form.clone();
    let sender = std::thread::spawn(move || sending.receipt(&at));
    sleep(Duration::from_micros(700 * u64::try_from(number).unwrap_or(1)));
    playing.kill();
    let _ = sender.join();
    Some(form)
}

/// The first steps of the script make the form: places to choose from.
fn await_form(playing: &Started) {
    let since = Instant::now();
    for nation in ["JP", "KR"] {
        let at = playing.pages(nation);
        while !get(at, "/en").is_ok_and(|page| page.body.contains("<option value=\"BEY\"")) {
            assert!(since.elapsed() < Duration::from_secs(10), "{nation}: no place to choose");
            sleep(Duration::from_millis(20));
        }
    }
}

fn all_are_known(playing: &Started, receipts: &[(Form, String)]) {
    for (form, code) in receipts {
        let at = playing.pages(&form.nation);
        let found = get(at, &format!("/status?ref={code}&lang=en")).expect("the page is there");
        assert_eq!(found.status, Some(200), "{code} was acknowledged and is unknown");
        assert_eq!(form.receipt(at).as_ref(), Some(code), "the same form, the same receipt");
    }
}

/// The scenario's people end where they ended; whoever registered beside them is counted too.
fn every_person_is_in_one_state(pair: &Pair, registered: usize) {
    let finished = pair.finish().expect("it runs");
    assert_eq!(finished.code, Some(0), "{}", finished.err);
    let said = finished.out.lines().last().unwrap_or_default();
    let said: Value = serde_json::from_str(said).expect("--json prints JSON");
    let (report, cast) = (&said["report"], 179);
    let states = report["states"].as_object().expect("people by state");
    let sum: u64 = states.values().filter_map(Value::as_u64).sum();
    assert_eq!(report["people"], cast + registered, "each once: {states:?}");
    assert_eq!(report["accounted"], cast, "{states:?}");
    assert_eq!(report["states"]["unaccounted"], registered, "nobody said yet what became of them");
    assert_eq!(Some(sum), report["people"].as_u64(), "exactly one state each");
    assert_eq!(report["sums_agree"], true);
    assert_eq!(report["log"]["witnessed"], true);
    for nation in NATIONS {
        let verified = pair.see_to(["log", "verify"], nation).expect("it runs");
        assert_eq!(verified.code, Some(0), "{nation}: {}", verified.err);
        let rebuilt = pair.see_to(["store", "rebuild"], nation).expect("it runs");
        assert_eq!(rebuilt.code, Some(0), "{nation}: {}", rebuilt.err);
    }
}
