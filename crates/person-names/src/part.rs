//! A family or given name with all its forms: what it is compared by.

use std::sync::OnceLock;

use crate::data::data;
use crate::hangul;
use crate::kana;
use crate::kanji;
use crate::korean_latin::Spelling;
use crate::latin;
use crate::name::{Script, Span, Word};

/// One form of a part in some system, and what it costs to take it, in bits.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) key: Box<str>,
    pub(crate) price: f64,
}

/// Which part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Family,
    Given,
}

/// A family or given name and its forms: those that most comparisons need are worked out at once,
/// the others when first asked for. Empty: the part has no form of that kind.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) span: Span,
    pub(crate) script: Script,
    pub(crate) role: Role,
    /// The letters as they are, folded.
    pub(crate) letters: Box<str>,
    /// Japanese readings as keys (see [`kana::key`]): those that the name data has.
    pub(crate) japanese: Vec<Form>,
    /// Hangul under the initial-sound law.
    pub(crate) hangul: Vec<Form>,
    composed: OnceLock<Vec<Form>>,
    coarse: OnceLock<Vec<Form>>,
    coarse_composed: OnceLock<Vec<Form>>,
    katakana: OnceLock<Vec<Form>>,
    spelling: OnceLock<Option<Box<Spelling>>>,
}

impl Part {
    /// The part these words make; `None` without words.
    pub(crate) fn of(words: &[Word], role: Role) -> Option<Self> {
        let (first, last) = (words.first()?, words.last()?);
        let letters: String = words.iter().map(|word| word.text.as_str()).collect();
        let script = words.iter().map(|word| word.script).max()?;
        let mixed = words.iter().any(|word| word.script != script);
        let readable = !mixed || script <= Script::Kana;
        let mut part = Self {
            span: first.span.to(last.span),
            script: if readable { script } else { Script::Other },
            role,
            letters: letters.into_boxed_str(),
            japanese: Vec::new(),
            hangul: Vec::new(),
            composed: OnceLock::new(),
            coarse: OnceLock::new(),
            coarse_composed: OnceLock::new(),
            katakana: OnceLock::new(),
            spelling: OnceLock::new(),
        };
        part.read();
        Some(part)
    }

    fn read(&mut self) {
        let text = self.letters.as_ref();
        let family = self.role == Role::Family;
        match self.script {
            Script::Kana if text.chars().all(kana::is_kana) => {
                self.japanese = vec![form(kana::key(text), 0.0)];
            }
            Script::Kana => self.japanese = kanji::japanese(text, self.role),
            Script::Han => {
                self.japanese = kanji::japanese(text, self.role);
                self.hangul = kanji::korean(text, family);
            }
            Script::Hangul => self.hangul = vec![form(hangul::lawful(text), 0.0)],
            Script::Latin => {
                self.japanese.extend(latin::japanese_key(text).map(|key| form(key, 0.3)));
                if family && let Some(known) = data().korean_latin.get(text) {
                    let forms = known.iter();
                    self.hangul = forms.map(|(one, p)| form(hangul::lawful(one), *p)).collect();
                }
            }
            Script::Other => {}
        }
    }

    /// Japanese readings built from single characters, as keys.
    pub(crate) fn composed(&self) -> &[Form] {
        self.composed.get_or_init(|| match self.script {
            Script::Han | Script::Kana if !self.letters.chars().all(kana::is_kana) => {
                kanji::composed(&self.letters, self.role)
            }
            _ => Vec::new(),
        })
    }

    /// Keys in which voicing is lost: Japanese names as Hangul writes them.
    pub(crate) fn coarse(&self) -> &[Form] {
        self.coarse.get_or_init(|| match self.script {
            Script::Hangul => vec![form(hangul::coarse_of_hangul(&self.letters), 0.0)],
            _ => coarse(&self.japanese),
        })
    }

    /// The same of the readings built from single characters.
    pub(crate) fn coarse_composed(&self) -> &[Form] {
        self.coarse_composed.get_or_init(|| coarse(self.composed()))
    }

    /// Korean names as katakana writes them, as keys.
    pub(crate) fn katakana(&self) -> &[Form] {
        self.katakana.get_or_init(|| {
            let keys = |read: &Form| {
                let price = read.price + 1.5;
                hangul::katakana_keys(&read.key).into_iter().map(move |key| form(key, price))
            };
            match self.script {
                Script::Han => self.hangul.iter().take(2).flat_map(keys).collect(),
                Script::Hangul => keys(&form(self.letters.to_string(), 0.0)).collect(),
                _ => Vec::new(),
            }
        })
    }

    /// Latin letters read as a Korean given name.
    pub(crate) fn spelling(&self) -> Option<&Spelling> {
        let latin = self.script == Script::Latin && self.role == Role::Given;
        let read = || latin.then(|| Spelling::read(&self.letters)).flatten();
        self.spelling.get_or_init(|| read().map(Box::new)).as_deref()
    }
}

fn coarse(readings: &[Form]) -> Vec<Form> {
    let mut all: Vec<Form> = Vec::with_capacity(readings.len());
    for one in readings {
        let key = hangul::coarse_of_japanese(&one.key);
        if !all.iter().any(|known| *known.key == *key) {
            all.push(form(key, one.price));
        }
    }
    all
}

fn form(key: String, price: f64) -> Form {
    Form { key: key.into_boxed_str(), price }
}
