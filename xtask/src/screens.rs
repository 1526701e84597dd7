//! Every page of the demo, photographed in a real browser, for people to look at.

use std::fs;
use std::path::Path;

use crate::node::Demo;
use crate::shell::{self, Outcome};

/// The narrowest phone and the smallest desk that the pages are made for: width, height.
const SIZES: [(u32, u32); 2] = [(1366, 900), (320, 1600)];
const LANGUAGES: [&str; 3] = ["ko", "ja", "en"];

/// The verb `screens`.
pub(crate) fn run() -> Result<(), String> {
    shell::run(&mut shell::cargo(&[
        "build",
        "--locked",
        "--package",
        "sangho",
    ]))?;
    if let Outcome::Skipped(why) = shoot()? {
        println!("nothing photographed: {why}");
    }
    Ok(())
}

/// Photographs every address that the demo prints, citizen pages in three languages.
pub(crate) fn shoot() -> Result<Outcome, String> {
    if !shell::on_path("chromium") {
        return Ok(Outcome::Skipped("chromium is not installed".into()));
    }
    let target = std::path::absolute(shell::target()).map_err(|e| e.to_string())?;
    let folder = target.join("screens");
    // An old picture must not pass for a new one; there may be none.
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let demo = Demo::start(&target.join("debug/sangho").to_string_lossy())?;
    let addresses = demo.addresses(demo.first_address()?);
    for address in addresses.iter().flat_map(|address| versions(address)) {
        for (width, height) in SIZES {
            let picture = folder.join(format!("{}-{width}.png", name(&address)));
            photograph(&address, width, height, &picture)?;
            println!("{}", picture.display());
        }
    }
    Ok(Outcome::Done)
}

/// A page in each language.
fn versions(address: &str) -> Vec<String> {
    // The citizen's page is the root; each language has its own address under it.
    let language = |language: &&str| match address.strip_suffix('/') {
        Some(root) => format!("{root}/{language}"),
        None => format!("{address}?lang={language}"),
    };
    LANGUAGES.iter().map(|one| language(&one)).collect()
}

/// The address without its host, as the name of a file.
fn name(address: &str) -> String {
    let path = address.trim_start_matches("http://");
    let keep = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    path.chars()
        .map(keep)
        .collect::<String>()
        .trim_matches('-')
        .to_owned()
}

fn photograph(address: &str, width: u32, height: u32, to: &Path) -> Result<(), String> {
    let size = format!("--window-size={width},{height}");
    let picture = format!("--screenshot={}", to.display());
    // The browser's own sandbox needs a user that is not root; the page is our own.
    let words = [
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    let mut command = shell::program("chromium", &words);
    shell::capture(command.args([&size, &picture]).arg(address))?;
    if !to.is_file() {
        return Err(format!("chromium took no picture of {address}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_photographed_in_three_languages() {
        assert_eq!(versions("http://127.0.0.1:1/")[0], "http://127.0.0.1:1/ko");
        assert_eq!(
            versions("http://127.0.0.1:1/desk")[2],
            "http://127.0.0.1:1/desk?lang=en"
        );
        assert_eq!(
            name("http://127.0.0.1:1/desk?lang=ko"),
            "127-0-0-1-1-desk-lang-ko"
        );
    }
}
