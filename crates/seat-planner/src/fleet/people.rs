//! What is best for one class of people at some prices, from every place at every moment: backwards
//! in time, each ride looked at once.

use super::crowd::Kind;

use super::price::{Choice, Market, NONE, Prices, Row};
use super::rides::Ride;
use crate::itinerary::aboard;

/// The cost of what can't be reached.
const FAR: i64 = i64::MAX / 4;

/// A number of moment and place.
fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// What is best for one class, from every place at every moment.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// By moment and place: what a unit bears and pays from there on.
    pub(crate) cost: Vec<i64>,
    /// The ride that it takes, or that it waits.
    ride: Vec<u32>,
    /// By ride: what a unit bears and pays that takes it.
    taken: Vec<i64>,
    /// By ride: whether it goes on aboard.
    aboard: Vec<bool>,
    there: Vec<i64>,
}

impl People {
    pub(crate) fn choose(
        &mut self,
        market: &Market<'_>,
        class: usize,
        prices: &Prices,
        tolls: &[Vec<i64>],
    ) {
        let (rides, places) = (market.rides, market.network.places);
        let nation = market.network.crowd.kinds.get(class).map_or(0, |kind| kind.nation);
        let tolls = market.need_of.get(class).and_then(|need| tolls.get(*need));
        let (Some(bears), Some(may), Some(tolls)) =
            (market.bears.get(nation), market.may.get(class), tolls)
        else {
            return;
        };
        let factor = market.factor.get(class).copied().unwrap_or(0);
        let moments = rides.moments.len();
        self.cost.resize(moments * places, 0);
        self.ride.clear();
        self.ride.resize(moments * places, NONE);
        self.lifts(rides.rides.len(), !rides.by_lift.is_empty());
        let mut rows = market.rows.iter().zip(bears).zip(tolls).zip(may).enumerate().peekable();
        for moment in (0..moments).rev() {
            self.wait(market, class, prices, moment);
            let first = moment * places;
            let now = |row: &Row| usize::try_from(row.here).is_ok_and(|here| here >= first);
            while let Some((number, (((row, bears), toll), may))) =
                rows.next_if(|(_, (((row, _), _), _))| now(row))
            {
                if !may {
                    continue;
                }
                let (here, there) = (at(row.here), at(row.there));
                let Some(from) = self.cost.get(there) else { continue };
                let mut cost = bears * factor + toll + from;
                if row.lift {
                    cost = self.lift(market, class, number, cost, *toll);
                }
                if let (Some(best), Some(ride)) = (self.cost.get_mut(here), self.ride.get_mut(here))
                    && cost < *best
                {
                    *best = cost;
                    *ride = u32::try_from(number).unwrap_or(NONE);
                }
            }
        }
    }

    /// Makes ready for rides of lifts with fixed times, if there are any.
    fn lifts(&mut self, rides: usize, any: bool) {
        self.taken.clear();
        self.aboard.clear();
        if any {
            self.taken.resize(rides, FAR);
            self.aboard.resize(rides, false);
        }
    }

    /// What it costs to take a leg of a lift: to leave it after, at this cost, or to stay aboard.
    fn lift(
        &mut self,
        market: &Market<'_>,
        class: usize,
        number: usize,
        mut cost: i64,
        toll: i64,
    ) -> i64 {
        if let Some(ride) = market.rides.rides.get(number)
            && let Some(onward) = ride.onward
        {
            let stay = self.stays(market, class, ride, onward) + toll;
            if stay < cost {
                cost = stay;
                self.aboard.get_mut(number).into_iter().for_each(|aboard| *aboard = true);
            }
        }
        self.taken.get_mut(number).into_iter().for_each(|taken| *taken = cost);
        cost
    }

    /// What it bears and pays who waits for the next moment, or to the end.
    fn wait(&mut self, market: &Market<'_>, class: usize, prices: &Prices, moment: usize) {
        let (places, crowd) = (market.network.places, &market.network.crowd);
        let moments = &market.rides.moments;
        let (Some(kind), Some(end)) = (crowd.kinds.get(class), market.end.get(class)) else {
            return;
        };
        let rates = crowd.rates.get(kind.nation).map_or(&[][..], Vec::as_slice);
        let factor = market.factor.get(class).copied().unwrap_or(0);
        let (early, late) = self.cost.split_at_mut((moment + 1) * places);
        let Some(here) = early.get_mut(moment * places..) else { return };
        let (Some(now), Some(next)) = (moments.get(moment), moments.get(moment + 1)) else {
            here.copy_from_slice(end);
            return;
        };
        let minutes = factor * (next - now);
        for ((cost, after), rate) in here.iter_mut().zip(late.iter()).zip(rates) {
            *cost = after + minutes * rate;
        }
        for place in market.halls() {
            let price = prices.stands.get(place * moments.len() + moment).copied();
            if let (Some(price), Some(cost)) = (price, here.get_mut(*place)) {
                *cost += price * kind.people;
            }
        }
    }

    /// What it bears from the gate of this ride who takes it and stays aboard for the next.
    fn stays(&self, market: &Market<'_>, class: usize, ride: &Ride, onward: usize) -> i64 {
        let crowd = &market.network.crowd;
        let nation = crowd.kinds.get(class).map_or(0, |kind| kind.nation);
        let factor = market.factor.get(class).copied().unwrap_or(0);
        let (Some(after), Some(next)) = (self.taken.get(onward), market.rides.rides.get(onward))
        else {
            return FAR;
        };
        if *after >= FAR {
            return FAR;
        }
        let minute = |moment: usize| market.rides.moments.get(moment).copied().unwrap_or(0);
        let rates = crowd.rates.get(nation);
        let at = |place: usize| rates.and_then(|rates| rates.get(place)).copied().unwrap_or(0);
        let danger = ride.exposed || crowd.danger.get(ride.to) == Some(&true);
        let each = at(ride.from) * (ride.departs - minute(ride.gate))
            + aboard(danger) * (ride.arrives - ride.departs)
            // Up to the gate of the next ride, which may be before this one arrives.
            + at(ride.to) * (minute(next.gate) - ride.arrives);
        each * factor + after
    }

    /// Lets all units of the class go their ways, and counts what they want.
    pub(crate) fn walk(&mut self, market: &Market<'_>, class: usize, choice: &mut Choice) {
        let (rides, places) = (market.rides, market.network.places);
        let Some(kind) = market.network.crowd.kinds.get(class) else { return };
        let factor = market.factor.get(class).copied().unwrap_or(0);
        self.there.clear();
        self.there.resize(self.cost.len(), 0);
        for (batch, moment, lead) in market.starts.get(class).into_iter().flatten() {
            let Some(batch) = market.network.crowd.batches.get(*batch) else { continue };
            let at = moment * places + batch.place;
            let cost = self.cost.get(at).copied().unwrap_or(0) + lead * factor;
            choice.value += i128::from(cost) * i128::from(batch.units);
            self.there.get_mut(at).into_iter().for_each(|there| *there += batch.units);
        }
        let moments = rides.moments.len();
        for moment in 0..moments {
            for place in 0..places {
                let here = moment * places + place;
                let units = self.there.get(here).copied().unwrap_or(0);
                if units == 0 {
                    continue;
                }
                match self.ride.get(here).copied() {
                    Some(NONE) | None => {
                        let next = self.there.get_mut(here + places);
                        next.into_iter().for_each(|next| *next += units);
                        let stand = place * moments + moment;
                        if moment + 1 < moments
                            && let Some(stand) = choice.stands.get_mut(stand)
                        {
                            *stand += units * kind.people;
                        }
                    }
                    Some(ride) => self.take(market, kind, (ride, units), choice),
                }
            }
        }
    }

    fn take(
        &mut self,
        market: &Market<'_>,
        kind: &Kind,
        (ride, units): (u32, i64),
        choice: &mut Choice,
    ) {
        let mut number = usize::try_from(ride).unwrap_or(usize::MAX);
        while let Some(ride) = market.rides.rides.get(number) {
            if let Some(seats) = choice.seats.get_mut(number) {
                seats.iter_mut().zip(&kind.needs).for_each(|(want, need)| *want += need * units);
            }
            match ride.onward.filter(|_| self.aboard.get(number) == Some(&true)) {
                Some(onward) => number = onward,
                None => {
                    let at = ride.reach * market.network.places + ride.to;
                    self.there.get_mut(at).into_iter().for_each(|there| *there += units);
                    return;
                }
            }
        }
    }
}
