//! Who is on both lists, and which nation answers for them: the same result at both nodes, because
//! it follows from what both have announced and nothing else.
//!
//! Whoever knows the whole of a family answers for it; where both know the same people, whoever
//! heard first. Nobody is answered for twice, and nobody is lost because a list names half a
//! family.

use std::collections::{BTreeMap, BTreeSet};

use corridor::agreement::Nation;
use corridor::people::{Announced, Shared, shared};
use corridor::record::{HouseholdId, PersonId};
use jiff::Timestamp;

use crate::operation::state::State;

/// Who of our registry is also in the partner's, and which nation answers for them.
#[derive(Debug, Default)]
pub struct Across {
    /// Our person, by the partner's id for them.
    pub ours: BTreeMap<PersonId, PersonId>,
    /// The partner's ids of our persons.
    pub theirs: BTreeMap<PersonId, Vec<PersonId>>,
    /// Our persons for whom the partner answers.
    pub answered_by_partner: BTreeSet<PersonId>,
    /// Our households for which the partner answers: for every member.
    pub households_of_partner: BTreeSet<HouseholdId>,
    /// The partner's households for which we answer: for every member.
    pub households_of_ours: BTreeSet<HouseholdId>,
    /// Of a household that its own nation answers for, how many members the other one does; of
    /// both nations.
    pub elsewhere: BTreeMap<HouseholdId, u32>,
    /// Likely pairs that no officer has decided.
    pub queue: Vec<Shared>,
    /// Households, ours first, with somebody in common, of which one nation answers for one whole.
    households: BTreeSet<(HouseholdId, HouseholdId)>,
}

impl Across {
    /// The other node's ids of a household that is on both lists, in their order.
    pub fn other_households<'a>(
        &'a self,
        id: &'a HouseholdId,
    ) -> impl Iterator<Item = &'a HouseholdId> {
        self.households.iter().filter_map(move |(ours, theirs)| {
            if ours == id { Some(theirs) } else { (theirs == id).then_some(ours) }
        })
    }

    /// Holds what both nodes have announced against each other.
    pub(in crate::operation) fn of(state: &State) -> Self {
        let mut across = Self::default();
        let pairs = across.certain(state, &state.announced, &state.announced);
        let classes = classes(&pairs, state);
        let homes = homes(state, &classes);
        let owners = owners(&homes);
        for home in &homes {
            across.settle(home, &owners, state.me);
        }
        for pair in pairs {
            let whole = across.households_of_partner.contains(&pair.our_household)
                || across.households_of_ours.contains(&pair.their_household);
            if whole {
                across.households.insert((pair.our_household, pair.their_household));
            }
            across.ours.insert(pair.theirs.clone(), pair.ours.clone());
            across.theirs.entry(pair.ours).or_default().push(pair.theirs);
        }
        across.know_again(state);
        let decided: BTreeSet<&PersonId> = across.ours.values().collect();
        across.queue.retain(|pair| !decided.contains(&pair.ours));
        across
    }

    /// Ids of households that were merged since still name people who boarded under them.
    fn know_again(&mut self, state: &State) {
        let mut asked_before = Self::default();
        for (ours, theirs) in
            [(&state.retired, &state.announced), (&state.announced, &state.retired)]
        {
            for pair in asked_before.certain(state, ours, theirs) {
                self.theirs.entry(pair.ours).or_default().push(pair.theirs);
            }
        }
    }

    /// The pairs that are one person, by document or by an officer's word; others are asked.
    fn certain(&mut self, state: &State, ours: &Told, theirs: &Told) -> Vec<Shared> {
        let of = |all: &Told, nation: Nation| -> Vec<Announced> {
            all.get(&nation).map(|all| all.values().cloned().collect()).unwrap_or_default()
        };
        let mut certain = Vec::new();
        for pair in shared(&of(ours, state.me), &of(theirs, state.partner)) {
            let decided = state.across.get(&(pair.ours.clone(), pair.theirs.clone()));
            match (decided.map(|(_, same)| *same), pair.by_document) {
                (Some(false), _) => {}
                (None, false) => self.queue.push(pair),
                _ => certain.push(pair),
            }
        }
        certain
    }

    /// Hands over what the other nation answers for.
    fn settle(&mut self, home: &Home, owners: &BTreeMap<usize, Nation>, me: Nation) {
        let is_away = |class: &usize| owners.get(class).is_some_and(|owner| *owner != home.nation);
        let members = home.matched.iter().filter(|(_, class)| is_away(class));
        let away: Vec<&PersonId> = members.map(|(person, _)| *person).collect();
        if home.nation == me {
            self.answered_by_partner.extend(away.iter().map(|one| (*one).clone()));
        }
        if away.len() == home.people {
            let handed_over = if home.nation == me {
                &mut self.households_of_partner
            } else {
                &mut self.households_of_ours
            };
            handed_over.insert(home.id.clone());
        } else if !away.is_empty() {
            let people = u32::try_from(away.len()).unwrap_or(u32::MAX);
            self.elsewhere.insert(home.id.clone(), people);
        }
    }
}

type Told = BTreeMap<Nation, BTreeMap<HouseholdId, Announced>>;
type Key = (Nation, PersonId);

/// Every id that names one and the same person has one number.
fn classes(pairs: &[Shared], state: &State) -> BTreeMap<Key, usize> {
    let mut class_of: BTreeMap<Key, usize> = BTreeMap::new();
    let mut members: Vec<Vec<Key>> = Vec::new();
    for pair in pairs {
        let keys = [(state.me, pair.ours.clone()), (state.partner, pair.theirs.clone())];
        let [a, b] = keys.map(|key| {
            *class_of.entry(key.clone()).or_insert_with(|| {
                members.push(vec![key]);
                members.len().saturating_sub(1)
            })
        });
        if a != b {
            let moved = members.get_mut(b).map(std::mem::take).unwrap_or_default();
            class_of.extend(moved.iter().map(|key| (key.clone(), a)));
            if let Some(kept) = members.get_mut(a) {
                kept.extend(moved);
            }
        }
    }
    class_of
}

/// A household with somebody on the other list too.
struct Home<'a> {
    nation: Nation,
    id: &'a HouseholdId,
    first: Timestamp,
    people: usize,
    /// The members on both lists, each with the number of who they are.
    matched: Vec<(&'a PersonId, usize)>,
}

impl Home<'_> {
    fn count(&self, class: usize) -> usize {
        self.matched.iter().filter(|(_, other)| *other == class).count()
    }

    /// Whether everybody in it is in `other`.
    fn is_in(&self, other: &Self) -> bool {
        self.matched.len() == self.people
            && self.matched.iter().all(|(_, class)| self.count(*class) <= other.count(*class))
    }
}

fn homes<'a>(state: &'a State, classes: &BTreeMap<Key, usize>) -> Vec<Home<'a>> {
    let mut homes = Vec::new();
    for nation in [state.me, state.partner] {
        for one in state.announced.get(&nation).into_iter().flat_map(BTreeMap::values) {
            let class = |id: &'a PersonId| Some((id, *classes.get(&(nation, id.clone()))?));
            let matched: Vec<_> = one.members.keys().filter_map(class).collect();
            if !matched.is_empty() {
                let (id, people) = (&one.household, one.members.len());
                homes.push(Home { nation, id, first: one.first, people, matched });
            }
        }
    }
    homes
}

/// The nation that answers for each person on both lists: the one whose household holds all of the
/// other's, or else the one that heard first (the lower code, at the same instant).
fn owners(homes: &[Home]) -> BTreeMap<usize, Nation> {
    let mut homes_of: BTreeMap<usize, Vec<&Home>> = BTreeMap::new();
    for home in homes {
        for (_, class) in &home.matched {
            homes_of.entry(*class).or_default().push(home);
        }
    }
    let owner = |(class, all): (usize, Vec<&Home>)| {
        let holds_part = |one: &Home| all.iter().any(|two| one.is_in(two) && !two.is_in(one));
        let whole = all.iter().filter(|one| !holds_part(one));
        let first = whole.min_by_key(|one| (one.first, one.nation, one.id));
        first.map(|one| (class, one.nation))
    };
    homes_of.into_iter().filter_map(owner).collect()
}
