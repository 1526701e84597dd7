//! The timetable, and the cheapest chain of rides through it for one kind of party.
//!
//! Used by the search and by the bound; the checker has its own time code.
//!
//! All legs of all lifts become two events each, sorted by time: the moment at which boarding from
//! another lift closes, and the arrival. One pass over the events finds the cheapest chain, because
//! waiting at a place costs the same for each minute: so of all arrivals at a place only the one
//! with the least `cost - rate x arrival` matters, and that is one number per place.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::plan::Ride;
use crate::problem::{Closed, Closure, Leg, LiftId, Minute, Owner, Party, PlaceKind, Problem};

mod ways;

pub(crate) use ways::Ways;

/// Tenths of a minute counted for a minute in danger.
const IN_DANGER: i64 = 10;
/// Tenths of a minute counted for a minute on the way or at a haven.
const ON_THE_WAY: i64 = 2;
/// Minutes by which whoever is not home at the horizon is counted longer, where they are: a day.
pub(crate) const NOT_HOME: i64 = 24 * 60;
/// The cost of what can't be reached.
const FAR: i64 = i64::MAX;

/// A leg, with places as numbers and minutes counted from the first of the problem.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) lift: usize,
    pub(crate) number: usize,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) departs: i64,
    pub(crate) arrives: i64,
    /// From its first place on, boarding closes then.
    gate: i64,
    /// Whether people aboard are in danger wherever it leads.
    exposed: bool,
    /// Whether the lift comes this far in spite of the closures.
    open: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Happens {
    Arrive,
    Board,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    minute: i64,
    happens: Happens,
    leg: usize,
}

/// All lifts of a problem, ready to be searched.
#[derive(Debug)]
pub(crate) struct Timetable {
    pub(crate) rows: Vec<Row>,
    pub(crate) lifts: Vec<Range<usize>>,
    lift_ids: Vec<LiftId>,
    owners: Vec<Owner>,
    events: Vec<Event>,
    kinds: Vec<(PlaceKind, Option<Owner>)>,
    place_numbers: BTreeMap<String, usize>,
    base: Minute,
    horizon: i64,
    min_change: i64,
}

/// Which rules to leave aside, to find out why a party is left.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Aside {
    pub(crate) closures: bool,
    pub(crate) owners: bool,
    pub(crate) times: bool,
}

/// What parties share that can take the same chains of rides at the same cost.
#[derive(Debug)]
pub(crate) struct Origin {
    place: usize,
    ready: i64,
    kinds: Vec<PlaceKind>,
    usable: Vec<bool>,
    events: Vec<Event>,
    horizon: i64,
    /// Least minutes from `ready` to the first departure: of those who came here by a lift.
    change: i64,
    /// Boarding that closes before this is over.
    earliest: i64,
}

/// A ride in numbers: lift, first leg, last leg.
pub(crate) type Stretch = (usize, usize, usize);

/// A chain of rides from an origin to a safe place.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) legs: Vec<usize>,
    pub(crate) rides: Vec<Stretch>,
    /// Per person, in tenths of a minute.
    pub(crate) burden: i64,
    pub(crate) arrives: i64,
}

#[derive(Debug, Clone, Copy)]
enum Entry {
    Start,
    Aboard,
    Change(usize),
}

/// Memory that one search reuses.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    board: Vec<(i64, Option<usize>)>,
    cost: Vec<i64>,
    entry: Vec<Entry>,
    waiting: Vec<(i64, usize)>,
}

impl Scratch {
    fn reset(&mut self, legs: usize, places: usize) {
        self.board.clear();
        self.board.resize(legs, (FAR, None));
        self.cost.clear();
        self.cost.resize(legs, FAR);
        self.entry.clear();
        self.entry.resize(legs, Entry::Start);
        self.waiting.clear();
        self.waiting.resize(places, (FAR, 0));
    }
}

/// Tenths of a minute counted for a minute at a place of this kind.
pub(crate) fn rate(kind: PlaceKind) -> i64 {
    match kind {
        PlaceKind::Danger => IN_DANGER,
        PlaceKind::Haven => ON_THE_WAY,
        PlaceKind::Home => 0,
    }
}

/// Whether any closure stops this leg.
pub(crate) fn shut(problem: &Problem, leg: &Leg) -> bool {
    problem.closures.iter().any(|closure| stops(closure, leg))
}

/// Whether a closure stops this leg.
pub(crate) fn stops(closure: &Closure, leg: &Leg) -> bool {
    let at = |minute| minute >= closure.from && closure.until.is_none_or(|until| minute < until);
    match &closure.what {
        Closed::Place(place) => {
            (*place == leg.from && at(leg.departs)) || (*place == leg.to && at(leg.arrives))
        }
        Closed::Road { from, to } => *from == leg.from && *to == leg.to && at(leg.departs),
    }
}

impl Timetable {
    /// For a problem that has passed its own check.
    pub(crate) fn new(problem: &Problem) -> Self {
        let legs = || problem.lifts.iter().flat_map(|lift| &lift.legs);
        let base = (problem.parties.iter().map(|party| party.ready))
            .chain(legs().map(|leg| leg.departs))
            .min()
            .unwrap_or(problem.horizon);
        let place_numbers: BTreeMap<String, usize> =
            (problem.places.iter().enumerate()).map(|(n, p)| (p.id.to_string(), n)).collect();
        let number = |id: &str| place_numbers.get(id).copied().unwrap_or(usize::MAX);
        let mut rows = Vec::new();
        let mut lifts = Vec::new();
        let mut events = Vec::new();
        for (lift_number, lift) in problem.lifts.iter().enumerate() {
            let first = rows.len();
            let mut open = true;
            for (leg_number, leg) in lift.legs.iter().enumerate() {
                open &= !shut(problem, leg);
                let (departs, arrives) = (leg.departs - base, leg.arrives - base);
                let change = departs - problem.min_change.max(lift.closes_before);
                let leg_id = rows.len();
                events.push(Event { minute: change, happens: Happens::Board, leg: leg_id });
                events.push(Event { minute: arrives, happens: Happens::Arrive, leg: leg_id });
                rows.push(Row {
                    lift: lift_number,
                    number: leg_number,
                    from: number(leg.from.as_str()),
                    to: number(leg.to.as_str()),
                    departs,
                    arrives,
                    gate: departs - lift.closes_before,
                    exposed: leg.exposed,
                    open,
                });
            }
            lifts.push(first..rows.len());
        }
        events.sort_unstable();
        Self {
            rows,
            lifts,
            lift_ids: problem.lifts.iter().map(|lift| lift.id.clone()).collect(),
            owners: problem.lifts.iter().map(|lift| lift.owner.clone()).collect(),
            events,
            kinds: problem.places.iter().map(|p| (p.kind, p.home_of.clone())).collect(),
            place_numbers,
            base,
            horizon: problem.horizon - base,
            min_change: problem.min_change,
        }
    }

    /// What this party can use, with some rules left aside.
    pub(crate) fn origin(&self, party: &Party, aside: Aside) -> Origin {
        let kinds: Vec<PlaceKind> = (self.kinds.iter())
            .map(|(kind, home_of)| match (kind, home_of) {
                (PlaceKind::Home, Some(nation)) if *nation != party.nation => PlaceKind::Haven,
                _ => *kind,
            })
            .collect();
        let danger = |place: usize| kinds.get(place) == Some(&PlaceKind::Danger);
        let latest = party.latest.map(|latest| latest.saturating_sub(self.base));
        let usable: Vec<bool> = (self.rows.iter())
            .map(|row| {
                let mine = self.owners.get(row.lift).is_some_and(|o| party.lifts_of.contains(o));
                let late = row.arrives > self.horizon
                    || (danger(row.from) && latest.is_some_and(|latest| row.departs > latest));
                (mine || aside.owners)
                    && (row.open || aside.closures)
                    && (!late || aside.times)
                    && (danger(row.from) || !danger(row.to))
            })
            .collect();
        let allowed = |event: &&Event| usable.get(event.leg) == Some(&true);
        Origin {
            place: self.place_numbers.get(party.place.as_str()).copied().unwrap_or(usize::MAX),
            // 0 is the first minute of all; the gate may be before that.
            ready: if aside.times { i64::MIN / 4 } else { party.ready - self.base },
            events: self.events.iter().filter(allowed).copied().collect(),
            usable,
            kinds,
            horizon: self.horizon,
            change: 0,
            earliest: i64::MIN,
        }
    }

    /// The same in the middle of things: boarding that closes before `earliest` is over, and
    /// whoever came here by a lift needs the time to change.
    pub(crate) fn under_way(&self, origin: &mut Origin, earliest: Minute, came: bool) {
        origin.earliest = earliest - self.base;
        origin.change = if came { self.min_change } else { 0 };
    }

    /// The cheapest chain of rides to a safe place, as its cost and its last leg.
    ///
    /// The cost is `per_minute` (people x weight) times the burden of one person, plus the tolls;
    /// `toll` gives nothing for a leg that can't be used.
    pub(crate) fn cheapest(
        &self,
        origin: &Origin,
        per_minute: i64,
        toll: impl Fn(usize) -> Option<i64>,
        scratch: &mut Scratch,
    ) -> Option<(i64, usize)> {
        scratch.reset(self.rows.len(), origin.kinds.len());
        let mut best: Option<(i64, usize)> = None;
        for event in &origin.events {
            let row = self.rows.get(event.leg)?;
            if event.happens == Happens::Board {
                let cost = self.boarding(origin, row, per_minute, scratch);
                if let Some(slot) = scratch.board.get_mut(event.leg) {
                    *slot = cost;
                }
                continue;
            }
            let Some(toll) = toll(event.leg) else {
                continue;
            };
            let (before, entry) = departing(self, origin, event.leg, row, per_minute, scratch);
            if before == FAR {
                continue;
            }
            let cost = before.saturating_add(moving(origin, row) * per_minute).saturating_add(toll);
            let waiting = cost.saturating_sub(origin.rate(row.to) * per_minute * row.arrives);
            if let (Some(c), Some(e), Some(w)) = (
                scratch.cost.get_mut(event.leg),
                scratch.entry.get_mut(event.leg),
                scratch.waiting.get_mut(row.to),
            ) {
                (*c, *e) = (cost, entry);
                if waiting < w.0 {
                    *w = (waiting, event.leg);
                }
            }
            if let Some(rest) = origin.rest(row.to, row.arrives) {
                let whole = cost.saturating_add(rest * per_minute);
                if best.is_none_or(|(least, _)| whole < least) {
                    best = Some((whole, event.leg));
                }
            }
        }
        best
    }

    fn boarding(
        &self,
        origin: &Origin,
        row: &Row,
        per_minute: i64,
        scratch: &Scratch,
    ) -> (i64, Option<usize>) {
        let each = origin.rate(row.from) * per_minute;
        let start = if origin.starts(row) {
            each * row.departs.saturating_sub(origin.ready.max(-self.horizon))
        } else {
            FAR
        };
        match scratch.waiting.get(row.from) {
            Some((waiting, leg)) if *waiting != FAR => {
                let change = waiting.saturating_add(each * row.departs);
                if change < start { (change, Some(*leg)) } else { (start, None) }
            }
            _ => (start, None),
        }
    }

    /// The legs of the chain that ends with `last`, in order.
    pub(crate) fn legs(&self, scratch: &Scratch, last: usize, legs: &mut Vec<usize>) {
        legs.clear();
        let mut leg = last;
        loop {
            legs.push(leg);
            leg = match scratch.entry.get(leg) {
                Some(Entry::Aboard) => leg.saturating_sub(1),
                Some(Entry::Change(before)) => *before,
                Some(Entry::Start) | None => break,
            };
        }
        legs.reverse();
    }

    /// The chain that the last search ended with.
    pub(crate) fn path(&self, origin: &Origin, scratch: &Scratch, last: usize) -> Path {
        let mut legs = Vec::new();
        self.legs(scratch, last, &mut legs);
        let mut rides: Vec<Stretch> = Vec::new();
        for leg in &legs {
            let Some(row) = self.rows.get(*leg) else {
                continue;
            };
            let aboard = matches!(scratch.entry.get(*leg), Some(Entry::Aboard));
            match rides.last_mut() {
                Some(ride) if aboard => ride.2 = row.number,
                _ => rides.push((row.lift, row.number, row.number)),
            }
        }
        self.finish(origin, legs, rides)
    }

    fn finish(&self, origin: &Origin, legs: Vec<usize>, rides: Vec<Stretch>) -> Path {
        let mut burden = 0;
        // As boarding counts it: times may be set aside.
        let mut now = origin.ready.max(-self.horizon);
        let mut place = origin.place;
        for row in legs.iter().filter_map(|leg| self.rows.get(*leg)) {
            burden += origin.rate(row.from) * (row.departs - now) + moving(origin, row);
            (now, place) = (row.arrives, row.to);
        }
        burden += origin.rest(place, now).unwrap_or(0);
        Path { legs, rides, burden, arrives: now }
    }

    /// The chain that these rides are, if a party from this origin can take them.
    pub(crate) fn follow(&self, origin: &Origin, rides: &[Ride]) -> Option<Path> {
        let mut legs = Vec::new();
        let mut numbers = Vec::new();
        let mut here: Option<&Row> = None;
        for ride in rides {
            let lift = self.lift_ids.iter().position(|id| *id == ride.lift)?;
            let range = self.lifts.get(lift)?.clone();
            let first = range.start.checked_add(ride.board).filter(|leg| range.contains(leg))?;
            let last = range.start.checked_add(ride.alight).filter(|leg| range.contains(leg))?;
            let row = self.rows.get(first)?;
            let in_time = match here {
                None => origin.starts(row),
                Some(before) => {
                    before.to == row.from
                        && before.arrives <= row.gate
                        && before.arrives <= row.departs - self.min_change
                }
            };
            if !in_time || first > last {
                return None;
            }
            legs.extend(first..=last);
            numbers.push((lift, ride.board, ride.alight));
            here = self.rows.get(last);
        }
        origin.rest(here?.to, here?.arrives)?;
        (legs.iter().all(|leg| origin.usable.get(*leg) == Some(&true)))
            .then(|| self.finish(origin, legs, numbers))
    }

    /// A ride in the terms of the problem.
    pub(crate) fn ride(&self, (lift, board, alight): Stretch) -> Option<Ride> {
        Some(Ride { lift: self.lift_ids.get(lift)?.clone(), board, alight })
    }

    /// A minute of this timetable as a minute of the problem.
    pub(crate) fn minute(&self, minute: i64) -> Minute {
        minute + self.base
    }

    /// Whether this leg takes people out of danger.
    pub(crate) fn escapes(&self, row: &Row) -> bool {
        let danger =
            |place| self.kinds.get(place).is_some_and(|(kind, _)| *kind == PlaceKind::Danger);
        danger(row.from) && !danger(row.to)
    }
}

/// The cost up to departure, and how the party came aboard.
fn departing(
    timetable: &Timetable,
    origin: &Origin,
    leg: usize,
    row: &Row,
    per_minute: i64,
    scratch: &Scratch,
) -> (i64, Entry) {
    let (board, change) = scratch.board.get(leg).copied().unwrap_or((FAR, None));
    let before = (row.number > 0).then(|| leg.saturating_sub(1));
    let aboard =
        before.map_or(FAR, |before| match (scratch.cost.get(before), timetable.rows.get(before)) {
            (Some(cost), Some(previous)) if *cost != FAR => cost.saturating_add(
                origin.rate(row.from) * per_minute * (row.departs - previous.arrives),
            ),
            _ => FAR,
        });
    if aboard <= board {
        (aboard, Entry::Aboard)
    } else {
        (board, change.map_or(Entry::Start, Entry::Change))
    }
}

/// Tenths of a minute counted for riding this leg.
fn moving(origin: &Origin, row: &Row) -> i64 {
    let danger = row.exposed || origin.kinds.get(row.to) == Some(&PlaceKind::Danger);
    aboard(danger) * (row.arrives - row.departs)
}

/// Tenths of a minute counted for a minute aboard, in danger or not.
pub(crate) fn aboard(danger: bool) -> i64 {
    if danger { IN_DANGER } else { ON_THE_WAY }
}

impl Origin {
    /// Whether a journey from here can begin with this leg.
    fn starts(&self, row: &Row) -> bool {
        row.from == self.place
            && self.ready <= row.gate
            && self.earliest <= row.gate
            && self.ready <= row.departs - self.change
    }

    fn rate(&self, place: usize) -> i64 {
        self.kinds.get(place).map_or(0, |kind| rate(*kind))
    }

    /// What is still counted per person whose journey ends there and then; nothing in danger.
    fn rest(&self, place: usize, minute: i64) -> Option<i64> {
        match self.kinds.get(place)? {
            PlaceKind::Danger => None,
            PlaceKind::Haven => Some(ON_THE_WAY * ((self.horizon - minute).max(0) + NOT_HOME)),
            PlaceKind::Home => Some(0),
        }
    }

    /// What is counted per person who stays where they are.
    pub(crate) fn staying(&self) -> i64 {
        match self.kinds.get(self.place) {
            Some(PlaceKind::Home) => 0,
            kind => {
                let each = kind.map_or(0, |kind| rate(*kind));
                each * ((self.horizon - self.ready).max(0) + NOT_HOME)
            }
        }
    }

    /// The kind of the place where the party is, in its own eyes.
    pub(crate) fn kind(&self) -> Option<PlaceKind> {
        self.kinds.get(self.place).copied()
    }

    /// Whether a party from here may ride this leg at all.
    pub(crate) fn may_use(&self, leg: usize) -> bool {
        self.usable.get(leg) == Some(&true)
    }
}
