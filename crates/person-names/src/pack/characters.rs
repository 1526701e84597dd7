//! Variants of characters, and Hanja with their Korean readings.

use super::PackError;
use super::layout::{self, CharMap};

const ROW: usize = 4;

/// The file `characters.bin`.
#[derive(Clone, Copy, Default)]
pub(super) struct Characters<'a> {
    variants: CharMap<'a>,
    forms: &'a [u8],
    hanja: CharMap<'a>,
    starts: &'a [u8],
    rows: &'a [u8],
}

/// A Korean reading of a Hanja.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HanjaReading {
    /// The syllable, with or without the initial-sound law, as the sources have it.
    pub syllable: char,
    /// What reading the character so costs, in sixteenths of a bit.
    pub cost: u16,
    flags: u8,
}

impl HanjaReading {
    /// The reading is taught at school (Unihan, kHangul `E`).
    pub fn taught(self) -> bool {
        self.flags & 1 != 0
    }

    /// The reading is listed for names (Unihan, kHangul `N`).
    pub fn for_names(self) -> bool {
        self.flags & 2 != 0
    }

    /// The character is one that Korean courts register (Unihan, kKoreanName and
    /// kKoreanEducationHanja).
    pub fn court(self) -> bool {
        self.flags & 8 != 0
    }
}

impl<'a> Characters<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, PackError> {
        let [index, entries, forms, hanja, hanja_entries, starts, rows] = layout::sections(bytes)?;
        let variants = CharMap::new(index, entries);
        Ok(Self { variants, forms, hanja: CharMap::new(hanja, hanja_entries), starts, rows })
    }

    pub(super) fn fold(&self, c: char) -> char {
        let form = || {
            let code = layout::number(self.forms, self.variants.get(c)?)?;
            char::from_u32(u32::try_from(code).ok()?)
        };
        form().unwrap_or(c)
    }

    pub(super) fn hanja(&self, c: char) -> impl Iterator<Item = HanjaReading> + use<'a> {
        let found = self.hanja.get(c).or_else(|| self.hanja.get(self.fold(c)));
        let rows = found.and_then(|at| layout::rows(self.starts, self.rows, at, ROW));
        rows.unwrap_or_default().chunks_exact(ROW).filter_map(|row| {
            let [low, high, cost, flags] = row else { return None };
            let syllable = char::from_u32(u32::from(u16::from_le_bytes([*low, *high])))?;
            Some(HanjaReading { syllable, cost: u16::from(*cost) * 2, flags: *flags })
        })
    }
}
