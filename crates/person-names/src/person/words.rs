//! The reasons of a comparison in English, Japanese and Korean. The sentences are data:
//! `words.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::level::PersonField;
use super::score::PersonComparison;
use crate::compare::{Band, Field};

/// A language of explanations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// English.
    En,
    /// Japanese.
    Ja,
    /// Korean.
    Ko,
}

/// The sentences of one row: English, Japanese, Korean.
type Sentences = [&'static str; 3];

static WORDS: LazyLock<HashMap<&'static str, Sentences>> = LazyLock::new(|| {
    let lines = include_str!("words.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, [cells.next()?, cells.next()?, cells.next()?]))
        })
        .collect()
});

/// The sentence for a stable word; the word itself where there is none.
fn say(word: &'static str, tongue: Tongue) -> &'static str {
    let [en, ja, ko] = WORDS.get(word).copied().unwrap_or([word; 3]);
    match tongue {
        Tongue::En => en,
        Tongue::Ja => ja,
        Tongue::Ko => ko,
    }
}

/// Says a comparison line by line: each term with its bits, the guards, and what to do. It quotes
/// no name, date or number: who may see these has them at hand.
#[must_use]
pub fn explain(comparison: &PersonComparison, tongue: Tongue) -> Vec<String> {
    let mut lines = Vec::with_capacity(comparison.terms.len() + 2);
    for term in &comparison.terms {
        let field = say(field(term.field), tongue);
        let rule = say(term.rule, tongue);
        lines.push(format!("{:+.1}  {field}: {rule}", term.bits));
    }
    lines.extend(comparison.guards.iter().map(|guard| say(guard.rule(), tongue).to_owned()));
    let band = match comparison.band {
        Band::Auto => "band-auto",
        Band::Officer => "band-officer",
        Band::No => "band-no",
    };
    lines.push(format!("{:+.1}  {}", comparison.bits, say(band, tongue)));
    lines
}

fn field(field: PersonField) -> &'static str {
    match field {
        PersonField::NameKind => "field-name",
        PersonField::Birth => "field-birth",
        PersonField::Sex => "field-sex",
        PersonField::Nationality => "field-nationality",
        PersonField::Document => "field-document",
        PersonField::Household => "field-household",
        PersonField::Word => "field-word",
        PersonField::Name(Field::Family) => "field-family",
        PersonField::Name(Field::Given) => "field-given",
        PersonField::Name(_) => "field-order",
    }
}

#[cfg(test)]
mod tests {
    use super::WORDS;
    use crate::person::{Guard, Level};

    #[test]
    fn every_level_guard_and_band_has_its_sentence_in_three_languages() {
        let guards = [
            Guard::DocumentAndBirth,
            Guard::NameAlone,
            Guard::WeakAlias,
            Guard::SexAndBirthConflict,
            Guard::BirthConflict,
            Guard::NamesDiffer,
        ];
        let fixed = ["band-auto", "band-officer", "band-no", "name-former", "name-alias"];
        let fixed = fixed.into_iter().chain(crate::screen::RULES);
        let all = Level::all().map(Level::rule).chain(guards.map(Guard::rule)).chain(fixed);
        for word in all {
            let sentences = WORDS.get(word).unwrap_or_else(|| panic!("{word}"));
            assert!(sentences.iter().all(|sentence| !sentence.is_empty()), "{word}");
        }
    }
}
