//! OFAC's list of Specially Designated Nationals as CSV: `sdn.csv` and `alt.csv`.
//!
//! 12 and 5 columns without a heading, ASCII, CRLF, `-0-` for nothing, and a last byte 0x1A
//! (ofac.treasury.gov, "SDN list file specifications"). What is known of a person stands in the
//! remarks, see [`super::remarks`].

use std::collections::HashMap;

use super::remarks::remarks;
use super::rows::{cells, lines};
use super::{Entry, Fault, Hash, Kind, List, ListError};
use crate::person::NameKind;

/// What ends both files.
const END: u8 = 0x1a;

/// Reads the list and, where it is given, the file of aliases.
///
/// # Errors
/// [`ListError`] if a file is too large, is not of this kind, or breaks off: the byte 0x1A that
/// ends it is missing.
pub fn ofac(sdn: &[u8], alt: Option<&[u8]>) -> Result<List, ListError> {
    let mut list = List::new("ofac-sdn", &[sdn, alt.unwrap_or_default()])?;
    let mut at_id: HashMap<String, usize> = HashMap::new();
    let mut hashed: Vec<Vec<u8>> = Vec::new();
    for (line, bytes) in lines(body(sdn)?) {
        let place = format!("sdn line {line}");
        match sdn_row(bytes, &place, &mut list) {
            Ok(entry) if at_id.contains_key(&entry.id) => list.reject(&place, Fault::Twice, false),
            Ok(entry) => {
                let (id, before) = (entry.id.clone(), list.entries.len());
                list.add(entry, &place);
                if list.entries.len() > before {
                    at_id.insert(id, before);
                    hashed.push(bytes.to_vec());
                }
            }
            Err(fault) => list.reject(&place, fault, false),
        }
    }
    if list.entries.is_empty() {
        return Err(ListError::Form { what: "no row has the 12 columns of sdn.csv" });
    }
    let rows = alt.map(body).transpose()?;
    for (line, bytes) in lines(rows.unwrap_or_default()) {
        let place = format!("alt line {line}");
        match alt_row(bytes) {
            Ok((id, name, kind)) => match at_id.get(&id).copied() {
                Some(at) => {
                    let named = list.entries.get_mut(at).map(|entry| entry.name(&name, kind));
                    if let Some(Err(fault)) = named {
                        list.reject(&place, fault, false);
                    }
                    if let Some(hashed) = hashed.get_mut(at) {
                        hashed.extend_from_slice(bytes);
                    }
                }
                None => list.reject(&place, Fault::NoEntry, false),
            },
            Err(fault) => list.reject(&place, fault, false),
        }
    }
    for (entry, bytes) in list.entries.iter_mut().zip(&hashed) {
        entry.hash = Hash::of(&[bytes]);
    }
    Ok(list)
}

/// The file without its last byte.
fn body(bytes: &[u8]) -> Result<&[u8], ListError> {
    let what = "the byte 0x1A that ends the file is missing, so the file breaks off";
    let end = bytes.iter().rposition(|byte| !byte.is_ascii_whitespace());
    match end.and_then(|end| bytes.get(..=end)).and_then(<[u8]>::split_last) {
        Some((&END, body)) => Ok(body),
        _ => Err(ListError::Form { what }),
    }
}

fn sdn_row(line: &[u8], place: &str, list: &mut List) -> Result<Entry, Fault> {
    let cells = cells(line)?;
    let [id, name, kind, programme, _title, .., about] = cells.as_slice() else {
        return Err(Fault::Row);
    };
    if cells.len() != 12 || id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::Row);
    }
    let kind = match value(kind) {
        "individual" => Kind::Person,
        "" => Kind::Entity,
        "vessel" => Kind::Vessel,
        "aircraft" => Kind::Aircraft,
        _ => return Err(Fault::Kind),
    };
    let mut entry = Entry::new(id, kind, value(programme));
    entry.name(value(name), NameKind::Main)?;
    if kind == Kind::Person {
        for fault in remarks(value(about), &mut entry) {
            list.reject(place, fault, true);
        }
    }
    Ok(entry)
}

fn alt_row(line: &[u8]) -> Result<(String, String, NameKind), Fault> {
    let cells = cells(line)?;
    let [id, _, kind, name, _] = cells.as_slice() else {
        return Err(Fault::Row);
    };
    let kind = match value(kind) {
        "fka" => NameKind::Former,
        "aka" | "nka" => NameKind::Alias,
        _ => return Err(Fault::Row),
    };
    Ok((id.clone(), value(name).to_owned(), kind))
}

fn value(cell: &str) -> &str {
    let cell = cell.trim();
    if cell == "-0-" { "" } else { cell }
}
