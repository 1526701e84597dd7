//! A family or given name with all its forms: what it is compared by.

use crate::data::data;
use crate::hangul;
use crate::kana;
use crate::kanji;
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

/// A family or given name and its forms. Empty fields: the part has no form of that kind.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) span: Span,
    pub(crate) script: Script,
    pub(crate) role: Role,
    /// The letters as they are, folded.
    pub(crate) letters: Box<str>,
    /// Japanese readings as keys (see [`kana::key`]).
    pub(crate) japanese: Vec<Form>,
    /// Keys in which voicing is lost: Japanese names as Hangul writes them.
    pub(crate) coarse: Vec<Form>,
    /// Hangul under the initial-sound law.
    pub(crate) hangul: Vec<Form>,
    /// Korean names as katakana writes them, as keys.
    pub(crate) katakana: Vec<Form>,
    /// Latin letters under Korean habits.
    pub(crate) korean_latin: Option<Box<str>>,
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
            coarse: Vec::new(),
            hangul: Vec::new(),
            katakana: Vec::new(),
            korean_latin: None,
        };
        part.read();
        Some(part)
    }

    fn read(&mut self) {
        let text = self.letters.as_ref();
        let family = self.role == Role::Family;
        match self.script {
            Script::Han | Script::Kana => {
                self.japanese = kanji::japanese(text, self.role);
                if self.script == Script::Kana && text.chars().all(kana::is_kana) {
                    self.japanese = vec![form(kana::key(text), 0.0)];
                }
                if self.script == Script::Han {
                    self.hangul = kanji::korean(text, family);
                    for read in self.hangul.iter().take(2) {
                        let keys = hangul::katakana_keys(&read.key).into_iter();
                        self.katakana.extend(keys.map(|key| form(key, read.price + 1.5)));
                    }
                }
            }
            Script::Hangul => {
                self.hangul = vec![form(hangul::lawful(text), 0.0)];
                self.coarse = vec![form(hangul::coarse_of_hangul(text), 0.0)];
                let keys = hangul::katakana_keys(text).into_iter();
                self.katakana = keys.map(|key| form(key, 1.5)).collect();
            }
            Script::Latin => {
                self.japanese.extend(latin::japanese_key(text).map(|key| form(key, 0.3)));
                self.korean_latin = Some(latin::korean_key(text).into_boxed_str());
                if family && let Some(known) = data().korean_latin.get(text) {
                    let forms = known.iter();
                    self.hangul = forms.map(|(one, p)| form(hangul::lawful(one), *p)).collect();
                }
            }
            Script::Other => {}
        }
        for one in &self.japanese {
            let key = hangul::coarse_of_japanese(&one.key);
            if !self.coarse.iter().any(|known| *known.key == *key) {
                self.coarse.push(form(key, one.price));
            }
        }
    }
}

fn form(key: String, price: f64) -> Form {
    Form { key: key.into_boxed_str(), price }
}
