//! One node at work: every act passes through a room of `corridor`, is recorded, and what the
//! agreement allows is released to the partner.
//!
//! Pure but for the random salts that the caller hands in: the same acts give the same log. An act
//! done twice is recorded once, so a node that was stopped in the middle can be told again.

#[cfg(test)]
mod again;
mod arriving;
mod bounds;
mod departing;
mod desk;
pub mod fact;
mod people;
pub mod planning;
mod replanning;
pub mod state;
#[cfg(test)]
mod tests;
mod transport;

use std::sync::Arc;

use corridor::agreement::{Agreement, Ask, Consent, DataClass, Nation, Refusal};
use corridor::record::{Authority, Entry, RecordError, Recorded, Released, SCHEMA, World, admit};
use jiff::Timestamp;
use thiserror::Error;

use fact::{Beside, Fact};
use state::{Origin, State};

pub use arriving::BorderFigures;
pub use people::Across;

/// What an act brought about: to be committed together.
#[derive(Debug, Default)]
pub struct Done {
    /// Entries of the node's own log.
    pub own: Vec<Recorded>,
    /// Entries that cross to the partner.
    pub outbound: Vec<Released>,
}

/// Why an act was refused. Nothing was recorded.
#[derive(Debug, Error)]
#[error("{code}: {what}")]
pub struct Refused {
    /// The stable code.
    pub code: String,
    /// What happened and what to do.
    pub what: String,
}

/// A node's rooms.
pub struct Node {
    state: State,
    agreement: Agreement,
    world: World,
    secret: [u8; 32],
    salts: Box<dyn FnMut() -> [u8; 16] + Send>,
    done: Done,
    across: Option<(u64, Arc<Across>)>,
}

impl Node {
    /// The node of `me` under `agreement`. `secret` is shared by both nodes for one emergency;
    /// `salts` gives 16 fresh random bytes at each call.
    ///
    /// # Errors
    /// When `me` is not a party of the agreement.
    pub fn new(
        me: Nation,
        agreement: Agreement,
        world: World,
        secret: [u8; 32],
        salts: Box<dyn FnMut() -> [u8; 16] + Send>,
    ) -> Result<Self, Refused> {
        let partner = agreement.partner_of(me).ok_or_else(|| Refused {
            code: "agreement-not-parties".to_owned(),
            what: format!("{me} is not a party of the agreement; name another in the config"),
        })?;
        let state = State::new(me, partner);
        Ok(Self { state, agreement, world, secret, salts, done: Done::default(), across: None })
    }

    /// What the node knows.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What the node knows, where something may have to be computed first.
    pub fn state_mut(&mut self) -> &mut State {
        &mut self.state
    }

    /// The agreement it works under.
    #[must_use]
    pub fn agreement(&self) -> &Agreement {
        &self.agreement
    }

    /// The world it works in.
    #[must_use]
    pub fn world(&self) -> World {
        self.world
    }

    /// Takes in an entry that was recorded before: from the store at start, or from the partner.
    ///
    /// # Errors
    /// When the entry is none that this node knows, or is of the other world.
    pub fn take_in(&mut self, origin: Origin, recorded: &Recorded) -> Result<(), RecordError> {
        if recorded.entry().world != self.world {
            return Err(RecordError::World);
        }
        self.state.apply(origin, recorded)
    }

    /// Takes in entries of the partner, after holding each against the agreement and against what
    /// is the partner's to say; `keep` makes them durable in between. All or nothing.
    ///
    /// # Errors
    /// What is wrong with the first bad entry, or what `keep` refused.
    pub fn hear<E: From<Refused>>(
        &mut self,
        entries: &[Recorded],
        keep: impl FnOnce(&State) -> Result<(), E>,
    ) -> Result<(), E> {
        for recorded in entries {
            let entry = recorded.entry();
            let admitted = admit(&self.agreement, recorded, self.state.me).map_err(Refused::from);
            let world = if entry.world == self.world { Ok(()) } else { Err(RecordError::World) };
            admitted.and(world.map_err(Refused::from)).map_err(E::from)?;
            let fact = Fact::of(entry).map_err(Refused::from).map_err(E::from)?;
            Beside::of(recorded).map_err(Refused::from).map_err(E::from)?;
            self.state.hears(&fact).map_err(E::from)?;
        }
        keep(&self.state)?;
        for recorded in entries {
            // Nothing is left that could be refused: each was read above.
            self.take_in(Origin::Partner, recorded).map_err(Refused::from).map_err(E::from)?;
        }
        Ok(())
    }

    /// All that was recorded since the last call: to be committed before anybody is answered.
    #[must_use]
    pub fn take_done(&mut self) -> Done {
        std::mem::take(&mut self.done)
    }

    /// Records a fact for the node itself.
    fn record(
        &mut self,
        at: Timestamp,
        fact: &Fact,
        beside: Option<&Beside>,
    ) -> Result<Recorded, Refused> {
        let (kind, body) = fact.split()?;
        let entry = Entry {
            schema: SCHEMA,
            at,
            nation: self.state.me,
            world: self.world,
            room: fact.room(),
            kind,
            subject: fact.subject(),
            authority: Authority::OwnLaw,
            body,
            payload: None,
        };
        let payload = beside.map(|data| data.payload((self.salts)())).transpose()?;
        let recorded = Recorded::new(entry, payload);
        // An entry that would not be read back as written is refused before anything changes.
        Entry::from_leaf(&recorded.entry().leaf()?)?;
        self.state.apply(Origin::Own, &recorded)?;
        self.done.own.push(recorded.clone());
        Ok(recorded)
    }

    /// Records a fact and lets it cross, if a clause of the agreement allows it; otherwise nothing
    /// is recorded.
    fn share(
        &mut self,
        (data, consent): (DataClass, Consent),
        at: Timestamp,
        fact: &Fact,
        beside: Option<&Beside>,
    ) -> Result<(), Refused> {
        let permission = self.agreement.permit(&Ask {
            data,
            from: self.state.me,
            to: self.state.partner,
            phase: self.state.phase(),
            consent,
            at,
        })?;
        let before = self.done.own.len();
        let recorded = self.record(at, fact, beside)?;
        let released = Released::under(permission, recorded);
        // Only a fact of the wrong class gets here, and that is a fault of ours: not kept either.
        let released = released.inspect_err(|_| self.done.own.truncate(before))?;
        self.done.outbound.push(released);
        Ok(())
    }
}

impl From<RecordError> for Refused {
    fn from(error: RecordError) -> Self {
        Self { code: error.code().to_owned(), what: error.to_string() }
    }
}

impl From<Refusal> for Refused {
    fn from(error: Refusal) -> Self {
        Self { code: error.code().to_owned(), what: error.to_string() }
    }
}

/// An error whose words begin with its code, as the rooms write them.
fn refused(error: impl std::fmt::Display) -> Refused {
    let text = error.to_string();
    match text.split_once(": ") {
        Some((code, what)) => Refused { code: code.to_owned(), what: what.to_owned() },
        None => Refused { code: "refused".to_owned(), what: text },
    }
}
