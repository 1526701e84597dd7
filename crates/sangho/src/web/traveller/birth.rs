//! Birth dates as people write them: whole or in part, digits in any grouping, Japanese eras.

use jiff::civil::Date;

use super::typed::narrow;

/// Eras by name and letter, with the year before their first (Cabinet orders of 1926, 1989 and
/// 2019).
const ERAS: [(&str, char, i16); 4] =
    [("令和", 'R', 2018), ("平成", 'H', 1988), ("昭和", 'S', 1925), ("大正", 'T', 1911)];

/// Reads a birth date and writes it as `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (ISO 8601). Nothing where
/// it cannot be read for certain, or lies after `today` or before 1900.
pub(super) fn read(text: &str, today: Date) -> Option<String> {
    let text: String = text.chars().map(narrow).collect::<String>().trim().to_uppercase();
    let (before_first, rest) = era(&text).unwrap_or((0, &text));
    let rest = rest.trim_start().replacen('元', "1", 1);
    let groups: Vec<&str> =
        rest.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
    let known = |c: char| c.is_ascii_digit() || c.is_whitespace() || "-/.,年月日년월일".contains(c);
    if !rest.chars().all(known) {
        return None;
    }
    let (year, month, day) = match (groups.as_slice(), before_first) {
        ([whole], 0) => match (whole.get(..4), whole.get(4..6), whole.get(6..8), whole.len()) {
            (Some(year), None, None, 4) => (year, None, None),
            (Some(year), Some(month), None, 6) => (year, Some(month), None),
            (Some(year), Some(month), Some(day), 8) => (year, Some(month), Some(day)),
            _ => return None,
        },
        ([year], _) => (*year, None, None),
        ([year, month], _) => (*year, Some(*month), None),
        ([year, month, day], _) => (*year, Some(*month), Some(*day)),
        _ => return None,
    };
    let year = year.parse::<i16>().ok()?.checked_add(before_first)?;
    let number = |part: Option<&str>| part.map_or(Ok(1), str::parse::<i8>).ok();
    let date = Date::new(year, number(month)?, number(day)?).ok()?;
    if year < 1900 || date > today {
        return None;
    }
    Some(match (month, day) {
        (None, _) => format!("{year:04}"),
        (_, None) => format!("{year:04}-{:02}", date.month()),
        _ => date.to_string(),
    })
}

/// The year before the era's first, and the text after the era.
fn era(text: &str) -> Option<(i16, &str)> {
    ERAS.into_iter().find_map(|(name, letter, before)| {
        let rest = text.strip_prefix(name).or_else(|| text.strip_prefix(letter))?;
        Some((before, rest))
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::read;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let day = [
            "1985-01-02",
            "19850102",
            "1985/1/2",
            "1985. 1. 2.",
            "1985년 1월 2일",
            "昭和60年1月2日",
            "S60.1.2",
            "１９８５年１月２日",
        ];
        for text in day {
            assert_eq!(read(text, date(2026, 3, 10)).as_deref(), Some("1985-01-02"), "{text}");
        }
        assert_eq!(read("令和元年5月", date(2026, 3, 10)).as_deref(), Some("2019-05"));
        assert_eq!(read("1985", date(2026, 3, 10)).as_deref(), Some("1985"));
    }

    #[test]
    fn a_date_that_could_mean_two_things_or_nothing_is_asked_for_again() {
        for text in ["2/1/1985", "850102", "1985-13-01", "1985-02-30", "2030-01-01", "abc", "", "S"]
        {
            assert_eq!(read(text, date(2026, 3, 10)), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_may_be_typed(text in "\\PC{0,24}|[0-9SHRT年月日./-]{0,16}") {
            if let Some(read) = read(&text, date(2026, 3, 10)) {
                prop_assert!(read.len() >= 4 && read.is_ascii());
            }
        }
    }
}
