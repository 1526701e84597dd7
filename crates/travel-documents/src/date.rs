//! Dates as six cells with unknown parts (Doc 9303-3 §4.8), and the century they lie in.

/// A date as a zone prints it: two-digit year, month and day, each of which may be unknown.
///
/// Made only by [`PartialDate::new`] and by reading, so a known month is 1 to 12 and a known day
/// exists in its month (29 February is accepted where the year is unknown or divisible by four).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct PartialDate {
    year: Option<u8>,
    month: Option<u8>,
    day: Option<u8>,
}

/// A date whose year has four digits. Unknown parts stay unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FullDate {
    /// Year of the Gregorian calendar, four digits.
    pub year: Option<i16>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month, 1 to 31.
    pub day: Option<u8>,
}

/// The rule by which a two-digit year gets its century. Doc 9303 prints none (Part 3 §4.8 leaves
/// it to the reader), so these are ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Century {
    /// For dates of birth: the latest such date that is not after the reference date. A person
    /// older than 100 years is read as a child; compare with the printed page where it matters.
    Past,
    /// For dates of expiry: the date within 50 years before and 49 years after the reference
    /// year, because a document shown may well have expired and must not be read as valid for
    /// another hundred years.
    Future,
}

/// Days of a month; February has 29 where the year is unknown or divisible by four, which is
/// right for every year from 1901 to 2099 and cannot be decided further from two digits.
const fn days_in(month: u8, year: Option<u8>) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => match year {
            Some(year) if !year.is_multiple_of(4) => 28,
            _ => 29,
        },
        _ => 31,
    }
}

impl PartialDate {
    /// All parts unknown: six fillers.
    pub const UNKNOWN: Self = Self { year: None, month: None, day: None };

    /// A date from its parts: `year` 0 to 99, `month` 1 to 12, `day` 1 to the month's end.
    /// `None` where no calendar has such a date.
    #[must_use]
    pub const fn new(year: Option<u8>, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        if matches!(year, Some(100..)) || matches!(month, Some(0 | 13..)) {
            return None;
        }
        let last = match month {
            Some(month) => days_in(month, year),
            None => 31,
        };
        match day {
            Some(0) => return None,
            Some(day) if day > last => return None,
            _ => {}
        }
        Some(Self { year, month, day })
    }

    /// Two-digit year, 0 to 99.
    #[must_use]
    pub const fn year(self) -> Option<u8> {
        self.year
    }

    /// Month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> Option<u8> {
        self.month
    }

    /// Day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> Option<u8> {
        self.day
    }

    /// The date from its six cells, and whether zeros were printed where fillers belong
    /// (some issuers print an unknown month or day as `00`). `None`: not a date.
    pub(crate) fn from_cells(cells: &str) -> Option<(Self, bool)> {
        let year = part(cells.get(0..2)?)?;
        let month = part(cells.get(2..4)?)?;
        let day = part(cells.get(4..6)?)?;
        let zeros = month == Some(0) || day == Some(0);
        let known = |part: Option<u8>| part.filter(|value| *value != 0);
        Some((Self::new(year, known(month), known(day))?, zeros))
    }

    /// The six cells, unknown parts as fillers (Doc 9303-3 §4.8).
    pub(crate) fn cells(self) -> String {
        let cell = |part: Option<u8>| part.map_or("<<".to_owned(), |value| format!("{value:02}"));
        format!("{}{}{}", cell(self.year), cell(self.month), cell(self.day))
    }

    /// The same date with a four-digit year, chosen by `rule` as seen from `reference`
    /// (year, month, day). An unknown year stays unknown. Pure: the caller brings the date.
    ///
    /// ```
    /// use travel_documents::{Century, PartialDate};
    /// let today = (2026, 11, 24);
    /// let day = PartialDate::new(Some(30), Some(5), None).ok_or("not a date")?;
    /// assert_eq!(day.in_century(today, Century::Past).year, Some(1930));
    /// assert_eq!(day.in_century(today, Century::Future).year, Some(2030));
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn in_century(self, reference: (i16, u8, u8), rule: Century) -> FullDate {
        let year = self.year.map(|two_digits| {
            let (now, month, day) = reference;
            let this_century = now.div_euclid(100).saturating_mul(100);
            let year = this_century.saturating_add(i16::from(two_digits));
            match rule {
                Century::Past => {
                    // An unknown month or day counts as its earliest: the date may be past.
                    let it = (year, self.month.unwrap_or(1), self.day.unwrap_or(1));
                    if it > (now, month, day) { year.saturating_sub(100) } else { year }
                }
                Century::Future => match i32::from(year) - i32::from(now) {
                    50.. => year.saturating_sub(100),
                    ..=-51 => year.saturating_add(100),
                    _ => year,
                },
            }
        });
        FullDate { year, month: self.month, day: self.day }
    }
}

/// Two cells: digits, or two fillers for unknown. The outer `None` means neither.
fn part(cells: &str) -> Option<Option<u8>> {
    if cells == "<<" {
        return Some(None);
    }
    // `parse` alone would also take a sign.
    if cells.bytes().all(|cell| cell.is_ascii_digit()) {
        return cells.parse().ok().map(Some);
    }
    None
}
