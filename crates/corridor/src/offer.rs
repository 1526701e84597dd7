//! Room 9. The atom of cooperation: one nation offers seats, the other answers.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::agreement::{DataClass, Nation, Permission};
use crate::record::{LiftId, OfferId};
use crate::transport::Lift;

/// Where an offer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Waiting for an answer.
    Open,
    /// All seats taken.
    Accepted,
    /// Some seats taken, the rest fell back.
    Partial,
    /// None taken.
    Declined,
    /// Nobody answered in time: the seats fell back.
    Expired,
}

/// Seats on a lift, offered by its nation to the partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatOffer {
    id: OfferId,
    by: Nation,
    to: Nation,
    lift: LiftId,
    seats: u32,
    made: Timestamp,
    reply_by: Timestamp,
    taken: u32,
    standing: Standing,
    clause: String,
}

/// Why seats can't be offered, or an answer does not count.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OfferError {
    /// The permission is for something else.
    #[error("offer-permission: the permission does not cover offers of seats by this nation")]
    Permission,
    /// The lift is another's.
    #[error("offer-not-yours: lift {0} is not this nation's; only its operator offers its seats")]
    NotYours(LiftId),
    /// More seats than the lift has.
    #[error("offer-seats: lift {0} has fewer seats than offered; offer at most what it has")]
    Seats(LiftId),
    /// Already answered or expired.
    #[error("offer-closed: offer {0} is closed; ask for a new one")]
    Closed(OfferId),
    /// Answered after the deadline.
    #[error("offer-too-late: the answer to {0} came after its deadline; ask for a new one")]
    TooLate(OfferId),
    /// More taken than offered.
    #[error("offer-too-many: offer {0} has fewer seats than taken; take at most what is offered")]
    TooMany(OfferId),
}

impl SeatOffer {
    /// Offers `seats` of `lift` to the permission's recipient.
    ///
    /// # Errors
    /// When the permission is not for offers, the lift is not the nation's, or it is too small.
    pub fn make(
        id: OfferId,
        lift: &Lift,
        seats: u32,
        permission: &Permission,
        made: Timestamp,
        reply_by: Timestamp,
    ) -> Result<Self, OfferError> {
        if permission.data() != DataClass::Offers {
            return Err(OfferError::Permission);
        }
        if lift.nation() != Some(permission.from()) {
            return Err(OfferError::NotYours(lift.id().clone()));
        }
        if seats == 0 || seats > lift.plan().seats.seats {
            return Err(OfferError::Seats(lift.id().clone()));
        }
        Ok(Self {
            id,
            by: permission.from(),
            to: permission.recipient(),
            lift: lift.id().clone(),
            seats,
            made,
            reply_by,
            taken: 0,
            standing: Standing::Open,
            clause: permission.clause().to_owned(),
        })
    }

    /// The offer after the partner took `taken` seats (0 declines).
    ///
    /// # Errors
    /// When it is closed, too late, or more is taken than offered.
    pub fn answer(&self, taken: u32, at: Timestamp) -> Result<Self, OfferError> {
        if self.standing != Standing::Open {
            return Err(OfferError::Closed(self.id.clone()));
        }
        if at > self.reply_by {
            return Err(OfferError::TooLate(self.id.clone()));
        }
        let standing = match taken {
            0 => Standing::Declined,
            n if n < self.seats => Standing::Partial,
            n if n == self.seats => Standing::Accepted,
            _ => return Err(OfferError::TooMany(self.id.clone())),
        };
        Ok(Self { taken, standing, ..self.clone() })
    }

    /// Whether `other` is this offer with its partner's answer, or this offer again.
    #[must_use]
    pub fn is_answered_by(&self, other: &Self) -> bool {
        let unanswered = Self { taken: self.taken, standing: self.standing, ..other.clone() };
        unanswered == *self && other.taken <= self.seats
    }

    /// The offer at `at`: expired when nobody has answered in time.
    #[must_use]
    pub fn at(&self, at: Timestamp) -> Self {
        let expired = self.standing == Standing::Open && at > self.reply_by;
        let standing = if expired { Standing::Expired } else { self.standing };
        Self { standing, ..self.clone() }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &OfferId {
        &self.id
    }

    /// Who offers.
    #[must_use]
    pub fn by(&self) -> Nation {
        self.by
    }

    /// To whom.
    #[must_use]
    pub fn to(&self) -> Nation {
        self.to
    }

    /// On which lift.
    #[must_use]
    pub fn lift(&self) -> &LiftId {
        &self.lift
    }

    /// Seats offered.
    #[must_use]
    pub fn seats(&self) -> u32 {
        self.seats
    }

    /// Seats taken.
    #[must_use]
    pub fn taken(&self) -> u32 {
        self.taken
    }

    /// Where it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// When it was made.
    #[must_use]
    pub fn made(&self) -> Timestamp {
        self.made
    }
}
