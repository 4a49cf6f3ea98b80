//! Maps: data for the script, and a static drawing.

mod arrows;
mod data;
pub mod sheet;
mod shown;

use crate::map::{Frame, Sheet};
use crate::model::{Lang, Position, *};
use crate::page::site::{Site, address};
use crate::page::view::drawing::{self, Pen, tenth};
use crate::page::view::text;
use serde::Serialize;
use sheet::{DRAWN, SheetView};

use std::sync::Arc;

pub use data::data;
pub use shown::{Shown, ShownLine, ShownPoint};

/// Tolerance of simplification in drawing units, too small to be seen on a screen.
const TOLERANCE: f64 = 0.3;
/// Smallest distance between the dots of a drawing, in drawing units.
const DOT_DISTANCE: f64 = 16.0;
/// Maximum number of dots in a drawing: more would hide the trail.
const MAX_DOTS: usize = 60;

/// View of a map on its sheet. Without a sheet it shows all its content; `None` when there is none.
fn on_sheet(site: &Site, shown: &Shown, sheet: Option<Arc<Sheet>>) -> Option<MapView> {
    let frame = match &sheet {
        Some(sheet) => sheet.frame,
        None => sheet::frame(shown::bounds(shown)?),
    };
    Some(drawn(site, shown, frame, sheet.as_deref()))
}

/// View of a map: its content in a frame, on its sheet if it has one.
fn drawn(site: &Site, shown: &Shown, frame: Frame, sheet: Option<&Sheet>) -> MapView {
    let pen = Pen::new(frame, TOLERANCE);
    let place = |point: &ShownPoint| {
        let (x, y) = frame.project(point.position);
        let (width, height) = (f64::from(frame.width), f64::from(frame.height));
        let inside = (0.0..=width).contains(&x) && (0.0..=height).contains(&y);
        inside.then_some([x, y])
    };
    let (dots, marks): (Vec<&ShownPoint>, Vec<&ShownPoint>) =
        shown.points.iter().partition(|point| point.is_along());
    let mark = |point: &ShownPoint| {
        let [x, y] = place(point)?.map(tenth);
        Some(StillPointView { x, y, kind: point.kind.to_owned(), name: point.name.clone() })
    };
    let scale_metres = drawing::round_below(f64::from(frame.width) / 4.0 * frame.metres());
    let data = || script_safe(&data(shown, Some(&frame)));
    MapView {
        data: if shown.data_url.is_empty() { data() } else { String::new() },
        data_url: shown.data_url.clone(),
        sheet: sheet.map(|sheet| sheet::view(site, sheet)),
        width: frame.width,
        height: frame.height,
        lines: shown.lines.iter().filter_map(|line| trail(line, &pen, &frame)).collect(),
        points: marks.into_iter().filter_map(mark).collect(),
        arrows: String::new(),
        dots: self::dots(dots.into_iter().filter_map(place)),
        areas: shown.areas.iter().map(|area| pen.trail(area)).collect(),
        scale_metres,
        scale_width: tenth(scale_metres / frame.metres()),
    }
}

/// SVG path of a trail: its line, or a ring around the start of a trek without a line.
fn trail(line: &ShownLine, pen: &Pen, frame: &Frame) -> Option<String> {
    const RADIUS: f64 = 5.0;
    if line.segments.is_empty() {
        let (x, y) = frame.project(line.start?);
        let (x, y) = (tenth(x - RADIUS), tenth(y));
        let half = |across: f64| format!("a{RADIUS} {RADIUS} 0 0 1 {across} 0");
        return Some(format!("M{x} {y}{}{}Z", half(2.0 * RADIUS), half(-2.0 * RADIUS)));
    }
    Some(pen.trail(line.segments))
}

/// SVG path of dots; leaves out dots that are too close to others.
fn dots(places: impl Iterator<Item = [f64; 2]>) -> String {
    let mut path = drawing::Path::default();
    let mut drawn: Vec<[f64; 2]> = Vec::new();
    for place in places {
        let is_close = |[x, y]: &[f64; 2]| (x - place[0]).hypot(y - place[1]) < DOT_DISTANCE;
        if drawn.len() < MAX_DOTS && !drawn.iter().any(is_close) {
            path.line(&[place]);
            drawn.push(place);
        }
    }
    path.text()
}

/// Writes JSON that cannot end the `<script>` element around it.
fn script_safe(data: &str) -> String {
    data.replace('<', "\\u003c")
}

/// A map: data for the script, and a static drawing that is shown until the visitor opens the map.
#[derive(Debug, Clone, Serialize)]
pub struct MapView {
    /// Address of the JSON that the script loads; empty when `data` contains it.
    pub data_url: String,
    /// JSON for the script: `{"bounds": [w, s, e, n], "frame": [w, s, e, n] of the drawing,
    /// "lines": [{"line": encoded polyline (1e-5 degrees), "name", "url"}], "points": [{"lon", "lat", "name", "url", "kind"}]}`, with
    /// `"areas": [[encoded polyline]]` if there are sensitive areas. `kind` is one of `trek` (start
    /// of a trek without a line), `departure`, `arrival`, `parking`, `reference`, `poi`, `content`,
    /// `event`, `desk`, `facility`, `signpost`.
    pub data: String,
    /// The drawn map under the trails: relief, water, roads and names; `null` where nothing is known of
    /// the ground.
    pub sheet: Option<SheetView>,
    /// Width of the drawing, in drawing units.
    pub width: u32,
    /// Height of the drawing, in drawing units.
    pub height: u32,
    /// SVG path of each trail; a ring around the start of a trek without a line.
    pub lines: Vec<String>,
    /// Marks: `departure`, `arrival`, `parking`, `reference`, and the object that the page is
    /// about.
    pub points: Vec<StillPointView>,
    /// SVG path of arrowheads that show in which direction a trek is described; empty on maps of
    /// several treks.
    pub arrows: String,
    /// SVG path of dots for the objects along the trail, without those too close to others; or
    /// empty.
    pub dots: String,
    /// SVG paths of sensitive areas.
    pub areas: Vec<String>,
    /// Length of the scale bar in metres, a round number.
    pub scale_metres: f64,
    /// Length of the scale bar in drawing units.
    pub scale_width: f64,
}

/// A mark on a static drawing.
#[derive(Debug, Clone, Serialize)]
pub struct StillPointView {
    pub x: f64,
    pub y: f64,
    /// Kind of point, one of those in `data`.
    pub kind: String,
    pub name: String,
}

/// Map of an object with the trails that pass by; `None` when its position is not known. On a sheet it
/// shows the surroundings of the object, otherwise the trails.
pub fn place_map(
    site: &Site,
    lang: &Lang,
    kind: &'static str,
    name: String,
    position: Option<Position>,
    treks: &[usize],
) -> Option<MapView> {
    const MAX_LINES: usize = 12;
    let position = position?;
    let exists = |index: &usize| site.trek(*index).name.get(lang).is_some();
    let near: Vec<usize> = treks.iter().take(MAX_LINES).copied().filter(exists).collect();
    let mut shown = Shown { lines: lines(site, lang, &near), ..Shown::default() };
    shown.points.push(ShownPoint { position, kind, name, url: String::new() });
    let sheet = sheet::of_place(site, position);
    if sheet.is_some() {
        // So near, every bend is seen.
        for (line, trek) in shown.lines.iter_mut().zip(&near) {
            line.segments = &site.figures(*trek).detail;
        }
    }
    on_sheet(site, &shown, sheet)
}

/// Map of a trek: its content in the frame of the trek, on its sheet.
pub fn trek_map(site: &Site, index: usize, shown: &Shown) -> Option<MapView> {
    let Some(frame) = sheet::frame_of_trek(site, index) else { return on_sheet(site, shown, None) };
    let mut view = drawn(site, shown, frame, sheet::of_trek(site, index).as_deref());
    if let [line] = &shown.lines[..] {
        view.arrows = arrows::along(&frame, line.segments);
    }
    Some(view)
}

/// Map of the shape of an object, and of other shapes with their names and addresses.
pub fn shape_map<'a>(
    site: &Site,
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
    on_sheet(site, &shown, sheet::of_shape(site, shape))
}

/// Map of places, such as all services.
pub fn places_map(site: &Site, points: Vec<ShownPoint>, data_url: String) -> Option<MapView> {
    let places: Vec<Position> = points.iter().map(|point| point.position).collect();
    let shown = Shown { points, data_url, ..Shown::default() };
    on_sheet(site, &shown, sheet::of_places(site, &places))
}

/// Adds a shape to the content of a map.
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

/// Map of treks. The drawing shows the first [`DRAWN`] of them.
pub fn map(site: &Site, lang: &Lang, treks: &[usize], data_url: String) -> Option<MapView> {
    let some = &treks[..treks.len().min(DRAWN)];
    let shown = Shown { lines: lines(site, lang, some), data_url, ..Shown::default() };
    let frame = sheet::frame_of_treks(site, treks)?;
    Some(drawn(site, &shown, frame, sheet::of_treks(site, treks).as_deref()))
}

/// Simplified lines of treks, with their names and addresses.
pub fn lines<'s>(site: &'s Site, lang: &Lang, treks: &[usize]) -> Vec<ShownLine<'s>> {
    let line = |index: &usize| ShownLine {
        segments: &site.figures(*index).overview,
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
    fn dots_keep_their_distance_and_are_limited() {
        let row = |step: f64| (0..1000).map(move |i| [f64::from(i) * step, 5.0]);
        assert_eq!(dots(row(8.0).take(4)), "M0 5h0m16 0h0");
        assert_eq!(dots(row(16.0)).matches("h0").count(), MAX_DOTS);
        assert_eq!(dots(row(1.0).take(0)), "");
    }
}
