//! Finds what is wrong with a problem before anybody plans with it: each mistake with a code, the
//! path to it in the JSON, and what to do. Identifiers are never quoted, only where they stand.

use std::collections::BTreeSet;

use super::{Closed, Lift, Minute, Owner, Party, PlaceId, PlaceKind, Problem, Seats, VERSION};

/// The longest time from the first to the last minute of a problem: about two years. With the
/// limits below it keeps every sum of the planner within 64 bits.
const LONGEST: Minute = 1_000_000;
/// The furthest a minute may be from the epoch.
const FURTHEST: Minute = 10_000_000_000;
/// The most people of a problem, and the most seats of a lift.
const MOST: u32 = 1_000_000;
/// The largest weight.
const HEAVIEST: u32 = 1_000;

/// One mistake in a problem.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {at}: {what} {remedy}")]
pub struct ProblemError {
    code: &'static str,
    at: String,
    what: &'static str,
    remedy: &'static str,
}

impl ProblemError {
    /// A stable name for this kind of mistake, such as `unknown-place`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Where it is: a path into the JSON, such as `lifts[2].legs[0].to`.
    #[must_use]
    pub fn at(&self) -> &str {
        &self.at
    }

    /// What is wrong, as a sentence.
    #[must_use]
    pub fn what(&self) -> &'static str {
        self.what
    }

    /// What to do about it, as a sentence.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        self.remedy
    }
}

impl Problem {
    /// Looks for everything that makes this problem impossible to plan.
    ///
    /// # Errors
    /// All mistakes found, in the order of the JSON.
    pub fn check_itself(&self) -> Result<(), Vec<ProblemError>> {
        let mut found = Found::default();
        found.version(self);
        let places = found.places(self);
        found.unique("lifts", self.lifts.iter().map(|lift| lift.id.as_str()));
        for (n, lift) in self.lifts.iter().enumerate() {
            found.lift(&format!("lifts[{n}]"), lift, &places);
        }
        found.fleet(self, &places);
        found.unique("parties", self.parties.iter().map(|party| party.id.as_str()));
        for (n, party) in self.parties.iter().enumerate() {
            found.party(&format!("parties[{n}]"), party, &places);
        }
        found.closures(self, &places);
        found.totals(self);
        if found.0.is_empty() { Ok(()) } else { Err(found.0) }
    }

    /// The first mistake, for those who need only one.
    pub(crate) fn sound(&self) -> Result<(), ProblemError> {
        let first = |errors: Vec<ProblemError>| errors.into_iter().next();
        self.check_itself().err().and_then(first).map_or(Ok(()), Err)
    }
}

/// The mistakes found so far.
#[derive(Default)]
pub(super) struct Found(Vec<ProblemError>);

impl Found {
    fn version(&mut self, problem: &Problem) {
        let fleet = !problem.vehicles.is_empty() || !problem.links.is_empty();
        if !(1..=VERSION).contains(&problem.version) || (problem.version == 1 && fleet) {
            self.add(
                "unknown-version",
                "version",
                "This version of the problem is not known, or it has no vehicles and links.",
                "Write version 2.",
            );
        }
    }

    pub(super) fn add(
        &mut self,
        code: &'static str,
        at: impl Into<String>,
        what: &'static str,
        remedy: &'static str,
    ) {
        self.0.push(ProblemError { code, at: at.into(), what, remedy });
    }

    pub(super) fn unique<'a>(&mut self, list: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for (n, id) in ids.enumerate() {
            let at = format!("{list}[{n}].id");
            if id.is_empty() {
                self.add("empty-id", at, "The identifier is empty.", "Give it one.");
            } else if !seen.insert(id) {
                self.add(
                    "duplicate-id",
                    at,
                    "This identifier is used before.",
                    "Give each its own.",
                );
            }
        }
    }

    fn places<'a>(&mut self, problem: &'a Problem) -> BTreeSet<&'a PlaceId> {
        self.unique("places", problem.places.iter().map(|place| place.id.as_str()));
        for (n, place) in problem.places.iter().enumerate() {
            if let Some(nation) = &place.home_of {
                let at = format!("places[{n}].home_of");
                if place.kind != PlaceKind::Home {
                    self.add(
                        "home-of-no-home",
                        at.clone(),
                        "Only a home belongs to a nation.",
                        "Make the kind home, or leave this out.",
                    );
                }
                self.nation(at, nation);
            }
        }
        problem.places.iter().map(|place| &place.id).collect()
    }

    pub(super) fn nation(&mut self, at: String, nation: &Owner) {
        if nation.as_str().is_empty() {
            self.add("empty-id", at, "The nation is empty.", "Give its code.");
        }
    }

    pub(super) fn known(&mut self, at: String, place: &PlaceId, places: &BTreeSet<&PlaceId>) {
        if !places.contains(place) {
            self.add("unknown-place", at, "There is no such place.", "Add it to the places.");
        }
    }

    pub(super) fn minute(&mut self, at: String, minute: Minute) {
        if !(-FURTHEST..=FURTHEST).contains(&minute) {
            self.add(
                "minute-too-far",
                at,
                "The time is too far from the epoch.",
                "Count minutes, not seconds, from an epoch nearby.",
            );
        }
    }

    pub(super) fn duration(&mut self, at: String, minutes: Minute) {
        if minutes < 0 {
            self.add("negative-time", at, "The time is negative.", "Give 0 or more minutes.");
        } else if minutes > LONGEST {
            self.add("too-long", at, "The time is too long.", "Give minutes, not seconds.");
        }
    }

    pub(super) fn seats(&mut self, at: String, seats: Seats) {
        let Seats { seats, lap_infants, wheelchairs, stretchers, baggage, pets } = seats;
        let (baggage, pets) = (baggage.unwrap_or(0), pets.unwrap_or(0));
        let all = [seats, lap_infants, wheelchairs, stretchers, baggage, pets];
        if all.iter().any(|count| *count > MOST) {
            let what = "Nothing has that much room.";
            self.add("too-big", at, what, "Give at most 1,000,000 of each.");
        }
    }

    fn lift(&mut self, at: &str, lift: &Lift, places: &BTreeSet<&PlaceId>) {
        self.nation(format!("{at}.owner"), &lift.owner);
        self.duration(format!("{at}.closes_before"), lift.closes_before);
        if lift.legs.is_empty() {
            self.add(
                "no-legs",
                format!("{at}.legs"),
                "The lift goes nowhere.",
                "Give it a leg, or leave the lift out.",
            );
        }
        self.seats(format!("{at}.seats"), lift.seats);
        for (n, leg) in lift.legs.iter().enumerate() {
            let at = format!("{at}.legs[{n}]");
            self.known(format!("{at}.from"), &leg.from, places);
            self.known(format!("{at}.to"), &leg.to, places);
            self.minute(format!("{at}.departs"), leg.departs);
            self.minute(format!("{at}.arrives"), leg.arrives);
            if leg.arrives <= leg.departs {
                self.add(
                    "arrives-before-departing",
                    format!("{at}.arrives"),
                    "The leg does not arrive after it departs.",
                    "Correct one of the times.",
                );
            }
        }
        for (n, pair) in lift.legs.windows(2).enumerate() {
            let [before, after] = pair else { continue };
            let at = format!("{at}.legs[{}]", n.saturating_add(1));
            if before.to != after.from {
                self.add(
                    "legs-not-connected",
                    format!("{at}.from"),
                    "The leg does not begin where the one before it ended.",
                    "Add the leg between, or make two lifts.",
                );
            }
            if after.departs < before.arrives {
                self.add(
                    "departs-before-arriving",
                    format!("{at}.departs"),
                    "The leg departs before the one before it has arrived.",
                    "Correct one of the times.",
                );
            }
        }
    }

    fn party(&mut self, at: &str, party: &Party, places: &BTreeSet<&PlaceId>) {
        let needs = party.needs;
        self.nation(format!("{at}.nation"), &party.nation);
        self.known(format!("{at}.place"), &party.place, places);
        self.minute(format!("{at}.ready"), party.ready);
        if party.people == 0 {
            self.add("nobody", format!("{at}.people"), "The party is empty.", "Leave it out.");
        }
        if u64::from(needs.seats) + u64::from(needs.lap_infants) != u64::from(party.people) {
            self.add(
                "people-disagree",
                format!("{at}.people"),
                "The people are not the seats and the lap infants together.",
                "Correct the one that is wrong.",
            );
        }
        if needs.baggage.max(needs.pets) > MOST {
            let what = "Nobody travels with so many pieces of baggage or pets.";
            self.add("too-big", format!("{at}.needs"), what, "Give at most 1,000,000 of each.");
        }
        if needs.lap_infants > needs.seats {
            self.add(
                "infant-without-lap",
                format!("{at}.needs.lap_infants"),
                "There are more lap infants than people with a seat.",
                "Count the others among the seats.",
            );
        }
        if u64::from(needs.wheelchairs) + u64::from(needs.stretchers) > u64::from(needs.seats) {
            self.add(
                "more-positions-than-seats",
                format!("{at}.needs"),
                "There are more wheelchairs and stretchers than people with a seat.",
                "Count each of them among the seats.",
            );
        }
    }

    fn closures(&mut self, problem: &Problem, places: &BTreeSet<&PlaceId>) {
        for (n, closure) in problem.closures.iter().enumerate() {
            let at = format!("closures[{n}]");
            match &closure.what {
                Closed::Place(place) => self.known(format!("{at}.what.place"), place, places),
                Closed::Road { from, to } => {
                    self.known(format!("{at}.what.road.from"), from, places);
                    self.known(format!("{at}.what.road.to"), to, places);
                }
            }
            if closure.until.is_some_and(|until| until <= closure.from) {
                self.add(
                    "closure-ends-before-it-begins",
                    format!("{at}.until"),
                    "The closure does not end after it begins.",
                    "Correct one of the times, or leave the end out.",
                );
            }
        }
    }

    fn totals(&mut self, problem: &Problem) {
        self.minute("horizon".into(), problem.horizon);
        self.duration("min_change".into(), problem.min_change);
        let weights = problem.weights;
        if weights.protected < weights.vulnerable
            || weights.vulnerable < weights.ordinary
            || weights.ordinary == 0
            || weights.protected > HEAVIEST
        {
            self.add(
                "weights-out-of-order",
                "weights",
                "The weights do not fall from protected to ordinary, within 1 to 1,000.",
                "Order them.",
            );
        }
        if problem.parties.iter().map(|party| u64::from(party.people)).sum::<u64>() > MOST.into() {
            self.add(
                "too-big",
                "parties",
                "There are more people than one plan can take.",
                "Plan at most 1,000,000 people at once.",
            );
        }
        let ready = problem.parties.iter().map(|party| party.ready);
        let legs = || problem.lifts.iter().flat_map(|lift| &lift.legs);
        let first = problem.first_minute();
        let last = ready.chain(legs().map(|leg| leg.arrives)).max();
        let end = last.unwrap_or(problem.horizon).max(problem.horizon);
        if first.is_some_and(|first| problem.horizon <= first) {
            self.add(
                "horizon-too-early",
                "horizon",
                "The planned time ends before anything begins.",
                "Give a later minute, counted from the same epoch.",
            );
        } else if first.is_some_and(|first| end.saturating_sub(first) > LONGEST) {
            self.add(
                "too-long",
                "horizon",
                "More than 1,000,000 minutes lie between the first and the last time.",
                "Plan a shorter time, and count minutes, not seconds.",
            );
        }
    }
}
