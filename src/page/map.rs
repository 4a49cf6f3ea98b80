//! What a map shows, as data for the script and as a still drawing.

use super::drawing::{self, Projection, path, polyline, tenth};
use super::view::{MapView, StillPointView};
use crate::model::{Bounds, Position};
use serde_json::{Value, json};

const WIDTH: f64 = 800.0;

/// Lines and points to show together.
#[derive(Default)]
pub struct Shown<'a> {
    pub lines: Vec<ShownLine<'a>>,
    pub points: Vec<ShownPoint>,
    /// Outlines of areas to keep away from.
    pub areas: Vec<&'a [Vec<Position>]>,
    /// Where the script finds the data, when it is not in the page.
    pub data_url: String,
}

pub struct ShownLine<'a> {
    pub segments: &'a [Vec<Position>],
    pub name: String,
    /// Empty for the trail of the page itself.
    pub url: String,
}

pub struct ShownPoint {
    pub position: Position,
    pub kind: &'static str,
    pub name: String,
    pub url: String,
}

/// `None` when there is nothing to show.
pub fn view(shown: &Shown) -> Option<MapView> {
    let bounds = bounds(shown)?;
    let height = drawing::height_for(bounds, WIDTH, 360.0, 640.0);
    let projection = Projection::fit(bounds, WIDTH, height, 32.0);
    let lines = shown.lines.iter().flat_map(|line| line.segments);
    let points = shown.points.iter().map(|point| {
        let (x, y) = projection.project(point.position);
        let (x, y) = (tenth(x), tenth(y));
        StillPointView { x, y, kind: point.kind.to_owned(), name: point.name.clone() }
    });
    let scale_metres = drawing::round_below(WIDTH / 4.0 / projection.per_metre());
    Some(MapView {
        data: if shown.data_url.is_empty() { script_safe(&data(shown)) } else { String::new() },
        data_url: shown.data_url.clone(),
        width: WIDTH as u32,
        height: height as u32,
        lines: lines.map(|line| path(line.iter().map(|p| projection.project(*p)))).collect(),
        points: points.collect(),
        areas: shown
            .areas
            .iter()
            .map(|area| {
                area.iter().map(|ring| path(ring.iter().map(|p| projection.project(*p)))).collect()
            })
            .collect(),
        scale_metres,
        scale_width: tenth(scale_metres * projection.per_metre()),
    })
}

/// The JSON that the script reads.
pub fn data(shown: &Shown) -> Value {
    let fine = |degrees: f64| (degrees * 1e5).round() / 1e5;
    let lines = shown.lines.iter().flat_map(|line| {
        line.segments
            .iter()
            .map(|segment| json!({"line": polyline(segment), "name": line.name, "url": line.url}))
    });
    let points = shown.points.iter().map(|point| {
        json!({
            "lon": fine(point.position.lon()),
            "lat": fine(point.position.lat()),
            "kind": point.kind,
            "name": point.name,
            "url": point.url,
        })
    });
    let areas =
        shown.areas.iter().map(|area| area.iter().map(|ring| polyline(ring)).collect::<Vec<_>>());
    let bounds = bounds(shown).map(|b| [b.west, b.south, b.east, b.north].map(fine));
    let mut data = json!({
        "bounds": bounds,
        "lines": lines.collect::<Vec<_>>(),
        "points": points.collect::<Vec<_>>(),
    });
    if !shown.areas.is_empty() {
        data["areas"] = areas.collect::<Vec<_>>().into();
    }
    data
}

fn bounds(shown: &Shown) -> Option<Bounds> {
    let lines = shown.lines.iter().flat_map(|line| line.segments).flatten().copied();
    Bounds::around(lines.chain(shown.points.iter().map(|point| point.position)))
}

/// JSON that cannot close the `<script>` it stands in.
fn script_safe(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}
