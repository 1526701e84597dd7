//! `sangho plan overbook`: how many to confirm beyond the seats.

use std::fmt::Write as _;
use std::path::PathBuf;

use seat_planner::robust::{Booking, BookingError, Overbooking, overbook};

use super::{Answer, Exit, Failure, input, words};

/// What `plan overbook` takes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example, a lift of 206 seats (households: the seats of each, in the order \
    of the list):\n  \
    echo '{\"seats\": 206, \"households\": [4, 4, 2], \"cancel\": 0.13, \
    \"no_show\": 0.19,\n        \"risk\": 0.01, \"empty\": 0.05}' | sangho plan overbook -"
)]
pub(super) struct Args {
    /// The lift, the list and the rates, in JSON; `-` reads standard input.
    pub(super) file: PathBuf,
}

pub(super) fn answer(args: &Args) -> Result<Answer, Failure> {
    let booking: Booking = input::BOOKING.read(&args.file)?;
    let policy = overbook(&booking).map_err(|error| {
        let what = match error {
            BookingError::RateOutOfRange(at) => {
                format!("{at}: the number is out of its limits; give a part of 1, such as 0.13")
            }
            BookingError::Nobody(at) => {
                format!("households[{at}]: the household takes no seat; leave it out")
            }
            BookingError::TooBig(at) => format!("{at}: there are too many; give at most 10,000"),
        };
        Failure::new(Exit::BadInput, error.code(), what)
    })?;
    Answer::new(said(&policy), &policy)
}

fn said(policy: &Overbooking) -> String {
    let Overbooking { confirmed, confirmed_seats, beyond, standby, .. } = policy;
    let mut text =
        format!("confirm      {confirmed} households, {confirmed_seats} seats: {beyond} beyond\n");
    let risk = words::gap(policy.risk);
    let _ = writeln!(text, "risk         {risk} that anybody is refused");
    let _ = writeln!(text, "stand-by     {standby} households");
    let _ = writeln!(
        text,
        "empty        {} that a seat stays so, {:.2} seats on average",
        words::gap(policy.empty),
        policy.empty_seats
    );
    text
}
