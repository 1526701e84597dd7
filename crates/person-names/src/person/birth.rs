//! Dates of birth as sources have them: full, partial, about, or between two years.

use std::fmt;

use serde::{Serialize, Serializer};
use thiserror::Error;

/// The first and the last year of birth that is believed.
const YEARS: std::ops::RangeInclusive<u16> = 1800..=2199;
/// The longest span between two years, in years.
const LONGEST: u16 = 60;

/// A date of birth in the Gregorian calendar, as exactly as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Birth(pub(crate) Known);

/// What is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Known {
    Day { year: u16, month: u8, day: u8 },
    Month { year: u16, month: u8 },
    Year { year: u16 },
    Circa { year: u16 },
    Years { from: u16, to: u16 },
}

/// Why a text is no date of birth. The text itself is never quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BirthError {
    /// Not a form that is read.
    #[error(
        "birth-date: this is no date of birth; write 1975-03-12, 1975-03, 1975, circa 1960 or \
         1957 to 1960"
    )]
    Form,
    /// No such day.
    #[error("birth-date: there is no such day; check day, month and year (1800 to 2199)")]
    NoSuchDay,
}

impl BirthError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "birth-date"
    }
}

impl Birth {
    /// A full date.
    ///
    /// # Errors
    /// [`BirthError::NoSuchDay`] if there is none.
    pub fn day(year: u16, month: u8, day: u8) -> Result<Self, BirthError> {
        if !YEARS.contains(&year) || day == 0 || day > days_in(year, month) {
            return Err(BirthError::NoSuchDay);
        }
        Ok(Self(Known::Day { year, month, day }))
    }

    /// A year and a month from 1 to 12.
    ///
    /// # Errors
    /// [`BirthError::NoSuchDay`] if there is no such month.
    pub fn month(year: u16, month: u8) -> Result<Self, BirthError> {
        if !YEARS.contains(&year) || days_in(year, month) == 0 {
            return Err(BirthError::NoSuchDay);
        }
        Ok(Self(Known::Month { year, month }))
    }

    /// A year.
    ///
    /// # Errors
    /// [`BirthError::NoSuchDay`] for a year before 1800 or after 2199.
    pub fn year(year: u16) -> Result<Self, BirthError> {
        YEARS.contains(&year).then_some(Self(Known::Year { year })).ok_or(BirthError::NoSuchDay)
    }

    /// About a year: up to five years before or after it.
    ///
    /// # Errors
    /// [`BirthError::NoSuchDay`] for a year before 1800 or after 2199.
    pub fn circa(year: u16) -> Result<Self, BirthError> {
        YEARS.contains(&year).then_some(Self(Known::Circa { year })).ok_or(BirthError::NoSuchDay)
    }

    /// Between two years, both included.
    ///
    /// # Errors
    /// [`BirthError::NoSuchDay`] if they are out of order, more than 60 years apart, before 1800 or
    /// after 2199.
    pub fn years(from: u16, to: u16) -> Result<Self, BirthError> {
        let believed = YEARS.contains(&from) && YEARS.contains(&to);
        if from == to {
            return Self::year(from);
        }
        if !believed || to < from || to - from > LONGEST {
            return Err(BirthError::NoSuchDay);
        }
        Ok(Self(Known::Years { from, to }))
    }

    /// Whether year, month and day are known.
    #[must_use]
    pub fn is_full(self) -> bool {
        matches!(self.0, Known::Day { .. })
    }

    /// Year, month and day, if all are known.
    #[must_use]
    pub fn ymd(self) -> Option<(u16, u8, u8)> {
        match self.0 {
            Known::Day { year, month, day } => Some((year, month, day)),
            _ => None,
        }
    }

    /// The first and the last year that it may be.
    #[must_use]
    pub fn span(self) -> (u16, u16) {
        match self.0 {
            Known::Day { year, .. } | Known::Month { year, .. } | Known::Year { year } => {
                (year, year)
            }
            Known::Circa { year } => (year.saturating_sub(5), year.saturating_add(5)),
            Known::Years { from, to } => (from, to),
        }
    }
}

/// As [`Birth::parse`] reads it back.
impl fmt::Display for Birth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Known::Day { year, month, day } => write!(f, "{year:04}-{month:02}-{day:02}"),
            Known::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Known::Year { year } => write!(f, "{year:04}"),
            Known::Circa { year } => write!(f, "circa {year:04}"),
            Known::Years { from, to } => write!(f, "{from:04} to {to:04}"),
        }
    }
}

/// Never shows the date.
impl fmt::Debug for Birth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Known::Day { .. } => "Birth(day)",
            Known::Month { .. } => "Birth(month)",
            Known::Year { .. } => "Birth(year)",
            Known::Circa { .. } => "Birth(circa)",
            Known::Years { .. } => "Birth(years)",
        })
    }
}

impl Serialize for Birth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Days in a month; 0 if there is no such month.
pub(crate) fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 0,
    }
}

/// Days since 1 March of the year 0.
pub(crate) fn days(year: u16, month: u8, day: u8) -> i32 {
    let (year, month) = (i32::from(year), i32::from(month));
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap + (153 * month + 2) / 5 + i32::from(day) - 1
}
