//! Forms: how people appear on the lists of the nations, with the untidiness of real lists.
//!
//! The shares are per thousand and deliberate: one household in 25 is on a second list of the same
//! nation in another spelling, one person in 20 gives part of the birth date, one in 30 no
//! document, and a few change their minds.

use std::collections::BTreeSet;

use jiff::{Span, ZonedDateTime};

use super::super::facts::{Boarding, Group, Intention, Register, Scenario, Source};
use super::dice::Dice;
use super::{Cast, Form, FormRow, Invented, names_ja, names_ko};

const SECOND_LIST: u32 = 40;
const BOTH_EMBASSIES: u32 = 600;
const WAVERING: u32 = 30;
const PARTIAL_BIRTH: u32 = 50;
const PARTIAL_BIRTH_AFGHAN: u32 = 250;
const NO_DOCUMENT: u32 = 30;
const NO_SEX: u32 = 20;
const SWAPPED: u32 = 15;

/// How names are written on one form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hand {
    /// As in the passport, surname first.
    Passport,
    /// Given name first, ordinary capitals.
    Everyday,
    /// Another common spelling, Kana in place of Kanji.
    Other,
}

/// Adds the forms of a household and its changes of mind.
pub(super) fn fill(
    scenario: &Scenario,
    group: &Group,
    household: usize,
    lists: &BTreeSet<&str>,
    dice: &mut Dice,
    cast: &mut Cast,
) {
    let mut first = group.intention;
    let wavers = group.boarding == Boarding::Booked && first == Intention::Leave;
    if wavers && dice.chance(WAVERING) {
        first = Intention::Undecided;
    }
    let mut forms: Vec<(Register, Hand)> = Vec::new();
    for register in &group.registers {
        let hand = if dice.chance(600) { Hand::Passport } else { Hand::Everyday };
        forms.push((register.clone(), hand));
        if register.source != Source::WalkIn && dice.chance(SECOND_LIST) {
            let source = match register.source {
                Source::SelfRegistration => Source::EmbassyList,
                _ => Source::SelfRegistration,
            };
            forms.push((Register { source, ..register.clone() }, Hand::Other));
        }
    }
    if let Some(other) = other_embassy(group, household, lists, cast)
        && dice.chance(BOTH_EMBASSIES)
    {
        forms.push((other, Hand::Everyday));
    }
    let mut last: Option<ZonedDateTime> = None;
    for (register, hand) in forms {
        let at = moment(&register.from, &register.until, dice);
        let intention = if hand == Hand::Other { group.intention } else { first };
        last = last.max(Some(at.clone()));
        let form = form(group, household, (&register, at, intention), hand, dice, cast);
        cast.forms.push(form);
    }
    let last = last.unwrap_or_else(|| scenario.declared.clone());
    let changes = changes(scenario, group, first, &last, dice);
    if let Some(home) = cast.households.get_mut(household) {
        home.changes = changes;
    }
}

/// The list of the second citizenship of somebody in the household, if that nation keeps one.
fn other_embassy(
    group: &Group,
    household: usize,
    lists: &BTreeSet<&str>,
    cast: &Cast,
) -> Option<Register> {
    let main = group.registers.iter().find(|register| register.source != Source::WalkIn)?;
    let on = |nation: &str| group.registers.iter().any(|register| register.with == nation);
    let home = cast.households.get(household)?;
    let people = home.members.iter().filter_map(|person| cast.persons.get(*person));
    let mut nations = people.flat_map(|person| &person.nations);
    let other = nations.find(|nation| !on(nation) && lists.contains(nation.as_str()))?;
    Some(Register { with: other.clone(), ..main.clone() })
}

/// Some minute between two moments, in the zone of the first.
fn moment(from: &ZonedDateTime, until: &ZonedDateTime, dice: &mut Dice) -> ZonedDateTime {
    let seconds = until.timestamp().as_second().saturating_sub(from.timestamp().as_second());
    let minutes = Span::new().minutes(dice.between(0, (seconds / 60).clamp(0, 1_000_000)));
    from.checked_add(minutes).unwrap_or_else(|_| from.clone())
}

fn form(
    group: &Group,
    household: usize,
    (register, at, intention): (&Register, ZonedDateTime, Intention),
    hand: Hand,
    dice: &mut Dice,
    cast: &Cast,
) -> Form {
    let home = cast.households.get(household);
    let members = home.into_iter().flat_map(|home| &home.members);
    let people = members.filter_map(|nth| Some((*nth, cast.persons.get(*nth)?)));
    let rows = people.map(|(nth, person)| row(nth, person, register, hand, dice)).collect();
    Form {
        source: register.source,
        to: register.with.clone(),
        at,
        household,
        place: group.place.clone(),
        intention,
        rows,
    }
}

fn row(nth: usize, person: &Invented, register: &Register, hand: Hand, dice: &mut Dice) -> FormRow {
    let stated = person.nations.iter().find(|nation| **nation == register.with);
    let citizenship = stated.or(person.nations.first()).cloned().unwrap_or_default();
    let number = person.passport.as_ref().map(|passport| passport.number.clone());
    FormRow {
        person: nth,
        native: native(person, hand, dice),
        latin: Some(latin(person, hand, dice)),
        born: born(person, dice),
        sex: if dice.chance(NO_SEX) { None } else { Some(person.sex) },
        citizenship,
        document: if dice.chance(NO_DOCUMENT) { None } else { number },
        needs: person.needs.clone(),
    }
}

/// Only Korean and Japanese names have another script; a hurried writer gives Kana or nothing.
fn native(person: &Invented, hand: Hand, dice: &mut Dice) -> Option<String> {
    let own_script = !person.native.is_ascii();
    match hand {
        _ if !own_script => None,
        Hand::Other if !person.reading.is_empty() => Some(person.reading.clone()),
        Hand::Everyday if dice.chance(200) => None,
        _ => Some(person.native.clone()),
    }
}

fn latin(person: &Invented, hand: Hand, dice: &mut Dice) -> String {
    let nation = person.nations.first().map_or("", String::as_str);
    let (mut surname, mut given) = (person.surname.clone(), person.given.clone());
    if hand == Hand::Other {
        (surname, given) = match nation {
            "KR" => names_ko::respelled(&person.native).unwrap_or((surname, given)),
            "JP" => (names_ja::respelled(&surname), names_ja::respelled(&given)),
            _ => (surname, given),
        };
    }
    if given.is_empty() {
        return surname;
    }
    let given_first = match hand {
        Hand::Passport => dice.chance(SWAPPED),
        Hand::Everyday => true,
        Hand::Other => dice.chance(500),
    };
    let whole =
        if given_first { format!("{given} {surname}") } else { format!("{surname} {given}") };
    if hand == Hand::Everyday { everyday(&whole) } else { whole }
}

/// `MINJUN KIM` as `Minjun Kim`.
fn everyday(capitals: &str) -> String {
    let mut start = true;
    let mut small = |c: char| {
        let out = if start { c } else { c.to_ascii_lowercase() };
        start = !c.is_ascii_alphabetic();
        out
    };
    capitals.chars().map(&mut small).collect()
}

fn born(person: &Invented, dice: &mut Dice) -> String {
    let afghan = person.nations.first().is_some_and(|nation| nation == "AF");
    let share = if afghan { PARTIAL_BIRTH_AFGHAN } else { PARTIAL_BIRTH };
    let date = person.born;
    if !dice.chance(share) {
        date.to_string()
    } else if afghan || dice.chance(400) {
        format!("{:04}", date.year())
    } else {
        format!("{:04}-{:02}", date.year(), date.month())
    }
}

/// Changes of mind after the last form.
fn changes(
    scenario: &Scenario,
    group: &Group,
    first: Intention,
    last: &ZonedDateTime,
    dice: &mut Dice,
) -> Vec<(ZonedDateTime, Intention)> {
    let mut changes = Vec::new();
    if first != group.intention {
        let lift = group.rides.first().map(|ride| ride.lift.as_str());
        let lift = scenario.lifts.iter().find(|known| Some(known.id.as_str()) == lift);
        let leg = lift.and_then(|lift| lift.legs.first());
        let until = leg.map_or(&scenario.horizon, |leg| &leg.departs);
        let until = until.checked_sub(Span::new().hours(3)).unwrap_or_else(|_| until.clone());
        changes.push((moment(last, &until.max(last.clone()), dice), group.intention));
    }
    for change in &group.changes {
        let at = moment(&change.from, &change.until, dice);
        changes.push((at.max(last.clone()), change.intention));
    }
    changes.sort_by(|a, b| a.0.cmp(&b.0));
    changes
}
