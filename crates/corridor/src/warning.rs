//! Room 3. A public alert from a named authority becomes a warning, and its updates and cancels
//! change or end it.
//!
//! Alerts are CAP 1.2 (OASIS, 2010). A cancel needs nobody's second look; an alert of the other
//! world (an exercise in a live node, a real alert in a drill) is refused.

use jiff::Timestamp;
use public_alerts::{Alert, Info};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::agreement::Words;
use crate::record::World;

/// A public warning in force over an area.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    id: String,
    sender: String,
    sent: Timestamp,
    until: Option<Timestamp>,
    headline: Words,
    instruction: Words,
    polygons: Vec<Vec<(f64, f64)>>,
    circles: Vec<((f64, f64), f64)>,
    replaces: Vec<String>,
    cancels: bool,
}

/// Why an alert is no warning for this node.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WarningRefusal {
    /// The authority is not on this node's list.
    #[error(
        "warning-unknown-authority: this sender is not on the list; an officer must add it first"
    )]
    UnknownAuthority,
    /// An exercise came to a live node, or a real alert to a drill.
    #[error("warning-other-world: its status does not fit this node's world; check the feed")]
    OtherWorld,
    /// The alert has no `info` block: nothing to tell.
    #[error("warning-nothing-to-tell: the alert has no info block; ask for a full alert")]
    NothingToTell,
    /// A test or a draft.
    #[error("warning-not-for-the-public: a test, a draft or for systems only; kept, not shown")]
    NotForThePublic,
}

impl WarningRefusal {
    /// The stable code of this refusal.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownAuthority => "warning-unknown-authority",
            Self::OtherWorld => "warning-other-world",
            Self::NothingToTell => "warning-nothing-to-tell",
            Self::NotForThePublic => "warning-not-for-the-public",
        }
    }
}

impl Warning {
    /// The warning in `alert`, if its sender is one of `authorities` and its status fits `world`.
    ///
    /// # Errors
    /// A [`WarningRefusal`]; the alert itself is to be kept by the caller in every case.
    pub fn from_alert(
        alert: &Alert,
        authorities: &[String],
        world: World,
    ) -> Result<Self, WarningRefusal> {
        use public_alerts::{MsgType, Status};
        if !authorities.contains(&alert.sender) {
            return Err(WarningRefusal::UnknownAuthority);
        }
        match (alert.status, world) {
            (Status::Actual, World::Live) | (Status::Exercise, World::Drill) => {}
            (Status::Actual | Status::Exercise, _) => return Err(WarningRefusal::OtherWorld),
            _ => return Err(WarningRefusal::NotForThePublic),
        }
        let cancels = alert.msg_type == MsgType::Cancel;
        let first = match alert.infos.first() {
            Some(info) => Some(info),
            None if cancels => None,
            None => return Err(WarningRefusal::NothingToTell),
        };
        let areas = || alert.infos.iter().take(1).flat_map(|info| &info.areas);
        Ok(Self {
            id: alert.identifier.clone(),
            sender: alert.sender.clone(),
            sent: alert.sent.timestamp(),
            until: first.and_then(|info| info.expires.as_ref()).map(|at| at.timestamp()),
            headline: words(alert, |info| info.headline.as_deref().unwrap_or(&info.event)),
            instruction: words(alert, |info| info.instruction.as_deref().unwrap_or_default()),
            polygons: areas().flat_map(|area| area.polygons.iter().map(ring)).collect(),
            circles: areas().flat_map(|area| area.circles.iter().map(circle)).collect(),
            replaces: alert.references.iter().map(|one| one.identifier.clone()).collect(),
            cancels,
        })
    }

    /// Whether `other` is the same alert: an alert is named by sender, identifier and time
    /// together (CAP 1.2 §3.2.1).
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        (&self.sender, &self.id, self.sent) == (&other.sender, &other.id, other.sent)
    }

    /// The authority.
    #[must_use]
    pub fn sender(&self) -> &str {
        &self.sender
    }

    /// The authority's identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When it was sent.
    #[must_use]
    pub fn sent(&self) -> Timestamp {
        self.sent
    }

    /// Until when it holds, if it says so.
    #[must_use]
    pub fn until(&self) -> Option<Timestamp> {
        self.until
    }

    /// What it says, in one line.
    #[must_use]
    pub fn headline(&self) -> &Words {
        &self.headline
    }

    /// What people should do.
    #[must_use]
    pub fn instruction(&self) -> &Words {
        &self.instruction
    }

    /// The rings of its area: latitude and longitude in degrees (WGS 84).
    #[must_use]
    pub fn polygons(&self) -> &[Vec<(f64, f64)>] {
        &self.polygons
    }

    /// The circles of its area: centre in degrees, radius in kilometres.
    #[must_use]
    pub fn circles(&self) -> &[((f64, f64), f64)] {
        &self.circles
    }

    /// Whether it holds at `at`.
    #[must_use]
    pub fn holds(&self, at: Timestamp) -> bool {
        !self.cancels && self.sent <= at && self.until.is_none_or(|until| at < until)
    }
}

/// The warnings that hold at `at`: those not ended, replaced or cancelled by a later one of the
/// same sender.
#[must_use]
pub fn in_force(warnings: &[Warning], at: Timestamp) -> Vec<&Warning> {
    let replaced = |old: &Warning| {
        warnings
            .iter()
            .any(|new| new.sender == old.sender && new.sent <= at && new.replaces.contains(&old.id))
    };
    warnings.iter().filter(|one| one.holds(at) && !replaced(one)).collect()
}

fn words(alert: &Alert, text: impl Fn(&Info) -> &str) -> Words {
    let say = |language| alert.info_in(language).map(&text).unwrap_or_default().to_owned();
    Words { ko: say("ko"), ja: say("ja"), en: say("en") }
}

fn ring(polygon: &public_alerts::Polygon) -> Vec<(f64, f64)> {
    polygon.points.iter().map(|point| (point.lat, point.lon)).collect()
}

fn circle(circle: &public_alerts::Circle) -> ((f64, f64), f64) {
    ((circle.centre.lat, circle.centre.lon), circle.radius_km)
}
