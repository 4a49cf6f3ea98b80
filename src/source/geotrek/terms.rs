//! Terms that describe objects: practices, themes, cities and others.

use crate::model::*;
use crate::report::Report;
use crate::source::geotrek::file;
use crate::source::geotrek::object::Object;
use crate::source::geotrek::snapshot::Snapshot;
use crate::source::sanitize::{self, Surroundings};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

/// All terms of a server, by vocabulary and identifier.
pub struct Terms {
    terms: HashMap<Vocabulary, BTreeMap<String, Arc<Term>>>,
}

/// Each vocabulary with its endpoint, the field of the name and that of the rank.
const VOCABULARIES: [(Vocabulary, &str, &str, &str); 31] = [
    (Vocabulary::Practice, "trek_practice", "name", "order"),
    (Vocabulary::Difficulty, "trek_difficulty", "label", "cirkwi_level"),
    (Vocabulary::Route, "trek_route", "route", ""),
    (Vocabulary::Theme, "theme", "label", ""),
    (Vocabulary::Label, "label", "name", ""),
    (Vocabulary::Network, "trek_network", "label", ""),
    (Vocabulary::Accessibility, "trek_accessibility", "name", ""),
    (Vocabulary::AccessibilityLevel, "trek_accessibility_level", "name", ""),
    (Vocabulary::City, "city", "name", ""),
    (Vocabulary::District, "district", "name", ""),
    (Vocabulary::RecordSource, "source", "name", ""),
    (Vocabulary::PoiType, "poi_type", "label", ""),
    (Vocabulary::TouristicContentCategory, "touristiccontent_category", "label", "order"),
    (Vocabulary::TouristicEventType, "touristicevent_type", "type", ""),
    (Vocabulary::OutdoorPractice, "outdoor_practice", "name", ""),
    (Vocabulary::OutdoorSiteType, "outdoor_sitetype", "name", ""),
    (Vocabulary::OutdoorCourseType, "outdoor_coursetype", "name", ""),
    (Vocabulary::OutdoorRating, "outdoor_rating", "name", "order"),
    (Vocabulary::Rating, "trek_rating", "name", "order"),
    (Vocabulary::SportPractice, "sensitivearea_practice", "name", ""),
    (Vocabulary::OutdoorSector, "outdoor_sector", "name", ""),
    (Vocabulary::Organism, "organism", "name", ""),
    (Vocabulary::LabelAccessibility, "label_accessibility", "label", ""),
    (Vocabulary::InfrastructureType, "infrastructure_type", "label", ""),
    (Vocabulary::InfrastructureCondition, "infrastructure_condition", "label", ""),
    (Vocabulary::UsageDifficulty, "infrastructure_usage_difficulty_level", "label", ""),
    (Vocabulary::ServiceType, "service_type", "name", ""),
    (Vocabulary::SignageType, "signage_type", "label", ""),
    (Vocabulary::SignageCondition, "signage_condition", "label", ""),
    (Vocabulary::SignageDirection, "signage_direction", "label", ""),
    (Vocabulary::AnnotationCategory, "annotation_category", "label", ""),
];

/// Endpoints of ratings, each with that of its scales.
const SCALES: [(&str, &str); 2] =
    [("trek_rating", "trek_ratingscale"), ("outdoor_rating", "outdoor_ratingscale")];

impl Terms {
    /// Reads the terms of a snapshot.
    pub fn read(
        snapshot: &Snapshot,
        media: &Path,
        around: &Surroundings,
        report: &mut Report,
    ) -> Terms {
        let mut scales = HashMap::new();
        for (ratings, endpoint) in SCALES {
            for (id, scale) in objects(snapshot, endpoint, around, report) {
                scales.insert((ratings, id), scale.names("name"));
            }
        }
        let mut terms = HashMap::new();
        for (vocabulary, endpoint, name, rank) in VOCABULARIES {
            let mut of_endpoint = BTreeMap::new();
            for (id, object) in objects(snapshot, endpoint, around, report) {
                let rank = object.value(rank).and_then(|rank| u32::try_from(rank.as_u64()?).ok());
                let scale = object.id("scale").and_then(|scale| scales.get(&(endpoint, scale)));
                let described = Term {
                    rank,
                    scale: scale.cloned().unwrap_or_default(),
                    pictogram: file::pictogram(snapshot, media, &object),
                    ..term(vocabulary, id.clone(), &object, name)
                };
                object.finish(report);
                of_endpoint.insert(id, Arc::new(described));
            }
            terms.insert(vocabulary, of_endpoint);
        }
        // Types of touristic content have no endpoint: they are in the categories.
        let categories = objects(snapshot, "touristiccontent_category", around, report);
        let lists = categories.iter().flat_map(|(_, category)| category.objects("types"));
        let vocabulary = Vocabulary::TouristicContentType;
        let types = lists.flat_map(|list| list.objects("values")).filter_map(|value| {
            let id = value.id("id")?;
            let pictogram = file::pictogram(snapshot, media, &value);
            let described = Term { pictogram, ..term(vocabulary, id.clone(), &value, "label") };
            Some((id, Arc::new(described)))
        });
        terms.insert(vocabulary, types.collect());
        Terms { terms }
    }

    /// Term with this identifier.
    pub fn get(&self, vocabulary: Vocabulary, id: &str) -> Option<Arc<Term>> {
        self.terms.get(&vocabulary)?.get(id).cloned()
    }

    /// Term that a field refers to.
    pub fn one(&self, vocabulary: Vocabulary, object: &Object, key: &str) -> Option<Arc<Term>> {
        self.get(vocabulary, &object.id(key)?)
    }

    /// Terms that a field refers to.
    pub fn many(&self, vocabulary: Vocabulary, object: &Object, key: &str) -> Vec<Arc<Term>> {
        object.ids(key).iter().filter_map(|id| self.get(vocabulary, id)).collect()
    }
}

/// Objects of an endpoint with their identifiers.
fn objects(
    snapshot: &Snapshot,
    endpoint: &str,
    around: &Surroundings,
    report: &mut Report,
) -> Vec<(String, Object)> {
    let mut objects = Vec::new();
    for (id, raw) in snapshot.of(endpoint) {
        let object = Object::parse(format!("{endpoint}/{id}"), raw, around, report);
        objects.extend(object.map(|object| (id.clone(), object)));
    }
    objects
}

/// Term of an object, with its name from the field `name`.
pub fn term(vocabulary: Vocabulary, id: String, object: &Object, name: &str) -> Term {
    let advice = object.html("advice");
    Term {
        color: object.text("color").and_then(|color| sanitize::color(&color)),
        advice: if advice.is_empty() { object.html("description") } else { advice },
        ..Term::named(vocabulary, id, object.names(name))
    }
}
