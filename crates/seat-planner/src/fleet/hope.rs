//! What it would cost to get home from where nothing goes on yet, if the vehicles that are not
//! settled did as prices promise.
//!
//! While itineraries are made, a bus to the airfield is worth nothing before an aircraft is sent
//! there, and the aircraft nothing before the bus. So people may, on paper, stop anywhere and hope:
//! then they bear what they would bear at the prices found, tolls included. Bit by bit hope is made
//! dearer, until nobody goes where nothing leads on.

use super::network::{NOT_HOME, Network};
use super::rides::Rides;

/// The cost of stopping, by class, moment and place.
#[derive(Debug, Clone)]
pub(crate) struct Hope<'a> {
    network: &'a Network,
    moments: &'a [i64],
    /// By class: by moment and place, what a unit bears from there on at some prices.
    costs: Vec<Vec<i64>>,
    /// What slots are worth to others, by the same prices.
    slots: Vec<i64>,
    /// In 256ths: how much of the difference to staying for good is counted; 256 is no hope.
    doubt: i64,
}

impl<'a> Hope<'a> {
    pub(crate) fn new(
        network: &'a Network,
        rides: &'a Rides,
        (costs, slots): (Vec<Vec<i64>>, Vec<i64>),
    ) -> Self {
        Self { network, moments: &rides.moments, costs, slots, doubt: 256 }
    }

    /// Without any.
    pub(crate) fn none(network: &'a Network) -> Self {
        Self { network, moments: &[], costs: Vec::new(), slots: Vec::new(), doubt: 256 }
    }

    /// From now on so much, in 256ths, of the difference to staying is counted.
    pub(crate) fn doubt(&mut self, doubt: i64) {
        self.doubt = doubt.clamp(0, 256);
    }

    /// Whether anybody may stop where nothing leads on.
    pub(crate) fn any(&self) -> bool {
        self.doubt < 256
    }

    /// What a slot is worth to others; nothing where nobody hopes any more.
    pub(crate) fn slots(&self) -> &[i64] {
        if self.any() { &self.slots } else { &[] }
    }

    /// What a unit of a class bears that stops at a place at this minute.
    pub(crate) fn stop(&self, class: usize, place: usize, minute: i64) -> i64 {
        let crowd = &self.network.crowd;
        let Some(kind) = crowd.kinds.get(class) else { return 0 };
        let rates = crowd.rates.get(kind.nation);
        let rate = rates.and_then(|rates| rates.get(place)).copied().unwrap_or(0) * kind.weight;
        let stay = rate * (self.network.horizon + NOT_HOME - minute);
        if self.doubt >= 256 {
            return stay;
        }
        let moment = self.moments.partition_point(|moment| *moment < minute);
        let then = self.costs.get(class).and_then(|c| c.get(moment * self.network.places + place));
        let (Some(then), Some(at)) = (then, self.moments.get(moment)) else { return stay };
        let hoped = then + rate * (at - minute);
        stay - (stay - hoped).max(0) * (256 - self.doubt) / 256
    }
}
