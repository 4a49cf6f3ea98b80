//! The page of a trek.

pub mod section;
pub mod view;
pub mod areas;

use crate::derive::nearby::Along;
use crate::model::{
    Html, Infrastructure, Lang, Localized, Poi, Position, Service, Signage, Term, TouristicContent,
    TouristicEvent,
};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::html::trek::areas::months;
use crate::page::html::trek::view::{AccessibilityView, TrekView};
use crate::page::site::Site;
use crate::page::site::address::{self, Addressed};
use crate::page::view::link::{self, LinkView, web_links};
use crate::page::view::map::{self, MapView, Shown, ShownLine, ShownPoint};
use crate::page::view::place::{self, PlaceView};
use crate::page::view::text::{self, markup, plain};
use crate::page::view::{
    alert, attachment, beside, booking, brand, card, desk, download, effort, facility, facts,
    picture, profile, report, share, term,
};
use std::sync::Arc;
use tera::Value;

/// Plans the pages of all treks: in each language, in the order of the list of treks.
pub fn plan(site: &Site) -> Vec<Document> {
    let mut plan = Vec::new();
    for lang in site.languages() {
        for index in site.treks_in(lang).iter().copied() {
            let trek = site.trek(index);
            let langs = site.languages_where(|lang| trek.name.get(lang).is_some());
            let make = move |site: &Site, lang: &Lang| page(site, lang, index);
            let item = ("trek", trek.origin.as_str());
            let mut document = Document::new(item, &trek.path(), lang, &langs, make);
            document.object = Some(trek.clone());
            document.section = Some("trek");
            document.changed = trek.update_datetime.clone();
            for along in beside::of(site, lang, index).infrastructures {
                document.beside.push(site.one::<Infrastructure>(along.item).clone());
            }
            document.sheet = map::sheet::of_trek(site, index);
            document.add_hd_views(site, |view| view.trek.as_ref() == Some(&trek.id));
            plan.push(document);
        }
    }
    plan
}

fn page(site: &Site, lang: &Lang, index: usize) -> (Head, Value) {
    let (view, trek) = (view(site, lang, index), site.trek(index));
    let texts = [&trek.description_teaser, &trek.ambiance, &trek.description];
    let head = Head::of_object(&view.name, texts, lang, &view.pictures);
    (head, Value::from_serializable(&view))
}

fn view(site: &Site, lang: &Lang, index: usize) -> TrekView {
    let (trek, figures) = (site.trek(index), site.figures(index));
    let neighbours = site.neighbours(index);
    let html = |text: &Localized<Html>| markup(site, text, lang);
    let terms = |terms: &[Arc<Term>]| term::terms(site, lang, terms);
    let at = |along: &Along, place: Option<PlaceView>| {
        place.map(|place| PlaceView {
            distance: Some(along.distance.round()),
            again: along.again.iter().map(|at| at.round()).collect(),
            ..place
        })
    };
    let pois: Vec<PlaceView> = neighbours
        .pois
        .iter()
        .filter_map(|a| at(a, place::poi_place(site, lang, site.one::<Poi>(a.item))))
        .collect();
    let beside = beside::of(site, lang, index);
    let contents = beside.contents.iter().filter_map(|a| {
        at(a, place::content_place(site, lang, site.one::<TouristicContent>(a.item)))
    });
    let events = beside
        .events
        .iter()
        .filter_map(|a| at(a, place::event_place(site, lang, site.one::<TouristicEvent>(a.item))));
    let (previous, next) = neighbouring_stages(site, lang, index);
    let facts = facts::facts(site, lang, index);
    let mut view = TrekView {
        slug: trek.id.local().to_owned(),
        name: plain(&trek.name, lang),
        name_lang: text::spoken(&trek.name, lang),
        practice: trek.practice.as_ref().and_then(|practice| term::term(site, lang, practice)),
        description_teaser: html(&trek.description_teaser),
        ambiance: html(&trek.ambiance),
        description: html(&trek.description),
        departure: plain(&trek.departure, lang),
        arrival: plain(&trek.arrival, lang),
        advice: html(&trek.advice),
        gear: html(&trek.gear),
        access: html(&trek.access),
        public_transport: html(&trek.public_transport),
        advised_parking: html(&trek.advised_parking),
        parking_url: trek
            .parking_location
            .map_or(String::new(), |p| format!("geo:{:.5},{:.5}", p.lat(), p.lon())),
        season: facts::season(site, &facts).map(months),
        facts,
        ascent_method: download::ascent_method(site, index).to_owned(),
        themes: terms(&trek.themes),
        labels: terms(&trek.labels),
        networks: terms(&trek.networks),
        cities: terms(&trek.cities),
        districts: terms(&trek.districts),
        accessibilities: terms(&trek.accessibilities),
        ratings: terms(&trek.ratings),
        ratings_description: html(&trek.ratings_description),
        accessibility_level: trek
            .accessibility_level
            .as_ref()
            .and_then(|l| term::term(site, lang, l)),
        accessibility: AccessibilityView {
            advice: html(&trek.accessibility.advice),
            covering: html(&trek.accessibility.covering),
            exposure: html(&trek.accessibility.exposure),
            signage: html(&trek.accessibility.signage),
            slope: html(&trek.accessibility.slope),
            width: html(&trek.accessibility.width),
            disabled_infrastructure: html(&trek.accessibility.disabled_infrastructure),
            pictures: picture::pictures(site, lang, &trek.attachments_accessibility),
        },
        pictures: picture::pictures(site, lang, &trek.attachments),
        profile: figures
            .profile
            .as_ref()
            .and_then(|p| profile::view(p, figures.effort.as_ref(), &pois)),
        effort: figures.effort.as_ref().map(effort::view),
        map: map(site, lang, index, &pois),
        pois,
        facilities: facility::facilities(site, lang, &beside),
        signposts: facility::signposts(site, lang, &beside),
        attached: attachment::attached(site, lang, &trek.attachments, |view| {
            view.trek.as_ref() == Some(&trek.id)
        }),
        contents: contents.collect(),
        events: events.collect(),
        sensitive_areas: areas::areas(site, lang, index),
        desks: desk::along(site, lang, index),
        stages: effort::stages(site, lang, &neighbours.children),
        stages_have_more: beside.is_partial,
        parents: neighbours.parents.iter().filter_map(|i| link::link(site, lang, *i)).collect(),
        previous,
        next,
        web_links: web_links(lang, &trek.web_links),
        booking_url: booking::url(site, trek.reservation_id.as_ref()),
        downloads: download::views(site, lang, trek),
        qr: share::qr(&site.canonical(&address::url(site, lang, trek))),
        structure: brand::of(site, lang, trek.structure.as_ref()),
        sources: terms(&trek.source).into_iter().map(|source| source.name.clone()).collect(),
        update_date: trek.update_datetime.clone().unwrap_or_default(),
        report: report::view(site, lang, trek),
        alerts: alert::of_trek(site, lang, index),
        from_here: card::cards(site, lang, &neighbours.from_here),
        nearby: card::cards(site, lang, &neighbours.treks),
        sections: Vec::new(),
        bands: Vec::new(),
    };
    (view.sections, view.bands) = section::views(&site.settings.trek, &view);
    view
}

/// Returns links to the previous and the next stage, in the first itinerary that the trek is a
/// stage of. `index` is that of the trek in the catalog.
fn neighbouring_stages(
    site: &Site,
    lang: &Lang,
    index: usize,
) -> (Option<LinkView>, Option<LinkView>) {
    let Some(parent) = site.neighbours(index).parents.first() else { return (None, None) };
    let stages = &site.neighbours(*parent).children;
    let Some(at) = stages.iter().position(|stage| *stage == index) else { return (None, None) };
    let stage = |at: Option<usize>| at.and_then(|at| link::link(site, lang, *stages.get(at)?));
    (stage(at.checked_sub(1)), stage(Some(at + 1)))
}

fn map(site: &Site, lang: &Lang, index: usize, pois: &[PlaceView]) -> Option<MapView> {
    let (trek, figures) = (site.trek(index), site.figures(index));
    let neighbours = site.neighbours(index);
    let mut shown = Shown::default();
    if figures.detail.is_empty() {
        // An itinerary without a line of its own is drawn as the lines of its stages.
        let exists = |stage: &&usize| site.trek(**stage).name.get(lang).is_some();
        let stages: Vec<usize> = neighbours.children.iter().filter(exists).copied().collect();
        shown.lines = map::lines(site, lang, &stages);
    } else {
        shown.lines.push(ShownLine {
            segments: &figures.detail,
            start: None,
            name: plain(&trek.name, lang),
            url: String::new(),
        });
    }
    let mut point = |position: Option<Position>, kind, name: String, url: String| {
        shown.points.extend(position.map(|position| ShownPoint { position, kind, name, url }));
    };
    let none = String::new;
    point(trek.parking_location, "parking", none(), none());
    for (number, position) in (1..).zip(&trek.points_reference) {
        point(Some(*position), "reference", format!("{number}"), none());
    }
    for along in &neighbours.pois {
        let poi = site.one::<Poi>(along.item);
        if let Some(view) = pois.iter().find(|view| view.slug == poi.id.local()) {
            point(poi.geometry, "poi", view.name.clone(), view.url.clone());
        }
    }
    for along in &neighbours.services {
        let service = site.one::<Service>(along.item);
        let name = term::kind(lang, Some(&service.service_type));
        point(Some(service.geometry), "facility", name, none());
    }
    for along in &neighbours.infrastructures {
        let built = site.one::<Infrastructure>(along.item);
        point(Some(built.geometry), "facility", plain(&built.name, lang), none());
    }
    for along in &neighbours.signages {
        let signage = site.one::<Signage>(along.item);
        point(Some(signage.geometry), "signpost", plain(&signage.name, lang), none());
    }
    for along in &neighbours.contents {
        let content = site.one::<TouristicContent>(along.item);
        if let Some(view) = place::content_place(site, lang, content) {
            point(content.geometry, "content", view.name, view.url);
        }
    }
    for area in site.areas_of_trek(index) {
        shown.areas.push(site.outline(*area));
    }
    let (start, end) = (trek.start(), trek.geometry.end());
    let loops = start.zip(end).is_some_and(|(a, b)| crate::derive::measure::distance(a, b) < 100.0);
    if !loops {
        point(end, "arrival", plain(&trek.arrival, lang), none());
    }
    point(start, "departure", plain(&trek.departure, lang), none());
    map::trek_map(site, index, &shown)
}
