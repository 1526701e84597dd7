//! Every file that a page loads, in one list, under one address that changes when any of them does.

use std::sync::LazyLock;

use aws_lc_rs::digest;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A file that is part of the program.
#[derive(Debug)]
pub struct Asset {
    /// Its name, the last part of its address.
    pub name: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// Its content.
    pub bytes: &'static [u8],
}

impl Asset {
    const fn new(name: &'static str, kind: &'static str, bytes: &'static [u8]) -> Self {
        Self { name, kind, bytes }
    }
}

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Our own files.
const OURS: &[Asset] = &[
    Asset::new("desk.css", CSS, include_bytes!("desk/desk.css")),
    Asset::new("desk.js", SCRIPT, include_bytes!("desk/desk.js")),
    Asset::new("map.js", SCRIPT, include_bytes!("desk/map.js")),
];

/// MapLibre GL JS (BSD-3-Clause) as `build.rs` found it; empty in a build without it.
const MAP_LIBRARY: &[Asset] = include!(concat!(env!("OUT_DIR"), "/map_library.rs"));

/// All files.
pub fn all() -> impl Iterator<Item = &'static Asset> {
    OURS.iter().chain(MAP_LIBRARY)
}

/// Whether this build carries the browser's map library.
#[must_use]
pub fn has_map_library() -> bool {
    !MAP_LIBRARY.is_empty()
}

/// Where the files are: `/assets/` and a hash over all of them, so that scripts find each other by
/// plain relative names and a browser may keep them for good.
#[must_use]
pub fn base() -> &'static str {
    static BASE: LazyLock<String> = LazyLock::new(|| format!("/assets/{}", set_hash()));
    &BASE
}

/// The first 64 bits of the SHA-256 over names and contents, in hexadecimal digits.
fn set_hash() -> String {
    let mut hash = digest::Context::new(&digest::SHA256);
    for asset in all() {
        hash.update(asset.name.as_bytes());
        hash.update(&(asset.bytes.len() as u64).to_be_bytes());
        hash.update(asset.bytes);
    }
    hash.finish().as_ref().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Serves one file. An old hash is answered "not found": the page that asks is old too.
pub(super) async fn serve(Path((hash, name)): Path<(String, String)>) -> Response {
    let found = all().find(|asset| asset.name == name);
    match found {
        Some(asset) if base().ends_with(&hash) && !hash.is_empty() => (
            [
                (header::CONTENT_TYPE, asset.kind),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            asset.bytes,
        )
            .into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
