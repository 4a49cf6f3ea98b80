//! Large panoramas that explain themselves.

use super::*;

/// Geotrek's *HD view*: a picture so large that it is served in tiles, with annotations.
#[derive(Debug, Clone, PartialEq)]
pub struct HdView {
    pub id: Id<HdView>,
    pub uuid: Option<String>,
    pub title: Localized<String>,
    pub legend: Localized<String>,
    /// A small picture of the whole, with its author and licence.
    pub thumbnail: Option<Attachment>,
    pub annotations: Vec<Annotation>,
    /// From where it was taken.
    pub geometry: Option<Position>,
    /// The picture itself; `None` when it, or how it is cut, is not known.
    pub tiles: Option<Tiles>,
    /// What it is a view of, or from: one of the three.
    pub trek: Option<Id<Trek>>,
    pub poi: Option<Id<Poi>>,
    pub outdoor_site: Option<Id<OutdoorSite>>,
    pub origin: String,
}

/// Something that is named on a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    pub name: Localized<String>,
    pub category: Option<Arc<Term>>,
    /// A point, or an outline: x to the right, y to the bottom, in pixels of the full picture.
    pub pixels: Vec<[f64; 2]>,
}

/// A picture cut into tiles, which stay on their server. Each level is twice as large as the one
/// before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiles {
    /// Address of a tile, with `{z}` (the level), `{x}` and `{y}`.
    pub url: String,
    /// Of the full picture, in pixels: that is the last level.
    pub width: u32,
    pub height: u32,
    /// How many there are; 0 is the smallest.
    pub levels: u32,
    /// Of a tile, in pixels.
    pub tile_width: u32,
    pub tile_height: u32,
}
