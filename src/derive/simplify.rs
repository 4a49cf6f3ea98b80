//! Lines with fewer points, within a stated distance of the full one.

use super::measure::{Plane, to_stretch};
use crate::model::{Line, Position};

/// Metres: for the map of one trail.
pub const DETAIL: f64 = 5.0;
/// Metres: for maps of many trails and for cards.
pub const OVERVIEW: f64 = 30.0;

/// The line for each tolerance in metres, the finest first, by Douglas & Peucker (1973) on a
/// plane: no point of the line is further than the tolerance from the result, and the ends of
/// segments are kept.
pub fn line<const N: usize>(line: &Line, tolerances: [f64; N]) -> [Vec<Vec<Position>>; N] {
    let finest = tolerances.into_iter().fold(f64::INFINITY, f64::min);
    let segments = line.segments();
    let weights: Vec<Vec<f64>> = segments.iter().map(|segment| weights(segment, finest)).collect();
    tolerances.map(|tolerance| {
        let kept = |(segment, weights): (&Vec<Position>, &Vec<f64>)| {
            let heavy = segment.iter().zip(weights).filter(|(_, weight)| **weight > tolerance);
            heavy.map(|(position, _)| *position).collect()
        };
        segments.iter().zip(&weights).map(kept).collect()
    })
}

/// For each position the tolerance in metres up to which it is kept; 0 for those below `finest`.
fn weights(segment: &[Position], finest: f64) -> Vec<f64> {
    let plane = Plane::at(segment[segment.len() / 2]);
    let points: Vec<[f64; 2]> = segment.iter().map(|position| plane.project(*position)).collect();
    let last = points.len() - 1;
    let mut weights = vec![0.0; points.len()];
    (weights[0], weights[last]) = (f64::INFINITY, f64::INFINITY);
    // A position weighs no more than the one that split its stretch off.
    let mut stretches = vec![(0, last, f64::INFINITY)];
    while let Some((from, to, limit)) = stretches.pop() {
        let (mut furthest, mut at) = (finest, None);
        for i in from + 1..to {
            let distance = to_stretch(points[i], points[from], points[to]).0;
            if distance > furthest {
                (furthest, at) = (distance, Some(i));
            }
        }
        if let Some(at) = at {
            weights[at] = furthest.min(limit);
            stretches.push((from, at, weights[at]));
            stretches.push((at, to, weights[at]));
        }
    }
    weights
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
            let [simple] = line(&full, [tolerance]);
            let simple = &simple[0];
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
