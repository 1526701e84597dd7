//! A scenario's history as a script of acts: who does what, at which node, when.

use std::collections::BTreeMap;

use corridor::agreement::{Nation, Words};
use corridor::emergency::Declaration;
use corridor::headcount::State;
use corridor::record::{LiftId, OfferId, RegistrationId};
use corridor::registry::{Intake, Intention, RawClaim};
use jiff::{SignedDuration, Timestamp};

use super::act::{Act, Step};
use super::facts;
use crate::scenario::{self, Boarding, Cast, Ends, Form, InventedHousehold, LiftFact, Scenario};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// Expected passengers are told to the door this long before check-in closes.
const EXPECT_AHEAD: SignedDuration = SignedDuration::from_hours(3);
/// The desk plans this long before a departure.
const PLAN_AHEAD: SignedDuration = SignedDuration::from_hours(6);
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// The border answers this long after departure.
const BORDER_AFTER: SignedDuration = SignedDuration::from_mins(20);
/// Offices find out what became of those who did not come.
const FOLLOW_UP: SignedDuration = SignedDuration::from_hours(20);

/// The script of one scenario.
pub struct Script {
    /// Acts in the order of time.
    pub steps: Vec<Step>,
    /// Registrations of each household of the cast, by node.
    pub registrations: BTreeMap<(usize, Nation), Vec<RegistrationId>>,
    /// The person of the cast whom each row of each registration names.
    pub rows: BTreeMap<(RegistrationId, usize), usize>,
    /// Start and end of what is planned.
    pub span: (Timestamp, Timestamp),
}

struct Writer<'a> {
    scenario: &'a Scenario,
    cast: &'a Cast,
    nations: [Nation; 2],
    script: Script,
}

/// Writes the script of `scenario` with `cast` for the two nations of an agreement.
#[must_use]
pub fn script(scenario: &Scenario, cast: &Cast, nations: [Nation; 2]) -> Script {
    let span = (scenario.declared.timestamp(), scenario.horizon.timestamp());
    let script =
        Script { steps: Vec::new(), registrations: BTreeMap::new(), rows: BTreeMap::new(), span };
    let mut writer = Writer { scenario, cast, nations, script };
    writer.opening();
    writer.registering();
    writer.offering();
    for lift in &scenario.lifts {
        writer.flying(lift);
    }
    writer.planning();
    writer.replanning();
    writer.following_up();
    writer.ending();
    // Stable: acts of one instant stay in the order in which they were written.
    writer.script.steps.sort_by_key(|step| step.at);
    writer.script
}

impl Writer<'_> {
    fn at(&mut self, at: Timestamp, nation: Nation, act: Act) {
        self.script.steps.push(Step { at, nation, act });
    }

    fn both(&mut self, at: Timestamp, act: &Act) {
        for nation in self.nations {
            self.at(at, nation, act.clone());
        }
    }

    /// The node at whose door a lift is boarded: its nation's, or that of whoever rides.
    fn node_of(&self, operator: &str) -> Option<Nation> {
        self.nations.into_iter().find(|nation| nation.to_string() == operator)
    }

    /// The node that answers for a household: its nation's, or the one that registered it.
    fn nation_of(&self, index: usize) -> Nation {
        let [first, second] = self.nations;
        let own = self.cast.households.get(index).and_then(|one| self.node_of(&one.nation));
        let registered = |nation| self.script.registrations.contains_key(&(index, nation));
        match own {
            Some(nation) if registered(nation) => nation,
            _ if registered(first) => first,
            _ => second,
        }
    }

    /// When the door is told to expect a household: three hours ahead, or once it has registered.
    fn expect_at(&self, index: usize, closes: Timestamp) -> Timestamp {
        let forms = self.cast.forms.iter().filter(|form| form.household == index);
        let latest = forms.map(|form| form.at.timestamp() + MINUTE).max();
        let ahead = closes - EXPECT_AHEAD;
        latest.map_or(ahead, |latest| latest.max(ahead)).min(closes - MINUTE)
    }

    fn opening(&mut self) {
        let scenario = self.scenario;
        let at = self.script.span.0;
        self.both(
            at,
            &Act::Declare(Declaration {
                id: scenario.id.clone(),
                title: words(&scenario.title),
                countries: scenario.countries.clone(),
                at,
                officer: "duty-officer".to_owned(),
            }),
        );
        for place in scenario.places.iter().filter_map(facts::place) {
            self.both(at, &Act::Place(place));
        }
        for warning in &scenario.warnings {
            self.both(at, &Act::Warn(warning.xml.clone()));
        }
        let [first, _] = self.nations;
        for closure in scenario.closures.iter().map(facts::closure) {
            self.at(closure.from.max(at), first, Act::Close(closure));
        }
        for lift in &scenario.lifts {
            let node = self.node_of(&lift.operator).unwrap_or(first);
            self.at(at, node, Act::Lift(facts::lift(lift)));
        }
    }

    fn registering(&mut self) {
        let mut numbers: BTreeMap<Nation, usize> = BTreeMap::new();
        for form in &self.cast.forms {
            let Some(nation) = self.node_of(&form.to) else {
                continue;
            };
            let number = numbers.entry(nation).or_default();
            *number = number.saturating_add(1);
            let id = RegistrationId::new(format!("{nation}-{number:05}"));
            for (row, claim) in form.rows.iter().enumerate() {
                self.script.rows.insert((id.clone(), row), claim.person);
            }
            let key = (form.household, nation);
            self.script.registrations.entry(key).or_default().push(id.clone());
            let intake = self.intake(id, form);
            self.at(intake.at, nation, Act::Register(Box::new(intake)));
        }
        for (index, household) in self.cast.households.iter().enumerate() {
            let changes = household.changes.iter();
            for (at, intention) in changes {
                self.revise(index, facts::intention(*intention), at.timestamp());
            }
        }
    }

    /// All registrations of a household change, at every node that has one.
    fn revise(&mut self, household: usize, intention: Intention, at: Timestamp) {
        for nation in self.nations {
            let known = self.script.registrations.get(&(household, nation)).cloned();
            for registration in known.into_iter().flatten() {
                self.at(at, nation, Act::Revise { registration, intention });
            }
        }
    }

    fn intake(&self, id: RegistrationId, form: &Form) -> Intake {
        let household = self.cast.households.get(form.household);
        let at = form.at.timestamp();
        let people = form.rows.iter().map(|row| RawClaim {
            native: row.native.clone(),
            latin: row.latin.clone(),
            born: row.born.clone(),
            sex: row.sex.map(facts::sex),
            citizenship: row.citizenship.clone(),
            document: row.document.clone(),
            needs: row.needs.iter().copied().map(facts::need).collect(),
        });
        Intake {
            id,
            source: facts::source(form.source),
            at,
            ready: household.map_or(at, |one| one.ready.timestamp()),
            place: corridor::record::PlaceId::new(&form.place),
            intention: facts::intention(form.intention),
            people: people.collect(),
            share: true,
            may_split: household.is_some_and(|one| one.may_split),
            contact: None,
            whereabouts: None,
        }
    }

    fn offering(&mut self) {
        for offer in &self.scenario.offers {
            let ends = self.node_of(&offer.by).zip(self.node_of(&offer.to));
            let Some((by, to)) = ends else { continue };
            let id = OfferId::new(&offer.id);
            let (made, reply_by) = (offer.made.timestamp(), offer.reply_by.timestamp());
            let lift = LiftId::new(&offer.lift);
            self.at(made, by, Act::Offer { id: id.clone(), lift, seats: offer.seats, reply_by });
            self.at(reply_by, to, Act::Answer { id, seats: offer.taken });
        }
    }

    fn flying(&mut self, fact: &LiftFact) {
        let (Some(first), Some(last)) = (fact.legs.first(), fact.legs.last()) else {
            return;
        };
        let id = LiftId::new(&fact.id);
        let (departs, lands) = (first.departs.timestamp(), last.arrives.timestamp());
        let closes = departs - SignedDuration::from_mins(i64::from(fact.closes_before_minutes));
        let riders: Vec<(usize, &InventedHousehold)> = self
            .cast
            .households
            .iter()
            .enumerate()
            .filter(|(_, household)| household.history.rides.iter().any(|r| r.lift == fact.id))
            .collect();
        if riders.is_empty() {
            return;
        }
        for at in [closes - EXPECT_AHEAD, closes - MINUTE] {
            self.both(at, &Act::Announce);
        }
        let mut nodes = Vec::new();
        for (index, household) in riders {
            let own = self.nation_of(index);
            let door = self.node_of(&fact.operator).unwrap_or(own);
            if !nodes.contains(&door) {
                nodes.push(door);
            }
            let lift = id.clone();
            let boarding = household.history.boarding;
            if matches!(boarding, Boarding::Booked | Boarding::NoShow) {
                let act = Act::Expect { lift: lift.clone(), household: index };
                self.at(self.expect_at(index, closes), own, act);
            }
            let walk_in = boarding == Boarding::WalkIn;
            if walk_in || boarding == Boarding::Booked {
                let at = if walk_in { closes } else { closes - MINUTE };
                self.at(at, door, Act::Board { lift, household: index, walk_in });
            }
        }
        for door in nodes {
            self.at(closes, door, Act::CloseDoor { lift: id.clone() });
            self.at(closes + MINUTE, door, Act::TellSeats);
            self.at(lands, door, Act::Land { lift: id.clone() });
            self.border(door, &id, last, departs);
        }
    }

    /// A list for the border where the last leg ends on the soil of one of the two nations.
    fn border(&mut self, door: Nation, id: &LiftId, last: &scenario::Leg, departs: Timestamp) {
        let place = self.scenario.places.iter().find(|place| place.id == last.to);
        let Some(arrival) = place.and_then(|place| self.node_of(&place.country)) else {
            return;
        };
        self.at(departs, door, Act::List { lift: id.clone() });
        self.at(departs + BORDER_AFTER, arrival, Act::AnswerBorder { lift: id.clone() });
    }

    /// The first nation's desk plans anew before lifts leave, once a day.
    fn planning(&mut self) {
        let [first, _] = self.nations;
        let mut departures: Vec<Timestamp> = self
            .scenario
            .lifts
            .iter()
            .filter(|lift| lift.flown > 0)
            .filter_map(|lift| Some(lift.legs.first()?.departs.timestamp() - PLAN_AHEAD))
            .collect();
        departures.sort();
        let mut last: Option<Timestamp> = None;
        for at in departures {
            if last.is_none_or(|last| at.duration_since(last) >= DAY) {
                self.both(at, &Act::Announce);
                self.at(at, first, Act::Plan);
                last = Some(at);
            }
        }
    }

    /// The first nation's desk plans the published seats again where facts are new: three hours
    /// before check-in closes, when those who cancelled or came late are known; once doors have
    /// told who is aboard; when an offer was answered; when something is closed.
    fn replanning(&mut self) {
        let [first, _] = self.nations;
        let scenario = self.scenario;
        let mut times = std::collections::BTreeSet::new();
        for lift in scenario.lifts.iter().filter(|lift| lift.flown > 0) {
            let Some(leg) = lift.legs.first() else { continue };
            let before = SignedDuration::from_mins(i64::from(lift.closes_before_minutes));
            let closes = leg.departs.timestamp() - before;
            times.extend([closes - EXPECT_AHEAD + MINUTE, closes + MINUTE]);
        }
        times.extend(scenario.offers.iter().map(|offer| offer.reply_by.timestamp() + MINUTE));
        times.extend(scenario.closures.iter().map(|closure| closure.from.timestamp() + MINUTE));
        for at in times {
            self.at(at, first, Act::Replan);
        }
    }

    /// What became of those whom no lift carried, as offices learn it by telephone.
    fn following_up(&mut self) {
        for (index, household) in self.cast.households.iter().enumerate() {
            let state = match household.history.ends {
                Ends::Home | Ends::Haven => continue,
                Ends::OwnMeans => State::OwnMeans,
                Ends::Declined => State::Declined,
                Ends::Transferred => State::Transferred,
                Ends::LeftBehind => State::LeftBehind,
                Ends::Missing => State::Missing,
                Ends::Deceased => State::Deceased,
            };
            let intention = match state {
                State::Declined => Intention::Stay,
                State::OwnMeans | State::Transferred => Intention::OwnMeans,
                _ => Intention::Leave,
            };
            let at = self.last_lift_of(household) + FOLLOW_UP;
            self.revise(index, intention, at);
            let nation = self.nation_of(index);
            self.at(at, nation, Act::Tell { household: index, state });
        }
    }

    /// When the last lift that a household had to do with left; the start for none.
    fn last_lift_of(&self, household: &InventedHousehold) -> Timestamp {
        let mut last = self.script.span.0.max(household.ready.timestamp());
        for ride in &household.history.rides {
            let lift = self.scenario.lifts.iter().find(|lift| lift.id == ride.lift);
            let leg = lift.and_then(|lift| lift.legs.first());
            last = last.max(leg.map_or(last, |leg| leg.departs.timestamp()));
        }
        for (at, _) in &household.changes {
            last = last.max(at.timestamp());
        }
        last
    }

    fn ending(&mut self) {
        let latest = self.script.steps.iter().map(|step| step.at).max();
        let end = latest.unwrap_or(self.script.span.1) + MINUTE;
        for act in [Act::Announce, Act::TellSeats, Act::CloseSum, Act::Plan] {
            self.both(end, &act);
        }
    }
}

fn words(words: &scenario::Words) -> Words {
    Words { ko: words.ko.clone(), ja: words.ja.clone(), en: words.en.clone() }
}
