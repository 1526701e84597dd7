//! Finds what is wrong with the vehicles and links of a problem.

use std::collections::BTreeSet;

use super::check_itself::Found;
use super::{PlaceId, Problem};

/// The most moments at which a vehicle could take a link: the links times the steps.
const MOST_MOMENTS: i64 = 500_000;

impl Found {
    pub(super) fn fleet(&mut self, problem: &Problem, places: &BTreeSet<&PlaceId>) {
        let lifts = problem.lifts.iter().map(|lift| lift.id.as_str());
        let vehicles = problem.vehicles.iter().map(|vehicle| vehicle.id.as_str());
        let lifts: BTreeSet<&str> = lifts.collect();
        self.unique("vehicles", vehicles);
        for (n, vehicle) in problem.vehicles.iter().enumerate() {
            let at = format!("vehicles[{n}]");
            if lifts.contains(vehicle.id.as_str()) {
                let what = "This identifier is used before, by a lift.";
                self.add("duplicate-id", format!("{at}.id"), what, "Give each its own.");
            }
            self.nation(format!("{at}.owner"), &vehicle.owner);
            self.known(format!("{at}.place"), &vehicle.place, places);
            self.minute(format!("{at}.available"), vehicle.available);
            self.duration(format!("{at}.turn_around"), vehicle.turn_around);
            self.duration(format!("{at}.closes_before"), vehicle.closes_before);
            self.seats(format!("{at}.seats"), vehicle.seats);
            if vehicle.until.is_some_and(|until| until < vehicle.available) {
                self.add(
                    "duty-ends-before-it-begins",
                    format!("{at}.until"),
                    "The vehicle's duty ends before it is available.",
                    "Correct one of the times, or leave the vehicle out.",
                );
            }
            if !problem.links.iter().any(|link| link.mode == vehicle.mode) {
                self.add(
                    "no-link-of-mode",
                    format!("{at}.mode"),
                    "No link is of this vehicle's mode.",
                    "Add the links that it can take, or leave the vehicle out.",
                );
            }
        }
        self.links(problem, places);
        self.moments(problem);
    }

    fn links(&mut self, problem: &Problem, places: &BTreeSet<&PlaceId>) {
        let mut seen = BTreeSet::new();
        for (n, link) in problem.links.iter().enumerate() {
            let at = format!("links[{n}]");
            self.known(format!("{at}.from"), &link.from, places);
            self.known(format!("{at}.to"), &link.to, places);
            self.duration(format!("{at}.minutes"), link.minutes);
            if link.minutes == 0 || link.from == link.to {
                self.add(
                    "link-to-nowhere",
                    at.clone(),
                    "The link takes no time, or ends where it begins.",
                    "Correct it, or leave it out.",
                );
            }
            if !seen.insert((&link.from, &link.to, &link.mode)) {
                self.add(
                    "duplicate-link",
                    at,
                    "There is a link of this mode between these places before.",
                    "Keep the shorter one.",
                );
            }
        }
    }

    fn moments(&mut self, problem: &Problem) {
        if problem.step < 1 {
            let what = "The step is no time.";
            self.add("negative-time", "step", what, "Give the minutes between departures.");
            return;
        }
        let Some(first) = problem.first_minute() else { return };
        let steps = problem.horizon.saturating_sub(first) / problem.step;
        let links = i64::try_from(problem.links.len()).unwrap_or(i64::MAX);
        if !problem.vehicles.is_empty() && steps.saturating_mul(links) > MOST_MOMENTS {
            self.add(
                "too-many-moments",
                "step",
                "Vehicles could depart at more moments than one plan can weigh.",
                "Give a longer step, an earlier horizon, or fewer links.",
            );
        }
    }
}
