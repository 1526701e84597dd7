//! Which rows of which registrations are one person.
//!
//! Rows are weighed by `person-names`: names, date of birth, sex, nationality and document, with its
//! guards. This room is stricter in three things. A machine merges on the same document or on the
//! same full date of birth only: where a date looks like a slip of the other, an officer says so.
//! Dates or sexes that contradict each other are another person, and nobody is asked, unless the
//! document is the same. And the same document is always asked about at least.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use person_names::person::{
    Birth, Country, Document, Level, NameKind, Person as Weighed, PersonComparison, PersonName,
    Sex as WeighedSex, Weights, compare_persons,
};
use person_names::{Band, Name, keys};
use serde::{Deserialize, Serialize};

use super::Decision;
use crate::record::{PersonId, RegistrationId};
use crate::registry::{Claim, Registration, Sex};

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
    /// The same document number.
    SameDocument,
    /// Names that agree, and the same full date of birth.
    NameAndBirth,
    /// Names that may agree, and dates of birth that may be one.
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
    person: Weighed,
}

/// Compares all rows that have a document or a name's key in common.
/// Returns the pairs to merge and the pairs to ask about.
pub(super) fn pairs(
    registrations: &[&Registration],
    decisions: &[&Decision],
) -> (Vec<Match>, Vec<Match>) {
    let weights = Weights::default();
    let candidates: Vec<Candidate> =
        registrations.iter().flat_map(|one| candidates_of(one)).collect();
    let mut found: Vec<Match> = Vec::new();
    for (a, b) in blocks(&candidates) {
        let (Some(a), Some(b)) = (candidates.get(a), candidates.get(b)) else {
            continue;
        };
        if a.row.registration != b.row.registration {
            found.extend(weigh(a, b, decisions, &weights));
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
        person: weighed(claim),
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
        let mut of_this: BTreeSet<String> = candidate
            .person
            .names
            .iter()
            .flat_map(|name| keys(&name.name))
            .map(|key| key.as_str().to_owned())
            .collect();
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

fn weigh(
    a: &Candidate,
    b: &Candidate,
    decisions: &[&Decision],
    weights: &Weights,
) -> Option<Match> {
    let pair =
        |evidence, verdict| Some(Match { a: a.row.clone(), b: b.row.clone(), evidence, verdict });
    let about = |d: &&&Decision| (d.a == a.row && d.b == b.row) || (d.a == b.row && d.b == a.row);
    if let Some(decision) = decisions.iter().rev().find(about) {
        return if decision.same { pair(Evidence::Officer, Verdict::Same) } else { None };
    }
    let found = compare_persons(&a.person, &b.person, weights);
    let shows = |wanted: fn(Level) -> bool| {
        let rules = Level::all().filter(|level| wanted(*level)).map(Level::rule);
        let rules: Vec<&str> = rules.collect();
        found.terms.iter().any(|term| rules.contains(&term.rule))
    };
    let auto = found.band == Band::Auto;
    if shows(|level| matches!(level, Level::DocumentSame | Level::DocumentNumber)) {
        return pair(Evidence::SameDocument, if auto { Verdict::Same } else { Verdict::Ask });
    }
    if shows(Level::is_birth_conflict) || shows(|level| level == Level::SexDifferent) {
        return None;
    }
    let exact = shows(|level| matches!(level, Level::BirthExact | Level::BirthJanuaryFirst));
    match found.band {
        Band::Auto if exact => pair(Evidence::NameAndBirth, Verdict::Same),
        Band::Auto | Band::Officer => pair(Evidence::Likely, Verdict::Ask),
        Band::No => None,
    }
}

/// Why two claims are, or are not, one person's: the terms of their comparison.
pub(super) fn why(a: &Claim, b: &Claim) -> PersonComparison {
    compare_persons(&weighed(a), &weighed(b), &Weights::default())
}

/// A claim as `person-names` weighs it. What can't be read there tells nothing.
fn weighed(claim: &Claim) -> Weighed {
    let nation = claim.citizenship.alpha3().and_then(|code| Country::parse(code).ok());
    let document = claim.document.as_deref();
    // The citizenship of a claim is that of the document used.
    let document = document.and_then(|number| Document::new(nation, number).ok());
    let kind = |at| if at == 0 { NameKind::Main } else { NameKind::Reading };
    Weighed {
        names: names_of(claim)
            .into_iter()
            .enumerate()
            .map(|(at, name)| PersonName { name, kind: kind(at) })
            .collect(),
        births: birth(claim).into_iter().collect(),
        sex: claim.sex.and_then(|sex| match sex {
            Sex::F => Some(WeighedSex::F),
            Sex::M => Some(WeighedSex::M),
            Sex::X => None,
        }),
        nationalities: nation.into_iter().collect(),
        documents: document.into_iter().collect(),
        household: None,
    }
}

fn birth(claim: &Claim) -> Option<Birth> {
    let born = claim.born?;
    let year = u16::try_from(born.year()).ok()?;
    let part = |part: Option<i8>| part.and_then(|part| u8::try_from(part).ok());
    match (part(born.month()), part(born.day())) {
        (Some(month), Some(day)) => Birth::day(year, month, day).ok(),
        (Some(month), None) => Birth::month(year, month).ok(),
        _ => Birth::year(year).ok(),
    }
}

/// The decisions that hold at a time, the oldest first.
pub(super) fn holding(decisions: &[Decision], now: Timestamp) -> Vec<&Decision> {
    decisions.iter().filter(|one| one.until.is_none_or(|until| now < until)).collect()
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
