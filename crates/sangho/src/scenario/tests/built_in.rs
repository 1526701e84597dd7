//! The scenarios that come with the program.

use std::collections::{BTreeMap, BTreeSet};

use public_alerts::{Alert, Limits, Status};

use super::super::{BUILT_IN, Ends, Group, Scenario, load};

fn built_in(name: &str) -> Scenario {
    load(name).unwrap_or_else(|errors| {
        let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"));
    })
}

#[test]
fn every_built_in_scenario_loads_without_a_mistake() {
    for name in BUILT_IN {
        let scenario = built_in(name);
        assert_eq!(scenario.id, name);
        assert!(!scenario.warnings.is_empty() && !scenario.unchecked.is_empty());
    }
}

#[test]
fn the_folders_load_as_the_embedded_files_do() {
    for name in BUILT_IN {
        let folder = format!("{}/../../scenarios/{name}", env!("CARGO_MANIFEST_DIR"));
        let from_disk = load(&folder).unwrap();
        assert_eq!(from_disk.warnings, built_in(name).warnings);
        assert_eq!(from_disk.groups, built_in(name).groups);
    }
}

#[test]
fn the_lifts_carry_what_history_carried() {
    let printed = [
        ("gulf-2026", "gulf-t1", 206),
        ("gulf-2026", "gulf-t2", 107),
        ("gulf-2026", "gulf-t3", 208),
        ("gulf-2026", "gulf-t4", 281),
        ("gulf-2026", "gulf-t5", 172),
        ("gulf-2026", "gulf-t6", 276),
        ("gulf-2026", "gulf-t7", 211),
        ("israel-2023", "israel-t1", 220),
        ("israel-2023", "israel-t2", 8),
        ("israel-2023", "israel-t3", 83),
        ("israel-2023", "israel-t5", 46),
        ("lebanon-2024", "lebanon-t1", 97),
        ("lebanon-2024", "lebanon-t3", 16),
        ("lebanon-2024", "lebanon-t4", 2),
        ("sudan-2023", "sudan-t1", 33),
        ("sudan-2023", "sudan-t3", 28),
        ("sudan-2023", "sudan-t4", 45),
        ("sudan-2023", "sudan-t5", 28),
        ("kabul-2021", "kabul-t4", 378),
        ("kabul-2021", "kabul-t5", 13),
        ("kabul-2021", "kabul-t7", 14),
        ("kabul-2021", "kabul-t8", 1),
    ];
    for (name, id, people) in printed {
        let scenario = built_in(name);
        let lift = scenario.lifts.iter().find(|lift| lift.id == id).unwrap();
        assert_eq!(lift.flown, people, "{id}");
    }
}

fn people(scenario: &Scenario, of: impl Fn(&&Group) -> bool) -> u32 {
    scenario.groups.iter().filter(of).map(|group| group.people).sum()
}

#[test]
fn the_people_of_each_scenario_add_up() {
    let whole: Vec<_> = BUILT_IN.iter().map(|name| people(&built_in(name), |_| true)).collect();
    assert_eq!(whole, [1344, 179, 357, 94, 927]);
    let lebanon = built_in("lebanon-2024");
    assert_eq!(people(&lebanon, |group| group.nation == "KR"), 131);
    assert_eq!(people(&lebanon, |group| group.nation == "JP"), 44);
}

#[test]
fn abu_dhabi_ends_as_printed() {
    let gulf = built_in("gulf-2026");
    let mut ends: BTreeMap<&str, u32> = BTreeMap::new();
    for group in gulf.groups.iter().filter(|group| group.place == "AUH") {
        *ends.entry(group.boarding.word()).or_default() += group.people;
    }
    let printed = [("booked", 194), ("cancelled", 38), ("no-show", 53), ("walk-in", 12)];
    assert_eq!(ends, BTreeMap::from(printed));
}

#[test]
fn two_of_the_sixty_five_evacuated_from_sudan_are_unexplained() {
    let sudan = built_in("sudan-2023");
    let japan = |group: &&Group| group.nation == "JP";
    assert_eq!(people(&sudan, japan), 65);
    let unexplained = people(&sudan, |g| japan(g) && g.rides.is_empty());
    assert_eq!(unexplained, 2);
}

#[test]
fn kabul_has_seats_for_378_of_391() {
    let kabul = built_in("kabul-2021");
    let korea = |group: &&Group| group.nation == "KR" && group.ends == Ends::Home;
    let infants: u32 = kabul.groups.iter().filter(korea).map(|group| group.ages.under_2).sum();
    assert_eq!((people(&kabul, korea), infants), (391, 100));
    let seats = kabul.lifts.iter().find(|lift| lift.id == "kabul-t4").unwrap().seats;
    assert_eq!(seats.seats + seats.lap_infants, 378);
}

#[test]
fn every_warning_is_an_exercise_in_three_languages() {
    for name in BUILT_IN {
        for warning in built_in(name).warnings {
            assert!(warning.xml.contains("<status>Exercise</status>"), "{}", warning.file);
            for language in ["ko", "ja", "en"] {
                let tag = format!("<language>{language}</language>");
                assert_eq!(warning.xml.matches(&tag).count(), 1, "{}", warning.file);
            }
            let areas =
                warning.xml.matches("<polygon>").count() + warning.xml.matches("<circle>").count();
            assert_eq!(areas, 3, "{}", warning.file);
            let alert = Alert::read(warning.xml.as_bytes(), &Limits::default()).unwrap();
            assert_eq!(alert.status, Status::Exercise, "{}", warning.file);
        }
    }
}

/// Every key of a table and of the tables in it, except the counts by size and by citizenship.
fn keys(value: &toml::Value, found: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, inner) in table {
                found.insert(key.clone());
                if key != "households" && key != "citizens" {
                    keys(inner, found);
                }
            }
        }
        toml::Value::Array(list) => list.iter().for_each(|inner| keys(inner, found)),
        _ => {}
    }
}

#[test]
fn every_key_in_use_is_explained_in_the_readme() {
    let root = format!("{}/../../scenarios", env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(format!("{root}/README.md")).unwrap();
    let mut found = BTreeSet::new();
    for name in BUILT_IN {
        let text = std::fs::read_to_string(format!("{root}/{name}/scenario.toml")).unwrap();
        keys(&toml::from_str(&text).unwrap(), &mut found);
    }
    let tables = ["place", "lift", "closure", "offer", "group", "event", "unchecked"];
    for key in found.iter().filter(|key| !["ko", "ja", "en"].contains(&key.as_str())) {
        let row = readme.lines().any(|line| {
            let first = line.strip_prefix("| ").and_then(|rest| rest.split(" | ").next());
            first.is_some_and(|cell| cell.contains(&format!("`{key}`")))
        });
        assert!(row || tables.contains(&key.as_str()), "{key}");
    }
}

#[test]
fn the_shelter_alert_covers_abu_dhabi_airport_and_not_dubai() {
    let gulf = built_in("gulf-2026");
    let file = |name: &str| gulf.warnings.iter().find(|w| w.file == name).unwrap();
    let read = |name| Alert::read(file(name).xml.as_bytes(), &Limits::default()).unwrap();
    let at = |id: &str| gulf.places.iter().find(|place| place.id == id).unwrap();
    let covers = |alert: &Alert, id: &str| alert.covers(at(id).lat, at(id).lon);
    let shelter = read("abu-dhabi-shelter.xml");
    assert!(covers(&shelter, "AUH") && !covers(&shelter, "DXB"));
    let closed = read("airspace-closed.xml");
    for id in ["AUH", "DXB", "OTHH", "OBBI", "OKBK"] {
        assert!(covers(&closed, id), "{id}");
    }
    assert!(!covers(&closed, "RUH") && !covers(&closed, "MCT"));
}
