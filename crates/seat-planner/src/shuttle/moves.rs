//! The moves of the annealing: each replaces the routes of one or two vehicles.

use super::anneal::State;
use super::fill::Hop;
use super::model::Model;
use super::rng::Dice;

/// New routes of one or two vehicles.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) routes: Vec<(usize, Vec<Hop>)>,
}

impl Change {
    /// A random change; `None` when the dice fell on one that changes nothing.
    pub(super) fn propose(
        model: &Model,
        state: &State,
        loose: bool,
        dice: &mut Dice,
    ) -> Option<Self> {
        let kinds = if loose { 11 } else { 8 };
        let one = dice.below(state.routes.len());
        let two = dice.below(state.routes.len());
        let kind = dice.below(kinds);
        let route = state.routes.get(one)?;
        match kind {
            0 | 1 | 5 if one != two => {
                let other = state.routes.get(two)?;
                let (a, b) = (route.clone(), other.clone());
                let (a, b) = across(kind, a, b, dice)?;
                Some(Self { routes: vec![(one, a), (two, b)] })
            }
            2 if one != two => {
                let (a, b) = hand_over(route.clone(), state.routes.get(two)?.clone(), dice)?;
                Some(Self { routes: vec![(one, a), (two, b)] })
            }
            3 if one != two => {
                let (a, b) = exchange_tails(route, state.routes.get(two)?, dice);
                Some(Self { routes: vec![(one, a), (two, b)] })
            }
            6 if one != two => {
                let (a, b) =
                    hand_over_between(route.clone(), state.routes.get(two)?.clone(), dice)?;
                Some(Self { routes: vec![(one, a), (two, b)] })
            }
            _ => {
                let new = within(kind, model, route.clone(), dice)?;
                Some(Self { routes: vec![(one, new)] })
            }
        }
    }
}

fn spot(route: &[Hop], dice: &mut Dice) -> Option<usize> {
    if route.is_empty() { None } else { Some(dice.below(route.len())) }
}

/// Two vehicles exchange the pickups, the drops or both of one trip each.
fn across(
    kind: usize,
    mut a: Vec<Hop>,
    mut b: Vec<Hop>,
    dice: &mut Dice,
) -> Option<(Vec<Hop>, Vec<Hop>)> {
    let (i, j) = (spot(&a, dice)?, spot(&b, dice)?);
    let (x, y) = (a.get_mut(i)?, b.get_mut(j)?);
    exchange(kind, x, y)?;
    Some((a, b))
}

fn exchange(kind: usize, x: &mut Hop, y: &mut Hop) -> Option<()> {
    let before = *x;
    match kind {
        0 => std::mem::swap(&mut x.0, &mut y.0),
        1 => std::mem::swap(&mut x.1, &mut y.1),
        _ => std::mem::swap(x, y),
    }
    (*x != before).then_some(())
}

/// One trip goes from one vehicle to the other.
fn hand_over(mut a: Vec<Hop>, mut b: Vec<Hop>, dice: &mut Dice) -> Option<(Vec<Hop>, Vec<Hop>)> {
    let hop = a.remove(spot(&a, dice)?);
    b.insert(dice.below(b.len() + 1), hop);
    Some((a, b))
}

/// The drop of one trip and the pickup of the next go into a trip of the other vehicle.
fn hand_over_between(
    mut a: Vec<Hop>,
    mut b: Vec<Hop>,
    dice: &mut Dice,
) -> Option<(Vec<Hop>, Vec<Hop>)> {
    if a.len() < 2 || b.is_empty() {
        return None;
    }
    let i = dice.below(a.len() - 1);
    let next = a.remove(i + 1);
    let here = a.get_mut(i)?;
    let (drop, pickup) = (here.1, next.0);
    here.1 = next.1;
    let j = dice.below(b.len());
    let there = b.get_mut(j)?;
    let end = there.1;
    there.1 = drop;
    b.insert(j + 1, (pickup, end));
    Some((a, b))
}

fn exchange_tails(a: &[Hop], b: &[Hop], dice: &mut Dice) -> (Vec<Hop>, Vec<Hop>) {
    let (i, j) = (dice.below(a.len() + 1), dice.below(b.len() + 1));
    let (a_head, a_tail) = a.split_at(i.min(a.len()));
    let (b_head, b_tail) = b.split_at(j.min(b.len()));
    ([a_head, b_tail].concat(), [b_head, a_tail].concat())
}

/// Changes within one route.
fn within(kind: usize, model: &Model, mut route: Vec<Hop>, dice: &mut Dice) -> Option<Vec<Hop>> {
    match kind {
        0 | 1 | 5 => {
            let (i, j) = (spot(&route, dice)?, spot(&route, dice)?);
            let (mut x, mut y) = (*route.get(i)?, *route.get(j)?);
            if i == j {
                return None;
            }
            exchange(kind, &mut x, &mut y)?;
            *route.get_mut(i)? = x;
            *route.get_mut(j)? = y;
        }
        2 => {
            let hop = route.remove(spot(&route, dice)?);
            route.insert(dice.below(route.len() + 1), hop);
        }
        4 => {
            let place = spot(&route, dice)?;
            route.get_mut(place)?.1 = dice.below(model.drops());
        }
        7 => reverse(&mut route, dice)?,
        8 => {
            let place = spot(&route, dice)?;
            route.get_mut(place)?.0 = dice.below(model.pickups());
        }
        9 => {
            let place = dice.below(route.len() + 1);
            route.insert(place, (dice.below(model.pickups()), dice.below(model.drops())));
        }
        10 => {
            route.remove(spot(&route, dice)?);
        }
        _ => return None,
    }
    Some(route)
}

/// Drives a part of the route backwards, from one pickup to another.
fn reverse(route: &mut [Hop], dice: &mut Dice) -> Option<()> {
    let (i, j) = (spot(route, dice)?, spot(route, dice)?);
    let part = route.get_mut(i.min(j)..=i.max(j))?;
    if part.len() < 2 {
        return None;
    }
    let last = part.last()?.1;
    part.reverse();
    // The drop after each pickup is now the one that was before it.
    let drops: Vec<usize> = part.iter().skip(1).map(|hop| hop.1).chain([last]).collect();
    for (hop, drop) in part.iter_mut().zip(drops) {
        hop.1 = drop;
    }
    Some(())
}
