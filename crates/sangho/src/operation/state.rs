//! What a node knows: a fold over its own log and its partner's.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use corridor::agreement::{Nation, Phase};
use corridor::boarding::{Boarded, Expected};
use corridor::border::Decision as BorderDecision;
use corridor::emergency::{Closure, Emergency};
use corridor::headcount::{Ride, State as PersonState};
use corridor::manifest::{Passenger, Voyage};
use corridor::notice::Notice;
use corridor::offer::SeatOffer;
use corridor::people::{Announced, Decision, Party, People, Shared, resolve};
use corridor::plan::{Figures, Kind};
use corridor::record::{
    HouseholdId, LiftId, OfferId, PersonId, PlaceId, RecordError, Recorded, RegistrationId,
};
use corridor::registry::Registration;
use corridor::transport::{Lift, Place, Standing};
use corridor::warning::Warning;
use jiff::Timestamp;

use super::fact::{Beside, Closing, Fact, Replanned};

/// Whose log an entry is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// This node's.
    Own,
    /// The partner's.
    Partner,
}

/// A passenger list and what the border said to it.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The voyage.
    pub voyage: Voyage,
    /// The PAXLST interchange; none once erased.
    pub message: Option<String>,
    /// How many passengers.
    pub passengers: u32,
}

/// The border's answer for one lift.
#[derive(Clone, Debug)]
pub struct Answers {
    /// One decision for each passenger.
    pub decisions: Vec<BorderDecision>,
    /// When it was given.
    pub at: Timestamp,
    /// When the lift lands.
    pub lands: Timestamp,
}

/// All that a node knows.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is what the room of its name gave")]
pub struct State {
    pub me: Nation,
    pub partner: Nation,
    pub warnings: Vec<Warning>,
    pub emergency: Option<Emergency>,
    pub closures: Vec<Closure>,
    pub notices: Vec<Notice>,
    pub registrations: BTreeMap<RegistrationId, Registration>,
    pub decisions: Vec<Decision>,
    pub parties: BTreeMap<Nation, BTreeMap<HouseholdId, Party>>,
    pub announced: BTreeMap<Nation, BTreeMap<HouseholdId, Announced>>,
    /// What was announced of households that are none any more: their ids still name people.
    pub retired: BTreeMap<Nation, BTreeMap<HouseholdId, Announced>>,
    /// The household that another one turned out to be.
    pub merged: BTreeMap<HouseholdId, HouseholdId>,
    pub across: BTreeMap<(PersonId, PersonId), (Shared, bool)>,
    pub places: BTreeMap<PlaceId, Place>,
    pub lifts: BTreeMap<LiftId, Lift>,
    pub landed: BTreeMap<LiftId, (Timestamp, Standing)>,
    pub offers: BTreeMap<OfferId, SeatOffer>,
    pub plans: BTreeMap<Kind, Figures>,
    pub seats: BTreeMap<(Kind, LiftId), Vec<HouseholdId>>,
    /// When seats were published last.
    pub published: Option<Timestamp>,
    pub replans: BTreeMap<(Timestamp, Nation), Replanned>,
    /// When each closure, each household and each change of a lift was heard of; with a lift, as it
    /// was before.
    pub closed_at: Vec<Timestamp>,
    pub party_since: BTreeMap<HouseholdId, Timestamp>,
    pub lifts_were: BTreeMap<LiftId, Vec<(Timestamp, Lift)>>,
    pub expected: BTreeMap<LiftId, BTreeMap<HouseholdId, Vec<Expected>>>,
    pub boarded: BTreeMap<LiftId, Vec<Boarded>>,
    pub passengers: BTreeMap<LiftId, Vec<Passenger>>,
    pub no_shows: Vec<(LiftId, HouseholdId)>,
    pub listings: BTreeMap<LiftId, Listing>,
    pub answers: BTreeMap<LiftId, Answers>,
    pub told: BTreeMap<HouseholdId, PersonState>,
    pub told_at: BTreeMap<HouseholdId, Timestamp>,
    pub closings: BTreeMap<Nation, Closing>,
    pub now: Timestamp,
    /// Counts what may change who is on both lists.
    pub(super) across_version: u64,
    resolved: People,
    stale: bool,
    /// When [`Self::resolved`] was computed: decisions may have lapsed since.
    resolved_at: Timestamp,
}

impl State {
    /// A node that knows nothing yet.
    #[must_use]
    pub fn new(me: Nation, partner: Nation) -> Self {
        Self {
            me,
            partner,
            warnings: Vec::new(),
            emergency: None,
            closures: Vec::new(),
            notices: Vec::new(),
            registrations: BTreeMap::new(),
            decisions: Vec::new(),
            parties: BTreeMap::new(),
            announced: BTreeMap::new(),
            retired: BTreeMap::new(),
            merged: BTreeMap::new(),
            across: BTreeMap::new(),
            places: BTreeMap::new(),
            lifts: BTreeMap::new(),
            landed: BTreeMap::new(),
            offers: BTreeMap::new(),
            plans: BTreeMap::new(),
            seats: BTreeMap::new(),
            published: None,
            replans: BTreeMap::new(),
            closed_at: Vec::new(),
            party_since: BTreeMap::new(),
            lifts_were: BTreeMap::new(),
            expected: BTreeMap::new(),
            boarded: BTreeMap::new(),
            passengers: BTreeMap::new(),
            no_shows: Vec::new(),
            listings: BTreeMap::new(),
            answers: BTreeMap::new(),
            told: BTreeMap::new(),
            told_at: BTreeMap::new(),
            closings: BTreeMap::new(),
            now: Timestamp::UNIX_EPOCH,
            across_version: 0,
            resolved: People::default(),
            stale: false,
            resolved_at: Timestamp::MIN,
        }
    }

    /// Takes in one entry of either log.
    ///
    /// # Errors
    /// [`RecordError`] when the entry is none that this node knows; nothing has changed then.
    pub fn apply(&mut self, origin: Origin, recorded: &Recorded) -> Result<(), RecordError> {
        let entry = recorded.entry();
        let fact = Fact::of(entry)?;
        let beside = Beside::of(recorded)?;
        self.now = self.now.max(entry.at);
        let by = match origin {
            Origin::Own => self.me,
            Origin::Partner => self.partner,
        };
        self.take(by, fact, beside, entry.at);
        Ok(())
    }

    fn take(&mut self, by: Nation, fact: Fact, beside: Option<Beside>, at: Timestamp) {
        match fact {
            Fact::Warned(warning) => {
                if !self.warnings.iter().any(|known| known.is(&warning)) {
                    self.warnings.push(warning);
                }
            }
            Fact::Declared(emergency) => {
                self.emergency.get_or_insert(emergency);
            }
            Fact::Closed(closure) => {
                if !self.closures.contains(&closure) {
                    self.closures.push(closure);
                    self.closed_at.push(at);
                }
            }
            Fact::Notified(notice) => self.notices.push(notice),
            Fact::Registered(_)
            | Fact::Revised { .. }
            | Fact::Decided(_)
            | Fact::Party(_)
            | Fact::Announced(_)
            | Fact::Merged { .. }
            | Fact::SameAcross { .. } => self.take_people(by, fact, beside, at),
            Fact::Place(place) => {
                self.places.insert(place.id.clone(), place);
            }
            Fact::Lift(lift) => {
                let id = lift.id().clone();
                if let Some(was) = self.lifts.insert(id.clone(), lift) {
                    self.lifts_were.entry(id).or_default().push((at, was));
                }
            }
            Fact::Landed { lift, at, standing } => {
                self.landed.insert(lift, (at, standing));
            }
            Fact::Offer(offer) => {
                // An answer stands, whatever order the two logs are read in.
                let known = self.offers.get(offer.id()).map(SeatOffer::standing);
                if known.is_none_or(|known| known == corridor::offer::Standing::Open) {
                    self.offers.insert(offer.id().clone(), offer);
                }
            }
            Fact::Planned(_) | Fact::Seated { .. } | Fact::Replanned(_) => {
                self.take_plan(by, fact, at);
            }
            departure => self.take_departure(by, departure, beside, at),
        }
    }

    fn take_plan(&mut self, by: Nation, fact: Fact, at: Timestamp) {
        match fact {
            Fact::Planned(figures) => {
                self.plans.insert(figures.kind, figures);
            }
            Fact::Seated { plan, lift, households } => {
                if plan == Kind::Pooled {
                    self.published = self.published.max(Some(at));
                }
                self.seats.insert((plan, lift), households);
            }
            Fact::Replanned(one) => {
                self.published = self.published.max(Some(at));
                match self.replans.entry((one.at, by)) {
                    Entry::Vacant(new) => {
                        new.insert(one);
                    }
                    Entry::Occupied(mut known) => known.get_mut().join(one),
                }
            }
            _ => {}
        }
    }

    fn take_people(&mut self, by: Nation, fact: Fact, beside: Option<Beside>, at: Timestamp) {
        match fact {
            Fact::Registered(registration) => {
                let registration = match beside {
                    Some(Beside::Personal(personal)) => registration.with(personal),
                    _ => registration,
                };
                self.registrations.insert(registration.id().clone(), registration);
                self.stale = true;
            }
            Fact::Revised { registration, intention } => {
                if let Some(known) = self.registrations.get_mut(&registration) {
                    *known = known.revised(intention);
                    self.stale = true;
                }
            }
            Fact::Decided(decision) => {
                self.decisions.push(decision);
                self.stale = true;
            }
            Fact::Party(party) => {
                self.merged.remove(&party.id);
                let since = self.party_since.entry(party.id.clone()).or_insert(at);
                *since = at.min(*since);
                self.parties.entry(by).or_default().insert(party.id.clone(), party);
            }
            Fact::Merged { household, into } => self.merge(by, household, into),
            Fact::Announced(announced) => {
                self.across_version = self.across_version.saturating_add(1);
                let id = announced.household.clone();
                self.announced.entry(by).or_default().insert(id, announced);
            }
            Fact::SameAcross { pair, same } => {
                self.across_version = self.across_version.saturating_add(1);
                let pair = if by == self.me { pair } else { mirrored(pair) };
                let key = (pair.ours.clone(), pair.theirs.clone());
                self.across.insert(key, (pair, same));
            }
            _ => {}
        }
    }

    /// A household is another one from now on; a later party of its id undoes that.
    fn merge(&mut self, by: Nation, household: HouseholdId, into: HouseholdId) {
        self.across_version = self.across_version.saturating_add(1);
        self.parties.entry(by).or_default().remove(&household);
        if let Some(announced) = self.announced.entry(by).or_default().remove(&household) {
            self.retired.entry(by).or_default().insert(household.clone(), announced);
        }
        self.merged.insert(household, into);
    }

    /// The household that `id` names now.
    #[must_use]
    pub fn now_in<'a>(&'a self, id: &'a HouseholdId) -> &'a HouseholdId {
        let mut id = id;
        // As many steps as there are merges at most: a partner's circle ends too.
        for _ in 0..self.merged.len() {
            let Some(into) = self.merged.get(id) else {
                break;
            };
            id = into;
        }
        id
    }

    fn take_departure(&mut self, by: Nation, fact: Fact, beside: Option<Beside>, at: Timestamp) {
        match (fact, beside) {
            (Fact::Expected { lift, household, .. }, Some(Beside::Expected(people))) => {
                self.expected.entry(lift).or_default().insert(household, people);
            }
            (Fact::Boarded { lift, persons, .. }, beside) => {
                if let Some(Beside::Passengers(passengers)) = beside {
                    self.passengers.entry(lift.clone()).or_default().extend(passengers);
                }
                self.boarded.entry(lift).or_default().extend(persons);
            }
            (Fact::NoShow { lift, household }, _) => self.no_shows.push((lift, household)),
            (Fact::Listed { voyage, passengers }, beside) => {
                let message = match beside {
                    Some(Beside::Message(text)) => Some(text),
                    _ => None,
                };
                let listing = Listing { voyage, message, passengers };
                self.listings.insert(listing.voyage.lift.clone(), listing);
            }
            (Fact::Answered { lift, decisions, lands }, _) => {
                self.answers.insert(lift, Answers { decisions, at, lands });
            }
            (Fact::Told(told), _) => {
                self.told_at.insert(told.household.clone(), at);
                self.told.insert(told.household, told.state);
            }
            (Fact::Closing(closing), _) => {
                self.closings.insert(by, closing);
            }
            _ => {}
        }
    }

    /// The phase of the agreement.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.emergency.as_ref().map_or(Phase::Standing, Emergency::phase)
    }

    /// Who there is among this node's registrations; computed anew when something changed.
    pub fn people(&mut self) -> &People {
        let lapsed = |decision: &Decision| {
            decision.until.is_some_and(|until| self.resolved_at < until && until <= self.now)
        };
        if self.stale || self.decisions.iter().any(lapsed) {
            let registrations: Vec<&Registration> = self.registrations.values().collect();
            self.resolved = resolve(&registrations, &self.decisions, self.now);
            self.resolved_at = self.now;
            self.stale = false;
        }
        &self.resolved
    }

    /// What was told last of a household, under the id of any of its registrations.
    #[must_use]
    pub fn told_of(&self, registrations: &[RegistrationId]) -> Option<PersonState> {
        let ids = registrations.iter().map(|id| HouseholdId::new(id.as_str()));
        let latest = ids.filter(|id| self.told.contains_key(id));
        let latest = latest.max_by_key(|id| self.told_at.get(id).copied());
        latest.and_then(|id| self.told.get(&id).copied())
    }

    /// The rides of one person, by the ids that either registry gave them.
    #[must_use]
    pub fn rides_of(&self, ids: &[&PersonId]) -> Vec<Ride> {
        let taken = |(lift, boarded): (&LiftId, &Vec<Boarded>)| {
            let landed = self.landed.get(lift).map(|(_, standing)| *standing);
            let at = boarded.iter().find(|one| ids.contains(&&one.person))?.at;
            Some(Ride { at, landed })
        };
        self.boarded.iter().filter_map(taken).collect()
    }

    /// Names in words for a page: how many entries of each sort a page shows as waiting.
    #[must_use]
    pub fn open_offers(&self) -> usize {
        use corridor::offer::Standing;
        self.offers.values().filter(|offer| offer.at(self.now).standing() == Standing::Open).count()
    }
}

/// The same pair as the other node sees it.
fn mirrored(pair: Shared) -> Shared {
    Shared {
        ours: pair.theirs,
        our_household: pair.their_household,
        theirs: pair.ours,
        their_household: pair.our_household,
        by_document: pair.by_document,
    }
}
