//! Clusters: what links join, under decisions and under the rule that no two contradicting records
//! meet through a third.

use std::collections::{BTreeMap, BTreeSet};

use super::pairs::Scored;
use super::{Decision, Effect, Link, Reason, Record, Resolution, long, short};
use crate::compare::Band;
use crate::person::{Level, Weights, stand};

/// The most pairs that are looked through before two clusters are joined; larger ones are asked
/// about.
const LOOKED_THROUGH: usize = 10_000;

impl Scored {
    /// Joins what may be joined. See the rules of [`crate::resolve`].
    ///
    /// The records must be those that were scored. `now` is a minute on the clock of the
    /// decisions' `until`.
    #[must_use]
    pub fn clusters(&self, records: &[Record], decisions: &[Decision], now: i64) -> Resolution {
        let mut word = Word::read(records, decisions, now);
        let mut groups = Groups::new(records.len());
        let mut links = Vec::new();
        let mut asks = Vec::new();
        let known = |a: u32, b: u32| {
            let found = self.pairs.binary_search_by_key(&(a, b), |pair| (pair.a, pair.b)).ok();
            found.and_then(|at| self.pairs.get(at)).map(|pair| pair.bits)
        };
        for &((a, b), at) in &word.same.clone() {
            let apart = |one, other| word.apart.contains(&ordered(one, other));
            if !groups.join(a, b, apart) {
                word.effects.get_mut(at).into_iter().for_each(|e| *e = Effect::Contradicted);
                continue;
            }
            let bits = known(a, b).unwrap_or_default();
            links.push(self.link((a, b), bits, Reason::Decision));
        }
        let mut strongest: Vec<_> = self.pairs.iter().collect();
        strongest.sort_by(|one, other| {
            other.bits.total_cmp(&one.bits).then_with(|| (one.a, one.b).cmp(&(other.a, other.b)))
        });
        let decided: BTreeSet<_> = word.same.iter().map(|(pair, _)| *pair).collect();
        for pair in &strongest {
            let ends = (pair.a, pair.b);
            if decided.contains(&ends) || word.apart.contains(&ends) {
                continue;
            }
            if pair.standing.band(pair.bits, &self.weights).0 != Band::Auto {
                continue;
            }
            let apart = |one, other| {
                word.apart.contains(&ordered(one, other))
                    || contradict(records, &self.weights, one, other)
            };
            let joined = groups.join(pair.a, pair.b, apart);
            let reason = if joined { Reason::Evidence } else { Reason::Chain };
            let to = if joined { &mut links } else { &mut asks };
            to.push(self.link(ends, pair.bits, reason));
        }
        for pair in &strongest {
            let ends = (pair.a, pair.b);
            let open = !word.apart.contains(&ends) && !decided.contains(&ends);
            let unsure = pair.standing.band(pair.bits, &self.weights).0 == Band::Officer;
            if open && unsure && groups.of(pair.a) != groups.of(pair.b) {
                asks.push(self.link(ends, pair.bits, Reason::Unsure));
            }
        }
        links.sort_by_key(|link| (link.a, link.b));
        asks.sort_by(|one: &Link, other: &Link| {
            other.bits.total_cmp(&one.bits).then_with(|| (one.a, one.b).cmp(&(other.a, other.b)))
        });
        let clusters = groups.clusters();
        let weights = self.weights.clone();
        Resolution { clusters, links, asks, decisions: word.effects, weights }
    }

    fn link(&self, (a, b): (u32, u32), bits: f64, reason: Reason) -> Link {
        let probability = match reason {
            Reason::Decision => 1.0,
            _ => 1.0 / (1.0 + (self.weights.prior_bits - bits).exp2()),
        };
        Link { a: long(a), b: long(b), bits, probability, reason }
    }
}

fn ordered(a: u32, b: u32) -> (u32, u32) {
    (a.min(b), a.max(b))
}

/// Whether two records can't be one person unless somebody says so.
fn contradict(records: &[Record], weights: &Weights, a: u32, b: u32) -> bool {
    let (Some(a), Some(b)) = (records.get(long(a)), records.get(long(b))) else {
        return false;
    };
    let [birth, sex, _, document, _] = stand(&a.person, &b.person, weights).levels;
    let same_document = matches!(document, Some(Level::DocumentSame | Level::DocumentSlipShown));
    let birth_differs = birth.is_some_and(Level::is_birth_conflict);
    let sex_differs = sex == Some(Level::SexDifferent);
    let other_document = document == Some(Level::DocumentRenewed);
    let same_birth = matches!(birth, Some(Level::BirthExact | Level::BirthJanuaryFirst));
    birth_differs || (sex_differs && !same_document) || (other_document && !same_birth)
}

/// The decisions that hold.
struct Word {
    /// Pairs to join, with the number of the decision; in the order of the decisions.
    same: Vec<((u32, u32), usize)>,
    /// Pairs to hold apart.
    apart: BTreeSet<(u32, u32)>,
    effects: Vec<Effect>,
}

impl Word {
    fn read(records: &[Record], decisions: &[Decision], now: i64) -> Self {
        let mut effects = vec![Effect::Respected; decisions.len()];
        let mut last: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        let wanted: BTreeSet<&str> =
            decisions.iter().flat_map(|decision| [&*decision.a, &*decision.b]).collect();
        let mut index: BTreeMap<&str, u32> = BTreeMap::new();
        if !wanted.is_empty() {
            for (at, record) in records.iter().enumerate() {
                if wanted.contains(&*record.id) {
                    index.entry(&record.id).or_insert_with(|| short(at));
                }
            }
        }
        for (at, (decision, effect)) in decisions.iter().zip(&mut effects).enumerate() {
            let ends = index.get(&*decision.a).zip(index.get(&*decision.b));
            match ends {
                _ if decision.until.is_some_and(|until| until <= now) => *effect = Effect::Expired,
                Some((a, b)) if a != b => {
                    last.insert(ordered(*a, *b), at);
                }
                _ => *effect = Effect::UnknownRecord,
            }
        }
        let stands: BTreeSet<usize> = last.values().copied().collect();
        for (at, effect) in effects.iter_mut().enumerate() {
            if *effect == Effect::Respected && !stands.contains(&at) {
                *effect = Effect::Superseded;
            }
        }
        let says_same = |at: usize| decisions.get(at).is_some_and(|decision| decision.same);
        let mut same: Vec<_> =
            last.iter().filter(|(_, at)| says_same(**at)).map(|(pair, at)| (*pair, *at)).collect();
        same.sort_by_key(|(_, at)| *at);
        let apart = last.iter().filter(|(_, at)| !says_same(**at)).map(|(pair, _)| *pair).collect();
        Self { same, apart, effects }
    }
}

/// Records in groups.
struct Groups {
    /// The group of each record: the number of one of its members.
    of: Vec<u32>,
    /// The members of groups of two and more, by the group's number.
    members: BTreeMap<u32, Vec<u32>>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { of: (0..count).map(short).collect(), members: BTreeMap::new() }
    }

    fn of(&self, record: u32) -> u32 {
        self.of.get(long(record)).copied().unwrap_or(record)
    }

    fn members(&self, group: u32) -> Vec<u32> {
        self.members.get(&group).cloned().unwrap_or_else(|| vec![group])
    }

    /// Joins the groups of two records unless any two of their members are apart. Whether they are
    /// in one group now.
    fn join(&mut self, a: u32, b: u32, apart: impl Fn(u32, u32) -> bool) -> bool {
        let (keep, gone) = (self.of(a), self.of(b));
        if keep == gone {
            return true;
        }
        let (mut kept, moved) = (self.members(keep), self.members(gone));
        if kept.len().saturating_mul(moved.len()) > LOOKED_THROUGH {
            return false;
        }
        if kept.iter().any(|&one| moved.iter().any(|&other| apart(one, other))) {
            return false;
        }
        for &record in &moved {
            if let Some(of) = self.of.get_mut(long(record)) {
                *of = keep;
            }
        }
        kept.extend(moved);
        self.members.remove(&gone);
        self.members.insert(keep, kept);
        true
    }

    fn clusters(&self) -> Vec<Vec<usize>> {
        let mut place: BTreeMap<u32, usize> = BTreeMap::new();
        let mut clusters: Vec<Vec<usize>> = Vec::new();
        for (record, group) in self.of.iter().enumerate() {
            let at = *place.entry(*group).or_insert_with(|| {
                clusters.push(Vec::new());
                clusters.len() - 1
            });
            if let Some(cluster) = clusters.get_mut(at) {
                cluster.push(record);
            }
        }
        clusters
    }
}
