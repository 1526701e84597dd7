//! Gives the members of a household their names.

use super::dice::Dice;
use super::{Cast, Invented, Sex, names_ja, names_ko, names_other};

/// A surname, in whatever scripts its nation writes it.
#[derive(Clone, Default)]
pub(super) struct Surname {
    pub(super) native: String,
    pub(super) reading: String,
    pub(super) latin: String,
}

/// A given name, likewise.
pub(super) type Given = Surname;

/// Nations in which husband and wife usually keep their own surnames.
const KEEP: [&str; 10] = ["KR", "CN", "TW", "VN", "AF", "SD", "ET", "LB", "SY", "EG"];

/// Names everybody in a household: a family shares the name of its first member, a spouse of some
/// nations does not.
pub(super) fn name(household: usize, dice: &mut Dice, cast: &mut Cast) {
    let Some(home) = cast.households.get(household) else {
        return;
    };
    let first = home.members.first().and_then(|person| cast.persons.get(*person));
    let nation = first.map(nation_of).unwrap_or_default();
    let born = first.map_or(0, |head| head.born.year());
    let shared = surname(&nation, dice);
    let mut taken = Vec::new();
    for (nth, person) in home.members.iter().enumerate() {
        let Some(person) = cast.persons.get_mut(*person) else {
            continue;
        };
        let own = nation_of(person);
        let spouse = nth == 1 && person.born.year().abs_diff(born) < 15;
        let keeps = spouse && KEEP.contains(&own.as_str());
        let family = if own == nation && !keeps { shared.clone() } else { surname(&own, dice) };
        let given = another(&own, person.sex, &mut taken, dice);
        write(person, &own, &family, &given, dice);
    }
}

fn nation_of(person: &Invented) -> String {
    person.nations.first().cloned().unwrap_or_default()
}

fn surname(nation: &str, dice: &mut Dice) -> Surname {
    match nation {
        "JP" => names_ja::surname(dice),
        "KR" => names_ko::surname(dice),
        other => names_other::surname(other, dice),
    }
}

/// A given name that nobody in the household has yet. Short lists can run out; then a name comes
/// twice.
fn another(nation: &str, sex: Sex, taken: &mut Vec<String>, dice: &mut Dice) -> Given {
    let mut name = given(nation, sex, dice);
    for _ in 0..20 {
        if !taken.contains(&name.latin) {
            break;
        }
        name = given(nation, sex, dice);
    }
    taken.push(name.latin.clone());
    name
}

fn given(nation: &str, sex: Sex, dice: &mut Dice) -> Given {
    let female = match sex {
        Sex::F => true,
        Sex::M => false,
        Sex::X => dice.chance(500),
    };
    match nation {
        "JP" => names_ja::given(female, dice),
        "KR" => names_ko::given(female, dice),
        other => names_other::given(other, female, dice),
    }
}

fn write(person: &mut Invented, nation: &str, family: &Surname, given: &Given, dice: &mut Dice) {
    // Some Afghan documents carry one name only; it then stands where the surname does (Doc 9303-3
    // §4.6).
    if nation == "AF" && dice.chance(120) {
        (person.native, person.surname) = (given.native.clone(), given.latin.clone());
        return;
    }
    (person.surname, person.given) = (family.latin.clone(), given.latin.clone());
    person.native = match nation {
        "KR" => format!("{}{}", family.native, given.native),
        "JP" | "CN" | "TW" | "VN" => format!("{} {}", family.native, given.native),
        _ => format!("{} {}", given.native, family.native),
    };
    if nation == "JP" {
        person.reading = format!("{} {}", family.reading, given.reading);
    }
}
