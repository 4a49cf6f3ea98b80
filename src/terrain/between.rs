//! Positions added between those of a sparse line, so that it follows the elevations of the ground.

use crate::model::{Line, Position};
use geo::{Distance, Haversine, Point};

/// Largest distance in metres between positions: Geotrek's `ALTIMETRIC_PROFILE_PRECISION` of 25, less
/// the error of distances on a sphere, up to 0.5 %.
const STEP: f64 = 24.8;
/// Distance in metres from which on two positions are a gap, as in the warnings of `check`: the trail
/// is elsewhere, or it is a ferry. No positions are added there.
const JUMP: f64 = 1_000.0;
/// Approximate limit of positions added to a line, enough for 5,000 km.
const MOST: f64 = 200_000.0;

/// For each position of a line, the number of parts that the stretch to the next position is divided
/// into: 1 where nothing is added, and for the last position of a segment.
pub fn parts(line: &Line) -> Vec<usize> {
    let pairs = line.segments().iter().flat_map(|segment| segment.windows(2));
    let length: f64 = pairs.map(|pair| walkable(pair[0], pair[1])).sum();
    let step = STEP.max(length / MOST);
    let mut parts = Vec::with_capacity(line.positions().count());
    for segment in line.segments() {
        let stretches = segment.windows(2).map(|pair| walkable(pair[0], pair[1]));
        parts.extend(stretches.map(|metres| (metres / step) as usize + 1));
        parts.push(1);
    }
    parts
}

/// Positions of a line, each followed by those added before the next one. Added positions have no
/// elevation.
pub fn dense(line: &Line, parts: &[usize]) -> Vec<Position> {
    let mut dense = Vec::with_capacity(parts.iter().sum());
    let mut parts = parts.iter();
    for segment in line.segments() {
        for (i, from) in segment.iter().enumerate() {
            let (to, parts) = (segment.get(i + 1).unwrap_or(from), *parts.next().unwrap_or(&1));
            dense.push(*from);
            dense.extend((1..parts).map(|part| between(*from, *to, part, parts)));
        }
    }
    dense
}

/// Distance in metres between two positions. 0 for a gap, and across the antimeridian.
fn walkable(from: Position, to: Position) -> f64 {
    let point = |position: Position| Point::new(position.lon(), position.lat());
    let metres = Haversine.distance(point(from), point(to));
    if metres > JUMP || (to.lon() - from.lon()).abs() > 180.0 { 0.0 } else { metres }
}

/// Position on the straight line, in longitude and latitude, at `part` of `parts`. It is the same in
/// both directions, so that trails on the same path have the same positions.
fn between(from: Position, to: Position, part: usize, parts: usize) -> Position {
    if to.fixed() < from.fixed() {
        return between(to, from, parts - part, parts);
    }
    let share = part as f64 / parts as f64;
    let on = |from: f64, to: f64| from + (to - from) * share;
    Position::new(on(from.lon(), to.lon()), on(from.lat(), to.lat()), None).unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::measure;

    fn line(positions: &[(f64, f64)]) -> Line {
        let positions =
            positions.iter().map(|(lon, lat)| Position::new(*lon, *lat, None).unwrap()).collect();
        Line::new(vec![positions])
    }

    fn dense(positions: &[(f64, f64)]) -> Vec<Position> {
        let line = line(positions);
        super::dense(&line, &parts(&line))
    }

    #[test]
    fn both_directions_have_the_same_positions() {
        let ends = [(6.0, 45.0), (6.001_234_5, 45.002_345_6)];
        let mut there = dense(&ends);
        assert!(there.len() > 10, "276 m: {}", there.len());
        for pair in there.windows(2) {
            let metres = walkable(pair[0], pair[1]);
            assert!((12.0..25.0).contains(&metres), "{metres}");
        }
        for place in &there {
            let (east, north) = (place.lon() - 6.0, place.lat() - 45.0);
            let off = (east * 23_456.0 - north * 12_345.0) / f64::hypot(23_456.0, 12_345.0);
            assert!(off.abs() <= 1e-7, "{off} degrees");
        }
        let back = dense(&[ends[1], ends[0]]);
        there.reverse();
        assert_eq!(there, back);
    }

    #[test]
    fn a_dense_line_is_as_long_as_before() {
        for lat in [0.0, 45.0, 69.0] {
            let line = line(&[(6.0, lat), (6.003, lat + 0.004), (6.01, lat), (6.01, lat)]);
            let dense = Line::new(vec![super::dense(&line, &parts(&line))]);
            let length = |line: &Line| *measure::distances(line).last().unwrap();
            let (before, after) = (length(&line), length(&dense));
            assert!((before - after).abs() < 1e-3, "{before} {after} at {lat}");
        }
    }

    #[test]
    fn dense_lines_and_gaps_are_unchanged() {
        let recorded: Vec<_> = (0..100).map(|i| (6.0, 45.0 + f64::from(i) * 2e-4)).collect();
        assert_eq!(dense(&recorded).len(), 100);
        assert_eq!(dense(&[(6.0, 45.0), (8.0, 46.0)]).len(), 2, "200 km");
        assert_eq!(dense(&[(179.999, 0.0), (-179.999, 0.0)]).len(), 2, "the antimeridian");
        assert_eq!(dense(&[(6.0, 90.0), (8.0, 90.0)]).len(), 2, "the pole");
    }

    #[test]
    fn the_number_of_added_positions_is_limited() {
        let zigzag: Vec<_> = (0..30_000).map(|i| (f64::from(i % 2) * 0.0089, 0.0)).collect();
        let count = dense(&zigzag).len();
        assert!((200_000..=230_000).contains(&count), "{count}");
    }
}
