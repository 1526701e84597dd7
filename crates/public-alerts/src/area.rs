//! Where an alert holds: the `area` element (sections 3.2.4 and 3.3.3), and whether a point is in.

use crate::alert::NamedValue;

/// Mean radius of the Earth in kilometres (IUGG), for circles.
const EARTH_KM: f64 = 6_371.008_8;
/// How near an edge counts as on it: about a tenth of a millimetre, in degrees.
const ON_EDGE: f64 = 1e-9;

/// A point in degrees, WGS 84: latitude from -90 to 90, longitude from -180 to 180.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// A closed ring of points; the last is the first again.
///
/// Edges are straight in degrees. An edge of more than 180 degrees of longitude is taken the short
/// way round, so that areas across the 180th meridian hold together.
#[derive(Clone, Debug, PartialEq)]
pub struct Polygon {
    /// At least four points.
    pub points: Vec<Point>,
}

/// A circle on the sphere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// Its centre.
    pub centre: Point,
    /// Its radius in kilometres; 0 is the centre alone.
    pub radius_km: f64,
}

/// Where an `info` holds: the union of its polygons, circles and geocodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The area in words.
    pub description: String,
    /// Its polygons.
    pub polygons: Vec<Polygon>,
    /// Its circles.
    pub circles: Vec<Circle>,
    /// Codes of the area in other systems, such as administrative codes.
    pub geocodes: Vec<NamedValue>,
    /// Its height, or its lowest height with a ceiling: feet above mean sea level.
    pub altitude: Option<f64>,
    /// Its greatest height: feet above mean sea level.
    pub ceiling: Option<f64>,
}

impl Area {
    /// Whether the point (degrees, WGS 84) is in a polygon or a circle, or on its edge.
    ///
    /// False for a position that is none (not finite, or out of range).
    #[must_use]
    pub fn contains(&self, lat: f64, lon: f64) -> bool {
        let Some(point) = Point::new(lat, lon) else {
            return false;
        };
        self.polygons.iter().any(|polygon| polygon.contains(point))
            || self.circles.iter().any(|circle| circle.contains(point))
    }

    /// Whether the area has a polygon or a circle. Without, [`Area::contains`] is always false and
    /// the geocodes or the description must be used.
    #[must_use]
    pub fn has_geometry(&self) -> bool {
        !self.polygons.is_empty() || !self.circles.is_empty()
    }
}

impl Point {
    /// A point, if latitude and longitude are within 90 and 180 degrees.
    #[must_use]
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon))
            .then_some(Self { lat, lon })
    }

    /// Great-circle distance in kilometres on the mean sphere (haversine).
    #[must_use]
    pub fn distance_km(self, other: Self) -> f64 {
        let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
        let along = self.lat.to_radians().cos() * other.lat.to_radians().cos();
        let chord = half(self.lat, other.lat) + along * half(self.lon, other.lon);
        2.0 * EARTH_KM * chord.clamp(0.0, 1.0).sqrt().asin()
    }
}

impl Circle {
    /// Whether the point is within the radius.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        self.centre.distance_km(point) <= self.radius_km
    }
}

impl Polygon {
    /// Whether the point is inside (even-odd rule) or on the edge.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        // The ring is unrolled from its first point, so it may run past 180 degrees: the point is
        // tried in all three turns.
        [0.0, 360.0, -360.0].iter().any(|turn| self.has(point.lon + turn, point.lat))
    }

    fn has(&self, x: f64, y: f64) -> bool {
        let mut inside = false;
        let mut ring = unrolled(&self.points);
        let Some(mut from) = ring.next() else {
            return false;
        };
        for to in ring {
            if on_edge(from, to, (x, y)) {
                return true;
            }
            let crosses = (from.1 > y) != (to.1 > y);
            if crosses && x < (to.0 - from.0) * (y - from.1) / (to.1 - from.1) + from.0 {
                inside = !inside;
            }
            from = to;
        }
        inside
    }
}

/// The ring as (x, y) with each longitude step taken the short way round.
fn unrolled(points: &[Point]) -> impl Iterator<Item = (f64, f64)> + '_ {
    points.iter().scan(None, |last: &mut Option<(f64, f64)>, point| {
        let x = match *last {
            None => point.lon,
            Some((lon, x)) => {
                let step = point.lon - lon;
                let short = match step {
                    step if step > 180.0 && step < 360.0 => step - 360.0,
                    step if step < -180.0 && step > -360.0 => step + 360.0,
                    step => step,
                };
                x + short
            }
        };
        *last = Some((point.lon, x));
        Some((x, point.lat))
    })
}

/// Whether `at` lies on the edge between two points.
fn on_edge(from: (f64, f64), to: (f64, f64), at: (f64, f64)) -> bool {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (px, py) = (at.0 - from.0, at.1 - from.1);
    let square = dx * dx + dy * dy;
    let part = if square > 0.0 { ((px * dx + py * dy) / square).clamp(0.0, 1.0) } else { 0.0 };
    let (ox, oy) = (px - part * dx, py - part * dy);
    ox * ox + oy * oy <= ON_EDGE * ON_EDGE
}
