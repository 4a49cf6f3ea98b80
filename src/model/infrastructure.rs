//! What walkers find along a trail: bridges, tables, toilets, drinking water.

use super::*;

/// Geotrek's *infrastructure*: something that was built, a footbridge or a picnic table.
#[derive(Debug, Clone, PartialEq)]
pub struct Infrastructure {
    pub id: Id<Infrastructure>,
    pub uuid: Option<String>,
    pub name: Localized<String>,
    pub description: Localized<Html>,
    /// Who can use it: wheelchairs, prams…
    pub accessibility: Localized<String>,
    pub infrastructure_type: Option<Arc<Term>>,
    /// How well it is kept.
    pub conditions: Vec<Arc<Term>>,
    /// For whom it is difficult.
    pub usage_difficulty: Option<Arc<Term>>,
    pub geometry: Position,
    pub attachments: Vec<Attachment>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}

/// Geotrek's *service*: something that is simply there, as drinking water. Its type is its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    pub id: Id<Service>,
    pub uuid: Option<String>,
    pub service_type: Arc<Term>,
    pub geometry: Position,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}
