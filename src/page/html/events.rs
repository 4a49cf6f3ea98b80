//! The list of all touristic events.

use crate::model::TouristicEvent;
use crate::page::html::document::Document;
use crate::page::html::places::Places;
use crate::page::site::{Site, address};
use crate::page::view::place::{PlaceView, event_place};

pub static LIST: Places<TouristicEvent> = Places {
    kind: "events",
    path: address::EVENTS,
    point: "event",
    group: |event| event.event_type.as_ref(),
    sort_key: |event, _| event.begin_date.clone(),
    position: |event| event.geometry,
    view: |site, lang, event| {
        // The heading of the group already shows the type.
        Some(PlaceView { kind: String::new(), ..event_place(site, lang, event)? })
    },
};

pub fn plan(site: &Site) -> Vec<Document> {
    LIST.plan(site)
}
