//! What a drill came to: one object, stable, documented in `docs/json.md`.

use std::collections::{BTreeMap, BTreeSet};

use corridor::agreement::Nation;
use corridor::boarding::How;
use corridor::headcount::Headcount;
use corridor::plan::{Changes, Figures, Gain, SeatPlan, Why};
use serde::Serialize;

use super::play::{Director, LogFigures, Stage};
use crate::operation::fact::Replanned;
use crate::operation::state::State;
use crate::operation::{BorderFigures, Node, Refused};
use crate::scenario::{Boarding, Cast, Scenario};

/// The outcome of a drill.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Id of the scenario.
    pub scenario: String,
    /// Its title in English.
    pub title: String,
    /// How the Memorandum comes into it, in words.
    pub memorandum: String,
    /// The seed that the people were invented from.
    pub seed: u64,
    /// People, each once.
    pub people: u32,
    /// People in exactly one final state, in both nodes.
    pub accounted: u32,
    /// People by state.
    pub states: BTreeMap<&'static str, u32>,
    /// People by nation of citizenship and state.
    pub by_nation: BTreeMap<String, BTreeMap<&'static str, u32>>,
    /// Registrations and what was made of them.
    pub registered: Registered,
    /// Offers of seats.
    pub offers: Vec<OfferReport>,
    /// Who boarded what.
    pub lifts: Vec<LiftReport>,
    /// Passenger lists and the border's answers.
    pub border: BorderFigures,
    /// The three plans over the same people and seats.
    pub plans: BTreeMap<&'static str, PlanReport>,
    /// What pooling gives over each nation alone, by nation.
    pub pooling: BTreeMap<String, Gain>,
    /// What each re-plan changed, in order of time.
    pub replans: Vec<ReplanReport>,
    /// Whether both nodes come to the same closing sum.
    pub sums_agree: bool,
    /// Both logs.
    pub log: LogFigures,
}

/// Registrations and what was made of them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Registered {
    /// Forms, by node.
    pub forms: BTreeMap<String, usize>,
    /// Persons after resolution, by node.
    pub persons: BTreeMap<String, usize>,
    /// Pairs of rows merged within a node.
    pub merged: usize,
    /// Of them, decided by an officer.
    pub by_officer: usize,
    /// Persons on both nations' lists, counted once.
    pub on_both_lists: usize,
    /// Citizens of both nations.
    pub dual_nationals: usize,
}

/// One offer of seats.
#[derive(Clone, Debug, Serialize)]
pub struct OfferReport {
    /// Its id.
    pub id: String,
    /// Who offered.
    pub by: String,
    /// To whom.
    pub to: String,
    /// On which lift.
    pub lift: String,
    /// Seats offered.
    pub seats: u32,
    /// Seats taken; the others fell back.
    pub taken: u32,
}

/// One lift as it went.
#[derive(Clone, Debug, Serialize)]
pub struct LiftReport {
    /// Its id.
    pub id: String,
    /// Who operated it.
    pub operator: String,
    /// Its route, places joined by hyphens.
    pub route: String,
    /// When it first departs (RFC 3339, UTC).
    pub departs: String,
    /// Seats and lap places.
    pub room: u32,
    /// People who had asked for a seat on it.
    pub applied: usize,
    /// Of them, people who gave it up beforehand.
    pub cancelled: usize,
    /// Of them, people who did not come.
    pub no_show: usize,
    /// People let aboard without a seat by the plan.
    pub walk_in: usize,
    /// People aboard, by the operator's door.
    pub boarded: usize,
}

/// What a re-plan changed.
#[derive(Clone, Debug, Serialize)]
pub struct ReplanReport {
    /// When (RFC 3339, UTC).
    pub at: String,
    /// Whose node planned.
    pub by: String,
    /// Closures heard of since the plan before.
    pub closures: u32,
    /// What happened: people touched, by reason.
    pub causes: BTreeMap<Why, u64>,
    /// For whom, and why.
    #[serde(flatten)]
    pub changes: Changes,
}

/// One plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanReport {
    /// People brought out of danger.
    pub out: u64,
    /// Of them, people brought home.
    pub home: u64,
    /// People who want a seat.
    pub people: u64,
    /// When the last of them arrives (RFC 3339, UTC).
    pub last_arrival: Option<String>,
    /// Seats empty on the lifts that go.
    pub empty_seats: u64,
    /// Share of seats empty on the lifts that go.
    pub empty_share: f64,
    /// Households that travel in parts.
    pub split_households: u64,
    /// Burden in tenths of weighted person-minutes.
    pub burden: i64,
    /// Proven least burden.
    pub bound: i64,
    /// (burden - bound) / bound.
    pub gap: f64,
    /// Seats taken on the fullest leg of each lift that goes.
    pub lifts: BTreeMap<String, u64>,
}

/// What a drill came to at both nodes of `stage`.
///
/// # Errors
/// When the nodes' closing sums or logs differ.
pub fn report(
    scenario: &Scenario,
    cast: &Cast,
    seed: u64,
    stage: &mut dyn Stage,
    director: &Director,
) -> Result<Report, Refused> {
    let log = stage.witness()?;
    let mut sums = Vec::new();
    let mut registered = Registered::default();
    let mut lifts: BTreeMap<String, LiftReport> = BTreeMap::new();
    let mut border = BorderFigures::default();
    let mut offers = Vec::new();
    let mut replans = Vec::new();
    for nation in super::terms()?.parties {
        stage.act(nation, &mut |node| {
            sums.push(node.closing_sum()?);
            registered.add(node);
            border = joined(border, node);
            offers = offers_of(node.state());
            replans = replans_of(node.state());
            carried(node, scenario, cast, &mut lifts);
            Ok(())
        })?;
    }
    let of_both = |person: &&crate::scenario::Invented| {
        ["JP", "KR"].iter().all(|code| person.nations.iter().any(|nation| nation == code))
    };
    registered.dual_nationals = cast.persons.iter().filter(of_both).count();
    let sum = sums.first().cloned().unwrap_or_default();
    Ok(Report {
        scenario: scenario.id.clone(),
        title: scenario.title.en.clone(),
        memorandum: scenario.memorandum.clone(),
        seed,
        people: sum.people(),
        accounted: sum.accounted(),
        states: sum.states().into_iter().map(|(state, n)| (state.as_str(), n)).collect(),
        by_nation: by_nation(&sum),
        registered,
        offers,
        lifts: lifts.into_values().collect(),
        border,
        plans: plans(director),
        pooling: pooling(director),
        replans,
        sums_agree: sums.windows(2).all(|pair| pair.first() == pair.last()),
        log,
    })
}

fn by_nation(sum: &Headcount) -> BTreeMap<String, BTreeMap<&'static str, u32>> {
    let named = |states: &BTreeMap<_, u32>| {
        states
            .iter()
            .map(|(state, n): (&corridor::headcount::State, _)| (state.as_str(), *n))
            .collect()
    };
    sum.by_nation().iter().map(|(nation, states)| (nation.to_string(), named(states))).collect()
}

impl Registered {
    fn add(&mut self, node: &mut Node) {
        let me = node.state().me.to_string();
        let across = node.across();
        self.on_both_lists = self.on_both_lists.max(across.theirs.len());
        self.forms.insert(me.clone(), node.state().registrations.len());
        let people = node.state_mut().people();
        self.persons.insert(me, people.persons.len());
        self.merged = self.merged.saturating_add(people.merged.len());
        let by_officer =
            |one: &&corridor::people::Match| one.evidence == corridor::people::Evidence::Officer;
        let decided = people.merged.iter().filter(by_officer).count();
        self.by_officer = self.by_officer.saturating_add(decided);
    }
}

/// Each list counts once: at the node whose border answered it.
fn joined(sum: BorderFigures, node: &Node) -> BorderFigures {
    let mut sum = sum;
    let figures = node.border_figures();
    sum.lists = sum.lists.saturating_add(figures.lists);
    sum.passengers = sum.passengers.saturating_add(figures.passengers);
    sum.before_landing = sum.before_landing.saturating_add(figures.before_landing);
    sum.clear = sum.clear.saturating_add(figures.clear);
    sum.refer = sum.refer.saturating_add(figures.refer);
    sum
}

fn offers_of(state: &State) -> Vec<OfferReport> {
    let report = |offer: &corridor::offer::SeatOffer| OfferReport {
        id: offer.id().to_string(),
        by: offer.by().to_string(),
        to: offer.to().to_string(),
        lift: offer.lift().to_string(),
        seats: offer.seats(),
        taken: offer.taken(),
    };
    state.offers.values().map(report).collect()
}

fn replans_of(state: &State) -> Vec<ReplanReport> {
    let report = |(key, one): (&(jiff::Timestamp, Nation), &Replanned)| ReplanReport {
        at: key.0.to_string(),
        by: key.1.to_string(),
        closures: one.closures,
        causes: one.changes.causes(),
        changes: one.changes.clone(),
    };
    state.replans.iter().map(report).collect()
}

/// The lifts boarded at this node's doors.
fn carried(
    node: &Node,
    scenario: &Scenario,
    cast: &Cast,
    lifts: &mut BTreeMap<String, LiftReport>,
) {
    let state = node.state();
    for fact in &scenario.lifts {
        let id = corridor::record::LiftId::new(&fact.id);
        let Some(lift) = state.lifts.get(&id) else {
            continue;
        };
        // A door of the partner's told us only of our own people.
        if lift.nation() == Some(state.partner) {
            continue;
        }
        let aboard: BTreeSet<_> = state
            .boarded
            .get(&id)
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .into_iter()
            .map(|one| (&one.person, one.how == How::WalkIn))
            .collect();
        let with = |wanted: Boarding| -> usize {
            let rode = |one: &&crate::scenario::InventedHousehold| {
                one.history.boarding == wanted
                    && one.history.rides.iter().any(|ride| ride.lift == fact.id)
            };
            cast.households.iter().filter(rode).map(|one| one.members.len()).sum()
        };
        let route = std::iter::once(&fact.legs.first().map_or("", |leg| leg.from.as_str()))
            .copied()
            .chain(fact.legs.iter().map(|leg| leg.to.as_str()))
            .collect::<Vec<_>>();
        let departs = fact.legs.first().map(|leg| leg.departs.timestamp().to_string());
        let entry = lifts.entry(fact.id.clone()).or_insert_with(|| LiftReport {
            id: fact.id.clone(),
            operator: fact.operator.clone(),
            route: route.join("-"),
            departs: departs.clone().unwrap_or_default(),
            room: fact.seats.seats.saturating_add(fact.seats.lap_infants),
            applied: with(Boarding::Booked) + with(Boarding::NoShow) + with(Boarding::Cancelled),
            cancelled: with(Boarding::Cancelled),
            no_show: with(Boarding::NoShow),
            walk_in: 0,
            boarded: 0,
        });
        entry.walk_in += aboard.iter().filter(|(_, walk_in)| *walk_in).count();
        entry.boarded += aboard.len();
    }
}

fn pooling(director: &Director) -> BTreeMap<String, Gain> {
    let gains = director.plans().map(|plans| plans.pooled.gains_over(&plans.alone));
    gains.into_iter().flatten().map(|(nation, gain)| (nation.to_string(), gain)).collect()
}

fn plans(director: &Director) -> BTreeMap<&'static str, PlanReport> {
    let Some(plans) = director.plans() else {
        return BTreeMap::new();
    };
    let named = [
        ("history", plans.history.as_ref()),
        ("alone", Some(&plans.alone)),
        ("pooled", Some(&plans.pooled)),
    ];
    named.into_iter().filter_map(|(name, plan)| Some((name, plan_report(plan?)))).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a share for people to read")]
fn plan_report(plan: &SeatPlan) -> PlanReport {
    let Figures { out, home, people, last_arrival, empty_seats, split_households, .. } =
        plan.figures().clone();
    let loads = plan.summary().loads.iter().filter(|load| load.peak > 0);
    let seats: u64 = loads.clone().map(|load| load.seats).sum();
    PlanReport {
        out,
        home,
        people,
        last_arrival: last_arrival.map(|at| at.to_string()),
        empty_seats,
        empty_share: empty_seats as f64 / seats.max(1) as f64,
        split_households,
        burden: plan.figures().burden,
        bound: plan.figures().bound,
        gap: plan.figures().gap,
        lifts: loads.map(|load| (load.lift.to_string(), load.peak)).collect(),
    }
}
