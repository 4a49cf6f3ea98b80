//! A point of interest along the trails.

use super::*;

/// A point of interest: something worth a stop.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Poi {
    pub id: Id<Poi>,
    /// Identifier that is the same on every server, if the source gives it.
    pub uuid: Option<String>,
    pub name: Localized<String>,
    pub description: Localized<Html>,
    pub poi_type: Option<Arc<Term>>,
    /// Position. `None` when it is not known: the page then has no map.
    pub geometry: Option<Position>,
    pub attachments: Vec<Attachment>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}
