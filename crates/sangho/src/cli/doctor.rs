//! `sangho doctor`: what this machine and this configuration lack.

use std::path::PathBuf;

use serde::Serialize;

use super::{Exit, Failure};
use crate::drill;
use crate::node::{Config, Keys, Papers};
use crate::scenario::{self, BUILT_IN};

/// What `doctor` takes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The configuration of a node to look at as well (docs/config.md explains every key).
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// One thing looked at.
#[derive(Debug, Serialize)]
struct Finding {
    what: String,
    good: bool,
    detail: String,
}

pub(super) fn run(args: &Args, json: bool) -> Result<(), Failure> {
    let mut findings = vec![zones(), randomness(), agreement(), map()];
    findings.extend(BUILT_IN.iter().map(|id| scenario_finding(id)));
    findings.extend(args.config.iter().flat_map(|config| node(config)));
    if json {
        println!("{}", serde_json::json!({ "findings": findings }));
    } else {
        for Finding { what, good, detail } in &findings {
            println!("{} {what:<28} {detail}", if *good { "ok  " } else { "BAD " });
        }
    }
    let bad = findings.iter().filter(|finding| !finding.good).count();
    if bad == 0 {
        return Ok(());
    }
    let what = match bad {
        1 => "one thing to mend; it is listed as BAD".to_owned(),
        _ => format!("{bad} things to mend; they are listed as BAD"),
    };
    Err(Failure::new(Exit::Failed, "doctor", what))
}

fn finding<T, E: std::fmt::Display>(
    what: &str,
    found: Result<T, E>,
    detail: impl FnOnce(T) -> String,
) -> Finding {
    let what = what.to_owned();
    match found {
        Ok(found) => Finding { what, good: true, detail: detail(found) },
        Err(error) => Finding { what, good: false, detail: error.to_string() },
    }
}

fn zones() -> Finding {
    let found = jiff::tz::TimeZone::get("Asia/Dubai");
    finding("time zones", found, |_| "the IANA database is there".to_owned())
}

fn randomness() -> Finding {
    finding("random bytes", crate::node::keys::random(), |_| "the system gives them".to_owned())
}

fn agreement() -> Finding {
    let detail = |terms: corridor::agreement::Terms| {
        let (clauses, rows) = (terms.clauses.len(), terms.releases.len());
        format!("{}: {clauses} clauses, {rows} rows of the matrix", terms.id)
    };
    finding("agreement", drill::terms(), detail)
}

fn map() -> Finding {
    let interactive = crate::web::assets::has_map_library();
    let detail =
        if interactive { "MapLibre, with SVG behind it" } else { "SVG (built without node)" };
    Finding { what: "map of the desk".to_owned(), good: true, detail: detail.to_owned() }
}

fn scenario_finding(id: &str) -> Finding {
    let found = scenario::load(id)
        .map_err(|errors| errors.first().map(ToString::to_string).unwrap_or_default());
    let people = |one: scenario::Scenario| one.groups.iter().map(|group| group.people).sum::<u32>();
    finding(&format!("scenario {id}"), found, |one| format!("{} people", people(one)))
}

fn node(config: &std::path::Path) -> Vec<Finding> {
    let read = Config::read(config);
    let mut findings = Vec::new();
    if let Ok(config) = &read {
        let keys = Keys::load(&config.data);
        if let Ok(keys) = &keys {
            let papers = Papers::read(config, keys);
            let detail = |papers: Papers| format!("signed by both, partner {}", papers.partner);
            findings.push(finding("signed agreement", papers, detail));
        }
        findings.push(finding("keys", keys, |_| "log, witness, pair and TLS".to_owned()));
        for (what, address) in [("pages", &config.pages), ("exchange", &config.exchange)] {
            let bound = std::net::TcpListener::bind(address);
            findings.push(finding(what, bound, |_| format!("{address} is free")));
        }
    }
    findings.insert(0, finding("configuration", read, |one| format!("node of {}", one.nation)));
    findings
}
