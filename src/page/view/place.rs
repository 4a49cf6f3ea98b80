//! Places in lists: POIs, touristic contents, events, outdoor sites and courses.

use crate::model::OutdoorSite;
use crate::model::*;
use crate::page::site::{Site, address};
use crate::page::view::picture::{PictureView, first_picture};
use crate::page::view::term::kind;
use crate::page::view::text;
use serde::Serialize;
use std::sync::Arc;

/// A POI, touristic content, event, outdoor site or course in a list.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceView {
    pub slug: String,
    pub name: String,
    /// Language of a name that replaces a missing translation; empty for a translated name.
    pub name_lang: String,
    pub url: String,
    /// Name of its type, `Point de vue`, or empty.
    pub kind: String,
    pub picture: Option<PictureView>,
    /// One or two sentences in plain text, or empty.
    pub teaser: String,
    /// Distance from the start along the trail, in metres; `null` except on the page of a trek.
    pub distance: Option<f64>,
    /// Distances in metres at which the trail passes the place again.
    pub again: Vec<f64>,
    /// First day of an event, `2027-06-12`, or empty.
    pub begin_date: String,
    /// Last day of an event, or empty.
    pub end_date: String,
}

/// View of a POI; `None` when it has no name in the language.
pub fn poi_place(site: &Site, lang: &Lang, poi: &Poi) -> Option<PlaceView> {
    Some(PlaceView {
        slug: poi.id.local().to_owned(),
        name: poi.name.get(lang)?.clone(),
        name_lang: text::spoken(&poi.name, lang),
        url: address::url(site, lang, poi),
        kind: kind(lang, poi.poi_type.as_ref()),
        picture: first_picture(site, lang, &poi.attachments),
        teaser: text::teaser([&poi.description], lang),
        distance: None,
        again: Vec::new(),
        begin_date: String::new(),
        end_date: String::new(),
    })
}

/// View of a touristic content; `None` when it has no name in the language.
pub fn content_place(site: &Site, lang: &Lang, content: &TouristicContent) -> Option<PlaceView> {
    Some(PlaceView {
        slug: content.id.local().to_owned(),
        name: content.name.get(lang)?.clone(),
        name_lang: text::spoken(&content.name, lang),
        url: address::url(site, lang, content),
        kind: kind(lang, content.category.as_ref()),
        picture: first_picture(site, lang, &content.attachments),
        teaser: text::teaser([&content.description_teaser, &content.description], lang),
        distance: None,
        again: Vec::new(),
        begin_date: String::new(),
        end_date: String::new(),
    })
}

/// View of an event; `None` when it has no name in the language.
pub fn event_place(site: &Site, lang: &Lang, event: &TouristicEvent) -> Option<PlaceView> {
    Some(PlaceView {
        slug: event.id.local().to_owned(),
        name: event.name.get(lang)?.clone(),
        name_lang: text::spoken(&event.name, lang),
        url: address::url(site, lang, event),
        kind: kind(lang, event.event_type.as_ref()),
        picture: first_picture(site, lang, &event.attachments),
        teaser: text::teaser([&event.description_teaser, &event.description], lang),
        distance: None,
        again: Vec::new(),
        begin_date: event.begin_date.clone(),
        end_date: event.end_date.clone().unwrap_or_default(),
    })
}

/// Returns the objects with the given identifiers, in their order. Leaves out unknown identifiers.
/// `objects` must be sorted by identifier.
pub fn find<'a, T>(objects: &'a [Arc<T>], ids: &[Id<T>], id: fn(&T) -> &Id<T>) -> Vec<&'a T> {
    let index = |wanted: &Id<T>| objects.binary_search_by(|object| id(object).cmp(wanted)).ok();
    ids.iter().filter_map(index).map(|index| &*objects[index]).collect()
}

/// Views of the outdoor sites with the given identifiers that have a name in the language.
pub fn site_places(site: &Site, lang: &Lang, ids: &[Id<OutdoorSite>]) -> Vec<PlaceView> {
    let sites = find(site.all::<OutdoorSite>(), ids, |site| &site.id);
    sites.into_iter().filter_map(|outdoor| site_place(site, lang, outdoor)).collect()
}

/// View of an outdoor site; `None` when it has no name in the language.
pub fn site_place(site: &Site, lang: &Lang, outdoor: &OutdoorSite) -> Option<PlaceView> {
    Some(PlaceView {
        slug: outdoor.id.local().to_owned(),
        name: outdoor.name.get(lang)?.clone(),
        name_lang: text::spoken(&outdoor.name, lang),
        url: address::url(site, lang, outdoor),
        kind: kind(lang, outdoor.practice.as_ref()),
        picture: first_picture(site, lang, &outdoor.attachments),
        teaser: text::teaser([&outdoor.description_teaser, &outdoor.description], lang),
        distance: None,
        again: Vec::new(),
        begin_date: String::new(),
        end_date: String::new(),
    })
}

/// View of an outdoor course; `None` when it has no name in the language.
pub fn course_place(site: &Site, lang: &Lang, course: &OutdoorCourse) -> Option<PlaceView> {
    Some(PlaceView {
        slug: course.id.local().to_owned(),
        name: course.name.get(lang)?.clone(),
        name_lang: text::spoken(&course.name, lang),
        url: address::url(site, lang, course),
        kind: kind(lang, course.course_type.as_ref()),
        picture: first_picture(site, lang, &course.attachments),
        teaser: text::teaser([&course.description], lang),
        distance: None,
        again: Vec::new(),
        begin_date: String::new(),
        end_date: String::new(),
    })
}
