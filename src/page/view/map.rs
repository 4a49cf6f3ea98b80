//! What a map shows, as data for the script and as a still drawing.

use crate::model::{Bounds, Lang, Position, *};
use crate::page::site::{Site, address};
use crate::page::view::drawing::{self, Pen, Projection, polyline, tenth};
use crate::page::view::text;
use serde::Serialize;
use serde_json::{Value, json};

const WIDTH: f64 = 800.0;
/// Units of a drawing that nobody sees: it is shown no wider than a screen.
const UNSEEN: f64 = 0.3;
/// What lies along a trail in a still drawing: how far apart at least, in its units, and how many
/// at most. More of it would hide the trail.
const APART: f64 = 16.0;
const DOTS: usize = 60;
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

impl ShownPoint {
    /// True for what lies along a trail, and has no mark of its own: a place that the page is about
    /// has no address.
    fn is_along(&self) -> bool {
        let has_page = || !self.url.is_empty();
        match self.kind {
            "facility" | "signpost" => true,
            "poi" | "content" | "event" | "desk" => has_page(),
            _ => false,
        }
    }
}

/// `None` when there is nothing to show.
pub fn view(shown: &Shown) -> Option<MapView> {
    let bounds = bounds(shown)?;
    let height = drawing::height_for(bounds, WIDTH, 360.0, 640.0);
    let projection = Projection::fit(bounds, WIDTH, height, 32.0);
    let pen = Pen::new(projection, UNSEEN);
    let place = |point: &ShownPoint| {
        let (x, y) = projection.project(point.position);
        let inside = (0.0..=WIDTH).contains(&x) && (0.0..=height).contains(&y);
        inside.then_some([x, y])
    };
    let (dots, marks): (Vec<&ShownPoint>, Vec<&ShownPoint>) =
        shown.points.iter().partition(|point| point.is_along());
    let mark = |point: &ShownPoint| {
        let [x, y] = place(point)?.map(tenth);
        Some(StillPointView { x, y, kind: point.kind.to_owned(), name: point.name.clone() })
    };
    let scale_metres = drawing::round_below(WIDTH / 4.0 / projection.per_metre());
    Some(MapView {
        data: if shown.data_url.is_empty() { script_safe(&data(shown)) } else { String::new() },
        data_url: shown.data_url.clone(),
        width: WIDTH as u32,
        height: height as u32,
        lines: shown.lines.iter().filter_map(|line| trail(line, &pen, &projection)).collect(),
        points: marks.into_iter().filter_map(mark).collect(),
        dots: self::dots(dots.into_iter().filter_map(place)),
        areas: shown.areas.iter().map(|area| pen.trail(area)).collect(),
        scale_metres,
        scale_width: tenth(scale_metres * projection.per_metre()),
    })
}

/// The path of a trail: of its line, or a ring where it starts.
fn trail(line: &ShownLine, pen: &Pen, projection: &Projection) -> Option<String> {
    const RADIUS: f64 = 5.0;
    if line.segments.is_empty() {
        let (x, y) = projection.project(line.start?);
        let (x, y) = (tenth(x - RADIUS), tenth(y));
        let half = |across: f64| format!("a{RADIUS} {RADIUS} 0 0 1 {across} 0");
        return Some(format!("M{x} {y}{}{}Z", half(2.0 * RADIUS), half(-2.0 * RADIUS)));
    }
    Some(pen.trail(line.segments))
}

/// One path of dots, without those that others hide.
fn dots(places: impl Iterator<Item = [f64; 2]>) -> String {
    let mut path = drawing::Path::default();
    let mut drawn: Vec<[f64; 2]> = Vec::new();
    for place in places {
        let is_hidden = |[x, y]: &[f64; 2]| (x - place[0]).hypot(y - place[1]) < APART;
        if drawn.len() < DOTS && !drawn.iter().any(is_hidden) {
            path.line(&[place]);
            drawn.push(place);
        }
    }
    path.text()
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

/// What the map shows, and a still drawing of it for those who do not open it.
#[derive(Debug, Clone, Serialize)]
pub struct MapView {
    /// Address of the JSON that the script loads, or empty when `data` holds it all.
    pub data_url: String,
    /// JSON for the script: `{"bounds": [w, s, e, n], "lines": [{"line": encoded polyline
    /// (1e-5 degrees), "name", "url"}], "points": [{"lon", "lat", "name", "url", "kind"}]}`;
    /// `kind` is one of `trek` (one that nobody drew), `departure`, `arrival`, `parking`, `reference`, `poi`, `content`, `event`,
    /// `desk`, `facility`, `signpost`.
    pub data: String,
    /// The still drawing: SVG paths in a box of `width` × `height`.
    pub width: u32,
    pub height: u32,
    /// One path for each trail; a ring where one starts that nobody drew.
    pub lines: Vec<String>,
    /// Marks: `departure`, `arrival`, `parking`, `reference`, and the place that the page is about.
    pub points: Vec<StillPointView>,
    /// SVG path of dots: what lies along the trail, as far as it can be told apart; or empty.
    pub dots: String,
    /// SVG paths of areas to keep away from.
    pub areas: Vec<String>,
    /// Length in metres and in drawing units of a round scale bar.
    pub scale_metres: f64,
    pub scale_width: f64,
}

#[derive(Debug, Clone, Serialize)]
pub struct StillPointView {
    pub x: f64,
    pub y: f64,
    /// As in `data`.
    pub kind: String,
    pub name: String,
}

/// A place with the trails that pass by; `None` when nobody says where it is.
pub fn place_map(
    site: &Site,
    lang: &Lang,
    kind: &'static str,
    name: String,
    position: Option<Position>,
    treks: &[usize],
) -> Option<MapView> {
    const LINES: usize = 12;
    let position = position?;
    let exists = |index: &usize| site.trek(*index).name.get(lang).is_some();
    let near: Vec<usize> = treks.iter().take(LINES).copied().filter(exists).collect();
    let mut shown = Shown { lines: lines(site, lang, &near), ..Shown::default() };
    shown.points.push(ShownPoint { position, kind, name, url: String::new() });
    view(&shown)
}

/// A map of places that have pages; `None` when there are none.
pub fn points(points: Vec<ShownPoint>) -> Option<MapView> {
    view(&Shown { points, ..Shown::default() })
}

/// A shape, with others that lead to their pages.
pub fn shape_map<'a>(
    shape: &Shape,
    name: String,
    others: impl Iterator<Item = (&'a Shape, String, String)>,
) -> Option<MapView> {
    let mut shown = Shown::default();
    add(&mut shown, shape, &name, "");
    let others: Vec<_> = others.collect();
    for (shape, name, url) in &others {
        add(&mut shown, shape, name, url);
    }
    view(&shown)
}

pub fn add<'a>(shown: &mut Shown<'a>, shape: &'a Shape, name: &str, url: &str) {
    let (name, url) = (name.to_owned(), url.to_owned());
    for position in &shape.points {
        let (position, name, url) = (*position, name.clone(), url.clone());
        shown.points.push(ShownPoint { position, kind: "content", name, url });
    }
    if !shape.lines.is_empty() {
        shown.lines.push(ShownLine { segments: &shape.lines, start: None, name, url });
    }
}

/// Trails in a still drawing: more could not be told apart.
pub const DRAWN: usize = 200;

/// The map of these treks: drawn while they are few enough to be told apart.
pub fn map(site: &Site, lang: &Lang, treks: &[usize], data_url: String) -> Option<MapView> {
    let drawn = &treks[..treks.len().min(DRAWN)];
    view(&Shown { lines: lines(site, lang, drawn), data_url, ..Shown::default() })
}

/// The trails of these treks, each with its name and its page.
pub fn lines<'s>(site: &'s Site, lang: &Lang, treks: &[usize]) -> Vec<ShownLine<'s>> {
    let line = |index: &usize| ShownLine {
        segments: &site.atlas.figures[*index].overview,
        start: site.trek(*index).start(),
        name: text::plain(&site.trek(*index).name, lang),
        url: address::url(site, lang, site.trek(*index)),
    };
    treks.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_do_not_hide_each_other_and_are_not_many() {
        let row = |step: f64| (0..1000).map(move |i| [f64::from(i) * step, 5.0]);
        assert_eq!(dots(row(8.0).take(4)), "M0 5h0m16 0h0");
        assert_eq!(dots(row(16.0)).matches("h0").count(), DOTS);
        assert_eq!(dots(row(1.0).take(0)), "");
    }
}
