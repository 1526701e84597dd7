//! Finds prices: steps along the differences between what is wanted and what there is, each price
//! at a pace of its own (Kingma and Ba 2015), with a moving average of the prices tried beside the
//! last; first one price for many steps of time, then for fewer, then for each.

use super::network::Load;
use super::price::{Choice, Given, Market, Prices};

/// With one price for so many steps the search begins.
pub(crate) const COARSEST: usize = 32;

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
    /// Whether a second thread may help.
    spare: bool,
    priced: Vec<Priced>,
    /// The best prices found since what is given last changed, and the bound that they prove.
    pub(crate) prices: Prices,
    pub(crate) best: i128,
    at: Vec<f64>,
    average: Vec<f64>,
    /// Moving means of the differences and of their squares.
    mean: Vec<f64>,
    square: Vec<f64>,
    steps: i32,
}

const MEAN: f64 = 0.9;
const SQUARE: f64 = 0.999;
const AVERAGE: f64 = 0.95;

impl<'m, 'a> Climb<'m, 'a> {
    pub(crate) fn new(market: &'m Market<'a>, given: Given) -> Self {
        let mut climb = Self {
            market,
            given,
            spare: true,
            priced: Vec::new(),
            prices: market.free(),
            best: i128::MIN,
            at: Vec::new(),
            average: Vec::new(),
            mean: Vec::new(),
            square: Vec::new(),
            steps: 0,
        };
        climb.refine(COARSEST);
        climb.look(false);
        climb
    }

    /// Another search from the prices of this one, without a second thread.
    pub(crate) fn fork(&self, block: usize) -> Self {
        let mut fork = Self {
            market: self.market,
            given: self.given.clone(),
            spare: false,
            priced: Vec::new(),
            prices: self.prices.clone(),
            best: self.best,
            at: Vec::new(),
            average: Vec::new(),
            mean: Vec::new(),
            square: Vec::new(),
            steps: 0,
        };
        fork.refine(block);
        fork
    }

    /// One price for so many steps from now on; the best prices so far are kept.
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
        self.at = self.priced.iter().map(|one| first(one) as f64).collect();
        self.average.clone_from(&self.at);
        self.mean = vec![0.0; self.at.len()];
        self.square = vec![0.0; self.at.len()];
        self.steps = 0;
    }

    /// Something more is given: what was proven before is no longer.
    pub(crate) fn given_changed(&mut self) {
        self.best = i128::MIN;
    }

    /// Steps while `spent` is less than 1, with a pace that falls from one to the other as it
    /// grows; `spent` is asked with the number of steps made.
    pub(crate) fn run(&mut self, (from, to): (f64, f64), spent: impl Fn(u32) -> f64) {
        let mut made = 0;
        loop {
            let done = spent(made);
            if done >= 1.0 {
                break;
            }
            let pace = from * (to / from).powf(done);
            let gradient = self.look(false);
            self.step(&gradient, pace);
            made += 1;
            if made % 10 == 0 {
                self.look(true);
            }
        }
        if made > 0 {
            self.look(true);
        }
    }

    fn step(&mut self, gradient: &[f64], pace: f64) {
        self.steps += 1;
        let warm = (1.0 - MEAN.powi(self.steps), 1.0 - SQUARE.powi(self.steps));
        let states = self.mean.iter_mut().zip(&mut self.square);
        let prices = self.at.iter_mut().zip(&mut self.average);
        for (((mean, square), (at, average)), gradient) in states.zip(prices).zip(gradient) {
            *mean = MEAN * *mean + (1.0 - MEAN) * gradient;
            *square = SQUARE * *square + (1.0 - SQUARE) * gradient * gradient;
            let size = (*square / warm.1).sqrt() + 1e-3;
            *at = (*at + pace * (*mean / warm.0) / size).max(0.0);
            *average = AVERAGE * *average + (1.0 - AVERAGE) * *at;
        }
    }

    /// What is chosen at the prices reached, or at their moving average: kept if it proves more.
    fn look(&mut self, average: bool) -> Vec<f64> {
        let at = if average { &self.average } else { &self.at };
        let prices = self.expand(at);
        let choice = self.market.choose(&prices, &self.given, self.spare);
        let gradient = self.gradient(&choice);
        if choice.value > self.best {
            (self.best, self.prices) = (choice.value, prices);
        }
        gradient
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
    let other = 2..Load::default().len();
    kinds.extend(other.filter(|kind| needs.iter().any(|need| need.get(*kind) > Some(&0))));
    kinds
}
