//! What `names screen` prints.

use std::fmt::Write as _;

use jiff::Timestamp;
use person_names::person::{PersonComparison, explain};
use person_names::screen::lists::{Hash, Kind, List, Rejected};
use person_names::screen::{Standing, Why};
use person_names::{Band, Engine};
use serde::Serialize;

use super::language::Language;
use super::lists;

/// The most lines of a list in words; `--json` has all.
const MOST: usize = 20;

/// What is printed with `--json`.
#[derive(Serialize)]
pub(super) struct Screened<'a> {
    pub(super) engine: &'static Engine,
    pub(super) at: Timestamp,
    pub(super) refer_bits: f64,
    pub(super) lists: Vec<Count<'a>>,
    pub(super) people: People<'a>,
    pub(super) hits: Vec<Match<'a>>,
}

/// A list, and how much of it could be used.
#[derive(Serialize)]
pub(super) struct Count<'a> {
    name: &'a str,
    stated: Option<&'a str>,
    hash: Hash,
    entries: usize,
    persons: usize,
    documents: usize,
    rejected: &'a [Rejected],
}

impl<'a> Count<'a> {
    pub(super) fn of(list: &'a List) -> Self {
        Self {
            name: &list.name,
            stated: list.stated.as_deref(),
            hash: list.hash,
            entries: list.entries.len(),
            persons: list.persons().count(),
            documents: list.entries.iter().filter(|one| one.kind == Kind::Document).count(),
            rejected: &list.rejected,
        }
    }
}

/// The people, and what became of them.
#[derive(Serialize)]
pub(super) struct People<'a> {
    pub(super) screened: usize,
    pub(super) referred: usize,
    pub(super) cleared: usize,
    pub(super) rejected: &'a [lists::Rejected],
}

/// A person and an entry.
#[derive(Serialize)]
pub(super) struct Match<'a> {
    pub(super) person: &'a str,
    pub(super) list: &'a str,
    pub(super) entry: &'a str,
    pub(super) name: Option<&'a str>,
    pub(super) reason: &'a str,
    pub(super) hash: Hash,
    pub(super) standing: Standing,
    pub(super) band: Band,
    pub(super) bits: f64,
    pub(super) probability: f64,
    pub(super) why: PersonComparison,
}

pub(super) fn words(screened: &Screened, language: Language) -> String {
    let mut text = String::new();
    for list in &screened.lists {
        let left_out = || list.rejected.iter().filter(|one| !one.kept);
        let rows = left_out().count();
        let stated = list.stated.map(|stated| format!(", {stated}")).unwrap_or_default();
        let _ = writeln!(
            text,
            "{}{stated}: {} entries, {} persons, {} documents; {} rows and {} fields not used",
            list.name,
            list.entries,
            list.persons,
            list.documents,
            rows,
            list.rejected.len() - rows
        );
        for one in left_out().take(MOST) {
            let (code, fault) = (one.fault.code(), one.fault);
            let _ = writeln!(text, "  left out: {}: {code}: {fault}", one.place);
        }
        more(&mut text, rows);
    }
    let people = &screened.people;
    let _ = writeln!(
        text,
        "{} people: {} clear, {} refer to an officer",
        people.screened, people.cleared, people.referred
    );
    for hit in screened.hits.iter().take(MOST) {
        let state = match hit.standing {
            Standing::Refer { why: Why::Unseen } => "refer",
            Standing::Refer { why: Why::Expired } => "refer again, the clearance has expired",
            Standing::Refer { why: Why::EntryChanged } => "refer again, the entry has changed",
            Standing::Cleared { .. } => "cleared by an officer",
        };
        let name = hit.name.unwrap_or_default();
        let _ = writeln!(text, "  {} ? {} {} {name}: {state}", hit.person, hit.list, hit.entry);
        let lines = explain(&hit.why, language.tongue());
        // The last line says what to do with a merge; here it is always to refer.
        for line in lines.iter().take(hit.why.terms.len()) {
            let _ = writeln!(text, "    {line}");
        }
        let _ = writeln!(text, "    {:+.1} of {:.1} bits wanted", hit.bits, screened.refer_bits);
    }
    more(&mut text, screened.hits.len());
    for row in people.rejected.iter().take(MOST) {
        let _ = writeln!(text, "not screened: line {}: {}: {}", row.line, row.code, row.what);
    }
    more(&mut text, people.rejected.len());
    text
}

fn more(text: &mut String, count: usize) {
    if let Some(more) = count.checked_sub(MOST).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more; --json has all");
    }
}
