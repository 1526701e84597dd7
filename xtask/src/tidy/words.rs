//! Words that must stand in a file, and words that must not. The forbidden ones are put together
//! here from halves, so that this file may pass its own check.

use super::Finding;
use super::code::code_only;
use super::house::House;

/// Every Rust file opens by saying what it is for.
pub(crate) fn files_say_what_they_are_for(house: &House) -> Vec<Finding> {
    house
        .ending(".rs")
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| {
            let advice = "begin with `//!` and one sentence on what the file is for";
            Finding::new(&file.path, 1, "opening-line", advice)
        })
        .collect()
}

/// A lint is set aside by `expect` with a reason, which speaks up when it is no longer needed.
pub(crate) fn lints_are_expected_not_allowed(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in house.ending(".rs") {
        for (number, line) in (1..).zip(code_only(&file.text).lines()) {
            if line.contains("#[allow(") || line.contains("#![allow(") {
                let advice = "write `#[expect(lint, reason = \"...\")]` instead";
                found.push(Finding::new(&file.path, number, "allow", advice));
            }
        }
    }
    found
}

/// What is unfinished is finished or taken out; what is planned stands in an issue.
pub(crate) fn nothing_is_left_for_later(house: &House) -> Vec<Finding> {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
    ];
    forbid(house, &marks, "left-for-later", |_| "do it now, or say it in an issue", |_| true)
}

/// A committed file means the same on every machine.
pub(crate) fn no_machine_is_named(house: &House) -> Vec<Finding> {
    let advice = |_: &str| "name a path from the root of the repository, or describe it";
    let everywhere = [concat!("/wo", "rk/"), concat!("/ho", "me/")];
    let mut found = forbid(house, &everywhere, "machine-path", advice, |_| true);
    let documents = |path: &str| path.ends_with(".md");
    found.extend(forbid(house, &[concat!("/t", "mp/")], "machine-path", advice, documents));
    found
}

/// Lock files pin by hash; where the bytes come from is the reader's own configuration.
pub(crate) fn no_registry_is_named(house: &House) -> Vec<Finding> {
    let hosts = [
        concat!("registry.", "npmjs.org"),
        concat!("registry.", "yarnpkg.com"),
        concat!("index.", "crates.io"),
        concat!("static.", "crates.io"),
        concat!("pypi.", "org/simple"),
        concat!("proxy.", "golang.org"),
    ];
    let advice = |_: &str| "take the host out (npm: `omit-lockfile-registry-resolved=true`)";
    let mut found = forbid(house, &hosts, "registry-host", advice, |_| true);
    for file in house.files.iter().filter(|file| is_lock(&file.path)) {
        for (number, line) in file.lines() {
            let source = line.trim_start();
            let named = source.starts_with("\"resolved\": \"http")
                || (source.starts_with("source = ") && !source.contains(CRATES));
            if named {
                found.push(Finding::new(&file.path, number, "registry-host", advice("")));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The name by which cargo itself writes the public registry into every lock file.
const CRATES: &str = "\"registry+https://github.com/rust-lang/crates.io-index\"";

fn is_lock(path: &str) -> bool {
    path.ends_with("package-lock.json") || path.ends_with("Cargo.lock")
}

/// Keys are made where they are used, also in tests.
pub(crate) fn no_secret_is_kept(house: &House) -> Vec<Finding> {
    let marks = [concat!("PRIVATE ", "KEY-----"), concat!("PRIVATE+", "KEY+")];
    forbid(house, &marks, "secret", |_| "take the key out and replace it everywhere", |_| true)
}

/// Every place where one of `marks` stands at the beginning of a word or path.
fn forbid(
    house: &House,
    marks: &[&str],
    rule: &'static str,
    advice: fn(&str) -> &'static str,
    looked_at: fn(&str) -> bool,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in house.files.iter().filter(|file| looked_at(&file.path)) {
        for (number, line) in file.lines() {
            if let Some(mark) = marks.iter().find(|mark| stands_in(line, mark)) {
                found.push(Finding::new(&file.path, number, rule, advice(mark)));
            }
        }
    }
    found
}

/// Whether `mark` stands in `line` as a word or path of its own: `PHOTODOC` holds no mark.
fn stands_in(line: &str, mark: &str) -> bool {
    let mut from = 0;
    while let Some(at) = line.get(from..).and_then(|rest| rest.find(mark)) {
        let start = from.saturating_add(at);
        let end = start.saturating_add(mark.len());
        let before = line.get(..start).and_then(|head| head.chars().next_back());
        let after = line.get(end..).and_then(|tail| tail.chars().next());
        let open = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || "._~-".contains(c));
        let whole = !mark.ends_with(char::is_uppercase) || open(after);
        if open(before) && whole {
            return true;
        }
        from = end;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(rule: fn(&House) -> Vec<Finding>, path: &str, text: &str) -> usize {
        rule(&House::of(&[(path, text)])).len()
    }

    #[test]
    fn a_file_without_its_opening_line_is_named() {
        assert_eq!(count(files_say_what_they_are_for, "a.rs", "fn main() {}"), 1);
        assert_eq!(count(files_say_what_they_are_for, "a.rs", "//! Why.\n"), 0);
    }

    #[test]
    fn allow_is_found_in_code_but_not_in_words() {
        assert_eq!(count(lints_are_expected_not_allowed, "a.rs", "#[allow(x)]\n"), 1);
        assert_eq!(count(lints_are_expected_not_allowed, "a.rs", "// #[allow(x)]\n"), 0);
    }

    #[test]
    fn what_is_left_for_later_is_found_as_a_word_only() {
        let mark = concat!("TO", "DO");
        assert_eq!(count(nothing_is_left_for_later, "a.md", &format!("// {mark}: x")), 1);
        assert_eq!(count(nothing_is_left_for_later, "a.md", &format!("PHO{mark}C")), 0);
    }

    #[test]
    fn machine_paths_are_found_and_addresses_are_not() {
        let home = concat!("/ho", "me/");
        assert_eq!(count(no_machine_is_named, "a.rs", &format!("\"{home}kim\"")), 1);
        assert_eq!(count(no_machine_is_named, "a.rs", &format!("https://a.example{home}x")), 0);
        let temporary = concat!("/t", "mp/x");
        assert_eq!(count(no_machine_is_named, "a.md", temporary), 1);
        assert_eq!(count(no_machine_is_named, "a.rs", temporary), 0);
    }

    #[test]
    fn lock_files_name_no_host_but_cargos_own_word() {
        let lock = format!("source = {CRATES}\n");
        assert_eq!(count(no_registry_is_named, "Cargo.lock", &lock), 0);
        assert_eq!(count(no_registry_is_named, "Cargo.lock", "source = \"git+x\"\n"), 1);
        let npm = "  \"resolved\": \"https://r.example/a.tgz\",\n";
        assert_eq!(count(no_registry_is_named, "web/package-lock.json", npm), 1);
    }

    #[test]
    fn a_key_is_found() {
        let key = concat!("-----BEGIN PRIVATE ", "KEY-----");
        assert_eq!(count(no_secret_is_kept, "a.pem", key), 1);
    }
}
