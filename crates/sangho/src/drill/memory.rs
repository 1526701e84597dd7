//! Two nodes in memory: no server, no disk, the same rules. Each keeps its log as a witnessed tree.

use std::collections::BTreeMap;

use corridor::agreement::{Agreement, KeyUse, Nation, Terms};
use corridor::record::{Recorded, World};
use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};
use witnessed_log::{AddCheckpoint, Checkpoint, Cosigner, Note, Signer, Tree};

use super::play::{LogFigures, Stage};
use crate::operation::{Node, Refused};

/// One side: a node, its log, and its mirror of the partner's.
struct Side {
    node: Node,
    origin: String,
    signer: Signer,
    witness: Cosigner,
    own: Tree,
    outbound: Tree,
    mirror: Tree,
}

/// Two nodes that hand each other what they release, at once.
pub struct Memory {
    sides: BTreeMap<Nation, Side>,
}

impl Memory {
    /// Two nodes under `terms`, signed by keys that come from `seed`: a drill's keys are worth
    /// nothing outside it.
    ///
    /// # Errors
    /// When the terms can't be adopted.
    pub fn new(terms: &Terms, seed: u64) -> Result<Self, Refused> {
        let mut random = ChaCha20Rng::seed_from_u64(seed ^ 0x5a6e_6768_6f00_0001);
        let mut fresh = || {
            let mut bytes = [0; 32];
            random.fill_bytes(&mut bytes);
            bytes
        };
        let agreement = adopt(terms, &fresh(), &fresh())?;
        let secret = fresh();
        let mut sides = BTreeMap::new();
        for nation in terms.parties {
            let origin = format!("{}.drill/outbound", nation.to_string().to_lowercase());
            let witness = format!("{}.drill/witness", nation.to_string().to_lowercase());
            let mut salts = ChaCha20Rng::from_seed(fresh());
            let salts = Box::new(move || {
                let mut salt = [0; 16];
                salts.fill_bytes(&mut salt);
                salt
            });
            let side = Side {
                node: Node::new(nation, agreement.clone(), World::Drill, secret, salts)?,
                signer: Signer::ed25519(&origin, &fresh()).map_err(broken)?,
                witness: Cosigner::new(&witness, &fresh()).map_err(broken)?,
                origin,
                own: Tree::new(),
                outbound: Tree::new(),
                mirror: Tree::new(),
            };
            sides.insert(nation, side);
        }
        Ok(Self { sides })
    }

    /// The node of one nation.
    pub fn node(&mut self, nation: Nation) -> Option<&mut Node> {
        self.sides.get_mut(&nation).map(|side| &mut side.node)
    }
}

/// The log of `side`, signed and then cosigned by `partner`, who compares it with its own mirror.
fn cosigned(side: &Side, partner: &Side) -> Result<bool, Box<dyn std::error::Error>> {
    let size = side.outbound.size();
    let head = Checkpoint::new(&side.origin, size, side.outbound.root(size)?, vec![])?;
    let note = Note::sign(&head.to_text(), &[&side.signer])?;
    let held = partner.mirror.size();
    let proof = side.outbound.consistency(held, size)?;
    let request = AddCheckpoint::new(held, proof, note.clone())?;
    side.signer.verifier().verify(request.note())?;
    request.verify_growth(partner.mirror.root(held)?)?;
    // Drills have no clock: the cosignature's time is the number of entries.
    let cosignature = partner.witness.cosign(request.checkpoint(), size)?;
    let mut receipt = note;
    receipt.add(cosignature)?;
    partner.witness.verifier().verify(&receipt)?;
    Ok(held == size)
}

impl Stage for Memory {
    fn act(
        &mut self,
        nation: Nation,
        act: &mut dyn FnMut(&mut Node) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        let Some(side) = self.sides.get_mut(&nation) else {
            return Ok(());
        };
        act(&mut side.node)?;
        let done = side.node.take_done();
        for recorded in &done.own {
            grow(&mut side.own, recorded)?;
        }
        for released in &done.outbound {
            grow(&mut side.outbound, released.recorded())?;
        }
        for (_, partner) in self.sides.iter_mut().filter(|(other, _)| **other != nation) {
            // One by one: later entries may speak of what earlier ones entered.
            for released in &done.outbound {
                let recorded = std::slice::from_ref(released.recorded());
                partner.node.hear(recorded, |_| Ok::<(), Refused>(()))?;
                grow(&mut partner.mirror, released.recorded())?;
            }
        }
        Ok(())
    }

    fn witness(&self) -> Result<LogFigures, Refused> {
        let mut figures = LogFigures { entries: 0, crossed: 0, witnessed: true };
        for (nation, side) in &self.sides {
            figures.entries = figures.entries.saturating_add(side.own.size());
            figures.crossed = figures.crossed.saturating_add(side.outbound.size());
            for (_, partner) in self.sides.iter().filter(|(other, _)| *other != nation) {
                figures.witnessed &= cosigned(side, partner).map_err(broken)?;
            }
        }
        Ok(figures)
    }
}

fn grow(tree: &mut Tree, recorded: &Recorded) -> Result<(), Refused> {
    let leaf = recorded.entry().leaf()?;
    tree.append(&leaf).map(|_| ()).map_err(broken)
}

/// The agreement under `terms`, signed by two offices with keys from these seeds.
fn adopt(terms: &Terms, one: &[u8; 32], other: &[u8; 32]) -> Result<Agreement, Refused> {
    let [first, second] = terms.parties;
    let office = |nation: Nation, seed| {
        Signer::ed25519(&format!("{}.drill/office", nation.to_string().to_lowercase()), seed)
    };
    let (a, b) = (office(first, one).map_err(broken)?, office(second, other).map_err(broken)?);
    let keys = [(first, a.verifier().clone()), (second, b.verifier().clone())];
    let note = Agreement::sign(terms, &[&a, &b]).map_err(broken)?;
    debug_assert!(terms.keys_of(first, KeyUse::Tls).next().is_none(), "drills need no network");
    Agreement::adopt(&note, &keys).map_err(broken)
}

fn broken(error: impl std::fmt::Display) -> Refused {
    Refused { code: "drill-log".to_owned(), what: error.to_string() }
}
