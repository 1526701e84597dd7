//! The name field: primary and secondary identifier in one row of cells, cut by rule where they
//! do not fit (Doc 9303-3 §4.6; 9303-4 §4.2.3; the same rule in Parts 5, 6 and 7).

use crate::error::WriteError;
use crate::latin::{combining, mrz_letters};
use crate::layout::Field;

/// The holder's name as the zone holds it: capitals, components divided by one blank.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Names {
    /// Primary identifier: the surname; the whole name where the issuer does not divide it.
    pub surname: String,
    /// Secondary identifier: the given names. May be empty.
    pub given: String,
    /// The last cell holds a letter, so the name may have been cut (Doc 9303-4 §4.2.3.2). A name
    /// that just fits looks the same: compare with the page, not with this.
    pub truncated: bool,
}

/// The names from their cells, and whether the cells divide the name more than once.
pub(crate) fn read_names(cells: &str) -> (Names, bool) {
    let truncated = !cells.ends_with('<');
    let filled = cells.trim_end_matches('<');
    let (surname, given) = filled.split_once("<<").unwrap_or((filled, ""));
    let odd = given.contains("<<") || given.starts_with('<') || surname.starts_with('<');
    (Names { surname: blanks(surname), given: blanks(given), truncated }, odd)
}

fn blanks(cells: &str) -> String {
    cells.split('<').filter(|component| !component.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The components of one identifier in the zone's letters. Blanks and hyphens divide, an
/// apostrophe vanishes, a full stop or comma divides (Doc 9303-3 §4.6).
pub(crate) fn components(text: &str) -> Result<Vec<String>, WriteError> {
    let mut parts = vec![String::new()];
    for (index, letter) in text.chars().enumerate() {
        let Some(last) = parts.last_mut() else {
            continue;
        };
        if let Some(cells) = mrz_letters(letter) {
            last.push_str(cells);
            continue;
        }
        let base = last.as_bytes().last().copied();
        match (letter, base) {
            (' ' | '-' | '.' | ',' | '<' | '\u{2010}' | '\u{2011}' | '\u{3000}', _) => {
                parts.push(String::new());
            }
            ('\'' | '\u{2019}' | '`', _) => {}
            (mark, Some(base)) if combining(base, mark).is_some() => {
                last.push_str(combining(base, mark).unwrap_or(""));
            }
            _ => {
                return Err(WriteError::Character {
                    field: Field::Names,
                    position: index + 1,
                    allowed: "Latin letters, blank, hyphen and apostrophe",
                });
            }
        }
    }
    parts.retain(|part| !part.is_empty());
    Ok(parts)
}

/// The name field, `width` cells, cut by rule where it must be: the components of the surname give
/// way from the last one back so that the given names keep at least one letter, then the row is
/// cut at its end, and its last cell holds a letter to show it.
pub(crate) fn write_names(surname: &str, given: &str, width: usize) -> Result<String, WriteError> {
    let mut primary = components(surname)?;
    let mut secondary = components(given)?;
    if primary.is_empty() {
        // Doc 9303-3 §4.6: a holder with one name only has it in the primary identifier.
        core::mem::swap(&mut primary, &mut secondary);
    }
    if primary.is_empty() {
        return Err(WriteError::Missing { field: Field::Names });
    }
    let whole = row(&primary, &secondary);
    if whole.len() <= width {
        return Ok(format!("{whole:<<width$}"));
    }
    if !secondary.is_empty() {
        shorten_primary(&mut primary, width.saturating_sub(3));
    }
    // A cut that falls on a filler would hide that it was made: give up one letter more of the
    // longest component (the latest of equals) until a letter falls on the last cell. Letters
    // beyond the field shift nothing, so no component is longer than it to begin with.
    for component in primary.iter_mut().chain(&mut secondary) {
        component.truncate(width);
    }
    loop {
        let cells = row(&primary, &secondary);
        let cut = cells.get(..width).unwrap_or(&cells);
        if cut.len() == width && !cut.ends_with('<') {
            return Ok(cut.to_owned());
        }
        let longest = primary.iter_mut().chain(&mut secondary).max_by_key(|part| part.len());
        match longest {
            Some(component) if component.len() > 1 => component.pop(),
            _ => break,
        };
    }
    let cut: String = whole.chars().take(width).collect();
    Ok(format!("{:<<width$}", cut.trim_end_matches('<')))
}

fn row(primary: &[String], secondary: &[String]) -> String {
    let surname = primary.join("<");
    if secondary.is_empty() { surname } else { format!("{surname}<<{}", secondary.join("<")) }
}

/// Cuts components from the last one back, each to its initial at most, until `room` cells
/// suffice; then the first component, then whole components, where initials are still too many.
fn shorten_primary(primary: &mut Vec<String>, room: usize) {
    let mut excess = joined(primary).saturating_sub(room);
    for part in primary.iter_mut().rev() {
        let cut = excess.min(part.len().saturating_sub(1));
        part.truncate(part.len() - cut);
        excess -= cut;
    }
    while joined(primary) > room && primary.len() > 1 {
        primary.pop();
    }
}

fn joined(parts: &[String]) -> usize {
    parts.iter().map(String::len).sum::<usize>() + parts.len().saturating_sub(1)
}
