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
    /// Addresses of its tiles, with `{z}`, `{x}` and `{y}`, and of what describes them (size and
    /// levels, as JSON): they stay on the server.
    pub tiles: Option<String>,
    pub metadata: Option<String>,
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
