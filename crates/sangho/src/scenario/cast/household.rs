//! Households: who lives with whom, how old, of which citizenship, in need of what.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::super::facts::{Group, Intention, Scenario};
use super::dice::Dice;
use super::{Cast, History, Invented, InventedHousehold, Need, Sex};

/// A household before anybody in it has a face.
#[derive(Clone, Default)]
struct Frame {
    adults: u32,
    aged: u32,
    expecting: bool,
    minors: Vec<Class>,
}

#[derive(Clone, Copy)]
enum Class {
    Infant,
    Child,
    Teenager,
}

/// The days between which ages must hold.
#[derive(Clone, Copy)]
struct Days {
    first: Date,
    last: Date,
}

/// Adds the households and people of a group, without names and passports.
pub(super) fn invent(scenario: &Scenario, group: &Group, dice: &mut Dice, cast: &mut Cast) {
    let days = Days { first: scenario.declared.date(), last: scenario.horizon.date() };
    let first = cast.persons.len();
    let first_home = cast.households.len();
    for frame in frames(group, dice) {
        let faces = faces(&frame, days, dice);
        let start = cast.persons.len();
        let household = cast.households.len();
        cast.persons.extend(faces.into_iter().map(|face| blank(household, face)));
        cast.households.push(InventedHousehold {
            group: group.id.clone(),
            nation: group.nation.clone(),
            members: (start..cast.persons.len()).collect(),
            place: group.place.clone(),
            ready: group.ready.clone(),
            wants_out: asks(group),
            may_split: group.may_split,
            history: History {
                rides: group.rides.clone(),
                boarding: group.boarding,
                ends: group.ends,
            },
            changes: Vec::new(),
        });
    }
    citizenships(group, first_home, dice, cast);
    needs(group, first, days, dice, cast);
}

fn asks(group: &Group) -> bool {
    let later = group.changes.iter().map(|change| change.intention);
    later.chain([group.intention]).any(|intention| intention == Intention::Leave)
}

/// Spreads the age classes of a group over its households; every household keeps an adult.
fn frames(group: &Group, dice: &mut Dice) -> Vec<Frame> {
    let sizes = group.households.iter();
    let sizes = sizes.flat_map(|h| (0..h.count).map(|_| h.size));
    let mut frames: Vec<_> = sizes.map(|size| Frame { adults: size, ..Frame::default() }).collect();
    dice.shuffle(&mut frames);

    // A pair with one child each comes first, then their second children, last the children of
    // single parents.
    let mut slots: Vec<(u32, u32, usize)> = Vec::new();
    for (home, frame) in frames.iter().enumerate() {
        for nth in 1..frame.adults {
            let alone = if frame.adults.saturating_sub(nth) < 2 { 100 } else { 0 };
            slots.push((nth.saturating_add(alone), dice.below(u32::MAX), home));
        }
    }
    slots.sort_unstable();
    let ages = group.ages;
    let mut older = vec![Class::Child; cells(ages.under_10)];
    older.resize(older.len().saturating_add(cells(ages.under_18)), Class::Teenager);
    dice.shuffle(&mut older);
    let infants = std::iter::repeat_n(Class::Infant, cells(ages.under_2));
    for (class, (_, _, home)) in infants.chain(older).zip(slots) {
        if let Some(frame) = frames.get_mut(home) {
            frame.adults = frame.adults.saturating_sub(1);
            frame.minors.push(class);
        }
    }
    expecting(group, &mut frames);
    aged(ages.over_64, &mut frames);
    dice.shuffle(&mut frames);
    frames
}

fn cells(count: u32) -> usize {
    usize::try_from(count).unwrap_or(0)
}

/// Couples are the likeliest to expect a child.
fn expecting(group: &Group, frames: &mut [Frame]) {
    let mut order: Vec<&mut Frame> = frames.iter_mut().collect();
    order.sort_by_key(|frame| frame.adults.abs_diff(2));
    for frame in order.into_iter().take(cells(group.needs.pregnant)) {
        frame.expecting = true;
    }
}

/// Old people live alone, as pairs, or as grandparents; where that does not suffice, anywhere.
fn aged(mut left: u32, frames: &mut [Frame]) {
    for round in 0..3u32 {
        for frame in frames.iter_mut() {
            let free = frame.adults.saturating_sub(u32::from(frame.expecting));
            let room = match round {
                0 if frame.minors.is_empty() && frame.adults <= 2 && !frame.expecting => free,
                1 if frame.adults > 2 => frame.adults.saturating_sub(2),
                2 => free,
                _ => 0,
            };
            let more = room.saturating_sub(frame.aged).min(left);
            frame.aged = frame.aged.saturating_add(more);
            left = left.saturating_sub(more);
        }
    }
}

/// Sex, birth date, and whether pregnant, of each member; adults first.
fn faces(frame: &Frame, days: Days, dice: &mut Dice) -> Vec<(Sex, Date, bool)> {
    let mut young: Vec<Date> = frame.minors.iter().map(|class| minor(*class, days, dice)).collect();
    young.sort_unstable();
    let years = |date: &Date| days.first.since(*date).map_or(0, |span| span.get_days() / 365);
    let (oldest, youngest) = (young.first().map_or(0, years), young.last().map_or(0, years));
    let parents = frame.adults.saturating_sub(frame.aged);
    let head = head_age(frame.expecting, !young.is_empty(), oldest.into(), youngest.into(), dice);
    let mut sex = if dice.chance(550) { Sex::M } else { Sex::F };
    if frame.expecting && parents == 1 {
        sex = Sex::F;
    }
    let mut faces = Vec::new();
    for nth in 0..parents {
        let age = match nth {
            0 => head,
            1 => near(head, 5, i64::from(oldest).saturating_add(18), frame.expecting, dice),
            _ => near(head, 9, 18, false, dice),
        };
        let pregnant = frame.expecting && sex == Sex::F && nth < 2;
        faces.push((sex, adult(age, days, dice), pregnant));
        sex = if sex == Sex::M { Sex::F } else { Sex::M };
    }
    for _ in 0..frame.aged {
        let age = if parents > 0 { head.saturating_add(26) } else { 65 };
        let age = dice.between(age.clamp(65, 82), age.clamp(65, 82).saturating_add(6));
        faces.push((sex, aged_date(age, days, dice), false));
        sex = if sex == Sex::M { Sex::F } else { Sex::M };
    }
    faces.extend(young.into_iter().map(|born| {
        let sex = if dice.chance(510) { Sex::M } else { Sex::F };
        (sex, born, false)
    }));
    faces
}

fn head_age(expecting: bool, parent: bool, oldest: i64, youngest: i64, dice: &mut Dice) -> i64 {
    let most = if expecting { 40 } else { 63 };
    if parent {
        let low = oldest.saturating_add(21).min(most);
        return dice.between(low, youngest.saturating_add(42).clamp(low, most));
    }
    // Two throws: people of middle age are the commonest abroad.
    let top = most.saturating_sub(22) / 2;
    dice.between(22, 22i64.saturating_add(top)).saturating_add(dice.between(0, top))
}

fn near(head: i64, by: i64, least: i64, expecting: bool, dice: &mut Dice) -> i64 {
    let most = if expecting { 41 } else { 63 };
    let low = head.saturating_sub(by).max(least.max(20)).min(most);
    dice.between(low, head.saturating_add(by).clamp(low, most))
}

fn minor(class: Class, days: Days, dice: &mut Dice) -> Date {
    match class {
        Class::Infant => any_day(after(days.last, 2), days.first.saturating_sub(7.days()), dice),
        Class::Child => any_day(after(days.last, 10), years_before(days.first, 2), dice),
        Class::Teenager => any_day(after(days.last, 18), years_before(days.first, 10), dice),
    }
}

fn adult(age: i64, days: Days, dice: &mut Dice) -> Date {
    let day = birthday(age, days, dice);
    day.clamp(after(days.last, 65), years_before(days.first, 18))
}

fn aged_date(age: i64, days: Days, dice: &mut Dice) -> Date {
    birthday(age, days, dice).min(years_before(days.first, 65))
}

fn birthday(age: i64, days: Days, dice: &mut Dice) -> Date {
    let back = Span::new().days(dice.between(0, 364));
    years_before(days.first, age).saturating_sub(back)
}

/// The first birth date of somebody who has not yet reached an age on a day.
fn after(day: Date, years: i64) -> Date {
    years_before(day, years).saturating_add(1.day())
}

fn years_before(day: Date, years: i64) -> Date {
    day.saturating_sub(Span::new().years(years.clamp(0, 120)))
}

fn any_day(from: Date, until: Date, dice: &mut Dice) -> Date {
    let width = from.until(until).map_or(0, |span| i64::from(span.get_days()));
    let later = Span::new().days(dice.between(0, width.max(0)));
    from.saturating_add(later).min(until)
}

fn blank(household: usize, (sex, born, pregnant): (Sex, Date, bool)) -> Invented {
    Invented {
        household,
        nations: Vec::new(),
        sex,
        born,
        native: String::new(),
        reading: String::new(),
        surname: String::new(),
        given: String::new(),
        passport: None,
        needs: if pregnant { vec![Need::Pregnant] } else { Vec::new() },
    }
}

/// Gives the commonest citizenship to everybody, then the others: to second members first, to first
/// members last.
fn citizenships(group: &Group, first_home: usize, dice: &mut Dice, cast: &mut Cast) {
    let Some(most) = group.citizens.iter().max_by_key(|c| c.people) else {
        return;
    };
    let mut order: Vec<(usize, u32, usize)> = Vec::new();
    for home in cast.households.iter().skip(first_home) {
        let seats = [1, 2, 0, 3].into_iter().chain(4..);
        for (nth, person) in home.members.iter().enumerate() {
            let turn = seats.clone().position(|seat| seat == nth).unwrap_or(0);
            order.push((turn, dice.below(u32::MAX), *person));
        }
    }
    order.sort_unstable();
    let mut rest = order.into_iter();
    for entry in group.citizens.iter().filter(|entry| *entry != most) {
        for (_, _, person) in rest.by_ref().take(cells(entry.people)) {
            if let Some(person) = cast.persons.get_mut(person) {
                person.nations.clone_from(&entry.nations);
            }
        }
    }
    for (_, _, person) in rest {
        if let Some(person) = cast.persons.get_mut(person) {
            person.nations.clone_from(&most.nations);
        }
    }
}

/// Wheelchairs go to the old first; stretchers and illness to anybody; infants are infants.
fn needs(group: &Group, first: usize, days: Days, dice: &mut Dice, cast: &mut Cast) {
    let Some(people) = cast.persons.get_mut(first..) else {
        return;
    };
    let mut order: Vec<(bool, u32, &mut Invented)> = Vec::new();
    for person in people {
        if person.born >= after(days.last, 2) {
            person.needs.push(Need::Infant);
        } else if person.needs.is_empty() {
            let old = person.born <= years_before(days.first, 65);
            order.push((!old, dice.below(u32::MAX), person));
        }
    }
    order.sort_by_key(|(young, chance, _)| (*young, *chance));
    let mut rest = order.into_iter();
    for (_, _, person) in rest.by_ref().take(cells(group.needs.wheelchair)) {
        person.needs.push(Need::Wheelchair);
    }
    let mut others: Vec<_> = rest.collect();
    others.sort_by_key(|(_, chance, _)| *chance);
    let lying = std::iter::repeat_n(Need::Stretcher, cells(group.needs.stretcher));
    let ill = std::iter::repeat_n(Need::Ill, cells(group.needs.ill));
    for (need, (_, _, person)) in lying.chain(ill).zip(others) {
        person.needs.push(need);
    }
}
