//! Lists of persons in CSV (RFC 4180, UTF-8 with or without a byte order mark): a header line, then
//! one person in a row. A row that can't be read is returned with its line and the reason; the
//! others are taken. docs/json.md has the columns.

use std::collections::HashSet;
use std::path::Path;

use csv::StringRecord;
use person_names::person::{Birth, Country, Document, NameKind, PersonError, PersonName, Sex};
use person_names::resolve::Record;
use person_names::{Name, NameError};
use serde::Serialize;

use crate::cli::{Exit, Failure};

/// The largest list read, in bytes.
const LARGEST: u64 = 1 << 30;
/// The columns, the first two of which there must be.
const COLUMNS: [&str; 8] =
    ["id", "name", "other_names", "birth", "sex", "nationality", "document", "household"];
/// What parts several values of one cell.
const SEVERAL: char = ';';

/// A list as read.
pub(super) struct List {
    /// Its name: that of its file without folder and ending.
    pub(super) name: String,
    /// The persons; each id is the list's name, a slash, and the id of the row.
    pub(super) records: Vec<Record>,
    pub(super) rejected: Vec<Rejected>,
}

/// A row that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Rejected {
    pub(super) list: String,
    /// The line of the file on which the row begins, from 1.
    pub(super) line: u64,
    /// The column; none if the row as a whole is wrong.
    pub(super) column: Option<&'static str>,
    pub(super) code: &'static str,
    pub(super) what: String,
}

/// What is wrong with a cell: its column, a code, words that don't quote it.
type Wrong = (Option<&'static str>, &'static str, String);

/// Reads a list; names are analysed on so many threads.
pub(super) fn read(path: &Path, threads: usize) -> Result<List, Failure> {
    let bytes = crate::cli::read(path, LARGEST)?;
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    parse(&name.unwrap_or_default(), &bytes, threads).map_err(|what| {
        let what = format!("{}: {what}; docs/json.md has the columns", path.display());
        Failure::new(Exit::BadInput, "list-form", what)
    })
}

/// Parses a list: the words say what is wrong with its header.
pub(super) fn parse(name: &str, bytes: &[u8], threads: usize) -> Result<List, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader.headers().map_err(|_| "line 1: the header is no UTF-8 text")?;
    let columns = columns(header)?;
    let rows: Vec<_> = reader.byte_records().collect();
    let part = rows.len().div_ceil(threads.max(1)).max(1);
    let parse = |row: &Result<csv::ByteRecord, csv::Error>| -> (u64, Result<Record, Wrong>) {
        match row {
            Ok(row) => {
                let line = row.position().map_or(0, csv::Position::line);
                (line, self::row(row, &columns))
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                (line, Err((None, "row-form", "the row can't be read".to_owned())))
            }
        }
    };
    let parsed: Vec<_> = std::thread::scope(|scope| {
        let parse = &parse;
        let parts = rows.chunks(part);
        let running: Vec<_> = parts
            .map(|rows| scope.spawn(move || rows.iter().map(parse).collect::<Vec<_>>()))
            .collect();
        let joined = running
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|cause| std::panic::resume_unwind(cause)));
        joined.flatten().collect()
    });
    let mut list = List { name: name.to_owned(), records: Vec::new(), rejected: Vec::new() };
    let mut ids = HashSet::new();
    for (line, row) in parsed {
        let row = row.and_then(|record| {
            let new = ids.insert(record.id.clone());
            let what = "an earlier row has this id; give each row its own".to_owned();
            if new { Ok(record) } else { Err((Some("id"), "row-id", what)) }
        });
        match row {
            Ok(record) => {
                let id = format!("{name}/{}", record.id);
                list.records.push(Record { id, ..record });
            }
            Err((column, code, what)) => {
                let list_name = name.to_owned();
                list.rejected.push(Rejected { list: list_name, line, column, code, what });
            }
        }
    }
    Ok(list)
}

/// Which column of the table each column of the file is.
fn columns(header: &StringRecord) -> Result<Vec<&'static str>, String> {
    let mut found = Vec::with_capacity(header.len());
    for (at, cell) in header.iter().enumerate() {
        let number = at + 1;
        let known = COLUMNS.iter().find(|column| **column == cell.trim());
        let known = known
            .ok_or_else(|| format!("line 1: column {number} is none of {}", COLUMNS.join(", ")))?;
        if found.contains(known) {
            return Err(format!("line 1: column {number} is a second `{known}`"));
        }
        found.push(*known);
    }
    for wanted in ["id", "name"] {
        if !found.contains(&wanted) {
            return Err(format!("line 1: there is no column `{wanted}`"));
        }
    }
    Ok(found)
}

fn row(row: &csv::ByteRecord, columns: &[&'static str]) -> Result<Record, Wrong> {
    let wrong = |what: String| (None, "row-form", what);
    let row = StringRecord::from_byte_record(row.clone())
        .map_err(|_| wrong("the row is no UTF-8 text".to_owned()))?;
    if row.len() != columns.len() {
        let (has, wanted) = (row.len(), columns.len());
        return Err(wrong(format!("the row has {has} cells, the header {wanted}")));
    }
    let mut record = Record::default();
    for (&column, cell) in columns.iter().zip(&row) {
        let cell = cell.trim();
        if cell.is_empty() && !["id", "name"].contains(&column) {
            continue;
        }
        fill(&mut record, column, cell).map_err(|(code, what)| (Some(column), code, what))?;
    }
    // The name itself comes first, wherever its column stands.
    record.person.names.sort_by_key(|name| name.kind != NameKind::Main);
    Ok(record)
}

fn fill(record: &mut Record, column: &str, cell: &str) -> Result<(), (&'static str, String)> {
    let person = &mut record.person;
    match column {
        "id" if cell.is_empty() || cell.len() > 200 => {
            return Err(("row-id", "an id has 1 to 200 bytes".to_owned()));
        }
        "id" => cell.clone_into(&mut record.id),
        "name" => person.names.push(name(cell, NameKind::Main)?),
        "other_names" => {
            for text in several(cell) {
                let (kind, text) = kind(text);
                person.names.push(name(text, kind)?);
            }
        }
        "birth" => {
            for text in several(cell) {
                let birth = Birth::parse(text).map_err(|error| (error.code(), words(error)))?;
                person.births.push(birth);
            }
        }
        "sex" => person.sex = Sex::parse(cell).map_err(of_person)?,
        "nationality" => {
            for text in several(cell) {
                person.nationalities.push(Country::parse(text).map_err(of_person)?);
            }
        }
        "document" => {
            for text in several(cell) {
                person.documents.push(document(text).map_err(of_person)?);
            }
        }
        _ => person.household = Some(cell.to_owned()),
    }
    Ok(())
}

fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(SEVERAL).map(str::trim).filter(|text| !text.is_empty())
}

/// `former: TAMURA HANAKO`; without a word before it is the name in another script.
fn kind(text: &str) -> (NameKind, &str) {
    let kinds = [
        ("reading:", NameKind::Reading),
        ("former:", NameKind::Former),
        ("alias:", NameKind::Alias),
        ("weak:", NameKind::Weak),
    ];
    let found =
        kinds.iter().find_map(|(word, kind)| Some((*kind, text.strip_prefix(word)?.trim())));
    found.unwrap_or((NameKind::Reading, text))
}

fn name(text: &str, kind: NameKind) -> Result<PersonName, (&'static str, String)> {
    let name = Name::parse(text).map_err(|error: NameError| (error.code(), words(error)))?;
    Ok(PersonName { name, kind })
}

/// `TK1234567`, `JPN:TK1234567`, or with the check digit as read `JPN:TK1234567:6`.
fn document(text: &str) -> Result<Document, PersonError> {
    let mut parts = text.split(':').map(str::trim);
    let (first, second, third) = (parts.next(), parts.next(), parts.next());
    if parts.next().is_some() {
        return Err(PersonError::Document);
    }
    let document = match (first, second) {
        (Some(issuer), Some(number)) => Document::new(Some(Country::parse(issuer)?), number)?,
        (number, _) => Document::new(None, number.unwrap_or_default())?,
    };
    match third {
        Some(digit) => {
            document.with_check_digit(digit.parse().map_err(|_| PersonError::CheckDigit)?)
        }
        None => Ok(document),
    }
}

fn of_person(error: PersonError) -> (&'static str, String) {
    (error.code(), words(error))
}

/// The words of an error without the code before them.
fn words(error: impl std::fmt::Display) -> String {
    let words = error.to_string();
    words.split_once(": ").map_or(words.clone(), |(_, words)| words.to_owned())
}
