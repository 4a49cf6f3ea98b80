//! Lines with fewer points, within a stated distance of the full one.

use super::measure::{Plane, to_stretch};
use crate::model::{Line, Position};

/// Metres: for the map of one trail.
pub const DETAIL: f64 = 5.0;
/// Metres: for maps of many trails and for cards.
pub const OVERVIEW: f64 = 30.0;

/// Each segment by Douglas & Peucker (1973), on a plane in metres: no point of the line is
/// further than `tolerance` from the result, and its ends are kept.
pub fn line(line: &Line, tolerance: f64) -> Vec<Vec<Position>> {
    line.segments().iter().map(|segment| simplify(segment, tolerance)).collect()
}

fn simplify(segment: &[Position], tolerance: f64) -> Vec<Position> {
    let plane = Plane::at(segment[segment.len() / 2]);
    let points: Vec<[f64; 2]> = segment.iter().map(|position| plane.project(*position)).collect();
    let mut kept = vec![false; points.len()];
    let last = points.len() - 1;
    (kept[0], kept[last]) = (true, true);
    let mut stretches = vec![(0, last)];
    while let Some((from, to)) = stretches.pop() {
        let inner = from + 1..to;
        let distance = |i: usize| to_stretch(points[i], points[from], points[to]).0;
        let furthest = inner.map(|i| (distance(i), i)).max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((distance, at)) = furthest.filter(|(distance, _)| *distance > tolerance) {
            debug_assert!(distance > tolerance);
            kept[at] = true;
            stretches.push((from, at));
            stretches.push((at, to));
        }
    }
    segment.iter().zip(kept).filter(|(_, kept)| *kept).map(|(position, _)| *position).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_stays_within_the_tolerance() {
        let positions: Vec<Position> = (0..2000)
            .map(|i| {
                let t = f64::from(i) / 100.0;
                Position::new(6.0 + t * 0.002, 45.0 + (t * 1.7).sin() * 0.003, None).unwrap()
            })
            .collect();
        let full = Line::new(vec![positions.clone()]);
        for tolerance in [DETAIL, OVERVIEW] {
            let simple = &line(&full, tolerance)[0];
            assert!(simple.len() < positions.len() / 4);
            assert_eq!((simple[0], simple[simple.len() - 1]), (positions[0], positions[1999]));
            let plane = Plane::at(positions[1000]);
            for position in &positions {
                let near = simple.windows(2).map(|pair| {
                    to_stretch(
                        plane.project(*position),
                        plane.project(pair[0]),
                        plane.project(pair[1]),
                    )
                    .0
                });
                assert!(near.fold(f64::INFINITY, f64::min) <= tolerance * 1.001);
            }
        }
    }
}
