//! What the tests need from the operating system, installed where we may.

use crate::shell::{self, Outcome};

/// A browser and a text browser for the pages, fonts for Korean and Japanese, the measure of the
/// citizen page's weight, and npm for the map's library. The compiler of C that some dependencies
/// need is there already, or else nobody could have built this.
const PACKAGES: [&str; 4] = ["chromium", "fonts-noto-cjk", "lynx", "npm"];

/// Installs the packages that are missing, as root or by `sudo` if it asks for no password.
pub(crate) fn install_missing() -> Result<Outcome, String> {
    if !shell::on_path("dpkg-query") {
        let why = format!("not a Debian system; install {}", PACKAGES.join(", "));
        return Ok(Outcome::Skipped(why));
    }
    let there = |package: &str| shell::on_path(package) || installed(package);
    let missing: Vec<&str> = PACKAGES.into_iter().filter(|p| !there(p)).collect();
    if missing.is_empty() {
        return Ok(Outcome::Done);
    }
    let Some(rights) = rights() else {
        let why = format!("run `sudo apt-get install {}` first", missing.join(" "));
        return Ok(Outcome::Skipped(why));
    };
    apt(rights, &["update", "-q"])?;
    let mut words = vec!["install", "-q", "-y", "--no-install-recommends"];
    words.extend(missing);
    apt(rights, &words)?;
    Ok(Outcome::Done)
}

/// The words that go before `apt-get`, or none if we may not install.
fn rights() -> Option<&'static [&'static str]> {
    let says = |name, words: &[&str]| shell::capture(&mut shell::program(name, words)).ok();
    if says("id", &["-u"]).is_some_and(|id| id.trim() == "0") {
        return Some(&[]);
    }
    (shell::on_path("sudo") && says("sudo", &["-n", "true"]).is_some()).then_some(&["sudo", "-n"])
}

fn apt(rights: &[&str], words: &[&str]) -> Result<(), String> {
    let line = [rights, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], words].concat();
    match line.split_first() {
        Some((name, rest)) => shell::run(&mut shell::program(name, rest)),
        None => Ok(()),
    }
}

fn installed(package: &str) -> bool {
    let question = ["--show", "--showformat=${db:Status-Status}", package];
    let mut command = shell::program("dpkg-query", &question);
    command.output().is_ok_and(|answer| answer.stdout == b"installed")
}
