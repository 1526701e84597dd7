//! Arrows between crates point down: `sangho -> corridor -> libraries`, and no library knows
//! another. Downward arrows can't close a circle.

use super::Finding;
use super::house::{House, Source};

/// Every dependency on one of our crates goes to a lower storey.
pub(crate) fn arrows_point_down(house: &House) -> Vec<Finding> {
    let manifests: Vec<(&str, &Source)> = house
        .ending("/Cargo.toml")
        .filter_map(|file| Some((crate_name(&file.path)?, file)))
        .collect();
    let mut found = Vec::new();
    for (name, file) in &manifests {
        for (line, wanted) in dependencies(file) {
            let ours = manifests.iter().any(|(other, _)| *other == wanted);
            if ours && storey(wanted) >= storey(name) {
                let advice = format!("`{name}` must not depend on `{wanted}`; convert at the door");
                found.push(Finding::new(&file.path, line, "arrow", advice));
            }
        }
    }
    found
}

/// Every crate takes the lints of the workspace.
pub(crate) fn every_crate_takes_the_lints(house: &House) -> Vec<Finding> {
    house
        .ending("/Cargo.toml")
        .filter(|file| !file.text.contains("[lints]\nworkspace = true"))
        .map(|file| {
            let advice = "add `[lints]` with `workspace = true`";
            Finding::new(&file.path, 1, "lints", advice)
        })
        .collect()
}

/// The storey a crate lives on; a crate that is not known here is a library.
fn storey(name: &str) -> u8 {
    match name {
        "drills" | "xtask" => 3,
        "sangho" => 2,
        "corridor" => 1,
        _ => 0,
    }
}

/// The folder is the crate's name.
fn crate_name(path: &str) -> Option<&str> {
    path.strip_suffix("/Cargo.toml")?.split('/').next_back()
}

/// The names under every kind of `[...dependencies]`, with their lines.
fn dependencies(file: &Source) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut inside = false;
    for (number, line) in file.lines() {
        let line = line.trim();
        if let Some(table) = line.strip_prefix('[') {
            let table = table.trim_end_matches(']');
            inside = table.ends_with("dependencies");
            if let Some((_, name)) = table.split_once("dependencies.") {
                found.push((number, name));
            }
        } else if inside && !line.starts_with('#') {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            found.push((number, name));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(leaf: &str, corridor: &str) -> House {
        House::of(&[
            ("crates/leaf/Cargo.toml", leaf),
            ("crates/corridor/Cargo.toml", corridor),
            ("crates/other/Cargo.toml", ""),
        ])
    }

    #[test]
    fn an_arrow_upwards_or_sideways_is_named() {
        let down = "[dependencies]\nleaf.workspace = true\nserde = \"1\"\n";
        assert!(arrows_point_down(&house("", down)).is_empty());
        for up in ["[dependencies]\ncorridor.workspace = true\n", "[dev-dependencies.other]\n"] {
            assert_eq!(arrows_point_down(&house(up, down)).len(), 1, "{up}");
        }
    }

    #[test]
    fn a_crate_without_the_lints_is_named() {
        let with = "[lints]\nworkspace = true\n";
        assert_eq!(every_crate_takes_the_lints(&house(with, "")).len(), 2);
    }
}
