//! Outdoor sites and courses of the API → the catalog.

use crate::model::*;
use crate::source::geotrek::object::Object;
use crate::source::geotrek::reading::{NO_PLACE, Reading};
use crate::source::geotrek::trek::web_link;

impl Reading<'_> {
    pub fn outdoor_site(&self, id: &str, object: &Object) -> Option<OutdoorSite> {
        let name = self.called(id, object, "name")?;
        let sites = object.ids("children");
        let courses = object.ids("courses");
        let desks = object.ids("information_desks");
        Some(OutdoorSite {
            id: self.named("outdoor_site", id)?,
            uuid: object.text("uuid"),
            name,
            description_teaser: object.html("description_teaser"),
            ambiance: object.html("ambiance"),
            description: object.html("description"),
            advice: object.html("advice"),
            accessibility: object.html("accessibility"),
            period: object.names("period"),
            practice: self.terms.one(Vocabulary::OutdoorPractice, object, "practice"),
            site_type: self.terms.one(Vocabulary::OutdoorSiteType, object, "type"),
            ratings: self.terms.many(Vocabulary::OutdoorRating, object, "ratings"),
            themes: self.terms.many(Vocabulary::Theme, object, "themes"),
            labels: self.terms.many(Vocabulary::Label, object, "labels"),
            cities: self.terms.many(Vocabulary::City, object, "cities"),
            source: self.terms.many(Vocabulary::RecordSource, object, "source"),
            sector: self.terms.one(Vocabulary::OutdoorSector, object, "sector"),
            managers: self.terms.many(Vocabulary::Organism, object, "managers"),
            orientation: object.ids("orientation"),
            wind: object.ids("wind"),
            geometry: self.shape(object),
            attachments: self.attachments(object),
            web_links: object.objects("web_links").iter().filter_map(web_link).collect(),
            information_desks: desks
                .iter()
                .filter_map(|id| self.named("informationdesk", id))
                .collect(),
            children: sites.iter().filter_map(|id| self.named("outdoor_site", id)).collect(),
            parent: object.id("parent").and_then(|id| self.named("outdoor_site", &id)),
            courses: courses.iter().filter_map(|id| self.named("outdoor_course", id)).collect(),
            structure: self.structure_of(object),
            origin: self.origin("outdoor_site", id),
        })
    }

    pub fn outdoor_course(&self, id: &str, object: &Object) -> Option<OutdoorCourse> {
        let name = self.called(id, object, "name")?;
        // Geotrek has several sites since 2.68, one before.
        let sites = object.ids("sites").into_iter().chain(object.id("site"));
        let amount = |key| object.number(key).filter(|number| *number > 0.0);
        let children = object.ids("children");
        Some(OutdoorCourse {
            id: self.named("outdoor_course", id)?,
            uuid: object.text("uuid"),
            name,
            description: object.html("description"),
            advice: object.html("advice"),
            gear: object.html("gear"),
            equipment: object.html("equipment"),
            accessibility: object.html("accessibility"),
            ratings_description: object.html("ratings_description"),
            course_type: self.terms.one(Vocabulary::OutdoorCourseType, object, "type"),
            ratings: self.terms.many(Vocabulary::OutdoorRating, object, "ratings"),
            cities: self.terms.many(Vocabulary::City, object, "cities"),
            duration: amount("duration"),
            length: amount("length"),
            height: amount("height"),
            points_reference: object.positions("points_reference"),
            geometry: self.shape(object),
            attachments: self.attachments(object),
            sites: sites.filter_map(|id| self.named("outdoor_site", &id)).collect(),
            children: children.iter().filter_map(|id| self.named("outdoor_course", id)).collect(),
            structure: self.structure_of(object),
            origin: self.origin("outdoor_course", id),
        })
    }

    /// Geometry of an object. Empty, with a warning, when it has none.
    fn shape(&self, object: &Object) -> Shape {
        let shape = object.shape("geometry");
        if shape.is_empty() {
            object.wrong("geometry", NO_PLACE);
        }
        shape
    }
}
