//! Document numbers, with the check digit of ICAO Doc 9303-3, 4.9, where it is known.

use super::{Country, PersonError};

/// The most letters and digits in a number.
const LONGEST: usize = 40;

/// A travel or identity document.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Document {
    issuer: Option<Country>,
    number: String,
    check: Option<u8>,
}

/// How two documents compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// The same number of the same issuer.
    Same,
    /// The same number; one side doesn't name the issuer.
    SameNumber,
    /// One slip apart, and the check digit shows the slip.
    SlipShown,
    /// One slip apart, before the last character.
    Slip,
    /// Only the last character differs, as in documents issued one after the other.
    Neighbour,
    /// Another number of the same issuer, as after a renewal.
    Renewed,
    /// Documents of different issuers, or unknown ones.
    Others,
}

impl Document {
    /// A document by its issuer, if known, and its number. Case, spaces, hyphens and fillers (`<`)
    /// of the number are dropped.
    ///
    /// # Errors
    /// [`PersonError::Document`] if the number has no letter or digit, more than 40, or others than
    /// ASCII letters and digits.
    pub fn new(issuer: Option<Country>, number: &str) -> Result<Self, PersonError> {
        let mut kept = String::with_capacity(number.len().min(LONGEST));
        for c in number.chars() {
            match c {
                ' ' | '-' | '<' | '\t' => {}
                c if c.is_ascii_alphanumeric() && kept.len() < LONGEST => {
                    kept.push(c.to_ascii_uppercase());
                }
                _ => return Err(PersonError::Document),
            }
        }
        if kept.is_empty() {
            return Err(PersonError::Document);
        }
        Ok(Self { issuer, number: kept, check: None })
    }

    /// The same document with the check digit that stands beside its number in the machine readable
    /// zone, as it was read: it need not fit.
    ///
    /// # Errors
    /// [`PersonError::CheckDigit`] if it is above 9.
    pub fn with_check_digit(mut self, digit: u8) -> Result<Self, PersonError> {
        if digit > 9 {
            return Err(PersonError::CheckDigit);
        }
        self.check = Some(digit);
        Ok(self)
    }

    /// Who issued it, if known.
    #[must_use]
    pub fn issuer(&self) -> Option<Country> {
        self.issuer
    }

    /// The number: capital letters and digits.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Whether the check digit fits the number; `None` where no check digit is known.
    #[must_use]
    pub fn check_digit_fits(&self) -> Option<bool> {
        self.check.map(|digit| digit == check_digit(&self.number))
    }

    pub(crate) fn compare(&self, other: &Self) -> Likeness {
        let issuers = self.issuer.zip(other.issuer);
        if issuers.is_some_and(|(one, other)| one != other) {
            return Likeness::Others;
        }
        if self.number == other.number {
            return if issuers.is_some() { Likeness::Same } else { Likeness::SameNumber };
        }
        let shown = |one: &Self, other: &Self| {
            // Written wrongly on this side: the digit refutes its number and proves the other's.
            one.check_digit_fits() == Some(false) && one.check == Some(check_digit(&other.number))
        };
        let both_fit = [self, other].map(Self::check_digit_fits) == [Some(true), Some(true)];
        match slip(&self.number, &other.number) {
            Some(_) if shown(self, other) || shown(other, self) => Likeness::SlipShown,
            // Both numbers are proven: two documents.
            Some(_) if both_fit => Likeness::Renewed,
            Some(last) if last => Likeness::Neighbour,
            Some(_) => Likeness::Slip,
            None if issuers.is_some() => Likeness::Renewed,
            None => Likeness::Others,
        }
    }
}

/// Never shows the number.
impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// The check digit of ICAO Doc 9303-3, 4.9: weights 7, 3, 1; A is 10, Z is 35.
fn check_digit(number: &str) -> u8 {
    let weights = [7, 3, 1].into_iter().cycle();
    let values = number.chars().map(|c| c.to_digit(36).unwrap_or_default());
    let sum: u32 = values.zip(weights).map(|(value, weight)| value * weight).sum();
    u8::try_from(sum % 10).unwrap_or_default()
}

/// Whether one slip of a finger makes the one of the other: one other character, two exchanged
/// neighbours, one too many or too few. `Some(true)` if only the last character is another.
fn slip(one: &str, other: &str) -> Option<bool> {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.len() < 5 || long.len() - short.len() > 1 {
        return None;
    }
    let head = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (short.get(head..)?, long.get(head..)?);
    match (short, long) {
        (short, [_, rest @ ..]) if short == rest => Some(false),
        ([_], [_]) => Some(true),
        ([_, short @ ..], [_, long @ ..]) if short == long => Some(false),
        ([a, b, short @ ..], [c, d, long @ ..]) if (a, b, short) == (d, c, long) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, Likeness, check_digit};
    use crate::person::Country;

    fn document(number: &str) -> Document {
        Document::new(Some(Country::JPN), number).unwrap()
    }

    #[test]
    fn the_check_digits_of_doc_9303_are_computed() {
        // ICAO Doc 9303-4, appendix B.
        assert_eq!(check_digit("L898902C3"), 6);
        assert_eq!(check_digit("740812"), 2);
    }

    #[test]
    fn a_number_is_the_same_whatever_its_case_spaces_and_fillers() {
        assert_eq!(document("tk 123-4567<").compare(&document("TK1234567")), Likeness::Same);
    }

    #[test]
    fn a_slip_that_breaks_the_check_digit_is_told_from_another_document() {
        let right = document("TK1234567");
        let digit = check_digit(right.number());
        let misread = document("TK1284567").with_check_digit(digit).unwrap();
        assert_eq!(misread.check_digit_fits(), Some(false));
        assert_eq!(right.compare(&misread), Likeness::SlipShown);
        let other = document("TK1284567");
        let fits = check_digit(other.number());
        let proven = right.clone().with_check_digit(digit).unwrap();
        let other = other.with_check_digit(fits).unwrap();
        assert_eq!(proven.compare(&other), Likeness::Renewed);
    }

    #[test]
    fn slips_are_another_character_an_exchange_one_too_many_or_too_few() {
        let right = document("TK1234567");
        for slipped in ["TK1284567", "TK1324567", "TK123457", "TK12334567", "7K1234567"] {
            assert_eq!(right.compare(&document(slipped)), Likeness::Slip, "{slipped}");
        }
        assert_eq!(right.compare(&document("TK1234568")), Likeness::Neighbour);
        assert_eq!(right.compare(&document("TK9876543")), Likeness::Renewed);
    }

    #[test]
    fn documents_of_two_issuers_say_nothing() {
        let other = Document::new(Some(Country::KOR), "TK1234567").unwrap();
        assert_eq!(document("TK1234567").compare(&other), Likeness::Others);
        let unknown = Document::new(None, "TK1234567").unwrap();
        assert_eq!(document("TK1234567").compare(&unknown), Likeness::SameNumber);
    }

    #[test]
    fn what_is_no_number_is_refused_and_not_quoted() {
        for text in ["", " - ", "旅券", &"1".repeat(41)] {
            let error = Document::new(None, text).unwrap_err();
            assert_eq!(error.code(), "person-document");
        }
        assert!(!format!("{:?}", document("TK1234567")).contains("1234"));
    }
}
