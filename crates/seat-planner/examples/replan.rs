//! Times re-planning on made-up evacuations of 1,000 and 36,000 people:
//! `cargo run --release -p seat-planner --example replan`.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark, not a library")]

use std::time::Instant;

use seat_planner::replan::{Event, Events, ReplanOptions, check_replan, replan};
use seat_planner::{
    Class, Closed, Closure, Effort, Leg, Lift, Needs, Owner, Party, Place, PlaceKind, Problem,
    Seats, VERSION, Weights, check, solve,
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

/// Towns with buses to two airfields, from which aircraft of two nations fly to a haven and home.
fn made_up(people: u32) -> Problem {
    let mut dice = Dice(u64::from(people));
    let towns = 2 + people / 3_000;
    let mut places: Vec<Place> = Vec::new();
    let mut place = |id: String, kind| {
        let id = id.as_str().into();
        places.push(Place { id, kind, home_of: None, hold: None, slots_per_hour: None });
    };
    (0..towns).for_each(|n| place(format!("town{n}"), PlaceKind::Danger));
    (0..2).for_each(|n| place(format!("field{n}"), PlaceKind::Danger));
    place("haven".into(), PlaceKind::Haven);
    place("home".into(), PlaceKind::Home);
    let mut lifts: Vec<Lift> = Vec::new();
    let mut lift = |dice: &mut Dice, seats: u32, legs: Vec<Leg>| {
        let owner = Owner::new(if dice.below(2) == 0 { "KR" } else { "JP" });
        let seats = Seats { seats, lap_infants: seats / 8, wheelchairs: 4, stretchers: 2 };
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
        lift(&mut dice, 45, legs);
        bus_seats += 3 * 45;
    }
    let mut seats = 0;
    while seats < people * 95 / 100 {
        let size = [92, 163, 230, 280][dice.below(4) as usize];
        let (at, field) = (i64::from(dice.below(100)) * 20 + 300, dice.below(2));
        let to = if dice.below(3) == 0 { "haven" } else { "home" };
        lift(&mut dice, size, vec![leg(format!("field{field}"), to.into(), at, 600)]);
        seats += size;
    }
    for n in 0..(people / 900).max(1) {
        let at = 1_500 + i64::from(n % 10) * 200;
        lift(&mut dice, 280, vec![leg("haven".into(), "home".into(), at, 300)]);
    }
    let mut parties = Vec::new();
    let mut count = 0;
    while count < people {
        let seats = (1 + [0, 0, 0, 1, 1, 2, 3][dice.below(7) as usize]).min(people - count);
        let infants = u32::from(seats > 1 && count + seats < people && dice.below(4) == 0);
        let needs = Needs {
            seats,
            lap_infants: infants,
            wheelchairs: u32::from(dice.below(60) == 0),
            stretchers: 0,
        };
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
    Problem {
        version: VERSION,
        places,
        lifts,
        vehicles: Vec::new(),
        links: Vec::new(),
        parties,
        closures: Vec::new(),
        horizon: 4_320,
        min_change: 30,
        step: 15,
        weights: Weights::default(),
    }
}

fn main() {
    for people in [1_000, 36_000] {
        let problem = made_up(people);
        let start = Instant::now();
        // The greedy plan with few rounds is enough to re-plan from.
        let rounds = if people > 10_000 { 0 } else { 500 };
        let solution = solve(&problem, &Effort { seed: 1, rounds }, None).unwrap();
        let out = solution.score.total.people_out;
        let (parties, lifts) = (problem.parties.len(), problem.lifts.len());
        check(&problem, &solution.plan).unwrap();
        let took = start.elapsed();
        println!("{people} people, {parties} parties, {lifts} lifts: {out} out, {took:.1?}");
        let shut = |what, from, until| Event::Closure(Closure { what, from, until });
        let town = Closed::Road { from: "town1".into(), to: "field0".into() };
        let walk_in = Party { id: "walk-in".into(), ..problem.parties[0].clone() };
        let cases = [
            ("nothing", None),
            ("one road shut for good", Some(shut(town, 500, None))),
            (
                "an airfield shut for 5 h",
                Some(shut(Closed::Place("field1".into()), 800, Some(1_100))),
            ),
            ("a lift lost", {
                let lift = problem.lifts.iter().rev().find(|l| l.legs[0].departs > 900).unwrap();
                Some(Event::LiftLost { lift: lift.id.clone(), from_leg: None })
            }),
            ("a walk-in", Some(Event::NewParty(walk_in))),
        ];
        for (name, event) in cases {
            let events = Events { version: 1, now: 450, events: event.into_iter().collect() };
            let mut times: Vec<u128> = Vec::new();
            let mut last = None;
            for _ in 0..3 {
                let start = Instant::now();
                let done = replan(&problem, &solution.plan, &events, &ReplanOptions::default());
                times.push(start.elapsed().as_micros());
                last = Some(done.unwrap());
            }
            times.sort_unstable();
            let replanned = last.unwrap();
            let start = Instant::now();
            let checked = check_replan(&problem, &solution.plan, &events, &replanned).unwrap();
            let checking = start.elapsed();
            let counts = replanned.counts;
            let others = 100.0 * counts.others as f64 / counts.parties as f64;
            println!(
                "  {name}: {:.1} ms (checked in {checking:.1?}); must {}, others {} ({others:.1} %), \
                 kept {}, out {}",
                times[1] as f64 / 1_000.0,
                counts.must,
                counts.others,
                counts.kept,
                checked.score().total.people_out,
            );
        }
    }
}
