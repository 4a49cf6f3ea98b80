//! The area of a drawing, in Web Mercator (EPSG:3857).

use crate::model::{Bounds, Position};
use serde::Serialize;

/// Radius in metres of the sphere of Web Mercator.
const RADIUS: f64 = 6_378_137.0;
/// Latitude in degrees at which Web Mercator ends.
const LAST_LATITUDE: f64 = 85.051_128_78;

/// The area of a drawing and its size in drawing units. North is up, and the scale is the same in both
/// directions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Frame {
    /// Left side, in metres of Web Mercator.
    west: f64,
    /// Upper side, in metres of Web Mercator.
    north: f64,
    /// Metres of Web Mercator in a drawing unit.
    unit: f64,
    /// Width in drawing units.
    pub width: u32,
    /// Height in drawing units.
    pub height: u32,
}

impl Frame {
    /// Makes the frame of the given width that fits the bounds, with at least `margin` units on each
    /// side. Its height is between the two `heights`.
    pub fn fit(bounds: Bounds, width: u32, heights: [u32; 2], margin: f64) -> Frame {
        let [west, south] = mercator(bounds.west, bounds.south);
        let [east, north] = mercator(bounds.east, bounds.north);
        let (across, up) = ((east - west).max(1.0), (north - south).max(1.0));
        let free = |size: u32| (f64::from(size) - 2.0 * margin).max(1.0);
        let wanted = up / across * free(width) + 2.0 * margin;
        let height = wanted.clamp(f64::from(heights[0]), f64::from(heights[1])).round() as u32;
        let unit = (across / free(width)).max(up / free(height));
        let middle = [(west + east) / 2.0, (south + north) / 2.0];
        // Rounded to a centimetre, so that the last bit of a computation changes nothing.
        let rounded = |metres: f64| (metres * 100.0).round() / 100.0;
        Frame {
            west: rounded(middle[0] - unit * f64::from(width) / 2.0),
            north: rounded(middle[1] + unit * f64::from(height) / 2.0),
            unit: (unit * 1e6).round() / 1e6,
            width,
            height,
        }
    }

    /// Place (x, y) of a position in drawing units, from the upper left corner.
    pub fn project(&self, position: Position) -> (f64, f64) {
        let [x, y] = mercator(position.lon(), position.lat());
        ((x - self.west) / self.unit, (self.north - y) / self.unit)
    }

    /// Places of the positions of a line in drawing units.
    pub fn points(&self, line: &[Position]) -> Vec<[f64; 2]> {
        line.iter().map(|position| self.project(*position).into()).collect()
    }

    /// Parts of a line that may be seen in the drawing, or less than `beyond` units outside. Points are
    /// in drawing units.
    pub fn parts_inside<'p>(&self, points: &'p [[f64; 2]], beyond: f64) -> Vec<&'p [[f64; 2]]> {
        let (right, bottom) = (f64::from(self.width) + beyond, f64::from(self.height) + beyond);
        // A stretch is left out when both of its ends are beyond the same side.
        let is_seen = |pair: &[[f64; 2]]| {
            let [a, b] = [pair[0], pair[1]];
            a[0].max(b[0]) >= -beyond
                && a[0].min(b[0]) <= right
                && a[1].max(b[1]) >= -beyond
                && a[1].min(b[1]) <= bottom
        };
        let mut parts = Vec::new();
        let mut start = None;
        for (at, pair) in points.windows(2).enumerate() {
            match (is_seen(pair), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    parts.push(&points[from..=at]);
                    start = None;
                }
                _ => {}
            }
        }
        parts.extend(start.map(|from| &points[from..]));
        parts
    }

    /// Longitude and latitude in degrees of a place in drawing units.
    pub fn degrees(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = (self.west + x * self.unit, self.north - y * self.unit);
        let lat = (y / RADIUS).sinh().atan();
        ((x / RADIUS).to_degrees(), lat.to_degrees())
    }

    /// Bounding box in degrees of the frame with `pad` more units on each side.
    pub fn bounds(&self, pad: f64) -> Bounds {
        let (west, north) = self.degrees(-pad, -pad);
        let (east, south) = self.degrees(f64::from(self.width) + pad, f64::from(self.height) + pad);
        Bounds { west, south, east, north }
    }

    /// Metres on the ground in a drawing unit, in the middle of the frame.
    pub fn metres(&self) -> f64 {
        let (_, lat) = self.degrees(f64::from(self.width) / 2.0, f64::from(self.height) / 2.0);
        self.unit * lat.to_radians().cos()
    }
}

/// Coordinates of Web Mercator in metres.
fn mercator(lon: f64, lat: f64) -> [f64; 2] {
    let lat = lat.clamp(-LAST_LATITUDE, LAST_LATITUDE).to_radians();
    [RADIUS * lon.to_radians(), RADIUS * lat.tan().asinh()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> Position {
        Position::new(lon, lat, None).unwrap()
    }

    #[test]
    fn web_mercator_is_that_of_its_registry() {
        // The example of EPSG:3857 in the guidance note 7-2 of the IOGP, 24°22'54.433"N 100°20'W.
        let [x, y] = mercator(-(100.0 + 20.0 / 60.0), 24.0 + 22.0 / 60.0 + 54.433 / 3600.0);
        assert!((x + 11_169_055.58).abs() < 0.01 && (y - 2_800_000.0).abs() < 0.01, "{x} {y}");
    }

    #[test]
    fn bounds_fit_with_a_margin_and_places_come_back() {
        for (bounds, heights) in [
            (Bounds { west: 6.5, south: 45.0, east: 6.6, north: 45.02 }, [360, 640]),
            (Bounds { west: 6.5, south: 45.0, east: 6.51, north: 45.2 }, [360, 640]),
            (Bounds { west: 6.5, south: -45.0, east: 6.5, north: -45.0 }, [360, 640]),
        ] {
            let frame = Frame::fit(bounds, 800, heights, 32.0);
            assert!((360..=640).contains(&frame.height));
            for (lon, lat) in [(bounds.west, bounds.north), (bounds.east, bounds.south)] {
                let (x, y) = frame.project(at(lon, lat));
                assert!((31.9..=768.1).contains(&x), "{x}");
                assert!((31.9..=f64::from(frame.height) - 31.9).contains(&y), "{y}");
                let (again_lon, again_lat) = frame.degrees(x, y);
                assert!((again_lon - lon).abs() < 1e-9 && (again_lat - lat).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn a_line_is_cut_where_it_leaves_the_drawing() {
        let bounds = Bounds { west: 6.0, south: 45.0, east: 6.1, north: 45.1 };
        let frame = Frame::fit(bounds, 100, [100, 100], 0.0);
        let line = [[10.0, 50.0], [120.0, 50.0], [150.0, 50.0], [150.0, 90.0], [50.0, 90.0]];
        assert_eq!(frame.parts_inside(&line, 5.0), [&line[..2], &line[3..]]);
        assert_eq!(frame.parts_inside(&line[1..4], 5.0), [] as [&[[f64; 2]]; 0]);
        // Both ends are outside, but not beyond the same side.
        let across = [[-50.0, 50.0], [150.0, 50.0]];
        assert_eq!(frame.parts_inside(&across, 5.0), [&across]);
    }

    #[test]
    fn a_unit_is_shorter_on_the_ground_than_in_the_projection() {
        let bounds = Bounds { west: 6.0, south: 60.0, east: 6.1, north: 60.0 };
        let frame = Frame::fit(bounds, 800, [360, 640], 0.0);
        // A degree of longitude at 60° is half as long as at the equator.
        let width = 800.0 * frame.metres();
        assert!((width - 0.1 * 111_319.5 / 2.0).abs() < 1.0, "{width}");
    }
}
