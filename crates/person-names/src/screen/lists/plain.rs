//! Lists in CSV of ours: a nation's own list, and lost and stolen documents. UTF-8, one row to a
//! line, the first line names the columns in any order.

use super::countries::country;
use super::rows::{cells, lines};
use super::{Entry, Fault, Hash, Kind, List, ListError};
use crate::person::{Birth, Document, NameKind, Sex};

/// The columns of a national list. Several values in one cell are parted by `;`. `id` and `name`
/// must be there. `kind` is empty for a person; `document` is a number, or an issuer of three
/// letters, a colon and a number.
pub const NATIONAL_COLUMNS: &str =
    "id, kind, name, aliases, weak_aliases, birth, sex, nationality, document, reason";
/// The columns of a list of lost documents; `issuer` and `number` must be there. `reported` is the
/// date of the report, as the source writes it.
pub const LOST_COLUMNS: &str = "issuer, number, reported";

/// Rows with their cells by column.
struct Table<'b> {
    columns: Vec<Option<usize>>,
    width: usize,
    rows: Vec<(usize, &'b [u8])>,
}

impl<'b> Table<'b> {
    fn read(bytes: &'b [u8], known: &'static str, needed: &[&str]) -> Result<Self, ListError> {
        let wanted = ListError::Columns { wanted: known };
        let mut rows = lines(bytes);
        let (_, first) = rows.next().ok_or_else(|| wanted.clone())?;
        let heads = cells(first).map_err(|_| wanted.clone())?;
        let known: Vec<&str> = known.split(", ").collect();
        let strange = heads.iter().any(|head| !known.contains(&head.as_str()));
        let place = |name: &str| heads.iter().position(|head| head == name);
        if strange || needed.iter().any(|name| place(name).is_none()) {
            return Err(wanted);
        }
        let columns = known.into_iter().map(place).collect();
        Ok(Self { columns, width: heads.len(), rows: rows.collect() })
    }

    /// The cells of a row in the order of the known columns.
    fn cells<const N: usize>(&self, line: &[u8]) -> Result<[String; N], Fault> {
        let mut cells = cells(line)?;
        if cells.len() != self.width {
            return Err(Fault::Row);
        }
        let mut take = |at: usize| {
            let place = self.columns.get(at).copied().flatten()?;
            cells.get_mut(place).map(std::mem::take)
        };
        Ok(std::array::from_fn(|at| take(at).unwrap_or_default()))
    }
}

/// Reads a nation's own list. `name` is what it is called; `stated` its version or date.
///
/// # Errors
/// [`ListError`] if it is too large or the first line doesn't name the columns.
pub fn national(name: &str, stated: Option<&str>, bytes: &[u8]) -> Result<List, ListError> {
    let mut list = List::new(name, &[bytes])?;
    list.stated = stated.map(str::to_owned);
    let table = Table::read(bytes, NATIONAL_COLUMNS, &["id", "name"])?;
    for (line, row) in &table.rows {
        let place = format!("line {line}");
        match national_row(&table, row) {
            Ok((entry, faults)) => {
                for fault in faults {
                    list.reject(&place, fault, true);
                }
                list.add(entry, &place);
            }
            Err(fault) => list.reject(&place, fault, false),
        }
    }
    Ok(list.settle())
}

fn national_row(table: &Table<'_>, row: &[u8]) -> Result<(Entry, Vec<Fault>), Fault> {
    let cells: [String; 10] = table.cells(row)?;
    let [id, kind, name, aliases, weak, births, sex, nations, papers, reason] = &cells;
    if id.trim().is_empty() {
        return Err(Fault::NoId);
    }
    let kind = match kind.trim() {
        "" | "person" => Kind::Person,
        "entity" => Kind::Entity,
        "vessel" => Kind::Vessel,
        "aircraft" => Kind::Aircraft,
        _ => return Err(Fault::Kind),
    };
    let mut entry = Entry::new(id.trim(), kind, reason);
    entry.hash = Hash::of(&[row]);
    let mut faults = Vec::new();
    let names = [(name, NameKind::Main), (aliases, NameKind::Alias), (weak, NameKind::Weak)];
    for (cell, kind) in names {
        faults.extend(values(cell).filter_map(|name| entry.name(name, kind).err()));
    }
    for text in values(births) {
        match Birth::parse(text) {
            Ok(birth) => entry.person.births.push(birth),
            Err(_) => faults.push(Fault::Birth),
        }
    }
    match Sex::parse(sex) {
        Ok(sex) => entry.person.sex = sex,
        Err(_) => faults.push(Fault::Sex),
    }
    for text in values(nations) {
        match country(text) {
            Some(country) => entry.person.nationalities.push(country),
            None => faults.push(Fault::Country),
        }
    }
    for text in values(papers) {
        let (issuer, number) = text.split_once(':').unwrap_or(("", text));
        match (country(issuer), issuer.is_empty(), Document::new(country(issuer), number)) {
            (None, false, _) => faults.push(Fault::Country),
            (_, _, Ok(document)) => entry.person.documents.push(document),
            _ => faults.push(Fault::Document),
        }
    }
    Ok((entry, faults))
}

fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|value| !value.is_empty())
}

/// Reads a list of lost and stolen documents. `name` is what it is called; `stated` its version or
/// date.
///
/// # Errors
/// [`ListError`] if it is too large or the first line doesn't name the columns.
pub fn lost_documents(name: &str, stated: Option<&str>, bytes: &[u8]) -> Result<List, ListError> {
    let mut list = List::new(name, &[bytes])?;
    list.stated = stated.map(str::to_owned);
    let table = Table::read(bytes, LOST_COLUMNS, &["issuer", "number"])?;
    for (line, row) in &table.rows {
        let place = format!("line {line}");
        let read = table.cells(row).and_then(|[issuer, number, reported]: [String; 3]| {
            let issuer = country(&issuer).ok_or(Fault::Country)?;
            let document = Document::new(Some(issuer), &number).map_err(|_| Fault::Document)?;
            let id = format!("{}:{}", issuer.as_str(), document.number());
            let mut entry = Entry::new(&id, Kind::Document, &reported);
            entry.hash = Hash::of(&[row]);
            entry.person.documents.push(document);
            Ok(entry)
        });
        match read {
            Ok(entry) => list.add(entry, &place),
            Err(fault) => list.reject(&place, fault, false),
        }
    }
    // Ids are numbers of documents here: the place of one that is there twice isn't told by them.
    let mut seen = std::collections::HashSet::new();
    list.entries.retain(|entry| seen.insert(entry.id.clone()));
    Ok(list)
}
