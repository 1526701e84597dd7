//! Who sits in which trip: people of each site shared out among trips, within seats and room.
//!
//! The largest flow from sites to drops, by shortest augmenting paths (Edmonds and Karp 1972).

use std::collections::VecDeque;

use super::model::Model;
use super::plan::Trip;
use super::slot::{add, at, put};

/// A trip before anybody is aboard: pickup and drop.
pub(super) type Hop = (usize, usize);

/// The most units that can go from sites to drops, and how many go where (site by site).
fn flow(supply: &[i64], room: &[i64], seats: &[i64]) -> (i64, Vec<i64>) {
    let (sites, drops) = (supply.len(), room.len());
    let mut moved = vec![0_i64; sites * drops];
    let (mut supply, mut room) = (supply.to_vec(), room.to_vec());
    let mut total = 0;
    while let Some((path, amount)) = augment(&supply, &room, seats, &moved) {
        let (Some(first), Some(last)) = (path.first(), path.last()) else { break };
        add(&mut supply, *first, -amount);
        add(&mut room, last - sites, -amount);
        for (from, to) in path.iter().zip(path.iter().skip(1)) {
            if from < to {
                add(&mut moved, from * drops + (to - sites), amount);
            } else {
                add(&mut moved, to * drops + (from - sites), -amount);
            }
        }
        total += amount;
    }
    (total, moved)
}

/// A path from a site with people to a drop with room, and how many can take it. Nodes are sites,
/// then drops.
fn augment(
    supply: &[i64],
    room: &[i64],
    seats: &[i64],
    moved: &[i64],
) -> Option<(Vec<usize>, i64)> {
    let (sites, drops) = (supply.len(), room.len());
    let mut from: Vec<Option<(usize, i64)>> = vec![None; sites + drops];
    let mut queue = VecDeque::new();
    for site in (0..sites).filter(|s| at(supply, *s) > 0) {
        put(&mut from, site, Some((site, at(supply, site))));
        queue.push_back(site);
    }
    while let Some(node) = queue.pop_front() {
        let (_, amount) = at(&from, node)?;
        if node >= sites && at(room, node - sites) > 0 {
            let amount = amount.min(at(room, node - sites));
            return Some((walk_back(&from, node), amount));
        }
        let range = if node < sites { sites..sites + drops } else { 0..sites };
        for next in range.filter(|n| at(&from, *n).is_none()).collect::<Vec<_>>() {
            let free = if node < sites {
                let edge = node * drops + (next - sites);
                at(seats, edge) - at(moved, edge)
            } else {
                at(moved, next * drops + (node - sites))
            };
            if free > 0 {
                put(&mut from, next, Some((node, amount.min(free))));
                queue.push_back(next);
            }
        }
    }
    None
}

fn walk_back(from: &[Option<(usize, i64)>], end: usize) -> Vec<usize> {
    let mut path = vec![end];
    let mut node = end;
    while let Some((before, _)) = at(from, node) {
        if before == node {
            break;
        }
        path.push(before);
        node = before;
    }
    path.reverse();
    path
}

/// How many units the trips of so many seats (site by site) leave behind.
pub(super) fn left_behind(model: &Model, seats: &[i64]) -> i64 {
    model.total() - flow(&model.demand, &model.room, seats).0
}

/// Puts everybody aboard, if that can be done; at least one person in each trip, unless vehicles
/// may pass empty.
pub(super) fn fill(model: &Model, routes: &[Vec<Hop>]) -> Option<Vec<Vec<Trip>>> {
    let (sites, drops) = (model.demand.len(), model.drops());
    // In people from here on, as one person is the least that a trip carries.
    let mut supply: Vec<i64> = model.demand.iter().map(|d| d * model.unit).collect();
    let mut room: Vec<i64> = model.room.iter().map(|r| r * model.unit).collect();
    let least = i64::from(!model.may_pass_empty());
    let mut spare = vec![0_i64; sites * drops];
    for (vehicle, route) in routes.iter().enumerate() {
        let seats = model.vehicle(vehicle)?.0.seats * model.unit;
        for (pickup, drop) in route {
            let site = at(&model.site, *pickup);
            add(&mut supply, site, -least);
            add(&mut room, *drop, -least);
            add(&mut spare, site * drops + drop, seats - least);
        }
    }
    if supply.iter().chain(&room).any(|left| *left < 0) {
        return None;
    }
    let (moved, mut rest) = flow(&supply, &room, &spare);
    if moved != supply.iter().sum::<i64>() {
        return None;
    }
    let mut filled = Vec::with_capacity(routes.len());
    for (vehicle, route) in routes.iter().enumerate() {
        let seats = model.vehicle(vehicle)?.0.seats * model.unit;
        let mut trips = Vec::with_capacity(route.len());
        for (pickup, drop) in route {
            let edge = at(&model.site, *pickup) * drops + drop;
            let more = at(&rest, edge).min(seats - least);
            add(&mut rest, edge, -more);
            trips.push(Trip { pickup: *pickup, drop: *drop, people: least + more });
        }
        while trips.last().is_some_and(|trip| trip.people == 0) {
            trips.pop();
        }
        filled.push(trips);
    }
    Some(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flow_sends_people_round_a_full_drop() {
        // Both sites can go to the first drop, only the first site to the second.
        let (total, moved) = flow(&[2, 2], &[2, 2], &[2, 2, 2, 0]);
        assert_eq!((total, moved), (4, vec![0, 2, 2, 0]));
    }
}
