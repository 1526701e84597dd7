//! A time of CAP 1.2 (section 3.3.2): an instant that keeps the zone it was written in.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// The farthest offset that XML Schema allows, in minutes.
const FARTHEST: i32 = 14 * 60;

/// An instant, to the second, and the offset from UTC its sender wrote it in.
///
/// Two moments are equal only if both agree; compare [`Moment::timestamp`] for the instant alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    at: Timestamp,
    offset: Offset,
}

impl Moment {
    /// A moment from an instant and the offset to write it in. Fractions of a second are dropped
    /// when it is written: CAP has none.
    #[must_use]
    pub fn new(at: Timestamp, offset: Offset) -> Self {
        Self { at, offset }
    }

    /// The instant.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        self.at
    }

    /// The offset from UTC as the sender wrote it.
    #[must_use]
    pub fn offset(&self) -> Offset {
        self.offset
    }

    /// Reads `YYYY-MM-DDThh:mm:ss+hh:mm`; nothing else is a time in CAP 1.2.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 25 {
            return None;
        }
        let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (22, b':')];
        if marks.iter().any(|&(at, mark)| bytes.get(at) != Some(&mark)) {
            return None;
        }
        let east = match bytes.get(19) {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return None,
        };
        let two = |at: usize| digits(bytes.get(at..at + 2)?);
        let small = |at: usize| two(at).and_then(|value| i8::try_from(value).ok());
        let year = i16::try_from(digits(bytes.get(0..4)?)?).ok()?;
        let civil =
            DateTime::new(year, small(5)?, small(8)?, small(11)?, small(14)?, small(17)?, 0)
                .ok()?;
        let (hours, minutes) = (two(20)?, two(23)?);
        let total = hours * 60 + minutes;
        if minutes > 59 || total > FARTHEST {
            return None;
        }
        let offset = Offset::from_seconds(east * total * 60).ok()?;
        Some(Self { at: offset.to_timestamp(civil).ok()?, offset })
    }
}

impl fmt::Display for Moment {
    /// As section 3.3.2 writes it; UTC is `-00:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let civil = self.offset.to_datetime(self.at);
        let minutes = self.offset.seconds() / 60;
        let sign = if minutes > 0 { '+' } else { '-' };
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        write!(f, "{}{sign}{hours:02}:{rest:02}", civil.strftime("%Y-%m-%dT%H:%M:%S"))
    }
}

/// ASCII digits as a number; four digits at most.
fn digits(bytes: &[u8]) -> Option<i32> {
    bytes.iter().try_fold(0_i32, |sum, byte| {
        byte.is_ascii_digit().then(|| sum * 10 + i32::from(byte - b'0'))
    })
}
