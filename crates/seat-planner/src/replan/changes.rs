//! Who is affected by a re-plan, how, and why.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::event::{Event, Events, Whose};
use super::parts::Part;
use super::people::Gone;
use super::traffic::Traffic;
use super::whole::Entry;
use crate::itinerary::stops;
use crate::plan::{Reason, Ride};
use crate::problem::{Closure, LiftId, Needs, Party, PartyId, Problem};

/// What a re-plan changed for one party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Affected {
    /// Which.
    pub party: PartyId,
    /// How.
    pub change: Change,
    /// Its journeys as they were published; none if it was left or is new.
    pub before: Vec<Travel>,
    /// Its journeys now, rides that are facts included.
    pub after: Vec<Travel>,
    /// Why.
    pub because: Because,
    /// Why some of it go nowhere, if they don't.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Reason>,
}

/// One journey of a party, or of a part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Travel {
    /// The rides, in order.
    pub rides: Vec<Ride>,
    /// How many of the party.
    pub share: Needs,
}

/// How a party is affected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Touched by an event, and its journey is as it was, perhaps at other times.
    Kept,
    /// As many of it get out as before, on other rides.
    Moved,
    /// Fewer of it get out than before.
    Lost,
    /// More of it get out than before.
    Gained,
    /// New, and there is no journey for it.
    Waiting,
    /// Planned for no more.
    Gone,
}

/// Why a party is affected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Because {
    /// An event made its journey impossible, or is about this party: by its number.
    Event(usize),
    /// Its own journey is better, by so many tenths of a weighted minute over all its people.
    Better(i64),
    /// It makes room for somebody who would not get out otherwise.
    MakesRoom,
    /// There is room, or a way, where there was none.
    RoomAtLast,
}

/// What is needed to say who is affected.
pub(super) struct Facts<'a> {
    pub(super) published: &'a Problem,
    pub(super) events: &'a Events,
    pub(super) traffic: &'a Traffic,
    pub(super) parts: &'a [Part],
    pub(super) entries: &'a [Entry],
}

/// How many parties, beside those listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Parties of the problem now.
    pub parties: usize,
    /// Parties that had a journey which is impossible now.
    pub must: usize,
    /// Parties whose published journey was possible, and is another now.
    pub others: usize,
    /// Parties whose journey is as published.
    pub kept: usize,
}

impl Facts<'_> {
    /// All who are affected in the order of the problem, then those gone.
    pub(super) fn affected(&self, gone: Vec<Gone>) -> (Vec<Affected>, Counts) {
        let mut parts: BTreeMap<usize, Vec<(&Part, Vec<&Entry>)>> = BTreeMap::new();
        let mut entries: BTreeMap<usize, Vec<&Entry>> = BTreeMap::new();
        for entry in self.entries {
            entries.entry(entry.part).or_default().push(entry);
        }
        for (number, part) in self.parts.iter().enumerate() {
            let mine = entries.remove(&number).unwrap_or_default();
            parts.entry(part.party).or_default().push((part, mine));
        }
        let mut counts =
            Counts { parties: self.traffic.problem.parties.len(), ..Counts::default() };
        let mut list = Vec::new();
        for (party, parts) in &parts {
            if let Some(party) = self.traffic.problem.parties.get(*party) {
                list.extend(self.party(party, parts, &mut counts));
            }
        }
        list.extend(gone.into_iter().map(|gone| Affected {
            party: gone.party,
            change: Change::Gone,
            before: travels([(gone.before, gone.share)]),
            after: Vec::new(),
            because: Because::Event(gone.event),
            left: None,
        }));
        (list, counts)
    }

    fn party(
        &self,
        party: &Party,
        parts: &[(&Part, Vec<&Entry>)],
        counts: &mut Counts,
    ) -> Option<Affected> {
        let before = travels(parts.iter().map(|(part, _)| (part.before.clone(), part.share)));
        let after = travels(parts.iter().flat_map(|(part, entries)| {
            entries.iter().map(|entry| {
                let rides = part.fact.iter().chain(&entry.onward).cloned().collect();
                (rides, entry.share)
            })
        }));
        let is_new = parts.iter().any(|(part, _)| part.is_new);
        let mut entries = parts.iter().flat_map(|(_, entries)| entries);
        let must = !is_new && entries.any(|entry| entry.must);
        let (was, is) = (out_before(parts), out_after(parts));
        let change = match () {
            () if is_new && is == 0 => Change::Waiting,
            () if is < was => Change::Lost,
            () if is > was => Change::Gained,
            () if before == after => Change::Kept,
            () => Change::Moved,
        };
        let touched = self.touched(party, parts);
        counts.must = counts.must.saturating_add(usize::from(must));
        match change {
            Change::Kept if !before.is_empty() => counts.kept = counts.kept.saturating_add(1),
            Change::Moved | Change::Lost if !must => {
                counts.others = counts.others.saturating_add(1);
            }
            _ => {}
        }
        let because = match (touched, change) {
            (Some(event), _) if must || is_new || change == Change::Kept => Because::Event(event),
            (Some(event), Change::Gained) => Because::Event(event),
            (None, Change::Kept) => return None,
            (_, Change::Gained) => Because::RoomAtLast,
            _ => match self.gain(party, parts) {
                gain if gain > 0 && !must => Because::Better(gain),
                _ => Because::MakesRoom,
            },
        };
        let left = parts.iter().flat_map(|(_, entries)| entries).find_map(|entry| entry.left);
        Some(Affected { party: party.id.clone(), change, before, after, because, left })
    }

    /// What the party gains against the journey that was published, in tenths of a weighted minute.
    fn gain(&self, party: &Party, parts: &[(&Part, Vec<&Entry>)]) -> i64 {
        let weight = i64::from(self.traffic.problem.weights.of(party.class));
        let entries = parts.iter().flat_map(|(_, entries)| entries);
        let gains = entries.map(|entry| {
            let less = entry.published.map_or(0, |before| before - entry.burden);
            less.saturating_mul(i64::from(entry.share.people())).saturating_mul(weight)
        });
        gains.fold(0, i64::saturating_add)
    }

    /// The event that touches the party: of those that can make a journey impossible the first,
    /// else of the others.
    fn touched(&self, party: &Party, parts: &[(&Part, Vec<&Entry>)]) -> Option<usize> {
        if let Some(event) = parts.iter().find_map(|(part, _)| part.event) {
            return Some(event);
        }
        let touches =
            |event: &Event| parts.iter().any(|(part, _)| self.touches(event, party, &part.before));
        let events = || self.events.events.iter().enumerate();
        let hard = |event: &Event| {
            matches!(
                event,
                Event::LiftLost { .. }
                    | Event::Closure(_)
                    | Event::RuleChanged { .. }
                    | Event::PartyMoved { .. }
            )
        };
        let first = events().find(|(_, event)| hard(event) && touches(event));
        first.or_else(|| events().find(|(_, event)| touches(event))).map(|(number, _)| number)
    }

    fn touches(&self, event: &Event, party: &Party, rides: &[Ride]) -> bool {
        let rides_on = |lift: &LiftId, from: usize| {
            rides.iter().any(|ride| ride.lift == *lift && ride.alight >= from)
        };
        match event {
            Event::Closure(closure) => rides.iter().any(|ride| {
                // What has departed or arrived in spite of it is a fact.
                let from = closure.from.max(self.traffic.now.saturating_add(1));
                let closure = Closure { from, ..closure.clone() };
                let now = self.traffic.get(&ride.lift).map(|(_, lift, _)| lift);
                let published = || self.published.lifts.iter().find(|lift| lift.id == ride.lift);
                let whole = |lift: &&crate::problem::Lift| ride.alight < lift.legs.len();
                let lift = now.filter(whole).or_else(published);
                let legs = lift.map_or(&[][..], |lift| &lift.legs);
                legs.iter().take(ride.alight.saturating_add(1)).any(|leg| stops(&closure, leg))
            }),
            Event::LiftLost { lift, from_leg } => rides_on(lift, from_leg.unwrap_or(0)),
            Event::LiftDelayed { lift, leg, .. } => rides_on(lift, *leg),
            Event::LiftSeats { lift, .. } => rides_on(lift, 0),
            Event::RuleChanged { of: Whose::Party(id), .. } => *id == party.id,
            Event::RuleChanged { of: Whose::Nation(nation), .. } => *nation == party.nation,
            Event::NoShow { party: id, .. }
            | Event::PartyMoved { party: id, .. }
            | Event::ClassChanged { party: id, .. }
            | Event::Withdrawn { party: id } => *id == party.id,
            Event::NewParty(new) => new.id == party.id,
            Event::Reopened { .. } => false,
        }
    }
}

/// Journeys with the same rides together, in order.
fn travels(parts: impl IntoIterator<Item = (Vec<Ride>, Needs)>) -> Vec<Travel> {
    let mut sums: BTreeMap<Vec<Ride>, Needs> = BTreeMap::new();
    for (rides, share) in parts.into_iter().filter(|(rides, _)| !rides.is_empty()) {
        let sum = sums.entry(rides).or_default();
        *sum = sum.and(share);
    }
    sums.into_iter().map(|(rides, share)| Travel { rides, share }).collect()
}

fn out_before(parts: &[(&Part, Vec<&Entry>)]) -> u64 {
    // A journey that is all facts, and ended in danger, got nobody out.
    let out = |(part, entries): &&(&Part, Vec<&Entry>)| {
        let over = part.fact == part.before && !entries.iter().any(|entry| entry.out);
        !part.before.is_empty() && !over
    };
    parts.iter().filter(out).map(|(part, _)| u64::from(part.share.people())).sum()
}

fn out_after(parts: &[(&Part, Vec<&Entry>)]) -> u64 {
    let entries = parts.iter().flat_map(|(part, entries)| {
        entries.iter().filter(|entry| {
            let travels = !entry.onward.is_empty() || !part.fact.is_empty();
            // Whoever stays and has no reason to is at home.
            entry.out && (travels || entry.left.is_none())
        })
    });
    entries.map(|entry| u64::from(entry.share.people())).sum()
}
