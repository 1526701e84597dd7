//! Acts on transport: places, lifts, landings, and offers of seats.

use corridor::agreement::{Ask, Consent, DataClass};
use corridor::offer::{OfferError, SeatOffer};
use corridor::record::{LiftId, OfferId};
use corridor::transport::{Lift, LiftPlan, Place};
use jiff::Timestamp;

use super::fact::Fact;
use super::{Node, Refused, refused};

const ASSETS: (DataClass, Consent) = (DataClass::Assets, Consent::None);
const OFFERS: (DataClass, Consent) = (DataClass::Offers, Consent::None);

impl Node {
    /// Enters a place.
    ///
    /// # Errors
    /// When the agreement does not allow to share it.
    pub fn enter_place(&mut self, place: Place, at: Timestamp) -> Result<(), Refused> {
        if self.state.places.get(&place.id) == Some(&place) {
            return Ok(());
        }
        self.share(ASSETS, at, &Fact::Place(place), None)
    }

    /// Enters a lift.
    ///
    /// # Errors
    /// When it makes no sense as it stands.
    pub fn enter_lift(&mut self, plan: LiftPlan, at: Timestamp) -> Result<(), Refused> {
        let lift = Lift::enter(plan, &self.state.places).map_err(refused)?;
        if self.state.lifts.get(lift.id()) == Some(&lift) {
            return Ok(());
        }
        self.share(ASSETS, at, &Fact::Lift(lift), None)
    }

    /// A lift has reached its end.
    ///
    /// # Errors
    /// When the lift or the place where it ends is not known.
    pub fn land(&mut self, id: &LiftId, at: Timestamp) -> Result<(), Refused> {
        if self.state.landed.contains_key(id) {
            return Ok(());
        }
        let standing = {
            let place = self.lift(id)?.destination().and_then(|to| self.state.places.get(to));
            place.map(|place| place.standing).ok_or_else(|| unknown_lift(id))?
        };
        let landed = Fact::Landed { lift: id.clone(), at, standing };
        self.share(ASSETS, at, &landed, None)
    }

    /// Offers seats of one of this nation's lifts to the partner.
    ///
    /// # Errors
    /// When the agreement does not allow it, or the lift is not this nation's or too small.
    pub fn offer(
        &mut self,
        id: OfferId,
        lift: &LiftId,
        seats: u32,
        (made, reply_by): (Timestamp, Timestamp),
    ) -> Result<(), Refused> {
        if self.state.offers.contains_key(&id) {
            return Ok(());
        }
        let permission = self.agreement.permit(&Ask {
            data: DataClass::Offers,
            from: self.state.me,
            to: self.state.partner,
            phase: self.state.phase(),
            consent: Consent::None,
            at: made,
        })?;
        let offer = SeatOffer::make(id, self.lift(lift)?, seats, &permission, made, reply_by)
            .map_err(refused)?;
        self.share(OFFERS, made, &Fact::Offer(offer), None)
    }

    /// Answers the partner's offer: takes `seats` of it, 0 to decline.
    ///
    /// # Errors
    /// When the offer is closed, answered too late, or not to this nation.
    pub fn answer_offer(&mut self, id: &OfferId, seats: u32, at: Timestamp) -> Result<(), Refused> {
        let offer = self.state.offers.get(id).filter(|offer| offer.to() == self.state.me);
        let answered = offer.ok_or_else(|| Refused {
            code: "offer-unknown".to_owned(),
            what: format!("no offer {id} has been made to this nation; wait for it to arrive"),
        })?;
        match answered.answer(seats, at) {
            Ok(answered) => self.share(OFFERS, at, &Fact::Offer(answered), None),
            // Answering again as before is the same answer.
            Err(OfferError::Closed(_)) if answered.taken() == seats => Ok(()),
            Err(error) => Err(refused(error)),
        }
    }

    pub(super) fn lift(&self, id: &LiftId) -> Result<&Lift, Refused> {
        self.state.lifts.get(id).ok_or_else(|| unknown_lift(id))
    }
}

fn unknown_lift(id: &LiftId) -> Refused {
    Refused {
        code: "lift-unknown".to_owned(),
        what: format!("no lift {id} has been entered; enter it with its legs first"),
    }
}
