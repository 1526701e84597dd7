//! How two registries find the people on both before any name is exchanged: keyed hashes.
//!
//! Both nodes hold one secret per emergency. A token is HMAC-SHA-256 over a document number, or
//! over a script-neutral key of a name with the full date of birth, cut to 16 bytes. Without the
//! secret a token says nothing; the node that holds it learns only what it registered itself.

use std::collections::{BTreeMap, BTreeSet};

use aws_lc_rs::hmac;
use jiff::Timestamp;
use person_names::keys;
use serde::{Deserialize, Serialize};

use super::matching::names_of;
use super::{Household, People, Person};
use crate::record::{HouseholdId, PersonId, hex};

const TOKEN_BYTES: usize = 16;

/// The tokens of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// Of document numbers.
    pub documents: BTreeSet<String>,
    /// Of names with a full date of birth.
    pub names: BTreeSet<String>,
    /// Of names with a year of birth: for those whose full date one of the lists does not know.
    pub years: BTreeSet<String>,
}

/// What two people's tokens may have in common, surest first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    Document,
    Birth,
    Year,
}

/// What one node tells the other of a household: tokens, never names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// The household.
    pub household: HouseholdId,
    /// When it was first heard of: the nation that heard first answers for it.
    pub first: Timestamp,
    /// Tokens by member.
    pub members: BTreeMap<PersonId, Tokens>,
}

/// One person on both nations' lists.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shared {
    /// In our registry.
    pub ours: PersonId,
    /// Our household.
    pub our_household: HouseholdId,
    /// In the partner's.
    pub theirs: PersonId,
    /// The partner's household.
    pub their_household: HouseholdId,
    /// Whether the document number agrees (otherwise name and date of birth do).
    pub by_document: bool,
}

impl Announced {
    /// What is told of `household` under `secret`.
    #[must_use]
    pub fn of(people: &People, household: &Household, secret: &[u8; 32]) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let members = household.members.iter().filter_map(|id| people.persons.get(id));
        Self {
            household: household.id.clone(),
            first: household.first,
            members: members.map(|one| (one.id.clone(), tokens(one, &key))).collect(),
        }
    }
}

fn tokens(person: &Person, key: &hmac::Key) -> Tokens {
    let token = |text: String| {
        let tag = hmac::sign(key, text.as_bytes());
        hex(tag.as_ref().get(..TOKEN_BYTES).unwrap_or_default())
    };
    let documents = person.documents();
    let mut of_births = BTreeSet::new();
    let mut of_years = BTreeSet::new();
    for (_, claim) in &person.claims {
        let Some(born) = claim.born else { continue };
        for key in names_of(claim).iter().flat_map(keys) {
            of_years.insert(token(format!("y|{}|{}", key.as_str(), born.year())));
            if born.is_full() {
                of_births.insert(token(format!("n|{}|{born}", key.as_str())));
            }
        }
    }
    let documents = documents.iter().map(|one| token(format!("d|{one}"))).collect();
    Tokens { documents, names: of_births, years: of_years }
}

/// The persons whom both have, each once: by document first, then by name and date of birth.
#[must_use]
pub fn shared(ours: &[Announced], theirs: &[Announced]) -> Vec<Shared> {
    let mut found: BTreeMap<(PersonId, PersonId), Shared> = BTreeMap::new();
    for tie in [Tie::Document, Tie::Birth, Tie::Year] {
        let index = index(theirs, tie);
        for announced in ours {
            for (person, tokens) in &announced.members {
                let ties = pick(tokens, tie).iter().filter_map(|token| index.get(token.as_str()));
                for (their_household, their, theirs) in ties.flatten() {
                    // Where both know the full date, the year alone says nothing more.
                    if tie == Tie::Year && !tokens.names.is_empty() && !theirs.names.is_empty() {
                        continue;
                    }
                    let pair = Shared {
                        ours: person.clone(),
                        our_household: announced.household.clone(),
                        theirs: (*their).clone(),
                        their_household: (*their_household).clone(),
                        by_document: tie == Tie::Document,
                    };
                    found.entry((person.clone(), (*their).clone())).or_insert(pair);
                }
            }
        }
    }
    found.into_values().collect()
}

fn pick(tokens: &Tokens, tie: Tie) -> &BTreeSet<String> {
    match tie {
        Tie::Document => &tokens.documents,
        Tie::Birth => &tokens.names,
        Tie::Year => &tokens.years,
    }
}

type Index<'a> = BTreeMap<&'a str, Vec<(&'a HouseholdId, &'a PersonId, &'a Tokens)>>;

fn index(announced: &[Announced], tie: Tie) -> Index<'_> {
    let mut index: Index = BTreeMap::new();
    for one in announced {
        for (person, tokens) in &one.members {
            for token in pick(tokens, tie) {
                index.entry(token).or_default().push((&one.household, person, tokens));
            }
        }
    }
    index
}
