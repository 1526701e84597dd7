//! `sangho names resolve`: lists in, persons out, with a reason for every link and every question.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use person_names::person::{PersonComparison, Weights, explain};
use person_names::resolve::{Decision, Effect, Link, Options, Reason, Record, Resolution, resolve};
use person_names::{Band, Engine, engine};
use serde::Serialize;

use super::language::Language;
use super::lists::{self, List, Rejected};
use super::table;
use super::{Answer, Exit, Failure, minute};

/// The most lines of a list in words; `--json` has all.
const MOST: usize = 20;

/// What `names resolve` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "A list is CSV with a header: id and name, and any of other_names, birth, \
    sex, nationality,\ndocument, household. Decisions are CSV with a header: a, b (list/id), same \
    (yes or no), until\n(a time, or empty). docs/json.md has both.\n\n\
    Example:\n  sangho names resolve embassy.csv employer.csv --decisions officers.csv --json")]
pub(super) struct Args {
    /// The lists, in CSV.
    #[arg(required = true, value_name = "LIST")]
    lists: Vec<PathBuf>,
    /// What officers have decided, in CSV.
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// The time at which decisions are looked at, such as 2026-03-08T02:30Z; now if left out.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
    /// The language of the reasons.
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: Language,
    /// How many threads to use; they make no difference to the answer.
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    threads: usize,
}

/// What is printed with `--json`.
#[derive(Serialize)]
struct Resolved<'a> {
    engine: &'static Engine,
    at: Timestamp,
    lists: Vec<Count<'a>>,
    rejected: &'a [Rejected],
    persons: Vec<Vec<&'a str>>,
    links: Vec<Pair<'a>>,
    asks: Vec<Pair<'a>>,
    decisions: Vec<Decided<'a>>,
    weights: &'a Weights,
}

#[derive(Serialize)]
struct Count<'a> {
    list: &'a str,
    taken: usize,
    rejected: usize,
}

/// Two records and why.
#[derive(Serialize)]
struct Pair<'a> {
    a: &'a str,
    b: &'a str,
    reason: Reason,
    band: Band,
    bits: f64,
    probability: f64,
    why: PersonComparison,
}

#[derive(Serialize)]
struct Decided<'a> {
    a: &'a str,
    b: &'a str,
    same: bool,
    until: Option<Timestamp>,
    effect: Effect,
}

/// A decision with its time as it was written.
type Dated = (Decision, Option<Timestamp>);

pub(super) fn answer(args: &Args) -> Result<Answer, Failure> {
    let threads = args.threads.clamp(1, 64);
    let mut read: Vec<List> = Vec::new();
    for path in &args.lists {
        let list = lists::read(path, threads)?;
        if read.iter().any(|other| other.name == list.name) {
            let what = format!(
                "{}: an earlier list has this name, and ids are told apart by it; rename the file",
                path.display()
            );
            return Err(Failure::new(Exit::BadInput, "list-twice", what));
        }
        read.push(list);
    }
    let dated = args.decisions.as_deref().map_or(Ok(Vec::new()), decisions)?;
    let at = args.at.unwrap_or_else(Timestamp::now);
    let counts: Vec<_> = read
        .iter()
        .map(|list| (list.name.clone(), list.records.len(), list.rejected.len()))
        .collect();
    let mut records: Vec<Record> = Vec::new();
    let mut rejected: Vec<Rejected> = Vec::new();
    for list in read {
        records.extend(list.records);
        rejected.extend(list.rejected);
    }
    let plain: Vec<Decision> = dated.iter().map(|(decision, _)| decision.clone()).collect();
    let options = Options { threads, ..Options::default() };
    let found = resolve(&records, &plain, minute(at), &options);
    let decided = dated.iter().zip(&found.decisions).map(|((decision, until), effect)| Decided {
        a: &decision.a,
        b: &decision.b,
        same: decision.same,
        until: *until,
        effect: *effect,
    });
    let id = |at: usize| records.get(at).map_or("", |record| record.id.as_str());
    let resolved = Resolved {
        engine: engine(),
        at,
        lists: counts
            .iter()
            .map(|(list, taken, rejected)| Count { list, taken: *taken, rejected: *rejected })
            .collect(),
        rejected: &rejected,
        persons: found.clusters.iter().map(|one| one.iter().map(|at| id(*at)).collect()).collect(),
        links: pairs(&found, &found.links, &records),
        asks: pairs(&found, &found.asks, &records),
        decisions: decided.collect(),
        weights: &found.weights,
    };
    let failure = (!rejected.is_empty()).then(|| {
        let what = format!(
            "{} of {} rows were not taken, the others were; mend the rows listed",
            rejected.len(),
            rejected.len() + records.len()
        );
        Failure::new(Exit::Failed, "rows-rejected", what)
    });
    Ok(Answer::new(words(&resolved, args.language), &resolved)?.but(failure))
}

fn pairs<'a>(found: &Resolution, links: &[Link], records: &'a [Record]) -> Vec<Pair<'a>> {
    let pair = |link: &Link| {
        let (a, b) = (&records.get(link.a)?.id, &records.get(link.b)?.id);
        let why = found.explain(records, link)?;
        let (reason, band, bits) = (link.reason, why.band, why.bits);
        Some(Pair { a, b, reason, band, bits, probability: link.probability, why })
    };
    links.iter().filter_map(pair).collect()
}

/// Reads decisions: CSV with the columns a, b, same, until.
fn decisions(path: &Path) -> Result<Vec<Dated>, Failure> {
    table::read(path, "decisions-form", ["a", "b", "same", "until"], |[a, b, same, until]| {
        let same = match same {
            "yes" => true,
            "no" => false,
            _ => return Err("`same` is neither yes nor no"),
        };
        let until: Option<Timestamp> = match until {
            "" => None,
            text => Some(text.parse().map_err(|_| "`until` is no time")?),
        };
        let (a, b) = (a.to_owned(), b.to_owned());
        Ok((Decision { a, b, same, until: until.map(minute) }, until))
    })
}

fn words(resolved: &Resolved, language: Language) -> String {
    let mut text = String::new();
    for list in &resolved.lists {
        let _ =
            writeln!(text, "{}: {} rows taken, {} rejected", list.list, list.taken, list.rejected);
    }
    let rows: usize = resolved.lists.iter().map(|list| list.taken).sum();
    let persons = resolved.persons.len();
    let several = resolved.persons.iter().filter(|one| one.len() > 1).count();
    let _ = writeln!(text, "{rows} rows are {persons} persons; {several} are in several rows");
    for one in resolved.persons.iter().filter(|one| one.len() > 1).take(MOST) {
        let _ = writeln!(text, "  {}", one.join(" = "));
    }
    more(&mut text, several);
    let _ = writeln!(text, "{} questions for an officer", resolved.asks.len());
    for ask in resolved.asks.iter().take(MOST) {
        let _ = writeln!(text, "  {} ? {}  ({:.1} %)", ask.a, ask.b, ask.probability * 100.0);
        if ask.reason == Reason::Chain {
            text.push_str("    joined, records that contradict each other would be one person\n");
        }
        for line in explain(&ask.why, language.tongue()) {
            let _ = writeln!(text, "    {line}");
        }
    }
    more(&mut text, resolved.asks.len());
    for decided in &resolved.decisions {
        let says = if decided.same { "=" } else { "is not" };
        let effect = match decided.effect {
            Effect::Respected => "respected",
            Effect::Expired => "expired",
            Effect::Superseded => "a later decision stands",
            Effect::UnknownRecord => "no such record",
            Effect::Contradicted => "another decision holds them apart",
        };
        let _ = writeln!(text, "decision {} {says} {}: {effect}", decided.a, decided.b);
    }
    for row in resolved.rejected.iter().take(MOST) {
        let column = row.column.map(|column| format!(", {column}")).unwrap_or_default();
        let _ = writeln!(
            text,
            "rejected {} line {}{column}: {}: {}",
            row.list, row.line, row.code, row.what
        );
    }
    more(&mut text, resolved.rejected.len());
    text
}

fn more(text: &mut String, count: usize) {
    if let Some(more) = count.checked_sub(MOST).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more; --json has all");
    }
}
