//! Segments as a source gives them → the line that one walks.

use crate::model::{Line, Position};

/// Two places so near are one: 1e-6 degree, some 11 cm, in steps of [`Position::fixed`].
const SAME_PLACE: u32 = 10;
/// Metres between two heights that are one.
const SAME_HEIGHT: f64 = 1.0;
/// Metres above or below the sea up to which a height of 0 is believed.
const BY_THE_SEA: f64 = 50.0;

/// The line of these segments, in the order given:
///
/// * without 0° 0° among other places, which is what a device writes when it knows no place;
/// * without heights of 0 where a whole segment has no other, unless all of it is by the sea: that
///   is what devices and servers write when they know no height;
/// * with segments joined where one starts at the very point where the last ended.
pub fn of(mut segments: Vec<Vec<Position>>) -> Line {
    let nowhere = |position: &Position| position.fixed() == (0, 0);
    if segments.iter().flatten().filter(|position| !nowhere(position)).count() >= 2 {
        segments.iter_mut().for_each(|segment| segment.retain(|position| !nowhere(position)));
    }
    forget_zeros(&mut segments);
    Line::new(joined(segments))
}

fn forget_zeros(segments: &mut [Vec<Position>]) {
    let heights = || segments.iter().flatten().filter_map(|position| position.elevation());
    let is_by_the_sea =
        heights().any(|height| height != 0.0) && heights().all(|height| height.abs() < BY_THE_SEA);
    if is_by_the_sea {
        return;
    }
    let is_zero = |segment: &&mut Vec<Position>| {
        segment.iter().all(|position| position.elevation_cm() == Some(0))
    };
    for segment in segments.iter_mut().filter(is_zero) {
        segment.iter_mut().for_each(|position| *position = position.with_elevation(None));
    }
}

fn joined(segments: Vec<Vec<Position>>) -> Vec<Vec<Position>> {
    let mut joined: Vec<Vec<Position>> = Vec::with_capacity(segments.len());
    for segment in segments.into_iter().filter(|segment| !segment.is_empty()) {
        match joined.last_mut() {
            Some(before) if goes_on(before, &segment) => {
                let last = before.len() - 1;
                let height = before[last].elevation().or(segment[0].elevation());
                before[last] = before[last].with_elevation(height);
                before.extend_from_slice(&segment[1..]);
            }
            _ => joined.push(segment),
        }
    }
    joined
}

/// True when one segment starts where the one before it ends: at the same place, and at the same
/// height as far as both are known. A step between two heights is no way that anybody climbs.
fn goes_on(before: &[Position], segment: &[Position]) -> bool {
    let (Some(end), Some(start)) = (before.last(), segment.first()) else { return false };
    let ((lon, lat), (other_lon, other_lat)) = (end.fixed(), start.fixed());
    let is_near = |a: i32, b: i32| a.abs_diff(b) <= SAME_PLACE;
    let step = end.elevation().zip(start.elevation()).map_or(0.0, |(a, b)| (a - b).abs());
    is_near(lon, other_lon) && is_near(lat, other_lat) && step <= SAME_HEIGHT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, elevation: Option<f64>) -> Position {
        Position::new(lon, 45.0, elevation).unwrap()
    }

    /// Longitudes and heights of the segments of a line.
    fn check(segments: &[&[(f64, Option<f64>)]], expected: &[&[(f64, Option<f64>)]]) {
        let segment =
            |segment: &&[(f64, Option<f64>)]| segment.iter().map(|(x, z)| at(*x, *z)).collect();
        let line = of(segments.iter().map(segment).collect());
        let found: Vec<Vec<_>> = (line.segments().iter())
            .map(|segment| segment.iter().map(|p| (p.lon(), p.elevation())).collect())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn segments_that_touch_are_one_in_the_order_given() {
        check(
            &[
                &[(6.0, Some(900.0)), (6.1, Some(950.0))],
                &[(6.100_000_9, Some(950.4)), (6.2, Some(980.0))],
                &[(6.2, None), (6.3, Some(990.0))],
            ],
            &[&[(6.0, Some(900.0)), (6.1, Some(950.0)), (6.2, Some(980.0)), (6.3, Some(990.0))]],
        );
    }

    #[test]
    fn what_does_not_touch_stays_apart() {
        for second in [
            // Some 15 cm further, a step in height, the other way round.
            &[(6.100_002, Some(950.0)), (6.2, Some(980.0))],
            &[(6.1, Some(990.0)), (6.2, Some(980.0))],
            &[(6.2, Some(950.0)), (6.1, Some(950.0))],
        ] {
            let first: &[(f64, Option<f64>)] = &[(6.0, Some(900.0)), (6.1, Some(950.0))];
            check(&[first, second], &[first, second]);
        }
    }

    #[test]
    fn a_segment_of_zeros_has_no_heights_unless_all_is_by_the_sea() {
        let (zero, none) = ([(6.0, Some(0.0)), (6.1, Some(0.0))], [(6.0, None), (6.1, None)]);
        let (hill, beach) =
            ([(7.0, Some(0.0)), (7.1, Some(900.0))], [(7.0, Some(0.0)), (7.1, Some(3.0))]);
        check(&[&zero], &[&none]);
        check(&[&zero, &hill], &[&none, &hill]);
        check(&[&zero, &beach], &[&zero, &beach]);
    }
}
