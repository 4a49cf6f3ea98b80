//! Places where animals are easily disturbed.

use super::*;

/// Geotrek's *sensitive area*: where to keep away, when, and from what kind of sport.
#[derive(Debug, Clone, PartialEq)]
pub struct SensitiveArea {
    pub id: Id<SensitiveArea>,
    /// What lives there.
    pub name: Localized<String>,
    pub description: Localized<Html>,
    pub contact: Localized<Html>,
    pub info_url: Option<String>,
    /// Whether it is sensitive in each month, January first.
    pub period: [bool; 12],
    /// The kinds of sport that disturb.
    pub practices: Vec<Arc<Term>>,
    /// What is forbidden or regulated there.
    pub rules: Vec<Localized<String>>,
    /// Metres above the ground to keep, for those who fly.
    pub elevation: Option<f64>,
    /// Outlines: positions inside of an odd number of them are in the area. None: nobody said where.
    pub geometry: Vec<Vec<Position>>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}
