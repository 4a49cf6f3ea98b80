//! A trek: what Geotrek publishes under this name, itineraries of several days included.

use super::*;

/// A trail to follow. It is published in each language in which it has a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Trek {
    pub id: Id<Trek>,
    /// By which it is known on every server that has it, if the source says.
    pub uuid: Option<String>,
    /// The number by which the Geotrek-admin it came from knows it.
    pub number: Option<u64>,
    pub name: Localized<String>,
    pub description_teaser: Localized<Html>,
    pub ambiance: Localized<Html>,
    /// The steps.
    pub description: Localized<Html>,
    pub departure: Localized<String>,
    pub arrival: Localized<String>,
    pub advice: Localized<Html>,
    pub gear: Localized<Html>,
    pub access: Localized<Html>,
    pub public_transport: Localized<Html>,
    pub advised_parking: Localized<Html>,
    pub parking_location: Option<Position>,
    /// The numbered places that the description mentions, in order.
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
    /// Degrees on the scales of its practice, beside the difficulty.
    pub ratings: Vec<Arc<Term>>,
    pub ratings_description: Localized<Html>,
    pub accessibility_level: Option<Arc<Term>>,
    pub accessibility: Accessibility,
    /// Hours, as the manager estimates them.
    pub duration: Option<f64>,
    /// Figures that the source gives, which then are shown rather than ours.
    pub published: PublishedFigures,
    /// Empty when nobody drew it.
    pub geometry: Line,
    /// Where it starts, for a trek that nobody drew.
    pub departure_geom: Option<Position>,
    /// What computes its ascent where [`PublishedFigures`] give none.
    pub ascent_method: AscentMethod,
    pub attachments: Vec<Attachment>,
    /// Photographs that show what the texts on accessibility say.
    pub attachments_accessibility: Vec<Attachment>,
    pub web_links: Vec<WebLink>,
    /// Its identifier in the booking system of the territory.
    pub reservation_id: Option<String>,
    pub information_desks: Vec<Id<InformationDesk>>,
    pub structure: Option<Id<Structure>>,
    /// Stages, in order. Not empty: this is an itinerary.
    pub children: Vec<Id<Trek>>,
    /// POIs that are near it, and yet none of its own: whoever manages it says so.
    pub pois_excluded: Vec<Id<Poi>>,
    /// Date of the last change, `2026-05-12`.
    pub update_datetime: Option<String>,
    /// The file (relative to the source) or the API address it came from.
    pub origin: String,
}

impl Trek {
    /// A trek of which only the identity is known.
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

    /// Where it starts, if anybody says.
    pub fn start(&self) -> Option<Position> {
        self.geometry.start().or(self.departure_geom)
    }
}

/// How ascent and descent are computed from heights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AscentMethod {
    /// Resampled, smoothed, with a threshold: for tracks of devices.
    #[default]
    Smooth,
    /// As a Geotrek-admin computes it.
    Geotrek,
    /// Every difference counts.
    Raw,
}

/// What Geotrek's `accessibility_*` fields say, text by text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accessibility {
    pub advice: Localized<Html>,
    pub covering: Localized<Html>,
    pub exposure: Localized<Html>,
    pub signage: Localized<Html>,
    pub slope: Localized<Html>,
    pub width: Localized<Html>,
    pub disabled_infrastructure: Localized<Html>,
}

/// Metres, as printed on the leaflet and the signposts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PublishedFigures {
    pub length_2d: Option<f64>,
    pub ascent: Option<f64>,
    /// Not negative.
    pub descent: Option<f64>,
    pub min_elevation: Option<f64>,
    pub max_elevation: Option<f64>,
}

/// A link to another site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebLink {
    pub name: Localized<String>,
    /// `http:` or `https:` only.
    pub url: String,
}
