//! What changed in the plan: the words for each change and reason.

use corridor::plan::{Change, Why};

use super::view::{Moved, Replan};
use crate::web::words::Words;

/// So many households are listed at once; the others unfold.
pub(super) const AT_ONCE: usize = 8;

/// The key of the word for a change.
pub(in crate::web) fn change_key(change: Change) -> &'static str {
    match change {
        Change::Moved => "change.is_moved",
        Change::Gained => "change.is_gained",
        Change::Lost => "change.is_lost",
        Change::Waiting => "change.is_waiting",
        Change::Gone => "change.is_gone",
    }
}

/// The key of the words for a reason.
pub(in crate::web) fn why_key(why: Why) -> &'static str {
    match why {
        Why::Closure => "why.closure",
        Why::LiftLate => "why.lift_late",
        Why::LiftSeats => "why.lift_seats",
        Why::Registered => "why.registered",
        Why::Withdrew => "why.withdrew",
        Why::NotAboard => "why.not_aboard",
        Why::Boarded => "why.boarded",
        Why::Place => "why.place",
        Why::Better => "why.better",
        Why::MakesRoom => "why.makes_room",
        Why::Room => "why.room",
    }
}

/// What happened, in words: reasons with the people whom they touched, then closures.
pub(super) fn causes(replan: &Replan, w: &Words) -> String {
    let cause = |one: &super::view::Cause| {
        format!("{} ({})", w.t(why_key(one.why)), w.n("change.people", one.people))
    };
    let mut causes: Vec<String> = replan.causes.iter().map(cause).collect();
    if replan.closures > 0 {
        causes.push(w.n("change.closures", replan.closures));
    }
    if causes.is_empty() { w.t("change.room").to_owned() } else { causes.join(" · ") }
}

/// The lifts of a household before and after, with a word where there are none.
pub(super) fn way(one: &Moved, w: &Words) -> String {
    let lifts = |lifts: &[String]| match lifts {
        [] => w.t("change.none").to_owned(),
        lifts => lifts.join(" + "),
    };
    match one.change {
        Change::Gained | Change::Waiting if one.before.is_empty() => lifts(&one.after),
        _ => format!("{} → {}", lifts(&one.before), lifts(&one.after)),
    }
}
