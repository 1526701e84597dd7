//! What is best for one group of vehicles, from every place at every step: backwards in time, each
//! move looked at once.

use super::dive::Itinerary;
use super::network::Group;
use super::price::{Given, Market, NONE, Prices};
use super::timetable::{EMPTY, NO_SLOT, SHUT};
use crate::search::model::times;

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
        let seats = |ride: usize| prices.seats.get(ride);
        let collects = |ride: usize| seats(ride).map_or(0, |price| times(price, &group.load));
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
        let Some(timetable) = market.timetables.get(group.number) else { return };
        let slots = Slots { market, group, given, prices: slots };
        for step in (first..network.steps).rev() {
            for (place, moves) in timetable.0.iter().enumerate() {
                let here = step * places + place;
                let mut best = self.collects.get(here + places).copied().unwrap_or(0);
                let mut makes = NONE;
                for (number, one) in moves.iter().enumerate() {
                    let ride = one.rides.get(step).copied().unwrap_or(SHUT);
                    if ride == SHUT {
                        continue;
                    }
                    let (mut value, mut after) = (0, step + one.ahead);
                    if let Some(ends) = one.slots.get(step) {
                        let Some(cost) = slots.cost(*ends) else { continue };
                        value -= cost;
                        after = slots.after(*ends, after, || (place, number, step));
                    }
                    if ride != EMPTY {
                        value += usize::try_from(ride).map_or(0, &collects);
                    }
                    let after = after.min(network.steps) * places + one.to;
                    value += self.collects.get(after).copied().unwrap_or(0);
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

/// The slots that are left, and what they cost.
struct Slots<'s> {
    market: &'s Market<'s>,
    group: &'s Group,
    given: &'s Given,
    prices: &'s [i64],
}

impl Slots<'_> {
    /// What the slots of a departure cost; none if one of them is taken.
    fn cost(&self, ends: [u32; 2]) -> Option<i64> {
        let mut cost = 0;
        for slot in ends.into_iter().filter(|slot| *slot != NO_SLOT) {
            let slot = usize::try_from(slot).ok()?;
            if self.market.slots_left(self.given, slot) < 1 {
                return None;
            }
            cost += self.prices.get(slot).copied().unwrap_or(0);
        }
        Some(cost)
    }

    /// The step at which it can depart again, `after` unless that hour has no slot more.
    fn after(
        &self,
        [_, last]: [u32; 2],
        after: usize,
        departure: impl Fn() -> (usize, usize, usize),
    ) -> usize {
        let last = usize::try_from(last).ok().filter(|_| last != NO_SLOT);
        if last.is_none_or(|slot| self.market.slots_left(self.given, slot) != 1) {
            return after;
        }
        let (place, number, step) = departure();
        let moves = self.group.moves.get(place);
        let one = moves.and_then(|moves| moves.get(number));
        one.map_or(after, |one| self.market.after(self.group, self.given, one, step))
    }
}
