//! What the desk shows, computed from a node.

use std::collections::BTreeMap;

use corridor::agreement::{Nation, Words};
use corridor::emergency::{Closed, Closure};
use corridor::headcount::{State as Final, state};
use corridor::offer::{SeatOffer, Standing as OfferStanding};
use corridor::people::Party;
use corridor::plan::{Changed, Counts, Figures, Kind};
use corridor::record::{HouseholdId, PlaceId, RegistrationId, World};
use corridor::registry::Intention;
use corridor::transport::{Lift, Standing};
use corridor::warning::{Warning, in_force};
use jiff::{SignedDuration, Timestamp};
use person_names::person::{Tongue, explain};

use super::office::Office;
use crate::exchange::{LinkState, SystemClock};
use crate::operation::Node;
use crate::operation::fact::Replanned;
use crate::operation::state::State;
use crate::store::Log;
use crate::web::desk::view as desk;
use crate::web::desk::view::{PersonState, Tally};
use crate::web::traveller::{Seat, StatusView};
use crate::web::words::Said;

/// The most questions, and households of a re-plan, listed; how many there are is said.
const LISTED: usize = 50;
/// The most re-plans shown.
const REPLANS: usize = 24;

/// Everything that the desk shows now.
pub(super) fn desk(office: &Office, link: &LinkState) -> desk::DeskView {
    // The log is the truth: right after a start the link has not looked at it yet.
    let link = &LinkState { own_size: office.store().size(Log::Outbound), ..link.clone() };
    let log = desk::LogView {
        entries: office.store().size(Log::Own),
        size: link.partner_size,
        cosigned: link.partner_size > 0 && link.partner_size == link.own_size,
    };
    let received = office.store().size(Log::Inbound);
    let (version, now) = (office.version(), office.now());
    office.look(|node| {
        let counts = counts(node);
        let queue = queue(node);
        let waiting = waiting(node);
        let state = node.state();
        desk::DeskView {
            version,
            world: match node.world() {
                World::Live => desk::World::Live,
                World::Drill => desk::World::Drill,
            },
            nation: side(state.me),
            emergency: state.emergency.as_ref().map(|one| said(one.title())).unwrap_or_default(),
            now,
            zone: zone(state),
            link: link_view(state, link, received),
            counts,
            lifts: lifts(state, now),
            plans: desk::Plans {
                history: state.plans.get(&Kind::History).map(figures),
                alone: state.plans.get(&Kind::Alone).map_or_else(nothing, figures),
                pooled: state.plans.get(&Kind::Pooled).map_or_else(nothing, figures),
            },
            replans: replans(state),
            queue,
            offers: state.offers.values().map(|offer| offer_view(offer, now)).collect(),
            map: map(state, &waiting, now),
            log,
        }
    })
}

/// What a household may know of its own registration.
pub(super) fn status(node: &mut Node, id: &RegistrationId, code: &str) -> Option<StatusView> {
    let registration = node.state().registrations.get(id)?.clone();
    let people = node.state_mut().people();
    let household = people
        .households
        .values()
        .find(|one| one.registrations.contains(id))
        .map(|one| (one.id.clone(), one.members.clone()))?;
    let (household, members) = household;
    let states = states(node);
    let least = members.iter().filter_map(|id| states.get(id)).map(|(_, state)| *state).min();
    let state = node.state();
    let lift = state.expected.iter().find(|(_, all)| all.contains_key(&household));
    let lift = lift.and_then(|(id, _)| state.lifts.get(id));
    Some(StatusView {
        reference: code.to_owned(),
        updated: registration.at().max(state.now),
        people: u32::try_from(registration.people()).unwrap_or(u32::MAX),
        state: least.unwrap_or(PersonState::Registered),
        seat: lift.and_then(|lift| seat(state, lift)),
    })
}

fn seat(state: &State, lift: &Lift) -> Option<Seat> {
    let first = lift.plan().legs.first()?;
    let meet_at = state.places.get(&first.from).map(|place| said(&place.name));
    Some(Seat {
        lift: lift.id().to_string(),
        route: route(lift),
        departs: first.departs,
        meet_by: closes(lift, first.departs),
        meet_at: meet_at.unwrap_or_default(),
    })
}

type States = BTreeMap<corridor::record::PersonId, (Nation, PersonState)>;

/// Everybody this node answers for: nation of citizenship, and where they stand.
fn states(node: &mut Node) -> States {
    let known = node.known();
    let people = node.state_mut().people().clone();
    let state_of = node.state();
    let seated =
        |household: &HouseholdId| state_of.expected.values().any(|all| all.contains_key(household));
    let stands = |id, known| match state(known) {
        Final::Aboard => PersonState::Boarded,
        Final::Unaccounted => {
            let person = people.persons.get(id);
            let household = person.and_then(|one| people.households.get(&one.household));
            household.map_or(PersonState::Registered, |one| waits(one.intention, seated(&one.id)))
        }
        known => settled(known),
    };
    known.iter().map(|(id, (nation, known))| (id.clone(), (*nation, stands(id, known)))).collect()
}

fn waits(intention: Intention, seated: bool) -> PersonState {
    match intention {
        Intention::Leave if seated => PersonState::SeatAssigned,
        Intention::Leave => PersonState::WantsOut,
        Intention::Stay => PersonState::Declined,
        Intention::OwnMeans => PersonState::OwnMeans,
        Intention::Undecided => PersonState::Registered,
    }
}

fn settled(state: Final) -> PersonState {
    match state {
        Final::Home => PersonState::Home,
        Final::Haven => PersonState::Haven,
        Final::OwnMeans => PersonState::OwnMeans,
        Final::Declined => PersonState::Declined,
        Final::Transferred => PersonState::Transferred,
        Final::LeftBehind => PersonState::LeftBehind,
        Final::Missing => PersonState::Missing,
        Final::Deceased => PersonState::Deceased,
        Final::Aboard => PersonState::Boarded,
        Final::Unaccounted => PersonState::Registered,
    }
}

/// People by state and nation: ours by person, the partner's by what it has told.
fn counts(node: &mut Node) -> desk::Counts {
    let mut rows: BTreeMap<PersonState, BTreeMap<Nation, u32>> = BTreeMap::new();
    let mut add = |state, nation, people: u32| {
        let count = rows.entry(state).or_default().entry(nation).or_default();
        *count = count.saturating_add(people);
    };
    states(node).into_values().for_each(|(nation, state)| add(state, nation, 1));
    let across = node.across();
    let state = node.state();
    match state.closings.get(&state.partner) {
        Some(closing) => {
            for (nation, states) in closing.sum.by_nation() {
                states.iter().for_each(|(state, n)| add(settled(*state), *nation, *n));
            }
        }
        None => {
            let parties = state.parties.get(&state.partner).into_iter().flatten();
            for (_, party) in parties.filter(|(id, _)| !across.households_of_ours.contains(*id)) {
                let seated = state.expected.values().any(|all| all.contains_key(&party.id));
                add(waits(party.intention, seated), party.nation, party.load.people());
            }
        }
    }
    let rows: Vec<desk::CountRow> = PersonState::ALL
        .into_iter()
        .map(|state| desk::CountRow { state, people: tally(rows.get(&state)) })
        .collect();
    let mut counts = desk::Counts { rows, everyone: Tally::default() };
    counts.everyone = counts.sum();
    counts
}

fn tally(by_nation: Option<&BTreeMap<Nation, u32>>) -> Tally {
    let (mut japan, mut korea, mut other) = (0_u32, 0_u32, 0_u32);
    for (nation, count) in by_nation.into_iter().flatten() {
        let column = match nation.to_string().as_str() {
            "JP" => &mut japan,
            "KR" => &mut korea,
            _ => &mut other,
        };
        *column = column.saturating_add(*count);
    }
    Tally::new(japan, korea, other)
}

/// People who still wait, by place and nation.
fn waiting(node: &mut Node) -> BTreeMap<PlaceId, BTreeMap<Nation, u32>> {
    let mut waiting: BTreeMap<PlaceId, BTreeMap<Nation, u32>> = BTreeMap::new();
    let state = node.state();
    let gone: std::collections::BTreeSet<&HouseholdId> =
        state.boarded.values().flatten().map(|one| &one.household).collect();
    let still = |party: &&Party| {
        party.wants_a_seat()
            && !gone.contains(&party.id)
            && !state.told.contains_key(&party.id)
            && !state.closings.contains_key(&party.nation)
    };
    for party in state.parties.values().flat_map(BTreeMap::values).filter(still) {
        let at = waiting.entry(party.place.clone()).or_default();
        let count = at.entry(party.nation).or_default();
        *count = count.saturating_add(party.load.people());
    }
    waiting
}

fn queue(node: &mut Node) -> Vec<desk::QueueItem> {
    let now = node.state().now;
    let neutral = |text: &str| Said::new(text, text, text);
    let item = |kind, text: String, since| desk::QueueItem { kind, text: neutral(&text), since };
    let mut items = Vec::new();
    let people = node.state_mut().people();
    for pair in people.queue.iter().take(LISTED) {
        let kind = desk::QueueKind::SamePerson;
        let why = people.why(pair);
        let said = |tongue| {
            // The last line is the sum, which the question itself says.
            let mut lines = why.as_ref().map_or(Vec::new(), |why| explain(why, tongue));
            lines.pop();
            format!("{} = {}? {}", pair.a.person(), pair.b.person(), lines.join("; "))
        };
        let text = Said::new(&said(Tongue::Ko), &said(Tongue::Ja), &said(Tongue::En));
        items.push(desk::QueueItem { kind, text, since: now });
    }
    for pair in &node.across().queue {
        let text = format!("{} = {}?", pair.ours, pair.theirs);
        items.push(item(desk::QueueKind::SamePerson, text, now));
    }
    let state = node.state();
    let open = |offer: &&SeatOffer| {
        offer.to() == state.me && offer.at(now).standing() == OfferStanding::Open
    };
    for offer in state.offers.values().filter(open) {
        let text = format!("{} · {} · {}", offer.by(), offer.lift(), offer.seats());
        items.push(item(desk::QueueKind::Offer, text, offer.made()));
    }
    items.sort_by_key(|item| item.since);
    items.truncate(LISTED);
    items
}

fn lifts(state: &State, now: Timestamp) -> Vec<desk::Lift> {
    let mut lifts: Vec<desk::Lift> = state
        .lifts
        .values()
        .filter(|lift| !lift.plan().standby)
        .filter_map(|lift| lift_view(state, lift, now))
        .collect();
    lifts.sort_by_key(|lift| lift.departs);
    lifts
}

fn lift_view(state: &State, lift: &Lift, now: Timestamp) -> Option<desk::Lift> {
    let (first, last) = (lift.plan().legs.first()?, lift.plan().legs.last()?);
    let aboard = aboard(state, lift);
    let expected: usize =
        state.expected.get(lift.id()).into_iter().flatten().map(|(_, people)| people.len()).sum();
    let stage = if state.landed.contains_key(lift.id()) {
        desk::LiftState::Landed
    } else if now >= first.departs {
        desk::LiftState::Left
    } else if aboard > 0 {
        desk::LiftState::Boarding
    } else {
        desk::LiftState::Planned
    };
    let taken = if aboard > 0 { aboard } else { expected };
    Some(desk::Lift {
        id: lift.id().to_string(),
        operator: lift.plan().operator.clone(),
        vehicle: lift.plan().vehicle.clone(),
        route: route(lift),
        departs: first.departs,
        arrives: last.arrives,
        closes_at: closes(lift, first.departs),
        seats: lift.plan().seats.seats.saturating_add(lift.plan().seats.lap_infants),
        taken: u32::try_from(taken).unwrap_or(u32::MAX),
        state: stage,
    })
}

/// People aboard: at our doors by scan, at the partner's by the households that it told of.
fn aboard(state: &State, lift: &Lift) -> usize {
    let scanned = state.boarded.get(lift.id()).map_or(0, Vec::len);
    let told = state.seats.get(&(Kind::History, lift.id().clone())).into_iter().flatten();
    let party = |id| state.parties.values().find_map(|all| all.get(id));
    let told: u32 = told.filter_map(party).map(|party| party.load.people()).sum();
    scanned.max(usize::try_from(told).unwrap_or(usize::MAX))
}

fn closes(lift: &Lift, departs: Timestamp) -> Timestamp {
    let before = SignedDuration::from_mins(i64::from(lift.plan().closes_before));
    departs.checked_sub(before).unwrap_or(departs)
}

fn route(lift: &Lift) -> Vec<String> {
    let legs = &lift.plan().legs;
    let first = legs.first().map(|leg| leg.from.to_string());
    first.into_iter().chain(legs.iter().map(|leg| leg.to.to_string())).collect()
}

fn map(
    state: &State,
    waiting: &BTreeMap<PlaceId, BTreeMap<Nation, u32>>,
    now: Timestamp,
) -> desk::MapView {
    let place = |place: &corridor::transport::Place| desk::Place {
        id: place.id.to_string(),
        name: said(&place.name),
        lat: place.lat,
        lon: place.lon,
        standing: match place.standing {
            Standing::Danger => desk::Standing::Danger,
            Standing::Haven => desk::Standing::Haven,
            Standing::Home => desk::Standing::Home,
        },
        people: tally(waiting.get(&place.id)),
    };
    let legs = state.lifts.values().filter(|lift| !lift.plan().standby).flat_map(|lift| {
        lift.plan().legs.iter().map(|leg| desk::Route {
            lift: lift.id().to_string(),
            from: leg.from.to_string(),
            to: leg.to.to_string(),
        })
    });
    let open =
        |closure: &&Closure| closure.from <= now && closure.until.is_none_or(|until| now < until);
    desk::MapView {
        places: state.places.values().map(place).collect(),
        routes: legs.collect(),
        closures: state.closures.iter().filter(open).map(|one| closure(state, one)).collect(),
        alerts: in_force(&state.warnings, now).into_iter().map(alert).collect(),
    }
}

fn closure(state: &State, closure: &Closure) -> desk::Closure {
    let name = |id: &PlaceId| state.places.get(id).map(|one| said(&one.name)).unwrap_or_default();
    let (text, place) = match &closure.what {
        Closed::Place(place) => (name(place), place),
        Closed::Road { from, to } => {
            let (a, b) = (name(from), name(to));
            let join = |a: &str, b: &str| format!("{a} → {b}");
            let text = Said::new(&join(&a.ko, &b.ko), &join(&a.ja, &b.ja), &join(&a.en, &b.en));
            (text, from)
        }
    };
    let place = place.to_string();
    desk::Closure { text, place, since: closure.from, until: closure.until }
}

fn alert(warning: &Warning) -> desk::AlertArea {
    let circles = warning.circles().iter().map(|(centre, km)| ring(*centre, *km));
    desk::AlertArea {
        headline: said(warning.headline()),
        rings: warning.polygons().iter().cloned().chain(circles).collect(),
        until: warning.until().unwrap_or(Timestamp::MAX),
    }
}

/// A circle as a ring of 36 points, good enough for a map.
fn ring((lat, lon): (f64, f64), km: f64) -> Vec<(f64, f64)> {
    const KM_PER_DEGREE: f64 = 111.2;
    let point = |step: i32| {
        let angle = f64::from(step) * std::f64::consts::TAU / 36.0;
        let north = km / KM_PER_DEGREE * angle.cos();
        let east = km / KM_PER_DEGREE * angle.sin() / lat.to_radians().cos().max(0.01);
        (lat + north, lon + east)
    };
    (0..=36).map(point).collect()
}

fn link_view(state: &State, link: &LinkState, received: u64) -> desk::Link {
    use crate::exchange::Clock as _;
    let since = link.last_receipt_at.map(|at| SystemClock.now().duration_since(at).as_secs());
    desk::Link {
        partner: side(state.partner),
        state: match (link.connected, link.partner_size >= link.own_size) {
            (true, true) => desk::LinkState::Up,
            (true, false) => desk::LinkState::Waiting,
            (false, _) => desk::LinkState::Down,
        },
        since_receipt: since.and_then(|seconds| u64::try_from(seconds).ok()),
        sent: link.own_size,
        receipted: link.partner_size,
        received,
    }
}

fn figures(figures: &Figures) -> desk::PlanFigures {
    let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    desk::PlanFigures {
        out: small(figures.out),
        people: small(figures.people),
        last_arrival: figures.last_arrival,
        empty_seats: Some(small(figures.empty_seats)),
        split_households: Some(small(figures.split_households)),
        gap: Some(figures.gap),
        home: Some(small(figures.home)),
    }
}

/// What the last re-plans changed, newest first.
fn replans(state: &State) -> Vec<desk::Replan> {
    let newest = state.replans.values().rev().take(REPLANS);
    newest.map(replan_view).collect()
}

fn replan_view(replanned: &Replanned) -> desk::Replan {
    let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    let changes = &replanned.changes;
    let row = |of: fn(&Counts) -> u64| {
        let people = changes.counts.iter().map(|(nation, counts)| (*nation, small(of(counts))));
        tally(Some(&people.collect()))
    };
    let moved = |one: &Changed| desk::Moved {
        household: one.household.to_string(),
        people: small(one.people),
        change: one.change,
        before: one.before.iter().map(ToString::to_string).collect(),
        after: one.after.iter().map(ToString::to_string).collect(),
        why: one.why,
    };
    let causes = changes.causes().into_iter();
    desk::Replan {
        at: replanned.at,
        closures: replanned.closures,
        causes: causes.map(|(why, people)| desk::Cause { why, people: small(people) }).collect(),
        kept: row(|counts| counts.kept),
        moved: row(|counts| counts.moved),
        gained: row(|counts| counts.gained),
        lost: row(|counts| counts.lost),
        waiting: row(|counts| counts.waiting),
        gone: row(|counts| counts.gone),
        affected: u32::try_from(changes.households.len()).unwrap_or(u32::MAX),
        households: changes.households.iter().take(LISTED).map(moved).collect(),
    }
}

/// No plan has been made yet.
fn nothing() -> desk::PlanFigures {
    desk::PlanFigures {
        out: 0,
        people: 0,
        last_arrival: None,
        empty_seats: None,
        split_households: None,
        gap: None,
        home: None,
    }
}

fn offer_view(offer: &SeatOffer, now: Timestamp) -> desk::Offer {
    desk::Offer {
        by: side(offer.by()),
        to: side(offer.to()),
        lift: offer.lift().to_string(),
        seats: offer.seats(),
        taken: offer.taken(),
        state: match offer.at(now).standing() {
            OfferStanding::Open => desk::OfferState::Open,
            OfferStanding::Accepted => desk::OfferState::Accepted,
            OfferStanding::Partial => desk::OfferState::Partial,
            OfferStanding::Declined => desk::OfferState::Declined,
            OfferStanding::Expired => desk::OfferState::Expired,
        },
    }
}

/// The zone of the emergency: that of the first place in danger.
fn zone(state: &State) -> String {
    let danger = state.places.values().find(|place| place.standing == Standing::Danger);
    danger.map_or_else(|| "UTC".to_owned(), |place| place.zone.clone())
}

/// The pages know two sides; a desk of another pair of nations needs words of its own.
fn side(nation: Nation) -> desk::Nation {
    if nation.to_string() == "JP" { desk::Nation::Japan } else { desk::Nation::Korea }
}

fn said(words: &Words) -> Said {
    Said::new(&words.ko, &words.ja, &words.en)
}
