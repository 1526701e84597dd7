//! The registration form: from what was typed to a household that may be registered, or what to put
//! right.

use jiff::civil::Date;

use super::birth;
use super::typed::{Typed, narrow};
use crate::web::words::Lang;

/// How many people one form takes.
pub(super) const PEOPLE: usize = 4;

/// What the household wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intention {
    /// A seat.
    Seat,
    /// Nothing but to be known as safe.
    Safe,
    /// Has left by own means; the registration may be closed.
    Left,
}

impl Intention {
    /// All, with the value that the form sends.
    pub(super) const ALL: [(Self, &'static str); 3] =
        [(Self::Seat, "seat"), (Self::Safe, "safe"), (Self::Left, "left")];
}

/// Help that a person needs on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A wheelchair.
    Wheelchair,
    /// Medicine or oxygen.
    Medicine,
    /// Is pregnant.
    Pregnant,
    /// Is under two.
    Infant,
    /// Is under eighteen, without an adult.
    Alone,
}

impl Need {
    /// All, with the letter that the form sends and the key of the name.
    pub(super) const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Wheelchair, "w", "need.wheelchair"),
        (Self::Medicine, "m", "need.medicine"),
        (Self::Pregnant, "p", "need.pregnant"),
        (Self::Infant, "b", "need.infant"),
        (Self::Alone, "a", "need.alone"),
    ];
}

/// One person as registered. Names stand as they were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPerson {
    /// Name in the person's own script; may be empty where `latin` is not.
    pub native: String,
    /// Name in Latin letters as in the passport; may be empty where `native` is not.
    pub latin: String,
    /// Birth date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or empty.
    pub born: String,
    /// Nationality as in the passport (ICAO Doc 9303-3, section 5): three letters, or `D`.
    pub citizenship: String,
    /// Passport number, or empty.
    pub document: String,
    /// Help needed.
    pub needs: Vec<Need>,
}

/// A household as registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistrationForm {
    /// What it wants.
    pub intention: Intention,
    /// The id of a place of the emergency, or empty for elsewhere.
    pub place: String,
    /// Where exactly, in free text; may be empty where `place` is not.
    pub whereabouts: String,
    /// One to four people; the first is who registers.
    pub people: Vec<FormPerson>,
    /// Telephone or e-mail, as typed, or empty.
    pub contact: String,
    /// Agrees that the partner nation is given this registration.
    pub share: bool,
    /// The language of the form.
    pub lang: Lang,
    /// The same for every sending of the same form.
    pub token: String,
}

/// Something to put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// The name of the field.
    pub(super) field: String,
    /// The key of what to do.
    pub(super) key: &'static str,
}

/// Reads a form. `places` are the ids that may be chosen, `today` the day on which it is sent.
pub(super) fn read(
    typed: &Typed,
    places: &[&str],
    today: Date,
) -> Result<RegistrationForm, Vec<Problem>> {
    let mut problems = Problems::default();
    for field in typed.unreadable() {
        problems.add(field, "error.encoding");
    }
    let intention = Intention::ALL.into_iter().find(|(_, value)| typed.get("i") == *value);
    if intention.is_none() {
        problems.add("i", "error.intention");
    }
    let place = Some(typed.get("p")).filter(|place| places.contains(place)).unwrap_or_default();
    let whereabouts = problems.text(typed, "w", 200);
    let left = typed.get("i") == "left";
    if place.is_empty() && whereabouts.is_empty() && !left {
        problems.add("p", "error.place");
    }
    let people = people(typed, today, &mut problems);
    if people.is_empty() && !problems.has("l0") && !problems.has("n0") {
        problems.add("l0", "error.name");
    }
    let contact = problems.text(typed, "t", 100);
    match intention {
        Some((intention, _)) if problems.0.is_empty() => Ok(RegistrationForm {
            intention,
            place: place.to_owned(),
            whereabouts,
            people,
            contact,
            share: typed.chose("s", "1"),
            lang: Lang::of_tag(typed.get("g")).unwrap_or_default(),
            token: typed.get("k").to_owned(),
        }),
        _ => Err(problems.0),
    }
}

#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn has(&self, field: &str) -> bool {
        self.0.iter().any(|problem| problem.field == field)
    }

    /// One problem for a field is enough.
    fn add(&mut self, field: &str, key: &'static str) {
        if !self.has(field) {
            self.0.push(Problem { field: field.to_owned(), key });
        }
    }

    /// A line of free text, at most so many characters.
    fn text(&mut self, typed: &Typed, field: &str, most: usize) -> String {
        let text = typed.get(field);
        if text.chars().count() > most {
            self.add(field, "error.long");
        }
        if text.chars().any(char::is_control) {
            self.add(field, "error.encoding");
        }
        text.to_owned()
    }
}

/// The people of the form; rows left empty are none.
fn people(typed: &Typed, today: Date, problems: &mut Problems) -> Vec<FormPerson> {
    let mut people: Vec<FormPerson> = Vec::new();
    for row in 0..PEOPLE {
        let name = |letter: &str| format!("{letter}{row}");
        let needs: Vec<Need> = Need::ALL
            .into_iter()
            .filter(|(_, letter, _)| typed.chose(&name("h"), letter))
            .map(|(need, ..)| need)
            .collect();
        let filled = ["n", "l", "b", "c", "d"].iter().any(|l| !typed.get(&name(l)).is_empty());
        if !filled && needs.is_empty() {
            continue;
        }
        let native = problems.text(typed, &name("n"), 100);
        let latin = problems.text(typed, &name("l"), 100);
        if native.is_empty() && latin.is_empty() {
            problems.add(&name("l"), "error.name");
        }
        let born = typed.get(&name("b"));
        let read = birth::read(born, today);
        if read.is_none() && !born.is_empty() {
            problems.add(&name("b"), "error.birth");
        }
        let of_first = people.first().map(|first| first.citizenship.clone());
        let citizenship = match citizenship(typed.get(&name("c"))) {
            Ok(Some(code)) => code,
            // A family shares a nationality unless it says otherwise.
            Ok(None) if of_first.is_some() => of_first.unwrap_or_default(),
            Ok(None) | Err(()) => {
                problems.add(&name("c"), "error.citizenship");
                String::new()
            }
        };
        let document = document(&problems.text(typed, &name("d"), 30));
        let spelled = document.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let known = spelled && (4..=20).contains(&document.len());
        if !(known || document.is_empty()) {
            problems.add(&name("d"), "error.document");
        }
        people.push(FormPerson {
            native,
            latin,
            born: read.unwrap_or_default(),
            citizenship,
            document,
            needs,
        });
    }
    people
}

/// Nationality as the passport has it; the two nations' own and English names are understood too.
fn citizenship(text: &str) -> Result<Option<String>, ()> {
    let code: String = text.chars().map(narrow).collect::<String>().trim().to_uppercase();
    let code = match code.as_str() {
        "" => return Ok(None),
        "日本" | "일본" | "JAPAN" | "JAPANESE" | "JP" => "JPN",
        "韓国" | "大韓民国" | "한국" | "대한민국" | "KOREA" | "KOREAN" | "SOUTH KOREA"
        | "REPUBLIC OF KOREA" | "KR" => "KOR",
        other => other,
    };
    let letters = code.chars().all(|c| c.is_ascii_uppercase());
    if letters && (code.len() == 3 || code == "D") { Ok(Some(code.to_owned())) } else { Err(()) }
}

/// A passport number without the spaces and hyphens that people put into it.
fn document(text: &str) -> String {
    let plain = text.chars().map(narrow).filter(|c| !c.is_whitespace() && *c != '-');
    plain.collect::<String>().to_uppercase()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::{Intention, Need, read};
    use crate::web::traveller::typed::Typed;

    #[test]
    fn a_household_is_read_and_shares_the_first_ones_nationality() {
        let body = "i=seat&p=DOH&n0=%ED%99%8D%EA%B8%B8%EB%8F%99&l0=HONG+Gildong&b0=1980&c0=kr\
                    &l1=HONG+Minsu&h1=b&h1=m&s=1&g=ko&k=T";
        let form = read(&Typed::read(body.as_bytes()), &["DOH"], date(2026, 3, 10)).unwrap();
        assert_eq!(form.intention, Intention::Seat);
        let [first, second] = form.people.as_slice() else { panic!("two people") };
        assert_eq!((first.citizenship.as_str(), first.born.as_str()), ("KOR", "1980"));
        assert_eq!(second.citizenship, "KOR");
        assert_eq!(second.needs, [Need::Medicine, Need::Infant]);
        assert!(form.share);
    }

    #[test]
    fn each_field_says_what_to_do() {
        let body = b"b0=2/1/1985&c0=Utopia&n1=%8E%A0";
        let problems = read(&Typed::read(body), &["DOH"], date(2026, 3, 10)).unwrap_err();
        let fields: Vec<_> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["n1", "i", "p", "l0", "b0", "c0"]);
    }

    #[test]
    fn nobody_is_turned_away_for_want_of_a_passport_or_a_latin_name() {
        let body = "i=safe&w=hotel&n0=%E4%BD%90%E8%97%A4&c0=%E6%97%A5%E6%9C%AC";
        assert!(read(&Typed::read(body.as_bytes()), &[], date(2026, 3, 10)).is_ok());
    }

    proptest! {
        #[test]
        fn any_body_is_read_or_answered(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&Typed::read(&body), &["DOH"], date(2026, 3, 10));
        }

        #[test]
        fn a_damaged_form_is_read_or_answered(at in 0_usize..60, byte in any::<u8>()) {
            let mut body = b"i=seat&p=DOH&n0=%ED%99%8D&l0=HONG+Gildong&b0=1980&c0=KOR&k=T".to_vec();
            body[at] = byte;
            let _ = read(&Typed::read(&body), &["DOH"], date(2026, 3, 10));
        }
    }
}
