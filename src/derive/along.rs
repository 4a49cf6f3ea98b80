//! Passages of a trail: where it passes an object.

use crate::derive::measure::{Plane, to_stretch};
use crate::model::{Line, Position};

/// Minimum metres walked between two passages of a place that are counted separately.
const APART: f64 = 200.0;

/// Object along a trail.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Along {
    /// Index in the catalog.
    pub item: usize,
    /// Metres along the trail from the start to the first passage of the object.
    pub distance: f64,
    /// Metres along the trail from the start to each further passage, for example on the way back.
    pub again: Box<[f64]>,
    /// Metres from the trail.
    pub offset: f64,
}

/// Finds where a line passes a place within `reach` metres. Passages that are much further away
/// than the nearest one are not counted. `None` when the line does not come within `reach`.
pub fn passages(
    line: &Line,
    distances: &[f64],
    place: Position,
    reach: f64,
    item: usize,
) -> Option<Along> {
    let plane = Plane::at(place);
    // For each stretch within reach: metres from the place, and metres from the start.
    let mut near: Vec<(f64, f64)> = Vec::new();
    let mut index = 0;
    for segment in line.segments() {
        let mut before = plane.project(segment[0]);
        for (i, position) in segment.iter().enumerate().skip(1) {
            let here = plane.project(*position);
            let (offset, part) = to_stretch([0.0, 0.0], before, here);
            if offset <= reach {
                let (from, to) = (distances[index + i - 1], distances[index + i]);
                near.push((offset, from + part * (to - from)));
            }
            before = here;
        }
        index += segment.len();
    }
    let offset = near.iter().map(|(offset, _)| *offset).fold(f64::INFINITY, f64::min);
    let limit = (offset * 1.5).max(offset + 25.0);
    let mut passed: Vec<(f64, f64)> = Vec::new();
    for (off, at) in near.into_iter().filter(|(off, _)| *off <= limit) {
        match passed.last_mut() {
            Some(last) if at - last.1 < APART => {
                if off < last.0 {
                    *last = (off, at);
                }
            }
            _ => passed.push((off, at)),
        }
    }
    let (first, again) = passed.split_first()?;
    let again = again.iter().map(|(_, at)| *at).collect();
    Some(Along { item, distance: first.1, again, offset })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::derive::measure;

    const REACH: f64 = 300.0;

    fn at(metres: f64, off: f64) -> Position {
        let (x, y) = measure::metres_per_degree(0.0);
        Position::new(metres / x, off / y, None).unwrap()
    }

    fn passed(line: &Line, place: Position) -> Option<(Vec<f64>, f64)> {
        let along = passages(line, &measure::distances(line), place, REACH, 0)?;
        let all = [along.distance].into_iter().chain(along.again).map(f64::round);
        Some((all.collect(), along.offset.round()))
    }

    #[test]
    fn a_place_is_passed_on_the_way_there_and_on_the_way_back() {
        let there = (0..=20).map(|i| at(f64::from(i) * 100.0, 0.0));
        let back = (0..20).rev().map(|i| at(f64::from(i) * 100.0, 10.0));
        let line = Line::new(vec![there.chain(back).collect()]);
        let (passes, offset) = passed(&line, at(530.0, 40.0)).unwrap();
        assert_eq!((passes.len(), offset), (2, 30.0));
        assert!((passes[0] - 530.0).abs() < 1.0 && (passes[1] - 3470.5).abs() < 1.0, "{passes:?}");
        // Near the turning point it is passed only once.
        assert_eq!(passed(&line, at(1990.0, 30.0)).unwrap().0.len(), 1);
        assert_eq!(passed(&line, at(500.0, 500.0)), None);
    }

    #[test]
    fn a_second_passage_that_is_much_further_away_is_not_counted() {
        let line =
            Line::new(vec![vec![at(0.0, 0.0), at(1000.0, 0.0), at(1000.0, 250.0), at(0.0, 250.0)]]);
        assert_eq!(passed(&line, at(500.0, 20.0)), Some((vec![500.0], 20.0)));
    }

    #[test]
    fn distances_are_correct_across_the_antimeridian() {
        let position = |lon: f64| Position::new(lon, 0.0, None).unwrap();
        let line = Line::new(vec![vec![position(179.99), position(-179.99)]]);
        let (passes, offset) = passed(&line, position(-179.999)).unwrap();
        assert_eq!((passes.len(), offset), (1, 0.0));
        assert!((passes[0] - 1224.0).abs() < 2.0, "{passes:?}");
    }
}
