//! Distances on the WGS84 ellipsoid, and projection to a plane around a place.

use crate::model::{Line, Position};
use geo::{Distance, Geodesic, Point};

/// Semi-major axis of WGS84 in metres (NIMA TR8350.2).
const A: f64 = 6_378_137.0;
/// Squared eccentricity of WGS84 (NIMA TR8350.2).
const E2: f64 = 6.694_379_990_141_4e-3;
/// Number of units of [`Position::fixed`] in a degree.
const STEPS: f64 = 1e7;
/// Maximum degrees between two points for the flat formula; beyond it Karney's geodesic is used.
const FLAT_DEGREES: f64 = 0.2;

/// Distance between two positions in metres.
///
/// Positions close together: with the two radii of curvature of the ellipsoid at the middle
/// latitude, which differs from the geodesic by less than 2e-5. Positions far apart: by Karney's
/// algorithm (J. Geodesy 87, 2013).
pub fn distance(from: Position, to: Position) -> f64 {
    let (d_lon, d_lat) = (wrap(to.lon() - from.lon()), to.lat() - from.lat());
    if d_lon.abs() > FLAT_DEGREES || d_lat.abs() > FLAT_DEGREES || from.lat().abs() > 85.0 {
        let point = |position: Position| Point::new(position.lon(), position.lat());
        return Geodesic.distance(point(from), point(to));
    }
    let (x, y) = metres_per_degree((from.lat() + to.lat()) / 2.0);
    length([d_lon * x, d_lat * y])
}

/// Length in metres of a degree of longitude and of a degree of latitude, at a latitude in degrees.
pub fn metres_per_degree(lat: f64) -> (f64, f64) {
    let (sin, cos) = lat.to_radians().sin_cos();
    let w2 = 1.0 - E2 * sin * sin;
    let normal = A / w2.sqrt();
    let meridian = normal * (1.0 - E2) / w2;
    ((normal * cos).to_radians(), meridian.to_radians())
}

/// Length of a vector. `hypot` would be three times slower, and metres neither overflow nor
/// underflow.
fn length([x, y]: [f64; 2]) -> f64 {
    (x * x + y * y).sqrt()
}

/// Length of a line in metres with slopes included. `distances` are its [`distances`].
pub fn length_3d(line: &Line, distances: &[f64]) -> f64 {
    let mut start = 0;
    let mut total = 0.0;
    for segment in line.segments() {
        let walked = &distances[start..start + segment.len()];
        start += segment.len();
        for (pair, walked) in segment.windows(2).zip(walked.windows(2)) {
            let rise = match (pair[0].elevation(), pair[1].elevation()) {
                (Some(from), Some(to)) => to - from,
                _ => 0.0,
            };
            total += length([walked[1] - walked[0], rise]);
        }
    }
    total
}

/// Distance in metres from the start of a line to each of its positions, without the gaps between
/// segments.
pub fn distances(line: &Line) -> Vec<f64> {
    let mut distances = Vec::with_capacity(line.positions().count());
    let mut walked = 0.0;
    for segment in line.segments() {
        let mut before = segment[0];
        for position in segment {
            walked += distance(before, *position);
            distances.push(walked);
            before = *position;
        }
    }
    distances
}

/// Difference of longitudes in degrees, from -180 to 180.
fn wrap(degrees: f64) -> f64 {
    if degrees > 180.0 {
        degrees - 360.0
    } else if degrees < -180.0 {
        degrees + 360.0
    } else {
        degrees
    }
}

/// Plane that touches the ellipsoid at a place. It is accurate for some tens of kilometres around.
#[derive(Debug, Clone, Copy)]
pub struct Plane {
    origin: Position,
    scale: (f64, f64),
}

impl Plane {
    /// Plane that touches the ellipsoid at `origin`.
    pub fn at(origin: Position) -> Plane {
        Plane { origin, scale: metres_per_degree(origin.lat()) }
    }

    /// Maximum factor by which distances between the positions are larger than on the plane,
    /// because a degree of longitude is longer nearer to the equator. Rounded up to the next per
    /// cent.
    pub fn shrinking(&self, positions: &[Position]) -> f64 {
        let lowest = positions.iter().map(|p| p.lat().abs()).fold(f64::INFINITY, f64::min);
        let ratio = (metres_per_degree(lowest).0 / self.scale.0).max(1.0);
        1.0 + (((ratio - 1.0) * 100.0).floor() + 1.0) / 100.0
    }

    /// Projects a position: metres east and north of the origin.
    pub fn project(&self, position: Position) -> [f64; 2] {
        // Integer differences are exact: a line moved along its parallel gives the same result.
        let ((lon, lat), (lon0, lat0)) = (position.fixed(), self.origin.fixed());
        let degrees = |steps: i64| steps as f64 / STEPS;
        let east = degrees(i64::from(lon) - i64::from(lon0));
        [wrap(east) * self.scale.0, degrees(i64::from(lat) - i64::from(lat0)) * self.scale.1]
    }
}

/// Returns the distance from a point to the stretch between `a` and `b`, and the position of the
/// nearest point on the stretch, from 0 (`a`) to 1 (`b`).
pub fn to_stretch(point: [f64; 2], a: [f64; 2], b: [f64; 2]) -> (f64, f64) {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let squared = dx * dx + dy * dy;
    let along = if squared == 0.0 {
        0.0
    } else {
        (((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared).clamp(0.0, 1.0)
    };
    let (x, y) = (a[0] + along * dx - point[0], a[1] + along * dy - point[1]);
    (length([x, y]), along)
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Line along the equator towards the east, with a position every `spacing` metres.
    pub fn eastwards(spacing: f64, elevations: &[Option<f64>]) -> Line {
        let degree = metres_per_degree(0.0).0;
        let positions = elevations.iter().enumerate();
        let positions =
            positions.map(|(i, e)| Position::new(i as f64 * spacing / degree, 0.0, *e).unwrap());
        Line::new(vec![positions.collect()])
    }

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat, None).unwrap()
    }

    #[test]
    fn the_flat_formula_agrees_with_the_geodesic() {
        for lat in [-70.0, -45.0, 0.0, 44.3, 60.0, 80.0] {
            for (d_lon, d_lat) in [(0.001, 0.0), (0.0, 0.001), (0.05, -0.04), (0.15, 0.1)] {
                let (from, to) = (at(6.0, lat), at(6.0 + d_lon, lat + d_lat));
                let point = |p: Position| Point::new(p.lon(), p.lat());
                let exact = Geodesic.distance(point(from), point(to));
                let error = (distance(from, to) - exact).abs() / exact;
                assert!(error < 2e-5, "{error} at {lat} for {d_lon} {d_lat}");
            }
        }
    }

    #[test]
    fn distances_across_the_antimeridian_are_short() {
        assert!((distance(at(179.999, 0.0), at(-179.999, 0.0)) - 222.6).abs() < 0.1);
    }

    #[test]
    fn gaps_between_segments_are_not_counted() {
        let step = |lon: f64| vec![at(lon, 0.0), at(lon + 0.001, 0.0)];
        let line = Line::new(vec![step(0.0), step(5.0)]);
        assert!((distances(&line)[3] - 222.6).abs() < 0.1);
    }
}
