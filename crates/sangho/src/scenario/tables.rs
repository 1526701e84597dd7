//! Turns the rows of a scenario file into facts. A row with a mistake gives nothing but its mistakes.

use super::facts::{
    Ages, Boarding, Change, Citizens, Closure, Ends, Event, Fee, Group, HouseholdSize, Intention,
    Leg, LiftFact, Mode, NeedCounts, OfferFact, Per, Place, PlaceKind, Register, RideFact,
    Scenario, Seats, Source, Standing, Unchecked, Where,
};
use super::rows::{Row, Sheet};

/// What stands in the `format` key of files that this program can read.
const FORMAT: &str = "sangho-scenario-1";

const TOP: &[&str] = &[
    "format", "id", "title", "summary", "memorandum", "countries", "declared", "horizon",
    "sources", "warnings", "place", "lift", "closure", "offer", "group", "event", "unchecked",
];

/// A scenario without its warnings, and the names of the files they are in.
pub(super) struct Draft {
    pub(super) scenario: Scenario,
    pub(super) warnings: Vec<String>,
}

/// Reads the whole document. Nothing comes back if a top-level value is wrong; rows that are wrong are left out.
pub(super) fn draft(sheet: &mut Sheet<'_>) -> Option<Draft> {
    let top = sheet.root();
    sheet.only(&top, TOP);
    format(sheet, &top);
    let (id, title, summary) =
        (sheet.id(&top), sheet.words(&top, "title"), sheet.words(&top, "summary"));
    let memorandum = sheet.text(&top, "memorandum");
    let countries = sheet.nations(&top, "countries");
    let (declared, horizon) = (sheet.time(&top, "declared"), sheet.time(&top, "horizon"));
    let (sources, warnings) = (sheet.texts(&top, "sources"), sheet.texts(&top, "warnings"));
    let places = each(sheet, &top, "place", place);
    let lifts = each(sheet, &top, "lift", lift);
    let closures = each(sheet, &top, "closure", closure);
    let offers = each(sheet, &top, "offer", offer);
    let groups = groups(sheet, &top, &lifts);
    let events = each(sheet, &top, "event", event);
    let unchecked = each(sheet, &top, "unchecked", unchecked);
    let scenario = Scenario {
        id: id?,
        title: title?,
        summary: summary?,
        memorandum: memorandum?,
        countries: countries?,
        declared: declared?,
        horizon: horizon?,
        places,
        lifts,
        closures,
        offers,
        warnings: Vec::new(),
        groups,
        events,
        sources: sources?,
        unchecked,
    };
    Some(Draft { scenario, warnings: warnings? })
}

fn format(sheet: &mut Sheet<'_>, top: &Row<'_>) {
    let found = top.get("format").and_then(|v| v.get_ref().as_str());
    if found != Some(FORMAT) {
        let remedy = format!("Begin the file with: format = \"{FORMAT}\".");
        sheet.fault("unknown-format", "format", "The format of the file is not named.", remedy);
    }
}

fn each<'t, T>(
    sheet: &mut Sheet<'t>,
    top: &Row<'t>,
    list: &str,
    read: fn(&mut Sheet<'t>, &Row<'t>) -> Option<T>,
) -> Vec<T> {
    sheet.rows(top, list).iter().filter_map(|row| read(sheet, row)).collect()
}

fn place<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<Place> {
    sheet.only(row, &["id", "name", "country", "kind", "standing", "zone", "lat", "lon"]);
    let (id, name) = (sheet.id(row), sheet.words(row, "name"));
    let country = sheet.nation(row, "country");
    let kind = sheet.word(row, "kind", PlaceKind::ALL);
    let standing = sheet.word(row, "standing", Standing::ALL);
    let zone = sheet.zone(row, "zone");
    let (lat, lon) = (sheet.degrees(row, "lat", 90.0), sheet.degrees(row, "lon", 180.0));
    Some(Place {
        id: id?,
        name: name?,
        country: country?,
        kind: kind?,
        standing: standing?,
        zone: zone?,
        lat: lat?,
        lon: lon?,
    })
}

fn lift<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<LiftFact> {
    sheet.only(row, &[
        "id", "operator", "vehicle", "mode", "legs", "seats", "lap_infants", "wheelchairs",
        "stretchers", "closes_before_minutes", "flown", "invited", "fee", "spare",
    ]);
    let (id, operator) = (sheet.id(row), sheet.text(row, "operator"));
    let (vehicle, mode) = (sheet.text(row, "vehicle"), sheet.word(row, "mode", Mode::ALL));
    let legs: Vec<_> = sheet.rows(row, "legs").iter().map(|leg| self::leg(sheet, leg)).collect();
    if legs.is_empty() {
        let remedy = "Write at least one: { from, to, departs, arrives }.";
        sheet.fault("missing-key", row.key("legs"), "The lift has no legs.", remedy);
    }
    let (seats, laps) = (sheet.count(row, "seats"), sheet.count_or(row, "lap_infants", 0));
    let wheelchairs = sheet.count_or(row, "wheelchairs", 0);
    let stretchers = sheet.count_or(row, "stretchers", 0);
    let closes = sheet.count(row, "closes_before_minutes");
    let (flown, invited) = (sheet.count(row, "flown"), sheet.nations(row, "invited"));
    let fee = match sheet.table_if(row, "fee") {
        Some(Some(inner)) => self::fee(sheet, &inner).map(Some),
        Some(None) => Some(None),
        None => None,
    };
    let spare = sheet.flag(row, "spare");
    Some(LiftFact {
        id: id?,
        operator: operator?,
        vehicle: vehicle?,
        mode: mode?,
        legs: legs.into_iter().collect::<Option<_>>()?,
        seats: Seats {
            seats: seats?,
            lap_infants: laps?,
            wheelchairs: wheelchairs?,
            stretchers: stretchers?,
        },
        closes_before_minutes: closes?,
        flown: flown?,
        invited: invited?,
        fee: fee?,
        spare: spare?,
    })
}

fn leg<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<Leg> {
    sheet.only(row, &["from", "to", "departs", "arrives"]);
    let (from, to) = (sheet.text(row, "from"), sheet.text(row, "to"));
    let (departs, arrives) = (sheet.time(row, "departs"), sheet.time(row, "arrives"));
    Some(Leg { from: from?, to: to?, departs: departs?, arrives: arrives? })
}

fn fee<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<Fee> {
    sheet.only(row, &["amount", "currency", "per"]);
    let (amount, currency) = (sheet.count(row, "amount"), sheet.text(row, "currency"));
    let per = sheet.word(row, "per", Per::ALL);
    let currency = currency?;
    if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
        let remedy = "Use the three capital letters of ISO 4217, like JPY.";
        sheet.fault("unknown-currency", row.key("currency"), "This is not a currency.", remedy);
        return None;
    }
    Some(Fee { amount: amount?, currency, per: per? })
}

fn closure<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<Closure> {
    sheet.only(row, &["place", "road", "from", "until", "note"]);
    let place = sheet.text_if(row, "place");
    let road = sheet.texts(row, "road");
    let (from, until) = (sheet.time(row, "from"), sheet.time_if(row, "until"));
    let note = sheet.text(row, "note");
    let what = match (place?, road?.as_slice()) {
        (Some(place), []) => Where::Place(place),
        (None, [start, end]) => Where::Road(start.clone(), end.clone()),
        _ => {
            let what = "A closure names one place, or one road as a list of two places.";
            let remedy = "Write place = \"AUH\", or road = [\"DOH\", \"RUH\"].";
            sheet.fault("bad-closure", row.path.clone(), what, remedy);
            return None;
        }
    };
    Some(Closure { what, from: from?, until: until?, note: note? })
}

fn offer<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<OfferFact> {
    sheet.only(row, &["id", "by", "to", "lift", "seats", "made", "reply_by", "taken"]);
    let (id, by, to) = (sheet.id(row), sheet.nation(row, "by"), sheet.nation(row, "to"));
    let (lift, seats) = (sheet.text(row, "lift"), sheet.count(row, "seats"));
    let (made, reply_by) = (sheet.time(row, "made"), sheet.time(row, "reply_by"));
    let taken = sheet.count(row, "taken");
    Some(OfferFact {
        id: id?,
        by: by?,
        to: to?,
        lift: lift?,
        seats: seats?,
        made: made?,
        reply_by: reply_by?,
        taken: taken?,
    })
}

fn event<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<Event> {
    sheet.only(row, &["at", "text"]);
    let (at, text) = (sheet.time(row, "at"), sheet.words(row, "text"));
    Some(Event { at: at?, text: text? })
}

fn unchecked<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<Unchecked> {
    sheet.only(row, &["key", "why"]);
    let (key, why) = (sheet.text(row, "key"), sheet.text(row, "why"));
    let key = key?;
    if sheet.resolve(&key).is_none() {
        let remedy = "Write the path of a value of this file, like lift.gulf-t1.seats.";
        sheet.fault("unknown-unchecked-key", row.key("key"), "Nothing has this path.", remedy);
    }
    Some(Unchecked { key, why: why? })
}

fn groups<'t>(sheet: &mut Sheet<'t>, top: &Row<'t>, lifts: &[LiftFact]) -> Vec<Group> {
    let rows = sheet.rows(top, "group");
    rows.iter().filter_map(|row| group(sheet, row, lifts)).collect()
}

fn group<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>, lifts: &[LiftFact]) -> Option<Group> {
    sheet.only(row, &[
        "id", "nation", "people", "citizens", "place", "ready", "households", "ages", "needs",
        "may_split", "registers", "intention", "changes", "rides", "boarding", "ends", "note",
    ]);
    let (id, nation) = (sheet.id(row), sheet.nation(row, "nation"));
    let people = sheet.count(row, "people");
    let citizens = citizens(sheet, row, nation.as_deref(), people);
    let (place, ready) = (sheet.text(row, "place"), sheet.time(row, "ready"));
    let households = households(sheet, row);
    let (ages, needs) = (ages(sheet, row), needs(sheet, row));
    let may_split = sheet.flag(row, "may_split");
    let registers: Vec<_> =
        sheet.rows(row, "registers").iter().map(|r| register(sheet, r)).collect();
    let intention = sheet.word(row, "intention", Intention::ALL);
    let changes: Vec<_> = sheet.rows(row, "changes").iter().map(|r| change(sheet, r)).collect();
    let rides = rides(sheet, row, lifts);
    let boarding = sheet.word(row, "boarding", Boarding::ALL);
    let ends = sheet.word(row, "ends", Ends::ALL);
    let note = sheet.text_if(row, "note");
    Some(Group {
        id: id?,
        nation: nation?,
        people: people?,
        citizens: citizens?,
        place: place?,
        ready: ready?,
        households: households?,
        ages: ages?,
        needs: needs?,
        may_split: may_split?,
        registers: registers.into_iter().collect::<Option<_>>()?,
        intention: intention?,
        changes: changes.into_iter().collect::<Option<_>>()?,
        rides: rides?,
        boarding: boarding?,
        ends: ends?,
        note: note?,
    })
}

fn citizens<'t>(
    sheet: &mut Sheet<'t>,
    row: &Row<'t>,
    nation: Option<&str>,
    people: Option<u32>,
) -> Option<Vec<Citizens>> {
    let Some(inner) = sheet.table_if(row, "citizens")? else {
        return Some(vec![Citizens { nations: vec![nation?.to_owned()], people: people? }]);
    };
    let mut read = Vec::new();
    for code in inner.table.keys() {
        let nations = sheet.citizenships(&inner, code.get_ref());
        let people = sheet.count(&inner, code.get_ref());
        read.push(nations.zip(people).map(|(nations, people)| Citizens { nations, people }));
    }
    read.into_iter().collect()
}

fn households<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<Vec<HouseholdSize>> {
    let inner = sheet.table(row, "households")?;
    let mut read = Vec::new();
    for key in inner.table.keys() {
        let count = sheet.count(&inner, key.get_ref());
        let size = key.get_ref().parse::<u32>().ok().filter(|size| (1..=20).contains(size));
        if size.is_none() {
            let what = "The size of a household is a number from 1 to 20.";
            let remedy = "Write { 1 = 12, 2 = 5 }: twelve persons alone, five pairs.";
            sheet.fault("bad-household-size", inner.key(key.get_ref()), what, remedy);
        }
        read.push(size.zip(count).map(|(size, count)| HouseholdSize { size, count }));
    }
    read.sort_by_key(|read| read.map(|h| h.size));
    read.into_iter().collect()
}

fn ages<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<Ages> {
    let Some(inner) = sheet.table_if(row, "ages")? else { return Some(Ages::default()) };
    sheet.only(&inner, &["under_2", "under_10", "under_18", "over_64"]);
    let (under_2, under_10) =
        (sheet.count_or(&inner, "under_2", 0), sheet.count_or(&inner, "under_10", 0));
    let (under_18, over_64) =
        (sheet.count_or(&inner, "under_18", 0), sheet.count_or(&inner, "over_64", 0));
    Some(Ages {
        under_2: under_2?,
        under_10: under_10?,
        under_18: under_18?,
        over_64: over_64?,
    })
}

fn needs<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<NeedCounts> {
    let Some(inner) = sheet.table_if(row, "needs")? else { return Some(NeedCounts::default()) };
    sheet.only(&inner, &["wheelchair", "stretcher", "pregnant", "ill"]);
    let (wheelchair, stretcher) =
        (sheet.count_or(&inner, "wheelchair", 0), sheet.count_or(&inner, "stretcher", 0));
    let (pregnant, ill) =
        (sheet.count_or(&inner, "pregnant", 0), sheet.count_or(&inner, "ill", 0));
    Some(NeedCounts {
        wheelchair: wheelchair?,
        stretcher: stretcher?,
        pregnant: pregnant?,
        ill: ill?,
    })
}

fn register<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<Register> {
    sheet.only(row, &["with", "source", "from", "until"]);
    let (with, source) = (sheet.nation(row, "with"), sheet.word(row, "source", Source::ALL));
    let (from, until) = (sheet.time(row, "from"), sheet.time(row, "until"));
    Some(Register { with: with?, source: source?, from: from?, until: until? })
}

fn change<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<Change> {
    sheet.only(row, &["from", "until", "intention"]);
    let (from, until) = (sheet.time(row, "from"), sheet.time(row, "until"));
    let intention = sheet.word(row, "intention", Intention::ALL);
    Some(Change { from: from?, until: until?, intention: intention? })
}

/// A ride is the name of a lift (all of its way) or a table with the two places.
fn rides<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>, lifts: &[LiftFact]) -> Option<Vec<RideFact>> {
    let known = sheet.ids("lift");
    let mut read = Vec::new();
    for (path, value) in sheet.list(row, "rides") {
        let Some(name) = value.get_ref().as_str() else {
            read.push(sheet.as_row(path, value).and_then(|inner| ride(sheet, &inner)));
            continue;
        };
        let ends = lifts.iter().find(|lift| lift.id == name).map(|lift| lift.legs.as_slice());
        read.push(match ends {
            Some([first, .., last]) => Some(RideFact {
                lift: name.to_owned(),
                from: first.from.clone(),
                to: last.to.clone(),
            }),
            Some([only]) => Some(RideFact {
                lift: name.to_owned(),
                from: only.from.clone(),
                to: only.to.clone(),
            }),
            _ => None,
        });
        if !known.contains(&name) {
            let what = format!("There is no lift {}.", super::errors::shown(name));
            let remedy = "Write the id of a [[lift]] of this file.";
            sheet.fault_at("unknown-lift", path, Some(value.span().start), what, remedy);
        }
    }
    read.into_iter().collect()
}

fn ride<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<RideFact> {
    sheet.only(row, &["lift", "from", "to"]);
    let (lift, from) = (sheet.text(row, "lift"), sheet.text(row, "from"));
    let to = sheet.text(row, "to");
    Some(RideFact { lift: lift?, from: from?, to: to? })
}
