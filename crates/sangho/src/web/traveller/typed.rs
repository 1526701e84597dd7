//! What somebody typed: an `application/x-www-form-urlencoded` body (WHATWG URL, section 5), kept
//! as it came so that a page can show it again.

/// The fields of a form in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    fields: Vec<(String, String)>,
    /// Fields whose bytes were not UTF-8; their text holds replacement characters.
    unreadable: Vec<String>,
}

impl Typed {
    /// Reads a body. Never fails: what is not UTF-8 is kept as well as it can be and remembered.
    pub(super) fn read(body: &[u8]) -> Self {
        let mut typed = Self::default();
        for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = decode(halves.next().unwrap_or_default());
            let value = decode(halves.next().unwrap_or_default());
            let name = String::from_utf8_lossy(&name).into_owned();
            if str::from_utf8(&value).is_err() {
                typed.unreadable.push(name.clone());
            }
            typed.fields.push((name, String::from_utf8_lossy(&value).into_owned()));
        }
        typed
    }

    /// A field's text without the space around it; empty where it was not sent.
    pub(super) fn get(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// Whether a box or button of that value was chosen.
    pub(super) fn chose(&self, name: &str, value: &str) -> bool {
        self.fields.iter().any(|(field, chosen)| field == name && chosen == value)
    }

    /// Fields that were not UTF-8.
    pub(super) fn unreadable(&self) -> &[String] {
        &self.unreadable
    }
}

/// Undoes percent-encoding. A `%` without two digits stands for itself.
fn decode(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = after;
                }
                _ => bytes.push(b'%'),
            },
            _ => bytes.push(*first),
        }
    }
    bytes
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Full-width letters, digits and signs as their ordinary forms; all else as it is.
pub(super) fn narrow(letter: char) -> char {
    match u32::from(letter) {
        0x3000 => ' ',
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(letter),
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::Typed;

    #[test]
    fn what_was_typed_comes_back_even_when_part_of_it_is_not_utf8() {
        let typed = Typed::read(b"a=%ED%99%8D+Gil&b=100%&c=%8E%A0&h=x&h=y&d");
        assert_eq!(typed.get("a"), "홍 Gil");
        assert_eq!(typed.get("b"), "100%");
        assert_eq!(typed.unreadable(), ["c"]);
        assert!(typed.chose("h", "y") && !typed.chose("h", "z"));
        assert_eq!(typed.get("d"), "");
    }
}
