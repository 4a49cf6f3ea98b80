//! A point of interest along the trails.

use super::*;

/// Something worth a stop.
#[derive(Debug, Clone, PartialEq)]
pub struct Poi {
    pub id: Id<Poi>,
    /// By which it is known on every server that has it, if the source says.
    pub uuid: Option<String>,
    pub name: Localized<String>,
    pub description: Localized<Html>,
    pub poi_type: Option<Arc<Term>>,
    /// `None` when nobody says where it is: it has a page, without a map.
    pub geometry: Option<Position>,
    pub attachments: Vec<Attachment>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}
