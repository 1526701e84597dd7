//! The corridor is a row of rooms: ARCHITECTURE.md's table, the modules of `corridor` and what
//! they import all tell the same order.

use super::Finding;
use super::code::code_only;
use super::house::{House, Source};

const TABLE: &str = "ARCHITECTURE.md";
const CORRIDOR: &str = "crates/corridor/src/";

/// The rooms of the table are the public modules of `corridor`, in the same order.
pub(crate) fn the_table_is_the_corridor(house: &House) -> Vec<Finding> {
    let table = table(house);
    let library = house.get(&format!("{CORRIDOR}lib.rs"));
    let modules: Vec<String> = library.map(modules).unwrap_or_default();
    if table == modules {
        return Vec::new();
    }
    let advice = format!(
        "the table says [{}], `pub mod` in {CORRIDOR}lib.rs says [{}]; make them agree",
        table.join(", "),
        modules.join(", ")
    );
    vec![Finding::new(TABLE, 1, "rooms", advice)]
}

/// A room imports only rooms above it.
pub(crate) fn rooms_look_up_only(house: &House) -> Vec<Finding> {
    let table = table(house);
    let place = |room: &str| table.iter().position(|known| known == room);
    let mut found = Vec::new();
    for file in house.ending(".rs") {
        let Some(room) = room_of(&file.path) else {
            continue;
        };
        let Some(here) = place(room) else { continue };
        for (number, wanted) in imports(file) {
            if place(&wanted).is_some_and(|there| there > here) {
                let advice = format!("{room} imports {wanted}, which is further down the corridor");
                found.push(Finding::new(&file.path, number, "room-order", advice));
            }
        }
    }
    found
}

/// The second column of the table between the two marks.
fn table(house: &House) -> Vec<String> {
    let text = house.get(TABLE).map_or("", |file| file.text.as_str());
    text.lines()
        .skip_while(|line| !line.contains("<!-- rooms:start -->"))
        .take_while(|line| !line.contains("<!-- rooms:end -->"))
        .filter_map(|line| line.split('|').nth(2)?.trim().strip_prefix('`')?.strip_suffix('`'))
        .map(str::to_owned)
        .collect()
}

fn modules(library: &Source) -> Vec<String> {
    code_only(&library.text)
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// The room that a file of `corridor` belongs to.
fn room_of(path: &str) -> Option<&str> {
    let inside = path.strip_prefix(CORRIDOR)?;
    inside.split('/').next()?.split('.').next()
}

/// What follows `crate::` in code, braces taken apart.
fn imports(file: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in (1..).zip(code_only(&file.text).lines()) {
        for rest in line.split("crate::").skip(1) {
            match rest.strip_prefix('{') {
                Some(group) => found.extend(group.split(',').map(|item| (number, word(item)))),
                None => found.push((number, word(rest))),
            }
        }
    }
    found
}

fn word(text: &str) -> String {
    let in_word = |c: &char| c.is_alphanumeric() || *c == '_';
    text.trim_start().chars().take_while(in_word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str = "<!-- rooms:start -->\n| # | room | takes |\n|---|---|---|\n\
                        | 1 | `agreement` | x |\n| 2 | `record` | y |\n<!-- rooms:end -->\n";

    fn house(library: &str, agreement: &str, record: &str) -> House {
        House::of(&[
            (TABLE, ROWS),
            ("crates/corridor/src/lib.rs", library),
            ("crates/corridor/src/agreement/mod.rs", agreement),
            ("crates/corridor/src/record.rs", record),
        ])
    }

    #[test]
    fn the_order_of_the_modules_is_the_order_of_the_table() {
        let same = house("pub mod agreement;\npub mod record;\n", "", "");
        assert!(the_table_is_the_corridor(&same).is_empty());
        let other = house("pub mod record;\npub mod agreement;\n", "", "");
        assert_eq!(the_table_is_the_corridor(&other).len(), 1);
    }

    #[test]
    fn a_room_that_looks_down_the_corridor_is_named() {
        let up = house("", "use crate::agreement::X;", "use crate::{agreement::A, record};");
        assert!(rooms_look_up_only(&up).is_empty());
        let down = house("", "\nuse crate::record::Entry;", "");
        assert_eq!(
            rooms_look_up_only(&down).first().map(ToString::to_string).as_deref(),
            Some(
                "crates/corridor/src/agreement/mod.rs:2: room-order: \
                 agreement imports record, which is further down the corridor"
            )
        );
    }
}
