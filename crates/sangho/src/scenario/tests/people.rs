//! The invented people.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Span;
use travel_documents::{Outcome, Zone};

use super::super::{BUILT_IN, Cast, Ends, Intention, Need, Scenario, Source, cast, load};

const SEED: u64 = 20_260_310;

fn all() -> Vec<(Scenario, Cast)> {
    let each = BUILT_IN.iter().map(|name| load(name).unwrap());
    each.map(|scenario| {
        let cast = cast(&scenario, SEED);
        (scenario, cast)
    })
    .collect()
}

#[test]
fn the_people_aboard_every_lift_are_as_many_as_history_carried() {
    for (scenario, cast) in all() {
        let mut aboard: BTreeMap<&str, usize> = BTreeMap::new();
        for home in &cast.households {
            if ["booked", "walk-in"].contains(&home.history.boarding.word()) {
                for ride in &home.history.rides {
                    *aboard.entry(ride.lift.as_str()).or_default() += home.members.len();
                }
            }
        }
        for lift in &scenario.lifts {
            let count = aboard.get(lift.id.as_str()).copied().unwrap_or(0);
            assert_eq!(count, lift.flown as usize, "{}", lift.id);
        }
    }
}

#[test]
fn the_numbers_of_every_group_are_kept() {
    for (scenario, cast) in all() {
        for group in &scenario.groups {
            let homes = cast.households.iter().filter(|home| home.group == group.id);
            let people: Vec<_> =
                homes.flat_map(|home| &home.members).map(|n| &cast.persons[*n]).collect();
            assert_eq!(people.len(), group.people as usize, "{}", group.id);
            let need = |need| people.iter().filter(|p| p.needs.contains(&need)).count() as u32;
            assert_eq!(need(Need::Infant), group.ages.under_2, "{}", group.id);
            assert_eq!(need(Need::Wheelchair), group.needs.wheelchair, "{}", group.id);
            assert_eq!(need(Need::Stretcher), group.needs.stretcher, "{}", group.id);
            assert_eq!(need(Need::Pregnant), group.needs.pregnant, "{}", group.id);
            assert_eq!(need(Need::Ill), group.needs.ill, "{}", group.id);
            for entry in &group.citizens {
                let count = people.iter().filter(|p| p.nations == entry.nations).count();
                assert_eq!(count, entry.people as usize, "{}", group.id);
            }
            let (first, last) = (scenario.declared.date(), scenario.horizon.date());
            let at = |years: i64| Span::new().years(years);
            let minors = people.iter().filter(|p| p.born > first - at(18)).count() as u32;
            let ages = group.ages;
            assert_eq!(minors, ages.under_2 + ages.under_10 + ages.under_18, "{}", group.id);
            let still = people.iter().filter(|p| p.born > last - at(18)).count() as u32;
            assert_eq!(minors, still, "nobody comes of age, {}", group.id);
            let old = people.iter().filter(|p| p.born <= first - at(65)).count() as u32;
            assert_eq!(old, ages.over_64, "{}", group.id);
        }
    }
}

#[test]
fn every_household_has_an_adult_first_and_knows_its_members() {
    for (scenario, cast) in all() {
        let adult = scenario.declared.date() - Span::new().years(18);
        for (nth, home) in cast.households.iter().enumerate() {
            assert!(cast.persons[home.members[0]].born <= adult);
            assert!(home.members.iter().all(|person| cast.persons[*person].household == nth));
        }
    }
}

#[test]
fn everybody_is_on_a_form() {
    for (scenario, cast) in all() {
        let rows = cast.forms.iter().flat_map(|form| &form.rows);
        let seen: BTreeSet<usize> = rows.map(|row| row.person).collect();
        assert_eq!(seen.len(), cast.persons.len(), "{}", scenario.id);
        assert!(cast.forms.is_sorted_by_key(|form| &form.at));
    }
}

#[test]
fn the_same_seed_gives_the_same_people_and_another_seed_others() {
    let gulf = load("gulf-2026").unwrap();
    let (one, again, other) = (cast(&gulf, 1), cast(&gulf, 1), cast(&gulf, 2));
    assert!(one == again);
    assert_eq!(one.persons.len(), other.persons.len());
    let same = one.persons.iter().zip(&other.persons).filter(|(a, b)| a.native == b.native);
    assert!(same.count() * 20 < one.persons.len());
}

#[test]
fn the_people_of_a_seed_never_change_silently() {
    let people = cast(&load("lebanon-2024").unwrap(), 1);
    let first = &people.persons[0];
    let shown = format!("{} {} {}", first.native, first.born, people.forms.len());
    assert_eq!(shown, "김미빈 1977-09-08 111");
}

#[test]
fn every_machine_readable_zone_reads_back_with_every_check_digit_right() {
    let mut passports = 0;
    for (_, cast) in all() {
        let mut numbers = BTreeSet::new();
        for person in &cast.persons {
            let Some(passport) = &person.passport else {
                continue;
            };
            passports += 1;
            let zone = Zone::read(&passport.mrz.join("\n")).unwrap();
            assert_eq!(zone.refuted().count(), 0);
            let verified = |check: &&travel_documents::Check| check.outcome == Outcome::Verified;
            assert_eq!(zone.checks.iter().filter(verified).count(), 4);
            assert_eq!(zone.number, passport.number);
            assert!(numbers.insert(&passport.number));
        }
    }
    assert!(passports > 2_000);
}

#[test]
fn lists_are_as_untidy_as_they_should_be() {
    let (mut twice, mut homes, mut partial, mut rows, mut bare, mut people) = (0, 0, 0, 0, 0, 0);
    for (_, cast) in all().into_iter().filter(|(s, _)| s.id != "kabul-2021") {
        homes += cast.households.len();
        people += cast.persons.len();
        bare += cast.persons.iter().filter(|person| person.passport.is_none()).count();
        let mut lists: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for form in &cast.forms {
            *lists.entry((form.household, form.to.as_str())).or_default() += 1;
            rows += form.rows.len();
            partial += form.rows.iter().filter(|row| row.born.len() < 10).count();
        }
        twice += lists.values().filter(|forms| **forms > 1).count();
    }
    let share = |part: usize, of: usize| part * 1000 / of;
    assert!((20..70).contains(&share(twice, homes)), "{}", share(twice, homes));
    assert!((30..70).contains(&share(partial, rows)), "{}", share(partial, rows));
    assert!((15..50).contains(&share(bare, people)), "{}", share(bare, people));
}

#[test]
fn the_dual_national_is_on_both_lists_and_counted_once() {
    let gulf = load("gulf-2026").unwrap();
    let people = cast(&gulf, SEED);
    let home = people.households.iter().position(|home| home.group == "ruh-dual").unwrap();
    let forms = people.forms.iter().filter(|form| form.household == home);
    let lists: BTreeSet<&str> = forms.map(|form| form.to.as_str()).collect();
    assert_eq!(lists, BTreeSet::from(["JP", "KR"]));
    assert_eq!(people.households[home].members.len(), 1);
}

#[test]
fn walk_ins_are_only_on_forms_at_the_door_and_cancellations_change_their_mind() {
    let gulf = load("gulf-2026").unwrap();
    let people = cast(&gulf, SEED);
    for (nth, home) in people.households.iter().enumerate() {
        let mut forms = people.forms.iter().filter(|form| form.household == nth);
        if home.history.boarding.word() == "walk-in" {
            assert!(forms.all(|form| form.source == Source::WalkIn));
        }
        if home.history.ends == Ends::Declined && home.history.boarding.word() == "cancelled" {
            assert!(home.wants_out);
            assert!(home.changes.iter().any(|(_, now)| *now == Intention::Stay));
        }
    }
}

#[test]
fn japanese_names_have_a_reading_and_korean_names_are_hangul() {
    for (_, cast) in all() {
        for person in &cast.persons {
            let nation = person.nations[0].as_str();
            assert_eq!(nation == "JP", !person.reading.is_empty());
            if nation == "KR" {
                assert!(person.native.chars().all(|c| ('가'..='힣').contains(&c)));
            }
            let capitals = |c: char| c.is_ascii_uppercase() || c == ' ' || c == '-';
            assert!(person.surname.chars().all(capitals) && person.given.chars().all(capitals));
            assert!(!person.surname.is_empty() && (nation == "AF" || !person.given.is_empty()));
        }
    }
}

#[test]
fn parents_are_older_than_their_children_and_pregnant_women_are_women() {
    for (_, cast) in all() {
        for home in &cast.households {
            let born = |n: &usize| cast.persons[*n].born.year();
            let head = born(&home.members[0]);
            for person in &home.members {
                let one = &cast.persons[*person];
                assert!(born(person) >= head - 60, "grandparents at most");
                if one.needs.contains(&Need::Pregnant) {
                    assert_eq!(one.sex.word(), "F");
                }
            }
        }
    }
}
