//! Turns the rows of a scenario file into facts. A row with a mistake gives nothing but its
//! mistakes.

mod groups;

use super::facts::{
    Closure, Event, Fee, Leg, LiftFact, Mode, OfferFact, Per, Place, PlaceKind, Scenario, Seats,
    Standing, Unchecked, Where,
};
use super::rows::{Row, Sheet};

/// What stands in the `format` key of files that this program can read.
const FORMAT: &str = "sangho-scenario-1";

const TOP: &[&str] = &[
    "format",
    "id",
    "title",
    "summary",
    "memorandum",
    "countries",
    "declared",
    "horizon",
    "sources",
    "warnings",
    "place",
    "lift",
    "closure",
    "offer",
    "group",
    "event",
    "unchecked",
];

/// A scenario without its warnings, and the names of the files they are in.
pub(super) struct Draft {
    pub(super) scenario: Scenario,
    pub(super) warnings: Vec<String>,
}

/// Reads the whole document. Nothing comes back if a top-level value is wrong; rows that are wrong
/// are left out.
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
    let groups = groups::groups(sheet, &top, &lifts);
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
    sheet.only(
        row,
        &[
            "id",
            "operator",
            "vehicle",
            "mode",
            "legs",
            "seats",
            "lap_infants",
            "wheelchairs",
            "stretchers",
            "closes_before_minutes",
            "flown",
            "invited",
            "fee",
            "spare",
        ],
    );
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
