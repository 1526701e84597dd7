//! Reads the tables of the isolated community evacuation problem (Krutein and Goodchild 2022).
//!
//! Used are, by the last part of their names: `vessels.csv`, `vessel compatibility.csv`,
//! `scenarios.csv` (of one scenario), `beta.csv` (docks of each location on the island),
//! `zeta.csv` (first runs), `delta.csv` (later empty runs) and `gamma.csv` (loaded runs).
//!
//! A run takes 60 minutes x distance / speed, a stop the loading time of the vessel: once to load,
//! once to unload. The unit of time is that of [`ICEP_MINUTE`]; each run and each stop is rounded
//! to the nearest.

use std::collections::BTreeMap;

use super::csv::{Row, Table};
use super::error::ReadError;
use super::problem::{Fleet, LONGEST, MANY, Shuttle, Shuttles};
use super::slot::put;

/// Units of time in a minute: 20 microseconds each, so that thirds of a minute are whole.
pub const ICEP_MINUTE: i64 = 3_000_000;
const MINUTE: f64 = 3_000_000.0;

/// Reads a problem from its files, given by name and text. The people who wait are those of the
/// column `demand` of `scenarios.csv`: `Actual_demand`, or a forecast such as `Demand_0`.
///
/// # Errors
/// The first thing that is not as the form says.
pub fn read_icep(files: &[(&str, &str)], demand: &str) -> Result<Shuttles, ReadError> {
    let scenarios = Table::of(files, "scenarios.csv")?;
    let (locations, sites) = waiting(&scenarios, demand)?;
    let beta = Table::of(files, "beta.csv")?;
    let gamma = Table::of(files, "gamma.csv")?;
    let mut docks = Docks::default();
    for row in beta.rows() {
        let site = known(&locations, &row, "Island location")?;
        docks.site.push(site);
        new_name(&mut docks.island, &row, "Island dock")?;
    }
    for row in gamma.rows() {
        let next = docks.mainland.len();
        docks.mainland.entry(row.text("Destination")?.to_owned()).or_insert(next);
    }
    let runs = Runs {
        first: Table::of(files, "zeta.csv")?,
        empty: Table::of(files, "delta.csv")?,
        loaded: gamma,
    };
    if docks.mainland.len() > MANY || docks.island.len() > MANY {
        let row = runs.loaded.rows().next();
        let wrong = row.map(|row| row.wrong("there are too many docks.".to_owned()));
        return wrong.map_or(Ok(Shuttles::default()), Err);
    }
    let usable = Table::of(files, "vessel compatibility.csv")?;
    let compatible = compatible(&usable)?;
    let vessels = Table::of(files, "vessels.csv")?;
    let mut problem = Shuttles {
        sites,
        drops: vec![None; docks.mainland.len()],
        pickups: docks.site.clone(),
        empty_trips: true,
        ..Shuttles::default()
    };
    let mut names = BTreeMap::new();
    for row in vessels.rows() {
        let name = new_name(&mut names, &row, "Vessel_name")?;
        let vessel = Vessel::read(&row, &name, &compatible)?;
        let (fleet, shuttle) = vessel.times(&row, &docks, &runs, problem.fleets.len())?;
        problem.fleets.push(fleet);
        problem.vehicles.push(shuttle);
    }
    Ok(problem)
}

/// Docks of the island with the site of each, and docks of the mainland, by name.
#[derive(Debug, Default)]
struct Docks {
    site: Vec<usize>,
    island: BTreeMap<String, usize>,
    mainland: BTreeMap<String, usize>,
}

/// The runs that can be made.
struct Runs<'a> {
    first: Table<'a>,
    empty: Table<'a>,
    loaded: Table<'a>,
}

/// Locations by name, and how many wait at each.
fn waiting(
    scenarios: &Table,
    demand: &str,
) -> Result<(BTreeMap<String, usize>, Vec<i64>), ReadError> {
    let mut locations = BTreeMap::new();
    let mut sites = Vec::new();
    for row in scenarios.rows() {
        new_name(&mut locations, &row, "Location")?;
        if row.number("private_evac")? > 0.0 {
            return Err(row.wrong("people who leave by themselves are not supported.".to_owned()));
        }
        sites.push(row.whole(demand)?);
    }
    Ok((locations, sites))
}

/// The pairs of dock and vessel that are compatible.
fn compatible(usable: &Table) -> Result<BTreeMap<(String, String), bool>, ReadError> {
    let mut pairs = BTreeMap::new();
    for row in usable.rows() {
        let pair = (row.text("Dock")?.to_owned(), row.text("Resource")?.to_owned());
        pairs.insert(pair, row.whole("Compatibility")? == 1);
    }
    Ok(pairs)
}

/// A vessel as its row has it, in minutes and miles an hour.
struct Vessel<'a> {
    name: &'a str,
    seats: i64,
    origin: &'a str,
    available: f64,
    stop: f64,
    empty: f64,
    loaded: f64,
    compatible: &'a BTreeMap<(String, String), bool>,
}

impl<'a> Vessel<'a> {
    fn read(
        row: &'a Row<'a>,
        name: &'a str,
        compatible: &'a BTreeMap<(String, String), bool>,
    ) -> Result<Self, ReadError> {
        let vessel = Self {
            name,
            seats: row.whole("max_cap")?,
            origin: row.text("Regular_origin")?,
            available: row.number("time to availability")?,
            stop: row.number("loading time")?,
            empty: row.number("vmax")?,
            loaded: row.number("v_loaded")?,
            compatible,
        };
        if vessel.empty < 0.01 || vessel.loaded < 0.01 || vessel.seats < 1 {
            return Err(row.wrong("the vessel is too slow or has no seats.".to_owned()));
        }
        Ok(vessel)
    }

    /// The times of the vessel on all runs.
    fn times(
        &self,
        row: &Row,
        docks: &Docks,
        runs: &Runs,
        fleet: usize,
    ) -> Result<(Fleet, Shuttle), ReadError> {
        let (islands, mainlands) = (docks.island.len(), docks.mainland.len());
        let mut loaded = vec![vec![None; mainlands]; islands];
        let mut empty = vec![vec![None; islands]; mainlands];
        let mut first = vec![None; islands];
        for run in runs.loaded.rows() {
            let from = known(&docks.island, &run, "Origin")?;
            let to = known(&docks.mainland, &run, "Destination")?;
            let sail = self.sail(&run, self.loaded)?;
            // Loading and unloading are within; a trip of no time is one of the shortest time.
            let time = sail.map(|sail| (sail + 2 * whole(self.stop)).max(1));
            if let Some(cells) = loaded.get_mut(from) {
                put(cells, to, time);
            }
        }
        for run in runs.empty.rows() {
            let to = known(&docks.island, &run, "Destination")?;
            let from = known(&docks.mainland, &run, "Origin")?;
            let time = self.sail(&run, self.empty)?;
            if let Some(cells) = empty.get_mut(from) {
                put(cells, to, time);
            }
        }
        for run in runs.first.rows() {
            if run.text("Origin")? == self.origin {
                let to = known(&docks.island, &run, "Destination")?;
                put(&mut first, to, self.first(&run)?);
            }
        }
        let available = whole(self.available);
        if available > LONGEST {
            return Err(row.wrong("the vessel is available too late.".to_owned()));
        }
        let shuttle = Shuttle { fleet, seats: self.seats, available, first };
        Ok((Fleet { loaded, empty }, shuttle))
    }

    /// A first run begins where the vessel lies, whether or not it may use that dock later.
    fn first(&self, run: &Row) -> Result<Option<i64>, ReadError> {
        let usable = self.may_use(run.text("Destination")?);
        Ok(Some(time(run, self.empty)?).filter(|_| usable))
    }

    fn sail(&self, run: &Row, speed: f64) -> Result<Option<i64>, ReadError> {
        let usable = self.may_use(run.text("Origin")?) && self.may_use(run.text("Destination")?);
        Ok(Some(time(run, speed)?).filter(|_| usable))
    }

    fn may_use(&self, dock: &str) -> bool {
        self.compatible.get(&(dock.to_owned(), self.name.to_owned())) == Some(&true)
    }
}

fn time(run: &Row, speed: f64) -> Result<i64, ReadError> {
    let time = whole(60.0 * run.number("Distance")? / speed);
    if time > LONGEST / 4 {
        return Err(run.wrong("the run takes too long.".to_owned()));
    }
    Ok(time)
}

/// Minutes in units of time.
fn whole(minutes: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "as saturates, and too much is refused")]
    let units = (minutes * MINUTE).round() as i64;
    units.min(LONGEST / 4 + 1)
}

/// The place of a name that must be there.
fn known(names: &BTreeMap<String, usize>, row: &Row, column: &str) -> Result<usize, ReadError> {
    names.get(row.text(column)?).copied().ok_or_else(|| row.unknown(column))
}

/// Gives a name the next place, and answers the name.
fn new_name(
    names: &mut BTreeMap<String, usize>,
    row: &Row,
    column: &str,
) -> Result<String, ReadError> {
    let name = row.text(column)?.to_owned();
    if name.is_empty() || names.contains_key(&name) {
        return Err(row.wrong(format!("{column} is empty or was there before.")));
    }
    if names.len() >= MANY {
        return Err(row.wrong(format!("{column} has too many names.")));
    }
    names.insert(name.clone(), names.len());
    Ok(name)
}
