//! From degrees to the picture: an equirectangular frame around the places people must leave or
//! pass.

use std::fmt::Write as _;

use super::view::{MapView, Standing};

/// Width of the picture.
pub(super) const WIDTH: u32 = 760;
/// Height of the picture.
pub(super) const HEIGHT: u32 = 440;
/// How far beyond the picture lines are still drawn.
const MARGIN: f64 = 40.0;

type Point = (f64, f64);

/// Where the picture looks.
#[derive(Debug)]
pub(super) struct Frame {
    west: f64,
    north: f64,
    /// Units for a degree of longitude.
    across: f64,
    /// Units for a degree of latitude.
    down: f64,
}

impl Frame {
    /// Fits every place that is not home, with room for labels; the whole earth where there is
    /// none.
    pub(super) fn around(map: &MapView) -> Self {
        let places = map.places.iter().filter(|place| place.standing != Standing::Home);
        let mut bounds: Option<[f64; 4]> = None;
        for place in places.filter(|p| p.lat.abs() <= 85.0 && p.lon.abs() <= 180.0) {
            let [w, s, e, n] = bounds.unwrap_or([place.lon, place.lat, place.lon, place.lat]);
            bounds = Some([w.min(place.lon), s.min(place.lat), e.max(place.lon), n.max(place.lat)]);
        }
        let [w, s, e, n] = bounds.unwrap_or([-170.0, -55.0, 170.0, 72.0]);
        let (middle_lon, middle_lat) = (f64::midpoint(w, e), f64::midpoint(s, n));
        let squeeze = middle_lat.to_radians().cos().max(0.1);
        let (width, height) = (f64::from(WIDTH), f64::from(HEIGHT));
        let down =
            (width * 0.72 / ((e - w) * squeeze).max(1.5)).min(height * 0.74 / (n - s).max(1.5));
        let across = down * squeeze;
        Self {
            west: middle_lon - width / 2.0 / across,
            north: middle_lat + height / 2.0 / down,
            across,
            down,
        }
    }

    /// A place in the picture.
    pub(super) fn at(&self, lon: f64, lat: f64) -> Point {
        ((lon - self.west) * self.across, (self.north - lat) * self.down)
    }

    /// Where the way from `a` (inside) to `b` leaves the picture; none where `b` is inside.
    pub(super) fn exit(&self, a: Point, b: Point) -> Option<Point> {
        let (width, height) = (f64::from(WIDTH), f64::from(HEIGHT));
        let reach = |from: f64, to: f64, low: f64, high: f64| {
            let limit = if to > from { high } else { low };
            let step = to - from;
            if step.abs() < f64::EPSILON { f64::INFINITY } else { (limit - from) / step }
        };
        let part = reach(a.0, b.0, 0.0, width).min(reach(a.1, b.1, 14.0, height - 8.0));
        (part < 1.0).then_some((a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part))
    }

    /// A ring as SVG path data, cut to the picture; empty where none of it is seen.
    pub(super) fn ring(&self, points: &[Point]) -> String {
        let mut ring: Vec<Point> = points.iter().map(|(lon, lat)| self.at(*lon, *lat)).collect();
        let (right, bottom) = (f64::from(WIDTH) + MARGIN, f64::from(HEIGHT) + MARGIN);
        ring = cut(&ring, |p| p.0 + MARGIN);
        ring = cut(&ring, |p| right - p.0);
        ring = cut(&ring, |p| p.1 + MARGIN);
        ring = cut(&ring, |p| bottom - p.1);
        if ring.len() < 3 { String::new() } else { path(&ring) + "Z" }
    }

    /// A line as SVG path data; empty where none of it is seen.
    pub(super) fn line(&self, points: &[Point]) -> String {
        let line: Vec<Point> = points.iter().map(|(lon, lat)| self.at(*lon, *lat)).collect();
        let (right, bottom) = (f64::from(WIDTH) + MARGIN, f64::from(HEIGHT) + MARGIN);
        let seen = |p: &Point| p.0 > -MARGIN && p.0 < right && p.1 > -MARGIN && p.1 < bottom;
        if line.iter().any(seen) { path(&line) } else { String::new() }
    }
}

/// Keeps the side of a ring where `inside` is positive (Sutherland and Hodgman 1974).
fn cut(ring: &[Point], inside: impl Fn(&Point) -> f64) -> Vec<Point> {
    let mut kept = Vec::with_capacity(ring.len());
    let Some(mut before) = ring.last() else {
        return kept;
    };
    for point in ring {
        let (from, to) = (inside(before), inside(point));
        if (from < 0.0) != (to < 0.0) {
            let part = from / (from - to);
            let cross = |a: f64, b: f64| a + (b - a) * part;
            kept.push((cross(before.0, point.0), cross(before.1, point.1)));
        }
        if to >= 0.0 {
            kept.push(*point);
        }
        before = point;
    }
    kept
}

/// Path data to a tenth of a unit; steps too small to see are dropped.
fn path(points: &[Point]) -> String {
    let mut text = String::new();
    let mut last: Option<Point> = None;
    for point in points {
        let near = |l: Point| (l.0 - point.0).abs() < 0.3 && (l.1 - point.1).abs() < 0.3;
        if last.is_some_and(near) {
            continue;
        }
        let letter = if last.is_none() { 'M' } else { 'L' };
        let _ = write!(text, "{letter}{:.1} {:.1}", point.0, point.1);
        last = Some(*point);
    }
    text
}
