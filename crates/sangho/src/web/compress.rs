//! Answers made small for bad lines (gzip, RFC 1952): a citizen's page shrinks to a quarter.
//!
//! No answer mixes a lasting secret with a stranger's words, since nobody has a session or a
//! cookie: its length gives nothing away.

use std::io::Write as _;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use flate2::{Compression, write::GzEncoder};

/// What is shorter fits one packet anyway.
const WORTH_IT: usize = 1024;

/// Compresses an answer of text, where the reader takes it so.
pub(super) async fn gzip(request: Request, next: Next) -> Response {
    let wanted = request.method() != Method::HEAD && takes_gzip(request.headers());
    let mut answer = next.run(request).await;
    if !is_text(answer.headers()) {
        return answer;
    }
    answer.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !wanted {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    // Texts are whole in memory; only the stream of events is not, and it is no such text.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    match packed(&bytes) {
        Some(small) => {
            parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(small))
        }
        None => Response::from_parts(parts, Body::from(bytes)),
    }
}

fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < WORTH_IT {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

/// RFC 9110, section 12.5.3. A weight of nought is a refusal.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING);
    let codings = lists.iter().filter_map(|list| list.to_str().ok()).flat_map(|l| l.split(','));
    let mut found = codings.filter_map(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let gzip = parts.next()?.eq_ignore_ascii_case("gzip");
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok());
        gzip.then(|| weight.is_none_or(|weight| weight > 0.0))
    });
    found.next().unwrap_or(false)
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    let texts = ["text/html", "text/css", "text/javascript", "application/json"];
    texts.contains(&kind) || kind == "application/geo+json"
}
