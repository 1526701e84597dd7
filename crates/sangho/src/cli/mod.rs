//! The command line: one file per verb, one meaning per exit code.

mod answer;
mod demo;
mod doctor;
mod drill;
mod exit;
mod names;
mod plan;
mod serve;
mod store;

use std::io::Read as _;
use std::path::Path;

use clap::{Parser, Subcommand};

pub use exit::{Exit, Failure};

/// Two nations bring each other's citizens home.
#[derive(Debug, Parser)]
#[command(name = "sangho", version, max_term_width = 100, after_help = exit::HELP)]
pub struct Cli {
    /// Print one JSON object instead of words.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Play a scenario through both nations' rooms, in memory: as it happened, and as planned
    /// alone and pooled.
    ///
    /// Prints who registered, which seats were offered, the three plans with their distance from
    /// what no plan can beat, who boarded, and the closing sum of both nations. No network, no
    /// disk; the same scenario and seed print the same words on every machine.
    Drill(drill::Args),
    /// Plan the seats of a problem in JSON, and prove how far the plan is from the best possible.
    ///
    /// Every plan printed has passed a checker that shares nothing with the search. Ends with exit
    /// code 8 if nobody can be brought out; the plan and each party's reason are printed all the
    /// same.
    Plan(plan::Args),
    /// Names across Kanji, Kana, Hangul, Hanja and Latin: find who is who in lists of persons.
    Names(names::Args),
    /// Run one node.
    ///
    /// Serves the citizens' pages and the officers' desk, and the link to the partner's node,
    /// until Ctrl-C. Nobody signs in yet: keep the pages on loopback, or behind a proxy.
    Serve(serve::Args),
    /// Run two nodes, Japan and Korea, on this machine, with a scenario playing.
    ///
    /// Prints the addresses of a desk and of a citizens' page for each nation, plays, and prints
    /// what `drill` prints. Each node has its own store, keys and logs; they talk over TLS.
    Demo(demo::Args),
    /// Look at what this machine and a configuration lack.
    ///
    /// Changes nothing. Each thing looked at is printed as `ok` or `BAD`; exit code 1 if anything
    /// is bad.
    Doctor(doctor::Args),
    /// See to a node's store while the node is stopped.
    #[command(subcommand)]
    Store(store::StoreVerb),
    /// See to a node's log while the node is stopped.
    #[command(subcommand)]
    Log(store::LogVerb),
}

impl Cli {
    /// Carries out what was asked for. The result goes to standard output, progress and errors to
    /// standard error.
    #[must_use]
    pub fn run(self) -> Exit {
        let json = self.json;
        let done = match self.verb {
            Verb::Drill(args) => drill::run(&args, json),
            Verb::Plan(args) => plan::run(&args, json),
            Verb::Names(args) => names::run(&args, json),
            Verb::Serve(args) => serve::run(&args, json),
            Verb::Demo(args) => demo::run(&args, json),
            Verb::Doctor(args) => doctor::run(&args, json),
            Verb::Store(verb) => store::store(&verb, json),
            Verb::Log(verb) => store::log(&verb, json),
        };
        match done {
            Ok(()) => Exit::Done,
            Err(failure) => failure.print(json),
        }
    }
}

/// The runtime of a node: one thread for each core, and blocking threads for the disk.
fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    log_to_stderr();
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(Exit::Failed, "runtime", error.to_string()))
}

/// Log lines go to standard error; `RUST_LOG` chooses which. They never hold personal data.
fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    // A second call in one process finds the first one's subscriber and leaves it.
    let _ =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// Waits for Ctrl-C or a polite request to end.
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut end) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = end.recv() => {}
    }
}

/// The bytes of a file, or of standard input for `-`; at most `largest`.
fn read(path: &Path, largest: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let limit = largest.saturating_add(1);
    let read = if path == Path::new("-") {
        std::io::stdin().take(limit).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|error| {
        let missing = error.kind() == std::io::ErrorKind::NotFound;
        let exit = if missing { Exit::NotFound } else { Exit::Failed };
        Failure::new(exit, "file", format!("{}: {error}; check the path", path.display()))
    })?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > largest {
        let what = format!("{} has more than {largest} bytes; split it", path.display());
        return Err(Failure::new(Exit::BadInput, "file-too-large", what));
    }
    Ok(bytes)
}
