//! A made-up evacuation of any size, the same every time: for the example of re-plans and for the
//! benchmarks.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark, not a library")]

use seat_planner::{
    Aim, Class, Leg, Lift, Needs, Owner, Party, Place, PlaceKind, Problem, Seats, VERSION, Weights,
};

/// A generator, so that the same people come out every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let x = (self.0 ^ (self.0 >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD) >> 33;
        u32::try_from(x % u64::from(end)).unwrap()
    }
}

fn leg(from: String, to: String, departs: i64, minutes: i64) -> Leg {
    let (from, to) = (from.as_str().into(), to.as_str().into());
    Leg { from, to, departs, arrives: departs + minutes, exposed: false }
}

fn places(towns: u32) -> Vec<Place> {
    let place = |id: String, kind| {
        let id = id.as_str().into();
        Place { id, kind, home_of: None, hold: None, slots_per_hour: None }
    };
    let mut places: Vec<Place> =
        (0..towns).map(|n| place(format!("town{n}"), PlaceKind::Danger)).collect();
    places.extend((0..2).map(|n| place(format!("field{n}"), PlaceKind::Danger)));
    places.push(place("haven".into(), PlaceKind::Haven));
    places.push(place("home".into(), PlaceKind::Home));
    places
}

fn lifts(people: u32, towns: u32, dice: &mut Dice) -> Vec<Lift> {
    let mut lifts: Vec<Lift> = Vec::new();
    let mut lift = |dice: &mut Dice, seats: u32, legs: Vec<Leg>| {
        let owner = Owner::new(if dice.below(2) == 0 { "KR" } else { "JP" });
        let (lap_infants, other) = (seats / 8, Seats::default());
        let seats = Seats { seats, lap_infants, wheelchairs: 4, stretchers: 2, ..other };
        let id = format!("lift{}", lifts.len()).as_str().into();
        lifts.push(Lift { id, owner, legs, seats, closes_before: 30 });
    };
    let mut bus_seats = 0;
    while bus_seats < people * 8 / 10 {
        let (town, field) = (dice.below(towns), dice.below(2));
        let out = i64::from(dice.below(80)) * 15 + 60;
        let way = 90 + i64::from(town % 5) * 20;
        let mut legs = Vec::new();
        for trip in 0..3 {
            let at = out + trip * 2 * (way + 30);
            legs.push(leg(format!("town{town}"), format!("field{field}"), at, way));
            if trip < 2 {
                let back = at + way + 30;
                legs.push(leg(format!("field{field}"), format!("town{town}"), back, way));
            }
        }
        lift(dice, 45, legs);
        bus_seats += 3 * 45;
    }
    let mut seats = 0;
    while seats < people * 95 / 100 {
        let size = [92, 163, 230, 280][dice.below(4) as usize];
        let (at, field) = (i64::from(dice.below(100)) * 20 + 300, dice.below(2));
        let to = if dice.below(3) == 0 { "haven" } else { "home" };
        lift(dice, size, vec![leg(format!("field{field}"), to.into(), at, 600)]);
        seats += size;
    }
    for n in 0..(people / 900).max(1) {
        let at = 1_500 + i64::from(n % 10) * 200;
        lift(dice, 280, vec![leg("haven".into(), "home".into(), at, 300)]);
    }
    lifts
}

fn parties(people: u32, towns: u32, dice: &mut Dice) -> Vec<Party> {
    let mut parties = Vec::new();
    let mut count = 0;
    while count < people {
        let seats = (1 + [0, 0, 0, 1, 1, 2, 3][dice.below(7) as usize]).min(people - count);
        let infants = u32::from(seats > 1 && count + seats < people && dice.below(4) == 0);
        let wheelchairs = u32::from(dice.below(60) == 0);
        let needs = Needs { seats, lap_infants: infants, wheelchairs, ..Needs::default() };
        count += needs.people();
        let nation = Owner::new(if dice.below(10) < 6 { "KR" } else { "JP" });
        let at = if dice.below(10) < 7 {
            format!("town{}", dice.below(towns))
        } else {
            format!("field{}", dice.below(2))
        };
        parties.push(Party {
            id: format!("p{}", parties.len()).as_str().into(),
            nation,
            place: at.as_str().into(),
            ready: i64::from(dice.below(8)) * 120,
            latest: None,
            class: match dice.below(20) {
                0 => Class::Protected,
                1..=5 => Class::Vulnerable,
                _ => Class::Ordinary,
            },
            needs,
            lifts_of: vec![Owner::new("KR"), Owner::new("JP")],
            may_split: dice.below(15) == 0,
            people: needs.people(),
        });
    }
    parties
}

/// Towns with buses to two airfields, from which aircraft of two nations fly to a haven and home.
pub(crate) fn made_up(people: u32) -> Problem {
    let mut dice = Dice(u64::from(people));
    let towns = 2 + people / 3_000;
    Problem {
        version: VERSION,
        places: places(towns),
        lifts: lifts(people, towns, &mut dice),
        vehicles: Vec::new(),
        links: Vec::new(),
        parties: parties(people, towns, &mut dice),
        closures: Vec::new(),
        horizon: 4_320,
        min_change: 30,
        step: 15,
        weights: Weights::default(),
        aim: Aim::Out,
    }
}
