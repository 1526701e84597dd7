//! How many people wait at each place that can hold so many only, over time.
//!
//! Those who came there before are counted until they depart, or for ever; so others come only
//! where there is room in any case.

use std::collections::BTreeMap;

use crate::itinerary::{Path, Timetable};
use crate::problem::Problem;

/// A wait: place, from when, until when.
type Wait = (usize, i64, i64);

pub(super) struct Holds {
    /// By place: how many it can hold, and by how many those there change at each minute.
    places: BTreeMap<usize, (i64, BTreeMap<i64, i64>)>,
    horizon: i64,
}

impl Holds {
    pub(super) fn new(problem: &Problem, timetable: &Timetable) -> Self {
        let holds = problem.places.iter().enumerate();
        let places = holds
            .filter_map(|(n, place)| Some((n, (i64::from(place.hold?), BTreeMap::new()))))
            .collect();
        Self { places, horizon: problem.horizon - timetable.minute(0) }
    }

    /// Whether this place can hold so many only.
    pub(super) fn limits(&self, place: usize) -> bool {
        self.places.contains_key(&place)
    }

    /// The waits of a journey, after what comes before it: since when its people have waited where
    /// it begins, if they came there by a ride.
    fn waits(
        &self,
        timetable: &Timetable,
        start: Option<(usize, i64)>,
        path: Option<&Path>,
    ) -> Vec<Wait> {
        let mut waits = Vec::new();
        let mut there = start;
        for (lift, board, alight) in path.iter().flat_map(|path| &path.rides) {
            let row = |leg: usize| {
                let first = timetable.lifts.get(*lift)?.start;
                timetable.rows.get(first.saturating_add(leg))
            };
            if let (Some((place, since)), Some(first)) = (there, row(*board)) {
                waits.push((place, since, first.departs));
            }
            there = row(*alight).map(|last| (last.to, last.arrives));
        }
        waits.extend(there.map(|(place, since)| (place, since, self.horizon)));
        waits.retain(|(place, since, until)| until > since && self.limits(*place));
        waits
    }

    /// Counts the waits of so many people; fewer than 0 takes them away again.
    pub(super) fn count(
        &mut self,
        timetable: &Timetable,
        start: Option<(usize, i64)>,
        path: Option<&Path>,
        people: i64,
    ) {
        if self.places.is_empty() {
            return;
        }
        for (place, since, until) in self.waits(timetable, start, path) {
            if let Some((_, changes)) = self.places.get_mut(&place) {
                *changes.entry(since).or_default() += people;
                *changes.entry(until).or_default() -= people;
            }
        }
    }

    /// The first place of the path that could not hold so many more; where it begins they are
    /// counted already.
    pub(super) fn full(&self, timetable: &Timetable, path: &Path, people: i64) -> Option<usize> {
        if self.places.is_empty() {
            return None;
        }
        let full = |(place, since, until): &Wait| {
            let Some((hold, changes)) = self.places.get(place) else { return false };
            let mut there: i64 = changes.range(..=*since).map(|(_, change)| change).sum();
            let mut peak = there;
            let after = since.saturating_add(1)..(*until).max(since.saturating_add(1));
            for (_, change) in changes.range(after) {
                there += change;
                peak = peak.max(there);
            }
            peak + people > *hold
        };
        let waits = self.waits(timetable, None, Some(path));
        waits.into_iter().find(full).map(|(place, ..)| place)
    }
}
