//! A name, analysed once.

use serde::Serialize;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::hangul;
use crate::kana;
use crate::latin;
use crate::pack::Pack;
use crate::split::{Split, splits};
use crate::words::Words;

/// The longest name that is analysed, in characters.
pub const LONGEST: usize = 200;

/// A stretch of a name: characters of [`Name::as_str`], from `start` to before `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Span {
    /// The first character, from 0.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
}

impl Span {
    /// From the start of one to the end of the other.
    pub(crate) fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Why a text is no name. The text itself is never quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NameError {
    /// No letter in it.
    #[error("name-empty: the name has no letters; write at least one")]
    Empty,
    /// More than [`LONGEST`] characters.
    #[error("name-too-long: the name has {length} characters, more than {LONGEST}; shorten it")]
    TooLong {
        /// How many it has.
        length: usize,
    },
    /// A control character.
    #[error("name-control: character {at} is a control character; take it out")]
    Control {
        /// Which character, from 1.
        at: usize,
    },
}

impl NameError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "name-empty",
            Self::TooLong { .. } => "name-too-long",
            Self::Control { .. } => "name-control",
        }
    }
}

/// A person's name in any of the five scripts, with the ways to split and to read it.
///
/// Family names come first in Kanji, kana, Hangul and Hanja; in Latin either order is tried unless
/// a comma or the two fillers of a machine readable zone (ICAO Doc 9303-3, 4.6) end the family
/// name. What stands in brackets is taken as another way to write the whole name.
#[derive(Clone, Debug)]
pub struct Name {
    text: String,
    pub(crate) splits: Vec<Split>,
    /// The words of each way to write the name that is in Latin letters.
    pub(crate) words: Vec<Words>,
}

impl Name {
    /// Analyses a name.
    ///
    /// # Errors
    /// A [`NameError`]: no letters, a control character, or more than [`LONGEST`] characters.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let length = text.chars().take(LONGEST * 4).count();
        if length > LONGEST {
            return Err(NameError::TooLong { length: text.chars().count() });
        }
        let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        if let Some(at) = text.chars().position(control) {
            return Err(NameError::Control { at: at + 1 });
        }
        // Compatibility forms may unfold into many characters; the cap holds for them as well.
        let text: String = text.trim().nfkc().take(LONGEST * 2).collect();
        let mut found = Vec::new();
        let mut words = Vec::new();
        for segment in segments(&text) {
            found.extend(splits(&segment));
            words.extend(Words::of(&segment));
        }
        if found.is_empty() {
            return Err(NameError::Empty);
        }
        Ok(Self { text, splits: found, words })
    }

    /// The name as it was given, in Unicode's form NFKC and without white space at its ends. Spans
    /// count its characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// What a word is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Script {
    Han,
    /// Kana, with or without Kanji.
    Kana,
    Hangul,
    Latin,
    /// Letters this crate can't read; they are compared as they are.
    Other,
}

/// One word of a name, in the form that the tables use.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) script: Script,
    pub(crate) span: Span,
}

/// One way to write the whole name: its words, and how many of them are known to be the family
/// name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Segment {
    pub(crate) words: Vec<Word>,
    pub(crate) family: Option<usize>,
}

fn script(c: char) -> Option<Script> {
    match c {
        '々' | '〆' => Some(Script::Han),
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => {
            Some(Script::Han)
        }
        '\u{20000}'..='\u{3ffff}' => Some(Script::Han),
        c if kana::is_kana(c) => Some(Script::Kana),
        c if hangul::is_hangul(c) => Some(Script::Hangul),
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
            c.is_alphabetic().then_some(Script::Latin)
        }
        c if c.is_alphanumeric() => Some(Script::Other),
        _ => None,
    }
}

/// Titles and ranks that stand as words of their own, folded; they are no part of the name.
fn is_title(word: &str) -> bool {
    const TITLES: [&str; 27] = [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "sir",
        "dame",
        "emperor",
        "empress",
        "prince",
        "princess",
        "king",
        "queen",
        "tenno",
        "shinno",
        "naishinno",
        "씨",
        "님",
        "천황",
        "왕",
        "여왕",
        "친왕",
        "왕자",
        "공주",
        "様",
        "さん",
    ];
    TITLES.contains(&word)
}

fn segments(text: &str) -> Vec<Segment> {
    let mut done = Vec::new();
    let mut now = Reader::default();
    let mut filler = false;
    for (at, c) in text.chars().enumerate() {
        match c {
            '(' | ')' | '[' | ']' | '「' | '」' | '『' | '』' | '〔' | '〕' | '【' | '】' =>
            {
                done.push(std::mem::take(&mut now).end());
            }
            ',' | '、' => now.end_of_family(),
            '<' if filler => now.end_of_family(),
            // These stand inside a word: Seok-yeol, Ken'ichi; marks of the letter before.
            '-' | '\'' | '’' | 'ʼ' | '`' | '‐' | '‑' => {}
            '\u{300}'..='\u{36f}' => {}
            c => match script(c) {
                Some(script) => now.letter(at, c, script),
                None => now.end_of_word(),
            },
        }
        filler = c == '<';
    }
    done.push(now.end());
    done.retain(|segment| !segment.words.is_empty());
    done
}

/// Letters on their way to words.
#[derive(Default)]
struct Reader {
    segment: Segment,
    word: Option<Word>,
}

impl Reader {
    fn letter(&mut self, at: usize, c: char, script: Script) {
        let joins = |one: Script| {
            one == script || (one.min(script) == Script::Han && one.max(script) == Script::Kana)
        };
        if self.word.as_ref().is_some_and(|word| !joins(word.script)) {
            self.end_of_word();
        }
        let span = Span { start: at, end: at + 1 };
        let text = String::new();
        let word = self.word.get_or_insert(Word { text, script, span });
        word.script = word.script.max(script);
        word.span.end = at + 1;
        let same = if c == '々' { word.text.chars().last() } else { None };
        word.text.push(same.unwrap_or_else(|| Pack::get().fold(c)));
    }

    fn end_of_word(&mut self) {
        let Some(mut word) = self.word.take() else {
            return;
        };
        if word.script == Script::Other {
            // Cyrillic, Greek, Arabic and the like: letter by letter.
            let letters = latin::plain(&any_ascii::any_ascii(&word.text));
            if letters.bytes().any(|byte| byte.is_ascii_lowercase()) {
                (word.text, word.script) = (letters, Script::Latin);
            }
        } else if word.script == Script::Latin {
            word.text = latin::plain(&word.text);
        }
        if !word.text.is_empty() && !is_title(&word.text) {
            self.segment.words.push(word);
        }
    }

    fn end_of_family(&mut self) {
        self.end_of_word();
        let count = self.segment.words.len();
        if count > 0 && self.segment.family.is_none() {
            self.segment.family = Some(count);
        }
    }

    fn end(mut self) -> Segment {
        self.end_of_word();
        self.segment
    }
}
