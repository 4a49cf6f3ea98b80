//! The page of a trek.

pub mod section;

use crate::derive::nearby::Along;
use crate::derive::season::Season;
use crate::model::{Html, Lang, Localized, Position, SensitiveArea, Term, Trek, WebLink};
use crate::page::Head;
use crate::page::Page;
use crate::page::ViewPage;
use crate::page::attachment;
use crate::page::attachment::AttachedView;
use crate::page::beside;
use crate::page::booking;
use crate::page::effort;
use crate::page::effort::{EffortView, StageView};
use crate::page::facility;
use crate::page::facility::{FacilityView, SignpostView};
use crate::page::feedback;
use crate::page::feedback::ReportView;
use crate::page::file::download;
use crate::page::html::alerts;
use crate::page::html::alerts::AlertView;
use crate::page::html::desk;
use crate::page::html::desk::DeskView;
use crate::page::html::list;
use crate::page::html::structure;
use crate::page::map;
use crate::page::map::{Shown, ShownLine, ShownPoint};
use crate::page::parts;
use crate::page::profile;
use crate::page::share;
use crate::page::share::QrView;
use crate::page::site::Site;
use crate::page::text::{self, Markup, markup, plain};
use crate::page::view::*;
use section::SectionView;
use serde::Serialize;
use std::sync::Arc;

/// `trek`
#[derive(Debug, Serialize)]
pub struct TrekView {
    pub slug: String,
    pub name: String,
    /// The language of a name that stands in for the missing one of this language, or empty.
    pub name_lang: String,
    pub practice: Option<TermView>,
    pub description_teaser: Markup,
    pub ambiance: Markup,
    /// The steps.
    pub description: Markup,
    pub departure: String,
    pub arrival: String,
    pub advice: Markup,
    pub gear: Markup,
    pub access: Markup,
    pub public_transport: Markup,
    pub advised_parking: Markup,
    /// `geo:` address of the car park, or empty.
    pub parking_url: String,
    pub facts: FactsView,
    /// When it is usually walked, by its highest point; `null` where the territory does not say.
    pub season: Option<PeriodView>,
    /// How ascent and descent were computed, or `published`: given by the manager.
    pub ascent_method: String,
    pub themes: Vec<TermView>,
    pub labels: Vec<TermView>,
    pub networks: Vec<TermView>,
    pub cities: Vec<TermView>,
    pub districts: Vec<TermView>,
    pub accessibilities: Vec<TermView>,
    /// Degrees on the scales of its practice, beside the difficulty.
    pub ratings: Vec<TermView>,
    pub ratings_description: Markup,
    pub accessibility_level: Option<TermView>,
    pub accessibility: AccessibilityView,
    /// The first is the hero.
    pub pictures: Vec<PictureView>,
    /// `null` without elevation.
    pub profile: Option<ProfileView>,
    /// `null` without elevation.
    pub effort: Option<EffortView>,
    pub map: Option<MapView>,
    /// In walking order, with the distance from the start.
    pub pois: Vec<PlaceView>,
    /// Services and infrastructure, in walking order.
    pub facilities: Vec<FacilityView>,
    /// In walking order.
    pub signposts: Vec<SignpostView>,
    pub attached: AttachedView,
    pub contents: Vec<PlaceView>,
    pub events: Vec<PlaceView>,
    /// Sensitive areas that it crosses.
    pub sensitive_areas: Vec<SensitiveAreaView>,
    pub desks: Vec<DeskView>,
    /// The stages of an itinerary.
    pub stages: Vec<StageView>,
    /// True when the pages of the stages list facilities, signposts, contents or events that this one
    /// leaves to them.
    pub stages_have_more: bool,
    /// The itineraries it is a stage of.
    pub parents: Vec<LinkView>,
    /// The stages before and after in the first of them.
    pub previous: Option<LinkView>,
    pub next: Option<LinkView>,
    pub web_links: Vec<LinkView>,
    /// Where it is booked, or empty.
    pub booking_url: String,
    pub downloads: Vec<DownloadView>,
    /// The full address of the page, to point a telephone at.
    pub qr: Option<QrView>,
    pub structure: Option<BrandView>,
    /// Who is credited.
    pub sources: Vec<String>,
    /// `2026-05-12`, or empty.
    pub update_date: String,
    /// How a problem is reported; `null` where nobody wants to know.
    pub report: Option<ReportView>,
    /// What one must know before going there, the worst first; those about the whole territory are
    /// in `site`.
    pub alerts: Vec<AlertView>,
    /// Other treks that start at the same place.
    pub from_here: Vec<CardView>,
    /// Other treks that start near.
    pub nearby: Vec<CardView>,
    /// What the settings show and has something to show, in their order: in the text,
    pub sections: Vec<SectionView>,
    /// and below it over the whole width.
    pub bands: Vec<SectionView>,
}

#[derive(Debug, Serialize)]
pub struct AccessibilityView {
    pub advice: Markup,
    pub covering: Markup,
    pub exposure: Markup,
    pub signage: Markup,
    pub slope: Markup,
    pub width: Markup,
    pub disabled_infrastructure: Markup,
    /// What these texts are about, in pictures.
    pub pictures: Vec<PictureView>,
}

impl AccessibilityView {
    pub fn is_empty(&self) -> bool {
        let (place, way) = (
            [&self.advice, &self.signage, &self.disabled_infrastructure],
            [&self.covering, &self.exposure, &self.slope, &self.width],
        );
        self.pictures.is_empty() && place.iter().chain(&way).all(|text| text.is_empty())
    }
}

/// Where animals are easily disturbed.
#[derive(Debug, Serialize)]
pub struct SensitiveAreaView {
    pub name: String,
    pub description: Markup,
    pub contact: Markup,
    /// Address of more about it, or empty.
    pub url: String,
    /// Runs of months in which it is sensitive, as first and last day: `2000-03-01`, `2000-08-01`.
    pub periods: Vec<PeriodView>,
    /// The same one by one, 1 to 12.
    pub months: Vec<usize>,
    /// True when it is so in every month.
    pub all_year: bool,
    pub practices: Vec<TermView>,
    pub rules: Vec<String>,
}

/// A run of months, which may go on in the next year: only the month of these dates matters.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct PeriodView {
    pub first: String,
    pub last: String,
}

/// Where a trek is, below the language.
pub fn rest(trek: &Trek) -> String {
    format!("trek/{}/", trek.id.local())
}

pub fn url(site: &Site, lang: &Lang, trek: &Trek) -> String {
    site.url(lang, &rest(trek))
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let mut plan = Vec::new();
    for (index, trek) in site.atlas.catalog.treks.iter().enumerate() {
        let langs = site.languages_where(|lang| trek.name.get(lang).is_some());
        for lang in &langs {
            let page = ViewPage {
                kind: "trek",
                item: trek.origin.clone(),
                rest: rest(trek),
                lang: lang.clone(),
                langs: langs.clone(),
            };
            plan.push(page.page(site, move |site, lang| {
                let view = view(site, lang, index);
                let trek = site.trek(index);
                let texts = [&trek.description_teaser, &trek.ambiance, &trek.description];
                let head = Head {
                    title: view.name.clone(),
                    description: text::teaser(texts, lang),
                    pictures: view.pictures.clone(),
                };
                (head, text::value(&view))
            }));
        }
    }
    plan
}

fn view(site: &Site, lang: &Lang, index: usize) -> TrekView {
    let (trek, figures) = (site.trek(index), &site.atlas.figures[index]);
    let neighbours = &site.atlas.neighbours[index];
    let catalog = &site.atlas.catalog;
    let html = |text: &Localized<Html>| markup(site, text, lang);
    let terms = |terms: &[Arc<Term>]| parts::terms(site, lang, terms);
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
        .filter_map(|a| at(a, parts::poi_place(site, lang, &catalog.pois[a.item])))
        .collect();
    let beside = beside::of(site, lang, index);
    let contents = beside.contents.iter().filter_map(|a| {
        at(a, parts::content_place(site, lang, &catalog.touristic_contents[a.item]))
    });
    let events = beside
        .events
        .iter()
        .filter_map(|a| at(a, parts::event_place(site, lang, &catalog.touristic_events[a.item])));
    let (previous, next) = around(site, lang, index);
    let facts = parts::facts(site, lang, index);
    let mut view = TrekView {
        slug: trek.id.local().to_owned(),
        name: plain(&trek.name, lang),
        name_lang: text::spoken(&trek.name, lang),
        practice: trek.practice.as_ref().and_then(|practice| parts::term(site, lang, practice)),
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
        season: parts::season(site, &facts).map(months),
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
            .and_then(|l| parts::term(site, lang, l)),
        accessibility: AccessibilityView {
            advice: html(&trek.accessibility.advice),
            covering: html(&trek.accessibility.covering),
            exposure: html(&trek.accessibility.exposure),
            signage: html(&trek.accessibility.signage),
            slope: html(&trek.accessibility.slope),
            width: html(&trek.accessibility.width),
            disabled_infrastructure: html(&trek.accessibility.disabled_infrastructure),
            pictures: parts::pictures(site, lang, &trek.attachments_accessibility),
        },
        pictures: parts::pictures(site, lang, &trek.attachments),
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
        sensitive_areas: areas(site, lang, index),
        desks: desk::along(site, lang, index),
        stages: effort::stages(site, lang, &neighbours.children),
        stages_have_more: beside.is_partial,
        parents: neighbours.parents.iter().filter_map(|i| link(site, lang, *i)).collect(),
        previous,
        next,
        web_links: web_links(lang, &trek.web_links),
        booking_url: booking::url(site, trek.reservation_id.as_ref()),
        downloads: download::views(site, lang, trek),
        qr: share::qr(&site.canonical(&url(site, lang, trek))),
        structure: site
            .structure(trek.structure.as_ref())
            .and_then(|found| structure::brand(site, lang, found)),
        sources: terms(&trek.source).into_iter().map(|source| source.name).collect(),
        update_date: trek.update_datetime.clone().unwrap_or_default(),
        report: feedback::view(site, lang, trek),
        alerts: alerts::of_trek(site, lang, index),
        from_here: parts::cards(site, lang, &neighbours.from_here),
        nearby: parts::cards(site, lang, &neighbours.treks),
        sections: Vec::new(),
        bands: Vec::new(),
    };
    (view.sections, view.bands) = section::views(&site.settings.trek, &view);
    view
}

fn link(site: &Site, lang: &Lang, index: usize) -> Option<LinkView> {
    let trek = site.trek(index);
    Some(LinkView { name: trek.name.get(lang)?.clone(), url: url(site, lang, trek) })
}

/// The stages before and after this one, in the first itinerary that has it.
fn around(site: &Site, lang: &Lang, index: usize) -> (Option<LinkView>, Option<LinkView>) {
    let Some(parent) = site.atlas.neighbours[index].parents.first() else { return (None, None) };
    let stages = &site.atlas.neighbours[*parent].children;
    let Some(at) = stages.iter().position(|stage| *stage == index) else { return (None, None) };
    let stage = |at: Option<usize>| at.and_then(|at| link(site, lang, *stages.get(at)?));
    (stage(at.checked_sub(1)), stage(Some(at + 1)))
}

fn areas(site: &Site, lang: &Lang, index: usize) -> Vec<SensitiveAreaView> {
    let areas = site.atlas.areas_of_trek[index].iter();
    let areas = areas.map(|area| &site.atlas.catalog.sensitive_areas[*area]);
    let html = |text: &Localized<Html>| markup(site, text, lang);
    let view = |area: &Arc<SensitiveArea>| {
        Some(SensitiveAreaView {
            name: area.name.get(lang)?.clone(),
            description: html(&area.description),
            contact: html(&area.contact),
            url: area.info_url.clone().unwrap_or_default(),
            all_year: area.period.iter().all(|month| *month),
            periods: periods(area.period),
            months: (1..=12).filter(|month| area.period[month - 1]).collect(),
            practices: parts::terms(site, lang, &area.practices),
            rules: area.rules.iter().filter_map(|rule| rule.get(lang).cloned()).collect(),
        })
    };
    areas.filter_map(view).collect()
}

/// The runs of months, the last of which may go on in January.
fn periods(months: [bool; 12]) -> Vec<PeriodView> {
    let is = |month: usize| months[month % 12];
    let starts = (0..12).filter(|month| is(*month) && !is(month + 11));
    let run = |start: usize| {
        let last = (start..start + 12).take_while(|month| is(*month)).last().unwrap_or(start);
        PeriodView { first: date(start % 12 + 1), last: date(last % 12 + 1) }
    };
    starts.map(run).collect()
}

fn months(season: Season) -> PeriodView {
    let [first, last] = [season.from, season.to].map(|month| date(month.number().into()));
    PeriodView { first, last }
}

/// A day of a month, 1 to 12.
fn date(month: usize) -> String {
    format!("2000-{month:02}-01")
}

/// Links to other sites; one without a name in the language is called by its address.
pub fn web_links(lang: &Lang, links: &[WebLink]) -> Vec<LinkView> {
    let name = |link: &WebLink| link.name.get(lang).unwrap_or(&link.url).clone();
    links.iter().map(|link| LinkView { name: name(link), url: link.url.clone() }).collect()
}

fn map(site: &Site, lang: &Lang, index: usize, pois: &[PlaceView]) -> Option<MapView> {
    let (trek, figures) = (site.trek(index), &site.atlas.figures[index]);
    let neighbours = &site.atlas.neighbours[index];
    let catalog = &site.atlas.catalog;
    let mut shown = Shown::default();
    if figures.detail.is_empty() {
        // An itinerary that nobody drew is where its stages are.
        let exists = |stage: &&usize| site.trek(**stage).name.get(lang).is_some();
        let stages: Vec<usize> = neighbours.children.iter().filter(exists).copied().collect();
        shown.lines = list::lines(site, lang, &stages);
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
        let poi = &catalog.pois[along.item];
        if let Some(view) = pois.iter().find(|view| view.slug == poi.id.local()) {
            point(poi.geometry, "poi", view.name.clone(), view.url.clone());
        }
    }
    for along in &neighbours.services {
        let service = &catalog.services[along.item];
        let name = parts::kind(lang, Some(&service.service_type));
        point(Some(service.geometry), "facility", name, none());
    }
    for along in &neighbours.infrastructures {
        let built = &catalog.infrastructures[along.item];
        point(Some(built.geometry), "facility", plain(&built.name, lang), none());
    }
    for along in &neighbours.signages {
        let signage = &catalog.signages[along.item];
        point(Some(signage.geometry), "signpost", plain(&signage.name, lang), none());
    }
    for along in &neighbours.contents {
        let content = &catalog.touristic_contents[along.item];
        if let Some(view) = parts::content_place(site, lang, content) {
            point(content.geometry, "content", view.name, view.url);
        }
    }
    for area in &site.atlas.areas_of_trek[index] {
        shown.areas.push(&site.atlas.outlines[*area]);
    }
    let (start, end) = (trek.start(), trek.geometry.end());
    let loops = start.zip(end).is_some_and(|(a, b)| crate::derive::measure::distance(a, b) < 100.0);
    if !loops {
        point(end, "arrival", plain(&trek.arrival, lang), none());
    }
    point(start, "departure", plain(&trek.departure, lang), none());
    map::view(&shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_runs_that_may_go_on_in_january() {
        let months = |wanted: &[usize]| std::array::from_fn(|month| wanted.contains(&(month + 1)));
        let run = |first: u32, last: u32| PeriodView {
            first: format!("2000-{first:02}-01"),
            last: format!("2000-{last:02}-01"),
        };
        assert_eq!(periods(months(&[3, 4, 5])), [run(3, 5)]);
        assert_eq!(periods(months(&[11, 12, 1, 2])), [run(11, 2)]);
        assert_eq!(periods(months(&[1, 6])), [run(1, 1), run(6, 6)]);
        assert_eq!(periods([true; 12]), []);
    }
}
