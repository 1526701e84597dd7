//! Small tables that officers keep, in CSV: every row counts, so the first mistake is an error.

use std::path::Path;

use crate::cli::{Exit, Failure};

/// The largest file, in bytes.
const LARGEST: u64 = 64 << 20;

/// Reads a table with these columns, in any order; `make` makes something of each row's cells, or
/// says what is wrong with them. Errors have this code, the file, the line, and what to do.
pub(super) fn read<const N: usize, T>(
    path: &Path,
    code: &'static str,
    names: [&str; N],
    mut make: impl FnMut([&str; N]) -> Result<T, &'static str>,
) -> Result<Vec<T>, Failure> {
    let bytes = crate::cli::read(path, LARGEST)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let wrong = |line: u64, what: &str| {
        let what = format!("{}: line {line}: {what}; docs/json.md has the form", path.display());
        Failure::new(Exit::BadInput, code, what)
    };
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().map_err(|_| wrong(1, "the header is no UTF-8 text"))?;
    let mut columns = [0; N];
    for (column, name) in columns.iter_mut().zip(names) {
        // Of columns of one name the last counts.
        let places = header.iter().enumerate().filter(|(_, cell)| cell.trim() == name);
        let (place, _) =
            places.last().ok_or_else(|| wrong(1, &format!("there is no column `{name}`")))?;
        *column = place;
    }
    let mut all = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            wrong(line, "the row has other cells than the header, or is no UTF-8 text")
        })?;
        let line = row.position().map_or(0, csv::Position::line);
        let cells = columns.map(|at| row.get(at).unwrap_or_default().trim());
        all.push(make(cells).map_err(|what| wrong(line, what))?);
    }
    Ok(all)
}
