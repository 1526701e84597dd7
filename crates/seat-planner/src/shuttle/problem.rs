//! The shuttle problem: who waits where, what fetches them, and how long each leg takes.
//!
//! It covers the bus evacuation problem (Bish 2011: whole bus loads, shelters with room) and the
//! isolated community evacuation problem (Krutein and Goodchild 2022: unlike vessels, divisible
//! demand). All of it is whole numbers; the unit of time is the caller's. The readers say which
//! one they use.

use serde::{Deserialize, Serialize};

use super::error::ShuttleError;
use super::slot::at;

/// The longest leg, and the latest moment at which a vehicle becomes available.
pub(super) const LONGEST: i64 = 1_000_000_000_000;
/// The most people of a site, seats of a vehicle, room of a drop.
pub(super) const MOST: i64 = 1_000_000;
/// The most sites, pickups, drops, fleets and vehicles, each.
pub(super) const MANY: usize = 300;

/// How long the legs of vehicles of one kind take. `None` is a leg they can't make: no such way, or
/// a dock they can't use.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fleet {
    /// `loaded[pickup][drop]`: from the beginning of loading to the end of unloading; at least 1.
    pub loaded: Vec<Vec<Option<i64>>>,
    /// `empty[drop][pickup]`: from the end of unloading to the beginning of loading.
    pub empty: Vec<Vec<Option<i64>>>,
}

/// A vehicle.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shuttle {
    /// Index into [`Shuttles::fleets`].
    pub fleet: usize,
    /// The most people of one trip; at least 1.
    pub seats: i64,
    /// When it may set out from where it stands.
    #[serde(default)]
    pub available: i64,
    /// `first[pickup]`: how long its first run takes, empty, from where it stands.
    pub first: Vec<Option<i64>>,
}

/// A shuttle problem. A vehicle runs empty to a pickup, takes people of its site to a drop, and so
/// on. People may be divided among trips at will.
/// Wanted is that everybody is brought out and that the last arrival is as early as can be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shuttles {
    /// People who wait at each site.
    pub sites: Vec<i64>,
    /// The site of each pickup; a site may have several, as an island has docks.
    pub pickups: Vec<usize>,
    /// The room of each drop, in people; `None` is enough for everybody.
    pub drops: Vec<Option<i64>>,
    /// Kinds of vehicles with the same times.
    pub fleets: Vec<Fleet>,
    /// The vehicles.
    pub vehicles: Vec<Shuttle>,
    /// Whether a vehicle may make a trip with nobody aboard, because it is sooner at another pickup
    /// that way. Otherwise each trip carries at least one person.
    #[serde(default)]
    pub empty_trips: bool,
}

impl Shuttles {
    /// Everybody who waits.
    #[must_use]
    pub fn people(&self) -> i64 {
        self.sites.iter().sum()
    }

    /// Looks for what makes the problem impossible to work on.
    ///
    /// # Errors
    /// The first mistake found.
    pub fn check_itself(&self) -> Result<(), ShuttleError> {
        self.few_enough()?;
        let people = 0..=MOST;
        for (site, demand) in self.sites.iter().enumerate() {
            within(*demand, &people, || format!("sites[{site}]"))?;
        }
        for (pickup, site) in self.pickups.iter().enumerate() {
            if *site >= self.sites.len() {
                return Err(contradicts(format!("pickups[{pickup}]"), "there is no such site"));
            }
        }
        for (drop, room) in self.drops.iter().enumerate() {
            within(room.unwrap_or(0), &people, || format!("drops[{drop}]"))?;
        }
        for (n, fleet) in self.fleets.iter().enumerate() {
            self.fleet(n, fleet)?;
        }
        for (n, vehicle) in self.vehicles.iter().enumerate() {
            self.vehicle(n, vehicle)?;
        }
        self.can_be_reached()
    }

    fn few_enough(&self) -> Result<(), ShuttleError> {
        let sizes = [
            ("sites", self.sites.len()),
            ("pickups", self.pickups.len()),
            ("drops", self.drops.len()),
            ("fleets", self.fleets.len()),
            ("vehicles", self.vehicles.len()),
        ];
        match sizes.into_iter().find(|(_, size)| *size > MANY) {
            Some((name, _)) => Err(contradicts(name.to_owned(), "there are more than 300")),
            None => Ok(()),
        }
    }

    fn fleet(&self, n: usize, fleet: &Fleet) -> Result<(), ShuttleError> {
        let (pickups, drops) = (self.pickups.len(), self.drops.len());
        let at = format!("fleets[{n}]");
        shape(&fleet.loaded, pickups, drops, 1, &format!("{at}.loaded"))?;
        shape(&fleet.empty, drops, pickups, 0, &format!("{at}.empty"))
    }

    fn vehicle(&self, n: usize, vehicle: &Shuttle) -> Result<(), ShuttleError> {
        let at = format!("vehicles[{n}]");
        if vehicle.fleet >= self.fleets.len() {
            return Err(contradicts(format!("{at}.fleet"), "there is no such fleet"));
        }
        within(vehicle.seats, &(1..=MOST), || format!("{at}.seats"))?;
        within(vehicle.available, &(0..=LONGEST), || format!("{at}.available"))?;
        row(&vehicle.first, self.pickups.len(), 0, &format!("{at}.first"))
    }

    /// Each site with people has a way out, and there is room for everybody.
    fn can_be_reached(&self) -> Result<(), ShuttleError> {
        let room: Option<i64> = self.drops.iter().copied().sum();
        if room.is_some_and(|room| room < self.people()) {
            return Err(contradicts("drops".to_owned(), "there is not room for everybody"));
        }
        for (site, demand) in self.sites.iter().enumerate() {
            if *demand > 0 && !self.has_a_way_out(site) {
                return Err(contradicts(format!("sites[{site}]"), "no vehicle can bring them out"));
            }
        }
        Ok(())
    }

    fn has_a_way_out(&self, site: usize) -> bool {
        let pickups = || self.pickups.iter().enumerate().filter(move |(_, of)| **of == site);
        self.vehicles.iter().filter_map(|v| self.fleets.get(v.fleet)).any(|fleet| {
            pickups()
                .any(|(p, _)| fleet.loaded.get(p).is_some_and(|r| r.iter().any(Option::is_some)))
        })
    }

    /// When the vehicle stands ready at a pickup for its first trip.
    pub(super) fn first(&self, vehicle: &Shuttle, pickup: usize) -> Option<i64> {
        Some(vehicle.available + at(&vehicle.first, pickup)?)
    }
}

fn contradicts(at: String, what: &'static str) -> ShuttleError {
    ShuttleError::Contradicts { at, what }
}

fn within(
    value: i64,
    range: &std::ops::RangeInclusive<i64>,
    at: impl FnOnce() -> String,
) -> Result<(), ShuttleError> {
    if range.contains(&value) {
        return Ok(());
    }
    Err(contradicts(at(), "the number is too small or too large"))
}

fn shape(
    rows: &[Vec<Option<i64>>],
    height: usize,
    width: usize,
    least: i64,
    name: &str,
) -> Result<(), ShuttleError> {
    if rows.len() != height {
        return Err(contradicts(name.to_owned(), "the table has too few or too many rows"));
    }
    for (n, cells) in rows.iter().enumerate() {
        row(cells, width, least, &format!("{name}[{n}]"))?;
    }
    Ok(())
}

fn row(cells: &[Option<i64>], width: usize, least: i64, name: &str) -> Result<(), ShuttleError> {
    if cells.len() != width {
        return Err(contradicts(name.to_owned(), "the row has too few or too many times"));
    }
    for (n, cell) in cells.iter().enumerate() {
        within(cell.unwrap_or(least), &(least..=LONGEST), || format!("{name}[{n}]"))?;
    }
    Ok(())
}
