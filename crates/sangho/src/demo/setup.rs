//! What two nodes need before they can start: keys, the agreement signed by both, configurations.

use std::path::{Path, PathBuf};

use corridor::agreement::{Agreement, Nation, Terms};
use corridor::record::World;
use witnessed_log::Signer;

use crate::drill;
use crate::node::{Config, Keys, Trouble, keys, trouble};
use crate::scenario::Scenario;

const AGREEMENT: &str = "agreement.note";
const CONFIG: &str = "sangho.toml";
const DONE: &str = "steps-done";
const PLAYING: &str = "playing";

/// Two configured nodes in one folder.
pub struct Setup {
    /// One configuration for each nation.
    pub configs: Vec<Config>,
    /// The seed of the people and of the planner.
    pub seed: u64,
    folder: PathBuf,
}

impl Setup {
    /// Finds the two nodes in `folder`, or makes them there.
    ///
    /// # Errors
    /// When the folder can't be used.
    pub fn prepare(folder: &Path, scenario: &Scenario) -> Result<Self, Trouble> {
        let mut terms = drill::terms().map_err(|error| Trouble::new(error.code, error.what))?;
        // Emergencies before the agreement are played as if it had been in force.
        terms.in_force_from = terms.in_force_from.min(scenario.declared.date());
        if !folder.join(AGREEMENT).exists() {
            make(folder, terms.clone(), scenario)?;
            write(&folder.join(PLAYING), &scenario.id)?;
        }
        let playing = std::fs::read_to_string(folder.join(PLAYING)).unwrap_or_default();
        if playing != scenario.id {
            let shown = folder.display();
            let what = format!("{shown} holds another scenario ({playing}); choose another folder");
            return Err(Trouble::new("demo-other-scenario", what));
        }
        let config = |nation: &Nation| Config::read(&file(folder, *nation, CONFIG));
        let configs: Result<Vec<Config>, Trouble> = terms.parties.iter().map(config).collect();
        Ok(Self { configs: configs?, seed: 1, folder: folder.to_owned() })
    }

    /// How many steps of the script were carried out before.
    #[must_use]
    pub fn done(&self) -> usize {
        let text = std::fs::read_to_string(self.folder.join(DONE)).unwrap_or_default();
        text.trim().parse().unwrap_or_default()
    }

    /// Notes that `steps` steps are done. A step noted late is carried out again, which changes
    /// nothing: acts done twice are recorded once.
    pub(super) fn note(&self, steps: usize) -> Result<(), Trouble> {
        let path = self.folder.join(DONE);
        let fresh = path.with_extension("new");
        std::fs::write(&fresh, steps.to_string())
            .and_then(|()| std::fs::rename(&fresh, &path))
            .map_err(|error| file_trouble(&path, &error))
    }
}

fn file(folder: &Path, nation: Nation, name: &str) -> PathBuf {
    folder.join(nation.to_string().to_lowercase()).join(name)
}

/// Makes both nodes' folders beside the place where they will be, and moves them there once they
/// are whole: the agreement comes last, so a folder that holds it is ready. What is in the way is
/// never removed.
fn make(folder: &Path, terms: Terms, scenario: &Scenario) -> Result<(), Trouble> {
    let nodes: Vec<String> =
        terms.parties.iter().map(|nation| nation.to_string().to_lowercase()).collect();
    for node in &nodes {
        let own = folder.join(node);
        if own.exists() {
            let what = format!("{} is in the way; choose an empty folder", own.display());
            return Err(Trouble::new("demo-folder", what));
        }
    }
    let begun = folder.join(format!(".begun-{}", std::process::id()));
    fill(&begun, terms, scenario)?;
    for name in nodes.iter().map(String::as_str).chain([AGREEMENT]) {
        let to = folder.join(name);
        std::fs::rename(begun.join(name), &to).map_err(|error| file_trouble(&to, &error))?;
    }
    std::fs::remove_dir(&begun).map_err(|error| file_trouble(&begun, &error))
}

/// Makes keys for both nations, has both offices sign the terms with the keys pinned in them, and
/// writes both configurations.
fn fill(folder: &Path, mut terms: Terms, scenario: &Scenario) -> Result<(), Trouble> {
    let pair = keys::random()?;
    let mut offices = Vec::new();
    for nation in terms.parties {
        let own = folder.join(nation.to_string().to_lowercase());
        terms.keys.extend(Keys::make(&own, nation, pair)?.pinned(nation, World::Drill)?);
        let name = keys::origin(nation, World::Drill, "office");
        // Offices keep their keys elsewhere; a demonstration forgets them after signing.
        offices.push(Signer::ed25519(&name, &keys::random()?).map_err(trouble)?);
    }
    let signers: Vec<&Signer> = offices.iter().collect();
    let note = Agreement::sign(&terms, &signers).map_err(trouble)?;
    let verifiers: Vec<String> = offices.iter().map(|one| one.verifier().to_string()).collect();
    for (index, nation) in terms.parties.into_iter().enumerate() {
        let pick = |at: usize| verifiers.get(at).cloned().unwrap_or_default();
        let config = Config {
            nation,
            world: World::Drill,
            data: PathBuf::from("."),
            pages: "127.0.0.1:0".to_owned(),
            exchange: "127.0.0.1:0".to_owned(),
            partner: "127.0.0.1:0".to_owned(),
            agreement: Path::new("..").join(AGREEMENT),
            // This nation's office first.
            offices: [pick(index), pick(1_usize.saturating_sub(index))],
            authorities: drill::authorities(scenario),
        };
        let text = toml::to_string(&config).map_err(trouble)?;
        write(&file(folder, nation, CONFIG), &text)?;
    }
    write(&folder.join(AGREEMENT), &note.to_text())
}

fn write(path: &Path, text: &str) -> Result<(), Trouble> {
    std::fs::write(path, text).map_err(|error| file_trouble(path, &error))
}

fn file_trouble(path: &Path, error: &std::io::Error) -> Trouble {
    let what = format!("{}: {error}; choose a folder that you can write", path.display());
    Trouble::new("demo-folder", what)
}
