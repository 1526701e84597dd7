//! The data of `person-names`: made from packages of Debian and PyPI, written compact, committed.

mod align;
mod fetch;
mod files;
mod folds;
mod groups;
mod hanja;
mod japanese;
mod mandarin;
mod rarity;
mod script;
mod unihan;
mod weigh;
mod write;

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell;
use fetch::{ENAMDICT, IPADIC, LIBHANGUL, PACKAGES, RIGOUR, Sources};
use folds::Folds;
use japanese::Names;
use person_names::pack::Pack;
use unihan::Unihan;

const OUT: &str = "crates/person-names/data";
/// Tables by hand that the pack is held to.
const FOLDS: &str = "crates/person-names/data/folds.tsv";
const NICKNAMES: &str = "crates/person-names/data/nicknames.tsv";
const FAMILIES: &str = "crates/person-names/data/japanese_surnames.tsv";
/// Readings kept per character.
const MOST: usize = 32;

/// What the files of the pack rest on.
const ARTEFACTS: [(&str, &str, &str); 5] = [
    (
        "japanese.bin",
        "CC BY-SA 3.0",
        "parts of Japanese names with readings; readings of Kanji inside names. Derived from \
         enamdict, mecab-ipadic, unicode-data and the family names of `japanese_surnames.tsv`",
    ),
    (
        "characters.bin",
        "Unicode-3.0 AND BSD-3-Clause AND MIT",
        "variants of characters; Hanja with Korean readings. Derived from unicode-data, \
         libhangul-data, rigour and the variants of `folds.tsv`",
    ),
    (
        "groups.bin",
        "MIT",
        "forms of one name part; syllables of Korean given names. Derived from rigour and the pet \
         forms of `nicknames.tsv`",
    ),
    (
        "mandarin.tsv",
        "Unicode-3.0 AND BSD-3-Clause AND MIT",
        "Chinese syllables in Hangul: Hangul, pinyin, price in eighths of a bit. Derived from \
         `characters.bin` and unicode-data",
    ),
    (
        "readings.bin",
        "CC BY-SA 3.0",
        "how rare the readings of Japanese names are. Derived from `japanese.bin`",
    ),
];

/// Builds the pack; `--from DIR` names the folder of the fetched packages, `--readings` makes only
/// what follows from the other files.
pub(crate) fn run(words: &[String]) -> Result<(), String> {
    let cache = match words {
        [] => shell::target().join("names-pack"),
        [flag, folder] if flag == "--from" => PathBuf::from(folder),
        [flag] if flag == "--readings" => return finish(),
        _ => return Err("usage: cargo xtask names-pack [--from DIR | --readings]".to_owned()),
    };
    let sources = Sources::gather(&cache)?;
    let made = build(&sources)?;
    fs::create_dir_all(OUT).map_err(|e| format!("can't make {OUT}: {e}"))?;
    for ((name, ..), bytes) in ARTEFACTS.iter().zip(made) {
        write_file(name, &bytes)?;
    }
    finish()
}

fn write_file(name: &str, bytes: &[u8]) -> Result<(), String> {
    let path = Path::new(OUT).join(name);
    println!("{:>10} bytes  {}", bytes.len(), path.display());
    fs::write(&path, bytes).map_err(|e| format!("can't write {}: {e}", path.display()))
}

/// Counts the readings of what is there, and says whence all of it is.
fn finish() -> Result<(), String> {
    let file = |name: &str| {
        fs::read(Path::new(OUT).join(name)).map_err(|e| format!("can't read {name}: {e}"))
    };
    let (japanese, characters) = (file("japanese.bin")?, file("characters.bin")?);
    let (groups, none) = (file("groups.bin")?, rarity::none().bytes());
    let pack = Pack::open([&japanese, &characters, &groups, &none]).map_err(|e| e.to_string())?;
    write_file("readings.bin", &rarity::build(&pack).bytes())?;
    write_file("SOURCES.md", sources_page()?.as_bytes())
}

fn build(sources: &Sources) -> Result<[Vec<u8>; 4], String> {
    let unihan = Unihan::read(sources)?;
    let folds = Folds::build(&read(FOLDS)?, &unihan);
    let mut names = Names::default();
    names.take_enamdict(&sources.euc(&ENAMDICT, "usr/share/edict/enamdict")?, &folds);
    let ipadic = sources.euc(&IPADIC, "usr/share/mecab/dic/ipadic/Noun.name.csv")?;
    names.take_ipadic(&ipadic, &folds);
    names.take_ranked(&read(FAMILIES)?, &folds);
    println!("{:>10} readings left out that look like full persons", names.drop_persons());
    println!("{:>10} surfaces of Japanese names", names.parts.len());
    let readings = align::Readings::learn(&names, &unihan, &folds);
    let parts = weigh::weigh(&names, &readings);
    let japanese = files::japanese(&parts, &readings.table(MOST))?;
    let persons = sources.text(&RIGOUR, "rust/data/names/person_names.txt")?;
    let mut groups = groups::read(&persons, &folds);
    groups.extend(groups::nicknames(&read(NICKNAMES)?));
    println!("{:>10} groups", groups.len());
    let libhangul = sources.text(&LIBHANGUL, "usr/share/libhangul/hanja/hanja.txt")?;
    let hanja = hanja::table(&unihan, &libhangul, &groups, &folds);
    let characters = files::characters(&folds, &hanja);
    let korean = hanja.values().flat_map(|readings| readings.keys().copied()).collect();
    let (syllables, count) = groups::syllables(&groups, &korean);
    println!("{count:>10} Korean given names, {} syllables", syllables.len());
    let mandarin = mandarin::table(&unihan, &hanja).into_bytes();
    let groups = files::groups(&groups, &syllables)?.bytes();
    Ok([japanese.bytes(), characters.bytes(), groups, mandarin])
}

fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("can't read {path}: {e}"))
}

/// Says of each file what it is, whence, under which licence, with its hash.
fn sources_page() -> Result<String, String> {
    let mut page = String::from(
        "# The name data: sources and licences\n\nMade by `cargo xtask names-pack`, which fetches \
         the packages below, verifies their hashes and\nwrites the same bytes every time. The \
         files hold parts of names only, never full persons.\n`japanese.bin` is adapted from \
         ENAMDICT and stands under its licence, CC BY-SA 3.0, apart from the\ncode; whoever \
         changes it and hands it on does so under the same licence, with the attribution.\n\n\
         ## Files\n\n| file | bytes | SHA-256 | licence | what |\n|---|---|---|---|---|\n",
    );
    for (name, licence, what) in ARTEFACTS {
        let path = Path::new(OUT).join(name);
        let size = fs::metadata(&path).map_err(|e| format!("can't read {name}: {e}"))?.len();
        let hash = fetch::sha256(&path)?;
        page.push_str(&format!("| `{name}` | {size} | `{hash}` | {licence} | {what} |\n"));
    }
    page.push_str(
        "\n## Packages\n\n| package | version | SHA-256 | licence | attribution | what is used |\n\
         |---|---|---|---|---|---|\n",
    );
    for package in PACKAGES {
        page.push_str(&format!(
            "| `{}` ({}) | {} | `{}` | {} | {} | {} |\n",
            package.name,
            if package.registry == fetch::Registry::Debian { "Debian" } else { "PyPI" },
            package.version,
            package.sha256,
            package.licence,
            package.attribution,
            package.used,
        ));
    }
    page.push_str(NOTICES);
    Ok(page)
}

const NOTICES: &str = include_str!("notices.md");
