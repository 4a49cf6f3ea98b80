//! Objects of the API → our nouns, one by one and in parallel. The spelling of the API is in this
//! folder, nowhere else.

use super::Settings;
use super::around::Around;
use super::attachment;
use super::excluded;
use super::object::{self, Object};
use super::snapshot::Snapshot;
use super::words::Words;
use crate::model::*;
use crate::report::Report;
use crate::source::sanitize::{Own, References, Surroundings};
use crate::source::slug;
use rayon::prelude::*;
use reqwest::Url;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What converting one object may look at.
pub struct Reading<'a> {
    pub snapshot: &'a Snapshot,
    pub media: &'a Path,
    languages: &'a [Lang],
    pub server: String,
    pub ascent: AscentMethod,
    pub around: Surroundings,
    pub words: Words,
    /// By endpoint and identifier, the last part of the address of an object: objects refer to
    /// each other by number, pages by this.
    locals: HashMap<&'static str, HashMap<String, String>>,
    /// Treks that are stages of others.
    stages: HashSet<String>,
}

/// Endpoints whose objects have an address, or others refer to, with the field that names them.
const REFERRED: [(&str, &str); 9] = [
    ("trek", "name"),
    ("poi", "name"),
    ("touristiccontent", "name"),
    ("touristicevent", "name"),
    ("informationdesk", "name"),
    ("structure", "name"),
    ("outdoor_site", "name"),
    ("outdoor_course", "name"),
    ("flatpage", "title"),
];

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
    fn free(&self, endpoint: &str, local: String) -> String {
        let taken = |local: &String| self.0.get(endpoint).is_some_and(|of| of.contains(local));
        let numbered = (2..).map(|number| format!("{local}-{number}"));
        std::iter::once(local.clone()).chain(numbered).find(|local| !taken(local)).unwrap_or(local)
    }
}

/// Reads every object of a snapshot. One that cannot be used is a warning.
pub fn catalog(
    snapshot: &Snapshot,
    settings: &Settings,
    media: &Path,
    languages: &[Lang],
    taken: &Taken,
    report: &mut Report,
) -> Catalog {
    let server = settings.url.trim_end_matches('/').to_owned();
    let url = Url::parse(&server).ok();
    let own = url.as_ref().map(|url| own(snapshot, media, url)).unwrap_or_default();
    let (mut pictures_in_texts, mut linked_files) = (BTreeSet::new(), BTreeSet::new());
    for own in own.values() {
        match own {
            Own::Picture(file) => drop(pictures_in_texts.insert(file.clone())),
            Own::File(file) => drop(linked_files.insert(file.clone())),
            Own::Missing(_) => {}
        }
    }
    let around = Surroundings {
        server: url.map(Arc::new),
        find: Some(Arc::new(move |address| own.get(address).cloned())),
    };
    let words = Words::read(snapshot, media, &around, report);
    let mut reading = Reading {
        snapshot,
        media,
        languages,
        server,
        ascent: settings.ascent,
        around,
        words,
        locals: HashMap::new(),
        stages: HashSet::new(),
    };
    let locals =
        REFERRED.map(|(endpoint, name)| (endpoint, reading.locals_of(endpoint, name, taken)));
    reading.locals = HashMap::from(locals);
    let children = |raw: &Arc<RawValue>| Object::part(raw, &["children"]).ids("children");
    reading.stages = snapshot.of("trek").flat_map(|(_, raw)| children(raw)).collect();

    let mut catalog = Catalog {
        treks: reading.all("trek", Reading::trek, report),
        pois: reading.all("poi", Reading::poi, report),
        touristic_contents: reading.all("touristiccontent", Reading::content, report),
        touristic_events: reading.all("touristicevent", Reading::event, report),
        outdoor_sites: reading.all("outdoor_site", Reading::outdoor_site, report),
        outdoor_courses: reading.all("outdoor_course", Reading::outdoor_course, report),
        sensitive_areas: reading.all("sensitivearea", Reading::sensitive_area, report),
        infrastructures: reading.all("infrastructure", Reading::infrastructure, report),
        signages: reading.all("signage", Reading::signage, report),
        services: reading.all("service", Reading::service, report),
        hd_views: reading.all("hdviewpoint", Reading::hd_view, report),
        information_desks: reading.all("informationdesk", Reading::desk, report),
        structures: reading.all("structure", Reading::structure, report),
        flatpages: reading.all("flatpage", Reading::flatpage, report),
        menu: reading.menu(report),
        servers: vec![reading.server(report)],
        alerts: Vec::new(),
        pictures_in_texts,
        linked_files,
    };
    if settings.is_partial() {
        follow_treks(&mut catalog, report);
    }
    for server in &catalog.servers {
        unknown_portals(settings, server, report);
    }
    drop_unnamed_structures(&mut catalog);
    catalog
}

fn unknown_portals(settings: &Settings, server: &Server, report: &mut Report) {
    let known = |id: &&u64| server.portals.iter().any(|portal| portal.id == id.to_string());
    let unknown = settings.portals.iter().filter(|id| !server.portals.is_empty() && !known(id));
    for id in unknown {
        let problem =
            format!("`portals` names {id}, which is not there: {}", server.portals_in_words());
        report.warn(&settings.url, problem);
    }
}

/// What was fetched for texts, by the address in the text.
fn own(snapshot: &Snapshot, media: &Path, server: &Url) -> HashMap<String, Own> {
    let objects: Vec<&Arc<RawValue>> = snapshot.objects.values().flat_map(|o| o.values()).collect();
    let found = |address: String, own: fn(PathBuf) -> Own| {
        let file = attachment::fetched(snapshot, media, &address)?;
        Some((address, file.map_or_else(Own::Missing, own)))
    };
    let picture = |file: PathBuf| Own::Picture(file.into());
    let document = |file| Own::File(Arc::new(LinkedFile { file, name: None }));
    let of_object = |raw: &&Arc<RawValue>| -> Vec<(String, Own)> {
        let References { pictures, links } = attachment::in_texts(raw, server);
        let pictures = pictures.into_iter().filter_map(|address| found(address, picture));
        let links = links.into_iter().filter_map(|address| found(address, document));
        pictures.chain(links).collect()
    };
    objects.par_iter().flat_map_iter(of_object).collect()
}

/// Leaves out what belongs to treks that are not wanted.
fn follow_treks(catalog: &mut Catalog, report: &mut Report) {
    let positions = |trek: &Arc<Trek>| -> Vec<Position> {
        trek.geometry.positions().chain(trek.departure_geom).collect()
    };
    let near = Around::of(catalog.treks.iter().map(positions));
    let nowhere = catalog.pois.iter().filter(|poi| poi.geometry.is_none());
    let nowhere: HashSet<String> = nowhere.map(|poi| poi.origin.clone()).collect();
    for warning in &mut report.warnings {
        if nowhere.contains(&warning.item) && warning.problem.ends_with(NO_PLACE) {
            let problem = "has no place, and is left out: nobody knows whether it is near a trek of this portal; place it in the admin";
            warning.problem = warning.problem.replace(NO_PLACE, problem);
        }
    }
    catalog.pois.retain(|poi| poi.geometry.is_some_and(|place| near.has(place)));
    catalog.infrastructures.retain(|infrastructure| near.has(infrastructure.geometry));
    catalog.signages.retain(|signage| near.has(signage.geometry));
    catalog.services.retain(|service| near.has(service.geometry));
    let treks: HashSet<_> = catalog.treks.iter().map(|trek| &trek.id).collect();
    let pois: HashSet<_> = catalog.pois.iter().map(|poi| &poi.id).collect();
    let sites: HashSet<_> = catalog.outdoor_sites.iter().map(|site| &site.id).collect();
    catalog.hd_views.retain(|view| {
        view.trek.as_ref().is_some_and(|trek| treks.contains(trek))
            || view.poi.as_ref().is_some_and(|poi| pois.contains(poi))
            || view.outdoor_site.as_ref().is_some_and(|site| sites.contains(site))
    });
    let of_treks = catalog.treks.iter().flat_map(|trek| &trek.information_desks);
    let of_sites = catalog.outdoor_sites.iter().flat_map(|site| &site.information_desks);
    let named: HashSet<_> = of_treks.chain(of_sites).cloned().collect();
    catalog.information_desks.retain(|desk| named.contains(&desk.id));
}

/// A structure without anything of its own has nothing to say here.
fn drop_unnamed_structures(catalog: &mut Catalog) {
    let named: HashSet<_> = (catalog.treks.iter().filter_map(|t| t.structure.clone()))
        .chain(catalog.pois.iter().filter_map(|p| p.structure.clone()))
        .chain(catalog.touristic_contents.iter().filter_map(|c| c.structure.clone()))
        .chain(catalog.touristic_events.iter().filter_map(|e| e.structure.clone()))
        .chain(catalog.outdoor_sites.iter().filter_map(|s| s.structure.clone()))
        .chain(catalog.outdoor_courses.iter().filter_map(|c| c.structure.clone()))
        .collect();
    catalog.structures.retain(|structure| named.contains(&structure.id));
}

impl Reading<'_> {
    /// Converts the objects of an endpoint, in parallel.
    fn all<T: Send>(
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

    fn locals_of(&self, endpoint: &str, name: &str, taken: &Taken) -> HashMap<String, String> {
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
