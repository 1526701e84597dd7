//! CAP-v1.2, sections 3.2.4 and 3.3.3: which points an area contains.

use public_alerts::{Area, Circle, Point, Polygon};

fn area(points: &[(f64, f64)], circles: &[(f64, f64, f64)]) -> Area {
    let points: Vec<_> = points.iter().map(|&(lat, lon)| Point { lat, lon }).collect();
    let polygons = if points.is_empty() { Vec::new() } else { vec![Polygon { points }] };
    let circle = |&(lat, lon, radius_km)| Circle { centre: Point { lat, lon }, radius_km };
    Area {
        description: "test".to_owned(),
        polygons,
        circles: circles.iter().map(circle).collect(),
        geocodes: Vec::new(),
        altitude: None,
        ceiling: None,
    }
}

const BOX: [(f64, f64); 5] =
    [(33.0, 129.5), (34.5, 129.5), (34.5, 131.0), (33.0, 131.0), (33.0, 129.5)];

#[test]
fn inside_and_edge_and_corner_count_outside_does_not() {
    let area = area(&BOX, &[]);
    for (lat, lon) in [(33.6, 130.4), (33.0, 130.0), (34.0, 131.0), (34.5, 129.5)] {
        assert!(area.contains(lat, lon), "{lat},{lon}");
    }
    for (lat, lon) in [(32.999, 130.0), (33.6, 131.001), (-33.6, 130.4), (33.6, -130.4)] {
        assert!(!area.contains(lat, lon), "{lat},{lon}");
    }
}

#[test]
fn a_dent_is_outside() {
    let dented = [(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (1.0, 2.0), (4.0, 0.0), (0.0, 0.0)];
    let area = area(&dented, &[]);
    assert!(!area.contains(3.0, 2.0));
    assert!(area.contains(0.5, 2.0));
    assert!(area.contains(1.0, 2.0));
}

#[test]
fn an_area_across_the_180th_meridian_holds_together() {
    let aleutians = [(50.0, 170.0), (55.0, 170.0), (55.0, -165.0), (50.0, -165.0), (50.0, 170.0)];
    let area = area(&aleutians, &[]);
    for lon in [170.0, 175.0, 180.0, -180.0, -170.0, -165.0] {
        assert!(area.contains(52.0, lon), "{lon}");
    }
    for lon in [0.0, 169.9, -164.9, 90.0] {
        assert!(!area.contains(52.0, lon), "{lon}");
    }
}

#[test]
fn the_whole_world_is_in_the_whole_world() {
    let world = [(-90.0, -180.0), (90.0, -180.0), (90.0, 180.0), (-90.0, 180.0), (-90.0, -180.0)];
    let area = area(&world, &[]);
    assert!(area.contains(35.0, 139.0) && area.contains(-80.0, -179.0));
}

#[test]
fn a_circle_is_kilometres_on_the_sphere() {
    // One degree of latitude is 111.195 km on the mean sphere.
    let area = area(&[], &[(35.0, 139.0, 111.2)]);
    assert!(area.contains(36.0, 139.0));
    assert!(!area.contains(36.001, 139.0));
    let seoul = Point { lat: 37.5665, lon: 126.978 };
    let tokyo = Point { lat: 35.6762, lon: 139.6503 };
    assert!((seoul.distance_km(tokyo) - 1_153.0).abs() < 5.0);
}

#[test]
fn a_circle_of_nothing_is_its_centre() {
    let area = area(&[], &[(35.0, 139.0, 0.0)]);
    assert!(area.contains(35.0, 139.0));
    assert!(!area.contains(35.0, 139.001));
}

#[test]
fn an_area_without_geometry_contains_nothing_and_says_so() {
    let area = area(&[], &[]);
    assert!(!area.contains(35.0, 139.0) && !area.has_geometry());
}

#[test]
fn no_position_is_in_no_area() {
    let area = area(&BOX, &[(35.0, 139.0, 40_000.0)]);
    for (lat, lon) in [(f64::NAN, 139.0), (91.0, 139.0), (35.0, f64::INFINITY)] {
        assert!(!area.contains(lat, lon));
    }
}
