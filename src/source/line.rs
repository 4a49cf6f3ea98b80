//! Segments of a source → the line of a trail, without the errors of devices.

use crate::model::{Line, Position};

/// Largest distance between two positions that count as one: 1e-6 degree (about 11 cm), in steps of
/// [`Position::fixed`].
const SAME_PLACE: u32 = 10;
/// Largest difference in metres between two elevations that count as one.
const SAME_HEIGHT: f64 = 1.0;
/// Metres above or below the sea. Where all elevations are within it, elevations of 0 are real.
const BY_THE_SEA: f64 = 50.0;

/// Makes a line of segments, in the given order:
///
/// * Positions at 0° 0° are removed: devices write them when they do not know the position.
/// * The elevations of a segment are removed if all are 0, unless the whole line is by the sea:
///   devices and servers write 0 when they do not know the elevation.
/// * Segments are joined where one starts at the point where the one before it ends.
pub fn of(mut segments: Vec<Vec<Position>>) -> Line {
    let is_unknown = |position: &Position| position.fixed() == (0, 0);
    if segments.iter().flatten().filter(|position| !is_unknown(position)).count() >= 2 {
        segments.iter_mut().for_each(|segment| segment.retain(|position| !is_unknown(position)));
    }
    remove_zero_elevations(&mut segments);
    Line::new(joined(segments))
}

fn remove_zero_elevations(segments: &mut [Vec<Position>]) {
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
            Some(before) if touch(before, &segment) => {
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

/// True when a segment starts where the one before it ends: at the same position and, if both are
/// known, at the same elevation.
fn touch(before: &[Position], segment: &[Position]) -> bool {
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

    /// Checks a line by the longitudes and elevations of its segments.
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
    fn segments_that_touch_are_joined_in_their_order() {
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
    fn segments_that_do_not_touch_stay_separate() {
        for second in [
            // About 15 cm away; at another elevation; in the opposite direction.
            &[(6.100_002, Some(950.0)), (6.2, Some(980.0))],
            &[(6.1, Some(990.0)), (6.2, Some(980.0))],
            &[(6.2, Some(950.0)), (6.1, Some(950.0))],
        ] {
            let first: &[(f64, Option<f64>)] = &[(6.0, Some(900.0)), (6.1, Some(950.0))];
            check(&[first, second], &[first, second]);
        }
    }

    #[test]
    fn elevations_that_are_all_zero_are_removed_unless_by_the_sea() {
        let (zero, none) = ([(6.0, Some(0.0)), (6.1, Some(0.0))], [(6.0, None), (6.1, None)]);
        let (hill, beach) =
            ([(7.0, Some(0.0)), (7.1, Some(900.0))], [(7.0, Some(0.0)), (7.1, Some(3.0))]);
        check(&[&zero], &[&none]);
        check(&[&zero, &hill], &[&none, &hill]);
        check(&[&zero, &beach], &[&zero, &beach]);
    }
}
