//! Dates and local times as digits. No zone and no clock: an airport's local time is what the
//! message says, and what it means elsewhere is the caller's matter.

/// A calendar day of a message: two-digit year, or four digits where the message has them
/// (DTM formats 102, 203; reference guide PAXLST 4.13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    century: Option<u8>,
    year: u8,
    month: u8,
    day: u8,
}

impl Day {
    /// A day with a two-digit year (0 to 99). Month and day may be 0 where the traveller's
    /// document does not know them. `None` where no calendar has the day.
    #[must_use]
    pub const fn new(year: u8, month: u8, day: u8) -> Option<Self> {
        let last = match month {
            4 | 6 | 9 | 11 => 30,
            2 => 29,
            _ => 31,
        };
        if year > 99 || month > 12 || day > last {
            return None;
        }
        Some(Self { century: None, year, month, day })
    }

    /// A day with a four-digit year.
    #[must_use]
    pub fn full(year: u16, month: u8, day: u8) -> Option<Self> {
        if year > 9999 {
            return None;
        }
        let century = u8::try_from(year / 100).ok()?;
        let day = Self::new(u8::try_from(year % 100).ok()?, month, day)?;
        Some(Self { century: Some(century), ..day })
    }

    /// Two-digit year.
    #[must_use]
    pub const fn year(self) -> u8 {
        self.year
    }

    /// Four-digit year, where the message states it.
    #[must_use]
    pub fn full_year(self) -> Option<u16> {
        self.century.map(|century| u16::from(century) * 100 + u16::from(self.year))
    }

    /// Month, 1 to 12; 0 where unknown.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1 to 31; 0 where unknown.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// `YYMMDD` or `CCYYMMDD`.
    pub(crate) fn digits(self) -> String {
        let short = format!("{:02}{:02}{:02}", self.year, self.month, self.day);
        self.century.map_or(short.clone(), |century| format!("{century:02}{short}"))
    }

    pub(crate) const fn has_century(self) -> bool {
        self.century.is_some()
    }

    pub(crate) fn parse(digits: &str) -> Option<Self> {
        match *numbers(digits)?.as_slice() {
            [year, month, day] => Self::new(year, month, day),
            [century, year, month, day] => {
                Self::full(u16::from(century) * 100 + u16::from(year), month, day)
            }
            _ => None,
        }
    }
}

/// A day and the local time of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LocalTime {
    day: Day,
    hour: u8,
    minute: u8,
}

impl LocalTime {
    /// A time from its parts: hour 0 to 23, minute 0 to 59.
    #[must_use]
    pub const fn new(day: Day, hour: u8, minute: u8) -> Option<Self> {
        if hour > 23 || minute > 59 { None } else { Some(Self { day, hour, minute }) }
    }

    /// The day.
    #[must_use]
    pub const fn day(self) -> Day {
        self.day
    }

    /// Hour, 0 to 23.
    #[must_use]
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// Minute, 0 to 59.
    #[must_use]
    pub const fn minute(self) -> u8 {
        self.minute
    }

    /// `HHMM`.
    pub(crate) fn clock(self) -> String {
        format!("{:02}{:02}", self.hour, self.minute)
    }

    /// `YYMMDDHHMM` or `CCYYMMDDHHMM`.
    pub(crate) fn digits(self) -> String {
        self.day.digits() + &self.clock()
    }

    pub(crate) fn parse(digits: &str) -> Option<Self> {
        let (day, clock) = digits.split_at_checked(digits.len().checked_sub(4)?)?;
        let [hour, minute] = *numbers(clock)?.as_slice() else {
            return None;
        };
        Self::new(Day::parse(day)?, hour, minute)
    }
}

/// Pairs of digits as numbers; `None` where anything else stands.
fn numbers(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| match *pair {
            [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + (ones - b'0')),
            _ => None,
        })
        .collect()
}
