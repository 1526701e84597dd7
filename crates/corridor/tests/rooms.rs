//! The order of the rooms: in `lib.rs`, in `ARCHITECTURE.md`, and in what each room imports.

use std::path::{Path, PathBuf};

use corridor::record::Room;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a file of the repository")
}

fn names() -> Vec<&'static str> {
    Room::ALL.iter().map(|room| room.name()).collect()
}

/// The sources of one room: one file, or a folder.
fn sources(room: &str) -> Vec<PathBuf> {
    let file = here(&format!("src/{room}.rs"));
    if file.exists() {
        return vec![file];
    }
    let folder = std::fs::read_dir(here(&format!("src/{room}"))).expect("a room's folder");
    folder.map(|entry| entry.expect("a file").path()).collect()
}

#[test]
fn the_modules_stand_in_the_order_of_the_rooms() {
    let lib = text(&here("src/lib.rs"));
    let modules: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(modules, names());
}

#[test]
fn the_table_in_architecture_has_the_same_rooms_in_the_same_order() {
    let page = text(&here("../../ARCHITECTURE.md"));
    let table = page.split("<!-- rooms:start -->").nth(1).unwrap();
    let table = table.split("<!-- rooms:end -->").next().unwrap();
    let rooms: Vec<String> = table
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('|').map(str::trim).skip(1);
            let number: usize = cells.next()?.parse().ok()?;
            Some(format!("{number} {}", cells.next()?.trim_matches('`')))
        })
        .collect();
    let wanted: Vec<String> =
        names().iter().enumerate().map(|(index, name)| format!("{} {name}", index + 1)).collect();
    assert_eq!(rooms, wanted);
}

#[test]
fn a_room_imports_only_rooms_above_it() {
    let names = names();
    for (index, room) in names.iter().enumerate() {
        for source in sources(room) {
            for (below, name) in names.iter().enumerate().skip(index + 1) {
                let import = format!("crate::{name}");
                assert!(
                    !text(&source).contains(&import),
                    "{} (room {}) imports {name} (room {})",
                    source.display(),
                    index + 1,
                    below + 1
                );
            }
        }
    }
}
