//! Every page of the demo, photographed in a real browser, for people to look at.

use std::fs;
use std::path::Path;

use crate::node::Demo;
use crate::shell::{self, Outcome};

/// The narrowest phone and the smallest desk that the pages are made for, and high enough that the
/// whole page is in the picture: width, height.
const SIZES: [(u32, u32); 2] = [(1366, 1500), (320, 3600)];
const LANGUAGES: [&str; 3] = ["ko", "ja", "en"];

/// The verb `screens`.
pub(crate) fn run() -> Result<(), String> {
    shell::run(&mut shell::cargo(&["build", "--locked", "--package", "sangho"]))?;
    if let Outcome::Skipped(why) = shoot()? {
        println!("nothing photographed: {why}");
    }
    Ok(())
}

/// Photographs every address that the demo prints, once it has played, in three languages.
pub(crate) fn shoot() -> Result<Outcome, String> {
    if !shell::on_path("chromium") {
        return Ok(Outcome::Skipped("chromium is not installed".into()));
    }
    let target = std::path::absolute(shell::target()).map_err(|e| e.to_string())?;
    let folder = target.join("screens");
    // An old picture must not pass for a new one; there may be none.
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let sangho = target.join("debug/sangho");
    let demo = Demo::start(&sangho.to_string_lossy(), &["--speed", "0"])?;
    let addresses = demo.addresses(demo.first_address()?);
    // A desk on which nothing has happened yet shows little.
    demo.played()?;
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
    let language = |language: &str| match address.strip_suffix('/') {
        Some(root) => format!("{root}/{language}"),
        None => format!("{address}?lang={language}"),
    };
    LANGUAGES.iter().map(|one| language(one)).collect()
}

/// The address without its host, as the name of a file.
fn name(address: &str) -> String {
    let path = address.trim_start_matches("http://");
    let keep = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    path.chars().map(keep).collect::<String>().trim_matches('-').to_owned()
}

fn photograph(address: &str, width: u32, height: u32, to: &Path) -> Result<(), String> {
    // A window is never narrower than 500 points, a page in it neither, and the picture would be
    // cut; a screen may be as narrow as a phone, and a maximised window fills it.
    let screen = format!("--screen-info={{{width}x{height}}}");
    let picture = format!("--screenshot={}", to.display());
    // The browser's own sandbox needs a user that is not root; the page is our own.
    let words = [
        "--headless",
        "--no-sandbox",
        "--start-maximized",
        "--hide-scrollbars",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    let mut command = shell::program("chromium", &words);
    shell::run_quietly(command.args([&screen, &picture]).arg(address))?;
    let bytes = fs::read(to).map_err(|_| format!("chromium took no picture of {address}"))?;
    match width_of(&bytes) {
        Some(found) if found == width => Ok(()),
        found => Err(format!(
            "the picture of {address} is {} wide, not {width}; update chromium",
            found.unwrap_or_default()
        )),
    }
}

/// The width of a picture (PNG, W3C, section 11.2.1: the first field of IHDR), in points.
fn width_of(png: &[u8]) -> Option<u32> {
    let width = png.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(8..12)?;
    Some(u32::from_be_bytes(width.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_width_of_a_picture_is_read() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x40\0\0\x06\x40";
        assert_eq!(width_of(png), Some(320));
        assert_eq!(width_of(b"GIF89a"), None);
    }

    #[test]
    fn pages_are_photographed_in_three_languages() {
        assert_eq!(versions("http://127.0.0.1:1/")[0], "http://127.0.0.1:1/ko");
        assert_eq!(versions("http://127.0.0.1:1/desk")[2], "http://127.0.0.1:1/desk?lang=en");
        assert_eq!(name("http://127.0.0.1:1/desk?lang=ko"), "127-0-0-1-1-desk-lang-ko");
    }
}
