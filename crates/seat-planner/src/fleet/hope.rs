//! What it would cost to get home from where nothing goes on yet, if the vehicles that are not
//! settled did as prices promise.
//!
//! While itineraries are made, a bus to the airfield is worth nothing before an aircraft is sent
//! there, and the aircraft nothing before the bus. So people may, on paper, stop anywhere and hope:
//! then they bear what they would bear at the prices found, tolls included. Each ride that is hoped
//! for is doubted: a part of what it would cost to be left where it departs is counted. So a ride
//! that there is does better than one that is hoped for, and the more so the more rides are still
//! to be hoped for. Bit by bit doubt is made larger, until nobody goes where nothing leads on.

use super::network::Network;
use super::price::{Market, Prices};
use crate::itinerary::NOT_HOME;

/// The cost of stopping, by class, moment and place.
#[derive(Debug, Clone)]
pub(crate) struct Hope<'a> {
    network: &'a Network,
    moments: &'a [i64],
    /// By step: the first moment at or after it.
    first: Vec<usize>,
    /// By class: by moment and place, what a unit bears from there on; empty for no hope.
    costs: Vec<Vec<i64>>,
    /// By class: the same by step and place, for whoever is there at a step.
    by_step: Vec<Vec<i64>>,
    /// What slots are worth to others, by the same prices.
    slots: Vec<i64>,
}

impl<'a> Hope<'a> {
    /// In these prices, each ride doubted by so much, in 256ths.
    pub(crate) fn new(market: &Market<'a>, prices: &Prices, doubt: i64) -> Self {
        let classes = 0..market.network.crowd.kinds.len();
        let mut hope = Self {
            network: market.network,
            moments: &market.rides.moments,
            first: (0..market.network.steps)
                .map(|step| market.rides.moment_from(market.network.minute(step)))
                .collect(),
            costs: classes.map(|class| costs(market, prices, class, doubt)).collect(),
            slots: prices.slots.clone(),
            by_step: Vec::new(),
        };
        hope.by_step = (0..market.network.crowd.kinds.len()).map(|c| hope.steps(c)).collect();
        hope
    }

    /// By step and place: what a unit of a class bears that stops.
    fn steps(&self, class: usize) -> Vec<i64> {
        let (steps, places) = (0..=self.network.steps, self.network.places);
        let stop = |step| (0..places).map(move |place| (step, place));
        let at = |(step, place)| self.look(class, place, self.network.minute(step));
        steps.flat_map(stop).map(at).collect()
    }

    /// What a unit of a class bears that stops at each place at a step, where it may hope.
    pub(crate) fn at(&self, class: usize, step: usize) -> Option<&[i64]> {
        let places = self.network.places;
        self.by_step.get(class)?.get(step * places..(step + 1) * places)
    }

    /// Without any.
    pub(crate) fn none(network: &'a Network) -> Self {
        Self {
            network,
            moments: &[],
            first: Vec::new(),
            costs: Vec::new(),
            by_step: Vec::new(),
            slots: Vec::new(),
        }
    }

    /// Whether anybody may stop where nothing leads on.
    pub(crate) fn any(&self) -> bool {
        !self.costs.is_empty()
    }

    /// What a slot is worth to others; nothing where nobody hopes any more.
    pub(crate) fn slots(&self) -> &[i64] {
        &self.slots
    }

    /// What a unit of a class bears that stops at a place at this minute.
    pub(crate) fn stop(&self, class: usize, place: usize, minute: i64) -> i64 {
        if self.any() && minute % self.network.step == 0 {
            let step = usize::try_from(minute / self.network.step).unwrap_or(0);
            if let Some(stop) = self.at(class, step).and_then(|stops| stops.get(place)) {
                return *stop;
            }
        }
        self.look(class, place, minute)
    }

    fn look(&self, class: usize, place: usize, minute: i64) -> i64 {
        let crowd = &self.network.crowd;
        let Some(kind) = crowd.kinds.get(class) else { return 0 };
        let rates = crowd.rates.get(kind.nation);
        let rate = rates.and_then(|rates| rates.get(place)).copied().unwrap_or(0) * kind.weight;
        let stay = rate * (self.network.horizon + NOT_HOME - minute);
        let Some(costs) = self.costs.get(class) else { return stay };
        let step = usize::try_from(minute.max(0) / self.network.step).unwrap_or(0);
        let mut moment = self.first.get(step).copied().unwrap_or(self.moments.len());
        while self.moments.get(moment).is_some_and(|at| *at < minute) {
            moment += 1;
        }
        let then = costs.get(moment * self.network.places + place);
        let (Some(then), Some(at)) = (then, self.moments.get(moment)) else { return stay };
        stay.min(then + rate * (at - minute))
    }
}

/// By moment and place: what a unit of a class bears from there on that hopes.
fn costs(market: &Market<'_>, prices: &Prices, class: usize, doubt: i64) -> Vec<i64> {
    let (network, rides) = (market.network, market.rides);
    let (places, moments) = (network.places, rides.moments.len());
    let mut costs = vec![0; moments * places];
    let crowd = &network.crowd;
    let Some(kind) = crowd.kinds.get(class) else { return costs };
    let (Some(rates), Some(may), Some(bears)) =
        (crowd.rates.get(kind.nation), market.may.get(class), market.bears.get(kind.nation))
    else {
        return costs;
    };
    let end = network.horizon + NOT_HOME;
    let minute = |moment: usize| rides.moments.get(moment).copied().unwrap_or(network.horizon);
    let rate = |place: usize| rates.get(place).copied().unwrap_or(0) * kind.weight;
    let mut next = 0;
    for moment in (0..moments).rev() {
        for place in 0..places {
            let here = moment * places + place;
            let later = costs.get(here + places).copied();
            let wait = match later {
                Some(later) => later + rate(place) * (minute(moment + 1) - minute(moment)),
                None => rate(place) * (end - minute(moment)),
            };
            costs.get_mut(here).into_iter().for_each(|cost| *cost = wait);
        }
        while let Some(ride) = rides.rides.get(next).filter(|ride| ride.gate == moment) {
            let number = next;
            next += 1;
            if may.get(number) != Some(&true) {
                continue;
            }
            let toll = prices.seats.get(number);
            let toll = toll.map_or(0, |toll| crate::search::model::times(toll, &kind.needs));
            let after = costs.get(ride.reach * places + ride.to).copied().unwrap_or(0);
            let aboard = bears.get(number).copied().unwrap_or(0) * kind.weight;
            let cost = aboard + toll + after;
            let left = rate(ride.from) * (end - minute(moment));
            let cost = cost + (left - cost).max(0) * doubt / 256;
            let here = costs.get_mut(moment * places + ride.from);
            here.into_iter().for_each(|here| *here = cost.min(*here));
        }
    }
    costs
}
