//! What an outcome was computed by: enough to compute it again, byte for byte.

use std::sync::LazyLock;

use serde::Serialize;

/// The version of the rules and of the data. The same engine answers the same inputs alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Engine {
    /// The version of this crate.
    pub version: &'static str,
    /// The name data: the first eight hexadecimal digits of the SHA-256 of each of its files, in
    /// the order of `data/SOURCES.md`, joined by hyphens. A test holds that page to the files.
    pub data: String,
}

/// The engine that this crate is.
#[must_use]
pub fn engine() -> &'static Engine {
    static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine {
        version: env!("CARGO_PKG_VERSION"),
        data: digests(include_str!("../data/SOURCES.md")),
    });
    &ENGINE
}

/// The beginnings of the hashes in the table of files, `| name | bytes | hash | ...`.
fn digests(page: &str) -> String {
    let rows = page.lines().skip_while(|line| *line != "## Files").skip(1);
    let rows = rows.take_while(|line| !line.starts_with("## "));
    let cells = rows.filter_map(|row| row.split('|').nth(3));
    let hashes = cells
        .map(|cell| cell.trim().trim_matches('`'))
        .filter(|hash| hash.len() == 64 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let short: Vec<&str> = hashes.filter_map(|hash| hash.get(..8)).collect();
    short.join("-")
}

#[cfg(test)]
mod tests {
    use super::engine;

    #[test]
    fn the_engine_names_its_version_and_the_hash_of_each_file_of_its_data() {
        let engine = engine();
        assert_eq!(engine.version, env!("CARGO_PKG_VERSION"));
        let digests: Vec<&str> = engine.data.split('-').collect();
        let page = include_str!("../data/SOURCES.md");
        let files = page.lines().filter(|line| line.starts_with("| `") && line.contains(".bin`"));
        assert_eq!(digests.len(), files.count());
        assert!(digests.iter().all(|digest| digest.len() == 8));
    }
}
