//! What officers answered, and what became of it: clearances of false matches, and what a new
//! version of a list changes.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::lists::Hash;
use super::prepared::Lists;
use super::{Hit, Traveller};
use crate::compare::Band;

/// An officer's word that a traveller is not an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clearance {
    /// The traveller's key, see [`Traveller::key`].
    pub person: String,
    /// The name of the list.
    pub list: String,
    /// The id of the entry.
    pub entry: String,
    /// The entry as it was: the clearance holds for this and no other.
    pub hash: Hash,
    /// By whom.
    pub by: String,
    /// The minute from which it holds no more, counted from any fixed instant.
    pub until: i64,
    /// Why.
    pub reason: String,
}

/// Where a hit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum Standing {
    /// An officer has to look.
    Refer {
        /// Why it is asked, or asked again.
        why: Why,
    },
    /// An officer has cleared it.
    Cleared {
        /// Which of the clearances says so, from 0.
        clearance: usize,
    },
}

/// Why an officer has to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Nobody has, so far.
    Unseen,
    /// A clearance has expired.
    Expired,
    /// The list has changed the entry since it was cleared.
    EntryChanged,
}

/// Where each hit stands at a minute, under what officers have cleared. Of several clearances of
/// one pair the last one that holds counts.
#[must_use]
pub fn standing(
    hits: &[Hit],
    lists: &Lists,
    travellers: &[Traveller],
    clearances: &[Clearance],
    now: i64,
) -> Vec<Standing> {
    let mut known: HashMap<(&str, &str, &str), Vec<usize>> = HashMap::new();
    for (at, one) in clearances.iter().enumerate() {
        known.entry((&one.person, &one.list, &one.entry)).or_default().push(at);
    }
    let one = |hit: &Hit| {
        let mut why = Why::Unseen;
        let (list, entry) = (lists.lists().get(hit.list), lists.entry(hit.list, hit.entry));
        let person = travellers.get(hit.traveller);
        if let (Some(list), Some(entry), Some(person)) = (list, entry, person) {
            let key = (person.key.as_str(), list.name.as_str(), entry.id.as_str());
            for &at in known.get(&key).into_iter().flatten().rev() {
                let Some(clearance) = clearances.get(at) else { continue };
                if clearance.hash != entry.hash {
                    why = Why::EntryChanged;
                } else if clearance.until <= now {
                    why = Why::Expired;
                } else {
                    return Standing::Cleared { clearance: at };
                }
            }
        }
        Standing::Refer { why }
    };
    hits.iter().map(one).collect()
}

/// A hit as it is remembered from one version of the lists to the next.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remembered {
    /// The traveller's key.
    pub person: String,
    /// The name of the list.
    pub list: String,
    /// The id of the entry.
    pub entry: String,
    /// The entry as it was.
    pub hash: Hash,
    /// What was found.
    pub band: Band,
    /// The evidence, in bits.
    pub bits: f64,
}

impl Remembered {
    /// What to remember of hits.
    #[must_use]
    pub fn of(hits: &[Hit], lists: &Lists, travellers: &[Traveller]) -> Vec<Self> {
        let one = |hit: &Hit| {
            let entry = lists.entry(hit.list, hit.entry)?;
            Some(Self {
                person: travellers.get(hit.traveller)?.key.clone(),
                list: lists.lists().get(hit.list)?.name.clone(),
                entry: entry.id.clone(),
                hash: entry.hash,
                band: hit.found.band,
                bits: hit.found.bits,
            })
        };
        hits.iter().filter_map(one).collect()
    }

    fn key(&self) -> (&str, &str, &str) {
        (&self.person, &self.list, &self.entry)
    }
}

/// What a new version of the lists changes for the people who were screened before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Hits that weren't there: indices into the later ones.
    pub new: Vec<usize>,
    /// Hits whose entry or evidence is another: indices into the earlier and the later ones.
    pub changed: Vec<(usize, usize)>,
    /// Hits that are there no more: indices into the earlier ones.
    pub gone: Vec<usize>,
}

/// Compares the hits of the same people before and after a new version of the lists.
#[must_use]
pub fn differences(before: &[Remembered], after: &[Remembered]) -> Difference {
    let mut earlier: BTreeMap<_, usize> =
        before.iter().enumerate().map(|(at, hit)| (hit.key(), at)).collect();
    let mut found = Difference::default();
    for (at, hit) in after.iter().enumerate() {
        match earlier.remove(&hit.key()).and_then(|was| Some((was, before.get(was)?))) {
            None => found.new.push(at),
            Some((was, known)) if known != hit => found.changed.push((was, at)),
            Some(_) => {}
        }
    }
    found.gone = earlier.into_values().collect();
    found.gone.sort_unstable();
    found
}
