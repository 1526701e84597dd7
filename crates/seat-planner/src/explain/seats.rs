//! What one more seat is worth: the prices with which the bound is proven.

use serde::{Deserialize, Serialize};

use crate::bound;
use crate::problem::{LiftId, Problem, ProblemError};
use crate::search::construct;
use crate::search::model::{Load, Model};

/// What one more seat on one leg is worth.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatWorth {
    /// On which lift.
    pub lift: LiftId,
    /// On which leg, counted from 0.
    pub leg: usize,
    /// Tenths of a weighted minute that the burden would be less, about: by how much the bound
    /// falls with one more seat for one person. 0 where seats are plenty.
    pub tenths: i64,
}

/// What one more seat would be worth, on each leg of each lift with fixed times where it is worth
/// anything, the dearest first. Give a problem with vehicles as
/// [`flown`](crate::Problem::flown) by a plan.
///
/// # Errors
/// The first mistake that [`Problem::check_itself`] finds.
pub fn seat_worth(problem: &Problem) -> Result<Vec<SeatWorth>, ProblemError> {
    problem.sound()?;
    let model = Model::new(problem, None);
    let free = vec![Load::default(); model.timetable.rows.len()];
    let target = construct(&model, &free).total();
    let (_, prices) = bound::all(problem, &model, &target);
    let mut worth: Vec<SeatWorth> = (model.timetable.rows.iter().zip(prices))
        .filter_map(|(row, [seat, person, ..])| {
            let lift = problem.lifts.get(row.lift)?.id.clone();
            Some(SeatWorth { lift, leg: row.number, tenths: seat.saturating_add(person) })
        })
        .filter(|worth| worth.tenths > 0)
        .collect();
    worth.sort_by(|a, b| b.tenths.cmp(&a.tenths).then_with(|| a.cmp(b)));
    Ok(worth)
}
