//! The page of an outdoor course: a climbing route, a descent.

use crate::model::OutdoorCourse;
use crate::model::*;
use crate::page::html::document::Document;
use crate::page::html::head::Head;
use crate::page::site::Site;
use crate::page::site::shared::Shared;
use crate::page::view::attachment::{AttachedView, attached};
use crate::page::view::brand::{self, BrandView};
use crate::page::view::map::{MapView, shape_map, sheet};
use crate::page::view::picture::{self, PictureView};
use crate::page::view::place::{self, PlaceView, course_place, find};
use crate::page::view::term::{self, TermView};
use crate::page::view::text::{self, Markup, markup, plain};
use serde::Serialize;
use tera::Value;

/// View of the page of an outdoor course: the variable `outdoor_course` of its template.
#[derive(Debug, Serialize)]
pub struct OutdoorCourseView {
    pub slug: String,
    pub name: String,
    /// Language of `name` when the name is missing in the language of the page, else empty.
    pub name_lang: String,
    /// Name of the type of course, or empty.
    pub kind: String,
    pub description: Markup,
    pub advice: Markup,
    pub gear: Markup,
    pub equipment: Markup,
    pub accessibility: Markup,
    pub ratings_description: Markup,
    pub ratings: Vec<Shared<TermView>>,
    pub cities: Vec<Shared<TermView>>,
    /// Duration in hours.
    pub duration: Option<f64>,
    /// Length in metres.
    pub length: Option<f64>,
    /// Height in metres.
    pub height: Option<f64>,
    pub pictures: Vec<PictureView>,
    pub attached: AttachedView,
    pub map: Option<MapView>,
    /// Outdoor sites that the course belongs to.
    pub sites: Vec<PlaceView>,
    /// Courses that are parts of the course.
    pub courses: Vec<PlaceView>,
    pub structure: Option<BrandView>,
}

pub fn plan(site: &Site) -> Vec<Document> {
    Document::of_each_with::<OutdoorCourse>(site, "outdoor_course", view, |document, object| {
        document.sheet = sheet::of_shape(site, &object.geometry);
    })
}

fn view(site: &Site, lang: &Lang, index: usize) -> (Head, Value) {
    let course = site.one::<OutdoorCourse>(index);
    let html = |text: &Localized<Html>| markup(site, text, lang);
    let children = find(site.all::<OutdoorCourse>(), &course.children, |course| &course.id);
    let view = OutdoorCourseView {
        slug: course.id.local().to_owned(),
        name: plain(&course.name, lang),
        name_lang: text::spoken(&course.name, lang),
        kind: term::kind(lang, course.course_type.as_ref()),
        description: html(&course.description),
        advice: html(&course.advice),
        gear: html(&course.gear),
        equipment: html(&course.equipment),
        accessibility: html(&course.accessibility),
        ratings_description: html(&course.ratings_description),
        ratings: term::terms(site, lang, &course.ratings),
        cities: term::terms(site, lang, &course.cities),
        duration: course.duration,
        length: course.length,
        height: course.height,
        pictures: picture::pictures(site, lang, &course.attachments),
        attached: attached(site, lang, &course.attachments, |_| false),
        map: shape_map(site, &course.geometry, plain(&course.name, lang), std::iter::empty()),
        sites: place::site_places(site, lang, &course.sites),
        courses: children
            .into_iter()
            .filter_map(|course| course_place(site, lang, course))
            .collect(),
        structure: brand::of(site, lang, course.structure.as_ref()),
    };
    let head = Head::of_object(&view.name, [&course.description], lang, &view.pictures);
    (head, Value::from_serializable(&view))
}
