//! Events for calendars: each as a file beside its page.

use crate::export::icalendar::{self, EXTENSION};
use crate::model::{Lang, TouristicEvent};
use crate::page::Content;
use crate::page::Page;
use crate::page::html::event;
use crate::page::parts;
use crate::page::site::Site;
use crate::page::text::{self, plain};
use std::sync::Arc;

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let mut plan = Vec::new();
    for event in &site.atlas.catalog.touristic_events {
        for lang in site.languages_where(|lang| event.name.get(lang).is_some()) {
            let (site, event) = (site.clone(), event.clone());
            plan.push(Page {
                path: site.output_path(&lang, &rest(&event)),
                kind: "calendar",
                item: event.origin.clone(),
                content: Content::Bytes(Box::new(move || write(&site, &lang, &event))),
            });
        }
    }
    plan
}

/// What an event's page offers; empty when there is nothing to go to. The file stays: it tells
/// calendars that have the event.
pub fn url(site: &Site, lang: &Lang, event: &TouristicEvent) -> String {
    if event.cancelled { String::new() } else { site.url(lang, &rest(event)) }
}

fn rest(event: &TouristicEvent) -> String {
    format!("{}{}.{EXTENSION}", event::rest(event), event.id.local())
}

fn write(site: &Site, lang: &Lang, event: &TouristicEvent) -> Vec<u8> {
    let [meeting_point, place] = [&event.meeting_point, &event.place].map(|text| plain(text, lang));
    let location: Vec<&str> =
        [&*meeting_point, &place].into_iter().filter(|part| !part.is_empty()).collect();
    icalendar::write(&icalendar::Event {
        uid: &format!("event-{}@{}", event.id.local(), site.settings.base_url.host()),
        name: &plain(&event.name, lang),
        begin_date: &event.begin_date,
        end_date: event.end_date.as_deref(),
        start_time: event.start_time.as_deref(),
        description: &text::teaser([&event.description_teaser, &event.description], lang),
        location: &location.join(", "),
        kind: &parts::kind(lang, event.event_type.as_ref()),
        position: event.geometry,
        url: &site.canonical(&event::url(site, lang, event)),
        cancelled: event.cancelled,
    })
}
