//! Reference codes that survive a bad telephone line: Crockford's base 32 (crockford.com/base32).

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The 8-character code for 40 random bits.
#[must_use]
pub fn reference_code(random: [u8; 5]) -> String {
    let bits = random.into_iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(byte));
    let digit = |place: u32| {
        let five = usize::try_from(bits >> (5 * place) & 31).unwrap_or_default();
        DIGITS.get(five).map_or('0', |digit| char::from(*digit))
    };
    (0..8).rev().map(digit).collect()
}

/// Reads a code as people write it: any case, with spaces or hyphens, O for 0, I or L for 1.
#[must_use]
pub fn parse_reference(text: &str) -> Option<String> {
    let mut code = String::new();
    for letter in text.chars().filter(|c| !c.is_whitespace() && *c != '-').take(9) {
        let letter = super::typed::narrow(letter).to_ascii_uppercase();
        let letter = match letter {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        DIGITS.contains(&u8::try_from(letter).ok()?).then(|| code.push(letter))?;
    }
    (code.len() == 8).then_some(code)
}

/// The code in two halves, easier to read out.
pub(super) fn halves(code: &str) -> String {
    code.split_at_checked(4).map_or_else(|| code.to_owned(), |(a, b)| format!("{a}-{b}"))
}

#[cfg(test)]
mod tests {
    use super::{parse_reference, reference_code};

    #[test]
    fn a_code_read_out_and_written_down_badly_is_still_the_code() {
        let code = reference_code([0x00, 0x44, 0x32, 0x14, 0xC7]);
        assert_eq!(code, "01234567");
        assert_eq!(parse_reference(" oI23-4567 ").as_deref(), Some("01234567"));
        assert_eq!(parse_reference("０１２３４５６７").as_deref(), Some("01234567"));
        assert_eq!(parse_reference("U1234567"), None, "U is not a digit");
        assert_eq!(parse_reference("012345678"), None);
    }
}
