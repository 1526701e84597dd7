//! The people, those who are alike counted together.
//!
//! A *unit* is what moves as one: a household, or one seat of a party that consented to travel
//! apart. Units that wait at one place, are ready at one time, need the same and may board the same
//! vehicles are a *batch*. Batches that differ only in place and time are of one *class*: from
//! any place and moment on, what is best for one is best for the other.

use std::collections::BTreeMap;

use super::network::{Load, Pool};
use crate::itinerary::rate;
use crate::problem::{Class, Needs, Owner, PlaceKind, Problem};
use crate::search::model::{Limited, units_of};

/// What is the same for all units of a class.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Kind {
    pub(crate) rank: Class,
    /// People times weight: what one counted minute of the unit counts.
    pub(crate) weight: i64,
    pub(crate) people: i64,
    pub(crate) needs: Load,
    pub(crate) nation: usize,
    /// By pool, then by lift with fixed times: whether they may board.
    pub(crate) opens: Vec<bool>,
    /// Nobody departs from danger after this.
    pub(crate) latest: Option<i64>,
}

/// Units that are alike, at one place from one time on.
#[derive(Debug, Clone)]
pub(crate) struct Batch {
    pub(crate) kind: usize,
    pub(crate) place: usize,
    pub(crate) ready: i64,
    pub(crate) units: i64,
    /// The parts of parties that it is made of: party, what moves as one, how many of it.
    pub(crate) parts: Vec<(usize, Needs, i64)>,
}

/// Everybody.
#[derive(Debug)]
pub(crate) struct Crowd {
    pub(crate) kinds: Vec<Kind>,
    pub(crate) batches: Vec<Batch>,
    /// By nation, by place: what counts for a minute there.
    pub(crate) rates: Vec<Vec<i64>>,
    /// Whether each place is one of danger.
    pub(crate) danger: Vec<bool>,
}

impl Crowd {
    /// For a problem that has passed its own check, minutes counted from `base`.
    pub(crate) fn new(problem: &Problem, pools: &[Pool], base: i64) -> Self {
        let nations = crate::search::model::nations(problem);
        let limited = Limited::of(problem);
        let places: BTreeMap<_, usize> =
            problem.places.iter().enumerate().map(|(n, place)| (&place.id, n)).collect();
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
        let mut found: BTreeMap<(usize, usize, i64), Batch> = BTreeMap::new();
        for (number, party) in problem.parties.iter().enumerate() {
            let place = places.get(&party.place).copied().unwrap_or(0);
            let mut shares: BTreeMap<Needs, i64> = BTreeMap::new();
            for share in units_of(party, None) {
                *shares.entry(share).or_default() += 1;
            }
            let pool = |pool: &Pool| party.lifts_of.iter().any(|owner| pool.owners.contains(owner));
            let lift = |lift: &crate::problem::Lift| party.lifts_of.contains(&lift.owner);
            let opens = pools.iter().map(pool).chain(problem.lifts.iter().map(lift));
            let opens: Vec<bool> = opens.collect();
            for (share, count) in shares {
                let people = i64::from(share.people());
                let kind = Kind {
                    rank: party.class,
                    weight: people * i64::from(problem.weights.of(party.class)),
                    people,
                    needs: limited.load(&share),
                    nation: nations.get(&party.nation).copied().unwrap_or(0),
                    opens: opens.clone(),
                    latest: party.latest.map(|latest| latest.saturating_sub(base)),
                };
                let next = kinds.len();
                let kind = *kinds.entry(kind).or_insert(next);
                let ready = party.ready - base;
                let batch = found.entry((kind, place, ready)).or_insert_with(|| Batch {
                    kind,
                    place,
                    ready,
                    units: 0,
                    parts: Vec::new(),
                });
                batch.units += count;
                batch.parts.push((number, share, count));
            }
        }
        let mut by_number: Vec<(Kind, usize)> = kinds.into_iter().collect();
        by_number.sort_by_key(|(_, number)| *number);
        Self {
            kinds: by_number.into_iter().map(|(kind, _)| kind).collect(),
            batches: found.into_values().collect(),
            rates: nations.keys().map(|nation| rates(problem, nation)).collect(),
            danger: problem.places.iter().map(|p| p.kind == PlaceKind::Danger).collect(),
        }
    }
}

impl Crowd {
    /// Room, as far as all people together could take it up: where no limit is stated, too.
    pub(crate) fn at_most(&self, mut room: Load) -> Load {
        let mut all = Load::default();
        for batch in &self.batches {
            let Some(kind) = self.kinds.get(batch.kind) else { continue };
            all.iter_mut().zip(&kind.needs).for_each(|(all, need)| *all += need * batch.units);
        }
        room.iter_mut().zip(all).for_each(|(room, all)| *room = all.min(*room));
        room
    }
}

/// By place: what counts for a minute there, in the eyes of a nation's people.
fn rates(problem: &Problem, nation: &Owner) -> Vec<i64> {
    let kind = |place: &crate::problem::Place| match (&place.home_of, place.kind) {
        (Some(home), PlaceKind::Home) if home != nation => PlaceKind::Haven,
        (_, kind) => kind,
    };
    problem.places.iter().map(|place| rate(kind(place))).collect()
}
