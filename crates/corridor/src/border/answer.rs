//! The border's decisions as CUSRES: one answer for each passenger of a list.

use jiff::Timestamp;
use passenger_messages::{Answer as Row, Cusres, Outcome, Text};

use super::{Answer, Decision, Reason};
use crate::manifest::{Manifest, PaxlstError, envelope, local, plain};

/// The decisions on `manifest` as one interchange, made at `at`.
///
/// A referred passenger may board: `0Z` with the reasons in words. Only an officer's no-board is
/// `1Z`.
///
/// # Errors
/// When a field does not fit the message, or a zone of the voyage is not known.
pub fn cusres(
    manifest: &Manifest,
    decisions: &[Decision],
    at: Timestamp,
) -> Result<String, PaxlstError> {
    let voyage = manifest.voyage();
    let reference = plain(voyage.lift.as_str());
    let mut around = envelope(voyage, &reference, local(at, &voyage.to_zone)?);
    std::mem::swap(&mut around.sender, &mut around.recipient);
    let answer = Cusres {
        envelope: around,
        flight: reference,
        answers: decisions.iter().map(row).collect(),
        ..Cusres::default()
    };
    Ok(answer.write()?)
}

fn row(decision: &Decision) -> Row {
    let outcome = match decision.answer() {
        Answer::Clear | Answer::Refer => Outcome::Board,
        Answer::NoBoard => Outcome::NoBoard,
    };
    let referred = decision.answer() != Answer::Clear;
    let texts = decision
        .reasons()
        .iter()
        .filter(|_| referred)
        .map(|reason| Text { subject: "AAP".to_owned(), lines: vec![words(*reason).to_owned()] });
    Row {
        reference: decision.person().to_string(),
        outcome,
        texts: texts.collect(),
        ..Row::default()
    }
}

/// A reason in the capitals of level A.
fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::Citizen => "CITIZEN",
        Reason::PartnerCitizen => "CITIZEN OF THE PARTNER",
        Reason::NoDocument => "NO DOCUMENT, MANUAL CHECK",
        Reason::DocumentRefuted => "CHECK DIGIT WRONG, MANUAL CHECK",
        Reason::DocumentExpired => "DOCUMENT EXPIRED",
        Reason::DocumentReported => "DOCUMENT REPORTED LOST OR STOLEN",
        Reason::BirthDatePartial => "DATE OF BIRTH NOT FULLY KNOWN, MANUAL CHECK",
        Reason::OtherCitizen => "VISA OR LANDING PERMISSION TO BE CHECKED",
        Reason::Officer => "BY AN OFFICER",
    }
}
