//! HD views: large panoramas with annotations.

use super::*;

/// Geotrek's *HD view*: a picture so large that it is served in tiles, with annotations.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct HdView {
    pub id: Id<HdView>,
    pub uuid: Option<String>,
    pub title: Localized<String>,
    pub legend: Localized<String>,
    /// Small version of the whole picture, with its author and licence.
    pub thumbnail: Option<Attachment>,
    pub annotations: Vec<Annotation>,
    /// Position of the camera.
    pub geometry: Option<Position>,
    /// Full picture, in tiles; `None` when its tiles are not known.
    pub tiles: Option<Tiles>,
    /// Object that the view belongs to: one of `trek`, `poi` and `outdoor_site`.
    pub trek: Option<Id<Trek>>,
    pub poi: Option<Id<Poi>>,
    pub outdoor_site: Option<Id<OutdoorSite>>,
    pub origin: String,
}

/// A mark on an HD view that names something in it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Annotation {
    pub name: Localized<String>,
    pub category: Option<Arc<Term>>,
    /// Point or outline, in pixels of the full picture: x to the right, y to the bottom.
    pub pixels: Vec<[f64; 2]>,
}

/// A picture cut into tiles, which stay on the server of the source. Each zoom level is twice as
/// large as the level before.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Tiles {
    /// Address of a tile, with the placeholders `{z}` (zoom level), `{x}` and `{y}`.
    pub url: String,
    /// Size of the full picture, which is the last level, in pixels.
    pub width: u32,
    pub height: u32,
    /// Number of zoom levels; level 0 is the smallest.
    pub levels: u32,
    /// Size of a tile, in pixels.
    pub tile_width: u32,
    pub tile_height: u32,
}
