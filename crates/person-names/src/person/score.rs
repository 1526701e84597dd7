//! Two persons weighed against each other: the best pair of their names, and every attribute that
//! both have, term by term; then the guards, which no sum of bits can outvote.

use serde::Serialize;

use super::document::Likeness;
use super::level::{Level, PersonField};
use super::weights::Weights;
use super::{NameKind, Person, births};
use crate::compare::{Band, Comparison, compare};
use crate::engine::{Engine, engine};
use crate::name::Span;

/// Odds of 64 to 1 after the prior: the machine may merge, if no guard objects.
const AUTO: f64 = 6.0;
/// So many bits more are wanted where the date of birth is only coarsely known.
const COARSE: f64 = 6.0;
/// Odds of 1 to 32 after the prior: an officer should look.
const OFFICER: f64 = -5.0;
/// Names whose score is below this don't agree by themselves, in bits.
const NAMES_AGREE: f64 = 5.0;
/// What taking another name than the main one costs, in bits: Former, Alias, Weak.
const FORMER: f64 = 1.0;
const WEAK: f64 = 3.0;

/// Where in a person a term looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Place {
    /// Which of the person's names, births, nationalities or documents, from 0.
    pub index: usize,
    /// Which characters, of a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// One reason for or against, in bits. It points at the data and holds none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonTerm {
    /// What it speaks of.
    pub field: PersonField,
    /// The rule, as a stable word such as `birth-swapped`.
    pub rule: &'static str,
    /// Evidence in bits: for one person above 0, against below.
    pub bits: f64,
    /// Where in the left person.
    pub left: Place,
    /// Where in the right person.
    pub right: Place,
}

/// A rule that decides the band whatever the bits say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guard {
    /// The same document and the same full date of birth: one person.
    DocumentAndBirth,
    /// Nothing but names, sex and nationality speaks for one person: never without an officer. A
    /// date of birth that many share, such as a bare year, is not enough either unless all in all
    /// tells six bits more than else.
    NameAlone,
    /// The name is a weak alias: no match if nothing else agrees, and never without an officer if
    /// only a coarse date of birth does.
    WeakAlias,
    /// Sex and date of birth both contradict: never without an officer.
    SexAndBirthConflict,
    /// The dates of birth contradict each other: never without an officer.
    BirthConflict,
    /// The names don't agree by themselves, as twins' don't: never without an officer.
    NamesDiffer,
}

impl Guard {
    /// Its stable word.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::DocumentAndBirth => "guard-document-and-birth",
            Self::NameAlone => "guard-name-alone",
            Self::WeakAlias => "guard-weak-alias",
            Self::SexAndBirthConflict => "guard-sex-and-birth-conflict",
            Self::BirthConflict => "guard-birth-conflict",
            Self::NamesDiffer => "guard-names-differ",
        }
    }
}

/// The outcome of comparing two persons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonComparison {
    /// Evidence that both are one, in bits: the sum of `terms` in their order, exactly.
    pub bits: f64,
    /// The bits against the prior of the weights, from 0 to 1.
    pub probability: f64,
    /// What to do.
    pub band: Band,
    /// The guards that set or lowered the band.
    pub guards: Vec<Guard>,
    /// The reasons.
    pub terms: Vec<PersonTerm>,
}

/// A comparison with what it was computed by, for the audit log: the same engine, weights and
/// persons give the same bytes.
#[derive(Clone, Debug, Serialize)]
pub struct Replay<'a> {
    /// The engine.
    pub engine: &'static Engine,
    /// The weights.
    pub weights: &'a Weights,
    /// The outcome.
    pub comparison: &'a PersonComparison,
}

impl PersonComparison {
    /// The comparison with its engine and the weights that it was made with.
    #[must_use]
    pub fn replay<'a>(&'a self, weights: &'a Weights) -> Replay<'a> {
        Replay { engine: engine(), weights, comparison: self }
    }
}

/// Weighs whether two persons are one. The same persons and weights give the same answer always.
#[must_use]
pub fn compare_persons(left: &Person, right: &Person, weights: &Weights) -> PersonComparison {
    let names = best_names(left, right).map(NamesFound::evidence);
    compare_with(names, left, right, weights)
}

/// What names tell, by whatever means they were compared.
#[derive(Clone, Debug)]
pub(crate) struct NameEvidence {
    /// The reasons; the price is none of them.
    pub(crate) terms: Vec<PersonTerm>,
    /// Their sum.
    pub(crate) score: f64,
    /// What the kinds of the names cost, from 0, and the word for it.
    pub(crate) price: (&'static str, f64),
    /// Which of the persons' names these are.
    pub(crate) places: (usize, usize),
    /// Whether one of them is a weak alias.
    pub(crate) weak: bool,
}

/// Weighs whether two persons are one, where their names are compared already.
pub(crate) fn compare_with(
    names: Option<NameEvidence>,
    left: &Person,
    right: &Person,
    weights: &Weights,
) -> PersonComparison {
    let mut standing = stand(left, right, weights);
    let mut terms = Vec::with_capacity(12);
    let place = |index| Place { index, span: None };
    if let Some(found) = names {
        terms = found.terms;
        let (rule, price) = found.price;
        if price > 0.0 {
            let (field, left, right) =
                (PersonField::NameKind, place(found.places.0), place(found.places.1));
            terms.push(PersonTerm { field, rule, bits: -price, left, right });
        }
        standing.names = Some((found.score, price));
        standing.weak = found.weak;
    }
    for (level, left, right) in attributes(left, right, weights).iter().flatten() {
        terms.push(PersonTerm {
            field: level.field(),
            rule: level.rule(),
            bits: weights.bits(*level),
            left: place(*left),
            right: place(*right),
        });
    }
    let bits: f64 = terms.iter().map(|term| term.bits).sum();
    debug_assert!((bits - standing.bits(weights)).abs() < 1e-9);
    let (band, guards) = standing.band(bits, weights);
    let probability = 1.0 / (1.0 + (weights.prior_bits - bits).exp2());
    PersonComparison { bits, probability, band, guards, terms }
}

/// The evidence of the best pair of two persons' names; `None` if one of them has none.
pub(crate) fn name_evidence(left: &Person, right: &Person) -> Option<NameEvidence> {
    best_names(left, right).map(NamesFound::evidence)
}

/// The best pair of names.
struct NamesFound {
    comparison: Comparison,
    left: usize,
    right: usize,
    kind: &'static str,
    price: f64,
    weak: bool,
}

impl NamesFound {
    fn evidence(self) -> NameEvidence {
        let place = |index, span| Place { index, span: Some(span) };
        let term = |term: &crate::compare::Term| PersonTerm {
            field: PersonField::Name(term.field),
            rule: term.rule,
            bits: term.bits,
            left: place(self.left, term.left),
            right: place(self.right, term.right),
        };
        NameEvidence {
            terms: self.comparison.terms.iter().map(term).collect(),
            score: self.comparison.score,
            price: (self.kind, self.price),
            places: (self.left, self.right),
            weak: self.weak,
        }
    }

    fn bits(&self) -> f64 {
        self.comparison.score - self.price
    }
}

/// Main names meet at no price. Any other name pays for its kind, and for how many of them there
/// are: every further name is a further chance to agree by accident.
pub(crate) fn price(left: (NameKind, u16), right: (NameKind, u16)) -> (&'static str, f64) {
    let of = |(kind, others): (NameKind, u16)| match kind {
        NameKind::Main | NameKind::Reading => 0.0,
        NameKind::Former => FORMER + f64::from(others).log2(),
        NameKind::Alias => f64::from(others + 1).log2(),
        NameKind::Weak => WEAK + f64::from(others).log2(),
    };
    let rule = match left.0.max(right.0) {
        NameKind::Main | NameKind::Reading => "name-main",
        NameKind::Former => "name-former",
        NameKind::Alias => "name-alias",
        NameKind::Weak => "name-weak",
    };
    (rule, of(left) + of(right))
}

fn best_names(left: &Person, right: &Person) -> Option<NamesFound> {
    let others = |person: &Person| {
        let count = person.names.iter().filter(|name| !name.kind.is_main()).count();
        u16::try_from(count).unwrap_or(u16::MAX - 1)
    };
    let (left_others, right_others) = (others(left), others(right));
    let mut best: Option<NamesFound> = None;
    for (at, one) in left.names.iter().enumerate() {
        for (other_at, other) in right.names.iter().enumerate() {
            let comparison = compare(&one.name, &other.name);
            let (kind, price) = price((one.kind, left_others), (other.kind, right_others));
            let weak = [one.kind, other.kind].contains(&NameKind::Weak);
            let found = NamesFound { comparison, left: at, right: other_at, kind, price, weak };
            if best.as_ref().is_none_or(|best| found.bits() > best.bits()) {
                best = Some(found);
            }
        }
    }
    best
}

/// Birth, sex, nationality, document, household; each with the places that it was found at.
type Attributes = [Option<(Level, usize, usize)>; 5];

fn attributes(left: &Person, right: &Person, weights: &Weights) -> Attributes {
    [
        best(left.births.len(), right.births.len(), weights, |at, other| {
            Some(births::compare(*left.births.get(at)?, *right.births.get(other)?))
        }),
        left.sex.zip(right.sex).map(|(one, other)| {
            (if one == other { Level::SexSame } else { Level::SexDifferent }, 0, 0)
        }),
        nationality(left, right),
        best(left.documents.len(), right.documents.len(), weights, |at, other| {
            let likeness = left.documents.get(at)?.compare(right.documents.get(other)?);
            Some(match likeness {
                Likeness::Same => Level::DocumentSame,
                Likeness::SameNumber => Level::DocumentNumber,
                Likeness::SlipShown => Level::DocumentSlipShown,
                Likeness::Slip => Level::DocumentSlip,
                Likeness::Neighbour => Level::DocumentNeighbour,
                Likeness::Renewed => Level::DocumentRenewed,
                Likeness::Others => Level::DocumentOthers,
            })
        }),
        (left.household.is_some() && left.household == right.household).then_some((
            Level::HouseholdSame,
            0,
            0,
        )),
    ]
}

/// The heaviest level of all pairs; the first of equals.
fn best(
    left: usize,
    right: usize,
    weights: &Weights,
    level: impl Fn(usize, usize) -> Option<Level>,
) -> Option<(Level, usize, usize)> {
    let mut best: Option<(Level, usize, usize)> = None;
    for at in 0..left {
        for other in 0..right {
            let Some(found) = level(at, other) else { continue };
            if best.is_none_or(|(known, ..)| weights.bits(found) > weights.bits(known)) {
                best = Some((found, at, other));
            }
        }
    }
    best
}

fn nationality(left: &Person, right: &Person) -> Option<(Level, usize, usize)> {
    let (one, other) = (&left.nationalities, &right.nationalities);
    if one.is_empty() || other.is_empty() {
        return None;
    }
    for (at, country) in one.iter().enumerate() {
        let Some(found) = other.iter().position(|other| other == country) else { continue };
        let home = [super::Country::JPN, super::Country::KOR].contains(country);
        let level = match one.len().max(other.len()) {
            1 if home => Level::NationalityHome,
            1 => Level::NationalityOther,
            _ => Level::NationalityDual,
        };
        return Some((level, at, found));
    }
    Some((Level::NationalityDifferent, 0, 0))
}

/// What two persons show each other, without the words: enough to place them in a band.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Standing {
    /// The score of the best pair of names and the price of their kinds, if both have names.
    names: Option<(f64, f64)>,
    /// Whether a weak alias is in that pair.
    weak: bool,
    /// The levels of birth, sex, nationality, document, household.
    pub(crate) levels: [Option<Level>; 5],
}

/// The levels of two persons' attributes alone, at the cost of no name.
pub(crate) fn stand(left: &Person, right: &Person, weights: &Weights) -> Standing {
    let levels = attributes(left, right, weights).map(|found| found.map(|(level, ..)| level));
    Standing { levels, ..Standing::default() }
}

impl Standing {
    /// Compares the names too.
    pub(crate) fn with_names(mut self, left: &Person, right: &Person) -> Self {
        self.take(best_names(left, right).as_ref());
        self
    }

    fn take(&mut self, found: Option<&NamesFound>) {
        self.names = found.map(|found| (found.comparison.score, found.price));
        self.weak = found.is_some_and(|found| found.weak);
    }

    /// Whether document and date of birth are the same, so that no name matters.
    pub(crate) fn is_certain(&self) -> bool {
        let [birth, _, _, document, _] = self.levels;
        let exact = matches!(birth, Some(Level::BirthExact | Level::BirthJanuaryFirst));
        document == Some(Level::DocumentSame) && exact
    }

    /// What the names tell, in bits.
    pub(crate) fn name_bits(&self) -> Option<f64> {
        self.names.map(|(score, price)| score - price)
    }

    /// The bits of all: the same additions in the same order as the terms of [`compare_persons`],
    /// so the same number.
    pub(crate) fn bits(&self, weights: &Weights) -> f64 {
        let (score, price) = self.names.unwrap_or_default();
        let levels = self.levels.iter().flatten();
        levels.fold(score - price, |sum, level| sum + weights.bits(*level))
    }

    /// The band of so many bits, and the guards that had a say.
    pub(crate) fn band(&self, bits: f64, weights: &Weights) -> (Band, Vec<Guard>) {
        let [birth, sex, _, document, household] = self.levels;
        if self.is_certain() {
            return (Band::Auto, vec![Guard::DocumentAndBirth]);
        }
        let net = bits - weights.prior_bits;
        let mut band = match net {
            net if net >= AUTO => Band::Auto,
            net if net >= OFFICER => Band::Officer,
            _ => Band::No,
        };
        let second = [birth, document, household].iter().flatten().any(|level| level.identifies());
        let coarse = [birth, document].iter().flatten().any(|level| weights.bits(*level) >= 2.0);
        let conflict = birth.is_some_and(Level::is_birth_conflict);
        let differs = sex == Some(Level::SexDifferent);
        let mut guards = Vec::new();
        let mut cap = |guard: Guard, applies: bool, most: Band| {
            if applies && band > most {
                band = most;
                guards.push(guard);
            }
        };
        cap(Guard::WeakAlias, self.weak && !(second || coarse), Band::No);
        cap(Guard::WeakAlias, self.weak && !second, Band::Officer);
        cap(Guard::SexAndBirthConflict, conflict && differs, Band::Officer);
        cap(Guard::BirthConflict, conflict, Band::Officer);
        let known = second || (coarse && net >= AUTO + COARSE);
        cap(Guard::NameAlone, !known, Band::Officer);
        let names = self.name_bits().is_some_and(|bits| bits >= NAMES_AGREE);
        cap(Guard::NamesDiffer, !names, Band::Officer);
        (band, guards)
    }
}
