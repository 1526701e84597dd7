//! Finds prices: the volume algorithm, from coarse to fine.

use super::network::Load;
use super::price::{Choice, Given, Market, Prices};

/// One price that is searched: for positions of a kind on rides that follow each other, for a
/// slot, or for a stand.
#[derive(Debug, Clone)]
enum Priced {
    Seats(usize, Vec<usize>),
    Slot(usize),
    Stands(Vec<usize>),
}

/// A search for prices under way.
#[derive(Debug)]
pub(crate) struct Climb<'m, 'a> {
    market: &'m Market<'a>,
    /// What is no longer to be chosen.
    pub(crate) given: Given,
    priced: Vec<Priced>,
    /// The best prices found, and the bound that they prove.
    center: Vec<f64>,
    pub(crate) best: i128,
    pub(crate) prices: Prices,
    heading: Vec<f64>,
    pace: f64,
    stale: u32,
}

impl<'m, 'a> Climb<'m, 'a> {
    pub(crate) fn new(market: &'m Market<'a>, given: Given) -> Self {
        let prices = market.free();
        let mut climb = Self {
            market,
            given,
            priced: Vec::new(),
            center: Vec::new(),
            best: i128::MIN,
            prices,
            heading: Vec::new(),
            pace: 0.1,
            stale: 0,
        };
        climb.refine(16);
        climb
    }

    /// One price for so many steps from now on; the prices so far are kept.
    pub(crate) fn refine(&mut self, block: usize) {
        self.priced = priced(self.market, block.max(1));
        let first = |one: &Priced| match one {
            Priced::Seats(kind, rides) => {
                let seats = rides.first().and_then(|ride| self.prices.seats.get(*ride));
                seats.and_then(|seats| seats.get(*kind)).copied().unwrap_or(0)
            }
            Priced::Slot(slot) => self.prices.slots.get(*slot).copied().unwrap_or(0),
            Priced::Stands(at) => {
                at.first().and_then(|at| self.prices.stands.get(*at)).copied().unwrap_or(0)
            }
        };
        self.center = self.priced.iter().map(|one| first(one) as f64).collect();
        self.again();
    }

    /// Begins anew from the prices so far: for when what is settled has changed.
    pub(crate) fn again(&mut self) {
        let choice = self.market.choose(&self.prices, &self.given);
        self.best = choice.value;
        self.heading = self.gradient(&choice);
        (self.pace, self.stale) = (self.pace.max(std::env::var("PACE").map_or(0.05, |p| p.parse().unwrap_or(0.05))), 0);
    }

    /// One step towards a burden that some plan reaches.
    pub(crate) fn step(&mut self, target: i128) {
        let square: f64 = (self.heading.iter().zip(&self.center))
            .map(|(heading, at)| if *at <= 0.0 { heading.max(0.0) } else { *heading })
            .map(|heading| heading * heading)
            .sum();
        if square <= 0.0 {
            return;
        }
        let room = ((target - self.best) as f64).max(self.best.unsigned_abs() as f64 * 0.002);
        let size = self.pace * room / square;
        let at: Vec<f64> = (self.center.iter().zip(&self.heading))
            .map(|(center, heading)| (center + size * heading).max(0.0))
            .collect();
        let prices = self.expand(&at);
        let choice = self.market.choose(&prices, &self.given);
        let gradient = self.gradient(&choice);
        let agree: f64 = gradient.iter().zip(&self.heading).map(|(a, b)| a * b).sum();
        const NEW: f64 = 0.1;
        for (heading, new) in self.heading.iter_mut().zip(&gradient) {
            *heading = NEW * new + (1.0 - NEW) * *heading;
        }
        if choice.value > self.best {
            (self.best, self.prices, self.center) = (choice.value, prices, at);
            self.stale = 0;
            if agree > 0.0 {
                self.pace = (self.pace * 1.1).min(2.0);
            }
        } else {
            self.stale += 1;
            if self.stale >= 10 {
                (self.pace, self.stale) = ((self.pace * 0.7).max(1e-4), 0);
            }
        }
    }

    /// Many steps, each price by its own pace.
    pub(crate) fn run(&mut self, steps: u32, from: f64, to: f64) {
        let mut at = self.center.clone();
        let mut mean = vec![0.0; at.len()];
        let mut square = vec![0.0; at.len()];
        let mut average = at.clone();
        let var = |name: &str, or: f64| std::env::var(name).ok().and_then(|t| t.parse().ok()).unwrap_or(or);
        let (b1, b2, avg) = (var("B1", 0.9), var("B2", 0.99), var("AVG", 0.95));
        for n in 0..steps {
            let rate = from * (to / from).powf(f64::from(n) / f64::from(steps.max(1)));
            let prices = self.expand(&at);
            let choice = self.market.choose(&prices, &self.given);
            if choice.value > self.best {
                (self.best, self.prices, self.center) = (choice.value, prices, at.clone());
            }
            let gradient = self.gradient(&choice);
            let t = f64::from(n + 1);
            let (c1, c2) = (1.0 - f64::powf(b1, t), 1.0 - f64::powf(b2, t));
            for ((((x, g), m), v), a) in at.iter_mut().zip(&gradient).zip(&mut mean).zip(&mut square).zip(&mut average) {
                *m = b1 * *m + (1.0 - b1) * g;
                *v = b2 * *v + (1.0 - b2) * g * g;
                *x = (*x + rate * (*m / c1) / ((*v / c2).sqrt() + 1e-3)).max(0.0);
                *a = avg * *a + (1.0 - avg) * *x;
            }
            if n % 10 == 9 {
                let prices = self.expand(&average);
                let choice = self.market.choose(&prices, &self.given);
                if choice.value > self.best {
                    (self.best, self.prices, self.center) = (choice.value, prices, average.clone());
                }
            }
        }
    }

    fn gradient(&self, choice: &Choice) -> Vec<f64> {
        let sum = |one: &Priced| match one {
            Priced::Seats(kind, rides) => {
                let seats = rides.iter().filter_map(|ride| choice.seats.get(*ride)?.get(*kind));
                seats.sum::<i64>()
            }
            Priced::Slot(slot) => choice.slots.get(*slot).copied().unwrap_or(0),
            Priced::Stands(at) => at.iter().filter_map(|at| choice.stands.get(*at)).sum(),
        };
        self.priced.iter().map(|one| sum(one) as f64).collect()
    }

    fn expand(&self, at: &[f64]) -> Prices {
        let mut prices = self.market.free();
        for (one, at) in self.priced.iter().zip(at) {
            let whole = at.round() as i64;
            match one {
                Priced::Seats(kind, rides) => {
                    for ride in rides {
                        let seats = prices.seats.get_mut(*ride).and_then(|s| s.get_mut(*kind));
                        seats.into_iter().for_each(|price| *price = whole);
                    }
                }
                Priced::Slot(slot) => {
                    prices.slots.get_mut(*slot).into_iter().for_each(|price| *price = whole);
                }
                Priced::Stands(stands) => {
                    for stand in stands {
                        prices.stands.get_mut(*stand).into_iter().for_each(|p| *p = whole);
                    }
                }
            }
        }
        prices
    }
}

/// What is to be priced, with one price for `block` steps.
fn priced(market: &Market<'_>, block: usize) -> Vec<Priced> {
    let network = market.network;
    let kinds = scarce(market);
    let mut priced = Vec::new();
    for kind in kinds {
        for lane in &market.rides.by_lane {
            let blocks = lane.chunks(block).map(|rides| rides.iter().flatten().copied().collect());
            let blocks = blocks.filter(|rides: &Vec<usize>| !rides.is_empty());
            priced.extend(blocks.map(|rides| Priced::Seats(kind, rides)));
        }
        let legs = market.rides.by_lift.iter().flatten().flatten();
        priced.extend(legs.map(|ride| Priced::Seats(kind, vec![*ride])));
    }
    for (place, _) in network.slots.iter().enumerate().filter(|(_, slots)| slots.is_some()) {
        let hours = place * market.hours..(place + 1) * market.hours;
        priced.extend(hours.map(Priced::Slot));
    }
    for place in market.halls() {
        let moments = market.rides.moments.len();
        let all: Vec<usize> = (place * moments..(place + 1) * moments).collect();
        priced.extend(all.chunks(block).map(|stands| Priced::Stands(stands.to_vec())));
    }
    priced
}

/// The kinds of position that anybody could run short of.
fn scarce(market: &Market<'_>) -> Vec<usize> {
    let needs: Vec<Load> = market.network.crowd.kinds.iter().map(|kind| kind.needs).collect();
    let infants = needs.iter().any(|[seats, people, ..]| people > seats);
    let mut kinds = vec![0];
    kinds.extend(infants.then_some(1));
    kinds.extend((2..4).filter(|kind| needs.iter().any(|need| need.get(*kind) > Some(&0))));
    kinds
}
