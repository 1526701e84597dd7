//! Which part of a reading belongs to which character: expectation and maximisation over all names,
//! starting from the readings of Unihan.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::folds::Folds;
use super::japanese::Names;
use super::script;
use super::unihan::Unihan;

/// Slots of a name that have habits of their own: family, head of a given name, its end.
pub(crate) const SLOTS: usize = 3;
const ROUNDS: usize = 4;
/// What the readings of Unihan weigh against counts.
const TRUST: f64 = 2.0;
/// The longest reading of one character, in kana.
const LONGEST: usize = 6;

type Counts = [f64; SLOTS];

/// Readings of a character with how often each slot takes them.
pub(crate) struct Readings {
    counts: HashMap<(char, String), Counts>,
    totals: HashMap<char, Counts>,
    known: Known,
}

/// A name as the alignment sees it.
struct Sample {
    chars: Vec<char>,
    kana: Vec<char>,
    weight: [f64; 2],
}

impl Readings {
    /// Learns from all names of two or three Kanji.
    pub(crate) fn learn(names: &Names, unihan: &Unihan, folds: &Folds) -> Self {
        let mut readings = Self {
            counts: HashMap::new(),
            totals: HashMap::new(),
            known: Known::of(unihan, folds),
        };
        let samples: Vec<Sample> = samples(names);
        for _ in 0..ROUNDS {
            let (mut counts, mut totals) = (HashMap::new(), HashMap::new());
            for sample in &samples {
                readings.count(sample, &mut counts, &mut totals);
            }
            (readings.counts, readings.totals) = (counts, totals);
        }
        readings
    }

    /// Bits of the best way to read the characters so; none if they can't be.
    pub(crate) fn bits(&self, surface: &str, kana: &str, given: bool) -> Option<f64> {
        let chars: Vec<char> = surface.chars().collect();
        let kana: Vec<char> = kana.chars().collect();
        let ways = ways(chars.len(), &kana);
        let best = ways.iter().map(|way| self.chance(&chars, way, given)).fold(0.0, f64::max);
        (best > 0.0).then(|| -best.log2())
    }

    fn chance(&self, chars: &[char], way: &[String], given: bool) -> f64 {
        let pairs = chars.iter().zip(way).enumerate();
        pairs.map(|(at, (&c, piece))| self.one(c, piece, slot(at, chars.len(), given))).product()
    }

    /// The chance of one reading of one character in a slot.
    fn one(&self, c: char, piece: &str, slot: usize) -> f64 {
        let key = (c, piece.to_owned());
        let at = |counts: Option<&Counts>| counts.and_then(|c| c.get(slot)).copied().unwrap_or(0.0);
        let prior = self.known.prior(c, piece) * 0.2;
        (at(self.counts.get(&key)) + TRUST * prior) / (at(self.totals.get(&c)) + TRUST)
    }

    fn count(
        &self,
        sample: &Sample,
        counts: &mut HashMap<(char, String), Counts>,
        totals: &mut HashMap<char, Counts>,
    ) {
        let ways = ways(sample.chars.len(), &sample.kana);
        for (given, weight) in [(false, sample.weight[0]), (true, sample.weight[1])] {
            if weight == 0.0 {
                continue;
            }
            let chances: Vec<f64> =
                ways.iter().map(|way| self.chance(&sample.chars, way, given)).collect();
            let sum: f64 = chances.iter().sum();
            // A word read as a whole (大和) tells nothing of its characters.
            if sum <= 1e-7 {
                continue;
            }
            for (way, chance) in ways.iter().zip(chances) {
                let share = weight * chance / sum;
                for (at, (&c, piece)) in sample.chars.iter().zip(way).enumerate() {
                    let slot = slot(at, sample.chars.len(), given);
                    let count = counts.entry((c, piece.clone())).or_default().get_mut(slot);
                    count.into_iter().for_each(|count| *count += share);
                    let total = totals.entry(c).or_default().get_mut(slot);
                    total.into_iter().for_each(|total| *total += share);
                }
            }
        }
    }

    /// For each character its readings with the bits of each slot, the likeliest first.
    pub(crate) fn table(&self, most: usize) -> BTreeMap<char, Vec<(String, Counts)>> {
        let mut kept: BTreeMap<char, BTreeSet<String>> = BTreeMap::new();
        for ((c, piece), counts) in &self.counts {
            let sum: f64 = counts.iter().sum();
            let listed = self.known.prior(*c, piece) > 0.1;
            if sum >= 3.0 || (listed && sum >= 0.3) {
                kept.entry(*c).or_default().insert(piece.clone());
            }
        }
        for (c, listed) in &self.known.whole {
            kept.entry(*c).or_default().extend(listed.iter().cloned());
        }
        let mut table = BTreeMap::new();
        for (c, pieces) in kept {
            let row = pieces.into_iter().filter(|piece| piece.chars().count() <= LONGEST);
            let bits = |piece: &str| [0, 1, 2].map(|slot| -self.one(c, piece, slot).log2());
            let mut row: Vec<_> = row.map(|piece| (bits(&piece), piece)).collect();
            let least = |bits: &Counts| bits.iter().copied().fold(f64::MAX, f64::min);
            row.sort_by(|a, b| least(&a.0).total_cmp(&least(&b.0)).then_with(|| a.1.cmp(&b.1)));
            row.truncate(most);
            table.insert(c, row.into_iter().map(|(bits, piece)| (piece, bits)).collect());
        }
        table
    }
}

fn slot(at: usize, length: usize, given: bool) -> usize {
    match (given, at + 1 == length) {
        (false, _) => 0,
        (true, false) => 1,
        (true, true) => 2,
    }
}

fn samples(names: &Names) -> Vec<Sample> {
    let mut samples = Vec::new();
    for (surface, readings) in &names.parts {
        let chars: Vec<char> = surface.chars().collect();
        if !(2..=3).contains(&chars.len()) || !chars.iter().all(|&c| script::is_han(c)) {
            continue;
        }
        for (kana, mass) in readings {
            // Otherwise the few commonest names would speak for all.
            let weight = [mass.family, mass.given].map(|mass| mass.min(16.0));
            samples.push(Sample { chars: chars.clone(), kana: kana.chars().collect(), weight });
        }
    }
    samples
}

/// All ways to cut the kana into as many pieces as there are characters.
fn ways(pieces: usize, kana: &[char]) -> Vec<Vec<String>> {
    if pieces == 1 {
        let whole = (1..=LONGEST).contains(&kana.len());
        return if whole { vec![vec![kana.iter().collect()]] } else { Vec::new() };
    }
    let mut all = Vec::new();
    for length in 1..=LONGEST {
        let Some((head, tail)) = kana.split_at_checked(length) else { break };
        let Some(next) = tail.first() else { break };
        if matches!(
            next,
            'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'ゃ' | 'ゅ' | 'ょ' | 'っ' | 'ん' | 'ー'
        ) {
            continue;
        }
        for mut rest in ways(pieces - 1, tail) {
            rest.insert(0, head.iter().collect());
            all.push(rest);
        }
    }
    all
}

/// What Unihan says of a character.
struct Known {
    whole: BTreeMap<char, BTreeSet<String>>,
    kun: BTreeMap<char, Vec<String>>,
}

impl Known {
    fn of(unihan: &Unihan, folds: &Folds) -> Self {
        let mut known = Self { whole: BTreeMap::new(), kun: BTreeMap::new() };
        for (c, readings) in unihan.on.iter().chain(&unihan.kun) {
            known.whole.entry(folds.fold(*c)).or_default().extend(readings.iter().cloned());
        }
        for (c, readings) in &unihan.kun {
            known.kun.entry(folds.fold(*c)).or_default().extend(readings.iter().cloned());
        }
        known
    }

    /// How likely a reading looks before anything is counted.
    fn prior(&self, c: char, piece: &str) -> f64 {
        let length = match piece.chars().count() {
            1 | 3 => 0.6,
            2 => 1.0,
            4 => 0.25,
            _ => 0.1,
        };
        let listed = |piece: &str| self.whole.get(&c).is_some_and(|set| set.contains(piece));
        if listed(piece) {
            return length;
        }
        let stem = self.kun.get(&c).into_iter().flatten().any(|kun| kun.starts_with(piece));
        if stem || changed(piece).iter().any(|plain| listed(plain)) {
            return 0.3 * length;
        }
        0.02 * length
    }
}

/// What a piece may be without the changes that joining brings: voicing, a swallowed end.
fn changed(piece: &str) -> Vec<String> {
    const VOICED: &str = "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ";
    const PLAIN: &str = "かきくけこさしすせそたちつてとはひふへほはひふへほ";
    let mut all = Vec::new();
    let mut chars = piece.chars();
    if let Some(first) = chars.next()
        && let Some((_, plain)) = VOICED.chars().zip(PLAIN.chars()).find(|(v, _)| *v == first)
    {
        all.push(std::iter::once(plain).chain(chars).collect());
    }
    if let Some(head) = piece.strip_suffix('っ') {
        all.extend(['つ', 'く', 'ち', 'き'].map(|end| format!("{head}{end}")));
    }
    all
}
