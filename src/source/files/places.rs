//! POIs, touristic contents, events and information desks.

use crate::address;
use crate::model::*;
use crate::report::{Report, Warning};
use crate::source::files::front_matter::FrontMatter;
use crate::source::files::terms::Terms;
use crate::source::files::texts::{self, Texts};
use crate::source::files::track::Waypoint;
use crate::source::files::walk::{File, Item, Kind};
use crate::source::files::{Reading, id, reference, tracks};
use crate::source::sanitize;
use std::sync::Arc;

/// Reads a Markdown item with a position. Returns false where there is no text: the item may be a
/// track.
pub fn place(item: &Item, reading: &mut Reading) -> bool {
    let files = texts::read(item, reading.languages, &mut reading.report);
    if files.is_empty() {
        if !item.files.iter().any(File::is_text) {
            reading.report.warn(&item.files[0].name, "has no text beside it: add an `index.md`");
        }
        return false;
    }
    let texts = Texts::parse(&files, &reading.folder);
    let origin = files[0].name.clone();
    let mut name = texts.localized("name", FrontMatter::text);
    if name.is_empty() && !texts.has("name") {
        // An item without a name still gets a page.
        let called = texts::readable(&item.slug);
        let problem = format!("has no `name`: it is called “{called}” for now");
        reading.report.warn(&origin, problem);
        texts.langs().for_each(|lang| name.insert(lang.clone(), called.clone()));
    }
    let place = Place {
        name,
        position: texts.fact("position", FrontMatter::position),
        attachments: texts.attachments(item),
        slug: &item.slug,
        origin,
    };
    let begin_date = texts.fact("begin_date", FrontMatter::date);
    let missing = if place.name.is_empty() {
        Some("name")
    } else if item.kind == Kind::TouristicEvent && begin_date.is_none() {
        Some("begin_date")
    } else {
        None
    };
    if let Some(key) = missing {
        warn_left_out(key, &place.origin, texts, &mut reading.report);
        return true;
    }
    if place.position.is_none() && item.kind != Kind::InformationDesk {
        let problem = "has no `position = [longitude, latitude]`: its page has no map";
        reading.report.warn(&place.origin, problem);
    }
    let (catalog, terms) = (&mut reading.catalog, reading.terms);
    match item.kind {
        Kind::TouristicContent => {
            catalog.touristic_contents.push(Arc::new(content(place, &texts, terms)));
        }
        Kind::TouristicEvent => {
            let event = begin_date.map(|begin| event(place, begin, &texts, terms));
            catalog.touristic_events.extend(event.map(Arc::new));
        }
        Kind::InformationDesk => {
            catalog.information_desks.push(Arc::new(desk(place, &texts, terms)));
        }
        _ => catalog.pois.push(Arc::new(poi(place, &texts, terms))),
    }
    texts.finish(&mut reading.report);
    true
}

/// Warns that an item is left out, because the field `key` is missing or cannot be used.
fn warn_left_out(key: &str, origin: &str, texts: Texts, report: &mut Report) {
    let is_written = texts.has(key);
    let mut problems = Report::default();
    texts.give_up(&mut problems);
    let start = format!("`{key}` ");
    let is_about = |warning: &&mut Warning| {
        warning.problem.starts_with(&start) || warning.problem.starts_with("the front matter")
    };
    match problems.warnings.iter_mut().find(is_about).filter(|_| is_written) {
        Some(warning) => warning.problem += ". Until then it is left out",
        None => report.warn(origin, format!("has no `{key}`: it is left out")),
    }
    report.extend(problems);
}

/// The fields that all kinds of places share.
struct Place<'a> {
    slug: &'a str,
    name: Localized<String>,
    position: Option<Position>,
    attachments: Vec<Attachment>,
    origin: String,
}

fn poi(place: Place, texts: &Texts, terms: &Terms) -> Poi {
    Poi {
        id: id(place.slug),
        uuid: None,
        name: place.name,
        description: texts.body(),
        poi_type: texts.front("type").and_then(|f| terms.one(Vocabulary::PoiType, f, "type")),
        geometry: place.position,
        attachments: place.attachments,
        structure: texts.fact("structure", FrontMatter::text).map(|name| reference(&name)),
        origin: place.origin,
    }
}

fn content(place: Place, texts: &Texts, terms: &Terms) -> TouristicContent {
    let many = |vocabulary, key| {
        texts.front(key).map(|f| terms.many(vocabulary, f, key)).unwrap_or_default()
    };
    let category = Vocabulary::TouristicContentCategory;
    TouristicContent {
        id: id(place.slug),
        uuid: None,
        name: place.name,
        description_teaser: texts.localized("description_teaser", FrontMatter::html),
        description: texts.body(),
        practical_info: texts.localized("practical_info", FrontMatter::html),
        category: texts.front("category").and_then(|f| terms.one(category, f, "category")),
        types: many(Vocabulary::TouristicContentType, "types"),
        themes: many(Vocabulary::Theme, "themes"),
        accessibility: texts.localized("accessibility", FrontMatter::text),
        label_accessibility: None,
        geometry: place.position,
        contact: texts.localized("contact", FrontMatter::html),
        email: texts.fact("email", FrontMatter::email),
        website: texts.fact("website", FrontMatter::web_address),
        reservation_id: texts.fact("reservation_id", FrontMatter::text),
        attachments: place.attachments,
        structure: texts.fact("structure", FrontMatter::text).map(|name| reference(&name)),
        origin: place.origin,
    }
}

fn event(place: Place, begin_date: String, texts: &Texts, terms: &Terms) -> TouristicEvent {
    let end_date = texts.fact("end_date", FrontMatter::date).filter(|end| {
        let ordered = *end >= begin_date;
        if let Some(front) = texts.front("end_date").filter(|_| !ordered) {
            front.wrong::<()>("end_date", "is before `begin_date`");
        }
        ordered
    });
    let themes = texts.front("themes").map(|f| terms.many(Vocabulary::Theme, f, "themes"));
    let event_type = Vocabulary::TouristicEventType;
    TouristicEvent {
        id: id(place.slug),
        uuid: None,
        name: place.name,
        description_teaser: texts.localized("description_teaser", FrontMatter::html),
        description: texts.body(),
        practical_info: texts.localized("practical_info", FrontMatter::html),
        event_type: texts.front("type").and_then(|f| terms.one(event_type, f, "type")),
        themes: themes.unwrap_or_default(),
        geometry: place.position,
        begin_date,
        end_date,
        start_time: texts.fact("start_time", FrontMatter::text),
        duration: texts.localized("duration", FrontMatter::text),
        meeting_point: texts.localized("meeting_point", FrontMatter::text),
        place: texts.localized("place", FrontMatter::text),
        organizer: texts.localized("organizer", FrontMatter::text),
        price: texts.localized("price", FrontMatter::text),
        target_audience: texts.localized("target_audience", FrontMatter::text),
        booking: texts.localized("booking", FrontMatter::html),
        contact: texts.localized("contact", FrontMatter::html),
        email: texts.fact("email", FrontMatter::email),
        website: texts.fact("website", FrontMatter::web_address),
        cancelled: texts.fact("cancelled", FrontMatter::flag).unwrap_or_default(),
        cancellation_reason: texts.localized("cancellation_reason", FrontMatter::text),
        attachments: place.attachments,
        structure: texts.fact("structure", FrontMatter::text).map(|name| reference(&name)),
        origin: place.origin,
    }
}

fn desk(place: Place, texts: &Texts, terms: &Terms) -> InformationDesk {
    let desk_type = Vocabulary::InformationDeskType;
    InformationDesk {
        id: id(place.slug),
        name: place.name,
        description: texts.body(),
        desk_type: texts.front("type").and_then(|f| terms.one(desk_type, f, "type")),
        accessibility: texts.localized("accessibility", FrontMatter::text),
        label_accessibility: None,
        geometry: place.position,
        street: texts.fact("street", FrontMatter::text),
        postal_code: texts.fact("postal_code", FrontMatter::text),
        municipality: texts.fact("municipality", FrontMatter::text),
        phone: texts.fact("phone", FrontMatter::text),
        email: texts.fact("email", FrontMatter::email),
        website: texts.fact("website", FrontMatter::web_address),
        attachments: place.attachments,
        origin: place.origin,
    }
}

/// Adds a waypoint of a track file as a POI. One without a name is left out.
pub fn waypoint(owner: &str, origin: &str, waypoint: Waypoint, reading: &mut Reading) {
    let Some(name) = waypoint.name.map(|name| sanitize::plain(&name)) else { return };
    let slug = address::slug(&format!("{owner}-{name}"));
    if name.is_empty() || !reading.waypoints.insert(slug.clone()) {
        return;
    }
    let front = FrontMatter::of_fields(origin, waypoint.properties);
    let kind = waypoint.kind.map(|kind| sanitize::plain(&kind)).filter(|kind| !kind.is_empty());
    let mut poi = Poi {
        id: id(&slug),
        uuid: None,
        name: Localized::everywhere(name),
        description: Localized::default(),
        poi_type: reading.terms.one(Vocabulary::PoiType, &front, "type"),
        geometry: Some(waypoint.position),
        attachments: Vec::new(),
        structure: front.text("structure").map(|name| reference(&name)),
        origin: origin.to_owned(),
    };
    if let Some(kind) = kind {
        let words = serde_json::Map::from_iter([("type".to_owned(), kind.into())]);
        let words = FrontMatter::of_fields(origin, words);
        poi.poi_type = reading.terms.one(Vocabulary::PoiType, &words, "type");
        words.give_up(&mut reading.report);
    }
    let description = waypoint.description.or_else(|| front.text("description"));
    if let Some(description) = description {
        let around = reading.folder.around(origin);
        let mut warn = |problem: String| {
            reading.report.warn(origin, format!("the text of “{slug}” {problem}"));
        };
        let description = sanitize::html(&description, &around, &mut warn);
        poi.description = Localized::everywhere(description);
    }
    reading.catalog.pois.push(Arc::new(poi));
    front.give_up(&mut reading.report);
}

/// Reads a file of POIs, such as `pois.geojson`: each point is a POI.
pub fn collection(file: &File, owner: &str, reading: &mut Reading) {
    let Some(contents) = tracks::read(file, "no POI", reading) else { return };
    let before = reading.catalog.pois.len();
    for found in contents.waypoints {
        waypoint(owner, &file.name, found, reading);
    }
    if reading.catalog.pois.len() == before {
        reading.report.warn(&file.name, "no POI: its points need a `name` property");
    }
}

/// Adds the waypoints of a trek's track file as POIs.
pub fn add_waypoints(trek: &str, origin: &str, waypoints: Vec<Waypoint>, reading: &mut Reading) {
    for place in waypoints {
        waypoint(trek, origin, place, reading);
    }
}
