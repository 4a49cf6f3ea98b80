//! Facilities along a trail: bridges, tables, toilets, drinking water.

use super::*;

/// Geotrek's *infrastructure*: something built for walkers, such as a footbridge or a picnic table.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Infrastructure {
    pub id: Id<Infrastructure>,
    pub uuid: Option<String>,
    pub name: Localized<String>,
    pub description: Localized<Html>,
    /// Accessibility for wheelchairs, prams…
    pub accessibility: Localized<String>,
    pub infrastructure_type: Option<Arc<Term>>,
    /// State of repair.
    pub conditions: Vec<Arc<Term>>,
    /// Level of difficulty to use it.
    pub usage_difficulty: Option<Arc<Term>>,
    pub geometry: Position,
    pub attachments: Vec<Attachment>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}

/// Geotrek's *service*, such as drinking water or a toilet. It has no name but that of its type.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Service {
    pub id: Id<Service>,
    pub uuid: Option<String>,
    pub service_type: Arc<Term>,
    pub geometry: Position,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}
