//! `sangho names screen`: people against lists, with a reason for every hit.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use person_names::engine;
use person_names::screen::lists::{
    Hash, LOST_COLUMNS, List, ListError, NATIONAL_COLUMNS, lost_documents, national, ofac, un,
};
use person_names::screen::{
    Clearance, Hit, Lists, Options, REFER_BITS, Standing, Traveller, screen, standing,
};

use super::language::Language;
use super::lists;
use super::screened::{Count, Match, People, Screened, words};
use super::table;
use super::{Answer, Exit, Failure, minute};

/// The largest list, in bytes.
const LARGEST: u64 = 256 << 20;

/// What `names screen` takes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "A list is OFAC's sdn.csv (with --alt alt.csv), the UN's consolidated XML, \
    or CSV of ours with one of\nthese headers:\n  id,kind,name,aliases,weak_aliases,birth,sex,\
    nationality,document,reason\n  issuer,number,reported\nPeople are CSV as for `names resolve`. \
    Clearances are CSV: person, list, entry, hash, by, until, reason.\ndocs/json.md has all.\n\n\
    Example:\n  sangho names screen --list sdn.csv --alt alt.csv --list un.xml --people pax.csv"
)]
pub(super) struct Args {
    /// A list to screen against; may be given several times.
    #[arg(long = "list", value_name = "FILE", required = true)]
    lists: Vec<PathBuf>,
    /// The file of aliases that belongs to OFAC's list.
    #[arg(long, value_name = "FILE")]
    alt: Option<PathBuf>,
    /// The people to screen, in CSV.
    #[arg(long, value_name = "FILE")]
    people: PathBuf,
    /// What officers have cleared, in CSV.
    #[arg(long, value_name = "FILE")]
    clearances: Option<PathBuf>,
    /// The time at which clearances are looked at, such as 2026-03-08T02:30Z; now if left out.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
    /// Evidence from which somebody is referred, in bits: less refers more people.
    #[arg(long, value_name = "BITS", default_value_t = REFER_BITS)]
    refer_bits: f64,
    /// The language of the reasons.
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: Language,
    /// How many threads to use; they make no difference to the answer.
    #[arg(long, value_name = "COUNT", default_value_t = 2)]
    threads: usize,
}

pub(super) fn answer(args: &Args) -> Result<Answer, Failure> {
    let threads = args.threads.clamp(1, 64);
    let prepared = Lists::new(read_lists(args)?);
    let people = lists::read(&args.people, threads)?;
    let prefix = format!("{}/", people.name);
    let travellers: Vec<Traveller> = people
        .records
        .iter()
        .map(|record| {
            let key = record.id.strip_prefix(&prefix).unwrap_or(&record.id);
            Traveller::of(key, &record.person)
        })
        .collect();
    let clearances = args.clearances.as_deref().map_or(Ok(Vec::new()), clearances)?;
    let at = args.at.unwrap_or_else(Timestamp::now);
    let options = Options { threads, refer_bits: args.refer_bits, ..Options::default() };
    let hits = screen(&prepared, &travellers, &options);
    let states = standing(&hits, &prepared, &travellers, &clearances, minute(at));
    let matches: Vec<Match> = hits
        .iter()
        .zip(&states)
        .filter_map(|(hit, state)| matched(hit, *state, &prepared, &travellers))
        .collect();
    let referred = matches.iter().filter(|hit| matches!(hit.standing, Standing::Refer { .. }));
    let mut referred: Vec<&str> = referred.map(|hit| hit.person).collect();
    referred.dedup();
    let of_lists = prepared.lists().iter().map(Count::of).collect();
    let screened = Screened {
        engine: engine(),
        at,
        refer_bits: args.refer_bits,
        lists: of_lists,
        people: People {
            screened: travellers.len(),
            referred: referred.len(),
            cleared: travellers.len() - referred.len(),
            rejected: &people.rejected,
        },
        hits: matches,
    };
    let broken = people.rejected.len();
    let failure = (broken > 0).then(|| {
        let what = format!(
            "{broken} of {} rows of people were not screened, the others were; mend the rows \
             listed, and have an officer look at these people",
            broken + travellers.len()
        );
        Failure::new(Exit::Failed, "rows-rejected", what)
    });
    Ok(Answer::new(words(&screened, args.language), &screened)?.but(failure))
}

fn matched<'a>(
    hit: &Hit,
    state: Standing,
    lists: &'a Lists,
    travellers: &'a [Traveller],
) -> Option<Match<'a>> {
    let entry = lists.entry(hit.list, hit.entry)?;
    let written = hit.found.terms.iter().find(|term| term.right.span.is_some());
    let name = written.and_then(|term| entry.written.get(term.right.index));
    Some(Match {
        person: &travellers.get(hit.traveller)?.key,
        list: &lists.lists().get(hit.list)?.name,
        entry: &entry.id,
        name: name.or(entry.written.first()).map(String::as_str),
        reason: &entry.reason,
        hash: entry.hash,
        standing: state,
        band: hit.found.band,
        bits: hit.found.bits,
        probability: hit.found.probability,
        why: hit.found.clone(),
    })
}

fn read_lists(args: &Args) -> Result<Vec<List>, Failure> {
    let alt = args.alt.as_deref().map(|path| crate::cli::read(path, LARGEST)).transpose()?;
    let mut alt = alt.as_deref();
    let mut found: Vec<List> = Vec::new();
    for path in &args.lists {
        let bytes = crate::cli::read(path, LARGEST)?;
        let list = read_list(path, &bytes, &mut alt).map_err(|error| {
            let words = error.to_string();
            let words = words.split_once(": ").map_or(words.as_str(), |(_, words)| words);
            Failure::new(Exit::BadInput, error.code(), format!("{}: {words}", path.display()))
        })?;
        if found.iter().any(|other| other.name == list.name) {
            let what = format!(
                "{}: an earlier list is called {} too, and clearances tell lists apart by it; \
                 rename the file",
                path.display(),
                list.name
            );
            return Err(Failure::new(Exit::BadInput, "list-twice", what));
        }
        found.push(list);
    }
    if alt.is_some() {
        let what = "--alt is given, but no --list is OFAC's sdn.csv; give both of one version";
        return Err(Failure::new(Exit::BadInput, "list-kind", what.to_owned()));
    }
    Ok(found)
}

/// Reads a list by what it begins with.
fn read_list(path: &Path, bytes: &[u8], alt: &mut Option<&[u8]>) -> Result<List, ListError> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let stem = stem.unwrap_or_default();
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = bare.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let first = String::from_utf8_lossy(first);
    let heads: Vec<&str> = first.split(',').map(str::trim).collect();
    let all_of = |columns: &str| heads.iter().all(|head| columns.split(", ").any(|c| c == *head));
    if first.trim_start().starts_with('<') {
        un(bytes)
    } else if heads.contains(&"number") && all_of(LOST_COLUMNS) {
        lost_documents(&stem, None, bytes)
    } else if heads.contains(&"id") {
        national(&stem, None, bytes)
    } else if heads.first().is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_digit())) {
        ofac(bytes, alt.take())
    } else {
        Err(ListError::Columns { wanted: NATIONAL_COLUMNS })
    }
}

/// Reads clearances: CSV with the columns person, list, entry, hash, by, until, reason.
fn clearances(path: &Path) -> Result<Vec<Clearance>, Failure> {
    let names = ["person", "list", "entry", "hash", "by", "until", "reason"];
    table::read(path, "clearances-form", names, |cells| {
        let [person, list, entry, hash, by, until, reason] = cells;
        if by.is_empty() || reason.is_empty() {
            return Err("a clearance says by whom and why");
        }
        let hash = Hash::parse(hash).ok_or("`hash` is none of an entry")?;
        let until: Timestamp = until.parse().map_err(|_| "`until` is no time")?;
        let [person, list, entry, by, reason] =
            [person, list, entry, by, reason].map(str::to_owned);
        Ok(Clearance { person, list, entry, hash, by, until: minute(until), reason })
    })
}
