//! Weights of sites by which the search over offers sees early that vehicles can't take the rest.
//!
//! Any weights are right: if the rest weighs more than the heaviest offers of all vehicles, they
//! can't take it. Good ones come from the program that shares the demand out among mixtures of
//! offers; sets of sites (weights 0 and 1) are good where few vehicles are left.

use super::divide::Offer;
use super::model::Model;
use super::simplex::{Column, Simplex};
use super::slot::at;

/// The most exchanges of the program.
const EXCHANGES: u32 = 2_000;

/// The weights to look at.
pub(super) fn weights(model: &Model, lists: &[Vec<Offer>]) -> Vec<Vec<i64>> {
    let sites = model.demand.len();
    let all = 1_usize << sites;
    // All sets when they are few; otherwise single sites and the whole.
    let masks = (1..all).filter(|m| sites <= 6 || m.count_ones() == 1 || *m == all - 1);
    let sets = masks.map(|mask| (0..sites).map(|s| i64::from(mask >> s & 1 == 1)).collect());
    std::iter::once(priced(model, lists)).chain(sets).collect()
}

/// The prices of the sites in the program `min share`, as whole numbers.
fn priced(model: &Model, lists: &[Vec<Offer>]) -> Vec<i64> {
    let sites = model.demand.len();
    let rows = sites + model.classes.len();
    let unit =
        |row| Column { cost: if row < sites { 1.0 } else { 0.0 }, entries: vec![(row, 1.0)] };
    let right = |row| float(at(&model.demand, row)) + 1e-7 * float(1 + i64::from(row < sites));
    let mut program = Simplex::new((0..rows).map(unit).collect(), (0..rows).map(right).collect());
    for site in 0..sites {
        program.add(Column { cost: 0.0, entries: vec![(site, -1.0)] });
    }
    let vehicles = model
        .classes
        .iter()
        .enumerate()
        .map(|(n, class)| (sites + n, -float(i64::try_from(class.members.len()).unwrap_or(1))));
    program.add(Column { cost: 1.0, entries: vehicles.collect() });
    for (class, list) in lists.iter().enumerate() {
        for offer in list {
            let units = offer.units.iter().enumerate().filter(|(_, u)| **u > 0);
            let mut entries: Vec<(usize, f64)> = units.map(|(s, u)| (s, float(*u))).collect();
            entries.push((sites + class, 1.0));
            program.add(Column { cost: 0.0, entries });
        }
    }
    for _ in 0..EXCHANGES {
        if !program.pivot() {
            break;
        }
    }
    let prices = program.prices();
    let dearest = prices.iter().take(sites).copied().fold(1e-12, f64::max);
    #[expect(clippy::cast_possible_truncation, reason = "at most a million")]
    prices.iter().take(sites).map(|p| (p.max(0.0) / dearest * 1e6).round() as i64).collect()
}

#[expect(clippy::cast_precision_loss, reason = "at most a billion")]
fn float(number: i64) -> f64 {
    number as f64
}
