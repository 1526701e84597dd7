//! Which rows of which registrations are one person.

use std::collections::{BTreeMap, BTreeSet};

use person_names::{Band, Name, compare, keys};
use serde::{Deserialize, Serialize};

use super::Decision;
use crate::record::{PersonId, RegistrationId};
use crate::registry::{Born, Claim, Registration};

/// One row of one registration: the place where a source names somebody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Row {
    /// The registration.
    pub registration: RegistrationId,
    /// Its row, from 0.
    pub index: usize,
}

impl Row {
    /// The id of the person whom this row names first.
    #[must_use]
    pub fn person(&self) -> PersonId {
        PersonId::new(format!("{}.{}", self.registration, self.index.saturating_add(1)))
    }
}

/// What two rows have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// The same document number, and dates of birth that fit.
    SameDocument,
    /// Names that certainly agree, and the same full date of birth.
    NameAndBirth,
    /// Names that may agree, and dates of birth that fit.
    Likely,
    /// An officer's word.
    Officer,
}

/// What follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// One person.
    Same,
    /// Only an officer can say.
    Ask,
}

/// Two rows compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// One row.
    pub a: Row,
    /// The other.
    pub b: Row,
    /// What they have in common.
    pub evidence: Evidence,
    /// What follows.
    pub verdict: Verdict,
}

struct Candidate<'a> {
    row: Row,
    claim: &'a Claim,
    names: Vec<Name>,
}

/// Compares all rows that have a document or a name's key in common.
/// Returns the pairs to merge and the pairs to ask about.
pub(super) fn pairs(
    registrations: &[&Registration],
    decisions: &[Decision],
) -> (Vec<Match>, Vec<Match>) {
    let candidates: Vec<Candidate> =
        registrations.iter().flat_map(|one| candidates_of(one)).collect();
    let mut found: Vec<Match> = Vec::new();
    for (a, b) in blocks(&candidates) {
        let (Some(a), Some(b)) = (candidates.get(a), candidates.get(b)) else {
            continue;
        };
        if a.row.registration != b.row.registration {
            found.extend(weigh(a, b, decisions));
        }
    }
    let (mut merged, mut queue): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|pair| pair.verdict == Verdict::Same);
    queue.extend(extract_conflicts(&mut merged));
    (merged, queue)
}

fn candidates_of<'a>(registration: &'a Registration) -> impl Iterator<Item = Candidate<'a>> {
    registration.claims().iter().enumerate().map(|(index, claim)| Candidate {
        row: Row { registration: registration.id().clone(), index },
        claim,
        names: names_of(claim),
    })
}

/// The names of a claim in every script that it gives; unreadable ones match nothing.
pub(super) fn names_of(claim: &Claim) -> Vec<Name> {
    let texts = [claim.native.as_deref(), claim.latin.as_deref()];
    texts.into_iter().flatten().filter_map(|text| Name::parse(text).ok()).collect()
}

/// Pairs of candidates that share a document number or a name's key.
fn blocks(candidates: &[Candidate]) -> BTreeSet<(usize, usize)> {
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let mut of_this: BTreeSet<String> =
            candidate.names.iter().flat_map(keys).map(|key| key.as_str().to_owned()).collect();
        of_this.extend(candidate.claim.document.iter().map(|number| format!("#{number}")));
        for key in of_this {
            by_key.entry(key).or_default().push(index);
        }
    }
    let mut pairs = BTreeSet::new();
    for block in by_key.values() {
        for (at, &a) in block.iter().enumerate() {
            pairs.extend(block.iter().skip(at.saturating_add(1)).map(|&b| (a, b)));
        }
    }
    pairs
}

fn weigh(a: &Candidate, b: &Candidate, decisions: &[Decision]) -> Option<Match> {
    let pair =
        |evidence, verdict| Some(Match { a: a.row.clone(), b: b.row.clone(), evidence, verdict });
    let about = |d: &&Decision| (d.a == a.row && d.b == b.row) || (d.a == b.row && d.b == a.row);
    if let Some(decision) = decisions.iter().rev().find(about) {
        return if decision.same { pair(Evidence::Officer, Verdict::Same) } else { None };
    }
    let births_fit = births_fit(a.claim.born, b.claim.born);
    let same_document = a.claim.document.is_some() && a.claim.document == b.claim.document;
    if same_document {
        let verdict = if births_fit { Verdict::Same } else { Verdict::Ask };
        return pair(Evidence::SameDocument, verdict);
    }
    if !births_fit || sexes_differ(a.claim, b.claim) {
        return None;
    }
    let full = |born: Option<Born>| born.is_some_and(Born::is_full);
    let both_full = full(a.claim.born) && full(b.claim.born);
    match (best_band(&a.names, &b.names), both_full) {
        (Band::Auto, true) => pair(Evidence::NameAndBirth, Verdict::Same),
        (Band::Auto, false) | (Band::Officer, _) => pair(Evidence::Likely, Verdict::Ask),
        _ => None,
    }
}

/// What is not known contradicts nothing.
fn births_fit(a: Option<Born>, b: Option<Born>) -> bool {
    a.zip(b).is_none_or(|(a, b)| a.fits(b))
}

fn sexes_differ(a: &Claim, b: &Claim) -> bool {
    a.sex.zip(b.sex).is_some_and(|(a, b)| a != b)
}

/// The best that any spelling of the one says about any spelling of the other.
fn best_band(a: &[Name], b: &[Name]) -> Band {
    let mut best = Band::No;
    for one in a {
        for other in b {
            match compare(one, other).band {
                Band::Auto => return Band::Auto,
                Band::Officer => best = Band::Officer,
                Band::No => {}
            }
        }
    }
    best
}

/// Merges that would make one person out of two rows of one registration are taken out and asked.
fn extract_conflicts(merged: &mut Vec<Match>) -> Vec<Match> {
    let mut rows_of: BTreeMap<(Row, RegistrationId), Row> = BTreeMap::new();
    let mut conflicts = Vec::new();
    merged.retain(|pair| {
        let mut clear = true;
        for (from, to) in [(&pair.a, &pair.b), (&pair.b, &pair.a)] {
            let key = (from.clone(), to.registration.clone());
            clear &= rows_of.entry(key).or_insert_with(|| to.clone()) == to;
        }
        if !clear {
            conflicts.push(Match { verdict: Verdict::Ask, ..pair.clone() });
        }
        clear
    });
    conflicts
}
