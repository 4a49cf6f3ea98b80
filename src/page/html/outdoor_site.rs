//! The page of an outdoor site: a crag, a take-off, a river.

use crate::model::*;
use crate::page::Head;
use crate::page::Page;
use crate::page::PagePerObject;
use crate::page::attachment::{AttachedView, attached};
use crate::page::html::outdoor_course;
use crate::page::html::structure;
use crate::page::map;
use crate::page::map::{Shown, ShownLine, ShownPoint};
use crate::page::parts;
use crate::page::site::Site;
use crate::page::text::{self, Markup, markup, plain};
use crate::page::view::*;
use serde::Serialize;
use std::sync::Arc;

/// `outdoor_site`
#[derive(Debug, Serialize)]
pub struct OutdoorSiteView {
    pub slug: String,
    pub name: String,
    /// The language of a name that stands in for the missing one of this language, or empty.
    pub name_lang: String,
    pub practice: Option<TermView>,
    /// Its type, or empty.
    pub kind: String,
    pub description_teaser: Markup,
    pub ambiance: Markup,
    pub description: Markup,
    pub advice: Markup,
    pub accessibility: Markup,
    pub period: String,
    /// `N`, `SW`…, as words of the language.
    pub orientation: Vec<String>,
    pub wind: Vec<String>,
    pub ratings: Vec<TermView>,
    pub themes: Vec<TermView>,
    pub labels: Vec<TermView>,
    pub cities: Vec<TermView>,
    pub sources: Vec<String>,
    /// The kind of place: vertical, water…
    pub sector: String,
    /// Who looks after it.
    pub managers: Vec<TermView>,
    pub pictures: Vec<PictureView>,
    pub attached: AttachedView,
    pub map: Option<MapView>,
    /// What it is a part of.
    pub parent: Option<LinkView>,
    /// Its parts.
    pub sites: Vec<PlaceView>,
    pub courses: Vec<PlaceView>,
    pub desks: Vec<crate::page::html::desk::DeskView>,
    pub web_links: Vec<LinkView>,
    pub structure: Option<BrandView>,
}

fn rest(outdoor: &OutdoorSite) -> String {
    format!("outdoor-site/{}/", outdoor.id.local())
}

pub fn url(site: &Site, lang: &Lang, outdoor: &OutdoorSite) -> String {
    site.url(lang, &rest(outdoor))
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let kind = PagePerObject::<OutdoorSite> {
        kind: "outdoor_site",
        origin: |outdoor| &outdoor.origin,
        name: |outdoor| &outdoor.name,
        rest,
        view,
    };
    kind.plan(site, &site.atlas.catalog.outdoor_sites)
}

fn view(site: &Site, lang: &Lang, index: usize) -> (Head, tera::Value) {
    let outdoor = &site.atlas.catalog.outdoor_sites[index];
    let html = |text: &Localized<Html>| markup(site, text, lang);
    let courses = find(&site.atlas.catalog.outdoor_courses, &outdoor.courses, |course| &course.id);
    let shapes = courses.iter().filter_map(|course| {
        Some((
            &course.geometry,
            course.name.get(lang)?.clone(),
            outdoor_course::url(site, lang, course),
        ))
    });
    let view = OutdoorSiteView {
        slug: outdoor.id.local().to_owned(),
        name: plain(&outdoor.name, lang),
        name_lang: text::spoken(&outdoor.name, lang),
        practice: outdoor.practice.as_ref().and_then(|practice| parts::term(site, lang, practice)),
        kind: parts::kind(lang, outdoor.site_type.as_ref()),
        description_teaser: html(&outdoor.description_teaser),
        ambiance: html(&outdoor.ambiance),
        description: html(&outdoor.description),
        advice: html(&outdoor.advice),
        accessibility: html(&outdoor.accessibility),
        period: plain(&outdoor.period, lang),
        orientation: outdoor.orientation.clone(),
        wind: outdoor.wind.clone(),
        ratings: parts::terms(site, lang, &outdoor.ratings),
        themes: parts::terms(site, lang, &outdoor.themes),
        labels: parts::terms(site, lang, &outdoor.labels),
        cities: parts::terms(site, lang, &outdoor.cities),
        sector: parts::kind(lang, outdoor.sector.as_ref()),
        managers: parts::terms(site, lang, &outdoor.managers),
        sources: parts::terms(site, lang, &outdoor.source).into_iter().map(|s| s.name).collect(),
        pictures: parts::pictures(site, lang, &outdoor.attachments),
        attached: attached(site, lang, &outdoor.attachments, |view| {
            view.outdoor_site.as_ref() == Some(&outdoor.id)
        }),
        map: shape_map(&outdoor.geometry, plain(&outdoor.name, lang), shapes),
        parent: outdoor.parent.as_ref().and_then(|id| {
            let parents = std::slice::from_ref(id);
            let parent = find(&site.atlas.catalog.outdoor_sites, parents, |site| &site.id).pop()?;
            Some(LinkView { name: parent.name.get(lang)?.clone(), url: url(site, lang, parent) })
        }),
        sites: places(site, lang, &outdoor.children),
        courses: courses
            .iter()
            .filter_map(|course| outdoor_course::place(site, lang, course))
            .collect(),
        desks: crate::page::html::desk::desks(site, lang, &outdoor.information_desks),
        web_links: crate::page::html::trek::web_links(lang, &outdoor.web_links),
        structure: site
            .structure(outdoor.structure.as_ref())
            .and_then(|found| structure::brand(site, lang, found)),
    };
    let texts = [&outdoor.description_teaser, &outdoor.ambiance, &outdoor.description];
    let head = Head {
        title: view.name.clone(),
        description: text::teaser(texts, lang),
        pictures: view.pictures.clone(),
    };
    (head, text::value(&view))
}

/// The objects of these identifiers, in their order; those that are not there are left out.
pub fn find<'a, T>(objects: &'a [Arc<T>], ids: &[Id<T>], id: fn(&T) -> &Id<T>) -> Vec<&'a T> {
    let index = |wanted: &Id<T>| objects.binary_search_by(|object| id(object).cmp(wanted)).ok();
    ids.iter().filter_map(index).map(|index| &*objects[index]).collect()
}

/// The sites of these identifiers that exist in the language.
pub fn places(site: &Site, lang: &Lang, ids: &[Id<OutdoorSite>]) -> Vec<PlaceView> {
    let sites = find(&site.atlas.catalog.outdoor_sites, ids, |site| &site.id);
    sites.into_iter().filter_map(|outdoor| place(site, lang, outdoor)).collect()
}

/// `None` where the site does not exist in the language.
pub fn place(site: &Site, lang: &Lang, outdoor: &OutdoorSite) -> Option<PlaceView> {
    Some(PlaceView {
        slug: outdoor.id.local().to_owned(),
        name: outdoor.name.get(lang)?.clone(),
        name_lang: text::spoken(&outdoor.name, lang),
        url: url(site, lang, outdoor),
        kind: parts::kind(lang, outdoor.practice.as_ref()),
        picture: parts::first_picture(site, lang, &outdoor.attachments),
        teaser: text::teaser([&outdoor.description_teaser, &outdoor.description], lang),
        distance: None,
        again: Vec::new(),
        begin_date: String::new(),
        end_date: String::new(),
    })
}

/// A shape, with others that lead to their pages.
pub fn shape_map<'a>(
    shape: &Shape,
    name: String,
    others: impl Iterator<Item = (&'a Shape, String, String)>,
) -> Option<MapView> {
    let mut shown = Shown::default();
    add(&mut shown, shape, &name, "");
    let others: Vec<_> = others.collect();
    for (shape, name, url) in &others {
        add(&mut shown, shape, name, url);
    }
    map::view(&shown)
}

fn add<'a>(shown: &mut Shown<'a>, shape: &'a Shape, name: &str, url: &str) {
    let (name, url) = (name.to_owned(), url.to_owned());
    for position in &shape.points {
        let (position, name, url) = (*position, name.clone(), url.clone());
        shown.points.push(ShownPoint { position, kind: "content", name, url });
    }
    if !shape.lines.is_empty() {
        shown.lines.push(ShownLine { segments: &shape.lines, start: None, name, url });
    }
}
