//! How soon `sangho demo` is up, what memory it takes, and what a citizen has to load.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::Record;
use crate::shell;

const COMMAND: &str = "sangho demo gulf-2026 --port 0";
/// How long the demo may take to print its first address.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it then plays before its memory is read.
const PLAY: Duration = Duration::from_secs(10);

/// A demo that ends with us, also when a measurement fails.
struct Demo(Child);

impl Drop for Demo {
    fn drop(&mut self) {
        if self.0.kill().is_ok() {
            drop(self.0.wait());
        }
    }
}

/// Starts the demo, measures, ends it.
pub(crate) fn measure(sangho: &str) -> Result<Vec<Record>, String> {
    let start = Instant::now();
    let words: Vec<&str> = COMMAND.split(' ').skip(1).collect();
    let mut child = shell::program(sangho, &words)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| format!("can't start `{COMMAND}`: {e}"))?;
    let output = child.stdout.take();
    let demo = Demo(child);
    let addresses = listen(output.ok_or("the demo has no output")?);
    let first = addresses
        .recv_timeout(PATIENCE)
        .map_err(|_| format!("`{COMMAND}` printed no address in {} s", PATIENCE.as_secs()))?;
    let up = start.elapsed();
    std::thread::sleep(PLAY);
    let peak = peak_memory(demo.0.id()).ok_or("can't read the memory of the demo")?;
    let mut records = vec![
        Record::alone(
            COMMAND,
            "first address, ms",
            format!("{:.0}", up.as_secs_f64() * 1000.0),
        ),
        Record::alone(
            COMMAND,
            "peak memory, MiB",
            format!("{:.0}", peak as f64 / 1024.0),
        ),
    ];
    for address in std::iter::once(first).chain(addresses.try_iter()) {
        if address.contains("register") {
            let weight = weight(&address)?;
            records.push(Record::alone(
                COMMAND,
                "citizen page, bytes (brotli)",
                weight,
            ));
        }
    }
    Ok(records)
}

/// The addresses that the demo prints, as they come.
fn listen(output: ChildStdout) -> mpsc::Receiver<String> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            for word in line
                .split_whitespace()
                .filter(|word| word.starts_with("http://"))
            {
                // Nobody listens any more once the measuring is over; the demo still must not
                // find its output closed.
                drop(send.send(word.to_owned()));
            }
        }
    });
    receive
}

/// The most memory the process has held, in KiB.
fn peak_memory(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
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
        input
            .write_all(&body)
            .map_err(|e| format!("brotli stopped reading: {e}"))?;
    }
    let output = brotli
        .wait_with_output()
        .map_err(|e| format!("brotli failed: {e}"))?;
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
