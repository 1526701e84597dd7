//! The problem as the search and the bound need it: numbers for identifiers, and what is alike
//! kept once.

use std::collections::BTreeMap;

use crate::itinerary::{Aside, Origin, Timetable};
use crate::plan::Plan;
use crate::problem::{Aim, Class, Needs, Party, PlaceKind, Problem, Seats};

/// Seats, people (with a seat or on a lap), wheelchair positions, stretcher positions, pieces of
/// baggage, pets.
///
/// A lift has as many places for people as it has seats and lap places: infants ride on laps where
/// there are lap places, the others take seats. Both sums within their limits is the same as that.
pub(crate) type Load = [i64; 6];

/// More baggage or pets than a whole problem has (a million parties with a million each), and few
/// enough that a million of it add up within 64 bits: room where no limit is stated.
const UNLIMITED: i64 = 1 << 42;

/// What units have in common that can replace each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Kind {
    /// Starts outside danger: only the burden can improve.
    pub(crate) safe: bool,
    pub(crate) class: Class,
    pub(crate) origin: usize,
    pub(crate) nation: usize,
    pub(crate) needs: Load,
    pub(crate) people: i64,
    pub(crate) weight: i64,
    /// Per person, in tenths of a minute, if it stays.
    pub(crate) staying: i64,
}

/// What leaving people behind costs beyond their burden, where plans are compared by one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Worth {
    /// For each protected person.
    pub(crate) protected: i64,
    /// For each person, times the weight.
    pub(crate) weight: i64,
}

impl Worth {
    /// For a unit of this kind.
    pub(crate) fn of(self, kind: &Kind) -> i64 {
        match (kind.safe, kind.class) {
            (true, _) => 0,
            (_, Class::Protected) => kind.people * (kind.weight * self.weight + self.protected),
            _ => kind.people * kind.weight * self.weight,
        }
    }
}

/// What moves as one: a party, or one seat of a party that consented to travel apart.
#[derive(Debug)]
pub(crate) struct Unit {
    pub(crate) party: usize,
    pub(crate) kind: usize,
    pub(crate) share: Needs,
}

/// The whole problem in numbers.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) timetable: Timetable,
    pub(crate) origins: Vec<Origin>,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) units: Vec<Unit>,
    /// By leg.
    pub(crate) capacity: Vec<Load>,
    pub(crate) nations: usize,
    pub(crate) aim: Aim,
    origin_of_party: Vec<usize>,
}

/// Needs as they are counted in a plan: seats, lap infants, wheelchairs, stretchers, baggage, pets.
pub(crate) fn counts(needs: &Needs) -> [i64; 6] {
    let Needs { seats, lap_infants, wheelchairs, stretchers, baggage, pets } = *needs;
    [seats, lap_infants, wheelchairs, stretchers, baggage, pets].map(i64::from)
}

/// Needs as a load.
pub(crate) fn load(needs: &Needs) -> Load {
    let [seats, infants, chairs, stretchers, baggage, pets] = counts(needs);
    [seats, seats + infants, chairs, stretchers, baggage, pets]
}

/// What there is room for.
pub(crate) fn capacity(seats: &Seats) -> Load {
    let people = i64::from(seats.seats) + i64::from(seats.lap_infants);
    let limit = |most: Option<u32>| most.map_or(UNLIMITED, i64::from);
    let (baggage, pets) = (limit(seats.baggage), limit(seats.pets));
    [seats.seats.into(), people, seats.wheelchairs.into(), seats.stretchers.into(), baggage, pets]
}

/// Whether anything in a problem limits baggage, and pets: where nothing does, those who differ in
/// nothing else are alike.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limited {
    baggage: bool,
    pets: bool,
}

impl Limited {
    /// By the lifts and vehicles of a problem.
    pub(crate) fn of(problem: &Problem) -> Self {
        let seats = || {
            let vehicles = problem.vehicles.iter().map(|vehicle| &vehicle.seats);
            problem.lifts.iter().map(|lift| &lift.seats).chain(vehicles)
        };
        Self {
            baggage: seats().any(|seats| seats.baggage.is_some()),
            pets: seats().any(|seats| seats.pets.is_some()),
        }
    }

    /// Needs as a load, of what is limited.
    pub(crate) fn load(self, needs: &Needs) -> Load {
        let mut load = load(needs);
        let [.., baggage, pets] = &mut load;
        *baggage *= i64::from(self.baggage);
        *pets *= i64::from(self.pets);
        load
    }
}

/// Whether the needs are within the room.
pub(crate) fn fits(needs: &Load, room: &Load) -> bool {
    needs.iter().zip(room).all(|(need, room)| need <= room)
}

/// The sum of the products.
pub(crate) fn times(price: &Load, needs: &Load) -> i64 {
    price.iter().zip(needs).fold(0, |sum, (a, b)| sum.saturating_add(a.saturating_mul(*b)))
}

impl Model {
    /// For a problem that has passed its own check. A start says how split parties are split.
    pub(crate) fn new(problem: &Problem, start: Option<&Plan>) -> Self {
        let timetable = Timetable::new(problem);
        let capacity = (problem.lifts.iter())
            .flat_map(|lift| lift.legs.iter().map(|_| capacity(&lift.seats)))
            .collect();
        let nations = nations(problem);
        let (shares, limited) = (shares(start), Limited::of(problem));
        let mut model = Self {
            timetable,
            origins: Vec::new(),
            kinds: Vec::new(),
            units: Vec::new(),
            capacity,
            nations: nations.len(),
            aim: problem.aim,
            origin_of_party: Vec::new(),
        };
        let mut origins = BTreeMap::new();
        let mut kinds = BTreeMap::new();
        for (number, party) in problem.parties.iter().enumerate() {
            let origin = model.origin_number(party, &mut origins);
            model.origin_of_party.push(origin);
            let nation = nations.get(&party.nation).copied().unwrap_or(0);
            for share in units_of(party, shares.get(party.id.as_str())) {
                let needs = limited.load(&share);
                let kind = model.kind(problem, party, (&share, needs), (origin, nation));
                let next = model.kinds.len();
                let kind_number = *kinds.entry(kind.clone()).or_insert(next);
                if kind_number == next {
                    model.kinds.push(kind);
                }
                model.units.push(Unit { party: number, kind: kind_number, share });
            }
        }
        model
    }

    fn origin_number<'a>(
        &mut self,
        party: &'a Party,
        known: &mut BTreeMap<OriginKey<'a>, usize>,
    ) -> usize {
        let mut owners: Vec<&str> = party.lifts_of.iter().map(|owner| owner.as_str()).collect();
        owners.sort_unstable();
        owners.dedup();
        let nation = party.nation.as_str();
        let key = (party.place.as_str(), party.ready, party.latest, owners, nation);
        let next = self.origins.len();
        let number = *known.entry(key).or_insert(next);
        if number == next {
            self.origins.push(self.timetable.origin(party, Aside::default()));
        }
        number
    }

    fn kind(
        &self,
        problem: &Problem,
        party: &Party,
        (share, needs): (&Needs, Load),
        (origin, nation): (usize, usize),
    ) -> Kind {
        let from = self.origins.get(origin);
        Kind {
            safe: from.and_then(Origin::kind) != Some(PlaceKind::Danger),
            class: party.class,
            origin,
            nation,
            needs,
            people: share.people().into(),
            weight: problem.weights.of(party.class).into(),
            staying: from.map_or(0, Origin::staying),
        }
    }

    /// The kind and the origin of a unit.
    pub(crate) fn of(&self, unit: usize) -> Option<(&Kind, &Origin)> {
        let kind = self.kinds.get(self.units.get(unit)?.kind)?;
        Some((kind, self.origins.get(kind.origin)?))
    }

    /// The dearest burden of one person who stays.
    pub(crate) fn dearest(&self) -> i64 {
        self.kinds.iter().map(|kind| kind.staying).max().unwrap_or(0)
    }

    /// What the search lets people cost who are left behind.
    pub(crate) fn worth(&self) -> Worth {
        let dearest = self.dearest();
        match self.aim {
            Aim::Out => Worth { protected: 32 * dearest, weight: 2 * dearest },
            Aim::Burden => Worth { protected: 0, weight: 0 },
        }
    }

    /// The origin of a party.
    pub(crate) fn origin_of(&self, party: usize) -> Option<&Origin> {
        self.origins.get(*self.origin_of_party.get(party)?)
    }

    /// All units: those in danger first, by class, the big ones first.
    pub(crate) fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.units.len()).collect();
        order.sort_by_key(|unit| {
            self.of(*unit).map(|(kind, _)| (kind.safe, kind.class, -kind.people))
        });
        order
    }
}

type OriginKey<'a> = (&'a str, i64, Option<i64>, Vec<&'a str>, &'a str);

/// The number of each nation of the problem.
pub(crate) fn nations(problem: &Problem) -> BTreeMap<crate::problem::Owner, usize> {
    let mut nations: BTreeMap<_, usize> =
        problem.parties.iter().map(|party| (party.nation.clone(), 0)).collect();
    for (number, slot) in nations.values_mut().enumerate() {
        *slot = number;
    }
    nations
}

/// The parts of each party in a plan.
fn shares(plan: Option<&Plan>) -> BTreeMap<&str, Vec<Needs>> {
    let mut shares: BTreeMap<&str, Vec<Needs>> = BTreeMap::new();
    for plan in plan.iter() {
        let journeys = plan.journeys.iter().map(|journey| (&journey.party, journey.share));
        for (party, share) in journeys.chain(plan.left.iter().map(|l| (&l.party, l.share))) {
            shares.entry(party.as_str()).or_default().push(share);
        }
    }
    shares
}

/// What of a party moves as one, each part of the start by itself.
pub(crate) fn units_of(party: &Party, parts: Option<&Vec<Needs>>) -> Vec<Needs> {
    if !party.may_split {
        return vec![party.needs];
    }
    let sum = |part: fn(&Needs) -> u32| {
        parts.map_or(0, |parts| parts.iter().map(|needs| u64::from(part(needs))).sum())
    };
    let whole = sum(|n| n.seats) == party.needs.seats.into()
        && sum(|n| n.lap_infants) == party.needs.lap_infants.into()
        && sum(|n| n.wheelchairs) == party.needs.wheelchairs.into()
        && sum(|n| n.stretchers) == party.needs.stretchers.into()
        && sum(|n| n.baggage) == party.needs.baggage.into()
        && sum(|n| n.pets) == party.needs.pets.into();
    match parts {
        Some(parts) if whole && parts.iter().all(sound) => parts.iter().flat_map(seats).collect(),
        _ => seats(&party.needs).collect(),
    }
}

fn sound(needs: &Needs) -> bool {
    needs.lap_infants <= needs.seats
        && u64::from(needs.wheelchairs) + u64::from(needs.stretchers) <= needs.seats.into()
}

/// One seat each: infants with the first, wheelchairs and stretchers from the last; baggage and
/// pets evenly, what is left over with the first.
fn seats(needs: &Needs) -> impl Iterator<Item = Needs> {
    let Needs { seats, lap_infants, wheelchairs, stretchers, baggage, pets } = *needs;
    (0..seats).map(move |seat| {
        let each = |of: u32| of / seats + u32::from(seat < of % seats);
        let from_last = seats - 1 - seat;
        let in_chair = from_last < wheelchairs;
        Needs {
            seats: 1,
            lap_infants: u32::from(seat < lap_infants),
            wheelchairs: u32::from(in_chair),
            stretchers: u32::from(!in_chair && from_last < wheelchairs.saturating_add(stretchers)),
            baggage: each(baggage),
            pets: each(pets),
        }
    })
}
