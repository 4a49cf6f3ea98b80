//! Outdoor sites, where people climb, fly or paddle, and their courses.

use super::*;

/// Geotrek's *outdoor site*: a crag, a take-off, a river.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct OutdoorSite {
    pub id: Id<OutdoorSite>,
    /// Identifier that is the same on every server, if the source gives it.
    pub uuid: Option<String>,
    pub name: Localized<String>,
    pub description_teaser: Localized<Html>,
    pub ambiance: Localized<Html>,
    pub description: Localized<Html>,
    pub advice: Localized<Html>,
    pub accessibility: Localized<Html>,
    /// Best time of the year, in words.
    pub period: Localized<String>,
    pub practice: Option<Arc<Term>>,
    pub site_type: Option<Arc<Term>>,
    pub ratings: Vec<Arc<Term>>,
    pub themes: Vec<Arc<Term>>,
    pub labels: Vec<Arc<Term>>,
    pub cities: Vec<Arc<Term>>,
    pub source: Vec<Arc<Term>>,
    /// Sector of the practice: vertical, water…
    pub sector: Option<Arc<Term>>,
    /// Organisations that manage the site.
    pub managers: Vec<Arc<Term>>,
    /// Directions that the site faces: `N`, `SW`…
    pub orientation: Vec<String>,
    /// Directions of favourable wind: `N`, `SW`…
    pub wind: Vec<String>,
    pub geometry: Shape,
    pub attachments: Vec<Attachment>,
    pub web_links: Vec<WebLink>,
    pub information_desks: Vec<Id<InformationDesk>>,
    /// Sites that are parts of this site.
    pub children: Vec<Id<OutdoorSite>>,
    /// Site that this site is a part of.
    pub parent: Option<Id<OutdoorSite>>,
    pub courses: Vec<Id<OutdoorCourse>>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}

/// Geotrek's *outdoor course*: a climbing route, a descent of a canyon.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct OutdoorCourse {
    pub id: Id<OutdoorCourse>,
    /// Identifier that is the same on every server, if the source gives it.
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
    /// Duration in hours.
    pub duration: Option<f64>,
    /// Length in metres.
    pub length: Option<f64>,
    /// Height in metres, from bottom to top.
    pub height: Option<f64>,
    pub points_reference: Vec<Position>,
    pub geometry: Shape,
    pub attachments: Vec<Attachment>,
    /// Sites that the course belongs to.
    pub sites: Vec<Id<OutdoorSite>>,
    /// Parts of the course, in order.
    pub children: Vec<Id<OutdoorCourse>>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}
