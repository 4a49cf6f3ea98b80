//! The words that objects are described with: practices, themes, cities…

use super::Settings;
use super::object::Object;
use super::snapshot::Snapshot;
use crate::model::*;
use crate::report::Report;
use crate::source::sanitize;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// All words of a server, by vocabulary and identifier.
pub struct Words {
    words: HashMap<Vocabulary, BTreeMap<String, Arc<Term>>>,
}

/// Our vocabulary, its endpoint, the field of the word and that of its rank.
const VOCABULARIES: [(Vocabulary, &str, &str, &str); 20] = [
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
];

impl Words {
    pub fn read(snapshot: &Snapshot, settings: &Settings, report: &mut Report) -> Words {
        let mut words = HashMap::new();
        for (vocabulary, endpoint, name, rank) in VOCABULARIES {
            let term = |(id, object): (String, Object)| {
                let rank = object.value(rank).and_then(|rank| u32::try_from(rank.as_u64()?).ok());
                (id.clone(), Arc::new(Term { rank, ..term(vocabulary, id, &object, name) }))
            };
            let objects = objects(snapshot, settings, endpoint, report);
            words.insert(vocabulary, objects.into_iter().map(term).collect());
        }
        // Types of touristic contents are inside of their categories.
        let categories = objects(snapshot, settings, "touristiccontent_category", report);
        let lists = categories.iter().flat_map(|(_, category)| category.objects("types"));
        let vocabulary = Vocabulary::TouristicContentType;
        let types = lists.flat_map(|list| list.objects("values")).filter_map(|value| {
            let id = value.id("id")?;
            Some((id.clone(), Arc::new(term(vocabulary, id, &value, "label"))))
        });
        words.insert(vocabulary, types.collect());
        Words { words }
    }

    pub fn word(&self, vocabulary: Vocabulary, id: &str) -> Option<Arc<Term>> {
        self.words.get(&vocabulary)?.get(id).cloned()
    }

    /// The word that a field names.
    pub fn one(&self, vocabulary: Vocabulary, object: &Object, key: &str) -> Option<Arc<Term>> {
        self.word(vocabulary, &object.id(key)?)
    }

    /// The words that a field lists.
    pub fn many(&self, vocabulary: Vocabulary, object: &Object, key: &str) -> Vec<Arc<Term>> {
        object.ids(key).iter().filter_map(|id| self.word(vocabulary, id)).collect()
    }
}

fn objects(
    snapshot: &Snapshot,
    settings: &Settings,
    endpoint: &str,
    report: &mut Report,
) -> Vec<(String, Object)> {
    let mut objects = Vec::new();
    for (id, raw) in snapshot.of(endpoint) {
        let object = Object::parse(format!("{endpoint}/{id}"), raw, &settings.url, report);
        objects.extend(object.map(|object| (id.clone(), object)));
    }
    objects
}

/// The word that an object is, called as its field `name` says.
pub fn term(vocabulary: Vocabulary, id: String, object: &Object, name: &str) -> Term {
    Term {
        vocabulary,
        id,
        name: object.names(name),
        rank: None,
        color: object.text("color").and_then(|color| sanitize::color(&color)),
        advice: object.html("advice"),
    }
}
