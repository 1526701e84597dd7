//! Embeds MapLibre GL JS from `web/node_modules` where `npm ci` has put it; builds without it too.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FILES: [(&str, &str); 3] = [
    ("maplibre-gl.mjs", "text/javascript; charset=utf-8"),
    ("maplibre-gl-worker.mjs", "text/javascript; charset=utf-8"),
    ("maplibre-gl.css", "text/css; charset=utf-8"),
];

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let dist = here.join("../../web/node_modules/maplibre-gl/dist");
    println!("cargo:rerun-if-changed=build.rs");
    // Watching a path that is absent would rebuild every time; the lock file changes with the
    // library.
    println!("cargo:rerun-if-changed=../../web/package-lock.json");
    if dist.is_dir() {
        println!("cargo:rerun-if-changed={}", dist.display());
    }
    fs::write(out.join("map_library.rs"), list(&dist))
}

/// The Rust text of the list: empty unless every file is there.
fn list(dist: &Path) -> String {
    let found: Vec<_> = FILES
        .iter()
        .filter_map(|(name, kind)| Some((name, kind, dist.join(name).canonicalize().ok()?)))
        .collect();
    let mut text = String::from("&[\n");
    if found.len() == FILES.len() {
        for (name, kind, path) in found {
            let _ = writeln!(text, "    Asset::new({name:?}, {kind:?}, include_bytes!({path:?})),");
        }
    }
    text.push(']');
    text
}
