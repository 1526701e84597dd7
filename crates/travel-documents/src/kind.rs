//! What kind of document a code means. ICAO's harmonised codes (Doc 9303-4 §4.4, Part 8) came
//! late: older documents of Korea carry the same letters with other meanings, so the code alone
//! does not decide. Issuer and date of expiry do.

use crate::date::PartialDate;

/// The kind of a travel document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// Ordinary passport: `P<`, `PP`; Korea's `PM` (multiple) of before its change to `PP`.
    Passport,
    /// Passport for one journey: Korea's `PS` of before its change.
    SingleUsePassport,
    /// Passport of a national resident abroad: Korea's `PR` of before its change.
    ResidentAbroadPassport,
    /// Emergency passport: `PE`.
    EmergencyPassport,
    /// Emergency travel document on a single sheet: `PU` (Doc 9303-8).
    EmergencySheet,
    /// Travel certificate: Korea's `PT` of before its change to `PL` (여행증명서).
    TravelCertificate,
    /// Diplomatic passport: `PD`.
    DiplomaticPassport,
    /// Official or service passport: `PO`.
    OfficialPassport,
    /// Refugee's document: `PR`.
    RefugeeDocument,
    /// Alien's document: `PT`.
    AlienDocument,
    /// Stateless person's document: `PS`.
    StatelessDocument,
    /// Laissez-passer, Korea's travel certificate since its change: `PL`.
    LaissezPasser,
    /// Military passport: `PM`.
    MilitaryPassport,
    /// Visa: `V` (Doc 9303-7).
    Visa,
    /// Identity card: `I` on a TD1 or TD2.
    IdCard,
    /// Crew member certificate: `AC`.
    CrewCertificate,
    /// Other official card: `A` or `C` on a TD1 or TD2.
    OfficialCard,
    /// A code that this crate has no meaning for. The officer reads the page.
    Other,
}

/// A national meaning of a code, and the two-digit date (year, month) by which its last document
/// must have expired.
struct National {
    issuer: &'static str,
    code: &'static str,
    kind: Kind,
    expired_by: (u8, u8),
}

/// Korea moved to ICAO's codes on 16 December 2025 (the source prints the day, not the year).
/// Documents of one journey were valid for a year at most, the others for ten; a month is added.
/// Source: globalkorea.jp/archives/51748; reference/documents.md 2.1.
const NATIONAL: &[National] = &[
    National { issuer: "KOR", code: "PM", kind: Kind::Passport, expired_by: (36, 1) },
    National { issuer: "KOR", code: "PS", kind: Kind::SingleUsePassport, expired_by: (27, 1) },
    National { issuer: "KOR", code: "PR", kind: Kind::ResidentAbroadPassport, expired_by: (36, 1) },
    National { issuer: "KOR", code: "PT", kind: Kind::TravelCertificate, expired_by: (27, 1) },
];

impl Kind {
    /// The meaning of a two-cell code (`P<`, `PM`, `ID` ...) as printed by `issuer` on a document
    /// that expires at `expires`. An unknown date of expiry gives the national, older meaning.
    pub(crate) fn of(code: &str, issuer: &str, expires: PartialDate) -> Self {
        for row in NATIONAL {
            if row.issuer == issuer && row.code == code && before(expires, row.expired_by) {
                return row.kind;
            }
        }
        match code {
            "P<" | "PP" => Self::Passport,
            "PE" => Self::EmergencyPassport,
            "PU" => Self::EmergencySheet,
            "PD" => Self::DiplomaticPassport,
            "PO" => Self::OfficialPassport,
            "PR" => Self::RefugeeDocument,
            "PT" => Self::AlienDocument,
            "PS" => Self::StatelessDocument,
            "PL" => Self::LaissezPasser,
            "PM" => Self::MilitaryPassport,
            "AC" => Self::CrewCertificate,
            _ => match code.as_bytes().first() {
                Some(b'V') => Self::Visa,
                Some(b'I') => Self::IdCard,
                Some(b'A' | b'C') => Self::OfficialCard,
                // Before the harmonised codes the second letter was the issuer's own choice, but
                // the first already said passport.
                Some(b'P') => Self::Passport,
                _ => Self::Other,
            },
        }
    }
}

/// Two-digit years from 75 up are of the twentieth century: no such document is valid today.
fn before(expires: PartialDate, limit: (u8, u8)) -> bool {
    match expires.year() {
        None | Some(75..) => true,
        Some(year) => (year, expires.month().unwrap_or(1)) < limit,
    }
}
