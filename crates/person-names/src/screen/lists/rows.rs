//! Rows of comma-separated values (RFC 4180), one to a line, so that a broken quote spoils its own
//! row and no other.

use super::Fault;

/// The lines of a file with their numbers from 1, without those that are empty.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines = bytes.split(|byte| *byte == b'\n').enumerate();
    lines
        .map(|(at, line)| (at + 1, line.strip_suffix(b"\r").unwrap_or(line)))
        .filter(|(_, line)| !line.is_empty())
}

/// The cells of a line, without their quotes. `trim`: white space around a cell is none of it.
pub(super) fn cells(line: &[u8]) -> Result<Vec<String>, Fault> {
    let line = std::str::from_utf8(line).map_err(|_| Fault::Encoding)?;
    let mut found = Vec::with_capacity(12);
    let mut rest = Some(line);
    while let Some(text) = rest {
        let (cell, after) = cell(text)?;
        found.push(cell);
        rest = after;
    }
    Ok(found)
}

/// The first cell of a text, and what follows its comma.
fn cell(text: &str) -> Result<(String, Option<&str>), Fault> {
    let Some(mut inside) = text.trim_start().strip_prefix('"') else {
        return Ok(match text.split_once(',') {
            Some((cell, _)) if cell.contains('"') => return Err(Fault::Row),
            Some((cell, rest)) => (cell.trim().to_owned(), Some(rest)),
            None if text.contains('"') => return Err(Fault::Row),
            None => (text.trim().to_owned(), None),
        });
    };
    let mut cell = String::new();
    loop {
        let (before, after) = inside.split_once('"').ok_or(Fault::Row)?;
        cell.push_str(before);
        if let Some(more) = after.strip_prefix('"') {
            cell.push('"');
            inside = more;
            continue;
        }
        let after = after.trim_start();
        return match after.strip_prefix(',') {
            Some(rest) => Ok((cell, Some(rest))),
            None if after.is_empty() => Ok((cell, None)),
            None => Err(Fault::Row),
        };
    }
}
