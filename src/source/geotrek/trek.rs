//! Treks and POIs of the API → the catalog.

use crate::model::trek::{Accessibility, PublishedFigures};
use crate::model::*;
use crate::source::geotrek::object::Object;
use crate::source::geotrek::reading::Reading;

impl Reading<'_> {
    pub fn trek(&self, id: &str, object: &Object) -> Option<Trek> {
        let mut trek = Trek::new(self.named("trek", id)?, self.origin("trek", id));
        trek.ascent_method = self.ascent;
        trek.uuid = object.text("uuid");
        trek.number = id.parse().ok();
        trek.name = self.called(id, object, "name").or_else(|| self.stage_name(id, object))?;
        trek.geometry = object.line("geometry");
        if trek.geometry.is_empty() {
            trek.departure_geom =
                object.position("departure_geom").or_else(|| object.place("geometry"));
            object.wrong("geometry", no_line(trek.departure_geom));
        }
        trek.description_teaser = object.html("description_teaser");
        trek.ambiance = object.html("ambiance");
        trek.description = object.html("description");
        trek.departure = object.names("departure");
        trek.arrival = object.names("arrival");
        trek.advice = object.html("advice");
        trek.gear = object.html("gear");
        trek.access = object.html("access");
        trek.public_transport = object.html("public_transport");
        trek.advised_parking = object.html("advised_parking");
        trek.parking_location = object.position("parking_location");
        trek.points_reference = object.positions("points_reference");
        trek.practice = self.terms.one(Vocabulary::Practice, object, "practice");
        trek.difficulty = self.terms.one(Vocabulary::Difficulty, object, "difficulty");
        trek.route = self.terms.one(Vocabulary::Route, object, "route");
        trek.themes = self.terms.many(Vocabulary::Theme, object, "themes");
        trek.labels = self.terms.many(Vocabulary::Label, object, "labels");
        trek.networks = self.terms.many(Vocabulary::Network, object, "networks");
        trek.cities = self.terms.many(Vocabulary::City, object, "cities");
        trek.districts = self.terms.many(Vocabulary::District, object, "districts");
        trek.source = self.terms.many(Vocabulary::RecordSource, object, "source");
        trek.accessibilities =
            self.terms.many(Vocabulary::Accessibility, object, "accessibilities");
        trek.ratings = self.terms.many(Vocabulary::Rating, object, "ratings");
        trek.ratings_description = object.html("ratings_description");
        trek.accessibility_level =
            self.terms.one(Vocabulary::AccessibilityLevel, object, "accessibility_level");
        trek.accessibility = Accessibility {
            advice: object.html("accessibility_advice"),
            covering: object.html("accessibility_covering"),
            exposure: object.html("accessibility_exposure"),
            signage: object.html("accessibility_signage"),
            slope: object.html("accessibility_slope"),
            width: object.html("accessibility_width"),
            disabled_infrastructure: object.html("disabled_infrastructure"),
        };
        trek.duration = object.number("duration").filter(|hours| *hours > 0.0);
        trek.published = figures(object, &trek.geometry);
        trek.attachments = self.attachments(object);
        trek.attachments_accessibility = self.attachments_accessibility(object);
        trek.web_links = object.objects("web_links").iter().filter_map(web_link).collect();
        trek.reservation_id = object.text("reservation_id");
        let desks = object.ids("information_desks");
        trek.information_desks =
            desks.iter().filter_map(|id| self.named("informationdesk", id)).collect();
        trek.structure = self.structure_of(object);
        trek.children =
            object.ids("children").iter().filter_map(|id| self.named("trek", id)).collect();
        trek.pois_excluded = self.pois_excluded(id);
        trek.update_datetime = object.date("update_datetime");
        Some(trek)
    }

    /// Name of a stage that is not published itself, but is a part of its itinerary. `None` for other
    /// treks.
    fn stage_name(&self, id: &str, object: &Object) -> Option<Localized<String>> {
        let names = || Some(object.names("name")).filter(|names| !names.is_empty());
        let number = || Localized::everywhere(id.to_owned());
        self.is_stage(id).then(|| names().unwrap_or_else(number))
    }

    pub fn poi(&self, id: &str, object: &Object) -> Option<Poi> {
        Some(Poi {
            id: self.named("poi", id)?,
            uuid: object.text("uuid"),
            name: self.called(id, object, "name")?,
            description: object.html("description"),
            poi_type: self.terms.one(Vocabulary::PoiType, object, "type"),
            geometry: self.place(object),
            attachments: self.attachments(object),
            structure: self.structure_of(object),
            origin: self.origin("poi", id),
        })
    }
}

/// Problem of a trek without a line.
fn no_line(start: Option<Position>) -> &'static str {
    match start {
        Some(_) => {
            "has no line: its page has a map with a point, no profile and no files to download; draw it in the admin"
        }
        None => {
            "has no line: its page has no map, no profile and no files to download; draw it in the admin"
        }
    }
}

/// Figures of a trek in the API, where they are known.
///
/// Geotrek-admin writes 0 for figures that it does not compute: those of a line with several parts, and
/// those of a line outside of its elevation model. In the second case all figures and all elevations
/// are 0.
fn figures(object: &Object, line: &Line) -> PublishedFigures {
    const HEIGHTS: [&str; 4] = ["ascent", "descent", "min_elevation", "max_elevation"];
    let is_multi = object.is_multi_line("geometry");
    let [ascent, descent, min_elevation, max_elevation] = HEIGHTS
        .map(|key| object.number(key))
        .map(|figure| figure.filter(|figure| *figure != 0.0 || !is_multi));
    let all = [ascent, descent, min_elevation, max_elevation];
    let outside = all.iter().all(|figure| *figure == Some(0.0))
        && line.positions().all(|position| position.elevation().is_none());
    let known = |figure: Option<f64>| figure.filter(|_| !outside);
    PublishedFigures {
        length_2d: object.number("length_2d").filter(|length| *length > 0.0),
        ascent: known(ascent),
        // The API writes −300 for a descent of 300 metres.
        descent: known(descent).map(f64::abs),
        min_elevation: known(min_elevation),
        max_elevation: known(max_elevation),
    }
}

/// Web link of an object, named after its address if it has no name.
pub fn web_link(link: &Object) -> Option<WebLink> {
    let url = link.web_address("url")?;
    let name = link.names("name");
    Some(WebLink {
        name: if name.is_empty() { Localized::everywhere(url.clone()) } else { name },
        url,
    })
}
