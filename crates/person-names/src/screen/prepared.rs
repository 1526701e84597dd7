//! Lists made ready for screening.

use super::align::Listed;
use super::index::{Builder, Index};
use super::lists::{Entry, Kind, List};
use super::rarity::Rarity;
use super::words::{Words, Writing};
use crate::person::Birth;

/// Lists with their index: made once for each version, used for every traveller.
#[derive(Debug)]
pub struct Lists {
    lists: Vec<List>,
    pub(super) entries: Vec<Prepared>,
    pub(super) index: Index,
}

/// An entry that travellers are screened against: a person, or a document.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) list: usize,
    pub(super) entry: usize,
    /// The Latin names.
    pub(super) names: Vec<Listed>,
    /// Whether it has names in other scripts alone.
    pub(super) foreign: bool,
    /// Whether it has a name in another script at all.
    pub(super) other_script: bool,
    /// What its Latin names tell at most, in bits.
    pub(super) most: f64,
    /// How many names it has beside the main ones.
    pub(super) others: u16,
    /// Whether its document alone counts.
    pub(super) document: bool,
    /// The first and the last year of each date of birth.
    years: Vec<(u16, u16)>,
}

/// Years between two dates of birth from which no name outweighs them.
const FAR: u16 = 10;

impl Prepared {
    /// Whether all dates of birth are so far apart that no name makes up for it, and not by one
    /// digit.
    pub(super) fn is_far(&self, births: &[Birth]) -> bool {
        let far = |birth: &Birth, &(from, to): &(u16, u16)| {
            let (first, last) = birth.span();
            let apart = from.saturating_sub(last).max(first.saturating_sub(to));
            apart > FAR && !apart.is_multiple_of(10)
        };
        !births.is_empty()
            && !self.years.is_empty()
            && births.iter().all(|birth| self.years.iter().all(|years| far(birth, years)))
    }
}

impl Lists {
    /// Prepares lists. Organisations, ships and aircraft are kept and never met by a traveller.
    #[must_use]
    pub fn new(lists: Vec<List>) -> Self {
        let mut rarity = Rarity::default();
        let mut read: Vec<(usize, usize, Latin)> = Vec::new();
        for (list, of) in lists.iter().enumerate() {
            let wanted = |entry: &Entry| matches!(entry.kind, Kind::Person | Kind::Document);
            for (at, entry) in of.entries.iter().enumerate().filter(|(_, entry)| wanted(entry)) {
                let names = latin(entry);
                if entry.kind == Kind::Person {
                    rarity.count(names.iter().map(|(_, words)| words));
                }
                read.push((list, at, names));
            }
        }
        let mut builder = Builder::default();
        let mut entries = Vec::with_capacity(read.len());
        for (list, at, names) in read {
            let Some(entry) = lists.get(list).and_then(|of| of.entries.get(at)) else { continue };
            let number = u32::try_from(entries.len()).unwrap_or(u32::MAX);
            entries.push(prepare(entry, (list, at), names, number, &rarity, &mut builder));
        }
        Self { lists, entries, index: builder.build() }
    }

    /// The lists.
    #[must_use]
    pub fn lists(&self) -> &[List] {
        &self.lists
    }

    /// An entry by the numbers of a [`super::Hit`].
    #[must_use]
    pub fn entry(&self, list: usize, entry: usize) -> Option<&Entry> {
        self.lists.get(list)?.entries.get(entry)
    }
}

/// Latin names with their places among all.
type Latin = Vec<(usize, Words)>;

/// The Latin names of an entry.
fn latin(entry: &Entry) -> Latin {
    let mut found = Vec::new();
    for (at, name) in entry.person.names.iter().enumerate() {
        let mut words = Words::default();
        if words.read(name.name.as_str()) == Writing::Latin && words.len() > 0 {
            found.push((at, words));
        }
    }
    found
}

fn prepare(
    entry: &Entry,
    (list, at): (usize, usize),
    names: Latin,
    number: u32,
    rarity: &Rarity,
    builder: &mut Builder,
) -> Prepared {
    let person = &entry.person;
    // Where there is a Latin name, it says how the others are read.
    let foreign = names.is_empty() && !person.names.is_empty();
    for (place, name) in person.names.iter().enumerate() {
        if names.iter().all(|(known, _)| *known != place) {
            builder.other(number, &name.name, foreign);
        }
    }
    let mut listed = Vec::with_capacity(names.len());
    for (place, words) in names {
        let Some(name) = person.names.get(place) else { continue };
        builder.latin(number, &words, &person.births, rarity);
        listed.push(Listed::new(words, place, name.kind, rarity));
    }
    builder.facts(number, &person.births, &person.documents);
    let most = listed.iter().map(|name| name.most).fold(0.0, f64::max);
    let others = person.names.iter().filter(|name| !name.kind.is_main()).count();
    let other_script = listed.len() < person.names.len();
    Prepared {
        list,
        entry: at,
        foreign,
        other_script,
        most,
        others: u16::try_from(others).unwrap_or(u16::MAX - 1),
        document: entry.kind == Kind::Document,
        years: person.births.iter().map(|birth| birth.span()).collect(),
        names: listed,
    }
}
