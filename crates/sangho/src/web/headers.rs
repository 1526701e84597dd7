//! Security headers on every answer. No script, style or frame but our own; no cookies anywhere.

use std::sync::LazyLock;

use aws_lc_rs::digest;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// For the desk: our own scripts, styles, worker and events. Images as `data:` and `blob:` are what
/// the map library paints with.
const DESK: &str = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// For citizens: nothing but one style sheet inside the page, named by its hash.
static TRAVELLER: LazyLock<String> = LazyLock::new(|| {
    let hash = digest::digest(&digest::SHA256, crate::web::traveller::CSS.as_bytes());
    let hash = STANDARD.encode(hash.as_ref());
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
});

/// Puts the headers on an answer.
pub(super) async fn put(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let officers = ["/desk", "/api", "/assets"].iter().any(|start| path.starts_with(start));
    let policy = if officers { DESK } else { TRAVELLER.as_str() };
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Pages hold personal data or the state of a moment; only assets may be kept.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}
