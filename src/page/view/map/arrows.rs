//! Arrowheads along a trail.

use crate::map::Frame;
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
        let points: Vec<[f64; 2]> =
            segment.iter().map(|position| frame.project(*position).into()).collect();
        let walked = distances(&points);
        let length = walked.last().copied().unwrap_or_default();
        let mut at = FIRST;
        while at + REACH < length {
            let (before, here, behind) = (
                place(&points, &walked, at - REACH),
                place(&points, &walked, at),
                place(&points, &walked, at + REACH),
            );
            let along = [behind[0] - before[0], behind[1] - before[1]];
            let distance = along[0].hypot(along[1]);
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

/// Distance from the first point to each point.
fn distances(points: &[[f64; 2]]) -> Vec<f64> {
    let mut walked = Vec::with_capacity(points.len());
    let mut sum = 0.0;
    for (at, point) in points.iter().enumerate() {
        if let Some(before) = at.checked_sub(1).map(|before| points[before]) {
            sum += (point[0] - before[0]).hypot(point[1] - before[1]);
        }
        walked.push(sum);
    }
    walked
}

/// Point at a distance along a line of at least two points.
fn place(points: &[[f64; 2]], walked: &[f64], distance: f64) -> [f64; 2] {
    let next = walked.partition_point(|walked| *walked < distance).clamp(1, points.len() - 1);
    let (from, to) = (walked[next - 1], walked[next]);
    let part = ((distance - from) / (to - from).max(1e-9)).clamp(0.0, 1.0);
    [0, 1].map(|i| points[next - 1][i] + (points[next][i] - points[next - 1][i]) * part)
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
