//! A node's keys: made once, kept in the data folder with rights 0600, never logged.

use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use aws_lc_rs::rand;
use corridor::agreement::{KeyUse, Nation, PinnedKey};
use corridor::record::World;
use witnessed_log::{Cosigner, Signer};

use super::Trouble;
use crate::exchange::{Identity, generate_identity};

const LOG: &str = "log.seed";
const WITNESS: &str = "witness.seed";
const PAIR: &str = "pair.secret";

/// The keys of one node.
pub struct Keys {
    /// Signs the heads of this node's logs.
    pub log: [u8; 32],
    /// Cosigns the partner's.
    pub witness: [u8; 32],
    /// Shared by both nodes: makes match tokens.
    pub pair: [u8; 32],
    /// TLS key and certificate.
    pub tls: Identity,
}

/// Names of logs and witnesses (C2SP origins): nation, world, lane.
#[must_use]
pub fn origin(nation: Nation, world: World, lane: &str) -> String {
    let world = match world {
        World::Live => "live",
        World::Drill => "drill",
    };
    format!("{}.{world}.sangho/{lane}", nation.to_string().to_lowercase())
}

/// 32 bytes from the operating system's random source.
///
/// # Errors
/// When there is none.
pub fn random() -> Result<[u8; 32], Trouble> {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes)
        .map_err(|_| Trouble::new("no-randomness", "the system gives no random bytes"))?;
    Ok(bytes)
}

impl Keys {
    /// Makes keys in `folder`, with the secret that both nodes share.
    ///
    /// # Errors
    /// When the folder can't be written, or keys are there already.
    pub fn make(folder: &Path, nation: Nation, pair: [u8; 32]) -> Result<Self, Trouble> {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(at(folder))?;
        let (log, witness) = (random()?, random()?);
        for (name, seed) in [(LOG, &log), (WITNESS, &witness), (PAIR, &pair)] {
            let file = folder.join(name);
            let mut options = OpenOptions::new();
            options.write(true).create_new(true).mode(0o600);
            let mut open = options.open(&file).map_err(at(&file))?;
            open.write_all(seed).and_then(|()| open.sync_all()).map_err(at(&file))?;
        }
        let tls = generate_identity(nation).map_err(super::trouble)?;
        tls.save(folder).map_err(super::trouble)?;
        Ok(Self { log, witness, pair, tls })
    }

    /// The keys in `folder`.
    ///
    /// # Errors
    /// When one is missing or has not 32 bytes.
    pub fn load(folder: &Path) -> Result<Self, Trouble> {
        let seed = |name: &str| {
            let file = folder.join(name);
            let mut bytes = Vec::new();
            let open = std::fs::File::open(&file).map_err(at(&file))?;
            open.take(33).read_to_end(&mut bytes).map_err(at(&file))?;
            <[u8; 32]>::try_from(bytes).map_err(|_| {
                let what = format!("{} has not 32 bytes; restore it", file.display());
                Trouble::new("key-form", what)
            })
        };
        let tls = Identity::load(folder).map_err(super::trouble)?;
        Ok(Self { log: seed(LOG)?, witness: seed(WITNESS)?, pair: seed(PAIR)?, tls })
    }

    /// What the agreement pins of these keys.
    ///
    /// # Errors
    /// When a key can't be named so.
    pub fn pinned(&self, nation: Nation, world: World) -> Result<Vec<PinnedKey>, Trouble> {
        let log = Signer::ed25519(&origin(nation, world, "ops"), &self.log);
        let witness = Cosigner::new(&origin(nation, world, "witness"), &self.witness);
        let key = |purpose, value: String| PinnedKey { nation, purpose, value };
        Ok(vec![
            key(KeyUse::Log, log.map_err(super::trouble)?.verifier().to_string()),
            key(KeyUse::Witness, witness.map_err(super::trouble)?.verifier().to_string()),
            key(KeyUse::Tls, self.tls.spki_hash().to_string()),
        ])
    }
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Trouble {
    let shown = path.display().to_string();
    move |error| Trouble::new("key-file", format!("{shown}: {error}; check path and rights"))
}
