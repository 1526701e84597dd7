//! The problem as the searches see it: numbers without gaps, alike vehicles in classes, and loads
//! instead of people where all seats are alike.

use std::collections::BTreeMap;

use super::fill::Hop;
use super::passing::Passing;
use super::problem::Shuttles;
use super::slot::at;

/// The time of a leg that can't be made.
pub(super) const FAR: i64 = 1 << 44;

/// The legs of a fleet, in one row each.
#[derive(Debug, Clone)]
pub(super) struct Legs {
    loaded: Vec<i64>,
    empty: Vec<i64>,
    pickups: usize,
    drops: usize,
}

impl Legs {
    pub(super) fn loaded(&self, pickup: usize, drop: usize) -> i64 {
        at(&self.loaded, pickup * self.drops + drop)
    }

    pub(super) fn empty(&self, drop: usize, pickup: usize) -> i64 {
        at(&self.empty, drop * self.pickups + pickup)
    }
}

/// Vehicles that are alike in all that matters.
#[derive(Debug)]
pub(super) struct Class {
    /// The fleet.
    pub(super) fleet: usize,
    /// Units that it carries.
    pub(super) seats: i64,
    /// When it is ready at each pickup, and by the straight way.
    pub(super) first: Vec<i64>,
    straight: Vec<i64>,
    /// Which vehicles they are.
    pub(super) members: Vec<usize>,
}

/// The problem in units: people, divided by what all numbers of people have in common.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) demand: Vec<i64>,
    pub(super) site: Vec<usize>,
    /// Room of each drop, never more than everybody.
    pub(super) room: Vec<i64>,
    /// Whether the room of a drop can be too little.
    pub(super) tight: Vec<bool>,
    pub(super) legs: Vec<Legs>,
    pub(super) classes: Vec<Class>,
    /// The class of each vehicle.
    pub(super) class_of: Vec<usize>,
    /// People in a unit.
    pub(super) unit: i64,
    /// Whether each trip carries exactly one unit.
    pub(super) loads: bool,
    /// Where vehicles may pass empty: the legs as they are, and the quickest ways.
    passing: Option<Vec<(Legs, Passing)>>,
}

impl Model {
    pub(super) fn new(problem: &Shuttles) -> Self {
        let people = problem.people();
        let room: Vec<i64> =
            problem.drops.iter().map(|r| r.map_or(people, |r| r.min(people))).collect();
        let numbers = problem.sites.iter().chain(&room).copied();
        let seats = problem.vehicles.iter().map(|v| v.seats);
        let unit = numbers.chain(seats).fold(0, common).max(1);
        let mut model = Self {
            demand: problem.sites.iter().map(|d| d / unit).collect(),
            site: problem.pickups.clone(),
            tight: room.iter().map(|r| *r < people).collect(),
            room: room.iter().map(|r| r / unit).collect(),
            legs: problem.fleets.iter().map(|fleet| legs(problem, fleet)).collect(),
            classes: Vec::new(),
            class_of: Vec::new(),
            unit,
            loads: problem.vehicles.iter().all(|v| v.seats == unit),
            passing: None,
        };
        if problem.empty_trips {
            model.pass_empty();
        }
        let mut known = BTreeMap::new();
        for (number, vehicle) in problem.vehicles.iter().enumerate() {
            let ready = |p| problem.first(vehicle, p).unwrap_or(FAR);
            let straight: Vec<i64> = (0..problem.pickups.len()).map(ready).collect();
            let (fleet, seats) = (vehicle.fleet, vehicle.seats / unit);
            let class = *known.entry((fleet, seats, straight.clone())).or_insert_with(|| {
                let first = model.quickest_first(fleet, &straight);
                let members = Vec::new();
                model.classes.push(Class { fleet, seats, first, straight, members });
                model.classes.len() - 1
            });
            model.class_of.push(class);
            if let Some(class) = model.classes.get_mut(class) {
                class.members.push(number);
            }
        }
        model
    }

    pub(super) fn total(&self) -> i64 {
        self.demand.iter().sum()
    }

    pub(super) fn pickups(&self) -> usize {
        self.site.len()
    }

    pub(super) fn drops(&self) -> usize {
        self.room.len()
    }

    /// Makes the empty legs as short as the quickest way.
    fn pass_empty(&mut self) {
        let (pickups, drops) = (self.pickups(), self.drops());
        let mut straight = Vec::with_capacity(self.legs.len());
        for legs in &mut self.legs {
            let passing = Passing::new(legs, pickups, drops);
            let quick: Vec<i64> = (0..drops)
                .flat_map(|d| (0..pickups).map(move |p| (d, p)))
                .map(|(d, p)| passing.to(legs, d, p).0.min(FAR))
                .collect();
            straight.push((legs.clone(), passing));
            legs.empty = quick;
        }
        self.passing = Some(straight);
    }

    fn quickest_first(&self, fleet: usize, straight: &[i64]) -> Vec<i64> {
        match self.passing.as_ref().and_then(|all| all.get(fleet)) {
            Some((legs, passing)) => {
                (0..straight.len()).map(|p| passing.first(legs, straight, p).0.min(FAR)).collect()
            }
            None => straight.to_vec(),
        }
    }

    /// Whether a trip may carry nobody.
    pub(super) fn may_pass_empty(&self) -> bool {
        self.passing.is_some()
    }

    /// The hops that a vehicle makes empty before it is at the pickup, from a drop or from where it
    /// begins.
    pub(super) fn before(&self, vehicle: usize, from: Option<usize>, pickup: usize) -> Vec<Hop> {
        let mut hops = Vec::new();
        let Some((class, _)) = self.vehicle(vehicle) else { return hops };
        let ways = self.passing.as_ref().and_then(|all| all.get(class.fleet));
        let Some((legs, passing)) = ways else { return hops };
        match from {
            Some(drop) => passing.drive(legs, drop, pickup, &mut hops),
            None => {
                if let (_, Some(hop)) = passing.first(legs, &class.straight, pickup) {
                    hops.push(hop);
                    passing.drive(legs, hop.1, pickup, &mut hops);
                }
            }
        }
        hops
    }

    /// The class of a vehicle, with its legs.
    pub(super) fn vehicle(&self, number: usize) -> Option<(&Class, &Legs)> {
        let class = self.classes.get(at(&self.class_of, number))?;
        Some((class, self.legs.get(class.fleet)?))
    }
}

fn legs(problem: &Shuttles, fleet: &super::problem::Fleet) -> Legs {
    let flat = |rows: &[Vec<Option<i64>>]| {
        rows.iter().flatten().map(|cell| cell.unwrap_or(FAR)).collect::<Vec<i64>>()
    };
    Legs {
        loaded: flat(&fleet.loaded),
        empty: flat(&fleet.empty),
        pickups: problem.pickups.len(),
        drops: problem.drops.len(),
    }
}

/// The greatest common divisor.
fn common(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { common(b, a % b) }
}
