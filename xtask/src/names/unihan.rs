//! Unihan: lines of code point, property, value.

use std::collections::{BTreeMap, BTreeSet};

use super::fetch::Sources;
use super::script;

/// What we take from Unihan.
#[derive(Default)]
pub(crate) struct Unihan {
    /// Korean readings: syllable and flags (0, 1: KS X 1001, 1002; E: taught; N: names; X: else).
    pub(crate) hangul: BTreeMap<char, Vec<(char, String)>>,
    /// Korean readings of the older list.
    pub(crate) korean: BTreeMap<char, Vec<char>>,
    /// Japanese readings in hiragana.
    pub(crate) on: BTreeMap<char, Vec<String>>,
    pub(crate) kun: BTreeMap<char, Vec<String>>,
    /// The Mandarin reading in pinyin, without tones.
    pub(crate) mandarin: BTreeMap<char, String>,
    /// Characters that a Korean court registers.
    pub(crate) korean_name: BTreeSet<char>,
    /// Characters in daily use in Japan, in its names, in its first standard; in Korea's first.
    pub(crate) joyo: BTreeSet<char>,
    pub(crate) jinmeiyo: BTreeSet<char>,
    pub(crate) jis: BTreeSet<char>,
    pub(crate) ksc: BTreeSet<char>,
    /// Old forms allowed in Japanese names, with the new form.
    pub(crate) old_forms: Vec<(char, char)>,
    pub(crate) simplified: BTreeMap<char, Vec<char>>,
    pub(crate) traditional: BTreeMap<char, Vec<char>>,
    pub(crate) semantic: Vec<(char, char)>,
    pub(crate) z: Vec<(char, char)>,
    pub(crate) compatibility: Vec<(char, char)>,
}

impl Unihan {
    /// Reads the tables that hold them.
    pub(crate) fn read(sources: &Sources) -> Result<Self, String> {
        let mut unihan = Self::default();
        for table in ["Readings", "Variants", "OtherMappings", "IRGSources"] {
            for line in sources.unihan(table)?.lines().filter(|line| !line.starts_with('#')) {
                let mut fields = line.split('\t');
                let (Some(c), Some(property), Some(value)) =
                    (fields.next().and_then(code), fields.next(), fields.next())
                else {
                    continue;
                };
                unihan.take(c, property, value);
            }
        }
        Ok(unihan)
    }

    fn take(&mut self, c: char, property: &str, value: &str) {
        match property {
            "kHangul" => {
                let readings = value.split(' ').filter_map(|reading| {
                    let (syllable, flags) = reading.split_once(':')?;
                    Some((syllable.chars().next()?, flags.to_owned()))
                });
                self.hangul.insert(c, readings.collect());
            }
            "kKorean" => {
                let readings = value.split(' ').filter_map(script::hangul_of_yale);
                self.korean.insert(c, readings.collect());
            }
            "kMandarin" => drop(self.mandarin.insert(c, pinyin(value))),
            "kJapaneseOn" => drop(self.on.insert(c, kana(value))),
            "kJapaneseKun" => drop(self.kun.insert(c, kana(value))),
            // The court's list is those for names and those taught at school.
            "kKoreanName" | "kKoreanEducationHanja" => drop(self.korean_name.insert(c)),
            "kJoyoKanji" => drop(self.joyo.insert(c)),
            "kJinmeiyoKanji" => {
                // A newer form, or a compatibility character of the same look.
                let other = value.split_once(':').and_then(|(_, other)| code(other));
                match other.filter(|other| !('\u{f900}'..='\u{faff}').contains(other)) {
                    Some(new) => self.old_forms.push((c, new)),
                    None => drop(self.jinmeiyo.insert(c)),
                }
            }
            "kJis0" => drop(self.jis.insert(c)),
            "kKSC0" => drop(self.ksc.insert(c)),
            "kSimplifiedVariant" => drop(self.simplified.insert(c, codes(value).collect())),
            "kTraditionalVariant" => drop(self.traditional.insert(c, codes(value).collect())),
            "kSemanticVariant" => self.semantic.extend(codes(value).map(|v| (c, v))),
            "kZVariant" => self.z.extend(codes(value).map(|v| (c, v))),
            "kCompatibilityVariant" => self.compatibility.extend(codes(value).map(|v| (c, v))),
            _ => {}
        }
    }

    /// All Korean readings, whatever the list.
    pub(crate) fn syllables(&self, c: char) -> BTreeSet<char> {
        let first = self.hangul.get(&c).into_iter().flatten().map(|(syllable, _)| *syllable);
        first.chain(self.korean.get(&c).into_iter().flatten().copied()).collect()
    }
}

fn kana(value: &str) -> Vec<String> {
    value.split(' ').filter_map(script::kana_of_romaji).collect()
}

/// The first reading without its tone; ü is u, as in passports that have no better.
fn pinyin(value: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let first = value.split(' ').next().unwrap_or_default();
    first.nfd().filter(char::is_ascii_lowercase).collect()
}

fn code(text: &str) -> Option<char> {
    u32::from_str_radix(text.strip_prefix("U+")?, 16).ok().and_then(char::from_u32)
}

/// Code points, each perhaps with its sources after a `<`.
fn codes(value: &str) -> impl Iterator<Item = char> {
    value.split(' ').filter_map(|word| code(word.split('<').next().unwrap_or(word)))
}
