//! Two dates of birth compared.

use super::birth::{Birth, Known, days};
use super::level::Level;

/// How two dates of birth agree.
pub(crate) fn compare(one: Birth, other: Birth) -> Level {
    match (one.0, other.0) {
        (Known::Day { .. }, Known::Day { .. }) => {
            let (one, other) = (one.ymd().unwrap_or_default(), other.ymd().unwrap_or_default());
            full(one, other)
        }
        (Known::Circa { .. } | Known::Years { .. }, _)
        | (_, Known::Circa { .. } | Known::Years { .. }) => approximate(one, other),
        (Known::Year { year }, _) => years(year, other.span().0),
        (_, Known::Year { year }) => years(one.span().0, year),
        _ => months(one, other),
    }
}

/// One side knows but the year.
fn years(one: u16, other: u16) -> Level {
    match one.abs_diff(other) {
        0 => Level::BirthYear,
        1 => Level::BirthNear,
        2..=10 => Level::BirthConflict,
        _ => Level::BirthFar,
    }
}

/// One side knows year and month, the other at least these.
fn months(one: Birth, other: Birth) -> Level {
    let month = |birth: Birth| match birth.0 {
        Known::Day { month, day, .. } => (month, (month, day) == (1, 1)),
        Known::Month { month, .. } => (month, false),
        _ => (0, false),
    };
    let ((one_month, one_convention), (other_month, convention)) = (month(one), month(other));
    match one.span().0.abs_diff(other.span().0) {
        0 if one_month == other_month => Level::BirthMonth,
        0 if one_convention || convention => Level::BirthConvention,
        0 => Level::BirthSameYear,
        1 if one_month == other_month => Level::BirthNear,
        1..=10 => Level::BirthConflict,
        _ => Level::BirthFar,
    }
}

/// One side is about a year, or between two.
fn approximate(one: Birth, other: Birth) -> Level {
    let ((from, to), (first, last)) = (one.span(), other.span());
    let apart = from.saturating_sub(last).max(first.saturating_sub(to));
    match apart {
        0 => Level::BirthApproximate,
        1 => Level::BirthNear,
        2..=10 => Level::BirthConflict,
        _ => Level::BirthFar,
    }
}

/// Two full dates: year, month, day.
pub(crate) fn full(one: (u16, u8, u8), other: (u16, u8, u8)) -> Level {
    let first = |date: (u16, u8, u8)| (date.1, date.2) == (1, 1);
    if one == other {
        return if first(one) { Level::BirthJanuaryFirst } else { Level::BirthExact };
    }
    let same_year = one.0 == other.0;
    if same_year && (one.1, one.2) == (other.2, other.1) {
        return Level::BirthSwapped;
    }
    let apart = days(one.0, one.1, one.2).abs_diff(days(other.0, other.1, other.2));
    if apart == 1 {
        return Level::BirthNextDay;
    }
    let same_day = (one.1, one.2) == (other.1, other.2);
    if one.0.abs_diff(other.0) == 1 && same_day && !first(one) {
        return Level::BirthNextYear;
    }
    if same_year && (first(one) || first(other)) {
        return Level::BirthConvention;
    }
    if digits_apart(one, other) == 1 && !(same_day && first(one)) {
        return Level::BirthDigit;
    }
    match one.0.abs_diff(other.0) {
        0 | 1 if (20..=50).contains(&apart) => Level::BirthLunar,
        0 => Level::BirthSameYear,
        1..=10 => Level::BirthConflict,
        _ => Level::BirthFar,
    }
}

/// In how many of the eight digits of YYYYMMDD two dates differ.
fn digits_apart(one: (u16, u8, u8), other: (u16, u8, u8)) -> u32 {
    let number = |(year, month, day): (u16, u8, u8)| {
        u32::from(year) * 10_000 + u32::from(month) * 100 + u32::from(day)
    };
    let (mut one, mut other, mut apart) = (number(one), number(other), 0);
    while one > 0 || other > 0 {
        apart += u32::from(one % 10 != other % 10);
        (one, other) = (one / 10, other / 10);
    }
    apart
}
