//! `sangho names analyse`: how a name is taken apart.

use std::fmt::Write as _;

use person_names::{
    Engine, Field, Key, Name, Span, compare, engine, keys, latin_of_hangul, latin_of_kana,
};
use serde::Serialize;

use super::compare::part;
use super::{Answer, Failure, name};

/// What `names analyse` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  sangho names analyse 尹錫悅")]
pub(super) struct Args {
    /// The name.
    name: String,
}

/// What is printed with `--json`.
#[derive(Serialize)]
struct Analysed<'a> {
    engine: &'static Engine,
    name: &'a str,
    scripts: Vec<&'static str>,
    split: Split,
    latin: Option<String>,
    keys: Vec<&'a str>,
}

/// The likeliest split.
#[derive(Serialize)]
struct Split {
    family: Option<Part>,
    given: Option<Part>,
}

/// A part, and how rare it is: what it tells, in bits, that another has it too.
#[derive(Serialize)]
struct Part {
    text: String,
    span: Span,
    bits: f64,
}

pub(super) fn answer(args: &Args) -> Result<Answer, Failure> {
    let name = name(&args.name, "NAME")?;
    let keys = keys(&name);
    let analysed = Analysed {
        engine: engine(),
        name: name.as_str(),
        scripts: scripts(name.as_str()),
        split: split(&name),
        latin: latin(name.as_str()),
        keys: keys.iter().map(Key::as_str).collect(),
    };
    Answer::new(words(&analysed), &analysed)
}

/// The name against itself: what agrees best is the likeliest split.
fn split(name: &Name) -> Split {
    let found = compare(name, name);
    let part = |field| {
        let mut terms = found.terms.iter().filter(|term| term.field == field);
        let first = terms.next()?;
        let bits = first.bits + terms.map(|term| term.bits).sum::<f64>();
        let text = part(name, first.left);
        Some(Part { text, span: first.left, bits }).filter(|part| !part.text.is_empty())
    };
    Split { family: part(Field::Family), given: part(Field::Given) }
}

/// The scripts in the order in which they come.
fn scripts(text: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for script in text.chars().filter_map(script) {
        if !found.contains(&script) {
            found.push(script);
        }
    }
    found
}

fn script(c: char) -> Option<&'static str> {
    match c {
        '々' | '〆' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => Some("han"),
        '\u{20000}'..='\u{3ffff}' => Some("han"),
        '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => Some("kana"),
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => {
            Some("hangul")
        }
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some("latin"),
        c => c.is_alphabetic().then_some("other"),
    }
}

/// How a passport would write it, of names in Hangul or kana alone.
fn latin(text: &str) -> Option<String> {
    match scripts(text).as_slice() {
        ["hangul"] => Some(latin_of_hangul(text)),
        ["kana"] => Some(latin_of_kana(text)),
        _ => None,
    }
}

fn words(analysed: &Analysed) -> String {
    let mut text = format!("{}\nscripts  {}\n", analysed.name, analysed.scripts.join(", "));
    let split = &analysed.split;
    for (word, part) in [("family", &split.family), ("given", &split.given)] {
        if let Some(part) = part {
            let _ = writeln!(text, "{word:8} {}  ({:+.1} bits if shared)", part.text, part.bits);
        }
    }
    if let Some(latin) = &analysed.latin {
        let _ = writeln!(text, "latin    {latin}");
    }
    let _ = writeln!(text, "keys     {}", analysed.keys.join(" "));
    text
}
