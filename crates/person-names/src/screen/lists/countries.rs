//! Names of countries as lists write them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::person::Country;

static NAMES: LazyLock<HashMap<&'static str, Country>> = LazyLock::new(|| {
    let lines = include_str!("countries.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let (name, code) = line.split_once('\t')?;
        Some((name, Country::parse(code).ok()?))
    };
    lines.filter_map(row).collect()
});

/// The country of an English name, or of three capital letters.
pub(super) fn country(text: &str) -> Option<Country> {
    let text = text.trim().trim_end_matches('.');
    let text = text.strip_prefix("possibly ").unwrap_or(text);
    if let Some(known) = NAMES.get(text.to_lowercase().as_str()) {
        return Some(*known);
    }
    let capitals = text.bytes().all(|byte| byte.is_ascii_uppercase());
    capitals.then(|| Country::parse(text).ok()).flatten()
}
