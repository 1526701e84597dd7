//! Running other programs, and saying plainly what went wrong with them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How a chore ended when it did not fail.
pub(crate) enum Outcome {
    /// It was done.
    Done,
    /// It could not be done here; the sentence says why and what to do about it.
    Skipped(String),
}

/// Goes to the root of the repository, wherever cargo was called from.
pub(crate) fn enter_root() -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    env::set_current_dir(&root).map_err(|e| format!("can't enter {}: {e}", root.display()))
}

/// The cargo that called us, so that both speak of the same toolchain.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

/// Any other program.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments);
    command
}

/// Runs to the end, its output going where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|e| not_started(command, &e))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("{} ended with {status}", spoken(command)))
}

/// Runs to the end and gives what it printed.
pub(crate) fn capture(command: &mut Command) -> Result<String, String> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|e| not_started(command, &e))?;
    if !output.status.success() {
        return Err(format!("{} ended with {}", spoken(command), output.status));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| format!("{} printed something that is not UTF-8", spoken(command)))
}

/// Runs to the end and lets nothing be seen of what it prints, unless it fails.
pub(crate) fn run_quietly(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|e| not_started(command, &e))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{} ended with {}\n{said}", spoken(command), output.status))
}

/// Whether a command of that name is on the path.
pub(crate) fn on_path(name: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// The one target folder.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("can't start {}: {error}", spoken(command))
}

fn spoken(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let mut words = vec![name.to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    format!("`{}`", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_fails_is_named_with_its_words() {
        let why = run(&mut program("false", &["--really"])).unwrap_err();
        assert!(why.contains("`false --really`"), "{why}");
    }

    #[test]
    fn a_quiet_command_speaks_when_it_fails() {
        assert_eq!(run_quietly(&mut program("sh", &["-c", "echo x >&2"])), Ok(()));
        let why = run_quietly(&mut program("sh", &["-c", "echo broken >&2; exit 3"])).unwrap_err();
        assert!(why.ends_with("broken\n"), "{why}");
    }

    #[test]
    fn a_command_that_is_not_there_is_named() {
        let why = capture(&mut program("no-such-program", &[])).unwrap_err();
        assert!(why.starts_with("can't start `no-such-program`"), "{why}");
        assert!(!on_path("no-such-program"));
        assert!(on_path("sh"));
    }
}
