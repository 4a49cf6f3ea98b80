//! The drawing of an elevation profile.

use crate::derive::effort::{Effort, Slope};
use crate::derive::profile::{Profile, Sample};
use crate::derive::simplify;
use crate::export::decimal;
use crate::page::view::drawing::{Path, tenth};
use crate::page::view::place::PlaceView;
use serde::Serialize;

/// Size of the drawing.
const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 200.0;
/// Tolerance of simplification in drawing units, too small to be seen.
const TOLERANCE: f64 = 0.3;
/// Smallest range of elevations of a drawing, in metres: a walk along a lake must not look like a
/// climb.
const MIN_SPAN: f64 = 200.0;

/// Draws a profile, with the POIs along the trail. Returns `None` for a trail without length.
pub fn view(profile: &Profile, effort: Option<&Effort>, pois: &[PlaceView]) -> Option<ProfileView> {
    let length = profile.samples.last()?.distance;
    if length <= 0.0 {
        return None;
    }
    let (bottom, top) = span(&profile.samples);
    let x = |distance: f64| distance / length * WIDTH;
    let y = |elevation: f64| (top - elevation) / (top - bottom) * HEIGHT;
    let points = profile.samples.iter().map(|s| [x(s.distance), y(s.elevation)]);
    let mut line = Path::default();
    line.line(&simplify::plane(&points.collect::<Vec<_>>(), TOLERANCE));
    let line = line.text();
    let area = format!("{line}V{HEIGHT}H0Z");
    let slope = |slope: &Slope| {
        let (from, to) = (tenth(x(slope.from)), tenth(x(slope.to)));
        SlopeView { x: from, width: tenth(to - from), class: slope.class }
    };
    let slopes = effort.iter().flat_map(|effort| &effort.slopes).map(slope);
    let marks = pois.iter().filter_map(|poi| {
        let distance = poi.distance?;
        let elevation = elevation_at(&profile.samples, distance);
        let (name, url) = (poi.name.clone(), poi.url.clone());
        Some(MarkView { x: tenth(x(distance)), y: tenth(y(elevation)), name, url })
    });
    Some(ProfileView {
        width: WIDTH as u32,
        height: HEIGHT as u32,
        line,
        area,
        x_ticks: ticks(0.0, length, 6.0)
            .map(|value| TickView { at: tenth(x(value)), value })
            .collect(),
        y_ticks: ticks(bottom, top, 4.0)
            .map(|value| TickView { at: tenth(y(value)), value })
            .collect(),
        marks: marks.collect(),
        slopes: slopes.collect(),
        samples: samples(&profile.samples),
    })
}

/// Writes samples as JSON: `[[metres from the start, elevation, longitude, latitude], …]`.
fn samples(samples: &[Sample]) -> String {
    let mut json = Vec::from(*b"[");
    for sample in samples {
        if json.len() > 1 {
            json.push(b',');
        }
        let (lon, lat) = (sample.position.lon(), sample.position.lat());
        let mut separator = b'[';
        for (value, decimals) in [(sample.distance, 0), (sample.elevation, 0), (lon, 5), (lat, 5)] {
            json.push(separator);
            let fixed = value * 10f64.powi(decimals);
            decimal::push(&mut json, fixed.round() as i32, decimals as usize);
            separator = b',';
        }
        json.push(b']');
    }
    json.push(b']');
    String::from_utf8(json).expect("brackets and numbers are UTF-8")
}

/// Range of elevations of the drawing, in metres, with margins.
fn span(samples: &[Sample]) -> (f64, f64) {
    let elevations = || samples.iter().map(|sample| sample.elevation);
    let low = elevations().fold(f64::INFINITY, f64::min);
    let high = elevations().fold(f64::NEG_INFINITY, f64::max);
    let missing = (MIN_SPAN - (high - low)).max(0.0) / 2.0;
    let margin = (high - low) * 0.08;
    (low - missing - margin, high + missing + margin)
}

/// Elevation at a distance from the start, interpolated.
fn elevation_at(samples: &[Sample], distance: f64) -> f64 {
    let after = samples.partition_point(|s| s.distance < distance).clamp(1, samples.len() - 1);
    let (from, to) = (samples[after - 1], samples[after]);
    let part = (distance - from.distance) / (to.distance - from.distance).max(1e-9);
    from.elevation + part.clamp(0.0, 1.0) * (to.elevation - from.elevation)
}

/// Returns about `count` round values between `from` and `to`.
fn ticks(from: f64, to: f64, count: f64) -> impl Iterator<Item = f64> {
    let rough = (to - from) / count;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|s| s * power).find(|s| *s >= rough);
    let step = step.unwrap_or(power * 10.0);
    let first = (from / step).ceil() as i64;
    (first..).map(move |i| i as f64 * step).take_while(move |value| *value <= to)
}

/// Drawing of an elevation profile: coordinates in a box of `width` × `height`.
#[derive(Debug, Clone, Serialize)]
pub struct ProfileView {
    pub width: u32,
    pub height: u32,
    /// SVG path of the line.
    pub line: String,
    /// SVG path of the area below the line.
    pub area: String,
    /// Ticks of the axis of distance.
    pub x_ticks: Vec<TickView>,
    /// Ticks of the axis of elevation, the lowest first.
    pub y_ticks: Vec<TickView>,
    /// POIs on the line.
    pub marks: Vec<MarkView>,
    /// Sections of one class of slope, from left to right.
    pub slopes: Vec<SlopeView>,
    /// Samples for the script that links profile and map, as JSON:
    /// `[[metres from the start, elevation, lon, lat], …]`.
    pub samples: String,
}

/// A tick of an axis.
#[derive(Debug, Clone, Serialize)]
pub struct TickView {
    /// Coordinate in the drawing.
    pub at: f64,
    /// Value in metres.
    pub value: f64,
}

/// A section of one class of slope.
#[derive(Debug, Clone, Serialize)]
pub struct SlopeView {
    pub x: f64,
    pub width: f64,
    /// Class of slope, from 0 (less than 5 %) to 4 (25 % and more).
    pub class: usize,
}

/// A POI on the profile.
#[derive(Debug, Clone, Serialize)]
pub struct MarkView {
    pub x: f64,
    pub y: f64,
    pub name: String,
    pub url: String,
}
