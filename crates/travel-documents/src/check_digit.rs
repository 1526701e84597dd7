//! The check digit of Doc 9303-3 §4.9: weights 7, 3, 1 repeated, modulo 10.

/// The check digit (0 to 9) over the cells of one or more fields, joined in printed order.
///
/// `0`-`9` count as themselves, `A`-`Z` as 10 to 35, the filler `<` as 0 (Doc 9303-3 §4.9).
/// `None` where a character is none of these: lower case has no value in a zone.
///
/// ```
/// assert_eq!(travel_documents::check_digit("L898902C3"), Some(6));
/// assert_eq!(travel_documents::check_digit("l898902c3"), None);
/// ```
#[must_use]
pub fn check_digit(cells: &str) -> Option<u8> {
    let mut sum = 0_u32;
    for (cell, weight) in cells.bytes().zip([7_u32, 3, 1].into_iter().cycle()) {
        let value = match cell {
            b'0'..=b'9' => cell - b'0',
            b'A'..=b'Z' => cell - b'A' + 10,
            b'<' => 0,
            _ => return None,
        };
        // Reduced at every step, so that no length of input can overflow the sum.
        sum = (sum + u32::from(value) * weight) % 10;
    }
    u8::try_from(sum).ok()
}

/// The check digit as the cell that is printed. The cells must be of the zone's alphabet.
pub(crate) fn check_cell(cells: &str) -> Option<char> {
    check_digit(cells).map(|digit| char::from(b'0' + digit))
}
