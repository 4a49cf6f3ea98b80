//! The page of a touristic event.

use crate::model::TouristicEvent;
use crate::model::*;
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::shared::Shared;
use crate::page::site::{Site, address};
use crate::page::view::attachment::{AttachedView, attached};
use crate::page::view::brand::{self, BrandView};
use crate::page::view::card::{self, CardView};
use crate::page::view::contact::{self, ContactView};
use crate::page::view::map::{self, MapView};
use crate::page::view::picture::{self, PictureView};
use crate::page::view::term;
use crate::page::view::text::{self, Markup, markup, plain};
use crate::render;
use serde::Serialize;
use tera::Value;

/// View of the page of a touristic event: the variable `event` of its template.
#[derive(Debug, Serialize)]
pub struct EventView {
    pub slug: String,
    pub name: String,
    /// Language of `name` when the name is missing in the language of the page, else empty.
    pub name_lang: String,
    /// Name of the type of event, or empty.
    pub kind: String,
    pub description_teaser: Markup,
    pub description: Markup,
    pub practical_info: Markup,
    /// First day: `2027-06-12`.
    pub begin_date: String,
    /// Last day, or empty.
    pub end_date: String,
    /// Time at which the event starts: `14:30`, or empty.
    pub start_time: String,
    pub duration: String,
    pub meeting_point: String,
    pub place: String,
    pub organizer: String,
    /// Price as the language writes it, for example `12,50 €`; a text of the source; or empty.
    pub price: String,
    pub target_audience: String,
    pub booking: Markup,
    pub contact: ContactView,
    pub cancelled: bool,
    /// Why the event is cancelled, or empty.
    pub cancellation_reason: String,
    /// Address of the iCalendar file of the event; empty when the event is cancelled.
    pub calendar_url: String,
    pub pictures: Vec<PictureView>,
    pub attached: AttachedView,
    /// Treks that pass near the event.
    pub treks: Vec<Shared<CardView>>,
    pub map: Option<MapView>,
    pub structure: Option<BrandView>,
}

pub fn plan(site: &Site) -> Vec<Document> {
    Document::of_each_with::<TouristicEvent>(site, "event", view, |document, object| {
        document.sheet = object.geometry.and_then(|at| map::sheet::of_place(site, at));
    })
}

fn view(site: &Site, lang: &Lang, index: usize) -> (Head, Value) {
    let event = site.one::<TouristicEvent>(index);
    let treks = site.treks_of_event(index);
    let html = |text: &Localized<Html>| markup(site, text, lang);
    let kind = term::kind(lang, event.event_type.as_ref());
    let view = EventView {
        slug: event.id.local().to_owned(),
        name: plain(&event.name, lang),
        name_lang: text::spoken(&event.name, lang),
        kind,
        description_teaser: html(&event.description_teaser),
        description: html(&event.description),
        practical_info: html(&event.practical_info),
        begin_date: event.begin_date.clone(),
        end_date: event.end_date.clone().unwrap_or_default(),
        start_time: event.start_time.clone().unwrap_or_default(),
        duration: plain(&event.duration, lang),
        meeting_point: plain(&event.meeting_point, lang),
        place: plain(&event.place, lang),
        organizer: plain(&event.organizer, lang),
        price: render::price(&plain(&event.price, lang), lang),
        target_audience: plain(&event.target_audience, lang),
        booking: html(&event.booking),
        contact: contact::contact(html(&event.contact), &event.email, &event.website),
        cancelled: event.cancelled,
        cancellation_reason: plain(&event.cancellation_reason, lang),
        calendar_url: address::of_calendar(site, lang, event),
        pictures: picture::pictures(site, lang, &event.attachments),
        attached: attached(site, lang, &event.attachments, |_| false),
        treks: card::cards(site, lang, treks),
        map: map::place_map(site, lang, "event", plain(&event.name, lang), event.geometry, treks),
        structure: brand::of(site, lang, event.structure.as_ref()),
    };
    let head = Head::of_object(
        &view.name,
        [&event.description_teaser, &event.description],
        lang,
        &view.pictures,
    );
    (head, Value::from_serializable(&view))
}
