//! Reads single values out of the rows of a scenario file: texts, counts, times, words, lists.

use jiff::ZonedDateTime;
use jiff::tz::TimeZone;
use toml::Spanned;
use toml::de::DeValue;

use super::errors::shown;
use super::facts::Words;
use super::nations;
use super::rows::{Row, Sheet, id_of, join};

const TIME_FORM: &str = "Write it as \"2026-03-08T12:25+04:00[Asia/Dubai]\", in quotes.";

/// A value somewhere in the file.
type Value<'t> = &'t Spanned<DeValue<'t>>;

impl<'t> Sheet<'t> {
    /// Notes every key that the format does not have.
    pub(super) fn only(&mut self, row: &Row<'t>, known: &[&str]) {
        for key in row.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let what = format!("There is no key {} here.", shown(key.get_ref()));
            let remedy = format!("Keys that may stand here: {}.", known.join(", "));
            let path = row.key(key.get_ref());
            self.fault_at("unknown-key", path, Some(key.span().start), what, remedy);
        }
    }

    fn wrong(&mut self, key: String, value: Value<'t>, wanted: &str) {
        let kind = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a bare date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let what = format!("This is {kind}, where {wanted} belongs.");
        self.fault_at("wrong-kind", key, Some(value.span().start), what, "Correct the value.");
    }

    fn need(&mut self, row: &Row<'t>, key: &str) -> Option<Value<'t>> {
        let found = row.get(key);
        if found.is_none() {
            let what = format!("The key {} is missing.", shown(key));
            let remedy = "Add it; scenarios/README.md says what it means.";
            self.fault_at("missing-key", row.key(key), Some(row.at), what, remedy);
        }
        found
    }

    fn as_text(&mut self, key: String, value: Value<'t>) -> Option<&'t str> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong(key, value, "a text in quotes");
            return None;
        };
        if text.trim().is_empty() || text.chars().any(|c| c.is_control() && c != '\n') {
            let what = "The text is empty or holds control characters.";
            self.fault_at("bad-text", key, Some(value.span().start), what, "Write a plain text.");
            return None;
        }
        Some(text)
    }

    pub(super) fn text(&mut self, row: &Row<'t>, key: &str) -> Option<String> {
        let value = self.need(row, key)?;
        self.as_text(row.key(key), value).map(str::to_owned)
    }

    /// A text that may be missing; the outer option is empty if it is there and wrong.
    pub(super) fn text_if(&mut self, row: &Row<'t>, key: &str) -> Option<Option<String>> {
        if row.get(key).is_none() { Some(None) } else { self.text(row, key).map(Some) }
    }

    /// A short name of letters, digits and hyphens.
    pub(super) fn id(&mut self, row: &Row<'t>) -> Option<String> {
        let id = self.text(row, "id")?;
        let plain = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if plain && id.len() <= 40 && !id.bytes().all(|b| b.is_ascii_digit()) {
            return Some(id);
        }
        let remedy = "Use up to 40 letters, digits and hyphens, not digits alone.";
        self.fault("bad-id", row.key("id"), format!("{} cannot be a name.", shown(&id)), remedy);
        None
    }

    fn check_nation(&mut self, key: String, at: usize, code: &str) -> Option<String> {
        if nations::alpha3(code).is_some() {
            return Some(code.to_owned());
        }
        let what = format!("{} is not a country code.", shown(code));
        let remedy = "Use the two capital letters of ISO 3166-1, like KR or JP.";
        self.fault_at("unknown-nation", key, Some(at), what, remedy);
        None
    }

    pub(super) fn nation(&mut self, row: &Row<'t>, key: &str) -> Option<String> {
        let value = self.need(row, key)?;
        let code = self.as_text(row.key(key), value)?;
        self.check_nation(row.key(key), value.span().start, code)
    }

    /// Citizenships written as `KR` or `KR+JP`.
    pub(super) fn citizenships(&mut self, row: &Row<'t>, code: &str) -> Option<Vec<String>> {
        let path = row.key(code);
        code.split('+').map(|one| self.check_nation(path.clone(), row.at, one)).collect()
    }

    pub(super) fn texts(&mut self, row: &Row<'t>, key: &str) -> Option<Vec<String>> {
        let Some(value) = row.get(key) else {
            return Some(Vec::new());
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(row.key(key), value, "a list of texts");
            return None;
        };
        let path = row.key(key);
        let each = list.iter().enumerate();
        let read: Vec<_> =
            each.map(|(n, v)| self.as_text(format!("{path}.{n}"), v).map(str::to_owned)).collect();
        read.into_iter().collect()
    }

    pub(super) fn nations(&mut self, row: &Row<'t>, key: &str) -> Option<Vec<String>> {
        let codes = self.texts(row, key)?;
        let at = row.get(key).map_or(row.at, |v| v.span().start);
        let read: Vec<_> =
            codes.iter().map(|code| self.check_nation(row.key(key), at, code)).collect();
        read.into_iter().collect()
    }

    fn as_count(&mut self, key: String, value: Value<'t>) -> Option<u32> {
        /// Anything larger is a typing mistake.
        const MOST: u32 = 10_000_000;
        let Some(number) = value.get_ref().as_integer() else {
            self.wrong(key, value, "a whole number");
            return None;
        };
        match u32::from_str_radix(number.as_str(), number.radix()) {
            Ok(count) if count <= MOST => Some(count),
            _ => {
                let what = "The number is negative or too large.";
                let remedy = format!("Write a whole number from 0 to {MOST}.");
                self.fault_at("bad-number", key, Some(value.span().start), what, remedy);
                None
            }
        }
    }

    pub(super) fn count(&mut self, row: &Row<'t>, key: &str) -> Option<u32> {
        let value = self.need(row, key)?;
        self.as_count(row.key(key), value)
    }

    pub(super) fn count_or(&mut self, row: &Row<'t>, key: &str, other: u32) -> Option<u32> {
        match row.get(key) {
            Some(value) => self.as_count(row.key(key), value),
            None => Some(other),
        }
    }

    /// Degrees, at most `most` either way.
    pub(super) fn degrees(&mut self, row: &Row<'t>, key: &str, most: f64) -> Option<f64> {
        let value = self.need(row, key)?;
        let read: Option<f64> = match value.get_ref() {
            DeValue::Float(float) => float.as_str().parse().ok(),
            DeValue::Integer(whole) => whole.as_str().parse().ok(),
            _ => {
                self.wrong(row.key(key), value, "a number of degrees");
                return None;
            }
        };
        let good = read.filter(|degrees| degrees.is_finite() && degrees.abs() <= most);
        if good.is_none() {
            let remedy = format!("Write degrees from -{most} to {most}.");
            let at = Some(value.span().start);
            self.fault_at("bad-number", row.key(key), at, "There is no such place.", remedy);
        }
        good
    }

    pub(super) fn flag(&mut self, row: &Row<'t>, key: &str) -> Option<bool> {
        let Some(value) = row.get(key) else {
            return Some(false);
        };
        let read = value.get_ref().as_bool();
        if read.is_none() {
            self.wrong(row.key(key), value, "true or false");
        }
        read
    }

    /// One of a few fixed words.
    pub(super) fn word<T: Copy>(
        &mut self,
        row: &Row<'t>,
        key: &str,
        all: &[(T, &str)],
    ) -> Option<T> {
        let value = self.need(row, key)?;
        let text = self.as_text(row.key(key), value)?;
        let found = all.iter().find(|(_, word)| *word == text).map(|(value, _)| *value);
        if found.is_none() {
            let words: Vec<_> = all.iter().map(|(_, word)| *word).collect();
            let what = format!("{} is not a word of the format.", shown(text));
            let remedy = format!("Choose one of: {}.", words.join(", "));
            self.fault_at("unknown-word", row.key(key), Some(value.span().start), what, remedy);
        }
        found
    }

    pub(super) fn words(&mut self, row: &Row<'t>, key: &str) -> Option<Words> {
        let inner = self.table(row, key)?;
        self.only(&inner, &["ko", "ja", "en"]);
        let (ko, ja) = (self.text(&inner, "ko"), self.text(&inner, "ja"));
        let en = self.text(&inner, "en");
        Some(Words { ko: ko?, ja: ja?, en: en? })
    }

    pub(super) fn zone(&mut self, row: &Row<'t>, key: &str) -> Option<String> {
        let name = self.text(row, key)?;
        if TimeZone::get(&name).is_ok() && name.contains('/') {
            return Some(name);
        }
        let what = format!("{} is not a time zone.", shown(&name));
        let remedy = "Use the name in the IANA database, like Asia/Dubai.";
        self.fault("unknown-zone", row.key(key), what, remedy);
        None
    }

    pub(super) fn time(&mut self, row: &Row<'t>, key: &str) -> Option<ZonedDateTime> {
        let value = self.need(row, key)?;
        let (path, at) = (row.key(key), Some(value.span().start));
        if matches!(value.get_ref(), DeValue::Datetime(_)) {
            self.fault_at("time-without-zone", path, at, "The time has no zone.", TIME_FORM);
            return None;
        }
        let text = self.as_text(path.clone(), value)?;
        let zone = text.split_once('[').and_then(|(_, rest)| rest.strip_suffix(']'));
        let Some(zone) = zone else {
            self.fault_at("time-without-zone", path, at, "The time has no zone.", TIME_FORM);
            return None;
        };
        if TimeZone::get(zone).is_err() || !zone.contains('/') {
            let what = format!("{} is not a time zone.", shown(zone));
            let remedy = "Use the name in the IANA database, like Asia/Dubai.";
            self.fault_at("unknown-zone", path, at, what, remedy);
            return None;
        }
        let read = text.parse::<ZonedDateTime>().ok().filter(|t| (1900..=2200).contains(&t.year()));
        if read.is_none() {
            let what = "This is not a time, or the offset is not that of the zone on that day.";
            self.fault_at("bad-time", path, at, what, TIME_FORM);
        }
        read
    }

    pub(super) fn time_if(&mut self, row: &Row<'t>, key: &str) -> Option<Option<ZonedDateTime>> {
        if row.get(key).is_none() { Some(None) } else { self.time(row, key).map(Some) }
    }

    /// A table that must be there.
    pub(super) fn table(&mut self, row: &Row<'t>, key: &str) -> Option<Row<'t>> {
        let value = self.need(row, key)?;
        self.as_row(row.key(key), value)
    }

    /// A table that may be missing.
    pub(super) fn table_if(&mut self, row: &Row<'t>, key: &str) -> Option<Option<Row<'t>>> {
        if row.get(key).is_none() { Some(None) } else { self.table(row, key).map(Some) }
    }

    pub(super) fn as_row(&mut self, path: String, value: Value<'t>) -> Option<Row<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(path.clone(), value, "a table");
        }
        table.map(|table| Row { path, table, at: value.span().start })
    }

    /// The values of a list that may be missing, each with its path.
    pub(super) fn list(&mut self, row: &Row<'t>, key: &str) -> Vec<(String, Value<'t>)> {
        let Some(value) = row.get(key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(row.key(key), value, "a list");
            return Vec::new();
        };
        let path = row.key(key);
        let name = |(n, v)| match id_of(v) {
            Some(id) => (join(&path, id), v),
            None => (format!("{path}.{n}"), v),
        };
        list.iter().enumerate().map(name).collect()
    }

    /// The rows of a list of tables.
    pub(super) fn rows(&mut self, row: &Row<'t>, key: &str) -> Vec<Row<'t>> {
        let list = self.list(row, key);
        list.into_iter().filter_map(|(path, value)| self.as_row(path, value)).collect()
    }
}
