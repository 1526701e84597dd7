//! What is best for one group of vehicles, from every place at every step: backwards in time, each
//! move looked at once.

use super::dive::Itinerary;
use super::network::{Group, Move};
use super::price::{Given, Market, NONE, Prices};

/// What is best for one group of vehicles, from every place at every step.
#[derive(Debug, Default)]
pub(crate) struct Vehicles {
    /// By step and place: what it collects from there on.
    collects: Vec<i64>,
    /// Which move it makes, or that it waits.
    makes: Vec<u32>,
    places: usize,
}

impl Vehicles {
    pub(crate) fn choose(
        &mut self,
        market: &Market<'_>,
        group: &Group,
        prices: &Prices,
        given: &Given,
    ) {
        // Baggage and pets have no price: see `climb`.
        let [p, q, r, s, ..] = group.load;
        let collects = |ride: usize| {
            let [a, b, c, d, ..] = prices.seats.get(ride).copied().unwrap_or_default();
            a * p + b * q + c * r + d * s
        };
        self.best(market, group, given, &prices.slots, 0, collects);
    }

    /// The same, where each ride is worth so much, from one step on.
    pub(crate) fn choose_by(
        &mut self,
        market: &Market<'_>,
        group: &Group,
        given: &Given,
        (worth, slots): (&[i64], &[i64]),
        first: usize,
    ) {
        self.best(market, group, given, slots, first, |ride| worth.get(ride).copied().unwrap_or(0));
    }

    fn best(
        &mut self,
        market: &Market<'_>,
        group: &Group,
        given: &Given,
        slots: &[i64],
        first: usize,
        collects: impl Fn(usize) -> i64,
    ) {
        let network = market.network;
        let places = network.places;
        self.places = places;
        self.collects.resize((network.steps + 1) * places, 0);
        self.makes.resize(network.steps * places, NONE);
        for step in (first..network.steps).rev() {
            for (place, moves) in group.moves.iter().enumerate() {
                let here = step * places + place;
                let mut best = self.collects.get(here + places).copied().unwrap_or(0);
                let mut makes = NONE;
                for (number, one) in moves.iter().enumerate() {
                    let value = self.worth(market, group, (slots, given), (step, one), &collects);
                    let Some(value) = value else { continue };
                    if value > best {
                        best = value;
                        makes = u32::try_from(number).unwrap_or(NONE);
                    }
                }
                if let (Some(c), Some(m)) = (self.collects.get_mut(here), self.makes.get_mut(here))
                {
                    (*c, *m) = (best, makes);
                }
            }
        }
    }

    fn worth(
        &self,
        market: &Market<'_>,
        group: &Group,
        (slots, given): (&[i64], &Given),
        (step, one): (usize, &Move),
        collects: impl Fn(usize) -> i64,
    ) -> Option<i64> {
        let network = market.network;
        let open = network.open.get(one.lane)?.get(usize::from(one.back))?;
        if open.get(step) != Some(&true) {
            return None;
        }
        let arrives = network.minute(step) + one.minutes;
        if arrives > group.until {
            return None;
        }
        let ends = market.slots(one, step);
        if ends.iter().flatten().any(|slot| market.slots_left(given, *slot) < 1) {
            return None;
        }
        let after = market.after(group, given, one, step);
        let mut onward = self.collects.get(after * self.places + one.to).copied().unwrap_or(0);
        for slot in ends.into_iter().flatten() {
            onward -= slots.get(slot).copied().unwrap_or(0);
        }
        if one.back {
            return Some(onward);
        }
        let ride = market.rides.by_lane.get(one.lane)?.get(step).copied().flatten()?;
        Some(onward + collects(ride))
    }

    pub(crate) fn collects(&self, (_, place, step): &(usize, usize, usize)) -> i64 {
        self.collects.get(step * self.places + place).copied().unwrap_or(0)
    }

    /// At which steps it departs, by which moves.
    pub(crate) fn itinerary(
        &self,
        market: &Market<'_>,
        group: &Group,
        given: &Given,
        (mut place, mut step): (usize, usize),
    ) -> Itinerary {
        let mut itinerary = Vec::new();
        while let Some(makes) = self.makes.get(step * self.places + place) {
            let moves = group.moves.get(place);
            let index = usize::try_from(*makes).unwrap_or(usize::MAX);
            let Some(one) = moves.and_then(|moves| moves.get(index)).filter(|_| *makes != NONE)
            else {
                step += 1;
                continue;
            };
            itinerary.push((step, *one));
            step = market.after(group, given, one, step);
            place = one.to;
        }
        itinerary
    }
}
