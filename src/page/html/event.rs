//! The page of a touristic event.

use crate::model::*;
use crate::page::Head;
use crate::page::Page;
use crate::page::PagePerObject;
use crate::page::attachment::{AttachedView, attached};
use crate::page::file::calendar;
use crate::page::html::poi;
use crate::page::html::service;
use crate::page::html::structure;
use crate::page::parts;
use crate::page::site::Site;
use crate::page::text::{self, Markup, markup, plain};
use crate::page::view::*;
use crate::render;
use serde::Serialize;
use std::sync::Arc;

/// `event`
#[derive(Debug, Serialize)]
pub struct EventView {
    pub slug: String,
    pub name: String,
    /// The language of a name that stands in for the missing one of this language, or empty.
    pub name_lang: String,
    /// What it is, or empty.
    pub kind: String,
    pub description_teaser: Markup,
    pub description: Markup,
    pub practical_info: Markup,
    /// `2027-06-12`
    pub begin_date: String,
    /// Or empty.
    pub end_date: String,
    /// `14:30`, or empty.
    pub start_time: String,
    pub duration: String,
    pub meeting_point: String,
    pub place: String,
    pub organizer: String,
    /// As the language writes it: `12,50 €`; or in words; or empty.
    pub price: String,
    pub target_audience: String,
    pub booking: Markup,
    pub contact: ContactView,
    pub cancelled: bool,
    /// Or empty.
    pub cancellation_reason: String,
    /// Address of the event as a file for calendars; empty when it is cancelled.
    pub calendar_url: String,
    pub pictures: Vec<PictureView>,
    pub attached: AttachedView,
    /// Treks that pass near.
    pub treks: Vec<CardView>,
    pub map: Option<MapView>,
    pub structure: Option<BrandView>,
}

/// Where an event is, below the language.
pub fn rest(event: &TouristicEvent) -> String {
    format!("event/{}/", event.id.local())
}

pub fn url(site: &Site, lang: &Lang, event: &TouristicEvent) -> String {
    site.url(lang, &rest(event))
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let kind = PagePerObject::<TouristicEvent> {
        kind: "event",
        origin: |event| &event.origin,
        name: |event| &event.name,
        rest,
        view,
    };
    kind.plan(site, &site.atlas.catalog.touristic_events)
}

fn view(site: &Site, lang: &Lang, index: usize) -> (Head, tera::Value) {
    let event = &site.atlas.catalog.touristic_events[index];
    let treks = &site.atlas.treks_of_event[index];
    let html = |text: &Localized<Html>| markup(site, text, lang);
    let kind = parts::kind(lang, event.event_type.as_ref());
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
        contact: service::contact(html(&event.contact), &event.email, &event.website),
        cancelled: event.cancelled,
        cancellation_reason: plain(&event.cancellation_reason, lang),
        calendar_url: calendar::url(site, lang, event),
        pictures: parts::pictures(site, lang, &event.attachments),
        attached: attached(site, lang, &event.attachments, |_| false),
        treks: parts::cards(site, lang, treks),
        map: poi::place_map(site, lang, "event", plain(&event.name, lang), event.geometry, treks),
        structure: site
            .structure(event.structure.as_ref())
            .and_then(|found| structure::brand(site, lang, found)),
    };
    let head = Head {
        title: view.name.clone(),
        description: text::teaser([&event.description_teaser, &event.description], lang),
        pictures: view.pictures.clone(),
    };
    (head, text::value(&view))
}
