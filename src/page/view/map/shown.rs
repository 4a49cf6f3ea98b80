//! Content of a map, and the area that it covers.

use crate::model::{Bounds, Position};

/// Smallest extent of a map in degrees, some 450 metres: a single point has no extent.
const MIN_EXTENT: f64 = 0.004;

/// Content of a map.
#[derive(Default)]
pub struct Shown<'a> {
    pub lines: Vec<ShownLine<'a>>,
    pub points: Vec<ShownPoint>,
    /// Outlines of sensitive areas.
    pub areas: Vec<&'a [Vec<Position>]>,
    /// Address of the data for the script; empty when the page contains the data.
    pub data_url: String,
}

/// A trail on a map.
pub struct ShownLine<'a> {
    /// Line of the trail; empty for a trek without a line.
    pub segments: &'a [Vec<Position>],
    /// Starting point, shown for a trek without a line.
    pub start: Option<Position>,
    pub name: String,
    /// Address of the page of the trek; empty on that page itself.
    pub url: String,
}

/// A point on a map.
pub struct ShownPoint {
    pub position: Position,
    /// Kind of point, see [`MapView::data`](super::MapView::data).
    pub kind: &'static str,
    pub name: String,
    /// Address of the page of the object; empty on that page itself, and for points without a page.
    pub url: String,
}

impl ShownPoint {
    /// True for an object along the trail, drawn as a dot. The object that the page is about has no
    /// address, and is drawn as a mark.
    pub fn is_along(&self) -> bool {
        let has_page = || !self.url.is_empty();
        match self.kind {
            "facility" | "signpost" => true,
            "poi" | "content" | "event" | "desk" => has_page(),
            _ => false,
        }
    }
}

/// Bounding box of a map. Ignores touristic contents and events beside a trail: a hotel two
/// kilometres away would make a short trail tiny.
pub fn bounds(shown: &Shown) -> Option<Bounds> {
    let lines = shown.lines.iter().flat_map(|line| line.segments).flatten().copied();
    let undrawn = shown.lines.iter().filter(|line| line.segments.is_empty());
    let lines = lines.chain(undrawn.filter_map(|line| line.start));
    let is_beside =
        |point: &&ShownPoint| ["content", "event"].contains(&point.kind) && !point.url.is_empty();
    let points = shown.points.iter().filter(|point| shown.lines.is_empty() || !is_beside(point));
    let around = Bounds::around(lines.chain(points.map(|point| point.position)))?;
    Some(widened(around))
}

/// Bounding box around another one, which is not smaller than [`MIN_EXTENT`].
pub fn widened(around: Bounds) -> Bounds {
    let widened = |low: f64, high: f64| {
        let missing = (MIN_EXTENT - (high - low)).max(0.0) / 2.0;
        (low - missing, high + missing)
    };
    let (south, north) = widened(around.south, around.north);
    let (west, east) = widened(around.west, around.east);
    Bounds { west, south, east, north }
}
