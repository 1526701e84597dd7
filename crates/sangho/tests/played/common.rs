//! A scenario played at two nodes in memory, with everything that they recorded kept to be looked
//! at.

use std::collections::BTreeMap;

use corridor::agreement::{Agreement, Nation};
use corridor::record::{Recorded, World};
use sangho::drill::{self, Act, Director, LogFigures, Script, Stage};
use sangho::operation::planning::Plans;
use sangho::operation::{Node, Refused};
use sangho::scenario::{Cast, Scenario, cast, load};
use seat_planner::Effort;
use witnessed_log::Signer;

/// One node, and what it recorded.
pub(crate) struct Side {
    pub(crate) node: Node,
    pub(crate) own: Vec<Recorded>,
    pub(crate) outbound: Vec<Recorded>,
}

/// Two nodes that hand each other what they release.
pub(crate) struct Pair(pub(crate) BTreeMap<Nation, Side>);

impl Stage for Pair {
    fn act(
        &mut self,
        nation: Nation,
        act: &mut dyn FnMut(&mut Node) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        let side = self.0.get_mut(&nation).expect("a script has acts of the two parties only");
        act(&mut side.node)?;
        let done = side.node.take_done();
        side.own.extend(done.own);
        let released: Vec<Recorded> =
            done.outbound.iter().map(|one| one.recorded().clone()).collect();
        side.outbound.extend(released.iter().cloned());
        for (_, partner) in self.0.iter_mut().filter(|(other, _)| **other != nation) {
            for recorded in &released {
                let one = std::slice::from_ref(recorded);
                partner.node.hear(one, |_| Ok::<(), Refused>(()))?;
            }
        }
        Ok(())
    }

    fn witness(&self) -> Result<LogFigures, Refused> {
        let count = |of: fn(&Side) -> &Vec<Recorded>| -> u64 {
            self.0.values().map(|side| of(side).len() as u64).sum()
        };
        let (entries, crossed) = (count(|side| &side.own), count(|side| &side.outbound));
        Ok(LogFigures { entries, crossed, witnessed: false })
    }
}

/// A scenario played to its end.
pub(crate) struct Played {
    pub(crate) cast: Cast,
    pub(crate) script: Script,
    pub(crate) pair: Pair,
    pub(crate) plans: Option<Plans>,
}

/// Two nodes under the drills' terms as they held for `scenario`.
fn pair(scenario: &Scenario) -> Pair {
    let mut terms = drill::terms().expect("the repository holds terms");
    terms.in_force_from = terms.in_force_from.min(scenario.declared.date());
    let [a, b] = [1_u8, 2].map(|seed| {
        Signer::ed25519(&format!("office-{seed}"), &[seed; 32]).expect("a name without spaces")
    });
    let [first, second] = terms.parties;
    let keys = [(first, a.verifier().clone()), (second, b.verifier().clone())];
    let note = Agreement::sign(&terms, &[&a, &b]).expect("terms can be signed");
    let agreement = Agreement::adopt(&note, &keys).expect("both offices signed");
    let side = |nation: Nation| {
        let mut count = 0_u128;
        let salts = Box::new(move || {
            count += 1;
            count.to_be_bytes()
        });
        let node = Node::new(nation, agreement.clone(), World::Drill, [7; 32], salts)
            .expect("a party of the agreement");
        (nation, Side { node, own: Vec::new(), outbound: Vec::new() })
    };
    Pair(terms.parties.into_iter().map(side).collect())
}

/// Plays `name` with people invented from `seed`, with the plans at its end or without.
pub(crate) fn play(name: &str, seed: u64, planning: bool) -> Played {
    let scenario = load(name).expect("a built-in scenario");
    let cast = cast(&scenario, seed);
    let parties = drill::terms().expect("the repository holds terms").parties;
    let script = drill::script(&scenario, &cast, parties);
    let mut pair = pair(&scenario);
    let effort = Effort { seed, rounds: 50 };
    let mut director = Director::new(&script, &cast, drill::authorities(&scenario), effort);
    let steps = script.steps.iter().filter(|step| planning || !matches!(step.act, Act::Plan));
    for step in steps {
        let played = director.play(&mut pair, step);
        played.unwrap_or_else(|refused| panic!("{name}, seed {seed}, {}: {refused}", step.at));
    }
    let plans = director.plans().cloned();
    drop(director);
    Played { cast, script, pair, plans }
}
