//! The reading of a snapshot: what it may look at, and what it took.

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

/// What converting one object may look at.
pub struct Reading<'a> {
    pub snapshot: &'a Snapshot,
    pub media: &'a Path,
    pub languages: &'a [Lang],
    pub server: String,
    pub ascent: AscentMethod,
    pub around: Surroundings,
    pub terms: Terms,
    /// By endpoint and identifier, the last part of the address of an object: objects refer to
    /// each other by number, pages by this.
    pub locals: HashMap<&'static str, HashMap<String, String>>,
    /// Treks that are stages of others.
    pub stages: HashSet<String>,
}

/// What is told of an object that nobody placed.
pub const NO_PLACE: &str = "has no place: its page has no map; place it in the admin";

/// Addresses that other sources have, by endpoint.
#[derive(Debug, Default)]
pub struct Taken(BTreeMap<&'static str, BTreeSet<String>>);

impl Taken {
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

    /// The same address, or the next that is free: `4-le-lac-2`.
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
            let mut told = Report::default();
            let object = Object::parse(format!("{endpoint}/{id}"), raw, &self.around, &mut told);
            let found = object.and_then(|object| {
                let found = convert(self, id, &object);
                object.finish(&mut told);
                found
            });
            (found, told)
        };
        let converted: Vec<(Option<T>, Report)> = objects.par_iter().map(one).collect();
        let mut found = Vec::with_capacity(converted.len());
        for (object, told) in converted {
            found.extend(object.map(Arc::new));
            report.extend(told);
        }
        found
    }

    /// The last part of an address: the identifier, and the name in the site's first language.
    pub fn local(&self, id: &str, name: &Localized<String>) -> String {
        match name.any(self.languages) {
            Some(name) => slug(&format!("{id}-{name}")),
            None => slug(id),
        }
    }

    pub fn id<T>(&self, local: &str) -> Id<T> {
        Id::new(&self.server, local)
    }

    /// The object that others name by this number, if there is one.
    pub fn named<T>(&self, endpoint: &str, id: &str) -> Option<Id<T>> {
        self.locals.get(endpoint)?.get(id).map(|local| self.id(local))
    }

    pub fn locals_of(&self, endpoint: &str, name: &str, taken: &Taken) -> HashMap<String, String> {
        let local = |(id, raw): (&String, &Arc<RawValue>)| {
            let local = self.local(id, &Object::part(raw, &[name]).names(name));
            (id.clone(), taken.free(endpoint, local))
        };
        self.snapshot.of(endpoint).map(local).collect()
    }

    /// POIs near a trek that its admin does not count among those of the trek.
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

    /// An address on the server, whatever host it names: servers behind a proxy often write one
    /// that is not theirs.
    pub fn on_server(&self, address: &str) -> String {
        let path = address.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        path.map_or(address.to_owned(), |(_, path)| format!("{}/{path}", self.server))
    }

    pub fn structure_of(&self, object: &Object) -> Option<Id<Structure>> {
        self.named("structure", &object.id("structure")?)
    }

    /// What an object is called in each language in which it is published. One that has no name
    /// there is called as in the next language, and one that has none at all by its number. `None`
    /// when it is published in no language of the site.
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

    /// Names in the languages in which an object is published: where there is none, that of the next
    /// language stands in.
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

    pub fn origin(&self, endpoint: &str, id: &str) -> String {
        format!("{}/api/v2/{endpoint}/{id}/", self.server)
    }

    /// Where something stands that is shown beside trails only.
    pub fn placed(&self, object: &Object) -> Option<Position> {
        let place = object.place("geometry");
        if place.is_none() {
            object.wrong("geometry", "has no place: it is left out");
        }
        place
    }

    /// Where something is that has a page, with or without a place.
    pub fn place(&self, object: &Object) -> Option<Position> {
        let place = object.place("geometry");
        if place.is_none() {
            object.wrong("geometry", NO_PLACE);
        }
        place
    }
}
