//! Times on the pages: local to the emergency, Japan and Korea's one offset, and UTC. None without
//! its zone.

use jiff::tz::{TimeZone, offset};
use jiff::{Timestamp, ZonedDateTime};

use super::words::{Lang, Words};

/// Says times in one language for one emergency.
#[derive(Debug)]
pub(super) struct Clock {
    now: Timestamp,
    zone: TimeZone,
    city: String,
    words: &'static Words,
}

impl Clock {
    /// A clock that stands at `now`; `zone` is an IANA name, UTC where it is unknown.
    #[must_use]
    pub(super) fn new(now: Timestamp, zone: &str, lang: Lang) -> Self {
        let known = TimeZone::get(zone).ok();
        let city = match known {
            Some(_) => zone.rsplit('/').next().unwrap_or(zone).replace('_', " "),
            None => "UTC".to_owned(),
        };
        Self { now, zone: known.unwrap_or(TimeZone::UTC), city, words: Words::of(lang) }
    }

    /// The place whose time `local` shows.
    #[must_use]
    pub(super) fn city(&self) -> &str {
        &self.city
    }

    /// The moment at which the clock stands, RFC 3339.
    #[must_use]
    pub(super) fn iso(&self) -> String {
        self.now.to_string()
    }

    /// Now in the emergency's zone: date and time.
    #[must_use]
    pub(super) fn now_local(&self) -> String {
        self.local(&self.now)
    }

    /// Now in Japan and Korea, which keep the same time: weekday and time.
    #[must_use]
    pub(super) fn now_home(&self) -> String {
        TimeZone::get("Asia/Seoul").map_or_else(
            |_| self.now.strftime("%H:%M").to_string(),
            |zone| self.say("time.weekday", &self.now.to_zoned_datetime(zone)),
        )
    }

    /// Now in UTC: weekday and time.
    #[must_use]
    pub(super) fn now_utc(&self) -> String {
        self.say("time.weekday", &self.now.to_zoned_datetime(TimeZone::UTC))
    }

    /// A moment in the emergency's zone.
    #[must_use]
    pub(super) fn local(&self, at: &Timestamp) -> String {
        self.say("time.day", &at.to_zoned_datetime(self.zone.clone()))
    }

    /// A moment in UTC.
    #[must_use]
    pub(super) fn utc(&self, at: &Timestamp) -> String {
        self.say("time.day", &at.to_zoned_datetime(TimeZone::UTC))
    }

    /// A moment in Japan and Korea, which keep the same time.
    #[must_use]
    pub(super) fn home(&self, at: &Timestamp) -> String {
        // Nine hours ahead of UTC all year, should the zone not be known.
        let zone = TimeZone::get("Asia/Seoul").unwrap_or_else(|_| TimeZone::fixed(offset(9)));
        self.say("time.day", &at.to_zoned_datetime(zone))
    }

    fn say(&self, key: &str, at: &ZonedDateTime) -> String {
        let index = usize::try_from(at.weekday().to_monday_zero_offset()).unwrap_or_default();
        let weekday = self.words.t("time.weekdays").split(' ').nth(index).unwrap_or_default();
        let month = usize::try_from(at.month()).unwrap_or_default().saturating_sub(1);
        let month = self.words.t("time.months").split(' ').nth(month).unwrap_or_default();
        self.words
            .t(key)
            .replace("{weekday}", weekday)
            .replace("{month}", month)
            .replace("{day}", &at.day().to_string())
            .replace("{time}", &at.strftime("%H:%M").to_string())
    }

    /// How far a moment is from now, in words: "in 2 h 10 min", "35 min ago".
    #[must_use]
    pub(super) fn relative(&self, at: &Timestamp) -> String {
        let seconds = at.as_second().saturating_sub(self.now.as_second());
        let key = if seconds < 0 { "time.ago" } else { "time.ahead" };
        self.words.n(key, self.span(seconds.unsigned_abs()))
    }

    /// A length of time in words, to the minute; below a minute in seconds.
    #[must_use]
    pub(super) fn span(&self, seconds: u64) -> String {
        let minutes = seconds / 60;
        let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        let part = |key: &str, n: u64| self.words.n(key, n);
        if minutes == 0 {
            part("time.seconds", seconds)
        } else if days > 0 {
            format!("{} {}", part("time.days", days), part("time.hours", hours))
        } else if hours > 0 {
            format!("{} {}", part("time.hours", hours), part("time.minutes", rest))
        } else {
            part("time.minutes", rest)
        }
    }

    /// Less than an hour is left (or none).
    #[must_use]
    pub(super) fn is_soon(&self, at: &Timestamp) -> bool {
        at.as_second().saturating_sub(self.now.as_second()) < 3600
    }
}
