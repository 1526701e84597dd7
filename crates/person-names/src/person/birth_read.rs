//! Reading dates of birth in the forms that registries, lists and people write.

use unicode_normalization::UnicodeNormalization;

use super::birth::{Birth, BirthError};

/// The most characters in a date.
const LONGEST: usize = 60;
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Japanese eras and the year before their first.
const ERAS: [(&str, u16); 5] =
    [("明治", 1867), ("大正", 1911), ("昭和", 1925), ("平成", 1988), ("令和", 2018)];

impl Birth {
    /// Reads a date of birth: 1975-03-12, 1975/3/12, 19750312, 12 Mar 1975, March 12, 1975,
    /// 12.03.1975 (day first unless that can't be), 1975年3月12日, 1975년 3월 12일, 昭和50年3月12日,
    /// 1975-03, Mar 1975, 1975, circa 1960, 1957 to 1960. A part written 0 or 00 is unknown.
    ///
    /// # Errors
    /// [`BirthError`] for any other form, and for days that are none.
    pub fn parse(text: &str) -> Result<Self, BirthError> {
        if text.chars().take(LONGEST + 1).count() > LONGEST {
            return Err(BirthError::Form);
        }
        let text: String = text.nfkc().take(LONGEST * 2).collect::<String>().to_lowercase();
        let text = text.trim();
        if let Some(years) = two_years(text) {
            return years;
        }
        for word in ["circa", "approximately", "approx.", "about", "ca.", "c.", "~", "頃", "約"] {
            let rest = text.strip_prefix(word).or_else(|| text.strip_suffix(word));
            if let Some(rest) = rest {
                let (year, _) = Self::parse_exact(rest.trim())?.span();
                return Self::circa(year);
            }
        }
        Self::parse_exact(text)
    }

    fn parse_exact(text: &str) -> Result<Self, BirthError> {
        if let Some(all) = digits(text, 8) {
            return of_parts(all / 10_000, all / 100 % 100, all % 100);
        }
        let era = ERAS.iter().find_map(|(era, zero)| Some((text.strip_prefix(era)?, *zero)));
        if let Some((rest, zero)) = era {
            let parts = numbers(&rest.replacen('元', "1", 1))?;
            let &[year, ref rest @ ..] = parts.as_slice() else { return Err(BirthError::Form) };
            let (month, day) = month_and_day(rest)?;
            return of_parts(u32::from(zero) + year.min(100), month, day);
        }
        let words: Vec<&str> = text.split(separator).filter(|word| !word.is_empty()).collect();
        if let Some(at) = words.iter().position(|word| month_of(word).is_some()) {
            return with_month_in_letters(&words, at);
        }
        let is_year = |word: &&str| digits(word, 4).is_some();
        let parts = numbers(text)?;
        match (words.first().is_some_and(is_year), words.last().is_some_and(is_year), &*parts) {
            (true, _, &[year, ref rest @ ..]) => {
                let (month, day) = month_and_day(rest)?;
                of_parts(year, month, day)
            }
            (false, true, &[month, year]) => of_parts(year, month, 0),
            (false, true, &[first, second, year]) if second > 12 => of_parts(year, first, second),
            (false, true, &[first, second, year]) => of_parts(year, second, first),
            _ => Err(BirthError::Form),
        }
    }
}

/// What parts the parts of a date.
fn separator(c: char) -> bool {
    matches!(c, ' ' | '-' | '/' | '.' | ',' | '年' | '月' | '日' | '년' | '월' | '일' | '생' | '生')
}

/// A number of exactly so many digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    let fits = text.len() == count && text.bytes().all(|digit| digit.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// The numbers of a date without letters, at most three.
fn numbers(text: &str) -> Result<Vec<u32>, BirthError> {
    let words = text.split(separator).filter(|word| !word.is_empty());
    let number = |word: &str| (1..=4).find_map(|count| digits(word, count));
    let found: Option<Vec<u32>> = words.map(number).collect();
    found.filter(|found| (1..=3).contains(&found.len())).ok_or(BirthError::Form)
}

fn month_and_day(rest: &[u32]) -> Result<(u32, u32), BirthError> {
    match rest {
        [] => Ok((0, 0)),
        &[month] => Ok((month, 0)),
        &[month, day] => Ok((month, day)),
        _ => Err(BirthError::Form),
    }
}

/// The month that a word names, by its first three letters, or in full.
fn month_of(word: &str) -> Option<u32> {
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let names = MONTHS.iter().zip(full);
    let at = names.into_iter().position(|(short, full)| {
        word == *short || word == full || (word == "sept" && *short == "sep")
    })?;
    u32::try_from(at + 1).ok()
}

/// 12 mar 1975, mar 12 1975, mar 1975, 1975 mar 12.
fn with_month_in_letters(words: &[&str], at: usize) -> Result<Birth, BirthError> {
    let month = words.get(at).and_then(|word| month_of(word)).ok_or(BirthError::Form)?;
    let others = words.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, word)| *word);
    let ordinal = |word: &'_ str| {
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
        let bare = bare.unwrap_or(word);
        (1..=2).find_map(|count| digits(bare, count))
    };
    let (mut year, mut day) = (None, None);
    for word in others {
        match (digits(word, 4), ordinal(word)) {
            (Some(found), _) if year.is_none() => year = Some(found),
            (None, Some(found)) if day.is_none() => day = Some(found),
            _ => return Err(BirthError::Form),
        }
    }
    of_parts(year.ok_or(BirthError::Form)?, month, day.unwrap_or(0))
}

/// 1957 to 1960, between 1957 and 1960, 1957-1960.
fn two_years(text: &str) -> Option<Result<Birth, BirthError>> {
    let text = text.strip_prefix("between ").or(text.strip_prefix("from ")).unwrap_or(text);
    let parted = [" to ", " and ", " - ", "-", "~", "〜", "–"];
    parted.iter().find_map(|by| {
        let (from, to) = text.split_once(by)?;
        let year = |part: &str| {
            let exact = Birth::parse_exact(part.trim()).ok()?;
            // With bare years only, "1975-03" is a month.
            let bare =
                digits(part.trim(), 4).is_some() || by.trim().chars().all(char::is_alphabetic);
            bare.then(|| exact.span().0)
        };
        Some(Birth::years(year(from)?, year(to)?))
    })
}

/// A date of its parts; 0 is unknown.
fn of_parts(year: u32, month: u32, day: u32) -> Result<Birth, BirthError> {
    let year = u16::try_from(year).map_err(|_| BirthError::NoSuchDay)?;
    let month = u8::try_from(month).map_err(|_| BirthError::NoSuchDay)?;
    let day = u8::try_from(day).map_err(|_| BirthError::NoSuchDay)?;
    match (month, day) {
        (0, 0) => Birth::year(year),
        (0, _) => Err(BirthError::NoSuchDay),
        (_, 0) => Birth::month(year, month),
        _ => Birth::day(year, month, day),
    }
}
