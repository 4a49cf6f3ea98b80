//! Outdoor: places to climb, fly or paddle, and the courses there.

use super::*;

/// A crag, a take-off, a river: Geotrek's *outdoor site*.
#[derive(Debug, Clone, PartialEq)]
pub struct OutdoorSite {
    pub id: Id<OutdoorSite>,
    /// By which it is known on every server that has it, if the source says.
    pub uuid: Option<String>,
    pub name: Localized<String>,
    pub description_teaser: Localized<Html>,
    pub ambiance: Localized<Html>,
    pub description: Localized<Html>,
    pub advice: Localized<Html>,
    pub accessibility: Localized<Html>,
    /// When to go, in words.
    pub period: Localized<String>,
    pub practice: Option<Arc<Term>>,
    pub site_type: Option<Arc<Term>>,
    pub ratings: Vec<Arc<Term>>,
    pub themes: Vec<Arc<Term>>,
    pub labels: Vec<Arc<Term>>,
    pub cities: Vec<Arc<Term>>,
    pub source: Vec<Arc<Term>>,
    /// The kind of place that its practice belongs to: vertical, water…
    pub sector: Option<Arc<Term>>,
    /// Who looks after it.
    pub managers: Vec<Arc<Term>>,
    /// Where it faces, and which wind it needs: `N`, `SW`…
    pub orientation: Vec<String>,
    pub wind: Vec<String>,
    pub geometry: Shape,
    pub attachments: Vec<Attachment>,
    pub web_links: Vec<WebLink>,
    pub information_desks: Vec<Id<InformationDesk>>,
    /// Parts of it, such as sectors.
    pub children: Vec<Id<OutdoorSite>>,
    /// What it is a part of.
    pub parent: Option<Id<OutdoorSite>>,
    pub courses: Vec<Id<OutdoorCourse>>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}

/// A climbing route, a descent: Geotrek's *outdoor course*.
#[derive(Debug, Clone, PartialEq)]
pub struct OutdoorCourse {
    pub id: Id<OutdoorCourse>,
    /// By which it is known on every server that has it, if the source says.
    pub uuid: Option<String>,
    pub name: Localized<String>,
    pub description: Localized<Html>,
    pub advice: Localized<Html>,
    pub gear: Localized<Html>,
    pub equipment: Localized<Html>,
    pub accessibility: Localized<Html>,
    pub ratings_description: Localized<Html>,
    pub course_type: Option<Arc<Term>>,
    pub ratings: Vec<Arc<Term>>,
    pub cities: Vec<Arc<Term>>,
    /// Hours.
    pub duration: Option<f64>,
    /// Metres.
    pub length: Option<f64>,
    /// Metres between top and bottom.
    pub height: Option<f64>,
    pub points_reference: Vec<Position>,
    pub geometry: Shape,
    pub attachments: Vec<Attachment>,
    /// Where it is.
    pub sites: Vec<Id<OutdoorSite>>,
    /// Its parts, in order.
    pub children: Vec<Id<OutdoorCourse>>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}
