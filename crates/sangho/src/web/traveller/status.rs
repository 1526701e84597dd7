//! `/status`: what became of a registration. Shows no names, so that a code overheard tells little.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;

use super::page::{html, language};
use super::reference::{halves, parse_reference};
use crate::web::clock::Clock;
use crate::web::desk::view::{PersonState, World};
use crate::web::routes::Node;
use crate::web::words::{Lang, Said, Words};

/// What is known of a registration.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusView {
    /// The code.
    pub reference: String,
    /// When this last changed.
    pub updated: Timestamp,
    /// People in the registration.
    pub people: u32,
    /// Where they stand; the least advanced of them.
    pub state: PersonState,
    /// Their seats, where they have some.
    pub seat: Option<Seat>,
}

/// Seats on a lift, as the citizen needs to know them.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat {
    /// The lift.
    pub lift: String,
    /// Where it goes.
    pub route: Vec<String>,
    /// Departure.
    pub departs: Timestamp,
    /// Be there by.
    pub meet_by: Timestamp,
    /// Where to meet.
    pub meet_at: Said,
}

impl PersonState {
    /// The key of what a citizen reads.
    pub(super) fn citizen_key(self) -> &'static str {
        match self {
            Self::Registered | Self::WantsOut => "status.waiting",
            Self::SeatAssigned => "status.seat",
            Self::Boarded => "status.boarded",
            Self::Home => "status.home",
            Self::Haven => "status.haven",
            Self::OwnMeans | Self::Declined => "status.closed",
            Self::Transferred => "status.transferred",
            Self::LeftBehind | Self::Missing | Self::Deceased => "status.call",
        }
    }
}

/// The part of the address after the question mark.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Asked {
    #[serde(default)]
    r#ref: String,
    lang: Option<String>,
}

#[derive(Template)]
#[template(path = "traveller/status.html")]
struct Page {
    w: &'static Words,
    css: &'static str,
    drill: bool,
    emergency: String,
    typed: String,
    /// A code was asked for and is none or is unknown.
    unknown: bool,
    found: Option<StatusView>,
    clock: Clock,
}

/// The page: a box for the code, and what is known.
pub(in crate::web) async fn page(
    State(node): State<Node>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let lang = asked.lang.as_deref().and_then(Lang::of_tag).unwrap_or_else(|| language(&headers));
    let view = node.view();
    let code = parse_reference(&asked.r#ref);
    let found = code.as_deref().and_then(|code| node.status(code));
    let unknown = found.is_none() && !asked.r#ref.is_empty();
    let page = Page {
        w: Words::of(lang),
        css: super::CSS,
        drill: view.world == World::Drill,
        emergency: view.emergency.to(lang).to_owned(),
        typed: code.as_deref().map_or(asked.r#ref, halves),
        unknown,
        found,
        clock: Clock::new(view.now, &view.zone, lang),
    };
    html(if unknown { StatusCode::NOT_FOUND } else { StatusCode::OK }, page.render())
}
