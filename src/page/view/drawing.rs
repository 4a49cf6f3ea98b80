//! Lines as SVG paths, and as encoded polylines for scripts.

use crate::derive::simplify;
use crate::export::decimal;
use crate::map::Frame;
use crate::model::Position;

/// Drawing units beyond the edge up to which lines are drawn: strokes have a width.
const BEYOND: f64 = 16.0;

/// Writes lines as SVG paths, simplified to the points that can be seen.
#[derive(Debug, Clone, Copy)]
pub struct Pen {
    frame: Frame,
    /// Tolerance of simplification in drawing units.
    tolerance: f64,
}

impl Pen {
    /// `tolerance` is in drawing units.
    pub fn new(frame: Frame, tolerance: f64) -> Pen {
        Pen { frame, tolerance }
    }

    /// Returns one path through all segments of a trail: an absolute move, then relative steps.
    /// Leaves out what is outside of the drawing, and segments that are too small to be seen, but keeps
    /// at least one.
    pub fn trail(&self, segments: &[Vec<Position>]) -> String {
        let mut lines: Vec<Vec<[f64; 2]>> = Vec::new();
        for segment in segments {
            let points = self.frame.points(segment);
            for points in self.frame.parts_inside(&points, BEYOND) {
                match lines.last_mut() {
                    Some(before)
                        if before.last().is_some_and(|end| self.is_same(*end, points[0])) =>
                    {
                        before.extend(points);
                    }
                    _ => lines.push(points.to_vec()),
                }
            }
        }
        let is_visible = |line: &Vec<[f64; 2]>| line.iter().any(|p| !self.is_same(line[0], *p));
        let any_visible = lines.iter().any(is_visible);
        let mut path = Path::default();
        for line in lines.iter().filter(|line| !any_visible || is_visible(line)) {
            path.line(&simplify::plane(line, self.tolerance));
            // If all lines are too small, the first one is enough.
            if !any_visible {
                break;
            }
        }
        path.text()
    }

    /// True when two points are too close to be told apart.
    fn is_same(&self, [ax, ay]: [f64; 2], [bx, by]: [f64; 2]) -> bool {
        (ax - bx).abs() <= self.tolerance && (ay - by).abs() <= self.tolerance
    }
}

/// Writer of an SVG path, with coordinates rounded to a tenth of a unit.
#[derive(Debug, Default)]
pub struct Path {
    text: Vec<u8>,
    /// Current point in tenths of a unit; `None` before the first move.
    here: Option<[i32; 2]>,
}

impl Path {
    /// Appends a line through these points, not connected with earlier lines.
    pub fn line(&mut self, points: &[[f64; 2]]) {
        let mut points =
            points.iter().map(|point| point.map(|value| (value * 10.0).round() as i32));
        let Some(first) = points.next() else { return };
        self.step(if self.here.is_none() { b'M' } else { b'm' }, first);
        let mut command = b'l';
        for point in points {
            if self.here != Some(point) {
                self.step(command, point);
                command = b' ';
            }
        }
        if command == b'l' {
            // A line of length 0 is shown as a dot when its ends are round.
            self.text.extend_from_slice(b"h0");
        }
    }

    /// Writes the difference from the current point to a point, or the point itself for the first
    /// move.
    fn step(&mut self, command: u8, point: [i32; 2]) {
        let from = self.here.unwrap_or_default();
        let [dx, dy] = [point[0] - from[0], point[1] - from[1]];
        if command != b' ' {
            self.text.push(command);
        } else if dx >= 0 {
            self.text.push(b' ');
        }
        decimal::push(&mut self.text, dx, 1);
        if dy >= 0 {
            self.text.push(b' ');
        }
        decimal::push(&mut self.text, dy, 1);
        self.here = Some(point);
    }

    pub fn text(self) -> String {
        String::from_utf8(self.text).expect("letters and numbers are UTF-8")
    }
}

/// Rounds to one decimal; never returns `-0`.
pub fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}

/// Encodes positions by Google's polyline algorithm, in steps of 1e-5 degree, latitude first.
pub fn polyline(positions: &[Position]) -> String {
    let mut encoded = Vec::with_capacity(4 * positions.len());
    let (mut lat, mut lon) = (0, 0);
    for position in positions {
        let (x, y) = position.fixed();
        let here = (rounded(y), rounded(x));
        push_delta(&mut encoded, here.0 - lat);
        push_delta(&mut encoded, here.1 - lon);
        (lat, lon) = here;
    }
    String::from_utf8(encoded).expect("the letters of polylines are ASCII")
}

/// Rounds from steps of 1e-7 degree to steps of 1e-5 degree.
fn rounded(fixed: i32) -> i32 {
    (f64::from(fixed) / 100.0).round() as i32
}

/// Appends a number in the encoding of polylines.
fn push_delta(encoded: &mut Vec<u8>, delta: i32) {
    let mut rest = (delta << 1) as u32;
    if delta < 0 {
        rest = !rest;
    }
    while rest >= 0x20 {
        encoded.push((0x20 | (rest & 0x1f)) as u8 + 63);
        rest >>= 5;
    }
    encoded.push(rest as u8 + 63);
}

/// Returns the largest of 1, 2, 5, 10, 20, 50… that is at most `value`.
pub fn round_below(value: f64) -> f64 {
    let power = 10f64.powi(value.max(1e-9).log10().floor() as i32);
    [5.0, 2.0, 1.0]
        .into_iter()
        .map(|step| step * power)
        .find(|step| *step <= value)
        .unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Bounds;

    #[test]
    fn a_polyline_is_encoded_like_the_example_of_its_specification() {
        // The example of developers.google.com/maps/documentation/utilities/polylinealgorithm.
        let at = |lat, lon| Position::new(lon, lat, None).unwrap();
        let line = [at(38.5, -120.2), at(40.7, -120.95), at(43.252, -126.453)];
        assert_eq!(polyline(&line), "_p~iF~ps|U_ulLnnqC_mqNvxq`@");
    }

    /// Pen of a drawing of a square degree at the equator, 100 units wide, and a function that
    /// returns the position at x and y.
    fn square() -> (Pen, impl Fn(f64, f64) -> Position) {
        let bounds = Bounds { west: 0.0, south: 0.0, east: 1.0, north: 1.0 };
        let frame = Frame::fit(bounds, 100, [100, 100], 0.0);
        let at = move |x: f64, y: f64| {
            let (lon, lat) = frame.degrees(x, y);
            Position::new(lon, lat, None).unwrap()
        };
        (Pen::new(frame, 0.3), at)
    }

    #[test]
    fn a_trail_is_one_path_without_points_too_close_to_be_seen() {
        let (pen, at) = square();
        let step = |i: u32| at(10.0 + f64::from(i) / 50.0, 20.0);
        let long: Vec<Position> = (0..=1000).map(step).collect();
        let on = vec![at(30.2, 20.0), at(30.0, 60.0)];
        let unseen = vec![at(80.0, 80.0), at(80.1, 80.1)];
        let there_and_back = vec![at(50.0, 60.0), at(60.0, 50.0), at(50.0, 60.0)];
        let path = pen.trail(&[long, on, unseen.clone(), Vec::new(), there_and_back]);
        assert_eq!(path, "M10 20l20.2 0-0.2 40m20 0l10-10-10 10");
        assert_eq!(pen.trail(&[unseen.clone(), unseen]), "M80 80l0.1 0.1", "one of them");
        assert_eq!(pen.trail(&[]), "");
    }

    #[test]
    fn a_scale_bar_is_round() {
        assert_eq!([1234.0, 499.0, 20.0, 0.7].map(round_below), [1000.0, 200.0, 20.0, 0.5]);
    }
}
