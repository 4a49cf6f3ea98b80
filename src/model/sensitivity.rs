//! Sensitive areas: places where animals are easily disturbed.

use super::*;

/// Geotrek's *sensitive area*: where to keep away, when, and from what kind of sport.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct SensitiveArea {
    pub id: Id<SensitiveArea>,
    /// Name of the species.
    pub name: Localized<String>,
    pub description: Localized<Html>,
    pub contact: Localized<Html>,
    pub info_url: Option<String>,
    /// Months in which the area is sensitive, January first.
    pub period: [bool; 12],
    /// Kinds of sport that disturb the species.
    pub practices: Vec<Arc<Term>>,
    /// Prohibitions and regulations.
    pub rules: Vec<Localized<String>>,
    /// Height above the ground that aircraft must keep, in metres.
    pub elevation: Option<f64>,
    /// Outlines of the area and of its holes; a position inside an odd number of outlines is in the
    /// area. Empty when the place is not known.
    pub geometry: Vec<Vec<Position>>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}
