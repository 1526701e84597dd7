//! The plan table: what happened, each nation alone, both pooled, and what pooling changes.

use super::view::{PlanFigures, Plans};
use crate::web::clock::Clock;
use crate::web::words::Words;

/// One figure in the three plans.
#[derive(Debug)]
pub(super) struct PlanRow {
    /// The key of its name.
    pub(super) key: &'static str,
    pub(super) history: Option<String>,
    pub(super) alone: String,
    pub(super) pooled: String,
    pub(super) difference: String,
    /// `better`, `worse` or `same`: also a key of the words (`plan.better`).
    pub(super) verdict: &'static str,
}

const NONE: &str = "–";

/// The rows of the table.
pub(super) fn plan_rows(plans: &Plans, clock: &Clock, w: &Words) -> Vec<PlanRow> {
    let count = |key, more_is_better, of: fn(&PlanFigures) -> Option<u32>| {
        let (alone, pooled) = (of(&plans.alone), of(&plans.pooled));
        let change = alone.zip(pooled).map(|(a, p)| i64::from(p).saturating_sub(i64::from(a)));
        PlanRow {
            key,
            history: plans.history.as_ref().map(|h| text(of(h))),
            alone: text(alone),
            pooled: text(pooled),
            difference: change.map_or_else(|| NONE.to_owned(), signed),
            verdict: verdict(change, more_is_better),
        }
    };
    let out = PlanRow {
        history: plans.history.as_ref().map(of_people),
        alone: of_people(&plans.alone),
        pooled: of_people(&plans.pooled),
        ..count("plan.out", true, |p| Some(p.out))
    };
    vec![
        out,
        count("plan.home", true, |p| p.home),
        last_arrival(plans, clock, w),
        count("plan.empty_seats", false, |p| p.empty_seats),
        count("plan.split", false, |p| p.split_households),
        gap(plans, w),
    ]
}

fn last_arrival(plans: &Plans, clock: &Clock, w: &Words) -> PlanRow {
    let say = |p: &PlanFigures| p.last_arrival.map_or_else(|| NONE.to_owned(), |t| clock.local(&t));
    let seconds = plans.alone.last_arrival.zip(plans.pooled.last_arrival);
    let change = seconds.map(|(a, p)| p.as_second().saturating_sub(a.as_second()));
    PlanRow {
        key: "plan.last_arrival",
        history: plans.history.as_ref().map(say),
        alone: say(&plans.alone),
        pooled: say(&plans.pooled),
        difference: change.map_or_else(
            || NONE.to_owned(),
            |change| {
                let span = clock.span(change.unsigned_abs());
                match change {
                    0 => w.t("plan.same").to_owned(),
                    ..0 => w.n("plan.sooner", span),
                    _ => w.n("plan.later", span),
                }
            },
        ),
        verdict: verdict(change, false),
    }
}

/// How far from the best: nothing to compare, it is the proof that counts.
fn gap(plans: &Plans, w: &Words) -> PlanRow {
    let say = |p: &PlanFigures| match p.gap {
        None => NONE.to_owned(),
        Some(gap) if gap <= 0.0 => w.t("plan.proven").to_owned(),
        // Rounded up: what is proven is "within".
        Some(gap) => w.n("plan.within", format!("{:.1} %", (gap * 1000.0).ceil() / 10.0)),
    };
    PlanRow {
        key: "plan.gap",
        history: plans.history.as_ref().map(say),
        alone: say(&plans.alone),
        pooled: say(&plans.pooled),
        difference: NONE.to_owned(),
        verdict: "same",
    }
}

fn text(n: Option<u32>) -> String {
    n.map_or_else(|| NONE.to_owned(), |n| n.to_string())
}

fn of_people(p: &PlanFigures) -> String {
    format!("{}/{}", p.out, p.people)
}

fn signed(change: i64) -> String {
    match change {
        0 => "±0".to_owned(),
        1.. => format!("+{change}"),
        _ => format!("−{}", change.unsigned_abs()),
    }
}

fn verdict(change: Option<i64>, more_is_better: bool) -> &'static str {
    match change {
        None | Some(0) => "same",
        Some(change) if (change > 0) == more_is_better => "better",
        Some(_) => "worse",
    }
}
