//! What happens in a drill, step by step: acts at one node or the other, in the order of time.

use corridor::agreement::Nation;
use corridor::emergency::{Closure, Declaration};
use corridor::headcount::State;
use corridor::record::{LiftId, OfferId, RegistrationId};
use corridor::registry::{Intake, Intention};
use corridor::transport::{LiftPlan, Place};
use jiff::Timestamp;

/// One act at one node at one instant.
#[derive(Clone, Debug)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// At whose node.
    pub nation: Nation,
    /// What.
    pub act: Act,
}

/// What somebody does. Households and persons are those of the cast, by index: the director of the
/// drill knows who is who; the nodes find out.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each act is named after the method of `Node` that it calls")]
pub enum Act {
    Place(Place),
    Lift(LiftPlan),
    Warn(String),
    Declare(Declaration),
    Close(Closure),
    Register(Box<Intake>),
    Revise {
        registration: RegistrationId,
        intention: Intention,
    },
    /// Officers work through both queues, then the partner is told of new and changed households.
    Announce,
    Offer {
        id: OfferId,
        lift: LiftId,
        seats: u32,
        reply_by: Timestamp,
    },
    Answer {
        id: OfferId,
        seats: u32,
    },
    Expect {
        lift: LiftId,
        household: usize,
    },
    Board {
        lift: LiftId,
        household: usize,
        walk_in: bool,
    },
    CloseDoor {
        lift: LiftId,
    },
    List {
        lift: LiftId,
    },
    AnswerBorder {
        lift: LiftId,
    },
    Land {
        lift: LiftId,
    },
    Tell {
        household: usize,
        state: State,
    },
    TellSeats,
    CloseSum,
    Plan,
    /// The published seats are planned again after something happened.
    Replan,
}
