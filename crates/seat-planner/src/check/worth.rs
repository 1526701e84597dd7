//! The checker's own count of what a plan is worth: minute by minute of each journey, as the
//! crate's first page says.

use std::collections::BTreeMap;

use super::replay::{Replay, Trail};
use crate::problem::{Class, LiftId, Minute, Needs, Party, PlaceId, PlaceKind};
use crate::score::{Components, Score};

const DAY: i64 = 1_440;

/// What one person has had to bear so far.
#[derive(Default)]
struct Borne {
    minutes_in_danger: i64,
    minutes_under_way: i64,
    out: bool,
}

impl Borne {
    fn wait(&mut self, kind: Option<PlaceKind>, minutes: Minute) {
        match kind {
            Some(PlaceKind::Danger) => self.minutes_in_danger += minutes.max(0),
            Some(PlaceKind::Haven) => self.minutes_under_way += minutes.max(0),
            Some(PlaceKind::Home) | None => {}
        }
    }

    fn ride(&mut self, to: Option<PlaceKind>, exposed: bool, minutes: Minute) {
        if exposed || to == Some(PlaceKind::Danger) {
            self.minutes_in_danger += minutes;
        } else {
            self.minutes_under_way += minutes;
        }
    }

    fn end(&mut self, replay: &Replay<'_>, party: &Party, place: &PlaceId, now: Minute) {
        let kind = replay.kind(place, party);
        self.wait(kind, replay.problem.horizon - now);
        // A day more for whoever is not home; at home a minute counts nothing.
        self.wait(kind, DAY);
        self.out = kind != Some(PlaceKind::Danger);
    }

    fn tenths(&self) -> i64 {
        10 * self.minutes_in_danger + 2 * self.minutes_under_way
    }
}

pub(super) fn score(replay: &Replay<'_>) -> Score {
    let mut score = Score::default();
    let mut going: BTreeMap<_, i64> = BTreeMap::new();
    for trail in &replay.trails {
        let people = people(&trail.journey.share);
        *going.entry(&trail.party.id).or_default() += people;
        let nation = score.by_nation.entry(trail.party.nation.clone()).or_default();
        add(replay, trail.party, &travelled(replay, trail), people, nation);
        let arrives = trail.stages.last().and_then(|s| s.legs.last()).map(|leg| leg.arrives);
        score.last_arrival = score.last_arrival.max(arrives);
    }
    for party in &replay.problem.parties {
        let stay = i64::from(party.people) - going.get(&party.id).copied().unwrap_or(0);
        let nation = score.by_nation.entry(party.nation.clone()).or_default();
        add(replay, party, &staying(replay, party), stay, nation);
    }
    for nation in score.by_nation.values() {
        score.total.protected_out += nation.protected_out;
        score.total.weighted_out += nation.weighted_out;
        score.total.people_out += nation.people_out;
        score.total.burden += nation.burden;
    }
    seats(replay, &mut score);
    score
}

fn people(share: &Needs) -> i64 {
    i64::from(share.seats) + i64::from(share.lap_infants)
}

fn staying(replay: &Replay<'_>, party: &Party) -> Borne {
    let mut borne = Borne::default();
    borne.end(replay, party, &party.place, party.ready);
    borne
}

fn travelled(replay: &Replay<'_>, trail: &Trail<'_>) -> Borne {
    let mut borne = Borne::default();
    let (mut place, mut now) = (&trail.party.place, trail.party.ready);
    for leg in trail.stages.iter().flat_map(|stage| stage.legs) {
        borne.wait(replay.kind(place, trail.party), leg.departs - now);
        let to = replay.kind(&leg.to, trail.party);
        borne.ride(to, leg.exposed, leg.arrives - leg.departs);
        (place, now) = (&leg.to, leg.arrives);
    }
    borne.end(replay, trail.party, place, now);
    borne
}

fn add(replay: &Replay<'_>, party: &Party, borne: &Borne, people: i64, to: &mut Components) {
    let weighted = people * i64::from(replay.problem.weights.of(party.class));
    to.burden += weighted * borne.tenths();
    if borne.out {
        to.people_out += people;
        to.weighted_out += weighted;
        if party.class == Class::Protected {
            to.protected_out += people;
        }
    }
}

/// Empty seats and lifts used. Infants beyond the lap places take seats.
fn seats(replay: &Replay<'_>, score: &mut Score) {
    let mut aboard: BTreeMap<&LiftId, BTreeMap<usize, (i64, i64)>> = BTreeMap::new();
    for trail in &replay.trails {
        for stage in &trail.stages {
            let lift = aboard.entry(&stage.lift.id).or_default();
            for (offset, _) in stage.legs.iter().enumerate() {
                let leg = stage.first.saturating_add(offset);
                let (seated, infants) = lift.entry(leg).or_default();
                *seated += i64::from(trail.journey.share.seats);
                *infants += i64::from(trail.journey.share.lap_infants);
            }
        }
    }
    for lift in &replay.problem.lifts {
        let laps = i64::from(lift.seats.lap_infants);
        let taken = |(seated, infants): &(i64, i64)| seated + (infants - laps).max(0);
        let legs = aboard.get(&lift.id);
        if let Some(peak) = legs.and_then(|legs| legs.values().map(taken).max()) {
            score.lifts_used += 1;
            score.empty_seats += i64::from(lift.seats.seats) - peak;
        }
    }
}
