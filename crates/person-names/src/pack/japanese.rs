//! Parts of Japanese names with their readings; Kanji with their readings inside names.

use super::PackError;
use super::layout::{self, CharMap, Hash};

/// The most characters of a part.
const LONGEST: usize = 8;
/// A slot that no part took.
const FREE: usize = u32::MAX as usize;
/// Bytes of a reading of a part, of a character.
const ROW: usize = 6;
const KANJI_ROW: usize = 8;

/// The file `japanese.bin`.
#[derive(Clone, Copy, Default)]
pub(super) struct Japanese<'a> {
    pool: &'a [u8],
    slots: &'a [u8],
    records: &'a [u8],
    kanji: CharMap<'a>,
    starts: &'a [u8],
    rows: &'a [u8],
}

/// A part of a Japanese name as it is written: how common it is, how it is read.
#[derive(Clone, Copy)]
pub struct Surface<'a> {
    /// How rare it is among family names, in sixteenths of a bit; none if it isn't known as one.
    pub family: Option<u16>,
    /// How rare it is among given names, in sixteenths of a bit; none if it isn't known as one.
    pub given: Option<u16>,
    rows: &'a [u8],
    pool: &'a [u8],
}

/// A reading of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading<'a> {
    /// In hiragana.
    pub kana: &'a str,
    /// What reading the surface so costs where it is a family name, in sixteenths of a bit.
    pub family: Option<u16>,
    /// The same, where it is a given name.
    pub given: Option<u16>,
    /// What the sources call it.
    pub kinds: Kinds,
}

/// What kind of name the sources call a reading; several may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// A family name.
    pub fn family(self) -> bool {
        self.0 & 1 != 0
    }

    /// A given name; the sources don't say whose.
    pub fn given(self) -> bool {
        self.0 & 2 != 0
    }

    /// A given name of men.
    pub fn male(self) -> bool {
        self.0 & 4 != 0
    }

    /// A given name of women.
    pub fn female(self) -> bool {
        self.0 & 8 != 0
    }

    /// A name of unknown kind, mostly a given name.
    pub fn unclassified(self) -> bool {
        self.0 & 16 != 0
    }
}

/// A reading of one Kanji inside names: what it costs in each place, in sixteenths of a bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KanjiReading<'a> {
    /// In hiragana; voiced and shortened forms are listed where they are frequent.
    pub kana: &'a str,
    /// Anywhere in a family name.
    pub family: u16,
    /// In a given name, but not at its end.
    pub head: u16,
    /// At the end of a given name of two characters or more.
    pub end: u16,
}

impl<'a> Surface<'a> {
    /// The readings, the likeliest first.
    pub fn readings(&self) -> impl Iterator<Item = Reading<'a>> + use<'a> {
        let pool = self.pool;
        self.rows.chunks_exact(ROW).filter_map(move |row| {
            let place = layout::number(row, 0)?;
            let [.., family, given] = row else { return None };
            Some(Reading {
                kana: kana(pool, place)?,
                family: layout::cost(*family),
                given: layout::cost(*given),
                kinds: Kinds(u8::try_from((place >> 25) & 31).ok()?),
            })
        })
    }
}

impl<'a> Japanese<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, PackError> {
        let [pool, slots, records, index, entries, starts, rows] = layout::sections(bytes)?;
        Ok(Self { pool, slots, records, kanji: CharMap::new(index, entries), starts, rows })
    }

    pub(super) fn surface(&self, text: &str) -> Option<Surface<'a>> {
        self.find(Hash::new().with(text.as_bytes()), text)
    }

    pub(super) fn prefixes<'t>(
        &self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, Surface<'a>)> + use<'a, 't> {
        let whole = *self;
        let mut hash = Hash::new();
        let mut begin = 0;
        text.char_indices().take(LONGEST).filter_map(move |(at, c)| {
            let end = at + c.len_utf8();
            hash = hash.with(text.get(begin..end)?.as_bytes());
            begin = end;
            let found = whole.find(hash, text.get(..end)?)?;
            found.family.map(|_| (end, found))
        })
    }

    fn find(&self, hash: Hash, text: &str) -> Option<Surface<'a>> {
        let mark = usize::try_from(hash.mark() & 0xff).ok()?;
        for slot in hash.slots(self.slots.len() / 4) {
            let slot = layout::number(self.slots, slot)?;
            if slot == FREE {
                return None;
            }
            if slot >> 24 == mark
                && let Some((name, surface, _)) = self.record(slot & 0xff_ffff)
                && text.encode_utf16().eq(units(name))
            {
                return Some(surface);
            }
        }
        None
    }

    /// The record at a place: its name in UTF-16, what it says, where it ends.
    fn record(&self, at: usize) -> Option<(&'a [u8], Surface<'a>, usize)> {
        let (length, rest) = self.records.get(at..)?.split_first()?;
        let (name, rest) = rest.split_at_checked(usize::from(*length) * 2)?;
        let ([family, given, count], rest) = rest.split_first_chunk::<3>()?;
        let rows = rest.get(..usize::from(*count) * ROW)?;
        let (family, given) = (layout::cost(*family), layout::cost(*given));
        let end = at + 1 + name.len() + 3 + rows.len();
        Some((name, Surface { family, given, rows, pool: self.pool }, end))
    }

    pub(super) fn surfaces(&self) -> impl Iterator<Item = (String, Surface<'a>)> + use<'a> {
        let whole = *self;
        let mut at = 0;
        std::iter::from_fn(move || {
            let (name, surface, end) = whole.record(at)?;
            at = end;
            let text = char::decode_utf16(units(name)).map(|c| c.unwrap_or('\u{fffd}')).collect();
            Some((text, surface))
        })
    }

    pub(super) fn kanji(&self, c: char) -> impl Iterator<Item = KanjiReading<'a>> + use<'a> {
        let found = self.kanji.get(c);
        let rows = found.and_then(|at| layout::rows(self.starts, self.rows, at, KANJI_ROW));
        let pool = self.pool;
        rows.unwrap_or_default().chunks_exact(KANJI_ROW).filter_map(move |row| {
            let kana = kana(pool, layout::number(row, 0)?)?;
            let [.., family, head, end, _] = row else { return None };
            let cost = |byte: &u8| u16::from(*byte) * 2;
            Some(KanjiReading { kana, family: cost(family), head: cost(head), end: cost(end) })
        })
    }
}

fn units(name: &[u8]) -> impl Iterator<Item = u16> {
    name.chunks_exact(2).filter_map(|two| Some(u16::from_le_bytes(two.try_into().ok()?)))
}

/// The reading at a place (20 bits, in kana of three bytes) of a length (5 bits).
fn kana(pool: &[u8], place: usize) -> Option<&str> {
    let begin = (place & 0xf_ffff) * 3;
    let length = ((place >> 20) & 31) * 3;
    str::from_utf8(pool.get(begin..begin.checked_add(length)?)?).ok()
}
