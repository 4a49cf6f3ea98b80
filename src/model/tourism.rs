//! Tourism: touristic contents, events and information desks.

use super::*;

/// Geotrek's *touristic content*: a hut, a campsite, a farm shop…
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct TouristicContent {
    pub id: Id<TouristicContent>,
    /// Identifier that is the same on every server, if the source gives it.
    pub uuid: Option<String>,
    pub name: Localized<String>,
    pub description_teaser: Localized<Html>,
    pub description: Localized<Html>,
    pub practical_info: Localized<Html>,
    pub category: Option<Arc<Term>>,
    pub types: Vec<Arc<Term>>,
    pub themes: Vec<Arc<Term>>,
    pub accessibility: Localized<String>,
    pub label_accessibility: Option<Arc<Term>>,
    /// Position. `None` when it is not known: the page then has no map.
    pub geometry: Option<Position>,
    pub contact: Localized<Html>,
    pub email: Option<String>,
    pub website: Option<String>,
    /// Identifier in the booking system of the territory.
    pub reservation_id: Option<String>,
    pub attachments: Vec<Attachment>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}

/// Geotrek's *touristic event*: something that happens at a date.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct TouristicEvent {
    pub id: Id<TouristicEvent>,
    /// Identifier that is the same on every server, if the source gives it.
    pub uuid: Option<String>,
    pub name: Localized<String>,
    pub description_teaser: Localized<Html>,
    pub description: Localized<Html>,
    pub practical_info: Localized<Html>,
    pub event_type: Option<Arc<Term>>,
    pub themes: Vec<Arc<Term>>,
    /// Position. `None` when it is not known: the page then has no map.
    pub geometry: Option<Position>,
    /// First day, `2027-06-12`.
    pub begin_date: String,
    /// Last day.
    pub end_date: Option<String>,
    /// Time of day, `14:30`.
    pub start_time: Option<String>,
    pub duration: Localized<String>,
    pub meeting_point: Localized<String>,
    pub place: Localized<String>,
    pub organizer: Localized<String>,
    /// Price: a number of euros, or words.
    pub price: Localized<String>,
    pub target_audience: Localized<String>,
    pub booking: Localized<Html>,
    pub contact: Localized<Html>,
    pub email: Option<String>,
    pub website: Option<String>,
    pub cancelled: bool,
    pub cancellation_reason: Localized<String>,
    pub attachments: Vec<Attachment>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}

/// An information desk: a tourist office, a park house.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct InformationDesk {
    pub id: Id<InformationDesk>,
    pub name: Localized<String>,
    pub description: Localized<Html>,
    pub desk_type: Option<Arc<Term>>,
    pub accessibility: Localized<String>,
    pub label_accessibility: Option<Arc<Term>>,
    pub geometry: Option<Position>,
    pub street: Option<String>,
    pub postal_code: Option<String>,
    pub municipality: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub website: Option<String>,
    pub attachments: Vec<Attachment>,
    pub origin: String,
}
