//! Room 6. Registrations: what a source says about a household. Sources are never destroyed.
//!
//! A family may be on an embassy's list, on an employer's and have registered itself; each stays as
//! it was said, and `people` decides who is who.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::agreement::Nation;
use crate::record::{PlaceId, RegistrationId};

/// The largest household that one registration may hold.
pub const LARGEST_HOUSEHOLD: usize = 30;
const LONGEST_NAME: usize = 120;
const LONGEST_DOCUMENT: usize = 20;

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The household itself.
    SelfRegistration,
    /// An embassy's list.
    EmbassyList,
    /// An employer's list.
    EmployerList,
    /// Somebody at the assembly point.
    WalkIn,
}

/// What the household wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Intention {
    /// A seat.
    Leave,
    /// To stay: it is safe, or will not go.
    Stay,
    /// To go by its own means, or has gone.
    OwnMeans,
    /// It has not decided.
    Undecided,
}

/// Sex as in the machine readable zone (Doc 9303-4 §4.2.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the letters are Doc 9303's")]
pub enum Sex {
    F,
    M,
    X,
}

/// What somebody needs on the way: classes only, never a diagnosis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// A wheelchair position.
    Wheelchair,
    /// A stretcher position.
    Stretcher,
    /// Pregnant.
    Pregnant,
    /// Care on the way.
    Ill,
    /// Under two years: rides on a lap.
    Infant,
    /// Under eighteen, without an adult of the family.
    Alone,
}

/// A date of birth as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Born {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// What one source says about one member of a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The name in its own script.
    pub native: Option<String>,
    /// The name in Latin letters, as in the passport.
    pub latin: Option<String>,
    /// Date of birth, perhaps partial, perhaps unknown.
    pub born: Option<Born>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Nationality of the document used.
    pub citizenship: Nation,
    /// Document number, capital letters and digits.
    pub document: Option<String>,
    /// Needs on the way.
    pub needs: Vec<Need>,
}

/// A registration as it comes in, before anything is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// Its id, given by the node.
    pub id: RegistrationId,
    /// Who says so.
    pub source: Source,
    /// When.
    pub at: Timestamp,
    /// From when the household can be at its place.
    pub ready: Timestamp,
    /// Where it is.
    pub place: PlaceId,
    /// What it wants.
    pub intention: Intention,
    /// Its members.
    pub people: Vec<RawClaim>,
    /// Whether it agrees that the partner nation learns what its transport needs.
    pub share: bool,
    /// Whether it agrees to travel in parts.
    pub may_split: bool,
    /// How to reach it, as typed.
    pub contact: Option<String>,
    /// Where exactly it is, as typed.
    pub whereabouts: Option<String>,
}

/// What a registration holds about persons: lies beside the log, never in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Personal {
    /// What the source says about each member.
    pub claims: Vec<Claim>,
    /// How to reach the household.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub contact: Option<String>,
    /// Where exactly it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub whereabouts: Option<String>,
}

/// One member as typed or scanned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of `Claim`, as text")]
pub struct RawClaim {
    pub native: Option<String>,
    pub latin: Option<String>,
    pub born: String,
    pub sex: Option<Sex>,
    pub citizenship: String,
    pub document: Option<String>,
    pub needs: Vec<Need>,
}

/// A registration that was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    id: RegistrationId,
    source: Source,
    at: Timestamp,
    ready: Timestamp,
    place: PlaceId,
    intention: Intention,
    share: bool,
    may_split: bool,
    people: usize,
    #[serde(skip)]
    personal: Personal,
}

/// What is wrong with one field of a registration.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[error("{code} at {field}: {what}; {todo}")]
pub struct FieldError {
    /// The stable code.
    pub code: &'static str,
    /// The field, e.g. `people.2.born`.
    pub field: String,
    /// What happened.
    pub what: &'static str,
    /// What to do.
    pub todo: &'static str,
}

impl Registration {
    /// Understands `intake`, or says all that is wrong with it at once.
    ///
    /// # Errors
    /// One [`FieldError`] for each bad field; nothing is dropped silently.
    pub fn take(intake: Intake) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        if intake.people.is_empty() || intake.people.len() > LARGEST_HOUSEHOLD {
            errors.push(FieldError {
                code: "registration-people",
                field: "people".to_owned(),
                what: "a registration holds between 1 and 30 people",
                todo: "register a larger group in parts",
            });
        }
        let mut claims = Vec::with_capacity(intake.people.len());
        for (row, raw) in intake.people.into_iter().enumerate() {
            match claim(raw, row.saturating_add(1)) {
                Ok(claim) => claims.push(claim),
                Err(found) => errors.extend(found),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            id: intake.id,
            source: intake.source,
            at: intake.at,
            ready: intake.ready,
            place: intake.place,
            intention: intake.intention,
            share: intake.share,
            may_split: intake.may_split,
            people: claims.len(),
            personal: Personal {
                claims,
                contact: tidy(intake.contact),
                whereabouts: tidy(intake.whereabouts),
            },
        })
    }

    /// Whether `intake` says the same as this registration did, times aside: a form sent twice.
    #[must_use]
    pub fn says(&self, intake: &Intake) -> bool {
        let again = Intake { at: self.at, ready: self.ready, ..intake.clone() };
        Self::take(again).is_ok_and(|again| Self { intention: self.intention, ..again } == *self)
    }

    /// The same registration after a change of mind.
    #[must_use]
    pub fn revised(&self, intention: Intention) -> Self {
        Self { intention, ..self.clone() }
    }

    /// The registration as the log holds it, joined with the personal data beside it. Erased data
    /// leave a registration without claims.
    #[must_use]
    pub fn with(mut self, personal: Personal) -> Self {
        self.personal = personal;
        self
    }

    /// What lies beside the log.
    #[must_use]
    pub fn personal(&self) -> &Personal {
        &self.personal
    }

    /// How many people it names, also once their data are erased.
    #[must_use]
    pub fn people(&self) -> usize {
        self.people
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &RegistrationId {
        &self.id
    }

    /// Who says so.
    #[must_use]
    pub fn source(&self) -> Source {
        self.source
    }

    /// When it came.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// From when the household can be at its place.
    #[must_use]
    pub fn ready(&self) -> Timestamp {
        self.ready
    }

    /// Where the household is.
    #[must_use]
    pub fn place(&self) -> &PlaceId {
        &self.place
    }

    /// What it wants.
    #[must_use]
    pub fn intention(&self) -> Intention {
        self.intention
    }

    /// Whether the partner may learn what its transport needs.
    #[must_use]
    pub fn share(&self) -> bool {
        self.share
    }

    /// Whether it agreed to travel in parts.
    #[must_use]
    pub fn may_split(&self) -> bool {
        self.may_split
    }

    /// What it says about each member.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.personal.claims
    }
}

fn claim(raw: RawClaim, row: usize) -> Result<Claim, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut bad = |part: &str, code, what, todo| {
        errors.push(FieldError { code, field: format!("people.{row}.{part}"), what, todo });
    };
    let native = tidy(raw.native);
    let latin = tidy(raw.latin);
    let too_long = |name: &Option<String>| {
        name.as_ref().is_some_and(|text| text.chars().count() > LONGEST_NAME)
    };
    if native.is_none() && latin.is_none() {
        bad("name", "name-missing", "no name in any script", "give the name as in the passport");
    }
    if too_long(&native) || too_long(&latin) {
        bad("name", "name-too-long", "a name has at most 120 characters", "shorten it as printed");
    }
    let born = match raw.born.trim() {
        "" => Ok(None),
        text => text.parse::<Born>().map(Some),
    };
    if born.is_err() {
        let todo = "write it as 1980-05-17, or 1980-05, or 1980";
        bad("born", "birth-date", "no date of birth can be read", todo);
    }
    let citizenship = raw.citizenship.parse::<Nation>();
    if citizenship.is_err() {
        bad("citizenship", "nation-code", "not a nation", "write two capital letters, such as KR");
    }
    let document = tidy(raw.document).map(|text| normal_document(&text));
    let spelled = |text: &String| {
        (4..=LONGEST_DOCUMENT).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if document.as_ref().is_some_and(|text| !spelled(text)) {
        let what = "a document number has 4 to 20 letters and digits";
        bad("document", "document-number", what, "copy it from the passport, or leave it empty");
    }
    match (born, citizenship) {
        (Ok(born), Ok(citizenship)) if errors.is_empty() => {
            let RawClaim { sex, needs, .. } = raw;
            Ok(Claim { native, latin, born, sex, citizenship, document, needs })
        }
        _ => Err(errors),
    }
}

fn tidy(text: Option<String>) -> Option<String> {
    text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty())
}

/// A document number without blanks and hyphens, in capitals.
fn normal_document(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '<');
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

/// The text is no date of birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("birth-date: write a date of birth as 1980-05-17, or 1980-05, or 1980")]
pub struct BornError;

impl Born {
    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, if known.
    #[must_use]
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day of the month, if known.
    #[must_use]
    pub fn day(self) -> Option<i8> {
        self.day
    }

    /// Whether year, month and day are known.
    #[must_use]
    pub fn is_full(self) -> bool {
        self.day.is_some()
    }

    /// Whether both may be dates of the same day: what is known of both is equal.
    #[must_use]
    pub fn fits(self, other: Self) -> bool {
        let same = |a: Option<i8>, b: Option<i8>| a.is_none() || b.is_none() || a == b;
        self.year == other.year && same(self.month, other.month) && same(self.day, other.day)
    }

    /// Completed years at `day`, taking the first possible day where parts are unknown.
    #[must_use]
    pub fn age_at(self, day: jiff::civil::Date) -> i16 {
        let passed = (self.month.unwrap_or(1), self.day.unwrap_or(1)) <= (day.month(), day.day());
        day.year().saturating_sub(self.year).saturating_sub(i16::from(!passed))
    }
}

impl FromStr for Born {
    type Err = BornError;

    fn from_str(text: &str) -> Result<Self, BornError> {
        let parts: Vec<&str> = text.trim().split('-').collect();
        let number = |text: &str, digits: usize| {
            let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
            if plain { text.parse::<i16>().map_err(|_| BornError) } else { Err(BornError) }
        };
        let small =
            |text: &str| number(text, 2).and_then(|n| i8::try_from(n).map_err(|_| BornError));
        let (year, month, day) = match *parts.as_slice() {
            [year] => (number(year, 4)?, None, None),
            [year, month] => (number(year, 4)?, Some(small(month)?), None),
            [year, month, day] => (number(year, 4)?, Some(small(month)?), Some(small(day)?)),
            _ => return Err(BornError),
        };
        let possible = jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok();
        if possible && year >= 1880 { Ok(Self { year, month, day }) } else { Err(BornError) }
    }
}

impl TryFrom<String> for Born {
    type Error = BornError;

    fn try_from(text: String) -> Result<Self, BornError> {
        text.parse()
    }
}

impl From<Born> for String {
    fn from(born: Born) -> Self {
        born.to_string()
    }
}

impl fmt::Display for Born {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}
