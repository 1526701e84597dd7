//! The levels at which the attributes of two persons agree or disagree, each with what is believed
//! of it before any data is seen.

use serde::Serialize;

use crate::compare::Field;

/// What a term speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonField {
    /// Which of a person's names was taken.
    NameKind,
    /// The date of birth.
    Birth,
    /// The sex.
    Sex,
    /// The nationality.
    Nationality,
    /// The travel document.
    Document,
    /// The household.
    Household,
    /// A word of the name, where it isn't known which part it is.
    Word,
    /// A part of the name.
    #[serde(untagged)]
    Name(Field),
}

/// How one attribute of two persons compares. A missing attribute has no level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the table below says what each is")]
pub enum Level {
    BirthExact,
    BirthJanuaryFirst,
    BirthSwapped,
    BirthNextYear,
    BirthNextDay,
    BirthDigit,
    BirthMonth,
    BirthYear,
    BirthConvention,
    BirthLunar,
    BirthApproximate,
    BirthSameYear,
    BirthNear,
    BirthConflict,
    BirthFar,
    SexSame,
    SexDifferent,
    NationalityHome,
    NationalityOther,
    NationalityDual,
    NationalityDifferent,
    DocumentSame,
    DocumentNumber,
    DocumentSlipShown,
    DocumentSlip,
    DocumentNeighbour,
    DocumentRenewed,
    DocumentOthers,
    HouseholdSame,
}

use Level as L;
use PersonField as F;

/// One person's chance of the level (m), and two persons' (u).
type Row = (Level, PersonField, &'static str, f64, f64);

/// Dates of birth of two persons: 60 years of 365.25 days, evenly.
const DAY: f64 = 1.0 / 21_915.0;
const YEAR: f64 = 1.0 / 60.0;

/// Every level once, in the order of the enum, with its field, its word, m and u.
///
/// The weight of a level is log2(m/u). The m's are guesses of ours from the error rates that
/// registries publish (some five dates of birth in a hundred are written differently), to be
/// replaced by what [`crate::resolve`] learns; the u's are counted from the calendar or said
/// beside.
#[rustfmt::skip]
const ROWS: [Row; Level::COUNT] = [
    (L::BirthExact,           F::Birth, "birth-exact",            0.90,   DAY),
    // Where only the year is known many write 1 January: one date in eight of such lists.
    (L::BirthJanuaryFirst,    F::Birth, "birth-january-first",    0.12,   YEAR / 64.0),
    // Twelve days in each month can be read as another day's month.
    (L::BirthSwapped,         F::Birth, "birth-swapped",          0.005,  DAY * 0.39),
    // Age counted from 1, and eras miscounted.
    (L::BirthNextYear,        F::Birth, "birth-next-year",        0.006,  DAY * 2.0),
    (L::BirthNextDay,         F::Birth, "birth-next-day",         0.004,  DAY * 2.0),
    // About thirty dates differ from a date in one digit.
    (L::BirthDigit,           F::Birth, "birth-digit",            0.015,  DAY * 30.0),
    (L::BirthMonth,           F::Birth, "birth-month",            0.97,   YEAR / 12.0),
    (L::BirthYear,            F::Birth, "birth-year",             0.97,   YEAR),
    // 1 January against another day of the year: perhaps only the year was known.
    (L::BirthConvention,      F::Birth, "birth-convention",       0.24,   YEAR),
    // The lunar date precedes the solar one by 20 to 50 days; which side is lunar isn't known.
    (L::BirthLunar,           F::Birth, "birth-lunar",            0.004,  DAY * 62.0),
    (L::BirthApproximate,     F::Birth, "birth-approximate",      0.95,   YEAR * 10.0),
    (L::BirthSameYear,        F::Birth, "birth-same-year",        0.008,  YEAR),
    // A year off, where no more than the years are known, or beside an approximate one.
    (L::BirthNear,            F::Birth, "birth-near",             0.03,   YEAR * 2.0),
    (L::BirthConflict,        F::Birth, "birth-conflict",         0.006,  0.30),
    // More than ten years apart: hardly ever a mistake in writing.
    (L::BirthFar,             F::Birth, "birth-far",              0.001,  0.68),
    (L::SexSame,              F::Sex, "sex-same",                 0.99,   0.5),
    (L::SexDifferent,         F::Sex, "sex-different",            0.01,   0.5),
    // Japan and Korea are the two nations whose lists meet: half of all pairs share one.
    (L::NationalityHome,      F::Nationality, "nationality-home",      0.92, 0.48),
    // Any other nation's citizens are one in thirty on such lists.
    (L::NationalityOther,     F::Nationality, "nationality-other",     0.92, 0.03),
    (L::NationalityDual,      F::Nationality, "nationality-dual",      0.96, 0.60),
    // Dual nationals give now the one, now the other.
    (L::NationalityDifferent, F::Nationality, "nationality-different", 0.08, 0.49),
    // A number is nobody else's, but now and then it is written on the wrong row.
    (L::DocumentSame,         F::Document, "document-same",       0.60,   0.000_000_6),
    (L::DocumentNumber,       F::Document, "document-number",     0.60,   0.000_006),
    (L::DocumentSlipShown,    F::Document, "document-slip-shown", 0.01,   0.000_000_6),
    (L::DocumentSlip,         F::Document, "document-slip",       0.01,   0.000_08),
    // Families get their passports one after the other.
    (L::DocumentNeighbour,    F::Document, "document-neighbour",  0.003,  0.001),
    (L::DocumentRenewed,      F::Document, "document-renewed",    0.30,   1.0),
    (L::DocumentOthers,       F::Document, "document-others",     0.70,   1.0),
    // Of pairs that share a key of a name, one in seventy are relatives who travel together.
    (L::HouseholdSame,        F::Household, "household-same",     0.90,   0.014),
];

impl Level {
    /// How many there are.
    pub(crate) const COUNT: usize = 29;

    /// Every level, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.0)
    }

    fn row(self) -> &'static Row {
        static NONE: Row = ROWS[0];
        ROWS.get(self.at()).unwrap_or(&NONE)
    }

    /// Its place among all.
    pub(crate) fn at(self) -> usize {
        self as usize
    }

    /// The attribute it is of.
    #[must_use]
    pub fn field(self) -> PersonField {
        self.row().1
    }

    /// Its stable word, such as `birth-swapped`.
    #[must_use]
    pub fn rule(self) -> &'static str {
        self.row().2
    }

    /// How often one person's two records show it, and two persons' records, before anything is
    /// learned: from 0 to 1.
    #[must_use]
    pub fn chances(self) -> (f64, f64) {
        (self.row().3, self.row().4)
    }

    /// Whether few enough people share it that a name together with it may merge two records.
    pub(crate) fn identifies(self) -> bool {
        matches!(
            self,
            L::BirthExact
                | L::BirthJanuaryFirst
                | L::BirthSwapped
                | L::BirthNextYear
                | L::BirthNextDay
                | L::BirthDigit
                | L::BirthMonth
                | L::DocumentSame
                | L::DocumentNumber
                | L::DocumentSlipShown
                | L::DocumentSlip
                | L::HouseholdSame
        )
    }

    /// Whether dates of birth contradict each other.
    #[must_use]
    pub fn is_birth_conflict(self) -> bool {
        matches!(self, L::BirthSameYear | L::BirthNear | L::BirthConflict | L::BirthFar)
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, ROWS};

    #[test]
    fn the_table_holds_every_level_at_its_place() {
        for (at, row) in ROWS.iter().enumerate() {
            assert_eq!(row.0.at(), at);
            assert_eq!(row.2, serde_json::to_value(row.0).unwrap());
        }
        assert_eq!(Level::all().count(), Level::COUNT);
    }
}
