//! The basemap of `web/basemap/land.txt` (Natural Earth, public domain), read once.

use std::sync::LazyLock;

/// What a line on the basemap is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A ring of land.
    Land,
    /// A ring of inland water.
    Water,
    /// A land border.
    Border,
}

/// A line on the basemap.
#[derive(Debug)]
pub(super) struct Shape {
    /// What it is.
    pub(super) kind: Kind,
    /// Longitude and latitude in degrees.
    pub(super) points: Vec<(f64, f64)>,
}

/// All lines.
pub(super) fn shapes() -> &'static [Shape] {
    static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| {
        let text = include_str!("../../../../../web/basemap/land.txt");
        text.lines().filter_map(shape).collect()
    });
    &SHAPES
}

/// Reads one line: a letter, then a polyline of hundredths of a degree.
fn shape(line: &str) -> Option<Shape> {
    let kind = match line.as_bytes().first()? {
        b'L' => Kind::Land,
        b'W' => Kind::Water,
        b'B' => Kind::Border,
        _ => return None,
    };
    let mut numbers = numbers(line.as_bytes().get(1..)?).into_iter();
    let (mut x, mut y) = (0_i32, 0_i32);
    let mut points = Vec::new();
    while let (Some(dx), Some(dy)) = (numbers.next(), numbers.next()) {
        x = x.saturating_add(dx);
        y = y.saturating_add(dy);
        points.push((f64::from(x) / 100.0, f64::from(y) / 100.0));
    }
    Some(Shape { kind, points })
}

/// Numbers of the encoded polyline format: five bits a character, low bits first, sign in the
/// lowest.
fn numbers(text: &[u8]) -> Vec<i32> {
    let mut all = Vec::new();
    let (mut bits, mut shift) = (0_u32, 0_u32);
    for byte in text {
        let five = u32::from(byte.saturating_sub(63));
        bits |= (five & 31).checked_shl(shift).unwrap_or(0);
        shift = shift.saturating_add(5);
        if five < 32 {
            let half = i32::try_from(bits >> 1).unwrap_or(i32::MAX);
            all.push(if bits & 1 == 1 { !half } else { half });
            (bits, shift) = (0, 0);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Kind, shapes};

    #[test]
    fn the_basemap_stays_on_the_globe_and_knows_muscat_from_the_sea() {
        let inside = |lon: f64, lat: f64| {
            let land = shapes().iter().filter(|s| s.kind == Kind::Land);
            land.filter(|s| crosses_oddly(&s.points, lon, lat)).count() == 1
        };
        assert!(
            shapes()
                .iter()
                .flat_map(|s| &s.points)
                .all(|(x, y)| x.abs() <= 180.0 && y.abs() <= 90.0)
        );
        assert!(inside(57.5, 22.5), "Oman is land");
        assert!(!inside(52.5, 27.0), "between the coasts is water");
        assert!(inside(127.0, 37.4) && inside(138.9, 36.0), "home is land");
    }

    /// The even-odd rule.
    fn crosses_oddly(ring: &[(f64, f64)], x: f64, y: f64) -> bool {
        let crossings = ring.windows(2).filter(|pair| {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            (y0 > y) != (y1 > y) && x < (x1 - x0) * (y - y0) / (y1 - y0) + x0
        });
        crossings.count() % 2 == 1
    }
}
