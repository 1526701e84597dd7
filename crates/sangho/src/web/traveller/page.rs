//! `/`, `/ko`, `/ja`, `/en`: the registration form, and what answers it.

use askama::Template;
use aws_lc_rs::rand;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use jiff::tz::TimeZone;

use super::form::{self, Intention, Need, PEOPLE, Problem, RegistrationForm};
use super::receipt::{Receipt, Refusal};
use super::reference::{halves, reference_code};
use super::typed::Typed;
use crate::web::clock::Clock;
use crate::web::desk::view::{DeskView, Lift, LiftState, Place, Standing, World};
use crate::web::routes::Node;
use crate::web::words::{Lang, Words};

/// The largest form taken, in bytes; four people with long names need about 4,000.
const LARGEST_FORM: usize = 16 * 1024;

#[derive(Template)]
#[template(path = "traveller/page.html")]
struct Page<'a> {
    w: &'static Words,
    css: &'static str,
    drill: bool,
    emergency: &'a str,
    places: Vec<&'a Place>,
    next: Option<&'a Lift>,
    clock: Clock,
    typed: &'a Typed,
    problems: &'a [Problem],
    refusal: Option<Refusal>,
    token: String,
}

impl Page<'_> {
    fn rows(&self) -> std::ops::Range<usize> {
        0..PEOPLE
    }

    fn intentions(&self) -> [(&'static str, &str); 3] {
        Intention::ALL.map(|(intention, value)| {
            let key = match intention {
                Intention::Seat => "form.seat",
                Intention::Safe => "form.safe",
                Intention::Left => "form.left",
            };
            (value, self.w.t(key))
        })
    }

    fn needs(&self) -> [(&'static str, &str); 5] {
        Need::ALL.map(|(_, letter, key)| (letter, self.w.t(key)))
    }

    /// What was typed into a field of a row.
    fn had(&self, letter: &str, row: &usize) -> &str {
        self.typed.get(&format!("{letter}{row}"))
    }

    fn ticked(&self, row: &usize, letter: &str) -> bool {
        self.typed.chose(&format!("h{row}"), letter)
    }

    /// What to put right in a field; empty where nothing is wrong.
    fn wrong(&self, letter: &str, row: &usize) -> &str {
        self.wrong_at(&format!("{letter}{row}"))
    }

    fn wrong_at(&self, field: &str) -> &str {
        let found = self.problems.iter().find(|problem| problem.field == field);
        found.map_or("", |problem| self.w.t(problem.key))
    }

    /// The companions' part is open where something is in it.
    fn open(&self) -> bool {
        let letters = ["n", "l", "b", "c", "d"];
        (1..PEOPLE).any(|row| letters.iter().any(|letter| !self.had(letter, &row).is_empty()))
    }

    /// The name of a field without which nothing can be done.
    fn star(&self, key: &str) -> String {
        format!("★ {}", self.w.t(key))
    }
}

#[derive(Template)]
#[template(path = "traveller/receipt.html")]
struct ReceiptPage<'a> {
    w: &'static Words,
    css: &'static str,
    drill: bool,
    emergency: &'a str,
    code: String,
    receipt: &'a Receipt,
    people: usize,
    steps: [&'static str; 3],
    wants_seat: bool,
    shared: bool,
    clock: Clock,
}

#[derive(Template)]
#[template(path = "traveller/problem.html")]
struct ProblemPage {
    css: &'static str,
    drill: bool,
    code: &'static str,
    said: [(&'static str, &'static str, &'static str); 3],
}

/// The language that a browser asks for.
pub(super) fn language(headers: &HeaderMap) -> Lang {
    let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Lang::negotiate(header.unwrap_or_default())
}

/// An answer from a rendered page.
pub(super) fn html(status: StatusCode, page: Result<String, askama::Error>) -> Response {
    page.map_or_else(
        |error| {
            tracing::error!(%error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        },
        |text| (status, Html(text)).into_response(),
    )
}

/// The form in the language of the browser.
pub(in crate::web) async fn home(State(node): State<Node>, headers: HeaderMap) -> Response {
    empty(&node, language(&headers))
}

/// The form in Korean.
pub(in crate::web) async fn korean(State(node): State<Node>) -> Response {
    empty(&node, Lang::Ko)
}

/// The form in Japanese.
pub(in crate::web) async fn japanese(State(node): State<Node>) -> Response {
    empty(&node, Lang::Ja)
}

/// The form in English.
pub(in crate::web) async fn english(State(node): State<Node>) -> Response {
    empty(&node, Lang::En)
}

fn empty(node: &Node, lang: Lang) -> Response {
    let again = Again { typed: &Typed::default(), problems: &[], refusal: None };
    show(&node.view(), lang, &again, StatusCode::OK)
}

/// What the form is shown with.
struct Again<'a> {
    typed: &'a Typed,
    problems: &'a [Problem],
    refusal: Option<Refusal>,
}

fn show(view: &DeskView, lang: Lang, again: &Again<'_>, status: StatusCode) -> Response {
    let sent = again.typed.get("k");
    let keep = is_token(sent) && again.refusal != Some(Refusal::TokenUsed);
    let token = if keep { Some(sent.to_owned()) } else { new_token() };
    let Some(token) = token else {
        return problem(view.world, &BUSY);
    };
    let places = view.map.places.iter().filter(|place| place.standing != Standing::Home);
    let coming = |lift: &&Lift| {
        matches!(lift.state, LiftState::Planned | LiftState::Boarding) && lift.closes_at > view.now
    };
    let page = Page {
        w: Words::of(lang),
        css: super::CSS,
        drill: view.world == World::Drill,
        emergency: view.emergency.to(lang),
        places: places.collect(),
        next: view.lifts.iter().find(coming),
        clock: Clock::new(view.now, &view.zone, lang),
        typed: again.typed,
        problems: again.problems,
        refusal: again.refusal,
        token,
    };
    html(status, page.render())
}

/// Takes a form. A mistake shows the same page with everything typed still in it.
pub(in crate::web) async fn register(State(node): State<Node>, request: Request) -> Response {
    let view = node.view();
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.trim().starts_with("application/x-www-form-urlencoded")) {
        return problem(view.world, &NOT_A_FORM);
    }
    let browser = language(request.headers());
    let Ok(body) = to_bytes(request.into_body(), LARGEST_FORM).await else {
        return problem(view.world, &TOO_LARGE);
    };
    taken(&node, &view, &body, browser)
}

fn taken(node: &Node, view: &DeskView, body: &Bytes, browser: Lang) -> Response {
    let typed = Typed::read(body);
    let lang = Lang::of_tag(typed.get("g")).unwrap_or(browser);
    let places: Vec<&str> = view.map.places.iter().map(|place| place.id.as_str()).collect();
    let zone = TimeZone::get(&view.zone).unwrap_or(TimeZone::UTC);
    let mut form = match form::read(&typed, &places, view.now.to_zoned_datetime(zone).date()) {
        Ok(form) => form,
        Err(problems) => {
            let again = Again { typed: &typed, problems: &problems, refusal: None };
            return show(view, lang, &again, StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    form.lang = lang;
    if !is_token(&form.token) {
        // A form without its token is a first sending.
        let Some(token) = new_token() else {
            return problem(view.world, &BUSY);
        };
        form.token = token;
    }
    match node.register(form.clone()) {
        Ok(receipt) => receipt_page(view, &form, &receipt),
        Err(refusal) => {
            let status = match refusal {
                Refusal::Closed => StatusCode::FORBIDDEN,
                Refusal::TokenUsed => StatusCode::UNPROCESSABLE_ENTITY,
                Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
            };
            let again = Again { typed: &typed, problems: &[], refusal: Some(refusal) };
            show(view, lang, &again, status)
        }
    }
}

fn receipt_page(view: &DeskView, form: &RegistrationForm, receipt: &Receipt) -> Response {
    let steps = match form.intention {
        Intention::Seat => ["receipt.seat_1", "receipt.seat_2", "receipt.seat_3"],
        Intention::Safe => ["receipt.safe_1", "receipt.safe_2", "receipt.change"],
        Intention::Left => ["receipt.left_1", "receipt.left_2", "receipt.change"],
    };
    let page = ReceiptPage {
        w: Words::of(form.lang),
        css: super::CSS,
        drill: view.world == World::Drill,
        emergency: view.emergency.to(form.lang),
        code: halves(&receipt.reference),
        receipt,
        people: form.people.len(),
        steps,
        wants_seat: form.intention == Intention::Seat,
        shared: form.share,
        clock: Clock::new(view.now, &view.zone, form.lang),
    };
    html(StatusCode::OK, page.render())
}

/// Whether a text can be one of our tokens.
fn is_token(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Eighty random bits; none only where the machine has no randomness.
fn new_token() -> Option<String> {
    let half = || {
        let mut random = [0; 5];
        rand::fill(&mut random).ok().map(|()| reference_code(random))
    };
    Some(half()? + &half()?)
}

/// An answer that is not about a field: said in all three languages, for the language may not be
/// known.
struct Trouble {
    status: StatusCode,
    code: &'static str,
    title: &'static str,
    text: &'static str,
}

const NOT_FOUND: Trouble = Trouble {
    status: StatusCode::NOT_FOUND,
    code: "not-found",
    title: "trouble.not_found",
    text: "trouble.not_found_text",
};
const TOO_LARGE: Trouble = Trouble {
    status: StatusCode::PAYLOAD_TOO_LARGE,
    code: "form-too-large",
    title: "trouble.too_large",
    text: "trouble.too_large_text",
};
const NOT_A_FORM: Trouble = Trouble {
    status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
    code: "not-a-form",
    title: "trouble.not_a_form",
    text: "trouble.not_a_form_text",
};
const BUSY: Trouble = Trouble {
    status: StatusCode::SERVICE_UNAVAILABLE,
    code: "not-stored",
    title: "trouble.busy",
    text: "error.busy",
};

fn problem(world: World, trouble: &Trouble) -> Response {
    let said = Lang::ALL.map(|lang| {
        let w = Words::of(lang);
        (lang.tag(), w.t(trouble.title), w.t(trouble.text))
    });
    let drill = world == World::Drill;
    let page = ProblemPage { css: super::CSS, drill, code: trouble.code, said };
    html(trouble.status, page.render())
}

/// Any other address.
pub(in crate::web) async fn not_found(State(node): State<Node>) -> Response {
    problem(node.view().world, &NOT_FOUND)
}
