//! The weights learned from the records themselves, without answers: expectation and maximisation
//! over the levels of pairs (Fellegi and Sunter 1969; Winkler 1988), as Splink does it.
//!
//! What one person's records show is learned from pairs that share a key of a name and were chosen
//! by nothing else, so that their dates of birth, documents and so on are free to agree or not;
//! what the names tell is taken from the comparison as it stands, rarity included. What two
//! persons' records show is counted among pairs taken at random, hardly any of which are one
//! person. A level that is hardly seen keeps near its default: every level starts with as many
//! seen pairs as the constants below say.

use crate::person::{Level, Standing, Weights};

/// Rounds; the weights move by less than a hundredth of a bit after some ten.
const ROUNDS: usize = 20;
/// As many pairs of one person, and of two, the defaults are worth.
const PAIRS_OF_ONE: f64 = 200.0;
const PAIRS_OF_TWO: f64 = 50_000.0;
/// No weight moves farther from its default than so many bits, whatever is seen.
const FARTHEST: f64 = 4.0;

/// How often each level was seen.
type Counts = [f64; Level::COUNT];

/// Learns from pairs that share a key, and from pairs taken at random.
pub(super) fn learn(pairs: &[Standing], random: &[Standing], start: &Weights) -> Weights {
    let mut two: Counts = [0.0; Level::COUNT];
    for pair in random {
        add(&mut two, pair, 1.0);
    }
    let mut weights = start.clone();
    for _ in 0..ROUNDS {
        let mut one: Counts = [0.0; Level::COUNT];
        for pair in pairs {
            let odds = pair.bits(&weights) - weights.prior_bits;
            add(&mut one, pair, 1.0 / (1.0 + (-odds).exp2()));
        }
        weights = maximise(&one, &two, start.prior_bits);
    }
    weights
}

fn add(counts: &mut Counts, pair: &Standing, times: f64) {
    for level in pair.levels.iter().flatten() {
        if let Some(count) = counts.get_mut(level.at()) {
            *count += times;
        }
    }
}

/// How often two records can show a level at all: whether a full date is known on both sides, and
/// the like. Guesses, for the defaults' share only.
fn availability(level: Level) -> f64 {
    match level {
        Level::BirthConflict | Level::BirthFar | Level::NationalityDifferent => 1.0,
        Level::SexSame | Level::SexDifferent => 1.0,
        Level::DocumentSlip | Level::DocumentNeighbour => 1.0,
        Level::NationalityHome | Level::DocumentSame | Level::DocumentRenewed => 0.95,
        Level::BirthJanuaryFirst => 0.1,
        Level::BirthConvention | Level::NationalityDual => 0.05,
        Level::DocumentNumber | Level::DocumentOthers => 0.05,
        Level::BirthMonth => 0.01,
        Level::BirthYear => 0.06,
        Level::BirthNear => 0.08,
        Level::BirthApproximate | Level::NationalityOther => 0.02,
        Level::DocumentSlipShown => 0.2,
        // All other dates need a full date on both sides.
        _ => 0.9,
    }
}

/// Weights from how often each level was seen among one person's and two persons' pairs.
fn maximise(one: &Counts, two: &Counts, prior_bits: f64) -> Weights {
    let mut weights = Weights::default();
    weights.prior_bits = prior_bits;
    let counts = |level: Level| {
        let (m, u) = level.chances();
        let seen = |counts: &Counts| counts.get(level.at()).copied().unwrap_or_default();
        let share = availability(level);
        (seen(one) + PAIRS_OF_ONE * m * share, seen(two) + PAIRS_OF_TWO * u * share)
    };
    // A household is seen only where it is the same: nothing to learn from.
    for level in Level::all().filter(|level| *level != Level::HouseholdSame) {
        let same_field = Level::all().filter(|other| other.field() == level.field());
        let all =
            same_field.map(counts).fold((0.0, 0.0), |sum, (one, two)| (sum.0 + one, sum.1 + two));
        let (one, two) = counts(level);
        let found = ((one / all.0) / (two / all.1)).log2();
        let default = weights.bits(level);
        weights.set(level, found.clamp(default - FARTHEST, default + FARTHEST));
    }
    weights
}
