//! Where the label of a place is written: where no other label is.

use super::frame::{HEIGHT, WIDTH};

/// Left, top, right, bottom.
pub(super) type Room = [f64; 4];

/// Where a label is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    /// SVG's `text-anchor`.
    pub(super) anchor: &'static str,
    pub(super) x: f64,
    pub(super) y: f64,
    /// What it covers.
    pub(super) room: Room,
}

/// The first place around a point at which the lines of a label cover nothing of `taken`.
pub(super) fn free(point: (f64, f64), lines: [&str; 2], taken: &[Room]) -> Option<Label> {
    around(point, lines).into_iter().find(|label| {
        let [left, top, right, bottom] = label.room;
        let inside = left > 2.0
            && top > 2.0
            && right < f64::from(WIDTH) - 2.0
            && bottom < f64::from(HEIGHT) - 2.0;
        let apart = |[l, t, r, b]: &Room| right < *l || left > *r || bottom < *t || top > *b;
        inside && taken.iter().all(apart)
    })
}

/// The place that is best where every one covers something.
pub(super) fn best(point: (f64, f64), lines: [&str; 2]) -> Label {
    let [first, ..] = around(point, lines);
    first
}

fn around((x, y): (f64, f64), [name, people]: [&str; 2]) -> [Label; 8] {
    // A little more than it covers, so that two labels do not read as one word.
    let wide = text_width(name).max(text_width(people)) + 4.0;
    let tall = if people.is_empty() { 14.0 } else { 27.0 };
    let tries = [
        ("start", x + 11.0, y - 4.0),
        ("end", x - 11.0, y - 4.0),
        ("middle", x, y + 22.0),
        ("middle", x, y - 8.0 - tall),
        ("start", x + 11.0, y + 14.0),
        ("end", x - 11.0, y + 14.0),
        ("start", x + 11.0, y - 24.0),
        ("end", x - 11.0, y - 24.0),
    ];
    tries.map(|(anchor, x, y)| {
        let left = match anchor {
            "start" => x,
            "end" => x - wide,
            _ => x - wide / 2.0,
        };
        Label { anchor, x, y, room: [left, y - 11.0, left + wide, y - 11.0 + tall] }
    })
}

/// Roughly how wide a label comes out at 11 units: wide glyphs twice as wide as Latin ones.
fn text_width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 6.2 } else { 11.4 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_where_nothing_is_or_nowhere() {
        let label = free((300.0, 200.0), ["RUH", ""], &[]).unwrap();
        assert_eq!(label.anchor, "start");
        let other = free((300.0, 200.0), ["RUH", ""], &[label.room]).unwrap();
        assert_eq!(other.anchor, "end");
        let all = [0.0, 0.0, f64::from(WIDTH), f64::from(HEIGHT)];
        assert!(free((300.0, 200.0), ["RUH", ""], &[all]).is_none());
        assert_eq!(best((300.0, 200.0), ["RUH", ""]).room, label.room);
    }
}
