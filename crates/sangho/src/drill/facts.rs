//! A scenario's facts as the rooms of `corridor` take them.

use corridor::agreement::Words;
use corridor::emergency;
use corridor::record::{LiftId, PlaceId};
use corridor::registry;
use corridor::transport;
use jiff::Timestamp;

use crate::scenario;

/// A place; none when its country is no nation's code.
pub(super) fn place(fact: &scenario::Place) -> Option<transport::Place> {
    Some(transport::Place {
        id: PlaceId::new(&fact.id),
        name: Words {
            ko: fact.name.ko.clone(),
            ja: fact.name.ja.clone(),
            en: fact.name.en.clone(),
        },
        country: fact.country.parse().ok()?,
        standing: match fact.standing {
            scenario::Standing::Danger => transport::Standing::Danger,
            scenario::Standing::Haven => transport::Standing::Haven,
            scenario::Standing::Home => transport::Standing::Home,
        },
        zone: fact.zone.clone(),
        lat: fact.lat,
        lon: fact.lon,
    })
}

/// A closure.
pub(super) fn closure(fact: &scenario::Closure) -> emergency::Closure {
    emergency::Closure {
        what: match &fact.what {
            scenario::Where::Place(place) => emergency::Closed::Place(PlaceId::new(place)),
            scenario::Where::Road(from, to) => {
                emergency::Closed::Road { from: PlaceId::new(from), to: PlaceId::new(to) }
            }
        },
        from: fact.from.timestamp(),
        until: fact.until.as_ref().map(|until| until.timestamp()),
        source: fact.note.clone(),
    }
}

/// A lift.
pub(super) fn lift(fact: &scenario::LiftFact) -> transport::LiftPlan {
    let instant = |at: &jiff::ZonedDateTime| -> Timestamp { at.timestamp() };
    let leg = |leg: &scenario::Leg| transport::Leg {
        from: PlaceId::new(&leg.from),
        to: PlaceId::new(&leg.to),
        departs: instant(&leg.departs),
        arrives: instant(&leg.arrives),
    };
    transport::LiftPlan {
        id: LiftId::new(&fact.id),
        operator: fact.operator.clone(),
        invited: fact.invited.iter().filter_map(|code| code.parse().ok()).collect(),
        vehicle: fact.vehicle.clone(),
        mode: match fact.mode {
            scenario::Mode::Air => transport::Mode::Air,
            scenario::Mode::Road => transport::Mode::Road,
            scenario::Mode::Sea => transport::Mode::Sea,
        },
        legs: fact.legs.iter().map(leg).collect(),
        seats: transport::Configuration {
            seats: fact.seats.seats,
            lap_infants: fact.seats.lap_infants,
            wheelchairs: fact.seats.wheelchairs,
            stretchers: fact.seats.stretchers,
        },
        closes_before: fact.closes_before_minutes,
        standby: fact.spare,
    }
}

/// What a household wants.
pub(super) fn intention(fact: scenario::Intention) -> registry::Intention {
    match fact {
        scenario::Intention::Leave => registry::Intention::Leave,
        scenario::Intention::Stay => registry::Intention::Stay,
        scenario::Intention::OwnMeans => registry::Intention::OwnMeans,
        scenario::Intention::Undecided => registry::Intention::Undecided,
    }
}

/// Who says so.
pub(super) fn source(fact: scenario::Source) -> registry::Source {
    match fact {
        scenario::Source::SelfRegistration => registry::Source::SelfRegistration,
        scenario::Source::EmbassyList => registry::Source::EmbassyList,
        scenario::Source::EmployerList => registry::Source::EmployerList,
        scenario::Source::WalkIn => registry::Source::WalkIn,
    }
}

/// Sex.
pub(super) fn sex(fact: scenario::Sex) -> registry::Sex {
    match fact {
        scenario::Sex::F => registry::Sex::F,
        scenario::Sex::M => registry::Sex::M,
        scenario::Sex::X => registry::Sex::X,
    }
}

/// A need on the way.
pub(super) fn need(fact: scenario::Need) -> registry::Need {
    match fact {
        scenario::Need::Wheelchair => registry::Need::Wheelchair,
        scenario::Need::Stretcher => registry::Need::Stretcher,
        scenario::Need::Pregnant => registry::Need::Pregnant,
        scenario::Need::Ill => registry::Need::Ill,
        scenario::Need::Infant => registry::Need::Infant,
    }
}
