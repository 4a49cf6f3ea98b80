//! Calendar files of events, beside their pages.

use crate::export::icalendar;
use crate::model::{Lang, TouristicEvent};
use crate::page::site::page::{Content, Page};
use crate::page::site::{Site, address};
use crate::page::view::term;
use crate::page::view::text::{self, plain};
use std::sync::Arc;

/// Plans the calendar file of each event in each of its languages.
pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let mut plan = Vec::new();
    for (index, event) in site.all::<TouristicEvent>().iter().enumerate() {
        for lang in site.languages_where(|lang| event.name.get(lang).is_some()) {
            let path = site.output_path(&lang, &address::calendar_path(event));
            let (site, common) = (site.clone(), site.common());
            let bytes = move || write(&site, &lang, site.one(index));
            let content = Content::Bytes(Box::new(bytes));
            plan.push(Page::new(path, "calendar", &event.origin, content).planned_as(common));
        }
    }
    plan
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
        kind: &term::kind(lang, event.event_type.as_ref()),
        position: event.geometry,
        url: &site.canonical(&address::url(site, lang, event)),
        cancelled: event.cancelled,
    })
}
