//! The director of a drill: carries out the script at two nodes, in memory or over a network.

use std::collections::BTreeMap;

use corridor::agreement::Nation;
use corridor::boarding::{Expected, Shown};
use corridor::headcount::Told;
use corridor::people::{Decision, Row};
use corridor::record::{HouseholdId, LiftId, PersonId};
use seat_planner::Effort;
use serde::Serialize;
use travel_documents::Zone;

use super::act::{Act, Step};
use super::script::Script;
use crate::operation::planning::Plans;
use crate::operation::{Node, Refused};
use crate::scenario::Cast;

/// The office that answers for officers' acts in a drill.
const OFFICER: &str = "duty-officer";

/// Where a drill is played: two nodes that pass on to each other what the agreement allows.
pub trait Stage {
    /// Lets `act` work at the node of `nation`; what it recorded is kept, what it released reaches
    /// the partner before the next act.
    ///
    /// # Errors
    /// What the act, the store or the link refused.
    fn act(
        &mut self,
        nation: Nation,
        act: &mut dyn FnMut(&mut Node) -> Result<(), Refused>,
    ) -> Result<(), Refused>;

    /// Signs, cosigns and verifies both logs, and counts them.
    ///
    /// # Errors
    /// When a log and its mirror differ.
    fn witness(&self) -> Result<LogFigures, Refused>;
}

/// What the logs of both nodes come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LogFigures {
    /// Entries of both nodes' own logs.
    pub entries: u64,
    /// Entries that crossed.
    pub crossed: u64,
    /// Whether both checkpoints carry the log's signature and the partner's cosignature.
    pub witnessed: bool,
}

/// The director: knows who is who among the cast, and holds what the plans came to.
pub struct Director<'a> {
    script: &'a Script,
    cast: &'a Cast,
    authorities: Vec<String>,
    effort: Effort,
    persons: BTreeMap<(Nation, usize), (PersonId, HouseholdId)>,
    plans: Option<Plans>,
}

impl<'a> Director<'a> {
    /// A director of `script` with `cast`. `authorities` are the senders of warnings.
    #[must_use]
    pub fn new(
        script: &'a Script,
        cast: &'a Cast,
        authorities: Vec<String>,
        effort: Effort,
    ) -> Self {
        Self { script, cast, authorities, effort, persons: BTreeMap::new(), plans: None }
    }

    /// The plans, once they were made.
    #[must_use]
    pub fn plans(&self) -> Option<&Plans> {
        self.plans.as_ref()
    }

    /// Learns anew by which ids the nodes know the people: after a restart.
    ///
    /// # Errors
    /// What a node refused.
    pub fn resume(&mut self, stage: &mut dyn Stage) -> Result<(), Refused> {
        let mut nations: Vec<Nation> = self.script.steps.iter().map(|step| step.nation).collect();
        nations.sort();
        nations.dedup();
        for nation in nations {
            stage.act(nation, &mut |node| {
                self.find(node);
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Carries out one step.
    ///
    /// # Errors
    /// What a node refused.
    pub fn play(&mut self, stage: &mut dyn Stage, step: &Step) -> Result<(), Refused> {
        let (at, nation) = (step.at, step.nation);
        match step.act.clone() {
            Act::Announce => self.announce(stage, step),
            Act::Plan => self.plan(stage, step),
            Act::Replan => {
                let (span, effort) = (self.script.span, self.effort);
                stage.act(nation, &mut |node| node.replan(span, &effort, at))
            }
            Act::Expect { lift, household } => stage.act(nation, &mut |node| {
                let id = self.household_at(node, household)?;
                node.expect(&lift, &id, at)
            }),
            Act::Board { lift, household, walk_in } => {
                self.board(stage, step, &lift, household, walk_in)
            }
            Act::Tell { household, state } => {
                let household = self.household(nation, household)?;
                let officer = OFFICER.to_owned();
                let told = Told { household, state, officer };
                stage.act(nation, &mut |node| node.tell(told.clone(), at))
            }
            plain => {
                let authorities = &self.authorities;
                stage.act(nation, &mut |node| simple(node, plain.clone(), authorities, at))
            }
        }
    }

    /// Officers answer both queues, as somebody would who knows the people; then the partner is
    /// told of what is new.
    fn announce(&mut self, stage: &mut dyn Stage, step: &Step) -> Result<(), Refused> {
        let (at, nation) = (step.at, step.nation);
        stage.act(nation, &mut |node| {
            for question in node.state_mut().people().queue.clone() {
                let (a, b) = (self.truth(&question.a), self.truth(&question.b));
                // Two who came by the page are nobody of the cast: that waits for an officer.
                if a.is_none() && b.is_none() {
                    continue;
                }
                let same = a == b;
                let officer = OFFICER.to_owned();
                let (a, b) = (question.a, question.b);
                node.decide(Decision { a, b, same, officer, until: None }, at)?;
            }
            self.find(node);
            node.announce(at)?;
            for pair in node.across().queue.clone() {
                let [ours, theirs] = [&pair.ours, &pair.theirs].map(|id| self.truth_of(id));
                // Of somebody who is not of the cast the director knows nothing.
                let known = ours.is_some() && theirs.is_some();
                if known {
                    node.decide_across(pair, ours == theirs, at)?;
                }
            }
            Ok(())
        })
    }

    /// Learns by which ids a node knows the people of the cast.
    fn find(&mut self, node: &mut Node) {
        let nation = node.state().me;
        for person in node.state_mut().people().persons.values() {
            for (row, _) in &person.claims {
                if let Some(who) = self.script.rows.get(&(row.registration.clone(), row.index)) {
                    let ids = (person.id.clone(), person.household.clone());
                    self.persons.insert((nation, *who), ids);
                }
            }
        }
    }

    fn truth(&self, row: &Row) -> Option<&usize> {
        self.script.rows.get(&(row.registration.clone(), row.index))
    }

    /// The person of the cast behind a node's id: the id names the person's first row.
    fn truth_of(&self, id: &PersonId) -> Option<usize> {
        let (registration, row) = id.as_str().rsplit_once('.')?;
        let index = row.parse::<usize>().ok()?.checked_sub(1)?;
        let registration = corridor::record::RegistrationId::new(registration);
        self.script.rows.get(&(registration, index)).copied()
    }

    fn plan(&mut self, stage: &mut dyn Stage, step: &Step) -> Result<(), Refused> {
        let (span, effort) = (self.script.span, self.effort);
        let mut made = None;
        stage.act(step.nation, &mut |node| {
            made = Some(node.plan(span, &effort, step.at)?);
            Ok(())
        })?;
        self.plans = made.or(self.plans.take());
        Ok(())
    }

    /// The id by which a node knows a household of the cast; looked up anew where it is news.
    fn household_at(&mut self, node: &mut Node, index: usize) -> Result<HouseholdId, Refused> {
        let nation = node.state().me;
        self.household(nation, index).or_else(|_| {
            self.find(node);
            self.household(nation, index)
        })
    }

    /// The id by which the node of `nation` knows a household of the cast.
    fn household(&self, nation: Nation, index: usize) -> Result<HouseholdId, Refused> {
        let members = self.cast.households.get(index).map(|one| one.members.as_slice());
        let first = members.and_then(<[usize]>::first);
        let known = first.and_then(|who| self.persons.get(&(nation, *who)));
        known.map(|(_, household)| household.clone()).ok_or_else(|| Refused {
            code: "household-unknown".to_owned(),
            what: format!("household {index} of the cast is not registered with {nation}"),
        })
    }

    fn board(
        &mut self,
        stage: &mut dyn Stage,
        step: &Step,
        lift: &LiftId,
        index: usize,
        walk_in: bool,
    ) -> Result<(), Refused> {
        let members = self.cast.households.get(index).map(|one| one.members.clone());
        let members = members.unwrap_or_default();
        // The household is known at the door by the id of the node that gave it its seats.
        let (own, household) = self.own_node(step.nation, index)?;
        let ids: Vec<(usize, PersonId)> = members
            .into_iter()
            .filter_map(|who| {
                let (id, _) = self.persons.get(&(own, who))?;
                Some((who, id.clone()))
            })
            .collect();
        stage.act(step.nation, &mut |node| {
            let expected = if walk_in {
                node.expected_of(&household)?
            } else {
                let all = node.state().expected.get(lift);
                all.and_then(|all| all.get(&household)).cloned().unwrap_or_default()
            };
            let shown: Vec<Shown> =
                ids.iter().map(|(who, id)| self.shown(*who, id, &expected)).collect();
            // A walk-in who is aboard already walks in no second time.
            let aboard = node.state().boarded.get(lift).into_iter().flatten();
            let aboard = aboard.filter(|one| one.household == household).count();
            if walk_in && aboard > 0 {
                return Ok(());
            }
            let walks_in = walk_in.then_some(expected.as_slice());
            node.board(lift, &shown, walks_in, step.at).map(|_| ())
        })
    }

    /// The node in whose registry a household of the cast stands, its door's own last.
    fn own_node(&self, door: Nation, index: usize) -> Result<(Nation, HouseholdId), Refused> {
        let household = self.cast.households.get(index);
        let nation = household.and_then(|one| one.nation.parse().ok()).unwrap_or(door);
        self.household(nation, index)
            .map(|id| (nation, id))
            .or_else(|_| self.household(door, index).map(|id| (door, id)))
    }

    /// What a member of the cast shows: the passport if the door knows its number, or else the
    /// reference of the registration.
    fn shown(&self, who: usize, id: &PersonId, expected: &[Expected]) -> Shown {
        let passport = self.cast.persons.get(who).and_then(|one| one.passport.as_ref());
        let known = expected.iter().find(|one| one.person == *id);
        let listed = passport
            .filter(|passport| known.is_some_and(|one| one.documents.contains(&passport.number)));
        let zone = listed.and_then(|passport| Zone::read(&passport.mrz.join("\n")).ok());
        match zone {
            Some(zone) => Shown::Document(Box::new(zone)),
            None => Shown::Reference(id.clone()),
        }
    }
}

/// Acts that need nothing but the node.
fn simple(
    node: &mut Node,
    act: Act,
    authorities: &[String],
    at: jiff::Timestamp,
) -> Result<(), Refused> {
    match act {
        Act::Place(place) => node.enter_place(place, at),
        Act::Lift(plan) => node.enter_lift(plan, at),
        Act::Warn(xml) => node.warn(xml.as_bytes(), authorities, at),
        Act::Declare(declaration) => node.declare(declaration),
        Act::Close(closure) => node.close(closure, at),
        Act::Register(intake) => node.register(*intake).map(|_| ()).map_err(|errors| Refused {
            code: "registration-fields".to_owned(),
            what: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        }),
        Act::Revise { registration, intention } => node.revise(&registration, intention, at),
        Act::Offer { id, lift, seats, reply_by } => node.offer(id, &lift, seats, (at, reply_by)),
        Act::Answer { id, seats } => node.answer_offer(&id, seats, at),
        Act::CloseDoor { lift } => node.close_door(&lift, at).map(|_| ()),
        Act::List { lift } => node.list(&lift, at),
        Act::AnswerBorder { lift } => node.answer_border(&lift, &[], at),
        Act::Land { lift } => node.land(&lift, at),
        Act::TellSeats => node.tell_seats(at),
        Act::CloseSum => node.close_sum(at).map(|_| ()),
        // The director carries these out itself.
        Act::Announce
        | Act::Plan
        | Act::Replan
        | Act::Expect { .. }
        | Act::Board { .. }
        | Act::Tell { .. } => Ok(()),
    }
}
