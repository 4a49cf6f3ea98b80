//! Touristic contents, events and information desks of the API → the catalog.

use crate::model::*;
use crate::source::geotrek::object::Object;
use crate::source::geotrek::reading::Reading;
use crate::source::geotrek::terms;
use std::sync::Arc;

impl Reading<'_> {
    pub fn content(&self, id: &str, object: &Object) -> Option<TouristicContent> {
        let types = object.object("types");
        let types = types.iter().flat_map(|types| types.all_ids());
        Some(TouristicContent {
            id: self.named("touristiccontent", id)?,
            uuid: object.text("uuid"),
            name: self.called(id, object, "name")?,
            description_teaser: object.html("description_teaser"),
            description: object.html("description"),
            practical_info: object.html("practical_info"),
            category: self.terms.one(Vocabulary::TouristicContentCategory, object, "category"),
            types: types
                .filter_map(|id| self.terms.get(Vocabulary::TouristicContentType, &id))
                .collect(),
            themes: self.terms.many(Vocabulary::Theme, object, "themes"),
            accessibility: object.names("accessibility"),
            label_accessibility: self.label_accessibility(object),
            geometry: self.place(object),
            contact: object.html("contact"),
            email: object.email("email"),
            website: object.web_address("website"),
            reservation_id: object.text("reservation_id"),
            attachments: self.attachments(object),
            structure: self.structure_of(object),
            origin: self.origin("touristiccontent", id),
        })
    }

    pub fn event(&self, id: &str, object: &Object) -> Option<TouristicEvent> {
        let time = |key| object.text(key).and_then(|time| Some(time.get(..5)?.to_owned()));
        let begin_date = object.date("begin_date");
        if begin_date.is_none() {
            object.wrong("begin_date", "is not a date: the event is left out");
        }
        Some(TouristicEvent {
            id: self.named("touristicevent", id)?,
            uuid: object.text("uuid"),
            name: self.called(id, object, "name")?,
            description_teaser: object.html("description_teaser"),
            description: object.html("description"),
            practical_info: object.html("practical_info"),
            event_type: self.terms.one(Vocabulary::TouristicEventType, object, "type"),
            themes: self.terms.many(Vocabulary::Theme, object, "themes"),
            geometry: self.place(object),
            begin_date: begin_date?,
            end_date: object.date("end_date"),
            start_time: time("start_time").or_else(|| time("meeting_time")),
            duration: object.names("duration"),
            meeting_point: object.names("meeting_point"),
            place: object.names("place"),
            organizer: object.names("organizers"),
            price: object.text("price").map(Localized::everywhere).unwrap_or_default(),
            target_audience: object.names("target_audience"),
            booking: object.html("booking"),
            contact: object.html("contact"),
            email: object.email("email"),
            website: object.web_address("website"),
            cancelled: object.flag("cancelled"),
            cancellation_reason: object.names("cancellation_reason"),
            attachments: self.attachments(object),
            structure: self.structure_of(object),
            origin: self.origin("touristicevent", id),
        })
    }

    pub fn desk(&self, id: &str, object: &Object) -> Option<InformationDesk> {
        let kind = object.object("type").map(|kind| {
            let id = kind.id("id").unwrap_or_default();
            terms::term(Vocabulary::InformationDeskType, id, &kind, "label")
        });
        let place = object.number("longitude").zip(object.number("latitude"));
        Some(InformationDesk {
            id: self.named("informationdesk", id)?,
            name: self.called(id, object, "name")?,
            description: object.html("description"),
            desk_type: kind.map(Arc::new),
            accessibility: object.names("accessibility"),
            label_accessibility: self.label_accessibility(object),
            geometry: place.and_then(|(lon, lat)| Position::new(lon, lat, None)),
            street: object.text("street"),
            postal_code: object.text("postal_code"),
            municipality: object.text("municipality"),
            phone: object.text("phone"),
            email: object.email("email"),
            website: object.web_address("website"),
            attachments: self.desk_photograph(object),
            origin: self.origin("informationdesk", id),
        })
    }

    fn label_accessibility(&self, object: &Object) -> Option<Arc<Term>> {
        self.terms.one(Vocabulary::LabelAccessibility, object, "label_accessibility")
    }
}
