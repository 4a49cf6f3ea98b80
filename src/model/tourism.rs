//! What else there is for visitors: services, events and information desks.

use super::*;

/// A hut, a campsite, a farm shop…
#[derive(Debug, Clone, PartialEq)]
pub struct TouristicContent {
    pub id: Id<TouristicContent>,
    /// By which it is known on every server that has it, if the source says.
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
    /// `None` when nobody says where it is: it has a page, without a map.
    pub geometry: Option<Position>,
    pub contact: Localized<Html>,
    pub email: Option<String>,
    pub website: Option<String>,
    /// Its identifier in the booking system of the territory.
    pub reservation_id: Option<String>,
    pub attachments: Vec<Attachment>,
    pub structure: Option<Id<Structure>>,
    pub origin: String,
}

/// Something that happens at a date.
#[derive(Debug, Clone, PartialEq)]
pub struct TouristicEvent {
    pub id: Id<TouristicEvent>,
    /// By which it is known on every server that has it, if the source says.
    pub uuid: Option<String>,
    pub name: Localized<String>,
    pub description_teaser: Localized<Html>,
    pub description: Localized<Html>,
    pub practical_info: Localized<Html>,
    pub event_type: Option<Arc<Term>>,
    pub themes: Vec<Arc<Term>>,
    /// `None` when nobody says where it is: it has a page, without a map.
    pub geometry: Option<Position>,
    /// `2027-06-12`.
    pub begin_date: String,
    pub end_date: Option<String>,
    /// `14:30`.
    pub start_time: Option<String>,
    pub duration: Localized<String>,
    pub meeting_point: Localized<String>,
    pub place: Localized<String>,
    pub organizer: Localized<String>,
    /// A number of euros, or words.
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

/// A tourist office, a park house.
#[derive(Debug, Clone, PartialEq)]
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
