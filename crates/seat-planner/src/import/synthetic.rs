//! The synthetic instances S, M and L of Sangho's planner reference (section 4).
//!
//! Lines of words: `T nodes legs types demands closures commodities`; the weights of the
//! commodities (two nations, three priorities each); nodes `kind hold slots`; legs `from to mode
//! steps`; types `mode seats count start available owner`; demands `commodity node step people`;
//! closures `leg from to`, of the first step and the first open one. Steps are a quarter of an
//! hour. People may travel apart, may board anything, and any home is home. The cost of
//! a plan is its burden, a step of a person of weight 1 being 150 tenths of a minute.

use super::ImportError;
use crate::problem::{
    Aim, Class, Closed, Closure, Link, Needs, Owner, Party, Place, PlaceKind, Problem, Seats,
    VERSION, Vehicle, Weights,
};

const STEP: i64 = 15;
const NATIONS: [&str; 2] = ["KR", "JP"];
const CLASSES: [Class; 3] = [Class::Protected, Class::Vulnerable, Class::Ordinary];
/// The most vehicles of an instance: a short line can ask for very many.
const MOST_VEHICLES: i64 = 10_000;
/// What stands for no limit.
const UNLIMITED: i64 = 1_000_000_000;

/// Reads such an instance.
///
/// # Errors
/// The first line that is not as it should be.
pub fn synthetic(text: &str) -> Result<Problem, ImportError> {
    let mut lines = Lines { lines: text.lines().enumerate(), at: 0 };
    let head = lines.numbers(7)?;
    let [steps, nodes, legs, types, demands, closures, commodities] = head.as_slice() else {
        return Err(lines.wrong());
    };
    if *commodities != 6 {
        return Err(lines.error("commodities", "There are not six commodities. Give 2 x 3."));
    }
    lines.weights()?;
    let mut problem = Problem {
        version: VERSION,
        places: Vec::new(),
        lifts: Vec::new(),
        vehicles: Vec::new(),
        links: Vec::new(),
        parties: Vec::new(),
        closures: Vec::new(),
        horizon: steps.saturating_mul(STEP),
        min_change: 0,
        step: STEP,
        weights: Weights::default(),
        aim: Aim::Burden,
    };
    for number in 0..*nodes {
        problem.places.push(lines.node(number)?);
    }
    for _ in 0..*legs {
        let link = lines.leg(&problem)?;
        problem.links.push(link);
    }
    for number in 0..*types {
        lines.vehicles(number, &mut problem)?;
    }
    for number in 0..*demands {
        lines.demand(number, &mut problem)?;
    }
    for _ in 0..*closures {
        lines.closure(&mut problem)?;
    }
    Ok(problem)
}

struct Lines<'a> {
    lines: std::iter::Enumerate<std::str::Lines<'a>>,
    at: usize,
}

impl<'a> Lines<'a> {
    fn error(&self, code: &'static str, what: &'static str) -> ImportError {
        ImportError { code, line: self.at, what }
    }

    fn wrong(&self) -> ImportError {
        self.error("words", "The line does not have the words that it should. Compare the format.")
    }

    fn words(&mut self) -> Result<Vec<&'a str>, ImportError> {
        let Some((number, line)) = self.lines.next() else {
            self.at += 1;
            return Err(self.error("truncated", "The file ends too early. Fetch it again."));
        };
        self.at = number + 1;
        Ok(line.split_whitespace().collect())
    }

    fn number(&self, word: &str) -> Result<i64, ImportError> {
        let number = word.parse().ok().filter(|n| (0..=UNLIMITED).contains(n));
        let what = "This is no whole number within 0 and 1,000,000,000. Correct it.";
        number.ok_or_else(|| self.error("number", what))
    }

    fn numbers(&mut self, count: usize) -> Result<Vec<i64>, ImportError> {
        let words = self.words()?;
        if words.len() != count {
            return Err(self.wrong());
        }
        words.into_iter().map(|word| self.number(word)).collect()
    }

    fn weights(&mut self) -> Result<(), ImportError> {
        let words = self.words()?;
        let found: Vec<Option<f64>> = words.iter().map(|word| word.parse().ok()).collect();
        let known = [8.0, 3.0, 1.0, 8.0, 3.0, 1.0].map(Some);
        if found == known {
            return Ok(());
        }
        Err(self.error("weights", "The weights are not 8, 3, 1 for both nations."))
    }

    fn node(&mut self, number: i64) -> Result<Place, ImportError> {
        let words = self.words()?;
        let [kind, hold, slots] = words.as_slice() else { return Err(self.wrong()) };
        let kind = match *kind {
            "A" | "P" | "F" => PlaceKind::Danger,
            "S" => PlaceKind::Haven,
            "H" => PlaceKind::Home,
            _ => return Err(self.error("node-kind", "The kind is none of A, P, F, S, H.")),
        };
        let (hold, slots) = (self.number(hold)?, self.number(slots)?);
        let limit = |n: i64, none: i64| u32::try_from(n).ok().filter(|_| n != none);
        Ok(Place {
            id: format!("n{number}").as_str().into(),
            kind,
            home_of: None,
            hold: limit(hold, UNLIMITED),
            slots_per_hour: limit(slots, 0),
        })
    }

    fn place(
        &self,
        problem: &Problem,
        number: i64,
    ) -> Result<crate::problem::PlaceId, ImportError> {
        let place = usize::try_from(number).ok().and_then(|n| problem.places.get(n));
        let what = "There is no node of this number. Count from 0.";
        place.map(|place| place.id.clone()).ok_or_else(|| self.error("node", what))
    }

    fn leg(&mut self, problem: &Problem) -> Result<Link, ImportError> {
        let words = self.words()?;
        let [from, to, mode, steps] = words.as_slice() else { return Err(self.wrong()) };
        let from = self.place(problem, self.number(from)?)?;
        let to = self.place(problem, self.number(to)?)?;
        let minutes = self.number(steps)?.saturating_mul(STEP);
        let (exposed, road) = (*mode != "strat", *mode == "bus");
        Ok(Link { from, to, mode: (*mode).into(), minutes, exposed, road, one_way: false })
    }

    fn vehicles(&mut self, number: i64, problem: &mut Problem) -> Result<(), ImportError> {
        let words = self.words()?;
        let [mode, seats, count, start, available, owner] = words.as_slice() else {
            return Err(self.wrong());
        };
        let seats = u32::try_from(self.number(seats)?).unwrap_or(u32::MAX);
        let place = self.place(problem, self.number(start)?)?;
        let available = self.number(available)?.saturating_mul(STEP);
        let count = self.number(count)?;
        let sent = i64::try_from(problem.vehicles.len()).unwrap_or(UNLIMITED);
        if count.saturating_add(sent) > MOST_VEHICLES {
            return Err(self.error("count", "There are more vehicles than one plan can send."));
        }
        problem.vehicles.extend((0..count).map(|one| Vehicle {
            id: format!("{mode}-{number}-{one}").as_str().into(),
            owner: (*owner).into(),
            mode: (*mode).into(),
            seats: Seats { seats, ..Seats::default() },
            place: place.clone(),
            available,
            until: None,
            turn_around: 0,
            closes_before: 0,
            range: None,
        }));
        Ok(())
    }

    fn demand(&mut self, number: i64, problem: &mut Problem) -> Result<(), ImportError> {
        let row = self.numbers(4)?;
        let [commodity, node, step, people] = row.as_slice() else { return Err(self.wrong()) };
        let commodity = usize::try_from(*commodity).unwrap_or(usize::MAX);
        let what = "There is no such commodity. Give 0 to 5.";
        let nation = NATIONS.get(commodity / 3).ok_or_else(|| self.error("commodity", what))?;
        let class = CLASSES.get(commodity % 3).ok_or_else(|| self.error("commodity", what))?;
        let people = u32::try_from(*people).unwrap_or(u32::MAX);
        problem.parties.push(Party {
            id: format!("d{number}").as_str().into(),
            nation: (*nation).into(),
            place: self.place(problem, *node)?,
            ready: step.saturating_mul(STEP),
            latest: None,
            class: *class,
            needs: Needs { seats: people, ..Needs::default() },
            lifts_of: NATIONS.iter().map(|nation| Owner::new(*nation)).collect(),
            may_split: true,
            people,
        });
        Ok(())
    }

    fn closure(&mut self, problem: &mut Problem) -> Result<(), ImportError> {
        let row = self.numbers(3)?;
        let [leg, from, until] = row.as_slice() else { return Err(self.wrong()) };
        let link = usize::try_from(*leg).ok().and_then(|leg| problem.links.get(leg));
        let what = "There is no leg of this number. Count from 0.";
        let link = link.ok_or_else(|| self.error("leg", what))?;
        let shut = |from_place: &crate::problem::PlaceId, to: &crate::problem::PlaceId| Closure {
            what: Closed::Road { from: from_place.clone(), to: to.clone() },
            from: from.saturating_mul(STEP),
            until: Some(until.saturating_mul(STEP)),
        };
        let both = [shut(&link.from, &link.to), shut(&link.to, &link.from)];
        problem.closures.extend(both);
        Ok(())
    }
}
