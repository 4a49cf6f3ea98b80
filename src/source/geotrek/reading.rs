//! Context of converting a snapshot, and functions that all kinds of objects share.

use crate::address::slug;
use crate::model::*;
use crate::report::Report;
use crate::source::geotrek::excluded;
use crate::source::geotrek::object::{self, Object};
use crate::source::geotrek::snapshot::Snapshot;
use crate::source::geotrek::terms::Terms;
use crate::source::sanitize::Surroundings;
use rayon::prelude::*;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

/// Context of converting objects.
pub struct Reading<'a> {
    pub snapshot: &'a Snapshot,
    pub media: &'a Path,
    pub languages: &'a [Lang],
    pub server: String,
    pub ascent: AscentMethod,
    pub around: Surroundings,
    pub terms: Terms,
    /// Slugs of objects, by endpoint and identifier. Objects refer to each other by identifier, pages
    /// by slug.
    pub locals: HashMap<&'static str, HashMap<String, String>>,
    /// Identifiers of treks that are stages of others.
    pub stages: HashSet<String>,
}

/// Problem of an object without a place.
pub const NO_PLACE: &str = "has no place: its page has no map; place it in the admin";

/// Slugs that objects of other sources have, by endpoint.
#[derive(Debug, Default)]
pub struct Taken(BTreeMap<&'static str, BTreeSet<String>>);

impl Taken {
    /// Collects the slugs of a catalog.
    pub fn by(catalog: &Catalog) -> Taken {
        fn locals<T>(objects: &[Arc<T>], id: fn(&T) -> &Id<T>) -> BTreeSet<String> {
            objects.iter().map(|object| id(object).local().to_owned()).collect()
        }
        Taken(BTreeMap::from([
            ("trek", locals(&catalog.treks, |o| &o.id)),
            ("poi", locals(&catalog.pois, |o| &o.id)),
            ("touristiccontent", locals(&catalog.touristic_contents, |o| &o.id)),
            ("touristicevent", locals(&catalog.touristic_events, |o| &o.id)),
            ("outdoor_site", locals(&catalog.outdoor_sites, |o| &o.id)),
            ("outdoor_course", locals(&catalog.outdoor_courses, |o| &o.id)),
            ("informationdesk", locals(&catalog.information_desks, |o| &o.id)),
            ("structure", locals(&catalog.structures, |o| &o.id)),
            ("flatpage", locals(&catalog.flatpages, |o| &o.id)),
        ]))
    }

    /// Slug that is not taken: `local` itself, or with a number behind it, like `4-le-lac-2`.
    pub fn free(&self, endpoint: &str, local: String) -> String {
        let taken = |local: &String| self.0.get(endpoint).is_some_and(|of| of.contains(local));
        let numbered = (2..).map(|number| format!("{local}-{number}"));
        std::iter::once(local.clone()).chain(numbered).find(|local| !taken(local)).unwrap_or(local)
    }
}

impl Reading<'_> {
    /// Converts the objects of an endpoint, in parallel.
    pub fn all<T: Send>(
        &self,
        endpoint: &str,
        convert: fn(&Self, &str, &Object) -> Option<T>,
        report: &mut Report,
    ) -> Vec<Arc<T>>
    where
        Arc<T>: Send,
    {
        let objects: Vec<(&String, &Arc<RawValue>)> = self.snapshot.of(endpoint).collect();
        let one = |(id, raw): &(&String, &Arc<RawValue>)| {
            let mut problems = Report::default();
            let item = format!("{endpoint}/{id}");
            let object = Object::parse(item, raw, &self.around, &mut problems);
            let found = object.and_then(|object| {
                let found = convert(self, id, &object);
                object.finish(&mut problems);
                found
            });
            (found, problems)
        };
        let converted: Vec<(Option<T>, Report)> = objects.par_iter().map(one).collect();
        let mut found = Vec::with_capacity(converted.len());
        for (object, problems) in converted {
            found.extend(object.map(Arc::new));
            report.extend(problems);
        }
        found
    }

    /// Slug of an object: its identifier, and its name in the first language of the site that has one.
    pub fn local(&self, id: &str, name: &Localized<String>) -> String {
        match name.any(self.languages) {
            Some(name) => slug(&format!("{id}-{name}")),
            None => slug(id),
        }
    }

    /// Identifier in the catalog for a slug.
    pub fn id<T>(&self, local: &str) -> Id<T> {
        Id::new(&self.server, local)
    }

    /// Identifier in the catalog of the object with this identifier in the API. `None` when there is no
    /// such object.
    pub fn named<T>(&self, endpoint: &str, id: &str) -> Option<Id<T>> {
        self.locals.get(endpoint)?.get(id).map(|local| self.id(local))
    }

    /// Slugs of the objects of an endpoint, by identifier. `name` is the field of their name.
    pub fn locals_of(&self, endpoint: &str, name: &str, taken: &Taken) -> HashMap<String, String> {
        let local = |(id, raw): &(&String, &Arc<RawValue>)| {
            let local = self.local(id, &Object::part(raw, &[name]).names(name));
            ((*id).clone(), taken.free(endpoint, local))
        };
        self.snapshot.of(endpoint).collect::<Vec<_>>().par_iter().map(local).collect()
    }

    /// POIs near a trek that editors excluded from it.
    pub fn pois_excluded(&self, trek: &str) -> Vec<Id<Poi>> {
        let excluded = self.snapshot.objects.get(excluded::NAME).and_then(|known| known.get(trek));
        let excluded = excluded.and_then(|ids| serde_json::from_str(ids.get()).ok());
        let ids = excluded.as_ref().map(object::ids).unwrap_or_default();
        ids.iter().filter_map(|id| self.named("poi", id)).collect()
    }

    /// True for a trek that is a stage of another.
    pub fn is_stage(&self, id: &str) -> bool {
        self.stages.contains(id)
    }

    /// Address with the host of the server: servers behind a proxy often write the wrong host.
    pub fn on_server(&self, address: &str) -> String {
        let path = address.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        path.map_or(address.to_owned(), |(_, path)| format!("{}/{path}", self.server))
    }

    /// Structure that an object belongs to.
    pub fn structure_of(&self, object: &Object) -> Option<Id<Structure>> {
        self.named("structure", &object.id("structure")?)
    }

    /// Name of an object in each language in which it is published. A missing name is replaced by that
    /// of the next language, and by the identifier if there is none at all. `None` when the object is
    /// not published in any language of the site.
    pub fn called(&self, id: &str, object: &Object, key: &str) -> Option<Localized<String>> {
        let mut names = object.names(key);
        let has_name = !names.is_empty();
        if !has_name {
            names = Localized::everywhere(id.to_owned());
        }
        let names = self.published(object, &names);
        if !has_name && !names.is_empty() {
            object.wrong(key, "is blank: it is called by its number; give it one in the admin");
        }
        Some(names).filter(|names| !names.is_empty())
    }

    /// Names of an object in the languages in which it is published. A missing name is replaced by that
    /// of the next language.
    pub fn published(&self, object: &Object, names: &Localized<String>) -> Localized<String> {
        let mut published = Localized::default();
        for lang in self.languages.iter().filter(|lang| object.is_published(lang)) {
            match (names.get(lang), names.first(self.languages)) {
                (Some(name), _) => published.insert(lang.clone(), name.clone()),
                (None, Some((spoken, name))) => {
                    published.insert_spoken(lang.clone(), name.clone(), spoken.clone());
                }
                (None, None) => {}
            }
        }
        published
    }

    /// Address of an object in the API, for messages.
    pub fn origin(&self, endpoint: &str, id: &str) -> String {
        format!("{}/api/v2/{endpoint}/{id}/", self.server)
    }

    /// Position of an object that is shown on maps only. Without one it is left out, with a warning.
    pub fn required_place(&self, object: &Object) -> Option<Position> {
        let place = object.place("geometry");
        if place.is_none() {
            object.wrong("geometry", "has no place: it is left out");
        }
        place
    }

    /// Position of an object that has a page. Without one there is a warning.
    pub fn place(&self, object: &Object) -> Option<Position> {
        let place = object.place("geometry");
        if place.is_none() {
            object.wrong("geometry", NO_PLACE);
        }
        place
    }
}
