//! Bad input from outside: a clear answer or a closed connection, and the node lives on.
#![expect(clippy::indexing_slicing, reason = "a helper of tests that fails is the test failing")]

use std::fs;

use drills::{FORM, Folder, Form, Pair, Run, get, post, raw, run};
use serde_json::Value;

/// Bytes that mean nothing, the same at every run (xorshift, Marsaglia 2003).
fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..length).map(|_| next()).collect()
}

#[test]
fn a_node_answers_bad_requests_clearly_and_lives_on() {
    let pair = Pair::played().expect("the scenario plays");
    let mut node = pair.serve("kr").expect("it starts");
    let at = node.pages("KR").to_owned();
    let form = Form::fill("KR", &at, "SEOK MADANG", "1970-01-02").expect("the page is there");
    let good = form.receipt(&at).expect("a good form is taken");

    let oversized = post(&at, FORM, &vec![b'x'; 100_000]).expect("an answer");
    assert!(matches!(oversized.status, Some(413)), "{oversized:?}");
    for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x", ""] {
        let refused = post(&at, kind, form.bytes()).expect("an answer");
        assert_eq!(refused.status, Some(415), "{kind}");
        assert!(refused.body.contains("not-a-form"), "{kind}");
    }
    for (from, to) in [
        ("SEOK", "%8E%A0%FF"),
        ("SEOK", "%00%07"),
        ("b0=1970-01-02", "b0=2/1/1985"),
        ("c0=KOR", "c0=Utopia"),
        ("i=seat", "i=fly"),
        ("SEOK+MADANG", ""),
        ("Hotel", &"H".repeat(5_000)),
    ] {
        let refused = form.with(from, to).send(&at).expect("an answer");
        assert_eq!(refused.status, Some(422), "{from} -> {to}: a page that says what to do");
        assert!(refused.body.contains("class=\"e\""), "{from} -> {to}");
    }
    let contradicting = form.with("MADANG", "OTHERNAME").send(&at).expect("an answer");
    assert_eq!(contradicting.status, Some(422), "the same token with other words");
    for reference in ["%FF%00", "ZZZZZZZZ", "'; DROP TABLE registry", &"A".repeat(3_000)] {
        let path = format!("/status?ref={}", reference.replace(' ', "+"));
        let unknown = get(&at, &path).expect("an answer");
        assert!(matches!(unknown.status, Some(400 | 404 | 414)), "{reference}: {unknown:?}");
    }
    let head = format!("POST / HTTP/1.1\r\nHost: {at}\r\nContent-Type: {FORM}\r\n");
    for request in [
        [head.as_bytes(), b"Content-Length: 5000\r\n\r\nk=1&i=seat"].concat(),
        [head.as_bytes(), b"Content-Length: -1\r\n\r\n"].concat(),
        [head.as_bytes(), b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n"].concat(),
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(500_000)).into_bytes(),
        noise(20_000, 7),
        b"\r\n\r\n".to_vec(),
    ] {
        let answer = raw(&at, &request).expect("an answer or a closed connection");
        assert!(!matches!(answer.status, Some(200..=299 | 500..=599)), "{answer:?}");
    }
    let exchange = node.nodes[0].exchange.clone().expect("serve says where the exchange is");
    for garbage in [noise(5_000, 11), b"GET / HTTP/1.1\r\n\r\n".to_vec(), hello_cut_short()] {
        let answer = raw(&exchange, &garbage).expect("a closed connection");
        assert_eq!(answer.status, None, "the exchange speaks TLS to the partner only");
    }
    assert!(node.lives());
    let status = get(&at, &format!("/status?ref={good}")).expect("an answer");
    assert_eq!(status.status, Some(200));
    node.kill();
    let verified = pair.see_to(["log", "verify"], "kr").expect("it runs");
    assert_eq!(verified.code, Some(0), "{}", verified.err);
    configurations_that_cannot_be_right(&pair);
}

/// A TLS record (RFC 8446, 5.1) that announces more than it brings.
fn hello_cut_short() -> Vec<u8> {
    [&[0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03][..], &noise(40, 13)]
        .concat()
}

/// Exit code 3, and one JSON object on standard error with a code and words.
fn refused(run: &Run, code: &str, hint: &str) {
    assert_eq!(run.code, Some(3), "{}{}", run.out, run.err);
    assert!(run.out.is_empty(), "{}", run.out);
    let said: Value = serde_json::from_str(&run.err).expect("--json errors are JSON");
    let error = &said["error"];
    assert_eq!(error["code"], code, "{said}");
    assert!(error["what"].as_str().is_some_and(|what| !what.is_empty()), "{said}");
    assert!(said.to_string().contains(hint), "{hint}: {said}");
}

fn configurations_that_cannot_be_right(pair: &Pair) {
    let config = pair.0.config("kr");
    let good = fs::read_to_string(&config).expect("it was read before");
    for (text, code, hint) in [
        (good.replace("pages", "page"), "config-form", "page"),
        (good.replace("\"KR\"", "\"Korea\""), "config-form", "line 1"),
        (good.replace("world = \"drill\"", "world = 7"), "config-form", "line 2"),
        ("\u{0}\u{1}".to_owned(), "config-form", "line 1"),
        ("#".repeat(2 << 20), "config-too-large", "1 MiB"),
    ] {
        fs::write(&config, text).expect("it can be written");
        for verb in [["log", "verify"], ["store", "rebuild"]] {
            refused(&pair.see_to(verb, "kr").expect("it runs"), code, hint);
        }
    }
    fs::write(&config, [0xff, 0xfe, 0x00]).expect("it can be written");
    let unreadable = pair.see_to(["log", "verify"], "kr").expect("it runs");
    refused(&unreadable, "config-form", "sangho.toml: no UTF-8 from byte 0 on");
    fs::remove_file(&config).expect("it can be removed");
    let none = pair.see_to(["log", "verify"], "kr").expect("it runs");
    assert_eq!(none.code, Some(4), "{}", none.err);
    assert!(none.err.contains("config-not-found"), "{}", none.err);
}

#[test]
fn a_bad_scenario_is_refused_with_file_key_and_what_to_do() {
    let folder = Folder::new().expect("a folder");
    let file = folder.path().join("scenario.toml");
    let scenario = folder.path().display().to_string();
    for name in ["atlantis-1999", &scenario] {
        let none = run(&["--json", "drill", name]).expect("it runs");
        assert_eq!(none.code, Some(4), "{name}: {}", none.err);
        assert!(none.err.contains("no-such-scenario") && none.err.contains("gulf-2026"), "{name}");
    }
    for (text, hint) in [
        (&b"id = "[..], "not-toml"),
        (&b"\xff\xfe\x00"[..], "scenario.toml"),
        (&b"id = \"mine\"\nbogus = 1\n"[..], "bogus"),
        (&b"[[lift]]\nid = 7\n"[..], "lift"),
    ] {
        fs::write(&file, text).expect("it can be written");
        for verb in ["drill", "demo"] {
            refused(&run(&["--json", verb, &scenario]).expect("it runs"), "scenario", hint);
        }
    }
}

#[test]
fn a_bad_problem_is_refused_with_line_and_column() {
    let folder = Folder::new().expect("a folder");
    let file = folder.path().join("problem.json");
    let plan = || run(&["--json", "plan", &file.display().to_string()]).expect("it runs");
    let sound = r#"{"version": 1, "horizon": 600, "lifts": [], "parties": [],
        "places": [{"id": "city", "kind": "danger"}]}"#;
    for (text, code, hint) in [
        ("", "problem-form", "line 1"),
        ("{", "problem-form", "line 1"),
        ("[1, 2", "problem-form", "line 1"),
        ("{\"version\": 1,\n\"lifts\": 3}", "problem-form", "line 2"),
        (&sound.replace("city", ""), "problem-contradicts", "place"),
        (&sound.replace("\"version\": 1", "\"version\": 99"), "problem-contradicts", "version"),
        (&sound.replace("600", "1e999"), "problem-form", "line 1"),
    ] {
        fs::write(&file, text).expect("it can be written");
        refused(&plan(), code, hint);
    }
    fs::write(&file, noise(10_000, 17)).expect("it can be written");
    refused(&plan(), "problem-form", "line");
    fs::remove_file(&file).expect("it can be removed");
    let none = plan();
    assert_eq!(none.code, Some(4), "{}", none.err);
    let said: Value = serde_json::from_str(&none.err).expect("--json errors are JSON");
    assert_eq!(said["error"]["code"], "file");
}
