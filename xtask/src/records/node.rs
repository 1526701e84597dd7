//! How soon `sangho demo` is up, what memory it takes, and what a citizen has to load.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::Record;
use crate::node::{COMMAND, Demo};
use crate::shell;

/// How long the demo plays before its memory is read.
const PLAY: Duration = Duration::from_secs(10);

/// Starts the demo, measures, ends it.
pub(crate) fn measure(sangho: &str) -> Result<Vec<Record>, String> {
    let start = Instant::now();
    let demo = Demo::start(sangho, &[])?;
    let first = demo.first_address()?;
    let up = start.elapsed();
    std::thread::sleep(PLAY);
    let peak = demo.peak_memory().ok_or("can't read the memory of the demo")?;
    let ms = format!("{:.0}", up.as_secs_f64() * 1000.0);
    let mut records = vec![
        Record::alone(COMMAND, "first address, ms", ms),
        Record::alone(COMMAND, "peak memory, MiB", (peak / 1024).to_string()),
    ];
    let all = demo.addresses(first);
    if let Some(address) = all.iter().find(|address| address.ends_with('/')) {
        let weight = weight(address)?;
        records.push(Record::alone(COMMAND, "citizen page, bytes (brotli)", weight));
    }
    Ok(records)
}

/// The compressed size of the page at `address`, in bytes.
fn weight(address: &str) -> Result<String, String> {
    let body = fetch(address).map_err(|e| format!("can't read {address}: {e}"))?;
    let mut brotli = shell::program("brotli", &["--stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| format!("can't start brotli: {e}"))?;
    if let Some(mut input) = brotli.stdin.take() {
        input.write_all(&body).map_err(|e| format!("brotli stopped reading: {e}"))?;
    }
    let output = brotli.wait_with_output().map_err(|e| format!("brotli failed: {e}"))?;
    Ok(output.stdout.len().to_string())
}

/// The body at an `http://` address. HTTP/1.0, so that it comes in one piece.
fn fetch(address: &str) -> std::io::Result<Vec<u8>> {
    let rest = address.trim_start_matches("http://");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = TcpStream::connect(host)?;
    write!(stream, "GET /{path} HTTP/1.0\r\nHost: {host}\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    Ok(end.map_or(Vec::new(), |at| answer.split_off(at.saturating_add(4))))
}
