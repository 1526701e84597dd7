//! The folder of a demonstration: two nodes' keys, agreement and stores, played with both in one
//! process or served one by one.

use std::io;
use std::path::Path;

use crate::folder::Folder;
use crate::program::{Run, Started, free_ports, run, start};

/// The two nodes by their folders.
pub const NATIONS: [&str; 2] = ["kr", "jp"];

/// The scenario that drills play: the shortest.
const SCENARIO: &str = "lebanon-2024";

/// Two nodes in one folder.
#[derive(Debug)]
pub struct Pair(pub Folder);

impl Pair {
    /// Nothing has been played yet.
    ///
    /// # Errors
    /// When there can be no folder.
    pub fn new() -> io::Result<Self> {
        Folder::new().map(Self)
    }

    /// The scenario has been played to its end.
    ///
    /// # Errors
    /// When it can't be played.
    pub fn played() -> io::Result<Self> {
        let pair = Self::new()?;
        let run = pair.finish()?;
        if run.code == Some(0) { Ok(pair) } else { Err(io::Error::other(run.err)) }
    }

    /// Starts both nodes, the scenario playing at so many of its hours in a second.
    ///
    /// # Errors
    /// When they don't start.
    pub fn play(&self, speed: &str) -> io::Result<Started> {
        let data = self.0.path().display().to_string();
        start(&["demo", SCENARIO, "--port", "0", "--speed", speed, "--data", &data], 2)
    }

    /// Plays the scenario to its end, as fast as the nodes can; the last line says what it came to.
    ///
    /// # Errors
    /// When it can't be run.
    pub fn finish(&self) -> io::Result<Run> {
        let data = self.0.path().display().to_string();
        run(&["--json", "demo", SCENARIO, "--port", "0", "--speed", "0", "--once", "--data", &data])
    }

    /// A copy with its own folder.
    ///
    /// # Errors
    /// When something can't be copied.
    pub fn copied(&self) -> io::Result<Self> {
        self.0.copied().map(Self)
    }

    /// Runs a verb that sees to the store of one node: `["log", "verify"]`.
    ///
    /// # Errors
    /// When it can't be run.
    pub fn see_to(&self, verb: [&str; 2], nation: &str) -> io::Result<Run> {
        let [first, second] = verb;
        let config = self.0.config(nation).display().to_string();
        run(&["--json", first, second, "--config", &config])
    }

    /// Gives both nodes fixed addresses at which they find each other again after a restart.
    ///
    /// # Errors
    /// When a configuration can't be rewritten.
    pub fn settle(&self) -> io::Result<()> {
        let [kr_pages, kr, jp_pages, jp] = free_ports::<4>()?;
        settle(&self.0.config("kr"), kr_pages, kr, jp)?;
        settle(&self.0.config("jp"), jp_pages, jp, kr)
    }

    /// Starts one node.
    ///
    /// # Errors
    /// When it does not start.
    pub fn serve(&self, nation: &str) -> io::Result<Started> {
        start(&["serve", "--config", &self.0.config(nation).display().to_string()], 1)
    }
}

fn settle(config: &Path, pages: u16, exchange: u16, partner: u16) -> io::Result<()> {
    let text = std::fs::read_to_string(config)?;
    let lines = text.lines().map(|line| {
        let port = match line.split(' ').next() {
            Some("pages") => pages,
            Some("exchange") => exchange,
            Some("partner") => partner,
            _ => return line.to_owned(),
        };
        let key = line.split(' ').next().unwrap_or_default();
        format!("{key} = \"127.0.0.1:{port}\"")
    });
    std::fs::write(config, lines.collect::<Vec<_>>().join("\n"))
}
