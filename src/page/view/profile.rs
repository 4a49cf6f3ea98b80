//! The drawing of an elevation profile.

use crate::derive::effort::{Effort, Slope};
use crate::derive::profile::{Profile, Sample};
use crate::derive::simplify;
use crate::export::decimal;
use crate::page::view::drawing::{Path, tenth};
use crate::page::view::place::PlaceView;
use serde::Serialize;

const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 200.0;
/// Units of the drawing that nobody sees.
const UNSEEN: f64 = 0.3;
/// A walk along a lake must not look like a climb: the least height that the drawing spans.
const LEAST_SPAN: f64 = 200.0;

/// The profile in its box, with POIs that lie along the trail.
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
    line.line(&simplify::plane(&points.collect::<Vec<_>>(), UNSEEN));
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

/// `[[metres from the start, elevation, longitude, latitude], …]`, as JSON.
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

fn span(samples: &[Sample]) -> (f64, f64) {
    let elevations = || samples.iter().map(|sample| sample.elevation);
    let low = elevations().fold(f64::INFINITY, f64::min);
    let high = elevations().fold(f64::NEG_INFINITY, f64::max);
    let missing = (LEAST_SPAN - (high - low)).max(0.0) / 2.0;
    let air = (high - low) * 0.08;
    (low - missing - air, high + missing + air)
}

fn elevation_at(samples: &[Sample], distance: f64) -> f64 {
    let after = samples.partition_point(|s| s.distance < distance).clamp(1, samples.len() - 1);
    let (from, to) = (samples[after - 1], samples[after]);
    let part = (distance - from.distance) / (to.distance - from.distance).max(1e-9);
    from.elevation + part.clamp(0.0, 1.0) * (to.elevation - from.elevation)
}

/// Round values between two, about `count` of them.
fn ticks(from: f64, to: f64, count: f64) -> impl Iterator<Item = f64> {
    let rough = (to - from) / count;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|s| s * power).find(|s| *s >= rough);
    let step = step.unwrap_or(power * 10.0);
    let first = (from / step).ceil() as i64;
    (first..).map(move |i| i as f64 * step).take_while(move |value| *value <= to)
}

/// The elevation profile, drawn: coordinates in a box of `width` × `height`.
#[derive(Debug, Clone, Serialize)]
pub struct ProfileView {
    pub width: u32,
    pub height: u32,
    /// SVG path of the line.
    pub line: String,
    /// SVG path of the surface below it.
    pub area: String,
    /// Marks of distance along the bottom.
    pub x_ticks: Vec<TickView>,
    /// Marks of elevation, the lowest first.
    pub y_ticks: Vec<TickView>,
    /// POIs above the line.
    pub marks: Vec<MarkView>,
    /// Runs of one class of slope, from left to right.
    pub slopes: Vec<SlopeView>,
    /// For the script that links it with the map: `[[metres, elevation, lon, lat], …]` as JSON.
    pub samples: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct TickView {
    /// Where, in the drawing.
    pub at: f64,
    /// Metres.
    pub value: f64,
}

/// A run of one class of slope.
#[derive(Debug, Clone, Serialize)]
pub struct SlopeView {
    pub x: f64,
    pub width: f64,
    /// 0 (less than 5 %) to 4 (25 % and more).
    pub class: usize,
}

#[derive(Debug, Clone, Serialize)]
pub struct MarkView {
    pub x: f64,
    pub y: f64,
    pub name: String,
    pub url: String,
}
