//! Arrowheads along a trail.

use crate::map::{self, Frame, Walk};
use crate::model::Position;
use crate::page::view::drawing;

/// Drawing units from one arrowhead to the next.
const APART: f64 = 110.0;
/// Drawing units from the start to the first arrowhead, where the mark of the start ends.
const FIRST: f64 = 45.0;
/// Length and half the width of an arrowhead in drawing units.
const SIZE: [f64; 2] = [3.4, 2.8];
/// Drawing units before and behind an arrowhead between which its direction is measured: a trail of
/// small bends leads on.
const REACH: f64 = 5.0;

/// SVG path of arrowheads in walking order, in regular distances.
pub fn along(frame: &Frame, segments: &[Vec<Position>]) -> String {
    let mut path = drawing::Path::default();
    for segment in segments {
        let points = frame.points(segment);
        let walk = Walk::new(&points);
        let mut at = FIRST;
        while at + REACH < walk.length() {
            let [before, here, behind] = [at - REACH, at, at + REACH].map(|at| walk.at(at));
            let along = [behind[0] - before[0], behind[1] - before[1]];
            let distance = map::distance(before, behind);
            // Where the trail turns back, no direction can be seen.
            if distance > REACH {
                let [x, y] = along.map(|value| value / distance);
                let corner = |side: f64| {
                    [
                        here[0] - x * SIZE[0] / 2.0 - y * side * SIZE[1],
                        here[1] - y * SIZE[0] / 2.0 + x * side * SIZE[1],
                    ]
                };
                let tip = [here[0] + x * SIZE[0] / 2.0, here[1] + y * SIZE[0] / 2.0];
                path.line(&[corner(-1.0), tip, corner(1.0)]);
            }
            at += APART;
        }
    }
    path.text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Bounds;

    #[test]
    fn arrowheads_point_in_walking_order() {
        let bounds = Bounds { west: 6.0, south: 45.0, east: 6.1, north: 45.1 };
        let frame = Frame::fit(bounds, 200, [200, 200], 0.0);
        let at = |x: f64, y: f64| {
            let (lon, lat) = frame.degrees(x, y);
            Position::new(lon, lat, None).unwrap()
        };
        let east = vec![at(20.0, 50.0), at(120.0, 50.0)];
        assert_eq!(along(&frame, std::slice::from_ref(&east)), "M63.3 47.2l3.4 2.8-3.4 2.8");
        let west: Vec<Position> = east.iter().rev().copied().collect();
        assert_eq!(along(&frame, &[west]), "M76.7 52.8l-3.4-2.8 3.4-2.8");
        assert_eq!(along(&frame, &[vec![at(0.0, 0.0), at(20.0, 0.0)]]), "", "too short");
        assert_eq!(along(&frame, &[]), "");
    }
}
