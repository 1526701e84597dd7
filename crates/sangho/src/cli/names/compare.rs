//! `sangho names compare`: two names, weighed.

use std::fmt::Write as _;

use person_names::person::{PersonComparison, PersonField, PersonTerm, Place, explain};
use person_names::{Band, Comparison, Engine, Name, Span, Term, compare, engine};
use serde::Serialize;

use super::language::Language;
use super::{Answer, Failure, name};

/// What `names compare` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Names in Kanji, kana, Hangul, Hanja or Latin, also as in a machine \
    readable zone. Bands: auto (the\nnames agree beyond their commonness), officer (perhaps), \
    no.\n\n\
    Example:\n  sangho names compare 岸田文雄 'KISHIDA<<FUMIO' --json")]
pub(super) struct Args {
    /// One name.
    a: String,
    /// The other.
    b: String,
    /// The language of the reasons.
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: Language,
}

/// What is printed with `--json`.
#[derive(Serialize)]
struct Compared<'a> {
    engine: &'static Engine,
    a: &'a str,
    b: &'a str,
    band: Band,
    probability: f64,
    bits: f64,
    terms: &'a [Term],
}

pub(super) fn answer(args: &Args) -> Result<Answer, Failure> {
    let (a, b) = (name(&args.a, "A")?, name(&args.b, "B")?);
    let found = compare(&a, &b);
    let compared = Compared {
        engine: engine(),
        a: a.as_str(),
        b: b.as_str(),
        band: found.band,
        probability: found.probability,
        bits: found.score,
        terms: &found.terms,
    };
    Answer::new(words(&a, &b, &found, args.language), &compared)
}

fn words(a: &Name, b: &Name, found: &Comparison, language: Language) -> String {
    let band = match found.band {
        Band::Auto => "auto",
        Band::Officer => "officer",
        Band::No => "no",
    };
    let mut text =
        format!("{band}: {:.1} %, {:+.1} bits\n", found.probability * 100.0, found.score);
    let place = |span| Place { index: 0, span: Some(span) };
    let terms = found.terms.iter().map(|term| PersonTerm {
        field: PersonField::Name(term.field),
        rule: term.rule,
        bits: term.bits,
        left: place(term.left),
        right: place(term.right),
    });
    let reasons = PersonComparison {
        bits: found.score,
        probability: found.probability,
        band: found.band,
        guards: Vec::new(),
        terms: terms.collect(),
    };
    for (term, line) in found.terms.iter().zip(explain(&reasons, language.tongue())) {
        let parts = [part(a, term.left), part(b, term.right)];
        let parts: Vec<&str> =
            parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let _ = writeln!(text, "  {line}  ({})", parts.join(" / "));
    }
    text
}

/// The characters of a name that a term speaks of.
pub(super) fn part(name: &Name, span: Span) -> String {
    name.as_str().chars().skip(span.start).take(span.end.saturating_sub(span.start)).collect()
}
