//! The remarks of OFAC's list: `DOB 17 Jan 1984; POB Culiacan, Mexico; citizen Mexico; Gender
//! Male; Passport A1 (Mexico) expires 1 Jan 2020; a.k.a. 'CHEYO'.`
//!
//! Names in quotes here are those that OFAC calls weak: broad or generic. Stronger ones stand in
//! `alt.csv`. Remarks of other kinds are left as they are.

use super::countries::country;
use super::{Entry, Fault};
use crate::person::{Birth, Document, NameKind, Sex};

/// Words before the number of a document that identifies a person.
const DOCUMENTS: [&str; 16] = [
    "Passport ",
    "Diplomatic Passport ",
    "Stateless Person Passport ",
    "National ID No. ",
    "Identification Number ",
    "Cedula No. ",
    "Cedula de Ciudadania ",
    "Numero de Identidad ",
    "D.N.I. ",
    "C.U.R.P. ",
    "R.F.C. ",
    "C.U.I.T. ",
    "C.U.I.P. ",
    "Personal ID Card ",
    "Birth Certificate Number ",
    "Travel Document Number ",
];

/// Adds what the remarks say; returns what could not be read.
pub(super) fn remarks(text: &str, entry: &mut Entry) -> Vec<Fault> {
    let mut faults = Vec::new();
    let text = text.trim().trim_end_matches('.');
    for item in text.split("; ") {
        let item = item.trim().trim_end_matches(';');
        let item = item.strip_prefix("alt. ").unwrap_or(item);
        if let Err(fault) = one(item, entry) {
            faults.push(fault);
        }
    }
    faults
}

fn one(item: &str, entry: &mut Entry) -> Result<(), Fault> {
    if let Some(date) = item.strip_prefix("DOB ") {
        let birth = Birth::parse(date).or_else(|_| ranged(date)).map_err(|_| Fault::Birth)?;
        if !entry.person.births.contains(&birth) {
            entry.person.births.push(birth);
        }
        return Ok(());
    }
    let citizen = item.strip_prefix("nationality ").or_else(|| item.strip_prefix("citizen "));
    if let Some(name) = citizen {
        let country = country(name).ok_or(Fault::Country)?;
        if !entry.person.nationalities.contains(&country) {
            entry.person.nationalities.push(country);
        }
        return Ok(());
    }
    if let Some(sex) = item.strip_prefix("Gender ") {
        entry.person.sex = match sex.trim_end_matches('.') {
            "Male" => Some(Sex::M),
            "Female" => Some(Sex::F),
            _ => return Err(Fault::Sex),
        };
        return Ok(());
    }
    for (word, kind) in [("a.k.a. ", NameKind::Weak), ("f.k.a. ", NameKind::Former)] {
        if let Some(name) = item.strip_prefix(word) {
            return entry.name(name.trim_matches(['\'', '"', ' ']), kind);
        }
    }
    match DOCUMENTS.iter().find_map(|word| item.strip_prefix(word)) {
        Some(text) => document(text, entry),
        None => Ok(()),
    }
}

/// `circa 1979-1982`, `Mar 1960 to May 1961`: from the first year to the last.
fn ranged(date: &str) -> Result<Birth, crate::person::BirthError> {
    let date = date.strip_prefix("circa ").unwrap_or(date);
    Birth::parse(&date.replacen('-', " to ", 1))
}

/// `A30439933 (Iran) issued 1 Jan 2001 expires ...`.
fn document(text: &str, entry: &mut Entry) -> Result<(), Fault> {
    let number = text.split([' ', '(', ';']).next().unwrap_or_default();
    let issuer = text.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
    let issuer = issuer.and_then(|(name, _)| country(name));
    let number: String = number.chars().filter(|c| !matches!(c, '.' | '/' | '\'' | ',')).collect();
    let document = Document::new(issuer, &number).map_err(|_| Fault::Document)?;
    if !entry.person.documents.contains(&document) {
        entry.person.documents.push(document);
    }
    Ok(())
}
