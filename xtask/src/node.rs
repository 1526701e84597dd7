//! A demo that runs while we measure or look at it, and ends with us.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::shell;

/// What is started.
pub(crate) const COMMAND: &str = "sangho demo gulf-2026 --port 0";
/// How long the demo may take to print an address.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long to wait for one more address after the last.
const PAUSE: Duration = Duration::from_secs(2);

/// How long the demo may take to play its scenario as fast as it can.
const PLAYING: Duration = Duration::from_secs(180);
/// How the line begins that says what became of everybody: the scenario has been played.
const PLAYED: &str = "headcount ";

/// A running demo.
pub(crate) struct Demo {
    child: Child,
    addresses: mpsc::Receiver<String>,
    played: mpsc::Receiver<()>,
}

impl Drop for Demo {
    fn drop(&mut self) {
        if self.child.kill().is_ok() {
            drop(self.child.wait());
        }
    }
}

impl Demo {
    /// Starts the demo of the program at `sangho`, with further words where there are some.
    pub(crate) fn start(sangho: &str, more: &[&str]) -> Result<Self, String> {
        let words: Vec<&str> = COMMAND.split(' ').skip(1).collect();
        let mut child = shell::program(sangho, &words)
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|e| format!("can't start `{COMMAND}`: {e}"))?;
        let (addresses, played) = listen(child.stdout.take());
        Ok(Self { child, addresses, played })
    }

    /// Waits until the scenario has been played.
    pub(crate) fn played(&self) -> Result<(), String> {
        self.played.recv_timeout(PLAYING).map_err(|_| {
            let seconds = PLAYING.as_secs();
            format!("`{COMMAND}` did not play its scenario in {seconds} s")
        })
    }

    /// The first address that it prints.
    pub(crate) fn first_address(&self) -> Result<String, String> {
        self.addresses
            .recv_timeout(PATIENCE)
            .map_err(|_| format!("`{COMMAND}` printed no address in {} s", PATIENCE.as_secs()))
    }

    /// `first` and all that follow, until it prints no more for a while.
    pub(crate) fn addresses(&self, first: String) -> Vec<String> {
        let mut all = vec![first];
        while let Ok(next) = self.addresses.recv_timeout(PAUSE) {
            if !all.contains(&next) {
                all.push(next);
            }
        }
        all
    }

    /// The most memory it has held, in KiB.
    pub(crate) fn peak_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.split_whitespace().next()?.parse().ok()
    }
}

/// The addresses in what the demo prints, as they come, and word of the end. Reading goes on when
/// nobody listens any more, so that the demo never finds its output closed.
fn listen(output: Option<ChildStdout>) -> (mpsc::Receiver<String>, mpsc::Receiver<()>) {
    let (send, receive) = mpsc::channel();
    let (end, played) = mpsc::channel();
    if let Some(output) = output {
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                for address in addresses_in(&line) {
                    drop(send.send(address));
                }
                if line.starts_with(PLAYED) {
                    // Nobody listening is no error.
                    let _ = end.send(());
                }
            }
        });
    }
    (receive, played)
}

fn addresses_in(line: &str) -> impl Iterator<Item = String> {
    line.split_whitespace().filter(|word| word.starts_with("http://")).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::addresses_in;

    #[test]
    fn addresses_are_found_in_a_line() {
        let line = "Japan   desk http://127.0.0.1:8081/desk  register http://127.0.0.1:8081/";
        assert_eq!(addresses_in(line).count(), 2);
    }
}
