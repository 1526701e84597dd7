//! The name data of the pack: looked up in the bytes as they lie, with nothing read at the start.
//!
//! `cargo xtask names-pack` makes the four files under `data/`; `data/SOURCES.md` says from what,
//! under which licences. Texts to look up are in NFKC and folded by [`Pack::folded`], Latin forms
//! are lower-case letters without marks, hyphens and spaces. Costs are in sixteenths of a bit.

mod characters;
mod groups;
mod japanese;
mod layout;
mod rarity;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

pub use characters::HanjaReading;
pub use japanese::{KanjiReading, Kinds, Reading, Surface};

use characters::Characters;
use groups::Groups;
use japanese::Japanese;
use rarity::Rarity;

static JAPANESE: &[u8] = include_bytes!("../../data/japanese.bin");
static CHARACTERS: &[u8] = include_bytes!("../../data/characters.bin");
static GROUPS: &[u8] = include_bytes!("../../data/groups.bin");
static READINGS: &[u8] = include_bytes!("../../data/readings.bin");

/// The embedded pack. Were it damaged, it would answer nothing; a test opens it.
static PACK: LazyLock<Pack<'static>> =
    LazyLock::new(|| Pack::open([JAPANESE, CHARACTERS, GROUPS, READINGS]).unwrap_or_default());

/// Why bytes are no pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// It begins otherwise.
    #[error("the name data doesn't begin as it should; make it with `cargo xtask names-pack`")]
    Magic,
    /// It is made for another version of this crate.
    #[error("the name data has {found} sections, {wanted} are wanted; make it anew")]
    Sections {
        /// How many it has.
        found: usize,
        /// How many it should have.
        wanted: usize,
    },
    /// It ends too early.
    #[error("the name data ends too early; make it anew")]
    Short,
    /// Something follows its end.
    #[error("something follows the end of the name data; make it anew")]
    Long,
}

/// The name data.
#[derive(Clone, Copy, Default)]
pub struct Pack<'a> {
    japanese: Japanese<'a>,
    characters: Characters<'a>,
    groups: Groups<'a>,
    rarity: Rarity<'a>,
}

impl Pack<'static> {
    /// The pack that is part of the program.
    pub fn get() -> &'static Self {
        &PACK
    }
}

impl<'a> Pack<'a> {
    /// Opens the bytes of the four files (`japanese.bin`, `characters.bin`, `groups.bin`,
    /// `readings.bin`); nothing but their heads is read.
    ///
    /// # Errors
    ///
    /// If they are not the files they should be. Damage beyond the heads is no error: what is
    /// damaged is answered as unknown.
    pub fn open(files: [&'a [u8]; 4]) -> Result<Self, PackError> {
        let [japanese, characters, groups, readings] = files;
        Ok(Self {
            japanese: Japanese::open(japanese)?,
            characters: Characters::open(characters)?,
            groups: Groups::open(groups)?,
            rarity: Rarity::open(readings)?,
        })
    }

    /// The form that stands for all variants of a character: 澤 is 沢, katakana is hiragana.
    pub fn fold(&self, c: char) -> char {
        match c {
            '\0'..='\u{2e7f}' => c,
            'ヵ' | 'ゕ' => 'か',
            'ヶ' | 'ゖ' => 'け',
            'ァ'..='ヴ' => u32::from(c).checked_sub(0x60).and_then(char::from_u32).unwrap_or(c),
            _ => self.characters.fold(c),
        }
    }

    /// A text in the form in which the pack knows it: characters folded, 々 repeated.
    pub fn folded(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut last = None;
        for c in text.chars() {
            let same = if c == '々' { last } else { None };
            let folded = same.unwrap_or_else(|| self.fold(c));
            out.push(folded);
            last = Some(folded);
        }
        out
    }

    /// What is known of a part of a Japanese name, folded.
    pub fn surface(&self, folded: &str) -> Option<Surface<'a>> {
        self.japanese.surface(folded)
    }

    /// The readings of a part of a Japanese name, folded; the likeliest first.
    pub fn japanese(&self, folded: &str) -> impl Iterator<Item = Reading<'a>> + use<'a> {
        self.surface(folded).into_iter().flat_map(|surface| surface.readings())
    }

    /// All beginnings of a folded text that are family names, with their length in bytes, the
    /// shortest first.
    pub fn family_prefixes<'t>(
        &self,
        folded: &'t str,
    ) -> impl Iterator<Item = (usize, Surface<'a>)> + use<'a, 't> {
        self.japanese.prefixes(folded)
    }

    /// All parts of Japanese names.
    pub fn surfaces(&self) -> impl Iterator<Item = (String, Surface<'a>)> + use<'a> {
        self.japanese.surfaces()
    }

    /// The readings of a Kanji (folded) inside names, those that are likeliest in any place first.
    pub fn kanji(&self, folded: char) -> impl Iterator<Item = KanjiReading<'a>> + use<'a> {
        self.japanese.kanji(folded)
    }

    /// The Korean readings of a Hanja, the likeliest first. A character of its own rights is taken
    /// as it is (餘 is not 余), any other as its folded form.
    pub fn hanja(&self, c: char) -> impl Iterator<Item = HanjaReading> + use<'a> {
        self.characters.hanja(c)
    }

    /// The groups of equal names that a form belongs to: Latin in plain letters; kana, Hangul and
    /// Han (of two characters at most) folded.
    pub fn groups(&self, token: &str) -> impl Iterator<Item = u32> + use<'a> {
        self.groups.of(token)
    }

    /// Whether two forms have a group in common.
    pub fn equal_names(&self, a: &str, b: &str) -> bool {
        self.groups(a).any(|group| self.groups(b).any(|other| other == group))
    }

    /// Whether a group joins a given name with its pet forms (William, Bill), which says less than
    /// another spelling does.
    pub fn is_nickname(&self, group: u32) -> bool {
        self.groups.breadth(group) == 0
    }

    /// In how many spellings and scripts a group is recorded, at most 255: a weak sign of how
    /// common the name is.
    pub fn breadth(&self, group: u32) -> u8 {
        self.groups.breadth(group)
    }

    /// How rare a reading is among family names, or among given names, whatever it is written with;
    /// `key` is what [`reading_key`] makes of it. None for the rarest.
    pub fn reading(&self, key: &str, family: bool) -> Option<u16> {
        self.rarity.of(key, family)
    }

    /// How rare a syllable is as the first or the second of a Korean given name.
    pub fn korean_syllable(&self, syllable: char, second: bool) -> u16 {
        self.groups.syllable(syllable, second)
    }
}

/// The key under which a reading in kana is counted: letters close to Kunrei, nothing long.
pub fn reading_key(kana: &str) -> String {
    crate::kana::key(kana)
}
