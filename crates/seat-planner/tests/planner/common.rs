//! Problems to test with: small ones written by hand, and made-up ones from a number.

use seat_planner::{
    Aim, Class, Closed, Closure, Leg, Lift, Needs, Owner, Party, Place, PlaceKind, Problem, STEP,
    Seats, VERSION, Weights,
};

pub(crate) fn place(id: &str, kind: PlaceKind) -> Place {
    Place { id: id.into(), kind, home_of: None, hold: None, slots_per_hour: None }
}

pub(crate) fn leg(from: &str, to: &str, departs: i64, arrives: i64) -> Leg {
    Leg { from: from.into(), to: to.into(), departs, arrives, exposed: false }
}

pub(crate) fn lift(id: &str, owner: &str, seats: u32, legs: Vec<Leg>) -> Lift {
    let seats = Seats { seats, lap_infants: 2, wheelchairs: 1, stretchers: 1, ..Seats::default() };
    Lift { id: id.into(), owner: owner.into(), legs, seats, closes_before: 30 }
}

pub(crate) fn party(id: &str, nation: &str, place: &str, people: u32) -> Party {
    Party {
        id: id.into(),
        nation: nation.into(),
        place: place.into(),
        ready: 0,
        latest: None,
        class: Class::Ordinary,
        needs: Needs { seats: people, ..Needs::default() },
        lifts_of: vec![Owner::new("KR"), Owner::new("JP")],
        may_split: false,
        people,
    }
}

pub(crate) fn problem(lifts: Vec<Lift>, parties: Vec<Party>) -> Problem {
    Problem {
        version: VERSION,
        places: vec![
            place("school", PlaceKind::Danger),
            place("airfield", PlaceKind::Danger),
            place("haven", PlaceKind::Haven),
            place("home", PlaceKind::Home),
        ],
        lifts,
        vehicles: Vec::new(),
        links: Vec::new(),
        step: STEP,
        parties,
        closures: Vec::new(),
        horizon: 3_000,
        min_change: 30,
        weights: Weights::default(),
        aim: Aim::Out,
    }
}

/// A small generator, so that a made-up problem is one number.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let x = self.0 ^ (self.0 >> 33);
        (x.wrapping_mul(0xFF51_AFD7_ED55_8CCD) >> 33) % end
    }

    pub(crate) fn small(&mut self, end: u32) -> u32 {
        u32::try_from(self.below(end.into())).unwrap()
    }

    pub(crate) fn minute(&mut self, end: i64) -> i64 {
        i64::try_from(self.below(end.unsigned_abs())).unwrap()
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }
}

/// A made-up problem with some of everything: at most `parties` parties and `lifts` lifts.
pub(crate) fn made_up(number: u64, parties: u64, lifts: u64) -> Problem {
    let mut dice = Dice(number);
    let places = ["school", "airfield", "haven", "home", "seoul"];
    let count = if dice.below(9) == 0 { 0 } else { lifts - dice.below(lifts.min(2)) };
    let lifts = (0..count).map(|n| made_up_lift(n, &mut dice, &places)).collect();
    let count = parties - dice.below(parties / 2);
    let parties = (0..count).map(|n| made_up_party(n, &mut dice, &places)).collect();
    let mut problem = problem(lifts, parties);
    problem.places.push(Place { home_of: Some("KR".into()), ..place("seoul", PlaceKind::Home) });
    problem.min_change = dice.minute(60);
    for _ in 0..dice.below(4).saturating_sub(1) {
        let what = if dice.below(2) == 0 {
            Closed::Place(dice.pick(&places).into())
        } else {
            Closed::Road { from: dice.pick(&places).into(), to: dice.pick(&places).into() }
        };
        let from = 300 + dice.minute(1_500);
        let until = (dice.below(3) > 0).then_some(from + 1 + dice.minute(300));
        problem.closures.push(Closure { what, from, until });
    }
    problem
}

fn made_up_lift(n: u64, dice: &mut Dice, places: &[&str]) -> Lift {
    let mut now = dice.minute(600);
    let mut here = dice.pick(&["school", "school", "airfield", "airfield", "airfield", "haven"]);
    let mut legs = Vec::new();
    for _ in 0..1 + dice.below(2) {
        let near: &[&str] = match here {
            "school" => &["airfield", "airfield", "haven"],
            "airfield" => &["haven", "seoul", "home"],
            _ => places,
        };
        let to = dice.pick(near);
        let departs = now + dice.minute(90);
        now = departs + 20 + dice.minute(400);
        legs.push(leg(here, to, departs, now));
        here = to;
    }
    let mut lift = lift(&format!("l{n}"), dice.pick(&["KR", "JP"]), 1 + dice.small(7), legs);
    lift.closes_before = dice.minute(60);
    lift.seats.lap_infants = dice.small(2);
    lift.seats.wheelchairs = dice.small(2);
    lift
}

fn made_up_party(n: u64, dice: &mut Dice, places: &[&str]) -> Party {
    let seats = 1 + dice.small(4);
    let start: &[&str] = if dice.below(6) == 0 { places } else { &places[..2] };
    let mut party = party(&format!("p{n}"), dice.pick(&["KR", "JP"]), dice.pick(start), seats);
    party.needs.lap_infants = u32::from(dice.below(5) == 0);
    party.needs.wheelchairs = u32::from(dice.below(6) == 0);
    party.people = party.needs.people();
    party.ready = dice.minute(300);
    party.latest = (dice.below(4) == 0).then_some(500 + dice.minute(900));
    party.class = dice.pick(&[Class::Protected, Class::Vulnerable, Class::Ordinary]);
    party.may_split = dice.below(5) == 0;
    if dice.below(3) == 0 {
        party.lifts_of = vec![party.nation.clone()];
    }
    party
}

/// The same where most have baggage, some have pets, and some lifts and vehicles limit either.
pub(crate) fn with_belongings(mut problem: Problem, number: u64) -> Problem {
    let mut dice = Dice(number ^ 0x6261_6767);
    for party in &mut problem.parties {
        party.needs.baggage = dice.small(party.needs.seats + 2);
        party.needs.pets = dice.pick(&[0, 0, 0, 1, 1, 2]).min(party.people);
    }
    let vehicles = problem.vehicles.iter_mut().map(|vehicle| &mut vehicle.seats);
    for seats in problem.lifts.iter_mut().map(|lift| &mut lift.seats).chain(vehicles) {
        seats.baggage = (dice.below(2) == 0).then(|| dice.small(seats.seats + 4));
        seats.pets = (dice.below(2) == 0).then(|| dice.small(3));
    }
    problem
}

/// About 1,344 people of two nations at two places, and nine lifts: buses, a ship, aircraft.
/// There are fewer seats than people.
pub(crate) fn crisis() -> Problem {
    let mut dice = Dice(1_344);
    let mut parties = Vec::new();
    let mut people = 0;
    while people < 1_344 {
        let seats = (1 + dice.pick(&[0, 0, 0, 1, 1, 2, 3, 4])).min(1_344 - people);
        let nation = if dice.below(10) < 6 { "KR" } else { "JP" };
        let start = if dice.below(10) < 4 { "school" } else { "airfield" };
        let mut party = party(&format!("p{}", parties.len()), nation, start, seats);
        people += seats;
        if seats > 1 && seats < 5 && people < 1_344 && dice.below(4) == 0 {
            party.needs.lap_infants = 1;
            people += 1;
        }
        party.needs.wheelchairs = u32::from(dice.below(40) == 0);
        party.people = party.needs.people();
        party.ready = dice.minute(12) * 60;
        party.class = match dice.below(20) {
            0 => Class::Protected,
            1..=5 => Class::Vulnerable,
            _ => Class::Ordinary,
        };
        party.may_split = dice.below(15) == 0;
        parties.push(party);
    }
    let flight = |id: &str, owner: &str, seats: u32, departs: i64| {
        let far = if owner == "KR" { "home" } else { "haven" };
        let legs = vec![leg("airfield", far, departs, departs + 700)];
        let mut flight = lift(id, owner, seats, legs);
        flight.seats.lap_infants = seats / 8;
        flight
    };
    let shuttle = |id: &str, owner: &str, seats: u32, departs: i64| {
        let legs = vec![
            leg("school", "airfield", departs, departs + 120),
            leg("airfield", "school", departs + 150, departs + 270),
            leg("school", "airfield", departs + 300, departs + 420),
        ];
        let mut bus = lift(id, owner, seats, legs);
        bus.seats.lap_infants = 5;
        bus
    };
    let mut ship = lift("ship", "KR", 260, vec![leg("school", "haven", 1_300, 2_400)]);
    ship.seats.lap_infants = 30;
    let lifts = vec![
        shuttle("bus-1", "KR", 45, 100),
        shuttle("bus-2", "JP", 45, 400),
        flight("kc-330", "KR", 163, 900),
        flight("c-130", "KR", 92, 600),
        flight("kc-767", "JP", 200, 1_000),
        flight("c-2", "JP", 110, 700),
        flight("charter", "KR", 230, 1_500),
        ship,
        lift("onward", "JP", 280, vec![leg("haven", "home", 2_500, 2_800)]),
    ];
    problem(lifts, parties)
}
