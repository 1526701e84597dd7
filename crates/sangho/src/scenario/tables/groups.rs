//! Turns the rows of people into facts.

use super::super::errors::shown;
use super::super::facts::{
    Ages, Boarding, Change, Citizens, Ends, Group, HouseholdSize, Intention, LiftFact, NeedCounts,
    Register, RideFact, Source,
};
use super::super::rows::{Row, Sheet};

/// Reads the groups; rides that name a lift only are filled in from `lifts`.
pub(super) fn groups<'t>(sheet: &mut Sheet<'t>, top: &Row<'t>, lifts: &[LiftFact]) -> Vec<Group> {
    let rows = sheet.rows(top, "group");
    rows.iter().filter_map(|row| group(sheet, row, lifts)).collect()
}

fn group<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>, lifts: &[LiftFact]) -> Option<Group> {
    sheet.only(
        row,
        &[
            "id",
            "nation",
            "people",
            "citizens",
            "place",
            "ready",
            "households",
            "ages",
            "needs",
            "may_split",
            "registers",
            "intention",
            "changes",
            "rides",
            "boarding",
            "ends",
            "note",
        ],
    );
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
    let Some(inner) = sheet.table_if(row, "ages")? else {
        return Some(Ages::default());
    };
    sheet.only(&inner, &["under_2", "under_10", "under_18", "over_64"]);
    let (under_2, under_10) =
        (sheet.count_or(&inner, "under_2", 0), sheet.count_or(&inner, "under_10", 0));
    let (under_18, over_64) =
        (sheet.count_or(&inner, "under_18", 0), sheet.count_or(&inner, "over_64", 0));
    Some(Ages { under_2: under_2?, under_10: under_10?, under_18: under_18?, over_64: over_64? })
}

fn needs<'t>(sheet: &mut Sheet<'t>, row: &Row<'t>) -> Option<NeedCounts> {
    let Some(inner) = sheet.table_if(row, "needs")? else {
        return Some(NeedCounts::default());
    };
    sheet.only(&inner, &["wheelchair", "stretcher", "pregnant", "ill"]);
    let (wheelchair, stretcher) =
        (sheet.count_or(&inner, "wheelchair", 0), sheet.count_or(&inner, "stretcher", 0));
    let (pregnant, ill) = (sheet.count_or(&inner, "pregnant", 0), sheet.count_or(&inner, "ill", 0));
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
            let what = format!("There is no lift {}.", shown(name));
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
