//! Two names weighed against each other: the best way to read both as one person's, term by term.
//!
//! The score is a log-likelihood ratio in the manner of Fellegi and Sunter (JASA 64, 1969): each
//! agreement counts what its rarity tells, less what the rule that found it costs.

use serde::Serialize;

use crate::evidence::{CONFLICT, Evidence, MISSING, weigh};
use crate::name::{Name, Span};
use crate::part::Part;
use crate::split::Split;
use crate::words;

/// The prior odds against two names being one person's, in bits: one pair in 1,024, as among pairs
/// that share a key.
pub const PRIOR_BITS: f64 = 10.0;
/// From here on the names alone tell enough: odds of 64 to 1 after the prior.
const AUTO_BITS: f64 = PRIOR_BITS + 6.0;
/// From here on a person should look: odds of 1 to 32 after the prior.
const OFFICER_BITS: f64 = PRIOR_BITS - 5.0;

/// What to do with a pair of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// Not the same person, as far as names can tell.
    No,
    /// Perhaps: an officer compares what else is known.
    Officer,
    /// The names agree beyond their commonness. To merge persons a second attribute, such as the
    /// date of birth, must agree as well: two people may have one name.
    Auto,
}

/// What a term speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The family name.
    Family,
    /// The given name.
    Given,
    /// How a name was split and which part came first.
    Order,
    /// One word of a name that is taken word by word.
    Word,
}

/// One reason for or against, in bits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    /// What it speaks of.
    pub field: Field,
    /// The rule, as a stable word such as `kanji-reading`; the price of a rule has its own term
    /// under the same word.
    pub rule: &'static str,
    /// Evidence in bits: for one person above 0, against below.
    pub bits: f64,
    /// Where in the left name.
    pub left: Span,
    /// Where in the right name.
    pub right: Span,
}

/// The outcome of comparing two names.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Evidence that both are one person's, in bits: the sum of `terms` in their order, exactly.
    pub score: f64,
    /// What to do.
    pub band: Band,
    /// The score against [`PRIOR_BITS`], from 0 to 1.
    pub probability: f64,
    /// The reasons.
    pub terms: Vec<Term>,
}

/// Weighs whether two names are one person's. The same two names give the same answer always; the
/// order of the two makes no difference to the score.
#[must_use]
pub fn compare(left: &Name, right: &Name) -> Comparison {
    // In whichever order they are given, the same way is found.
    if left.as_str() <= right.as_str() {
        one_way(left, right)
    } else {
        mirrored(one_way(right, left))
    }
}

/// The same comparison with left and right exchanged.
fn mirrored(mut comparison: Comparison) -> Comparison {
    for term in &mut comparison.terms {
        std::mem::swap(&mut term.left, &mut term.right);
    }
    comparison
}

fn one_way(left: &Name, right: &Name) -> Comparison {
    let mut pairs = Vec::with_capacity(left.splits.len() * right.splits.len());
    for one in &left.splits {
        for other in &right.splits {
            let family = part(one.family.as_ref(), other.family.as_ref());
            let net = family.net() - one.price - other.price;
            pairs.push((net, family, one, other));
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut best: Option<(f64, Evidence, Evidence, &Split, &Split)> = None;
    for (net, family, one, other) in pairs {
        // No given name tells more than 18 bits.
        if best.as_ref().is_some_and(|best| net + 18.0 <= best.0) {
            break;
        }
        let given = part(one.given.as_ref(), other.given.as_ref());
        let total = net + given.net();
        if best.as_ref().is_none_or(|best| total > best.0) {
            best = Some((total, family, given, one, other));
        }
    }
    let mut terms = best
        .map_or_else(Vec::new, |(_, family, given, one, other)| explain(family, given, one, other));
    let mut score: f64 = terms.iter().map(|term| term.bits).sum();
    for words in left.words.iter().flat_map(|one| right.words.iter().map(move |two| (one, two))) {
        let Some(told) = words::weigh(words.0, words.1) else { continue };
        let by_word: Vec<Term> = told.iter().map(word_term).collect();
        let sum: f64 = by_word.iter().map(|term| term.bits).sum();
        if sum > score {
            (terms, score) = (by_word, sum);
        }
    }
    let band = match score {
        score if score >= AUTO_BITS => Band::Auto,
        score if score >= OFFICER_BITS => Band::Officer,
        _ => Band::No,
    };
    let probability = 1.0 / (1.0 + (PRIOR_BITS - score).exp2());
    Comparison { score, band, probability, terms }
}

fn word_term(told: &words::Told) -> Term {
    let words::Told { rule, bits, left, right } = *told;
    Term { field: Field::Word, rule, bits, left, right }
}

fn part(left: Option<&Part>, right: Option<&Part>) -> Evidence {
    match (left, right) {
        (Some(left), Some(right)) => weigh(left, right),
        (None, None) => Evidence { rule: "absent", worth: 0.0, price: 0.0 },
        _ => Evidence { rule: "missing", worth: MISSING, price: 0.0 },
    }
}

fn explain(family: Evidence, given: Evidence, left: &Split, right: &Split) -> Vec<Term> {
    let span = |part: Option<&Part>| part.map(|part| part.span).unwrap_or_default();
    let whole = |split: &Split| match (&split.family, &split.given) {
        (Some(family), Some(given)) => family.span.to(given.span),
        (one, other) => span(one.as_ref().or(other.as_ref())),
    };
    let mut terms = Vec::with_capacity(6);
    let mut add = |field, rule, bits: f64, left, right| {
        if bits != 0.0 {
            terms.push(Term { field, rule, bits, left, right });
        }
    };
    let fields = [
        (Field::Family, family, span(left.family.as_ref()), span(right.family.as_ref())),
        (Field::Given, given, span(left.given.as_ref()), span(right.given.as_ref())),
    ];
    for (field, evidence, one, other) in fields {
        add(field, evidence.rule, evidence.worth, one, other);
        add(field, evidence.rule, -evidence.price, one, other);
    }
    add(Field::Order, left.rule, -left.price, whole(left), Span::default());
    add(Field::Order, right.rule, -right.price, Span::default(), whole(right));
    debug_assert!(family.worth >= CONFLICT && given.worth >= CONFLICT);
    terms
}
