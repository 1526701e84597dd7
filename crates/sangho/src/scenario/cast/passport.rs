//! Passports: numbers of the usual shape, dates, the machine readable zone.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;
use travel_documents::{Fields, Format, PartialDate, State};

use super::super::facts::Scenario;
use super::super::nations;
use super::dice::Dice;
use super::{Cast, Invented, Passport, Sex};

/// Letters that begin Japanese ordinary passports.
const JP_LETTERS: &[char] = &['T', 'M', 'N'];

const LETTERS: &[char] = &[
    'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'S', 'T', 'U', 'V',
    'W', 'X', 'Y', 'Z',
];

/// Of a thousand people this many have no passport: lost, with an office, or never had one.
fn without(nation: &str) -> u32 {
    match nation {
        "AF" => 400,
        "SD" | "ET" => 100,
        _ => 30,
    }
}

/// Gives passports to the members of a household.
pub(super) fn issue(
    scenario: &Scenario,
    household: usize,
    dice: &mut Dice,
    cast: &mut Cast,
    numbers: &mut BTreeSet<String>,
) {
    let Some(home) = cast.households.get(household) else {
        return;
    };
    for person in &home.members {
        let Some(person) = cast.persons.get_mut(*person) else {
            continue;
        };
        let nation = person.nations.first().map_or("", String::as_str).to_owned();
        let Some(issuer) = nations::alpha3(&nation) else {
            continue;
        };
        if !dice.chance(without(&nation)) {
            let number = unique(&nation, dice, numbers);
            person.passport = Some(passport(scenario, person, issuer, number, dice));
        }
    }
}

fn passport(
    scenario: &Scenario,
    person: &Invented,
    issuer: &str,
    number: String,
    dice: &mut Dice,
) -> Passport {
    let days = if dice.chance(8) { dice.between(-400, -1) } else { dice.between(60, 3600) };
    let expires = scenario.declared.date().saturating_add(Span::new().days(days));
    let mrz = zone(person, issuer, &number, expires);
    Passport { issuer: issuer.to_owned(), number, expires, mrz }
}

/// The machine readable zone (ICAO Doc 9303-4 §4.2), without optional data.
fn zone(person: &Invented, issuer: &str, number: &str, expires: Date) -> [String; 2] {
    // Germany is D in travel documents (Doc 9303-3 §5).
    let state = State::new(if issuer == "DEU" { "D" } else { issuer });
    let state = state.expect("alpha-3 codes are three capital letters");
    let fields = Fields {
        format: Format::Td3,
        code: "P".to_owned(),
        issuer: state.clone(),
        surname: person.surname.clone(),
        given: person.given.clone(),
        number: number.to_owned(),
        nationality: Some(state),
        born: two_digit_year(person.born),
        sex: match person.sex {
            Sex::F => travel_documents::Sex::Female,
            Sex::M => travel_documents::Sex::Male,
            Sex::X => travel_documents::Sex::Unspecified,
        },
        expires: two_digit_year(expires),
        optional: String::new(),
        optional2: String::new(),
    };
    travel_documents::passport(&fields)
        .expect("invented names are Latin capitals and numbers have nine letters and digits")
}

fn two_digit_year(date: Date) -> PartialDate {
    let small = |number: i16| u8::try_from(number).ok();
    let year = small(date.year().rem_euclid(100));
    PartialDate::new(year, small(date.month().into()), small(date.day().into()))
        .expect("a day of the calendar")
}

fn unique(nation: &str, dice: &mut Dice, numbers: &mut BTreeSet<String>) -> String {
    loop {
        let number = number(nation, dice);
        if numbers.insert(number.clone()) {
            return number;
        }
    }
}

/// Shapes: Japan TR1234567; Korea M12345678, since 2021 M123A4567; others nine places at most.
fn number(nation: &str, dice: &mut Dice) -> String {
    match nation {
        "JP" => format!("{}{}{}", dice.pick(JP_LETTERS), letter(dice), digits(7, dice)),
        "KR" if dice.chance(450) => format!("M{}", digits(8, dice)),
        "KR" => format!("M{}{}{}", digits(3, dice), letter(dice), digits(4, dice)),
        "FR" => format!("{}{}{}{}", digits(2, dice), letter(dice), letter(dice), digits(5, dice)),
        "SG" => format!("K{}{}", digits(7, dice), letter(dice)),
        "PH" => format!("P{}{}", digits(7, dice), letter(dice)),
        "US" | "TW" => digits(9, dice),
        _ => format!("{}{}", letter(dice), digits(8, dice)),
    }
}

fn letter(dice: &mut Dice) -> char {
    *dice.pick(LETTERS)
}

fn digits(n: u32, dice: &mut Dice) -> String {
    (0..n).map(|_| char::from_digit(dice.below(10), 10).unwrap_or('0')).collect()
}
