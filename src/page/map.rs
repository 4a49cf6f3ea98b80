//! What a map shows, as data for the script and as a still drawing.

use super::drawing::{self, Projection, path, polyline, tenth};
use super::view::{MapView, StillPointView};
use crate::model::{Bounds, Position};
use serde_json::{Value, json};

const WIDTH: f64 = 800.0;
/// POIs in a still drawing, at most: more of them hide the trail.
const CROWD: usize = 40;
/// Degrees that a map shows at least, some 450 metres: a point alone has no extent.
const LEAST: f64 = 0.004;

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
    /// What is shown of a trail that nobody drew: where it starts.
    pub start: Option<Position>,
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
    let is_crowded = shown.points.iter().filter(|point| point.kind == "poi").count() > CROWD;
    let drawn = shown.points.iter().filter(|point| !is_crowded || point.kind != "poi");
    let points = drawn.filter_map(|point| {
        let (x, y) = projection.project(point.position);
        let (x, y) = (tenth(x), tenth(y));
        let inside = (0.0..=WIDTH).contains(&x) && (0.0..=height).contains(&y);
        let view = StillPointView { x, y, kind: point.kind.to_owned(), name: point.name.clone() };
        inside.then_some(view)
    });
    let scale_metres = drawing::round_below(WIDTH / 4.0 / projection.per_metre());
    Some(MapView {
        data: if shown.data_url.is_empty() { script_safe(&data(shown)) } else { String::new() },
        data_url: shown.data_url.clone(),
        width: WIDTH as u32,
        height: height as u32,
        lines: shown.lines.iter().filter_map(|line| trail(line, &projection)).collect(),
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

/// The path of a trail: of its line, or a ring where it starts.
fn trail(line: &ShownLine, projection: &Projection) -> Option<String> {
    const RADIUS: f64 = 5.0;
    if line.segments.is_empty() {
        let (x, y) = projection.project(line.start?);
        let (x, y) = (tenth(x - RADIUS), tenth(y));
        let half = |across: f64| format!("a{RADIUS} {RADIUS} 0 0 1 {across} 0");
        return Some(format!("M{x} {y}{}{}Z", half(2.0 * RADIUS), half(-2.0 * RADIUS)));
    }
    let segments = line.segments.iter();
    Some(segments.map(|segment| path(segment.iter().map(|p| projection.project(*p)))).collect())
}

/// The JSON that the script reads.
pub fn data(shown: &Shown) -> Value {
    let fine = |degrees: f64| (degrees * 1e5).round() / 1e5;
    let lines = shown.lines.iter().flat_map(|line| {
        line.segments
            .iter()
            .map(|segment| json!({"line": polyline(segment), "name": line.name, "url": line.url}))
    });
    let point = |position: Position, kind: &str, name: &str, url: &str| {
        let (lon, lat) = (fine(position.lon()), fine(position.lat()));
        json!({"lon": lon, "lat": lat, "kind": kind, "name": name, "url": url})
    };
    let undrawn = shown.lines.iter().filter(|line| line.segments.is_empty());
    let starts = undrawn.filter_map(|line| Some(point(line.start?, "trek", &line.name, &line.url)));
    let points = shown.points.iter().map(|p| point(p.position, p.kind, &p.name, &p.url));
    let areas =
        shown.areas.iter().map(|area| area.iter().map(|ring| polyline(ring)).collect::<Vec<_>>());
    let bounds = bounds(shown).map(|b| [b.west, b.south, b.east, b.north].map(fine));
    let mut data = json!({
        "bounds": bounds,
        "lines": lines.collect::<Vec<_>>(),
        "points": starts.chain(points).collect::<Vec<_>>(),
    });
    if !shown.areas.is_empty() {
        data["areas"] = areas.collect::<Vec<_>>().into();
    }
    data
}

/// Around what the page is about: a service two kilometres away would make a short trail tiny.
fn bounds(shown: &Shown) -> Option<Bounds> {
    let lines = shown.lines.iter().flat_map(|line| line.segments).flatten().copied();
    let undrawn = shown.lines.iter().filter(|line| line.segments.is_empty());
    let lines = lines.chain(undrawn.filter_map(|line| line.start));
    let is_beside =
        |point: &&ShownPoint| ["content", "event"].contains(&point.kind) && !point.url.is_empty();
    let points = shown.points.iter().filter(|point| shown.lines.is_empty() || !is_beside(point));
    let around = Bounds::around(lines.chain(points.map(|point| point.position)))?;
    let widened = |low: f64, high: f64| {
        let missing = (LEAST - (high - low)).max(0.0) / 2.0;
        (low - missing, high + missing)
    };
    let (south, north) = widened(around.south, around.north);
    let (west, east) = widened(around.west, around.east);
    Some(Bounds { west, south, east, north })
}

/// JSON that cannot close the `<script>` it stands in.
fn script_safe(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}
