//! Classes of characters that are one to a reader of names, each with the form that stands for it.

use std::collections::{BTreeMap, BTreeSet};

use super::script;
use super::unihan::Unihan;

/// Variants and their common form.
pub(crate) struct Folds {
    map: BTreeMap<char, char>,
}

impl Folds {
    /// The classes of the table by hand, kept as they are, and those that Unihan gives safely.
    pub(crate) fn build(by_hand: &str, unihan: &Unihan) -> Self {
        let mut classes = Classes::default();
        let mut first = BTreeSet::new();
        for line in by_hand.lines().filter(|line| !line.starts_with('#')) {
            let mut group = line.chars();
            if let Some(common) = group.next() {
                first.insert(common);
                group.for_each(|variant| classes.join(common, variant));
            }
        }
        let hand: BTreeSet<char> =
            by_hand.lines().filter(|line| !line.starts_with('#')).flat_map(str::chars).collect();
        let pairs = pairs(unihan);
        for (variant, common) in pairs {
            // The table by hand has the last word on characters that it names.
            let known = |c: char| hand.contains(&classes.root(c));
            let (one, other) = (known(common), known(variant));
            if one {
                // The root stays a character of the table by hand.
                (!other).then(|| classes.join(common, variant));
            } else {
                classes.join(variant, common);
            }
        }
        Self { map: classes.map(|c| (!first.contains(&c), rank(c, unihan), c)) }
    }

    /// The common form of a character.
    pub(crate) fn fold(&self, c: char) -> char {
        let c = script::hiragana(c);
        self.map.get(&c).copied().unwrap_or(c)
    }

    /// A text of common forms: 々 repeated, katakana as hiragana.
    pub(crate) fn folded(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let same = if c == '々' { out.chars().last() } else { None };
            out.push(same.unwrap_or_else(|| self.fold(c)));
        }
        out
    }

    /// The variants with their forms.
    pub(crate) fn map(&self) -> &BTreeMap<char, char> {
        &self.map
    }
}

/// Pairs of one class, the surest first.
fn pairs(unihan: &Unihan) -> Vec<(char, char)> {
    let mut pairs = unihan.compatibility.clone();
    pairs.extend(&unihan.old_forms);
    // Distinct characters of daily use never meet, whatever a dictionary says.
    let used = |c: char| unihan.joyo.contains(&c) || unihan.jinmeiyo.contains(&c);
    let apart = |a: char, b: char| a != b && !(used(a) && used(b));
    pairs.extend(unihan.z.iter().filter(|(a, b)| apart(*a, *b)));
    for (&simple, full) in &unihan.traditional {
        if let [full] = full.as_slice()
            && apart(simple, *full)
            && unihan.simplified.get(full).is_some_and(|back| back.as_slice() == [simple])
            && !(used(simple) && unihan.ksc.contains(&simple))
        {
            pairs.push((simple, *full));
        }
    }
    for &(a, b) in &unihan.semantic {
        // What a Korean court registers as two characters makes two names.
        let both = unihan.korean_name.contains(&a) && unihan.korean_name.contains(&b);
        if apart(a, b) && !both && sound_alike(a, b, unihan) {
            pairs.push((a, b));
        }
    }
    pairs
}

/// Whether the two share a Japanese and a Korean reading, and no other character is so near: they
/// are mutual variants.
fn sound_alike(a: char, b: char, unihan: &Unihan) -> bool {
    let on = |c| unihan.on.get(&c).into_iter().flatten().collect::<BTreeSet<_>>();
    let share = |of: &dyn Fn(char) -> BTreeSet<char>| !of(a).is_disjoint(&of(b));
    !on(a).is_disjoint(&on(b))
        && share(&|c| unihan.syllables(c))
        && unihan.semantic.contains(&(b, a))
        && !(unihan.jis.contains(&a) && unihan.jis.contains(&b) && kun_differs(a, b, unihan))
}

/// Two characters with native readings that share none of them are two words.
fn kun_differs(a: char, b: char, unihan: &Unihan) -> bool {
    let kun = |c| unihan.kun.get(&c).into_iter().flatten().collect::<BTreeSet<_>>();
    let (a, b) = (kun(a), kun(b));
    !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
}

/// How near a character is to common use in Japan, then in Korea; the least is the nearest.
fn rank(c: char, unihan: &Unihan) -> u8 {
    [&unihan.joyo, &unihan.jinmeiyo, &unihan.jis, &unihan.ksc]
        .iter()
        .position(|set| set.contains(&c))
        .and_then(|at| u8::try_from(at).ok())
        .unwrap_or(9)
}

/// Sets that grow together.
#[derive(Default)]
struct Classes {
    up: BTreeMap<char, char>,
}

impl Classes {
    fn root(&self, mut c: char) -> char {
        while let Some(&up) = self.up.get(&c) {
            c = up;
        }
        c
    }

    /// The root of the first stays the root.
    fn join(&mut self, a: char, b: char) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.up.insert(b, a);
        }
    }

    /// Every member with the least of its class, where they differ.
    fn map<K: Ord>(&self, key: impl Fn(char) -> K) -> BTreeMap<char, char> {
        let mut classes: BTreeMap<char, Vec<char>> = BTreeMap::new();
        for &c in self.up.keys() {
            classes.entry(self.root(c)).or_default().push(c);
        }
        let mut map = BTreeMap::new();
        for (root, mut members) in classes {
            members.push(root);
            if let Some(common) = members.iter().copied().min_by_key(|&c| key(c)) {
                map.extend(members.into_iter().filter(|&c| c != common).map(|c| (c, common)));
            }
        }
        map
    }
}
