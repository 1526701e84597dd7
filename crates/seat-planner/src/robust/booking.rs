//! Overbooking and stand-by: how many to confirm beyond the seats, and how many to call in case,
//! from how many cancelled and did not come before.
//!
//! A household comes whole or not at all, each for itself; so the seats that are wanted are a sum
//! of independent terms, and its distribution is worked out exactly, household by household.

use serde::{Deserialize, Serialize};

/// The most seats, and the most households.
const MOST: usize = 10_000;

/// What is known before people come to the gate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// Seats of the lift.
    pub seats: u32,
    /// The seats that each household takes, in the order in which they are confirmed, then called
    /// as stand-by.
    pub households: Vec<u32>,
    /// The part of households that cancelled before; 0 or more, less than 1.
    pub cancel: f64,
    /// Of the others, the part that did not come; 0 or more, less than 1.
    pub no_show: f64,
    /// The greatest risk that any household with a confirmed seat is refused; 0 to 1.
    pub risk: f64,
    /// The greatest chance that a seat is empty which somebody from the list could have had; 0 to
    /// 1.
    pub empty: f64,
}

/// How many to confirm and how many to call, with the risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overbooking {
    /// So many households get a confirmed seat: the first of the list.
    pub confirmed: usize,
    /// The seats that they would take.
    pub confirmed_seats: u64,
    /// Seats confirmed beyond those that there are.
    pub beyond: u64,
    /// The risk that any of them is refused.
    pub risk: f64,
    /// Seats wanted beyond those that there are, on average.
    pub refused: f64,
    /// So many households after them are on stand-by.
    pub standby: usize,
    /// The chance that seats stay empty though all on stand-by who came have theirs.
    pub empty: f64,
    /// Seats that stay empty then, on average.
    pub empty_seats: f64,
    /// What each further confirmed household does to the risk: from the last that fits in any case
    /// to the first that is too many.
    pub steps: Vec<BookingStep>,
}

/// The risk with so many confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BookingStep {
    /// Households confirmed.
    pub confirmed: usize,
    /// The seats that they would take.
    pub seats: u64,
    /// The risk that any of them is refused.
    pub risk: f64,
}

/// What is wrong with a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BookingError {
    /// A rate or risk is no such number.
    #[error(
        "rate-out-of-range: {0}: The number is not within its limits. Give a part of 1, such as \
         0.13; rates are less than 1."
    )]
    RateOutOfRange(&'static str),
    /// A household takes no seat.
    #[error("nobody: households[{0}]: The household takes no seat. Leave it out.")]
    Nobody(usize),
    /// There is more than one lift can have.
    #[error("too-big: {0}: There are too many. Give at most 10,000.")]
    TooBig(&'static str),
}

impl BookingError {
    /// The stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::RateOutOfRange(_) => "rate-out-of-range",
            Self::Nobody(_) => "nobody",
            Self::TooBig(_) => "too-big",
        }
    }
}

impl Booking {
    fn sound(&self) -> Result<usize, BookingError> {
        let part = |number: f64| (0.0..1.0).contains(&number);
        let numbers = [
            ("cancel", part(self.cancel)),
            ("no_show", part(self.no_show)),
            ("risk", (0.0..=1.0).contains(&self.risk)),
            ("empty", (0.0..=1.0).contains(&self.empty)),
        ];
        if let Some((name, _)) = numbers.into_iter().find(|(_, fine)| !fine) {
            return Err(BookingError::RateOutOfRange(name));
        }
        if let Some(number) = self.households.iter().position(|seats| *seats == 0) {
            return Err(BookingError::Nobody(number));
        }
        if self.households.len() > MOST {
            return Err(BookingError::TooBig("households"));
        }
        let seats = usize::try_from(self.seats).ok().filter(|seats| *seats <= MOST);
        seats.ok_or(BookingError::TooBig("seats"))
    }
}

/// The chance of each number of seats wanted, up to all seats; the rest is more than that.
struct Wanted {
    chances: Vec<f64>,
    /// The seats wanted on average.
    mean: f64,
}

impl Wanted {
    fn nobody(seats: usize) -> Self {
        let mut chances = vec![0.0; seats.saturating_add(1)];
        if let Some(none) = chances.first_mut() {
            *none = 1.0;
        }
        Self { chances, mean: 0.0 }
    }

    /// One more household, that comes with this chance.
    fn with(&mut self, seats: u32, comes: f64) {
        self.mean += f64::from(seats) * comes;
        let seats = usize::try_from(seats).unwrap_or(usize::MAX);
        for wanted in (0..self.chances.len()).rev() {
            let fewer = wanted.checked_sub(seats).and_then(|fewer| self.chances.get(fewer));
            let fewer = fewer.copied().unwrap_or(0.0);
            if let Some(chance) = self.chances.get_mut(wanted) {
                *chance = *chance * (1.0 - comes) + fewer * comes;
            }
        }
    }

    /// The chance that more are wanted than there are.
    fn risk(&self) -> f64 {
        (1.0 - self.chances.iter().sum::<f64>()).max(0.0)
    }

    /// The chance that fewer are wanted, and the seats empty on average.
    fn empty(&self) -> (f64, f64) {
        let all = self.chances.len().saturating_sub(1);
        let fewer = || self.chances.iter().take(all).enumerate();
        let seats = fewer().map(|(wanted, chance)| chance * all.saturating_sub(wanted) as f64);
        (fewer().map(|(_, chance)| chance).sum(), seats.sum())
    }
}

/// How many to confirm, and how many to call as stand-by.
///
/// # Errors
/// A rate out of range, a household of nobody, or more than 10,000 seats or households.
///
/// # Examples
/// ```
/// # fn main() -> Result<(), seat_planner::robust::BookingError> {
/// use seat_planner::robust::{Booking, overbook};
/// // 206 seats, people who travel alone; 13 in 100 cancel, and of the others 19 do not come.
/// let booking = Booking {
///     seats: 206, households: vec![1; 400], cancel: 0.13, no_show: 0.19, risk: 0.01, empty: 0.05,
/// };
/// let policy = overbook(&booking)?;
/// assert_eq!(policy.beyond, 62);
/// assert!(policy.risk <= 0.01);
/// # Ok(())
/// # }
/// ```
pub fn overbook(booking: &Booking) -> Result<Overbooking, BookingError> {
    let seats = booking.sound()?;
    let comes = (1.0 - booking.cancel) * (1.0 - booking.no_show);
    let mut wanted = Wanted::nobody(seats);
    let mut answer = Overbooking {
        confirmed: 0,
        confirmed_seats: 0,
        beyond: 0,
        risk: 0.0,
        refused: 0.0,
        standby: 0,
        empty: 0.0,
        empty_seats: 0.0,
        steps: Vec::new(),
    };
    let mut rest = booking.households.iter();
    let mut before = BookingStep { confirmed: 0, seats: 0, risk: 0.0 };
    let mut first = None;
    for household in rest.by_ref() {
        wanted.with(*household, comes);
        let confirmed = before.seats.saturating_add(u64::from(*household));
        let fits = confirmed <= u64::from(booking.seats);
        // What rounding leaves of nothing is nothing.
        let risk = if fits { 0.0 } else { wanted.risk() };
        let step =
            BookingStep { confirmed: before.confirmed.saturating_add(1), seats: confirmed, risk };
        if !fits {
            if answer.steps.is_empty() {
                answer.steps.push(before);
            }
            answer.steps.push(step);
        }
        if risk > booking.risk {
            first = Some(*household);
            break;
        }
        before = step;
    }
    (answer.confirmed, answer.confirmed_seats) = (before.confirmed, before.seats);
    answer.beyond = before.seats.saturating_sub(booking.seats.into());
    answer.risk = before.risk;
    // Only those confirmed: the one that was too many is the first on stand-by.
    let mut wanted = Wanted::nobody(seats);
    for household in booking.households.iter().take(before.confirmed) {
        wanted.with(*household, comes);
    }
    (answer.empty, answer.empty_seats) = wanted.empty();
    answer.refused = (wanted.mean - f64::from(booking.seats) + answer.empty_seats).max(0.0);
    for household in first.iter().chain(rest) {
        if answer.empty <= booking.empty {
            break;
        }
        wanted.with(*household, comes);
        answer.standby = answer.standby.saturating_add(1);
        (answer.empty, answer.empty_seats) = wanted.empty();
    }
    Ok(answer)
}
