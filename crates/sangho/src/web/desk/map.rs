//! The desk's map as the server draws it: whole without script, on paper and where there is no
//! WebGL. Also the same basemap as GeoJSON (RFC 7946) for the browser's map.

use std::fmt::Write as _;

use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::frame::{Frame, HEIGHT, WIDTH};
use super::labels::{self, Room};
use super::land::{self, Kind};
use super::view::{DeskView, MapView, Place, Standing};
use crate::web::words::Lang;

/// The drawing, ready for its template. All measures are units of the view box.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) land: String,
    pub(super) water: String,
    pub(super) borders: String,
    pub(super) alerts: Vec<Area>,
    pub(super) legs: Vec<Leg>,
    pub(super) places: Vec<Spot>,
}

/// The area of a warning.
#[derive(Debug)]
pub(super) struct Area {
    pub(super) path: String,
    pub(super) headline: String,
}

/// A leg, and where its end is written when it leaves the picture.
#[derive(Debug)]
pub(super) struct Leg {
    pub(super) path: String,
    pub(super) lifts: String,
    pub(super) exit: Option<Exit>,
}

/// Where a leg leaves the picture.
#[derive(Debug)]
pub(super) struct Exit {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) to: String,
}

/// A place in the picture.
#[derive(Debug)]
pub(super) struct Spot {
    pub(super) x: String,
    pub(super) y: String,
    pub(super) danger: bool,
    pub(super) closed: bool,
    pub(super) name: String,
    pub(super) people: String,
    pub(super) anchor: &'static str,
    pub(super) label_x: String,
    pub(super) label_y: String,
    pub(super) label_y2: String,
}

/// Draws the map.
pub(super) fn draw(view: &DeskView, lang: Lang) -> Picture {
    let map = &view.map;
    let frame = Frame::around(map);
    let mut picture = Picture {
        width: WIDTH,
        height: HEIGHT,
        land: String::new(),
        water: String::new(),
        borders: String::new(),
        alerts: Vec::new(),
        legs: legs(&frame, map),
        places: spots(&frame, map, lang),
    };
    for shape in land::shapes() {
        match shape.kind {
            Kind::Land => picture.land.push_str(&frame.ring(&shape.points)),
            Kind::Water => picture.water.push_str(&frame.ring(&shape.points)),
            Kind::Border => picture.borders.push_str(&frame.line(&shape.points)),
        }
    }
    for alert in &map.alerts {
        let rings = alert.rings.iter().map(|ring| {
            let points: Vec<_> = ring.iter().map(|(lat, lon)| (*lon, *lat)).collect();
            frame.ring(&points)
        });
        let headline = alert.headline.to(lang).to_owned();
        picture.alerts.push(Area { path: rings.collect(), headline });
    }
    picture
}

fn place<'a>(map: &'a MapView, id: &str) -> Option<&'a Place> {
    map.places.iter().find(|place| place.id == id)
}

/// One line for each pair of places, however many lifts fly it.
fn legs(frame: &Frame, map: &MapView) -> Vec<Leg> {
    let mut pairs: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for route in &map.routes {
        match pairs.iter_mut().find(|(from, to, _)| *from == route.from && *to == route.to) {
            Some((_, _, lifts)) => lifts.push(&route.lift),
            None => pairs.push((&route.from, &route.to, vec![&route.lift])),
        }
    }
    let mut written: Vec<f64> = Vec::new();
    let mut legs = Vec::new();
    for (from, to, lifts) in pairs {
        let (Some(start), Some(end)) = (place(map, from), place(map, to)) else {
            continue;
        };
        let (a, b) = (frame.at(start.lon, start.lat), frame.at(end.lon, end.lat));
        let exit = frame.exit(a, b).map(|(x, y)| {
            // Ends that leave at the same height are written one below the other.
            let mut y = y;
            while written.iter().any(|other| (other - y).abs() < 15.0) {
                y += 15.0;
            }
            written.push(y);
            Exit { x: format!("{:.0}", x - 6.0), y: format!("{y:.0}"), to: to.to_owned() }
        });
        let path = format!("M{:.1} {:.1}L{:.1} {:.1}", a.0, a.1, b.0, b.1);
        legs.push(Leg { path, lifts: lifts.join(", "), exit });
    }
    legs
}

/// Places in the picture, their labels where no other label is. Where a name has no room, the code
/// of the place stands for it.
fn spots(frame: &Frame, map: &MapView, lang: Lang) -> Vec<Spot> {
    let mut seen: Vec<_> = map.places.iter().filter(|p| p.standing != Standing::Home).collect();
    // Where people wait comes first, while there is room.
    seen.sort_by_key(|place| std::cmp::Reverse(place.people.total));
    let dot = |place: &&Place| {
        let (x, y) = frame.at(place.lon, place.lat);
        [x - 7.0, y - 7.0, x + 7.0, y + 7.0]
    };
    let mut taken: Vec<Room> = seen.iter().map(dot).collect();
    let mut spots = Vec::new();
    for place in seen {
        let (x, y) = frame.at(place.lon, place.lat);
        let people = people(place);
        let names = [format!("{} {}", place.id, place.name.to(lang)), place.id.clone()];
        let found = names.into_iter().find_map(|name| {
            let label = labels::free((x, y), [&name, &people], &taken)?;
            Some((name, label))
        });
        let (name, label) =
            found.unwrap_or_else(|| (place.id.clone(), labels::best((x, y), [&place.id, &people])));
        taken.push(label.room);
        spots.push(Spot {
            x: format!("{x:.1}"),
            y: format!("{y:.1}"),
            danger: place.standing == Standing::Danger,
            closed: map.closures.iter().any(|closure| closure.place == place.id),
            name,
            people,
            anchor: label.anchor,
            label_x: format!("{:.1}", label.x),
            label_y: format!("{:.1}", label.y),
            label_y2: format!("{:.1}", label.y + 13.0),
        });
    }
    spots
}

/// People at a place, the nation told by shape.
fn people(place: &Place) -> String {
    let mut text = String::new();
    let parts = [("●", place.people.japan), ("■", place.people.korea), ("▲", place.people.other)];
    for (shape, count) in parts {
        if count > 0 {
            let gap = if text.is_empty() { "" } else { " " };
            let _ = write!(text, "{gap}{shape}{count}");
        }
    }
    text
}

/// The basemap for the browser's map.
pub(in crate::web) async fn land() -> Response {
    let mut text = String::from(r#"{"type":"FeatureCollection","features":["#);
    for (index, shape) in land::shapes().iter().enumerate() {
        let (kind, geometry, open, close) = match shape.kind {
            Kind::Land => ("land", "Polygon", "[[", "]]"),
            Kind::Water => ("water", "Polygon", "[[", "]]"),
            Kind::Border => ("border", "LineString", "[", "]"),
        };
        let comma = if index == 0 { "" } else { "," };
        let points = shape.points.iter().map(|(lon, lat)| format!("[{lon},{lat}]"));
        let points = points.collect::<Vec<_>>().join(",");
        let _ = write!(text, r#"{comma}{{"type":"Feature","properties":{{"kind":"{kind}"}},"#);
        let _ = write!(
            text,
            r#""geometry":{{"type":"{geometry}","coordinates":{open}{points}{close}}}}}"#
        );
    }
    text.push_str("]}");
    ([(header::CONTENT_TYPE, "application/geo+json")], text).into_response()
}
