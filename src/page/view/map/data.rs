//! The data of a map for its script.

use super::shown::{Shown, bounds};
use crate::map::Frame;
use crate::model::Position;
use crate::page::view::drawing::polyline;
use serde::Serialize;

/// Data for the script of a map, see [`MapView::data`](super::MapView::data).
#[derive(Serialize)]
struct Data<'a> {
    bounds: Option<[f64; 4]>,
    /// Area of the drawing on the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    frame: Option<[f64; 4]>,
    lines: Vec<LineData<'a>>,
    points: Vec<PointData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    areas: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct LineData<'a> {
    line: String,
    name: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct PointData<'a> {
    lon: f64,
    lat: f64,
    kind: &'a str,
    name: &'a str,
    url: &'a str,
}

/// JSON for the script of the map, see [`MapView::data`](super::MapView::data).
pub fn data(shown: &Shown, frame: Option<&Frame>) -> String {
    let fine = |degrees: f64| (degrees * 1e5).round() / 1e5;
    let lines = shown.lines.iter().flat_map(|line| {
        let (name, url) = (line.name.as_str(), line.url.as_str());
        line.segments.iter().map(move |segment| LineData { line: polyline(segment), name, url })
    });
    let undrawn = shown.lines.iter().filter(|line| line.segments.is_empty());
    let starts = undrawn
        .filter_map(|line| Some((line.start?, "trek", line.name.as_str(), line.url.as_str())));
    let points = shown.points.iter().map(|p| (p.position, p.kind, p.name.as_str(), p.url.as_str()));
    let point = |(position, kind, name, url): (Position, _, _, _)| {
        let (lon, lat) = (fine(position.lon()), fine(position.lat()));
        PointData { lon, lat, kind, name, url }
    };
    let areas =
        shown.areas.iter().map(|area| area.iter().map(|ring| polyline(ring)).collect::<Vec<_>>());
    let data = Data {
        bounds: bounds(shown).map(|b| [b.west, b.south, b.east, b.north].map(fine)),
        frame: frame.map(|frame| {
            let area = frame.bounds(0.0);
            [area.west, area.south, area.east, area.north].map(fine)
        }),
        lines: lines.collect(),
        points: starts.chain(points).map(point).collect(),
        areas: areas.collect(),
    };
    serde_json::to_string(&data).expect("texts and numbers can always be written as JSON")
}
