//! The real `sangho`, run to its end or started, killed and started again.

use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::SystemTime;

use serde_json::Value;

/// What a run came to.
#[derive(Clone, Debug)]
pub struct Run {
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// What it said.
    pub out: String,
    /// What it complained of.
    pub err: String,
}

/// Where one node is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// `KR` or `JP`.
    pub nation: String,
    /// Its pages, host:port.
    pub pages: String,
    /// Its exchange, host:port, where the program says so.
    pub exchange: Option<String>,
}

/// A running program; it is killed when dropped.
#[derive(Debug)]
pub struct Started {
    child: Child,
    /// The nodes in it.
    pub nodes: Vec<Node>,
}

/// Runs `sangho` with these arguments until it ends.
///
/// # Errors
/// When it can't be built or run.
pub fn run<S: AsRef<OsStr>>(args: &[S]) -> io::Result<Run> {
    let done = Command::new(program()?).args(args).stdin(Stdio::null()).output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(Run { code: done.status.code(), out: text(&done.stdout), err: text(&done.stderr) })
}

/// Starts `sangho --json` with these arguments and waits until `nodes` nodes have said where they
/// are.
///
/// # Errors
/// When it can't be built or run, or ends before that.
pub fn start<S: AsRef<OsStr>>(args: &[S], nodes: usize) -> io::Result<Started> {
    let mut command = Command::new(program()?);
    command.arg("--json").args(args).stdin(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn()?;
    let stdout = child.stdout.take();
    let mut started = Started { child, nodes: Vec::new() };
    let lines = stdout.into_iter().flat_map(|out| BufReader::new(out).lines());
    for line in lines.take(nodes) {
        let said: Value = serde_json::from_str(&line?)?;
        started.nodes.extend(node(&said));
    }
    if started.nodes.len() == nodes {
        return Ok(started);
    }
    Err(io::Error::other(format!("it ended before {nodes} nodes were up")))
}

fn node(said: &Value) -> Option<Node> {
    let text = |key: &str| said.get(key).and_then(Value::as_str).map(str::to_owned);
    let desk = text("desk")?;
    let pages = desk.strip_prefix("http://")?.split('/').next()?.to_owned();
    Some(Node { nation: text("nation")?, pages, exchange: text("exchange") })
}

impl Started {
    /// Where the pages of a nation's node are; an address that nobody has for another nation.
    #[must_use]
    pub fn pages(&self, nation: &str) -> &str {
        let found = self.nodes.iter().find(|node| node.nation == nation);
        found.map_or("127.0.0.1:0", |node| node.pages.as_str())
    }

    /// Whether it is still running.
    pub fn lives(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// SIGKILL: no warning, no last write.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // One that has ended by itself can't be killed, and need not be.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        self.end();
    }
}

/// Ports that nobody has at this moment.
///
/// # Errors
/// When the system has none.
pub fn free_ports<const N: usize>() -> io::Result<[u16; N]> {
    let mut held = Vec::new();
    let mut ports = [0; N];
    for port in &mut ports {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        *port = listener.local_addr()?.port();
        held.push(listener);
    }
    Ok(ports)
}

/// The program, built where it is missing or older than its source.
fn program() -> io::Result<&'static Path> {
    static PROGRAM: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let found = PROGRAM.get_or_init(|| find().map_err(|error| error.to_string()));
    found.as_deref().map_err(|error| io::Error::other(error.clone()))
}

fn find() -> io::Result<PathBuf> {
    let test = std::env::current_exe()?;
    // target/PROFILE/deps/TEST
    let folder = test.ancestors().nth(2).unwrap_or(Path::new("."));
    let program = folder.join("sangho");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let built = std::fs::metadata(&program).and_then(|data| data.modified());
    if built.is_ok_and(|built| newest(&root.join("crates")).is_ok_and(|newest| newest < built)) {
        return Ok(program);
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.current_dir(&root).args(["build", "--quiet", "--package", "sangho"]);
    if folder.ends_with("release") {
        build.arg("--release");
    }
    let target = folder.parent().unwrap_or(folder);
    let built = build.env("CARGO_TARGET_DIR", target).status()?;
    if built.success() { Ok(program) } else { Err(io::Error::other("sangho does not build")) }
}

/// When anything in a `src` folder below was last written.
fn newest(folder: &Path) -> io::Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let below = path.components().any(|part| part.as_os_str() == "src");
        if path.is_dir() && !path.ends_with("tests") {
            newest = newest.max(self::newest(&path)?);
        } else if below {
            newest = newest.max(std::fs::metadata(&path)?.modified()?);
        }
    }
    Ok(newest)
}
