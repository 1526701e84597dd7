//! The configuration of one node: every key says what it may cost.

use std::path::{Path, PathBuf};

use corridor::agreement::Nation;
use corridor::record::World;
use serde::{Deserialize, Serialize};

use super::Trouble;

/// The largest configuration file read.
const LARGEST: u64 = 1 << 20;

/// One node, as its operator sets it up. Unknown keys are refused: a key that is misspelt and
/// silently ignored is worse than none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Whose node it is: one party of the agreement. It can't be changed once there is a store.
    pub nation: Nation,
    /// `live` or `drill`. A store of the one world is refused by the other.
    pub world: World,
    /// The folder of store and keys. Whoever can read it can read everything: rights 0700.
    pub data: PathBuf,
    /// Where the pages listen, host:port. Beyond loopback, put a TLS proxy in front.
    pub pages: String,
    /// Where the partner's node reaches this one, host:port. Only the partner's key gets in.
    pub exchange: String,
    /// Where this node reaches the partner's, host:port. While it does not answer, entries wait.
    pub partner: String,
    /// The agreement as both nations signed it (a C2SP signed note).
    pub agreement: PathBuf,
    /// The verifier keys of the two offices that sign agreements, this nation's first. Whoever can
    /// change them can change what may cross.
    pub offices: [String; 2],
    /// Senders of public alerts whose warnings are taken in (CAP `sender`).
    #[serde(default)]
    pub authorities: Vec<String>,
}

impl Config {
    /// The configuration in a file; paths in it are relative to its folder.
    ///
    /// # Errors
    /// [`Trouble`] that names the key where there is one.
    pub fn read(file: &Path) -> Result<Self, Trouble> {
        let shown = file.display();
        let unreadable = |error: std::io::Error| {
            let missing = error.kind() == std::io::ErrorKind::NotFound;
            let code = if missing { "config-not-found" } else { "config-unreadable" };
            Trouble::new(code, format!("{shown}: {error}; check path and rights"))
        };
        if std::fs::metadata(file).map_err(unreadable)?.len() > LARGEST {
            let what = format!("{shown} has more than 1 MiB; a configuration is a few lines");
            return Err(Trouble::new("config-too-large", what));
        }
        let text =
            String::from_utf8(std::fs::read(file).map_err(unreadable)?).map_err(|error| {
                let byte = error.utf8_error().valid_up_to();
                let what = format!("{shown}: no UTF-8 from byte {byte} on; save it as UTF-8");
                Trouble::new("config-form", what)
            })?;
        let mut config = Self::parse(&text)
            .map_err(|trouble| Trouble { what: format!("{shown}: {}", trouble.what), ..trouble })?;
        let folder = file.parent().unwrap_or(Path::new(""));
        for path in [&mut config.data, &mut config.agreement] {
            *path = folder.join(&*path);
        }
        Ok(config)
    }

    /// The configuration in `text`.
    ///
    /// # Errors
    /// [`Trouble`] with line and key.
    pub fn parse(text: &str) -> Result<Self, Trouble> {
        toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| {
                text.get(..span.start).unwrap_or_default().matches('\n').count().saturating_add(1)
            });
            let what = format!("line {line}: {}; see docs/config.md", error.message());
            Trouble::new("config-form", what)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GOOD: &str = r#"
nation = "KR"
world = "drill"
data = "kr"
pages = "127.0.0.1:0"
exchange = "127.0.0.1:0"
partner = "127.0.0.1:1"
agreement = "agreement.note"
offices = ["a+1", "b+2"]
"#;

    #[test]
    fn a_misspelt_key_is_refused_with_its_line() {
        assert_eq!(Config::parse(GOOD).unwrap().nation.to_string(), "KR");
        let trouble = Config::parse(&GOOD.replace("pages", "page")).unwrap_err();
        assert_eq!(trouble.code, "config-form");
        assert!(trouble.what.contains("line 5") && trouble.what.contains("page"), "{trouble}");
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,200}", cut in 0..180_usize) {
            let _ = Config::parse(&text);
            let _ = Config::parse(GOOD.get(..cut).unwrap_or_default());
        }
    }
}
