//! How soon `sangho demo` is up, what memory it takes, and what a citizen has to load.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::Record;
use crate::node::{COMMAND, Demo};

/// How long requests are sent.
const ASKING: Duration = Duration::from_secs(5);

/// Starts the demo, lets it play as fast as it can, measures, ends it.
pub(crate) fn measure(sangho: &str) -> Result<Vec<Record>, String> {
    let start = Instant::now();
    let demo = Demo::start(sangho, &["--speed", "0"])?;
    let first = demo.first_address()?;
    let up = start.elapsed();
    let all = demo.addresses(first);
    demo.played()?;
    let played = start.elapsed();
    let peak = demo.peak_memory().ok_or("can't read the memory of the demo")?;
    let command = format!("{COMMAND} --speed 0");
    let mut records = vec![
        Record::alone(&command, "first address, ms", format!("{:.0}", up.as_secs_f64() * 1000.0)),
        Record::alone(
            &command,
            "all played on two nodes, s",
            format!("{:.1}", played.as_secs_f64()),
        ),
        Record::alone(&command, "peak memory of both nodes, MiB", (peak / 1024).to_string()),
    ];
    let Some(page) = all.iter().find(|address| address.ends_with('/')) else {
        return Err(format!("`{command}` printed no address of a citizens' page"));
    };
    for (language, what) in [
        ("ko", "citizen page in Korean as sent (gzip), bytes"),
        ("ja", "citizen page in Japanese as sent (gzip), bytes"),
        ("en", "citizen page in English as sent (gzip), bytes"),
    ] {
        let body = fetch(&format!("{page}{language}"))?;
        records.push(Record::alone(&command, what, body.len().to_string()));
    }
    let rate = format!("{:.0}", rate(page)?);
    let what = "citizen pages in a second, one after another";
    records.push(Record::alone(&command, what, rate));
    Ok(records)
}

/// Answers in a second to one who asks again as soon as the answer is there.
fn rate(page: &str) -> Result<f64, String> {
    let start = Instant::now();
    let mut answers = 0.0;
    while start.elapsed() < ASKING {
        fetch(page)?;
        answers += 1.0;
    }
    Ok(answers / start.elapsed().as_secs_f64())
}

/// The body at an `http://` address, compressed. HTTP/1.0, so that it comes in one piece.
fn fetch(address: &str) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| format!("can't read {address}: {error}");
    let rest = address.trim_start_matches("http://");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = TcpStream::connect(host).map_err(failed)?;
    write!(stream, "GET /{path} HTTP/1.0\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n\r\n")
        .map_err(failed)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(failed)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    if !answer.starts_with(b"HTTP/1.0 200") && !answer.starts_with(b"HTTP/1.1 200") {
        return Err(format!("{address} did not answer 200"));
    }
    Ok(end.map_or(Vec::new(), |at| answer.split_off(at.saturating_add(4))))
}
