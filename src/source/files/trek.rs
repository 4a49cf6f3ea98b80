//! A folder of `treks/`, or a track file with texts → [`Trek`].

use crate::model::trek::{Accessibility, PublishedFigures};
use crate::model::*;
use crate::source::files::front_matter::FrontMatter;
use crate::source::files::terms::Terms;
use crate::source::files::texts::{self, Texts, readable};
use crate::source::files::track::Track;
use crate::source::files::walk::{File, Item, Kind};
use crate::source::files::{Reading, id, places, reference, tracks};
use crate::source::sanitize;
use std::sync::Arc;

/// Reads a trek from a folder, or from a track file with texts beside it: texts, track, photographs,
/// POIs.
pub fn folder(item: &Item, reading: &mut Reading) {
    let files = texts::read(item, reading.languages, &mut reading.report);
    let texts = Texts::parse(&files, &reading.folder);
    let pois = item.files.iter().filter(|file| is_pois(file));
    pois.for_each(|file| places::collection(file, &item.slug, reading));
    let track = read_track(item, &texts, reading);
    // A trek with a text has a page even without a track.
    let Some(origin) = track.as_ref().map(|(file, _)| file).or(files.first().map(|f| &f.name))
    else {
        texts.give_up(&mut reading.report);
        return;
    };
    let mut trek = Trek::new(id(&item.slug), origin.clone());
    let track = track.map(|(_, track)| track).unwrap_or_default();
    trek.ascent_method = reading.ascent;
    trek.geometry = track.line;
    if trek.geometry.is_empty() {
        trek.departure_geom = track.waypoints.first().map(|place| place.position);
    }
    trek.name = texts.localized("name", FrontMatter::text);
    places::add_waypoints(&item.slug, &trek.origin, track.waypoints, reading);
    fill(&mut trek, &texts, reading.terms);
    trek.attachments = texts.attachments(item);
    let fallback = track.name.unwrap_or_else(|| readable(&sanitize::plain(item_name(item))));
    set_missing_names(&mut trek, &texts, &sanitize::plain(&fallback), reading);
    reading.catalog.treks.push(Arc::new(trek));
    texts.finish(&mut reading.report);
}

fn is_pois(file: &File) -> bool {
    file.stem() == "pois" && file.is_track()
}

/// Name of the folder of a trek, or of its track file without the extension.
fn item_name(item: &Item) -> &str {
    match item.kind {
        Kind::Track => item.files[0].stem(),
        _ => item.files[0].name.split('/').nth(1).unwrap_or(&item.slug),
    }
}

/// Sets all fields of a trek but its name, track and pictures.
pub fn fill(trek: &mut Trek, texts: &Texts, terms: &Terms) {
    let one = |vocabulary, key| texts.front(key).and_then(|f| terms.one(vocabulary, f, key));
    let many = |vocabulary, key| {
        texts.front(key).map(|f| terms.many(vocabulary, f, key)).unwrap_or_default()
    };
    trek.practice = one(Vocabulary::Practice, "practice");
    trek.difficulty = one(Vocabulary::Difficulty, "difficulty");
    trek.route = one(Vocabulary::Route, "route");
    trek.themes = many(Vocabulary::Theme, "themes");
    trek.labels = many(Vocabulary::Label, "labels");
    trek.networks = many(Vocabulary::Network, "networks");
    trek.cities = many(Vocabulary::City, "cities");
    trek.districts = many(Vocabulary::District, "districts");
    trek.source = many(Vocabulary::RecordSource, "source");
    trek.accessibilities = many(Vocabulary::Accessibility, "accessibilities");
    trek.ratings = many(Vocabulary::Rating, "ratings");
    trek.ratings_description = texts.localized("ratings_description", FrontMatter::html);
    trek.accessibility_level = one(Vocabulary::AccessibilityLevel, "accessibility_level");

    trek.description_teaser = texts.localized("description_teaser", FrontMatter::html);
    trek.ambiance = texts.localized("ambiance", FrontMatter::html);
    trek.description = texts.body();
    trek.departure = texts.localized("departure", FrontMatter::text);
    trek.arrival = texts.localized("arrival", FrontMatter::text);
    trek.advice = texts.localized("advice", FrontMatter::html);
    trek.gear = texts.localized("gear", FrontMatter::html);
    trek.access = texts.localized("access", FrontMatter::html);
    trek.public_transport = texts.localized("public_transport", FrontMatter::html);
    trek.advised_parking = texts.localized("advised_parking", FrontMatter::html);
    trek.accessibility = Accessibility {
        advice: texts.localized("accessibility_advice", FrontMatter::html),
        covering: texts.localized("accessibility_covering", FrontMatter::html),
        exposure: texts.localized("accessibility_exposure", FrontMatter::html),
        signage: texts.localized("accessibility_signage", FrontMatter::html),
        slope: texts.localized("accessibility_slope", FrontMatter::html),
        width: texts.localized("accessibility_width", FrontMatter::html),
        disabled_infrastructure: texts.localized("disabled_infrastructure", FrontMatter::html),
    };

    trek.parking_location = texts.fact("parking_location", FrontMatter::position);
    let points = texts.front("points_reference");
    trek.points_reference = points.map(|f| f.positions("points_reference")).unwrap_or_default();
    trek.duration = texts.fact("duration", FrontMatter::amount);
    trek.published = PublishedFigures {
        length_2d: texts.fact("length_2d", FrontMatter::amount),
        ascent: texts.fact("ascent", FrontMatter::amount),
        descent: texts.fact("descent", FrontMatter::number).map(f64::abs),
        min_elevation: texts.fact("min_elevation", FrontMatter::number),
        max_elevation: texts.fact("max_elevation", FrontMatter::number),
    };
    trek.structure = texts.fact("structure", FrontMatter::text).map(|name| reference(&name));
    let ids = |key| texts.front(key).map(|front| front.texts(key)).unwrap_or_default();
    trek.information_desks = ids("information_desks").iter().map(|name| reference(name)).collect();
    trek.children = ids("children").iter().map(|name| reference(name)).collect();
    trek.reservation_id = texts.fact("reservation_id", FrontMatter::text);
    trek.update_datetime = texts.fact("update_datetime", FrontMatter::date);
    trek.web_links = web_links(texts);
}

fn web_links(texts: &Texts) -> Vec<WebLink> {
    let Some(front) = texts.front("web_links") else { return Vec::new() };
    front.tables("web_links", |table| {
        let (name, url) = (table.text("name"), table.web_address("url")?);
        Some(WebLink { name: Localized::everywhere(name.unwrap_or_else(|| url.clone())), url })
    })
}

/// Sets the name in each language that has a text but no name, with a warning.
fn set_missing_names(trek: &mut Trek, texts: &Texts, fallback: &str, reading: &mut Reading) {
    if texts.langs().next().is_none() {
        trek.name = Localized::everywhere(fallback.to_owned());
        return;
    }
    for lang in texts.langs() {
        if trek.name.get(lang).is_none() {
            trek.name.insert(lang.clone(), fallback.to_owned());
            if !texts.is_unreadable(lang) {
                let problem =
                    format!("has no `name` in `{lang}`: it is called “{fallback}” for now");
                reading.report.warn(&trek.origin, problem);
            }
        }
    }
}

/// Reads the track of a trek. Returns it with the name of its file. It is without a line when its
/// file has none and there is a text. `None` when there is no file, or it cannot be used. All these
/// cases are warnings.
fn read_track(item: &Item, texts: &Texts, reading: &mut Reading) -> Option<(String, Track)> {
    let candidates: Vec<&File> =
        item.files.iter().filter(|f| f.is_track() && !is_pois(f)).collect();
    let has_text = texts.langs().next().is_some();
    if candidates.is_empty() {
        let problem = match has_text {
            true => {
                "has no track: its page has no map, no profile and no files to download; put a GPX, GeoJSON or KML file in it"
            }
            false => "has no track: put a GPX, GeoJSON or KML file in it",
        };
        reading.report.warn(item.files[0].folder(), problem);
    }
    let named = texts.front("track").and_then(|front| {
        let name = front.text("track")?;
        let found = candidates.iter().find(|file| file.path.ends_with(&name));
        found.or_else(|| {
            front.wrong("track", &format!("names `{name}`, which is not in this folder"))
        })
    });
    let default = || candidates.iter().find(|file| file.stem() == "track");
    let file = named.or_else(default).or(candidates.first())?;
    if named.is_none() {
        for other in candidates.iter().filter(|other| other.path != file.path) {
            let problem =
                format!("is not shown: {} is the track; choose with `track = \"…\"`", file.name);
            reading.report.warn(&other.name, problem);
        }
    }
    let lost = if has_text { "no map, no profile" } else { "no page" };
    let contents = tracks::read(file, lost, reading)?;
    let waypoints = contents.waypoints;
    let track = contents.tracks.into_iter().filter(|track| !track.line.is_empty()).collect();
    let (track, problem) = match tracks::merge(track) {
        Some(track) => match tracks::too_long(&track.line, lost) {
            None => (Some(track), None),
            problem => (None, problem),
        },
        None => (None, Some(format!("{lost}: a trail needs at least two different points"))),
    };
    if let Some(problem) = problem {
        reading.report.warn(&file.name, problem);
    }
    let track = track.or_else(|| has_text.then(Track::default))?;
    Some((file.name.clone(), Track { waypoints, ..track }))
}
