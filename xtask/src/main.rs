//! The chores of the house, so that a newcomer needs no other tool than cargo.

mod debian;
mod demo;
mod names;
mod node;
mod records;
mod screens;
mod shell;
mod test;
mod tidy;
mod web;

use std::process::ExitCode;

const USAGE: &str = "\
The chores of the house.

  cargo xtask demo [SCENARIO] [ARGS]  build Sangho, start two nodes on this machine and play
                                      SCENARIO (gulf-2026 if none is named)
  cargo xtask test                    install what is missing, then check everything
  cargo xtask tidy                    check the rules of the house (some seconds)
  cargo xtask web                     fetch the browser libraries by their lock file
  cargo xtask screens                 photograph the pages of the demo into target/screens
  cargo xtask names-pack [--from DIR] make the data of person-names from its packages
  cargo xtask records                 measure, and print rows for docs/records.md

Exit codes: 0 ok, 1 failed, 2 not understood.
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (verb, rest) = match words.split_first() {
        Some((verb, rest)) => (verb.as_str(), rest),
        None => ("help", [].as_slice()),
    };
    let outcome = match verb {
        "demo" => shell::enter_root().and_then(|()| demo::run(rest)),
        "test" => shell::enter_root().and_then(|()| test::run()),
        "tidy" => shell::enter_root().and_then(|()| tidy::run()),
        "web" => shell::enter_root().and_then(|()| web::run()),
        "screens" => shell::enter_root().and_then(|()| screens::run()),
        "names-pack" => shell::enter_root().and_then(|()| names::run(rest)),
        "records" => shell::enter_root().and_then(|()| records::run()),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => {
            eprint!("no chore is called `{other}`\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
