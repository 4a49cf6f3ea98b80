//! Lines as SVG paths, and as polylines for scripts.

use crate::export::decimal;
use crate::model::{Bounds, Position};

/// A map drawn flat: from degrees to a box, north up, the same scale both ways.
#[derive(Debug, Clone, Copy)]
pub struct Projection {
    bounds: Bounds,
    /// Drawing units per degree of latitude, and the same shortened for longitude.
    scale: (f64, f64),
    offset: (f64, f64),
}

impl Projection {
    /// Fits the bounds into `width` × `height`, `margin` away from the edges.
    pub fn fit(bounds: Bounds, width: f64, height: f64, margin: f64) -> Projection {
        let shorten = ((bounds.south + bounds.north) / 2.0).to_radians().cos().max(0.01);
        let (across, up) = (
            ((bounds.east - bounds.west) * shorten).max(1e-6),
            (bounds.north - bounds.south).max(1e-6),
        );
        let scale = ((width - 2.0 * margin) / across).min((height - 2.0 * margin) / up);
        let offset = ((width - across * scale) / 2.0, (height - up * scale) / 2.0);
        Projection { bounds, scale: (scale * shorten, scale), offset }
    }

    pub fn project(&self, position: Position) -> (f64, f64) {
        (
            self.offset.0 + (position.lon() - self.bounds.west) * self.scale.0,
            self.offset.1 + (self.bounds.north - position.lat()) * self.scale.1,
        )
    }

    /// Drawing units per metre.
    pub fn per_metre(&self) -> f64 {
        self.scale.1 / 111_195.0
    }
}

/// The drawing's height for a width, between two bounds, so that the box fits what it shows.
pub fn height_for(bounds: Bounds, width: f64, lowest: f64, highest: f64) -> f64 {
    let shorten = ((bounds.south + bounds.north) / 2.0).to_radians().cos();
    let across = ((bounds.east - bounds.west) * shorten).max(1e-9);
    (width * (bounds.north - bounds.south) / across).clamp(lowest, highest).round()
}

/// An SVG path through the points, rounded to a tenth of a unit.
pub fn path(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut path = Vec::new();
    let mut before = None;
    for (x, y) in points {
        let here = [x, y].map(|value| (value * 10.0).round() as i32);
        if before == Some(here) {
            continue;
        }
        path.push(if before.is_none() { b'M' } else { b'L' });
        decimal::push(&mut path, here[0], 1);
        path.push(b' ');
        decimal::push(&mut path, here[1], 1);
        before = Some(here);
    }
    String::from_utf8(path).expect("letters and numbers are UTF-8")
}

/// To one decimal, and never `-0`.
pub fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}

/// Google's encoded polyline algorithm, in steps of 1e-5 degree, latitude first.
pub fn polyline(positions: &[Position]) -> String {
    let mut encoded = String::new();
    let (mut lat, mut lon) = (0, 0);
    for position in positions {
        let (x, y) = position.fixed();
        let here = (rounded(y), rounded(x));
        push_delta(&mut encoded, here.0 - lat);
        push_delta(&mut encoded, here.1 - lon);
        (lat, lon) = here;
    }
    encoded
}

/// From 1e-7 to 1e-5 degree.
fn rounded(fixed: i32) -> i32 {
    (f64::from(fixed) / 100.0).round() as i32
}

fn push_delta(encoded: &mut String, delta: i32) {
    let mut rest = (delta << 1) as u32;
    if delta < 0 {
        rest = !rest;
    }
    while rest >= 0x20 {
        encoded.push(char::from((0x20 | (rest & 0x1f)) as u8 + 63));
        rest >>= 5;
    }
    encoded.push(char::from(rest as u8 + 63));
}

/// The largest of 1, 2, 5, 10, 20, 50… that is not more.
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

    #[test]
    fn a_polyline_is_the_one_of_its_specification() {
        // The example of developers.google.com/maps/documentation/utilities/polylinealgorithm.
        let at = |lat, lon| Position::new(lon, lat, None).unwrap();
        let line = [at(38.5, -120.2), at(40.7, -120.95), at(43.252, -126.453)];
        assert_eq!(polyline(&line), "_p~iF~ps|U_ulLnnqC_mqNvxq`@");
    }

    #[test]
    fn a_scale_bar_is_round() {
        assert_eq!([1234.0, 499.0, 20.0, 0.7].map(round_below), [1000.0, 200.0, 20.0, 0.5]);
    }
}
