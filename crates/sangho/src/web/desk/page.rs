//! `/desk`: the whole page, its live part for the script, and the same as JSON.

use askama::Template;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::changes::{AT_ONCE, causes, change_key, way, why_key};
use super::map::{Picture, draw};
use super::plan::{PlanRow, plan_rows};
use super::view::{
    DeskView, Lift, LiftState, Link, LinkState, Moved, Nation, OfferState, Replan, Tally, World,
};
use crate::web::assets;
use crate::web::clock::Clock;
use crate::web::routes::Node;
use crate::web::words::{Lang, Words};

/// The part of the address after the question mark.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Asked {
    lang: Option<String>,
}

impl Asked {
    fn lang(&self, headers: &HeaderMap) -> Lang {
        let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
        let asked = self.lang.as_deref().and_then(Lang::of_tag);
        asked.unwrap_or_else(|| Lang::negotiate(wanted.unwrap_or_default()))
    }
}

#[derive(Template)]
#[template(path = "desk/page.html")]
struct Page {
    w: &'static Words,
    base: &'static str,
    version: u64,
    drill: bool,
    title: String,
    has_map: bool,
    live: String,
}

#[derive(Template)]
#[template(path = "desk/live.html")]
struct Live<'a> {
    w: &'static Words,
    v: &'a DeskView,
    clock: Clock,
    plan: Vec<PlanRow>,
    map: Picture,
}

impl Live<'_> {
    fn drill(&self) -> bool {
        self.v.world == World::Drill
    }

    fn nation(&self, nation: &Nation) -> &str {
        self.w.t(match nation {
            Nation::Japan => "nation.jp",
            Nation::Korea => "nation.kr",
        })
    }

    /// The name of an operator: one of the two nations, or a third party by its code.
    fn operator<'w>(&'w self, code: &'w str) -> &'w str {
        match code {
            "JP" => self.w.t("nation.jp"),
            "KR" => self.w.t("nation.kr"),
            third => third,
        }
    }

    fn operator_shape(&self, code: &str) -> &'static str {
        match code {
            "JP" => "●",
            "KR" => "■",
            _ => "▲",
        }
    }

    fn causes(&self, replan: &Replan) -> String {
        causes(replan, self.w)
    }

    fn way(&self, one: &Moved) -> String {
        way(one, self.w)
    }

    fn change_word(&self, one: &Moved) -> &str {
        self.w.t(change_key(one.change))
    }

    fn why_word(&self, one: &Moved) -> &str {
        self.w.t(why_key(one.why))
    }

    fn first<'r>(&self, replan: &'r Replan) -> &'r [Moved] {
        replan.households.get(..AT_ONCE).unwrap_or(&replan.households)
    }

    fn rest<'r>(&self, replan: &'r Replan) -> &'r [Moved] {
        replan.households.get(AT_ONCE..).unwrap_or_default()
    }

    /// Households affected that are not listed at once.
    fn more(&self, replan: &Replan) -> usize {
        usize::try_from(replan.affected).unwrap_or(usize::MAX).saturating_sub(AT_ONCE)
    }

    /// Whether the list does not hold everybody.
    fn cut(&self, replan: &Replan) -> bool {
        usize::try_from(replan.affected).unwrap_or(usize::MAX) > replan.households.len()
    }

    fn sum(&self) -> Tally {
        self.v.counts.sum()
    }

    fn open(&self) -> Tally {
        self.v.counts.open()
    }

    fn link_class(&self) -> &'static str {
        match (self.v.link.state, self.v.link.since_receipt) {
            (LinkState::Down, _) | (_, None | Some(3600..)) => "bad",
            (LinkState::Waiting, _) | (_, Some(900..)) => "warn",
            _ => "good",
        }
    }

    fn link_word(&self) -> &str {
        self.w.t(match self.v.link.state {
            LinkState::Up => "link.up",
            LinkState::Waiting => "link.waiting",
            LinkState::Down => "link.down",
        })
    }

    fn link_age(&self) -> String {
        let Link { since_receipt, .. } = self.v.link;
        since_receipt.map_or_else(
            || self.w.t("link.never").to_owned(),
            |seconds| self.w.n("link.receipt", self.clock.span(seconds)),
        )
    }

    fn next(&self) -> Option<&Lift> {
        self.v
            .lifts
            .iter()
            .find(|lift| matches!(lift.state, LiftState::Planned | LiftState::Boarding))
    }

    fn lift_word(&self, lift: &Lift) -> &str {
        self.w.t(match lift.state {
            LiftState::Planned => "lift.planned",
            LiftState::Boarding => "lift.boarding",
            LiftState::Left => "lift.left",
            LiftState::Landed => "lift.landed",
        })
    }

    fn lift_class(&self, lift: &Lift) -> &'static str {
        match lift.state {
            LiftState::Planned => "planned",
            LiftState::Boarding => "boarding",
            LiftState::Left | LiftState::Landed => "gone",
        }
    }

    /// The list still takes names, and closes within the hour.
    fn closing(&self, lift: &Lift) -> bool {
        !self.closed(lift) && self.clock.is_soon(&lift.closes_at)
    }

    fn closed(&self, lift: &Lift) -> bool {
        lift.closes_at <= self.v.now || matches!(lift.state, LiftState::Left | LiftState::Landed)
    }

    fn offer_word(&self, state: &OfferState) -> &str {
        self.w.t(match state {
            OfferState::Open => "offer.open",
            OfferState::Accepted => "offer.accepted",
            OfferState::Partial => "offer.partial",
            OfferState::Declined => "offer.declined",
            OfferState::Expired => "offer.expired",
        })
    }
}

/// Renders the part of the page that changes.
fn live(view: &DeskView, lang: Lang) -> Result<String, askama::Error> {
    let w = Words::of(lang);
    let clock = Clock::new(view.now, &view.zone, lang);
    let plan = plan_rows(&view.plans, &clock, w);
    let map = draw(view, lang);
    Live { w, v: view, clock, plan, map }.render()
}

/// Renders the whole page.
fn whole(view: &DeskView, lang: Lang) -> Result<String, askama::Error> {
    let w = Words::of(lang);
    let page = Page {
        w,
        base: assets::base(),
        version: view.version,
        drill: view.world == World::Drill,
        title: view.emergency.to(lang).to_owned(),
        has_map: assets::has_map_library(),
        live: live(view, lang)?,
    };
    page.render()
}

fn answer(rendered: Result<String, askama::Error>) -> Response {
    rendered.map_or_else(
        |error| {
            tracing::error!(%error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        },
        |text| Html(text).into_response(),
    )
}

/// The page.
pub(in crate::web) async fn page(
    State(node): State<Node>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    answer(whole(&node.view(), asked.lang(&headers)))
}

/// The part of the page that the script swaps.
pub(in crate::web) async fn fragment(
    State(node): State<Node>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    answer(live(&node.view(), asked.lang(&headers)))
}

/// The view as JSON.
pub(in crate::web) async fn json(State(node): State<Node>) -> Json<DeskView> {
    Json(node.view())
}
