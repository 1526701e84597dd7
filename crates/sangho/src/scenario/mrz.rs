//! Writes the machine readable zone of an invented passport (ICAO Doc 9303-4 §4.2, TD3: two lines
//! of 44).

use jiff::civil::Date;

/// What the zone says.
pub(super) struct Zone<'a> {
    /// Issuing state, ISO 3166-1 alpha-3.
    pub(super) issuer: &'a str,
    /// Surname in Latin capitals.
    pub(super) surname: &'a str,
    /// Given names in Latin capitals; may be empty.
    pub(super) given: &'a str,
    /// Document number, at most nine characters.
    pub(super) number: &'a str,
    /// Date of birth.
    pub(super) born: Date,
    /// `M`, `F`, or `<` for X.
    pub(super) sex: char,
    /// Date of expiry.
    pub(super) expires: Date,
}

/// The two lines.
pub(super) fn td3(zone: &Zone<'_>) -> [String; 2] {
    let state = field(zone.issuer, 3);
    let names = if zone.given.is_empty() {
        filled(zone.surname)
    } else {
        format!("{}<<{}", filled(zone.surname), filled(zone.given))
    };
    let number = checked(&field(zone.number, 9));
    let (born, expires) = (checked(&yymmdd(zone.born)), checked(&yymmdd(zone.expires)));
    let optional = format!("{}<", field("", 14));
    let composite = check(&format!("{number}{born}{expires}{optional}"));
    [
        format!("P<{state}{}", field(&names, 39)),
        format!(
            "{number}{state}{born}{}{expires}{optional}{composite}",
            zone.sex
        ),
    ]
}

/// Capitals and digits stay, anything else becomes the filler.
fn filled(text: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_uppercase() || c.is_ascii_digit() {
            c
        } else {
            '<'
        }
    };
    text.chars().map(plain).collect()
}

fn field(text: &str, width: usize) -> String {
    filled(text)
        .chars()
        .chain(std::iter::repeat('<'))
        .take(width)
        .collect()
}

fn yymmdd(date: Date) -> String {
    format!(
        "{:02}{:02}{:02}",
        date.year().rem_euclid(100),
        date.month(),
        date.day()
    )
}

fn checked(text: &str) -> String {
    format!("{text}{}", check(text))
}

/// Check digit: weights 7, 3, 1, modulus 10 (Doc 9303-3 §4.9).
pub(super) fn check(text: &str) -> u32 {
    let value = |c: char| c.to_digit(36).unwrap_or(0);
    let weights = [7, 3, 1].into_iter().cycle();
    text.chars()
        .zip(weights)
        .map(|(c, weight)| value(c) * weight)
        .sum::<u32>()
        % 10
}
