//! Treks: trails of a day, and itineraries of several days.

use super::*;

/// A trail to follow, Geotrek's *trek*. It is published in each language in which it has a name.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Trek {
    pub id: Id<Trek>,
    /// Identifier that is the same on every server, if the source gives it.
    pub uuid: Option<String>,
    /// Number of the trek in its Geotrek-admin.
    pub number: Option<u64>,
    pub name: Localized<String>,
    pub description_teaser: Localized<Html>,
    pub ambiance: Localized<Html>,
    /// Step-by-step description.
    pub description: Localized<Html>,
    pub departure: Localized<String>,
    pub arrival: Localized<String>,
    pub advice: Localized<Html>,
    pub gear: Localized<Html>,
    pub access: Localized<Html>,
    pub public_transport: Localized<Html>,
    pub advised_parking: Localized<Html>,
    pub parking_location: Option<Position>,
    /// Numbered places that the description mentions, in order.
    pub points_reference: Vec<Position>,
    pub practice: Option<Arc<Term>>,
    pub difficulty: Option<Arc<Term>>,
    pub route: Option<Arc<Term>>,
    pub themes: Vec<Arc<Term>>,
    pub labels: Vec<Arc<Term>>,
    pub networks: Vec<Arc<Term>>,
    pub cities: Vec<Arc<Term>>,
    pub districts: Vec<Arc<Term>>,
    pub source: Vec<Arc<Term>>,
    pub accessibilities: Vec<Arc<Term>>,
    /// Ratings on the scales of the practice, in addition to the difficulty.
    pub ratings: Vec<Arc<Term>>,
    pub ratings_description: Localized<Html>,
    pub accessibility_level: Option<Arc<Term>>,
    pub accessibility: Accessibility,
    /// Duration in hours, estimated by the manager.
    pub duration: Option<f64>,
    /// Figures given by the source, shown instead of computed ones.
    pub published: PublishedFigures,
    /// Line of the trail; empty for a trek without a line.
    pub geometry: Line,
    /// Starting point of a trek without a line.
    pub departure_geom: Option<Position>,
    /// Method that computes the ascent where [`PublishedFigures`] have none.
    pub ascent_method: AscentMethod,
    pub attachments: Vec<Attachment>,
    /// Photographs that illustrate the texts on accessibility.
    pub attachments_accessibility: Vec<Attachment>,
    pub web_links: Vec<WebLink>,
    /// Identifier in the booking system of the territory.
    pub reservation_id: Option<String>,
    pub information_desks: Vec<Id<InformationDesk>>,
    pub structure: Option<Id<Structure>>,
    /// Stages, in order. Only an itinerary has stages.
    pub children: Vec<Id<Trek>>,
    /// Nearby POIs that the manager does not want on the page of the trek.
    pub pois_excluded: Vec<Id<Poi>>,
    /// Date of the last change, `2026-05-12`.
    pub update_datetime: Option<String>,
    /// File (relative to the source) or API address of the trek, for messages.
    pub origin: String,
}

impl Trek {
    /// Makes a trek with nothing but its identity.
    pub fn new(id: Id<Trek>, origin: String) -> Trek {
        Trek {
            id,
            uuid: None,
            number: None,
            name: Localized::default(),
            description_teaser: Localized::default(),
            ambiance: Localized::default(),
            description: Localized::default(),
            departure: Localized::default(),
            arrival: Localized::default(),
            advice: Localized::default(),
            gear: Localized::default(),
            access: Localized::default(),
            public_transport: Localized::default(),
            advised_parking: Localized::default(),
            parking_location: None,
            points_reference: Vec::new(),
            practice: None,
            difficulty: None,
            route: None,
            themes: Vec::new(),
            labels: Vec::new(),
            networks: Vec::new(),
            cities: Vec::new(),
            districts: Vec::new(),
            source: Vec::new(),
            accessibilities: Vec::new(),
            ratings: Vec::new(),
            ratings_description: Localized::default(),
            accessibility_level: None,
            accessibility: Accessibility::default(),
            duration: None,
            published: PublishedFigures::default(),
            geometry: Line::default(),
            departure_geom: None,
            ascent_method: AscentMethod::default(),
            attachments: Vec::new(),
            attachments_accessibility: Vec::new(),
            web_links: Vec::new(),
            reservation_id: None,
            information_desks: Vec::new(),
            structure: None,
            children: Vec::new(),
            pois_excluded: Vec::new(),
            update_datetime: None,
            origin,
        }
    }

    /// Starting point: the start of the line, else `departure_geom`.
    pub fn start(&self) -> Option<Position> {
        self.geometry.start().or(self.departure_geom)
    }
}

/// Method to compute ascent and descent from elevations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub enum AscentMethod {
    /// Resamples and smooths elevations, and ignores differences below a threshold: for recorded
    /// tracks.
    #[default]
    Smooth,
    /// Computes like Geotrek-admin.
    Geotrek,
    /// Adds up every difference of elevation.
    Raw,
}

/// Texts of Geotrek's `accessibility_*` fields.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Accessibility {
    pub advice: Localized<Html>,
    pub covering: Localized<Html>,
    pub exposure: Localized<Html>,
    pub signage: Localized<Html>,
    pub slope: Localized<Html>,
    pub width: Localized<Html>,
    pub disabled_infrastructure: Localized<Html>,
}

/// Figures in metres that the manager publishes, for example on leaflets.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct PublishedFigures {
    pub length_2d: Option<f64>,
    pub ascent: Option<f64>,
    /// Metres down, not negative.
    pub descent: Option<f64>,
    pub min_elevation: Option<f64>,
    pub max_elevation: Option<f64>,
}

/// A link to another site.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct WebLink {
    pub name: Localized<String>,
    /// Address, `http:` or `https:` only.
    pub url: String,
}
