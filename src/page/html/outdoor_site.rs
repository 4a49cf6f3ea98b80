//! The page of an outdoor site: a crag, a take-off, a river.

use crate::model::*;
use crate::model::{OutdoorCourse, OutdoorSite};
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::shared::Shared;
use crate::page::site::{Site, address};
use crate::page::view::attachment::{AttachedView, attached};
use crate::page::view::brand::{self, BrandView};
use crate::page::view::link::LinkView;
use crate::page::view::map::{MapView, shape_map, sheet};
use crate::page::view::picture::{self, PictureView};
use crate::page::view::place::{self, PlaceView, find, site_places};
use crate::page::view::term::{self, TermView};
use crate::page::view::text::{self, Markup, markup, plain};
use crate::page::view::{desk, link};
use serde::Serialize;
use tera::Value;

/// View of the page of an outdoor site: the variable `outdoor_site` of its template.
#[derive(Debug, Serialize)]
pub struct OutdoorSiteView {
    pub slug: String,
    pub name: String,
    /// Language of `name` when the name is missing in the language of the page, else empty.
    pub name_lang: String,
    pub practice: Option<Shared<TermView>>,
    /// Name of the type of site, or empty.
    pub kind: String,
    pub description_teaser: Markup,
    pub ambiance: Markup,
    pub description: Markup,
    pub advice: Markup,
    pub accessibility: Markup,
    pub period: String,
    /// Compass directions that the site faces: `N`, `SW`…
    pub orientation: Vec<String>,
    /// Compass directions of favourable winds: `N`, `SW`…
    pub wind: Vec<String>,
    pub ratings: Vec<Shared<TermView>>,
    pub themes: Vec<Shared<TermView>>,
    pub labels: Vec<Shared<TermView>>,
    pub cities: Vec<Shared<TermView>>,
    /// Names of the sources to credit.
    pub sources: Vec<String>,
    /// Name of the sector of activity (vertical, water…), or empty.
    pub sector: String,
    /// Organisations that manage the site.
    pub managers: Vec<Shared<TermView>>,
    pub pictures: Vec<PictureView>,
    pub attached: AttachedView,
    pub map: Option<MapView>,
    /// Outdoor site that the site is a part of.
    pub parent: Option<LinkView>,
    /// Outdoor sites that are parts of the site.
    pub sites: Vec<PlaceView>,
    /// Courses of the site.
    pub courses: Vec<PlaceView>,
    pub desks: Vec<desk::DeskView>,
    pub web_links: Vec<LinkView>,
    pub structure: Option<BrandView>,
}

pub fn plan(site: &Site) -> Vec<Document> {
    Document::of_each_with::<OutdoorSite>(site, "outdoor_site", view, |document, object| {
        document.sheet = sheet::of_shape(site, &object.geometry);
        document.add_hd_views(site, |view| view.outdoor_site.as_ref() == Some(&object.id));
    })
}

fn view(site: &Site, lang: &Lang, index: usize) -> (Head, Value) {
    let outdoor = site.one::<OutdoorSite>(index);
    let html = |text: &Localized<Html>| markup(site, text, lang);
    let courses = find(site.all::<OutdoorCourse>(), &outdoor.courses, |course| &course.id);
    let shapes = courses.iter().filter_map(|course| {
        Some((&course.geometry, course.name.get(lang)?.clone(), address::url(site, lang, *course)))
    });
    let view = OutdoorSiteView {
        slug: outdoor.id.local().to_owned(),
        name: plain(&outdoor.name, lang),
        name_lang: text::spoken(&outdoor.name, lang),
        practice: outdoor.practice.as_ref().and_then(|practice| term::term(site, lang, practice)),
        kind: term::kind(lang, outdoor.site_type.as_ref()),
        description_teaser: html(&outdoor.description_teaser),
        ambiance: html(&outdoor.ambiance),
        description: html(&outdoor.description),
        advice: html(&outdoor.advice),
        accessibility: html(&outdoor.accessibility),
        period: plain(&outdoor.period, lang),
        orientation: outdoor.orientation.clone(),
        wind: outdoor.wind.clone(),
        ratings: term::terms(site, lang, &outdoor.ratings),
        themes: term::terms(site, lang, &outdoor.themes),
        labels: term::terms(site, lang, &outdoor.labels),
        cities: term::terms(site, lang, &outdoor.cities),
        sector: term::kind(lang, outdoor.sector.as_ref()),
        managers: term::terms(site, lang, &outdoor.managers),
        sources: term::terms(site, lang, &outdoor.source)
            .into_iter()
            .map(|s| s.name.clone())
            .collect(),
        pictures: picture::pictures(site, lang, &outdoor.attachments),
        attached: attached(site, lang, &outdoor.attachments, |view| {
            view.outdoor_site.as_ref() == Some(&outdoor.id)
        }),
        map: shape_map(site, &outdoor.geometry, plain(&outdoor.name, lang), shapes),
        parent: outdoor.parent.as_ref().and_then(|id| {
            let parents = std::slice::from_ref(id);
            let parent = find(site.all::<OutdoorSite>(), parents, |site| &site.id).pop()?;
            Some(LinkView {
                name: parent.name.get(lang)?.clone(),
                url: address::url(site, lang, parent),
            })
        }),
        sites: site_places(site, lang, &outdoor.children),
        courses: courses
            .iter()
            .filter_map(|course| place::course_place(site, lang, course))
            .collect(),
        desks: desk::desks(site, lang, &outdoor.information_desks),
        web_links: link::web_links(lang, &outdoor.web_links),
        structure: brand::of(site, lang, outdoor.structure.as_ref()),
    };
    let texts = [&outdoor.description_teaser, &outdoor.ambiance, &outdoor.description];
    let head = Head::of_object(&view.name, texts, lang, &view.pictures);
    (head, Value::from_serializable(&view))
}
