//! The pages as a browser, a text browser and a hostile client meet them.

use std::io::Read as _;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use futures_util::StreamExt as _;
use tower_service::Service as _;

use crate::web;
use crate::web::desk::view::{CountRow, Counts, PersonState, Replan, Tally, World};
use crate::web::words::Lang;

#[path = "../../examples/sample_desk/node.rs"]
mod node;
#[path = "../../examples/sample_desk/view.rs"]
mod view;

/// RFC 6928: what a server may send before it hears back, so the form is there in one round trip
/// even where nothing is compressed.
const FIRST_WINDOW: usize = 14_600;

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

fn sample() -> Router {
    web::router(Arc::new(node::Sample::new(view::gulf())))
}

async fn send(router: &Router, request: Request<Body>) -> Answer {
    let answer = router.clone().call(request).await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = to_bytes(answer.into_body(), 4 << 20).await.unwrap();
    Answer { status, headers, text: String::from_utf8_lossy(&body).into_owned() }
}

async fn get(router: &Router, path: &str) -> Answer {
    send(router, Request::get(path).body(Body::empty()).unwrap()).await
}

async fn post(router: &Router, body: impl Into<Body>) -> Answer {
    let kind = "application/x-www-form-urlencoded";
    let request = Request::post("/").header(header::CONTENT_TYPE, kind);
    send(router, request.body(body.into()).unwrap()).await
}

fn token(page: &str) -> &str {
    let (_, after) = page.split_once("name=\"k\" value=\"").unwrap();
    after.split_once('"').unwrap().0
}

#[tokio::test]
async fn the_form_fits_the_first_window_in_each_language() {
    for lang in Lang::ALL {
        let page = get(&sample(), &format!("/{}", lang.tag())).await;
        assert!(page.text.len() < FIRST_WINDOW, "{}: {} bytes", lang.tag(), page.text.len());
        assert!(page.text.contains(&format!("<html lang=\"{}\">", lang.tag())));
        for foreign in ["<script", "<link rel=\"stylesheet", "<img", " src=", " style=", "http"] {
            assert!(!page.text.contains(foreign), "{foreign}");
        }
    }
}

/// The issue's measure of a citizen's page, compressed.
const SMALL: usize = 4096;

#[tokio::test]
async fn the_form_is_sent_compressed_to_whom_takes_it_so() {
    for lang in Lang::ALL {
        let path = format!("/{}", lang.tag());
        let asked = |coding| Request::get(&path).header(header::ACCEPT_ENCODING, coding);
        for coding in ["gzip", "br;q=1, GZIP;q=0.5"] {
            let request = asked(coding).body(Body::empty()).unwrap();
            let answer = sample().call(request).await.unwrap();
            assert_eq!(answer.headers()[header::CONTENT_ENCODING], "gzip");
            assert_eq!(answer.headers()[header::VARY], "accept-encoding");
            let body = to_bytes(answer.into_body(), 4 << 20).await.unwrap();
            assert!(body.len() <= SMALL, "{path}: {} bytes", body.len());
            let mut text = String::new();
            flate2::read::GzDecoder::new(&*body).read_to_string(&mut text).unwrap();
            assert!(text.starts_with("<!doctype html>") && text.trim_end().ends_with("</html>"));
        }
        for coding in ["br", "gzip;q=0", ""] {
            let plain = send(&sample(), asked(coding).body(Body::empty()).unwrap()).await;
            assert!(plain.headers.get(header::CONTENT_ENCODING).is_none(), "{coding}");
            assert!(plain.text.starts_with("<!doctype html>"), "{coding}");
        }
    }
}

#[tokio::test]
async fn the_language_is_the_browsers_first_that_we_speak() {
    let asks =
        [("fr, ja;q=0.5, ko;q=0.8", "ko"), ("ja-JP", "ja"), ("", "en"), ("ja;q=x, en;q=0.1", "en")];
    for (wanted, lang) in asks {
        let request = Request::get("/").header(header::ACCEPT_LANGUAGE, wanted);
        let page = send(&sample(), request.body(Body::empty()).unwrap()).await;
        assert!(page.text.contains(&format!("<html lang=\"{lang}\">")), "{wanted}");
    }
}

#[tokio::test]
async fn a_household_registers_gets_a_code_and_asks_by_it() {
    let router = sample();
    let form = get(&router, "/ko").await;
    let body =
        format!("i=seat&p=DOH&c0=KOR&n0=%ED%99%8D&l1=HONG+Minsu&g=ko&k={}", token(&form.text));
    let first = post(&router, body.clone()).await;
    assert_eq!(first.status, StatusCode::OK);
    assert!(first.text.contains("등록은 좌석 배정이 아닙니다."));
    let (_, code) = first.text.split_once("class=\"code\">").unwrap();
    let code = code.get(..9).unwrap();
    let again = post(&router, body.clone()).await;
    assert!(again.text.contains(code), "sent twice, registered once");
    assert!(again.text.contains("두 번 등록되지 않았습니다"));
    let other = post(&router, body.replace("DOH", "KWI")).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.text.contains("token-used") && !other.text.contains(token(&form.text)));
    let typed = code.to_lowercase().replace('-', "+");
    let status = get(&router, &format!("/status?ref={typed}&lang=ko")).await;
    assert!(status.text.contains("좌석이 있습니다.") && !status.text.contains("HONG"));
    assert_eq!(get(&router, "/status?ref=00000000").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_mistake_keeps_what_was_typed_and_says_what_to_do() {
    let router = sample();
    let body = "i=seat&p=DOH&n0=%22%3E%3Cscript%3E&b0=2%2F1%2F1985&c0=KOR&h0=m&l2=SATO+Ken&g=ja";
    let page = post(&router, body).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["value=\"2/1/1985\"", "value=\"KOR\"", "value=\"SATO Ken\"", "value=\"m\" checked"]
    {
        assert!(page.text.contains(kept), "{kept}");
    }
    assert!(page.text.contains("<option value=\"DOH\" selected>"));
    assert!(page.text.contains("aria-describedby=\"e-b0\"") && page.text.contains("id=\"e-b0\""));
    assert!(page.text.contains("<details open>"), "the companion stays in sight");
    assert!(!page.text.contains("<script>"), "what was typed is text, not page");
}

#[tokio::test]
async fn a_body_that_is_no_form_of_ours_is_answered_in_three_languages() {
    let router = sample();
    let long = post(&router, vec![b'a'; 20_000]).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    let json = Request::post("/").header(header::CONTENT_TYPE, "application/json");
    let json = send(&router, json.body(Body::from("{}")).unwrap()).await;
    assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let nowhere = get(&router, "/nowhere").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    for (page, code) in [(long, "form-too-large"), (json, "not-a-form"), (nowhere, "not-found")] {
        assert!(page.text.contains(code));
        for lang in Lang::ALL {
            assert!(page.text.contains(&format!("lang=\"{}\"", lang.tag())));
        }
    }
    let bad_utf8 = post(&router, "i=seat&p=DOH&c0=JPN&l0=SATO&w=%8E%A0&g=ja").await;
    assert_eq!(bad_utf8.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad_utf8.text.contains("文字を読み取れません") && bad_utf8.text.contains("SATO"));
}

#[tokio::test]
async fn the_desk_is_complete_without_script() {
    for lang in Lang::ALL {
        let page = get(&sample(), &format!("/desk?lang={}", lang.tag())).await;
        for shown in
            ["KR-1", "344", "+47", "<svg", "Exercise · 훈련 · 訓練", "JST/KST", "UTC", "→ NRT"]
        {
            assert!(page.text.contains(shown), "{}: {shown}", lang.tag());
        }
        assert!(!page.text.contains(" style="), "the policy would refuse it");
        assert!(page.text.len() < 40_000, "{} bytes", page.text.len());
    }
}

#[tokio::test]
async fn a_plan_made_again_tells_its_time_in_three_zones() {
    let mut shown = view::gulf();
    let nobody = Tally::default();
    shown.zone = "Asia/Dubai".to_owned();
    shown.replans = vec![Replan {
        at: "2026-03-13T21:05:00Z".parse().unwrap(),
        closures: 1,
        causes: Vec::new(),
        kept: nobody,
        moved: nobody,
        gained: nobody,
        lost: nobody,
        waiting: nobody,
        gone: nobody,
        affected: 0,
        households: Vec::new(),
    }];
    let router = web::router(Arc::new(node::Sample::new(shown)));
    for (lang, local, others) in [
        ("en", "Sat 14 Mar 01:05", "Sat 14 Mar 06:05 JST/KST · Fri 13 Mar 21:05 UTC"),
        ("ja", "3/14（土）01:05", "3/14（土）06:05 JST/KST · 3/13（金）21:05 UTC"),
        ("ko", "3/14(토) 01:05", "3/14(토) 06:05 JST/KST · 3/13(금) 21:05 UTC"),
    ] {
        let page = get(&router, &format!("/desk?lang={lang}")).await;
        let whole = format!("{local}</time></b> <small>{others}</small>");
        let (_, panel) = page.text.split_once("id=\"change\"").unwrap();
        // Spaces within a time don't break.
        let panel = panel.replace('\u{a0}', " ");
        assert!(panel.contains(&whole), "{lang}: {whole}");
    }
}

#[tokio::test]
async fn sums_that_do_not_agree_are_said_aloud() {
    let mut shown = view::gulf();
    assert!(shown.counts.add_up());
    shown.counts.everyone.japan += 1;
    shown.world = World::Live;
    let router = web::router(Arc::new(node::Sample::new(shown)));
    let page = get(&router, "/desk?lang=en").await;
    assert!(page.text.contains("The sums do not agree") && page.text.contains("role=\"alert\""));
    assert!(page.text.contains("Live · 실제 · 実動") && !page.text.contains("Exercise"));
}

#[test]
fn a_row_that_is_wrong_across_is_found_even_where_the_columns_agree() {
    let row = |state, people| CountRow { state, people };
    let wrong = Tally { japan: 1, korea: 0, other: 0, total: 2 };
    let rows = vec![row(PersonState::Home, wrong), row(PersonState::Haven, wrong)];
    let mut counts = Counts { rows, everyone: Tally::default() };
    counts.everyone = counts.sum();
    assert!(!counts.add_up());
}

#[tokio::test]
async fn every_answer_carries_the_headers_and_no_cookie() {
    let router = sample();
    for path in
        ["/", "/status", "/desk", "/desk/fragment", "/api/desk.json", "/desk/land.json", "/x"]
    {
        let answer = get(&router, path).await;
        let header = |name: &str| answer.headers.get(name).map(|v| v.to_str().unwrap().to_owned());
        let policy = header("content-security-policy").unwrap();
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(header("x-content-type-options").as_deref(), Some("nosniff"));
        assert_eq!(header("referrer-policy").as_deref(), Some("no-referrer"));
        assert_eq!(header("cache-control").as_deref(), Some("no-store"));
        assert_eq!(header("set-cookie"), None);
    }
}

#[tokio::test]
async fn assets_are_served_for_good_under_their_hash_and_nowhere_else() {
    let router = sample();
    let base = web::assets::base();
    for asset in web::assets::all() {
        let answer = get(&router, &format!("{base}/{}", asset.name)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", asset.name);
        let kept = answer.headers.get(header::CACHE_CONTROL).unwrap();
        assert!(kept.to_str().unwrap().contains("immutable"));
    }
    let old = get(&router, "/assets/0000000000000000/desk.js").await;
    assert_eq!(old.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&router, &format!("{base}/none.js")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_live_channel_tells_the_version_at_once_and_each_change() {
    let sample = Arc::new(node::Sample::new(view::gulf()));
    let router = web::router(Arc::clone(&sample) as Arc<dyn web::Desk>);
    let request = Request::get("/desk/events").body(Body::empty()).unwrap();
    let answer = router.clone().call(request).await.unwrap();
    assert_eq!(answer.headers().get(header::CONTENT_TYPE).unwrap(), "text/event-stream");
    let mut events = answer.into_body().into_data_stream();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!(&first[..], b"event: version\nid: 418\ndata: 418\n\n");
    sample.change(view::one_boards);
    let second = events.next().await.unwrap().unwrap();
    assert_eq!(&second[..], b"event: version\nid: 419\ndata: 419\n\n");
}

#[tokio::test]
async fn the_view_comes_back_from_its_json() {
    let answer = get(&sample(), "/api/desk.json").await;
    let read: web::desk::view::DeskView = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(read, view::gulf());
}
