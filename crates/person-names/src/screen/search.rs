//! The search for one traveller: candidates by key, each weighed as cheaply as it can be.

use super::align::Found;
use super::prepared::{Lists, Prepared};
use super::words::{Words, Writing};
use super::{Counts, Hit, Options, Traveller, long};
use crate::compare::Band;
use crate::name::Name;
use crate::person::{
    Level, NameEvidence, NameKind, Person, PersonField, PersonName, PersonTerm, Place, Weights,
    compare_with, name_evidence, price, stand,
};

/// What names in other scripts than Latin may tell at most, in bits.
const FOREIGN_MOST: f64 = 22.0;
/// The bits beside the threshold at which the bands of persons begin; see [`Weights::prior_bits`].
const OFFICER: f64 = 5.0;

/// Screens a part of the travellers; `first` is the number of the first of them.
pub(super) fn part(
    lists: &Lists,
    first: usize,
    travellers: &[Traveller],
    options: &Options,
) -> (Vec<Hit>, Counts) {
    let mut weights = options.weights.clone();
    weights.prior_bits = options.refer_bits + OFFICER;
    let mut search = Search {
        lists,
        options,
        weights,
        seen: vec![0; lists.entries.len()],
        round: 0,
        candidates: Vec::new(),
        names: Vec::new(),
        found: Found::default(),
        counts: Counts::default(),
    };
    let mut hits = Vec::new();
    for (at, traveller) in travellers.iter().enumerate() {
        search.one(first + at, traveller, &mut hits);
    }
    (hits, search.counts)
}

struct Search<'l> {
    lists: &'l Lists,
    options: &'l Options,
    weights: Weights,
    /// In which round an entry was met last.
    seen: Vec<u32>,
    round: u32,
    candidates: Vec<u32>,
    /// The traveller's names in words; kept for their buffers.
    names: Vec<(Words, Writing)>,
    found: Found,
    counts: Counts,
}

/// A traveller being searched for.
struct Now<'t> {
    traveller: &'t Traveller,
    /// How many names beside the main ones.
    others: u16,
    /// Whether there is a name that isn't Latin.
    foreign: bool,
    /// Whether there is a name that is.
    latin: bool,
    /// The traveller with all names analysed, once that is needed.
    analysed: Option<Analysed>,
}

/// A traveller with the names analysed; what is no name is left out.
struct Analysed {
    person: Person,
    /// Which of the traveller's names each is.
    places: Vec<usize>,
}

impl Analysed {
    fn of(traveller: &Traveller) -> Self {
        let mut person = Person { names: Vec::new(), ..traveller.known.clone() };
        let mut places = Vec::with_capacity(traveller.names.len());
        for (at, name) in traveller.names.iter().enumerate() {
            if let Ok(parsed) = Name::parse(&name.text) {
                person.names.push(PersonName { name: parsed, kind: name.kind });
                places.push(at);
            }
        }
        Self { person, places }
    }

    /// What the best pair of names tells, with the places of the traveller's names as written.
    fn evidence(&self, entry: &Person) -> Option<NameEvidence> {
        let mut found = name_evidence(&self.person, entry)?;
        let place = |at: usize| self.places.get(at).copied().unwrap_or(at);
        for term in &mut found.terms {
            term.left.index = place(term.left.index);
        }
        found.places.0 = place(found.places.0);
        Some(found)
    }
}

impl Search<'_> {
    fn one(&mut self, number: usize, traveller: &Traveller, hits: &mut Vec<Hit>) {
        let before = hits.len();
        let others = traveller.names.iter().filter(|name| !name.kind.is_main()).count();
        let others = u16::try_from(others).unwrap_or(u16::MAX - 1);
        let mut now = Now { traveller, others, foreign: false, latin: false, analysed: None };
        self.read(&mut now);
        self.collect(&mut now);
        let candidates = std::mem::take(&mut self.candidates);
        self.counts.candidates += u64::try_from(candidates.len()).unwrap_or(u64::MAX);
        for &candidate in &candidates {
            let Some(entry) = self.lists.entries.get(long(candidate)) else { continue };
            if let Some(mut hit) = self.weigh(&mut now, entry) {
                hit.traveller = number;
                hits.push(hit);
            }
        }
        self.candidates = candidates;
        if let Some(found) = hits.get_mut(before..) {
            found.sort_by(|one, other| {
                let bits = other.found.bits.total_cmp(&one.found.bits);
                bits.then_with(|| (one.list, one.entry).cmp(&(other.list, other.entry)))
            });
        }
    }

    fn read(&mut self, now: &mut Now<'_>) {
        let count = now.traveller.names.len();
        if self.names.len() < count {
            self.names.resize(count, (Words::default(), Writing::Other));
        }
        for (name, (words, writing)) in now.traveller.names.iter().zip(&mut self.names) {
            *writing = words.read(&name.text);
            now.foreign |= *writing == Writing::Other;
            now.latin |= *writing == Writing::Latin;
        }
    }

    /// The entries that any key leads to, each once.
    fn collect(&mut self, now: &mut Now<'_>) {
        self.candidates.clear();
        if self.options.exhaustive {
            let all = u32::try_from(self.lists.entries.len()).unwrap_or(u32::MAX);
            self.candidates.extend(0..all);
            return;
        }
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.seen.fill(0);
            self.round = 1;
        }
        let (round, seen, candidates) = (self.round, &mut self.seen, &mut self.candidates);
        let mut add = |entry: u32| {
            if let Some(last) = seen.get_mut(long(entry))
                && *last != round
            {
                *last = round;
                candidates.push(entry);
            }
        };
        let (index, known) = (&self.lists.index, &now.traveller.known);
        let names = || self.names.iter().zip(&now.traveller.names);
        for ((words, writing), name) in names() {
            if *writing == Writing::Latin {
                index.latin(words, &known.births, &mut add);
            } else {
                index.letters(&name.text, &mut add);
            }
        }
        // Readings are asked for only of those who have no Latin name: it says how they are read.
        if !now.latin {
            let analysed = now.analysed.get_or_insert_with(|| Analysed::of(now.traveller));
            for name in &analysed.person.names {
                index.sounds(&name.name, &mut add);
            }
        }
        index.facts(&known.births, &known.documents, &mut add);
    }

    fn weigh(&mut self, now: &mut Now<'_>, prepared: &Prepared) -> Option<Hit> {
        let entry = self.lists.entry(prepared.list, prepared.entry)?;
        let known = &now.traveller.known;
        let papers = !known.documents.is_empty() && !entry.person.documents.is_empty();
        if !papers && prepared.is_far(&known.births) {
            return None;
        }
        let standing = stand(known, &entry.person, &self.weights);
        let [_, _, _, document, _] = standing.levels;
        let same_document = matches!(document, Some(Level::DocumentSame | Level::DocumentNumber));
        if prepared.document {
            return same_document.then(|| self.hit(None, known, prepared, &entry.person));
        }
        let facts = standing.bits(&self.weights);
        let least = self.options.refer_bits - facts;
        let same_letters = || {
            let written = |text: &str| entry.written.iter().any(|known| known == text);
            now.traveller.names.iter().any(|name| written(name.text.trim()))
        };
        let other_script =
            prepared.foreign || (prepared.other_script && now.foreign && same_letters());
        let most = match (now.latin, other_script) {
            (true, false) => prepared.most,
            (false, false) => prepared.most.min(FOREIGN_MOST),
            (_, true) => FOREIGN_MOST,
        };
        if most < least && !same_document {
            return None;
        }
        self.counts.aligned += 1;
        let words = self.align(now, prepared, least);
        let told = words.as_ref().map_or(f64::MIN, |found| found.score - found.price.1);
        let names = if other_script || !now.latin {
            self.counts.compared += 1;
            let analysed = now.analysed.get_or_insert_with(|| Analysed::of(now.traveller));
            let compared = analysed.evidence(&entry.person);
            let score = compared.as_ref().map_or(f64::MIN, |found| found.score - found.price.1);
            if score > told { compared } else { words }
        } else {
            words
        };
        let enough = names.as_ref().is_some_and(|found| found.score - found.price.1 >= least);
        if !enough && !same_document {
            return None;
        }
        let hit = self.hit(names, known, prepared, &entry.person);
        (hit.found.band >= Band::Officer).then_some(hit)
    }

    fn hit(
        &self,
        names: Option<NameEvidence>,
        known: &Person,
        prepared: &Prepared,
        person: &Person,
    ) -> Hit {
        let mut found = compare_with(names, known, person, &self.weights);
        // The document alone is a reason to look.
        let same = |rule: &str| matches!(rule, "document-same" | "document-number");
        if found.terms.iter().any(|term| same(term.rule)) {
            found.band = found.band.max(Band::Officer);
        }
        Hit { traveller: 0, list: prepared.list, entry: prepared.entry, found }
    }

    /// The best alignment of any two names; one that can't tell enough is cut short.
    fn align(&mut self, now: &Now<'_>, prepared: &Prepared, least: f64) -> Option<NameEvidence> {
        let mut best: Option<(f64, usize, usize)> = None;
        for (at, ((words, writing), name)) in
            self.names.iter().zip(&now.traveller.names).enumerate()
        {
            if *writing != Writing::Latin {
                continue;
            }
            for (other, listed) in prepared.names.iter().enumerate() {
                let (_, cost) = price((name.kind, now.others), (listed.kind, prepared.others));
                let needed = best.map_or(least, |best| best.0) + cost;
                if listed.align(words, needed, &mut self.found) {
                    let net = self.found.bits() - cost;
                    if best.is_none_or(|best| net > best.0) {
                        best = Some((net, at, other));
                    }
                }
            }
        }
        let (_, at, other) = best?;
        self.evidence(now, prepared, at, other)
    }

    /// The same alignment once more, with its terms.
    fn evidence(
        &mut self,
        now: &Now<'_>,
        prepared: &Prepared,
        at: usize,
        other: usize,
    ) -> Option<NameEvidence> {
        let (words, _) = self.names.get(at)?;
        let (name, listed) = (now.traveller.names.get(at)?, prepared.names.get(other)?);
        listed.align(words, f64::MIN, &mut self.found);
        let place = |index: usize, words: &Words, (from, to): (usize, usize)| {
            let span = (from < to).then(|| words.span(from, to));
            Place { index, span }
        };
        let term = |found: &super::align::Match| PersonTerm {
            field: PersonField::Word,
            rule: found.rule,
            bits: found.bits,
            left: place(at, words, found.left),
            right: place(listed.place, &listed.words, stretch(found.right)),
        };
        let terms: Vec<PersonTerm> = self.found.matches.iter().map(term).collect();
        Some(NameEvidence {
            score: terms.iter().map(|term| term.bits).sum(),
            terms,
            price: price((name.kind, now.others), (listed.kind, prepared.others)),
            places: (at, listed.place),
            weak: [name.kind, listed.kind].contains(&NameKind::Weak),
        })
    }
}

/// From the first word of a mask to the last.
fn stretch(mask: u16) -> (usize, usize) {
    let place = |at: u32| usize::try_from(at).unwrap_or_default();
    if mask == 0 {
        (0, 0)
    } else {
        (place(mask.trailing_zeros()), place(16 - mask.leading_zeros()))
    }
}
