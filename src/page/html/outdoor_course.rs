//! The page of an outdoor course: a climbing route, a descent.

use crate::model::*;
use crate::page::Head;
use crate::page::Page;
use crate::page::PagePerObject;
use crate::page::attachment::{AttachedView, attached};
use crate::page::html::outdoor_site::{self, find, shape_map};
use crate::page::html::structure;
use crate::page::parts;
use crate::page::site::Site;
use crate::page::text::{self, Markup, markup, plain};
use crate::page::view::*;
use serde::Serialize;
use std::sync::Arc;

/// `outdoor_course`
#[derive(Debug, Serialize)]
pub struct OutdoorCourseView {
    pub slug: String,
    pub name: String,
    /// The language of a name that stands in for the missing one of this language, or empty.
    pub name_lang: String,
    /// Its type, or empty.
    pub kind: String,
    pub description: Markup,
    pub advice: Markup,
    pub gear: Markup,
    pub equipment: Markup,
    pub accessibility: Markup,
    pub ratings_description: Markup,
    pub ratings: Vec<TermView>,
    pub cities: Vec<TermView>,
    /// Hours.
    pub duration: Option<f64>,
    /// Metres.
    pub length: Option<f64>,
    pub height: Option<f64>,
    pub pictures: Vec<PictureView>,
    pub attached: AttachedView,
    pub map: Option<MapView>,
    /// Where it is.
    pub sites: Vec<PlaceView>,
    /// Its parts.
    pub courses: Vec<PlaceView>,
    pub structure: Option<BrandView>,
}

fn rest(course: &OutdoorCourse) -> String {
    format!("outdoor-course/{}/", course.id.local())
}

pub fn url(site: &Site, lang: &Lang, course: &OutdoorCourse) -> String {
    site.url(lang, &rest(course))
}

pub fn plan(site: &Arc<Site>) -> Vec<Page> {
    let kind = PagePerObject::<OutdoorCourse> {
        kind: "outdoor_course",
        origin: |course| &course.origin,
        name: |course| &course.name,
        rest,
        view,
    };
    kind.plan(site, &site.atlas.catalog.outdoor_courses)
}

fn view(site: &Site, lang: &Lang, index: usize) -> (Head, tera::Value) {
    let course = &site.atlas.catalog.outdoor_courses[index];
    let html = |text: &Localized<Html>| markup(site, text, lang);
    let children = find(&site.atlas.catalog.outdoor_courses, &course.children, |course| &course.id);
    let view = OutdoorCourseView {
        slug: course.id.local().to_owned(),
        name: plain(&course.name, lang),
        name_lang: text::spoken(&course.name, lang),
        kind: parts::kind(lang, course.course_type.as_ref()),
        description: html(&course.description),
        advice: html(&course.advice),
        gear: html(&course.gear),
        equipment: html(&course.equipment),
        accessibility: html(&course.accessibility),
        ratings_description: html(&course.ratings_description),
        ratings: parts::terms(site, lang, &course.ratings),
        cities: parts::terms(site, lang, &course.cities),
        duration: course.duration,
        length: course.length,
        height: course.height,
        pictures: parts::pictures(site, lang, &course.attachments),
        attached: attached(site, lang, &course.attachments, |_| false),
        map: shape_map(&course.geometry, plain(&course.name, lang), std::iter::empty()),
        sites: outdoor_site::places(site, lang, &course.sites),
        courses: children.into_iter().filter_map(|course| place(site, lang, course)).collect(),
        structure: site
            .structure(course.structure.as_ref())
            .and_then(|found| structure::brand(site, lang, found)),
    };
    let head = Head {
        title: view.name.clone(),
        description: text::teaser([&course.description], lang),
        pictures: view.pictures.clone(),
    };
    (head, text::value(&view))
}

/// `None` where the course does not exist in the language.
pub fn place(site: &Site, lang: &Lang, course: &OutdoorCourse) -> Option<PlaceView> {
    Some(PlaceView {
        slug: course.id.local().to_owned(),
        name: course.name.get(lang)?.clone(),
        name_lang: text::spoken(&course.name, lang),
        url: url(site, lang, course),
        kind: parts::kind(lang, course.course_type.as_ref()),
        picture: parts::first_picture(site, lang, &course.attachments),
        teaser: text::teaser([&course.description], lang),
        distance: None,
        again: Vec::new(),
        begin_date: String::new(),
        end_date: String::new(),
    })
}
